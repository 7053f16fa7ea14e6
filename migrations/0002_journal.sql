-- room: journal
-- The record of every change, its Merkle tree, and the keys that make a repeated request harmless.

-- One entry for one thing done. rows_json holds salted commitments to the rows it changed, never what they
-- say; deleting the salt makes them unreadable for good and leaves the leaf as it was. sequenced: 1 once in
-- the tree.
CREATE TABLE journal_entries (
  village_id BIGINT NOT NULL,
  id         BIGINT NOT NULL,
  at         BIGINT NOT NULL,
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('visitor', 'account', 'system')),
  actor_id   BIGINT NOT NULL,
  action     TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  salt       BLOB,
  rows_json  TEXT NOT NULL,
  leaf       BLOB NOT NULL CHECK (length(leaf) = 32),
  sequenced  SMALLINT NOT NULL DEFAULT 0 CHECK (sequenced IN (0, 1)),
  PRIMARY KEY (village_id, id)
);
CREATE INDEX journal_entries_unsequenced ON journal_entries (id) WHERE sequenced = 0;

-- The deployment's one tree: which entry stands at which place. Not a village's table, hence entry_village.
CREATE TABLE journal_leaves (
  position      BIGINT NOT NULL PRIMARY KEY,
  entry_village BIGINT NOT NULL,
  entry_id      BIGINT NOT NULL,
  leaf          BLOB NOT NULL CHECK (length(leaf) = 32),
  UNIQUE (entry_village, entry_id)
);

CREATE TABLE journal_checkpoints (
  size BIGINT NOT NULL PRIMARY KEY,
  root BLOB NOT NULL,
  at   BIGINT NOT NULL
);

-- answer is NULL only inside the transaction that is making it.
CREATE TABLE idempotency_keys (
  village_id  BIGINT NOT NULL,
  key         TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  answer      TEXT,
  at          BIGINT NOT NULL,
  PRIMARY KEY (village_id, key)
);
CREATE INDEX idempotency_keys_at ON idempotency_keys (at);
