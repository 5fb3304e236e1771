-- Saved views of lists. What a view shows is JSON that its place understands; it may name what is gone. name_key is the name folded.
CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE,
  study_id INTEGER REFERENCES study ON DELETE RESTRICT,
  place TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL, spec TEXT NOT NULL,
  pinned INTEGER NOT NULL, ord REAL NOT NULL,
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX saved_view_name ON saved_view (place, coalesce(study_id, 0), name_key);
CREATE INDEX saved_view_study ON saved_view (study_id);
