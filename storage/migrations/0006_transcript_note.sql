-- What made a revision of a transcript: "Redacted 2 passages"; empty for an edit and for what was imported.
ALTER TABLE transcript ADD COLUMN note TEXT NOT NULL DEFAULT '';
