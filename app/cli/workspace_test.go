package cli_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"throughline/app/cli"
)

func TestNew(t *testing.T) {
	s := newShell(t)
	if got := s.must("new", "first"); got != "first.throughline\n" {
		t.Errorf("new prints %q", got)
	}
	if got := decode[map[string]string](t, s.must("new", "other.db", "--study", "Onboarding", "--json")); got["workspace"] != "other.db" {
		t.Errorf("new --json gives %v", got)
	}
	s.must("check", "-w", "other.db")
	s.fails(cli.ExitFailed, "first.throughline exists already", "new", "first")
	s.fails(cli.ExitNotFound, "", "new", "no/such/folder/x")
}

func TestCheck(t *testing.T) {
	s := newShell(t)
	s.must("generate", "-w", "w.throughline", "--interviews", "2", "--words", "200", "--findings", "10", "-q")
	if got := s.must("check", "-w", "w.throughline", "-q"); got != "w.throughline is whole: 2 interviews, 10 findings.\n" {
		t.Errorf("check prints %q", got)
	}
	type report struct {
		OK       bool
		Problems []string
		Tables   map[string]int
	}
	if got := decode[report](t, s.must("check", "-w", "w.throughline", "--json")); !got.OK || got.Problems == nil || got.Tables["finding"] != 10 {
		t.Errorf("check --json gives %+v", got)
	}
	s.fails(cli.ExitNotFound, "nowhere.throughline", "check", "-w", "nowhere.throughline")
	s.file("text.throughline", strings.Repeat("not a workspace at all. ", 200))
	s.fails(cli.ExitDamaged, "text.throughline is not a workspace", "check", "-w", "text.throughline")

	data := []byte(s.read("w.throughline"))
	for _, c := range []struct {
		name   string
		damage func() []byte
	}{
		{"the middle overwritten", func() []byte {
			d := slices.Clone(data)
			copy(d[len(d)/2:], strings.Repeat("damage!!", 4000))
			return d
		}},
		{"cut in half", func() []byte { return data[:len(data)/2] }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s.t = t
			s.file("bad.throughline", string(c.damage()))
			s.fails(cli.ExitDamaged, "bad.throughline", "check", "-w", "bad.throughline", "-q")
		})
	}
}

func TestBackup(t *testing.T) {
	s := newShell(t)
	s.must("generate", "-w", "w.throughline", "--interviews", "2", "--words", "200", "-q")
	if got := s.must("backup", "-w", "w.throughline", "--out", "copy.throughline", "-q"); got != "copy.throughline\n" {
		t.Errorf("backup prints %q", got)
	}
	s.must("check", "-w", "copy.throughline", "-q")
	s.must("backup", "-w", "w.throughline", "--out", "copy.throughline", "-q") // over an older one
	s.fails(cli.ExitFailed, "cannot replace the workspace itself", "backup", "-w", "w.throughline", "--out", "w.throughline")
	s.fails(cli.ExitNotFound, "does not exist", "backup", "-w", "w.throughline", "--out", "no/folder/x", "-q")
	s.fails(cli.ExitNotFound, "nowhere", "backup", "-w", "nowhere", "--out", "x")
	s.missing("x")
}

func TestGenerate(t *testing.T) {
	s := newShell(t)
	if got := s.must("generate", "--out", "files", "--interviews", "3", "--words", "100", "-q"); got != "3 files in files\n" {
		t.Errorf("generate prints %q", got)
	}
	s.must("generate", "--out", "again", "--interviews", "2", "--words", "100", "-q")
	s.must("generate", "--out", "vtt", "--interviews", "1", "--words", "100", "--format", "vtt", "-q")
	names, err := filepath.Glob("*/*")
	if err != nil || len(names) != 6 {
		t.Fatalf("files %v, %v", names, err)
	}
	if s.read("files/interview-0001.txt") != s.read("again/interview-0001.txt") {
		t.Error("equal seeds give other files")
	}
	got := decode[map[string]any](t, s.must("generate", "-w", "w.throughline", "--interviews", "2", "--words", "300", "--findings", "25", "--json"))
	if got["interviews"] != 2.0 || got["findings"] != 25.0 {
		t.Errorf("generate --json gives %v", got)
	}
	s.must("check", "-w", "w.throughline", "-q")
	s.fails(cli.ExitFailed, "exists already", "generate", "-w", "w.throughline", "--interviews", "1")
}

func TestDemo(t *testing.T) {
	s := newShell(t)
	out := s.must("demo", "--out", "demo", "-q")
	for name, head := range map[string]string{"sample.throughline": "SQLite", "report.pdf": "%PDF-", "metrics.xlsx": "PK"} {
		path := filepath.Join("demo", name)
		if !strings.HasPrefix(s.read(path), head) || !strings.Contains(out, path) {
			t.Errorf("%s is no such file, or not told: %q", path, out)
		}
	}
	s.must("check", "-w", "demo/sample.throughline", "-q")
	s.fails(cli.ExitFailed, "exists already", "demo", "--out", "demo")
	s.file("in the way", "")
	s.fails(cli.ExitFailed, "in the way", "demo", "--out", "in the way")
	if left, err := filepath.Glob("demo/*.lock"); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestReportAndMetrics(t *testing.T) {
	s := newShell(t)
	s.must("demo", "--out", ".", "-q")
	for _, c := range []struct{ command, file, head string }{{"report", "r.pdf", "%PDF-"}, {"metrics", "m.xlsx", "PK"}} {
		t.Run(c.command, func(t *testing.T) {
			s.t = t
			if got := s.must(c.command, "-w", "sample.throughline", "--out", c.file, "-q"); got != c.file+"\n" || !strings.HasPrefix(s.read(c.file), c.head) {
				t.Errorf("%s prints %q", c.command, got)
			}
			s.fails(cli.ExitFailed, c.file, c.command, "-w", "sample.throughline", "--out", c.file, "-q")
			s.must(c.command, "-w", "sample.throughline", "--out", c.file, "--force", "-q", "--study", "first NINETY days with Wickerday")
			s.fails(cli.ExitNotFound, "The study Pricing was not found. Studies here: First ninety days with Wickerday.", c.command, "-w", "sample.throughline",
				"--out", "x", "--study", "Pricing")
			s.fails(cli.ExitNotFound, "nowhere", c.command, "-w", "nowhere", "--out", "x")
			s.fails(cli.ExitNotFound, "", c.command, "-w", "sample.throughline", "--out", "no/folder/x", "-q")
			s.missing("x")
		})
	}
	s.t = t
	s.must("report", "-w", "sample.throughline", "--out", "l.pdf", "--paper", "letter", "--title", "People wait", "-q")
	s.must("new", "empty")
	s.must("report", "-w", "empty.throughline", "--out", "e.pdf", "-q")
	s.must("metrics", "-w", "empty.throughline", "--out", "e.xlsx", "-q")
}

func TestSearch(t *testing.T) {
	s := newShell(t)
	s.must("demo", "--out", ".", "-q")
	out := s.must("search", "-w", "sample.throughline", "payday")
	for _, group := range []string{"Insights (", "Findings (", "In interviews (", "contains “payday”", " confidence]"} {
		if !strings.Contains(out, group) {
			t.Errorf("no group %q in %q", group, out)
		}
	}
	type answer struct {
		Hits []struct{ Kind, ID, Title, Detail, Snippet string }
	}
	got := decode[answer](t, s.must("search", "-w", "sample.throughline", "--json", "--limit", "2", "first", "rota"))
	kinds := map[string]int{}
	for _, h := range got.Hits {
		kinds[h.Kind]++
		if h.ID == "" || h.Title == "" {
			t.Errorf("hit %+v", h)
		}
	}
	if kinds["transcript"] != 2 || kinds["finding"] > 2 {
		t.Errorf("hits of each kind %v, want two at most", kinds)
	}
	s.must("search", "-w", "sample.throughline", "--limit", "-5", "payday")
	words := s.must("search", "-w", "sample.throughline", "--words", "--facets", "payday")
	if strings.Contains(words, "like what you asked") || !strings.Contains(words, "By segments: ") {
		t.Errorf("by words, with facets: %q", words)
	}
	if out := s.must("search", "-w", "sample.throughline", "--meaning", "salaries are wrong"); !strings.Contains(out, "like what you asked, .") || strings.Contains(out, "contains") {
		t.Errorf("by meaning: %q", out)
	}
	s.fails(cli.ExitFailed, "is no day", "search", "-w", "sample.throughline", "--from", "yesterday", "payday")
	s.fails(cli.ExitNotFound, `Nothing was found for "zephyrine quagga".`, "search", "-w", "sample.throughline", "zephyrine", "quagga")
	out, _, code := s.run("search", "-w", "sample.throughline", "--json", "zephyrine")
	if code != cli.ExitNotFound || decode[answer](t, out).Hits == nil {
		t.Errorf("nothing found as JSON: exit code %d, %q", code, out)
	}
	s.fails(cli.ExitNotFound, "The study X", "search", "-w", "sample.throughline", "--study", "X", "payday")
}

func TestCommands_WhileTheWindowHasTheWorkspaceOpen(t *testing.T) {
	s := newShell(t)
	s.must("generate", "-w", "w.throughline", "--interviews", "1", "--words", "100", "-q")
	s.file("p9.txt", talk("Ana", "Well."))
	store, err := open(t.Context(), "w.throughline", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	s.fails(cli.ExitFailed, "open elsewhere", "import", "-w", "w.throughline", "p9.txt")
	s.must("import", "-w", "w.throughline", "--dry-run", "p9.txt", "-q")
	s.must("search", "-w", "w.throughline", "page")
	s.must("check", "-w", "w.throughline", "-q")
	s.must("backup", "-w", "w.throughline", "--out", "copy.throughline", "-q")
	if _, err := os.Stat("copy.throughline"); err != nil {
		t.Error(err)
	}
}

func TestGenerate_MakesAProgramme(t *testing.T) {
	s := newShell(t)
	got := decode[map[string]any](t, s.must("generate", "-w", "p.throughline", "--studies", "3", "--interviews", "12", "--findings", "300", "--words", "300", "--until", "2026-11-20", "--json"))
	if got["studies"] != 3.0 || got["interviews"] != 12.0 || got["findings"] != 300.0 || got["insights"].(float64) < 3 {
		t.Errorf("generate --studies --json gives %v", got)
	}
	s.must("check", "-w", "p.throughline", "-q")
	s.fails(cli.ExitFailed, "last day", "generate", "-w", "q.throughline", "--studies", "1", "--until", "yesterday")
}

func TestDashboard_SaysTheSameToPeopleAndPrograms(t *testing.T) {
	s := newShell(t)
	s.must("generate", "-w", "p.throughline", "--studies", "4", "--interviews", "20", "--findings", "600", "--words", "300", "--until", "2026-11-20", "-q")
	type answer struct {
		Metrics []struct{ Key, Title, Value, Note string }
		Numbers struct {
			Unsorted, Backed struct{ N, Of int }
		}
	}
	all := decode[answer](t, s.must("dashboard", "-w", "p.throughline", "--on", "2026-11-26", "--json"))
	if all.Numbers.Unsorted.Of != 600 || all.Numbers.Backed.Of == 0 || len(all.Metrics) < 9 {
		t.Errorf("dashboard --json gives %+v", all)
	}
	text := s.must("dashboard", "-w", "p.throughline", "--on", "2026-11-26", "-q")
	for _, m := range all.Metrics {
		if !strings.Contains(text, m.Title) || !strings.Contains(text, m.Note) {
			t.Errorf("dashboard prints %q without %q", text, m.Title)
		}
	}
	s.fails(cli.ExitNotFound, "No study has the product", "dashboard", "-w", "p.throughline", "--product", "nothing of the kind")
	s.fails(cli.ExitUsage, "such as", "dashboard", "-w", "p.throughline", "--on", "Monday")
}
