-- Everything Callpool keeps, but for sign-in. Times are milliseconds since the epoch, by the
-- database's clock. JSON columns are written and read whole and never searched; they are json and
-- not jsonb, which refuses some of what a browser may send. Ids compare by their bytes, as they do
-- in the reference model.

CREATE TABLE setting (
  name text COLLATE "C" PRIMARY KEY,
  value text NOT NULL
);

-- Rises with every change of the catalogue, so that processes know when to read it again.
CREATE TABLE catalogue_version (
  only_row bigint PRIMARY KEY CHECK (only_row = 1),
  version bigint NOT NULL
);
INSERT INTO catalogue_version (only_row, version) VALUES (1, 1);

CREATE TABLE account (
  id text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  allowed_countries json NOT NULL,
  truncate_ip_addresses boolean NOT NULL,
  time_zone text NOT NULL,
  created_at_ms bigint NOT NULL
);

CREATE TABLE publisher (
  id text COLLATE "C" PRIMARY KEY,
  account_id text COLLATE "C" NOT NULL REFERENCES account (id),
  name text NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'paused', 'deleted')),
  created_at_ms bigint NOT NULL
);

CREATE TABLE campaign (
  id text COLLATE "C" PRIMARY KEY,
  account_id text COLLATE "C" NOT NULL REFERENCES account (id),
  name text NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'paused', 'deleted')),
  target json,
  url_parameters json NOT NULL,
  drop_unresolved_macros boolean NOT NULL,
  created_at_ms bigint NOT NULL
);

CREATE TABLE pool (
  id text COLLATE "C" PRIMARY KEY,
  account_id text COLLATE "C" NOT NULL REFERENCES account (id),
  name text NOT NULL,
  country text NOT NULL,
  number_type text NOT NULL CHECK (number_type IN ('local', 'tollfree')),
  area_code text,
  idle_limit_seconds bigint NOT NULL,
  closed_browser_delay_seconds bigint NOT NULL,
  link_retention_seconds bigint NOT NULL,
  release_on_close boolean NOT NULL,
  publisher_id text COLLATE "C" REFERENCES publisher (id),
  status text NOT NULL CHECK (status IN ('active', 'paused', 'deleted')),
  created_at_ms bigint NOT NULL
);

-- A number and its newest lease in one row: a number has one holder because it has one row.
CREATE TABLE number (
  id text COLLATE "C" PRIMARY KEY,
  account_id text COLLATE "C" NOT NULL REFERENCES account (id),
  e164 text COLLATE "C" NOT NULL,
  country text NOT NULL,
  type text NOT NULL CHECK (type IN ('local', 'tollfree')),
  area_code text,
  carrier text NOT NULL,
  carrier_id text COLLATE "C",
  pool_id text COLLATE "C" REFERENCES pool (id),
  publisher_number_id text COLLATE "C",
  created_at_ms bigint NOT NULL,
  quarantined_until_ms bigint NOT NULL DEFAULT 0,

  -- The lease; all NULL or 0 until the number is first issued.
  tag_id text COLLATE "C",
  visitor_id text COLLATE "C",
  impression_id text COLLATE "C",
  issued_at_ms bigint,
  last_activity_at_ms bigint,
  closed_at_ms bigint,
  hold_until_ms bigint NOT NULL DEFAULT 0,
  in_call_until_ms bigint NOT NULL DEFAULT 0,
  link_until_ms bigint NOT NULL DEFAULT 0,
  -- Since when the number could be issued again (R42); 0 while it was never issued.
  issuable_from_ms bigint NOT NULL
    GENERATED ALWAYS AS (greatest(hold_until_ms, in_call_until_ms, quarantined_until_ms)) STORED,

  UNIQUE (account_id, e164),
  -- A pool number is never a publisher number.
  CONSTRAINT number_in_pool CHECK (pool_id IS NULL OR publisher_number_id IS NULL)
);

-- The order of choice (R42): the first row of a pool here has rested the longest.
CREATE INDEX number_by_rest ON number (pool_id, issuable_from_ms, id) WHERE pool_id IS NOT NULL;

-- A list of numbers, for people; no number of a pool is in it.
CREATE INDEX number_unassigned ON number (account_id, e164)
  WHERE pool_id IS NULL AND publisher_number_id IS NULL;

-- One visitor has one number for a tag, however many requests come at once (R27).
CREATE UNIQUE INDEX number_of_visitor ON number (visitor_id, tag_id) WHERE visitor_id IS NOT NULL;

-- Two visitors never hold one number (R39): whatever code runs, the database refuses to give a
-- number on before its hold has ended.
CREATE FUNCTION refuse_held_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'number_held' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER number_held BEFORE UPDATE OF visitor_id, tag_id ON number FOR EACH ROW
WHEN (NEW.visitor_id IS NOT NULL
  AND (NEW.visitor_id IS DISTINCT FROM OLD.visitor_id OR NEW.tag_id IS DISTINCT FROM OLD.tag_id)
  AND NEW.issued_at_ms < greatest(OLD.hold_until_ms, OLD.in_call_until_ms))
EXECUTE FUNCTION refuse_held_number();

CREATE TABLE publisher_number (
  id text COLLATE "C" PRIMARY KEY,
  account_id text COLLATE "C" NOT NULL REFERENCES account (id),
  campaign_id text COLLATE "C" NOT NULL REFERENCES campaign (id),
  publisher_id text COLLATE "C" NOT NULL REFERENCES publisher (id),
  number_id text COLLATE "C" NOT NULL REFERENCES number (id),
  e164 text COLLATE "C" NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'paused', 'deleted')),
  created_at_ms bigint NOT NULL
);

CREATE INDEX publisher_number_of_publisher ON publisher_number (publisher_id, id)
  WHERE status <> 'deleted';

CREATE TABLE call_tracking_tag (
  id text COLLATE "C" PRIMARY KEY,
  account_id text COLLATE "C" NOT NULL REFERENCES account (id),
  name text NOT NULL,
  campaign_id text COLLATE "C" NOT NULL REFERENCES campaign (id),
  publisher_number_id text COLLATE "C" NOT NULL REFERENCES publisher_number (id),
  number_to_replace text NOT NULL,
  capture_user_data boolean NOT NULL,
  pool_id text COLLATE "C" REFERENCES pool (id),
  status text NOT NULL CHECK (status IN ('active', 'paused', 'deleted')),
  created_at_ms bigint NOT NULL
);

CREATE INDEX tag_of_campaign ON call_tracking_tag (campaign_id);
-- At most one tag per publisher number (R13).
CREATE UNIQUE INDEX tag_of_publisher_number ON call_tracking_tag (publisher_number_id)
  WHERE status <> 'deleted';

-- Written by every visitor, so without foreign keys: what they would check was read a moment ago
-- from the catalogue, whose rows are never removed.
CREATE TABLE impression (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  account_id text COLLATE "C" NOT NULL,
  campaign_id text COLLATE "C" NOT NULL,
  publisher_id text COLLATE "C" NOT NULL,
  publisher_number_id text COLLATE "C" NOT NULL,
  tag_id text COLLATE "C" NOT NULL,
  pool_id text COLLATE "C" NOT NULL,
  visitor_id text COLLATE "C" NOT NULL,
  session_id text COLLATE "C" NOT NULL,
  landing_key text NOT NULL,
  received_at_ms bigint NOT NULL,
  number_id text COLLATE "C",
  number text COLLATE "C",
  issued_at_ms bigint,
  missed_at_ms bigint,
  last_activity_at_ms bigint NOT NULL,
  closed_at_ms bigint,
  hold_until_ms bigint,
  link_until_ms bigint,
  session json NOT NULL,
  tags json NOT NULL
);

-- The attribution trace (R52): impressions of a number whose own link has not ended.
CREATE INDEX impression_of_number ON impression (number_id, link_until_ms)
  WHERE number_id IS NOT NULL;
-- Visitors who wait for a number (R43).
CREATE INDEX impression_waiting ON impression (visitor_id, tag_id) WHERE number_id IS NULL;
CREATE INDEX impression_missed ON impression (pool_id, missed_at_ms) WHERE missed_at_ms IS NOT NULL;
CREATE INDEX impression_of_pool ON impression (pool_id, received_at_ms);

-- What each pool's numbers were doing, once a minute, for some weeks.
CREATE TABLE pool_sample (
  pool_id text COLLATE "C" NOT NULL,
  at_ms bigint NOT NULL,
  held bigint NOT NULL,
  linked bigint NOT NULL,
  free bigint NOT NULL,
  quarantined bigint NOT NULL,
  PRIMARY KEY (pool_id, at_ms)
);

-- The minute that was sampled last: of several processes, the one that moves it on samples.
CREATE TABLE pool_sampled (
  only_row bigint PRIMARY KEY CHECK (only_row = 1),
  at_ms bigint NOT NULL
);

-- What became of each hold, for whoever wants proof afterwards. Only ever appended to.
CREATE TABLE lease_log (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at_ms bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('issued', 'extended', 'shortened')),
  number_id text COLLATE "C" NOT NULL,
  visitor_id text COLLATE "C" NOT NULL,
  tag_id text COLLATE "C" NOT NULL,
  impression_id text COLLATE "C" NOT NULL,
  held_until_ms bigint NOT NULL
);

CREATE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'lease_log_is_append_only' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER lease_log_keeps BEFORE UPDATE OR DELETE ON lease_log FOR EACH ROW
EXECUTE FUNCTION refuse_log_change();

CREATE TABLE call (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  account_id text COLLATE "C" NOT NULL,
  carrier text NOT NULL,
  carrier_call_id text COLLATE "C" NOT NULL,
  caller text,
  dialled text NOT NULL,
  received_at_ms bigint NOT NULL,
  answered_at_ms bigint,
  ended_at_ms bigint,
  ended_as text,
  length_seconds bigint,
  number_id text COLLATE "C",
  campaign_id text COLLATE "C",
  publisher_id text COLLATE "C",
  publisher_number_id text COLLATE "C",
  pool_id text COLLATE "C",
  pool_name text,
  impression_id text COLLATE "C",
  seconds_from_impression bigint,
  -- The tags by `TYPE:NAME`, and again those that are numbers. Finding one in `json` takes four
  -- times as long as in `jsonb`.
  tags jsonb NOT NULL,
  tag_numbers jsonb NOT NULL,
  tag_sources json NOT NULL,
  decision json NOT NULL,
  attribution json NOT NULL,
  signals json NOT NULL,
  -- What the log filters and sorts by, worked out once; core/call/call-progress.ts says the same.
  state text GENERATED ALWAYS AS (CASE
    WHEN ended_as IS NULL AND answered_at_ms IS NULL THEN 'ringing'
    WHEN ended_as IS NULL THEN 'connected'
    WHEN ended_as IN ('busy', 'no_answer') AND answered_at_ms IS NOT NULL THEN 'completed'
    ELSE ended_as END) STORED,
  conversation_seconds bigint GENERATED ALWAYS AS (CASE
    WHEN length_seconds IS NOT NULL THEN length_seconds
    WHEN ended_at_ms IS NULL THEN NULL
    WHEN answered_at_ms IS NULL THEN 0
    ELSE (ended_at_ms - answered_at_ms + 500) / 1000 END) STORED,
  outcome text GENERATED ALWAYS AS (decision ->> 'kind') STORED,
  reject_reason text GENERATED ALWAYS AS (decision ->> 'reason') STORED,
  target text GENERATED ALWAYS AS (decision -> 'target' ->> 'address') STORED,
  attribution_rule text GENERATED ALWAYS AS (attribution ->> 'rule') STORED,
  confidence text GENERATED ALWAYS AS (attribution ->> 'confidence') STORED,

  -- A webhook that comes twice finds the call it told of before (R53).
  UNIQUE (account_id, carrier, carrier_call_id)
);

-- The log, newest first.
CREATE INDEX call_of_account ON call (account_id, received_at_ms, sequence);
-- Calls in progress, which keep their number held (R50).
CREATE INDEX call_in_progress ON call (number_id)
  WHERE ended_at_ms IS NULL AND impression_id IS NOT NULL;

CREATE TABLE carrier_connection (
  account_id text COLLATE "C" NOT NULL REFERENCES account (id),
  carrier text NOT NULL,
  key text COLLATE "C" NOT NULL,
  PRIMARY KEY (carrier, key)
);
