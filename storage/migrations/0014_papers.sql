-- The paperwork of a research programme: consents, screeners, candidates, incentives, templates, tools, questions that were asked, what is
-- sealed. Each is kept whole as JSON under what it belongs to; once is a key that no two of a kind share, '' for none.
CREATE TABLE paper (
  id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  study_id INTEGER REFERENCES study ON DELETE RESTRICT,
  participant_id INTEGER REFERENCES participant ON DELETE RESTRICT,
  interview_id INTEGER REFERENCES interview ON DELETE RESTRICT,
  once TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX paper_kind ON paper (kind, study_id);
CREATE INDEX paper_study ON paper (study_id);
CREATE INDEX paper_participant ON paper (participant_id, kind);
CREATE INDEX paper_interview ON paper (interview_id, kind);
CREATE UNIQUE INDEX paper_once ON paper (kind, once) WHERE once <> '';

ALTER TABLE participant ADD COLUMN panel TEXT NOT NULL DEFAULT '{}';     -- JSON of app.Panel
ALTER TABLE study ADD COLUMN templates TEXT NOT NULL DEFAULT '[]';       -- JSON of app.TemplateUse
ALTER TABLE study ADD COLUMN keep_until TEXT NOT NULL DEFAULT '';
ALTER TABLE standards ADD COLUMN programme TEXT NOT NULL DEFAULT '{}';   -- JSON of app.Programme

-- The key of what the vault holds, wrapped by a passphrase: one row, or none. It is no noun: no step of the history may bring an old
-- passphrase back.
CREATE TABLE vault (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  header TEXT NOT NULL -- JSON of app/vault
) STRICT;
