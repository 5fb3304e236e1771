package storage

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"throughline/app"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migration is one numbered step of the schema. Its number is its place in the list, from 1.
type migration struct {
	name, sql string
}

// migrations reads the embedded steps in order of their names.
func migrations() ([]migration, error) {
	entries, err := fs.ReadDir(migrationFiles, "migrations")
	if err != nil {
		return nil, err
	}
	var all []migration
	for i, e := range entries {
		if !strings.HasPrefix(e.Name(), fmt.Sprintf("%04d_", i+1)) {
			return nil, fmt.Errorf("migration %s is out of order", e.Name())
		}
		text, err := fs.ReadFile(migrationFiles, "migrations/"+e.Name())
		if err != nil {
			return nil, err
		}
		all = append(all, migration{e.Name(), string(text)})
	}
	return all, nil
}

func version(ctx context.Context, db *sql.DB) (int, error) {
	var v int
	err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&v)
	return v, err
}

// migrate brings the file to the last step, each in a transaction of its own. backup is called before the first step of a
// file that has seen one already, with its version.
func migrate(ctx context.Context, db *sql.DB, all []migration, backup func(from int) error) error {
	from, err := version(ctx, db)
	if err != nil {
		return err
	}
	if from > 0 && from < len(all) {
		if err := backup(from); err != nil {
			return fmt.Errorf("backup before migration: %w", err)
		}
	}
	for i := from; i < len(all); i++ {
		if err := step(ctx, db, i+1, all[i]); err != nil {
			return fmt.Errorf("migration %s: %w", all[i].name, err)
		}
	}
	return nil
}

func step(ctx context.Context, db *sql.DB, number int, m migration) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after Commit
	marks := fmt.Sprintf("\n;PRAGMA application_id = %d; PRAGMA user_version = %d;", applicationID, number)
	if _, err := tx.ExecContext(ctx, m.sql+marks); err != nil {
		return err
	}
	return tx.Commit()
}

// backupBefore copies the file as it is at version from. A copy of the same minute is written anew.
func (s *Store) backupBefore(ctx context.Context, from int) error {
	if s.opt.noBackup {
		return nil
	}
	if err := os.MkdirAll(s.opt.BackupDir, 0o755); err != nil {
		return err
	}
	base := strings.TrimSuffix(filepath.Base(s.path), filepath.Ext(s.path))
	name := fmt.Sprintf("%s-version-%d-%s%s", base, from, s.opt.Now().Format("20060102-150405"), filepath.Ext(s.path))
	path, began := filepath.Join(s.opt.BackupDir, name), s.opt.Now()
	seal, err := copyDatabase(ctx, s.writer, path, nil)
	if err != nil {
		return noRoom(path, err)
	}
	seal.Reason, seal.Made, seal.Checked = app.BackupBeforeUpgrade, began, s.opt.Now()
	seal.Took = seal.Checked.Sub(began)
	_ = saveSeal(path, seal) // the backup is good; without a seal it is checked again when somebody looks
	return nil
}
