-- room: reviews
-- journalled: rectifications

-- The feedback that it follows from; NULL for what was raised in a review alone.
ALTER TABLE rectifications ADD COLUMN feedback_id BIGINT;
CREATE UNIQUE INDEX rectifications_feedback ON rectifications (village_id, feedback_id)
  WHERE feedback_id IS NOT NULL;
