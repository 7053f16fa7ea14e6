-- room: pairing
-- journalled: pairing_told

-- Who has been told of what has changed for them. change says what it was, so that a later change is to be
-- told again. is_told is 0 when that was taken back.
CREATE TABLE pairing_told (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  change TEXT NOT NULL,
  is_told SMALLINT NOT NULL CHECK (is_told IN (0, 1)),
  told_on TEXT NOT NULL,
  told_by BIGINT NOT NULL,
  teller_name TEXT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, round_id) REFERENCES pairing_rounds (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id)
);
CREATE UNIQUE INDEX pairing_told_once ON pairing_told (village_id, round_id, household_id);
