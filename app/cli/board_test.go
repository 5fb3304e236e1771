package cli_test

import (
	"strings"
	"testing"

	"throughline/app/cli"
)

func TestBoard_IsWrittenByTheFilesEnding(t *testing.T) {
	s := newShell(t)
	s.must("demo", "--out", ".", "-q")
	for _, row := range []struct{ file, begins string }{{"b.svg", "<svg"}, {"b.png", "\x89PNG"}, {"b.csv", "theme,finding"}} {
		if out := s.must("board", "-w", "sample.throughline", row.file); !strings.Contains(out, row.file) {
			t.Errorf("output %q", out)
		}
		if got := s.read(row.file); !strings.HasPrefix(got, row.begins) {
			t.Errorf("%s begins with %q", row.file, got[:min(20, len(got))])
		}
	}
	s.fails(cli.ExitFailed, "already there", "board", "-w", "sample.throughline", "b.svg")
	s.must("board", "-w", "sample.throughline", "--across", "--force", "b.csv")
	s.fails(cli.ExitUsage, ".png, .svg or .csv", "board", "-w", "sample.throughline", "b.pdf")
	s.fails(cli.ExitUsage, "not both", "board", "-w", "sample.throughline", "--across", "--study", "X", "b.png")
	s.missing("b.pdf")
}
