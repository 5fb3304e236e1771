package cli_test

import (
	"strings"
	"testing"

	"throughline/app/cli"
	"throughline/app/project"
	"throughline/storage/rival"
	"throughline/storage/rival/rivaltest"
)

// rivals read the projects of programs that are SQLite files, as the program hands them to the commands.
var rivals = []project.Reader{{Name: "rivals", Knows: rival.Recognises, Read: rival.ReadSole, Parts: rival.List, ReadPart: rival.Read}}

func TestProjectImport_TakesProjectsOfRivals(t *testing.T) {
	s := newShell(t)
	file := rivaltest.Taguette(t, s.dir)
	s.must("new", "w.throughline")
	s.fails(cli.ExitFailed, "holds 2 projects", "project", "import", "-w", "w.throughline", file)
	if got := s.must("project", "import", "-w", "w.throughline", "--project", "Planning", file); !strings.HasPrefix(got, "Imported into Planning: 6 tags, 2 interviews, 6 findings with 6 taggings") {
		t.Errorf("it prints %q", got)
	}
	s.fails(cli.ExitNotFound, "Coders in the file: ", "project", "import", "-w", "w.throughline", "--project", "Planning", "--coder", "Nobody=Ann", file)
	if got := s.must("project", "import", "-w", "w.throughline", "--study", "planning", "--project", "Planning", "--dry-run", file); !strings.HasPrefix(got, "Would import into Planning: ") {
		t.Errorf("a study that is there: %q", got)
	}
	for _, c := range []struct{ flag, want string }{{"--study", "Imported into the new study Families: "}, {"--name", "Imported into Families (2): "}} {
		name := strings.TrimSuffix(strings.TrimPrefix(c.want, "Imported into "), ": ")
		if got := s.must("project", "import", "-w", "w.throughline", c.flag, strings.TrimPrefix(name, "the new study "), "--project", "Planning", file); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %q, want %q", c.flag, got, c.want)
		}
	}
	s.must("new", "none.throughline")
	s.fails(cli.ExitNotFound, "The study Two was not found. The workspace has no study yet.", "report", "-w", "none.throughline", "--study", "Two", "--out", "x.pdf")
	if got := s.must("project", "import", "-w", "w.throughline", "--dry-run", rivaltest.QualCoder(t, s.dir)); !strings.HasPrefix(got, "Would import into Planning study: 9 tags, 4 interviews, 14 findings with 17 taggings") {
		t.Errorf("it prints %q", got)
	}
}
