package rival_test

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/qda"
	"throughline/storage/rival"
	"throughline/storage/rival/rivaltest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// read reads a project and checks that nothing was left beside it.
func read(t testing.TB, path, id string) *qda.Project {
	t.Helper()
	before := names(t, path)
	p, err := rival.Read(t.Context(), path, id, nil)
	if err != nil {
		t.Fatal(err)
	}
	if after := names(t, path); before != after {
		t.Errorf("reading left files:\nbefore %s\nafter  %s", before, after)
	}
	return p
}

// names lists the files beside and below path.
func names(t testing.TB, path string) string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(filepath.Dir(path), func(p string, _ os.DirEntry, err error) error {
		out = append(out, p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}

// tell writes a project in words, for people to compare.
func tell(p *qda.Project) string {
	w := &teller{names: map[qda.GUID]string{}}
	for _, u := range p.Users {
		w.names[u.GUID] = u.Name
	}
	for _, c := range p.Codes {
		w.names[c.GUID] = c.Name
	}
	for _, v := range p.Variables {
		w.names[v.GUID] = v.Name
	}
	for _, n := range p.Notes {
		w.names[n.GUID] = fmt.Sprintf("%q", n.Text)
	}
	w.line("%s %q by %s, made %s: %q, notes %s", p.Format, p.Name, p.Origin, p.Made.At, p.Description, w.all(p.NoteRefs))
	for _, u := range p.Users {
		w.line("user %s", u.Name)
	}
	for _, c := range p.Codes {
		parent := "top"
		if c.Parent >= 0 {
			parent = p.Codes[c.Parent].Name
		}
		w.line("code %s under %s, codable %v, %q %q, notes %s", c.Name, parent, c.Codable, c.Color, c.Description, w.all(c.NoteRefs))
	}
	for _, v := range p.Variables {
		w.line("variable %s: %s %q", v.Name, v.Type, v.Description)
	}
	for i := range p.Sources {
		w.source(&p.Sources[i], "")
	}
	for _, c := range p.Cases {
		w.line("case %s: %q, values %s, sources %s, passages %s", c.Name, c.Description, w.values(c.Values), w.all(c.Sources), w.all(c.Selections))
	}
	for _, n := range p.Notes {
		w.line("note %q: %q by %s at %s", n.Name, n.Text, w.names[n.Made.By], n.Made.At)
	}
	for _, s := range p.Sets {
		w.line("set %s: codes %s, sources %s", s.Name, w.all(s.Codes), w.all(s.Sources))
	}
	for _, l := range p.Links {
		w.line("link %s: %s to %s", l.Name, w.names[l.From], w.names[l.To])
	}
	for _, m := range p.Members {
		w.line("file %s of %d bytes", filepath.Ext(m.Path), len(m.Data))
	}
	for _, l := range p.Lost {
		w.line("%s: %s", l.Degree, l.Text)
	}
	for _, s := range p.Warnings {
		w.line("warning: %s", s)
	}
	return w.b.String()
}

type teller struct {
	b     strings.Builder
	names map[qda.GUID]string
}

func (w *teller) line(format string, args ...any) { fmt.Fprintf(&w.b, format+"\n", args...) }

func (w *teller) all(ids []qda.GUID) string {
	var out []string
	for _, id := range ids {
		out = append(out, cmp.Or(w.names[id], "?"+string(id)))
	}
	return fmt.Sprint(out)
}

func (w *teller) values(all []qda.Value) string {
	var out []string
	for _, v := range all {
		out = append(out, w.names[v.Variable]+"="+v.Text+" ("+v.Type+")")
	}
	return fmt.Sprint(out)
}

func (w *teller) source(s *qda.Source, in string) {
	w.names[s.GUID] = s.Name
	w.line("%s%s %s: %q by %s at %s, %d letters, %d bytes, values %s, notes %s, checked %d, equal %d", in, s.Kind, s.Name, s.Description, w.names[s.Made.By], s.Made.At,
		len(s.Text), len(s.Data), w.values(s.Values), w.all(s.NoteRefs), s.Counts.Checked, s.Counts.Equal)
	for _, t := range s.Turns {
		w.line("%s  %s says %q", in, t.Speaker, s.Text[t.Start:t.End])
	}
	for _, sel := range s.Selections {
		what := fmt.Sprintf("[%d %d] page %d box %v", sel.From, sel.To, sel.Page, sel.Box)
		if sel.Start >= 0 {
			what = fmt.Sprintf("%q at %d to %d", s.Text[sel.Start:sel.End], sel.From, sel.To)
		}
		w.names[sel.GUID] = what
		var codes []string
		for _, c := range sel.Codings {
			codes = append(codes, fmt.Sprintf("%s by %s at %s %s", w.names[c.Code], w.names[c.By], c.At, w.all(c.NoteRefs)))
		}
		w.line("%s  %s: %s, notes %s, star %v", in, what, strings.Join(codes, "; "), w.all(sel.NoteRefs), sel.Starred)
	}
	if s.Of != nil {
		w.source(s.Of, in+"  text of ")
	}
	for i := range s.Transcripts {
		w.source(&s.Transcripts[i].Source, in+"  transcript of ")
	}
}

func TestRead_Golden(t *testing.T) {
	for _, tc := range []struct {
		name, id string
		make     func(testing.TB, string) string
	}{
		{"qualcoder", "", rivaltest.QualCoder},
		{"qualcoder3", "", rivaltest.QualCoder3},
		{"taguette", "1", rivaltest.Taguette},
		{"rqda", "", rivaltest.RQDA},
		{"requal", "", rivaltest.Requal},
	} {
		t.Run(tc.name, func(t *testing.T) {
			path := tc.make(t, t.TempDir())
			got := tell(read(t, path, tc.id))
			if again := tell(read(t, path, tc.id)); got != again {
				t.Errorf("read again it is another project:\n%s", again)
			}
			golden := filepath.Join("testdata", tc.name+".golden")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// held counts what a project says in all.
type held struct{ codings, turns, sources, passages int }

func count(p *qda.Project) held {
	var h held
	var add func(s *qda.Source)
	add = func(s *qda.Source) {
		h.sources++
		h.turns += len(s.Turns)
		h.passages += len(s.Selections)
		for _, sel := range s.Selections {
			h.codings += len(sel.Codings)
		}
		for i := range s.Transcripts {
			add(&s.Transcripts[i].Source)
		}
		if s.Of != nil {
			add(s.Of)
			h.sources--
		}
	}
	for i := range p.Sources {
		add(&p.Sources[i])
	}
	return h
}

// lost is how many of a kind a project tells of.
func lost(p *qda.Project, kind string) int {
	for _, l := range p.Lost {
		if l.Kind == kind {
			return l.Count
		}
	}
	return 0
}

func TestRead_CountsAreThoseOfTheFile(t *testing.T) {
	t.Run("QualCoder", func(t *testing.T) {
		folder := rivaltest.QualCoder(t, t.TempDir())
		p, file := read(t, folder, ""), filepath.Join(folder, "data.qda")
		sql := func(query string) int { return rivaltest.Count(t, file, query) }
		h := count(p)
		codings := sql("SELECT (SELECT count(*) FROM code_text WHERE fid IN (SELECT id FROM source)) + (SELECT count(*) FROM code_image) + (SELECT count(*) FROM code_av)")
		if h.codings+h.turns != codings {
			t.Errorf("%d codings and %d turns, want %d together", h.codings, h.turns, codings)
		}
		for _, tc := range []struct {
			what  string
			got   int
			query string
		}{
			{"sources", h.sources, "SELECT count(*) FROM source"},
			{"codes", len(p.Codes), "SELECT (SELECT count(*) FROM code_cat) + (SELECT count(*) FROM code_name WHERE owner <> '📌 Speaker coding')"},
			{"cases", len(p.Cases), "SELECT count(*) FROM cases"},
			{"variables", len(p.Variables), "SELECT count(*) FROM attribute_type"},
			{"coders", len(p.Users), "SELECT count(*) FROM coder_names WHERE name NOT LIKE '📌%'"},
			{"notes", len(p.Notes), `SELECT (SELECT count(*) FROM journal) + (SELECT count(*) FROM annotation) + (SELECT count(*) FROM code_text WHERE memo <> '')
				+ (SELECT count(*) FROM code_image WHERE memo <> '') + (SELECT count(DISTINCT risid) FROM ris)`},
		} {
			if want := sql(tc.query); tc.got != want {
				t.Errorf("%d %s, want %d", tc.got, tc.what, want)
			}
		}
	})
	t.Run("Taguette", func(t *testing.T) {
		path := rivaltest.Taguette(t, t.TempDir())
		p := read(t, path, "Planning")
		h := count(p)
		const mine = "highlight_id IN (SELECT h.id FROM highlights h JOIN documents d ON d.id = h.document_id WHERE d.project_id = 1)"
		if want := rivaltest.Count(t, path, "SELECT count(*) FROM highlight_tags WHERE "+mine); h.codings != want {
			t.Errorf("%d codings, want %d", h.codings, want)
		}
		if want := rivaltest.Count(t, path, "SELECT count(*) FROM highlights WHERE document_id < 3"); h.passages != want {
			t.Errorf("%d highlights, want %d", h.passages, want)
		}
	})
	t.Run("RQDA", func(t *testing.T) {
		path := rivaltest.RQDA(t, t.TempDir())
		p := read(t, path, "")
		if want := rivaltest.Count(t, path, `SELECT (SELECT count(*) FROM coding WHERE status = 1 AND cid IN (SELECT id FROM freecode WHERE status = 1))
			+ (SELECT count(*) FROM coding2 WHERE status = 1)`); count(p).codings != want {
			t.Errorf("%d codings, want %d", count(p).codings, want)
		}
		dead := 0
		for _, table := range []string{"source", "freecode", "codecat", "coding", "cases", "caseAttr", "annotation", "treecode"} {
			dead += rivaltest.Count(t, path, "SELECT count(*) FROM "+table+" WHERE status = 0")
		}
		if got := lost(p, "deleted"); got != dead {
			t.Errorf("%d deleted records told, want %d", got, dead)
		}
	})
	t.Run("requal", func(t *testing.T) {
		path := rivaltest.Requal(t, t.TempDir())
		if got, want := count(read(t, path, "")).codings, rivaltest.Count(t, path, "SELECT count(*) FROM segments"); got != want {
			t.Errorf("%d codings, want %d", got, want)
		}
	})
}

func TestRead_GUIDsAreTheSameAfterMovingAndGrowing(t *testing.T) {
	first := rivaltest.QualCoder(t, t.TempDir())
	before := read(t, first, "")
	moved := filepath.Join(t.TempDir(), "Renamed_BKUP_20240201_10.qda")
	if err := os.CopyFS(moved, os.DirFS(first)); err != nil {
		t.Fatal(err)
	}
	rivaltest.Change(t, filepath.Join(moved, "data.qda"), "UPDATE code_name SET name = 'Renamed' WHERE cid = 1")
	rivaltest.Change(t, filepath.Join(moved, "data.qda"), "INSERT INTO code_text VALUES (90, 1, 2, 'slow', 69, 73, 'Jon', '2024-03-01 09:00:00', '', NULL, NULL)")
	after := read(t, moved, "")
	ids := func(p *qda.Project) (all []string) {
		for _, c := range p.Codes {
			all = append(all, string(c.GUID))
		}
		for _, s := range p.Sources {
			all = append(all, string(s.GUID))
			for _, sel := range s.Selections {
				all = append(all, string(sel.GUID))
				for _, c := range sel.Codings {
					all = append(all, string(c.GUID))
				}
			}
		}
		return all
	}
	now := ids(after)
	for _, id := range ids(before) {
		if !slices.Contains(now, id) {
			t.Errorf("%s is gone", id)
		}
	}
	slices.Sort(now)
	if len(slices.Compact(now)) != len(ids(after)) {
		t.Error("two things have one GUID")
	}
}

func TestRead_CopiesOfTwoCodersKeepTheirCodingsApart(t *testing.T) {
	dir := t.TempDir()
	one := rivaltest.QualCoder3(t, dir)
	two := filepath.Join(dir, "copy.qda")
	if err := os.CopyFS(two, os.DirFS(one)); err != nil {
		t.Fatal(err)
	}
	add := "INSERT INTO code_text VALUES (1, 1, 'How', 13, 16, ?, '2024-05-01 10:00:00', '', NULL, NULL)"
	rivaltest.Change(t, filepath.Join(one, "data.qda"), add, "Mara")
	rivaltest.Change(t, filepath.Join(two, "data.qda"), add, "Jon")
	coding := func(path string) qda.GUID {
		for _, sel := range read(t, path, "").Sources[0].Selections {
			if len(sel.Codings) == 1 {
				return sel.Codings[0].GUID
			}
		}
		t.Fatal("the coding is gone")
		return ""
	}
	if coding(one) == coding(two) {
		t.Error("the codings of two people under one number are taken for one")
	}
}

func TestRead_RefusesWithAWayOut(t *testing.T) {
	dir := t.TempDir()
	put := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	whole, err := os.ReadFile(rivaltest.RQDA(t, dir))
	if err != nil {
		t.Fatal(err)
	}
	broken := slices.Clone(whole)
	for i := 4096; i < len(broken)-4096; i++ {
		broken[i] ^= 0x5a
	}
	other := filepath.Join(dir, "other.sqlite3")
	rivaltest.Write(t, other, "CREATE TABLE recipes (name text)")
	ours := filepath.Join(dir, "ours.sqlite3")
	rivaltest.Write(t, ours, "CREATE TABLE finding (id text); CREATE TABLE transcript (id text)")
	views := filepath.Join(dir, "views.rqda")
	rivaltest.Write(t, views, "CREATE VIEW source AS SELECT 1; CREATE VIEW freecode AS SELECT 1; CREATE VIEW coding AS SELECT 1")
	for _, tc := range []struct {
		name, path, id string
		code           app.Code
	}{
		{"not there", filepath.Join(dir, "none.rqda"), "", app.ENotFound},
		{"empty", put("empty.rqda", nil), "", app.EInvalid},
		{"text", put("text.rqda", []byte("no database at all, only words")), "", app.EUnsupported},
		{"encrypted", put("secret.rqda", broken[4096:8192]), "", app.EUnsupported},
		{"broken in the middle", put("broken.rqda", broken), "", app.EDamaged},
		{"cut off", put("cut.rqda", whole[:len(whole)/2]), "", app.EDamaged},
		{"another database", other, "", app.EUnsupported},
		{"a workspace", ours, "", app.EUnsupported},
		{"views for tables", views, "", app.EUnsupported},
		{"a folder without data", t.TempDir(), "", app.EUnsupported},
		{"several projects, none chosen", rivaltest.Taguette(t, dir), "", app.EInvalid},
		{"a project that is not there", rivaltest.Taguette(t, t.TempDir()), "3", app.ENotFound},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := rival.Read(t.Context(), tc.path, tc.id, nil)
			if app.CodeOf(err) != tc.code {
				t.Fatalf("got %v, want %s", err, tc.code)
			}
			if message, hint := app.Explain(err); message == "" || hint == "" {
				t.Errorf("no way out: %q, %q", message, hint)
			}
		})
	}
}

func TestRead_UnderstandsWrongTypesAndBrokenLetters(t *testing.T) {
	folder := rivaltest.QualCoder3(t, t.TempDir())
	file := filepath.Join(folder, "data.qda")
	rivaltest.Change(t, file, "UPDATE code_text SET pos0 = CAST(pos0 AS TEXT) || '.0', seltext = CAST(seltext AS BLOB), important = '1'")
	rivaltest.Change(t, file, "UPDATE source SET fulltext = CAST(x'48690080ff' || fulltext AS TEXT), date = 20240115 WHERE id = 1")
	rivaltest.Change(t, file, "UPDATE code_name SET name = NULL, color = 7 WHERE cid = 2")
	p := read(t, folder, "")
	if got := count(p).codings; got != 2 {
		t.Errorf("%d codings, want 2", got)
	}
	if text := p.Sources[0].Text; !strings.HasPrefix(text, "Hi\ufffd\ufffd\ufffdInterviewer") {
		t.Errorf("text begins %q", text[:30])
	}
	if !slices.ContainsFunc(p.Warnings, func(s string) bool { return strings.Contains(s, "no letters") }) {
		t.Errorf("nothing is said of broken letters: %q", p.Warnings)
	}
	if lost(p, "names") != 1 || lost(p, "times") != 1 || lost(p, "colours unread") != 1 {
		t.Errorf("told %v", p.Lost)
	}
}

func TestRead_TakesWhatIsStillInTheLog(t *testing.T) {
	folder := rivaltest.QualCoder3(t, t.TempDir())
	file := filepath.Join(folder, "data.qda")
	open := rivaltest.Hold(t, file, "UPDATE code_name SET name = 'Newest' WHERE cid = 1")
	p := read(t, folder, "")
	open()
	if !slices.ContainsFunc(p.Codes, func(c qda.Code) bool { return c.Name == "Newest" }) {
		t.Error("the newest change was not read")
	}
	if len(p.Warnings) == 0 {
		t.Error("nothing is said of the log")
	}
}

func TestRead_NoNameLeadsOutOfTheFolder(t *testing.T) {
	dir := t.TempDir()
	folder := rivaltest.QualCoder(t, dir)
	if err := os.WriteFile(filepath.Join(dir, "secret.pdf"), []byte("secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "secret.pdf"), filepath.Join(folder, "documents", "link.pdf")); err != nil {
		t.Skip("no links here")
	}
	for _, path := range []string{"/../secret.pdf", "/docs/../../secret.pdf", "/docs/link.pdf", "/documents/link.pdf", "docs:" + dir + "/secret.pdf", `/documents/..\..\..\secret.pdf`, `\documents\..\..\secret.pdf`,
		"/documents/\x00../../secret.pdf", "/documents/nul", "/documents/C:secret.pdf", "/documents/" + strings.Repeat("../", 3000) + dir + "/secret.pdf"} {
		rivaltest.Change(t, filepath.Join(folder, "data.qda"), "UPDATE source SET mediapath = ? WHERE id = 3", path)
		p := read(t, folder, "")
		if data := p.Sources[2].Data; data != nil {
			t.Errorf("%s was followed: %q", path, data)
		}
	}
}

func TestRead_Stops(t *testing.T) {
	path := rivaltest.LargeQualCoder(t, t.TempDir(), 5, 10, 500)
	for _, after := range []int{0, 3, 100, 400} {
		ctx, stop := context.WithCancel(t.Context())
		n := 0
		_, err := rival.Read(ctx, path, "", func(int64, int64, string) {
			if n++; n > after {
				stop()
			}
		})
		if app.CodeOf(err) != app.ECanceled {
			t.Errorf("stopped after %d steps: %v", after, err)
		}
	}
}

func TestRecognises(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "notes.sqlite3")
	if err := os.WriteFile(text, []byte("words"), 0o644); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{
		rivaltest.QualCoder(t, dir): true, rivaltest.Taguette(t, dir): true, rivaltest.RQDA(t, dir): true, rivaltest.Requal(t, dir): true,
		dir: false, text: false, filepath.Join(dir, "none.rqda"): false,
	} {
		if got := rival.Recognises(path); got != want {
			t.Errorf("Recognises(%s) = %v", filepath.Base(path), got)
		}
	}
}
