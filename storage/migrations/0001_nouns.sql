-- The nouns of package app as tables. Records refer to each other by integer row ids; guids stand once, in their own row.
-- Times are milliseconds since 1970 UTC, places in text are bytes, durations are nanoseconds, -1 for unknown.

CREATE TABLE study (
  id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL, product TEXT NOT NULL, region TEXT NOT NULL, method TEXT NOT NULL, owner TEXT NOT NULL,
  goal TEXT NOT NULL, questions TEXT NOT NULL, guide TEXT NOT NULL, -- JSON lists
  start_date TEXT NOT NULL, end_date TEXT NOT NULL, status TEXT NOT NULL, color INTEGER NOT NULL,
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL
) STRICT;

CREATE TABLE participant (
  id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE,
  code TEXT NOT NULL,
  code_key TEXT NOT NULL, -- sorts P2 before P10
  segment TEXT NOT NULL, note TEXT NOT NULL,
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL
) STRICT;
CREATE INDEX participant_code ON participant (code_key, code);

CREATE TABLE participant_attribute (
  participant_id INTEGER NOT NULL REFERENCES participant ON DELETE RESTRICT,
  ordinal INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (participant_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
  id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL, format TEXT NOT NULL, hash TEXT NOT NULL,
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL,
  data BLOB NOT NULL -- packed, see pack.go
) STRICT;
CREATE INDEX source_hash ON source (hash);

CREATE TABLE interview (
  id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE,
  study_id INTEGER NOT NULL REFERENCES study ON DELETE RESTRICT,
  source_id INTEGER REFERENCES source ON DELETE RESTRICT,
  title TEXT NOT NULL, method TEXT NOT NULL, moderator TEXT NOT NULL, date TEXT NOT NULL,
  status TEXT NOT NULL, note TEXT NOT NULL,
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL
) STRICT;
CREATE INDEX interview_study ON interview (study_id, date, title);
CREATE INDEX interview_source ON interview (source_id);
CREATE INDEX interview_date ON interview (date, title);

CREATE TABLE interview_speaker (
  interview_id INTEGER NOT NULL REFERENCES interview ON DELETE RESTRICT,
  ordinal INTEGER NOT NULL, label TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,
  participant_id INTEGER REFERENCES participant ON DELETE RESTRICT,
  PRIMARY KEY (interview_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX interview_speaker_participant ON interview_speaker (participant_id, interview_id);

CREATE TABLE transcript (
  id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE,
  interview_id INTEGER NOT NULL REFERENCES interview ON DELETE RESTRICT,
  revision INTEGER NOT NULL,
  latest INTEGER NOT NULL, -- 1 for the highest revision of its interview; derived
  language TEXT NOT NULL,
  words INTEGER NOT NULL, duration_ns INTEGER NOT NULL, -- derived from text and turns
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL,
  cues BLOB NOT NULL, -- packed JSON
  text TEXT NOT NULL,
  UNIQUE (interview_id, revision)
) STRICT;
CREATE INDEX transcript_latest ON transcript (interview_id, words, duration_ns) WHERE latest = 1;
CREATE INDEX transcript_old ON transcript (interview_id) WHERE latest = 0;

CREATE TABLE turn (
  id INTEGER PRIMARY KEY, -- row of turn_text as well
  transcript_id INTEGER NOT NULL REFERENCES transcript ON DELETE RESTRICT,
  ordinal INTEGER NOT NULL,
  start_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL,
  from_ns INTEGER NOT NULL, to_ns INTEGER NOT NULL,
  speaker TEXT NOT NULL
) STRICT;
CREATE INDEX turn_transcript ON turn (transcript_id, ordinal);

CREATE TABLE tag (
  id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE,
  study_id INTEGER REFERENCES study ON DELETE RESTRICT,
  parent_id INTEGER REFERENCES tag ON DELETE RESTRICT,
  replaced_by_id INTEGER REFERENCES tag ON DELETE RESTRICT,
  name TEXT NOT NULL, color INTEGER NOT NULL, shortcut INTEGER NOT NULL, definition TEXT NOT NULL,
  include TEXT NOT NULL, exclude TEXT NOT NULL, example TEXT NOT NULL, status TEXT NOT NULL,
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL
) STRICT;
CREATE INDEX tag_study ON tag (study_id);
CREATE INDEX tag_parent ON tag (parent_id);
CREATE INDEX tag_replaced_by ON tag (replaced_by_id);

CREATE TABLE finding (
  id INTEGER PRIMARY KEY, -- row of finding_text as well
  guid TEXT NOT NULL UNIQUE,
  study_id INTEGER NOT NULL REFERENCES study ON DELETE RESTRICT,
  interview_id INTEGER REFERENCES interview ON DELETE RESTRICT,
  transcript_id INTEGER REFERENCES transcript ON DELETE RESTRICT,
  participant_id INTEGER REFERENCES participant ON DELETE RESTRICT,
  start_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL, at_ns INTEGER NOT NULL,
  stance TEXT NOT NULL, sentiment INTEGER NOT NULL, severity INTEGER NOT NULL, star INTEGER NOT NULL,
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL,
  speaker TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, quote TEXT NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE INDEX finding_place ON finding (interview_id, start_byte, guid);
CREATE INDEX finding_transcript ON finding (transcript_id);
CREATE INDEX finding_participant ON finding (participant_id);
CREATE INDEX finding_newest ON finding (study_id, created);
CREATE INDEX finding_facet ON finding (study_id, interview_id, participant_id, stance, star, author);

CREATE TABLE finding_tag (
  finding_id INTEGER NOT NULL REFERENCES finding ON DELETE RESTRICT,
  tag_id INTEGER NOT NULL REFERENCES tag ON DELETE RESTRICT,
  author TEXT NOT NULL, provenance TEXT NOT NULL, created INTEGER NOT NULL,
  study_id INTEGER NOT NULL, participant_id INTEGER NOT NULL, -- of the finding, 0 for unknown; derived, for counting
  PRIMARY KEY (finding_id, tag_id, author)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_tag_use ON finding_tag (tag_id, study_id, participant_id, finding_id);

CREATE TABLE theme (
  id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE,
  study_id INTEGER REFERENCES study ON DELETE RESTRICT,
  name TEXT NOT NULL, note TEXT NOT NULL, terms TEXT NOT NULL, -- JSON list
  color INTEGER NOT NULL, place REAL NOT NULL, locked INTEGER NOT NULL, proposed INTEGER NOT NULL,
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL
) STRICT;
CREATE INDEX theme_study ON theme (study_id, place);

CREATE TABLE placement (
  theme_id INTEGER NOT NULL REFERENCES theme ON DELETE RESTRICT,
  finding_id INTEGER NOT NULL REFERENCES finding ON DELETE RESTRICT,
  board INTEGER NOT NULL, -- the theme's study_id, 0 for the board across studies; derived
  place REAL NOT NULL,
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL,
  PRIMARY KEY (theme_id, finding_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX placement_finding ON placement (finding_id, board, theme_id);

CREATE TABLE insight (
  id INTEGER PRIMARY KEY, -- row of insight_text as well
  guid TEXT NOT NULL UNIQUE,
  study_id INTEGER REFERENCES study ON DELETE RESTRICT,
  title TEXT NOT NULL, body TEXT NOT NULL, recommendation TEXT NOT NULL, owner TEXT NOT NULL, status TEXT NOT NULL,
  place REAL NOT NULL,
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL
) STRICT;
CREATE INDEX insight_study ON insight (study_id, place);

CREATE TABLE evidence (
  insight_id INTEGER NOT NULL REFERENCES insight ON DELETE RESTRICT,
  ordinal INTEGER NOT NULL,
  finding_id INTEGER REFERENCES finding ON DELETE RESTRICT,
  theme_id INTEGER REFERENCES theme ON DELETE RESTRICT,
  stance TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (insight_id, ordinal),
  CHECK ((finding_id IS NULL) <> (theme_id IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_finding ON evidence (finding_id);
CREATE INDEX evidence_theme ON evidence (theme_id);

-- Every committed step, for undo, redo and audit. state: 0 applied, 1 undone, 2 dropped.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL, batch TEXT NOT NULL,
  state INTEGER NOT NULL, changes INTEGER NOT NULL,
  payload BLOB NOT NULL -- packed lines of JSON, see journal.go
) STRICT;
CREATE INDEX journal_state ON journal (state, seq);

-- Full text, keyed by the row ids above, written by the program in the same transaction. The program cuts and folds the words
-- itself (word.go), one way for texts and queries; the ascii tokenizer takes them apart at spaces. The text is not kept twice.
CREATE VIRTUAL TABLE turn_text USING fts5(text, content='', contentless_delete=1,
  tokenize='ascii', prefix='2 3');
CREATE VIRTUAL TABLE finding_text USING fts5(quote, note, content='', contentless_delete=1,
  tokenize='ascii', prefix='2 3');
CREATE VIRTUAL TABLE insight_text USING fts5(title, body, recommendation, content='', contentless_delete=1,
  tokenize='ascii', prefix='2 3');
