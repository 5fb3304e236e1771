package storagetest

import (
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Glass looks at a workspace file from outside, past the store, to see what is really there.
type Glass struct {
	t  testing.TB
	db *sql.DB
}

// Look opens a second, read-only look at a workspace file. It closes with the test.
func Look(t testing.TB, path string) *Glass {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+(&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() }) // only read
	return &Glass{t, db}
}

// Close ends the look, before the file is opened anew.
func (g *Glass) Close() { _ = g.db.Close() }

func (g *Glass) texts(query string, args ...any) []string {
	g.t.Helper()
	rows, err := g.db.Query(query, args...)
	if err != nil {
		g.t.Fatalf("%v: %s", err, query)
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	var all []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			g.t.Fatal(err)
		}
		all = append(all, s)
	}
	if err := rows.Err(); err != nil {
		g.t.Fatal(err)
	}
	return all
}

// WrongQuotes lists the findings whose quote is not the text at their place.
func (g *Glass) WrongQuotes() []string {
	return g.texts(`SELECT f.guid FROM finding f LEFT JOIN transcript t ON t.id = f.transcript_id
		WHERE f.quote <> '' AND substr(CAST(t.text AS BLOB), f.start_byte + 1, f.end_byte - f.start_byte) IS NOT CAST(f.quote AS BLOB)`)
}

// hiddenRefs are columns that hold row ids without saying so by a foreign key; 0 is nobody.
var hiddenRefs = map[string]string{"finding_tag.study_id": "study", "finding_tag.participant_id": "participant", "placement.board": "study"}

// Table is one table of a workspace as text: a row a line, in order of the lines.
type Table struct {
	Name string
	Rows []string
}

// Tables returns every table but the journal and what is derived from it, and but the places by meaning, which are due again after an undo, found in the schema, not in a list: a new table is
// looked at from the day it is made. Row ids differ legitimately after a record was deleted and brought back, so they are left
// out, and a reference is told by the GUID of the row it leads to. A full-text index is told by the words it holds and
// where they stand in which row; how SQLite cuts it into segments is left out for the same reason.
func (g *Glass) Tables() []Table {
	g.t.Helper()
	var all []Table
	for _, name := range g.texts(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'journal%'
		AND name NOT LIKE '%\_text\_%' ESCAPE '\' AND name NOT LIKE 'meaning%' AND name NOT LIKE '%\_words' ESCAPE '\' ORDER BY name`) {
		query := g.rows(name)
		if base, ok := strings.CutSuffix(name, "_text"); ok {
			query = g.words(name, base)
		}
		rows := g.texts(query)
		slices.Sort(rows)
		all = append(all, Table{name, rows})
	}
	return all
}

// rows makes the query that tells the rows of a table.
func (g *Glass) rows(table string) string {
	leads := map[string]string{}
	for _, fk := range g.texts(`SELECT "from" || ' ' || "table" FROM pragma_foreign_key_list(?)`, table) {
		from, to, _ := strings.Cut(fk, " ")
		leads[from] = to
	}
	var parts []string
	for _, col := range g.texts(`SELECT name FROM pragma_table_info(?) ORDER BY cid`, table) {
		to := leads[col]
		if hidden := hiddenRefs[table+"."+col]; hidden != "" {
			to = hidden
		}
		switch {
		case col == "id":
			continue
		case to != "":
			parts = append(parts, fmt.Sprintf(`quote((SELECT guid FROM "%s" r WHERE r.id = x."%s"))`, to, col))
		default:
			parts = append(parts, fmt.Sprintf(`quote(x."%s")`, col))
		}
	}
	return fmt.Sprintf(`SELECT %s FROM "%s" x`, strings.Join(parts, " || '|' || "), table)
}

// words makes the query that tells a full-text index: each word with its row, column and place.
func (g *Glass) words(index, base string) string {
	if _, err := g.db.Exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp."v_` + index + `" USING fts5vocab(main, "` + index + `", instance)`); err != nil {
		g.t.Fatal(err)
	}
	row := `(SELECT guid FROM "` + base + `" r WHERE r.id = v.doc)`
	if base == "turn" {
		row = `(SELECT t.guid || '#' || u.ordinal FROM turn u JOIN transcript t ON t.id = u.transcript_id WHERE u.id = v.doc)`
	}
	return `SELECT quote(` + row + `) || '|' || v.col || '|' || v.offset || '|' || v.term FROM temp."v_` + index + `" v`
}

// Difference says in which tables two looks differ, with a row of each; "" when they are the same.
func Difference(before, after []Table) string {
	var out []string
	for i := range max(len(before), len(after)) {
		if i >= len(before) || i >= len(after) || before[i].Name != after[i].Name {
			return "other tables"
		}
		gone, come := minus(before[i].Rows, after[i].Rows), minus(after[i].Rows, before[i].Rows)
		if len(gone)+len(come) > 0 {
			out = append(out, fmt.Sprintf("%s: %d rows went, %d came: %.300q / %.300q", before[i].Name, len(gone), len(come), first(gone), first(come)))
		}
	}
	return strings.Join(out, "\n")
}

func minus(a, b []string) (left []string) {
	count := map[string]int{}
	for _, s := range b {
		count[s]++
	}
	for _, s := range a {
		if count[s]--; count[s] < 0 {
			left = append(left, s)
		}
	}
	return left
}

func first(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[0]
}
