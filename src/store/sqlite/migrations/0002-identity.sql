-- The tables of better-auth 1.7.25 with the plugins organization, magic-link, two-factor and
-- api-key, as its own `compileMigrations()` writes them for the options of src/identity/auth.ts. A
-- test holds this file against it. Columns keep better-auth's names; it stores times as ISO 8601
-- text. Ours are the index that lets a person be a member of an account only once, and what keeps
-- an account from losing its last owner.

CREATE TABLE auth_user (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  "emailVerified" INTEGER NOT NULL,
  image TEXT,
  "createdAt" DATE NOT NULL,
  "updatedAt" DATE NOT NULL,
  "twoFactorEnabled" INTEGER DEFAULT 0
);

-- A browser that is signed in. activeOrganizationId is the account it works in.
CREATE TABLE auth_session (
  id TEXT NOT NULL PRIMARY KEY,
  "expiresAt" DATE NOT NULL,
  token TEXT NOT NULL UNIQUE,
  "createdAt" DATE NOT NULL,
  "updatedAt" DATE NOT NULL,
  "ipAddress" TEXT,
  "userAgent" TEXT,
  "userId" TEXT NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE,
  "activeOrganizationId" TEXT
);

CREATE INDEX "auth_session_userId_idx" ON auth_session ("userId");

-- A way to sign in: a password, later perhaps another service. Not a Callpool account.
CREATE TABLE auth_account (
  id TEXT NOT NULL PRIMARY KEY,
  "accountId" TEXT NOT NULL,
  "providerId" TEXT NOT NULL,
  "userId" TEXT NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE,
  "accessToken" TEXT,
  "refreshToken" TEXT,
  "idToken" TEXT,
  "accessTokenExpiresAt" DATE,
  "refreshTokenExpiresAt" DATE,
  scope TEXT,
  password TEXT,
  "createdAt" DATE NOT NULL,
  "updatedAt" DATE NOT NULL
);

CREATE INDEX "auth_account_userId_idx" ON auth_account ("userId");

-- Sign-in links that wait to be used, hashed.
CREATE TABLE auth_verification (
  id TEXT NOT NULL PRIMARY KEY,
  identifier TEXT NOT NULL,
  value TEXT NOT NULL,
  "expiresAt" DATE NOT NULL,
  "createdAt" DATE NOT NULL,
  "updatedAt" DATE NOT NULL
);

CREATE INDEX auth_verification_identifier_idx ON auth_verification (identifier);

-- A Callpool account: account.id is this id.
CREATE TABLE auth_organization (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  logo TEXT,
  "createdAt" DATE NOT NULL,
  metadata TEXT
);

CREATE TABLE auth_member (
  id TEXT NOT NULL PRIMARY KEY,
  "organizationId" TEXT NOT NULL REFERENCES auth_organization (id) ON DELETE CASCADE,
  "userId" TEXT NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  "createdAt" DATE NOT NULL,
  "publisherId" TEXT
);

CREATE INDEX "auth_member_organizationId_idx" ON auth_member ("organizationId");
CREATE INDEX "auth_member_userId_idx" ON auth_member ("userId");
CREATE UNIQUE INDEX auth_member_once ON auth_member ("organizationId", "userId");

-- Two owners may demote each other at the same moment: the account keeps one, whatever code runs.
CREATE TRIGGER auth_member_owner_stays
BEFORE UPDATE OF role ON auth_member
WHEN OLD.role = 'owner' AND NEW.role <> 'owner' AND NOT EXISTS (
  SELECT 1 FROM auth_member
  WHERE "organizationId" = OLD."organizationId" AND role = 'owner' AND id <> OLD.id
)
BEGIN
  SELECT RAISE(ABORT, 'callpool: last owner');
END;

CREATE TRIGGER auth_member_owner_remains
BEFORE DELETE ON auth_member
WHEN OLD.role = 'owner'
  AND EXISTS (SELECT 1 FROM auth_organization WHERE id = OLD."organizationId")
  AND NOT EXISTS (
    SELECT 1 FROM auth_member
    WHERE "organizationId" = OLD."organizationId" AND role = 'owner' AND id <> OLD.id
  )
BEGIN
  SELECT RAISE(ABORT, 'callpool: last owner');
END;

-- Somebody is asked to join. Of the link, only the hash of its token is kept.
CREATE TABLE auth_invitation (
  id TEXT NOT NULL PRIMARY KEY,
  "organizationId" TEXT NOT NULL REFERENCES auth_organization (id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  role TEXT,
  status TEXT NOT NULL,
  "expiresAt" DATE NOT NULL,
  "createdAt" DATE NOT NULL,
  "inviterId" TEXT NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE,
  "publisherId" TEXT,
  "tokenHash" TEXT NOT NULL
);

CREATE INDEX "auth_invitation_organizationId_idx" ON auth_invitation ("organizationId");
CREATE INDEX auth_invitation_email_idx ON auth_invitation (email);
CREATE INDEX "auth_invitation_tokenHash_idx" ON auth_invitation ("tokenHash");

-- API tokens of an account (referenceId). `key` is the hash; the token itself is stored nowhere.
CREATE TABLE auth_api_key (
  id TEXT NOT NULL PRIMARY KEY,
  "configId" TEXT NOT NULL,
  name TEXT,
  start TEXT,
  "referenceId" TEXT NOT NULL,
  prefix TEXT,
  key TEXT NOT NULL,
  "refillInterval" INTEGER,
  "refillAmount" INTEGER,
  "lastRefillAt" DATE,
  enabled INTEGER,
  "rateLimitEnabled" INTEGER,
  "rateLimitTimeWindow" INTEGER,
  "rateLimitMax" INTEGER,
  "requestCount" INTEGER,
  remaining INTEGER,
  "lastRequest" DATE,
  "expiresAt" DATE,
  "createdAt" DATE NOT NULL,
  "updatedAt" DATE NOT NULL,
  permissions TEXT,
  metadata TEXT
);

CREATE INDEX "auth_api_key_configId_idx" ON auth_api_key ("configId");
CREATE INDEX "auth_api_key_referenceId_idx" ON auth_api_key ("referenceId");
CREATE INDEX auth_api_key_key_idx ON auth_api_key (key);

-- The second factor of a person: secret and backup codes are encrypted with the installation's key.
CREATE TABLE auth_two_factor (
  id TEXT NOT NULL PRIMARY KEY,
  secret TEXT NOT NULL,
  "backupCodes" TEXT NOT NULL,
  "userId" TEXT NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE,
  verified INTEGER,
  "failedVerificationCount" INTEGER,
  "lockedUntil" DATE
);

CREATE INDEX auth_two_factor_secret_idx ON auth_two_factor (secret);
CREATE INDEX "auth_two_factor_userId_idx" ON auth_two_factor ("userId");

-- The audit log: Callpool's own table, and not better-auth's. An entry outlives what it names.
CREATE TABLE audit_entry (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES account (id),
  at_ms INTEGER NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  action TEXT NOT NULL,
  target_kind TEXT,
  target_id TEXT,
  target_name TEXT,
  changes TEXT
) STRICT;

CREATE INDEX audit_entry_of_account ON audit_entry (account_id, sequence);
CREATE INDEX audit_entry_of_actor ON audit_entry (account_id, actor_id, sequence);
CREATE INDEX audit_entry_of_target ON audit_entry (account_id, target_id, sequence)
  WHERE target_id IS NOT NULL;

-- It only grows, whatever code runs.
CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry
BEGIN
  SELECT RAISE(ABORT, 'callpool: the audit log only grows');
END;

CREATE TRIGGER audit_entry_remains BEFORE DELETE ON audit_entry
BEGIN
  SELECT RAISE(ABORT, 'callpool: the audit log only grows');
END;
