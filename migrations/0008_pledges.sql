-- room: pledges
-- journalled: catalogue_entries, pledges, pledge_items, pledge_co_signers, pledge_publications

-- What a village's households choose from. A letter copies the wording, so a change here changes no letter.
CREATE TABLE catalogue_entries (
  village_id BIGINT NOT NULL REFERENCES organisations (id),
  id BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  origin TEXT NOT NULL,
  role TEXT NOT NULL
    CHECK (role IN ('policy_lead', 'policy_messenger', 'village_keeper', 'mediator', 'friend')),
  wording TEXT NOT NULL,
  unit TEXT NOT NULL,
  rhythm TEXT NOT NULL CHECK (rhythm IN ('none', 'once', 'weekly', 'monthly')),
  asked BIGINT NOT NULL CHECK (asked >= 0),
  in_force_from TEXT NOT NULL,
  withdrawn SMALLINT NOT NULL CHECK (withdrawn IN (0, 1)),
  version BIGINT NOT NULL,
  PRIMARY KEY (village_id, id)
);
-- An entry taken from the programme is taken once; the village's own have no origin.
CREATE UNIQUE INDEX catalogue_entries_origin ON catalogue_entries (village_id, programme_id, origin)
  WHERE origin <> '';

-- The letters. What was signed, and when it was published, stays for ever: rows are never deleted. based_on
-- is the published letter that this one would supersede.
CREATE TABLE pledges (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  household_id BIGINT NOT NULL,
  edition BIGINT NOT NULL CHECK (edition > 0),
  based_on BIGINT,
  state TEXT NOT NULL CHECK (state IN ('draft', 'signed', 'returned', 'accepted', 'published', 'fulfilled',
    'partly', 'not_fulfilled', 'superseded', 'withdrawn')),
  assisted SMALLINT NOT NULL CHECK (assisted IN (0, 1)),
  recorded_by BIGINT NOT NULL,
  recorder_name TEXT NOT NULL,
  signer_id BIGINT,
  signer_name TEXT NOT NULL,
  signature_kind TEXT CHECK (signature_kind IN ('screen', 'paper')),
  signature_file TEXT NOT NULL,
  signed_on TEXT,
  accepted_on TEXT,
  reason TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id),
  FOREIGN KEY (village_id, based_on) REFERENCES pledges (village_id, id)
);
CREATE UNIQUE INDEX pledges_edition ON pledges (village_id, programme_id, household_id, edition);
CREATE UNIQUE INDEX pledges_open ON pledges (village_id, programme_id, household_id)
  WHERE state IN ('draft', 'signed', 'returned', 'accepted');
CREATE UNIQUE INDEX pledges_in_force ON pledges (village_id, programme_id, household_id)
  WHERE state IN ('published', 'fulfilled', 'partly', 'not_fulfilled');

CREATE TABLE pledge_items (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  pledge_id BIGINT NOT NULL,
  position BIGINT NOT NULL CHECK (position > 0),
  entry_id BIGINT,
  role TEXT NOT NULL
    CHECK (role IN ('policy_lead', 'policy_messenger', 'village_keeper', 'mediator', 'friend')),
  wording TEXT NOT NULL,
  target BIGINT CHECK (target > 0),
  unit TEXT NOT NULL,
  due_on TEXT,
  rhythm TEXT NOT NULL CHECK (rhythm IN ('none', 'once', 'weekly', 'monthly')),
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, pledge_id) REFERENCES pledges (village_id, id),
  FOREIGN KEY (village_id, entry_id) REFERENCES catalogue_entries (village_id, id)
);
CREATE UNIQUE INDEX pledge_items_position ON pledge_items (village_id, pledge_id, position);

CREATE TABLE pledge_co_signers (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  pledge_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, pledge_id) REFERENCES pledges (village_id, id)
);
CREATE UNIQUE INDEX pledge_co_signers_once ON pledge_co_signers (village_id, pledge_id, person_id);

CREATE TABLE pledge_publications (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  pledge_id BIGINT NOT NULL,
  published_on TEXT NOT NULL,
  notice_until TEXT NOT NULL,
  published_by BIGINT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, pledge_id) REFERENCES pledges (village_id, id)
);
CREATE UNIQUE INDEX pledge_publications_once ON pledge_publications (village_id, pledge_id);
