-- room: households
-- journalled: households, persons, unmaskings

-- kind is what somebody entered, never a guess: member (党员户), contact (联系户) or neither. categories and needs
-- are codes of data/codes/, as ",a,b,"; the telephone and identity numbers are sealed.
CREATE TABLE households (
  village_id BIGINT NOT NULL REFERENCES organisations (id),
  id BIGINT NOT NULL,
  code TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('member', 'contact', 'neither')),
  group_id BIGINT REFERENCES organisations (id),
  address TEXT NOT NULL,
  phone_sealed BLOB,
  categories TEXT NOT NULL,
  needs TEXT NOT NULL,
  note TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('active', 'left')),
  left_reason TEXT NOT NULL,
  left_on TEXT,
  version BIGINT NOT NULL,
  PRIMARY KEY (village_id, id)
);
CREATE UNIQUE INDEX households_code ON households (village_id, code);
CREATE INDEX households_kind ON households (village_id, kind, status);

CREATE TABLE persons (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  identity_sealed BLOB,
  identity_fingerprint BLOB,
  born TEXT,
  sex TEXT CHECK (sex IN ('male', 'female')),
  relation TEXT NOT NULL,
  is_head SMALLINT NOT NULL CHECK (is_head IN (0, 1)),
  party TEXT NOT NULL CHECK (party IN ('none', 'probationary', 'full')),
  joined_party TEXT,
  phone_sealed BLOB,
  left_on TEXT,
  version BIGINT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id)
);
CREATE UNIQUE INDEX persons_identity ON persons (village_id, identity_fingerprint) WHERE left_on IS NULL;
CREATE UNIQUE INDEX persons_head ON persons (village_id, household_id) WHERE is_head = 1 AND left_on IS NULL;
CREATE INDEX persons_household ON persons (village_id, household_id);
CREATE INDEX persons_name ON persons (village_id, name);

-- Where somebody who lives here now is registered: one village in the whole deployment. lookup is the
-- beginning of the fingerprint as a number, so that many are asked for at once.
CREATE TABLE identity_owners (
  fingerprint BLOB NOT NULL PRIMARY KEY,
  lookup BIGINT NOT NULL,
  owner_village BIGINT NOT NULL,
  person_id BIGINT NOT NULL
);
CREATE INDEX identity_owners_lookup ON identity_owners (lookup);

-- Who looked at unmasked numbers, and why.
CREATE TABLE unmaskings (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id)
);
