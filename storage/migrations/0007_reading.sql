-- Where people stopped reading and what they had open. It belongs to the person, not to the workspace's history: interviews are
-- named by guid, so that a place outlives a deletion that is taken back.
CREATE TABLE reading (
  author TEXT NOT NULL, interview TEXT NOT NULL,
  at_byte INTEGER NOT NULL,
  PRIMARY KEY (author, interview)
) STRICT, WITHOUT ROWID;

CREATE TABLE reading_desk (
  author TEXT PRIMARY KEY,
  tabs TEXT NOT NULL, -- JSON list of guids, in the order of the tabs
  front TEXT NOT NULL, beside TEXT NOT NULL, whose TEXT NOT NULL
) STRICT, WITHOUT ROWID;
