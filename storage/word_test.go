package storage

import (
	"database/sql"
	"slices"
	"strings"
	"testing"

	"throughline/app/fold"
)

// TestWords_AreThoseOfTheIndex holds our words against the tokens SQLite makes of them, for every sign of the
// alphabets and samples of the others.
func TestWords_AreThoseOfTheIndex(t *testing.T) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }() // in memory
	db.SetMaxOpenConns(1)
	exec := func(query string, args ...any) {
		t.Helper()
		if _, err := db.Exec(query, args...); err != nil {
			t.Fatal(err)
		}
	}
	exec(`CREATE VIRTUAL TABLE x USING fts5(t, tokenize='ascii'); CREATE VIRTUAL TABLE v USING fts5vocab(x, instance)`)
	exec("BEGIN")
	const last = 0x30000
	sample := func(r rune) string { return "a" + string(r) + "b" }
	next := func(r rune) rune {
		if r < 0x3400 {
			return r + 1
		}
		return r + 29
	}
	for r := rune(1); r < last; r = next(r) {
		exec("INSERT INTO x(rowid, t) VALUES (?, ?)", r, indexed(sample(r)))
	}
	exec("COMMIT")
	theirs := map[rune][]string{}
	rows, err := db.Query("SELECT doc, term FROM v ORDER BY doc, offset")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	for rows.Next() {
		var r rune
		var term string
		if err := rows.Scan(&r, &term); err != nil {
			t.Fatal(err)
		}
		theirs[r] = append(theirs[r], term)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for r := rune(1); r < last; r = next(r) {
		var ours []string
		for _, w := range fold.Words(sample(r)) {
			ours = append(ours, strings.Fields(w.Folded)...)
		}
		if !slices.Equal(ours, theirs[r]) {
			t.Errorf("%U %q: ours %q, SQLite's %q", r, r, ours, theirs[r])
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", " ,.", ""},
		{"plain", "The cat's 2 toys.", "the cat s 2 toys"},
		{"accents", "Café NAÏVE Łódź Ångström", "cafe naive lodz angstrom"},
		{"combining accents", "cafe\u0301 x\u0301y", "cafe xy"},
		{"sharp s and ligatures", "Straße ﬁn Æther", "strasse fin aether"},
		{"wide", "ＡＢＣ１２", "abc12"},
		{"Greek", "Ὀδυσσεύς", "οδυσσευσ"},
		{"Hebrew points", "שָׁלוֹם", "שלום"},
		{"Arabic points", "سَلَام", "سلام"},
		{"Hindi keeps its vowels", "हिन्दी में", "हिन्दी में"},
		{"Korean", "한국어 좋아요", "한국어 좋아요"},
		{"Chinese", "我们 sync数据", "我 们 sync 数 据"},
		{"Thai", "น้ำ", "น\u0e49 \u0e4d\u0e32"},
		{"emoji", "ok👍🏽go", "ok go"},
		{"broken bytes", "a\xc3b", "a b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := indexed(c.text); got != c.want {
				t.Errorf("indexed(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}
