package storagetest

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FileWords are the words of a workspace file wherever they stand: every column of every table, the journal and the index among them, unpacked.
func FileWords(t testing.TB, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "inside.throughline")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	names, err := db.Query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
	if err != nil {
		t.Fatal(err)
	}
	var tables []string
	for names.Next() {
		var name string
		if err := names.Scan(&name); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, name)
	}
	if err := names.Err(); err != nil || len(tables) < 20 {
		t.Fatalf("%d tables, %v", len(tables), err)
	}
	var b strings.Builder
	for _, table := range tables {
		tableWords(t, db, table, &b)
	}
	return b.String()
}

func tableWords(t testing.TB, db *sql.DB, table string, b *strings.Builder) {
	t.Helper()
	rows, err := db.Query(`SELECT * FROM "` + table + `"`)
	if err != nil {
		t.Fatal(table, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		cells, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(table, err)
		}
		for _, c := range cells {
			if blob, ok := c.([]byte); ok {
				fmt.Fprintf(b, "%s ", blob)
				fmt.Fprintf(b, "%s ", unpacked(blob))
				continue
			}
			fmt.Fprint(b, c, " ")
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(table, err)
	}
}
