package analysis_test

import (
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/apptest"
)

func TestPortrait_ShowsAThemeFromItsSides(t *testing.T) {
	d := newDesk(t, 120, 3)
	byTopic := make([][]*app.Finding, 3)
	for i, f := range d.findings {
		byTopic[d.topics[i]] = append(byTopic[d.topics[i]], f)
	}
	theme := d.Theme(d.study, "First", byTopic[0]...)
	cs := d.Hand.Begin("Say")
	loud, bad, against := apptest.Find(d.Bench, byTopic[0][3]), apptest.Find(d.Bench, byTopic[0][4]), apptest.Find(d.Bench, byTopic[0][0])
	for f, change := range map[*app.Finding]func(*app.Finding){loud: func(f *app.Finding) { f.Sentiment = 2 }, bad: func(f *app.Finding) { f.Sentiment = -2 },
		against: func(f *app.Finding) { f.Stance = app.Contradicts }} {
		g := *f
		change(&g)
		cs.Update(f, &g)
	}
	if err := d.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	half := byTopic[1][:len(byTopic[1])/2]
	d.Theme(d.study, "Second", half...)
	d.Theme(d.study, "Second again", byTopic[1][len(half):]...)
	named := d.Insight(d.study, "It names the theme", app.Evidence{Theme: theme.ID, Stance: app.Supports})
	rests := d.Insight(d.study, "It rests on findings", app.Evidence{Finding: byTopic[0][1].ID, Stance: app.Supports}, app.Evidence{Finding: byTopic[0][2].ID, Stance: app.Supports})
	d.Insight(d.study, "It has nothing to do with it", app.Evidence{Finding: byTopic[2][0].ID, Stance: app.Supports})

	p, err := d.analysis.Portrait(t.Context(), d.study.ID, theme.ID)
	if err != nil {
		t.Fatal(err)
	}
	of := map[analysis.VoiceKind]app.FindingID{}
	seen := map[app.FindingID]bool{}
	for _, v := range p.Voices {
		if seen[v.ID] {
			t.Errorf("%s is told twice", v.ID)
		}
		of[v.Kind], seen[v.ID] = v.ID, true
	}
	if of[analysis.Typical] == "" || of[analysis.Typical] == against.ID {
		t.Errorf("typical is %q; %q is marked as contradicting", of[analysis.Typical], against.ID)
	}
	if of[analysis.Typical] != loud.ID && of[analysis.Praise] != loud.ID || of[analysis.Typical] != bad.ID && of[analysis.Complaint] != bad.ID {
		t.Errorf("voices %v; %s praises and %s complains most", of, loud.ID, bad.ID)
	}
	if p.Read != len(byTopic[0]) {
		t.Errorf("%d findings were read, want %d", p.Read, len(byTopic[0]))
	}
	if len(p.Cited) != 2 || p.Cited[0].Insight != named.ID || !p.Cited[0].Direct || p.Cited[1].Insight != rests.ID || p.Cited[1].Findings != 2 {
		t.Errorf("insights %+v", p.Cited)
	}
}

func TestPortrait_NeighboursAreThemesThatSayAlikeThings(t *testing.T) {
	d := newDesk(t, 240, 4)
	byTopic := make([][]*app.Finding, 4)
	for i, f := range d.findings {
		byTopic[d.topics[i]] = append(byTopic[d.topics[i]], f)
	}
	one := d.Theme(d.study, "One", byTopic[0][:30]...)
	other := d.Theme(d.study, "Of the same topic", byTopic[0][30:]...)
	for i, name := range []string{"Two", "Three", "Four"} {
		d.Theme(d.study, name, byTopic[i+1]...)
	}
	p, err := d.analysis.Portrait(t.Context(), d.study.ID, one.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Near) == 0 || p.Near[0].ID != other.ID || !slices.IsSortedFunc(p.Near, func(a, b analysis.Neighbour) int {
		if a.Like < b.Like {
			return 1
		}
		return -1
	}) {
		t.Errorf("neighbours %+v, want %q first", p.Near, other.Name)
	}
}

func TestPortrait_OfFewFindings(t *testing.T) {
	d := newDesk(t, 3, 1)
	theme := d.Theme(d.study, "Small", d.findings...)
	for _, id := range []app.ThemeID{theme.ID, "gone"} {
		p, err := d.analysis.Portrait(t.Context(), d.study.ID, id)
		if err != nil || len(p.Voices)+len(p.Near)+len(p.Cited) > 0 {
			t.Errorf("of %q: %+v, %v", id, p, err)
		}
	}
}
