-- room: feedback
-- journalled: feedback, feedback_events

-- What villagers say. No hour is kept, and the id is made of the day and chance. past_branch: it went past
-- the branch, whose secretary it concerns, and the branch never sees it. about and household_id leave room
-- for what is not about one household. Rows are never deleted.
CREATE TABLE feedback (
  village_id BIGINT NOT NULL REFERENCES organisations (id),
  id BIGINT NOT NULL,
  about TEXT NOT NULL,
  household_id BIGINT,
  door TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('praise', 'suggestion', 'complaint', 'evidence')),
  state TEXT NOT NULL CHECK (state IN ('received', 'assigned', 'answered', 'closed', 'reopened')),
  message TEXT NOT NULL,
  said_on TEXT NOT NULL,
  answer_by TEXT NOT NULL,
  handler_id BIGINT NOT NULL REFERENCES organisations (id),
  past_branch SMALLINT NOT NULL CHECK (past_branch IN (0, 1)),
  escalated SMALLINT NOT NULL CHECK (escalated IN (0, 1)),
  reopened SMALLINT NOT NULL CHECK (reopened IN (0, 1)),
  assignee_id BIGINT,
  assignee_name TEXT NOT NULL,
  answered_by BIGINT,
  answered_on TEXT,
  answer TEXT NOT NULL,
  phone_sealed BLOB,
  may_show SMALLINT NOT NULL CHECK (may_show IN (0, 1)),
  shown SMALLINT NOT NULL CHECK (shown IN (0, 1)),
  hidden SMALLINT NOT NULL CHECK (hidden IN (0, 1)),
  version BIGINT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id)
);
CREATE INDEX feedback_state ON feedback (village_id, state, answer_by);
CREATE INDEX feedback_household ON feedback (village_id, household_id, answered_on);

-- What happened to it after it came. organisation_id is whose step it was, or who has it since; NULL for the
-- sender. person_name is for the desk and never for the sender.
CREATE TABLE feedback_events (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  feedback_id BIGINT NOT NULL,
  position BIGINT NOT NULL CHECK (position > 0),
  step TEXT NOT NULL,
  happened_on TEXT NOT NULL,
  organisation_id BIGINT REFERENCES organisations (id),
  account_id BIGINT,
  person_name TEXT NOT NULL,
  wording TEXT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, feedback_id) REFERENCES feedback (village_id, id)
);
CREATE UNIQUE INDEX feedback_events_position ON feedback_events (village_id, feedback_id, position);

-- A code is unique in the whole deployment. Only its hash is kept, keyed by what is not in the database.
CREATE TABLE feedback_codes (
  code_hash BLOB NOT NULL PRIMARY KEY,
  home_village BIGINT NOT NULL,
  feedback_id BIGINT NOT NULL
);
