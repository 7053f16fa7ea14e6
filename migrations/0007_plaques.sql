-- room: plaques
-- journalled: plaques

-- The door plates. Rows are never deleted, so the next serial number is one above the highest. replaced_by
-- is no foreign key: the old plaque ends before the new one may begin. token_sealed is what the code on the
-- plate opens, kept so that a plate can be printed again.
CREATE TABLE plaques (
  village_id BIGINT NOT NULL REFERENCES organisations (id),
  id BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  household_id BIGINT NOT NULL,
  serial BIGINT NOT NULL CHECK (serial > 0),
  state TEXT NOT NULL
    CHECK (state IN ('planned', 'printed', 'hung', 'damaged', 'missing', 'replaced', 'retired')),
  hung_on TEXT,
  hung_by BIGINT,
  photo TEXT,
  consent_names SMALLINT NOT NULL CHECK (consent_names IN (0, 1)),
  name_on_door TEXT NOT NULL,
  reason TEXT NOT NULL,
  replaced_by BIGINT,
  token_sealed BLOB NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, household_id) REFERENCES households (village_id, id)
);
CREATE UNIQUE INDEX plaques_serial ON plaques (village_id, programme_id, serial);
CREATE UNIQUE INDEX plaques_live ON plaques (village_id, programme_id, household_id)
  WHERE state IN ('planned', 'printed', 'hung', 'damaged', 'missing');

-- Whose a token is, whatever the village. The hash is keyed, so that reading this table opens no page.
CREATE TABLE plaque_tokens (
  token_hash BLOB NOT NULL PRIMARY KEY,
  home_village BIGINT NOT NULL,
  plaque_id BIGINT NOT NULL
);
