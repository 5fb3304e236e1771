-- A study's tag can count for one of the taxonomy, and tags have a place of their own among those beside them.
ALTER TABLE tag ADD COLUMN maps_to_id INTEGER REFERENCES tag ON DELETE RESTRICT;
ALTER TABLE tag ADD COLUMN place REAL NOT NULL DEFAULT 0;
CREATE INDEX tag_maps_to ON tag (maps_to_id);
