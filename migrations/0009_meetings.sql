-- room: meetings
-- journalled: meetings, meeting_attendants, meeting_decisions

-- village_id is who holds it: a branch, or the town or county above. Rows are never deleted. held_on is the
-- day it is planned for until it was held.
CREATE TABLE meetings (
  village_id BIGINT NOT NULL REFERENCES organisations (id),
  id BIGINT NOT NULL,
  kind TEXT NOT NULL
    CHECK (kind IN ('mobilisation', 'promotion', 'members', 'representatives', 'party_day')),
  state TEXT NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
  topic TEXT NOT NULL,
  held_on TEXT NOT NULL,
  place TEXT NOT NULL,
  notice TEXT NOT NULL,
  others BIGINT NOT NULL CHECK (others >= 0),
  minutes TEXT NOT NULL,
  reason TEXT NOT NULL,
  recorded_by BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (village_id, id)
);
CREATE INDEX meetings_held_on ON meetings (village_id, held_on);

-- Who came, named as on that day: a person who moves away later was there all the same.
CREATE TABLE meeting_attendants (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  meeting_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, meeting_id) REFERENCES meetings (village_id, id)
);
CREATE UNIQUE INDEX meeting_attendants_once ON meeting_attendants (village_id, meeting_id, person_id);

CREATE TABLE meeting_decisions (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  meeting_id BIGINT NOT NULL,
  position BIGINT NOT NULL CHECK (position > 0),
  wording TEXT NOT NULL,
  owner TEXT NOT NULL,
  due_on TEXT,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, meeting_id) REFERENCES meetings (village_id, id)
);
CREATE UNIQUE INDEX meeting_decisions_position ON meeting_decisions (village_id, meeting_id, position);
