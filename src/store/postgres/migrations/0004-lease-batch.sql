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
  asker lease_command;
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
    asker.impression_id := shown_id;
    asker.campaign_id := known.campaign_id;
    asker.tag_id := known.tag_id;
    asker.visitor_id := known.visitor_id;
    asker.pool_id := known.pool_id;
    asker.idle_limit_seconds := known.idle_limit_seconds;
    asker.closed_browser_delay_seconds := known.closed_browser_delay_seconds;
    asker.link_retention_seconds := known.link_retention_seconds;
    RETURN claim_for_waiting(asker, now_ms);
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
-- Visitors who ask for their first number, one after another, are served together; what one of them
-- has cannot change before their turn, since only their own commands give it to them.
-- sessions, tags: JSON of the commands' impressions, with the separator of RFC 7464 between them
CREATE FUNCTION lease_batch(
  commands json, sessions text, tags text, given_ms bigint, floor_ms bigint
) RETURNS TABLE (at_ms bigint, answer lease_answer) LANGUAGE plpgsql
-- For all that it calls: every row is found by an index, and what is planned once is planned well.
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off
SET enable_mergejoin = off SET jit = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  batch lease_command[];
  session_of text[] := string_to_array(sessions, E'\x1e');
  tags_of text[] := string_to_array(tags, E'\x1e');
  is_first boolean[];
  place integer := 1;
  last integer;
BEGIN
  batch := ARRAY(SELECT s FROM json_populate_recordset(NULL::lease_command, commands) s);
  PERFORM pg_advisory_xact_lock(one.visitor) FROM (
    SELECT DISTINCT hashtextextended(
      CASE WHEN s.kind = 'issue' THEN s.visitor_id || ' ' || s.tag_id ELSE (
        SELECT i.visitor_id || ' ' || i.tag_id FROM impression i WHERE i.id = s.impression_id
      ) END, 0) AS visitor
    FROM unnest(batch) s
    ORDER BY visitor
  ) one WHERE one.visitor IS NOT NULL;
  at_ms := store_now(given_ms, floor_ms);
  -- Not EXISTS, for which PostgreSQL may read the whole table into a hash.
  is_first := ARRAY(
    SELECT s.kind = 'issue'
      AND row_number() OVER (PARTITION BY s.visitor_id, s.tag_id ORDER BY s.place) = 1
      AND (SELECT n.id FROM number n
        WHERE n.visitor_id = s.visitor_id AND n.tag_id = s.tag_id) IS NULL
      AND (SELECT i.id FROM impression i
        WHERE i.visitor_id = s.visitor_id AND i.tag_id = s.tag_id AND i.number_id IS NULL
        LIMIT 1) IS NULL
    FROM (
      SELECT p AS place, (batch[p]).kind, (batch[p]).visitor_id, (batch[p]).tag_id
      FROM generate_subscripts(batch, 1) p
    ) s ORDER BY s.place);
  WHILE place <= cardinality(batch) LOOP
    last := place;
    IF is_first[place] THEN
      WHILE is_first[last + 1] LOOP last := last + 1; END LOOP;
      FOR answer IN
        SELECT a.* FROM issue_new_numbers(
          batch[place:last], session_of[place:last], tags_of[place:last], true, at_ms) a
      LOOP
        RETURN NEXT;
      END LOOP;
    ELSE
      answer := CASE batch[place].kind
        WHEN 'issue' THEN issue_number(batch[place], session_of[place], tags_of[place], at_ms)
        WHEN 'renew' THEN renew_impression(batch[place].impression_id, at_ms)
        WHEN 'close' THEN close_impression(batch[place].impression_id, at_ms)
      END;
      RETURN NEXT;
    END IF;
    place := last + 1;
  END LOOP;
END $$;
