package cli_test

import (
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/cli"
	"throughline/app/workspace"
)

const scoresCSV = `Participant,Release,Checkout success,Checkout time,SUS,Role
P01,2.3,yes,1:24,72.5,Admin
P02,2.3,no,90,61,Admin
P03,2.4,yes,45,85,Cook
P04,2.4,yes,41,120,Cook
`

func TestMeasures_ComeInAndAreScoredAndCompared(t *testing.T) {
	s := newShell(t)
	s.must("new", "m.throughline", "--study", "Onboarding")
	s.file("scores.csv", scoresCSV)
	out, _, code := s.run("measures", "import", "-w", "m.throughline", "--add-people", "--dry-run", "scores.csv")
	if code != cli.ExitPartly || !strings.Contains(out, "Row 5, SUS: SUS is a number from 0 to 100.") || !strings.Contains(out, "11 added, 0 changed, 0 unchanged; 0 rows left out (nothing was changed)") {
		t.Fatalf("exit code %d: %s", code, out)
	}
	if out := s.must("measures", "list", "-w", "m.throughline"); !strings.Contains(out, "Nothing was measured yet") {
		t.Errorf("a dry run stores: %s", out)
	}
	if _, _, code := s.run("measures", "import", "-w", "m.throughline", "--add-people", "scores.csv"); code != cli.ExitPartly {
		t.Fatalf("exit code %d", code)
	}
	out = s.must("measures", "list", "-w", "m.throughline")
	for _, want := range []string{"75 % (3 of 4)", "29 to 97 %", "best estimate 63 %", "1 that failed left out", "grade B-"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in %s", want, out)
		}
	}
	scores := decode[struct {
		Scores []struct {
			Measure, Task, Group string
			N                    int
			Value                float64
		}
	}](t, s.must("measures", "list", "-w", "m.throughline", "--by", "release", "--json")).Scores
	if len(scores) != 6 || scores[1].Group != "2.4" || scores[1].Value != 100 || scores[1].N != 2 {
		t.Errorf("by release %+v", scores)
	}
	out = s.must("measures", "compare", "-w", "m.throughline", "2.3", "2.4")
	if !strings.Contains(out, "Task success of “Checkout”: 50 % in 2.3 (n 2), 100 % in 2.4 (n 2), a difference of +50 points") || !strings.Contains(out, "Too few to compare (2 and 2)") {
		t.Errorf("compared: %s", out)
	}
	s.fails(cli.ExitNotFound, "was not found", "measures", "compare", "-w", "m.throughline", "9", "10")
	s.fails(cli.ExitUsage, "--by takes", "measures", "list", "-w", "m.throughline", "--by", "mood")
	s.fails(cli.ExitUsage, "has no column", "measures", "import", "-w", "m.throughline", "--map", "Mood=seq", "scores.csv")
	s.fails(cli.ExitUsage, "nothing that is measured", "measures", "import", "-w", "m.throughline", "--map", "Role=iq", "scores.csv")
	s.fails(cli.ExitUsage, "has no answer", "measures", "import", "-w", "m.throughline", "--map", "SUS=sus#11", "scores.csv")
	if out := s.must("measures", "import", "-w", "m.throughline", "--map", "SUS=-", "scores.csv"); !strings.Contains(out, "0 added, 0 changed, 8 unchanged") {
		t.Errorf("again: %s", out)
	}
}

func TestMeasures_OfWhoDidNotAllowItAreNobodys(t *testing.T) {
	s := newShell(t)
	s.must("new", "m.throughline", "--study", "Onboarding")
	s.file("scores.csv", scoresCSV)
	if _, _, code := s.run("measures", "import", "-w", "m.throughline", "--add-people", "scores.csv"); code != cli.ExitPartly {
		t.Fatalf("exit code %d", code)
	}
	s.file("consents.csv", "code,given,withdrawn,scopes\nP01,2025-01-01,,\"record, inside, outside\"\nP02,2025-01-01,2025-02-01,\"record, inside, outside\"\n")
	s.must("consent", "import", "-w", "m.throughline", "consents.csv")
	out := s.must("measures", "list", "-w", "m.throughline", "--each")
	if !strings.Contains(out, "P01") || strings.Contains(out, "P02") || !strings.Contains(out, "8 values of people who did not allow it left out; scores count them.") {
		t.Errorf("each: %s", out)
	}
	if out := s.must("measures", "list", "-w", "m.throughline"); !strings.Contains(out, "75 % (3 of 4)") {
		t.Errorf("the score lost who withdrew: %s", out)
	}
}

func TestMeasures_AreAttachedToAClaimAndDeleted(t *testing.T) {
	s := newShell(t)
	s.must("new", "m.throughline", "--study", "Onboarding")
	s.file("scores.csv", scoresCSV)
	if _, _, code := s.run("measures", "import", "-w", "m.throughline", "--add-people", "scores.csv"); code != cli.ExitPartly {
		t.Fatalf("exit code %d", code)
	}
	s.claim("m.throughline", "Checkout is easier now")
	out := s.must("measures", "attach", "-w", "m.throughline", "Task success", "checkout is easier now", "--task", "Checkout", "--release", "2.4", "--against", "2.3")
	if !strings.Contains(out, "50 % in 2.3 (n 2), 100 % in 2.4 (n 2)") || !strings.Contains(out, "stands beside the quotes of “Checkout is easier now”") {
		t.Errorf("attached: %s", out)
	}
	s.must("measures", "attach", "-w", "m.throughline", "sus", "Checkout is easier now", "--stance", "nuances")
	s.fails(cli.ExitFailed, "already", "measures", "attach", "-w", "m.throughline", "sus", "Checkout is easier now")
	if out := s.must("measures", "attach", "-w", "m.throughline", "sus", "Checkout is easier now", "--remove"); !strings.Contains(out, "was taken off") {
		t.Errorf("taken off: %s", out)
	}
	s.fails(cli.ExitNotFound, "beside", "measures", "attach", "-w", "m.throughline", "sus", "Checkout is easier now", "--remove")
	s.fails(cli.ExitNotFound, "The command insights lists them", "measures", "attach", "-w", "m.throughline", "sus", "Nobody said so")
	s.fails(cli.ExitNotFound, "was not found", "measures", "attach", "-w", "m.throughline", "nps", "Checkout is easier now")
	s.fails(cli.ExitUsage, "is nothing that is measured", "measures", "attach", "-w", "m.throughline", "iq", "Checkout is easier now")
	s.fails(cli.ExitUsage, "--against needs", "measures", "attach", "-w", "m.throughline", "sus", "Checkout is easier now", "--against", "2.3")

	s.fails(cli.ExitUsage, "say which", "measures", "delete", "-w", "m.throughline")
	if out := s.must("measures", "delete", "-w", "m.throughline", "--release", "2.3", "--dry-run"); !strings.Contains(out, "6 measures would be deleted") {
		t.Errorf("dry run: %s", out)
	}
	if out := s.must("measures", "delete", "-w", "m.throughline", "--person", "p01", "--measure", "sus"); !strings.Contains(out, "1 measure deleted") {
		t.Errorf("deleted: %s", out)
	}
	if out := s.must("measures", "list", "-w", "m.throughline", "--each"); strings.Contains(out, "72.5") || !strings.Contains(out, "61") {
		t.Errorf("left: %s", out)
	}
	s.fails(cli.ExitNotFound, "The participant P99", "measures", "delete", "-w", "m.throughline", "--person", "P99")
}

// claim writes an insight into a workspace, beside the commands.
func (s *shell) claim(path, title string) {
	s.t.Helper()
	store, err := open(s.t.Context(), path, workspace.Existing)
	if err != nil {
		s.t.Fatal(err)
	}
	w, err := workspace.Over(s.t.Context(), store, app.Hand{Author: "Mara", Now: func() time.Time { return noon }})
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = w.Close() }() // closed by the test's end otherwise
	studies, err := w.Store.Studies(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	cs := w.Hand.Begin("Claim")
	cs.Create(&app.Insight{ID: app.NewID[app.InsightID](), Study: studies[0].ID, Title: title, Status: app.InsightDraft, Stamp: w.Hand.Stamp()})
	if err := w.Log.Commit(s.t.Context(), cs); err != nil {
		s.t.Fatal(err)
	}
}
