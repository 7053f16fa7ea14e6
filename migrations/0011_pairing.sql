-- room: pairing
-- journalled: pairing_rounds, pairing_participants, pairings

-- Limits are those of the programme when the round was set up. households to certificate tell of its answer;
-- the certificate is JSON, '' when everybody is covered.
CREATE TABLE pairing_rounds (
  village_id BIGINT NOT NULL REFERENCES organisations (id),
  id BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  number BIGINT NOT NULL CHECK (number > 0),
  state TEXT NOT NULL CHECK (state IN ('setup', 'open', 'closed', 'proposed', 'confirming', 'final')),
  vetoes_max BIGINT NOT NULL,
  confirm_days BIGINT NOT NULL,
  opened_on TEXT,
  closes_on TEXT,
  closed_on TEXT,
  proposed_on TEXT,
  confirm_until TEXT,
  final_on TEXT,
  repairs BIGINT NOT NULL,
  households BIGINT,
  covered BIGINT,
  maximum BIGINT,
  blocking BIGINT,
  certificate TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (village_id, id)
);
CREATE UNIQUE INDEX pairing_rounds_number ON pairing_rounds (village_id, programme_id, number);

-- Who takes part. Of a ballot stands here that it was cast, by whom, and the SHA-256 of its sealed bytes.
CREATE TABLE pairing_participants (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('contact', 'helper')),
  capacity BIGINT NOT NULL CHECK (capacity >= 0),
  capacity_reason TEXT NOT NULL,
  left_on TEXT,
  voted_at BIGINT,
  assisted SMALLINT NOT NULL CHECK (assisted IN (0, 1)),
  recorded_by BIGINT,
  recorder_name TEXT NOT NULL,
  ballot_hash TEXT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, round_id) REFERENCES pairing_rounds (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id)
);
CREATE UNIQUE INDEX pairing_participants_once ON pairing_participants (village_id, round_id, household_id);

-- Sealed and padded to one length. The journal knows them by the hash above, as they go when the round is
-- final.
CREATE TABLE pairing_ballots (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, round_id) REFERENCES pairing_rounds (village_id, id)
);
CREATE UNIQUE INDEX pairing_ballots_once ON pairing_ballots (village_id, round_id, household_id);

-- Why a contact household got whom: its place on its own list, so sealed like a ballot.
CREATE TABLE pairing_explanations (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, round_id) REFERENCES pairing_rounds (village_id, id)
);
CREATE UNIQUE INDEX pairing_explanations_once ON pairing_explanations (village_id, round_id, household_id);

-- Who helps whom, from the proposal to the end. Rows are never deleted. end_reason is a key of words/.
CREATE TABLE pairings (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  helper_id BIGINT NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('proposed', 'declined', 'replaced', 'in_force', 'moving', 'ended')),
  household_answer TEXT NOT NULL CHECK (household_answer IN ('none', 'accepted', 'declined')),
  household_reason TEXT NOT NULL,
  household_assisted SMALLINT NOT NULL CHECK (household_assisted IN (0, 1)),
  household_recorder TEXT NOT NULL,
  helper_answer TEXT NOT NULL CHECK (helper_answer IN ('none', 'accepted', 'declined')),
  helper_reason TEXT NOT NULL,
  helper_assisted SMALLINT NOT NULL CHECK (helper_assisted IN (0, 1)),
  helper_recorder TEXT NOT NULL,
  from_on TEXT,
  until_on TEXT,
  end_reason TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, round_id) REFERENCES pairing_rounds (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id),
  FOREIGN KEY (village_id, helper_id) REFERENCES households (village_id, id)
);
CREATE UNIQUE INDEX pairings_live ON pairings (village_id, round_id, household_id, helper_id)
  WHERE state IN ('proposed', 'in_force', 'moving');
CREATE INDEX pairings_by_helper ON pairings (village_id, helper_id);
