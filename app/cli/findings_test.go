package cli_test

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"throughline/app/cli"
)

func TestFindings_AreListedByAFilter(t *testing.T) {
	s := newShell(t)
	s.must("demo", "--out", ".", "-q")
	type row struct {
		ID, Segment, Quote, Note string
		Tags                     []string
		Star                     bool
	}
	type answer struct{ Findings []row }
	find := func(args ...string) answer {
		t.Helper()
		return decode[answer](t, s.must(append([]string{"findings", "-w", "sample.throughline", "--json"}, args...)...))
	}
	all := find()
	tagged := find("--where", `tag:"Staff import" and not segment:owner and has:star`)
	if len(tagged.Findings) == 0 || len(tagged.Findings) >= len(all.Findings) {
		t.Fatalf("%d of %d findings", len(tagged.Findings), len(all.Findings))
	}
	for _, f := range tagged.Findings {
		if !slices.Contains(f.Tags, "Staff import") || f.Segment == "Owner" || !f.Star {
			t.Errorf("the filter let through %+v", f)
		}
	}
	near := find("--where", `near 2 (payday) and not payday`)
	for _, f := range near.Findings {
		if strings.Contains(strings.ToLower(f.Quote+f.Note), "payday") {
			t.Errorf("near let through %q", f.Quote)
		}
	}
	if len(near.Findings) == 0 {
		t.Error("nothing stands near a finding with the word")
	}
	one, two := find("--order", "sample", "--seed", "7", "--limit", "5"), find("--order", "sample", "--seed", "7", "--limit", "5")
	if len(one.Findings) != 5 || !slices.EqualFunc(one.Findings, two.Findings, func(a, b row) bool { return a.ID == b.ID }) {
		t.Errorf("samples of one seed differ: %v, %v", one, two)
	}
	table, err := csv.NewReader(strings.NewReader(s.must("findings", "-w", "sample.throughline", "--csv"))).ReadAll()
	if err != nil || len(table) != len(all.Findings)+1 || table[0][0] != "id" || table[1][0] != all.Findings[0].ID {
		t.Errorf("CSV of %d rows, %v", len(table), err)
	}
	if text := s.must("findings", "-w", "sample.throughline", "--where", "tag:\"staff import\"", "--limit", "1"); !strings.Contains(text, "Staff import") {
		t.Errorf("text %q", text)
	}
}

func TestFindings_SaysWhatIsWrongWithAFilter(t *testing.T) {
	s := newShell(t)
	s.must("demo", "--out", ".", "-q")
	s.fails(cli.ExitFailed, "at sign 5 (“staff”): no tag is called “staff”. Did you mean “Staff import”?", "findings", "-w", "sample.throughline", "--where", "tag:staff")
	s.fails(cli.ExitNotFound, "No finding is like that.", "findings", "-w", "sample.throughline", "--where", "zephyrine")
	s.fails(cli.ExitUsage, `there is no order "best"`, "findings", "-w", "sample.throughline", "--order", "best")
	s.fails(cli.ExitUsage, "not both", "findings", "-w", "sample.throughline", "--csv", "--json")
	s.fails(cli.ExitUsage, "--limit", "findings", "-w", "sample.throughline", "--limit", "-1")
}
