-- The history of a record, and long lists of steps, without unpacking payloads. All of it is derived from the journal; steps
-- stored before this migration are listed when the file is opened, some at a time (bytes -1: not yet).

ALTER TABLE journal ADD COLUMN bytes INTEGER NOT NULL DEFAULT -1; -- of the payload
ALTER TABLE journal ADD COLUMN kinds TEXT NOT NULL DEFAULT ''; -- "finding 0 12 0;tag 1 0 0": made, changed, removed

-- Which steps touched a record. A record that is gone has no row id, and a GUID would make the table five times as large:
-- ref is 64 bits of a hash of kind and id.
CREATE TABLE journal_ref (
  ref INTEGER NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY (ref, seq)
) STRICT, WITHOUT ROWID;

-- Lists of steps never touch the payloads.
CREATE INDEX journal_list ON journal (seq, state, at, batch, author, changes, bytes, kinds, label, guid);
CREATE INDEX journal_batch ON journal (batch, seq) WHERE batch <> '';
CREATE INDEX journal_unlisted ON journal (seq) WHERE bytes < 0;
