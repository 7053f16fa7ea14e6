-- room: reviews
-- journalled: appraisal_slips, appraisal_closings, slip_appraisals

-- Handed out for one review, one to each household. No row says to whom: nobody can tell whose a slip was.
-- used is written when the box is closed: the journal's entry of each use would say at what moment it was.
CREATE TABLE appraisal_slips (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  issued_on TEXT NOT NULL,
  issued_by BIGINT NOT NULL,
  issuer_name TEXT NOT NULL,
  used SMALLINT NOT NULL CHECK (used IN (0, 1)),
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, review_id) REFERENCES reviews (village_id, id)
);
CREATE INDEX appraisal_slips_review ON appraisal_slips (village_id, review_id);

-- Which slip a code is, whatever the village. The hash is keyed, so that reading this table votes for nobody.
CREATE TABLE appraisal_slip_codes (
  code_hash BLOB NOT NULL PRIMARY KEY,
  home_village BIGINT NOT NULL,
  slip_id BIGINT NOT NULL
);

-- The box of a review whose slips are still taken: there while it is open, and each vote goes through its
-- row. Box and marks are sums in no relation to a slip, and like the slips that are in it not journalled: a
-- commitment after each vote would be a trace of it.
CREATE TABLE appraisal_boxes (
  village_id BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  votes BIGINT NOT NULL,
  PRIMARY KEY (village_id, review_id),
  FOREIGN KEY (village_id, review_id) REFERENCES reviews (village_id, id)
);
CREATE TABLE appraisal_box_slips (
  village_id BIGINT NOT NULL,
  slip_id BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  PRIMARY KEY (village_id, slip_id),
  FOREIGN KEY (village_id, slip_id) REFERENCES appraisal_slips (village_id, id),
  FOREIGN KEY (village_id, review_id) REFERENCES reviews (village_id, id)
);
CREATE TABLE appraisal_box_marks (
  village_id BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  good BIGINT NOT NULL,
  fair BIGINT NOT NULL,
  average BIGINT NOT NULL,
  poor BIGINT NOT NULL,
  PRIMARY KEY (village_id, review_id, household_id),
  FOREIGN KEY (village_id, review_id) REFERENCES reviews (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id)
);

-- Written once, when the box is opened and emptied.
CREATE TABLE appraisal_closings (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  closed_on TEXT NOT NULL,
  closed_by BIGINT NOT NULL,
  closer_name TEXT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, review_id) REFERENCES reviews (village_id, id)
);
CREATE UNIQUE INDEX appraisal_closings_once ON appraisal_closings (village_id, review_id);

-- What was in the box about each household. Marks too few to be secret are kept nowhere.
CREATE TABLE slip_appraisals (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  good BIGINT NOT NULL,
  fair BIGINT NOT NULL,
  average BIGINT NOT NULL,
  poor BIGINT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, review_id) REFERENCES reviews (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id)
);
CREATE UNIQUE INDEX slip_appraisals_once ON slip_appraisals (village_id, review_id, household_id);
