-- The rest of the operations on leases, and the batch.

-- Whether its tag still shows numbers.
CREATE FUNCTION is_served(tag text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM call_tracking_tag t
    JOIN publisher_number n ON n.id = t.publisher_number_id AND n.status = 'active'
    JOIN campaign c ON c.id = t.campaign_id AND c.status = 'active'
    WHERE t.id = tag AND t.status = 'active')
$$;

-- Leases.renew
CREATE FUNCTION renew_impression(shown_id text, now_ms bigint) RETURNS lease_answer
LANGUAGE plpgsql AS $$
DECLARE
  known record;
  one number;
  claimed record;
  next lease;
  hold_ms bigint;
  retention_ms bigint;
  answer lease_answer;
BEGIN
  SELECT i.account_id, i.campaign_id, i.tag_id, i.visitor_id, i.number_id, p.id AS pool_id,
    p.idle_limit_seconds, p.closed_browser_delay_seconds, p.link_retention_seconds
  INTO known FROM impression i JOIN pool p ON p.id = i.pool_id WHERE i.id = shown_id;
  IF NOT FOUND THEN
    RETURN ('unknown', NULL, NULL, NULL, NULL, NULL)::lease_answer;
  END IF;
  hold_ms := (known.idle_limit_seconds + known.closed_browser_delay_seconds) * 1000;
  retention_ms := known.link_retention_seconds * 1000;
  answer := ('active', shown_id, NULL, known.campaign_id, known.tag_id,
    known.idle_limit_seconds)::lease_answer;
  IF known.number_id IS NOT NULL THEN
    SELECT n.* INTO one FROM number n WHERE n.id = known.number_id FOR UPDATE;
    IF NOT FOUND OR NOT is_kept(one, now_ms)
      OR one.visitor_id <> known.visitor_id OR one.tag_id <> known.tag_id THEN
      RETURN ('ended', NULL, NULL, NULL, NULL, NULL)::lease_answer;
    END IF;
    next := renewed(one, now_ms, hold_ms, retention_ms);
    PERFORM keep_number(one, next, shown_id, false, now_ms);
    PERFORM keep_impression(shown_id, next);
    answer.number := one.e164;
    RETURN answer;
  END IF;
  -- A visitor who waits gets their own number from another page of the visit, or a claimed one.
  IF is_served(known.tag_id) THEN
    SELECT n.* INTO one FROM number n
    WHERE n.visitor_id = known.visitor_id AND n.tag_id = known.tag_id
      AND n.account_id = known.account_id
    FOR UPDATE;
    IF FOUND AND is_kept(one, now_ms) THEN
      next := renewed(one, now_ms, hold_ms, retention_ms);
      PERFORM keep_number(one, next, shown_id, false, now_ms);
      PERFORM give_number(shown_id, one.id, one.e164, next, now_ms);
      answer.number := one.e164;
      RETURN answer;
    END IF;
    SELECT * INTO claimed FROM claim_number(known.visitor_id, known.tag_id, known.pool_id,
      shown_id, hold_ms, retention_ms, now_ms);
    IF claimed.is_contended THEN
      RETURN ('contended', NULL, NULL, NULL, NULL, NULL)::lease_answer;
    END IF;
    IF claimed.number_id IS NOT NULL THEN
      next := (now_ms, NULL, now_ms + hold_ms, 0, now_ms + retention_ms)::lease;
      PERFORM give_number(shown_id, claimed.number_id, claimed.number_e164, next, now_ms);
      answer.number := claimed.number_e164;
      RETURN answer;
    END IF;
  END IF;
  UPDATE impression SET last_activity_at_ms = now_ms WHERE id = shown_id;
  RETURN answer;
END $$;

-- Leases.close
CREATE FUNCTION close_impression(shown_id text, now_ms bigint) RETURNS lease_answer
LANGUAGE plpgsql AS $$
DECLARE
  known record;
  one number;
  next lease;
BEGIN
  SELECT i.tag_id, i.visitor_id, i.number_id, p.closed_browser_delay_seconds, p.release_on_close
  INTO known FROM impression i JOIN pool p ON p.id = i.pool_id WHERE i.id = shown_id;
  IF NOT FOUND THEN
    RETURN ('unknown', NULL, NULL, NULL, NULL, NULL)::lease_answer;
  END IF;
  SELECT n.* INTO one FROM number n
  WHERE n.id = known.number_id AND n.visitor_id = known.visitor_id AND n.tag_id = known.tag_id
  FOR UPDATE;
  IF NOT FOUND OR NOT is_kept(one, now_ms) THEN
    UPDATE impression SET closed_at_ms = now_ms WHERE id = shown_id;
    RETURN ('ended', NULL, NULL, NULL, NULL, NULL)::lease_answer;
  END IF;
  next := (one.last_activity_at_ms, now_ms, one.hold_until_ms, one.in_call_until_ms,
    one.link_until_ms)::lease;
  IF known.release_on_close THEN
    next.hold_until_ms :=
      least(one.hold_until_ms, now_ms + known.closed_browser_delay_seconds * 1000);
  END IF;
  PERFORM keep_number(one, next, shown_id, false, now_ms);
  PERFORM keep_impression(shown_id, next);
  RETURN ('closed', NULL, NULL, NULL, NULL, NULL)::lease_answer;
END $$;

-- Plays the commands in their order, at one time. The visitors are locked first, in one order for
-- everybody: two requests of one visitor in two processes come one after the other, so that they
-- make one impression and one miss. The locks end with the transaction.
CREATE FUNCTION lease_batch(commands json, given_ms bigint, floor_ms bigint)
RETURNS TABLE (at_ms bigint, answer lease_answer) LANGUAGE plpgsql AS $$
DECLARE
  c lease_command;
BEGIN
  PERFORM pg_advisory_xact_lock(one.visitor) FROM (
    SELECT DISTINCT hashtextextended(
      CASE WHEN s.kind = 'issue' THEN s.visitor_id || ' ' || s.tag_id ELSE (
        SELECT i.visitor_id || ' ' || i.tag_id FROM impression i WHERE i.id = s.impression_id
      ) END, 0) AS visitor
    FROM json_populate_recordset(NULL::lease_command, commands) s
    ORDER BY visitor
  ) one WHERE one.visitor IS NOT NULL;
  at_ms := store_now(given_ms, floor_ms);
  FOR c IN SELECT * FROM json_populate_recordset(NULL::lease_command, commands) LOOP
    answer := CASE c.kind
      WHEN 'issue' THEN issue_number(c, at_ms)
      WHEN 'renew' THEN renew_impression(c.impression_id, at_ms)
      WHEN 'close' THEN close_impression(c.impression_id, at_ms)
    END;
    RETURN NEXT;
  END LOOP;
END $$;
