-- What studies and interviews hold, changed by every step (holding.go); derived. No row means nothing.
CREATE TABLE study_holding (
  study_id INTEGER PRIMARY KEY REFERENCES study ON DELETE CASCADE,
  findings INTEGER NOT NULL, untagged INTEGER NOT NULL, -- of the study
  placed INTEGER NOT NULL -- in themes of its board
) STRICT;
INSERT INTO study_holding SELECT s.id, (SELECT count(*) FROM finding f WHERE f.study_id = s.id),
  (SELECT count(*) FROM finding f WHERE f.study_id = s.id AND NOT EXISTS (SELECT 1 FROM finding_tag ft WHERE ft.finding_id = f.id)),
  (SELECT count(*) FROM theme t JOIN placement l ON l.theme_id = t.id WHERE t.study_id = s.id) FROM study s
  WHERE EXISTS (SELECT 1 FROM finding f WHERE f.study_id = s.id) OR EXISTS (SELECT 1 FROM placement l JOIN theme t ON t.id = l.theme_id WHERE t.study_id = s.id);

CREATE TABLE interview_holding (
  interview_id INTEGER PRIMARY KEY REFERENCES interview ON DELETE CASCADE,
  findings INTEGER NOT NULL
) STRICT;
INSERT INTO interview_holding SELECT interview_id, count(*) FROM finding WHERE interview_id IS NOT NULL GROUP BY interview_id;
