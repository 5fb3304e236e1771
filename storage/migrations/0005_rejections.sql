-- Tags that people turned down for a passage.
CREATE TABLE rejection (
  id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE,
  interview_id INTEGER NOT NULL REFERENCES interview ON DELETE RESTRICT,
  tag_id INTEGER NOT NULL REFERENCES tag ON DELETE RESTRICT,
  quote TEXT NOT NULL,
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL
) STRICT;
CREATE INDEX rejection_interview ON rejection (interview_id);
CREATE INDEX rejection_tag ON rejection (tag_id);
