-- room: programmes
-- journalled: programmes, participations, stage_states, exemptions

-- A reference table. `definition` is what programmes/*.yaml says, as the place that runs it has edited it.
CREATE TABLE programmes (
  id BIGINT PRIMARY KEY,
  organisation_id BIGINT NOT NULL REFERENCES organisations (id),
  name TEXT NOT NULL,
  definition TEXT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX programmes_organisation ON programmes (organisation_id);

CREATE TABLE participations (
  village_id BIGINT NOT NULL REFERENCES organisations (id),
  id BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  wave TEXT NOT NULL CHECK (wave IN ('pilot', 'town', 'county')),
  state TEXT NOT NULL CHECK (state IN ('invited', 'preparing', 'running', 'established')),
  stage TEXT NOT NULL CHECK (stage IN ('plaque', 'pledge', 'action', 'consolidation')),
  joined_on TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (village_id, id)
);
CREATE UNIQUE INDEX participations_once ON participations (village_id, programme_id);

CREATE TABLE stage_states (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  participation_id BIGINT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('plaque', 'pledge', 'action', 'consolidation')),
  state TEXT NOT NULL CHECK (state IN ('planned', 'running', 'declared', 'confirmed')),
  starts_on TEXT,
  ends_on TEXT,
  declared_at BIGINT,
  declared_by BIGINT,
  decided_at BIGINT,
  decided_by BIGINT,
  sent_back_reason TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, participation_id) REFERENCES participations (village_id, id)
);
CREATE UNIQUE INDEX stage_states_once ON stage_states (village_id, participation_id, stage);

CREATE TABLE exemptions (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  household_id BIGINT NOT NULL,
  matter TEXT NOT NULL CHECK (matter IN ('plaque', 'pledge', 'pairing', 'review')),
  reason TEXT NOT NULL,
  granted_by BIGINT NOT NULL,
  granted_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (village_id, id)
);
-- One that holds at a time; ended ones stay as history.
CREATE UNIQUE INDEX exemptions_live ON exemptions (village_id, programme_id, household_id, matter)
  WHERE ended_at IS NULL;
