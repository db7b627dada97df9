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
  landing_key text
);

-- What somebody who asks for a number gets: one, or none since the pool has none, or no answer yet.
CREATE TYPE claim AS (number_id text, number_e164 text, is_contended boolean);

-- Gives each who asks, in their order, the number of their pool that has rested the longest (R42).
-- The index `number_by_rest` is in the order of choice, and a pool's part of it is read once for
-- all: a claim of its own for each would read past everything that those before it have taken.
-- Numbers that another transaction is just taking are passed over. Where only such are left, the
-- outcome is not known yet, since that transaction may still fail: the claim is contended.
-- are_first: none of them has a number that they would give up.
CREATE FUNCTION claim_numbers(askers lease_command[], are_first boolean, now_ms bigint)
RETURNS claim[] LANGUAGE plpgsql AS $$
DECLARE
  claims claim[] := array_fill((NULL, NULL, false)::claim, ARRAY[cardinality(askers)]);
  asked record;
  rested record;
  turn integer;
BEGIN
  FOR asked IN
    SELECT askers[place].pool_id, array_agg(place ORDER BY place) AS places
    FROM generate_subscripts(askers, 1) AS place GROUP BY 1
  LOOP
    turn := 0;
    FOR rested IN
      SELECT n.id, n.e164 FROM number n
      WHERE n.pool_id = asked.pool_id AND n.issuable_from_ms <= now_ms
      ORDER BY n.issuable_from_ms, n.id LIMIT cardinality(asked.places) FOR UPDATE SKIP LOCKED
    LOOP
      turn := turn + 1;
      claims[asked.places[turn]] := (rested.id, rested.e164, false);
    END LOOP;
    IF turn < cardinality(asked.places) AND EXISTS (
      SELECT FROM number n WHERE n.pool_id = asked.pool_id AND n.issuable_from_ms <= now_ms
        AND NOT EXISTS (SELECT FROM unnest(claims) own WHERE own.number_id = n.id)
    ) THEN
      FOREACH turn IN ARRAY asked.places[turn + 1:] LOOP
        claims[turn] := (NULL, NULL, true);
      END LOOP;
    END IF;
  END LOOP;
  -- A visitor has one number for a tag: the old one is given up, but only for a new one.
  IF NOT are_first THEN
    UPDATE number n SET tag_id = NULL, visitor_id = NULL
    FROM ROWS FROM (unnest(claims), unnest(askers)) AS a
    WHERE a.number_id IS NOT NULL AND n.visitor_id = a.visitor_id AND n.tag_id = a.tag_id;
  END IF;
  UPDATE number n SET tag_id = a.tag_id, visitor_id = a.visitor_id,
    impression_id = a.impression_id, issued_at_ms = now_ms, last_activity_at_ms = now_ms,
    closed_at_ms = NULL, in_call_until_ms = 0,
    hold_until_ms = now_ms + (a.idle_limit_seconds + a.closed_browser_delay_seconds) * 1000,
    link_until_ms = now_ms + a.link_retention_seconds * 1000
  FROM ROWS FROM (unnest(claims), unnest(askers)) AS a WHERE n.id = a.number_id;
  INSERT INTO lease_log
    (at_ms, kind, number_id, visitor_id, tag_id, impression_id, held_until_ms)
  SELECT now_ms, 'issued', a.number_id, a.visitor_id, a.tag_id, a.impression_id,
    now_ms + (a.idle_limit_seconds + a.closed_browser_delay_seconds) * 1000
  FROM ROWS FROM (unnest(claims), unnest(askers)) AS a WHERE a.number_id IS NOT NULL;
  RETURN claims;
END $$;

-- Stores the impressions of those who asked, with what they got, their sessions and their tags.
-- kept: the lease of a number that its visitor had before; NULL where numbers were just claimed.
CREATE FUNCTION insert_impressions(
  askers lease_command[], sessions text[], tags text[], claims claim[], kept lease, now_ms bigint
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO impression (id, account_id, campaign_id, publisher_id, publisher_number_id, tag_id,
    pool_id, visitor_id, session_id, landing_key, received_at_ms, number_id, number,
    issued_at_ms, missed_at_ms, last_activity_at_ms, hold_until_ms, link_until_ms, session, tags)
  SELECT a.impression_id, a.account_id, a.campaign_id, a.publisher_id, a.publisher_number_id,
    a.tag_id, a.pool_id, a.visitor_id, a.session_id, a.landing_key, now_ms, a.number_id,
    a.number_e164,
    CASE WHEN a.number_id IS NOT NULL THEN now_ms END,
    CASE WHEN a.number_id IS NULL THEN now_ms END,
    now_ms,
    CASE WHEN a.number_id IS NOT NULL THEN coalesce(kept.hold_until_ms,
      now_ms + (a.idle_limit_seconds + a.closed_browser_delay_seconds) * 1000) END,
    CASE WHEN a.number_id IS NOT NULL THEN coalesce(kept.link_until_ms,
      now_ms + a.link_retention_seconds * 1000) END,
    a.session::json, a.tags::json
  FROM ROWS FROM (unnest(sessions), unnest(insert_impressions.tags), unnest(claims), unnest(askers))
    AS a (session, tags)
  WHERE NOT a.is_contended;
END $$;

-- Leases.issue for visitors whose page is a new impression, and who keep no number.
CREATE FUNCTION issue_new_numbers(
  askers lease_command[], sessions text[], tags text[], are_first boolean, now_ms bigint
) RETURNS SETOF lease_answer LANGUAGE plpgsql AS $$
DECLARE
  claims claim[] := claim_numbers(askers, are_first, now_ms);
BEGIN
  PERFORM insert_impressions(askers, sessions, tags, claims, NULL, now_ms);
  RETURN QUERY
  SELECT CASE WHEN a.is_contended THEN 'contended' ELSE 'active' END, a.impression_id,
    a.number_e164, a.campaign_id, a.tag_id, a.idle_limit_seconds
  FROM ROWS FROM (unnest(claims), unnest(askers)) AS a;
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

-- Tries again for an impression that waits for a number.
CREATE FUNCTION claim_for_waiting(c lease_command, now_ms bigint) RETURNS lease_answer
LANGUAGE plpgsql AS $$
DECLARE
  claimed claim := (claim_numbers(ARRAY[c], false, now_ms))[1];
  next lease := (now_ms, NULL,
    now_ms + (c.idle_limit_seconds + c.closed_browser_delay_seconds) * 1000, 0,
    now_ms + c.link_retention_seconds * 1000);
BEGIN
  IF claimed.is_contended THEN
    RETURN ('contended', NULL, NULL, NULL, NULL, NULL)::lease_answer;
  ELSIF claimed.number_id IS NULL THEN
    UPDATE impression SET last_activity_at_ms = now_ms WHERE id = c.impression_id;
  ELSE
    PERFORM give_number(
      c.impression_id, claimed.number_id, claimed.number_e164, next, now_ms);
  END IF;
  RETURN ('active', c.impression_id, claimed.number_e164, c.campaign_id, c.tag_id,
    c.idle_limit_seconds)::lease_answer;
END $$;

-- Leases.issue for one visitor, whatever they have.
CREATE FUNCTION issue_number(c lease_command, session text, tags text, now_ms bigint)
RETURNS lease_answer LANGUAGE plpgsql AS $$
DECLARE
  own number;
  newest record;
  goes_on boolean;
  next lease;
  hold_ms bigint := (c.idle_limit_seconds + c.closed_browser_delay_seconds) * 1000;
  retention_ms bigint := c.link_retention_seconds * 1000;
  answer lease_answer;
BEGIN
  answer := ('active', c.impression_id, NULL, c.campaign_id, c.tag_id, c.idle_limit_seconds);
  SELECT n.* INTO own FROM number n
  WHERE n.visitor_id = c.visitor_id AND n.tag_id = c.tag_id AND n.account_id = c.account_id
  FOR UPDATE;
  IF FOUND AND is_kept(own, now_ms) THEN
    SELECT i.id, i.session_id, i.landing_key INTO newest FROM impression i
    WHERE i.id = own.impression_id;
    goes_on := FOUND AND newest.session_id = c.session_id
      AND (c.landing_key = '' OR c.landing_key = newest.landing_key);
    next := renewed(own, now_ms, hold_ms, retention_ms);
    answer.number := own.e164;
    IF goes_on THEN
      answer.impression_id := newest.id;
      PERFORM keep_impression(newest.id, next);
    ELSE
      PERFORM insert_impressions(
        ARRAY[c], ARRAY[session], ARRAY[tags],
        ARRAY[(own.id, own.e164, false)::claim], next, now_ms);
    END IF;
    PERFORM keep_number(own, next, answer.impression_id, NOT goes_on, now_ms);
    RETURN answer;
  END IF;
  SELECT i.id, i.session_id, i.landing_key INTO newest FROM impression i
  WHERE i.visitor_id = c.visitor_id AND i.tag_id = c.tag_id AND i.number_id IS NULL
    AND i.pool_id = c.pool_id
  ORDER BY i.sequence DESC LIMIT 1;
  IF FOUND AND newest.session_id = c.session_id
    AND (c.landing_key = '' OR c.landing_key = newest.landing_key) THEN
    c.impression_id := newest.id;
    RETURN claim_for_waiting(c, now_ms);
  END IF;
  SELECT a.* INTO answer
  FROM issue_new_numbers(ARRAY[c], ARRAY[session], ARRAY[tags], false, now_ms) a;
  RETURN answer;
END $$;
