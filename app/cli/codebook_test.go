package cli_test

import (
	"strings"
	"testing"

	"throughline/app/cli"
)

func TestCodebook(t *testing.T) {
	type result struct {
		New, Changed, Same, Conflicts, Kept int
		Dry                                 bool `json:"dry_run"`
		Tags                                []struct {
			Path, State string
		}
		Lost []struct{ Kind string }
	}
	s := newShell(t)
	s.must("generate", "-w", "a.throughline", "--interviews", "2", "--words", "200", "--findings", "20", "-q")
	if got := s.must("codebook", "export", "-w", "a.throughline", "tags.qdc"); got != "tags.qdc: 24 tags\n" {
		t.Errorf("export prints %q", got)
	}
	s.must("codebook", "export", "-w", "a.throughline", "--format", "csv", "tags.txt")
	if got := s.read("tags.txt"); !strings.HasPrefix(got, "\ufeffTag,Parent,Colour,") || strings.Count(got, "\n") != 25 {
		t.Errorf("the table is %q", got)
	}
	s.fails(cli.ExitFailed, "already there", "codebook", "export", "-w", "a.throughline", "tags.qdc")
	s.must("codebook", "export", "-w", "a.throughline", "--force", "tags.qdc")

	s.must("new", "b.throughline", "--study", "Second")
	dry := decode[result](t, s.must("codebook", "import", "-w", "b.throughline", "--dry-run", "--json", "tags.qdc"))
	if dry.New != 24 || !dry.Dry || len(dry.Tags) != 24 || dry.Tags[0].State != "new" || dry.Lost == nil {
		t.Errorf("dry run gives %+v", dry)
	}
	got := s.must("codebook", "import", "-w", "b.throughline", "tags.qdc")
	if want := "tags.qdc (qdc, written by Throughline): 24 tags\n24 made, 0 changed, 0 as they are.\n"; got != want {
		t.Errorf("import prints %q, want %q", got, want)
	}
	if again := decode[result](t, s.must("codebook", "import", "-w", "b.throughline", "--json", "tags.txt")); again.Same != 24 || again.New != 0 {
		t.Errorf("the same again gives %+v", again)
	}

	s.file("more.csv", "Tag,Definition,Colour\nTopic 01,What it means,#000000\nTopic 99,,mauve\n")
	got = s.must("codebook", "import", "-w", "b.throughline", "--dry-run", "more.csv")
	for _, want := range []string{"1 would be made, 1 would be changed, 0 as they are.", "1 field told otherwise", "Topic 01, colour: “#2953A6”", "Lost: 1 colour could not be read: mauve."} {
		if !strings.Contains(got, want) {
			t.Errorf("dry run prints %q, want %q in it", got, want)
		}
	}
	took := decode[result](t, s.must("codebook", "import", "-w", "b.throughline", "--take-theirs", "--json", "more.csv"))
	if took.New != 1 || took.Changed != 1 || took.Kept != 0 {
		t.Errorf("taking theirs gives %+v", took)
	}
	s.must("codebook", "import", "-w", "b.throughline", "--shared", "more.csv")
	s.must("codebook", "export", "-w", "b.throughline", "--shared", "shared.csv")
	if n := strings.Count(s.read("shared.csv"), "\n"); n != 3 {
		t.Errorf("the shared codebook has %d lines, want 3", n)
	}
}

func TestCodebook_Refuses(t *testing.T) {
	s := newShell(t)
	s.must("new", "w.throughline", "--study", "One")
	s.must("new", "none.throughline")
	s.file("t.csv", "Tag\nA\n")
	s.file("broken.qdc", "<CodeBook><Codes>")
	for _, c := range []struct {
		name string
		exit int
		says string
		args []string
	}{
		{"nothing to do", cli.ExitUsage, "codebook export PATH", []string{"codebook"}},
		{"no file", cli.ExitUsage, "the file to write", []string{"codebook", "export", "-w", "w.throughline"}},
		{"an ending that says nothing", cli.ExitUsage, ".qdc or .csv", []string{"codebook", "export", "-w", "w.throughline", "x.doc"}},
		{"an unknown format", cli.ExitUsage, "csv or qdc", []string{"codebook", "export", "-w", "w.throughline", "--format", "xml", "x"}},
		{"no tags to write", cli.ExitFailed, "no tags yet", []string{"codebook", "export", "-w", "w.throughline", "x.qdc"}},
		{"a study and the shared one", cli.ExitUsage, "exclude each other", []string{"codebook", "export", "-w", "w.throughline", "--shared", "--study", "One", "x.qdc"}},
		{"no study", cli.ExitNotFound, "no study yet", []string{"codebook", "import", "-w", "none.throughline", "t.csv"}},
		{"an unknown study", cli.ExitNotFound, "Studies here: One", []string{"codebook", "import", "-w", "w.throughline", "--study", "Two", "t.csv"}},
		{"a file that is not there", cli.ExitNotFound, "none.csv", []string{"codebook", "import", "-w", "w.throughline", "none.csv"}},
		{"a broken file", cli.ExitFailed, "broken.qdc is damaged", []string{"codebook", "import", "-w", "w.throughline", "broken.qdc"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s.t = t
			s.fails(c.exit, c.says, c.args...)
		})
	}
	s.missing("x.qdc")
}

func TestCodebookHealth(t *testing.T) {
	s := newShell(t)
	s.must("new", "w.throughline", "--study", "One")
	if got := s.must("codebook", "health", "-w", "w.throughline", "-q"); got != "Nothing to mend: 0 tags on 0 findings.\n" {
		t.Errorf("health prints %q", got)
	}
	s.file("t.csv", "Tag,Definition\nLogin,Signing in to the product\nLog in,\n")
	s.must("codebook", "import", "-w", "w.throughline", "t.csv")
	got := s.must("codebook", "health", "-w", "w.throughline", "-q")
	for _, want := range []string{"May mean the same (1)", "Unused (2)", "3 things seen: 2 tags on 0 findings. People decide."} {
		if !strings.Contains(got, want) {
			t.Errorf("health prints %q, want %q in it", got, want)
		}
	}
	type report struct {
		Tags   int
		Groups []struct {
			Kind  string
			Items []struct{ Remedy string }
		}
	}
	if rep := decode[report](t, s.must("codebook", "health", "-w", "w.throughline", "--json")); rep.Tags != 2 || len(rep.Groups) != 8 || rep.Groups[0].Items[0].Remedy != "merge" {
		t.Errorf("health --json gives %+v", rep)
	}
}
