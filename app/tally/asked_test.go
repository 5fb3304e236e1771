package tally_test

import (
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/tally"
)

// asked is a study of four people. P01 and P02 were asked about pay; P03's interview is gone over, and the question left out; nobody has gone
// over P04's.
func askedStudy(t *testing.T) (b *apptest.Bench, st *app.Study, pay, other *app.Tag, theme *app.Theme, link func(iv *apptest.Session, q, words string)) {
	t.Helper()
	b = apptest.New(t)
	st = &app.Study{ID: app.NewID[app.StudyID](), Name: "Pay", Guide: []string{"Work?", "Payday?"}, Stamp: b.Hand.Stamp()}
	b.Put(st)
	pay, other = b.Tag(st, "Wrong pay", ""), b.Tag(st, "Noise", "")
	turns := []string{"Mod: What is your work?", "P: I cook. It is loud.", "Mod: And payday?", "P: The money was wrong."}
	p1, p2, p3, p4 := b.Session(st, "P01", turns...), b.Session(st, "P02", turns...), b.Session(st, "P03", turns...), b.Session(st, "P04", turns...)
	link = func(iv *apptest.Session, q, words string) {
		t.Helper()
		u := iv.Text.Turns[iv.Text.TurnAt(iv.Span(words).Start)]
		b.Put(&app.GuideLink{ID: app.NewID[app.GuideLinkID](), Study: st.ID, Interview: iv.ID, Question: q, Transcript: iv.Text.ID, Span: u.Span,
			Quote: iv.Text.Text[u.Start:u.End], Stamp: b.Hand.Stamp()})
	}
	for _, p := range []*apptest.Session{p1, p2} {
		link(p, "Work?", "What is your work")
		link(p, "Payday?", "payday")
	}
	link(p3, "Work?", "What is your work")
	b.Put(&app.GuideLink{ID: app.NewID[app.GuideLinkID](), Study: st.ID, Interview: p3.ID, Question: "Payday?", Skipped: true, Stamp: b.Hand.Stamp()})
	b.Put(&app.GuideLink{ID: app.NewID[app.GuideLinkID](), Study: st.ID, Interview: p4.ID, Question: "Payday?", Refused: true, Stamp: b.Hand.Stamp()})
	f := p1.Finding("The money was wrong", pay.ID)
	p4.Finding("The money was wrong", pay.ID)
	p1.Finding("It is loud", other.ID)
	theme = b.Theme(st, "Money", f)
	return b, st, pay, other, theme, link
}

func TestAsked(t *testing.T) {
	b, st, pay, other, theme, link := askedStudy(t)
	s := &tally.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	get := func(rows app.Axis, value string) (*tally.Asked, tally.AskedRow) {
		t.Helper()
		a, err := s.Asked(t.Context(), tally.Ask{Find: app.FindingQuery{Study: st.ID}, Rows: rows})
		if err != nil {
			t.Fatal(err)
		}
		row := a.Row(value)
		if row == nil {
			t.Fatalf("no row of %s in %+v", value, a.Rows)
		}
		return a, *row
	}
	a, row := get(app.AxisTag, string(pay.ID))
	if want := (tally.AskedCell{Interviewed: 4, Asked: 2, Mentioned: 1, Unasked: 1, NotAsked: 1}); row.All != want || row.ByHand || !slices.Equal(row.Questions, []string{"Payday?"}) {
		t.Errorf("wrong pay: %+v after %q, want %+v after the question about payday", row.All, row.Questions, want)
	}
	if got := row.All.Words(); got != "1 of 2 who were asked, 1 more unasked, 4 interviewed" {
		t.Errorf("Words() = %q", got)
	}
	if a.Interviews != 4 || a.Linked != 3 || len(a.Columns) != 1 || a.Columns[0].Label != "Admin" || a.Says() != "Who was asked is known for 3 of 4 interviews." {
		t.Errorf("%+v: %s", a, a.Says())
	}
	if _, row = get(app.AxisTag, string(other.ID)); row.All.Asked != 3 || row.All.Mentioned != 1 {
		t.Errorf("noise: %+v, want one of the three who were asked about work", row.All)
	}
	if _, row = get(app.AxisTheme, string(theme.ID)); row.All.Asked != 2 || row.All.Mentioned != 1 || row.All.Unasked != 0 {
		t.Errorf("theme: %+v", row.All)
	}
	b.Put(&app.GuideTopic{ID: app.NewID[app.GuideTopicID](), Study: st.ID, Question: "Work?", Tags: []app.TagID{pay.ID}, Stamp: b.Hand.Stamp()})
	if _, row = get(app.AxisTag, string(pay.ID)); !row.ByHand || row.All.Asked != 3 || !slices.Equal(row.Questions, []string{"Work?"}) {
		t.Errorf("by hand: %+v after %q", row.All, row.Questions)
	}
	late := b.Session(st, "P05", "Mod: What is your work?", "P: I drive.")
	link(late, "Work?", "What is your work")
	if a, row = get(app.AxisTag, string(pay.ID)); row.All.Asked != 4 || a.Linked != 4 {
		t.Errorf("after one more link: %+v of %d", row.All, a.Linked)
	}
	if _, err := s.Asked(t.Context(), tally.Ask{}); app.CodeOf(err) != app.EInvalid {
		t.Errorf("without a study: %v", err)
	}
}

func TestAskedCell_State(t *testing.T) {
	for _, c := range []struct {
		name string
		cell tally.AskedCell
		want tally.AskedState
		says string
	}{
		{"nobody gone over", tally.AskedCell{Interviewed: 3}, tally.NotKnown, "nobody was asked, 3 interviewed"},
		{"some gone over", tally.AskedCell{Interviewed: 3, NotAsked: 2}, tally.NotKnown, "nobody was asked, 3 interviewed"},
		{"all gone over", tally.AskedCell{Interviewed: 3, NotAsked: 3}, tally.NotAsked, "nobody was asked, 3 interviewed"},
		{"asked", tally.AskedCell{Interviewed: 3, Asked: 2}, tally.NotMentioned, "0 of 2 who were asked, 3 interviewed"},
		{"mentioned", tally.AskedCell{Interviewed: 3, Asked: 2, Mentioned: 1}, tally.Mentioned, "1 of 2 who were asked, 3 interviewed"},
		{"raised unasked", tally.AskedCell{Interviewed: 3, Unasked: 1}, tally.Mentioned, "1 person unasked, 3 interviewed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.cell.State(); got != c.want {
				t.Errorf("State() = %q, want %q", got, c.want)
			}
			if got := c.cell.Words(); got != c.says {
				t.Errorf("Words() = %q, want %q", got, c.says)
			}
		})
	}
}
