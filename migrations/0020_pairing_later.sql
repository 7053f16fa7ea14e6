-- room: pairing
-- journalled: pairing_rounds, pairings

-- Limits of the programme when the round was set up, NULL before there were these: silence is then accepted.
-- news_from is the day since which what people were told has changed.
ALTER TABLE pairing_rounds ADD COLUMN silence TEXT CHECK (silence IN ('accepted', 'declined'));
ALTER TABLE pairing_rounds ADD COLUMN remind_days BIGINT;
ALTER TABLE pairing_rounds ADD COLUMN news_from TEXT;

-- A side that declined by saying nothing until the days were over. asked_on is when both sides were told of
-- the pair, gone_on when they were told that it is not to be after all.
ALTER TABLE pairings ADD COLUMN household_silent SMALLINT CHECK (household_silent IN (0, 1));
ALTER TABLE pairings ADD COLUMN helper_silent SMALLINT CHECK (helper_silent IN (0, 1));
ALTER TABLE pairings ADD COLUMN asked_on TEXT;
ALTER TABLE pairings ADD COLUMN gone_on TEXT;
