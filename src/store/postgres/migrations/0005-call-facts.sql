-- All that attributing and routing a call asks of the store (Calls.arrive), in one round trip. The
-- call is locked first, so that two webhooks of one call come one after the other (R53), then its
-- number, until the transaction ends.
CREATE FUNCTION call_facts(
  account text, carrier_name text, call_of_carrier text, dialled_number text, shown_max bigint,
  given_ms bigint, floor_ms bigint
) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  known call;
  one number;
  newest text;
  now_ms bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(
    hashtextextended(concat_ws(' ', account, carrier_name, call_of_carrier), 1));
  SELECT c.* INTO known FROM call c
  WHERE c.account_id = account AND c.carrier = carrier_name
    AND c.carrier_call_id = call_of_carrier;
  IF FOUND THEN
    SELECT n.* INTO one FROM number n WHERE n.id = known.number_id FOR UPDATE;
    newest := known.impression_id;
  ELSE
    SELECT n.* INTO one FROM number n
    WHERE n.account_id = account AND n.e164 = dialled_number FOR UPDATE;
    newest := one.impression_id;
  END IF;
  now_ms := store_now(given_ms, floor_ms);
  RETURN json_build_object(
    'now', now_ms,
    'call', CASE WHEN known.id IS NOT NULL THEN row_to_json(known) END,
    'number', CASE WHEN one.id IS NOT NULL THEN row_to_json(one) END,
    -- Two branches, so that each finds its rows by an index.
    'shown', (
      SELECT coalesce(json_agg(s), '[]'::json) FROM (
        SELECT i.id, i.sequence, i.visitor_id AS "visitorId", i.issued_at_ms AS "issuedAt",
          i.hold_until_ms AS "holdUntil", i.link_until_ms AS "linkUntil"
        FROM impression i
        WHERE i.sequence IN (
          SELECT sequence FROM impression WHERE number_id = one.id AND link_until_ms > now_ms
          UNION SELECT sequence FROM impression WHERE id = one.impression_id)
        ORDER BY i.issued_at_ms DESC, i.sequence DESC LIMIT shown_max
      ) s),
    'impression', (
      SELECT row_to_json(s) FROM (
        SELECT i.id AS "impressionId", i.campaign_id AS "campaignId",
          i.publisher_id AS "publisherId", i.publisher_number_id AS "publisherNumberId",
          i.pool_id AS "poolId", p.name AS "poolName", i.received_at_ms AS "receivedAt", i.tags,
          i.visitor_id AS "visitorId", i.tag_id AS "tagId", i.number_id AS "numberId",
          p.idle_limit_seconds AS "idleLimitSeconds",
          p.closed_browser_delay_seconds AS "closedBrowserDelaySeconds",
          p.link_retention_seconds AS "linkRetentionSeconds",
          p.release_on_close AS "releaseOnClose",
          c.status AS "campaignStatus", c.target
        FROM impression i
        JOIN pool p ON p.id = i.pool_id
        LEFT JOIN campaign c ON c.id = i.campaign_id AND c.account_id = account
        WHERE i.id = newest
      ) s),
    'publisherNumber', (
      SELECT row_to_json(s) FROM (
        SELECT n.id, n.campaign_id AS "campaignId", n.publisher_id AS "publisherId", n.status,
          c.status AS "campaignStatus", c.target
        FROM publisher_number n
        LEFT JOIN campaign c ON c.id = n.campaign_id AND c.account_id = account
        WHERE n.id = one.publisher_number_id
      ) s),
    -- Of the calls that still hold the number, the latest (R50).
    'othersLatest', (
      SELECT max(c.received_at_ms) FROM call c
      WHERE c.number_id = one.id AND c.ended_at_ms IS NULL
        AND c.impression_id IS NOT NULL AND c.id IS DISTINCT FROM known.id)
  );
END $$;
