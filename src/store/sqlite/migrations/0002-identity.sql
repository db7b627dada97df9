-- The tables of better-auth 1.7.25 with the plugins organization, magic-link and api-key, as its
-- own `compileMigrations()` writes them for the options of src/identity/auth.ts. A test holds this
-- file against it. Columns keep better-auth's names; it stores times as ISO 8601 text.
-- Ours is the index that lets a person be a member of an account only once.

CREATE TABLE auth_user (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  "emailVerified" INTEGER NOT NULL,
  image TEXT,
  "createdAt" DATE NOT NULL,
  "updatedAt" DATE NOT NULL
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
  "createdAt" DATE NOT NULL
);

CREATE INDEX "auth_member_organizationId_idx" ON auth_member ("organizationId");
CREATE INDEX "auth_member_userId_idx" ON auth_member ("userId");
CREATE UNIQUE INDEX auth_member_once ON auth_member ("organizationId", "userId");

CREATE TABLE auth_invitation (
  id TEXT NOT NULL PRIMARY KEY,
  "organizationId" TEXT NOT NULL REFERENCES auth_organization (id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  role TEXT,
  status TEXT NOT NULL,
  "expiresAt" DATE NOT NULL,
  "createdAt" DATE NOT NULL,
  "inviterId" TEXT NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE
);

CREATE INDEX "auth_invitation_organizationId_idx" ON auth_invitation ("organizationId");
CREATE INDEX auth_invitation_email_idx ON auth_invitation (email);

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
