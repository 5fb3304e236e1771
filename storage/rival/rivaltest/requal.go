package rivaltest

import (
	"path/filepath"
	"testing"
)

const requalSchema = `
CREATE TABLE projects (project_id INTEGER PRIMARY KEY AUTOINCREMENT, project_name TEXT, project_description TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE requal_version (project_id INTEGER, version TEXT);
CREATE TABLE users (user_id INTEGER PRIMARY KEY, user_login TEXT UNIQUE, user_name TEXT, user_mail TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE user_permissions (user_id INTEGER, project_id INTEGER, data_modify INTEGER);
CREATE TABLE documents (doc_id INTEGER PRIMARY KEY AUTOINCREMENT, project_id INTEGER, doc_name TEXT, doc_description TEXT, doc_text TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE codes (project_id INTEGER, code_id INTEGER PRIMARY KEY AUTOINCREMENT, code_name TEXT UNIQUE, code_description TEXT, code_color TEXT);
CREATE TABLE categories (project_id INTEGER, category_id INTEGER PRIMARY KEY AUTOINCREMENT, category_name TEXT, category_description TEXT);
CREATE TABLE categories_codes_map (project_id INTEGER, category_id INTEGER, code_id INTEGER);
CREATE TABLE cases (project_id INTEGER, case_id INTEGER PRIMARY KEY AUTOINCREMENT, case_name TEXT, case_description TEXT);
CREATE TABLE cases_documents_map (project_id INTEGER, case_id INTEGER, doc_id INTEGER);
CREATE TABLE segments (project_id INTEGER, user_id INTEGER, doc_id INTEGER, code_id INTEGER, segment_id INTEGER PRIMARY KEY AUTOINCREMENT, segment_start INTEGER, segment_end INTEGER, segment_text TEXT);
CREATE TABLE memos (project_id INTEGER, memo_id INTEGER PRIMARY KEY, text TEXT, user_id INTEGER);
CREATE TABLE memos_codes_map (memo_id INTEGER, code_id INTEGER);
CREATE TABLE memos_documents_map (memo_id INTEGER, doc_id INTEGER, memo_start INTEGER, memo_end INTEGER);
CREATE TABLE memos_segments_map (memo_id INTEGER, segment_id INTEGER);
CREATE TABLE attributes_users_map (user_id INTEGER, attribute_id INTEGER, attribute_value_id INTEGER);
CREATE TABLE logs (user_id INTEGER, project_id INTEGER, action TEXT, payload JSON, created_at TEXT DEFAULT CURRENT_TIMESTAMP);
`

// Requal writes a file with one project and returns its path.
func Requal(t testing.TB, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "planning.requal")
	segment := func(id, user, code int, words string) []any {
		from, to := points(t, Letter, words, 0)
		return []any{1, user, 1, code, id, from + 1, to, words} // from 1, the last included
	}
	Write(t, path, requalSchema,
		Rows{"projects", [][]any{{1, "Planning", "How families plan.", "2024-02-01 09:00:00"}}},
		Rows{"requal_version", [][]any{{1, "1.1.3"}}},
		Rows{"users", [][]any{{1, "mara", "Mara", "", ""}, {2, "jon", "Jon", "", ""}}},
		Rows{"user_permissions", [][]any{{1, 1, 1}, {2, 1, 0}}},
		Rows{"documents", [][]any{{1, 1, "letter", "from Porto", Letter, "2024-02-01 09:01:00"}, {2, 1, "paper", "", Paper, "2024-02-01 09:02:00"}}},
		Rows{"codes", [][]any{{1, 1, "Slow", "waiting", "rgb(255, 0, 16)"}, {1, 2, "Pay", "", "teal"}}},
		Rows{"categories", [][]any{{1, 1, "Pains", ""}, {1, 2, "Money", ""}}},
		Rows{"categories_codes_map", [][]any{{1, 1, 1}, {1, 2, 1}, {1, 2, 2}}},
		Rows{"cases", [][]any{{1, 1, "Tomás", "writes letters"}}},
		Rows{"cases_documents_map", [][]any{{1, 1, 1}}},
		Rows{"segments", [][]any{segment(1, 1, 1, "The rest is slow."), segment(2, 2, 1, "The rest is slow."), segment(3, 1, 2, "I would pay for a calendar"), segment(4, 2, 2, "calendar that waits")}},
		Rows{"memos", [][]any{{1, 1, "Free thought.", 1}, {1, 2, "On the code.", 2}, {1, 3, "On the passage.", 1}, {1, 4, "On a part.", 1}, {1, 5, "On the letter.", 1}}},
		Rows{"memos_codes_map", [][]any{{2, 1}}},
		Rows{"memos_segments_map", [][]any{{3, 1}}},
		Rows{"memos_documents_map", [][]any{{4, 1, 1, 9}, {5, 1, nil, nil}}},
		Rows{"attributes_users_map", [][]any{{1, 1, 1}}},
		Rows{"logs", [][]any{{1, 1, "add_document", "{}", ""}, {1, 1, "add_code", "{}", ""}}})
	return path
}
