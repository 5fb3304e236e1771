package cli_test

import (
	"context"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/cli"
	"throughline/app/workspace"
)

func TestMemosExport(t *testing.T) {
	s := newShell(t)
	s.must("new", "r.throughline", "--study", "Onboarding")
	ctx := context.Background()
	store, err := open(ctx, "r.throughline", workspace.Existing)
	if err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Over(ctx, store, app.Hand{Author: "Mara"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Memos.Write(ctx, app.Memo{Title: "=Sum", Text: "About [[onboarding]].", Kind: app.MemoQuestion}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if out := s.must("memos", "export", "-w", "r.throughline", "m.md"); !strings.Contains(out, "m.md  1 memo") {
		t.Errorf("output %q", out)
	}
	if md := s.read("m.md"); !strings.Contains(md, "## =Sum") || !strings.Contains(md, "About onboarding.") && !strings.Contains(md, "About Onboarding.") || !strings.Contains(md, "Mara") {
		t.Errorf("m.md holds %q", md)
	}
	s.fails(cli.ExitFailed, "already there", "memos", "export", "-w", "r.throughline", "m.md")
	s.must("memos", "export", "-w", "r.throughline", "--format", "csv", "--force", "m.md")
	if sheet := s.read("m.md"); !strings.Contains(sheet, "'=Sum,Question") {
		t.Errorf("the sheet holds %q", sheet)
	}
	got := decode[struct {
		Out   string
		Memos int
	}](t, s.must("memos", "export", "-w", "r.throughline", "--json", "--study", "Onboarding", "x.csv"))
	if got.Out != "x.csv" || got.Memos != 1 {
		t.Errorf("JSON %+v", got)
	}
	s.fails(cli.ExitUsage, "md or csv", "memos", "export", "-w", "r.throughline", "x.pdf")
	s.fails(cli.ExitUsage, "", "memos")
	s.missing("x.pdf")
}
