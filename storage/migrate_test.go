package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"throughline/app"
)

func TestMigrate_CopiesTheFileFirstAndKeepsItWhenAStepFails(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "study.throughline")
	now := time.Date(2026, 11, 23, 9, 14, 5, 0, time.UTC)
	s, err := Create(ctx, path, Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	cs := app.NewChangeSet("New", "ana", now)
	cs.Create(&app.Study{ID: "st", Name: "Study", Stamp: app.NewStamp("ana", now)})
	if _, err := s.Apply(ctx, cs); err != nil {
		t.Fatal(err)
	}
	all, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	n := len(all)
	all = append(all, migration{"0002_good.sql", "ALTER TABLE study ADD COLUMN extra TEXT"},
		migration{"0003_bad.sql", "CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1)"})
	err = migrate(ctx, s.writer, all, func(from int) error { return s.backupBefore(ctx, from) })
	if err == nil || !strings.Contains(err.Error(), "0003_bad.sql") {
		t.Fatalf("migrate() = %v, want the bad step named", err)
	}
	if v, err := version(ctx, s.writer); err != nil || v != n+1 {
		t.Errorf("version = %d, %v, want %d", v, err, n+1)
	}
	if found, err := texts(ctx, s.writer, "SELECT name FROM sqlite_schema WHERE name = 'half'"); err != nil || len(found) > 0 {
		t.Errorf("the failed step left a table: %v, %v", found, err)
	}
	copied := filepath.Join(path+".backups", fmt.Sprintf("study-version-%d-20261123-091405.throughline", n))
	b, err := Open(ctx, copied, Options{})
	if err != nil {
		t.Fatalf("Open(backup) = %v", err)
	}
	defer func() { _ = b.Close() }()
	if all, err := b.Studies(ctx); err != nil || len(all) != 1 {
		t.Errorf("the backup holds %v, %v", all, err)
	}
}

func TestMigrate_StopsWhenTheBackupFails(t *testing.T) {
	ctx := context.Background()
	db, err := sql.Open("sqlite3", dsn(filepath.Join(t.TempDir(), "x.throughline"), writerPragmas))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }() // thrown away
	steps := []migration{{"0001_a.sql", "CREATE TABLE a (x)"}, {"0002_b.sql", "CREATE TABLE b (x)"}}
	full := errors.New("disk full")
	never := func(int) error { t.Error("a new file needs no backup"); return nil }
	if err := migrate(ctx, db, steps[:1], never); err != nil {
		t.Fatal(err)
	}
	if err := migrate(ctx, db, steps, func(int) error { return full }); !errors.Is(err, full) {
		t.Errorf("migrate() = %v, want %v", err, full)
	}
	if v, err := version(ctx, db); err != nil || v != 1 {
		t.Errorf("version = %d, %v, want 1", v, err)
	}
}

// TestForeignKeys_AreIndexed keeps deletes fast: SQLite scans the child table for each deleted row otherwise.
func TestForeignKeys_AreIndexed(t *testing.T) {
	ctx := context.Background()
	s, err := Create(ctx, filepath.Join(t.TempDir(), "x.throughline"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	keys, err := texts(ctx, s.readers, `SELECT m.name || '.' || f."from" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`)
	if err != nil || len(keys) < 15 {
		t.Fatalf("foreign keys: %v, %v", keys, err)
	}
	indexed, err := texts(ctx, s.readers, `SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_index_list(m.name) l, pragma_index_info(l.name) c
		WHERE m.type = 'table' AND c.seqno = 0 AND l.partial = 0
		UNION SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.pk = 1 AND c.type = 'INTEGER'`)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		if !strings.Contains(" "+strings.Join(indexed, " ")+" ", " "+k+" ") {
			t.Errorf("%s has no index that begins with it", k)
		}
	}
}

func TestPack_GivesBackWhatItGot(t *testing.T) {
	for _, data := range []string{"", "x", strings.Repeat("abc", 1000), "\x00\x01\xff" + strings.Repeat("q", 64)} {
		got, err := unpack(pack([]byte(data)))
		if err != nil || string(got) != data {
			t.Errorf("unpack(pack(%.10q)) = %.10q, %v", data, got, err)
		}
	}
	if n := len(pack([]byte(strings.Repeat("abc", 1000)))); n > 200 {
		t.Errorf("3,000 regular bytes are packed into %d", n)
	}
	for _, bad := range [][]byte{{9, 1}, {packedFlate, 0xff, 0xff}} {
		if _, err := unpack(bad); err == nil {
			t.Errorf("unpack(%v) is no error", bad)
		}
	}
}
