package rivaltest

import (
	"path/filepath"
	"testing"
)

const rqdaSchema = `
CREATE TABLE project (databaseversion text, date text, dateM text, memo text, about text, imageDir text);
CREATE TABLE source (name text, id integer, file text, memo text, owner text, date text, dateM text, status integer);
CREATE TABLE freecode (name text, memo text, owner text, date text, dateM text, id integer, status integer, color text);
CREATE TABLE treecode (cid integer, catid integer, date text, dateM text, memo text, status integer, owner text);
CREATE TABLE codecat (name text, cid integer, catid integer, owner text, date text, dateM text, memo text, status integer);
CREATE TABLE coding (cid integer, fid integer, seltext text, selfirst real, selend real, status integer, owner text, date text, memo text);
CREATE TABLE coding2 (cid integer, fid integer, seltext text, selfirst real, selend real, status integer, owner text, date text, memo text);
CREATE TABLE cases (name text, memo text, owner text, date text, dateM text, id integer, status integer);
CREATE TABLE caselinkage (caseid integer, fid integer, selfirst real, selend real, status integer, owner text, date text, memo text);
CREATE TABLE attributes (name text, status integer, date text, dateM text, owner text, memo text, class text);
CREATE TABLE caseAttr (variable text, value text, caseID integer, date text, dateM text, owner text, status integer);
CREATE TABLE fileAttr (variable text, value text, fileID integer, date text, dateM text, owner text, status integer);
CREATE TABLE annotation (fid integer, position integer, annotation text, owner text, date text, dateM text, status integer);
CREATE TABLE journal (name text, journal text, date text, dateM text, owner text, status integer);
CREATE TABLE filecat (name text, fid integer, catid integer, owner text, date text, dateM text, memo text, status integer);
CREATE TABLE treefile (fid integer, catid integer, date text, dateM text, memo text, status integer, owner text);
CREATE TABLE image (name text, id integer, date text, dateM text, owner text, status integer);
`

const (
	rDay1 = "Sat Aug 22 16:57:27 2020"
	rDay2 = "Sun Mar  1 08:05:09 2020"
)

// RQDA writes a project and returns its path. Some rows had been deleted there.
func RQDA(t testing.TB, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "planning.rqda")
	coding := func(code int, words string, nth, status int, owner, memo string) []any {
		from, to := points(t, Letter, words, nth)
		return []any{code, 1, words, float64(from), float64(to), status, owner, rDay1, memo}
	}
	Write(t, path, rqdaSchema,
		Rows{"project", [][]any{{"0.2.2", rDay2, nil, "How families plan.", "Database created by RQDA", ""}}},
		Rows{"source", [][]any{{"letter", 1, Letter, "from Porto", "mara", rDay1, rDay2, 1}, {"gone", 2, "Deleted text.", "", "mara", rDay1, nil, 0}, {"paper", 3, Paper, "", "mara", rDay1, nil, 1}}},
		Rows{"freecode", [][]any{{"Slow", "waiting", "mara", rDay1, nil, 1, 1, "#FF0000"}, {"Pay", "", "mara", rDay1, nil, 2, 1, "antiquewhite"}, {"Old", "", "mara", rDay1, nil, 3, 0, nil}}},
		Rows{"codecat", [][]any{{"Pains", nil, 1, "mara", rDay1, nil, "", 1}, {"Money", nil, 2, "mara", rDay1, nil, "", 1}, {"Dead", nil, 3, "mara", rDay1, nil, "", 0}}},
		Rows{"treecode", [][]any{{1, 1, rDay1, nil, nil, 1, "mara"}, {1, 2, rDay1, nil, nil, 1, "mara"}, {2, 2, rDay1, nil, nil, 1, "mara"}, {2, 1, rDay1, nil, nil, 0, "mara"}}},
		Rows{"coding", [][]any{
			coding(1, "The rest is slow.", 0, 1, "mara", "once more"), coding(2, "I would pay for a calendar", 0, 1, "mara", ""), coding(2, "calendar that waits", 0, 1, "mara", ""),
			coding(1, "Dear team", 0, 0, "mara", ""), {3, 1, "Dear", 0.0, 4.0, 1, "mara", rDay1, ""},
		}},
		Rows{"coding2", [][]any{coding(1, "The rest is slow.", 0, 1, "jon", "")}},
		Rows{"cases", [][]any{{"Tomás", "writes letters", "mara", rDay1, nil, 1, 1}, {"Nobody", "", "mara", rDay1, nil, 2, 0}}},
		Rows{"caselinkage", [][]any{{1, 1, 0.0, 81.0, 1, "mara", rDay1, ""}, {1, 3, 0.0, 8.0, 1, "mara", rDay1, ""}}},
		Rows{"attributes", [][]any{{"Age", 1, rDay1, nil, "mara", "", "numeric"}, {"City", 1, rDay1, nil, "mara", "", "character"}}},
		Rows{"caseAttr", [][]any{{"Age", "38", 1, rDay1, nil, "mara", 1}, {"City", "NA", 1, rDay1, nil, "mara", 1}, {"City", "Porto", 1, rDay1, nil, "mara", 0}}},
		Rows{"fileAttr", [][]any{{"City", "Porto", 1, rDay1, nil, "mara", 1}}},
		Rows{"annotation", [][]any{{1, 11, "He means us.", "mara", rDay1, nil, 1}, {1, 0, "old", "mara", rDay1, nil, 0}}},
		Rows{"journal", [][]any{{"Week 1", "Slow again.", rDay1, nil, "mara", 1}}},
		Rows{"filecat", [][]any{{"Letters", nil, 1, "mara", rDay1, nil, "", 1}}},
		Rows{"treefile", [][]any{{1, 1, rDay1, nil, nil, 1, "mara"}}},
		Rows{"image", [][]any{{"wall.png", 1, rDay1, nil, "mara", 1}}})
	return path
}
