-- Everything Callpool keeps, but for sign-in. Times are milliseconds since the epoch, by the
-- server's clock. JSON columns are written and read whole and never searched.

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- Rises with every change of the catalogue, so that processes know when to read it again.
CREATE TABLE catalogue_version (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  version INTEGER NOT NULL
) STRICT;
INSERT INTO catalogue_version (only_row, version) VALUES (1, 1);

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  allowed_countries TEXT NOT NULL,
  truncate_ip_addresses INTEGER NOT NULL,
  time_zone TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE publisher (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('active', 'paused', 'deleted')),
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE campaign (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('active', 'paused', 'deleted')),
  target TEXT,
  url_parameters TEXT NOT NULL,
  drop_unresolved_macros INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE pool (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  number_type TEXT NOT NULL CHECK (number_type IN ('local', 'tollfree')),
  area_code TEXT,
  idle_limit_seconds INTEGER NOT NULL,
  closed_browser_delay_seconds INTEGER NOT NULL,
  link_retention_seconds INTEGER NOT NULL,
  release_on_close INTEGER NOT NULL,
  publisher_id TEXT REFERENCES publisher (id),
  status TEXT NOT NULL CHECK (status IN ('active', 'paused', 'deleted')),
  created_at_ms INTEGER NOT NULL
) STRICT;

-- A number and its newest lease in one row: a number has one holder because it has one row.
CREATE TABLE number (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  e164 TEXT NOT NULL,
  country TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('local', 'tollfree')),
  area_code TEXT,
  carrier TEXT NOT NULL,
  carrier_id TEXT,
  pool_id TEXT REFERENCES pool (id),
  publisher_number_id TEXT,
  created_at_ms INTEGER NOT NULL,
  quarantined_until_ms INTEGER NOT NULL DEFAULT 0,

  -- The lease; all NULL or 0 until the number is first issued.
  tag_id TEXT,
  visitor_id TEXT,
  impression_id TEXT,
  issued_at_ms INTEGER,
  last_activity_at_ms INTEGER,
  closed_at_ms INTEGER,
  hold_until_ms INTEGER NOT NULL DEFAULT 0,
  in_call_until_ms INTEGER NOT NULL DEFAULT 0,
  link_until_ms INTEGER NOT NULL DEFAULT 0,
  -- Since when the number could be issued again (R42); 0 while it was never issued.
  issuable_from_ms INTEGER NOT NULL
    GENERATED ALWAYS AS (max(hold_until_ms, in_call_until_ms, quarantined_until_ms)) STORED,

  UNIQUE (account_id, e164),
  -- A pool number is never a publisher number.
  CHECK (pool_id IS NULL OR publisher_number_id IS NULL)
) STRICT;

-- The order of choice (R42): the first row of a pool here has rested the longest. The end of the
-- link goes along, so that a pool's states are counted without reading its rows: of 100,000 numbers
-- in 20 ms instead of 300.
CREATE INDEX number_by_rest ON number (pool_id, issuable_from_ms, id, link_until_ms)
  WHERE pool_id IS NOT NULL;
-- Numbers that rest (R12) are few.
CREATE INDEX number_resting ON number (pool_id, quarantined_until_ms)
  WHERE pool_id IS NOT NULL AND quarantined_until_ms > 0;
-- Lists of numbers, for people; only an assignment changes these.
CREATE INDEX number_of_pool ON number (pool_id, e164) WHERE pool_id IS NOT NULL;
CREATE INDEX number_unassigned ON number (account_id, e164)
  WHERE pool_id IS NULL AND publisher_number_id IS NULL;

-- One visitor has one number for a tag, however many requests come at once (R27).
CREATE UNIQUE INDEX number_of_visitor ON number (visitor_id, tag_id) WHERE visitor_id IS NOT NULL;

-- Two visitors never hold one number (R39): whatever code runs, the database refuses to give a
-- number on before its hold has ended.
CREATE TRIGGER number_held BEFORE UPDATE OF visitor_id, tag_id ON number
WHEN NEW.visitor_id IS NOT NULL
  AND (NEW.visitor_id IS NOT OLD.visitor_id OR NEW.tag_id IS NOT OLD.tag_id)
  AND NEW.issued_at_ms < max(OLD.hold_until_ms, OLD.in_call_until_ms)
BEGIN
  SELECT RAISE(ABORT, 'number_held');
END;

CREATE TABLE publisher_number (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  publisher_id TEXT NOT NULL REFERENCES publisher (id),
  number_id TEXT NOT NULL REFERENCES number (id),
  e164 TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('active', 'paused', 'deleted')),
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX publisher_number_of_publisher ON publisher_number (publisher_id, id)
  WHERE status <> 'deleted';

CREATE TABLE call_tracking_tag (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  publisher_number_id TEXT NOT NULL REFERENCES publisher_number (id),
  number_to_replace TEXT NOT NULL,
  capture_user_data INTEGER NOT NULL,
  pool_id TEXT REFERENCES pool (id),
  status TEXT NOT NULL CHECK (status IN ('active', 'paused', 'deleted')),
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX tag_of_campaign ON call_tracking_tag (campaign_id);
-- At most one tag per publisher number (R13).
CREATE UNIQUE INDEX tag_of_publisher_number ON call_tracking_tag (publisher_number_id)
  WHERE status <> 'deleted';

-- Written by every visitor, so without foreign keys: what they would check was read a moment ago
-- from the catalogue, whose rows are never removed.
CREATE TABLE impression (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL,
  campaign_id TEXT NOT NULL,
  publisher_id TEXT NOT NULL,
  publisher_number_id TEXT NOT NULL,
  tag_id TEXT NOT NULL,
  pool_id TEXT NOT NULL,
  visitor_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  landing_key TEXT NOT NULL,
  received_at_ms INTEGER NOT NULL,
  number_id TEXT,
  number TEXT,
  issued_at_ms INTEGER,
  missed_at_ms INTEGER,
  last_activity_at_ms INTEGER NOT NULL,
  closed_at_ms INTEGER,
  hold_until_ms INTEGER,
  link_until_ms INTEGER,
  session TEXT NOT NULL,
  tags TEXT NOT NULL
) STRICT;

-- The attribution trace (R52): impressions of a number whose own link has not ended.
CREATE INDEX impression_of_number ON impression (number_id, link_until_ms)
  WHERE number_id IS NOT NULL;
-- Visitors who wait for a number (R43).
CREATE INDEX impression_waiting ON impression (visitor_id, tag_id) WHERE number_id IS NULL;
CREATE INDEX impression_missed ON impression (pool_id, missed_at_ms) WHERE missed_at_ms IS NOT NULL;
CREATE INDEX impression_of_pool ON impression (pool_id, received_at_ms);

-- What each pool's numbers were doing, once a minute, for some weeks.
CREATE TABLE pool_sample (
  pool_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  held INTEGER NOT NULL,
  linked INTEGER NOT NULL,
  free INTEGER NOT NULL,
  quarantined INTEGER NOT NULL,
  PRIMARY KEY (pool_id, at_ms)
) STRICT, WITHOUT ROWID;

-- The minute that was sampled last: of several processes, the one that moves it on samples.
CREATE TABLE pool_sampled (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  at_ms INTEGER NOT NULL
) STRICT;

-- What became of each hold, for whoever wants proof afterwards. Only ever appended to.
CREATE TABLE lease_log (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('issued', 'extended', 'shortened')),
  number_id TEXT NOT NULL,
  visitor_id TEXT NOT NULL,
  tag_id TEXT NOT NULL,
  impression_id TEXT NOT NULL,
  held_until_ms INTEGER NOT NULL
) STRICT;

CREATE TRIGGER lease_log_keeps BEFORE UPDATE ON lease_log
BEGIN
  SELECT RAISE(ABORT, 'lease_log_is_append_only');
END;

CREATE TRIGGER lease_log_keeps_all BEFORE DELETE ON lease_log
BEGIN
  SELECT RAISE(ABORT, 'lease_log_is_append_only');
END;

CREATE TABLE call (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL,
  carrier TEXT NOT NULL,
  carrier_call_id TEXT NOT NULL,
  caller TEXT,
  dialled TEXT NOT NULL,
  received_at_ms INTEGER NOT NULL,
  answered_at_ms INTEGER,
  ended_at_ms INTEGER,
  ended_as TEXT,
  length_seconds INTEGER,
  number_id TEXT,
  campaign_id TEXT,
  publisher_id TEXT,
  publisher_number_id TEXT,
  pool_id TEXT,
  pool_name TEXT,
  impression_id TEXT,
  seconds_from_impression INTEGER,
  -- The tags by `TYPE:NAME`, and again those that are numbers: in objects a tag is found fast. They
  -- stand before what the log does not search, which may lie on pages of its own.
  tags TEXT NOT NULL,
  tag_numbers TEXT NOT NULL,
  tag_sources TEXT NOT NULL,
  decision TEXT NOT NULL,
  -- What the log filters and sorts by, worked out once; core/call/call-progress.ts says the same.
  state TEXT GENERATED ALWAYS AS (CASE
    WHEN ended_as IS NULL THEN iif(answered_at_ms IS NULL, 'ringing', 'connected')
    WHEN ended_as IN ('busy', 'no_answer') AND answered_at_ms IS NOT NULL THEN 'completed'
    ELSE ended_as END) STORED,
  conversation_seconds INTEGER GENERATED ALWAYS AS (CASE
    WHEN length_seconds IS NOT NULL THEN length_seconds
    WHEN ended_at_ms IS NULL THEN NULL
    WHEN answered_at_ms IS NULL THEN 0
    ELSE (ended_at_ms - answered_at_ms + 500) / 1000 END) STORED,
  outcome TEXT GENERATED ALWAYS AS (decision ->> 'kind') STORED,
  reject_reason TEXT GENERATED ALWAYS AS (decision ->> 'reason') STORED,
  target TEXT GENERATED ALWAYS AS (decision -> 'target' ->> 'address') STORED,
  attribution_rule TEXT GENERATED ALWAYS AS (attribution ->> 'rule') STORED,
  confidence TEXT GENERATED ALWAYS AS (attribution ->> 'confidence') STORED,
  attribution TEXT NOT NULL,
  signals TEXT NOT NULL,

  -- A webhook that comes twice finds the call it told of before (R53).
  UNIQUE (account_id, carrier, carrier_call_id)
) STRICT;

-- The log, newest first; `sequence` comes with every index.
CREATE INDEX call_of_account ON call (account_id, received_at_ms);
-- Calls in progress, which keep their number held (R50).
CREATE INDEX call_in_progress ON call (number_id)
  WHERE ended_at_ms IS NULL AND impression_id IS NOT NULL;

CREATE TABLE carrier_connection (
  account_id TEXT NOT NULL REFERENCES account (id),
  carrier TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (carrier, key)
) STRICT;
