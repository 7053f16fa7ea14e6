-- room: journal
-- The journal as a public log. Its leaves say nothing to who does not know an entry's blind, which stays when
-- the salt is deleted: the tree must hold without the personal data.
ALTER TABLE journal_entries ADD COLUMN blind BLOB;

-- The roots of complete subtrees of 256^level leaves, level 1 and up: the public log's tiles, and what makes
-- a proof from a large tree short work.
CREATE TABLE journal_subtrees (
  level    BIGINT NOT NULL,
  position BIGINT NOT NULL,
  root     BLOB NOT NULL CHECK (length(root) = 32),
  PRIMARY KEY (level, position)
);

-- Public keys that checkpoints were signed with, as they are written in notes. Whoever checks must know the
-- key from elsewhere: the operator tells it.
CREATE TABLE journal_log_keys (
  verifier TEXT   NOT NULL PRIMARY KEY,
  at       BIGINT NOT NULL
);

-- The checkpoint as it was signed (C2SP signed note); NULL while nobody had a key.
ALTER TABLE journal_checkpoints ADD COLUMN note TEXT;
