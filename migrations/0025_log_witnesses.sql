-- room: journal
-- What others say of the public log, and what this program says of others' as their witness.

-- Ties a checkpoint to the one before it: journal_store.h says how. NULL of those made before there was one.
ALTER TABLE journal_checkpoints ADD COLUMN link BLOB;

-- Signature lines of witnesses under our checkpoints (C2SP tlog-cosignature). verifier is the witness's
-- key.
CREATE TABLE journal_cosignatures (
  size     BIGINT NOT NULL,
  verifier TEXT   NOT NULL,
  line     TEXT   NOT NULL,
  PRIMARY KEY (size, verifier)
);

-- Other logs, where this program is a witness: the largest checkpoint of each that it has cosigned, with the
-- log's signatures and its own. No smaller and no other one is ever signed again.
CREATE TABLE journal_witnessed (
  origin TEXT   NOT NULL PRIMARY KEY,
  size   BIGINT NOT NULL,
  root   BLOB   NOT NULL CHECK (length(root) = 32),
  note   TEXT   NOT NULL,
  at     BIGINT NOT NULL
);
