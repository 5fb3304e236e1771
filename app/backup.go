package app

// BackupFolder is where the backups of a workspace's own lie, beside its file: those that are made before a migration, and those a person puts there.
// Erasure reaches every workspace file in it.
func BackupFolder(path string) string { return path + ".backups" }
