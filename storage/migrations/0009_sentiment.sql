-- Words of the workspace's own, which estimates of sentiment heed.
CREATE TABLE opinion_word (
  id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE,
  words TEXT NOT NULL, weight REAL NOT NULL,
  author TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL
) STRICT;
-- What the machine makes of findings. Derived, and outside the history: a row holds while its finding and the basis (words and corrections)
-- are as they were. kinds has a bit for each of app.StatementKinds, the first being 1.
CREATE TABLE estimate (
  finding_id INTEGER PRIMARY KEY REFERENCES finding ON DELETE CASCADE,
  changed INTEGER NOT NULL, basis TEXT NOT NULL,
  sound TEXT NOT NULL, score REAL NOT NULL, sure REAL NOT NULL, kinds INTEGER NOT NULL, urgency INTEGER NOT NULL
) STRICT;
