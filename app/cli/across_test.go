package cli_test

import (
	"testing"

	"throughline/app/cli"
)

func TestAcross_ComparesStudiesOfAWorkspace(t *testing.T) {
	s := newShell(t)
	s.must("demo", "--out", ".", "-q")
	got := decode[struct{ Proposals []any }](t, s.must("across", "themes", "-w", "sample.throughline", "--json"))
	if got.Proposals == nil {
		t.Error("no list of proposals")
	}
	s.must("across", "tags", "-w", "sample.throughline")
	s.must("across", "contradictions", "-w", "sample.throughline")
	s.fails(cli.ExitUsage, "what to compare", "across")
}
