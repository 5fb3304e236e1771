-- How the workspace is backed up from each computer, and in which folders beside its own backups may lie, so that an erasure finds them all. It is no
-- noun: undo must not make a folder forgotten.
CREATE TABLE backup_home (
  host TEXT PRIMARY KEY,
  body TEXT NOT NULL -- JSON of app.BackupHome
) STRICT;
