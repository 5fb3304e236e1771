package guide_test

import (
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
)

func TestFindings_AfterAQuestion(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("Pay")
	turns := []string{"Mod: What is your work?", "P: I cook. It is loud.", "Mod: And payday? And the bank?", "P: The money was wrong.", "Mod: Anything else?", "P: No more."}
	one, other := b.Session(st, "P01", turns...), b.Session(st, "P02", turns...)
	cook, money, last, elsewhere := one.Finding("I cook"), one.Finding("The money"), one.Finding("No more"), other.Finding("The money")
	note := &app.Finding{ID: app.NewID[app.FindingID](), Study: st.ID, Interview: one.ID, Note: "She laughed.", At: app.NoTime, Stamp: b.Hand.Stamp()}
	b.Put(note)
	link := func(iv *apptest.Session, q, words string, change func(*app.GuideLink)) *app.GuideLink {
		u := iv.Text.Turns[iv.Text.TurnAt(iv.Span(words).Start)]
		g := &app.GuideLink{ID: app.NewID[app.GuideLinkID](), Study: st.ID, Interview: iv.ID, Question: q, Transcript: iv.Text.ID, Span: u.Span,
			Quote: iv.Text.Text[u.Start:u.End], Stamp: b.Hand.Stamp()}
		if change != nil {
			change(g)
		}
		b.Put(g)
		return g
	}
	link(one, "Work?", "What is your work", nil)
	payday := link(one, "Payday?", "payday", nil)
	link(one, "The bank?", "payday", nil)
	link(one, "Payday?", "Anything else", func(g *app.GuideLink) { g.Refused = true })
	link(other, "Payday?", "payday", nil)
	b.Put(&app.GuideLink{ID: app.NewID[app.GuideLinkID](), Study: st.ID, Interview: other.ID, Question: "Work?", Skipped: true, Stamp: b.Hand.Stamp()})
	found := func(line string) []app.FindingID {
		t.Helper()
		c, err := app.ParseClause(line, nil)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := b.Store.Findings(t.Context(), app.FindingQuery{Study: st.ID, Where: c})
		if err != nil {
			t.Fatal(err)
		}
		var ids []app.FindingID
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
		slices.Sort(ids)
		return ids
	}
	for _, c := range []struct {
		name, line string
		want       []*app.Finding
	}{
		{"one question", `asked:"Work?"`, []*app.Finding{cook}},
		{"whatever case and blanks", `asked:" payday? "`, []*app.Finding{money, last, elsewhere}},
		{"two questions in one turn", `asked:"The bank?"`, []*app.Finding{money, last}},
		{"several", `asked:"Work?","The bank?"`, []*app.Finding{cook, money, last}},
		{"none that was linked", `asked:"Why?"`, nil},
		{"not after it", `not asked:"Payday?"`, []*app.Finding{cook, note}},
		{"with something else", `asked:"Payday?" and text:money`, []*app.Finding{money, elsewhere}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var want []app.FindingID
			for _, f := range c.want {
				want = append(want, f.ID)
			}
			slices.Sort(want)
			if got := found(c.line); !slices.Equal(got, want) {
				t.Errorf("%s finds %v, want %v", c.line, got, want)
			}
		})
	}
	cs := b.Hand.Begin("Take the link back")
	cs.Delete(payday)
	if err := b.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	if got := found(`asked:"Payday?"`); !slices.Equal(got, []app.FindingID{elsewhere.ID}) {
		t.Errorf("after a link went: %v, want what was said elsewhere alone", got)
	}
}
