-- Saved rules that find passages and tag them. What a rule says is JSON (app.RuleSpec without its study): it may name tags
-- and interviews that are gone, and says so when it is run.
CREATE TABLE rule (
  id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE,
  study_id INTEGER REFERENCES study ON DELETE RESTRICT,
  name TEXT NOT NULL, spec TEXT NOT NULL,
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL
) STRICT;
CREATE INDEX rule_study ON rule (study_id);
