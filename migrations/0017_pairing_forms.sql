-- room: pairing
-- journalled: pairing_forms

-- A ballot on paper: printed for one household and one round, entered once. The code on it is not kept: it
-- follows from the form's id and the key that lies outside of the database. ended_on is the day on which it
-- was used or made void; recorder_name is who entered it, '' until then.
CREATE TABLE pairing_forms (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  number BIGINT NOT NULL CHECK (number > 0),
  state TEXT NOT NULL CHECK (state IN ('live', 'used', 'void')),
  issued_on TEXT NOT NULL,
  issued_by BIGINT NOT NULL,
  issuer_name TEXT NOT NULL,
  ended_on TEXT,
  recorder_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, round_id) REFERENCES pairing_rounds (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id)
);
CREATE UNIQUE INDEX pairing_forms_number ON pairing_forms (village_id, round_id, number);
CREATE UNIQUE INDEX pairing_forms_live ON pairing_forms (village_id, household_id) WHERE state = 'live';

-- Whose a code is, whatever the village. The hash is keyed, so that reading this table lets nobody in.
CREATE TABLE pairing_form_codes (
  code_hash BLOB NOT NULL PRIMARY KEY,
  home_village BIGINT NOT NULL,
  form_id BIGINT NOT NULL
);
