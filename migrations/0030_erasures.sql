-- room: households
-- journalled: erasures

-- That what was known of a household, or of one person of it (person_id), was erased: by whom, when and why.
CREATE TABLE erasures (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  person_id BIGINT,
  account_id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id)
);
