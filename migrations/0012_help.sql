-- room: help
-- journalled: help_plans, help_plan_items, help_actions

-- What a helper means to do for the household it is paired with. A change is a new edition; rows are never
-- changed or deleted.
CREATE TABLE help_plans (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  pairing_id BIGINT NOT NULL,
  edition BIGINT NOT NULL CHECK (edition > 0),
  written_on TEXT NOT NULL,
  assisted SMALLINT NOT NULL CHECK (assisted IN (0, 1)),
  recorded_by BIGINT NOT NULL,
  recorder_name TEXT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, pairing_id) REFERENCES pairings (village_id, id)
);
CREATE UNIQUE INDEX help_plans_edition ON help_plans (village_id, pairing_id, edition);

-- need is a code of data/codes/needs.tsv, '' when it is none of them.
CREATE TABLE help_plan_items (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  plan_id BIGINT NOT NULL,
  position BIGINT NOT NULL CHECK (position > 0),
  need TEXT NOT NULL,
  what TEXT NOT NULL,
  due_on TEXT,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, plan_id) REFERENCES help_plans (village_id, id)
);
CREATE UNIQUE INDEX help_plan_items_position ON help_plan_items (village_id, plan_id, position);

-- What was done: for the household of a pairing, for an item of the helper's letter, or both. helped_id is
-- the pairing's household. Only the state, the answer and the reason ever change; a withdrawn row stays.
CREATE TABLE help_actions (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  helper_id BIGINT NOT NULL,
  pairing_id BIGINT,
  helped_id BIGINT,
  pledge_id BIGINT,
  pledge_position BIGINT,
  role TEXT NOT NULL
    CHECK (role IN ('policy_lead', 'policy_messenger', 'village_keeper', 'mediator', 'friend')),
  done_on TEXT NOT NULL,
  what TEXT NOT NULL,
  quarter_hours BIGINT NOT NULL CHECK (quarter_hours > 0),
  photo TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('recorded', 'acknowledged', 'disputed', 'withdrawn')),
  answered_by TEXT CHECK (answered_by IN ('code', 'paper')),
  answered_on TEXT,
  answer_words TEXT NOT NULL,
  answer_recorder BIGINT,
  reason TEXT NOT NULL,
  assisted SMALLINT NOT NULL CHECK (assisted IN (0, 1)),
  recorded_by BIGINT NOT NULL,
  recorder_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (village_id, id),
  CHECK (pairing_id IS NOT NULL OR pledge_id IS NOT NULL),
  FOREIGN KEY (village_id, helper_id) REFERENCES households (village_id, id),
  FOREIGN KEY (village_id, helped_id) REFERENCES households (village_id, id),
  FOREIGN KEY (village_id, pairing_id) REFERENCES pairings (village_id, id),
  FOREIGN KEY (village_id, pledge_id) REFERENCES pledges (village_id, id)
);
CREATE INDEX help_actions_day ON help_actions (village_id, done_on);
CREATE INDEX help_actions_helper ON help_actions (village_id, helper_id, done_on);
CREATE INDEX help_actions_helped ON help_actions (village_id, helped_id, done_on);
