-- room: accounts
-- journalled: accounts, roles_held

CREATE TABLE accounts (
  id BIGINT PRIMARY KEY,
  login_name TEXT NOT NULL,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  active SMALLINT NOT NULL,
  person_village BIGINT,
  person_id BIGINT,
  household_id BIGINT,
  version BIGINT NOT NULL
);

-- A login name is unique in the whole deployment, so it has a table of its own, keyed by it.
CREATE TABLE login_names (
  login_name TEXT PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES accounts (id)
);

CREATE TABLE roles_held (
  id BIGINT PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES accounts (id),
  kind TEXT NOT NULL,
  organisation_id BIGINT REFERENCES organisations (id),
  granted_by BIGINT NOT NULL,
  granted_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX roles_held_once ON roles_held (account_id, kind, organisation_id);
CREATE INDEX roles_held_organisation ON roles_held (organisation_id);

-- The token itself is only in the person's cookie.
CREATE TABLE sessions (
  token_hash BLOB PRIMARY KEY,
  id BIGINT NOT NULL,
  account_id BIGINT NOT NULL REFERENCES accounts (id),
  started_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id);

-- Kept for login names that nobody has, too: the answer to a guess must not tell the two apart.
CREATE TABLE sign_in_failures (
  login_name TEXT PRIMARY KEY,
  failures BIGINT NOT NULL,
  locked_until BIGINT NOT NULL
);
