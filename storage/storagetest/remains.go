package storagetest

import (
	"bytes"
	"database/sql"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3" // registers the driver
)

// Remains looks for words, whatever their case, in everything a workspace leaves on disk: byte by byte in the file, its logs and the
// backups beside it, in every value of every table with packed ones unpacked, and among the terms of the full-text indexes. It returns
// one line for each word and place.
func Remains(t testing.TB, path string, words ...string) []string {
	t.Helper()
	var found []string
	files, err := filepath.Glob(path + "*")
	if err != nil {
		t.Fatal(err)
	}
	kept, err := filepath.Glob(filepath.Join(path+".backups", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, kept...) {
		if info, err := os.Stat(file); err != nil || info.IsDir() {
			continue
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, look(filepath.Base(file), b, words)...)
		if bytes.HasPrefix(b, []byte("SQLite format 3\x00")) {
			found = append(found, tables(t, file, words)...)
		}
	}
	return found
}

// Behind runs SQL on a closed workspace behind the program's back, for tests that must notice it.
func Behind(t testing.TB, path, query string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }() // Exec says what went wrong
	if _, err := db.Exec(query); err != nil {
		t.Fatal(err)
	}
}

// look finds words in bytes: as they are, without their first three letters, because the index of words leaves out what two of them
// begin with alike, and as JSON writes bytes.
func look(where string, b []byte, words []string) []string {
	var found []string
	low := bytes.ToLower(b)
	for _, w := range words {
		forms := [][]byte{[]byte(strings.ToLower(w)), []byte(strings.ToLower(w)[min(3, max(0, len(w)-6)):])}
		for _, form := range forms {
			if bytes.Contains(low, form) {
				found = append(found, fmt.Sprintf("%s: %q", where, form))
				break
			}
		}
		if code := base64.StdEncoding.EncodeToString([]byte(w)); bytes.Contains(b, []byte(code[:len(code)/4*4-4])) {
			found = append(found, fmt.Sprintf("%s: %q in base 64", where, w))
		}
	}
	return found
}

// tables looks into every table of a file, as it is without changing it.
func tables(t testing.TB, file string, words []string) []string {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+file+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }() // only read
	db.SetMaxOpenConns(1)
	names := column(t, db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name")
	var found []string
	for _, name := range names {
		found = append(found, look(filepath.Base(file)+" "+name, rows(t, db, `SELECT * FROM "`+name+`"`), words)...)
	}
	for _, index := range []string{"turn_text", "finding_text", "insight_text", "memo_text"} {
		if _, err := db.Exec(fmt.Sprintf("CREATE VIRTUAL TABLE temp.terms_%s USING fts5vocab('main', '%s', 'row')", index, index)); err != nil {
			t.Fatal(err)
		}
		found = append(found, look(filepath.Base(file)+" terms of "+index, rows(t, db, "SELECT term FROM temp.terms_"+index), words)...)
	}
	return found
}

func column(t testing.TB, db *sql.DB, query string) []string {
	t.Helper()
	return strings.Split(strings.TrimSuffix(string(rows(t, db, query)), "\n"), "\n")
}

// rows is every value of a query in one text, a line each, packed ones unpacked as well.
func rows(t testing.TB, db *sql.DB, query string) []byte {
	t.Helper()
	all, err := db.Query(query)
	if err != nil {
		t.Fatal(query, err)
	}
	defer func() { _ = all.Close() }() // Err tells
	names, err := all.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for all.Next() {
		values, dest := make([]sql.RawBytes, len(names)), make([]any, len(names))
		for i := range values {
			dest[i] = &values[i]
		}
		if err := all.Scan(dest...); err != nil {
			t.Fatal(err)
		}
		for _, v := range values {
			out.Write(v)
			out.WriteByte('\n')
			if inner := unpacked(v); len(inner) > 0 {
				out.Write(inner)
				out.WriteByte('\n')
			}
		}
	}
	if err := all.Err(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
