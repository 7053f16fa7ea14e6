-- room: pairing
-- journalled: pairing_participants

-- Why a helper was proposed so much room: a key of words/ and its values as JSON, so that it is read in
-- either language. What somebody typed instead stands in capacity_reason, and then these are not there.
ALTER TABLE pairing_participants ADD COLUMN capacity_key TEXT;
ALTER TABLE pairing_participants ADD COLUMN capacity_values TEXT;
