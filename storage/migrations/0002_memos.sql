-- Memos: dated notes on anything. What a memo stands on and links to is named by kind and guid, not held by a foreign key: a
-- memo outlives what it is about, and a deletion that is taken back finds it again.

CREATE TABLE memo (
  id INTEGER PRIMARY KEY, -- row of memo_text as well
  guid TEXT NOT NULL UNIQUE,
  study_id INTEGER REFERENCES study ON DELETE RESTRICT,
  on_kind TEXT NOT NULL, on_guid TEXT NOT NULL, -- both '' for a free-standing memo
  kind TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL
) STRICT;
CREATE INDEX memo_study ON memo (study_id, modified);
CREATE INDEX memo_on ON memo (on_guid, on_kind) WHERE on_guid <> '';
CREATE INDEX memo_modified ON memo (modified);

-- The links in the texts of memos, in their order; derived. Exact links have kind and guid, links by name the folded name.
CREATE TABLE memo_link (
  memo_id INTEGER NOT NULL REFERENCES memo ON DELETE RESTRICT,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL, guid TEXT NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (memo_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX memo_link_to ON memo_link (guid, kind, memo_id) WHERE guid <> '';
CREATE INDEX memo_link_name ON memo_link (name, memo_id) WHERE name <> '';

-- The names of deleted records on which memos stood, as they were known last; derived from the deletions.
CREATE TABLE memo_lost (
  guid TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (guid, kind)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE memo_text USING fts5(title, text, content='', contentless_delete=1,
  tokenize='ascii', prefix='2 3');
