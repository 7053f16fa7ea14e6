-- room: pairing
-- journalled: pairing_consents

-- A round's ballots are sealed to this key from its opening on.
ALTER TABLE pairing_rounds ADD COLUMN public_key BLOB;

-- The key that opens them, itself sealed by the key file. It goes with the ballots when the round is final:
-- the journal does not know it.
CREATE TABLE pairing_round_keys (
  village_id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (village_id, round_id),
  FOREIGN KEY (village_id, round_id) REFERENCES pairing_rounds (village_id, id)
);

-- Who agreed to a run that opens the ballots. rests_on is the SHA-256 of what it was given for: once that is
-- different the consent has lapsed. The home tells two accounts of one household apart from two people's;
-- 0 for staff who live in no village.
CREATE TABLE pairing_consents (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  run BIGINT NOT NULL CHECK (run > 0),
  rests_on TEXT NOT NULL,
  account_id BIGINT NOT NULL,
  account_name TEXT NOT NULL,
  home_village BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  given_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('given', 'withdrawn', 'lapsed', 'used')),
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, round_id) REFERENCES pairing_rounds (village_id, id)
);
CREATE UNIQUE INDEX pairing_consents_once ON pairing_consents (village_id, round_id, account_id)
  WHERE state = 'given';
