-- room: reviews
-- journalled: reviews, self_reports, appraisals, review_results, commendations, rectifications

-- One for each day of the calendar. Each writing into an open one raises its version, so that what is
-- published is what was seen; after that no statement of the room changes what hangs on it. The figures are
-- those of the day of publication.
CREATE TABLE reviews (
  village_id BIGINT NOT NULL REFERENCES organisations (id),
  id BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  occasion TEXT NOT NULL CHECK (occasion IN ('party_day', 'july_first', 'new_year')),
  held_on TEXT NOT NULL,
  covers_from TEXT NOT NULL,
  opened_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'published')),
  published_on TEXT,
  notice_until TEXT,
  published_by BIGINT,
  actions BIGINT,
  quarter_hours BIGINT,
  acknowledged BIGINT,
  disputed BIGINT,
  rectifications_open BIGINT,
  version BIGINT NOT NULL,
  PRIMARY KEY (village_id, id)
);
CREATE UNIQUE INDEX reviews_day ON reviews (village_id, programme_id, held_on);

CREATE TABLE self_reports (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  text TEXT NOT NULL,
  written_on TEXT NOT NULL,
  assisted SMALLINT NOT NULL CHECK (assisted IN (0, 1)),
  recorded_by BIGINT NOT NULL,
  recorder_name TEXT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, review_id) REFERENCES reviews (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id)
);
CREATE UNIQUE INDEX self_reports_once ON self_reports (village_id, review_id, household_id);

-- Counted in the meeting.
CREATE TABLE appraisals (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  voters TEXT NOT NULL CHECK (voters IN ('members', 'villagers')),
  good BIGINT NOT NULL CHECK (good >= 0),
  fair BIGINT NOT NULL CHECK (fair >= 0),
  average BIGINT NOT NULL CHECK (average >= 0),
  poor BIGINT NOT NULL CHECK (poor >= 0),
  entered_by BIGINT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, review_id) REFERENCES reviews (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id)
);
CREATE UNIQUE INDEX appraisals_once ON appraisals (village_id, review_id, household_id, voters);

-- The household's figures are written when the review is published.
CREATE TABLE review_results (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  grade TEXT NOT NULL CHECK (grade IN ('good', 'fair', 'average', 'poor')),
  letter TEXT CHECK (letter IN ('fulfilled', 'partly', 'not_fulfilled')),
  entered_by BIGINT NOT NULL,
  actions BIGINT,
  quarter_hours BIGINT,
  acknowledged BIGINT,
  disputed BIGINT,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, review_id) REFERENCES reviews (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id)
);
CREATE UNIQUE INDEX review_results_once ON review_results (village_id, review_id, household_id);

CREATE TABLE commendations (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  role TEXT NOT NULL
    CHECK (role IN ('policy_lead', 'policy_messenger', 'village_keeper', 'mediator', 'friend')),
  reason TEXT NOT NULL,
  entered_by BIGINT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, review_id) REFERENCES reviews (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id)
);
CREATE UNIQUE INDEX commendations_once
  ON commendations (village_id, review_id, household_id, role);

-- Raised in one review and open until verified, whatever reviews come between. household_id NULL: the
-- branch's own.
CREATE TABLE rectifications (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  household_id BIGINT,
  what TEXT NOT NULL,
  due_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'verified')),
  evidence TEXT NOT NULL,
  done_on TEXT,
  done_by BIGINT,
  done_by_name TEXT NOT NULL,
  sent_back_reason TEXT NOT NULL,
  verified_on TEXT,
  verified_by BIGINT,
  verified_by_name TEXT NOT NULL,
  raised_by BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, review_id) REFERENCES reviews (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id)
);
CREATE INDEX rectifications_open ON rectifications (village_id, state);
