-- Where the pages of a document begin in its text, as packed JSON, and the page a passage begins on; 0 where there are none.
ALTER TABLE transcript ADD COLUMN pages BLOB NOT NULL DEFAULT x'';
ALTER TABLE finding ADD COLUMN page INTEGER NOT NULL DEFAULT 0;
