package rivaltest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Texts of the projects here. The first has line ends of two letters and letters beyond the first plane.
const (
	Planning = "Interviewer: How do you plan your week?\r\nVera: 🙂 I plan on Sundays. The app 😀 is slow, and then it is slow again.\r\nVera: I gave up in March.\r\n"
	Letter   = "Dear team,\nI would pay for a calendar that waits for me.\nThe rest is slow.\nTomás\n"
	Paper    = "Planning at home\nFamilies plan aloud. Few write anything down.\n"
	Spoken   = "[00:00:03] Ines: We meet on Mondays.\n[00:00:09] Ines: Nobody reads the plan.\n"
)

const qualCoderBase = `
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text, constraint ucm unique(name));
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer, owner text, date text, memo text);
CREATE TABLE attribute_type (name text primary key, date text, owner text, memo text, caseOrFile text, valuetype text);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer, date text, owner text);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text, date text, unique(fid, pos0, pos1, owner));
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer, unique(name));
CREATE TABLE code_av (avid integer primary key, id integer, pos0 integer, pos1 integer, cid integer, memo text, date text, owner text, important integer);
CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text);
`

const qualCoder3 = `
CREATE TABLE project (databaseversion text, date text, memo text, about text, bookmarkfile integer, bookmarkpos integer);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text, unique(name));
CREATE TABLE code_image (imid integer primary key, id integer, x1 integer, y1 integer, width integer, height integer, cid integer, memo text, date text, owner text, important integer);
CREATE TABLE code_text (cid integer, fid integer, seltext text, pos0 integer, pos1 integer, owner text, date text, memo text, avid integer, important integer, unique(cid, fid, pos0, pos1, owner));
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text, color text, unique(name));
`

const qualCoder17 = `
CREATE TABLE project (databaseversion text, date text, memo text, about text, bookmarkfile integer, bookmarkpos integer, codername text, recently_used_codes text,
	avbookmarkfile integer, avbookmarkmsec integer, avbookmarktextpos integer);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text, av_text_id integer, risid integer, unique(name));
CREATE TABLE code_image (imid integer primary key, id integer, x1 integer, y1 integer, width integer, height integer, cid integer, memo text, date text, owner text, important integer, pdf_page integer);
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer, owner text, date text, memo text, avid integer, important integer,
	unique(cid, fid, pos0, pos1, owner));
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text, color text, supercid integer, unique(name));
CREATE TABLE stored_sql (title text, description text, grouper text, ssql text, unique(title));
CREATE TABLE graph (grid integer primary key, name text, description text, date text, scene_width integer, scene_height integer, unique(name));
CREATE TABLE ris (risid integer, tag text, longtag text, value text);
CREATE TABLE files_filter (filterid integer primary key, name text, filter text, owner text);
CREATE TABLE coder_names (name TEXT UNIQUE NOT NULL, visibility INTEGER NOT NULL DEFAULT 1 CHECK (visibility IN (0, 1)));
CREATE VIEW code_text_visible AS SELECT * FROM code_text WHERE owner IN (SELECT name FROM coder_names WHERE visibility = 1);
`

const (
	day1 = "2024-01-15 10:00:00"
	day2 = "2024-01-16 11:30:00"
)

// QualCoder writes a small project with something of everything, as version 17 of the files has it, and returns its folder.
func QualCoder(t testing.TB, dir string) string {
	t.Helper()
	folder := filepath.Join(dir, "Planning study.qda")
	for _, sub := range []string{"documents", "images", "audio", "video"} {
		if err := os.MkdirAll(filepath.Join(folder, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, data := range map[string]string{"documents/paper.pdf": "%PDF-1.4 invented", "images/wall.png": "\x89PNG invented", "documents/letter.odt": "PK invented"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	Write(t, filepath.Join(folder, "data.qda"), qualCoderBase+qualCoder17, append(qualCoderShared(), qualCoderNew(t)...)...)
	return folder
}

// qualCoderShared are rows of tables that all versions have alike.
func qualCoderShared() []Rows {
	return []Rows{
		{"cases", [][]any{{1, "Vera", "plans on paper", "Mara", day1}, {2, "Tomás", "", "Mara", day1}}},
		{"case_text", [][]any{{1, 1, 1, 0, 0, "Mara", day1, ""}, {2, 2, 2, 0, 81, "Mara", day1, ""}, {3, 2, 1, 13, 39, "Jon", day2, "asked too"}}},
		{"attribute_type", [][]any{{"Age", day1, "Mara", "in years", "case", "numeric"}, {"City", day1, "Mara", "", "case", "character"}, {"Round", day1, "Mara", "", "file", "character"},
			{"Hours", day1, "Mara", "", "case", "numeric"}, {"Kids", day1, "Mara", "", "case", "numeric"}}},
		{"attribute", [][]any{{1, "Age", "case", "41", 1, day1, "Mara"}, {2, "Age", "case", "", 2, day1, "Mara"}, {3, "City", "case", "Porto", 2, day1, "Mara"}, {4, "Round", "file", "pilot", 1, day1, "Mara"},
			{5, "Hours", "case", "37,5", 1, day1, "Mara"}, {6, "Kids", "case", "two", 1, day1, "Mara"}, {7, "Round", "file", "lost", 99, day1, "Mara"}}},
		{"annotation", [][]any{{1, 1, 13, 39, "Asked a little fast.", "Mara", day1}}},
		{"code_cat", [][]any{{1, "Pains", "Mara", day1, "what hurts", nil}, {2, "Time", "Mara", day1, "", 1}, {3, "Lost", "Mara", day1, "", 77}}},
		{"journal", [][]any{{1, "First week", "Slow keeps coming back.\r\nAsk why.", day2, "Jon"}}},
	}
}

// qualCoderNew are the rows of version 17.
func qualCoderNew(t testing.TB) []Rows {
	p := func(words string, nth int) []any { from, to := points(t, Planning, words, nth); return []any{from, to} }
	q := func(words string) []any { from, to := points(t, Letter, words, 0); return []any{from, to} }
	u := func(words string) []any { from, to := units(t, Planning, words); return []any{from, to} }
	text := func(id, code, file int, words string, at []any, owner, date, memo string, important any) []any {
		return []any{id, code, file, words, at[0], at[1], owner, date, memo, nil, important}
	}
	from, to := points(t, Spoken, "Nobody reads the plan.", 0)
	return []Rows{
		{"project", [][]any{{"v17", day1, "How families plan.", "QualCoder 4.0", 0, 0, "Mara", "", nil, nil, nil}}},
		{"coder_names", [][]any{{"Mara", 1}, {"Jon", 1}, {"Nobody yet", 0}, {"📌 Speaker coding", 1}}},
		{"source", [][]any{
			{1, "vera.txt", Planning, nil, "first of all", "Mara", day1, nil, nil},
			{2, "letter.odt", Letter, "/documents/letter.odt", "", "Mara", day1, nil, 1},
			{3, "paper.pdf", Paper, "/docs/paper.pdf", "", "Mara", day1, nil, nil},
			{4, "wall.png", nil, "/images/wall.png", "the family wall", "Jon", day2, nil, nil},
			{5, "standup.mp3", nil, "/audio/standup.mp3", "", "Jon", day2, 6, nil},
			{6, "standup.mp3.txt", Spoken, nil, "", "Jon", day2, nil, nil},
			{7, "far.png", nil, "images:/far/away.png", "", "Jon", day2, nil, nil},
		}},
		{"code_name", [][]any{
			{1, "Slow", "waiting for the app", 2, "Mara", day1, "#d62728", nil},
			{2, "Slow twice", "", nil, "Mara", day1, "#ff9896", 1},
			{3, "Habit", "", nil, "Mara", day1, "", nil},
			{4, "Giving up", "", 3, "Jon", day2, "no colour", nil},
			{5, "Vera", "", 9, "📌 Speaker coding", day2, "#b8b8b8", nil},
			{6, "Around", "", nil, "Jon", day2, "#123456", 7}, {7, "And around", "", nil, "Jon", day2, "#123456", 6},
		}},
		{"code_text", [][]any{
			text(1, 3, 1, "I plan on Sundays.", p("I plan on Sundays.", 0), "Mara", day1, "her words", nil),
			text(2, 1, 1, "The app 😀 is slow", p("The app 😀 is slow", 0), "Mara", day1, "", 1),
			text(3, 1, 1, "The app 😀 is slow", p("The app 😀 is slow", 0), "Jon", day2, "", nil),
			text(4, 2, 1, "The app 😀 is slow", p("The app 😀 is slow", 0), "Mara", day2, "", nil),
			text(5, 2, 1, "slow, and then it is slow", p("slow, and then it is slow", 0), "Jon", day2, "", nil), // overlaps
			text(6, 4, 1, "gave up in March", u("gave up in March"), "Jon", day2, "", nil),                      // counted in UTF-16
			text(7, 1, 1, "is slow again", []any{3, 16}, "Jon", day2, "", nil),                                  // another place
			text(8, 4, 1, "never said", []any{9000, 9010}, "Jon", day2, "", nil),                                // no place
			text(9, 3, 1, "other words", p("Sundays", 0), "Jon", day2, "", nil),                                 // a place, other words
			text(10, 3, 2, "a calendar that waits for me", q("a calendar that waits for me"), "Mara", day1, "", nil),
			text(11, 1, 99, "gone", []any{0, 4}, "Mara", day1, "", nil), // of a deleted source
			text(12, 5, 1, "I gave up in March.", p("I gave up in March.", 0), "📌 Speaker coding", day2, "", nil),
			{13, 4, 6, "Nobody reads the plan.", from, to, "Jon", day2, "", 1, nil},
			text(14, 3, 3, "Families plan aloud.", []any{17, 37}, "Mara", day1, "", nil),
		}},
		{"code_image", [][]any{{1, 4, 10, 20, 100, 50, 3, "sticky notes", day2, "Jon", nil, nil}, {2, 4, 10, 20, 100, 50, 1, "", day2, "Jon", 1, nil}, {3, 3, 5, 6, 7, 8, 3, "", day2, "Jon", nil, 1}}},
		{"code_av", [][]any{{1, 5, 3000, 9000, 3, "", day2, "Jon", nil}, {2, 5, 3000, 9000, 1, "", day2, "Jon", nil}}},
		{"stored_sql", [][]any{{"All codes", "", "", "select * from code_name"}}},
		{"graph", [][]any{{1, "Map", "", day2, 800, 600}}},
		{"ris", [][]any{{1, "TY", "Type of reference", "PCOMM"}, {1, "AU", "Author", "Tomás"}}},
		{"files_filter", [][]any{{1, "Pilot", "x", "Mara"}}},
	}
}

// QualCoder3 writes a project of version 3, whose tables have fewer columns, and returns its folder.
func QualCoder3(t testing.TB, dir string) string {
	t.Helper()
	folder := filepath.Join(dir, "Old study.qda")
	from, to := points(t, Letter, "slow", 0)
	rows := append(qualCoderShared(), []Rows{
		{"project", [][]any{{"v3", day1, "", "QualCoder 2.2", 0, 0}}},
		{"source", [][]any{{1, "vera.txt", Planning, nil, "", "Mara", day1}, {2, "letter.txt", Letter, nil, "", "Mara", day1}}},
		{"code_name", [][]any{{1, "Slow", "", 2, "Mara", day1, "#d62728"}, {2, "Habit", "", nil, "Mara", day1, "#FF0"}}},
		{"code_text", [][]any{{1, 2, "slow", from, to, "Mara", day1, "", nil, nil}, {2, 2, "slow", from, to, "Jon", day2, "", nil, 1}}},
	}...)
	Write(t, filepath.Join(folder, "data.qda"), qualCoderBase+qualCoder3, rows...)
	return folder
}

// LargeQualCoder writes a project of so many documents, codes and codings and returns its folder. Equal numbers give equal projects.
func LargeQualCoder(t testing.TB, dir string, documents, codes, codings int) string {
	t.Helper()
	folder := filepath.Join(dir, "Large.qda")
	var text strings.Builder
	var starts []int
	for i := range 2000 {
		starts = append(starts, text.Len())
		fmt.Fprintf(&text, "Vera: Line %04d of what was said about planning, waiting and giving up.\n", i)
	}
	whole := text.String()
	sources, names, coded := make([][]any, 0, documents), make([][]any, 0, codes), make([][]any, 0, codings)
	for i := range documents {
		sources = append(sources, []any{i + 1, fmt.Sprintf("interview %04d.txt", i+1), whole, nil, "", "Mara", day1, nil, nil})
	}
	for i := range codes {
		names = append(names, []any{i + 1, fmt.Sprintf("Code %04d", i+1), "", nil, "Mara", day1, "#d62728", nil})
	}
	for i := range codings {
		line := (i / documents) % len(starts)
		from := starts[line] + 6
		to := from + 20 + i%30
		coded = append(coded, []any{i + 1, i%codes + 1, i%documents + 1, whole[from:to], from, to, []string{"Mara", "Jon"}[i%2], day2, "", nil, nil})
	}
	Write(t, filepath.Join(folder, "data.qda"), qualCoderBase+qualCoder17,
		Rows{"project", [][]any{{"v17", day1, "", "QualCoder 4.0", 0, 0, "Mara", "", nil, nil, nil}}},
		Rows{"source", sources}, Rows{"code_name", names}, Rows{"code_text", coded})
	return folder
}
