// Package rivaltest writes projects of other programs by their documented schemas, for tests. All people in them are invented.
package rivaltest

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	_ "github.com/mattn/go-sqlite3" // the driver
)

// Rows are rows of one table; each has all its columns.
type Rows struct {
	Table string
	Rows  [][]any
}

// Write makes an SQLite file of a schema and rows.
func Write(t testing.TB, path, schema string, all ...Rows) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", path+"?_journal_mode=DELETE&_synchronous=OFF")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }() // what is written is read by the test
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(schema); err != nil {
		t.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		insert(t, tx, r)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

func insert(t testing.TB, tx *sql.Tx, r Rows) {
	t.Helper()
	if len(r.Rows) == 0 {
		return
	}
	s, err := tx.Prepare(`INSERT INTO "` + r.Table + `" VALUES (?` + strings.Repeat(", ?", len(r.Rows[0])-1) + ")")
	if err != nil {
		t.Fatalf("%s: %v", r.Table, err)
	}
	defer func() { _ = s.Close() }() // the transaction ends it as well
	for _, row := range r.Rows {
		if _, err := s.Exec(row...); err != nil {
			t.Fatalf("%s: %v: %v", r.Table, row, err)
		}
	}
}

// Change runs a statement on a file that Write made.
func Change(t testing.TB, path, statement string, args ...any) {
	t.Helper()
	db, err := sql.Open("sqlite3", path+"?_synchronous=OFF")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }() // as in Write
	if _, err := db.Exec(statement, args...); err != nil {
		t.Fatal(err)
	}
}

// Count asks a file for one number.
func Count(t testing.TB, path, query string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro&immutable=1")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }() // only read
	if err := db.QueryRow(query).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

// points are where words stand in a text, in code points; the nth time from 0.
func points(t testing.TB, text, words string, nth int) (from, to int) {
	t.Helper()
	at := 0
	for ; nth >= 0; nth-- {
		i := strings.Index(text[at:], words)
		if i < 0 {
			t.Fatalf("%q is not in the text", words)
		}
		at += i + 1
	}
	from = utf8.RuneCountInString(text[:at-1])
	return from, from + utf8.RuneCountInString(words)
}

// units are as points, in units of UTF-16.
func units(t testing.TB, text, words string) (from, to int) {
	t.Helper()
	from, _ = points(t, text, words, 0)
	i := strings.Index(text, words)
	from += strings.Count(text[:i], "🙂") + strings.Count(text[:i], "😀")
	return from, from + utf8.RuneCountInString(words) + strings.Count(words, "🙂") + strings.Count(words, "😀")
}

// Hold changes a file through a write-ahead log and leaves it open, as a program that is running; done closes it.
func Hold(t testing.TB, path, statement string) (done func()) {
	t.Helper()
	db, err := sql.Open("sqlite3", path+"?_journal_mode=WAL&_synchronous=OFF")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
	return func() { _ = db.Close() } // the file goes with the test
}
