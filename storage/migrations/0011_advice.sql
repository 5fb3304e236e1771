-- Insights that age, are published in versions and judged by people; what to do about them; what was decided with them. What
-- belongs to an insight names it by guid, as memos do: taking back a deletion finds it again.

ALTER TABLE evidence ADD COLUMN strength TEXT NOT NULL DEFAULT '';
ALTER TABLE insight ADD COLUMN superseded_by TEXT NOT NULL DEFAULT ''; -- guid
ALTER TABLE insight ADD COLUMN published INTEGER NOT NULL DEFAULT 0; -- 0 for never
ALTER TABLE insight ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE insight ADD COLUMN review_by TEXT NOT NULL DEFAULT '';
ALTER TABLE insight ADD COLUMN judged TEXT NOT NULL DEFAULT '{}'; -- JSON of renewal, override and assessment
ALTER TABLE insight ADD COLUMN holds_since INTEGER NOT NULL DEFAULT 0; -- the later of published and renewed; derived
CREATE INDEX insight_care ON insight (status, review_by);

CREATE TABLE recommendation (
  id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE,
  study_id INTEGER REFERENCES study ON DELETE RESTRICT,
  text TEXT NOT NULL, kind TEXT NOT NULL, owner TEXT NOT NULL, status TEXT NOT NULL,
  score TEXT NOT NULL, -- JSON
  place REAL NOT NULL,
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL
) STRICT;
CREATE INDEX recommendation_study ON recommendation (study_id, place);

CREATE TABLE recommendation_insight (
  recommendation_id INTEGER NOT NULL REFERENCES recommendation ON DELETE RESTRICT,
  ordinal INTEGER NOT NULL, insight TEXT NOT NULL,
  PRIMARY KEY (recommendation_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX recommendation_insight_of ON recommendation_insight (insight, recommendation_id);

CREATE TABLE decision (
  id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE,
  study_id INTEGER REFERENCES study ON DELETE RESTRICT,
  text TEXT NOT NULL, date TEXT NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL, outcome TEXT NOT NULL,
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL
) STRICT;
CREATE INDEX decision_study ON decision (study_id, date);

CREATE TABLE decision_insight (
  decision_id INTEGER NOT NULL REFERENCES decision ON DELETE RESTRICT,
  ordinal INTEGER NOT NULL, insight TEXT NOT NULL,
  PRIMARY KEY (decision_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_insight_of ON decision_insight (insight, decision_id);

-- Insights as they were published.
CREATE TABLE publication (
  id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE,
  insight_id INTEGER NOT NULL REFERENCES insight ON DELETE RESTRICT,
  version INTEGER NOT NULL,
  content TEXT NOT NULL, -- JSON of the rest
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL
) STRICT;
CREATE INDEX publication_insight ON publication (insight_id, version);

-- What the workspace holds insights to: one row, or none.
CREATE TABLE standards (
  id INTEGER PRIMARY KEY CHECK (id = 1), guid TEXT NOT NULL UNIQUE,
  fresh_months INTEGER NOT NULL, half_life INTEGER NOT NULL,
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL
) STRICT;

-- The one field that insights had for advice becomes recommendations. Steps of the history that set it read on without it.
INSERT INTO recommendation (id, guid, study_id, text, kind, owner, status, score, place, author, created, modified)
  SELECT id, lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-a' ||
    substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6))), study_id, trim(recommendation), 'recommendation', owner, 'proposed',
    '{}', 1, author, modified, modified FROM insight WHERE trim(recommendation) <> '';
INSERT INTO recommendation_insight (recommendation_id, ordinal, insight)
  SELECT r.id, 0, i.guid FROM recommendation r JOIN insight i ON i.id = r.id;
ALTER TABLE insight DROP COLUMN recommendation;
