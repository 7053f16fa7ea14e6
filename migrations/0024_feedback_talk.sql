-- room: feedback
-- journalled: feedback, feedback_templates, feedback_pictures

-- turn: whose word is awaited in the talk through the code; NULL while nobody asked or added anything.
-- merged_into: the one whose answer this one gets as well, as both say the same.
-- subject, subject_id: what it is about besides the door (a promise's words, a notice's title), as it was
-- called on that day.
-- late_since: its day to answer when it first went up for being late; NULL when it did not.
-- flag: 'crowd' when it came without the page's work while many came; NULL otherwise. Nothing is dropped.
ALTER TABLE feedback ADD COLUMN turn TEXT CHECK (turn IN ('asked', 'added'));
ALTER TABLE feedback ADD COLUMN merged_into BIGINT;
ALTER TABLE feedback ADD COLUMN subject TEXT;
ALTER TABLE feedback ADD COLUMN subject_id BIGINT;
ALTER TABLE feedback ADD COLUMN late_since TEXT;
ALTER TABLE feedback ADD COLUMN flag TEXT CHECK (flag IN ('crowd'));
CREATE INDEX feedback_merged ON feedback (village_id, merged_into) WHERE merged_into IS NOT NULL;

-- Photographs that a sender added, made anew and sealed: nobody reads them in a stolen database. No hour is
-- kept, and the id is made of the day and chance.
CREATE TABLE feedback_pictures (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  feedback_id BIGINT NOT NULL,
  added_on TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, feedback_id) REFERENCES feedback (village_id, id)
);
CREATE INDEX feedback_pictures_of ON feedback_pictures (village_id, feedback_id);

-- Sentences that an office keeps for its answers. village_id is whose they are: a branch, a town, a county.
CREATE TABLE feedback_templates (
  village_id BIGINT NOT NULL REFERENCES organisations (id),
  id BIGINT NOT NULL,
  wording TEXT NOT NULL,
  retired SMALLINT NOT NULL CHECK (retired IN (0, 1)),
  PRIMARY KEY (village_id, id)
);
