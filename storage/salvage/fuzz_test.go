package salvage_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	_ "github.com/mattn/go-sqlite3" // makes the file to begin with

	"throughline/storage/salvage"
)

// FuzzRows reads files of any bytes: it ends, and each row has no more values than bytes were there for.
func FuzzRows(f *testing.F) {
	path := filepath.Join(f.TempDir(), "seed.db")
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		f.Fatal(err)
	}
	if _, err := db.Exec(`PRAGMA page_size = 512; CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b REAL, c BLOB); CREATE INDEX t_a ON t (a);
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
		INSERT INTO t SELECT i, printf('%.*c', i * 25, 'x'), i / 3.0, randomblob(i) FROM n; DELETE FROM t WHERE id % 7 = 0`); err != nil {
		f.Fatal(err)
	}
	if err := db.Close(); err != nil {
		f.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole, uint32(2))
	f.Add(whole[:len(whole)/2], uint32(3))
	f.Add(make([]byte, 4096), uint32(1))
	any := salvage.Column{Null: true}
	columns := make([]salvage.Column, 25)
	for i := range columns {
		columns[i] = any
	}
	f.Fuzz(func(t *testing.T, data []byte, root uint32) {
		path := filepath.Join(t.TempDir(), "any")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := salvage.Open(path)
		if err != nil {
			return
		}
		defer func() { _ = file.Close() }() // only read
		tables := []salvage.Table{
			{Name: "sqlite_schema", Root: 1, RowIDs: true, Columns: columns[:5], Fewest: 5},
			{Name: "some", Root: root, RowIDs: true, Columns: columns, Fewest: 1},
			{Name: "other", Root: 0, Columns: columns, Fewest: 1},
		}
		rows := 0
		if _, err := file.Rows(t.Context(), tables, func(_ int, row salvage.Row) error {
			rows++
			for _, gap := range row.Torn {
				if gap.Column >= len(row.Values) || gap.From < 0 || gap.To < gap.From {
					t.Errorf("a gap lies nowhere: %+v", gap)
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if rows > len(data) {
			t.Errorf("%d rows from %d bytes", rows, len(data))
		}
	})
}
