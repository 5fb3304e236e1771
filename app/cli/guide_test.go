package cli_test

import (
	"strings"
	"testing"

	"throughline/app/cli"
)

func TestGuide(t *testing.T) {
	s := newShell(t)
	s.must("demo", "--out", ".", "-q")
	w := "sample.throughline"

	type session struct {
		Interview, Moderator string
		Share                float64 `json:"moderator_share"`
		Asked                int
		Missing              []string `json:"not_asked"`
		Hints                []struct{ Kind, Why, Text string }
	}
	type said struct {
		Interviews int
		GoneOver   int `json:"gone_over"`
		Questions  []struct {
			Question string
			Asked    int
			Skipped  int `json:"left_out"`
			Unknown  int `json:"not_known"`
		}
		Sessions []session
	}
	g := decode[said](t, s.must("guide", "-w", w, "--json"))
	if g.GoneOver != 10 || len(g.Questions) != 10 || g.Questions[0].Asked != 10 || g.Questions[3].Skipped != 2 || len(g.Sessions) != g.Interviews {
		t.Errorf("guide gives %d gone over, questions %+v", g.GoneOver, g.Questions)
	}
	for _, one := range g.Sessions {
		if strings.HasPrefix(one.Interview, "P01") && (one.Moderator != "Mara Lindqvist" || one.Asked != 9 || len(one.Missing) != 1 || one.Share < 0.05 || one.Share > 0.4) {
			t.Errorf("P01 = %+v", one)
		}
	}
	if got := s.must("guide", "-w", w, "-q"); !strings.Contains(got, "10 gone over") || !strings.Contains(got, "How did you plan before Wickerday?") {
		t.Errorf("guide prints %q", got)
	}
	type proposed struct {
		Proposals []struct {
			Interview, Question string
			Score               float64
		}
		Confirmed int
	}
	p := decode[proposed](t, s.must("guide", "-w", w, "--propose", "--json"))
	if len(p.Proposals) == 0 || p.Confirmed != 0 {
		t.Fatalf("guide --propose gives %+v", p)
	}
	above := 0
	for _, one := range p.Proposals {
		if one.Score >= 0.7 {
			above++
		}
	}
	if c := decode[proposed](t, s.must("guide", "-w", w, "--confirm", "0.7", "--json")); c.Confirmed != above || above == 0 {
		t.Errorf("confirmed %d, want the %d from 0.7 on", c.Confirmed, above)
	}
	if again := decode[said](t, s.must("guide", "-w", w, "--json")); again.GoneOver != 12 {
		t.Errorf("%d interviews gone over, want all 12", again.GoneOver)
	}
	s.fails(cli.ExitUsage, "--confirm is a score", "guide", "-w", w, "--confirm", "7")

	type asked struct {
		Says string
		Rows []struct {
			Name      string
			Questions []string
			All       struct{ Asked, Mentioned, Interviewed int }
			Cells     []struct{ Column, State string }
		}
	}
	a := decode[asked](t, s.must("crosstab", "-w", w, "--study", "First ninety days with Wickerday", "--rows", "themes", "--asked", "--json"))
	if len(a.Rows) == 0 || len(a.Rows[0].Cells) != 3 || a.Rows[0].All.Interviewed != 12 || a.Rows[0].All.Mentioned > a.Rows[0].All.Asked {
		t.Errorf("crosstab --asked gives %+v", a)
	}
	if got := s.must("crosstab", "-w", w, "--study", "First ninety days with Wickerday", "--asked"); !strings.Contains(got, "who were asked") {
		t.Errorf("crosstab --asked prints %q", got)
	}
	s.fails(cli.ExitUsage, "--asked goes with", "crosstab", "-w", w, "--asked", "--columns", "month")
}
