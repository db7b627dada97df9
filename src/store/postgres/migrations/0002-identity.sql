-- The tables of better-auth 1.7.25 with the plugins organization, magic-link, two-factor and
-- api-key, as its own `compileMigrations()` writes them for the options of src/identity/auth.ts. A
-- test holds this file against it. Columns keep better-auth's names.
-- Ours are the index that lets a person be a member of an account only once, and what keeps an
-- account from losing its last owner.

CREATE TABLE auth_user (
  id text NOT NULL PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  "emailVerified" boolean NOT NULL,
  image text,
  "createdAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "twoFactorEnabled" boolean DEFAULT false
);

-- A browser that is signed in. activeOrganizationId is the account it works in.
CREATE TABLE auth_session (
  id text NOT NULL PRIMARY KEY,
  "expiresAt" timestamptz NOT NULL,
  token text NOT NULL UNIQUE,
  "createdAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamptz NOT NULL,
  "ipAddress" text,
  "userAgent" text,
  "userId" text NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE,
  "activeOrganizationId" text
);

CREATE INDEX "auth_session_userId_idx" ON auth_session ("userId");

-- A way to sign in: a password, later perhaps another service. Not a Callpool account.
CREATE TABLE auth_account (
  id text NOT NULL PRIMARY KEY,
  "accountId" text NOT NULL,
  "providerId" text NOT NULL,
  "userId" text NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamptz NOT NULL
);

CREATE INDEX "auth_account_userId_idx" ON auth_account ("userId");

-- Sign-in links that wait to be used, hashed.
CREATE TABLE auth_verification (
  id text NOT NULL PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  "expiresAt" timestamptz NOT NULL,
  "createdAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX auth_verification_identifier_idx ON auth_verification (identifier);

-- A Callpool account: account.id is this id.
CREATE TABLE auth_organization (
  id text NOT NULL PRIMARY KEY,
  name text NOT NULL,
  slug text NOT NULL UNIQUE,
  logo text,
  "createdAt" timestamptz NOT NULL,
  metadata text
);

CREATE TABLE auth_member (
  id text NOT NULL PRIMARY KEY,
  "organizationId" text NOT NULL REFERENCES auth_organization (id) ON DELETE CASCADE,
  "userId" text NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE,
  role text NOT NULL,
  "createdAt" timestamptz NOT NULL,
  "publisherId" text
);

CREATE INDEX "auth_member_organizationId_idx" ON auth_member ("organizationId");
CREATE INDEX "auth_member_userId_idx" ON auth_member ("userId");
CREATE UNIQUE INDEX auth_member_once ON auth_member ("organizationId", "userId");

-- Two owners may demote each other at the same moment: the account keeps one, whatever code runs.
-- The lock on the account makes the second wait, and then see what the first did.
CREATE FUNCTION auth_member_keeps_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM auth_organization WHERE id = OLD."organizationId" FOR UPDATE;
  -- The account itself goes.
  IF NOT FOUND THEN
    RETURN OLD;
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM auth_member
    WHERE "organizationId" = OLD."organizationId" AND role = 'owner' AND id <> OLD.id
  ) THEN
    RAISE EXCEPTION 'callpool: last owner';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER auth_member_owner_stays
BEFORE UPDATE OF role ON auth_member FOR EACH ROW
WHEN (OLD.role = 'owner' AND NEW.role <> 'owner')
EXECUTE FUNCTION auth_member_keeps_owner();

CREATE TRIGGER auth_member_owner_remains
BEFORE DELETE ON auth_member FOR EACH ROW
WHEN (OLD.role = 'owner')
EXECUTE FUNCTION auth_member_keeps_owner();

-- Somebody is asked to join. Of the link, only the hash of its token is kept.
CREATE TABLE auth_invitation (
  id text NOT NULL PRIMARY KEY,
  "organizationId" text NOT NULL REFERENCES auth_organization (id) ON DELETE CASCADE,
  email text NOT NULL,
  role text,
  status text NOT NULL,
  "expiresAt" timestamptz NOT NULL,
  "createdAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "inviterId" text NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE,
  "publisherId" text,
  "tokenHash" text NOT NULL
);

CREATE INDEX "auth_invitation_organizationId_idx" ON auth_invitation ("organizationId");
CREATE INDEX auth_invitation_email_idx ON auth_invitation (email);
CREATE INDEX "auth_invitation_tokenHash_idx" ON auth_invitation ("tokenHash");

-- API tokens of an account (referenceId). `key` is the hash; the token itself is stored nowhere.
CREATE TABLE auth_api_key (
  id text NOT NULL PRIMARY KEY,
  "configId" text NOT NULL,
  name text,
  start text,
  "referenceId" text NOT NULL,
  prefix text,
  key text NOT NULL,
  "refillInterval" integer,
  "refillAmount" integer,
  "lastRefillAt" timestamptz,
  enabled boolean,
  "rateLimitEnabled" boolean,
  "rateLimitTimeWindow" integer,
  "rateLimitMax" integer,
  "requestCount" integer,
  remaining integer,
  "lastRequest" timestamptz,
  "expiresAt" timestamptz,
  "createdAt" timestamptz NOT NULL,
  "updatedAt" timestamptz NOT NULL,
  permissions text,
  metadata text
);

CREATE INDEX "auth_api_key_configId_idx" ON auth_api_key ("configId");
CREATE INDEX "auth_api_key_referenceId_idx" ON auth_api_key ("referenceId");
CREATE INDEX auth_api_key_key_idx ON auth_api_key (key);

-- The second factor of a person: secret and backup codes are encrypted with the installation's key.
CREATE TABLE auth_two_factor (
  id text NOT NULL PRIMARY KEY,
  secret text NOT NULL,
  "backupCodes" text NOT NULL,
  "userId" text NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE,
  verified boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);

CREATE INDEX auth_two_factor_secret_idx ON auth_two_factor (secret);
CREATE INDEX "auth_two_factor_userId_idx" ON auth_two_factor ("userId");

-- The audit log: Callpool's own table, and not better-auth's. An entry outlives what it names.
CREATE TABLE audit_entry (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  account_id text COLLATE "C" NOT NULL REFERENCES account (id),
  at_ms bigint NOT NULL,
  actor_kind text NOT NULL,
  actor_id text COLLATE "C" NOT NULL,
  actor_name text NOT NULL,
  action text NOT NULL,
  target_kind text,
  target_id text COLLATE "C",
  target_name text,
  changes json
);

CREATE INDEX audit_entry_of_account ON audit_entry (account_id, sequence);
CREATE INDEX audit_entry_of_actor ON audit_entry (account_id, actor_id, sequence);
CREATE INDEX audit_entry_of_target ON audit_entry (account_id, target_id, sequence)
  WHERE target_id IS NOT NULL;

-- It only grows, whatever code runs.
CREATE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'callpool: the audit log only grows';
END $$;

CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry
FOR EACH ROW EXECUTE FUNCTION audit_entry_stays();
