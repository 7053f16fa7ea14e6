-- room: accounts

-- One account a person: whoever signs for a household must be one somebody.
CREATE UNIQUE INDEX accounts_person ON accounts (person_village, person_id);
