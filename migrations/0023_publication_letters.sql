-- room: pledges
-- journalled: pledge_publications

-- The letter as the village was given it to read, without names: what the public log proves. NULL of those
-- published before there was one.
ALTER TABLE pledge_publications ADD COLUMN letter TEXT;
