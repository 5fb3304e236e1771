package findings

import (
	"testing"

	"throughline/app"
)

func TestEvidence_TakesTheStanceAndStudyThatAllShare(t *testing.T) {
	row := func(id app.FindingID, study app.StudyID, st app.Stance) *app.FindingRow {
		return &app.FindingRow{Finding: app.Finding{ID: id, Study: study, Stance: st}}
	}
	a, b, c := row("a", "s1", app.Contradicts), row("b", "s1", app.Contradicts), row("c", "s2", "")
	for _, x := range []struct {
		name   string
		of     Target
		seen   []*app.FindingRow
		study  app.StudyID
		stance app.Stance
		words  string
	}{
		{"one", Only("a"), []*app.FindingRow{a}, "s1", app.Contradicts, "1 finding"},
		{"alike", Only("a", "b"), []*app.FindingRow{a, b}, "s1", app.Contradicts, "2 findings"},
		{"of two studies", Only("a", "c"), []*app.FindingRow{a, c}, "", "", "2 findings"},
		{"not all loaded", Only("a", "b"), []*app.FindingRow{a}, "", "", "2 findings"},
	} {
		t.Run(x.name, func(t *testing.T) {
			o := (&Model{}).evidence(x.of, x.seen)
			if o.Study != x.study || o.Stance != x.stance || o.Name != x.words || o.Count != x.of.Len() {
				t.Errorf("offers %+v", o)
			}
			refs, err := o.Read(t.Context())
			if err != nil || len(refs) != x.of.Len() || refs[0] != (app.Ref{Kind: app.KindFinding, ID: "a"}) {
				t.Errorf("reads %v, %v", refs, err)
			}
		})
	}
}
