package rivaltest

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

const taguetteSchema = `
CREATE TABLE users (login VARCHAR(30) NOT NULL PRIMARY KEY, created DATETIME NOT NULL, hashed_password VARCHAR(192), disabled BOOLEAN, email VARCHAR(256));
CREATE TABLE projects (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL, description TEXT NOT NULL, created DATETIME NOT NULL);
CREATE TABLE project_members (project_id INTEGER NOT NULL, user_login VARCHAR(30) NOT NULL, privileges VARCHAR(11) NOT NULL, PRIMARY KEY (project_id, user_login));
CREATE TABLE documents (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL, description TEXT NOT NULL, filename VARCHAR(200) NOT NULL,
	created DATETIME NOT NULL, project_id INTEGER NOT NULL, text_direction VARCHAR(13) NOT NULL, contents TEXT NOT NULL);
CREATE TABLE highlights (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, snippet TEXT NOT NULL);
CREATE TABLE tags (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL, path VARCHAR(200) NOT NULL, description TEXT NOT NULL, UNIQUE (project_id, path));
CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL, PRIMARY KEY (highlight_id, tag_id));
CREATE TABLE commands (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, date DATETIME NOT NULL, user_login VARCHAR(30) NOT NULL, project_id INTEGER NOT NULL, document_id INTEGER, payload TEXT NOT NULL);
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
`

// The pages of the Taguette project. Places are counted in bytes of their text nodes.
const (
	Page1 = `<h1>Vera</h1><p>How do you <b>plan</b> your week? 🙂</p>
<p>I plan on Sundays &amp; Mondays.<br>The app is slow.</p><ul><li>it waits</li><li>it freezes</li></ul><p><img src="x.png">Then I gave up.</p>`
	Page2 = "\n<p>שלום, אני מתכננת</p>"
)

// nodes1 are the text nodes of Page1, one after the other.
var nodes1 = "Vera" + "How do you " + "plan" + " your week? 🙂" + "\n" + "I plan on Sundays & Mondays." + "The app is slow." + "it waits" + "it freezes" + "Then I gave up."

// Taguette writes a file with two projects, "Planning" (1) and "Other" (2), and returns its path.
func Taguette(t testing.TB, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "2024-01-20_Planning.sqlite3")
	at := func(words string) (int, int) {
		i := strings.Index(nodes1, words)
		if i < 0 {
			t.Fatalf("%q is not in the page", words)
		}
		return i, i + len(words)
	}
	highlight := func(id int, words, snippet string) []any {
		from, to := at(words)
		return []any{id, 1, from, to, snippet}
	}
	add := func(id, highlight int, user, date string) []any {
		return []any{id, date, user, 1, 1, fmt.Sprintf(`{"type": "highlight_add", "highlight_id": %d, "start_offset": 0, "end_offset": 1, "tags": [1]}`, highlight)}
	}
	Write(t, path, taguetteSchema,
		Rows{"users", [][]any{{"mara", "2024-01-10 08:00:00.000000", "scrypt:secret", nil, "mara@example.org"}, {"jon", "2024-01-10 08:00:00.000000", nil, nil, nil}}},
		Rows{"projects", [][]any{{1, "Planning", "How families plan.", "2024-01-15 10:00:00.123456"}, {2, "Other", "", "2024-01-18 10:00:00.654321"}}},
		Rows{"project_members", [][]any{{1, "mara", "ADMIN"}, {1, "jon", "TAG"}, {2, "mara", "ADMIN"}}},
		Rows{"documents", [][]any{
			{1, "Vera", "first talk", "vera.docx", "2024-01-15 10:05:00.000000", 1, "LEFT_TO_RIGHT", Page1},
			{2, "שיחה", "", "talk.txt", "2024-01-15 10:06:00.000000", 1, "RIGHT_TO_LEFT", Page2},
			{3, "Elsewhere", "", "x.txt", "2024-01-18 10:06:00.000000", 2, "LEFT_TO_RIGHT", "<p>Another project.</p>"},
		}},
		Rows{"tags", [][]any{{1, 1, "interesting", "worth a look"}, {2, 1, "pains.slow", ""}, {3, 1, "pains.giving up", ""}, {4, 1, "and/or", ""}, {5, 2, "elsewhere", ""}, {6, 1, "v1.2", ""}}},
		Rows{"highlights", [][]any{
			highlight(1, "plan your week? 🙂", "<p><b>plan</b> your week? 🙂</p>"),
			highlight(2, "Sundays & Mondays.The app", "<p>Sundays &amp; Mondays.<br/>The app</p>"),
			highlight(3, "it waitsit freezes", "<ul><li>it waits</li><li>it freezes</li></ul>"),
			highlight(4, "The app is slow.", "<p>The app is slow.</p>"), // overlaps, without tags
			{5, 1, 2, 9, "<p>gave up</p>"},                              // another place
			{6, 2, 1, 11, "<p>שלום,</p>"},
			{7, 3, 0, 7, "<p>Another</p>"},
		}},
		Rows{"highlight_tags", [][]any{{1, 1}, {2, 2}, {2, 1}, {3, 2}, {5, 3}, {6, 4}, {7, 5}}},
		Rows{"commands", [][]any{
			{1, "2024-01-15 10:05:00.000000", "mara", 1, 1, `{"type": "document_add", "document_name": "Vera"}`},
			add(2, 1, "mara", "2024-01-15 11:00:00.000000"), add(3, 2, "jon", "2024-01-15 11:01:00.000000"), add(4, 3, "jon", "2024-01-15 11:02:00.000000"),
			add(5, 4, "mara", "2024-01-15 11:03:00.000000"), add(6, 2, "mara", "2024-01-15 12:00:00.000000"),
			{7, "2024-01-15 13:00:00.000000", "mara", 1, nil, "not json"},
		}})
	return path
}
