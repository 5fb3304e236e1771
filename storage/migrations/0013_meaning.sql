-- Where texts lie by their meaning, a few bytes each. Derived, and outside the history. kind: 1 insights, 2 themes, 3 findings, 4 turns; 0 keeps, as its
-- only chunk, how the codes were made. codes holds those of 256 rows of the kind, from chunk * 256 on, zeros where there is nothing.
CREATE TABLE meaning (
  kind INTEGER NOT NULL, chunk INTEGER NOT NULL, codes BLOB NOT NULL,
  PRIMARY KEY (kind, chunk)
) STRICT;
-- Rows whose codes do not hold any more, written with the step that changed them.
CREATE TABLE meaning_due (
  kind INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY (kind, first, last)
) STRICT, WITHOUT ROWID;
INSERT INTO meaning_due SELECT 1, 1, max(id) FROM insight HAVING max(id) > 0;
INSERT INTO meaning_due SELECT 2, 1, max(id) FROM theme HAVING max(id) > 0;
INSERT INTO meaning_due SELECT 3, 1, max(id) FROM finding HAVING max(id) > 0;
INSERT INTO meaning_due SELECT 4, 1, max(id) FROM turn HAVING max(id) > 0;
-- The words of the index, for mending what was misspelt.
CREATE VIRTUAL TABLE finding_words USING fts5vocab('finding_text', 'row');
CREATE VIRTUAL TABLE turn_words USING fts5vocab('turn_text', 'row');
