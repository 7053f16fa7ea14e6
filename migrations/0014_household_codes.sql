-- room: households
-- journalled: household_slips

-- The paper slips that let a contact household speak for itself without an account. The code on one is not
-- kept: it follows from the slip's id and the key that lies outside of the database.
CREATE TABLE household_slips (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  issued_on TEXT NOT NULL,
  issued_by BIGINT NOT NULL,
  issuer_name TEXT NOT NULL,
  voided_on TEXT,
  version BIGINT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id)
);
CREATE UNIQUE INDEX household_slips_live ON household_slips (village_id, household_id)
  WHERE voided_on IS NULL;

-- Whose a code is, whatever the village. The hash is keyed, so that reading this table lets nobody in.
CREATE TABLE slip_codes (
  code_hash BLOB NOT NULL PRIMARY KEY,
  home_village BIGINT NOT NULL,
  slip_id BIGINT NOT NULL
);
