package report_test

import (
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/report"
)

// A finding may stand on the board of its study and on that across studies: a report of several studies counts it once.
func TestCompose_CountsAFindingOnTwoBoardsOnce(t *testing.T) {
	b := apptest.New(t)
	first, second, other := b.Study("Checkout"), b.Study("Onboarding"), b.Study("Billing")
	a := b.Session(first, "P1", "Mod: Well?", "P: It is slow. It is late. It is dear.")
	c := b.Session(second, "P2", "Mod: Well?", "P: It is slow too. It never comes.")
	e := b.Session(other, "P3", "Mod: Well?", "P: It is slow here.")
	slow, late := a.Finding("It is slow."), a.Finding("It is late.")
	a.Finding("It is dear.")
	too := c.Finding("It is slow too.")
	c.Finding("It never comes.")
	here := e.Finding("It is slow here.")
	b.Theme(first, "Slow", slow, late)
	b.Theme(other, "Slow as well", here)
	b.Theme(nil, "Slow everywhere", slow, too, here)
	for _, x := range []struct {
		name string
		spec report.Spec
		want string
	}{
		{"all studies", report.Spec{}, "3 themes hold 4 of 6 findings. 2 findings are in no theme."},
		{"two studies", report.Spec{Studies: []app.StudyID{first.ID, second.ID}}, "2 themes hold 3 of 5 findings. 2 findings are in no theme."},
		{"one study", report.Spec{Study: first.ID}, "1 theme hold 2 of 3 findings. 1 finding is in no theme."},
	} {
		t.Run(x.name, func(t *testing.T) {
			d, err := report.Compose(t.Context(), b.Store, x.spec)
			if err != nil {
				t.Fatal(err)
			}
			var lead []string
			for _, block := range d.Blocks {
				if p, ok := block.(report.Paragraph); ok && p.Tone == report.Lead {
					lead = append(lead, p.Runs[0].Text)
				}
			}
			if !strings.Contains(strings.Join(lead, "\n"), x.want) {
				t.Errorf("it says %q, want %q", lead, x.want)
			}
		})
	}
}
