-- room: organisations
-- journalled: organisations, leading_group_members

-- A reference table: every room's village_id is the id of a branch here, or of the town or county that owns
-- the row.
CREATE TABLE organisations (
  id BIGINT PRIMARY KEY,
  parent_id BIGINT REFERENCES organisations (id),
  kind TEXT NOT NULL CHECK (kind IN ('county', 'town', 'branch', 'group')),
  name TEXT NOT NULL,
  division TEXT NOT NULL,
  path TEXT NOT NULL,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX organisations_path ON organisations (path);
CREATE UNIQUE INDEX organisations_name ON organisations (parent_id, name);
CREATE INDEX organisations_division ON organisations (division);

CREATE TABLE leading_group_members (
  village_id BIGINT NOT NULL REFERENCES organisations (id),
  id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  post TEXT NOT NULL,
  is_head SMALLINT NOT NULL,
  duties TEXT NOT NULL,
  PRIMARY KEY (village_id, id)
);
