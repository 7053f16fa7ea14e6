-- room: pairing
-- journalled: pairing_overrides

-- What an answer says beside its pairs, JSON that tells of no list and no veto's owner; and a keyed hash of
-- the answer that the checker agreed to. NULL before there is an answer.
ALTER TABLE pairing_rounds ADD COLUMN findings TEXT;
ALTER TABLE pairing_rounds ADD COLUMN answer_seal TEXT;

-- How a pair came about: features/pairing/ways.h says what may be told of it.
ALTER TABLE pairings ADD COLUMN way TEXT
  CHECK (way IN ('both', 'one', 'need', 'near', 'free', 'moved', 'hand'));
ALTER TABLE pairings ADD COLUMN moved_for BIGINT;

-- A pair that staff asked for by hand. It takes effect in the next run, or turns out to be impossible there;
-- effect is JSON, '' until then.
CREATE TABLE pairing_overrides (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  helper_id BIGINT NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'applied', 'impossible', 'withdrawn')),
  asked_by BIGINT NOT NULL,
  asker_name TEXT NOT NULL,
  asked_on TEXT NOT NULL,
  settled_on TEXT,
  effect TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, round_id) REFERENCES pairing_rounds (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id),
  FOREIGN KEY (village_id, helper_id) REFERENCES households (village_id, id)
);
CREATE UNIQUE INDEX pairing_overrides_live ON pairing_overrides (village_id, round_id, household_id)
  WHERE state IN ('asked', 'applied');
