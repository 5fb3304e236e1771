package cli_test

import (
	"context"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/cli"
	"throughline/app/workspace"
)

func TestInsights(t *testing.T) {
	s := newShell(t)
	s.must("new", "r.throughline")
	ctx := context.Background()
	store, err := open(ctx, "r.throughline", workspace.Existing)
	if err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Over(ctx, store, app.Hand{Author: "Mara"})
	if err == nil {
		_, err = w.AddSample(ctx, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	out := s.must("insights", "-w", "r.throughline")
	for _, want := range []string{"High       Pay rules belong to whoever signed", "3 of 3 segments, 1 method, 1 passage against, evidence 3 strong, 7 medium, 1 weak", "6 insights"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
	got := decode[[]struct {
		Claim, Confidence, Status string
		Reasons, Recommendations  []string
		Version                   int
	}](t, s.must("insights", "-w", "r.throughline", "--json"))
	if len(got) != 6 || got[0].Confidence != "High" || got[0].Version != 1 || len(got[0].Reasons) < 5 || len(got[0].Recommendations) != 1 {
		t.Errorf("JSON %+v", got)
	}
	if out := s.must("insights", "-w", "r.throughline", "--due"); !strings.Contains(out, "3 insights") || strings.Count(out, "1 finding behind it: consent was withdrawn") != 3 {
		t.Errorf("due: %s", out)
	}
	s.fails(cli.ExitNotFound, "", "insights", "-w", "r.throughline", "--study", "Nowhere")
}
