package cli_test

import (
	"fmt"
	"strings"
	"testing"

	"throughline/app/cli"
)

func TestMetrics_ComeInAndAreComparedAroundAMark(t *testing.T) {
	s := newShell(t)
	s.must("new", "m.throughline", "--study", "Onboarding")
	var b strings.Builder
	b.WriteString("Day,Activation,Tickets\n")
	for i := range 20 {
		fmt.Fprintf(&b, "2026-05-%02d,%d,%d\n", i+1, 40+i%3+10*(i/10), 9-i%2)
	}
	s.file("m.csv", b.String())
	if out := s.must("metrics", "list", "-w", "m.throughline"); !strings.Contains(out, "No metric yet") {
		t.Errorf("none: %s", out)
	}
	if out := s.must("metrics", "import", "-w", "m.throughline", "m.csv"); !strings.Contains(out, "Activation: 20 values added, 0 changed, 0 unchanged, 2026-05-01 to 2026-05-20") {
		t.Errorf("imported: %s", out)
	}
	s.must("metrics", "define", "-w", "m.throughline", "activation", "--unit", "%", "--target", "50", "--owner", "Growth", "--definition", "First order in 7 days")
	s.must("metrics", "define", "-w", "m.throughline", "Tickets", "--lower")
	s.must("metrics", "mark", "-w", "m.throughline", "2026-05-11", "2.4")
	out := s.must("metrics", "compare", "-w", "m.throughline", "Activation", "--around", "2.4")
	if !strings.Contains(out, "before 2.4 (2026-05-11)") || !strings.Contains(out, "Better. The target of 50 % is reached.") {
		t.Errorf("compared: %s", out)
	}
	list := decode[struct {
		Metrics []struct {
			Name, Owner, Unit, Definition string
			Target                        float64
			Values                        int
		}
		Marks []struct{ Name, Date string }
	}](t, s.must("metrics", "list", "-w", "m.throughline", "--json"))
	if len(list.Metrics) != 2 || list.Metrics[0].Owner != "Growth" || list.Metrics[0].Target != 50 || list.Metrics[0].Values != 20 || len(list.Marks) != 1 || list.Marks[0].Date != "2026-05-11" {
		t.Errorf("listed %+v", list)
	}
	if v := decode[struct{ Verdict string }](t, s.must("metrics", "compare", "-w", "m.throughline", "tickets", "--around", "2026-05-11", "--json")).Verdict; v != "unclear" {
		t.Errorf("tickets: %s", v)
	}
	s.claim("m.throughline", "Onboarding is shorter")
	if out := s.must("metrics", "attach", "-w", "m.throughline", "Activation", "Onboarding is shorter", "--around", "2.4"); !strings.Contains(out, "before 2.4 (2026-05-11)") || !strings.Contains(out, "stands beside the quotes") {
		t.Errorf("attached: %s", out)
	}
	s.fails(cli.ExitUsage, "--stance takes", "metrics", "attach", "-w", "m.throughline", "Activation", "Onboarding is shorter", "--stance", "proves")
	s.must("metrics", "attach", "-w", "m.throughline", "Activation", "Onboarding is shorter", "--around", "2.4", "--remove")
	s.fails(cli.ExitNotFound, "There are: Activation, Tickets.", "metrics", "compare", "-w", "m.throughline", "Churn")
	s.fails(cli.ExitNotFound, "Marks here: 2.4.", "metrics", "compare", "-w", "m.throughline", "Activation", "--around", "9.9")
	s.fails(cli.ExitUsage, "--target takes a number", "metrics", "define", "-w", "m.throughline", "Churn", "--target", "many")
	s.fails(cli.ExitUsage, "has no column", "metrics", "import", "-w", "m.throughline", "--map", "Mood=-", "m.csv")
	s.fails(cli.ExitFailed, "needs a day", "metrics", "mark", "-w", "m.throughline", "tomorrow", "2.5")
	if out := s.must("metrics", "unmark", "-w", "m.throughline", "2.4"); !strings.Contains(out, "2026-05-11 2.4 is no mark any more") {
		t.Errorf("unmarked: %s", out)
	}
	s.fails(cli.ExitNotFound, "The mark 2.4", "metrics", "unmark", "-w", "m.throughline", "2.4")
	if out := s.must("metrics", "delete", "-w", "m.throughline", "tickets"); !strings.Contains(out, "Tickets deleted, with 20 values") {
		t.Errorf("deleted: %s", out)
	}
	s.fails(cli.ExitNotFound, "There are: Activation.", "metrics", "delete", "-w", "m.throughline", "Tickets")
}
