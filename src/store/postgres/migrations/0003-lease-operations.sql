-- The operations on leases, each a function over one command, and `lease_batch`, which plays many
-- in their order: one statement, one flush to disk. What they do is what src/store/memory does; the
-- arithmetic is that of src/core/lease/lease.ts. A test plays random histories on both.

-- The database's clock (R45), unless a test brings its own. It never runs backwards for a process,
-- which names the latest time that it was told.
CREATE FUNCTION store_now(given_ms bigint, floor_ms bigint) RETURNS bigint LANGUAGE sql VOLATILE
AS $$
  SELECT coalesce(given_ms,
    greatest(floor_ms, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint))
$$;

CREATE TYPE lease AS (
  last_activity_at_ms bigint,
  closed_at_ms bigint,
  hold_until_ms bigint,
  in_call_until_ms bigint,
  link_until_ms bigint
);

-- Whether its last visitor still has the number: held, or linked and not resting (R12, R41).
CREATE FUNCTION is_kept(one number, now_ms bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT one.last_activity_at_ms IS NOT NULL AND one.visitor_id IS NOT NULL
    AND (now_ms < greatest(one.hold_until_ms, one.in_call_until_ms)
      OR (now_ms >= one.quarantined_until_ms AND now_ms < one.link_until_ms))
$$;

-- Activity (R40): never cuts what was promised (R11).
CREATE FUNCTION renewed(one number, now_ms bigint, hold_ms bigint, retention_ms bigint)
RETURNS lease LANGUAGE sql IMMUTABLE AS $$
  SELECT greatest(one.last_activity_at_ms, now_ms), NULL::bigint,
    greatest(one.hold_until_ms, greatest(one.last_activity_at_ms, now_ms) + hold_ms),
    one.in_call_until_ms,
    greatest(one.link_until_ms, greatest(one.last_activity_at_ms, now_ms) + retention_ms)
$$;

-- Changes the lease of a number that its visitor has, for one of their impressions, and logs how
-- the hold moved. The caller has locked the number.
CREATE FUNCTION keep_number(
  one number, next lease, shown_id text, is_newest boolean, now_ms bigint
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  held_before bigint := greatest(one.hold_until_ms, one.in_call_until_ms);
  held_after bigint := greatest(next.hold_until_ms, next.in_call_until_ms);
BEGIN
  UPDATE number SET last_activity_at_ms = next.last_activity_at_ms,
    closed_at_ms = next.closed_at_ms, hold_until_ms = next.hold_until_ms,
    in_call_until_ms = next.in_call_until_ms, link_until_ms = next.link_until_ms,
    impression_id = CASE WHEN is_newest THEN shown_id ELSE impression_id END
  WHERE id = one.id;
  IF held_after <> held_before THEN
    INSERT INTO lease_log
      (at_ms, kind, number_id, visitor_id, tag_id, impression_id, held_until_ms)
    VALUES (now_ms, CASE WHEN held_after > held_before THEN 'extended' ELSE 'shortened' END,
      one.id, one.visitor_id, one.tag_id, shown_id, held_after);
  END IF;
END $$;

-- The impression goes on under this lease.
CREATE FUNCTION keep_impression(shown_id text, next lease) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE impression SET last_activity_at_ms = next.last_activity_at_ms,
    closed_at_ms = next.closed_at_ms, hold_until_ms = next.hold_until_ms,
    link_until_ms = next.link_until_ms
  WHERE id = shown_id;
END $$;

-- Gives the pool's longest-rested number to the visitor (R42). The index `number_by_rest` is in the
-- order of choice, so this reads one row of any pool. Numbers that another transaction is just
-- taking are passed over. If only such are left, the outcome is not known yet, since that
-- transaction may still fail: `is_contended`, and nothing is changed.
CREATE FUNCTION claim_number(
  visitor text, tag text, pool text, shown_id text, hold_ms bigint, retention_ms bigint,
  now_ms bigint, OUT number_id text, OUT number_e164 text, OUT is_contended boolean
) LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
  is_contended := false;
  SELECT n.id, n.e164 INTO number_id, number_e164 FROM number n
  WHERE n.pool_id = pool AND n.issuable_from_ms <= now_ms
  ORDER BY n.issuable_from_ms, n.id LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF number_id IS NULL THEN
    is_contended := EXISTS (
      SELECT 1 FROM number n WHERE n.pool_id = pool AND n.issuable_from_ms <= now_ms);
    RETURN;
  END IF;
  -- A visitor has one number for a tag: the old one is given up, but only for a new one.
  UPDATE number SET tag_id = NULL, visitor_id = NULL WHERE visitor_id = visitor AND tag_id = tag;
  UPDATE number SET tag_id = tag, visitor_id = visitor, impression_id = shown_id,
    issued_at_ms = now_ms, last_activity_at_ms = now_ms, closed_at_ms = NULL,
    hold_until_ms = now_ms + hold_ms, in_call_until_ms = 0, link_until_ms = now_ms + retention_ms
  WHERE id = number_id;
  INSERT INTO lease_log
    (at_ms, kind, number_id, visitor_id, tag_id, impression_id, held_until_ms)
  VALUES (now_ms, 'issued', claim_number.number_id, visitor, tag, shown_id, now_ms + hold_ms);
END $$;

-- What a batch answers to one command.
CREATE TYPE lease_answer AS (
  outcome text,
  impression_id text,
  number text,
  campaign_id text,
  tag_id text,
  idle_limit_seconds bigint
);

CREATE TYPE lease_command AS (
  kind text,
  impression_id text,
  account_id text,
  campaign_id text,
  publisher_id text,
  publisher_number_id text,
  tag_id text,
  pool_id text,
  idle_limit_seconds bigint,
  closed_browser_delay_seconds bigint,
  link_retention_seconds bigint,
  visitor_id text,
  session_id text,
  landing_key text,
  session text,
  tags text
);

CREATE FUNCTION insert_impression(
  c lease_command, number_id text, number_e164 text, hold_until_ms bigint, link_until_ms bigint,
  now_ms bigint
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO impression (id, account_id, campaign_id, publisher_id, publisher_number_id, tag_id,
    pool_id, visitor_id, session_id, landing_key, received_at_ms, number_id, number,
    issued_at_ms, missed_at_ms, last_activity_at_ms, hold_until_ms, link_until_ms, session, tags)
  VALUES (c.impression_id, c.account_id, c.campaign_id, c.publisher_id, c.publisher_number_id,
    c.tag_id, c.pool_id, c.visitor_id, c.session_id, c.landing_key, now_ms, number_id, number_e164,
    CASE WHEN number_id IS NOT NULL THEN now_ms END, CASE WHEN number_id IS NULL THEN now_ms END,
    now_ms, hold_until_ms, link_until_ms, c.session::json, c.tags::json);
END $$;

-- An impression that waited gets a number.
CREATE FUNCTION give_number(
  shown_id text, number_id text, number_e164 text, next lease, now_ms bigint
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE impression SET number_id = give_number.number_id, number = number_e164,
    issued_at_ms = now_ms, last_activity_at_ms = next.last_activity_at_ms,
    closed_at_ms = next.closed_at_ms, hold_until_ms = next.hold_until_ms,
    link_until_ms = next.link_until_ms
  WHERE id = shown_id;
END $$;

-- Leases.issue
CREATE FUNCTION issue_number(c lease_command, now_ms bigint) RETURNS lease_answer
LANGUAGE plpgsql AS $$
DECLARE
  own number;
  newest record;
  goes_on boolean;
  claimed record;
  next lease;
  hold_ms bigint := (c.idle_limit_seconds + c.closed_browser_delay_seconds) * 1000;
  retention_ms bigint := c.link_retention_seconds * 1000;
  shown text;
BEGIN
  SELECT n.* INTO own FROM number n
  WHERE n.visitor_id = c.visitor_id AND n.tag_id = c.tag_id AND n.account_id = c.account_id
  FOR UPDATE;
  IF FOUND AND is_kept(own, now_ms) THEN
    SELECT i.id, i.session_id, i.landing_key INTO newest FROM impression i
    WHERE i.id = own.impression_id;
    goes_on := FOUND AND newest.session_id = c.session_id
      AND (c.landing_key = '' OR c.landing_key = newest.landing_key);
    shown := CASE WHEN goes_on THEN newest.id ELSE c.impression_id END;
    next := renewed(own, now_ms, hold_ms, retention_ms);
    PERFORM keep_number(own, next, shown, NOT goes_on, now_ms);
    IF goes_on THEN
      PERFORM keep_impression(shown, next);
    ELSE
      PERFORM insert_impression(
        c, own.id, own.e164, next.hold_until_ms, next.link_until_ms, now_ms);
    END IF;
    RETURN ('active', shown, own.e164, c.campaign_id, c.tag_id, c.idle_limit_seconds)::lease_answer;
  END IF;
  SELECT i.id, i.session_id, i.landing_key INTO newest FROM impression i
  WHERE i.visitor_id = c.visitor_id AND i.tag_id = c.tag_id AND i.number_id IS NULL
    AND i.pool_id = c.pool_id
  ORDER BY i.sequence DESC LIMIT 1;
  goes_on := FOUND AND newest.session_id = c.session_id
    AND (c.landing_key = '' OR c.landing_key = newest.landing_key);
  shown := CASE WHEN goes_on THEN newest.id ELSE c.impression_id END;
  SELECT * INTO claimed FROM claim_number(
    c.visitor_id, c.tag_id, c.pool_id, shown, hold_ms, retention_ms, now_ms);
  IF claimed.is_contended THEN
    RETURN ('contended', NULL, NULL, NULL, NULL, NULL)::lease_answer;
  END IF;
  IF NOT goes_on THEN
    PERFORM insert_impression(c, claimed.number_id, claimed.number_e164,
      CASE WHEN claimed.number_id IS NOT NULL THEN now_ms + hold_ms END,
      CASE WHEN claimed.number_id IS NOT NULL THEN now_ms + retention_ms END, now_ms);
  ELSIF claimed.number_id IS NULL THEN
    UPDATE impression SET last_activity_at_ms = now_ms WHERE id = shown;
  ELSE
    next := (now_ms, NULL, now_ms + hold_ms, 0, now_ms + retention_ms)::lease;
    PERFORM give_number(shown, claimed.number_id, claimed.number_e164, next, now_ms);
  END IF;
  RETURN ('active', shown, claimed.number_e164, c.campaign_id, c.tag_id, c.idle_limit_seconds
    )::lease_answer;
END $$;
