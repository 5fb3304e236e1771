package cli_test

import (
	"strings"
	"testing"

	"throughline/app/cli"
)

func TestTally(t *testing.T) {
	s := newShell(t)
	s.must("demo", "--out", ".", "-q")
	w := "sample.throughline"

	type crosstab struct {
		Rows []struct {
			Name  string
			N, Of int
			P     *float64
			Cells []struct {
				Column string
				N, Of  int
			}
		}
		Says string
	}
	x := decode[crosstab](t, s.must("crosstab", "-w", w, "--json"))
	if len(x.Rows) != 22 || x.Rows[0].Of != 12 || len(x.Rows[0].Cells) != 3 || x.Rows[0].P == nil || x.Says == "" {
		t.Errorf("crosstab gives %+v", x.Rows)
	}
	if got := s.must("crosstab", "-w", w, "--rows", "themes", "--by", "findings", "--study", "First ninety days with Wickerday"); !strings.Contains(got, "Only people are tested") {
		t.Errorf("crosstab prints %q", got)
	}
	if got := s.must("crosstab", "-w", w, "--columns", "sound"); !strings.Contains(got, "findings are left out: the people heard in them did not allow analysis by the machine") {
		t.Errorf("crosstab by sound prints %q", got)
	}
	s.fails(cli.ExitUsage, "no columns", "crosstab", "-w", w, "--columns", "shoe size")
	s.fails(cli.ExitUsage, "--by is", "crosstab", "-w", w, "--by", "words")
	s.fails(cli.ExitUsage, "--rows is", "crosstab", "-w", w, "--rows", "words")

	type saturation struct {
		Groups []struct {
			Group      string
			Interviews int
			At         *int `json:"saturated_at"`
			New        []int
		}
	}
	sat := decode[saturation](t, s.must("saturation", "-w", w, "--json"))
	if len(sat.Groups) != 4 || sat.Groups[0].Interviews != 12 || sat.Groups[0].At == nil || *sat.Groups[0].At != 4 {
		t.Errorf("saturation gives %+v", sat.Groups)
	}
	if got := s.must("saturation", "-w", w, "--base", "5", "--threshold", "0", "-q"); !strings.HasPrefix(got, "The study is saturated after ") || strings.Count(got, "\n") != 4 {
		t.Errorf("saturation prints %q", got)
	}
	s.fails(cli.ExitUsage, "--base and --run", "saturation", "-w", w, "--run", "0")

	type agreement struct {
		Coders     []string
		Interviews int
		Units      int
		Tags       []struct {
			Tag   string
			Kappa float64
			Low   *float64 `json:"kappa_low"`
		}
		Disagreements int
		Places        []struct{ Quote, Kind string }
	}
	a := decode[agreement](t, s.must("agreement", "-w", w, "--disagreements", "--json"))
	if len(a.Coders) != 2 || a.Interviews != 7 || len(a.Tags) < 10 || a.Tags[0].Low == nil || len(a.Places) != a.Disagreements || a.Places[0].Quote == "" {
		t.Errorf("agreement gives %+v", a)
	}
	got := s.must("agreement", "-w", w, "--coders", a.Coders[1]+","+a.Coders[0], "--unit", "turns", "-q")
	if !strings.HasPrefix(got, a.Coders[1]+" and "+a.Coders[0]+" agree on ") || !strings.Contains(got, "All tags") {
		t.Errorf("agreement prints %q", got)
	}
	s.fails(cli.ExitUsage, "--unit is", "agreement", "-w", w, "--unit", "words")
	s.fails(cli.ExitUsage, "two names", "agreement", "-w", w, "--coders", "Ada")
	s.fails(cli.ExitFailed, "no interview that", "agreement", "-w", w, "--coders", "Ada,Ben")
}
