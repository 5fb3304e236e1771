package guide_test

import (
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/guide"
)

const (
	askWork   = "What does your work look like?"
	askBefore = "What did you use before?"
	askChange = "What would you change?"
)

type desk struct {
	*apptest.Bench
	*guide.Service
	study *app.Study
	iv    *apptest.Session
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	b := apptest.New(t)
	st := &app.Study{ID: app.NewID[app.StudyID](), Name: "Onboarding", Guide: []string{askWork, askBefore, askChange}, Stamp: b.Hand.Stamp()}
	b.Put(st)
	iv := b.Session(st, "P01", "Mod: Good morning. What is your work like?", "P: I plan shifts.", "Mod: And what did you use before?", "P: A wall calendar.", "Mod: Anything else?", "P: No.")
	return &desk{b, &guide.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}, st, iv}
}

func (d *desk) links(t *testing.T) []app.GuideLink {
	t.Helper()
	all, err := d.Links(t.Context(), d.study.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestLink(t *testing.T) {
	d := newDesk(t)
	at := d.iv.Span("your work").Start
	d.OneStep(t, "Not asked on purpose: “"+askWork+"”", func() error { return d.Skip(t.Context(), d.iv.ID, askWork, true) })
	d.Nothing(t, "", func() error { return d.Skip(t.Context(), d.iv.ID, askWork, true) })
	d.OneStep(t, "Link question “"+askWork+"”", func() error { return d.Link(t.Context(), d.iv.Text, at, askWork) })
	got := d.links(t)
	if len(got) != 1 || !got[0].Asks() || got[0].Quote != "Good morning. What is your work like?" || got[0].Span != d.iv.Text.Turns[0].Span || got[0].Transcript != d.iv.Text.ID {
		t.Fatalf("links %+v, want the turn that asks, no longer left out", got)
	}
	for _, c := range []struct {
		name string
		want app.Code
		act  func() error
	}{
		{"the same again", "", func() error { return d.Link(t.Context(), d.iv.Text, at+3, "  what does your WORK look like? ") }},
		{"a question the guide has not", app.EInvalid, func() error { return d.Link(t.Context(), d.iv.Text, at, "Why?") }},
		{"behind the text", app.EInvalid, func() error { return d.Link(t.Context(), d.iv.Text, 10_000, askWork) }},
		{"an interview that is gone", app.ENotFound, func() error { return d.Link(t.Context(), &app.Transcript{Interview: "gone"}, at, askWork) }},
		{"left out though asked", app.EInvalid, func() error { return d.Skip(t.Context(), d.iv.ID, askWork, true) }},
		{"no longer left out, and was not", "", func() error { return d.Skip(t.Context(), d.iv.ID, askChange, false) }},
	} {
		t.Run(c.name, func(t *testing.T) { d.Nothing(t, c.want, c.act) })
	}
	d.OneStep(t, "Take back the link to “"+askWork+"”", func() error { return d.Unlink(t.Context(), got[0].ID, "gone") })
	if len(d.links(t)) != 0 {
		t.Error("the link is still there")
	}
}

func TestSave_LinksFollowTheirQuestions(t *testing.T) {
	d := newDesk(t)
	tag := d.Tag(d.study, "Work", "")
	for _, step := range []func() error{
		func() error { return d.Link(t.Context(), d.iv.Text, 0, askWork) },
		func() error { return d.Link(t.Context(), d.iv.Text, d.iv.Span("And what").Start, askBefore) },
		func() error { return d.Skip(t.Context(), d.iv.ID, askChange, true) },
		func() error { return d.Tie(t.Context(), d.study.ID, askWork, []app.TagID{tag.ID}, nil) },
		func() error { return d.Tie(t.Context(), d.study.ID, askChange, []app.TagID{tag.ID}, nil) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	uses, err := d.Uses(t.Context(), d.study.ID)
	if err != nil || uses[askChange].Words() != "1 link in 1 interview" {
		t.Fatalf("Uses() = %v, %v", uses, err)
	}
	st := *apptest.Find(d.Bench, d.study)
	st.Goal = "Learn"
	lines := []guide.Line{{Text: " Before that,  what? ", Was: askBefore}, {Text: "What is new?"}, {}, {Text: "How do you work?", Was: askWork}}
	d.OneStep(t, "Edit study Onboarding", func() error { return d.Save(t.Context(), st, lines) })
	got := apptest.Find(d.Bench, d.study)
	if got.Goal != "Learn" || !slices.Equal(got.Guide, []string{"Before that, what?", "What is new?", "How do you work?"}) {
		t.Errorf("stored %+v", got)
	}
	var questions []string
	for _, g := range d.links(t) {
		questions = append(questions, g.Question)
	}
	if !slices.Equal(questions, []string{"How do you work?", "Before that, what?"}) {
		t.Errorf("links to %q, want those of the two that stay, worded anew", questions)
	}
	topics, err := d.Topics(t.Context(), d.study.ID)
	if err != nil || len(topics) != 1 || topics[0].Question != "How do you work?" {
		t.Errorf("topics %+v, %v; want that of the question that stays", topics, err)
	}
	st = *got
	swap := []guide.Line{{Text: "How do you work?", Was: "Before that, what?"}, {Text: "Before that, what?", Was: "How do you work?"}}
	d.OneStep(t, "Edit study Onboarding", func() error { return d.Save(t.Context(), st, swap) })
	if g := d.links(t); len(g) != 2 || g[0].Question != "Before that, what?" || g[1].Question != "How do you work?" {
		t.Errorf("after a swap links are %+v", g)
	}
	st = *apptest.Find(d.Bench, d.study)
	same := []guide.Line{{Text: st.Guide[0], Was: st.Guide[0]}, {Text: st.Guide[1], Was: st.Guide[1]}}
	d.Nothing(t, "", func() error { return d.Save(t.Context(), st, same) })
	d.Nothing(t, app.EInvalid, func() error { return d.Save(t.Context(), st, []guide.Line{{Text: "Why?"}, {Text: "why? "}}) })
	st.Name = " "
	d.Nothing(t, app.EInvalid, func() error { return d.Save(t.Context(), st, same) })
}

func TestTieTheme_ByHand(t *testing.T) {
	d := newDesk(t)
	theme := d.Theme(d.study, "Old ways")
	tag := d.Tag(d.study, "Work", "")
	d.OneStep(t, "Choose the questions of a theme", func() error {
		return d.TieTheme(t.Context(), d.study.ID, theme.ID, "", []string{askBefore, askChange})
	})
	d.OneStep(t, "Choose the questions of a tag", func() error { return d.TieTheme(t.Context(), d.study.ID, "", tag.ID, []string{askBefore}) })
	d.OneStep(t, "Choose the questions of a theme", func() error { return d.TieTheme(t.Context(), d.study.ID, theme.ID, "", []string{askChange}) })
	topics, err := d.Topics(t.Context(), d.study.ID)
	if err != nil || len(topics) != 2 {
		t.Fatalf("topics %+v, %v", topics, err)
	}
	if topics[0].Question != askBefore || len(topics[0].Themes) != 0 || len(topics[0].Tags) != 1 || topics[1].Question != askChange || len(topics[1].Themes) != 1 {
		t.Errorf("topics %+v", topics)
	}
	d.OneStep(t, "Choose the questions of a theme", func() error { return d.TieTheme(t.Context(), d.study.ID, theme.ID, "", nil) })
	if topics, _ = d.Topics(t.Context(), d.study.ID); len(topics) != 1 {
		t.Errorf("topics %+v, want that of the tag alone", topics)
	}
}

func TestPropose_CountsNothingUntilConfirmed(t *testing.T) {
	d := newDesk(t)
	d.Bench.Session(d.study, "P02", "P: A letter, with nobody who asks.")
	before := d.Hash()
	found, err := d.Propose(t.Context(), d.study.ID, nil)
	if err != nil || d.Hash() != before {
		t.Fatalf("Propose() error %v, changed %v", err, d.Hash() != before)
	}
	var got []string
	for _, p := range found.All {
		got = append(got, p.Question)
		if p.Quote != d.iv.Text.Text[p.Span.Start:p.Span.End] || p.Score < guide.Least {
			t.Errorf("proposal %+v", p)
		}
	}
	if !slices.Equal(got, []string{askWork, askBefore}) || found.Read != 2 || found.Mute != 1 {
		t.Fatalf("proposed %q of %d interviews, %d without a moderator", got, found.Read, found.Mute)
	}
	if n := found.Above(1.1); n != 0 {
		t.Errorf("%d proposals above everything", n)
	}
	d.OneStep(t, "Turn down 1 proposed question", func() error { _, err := d.Refuse(t.Context(), found.All[:1]); return err })
	cov, err := d.Coverage(t.Context(), d.study.ID)
	if err != nil || cov.Linked != 0 {
		t.Fatalf("Coverage() = %+v, %v; a proposal that was turned down counts for nothing", cov, err)
	}
	d.OneStep(t, "Confirm 1 question as asked", func() error { _, err := d.Confirm(t.Context(), found.All[1:]); return err })
	d.Nothing(t, "", func() error { _, err := d.Confirm(t.Context(), found.All[1:]); return err })
	again, err := d.Propose(t.Context(), d.study.ID, nil)
	if err != nil || len(again.All) != 0 || again.Confirmed != 1 {
		t.Errorf("proposed again: %+v, %v; want none", again, err)
	}
	d.OneStep(t, "Link question “"+askWork+"”", func() error { return d.Link(t.Context(), d.iv.Text, 0, askWork) })
	if cov, err = d.Coverage(t.Context(), d.study.ID); err != nil {
		t.Fatal(err)
	}
	row := cov.Rows[slices.IndexFunc(cov.Rows, func(r guide.CoverageRow) bool { return r.Interview == d.iv.ID })]
	states := []guide.State{row.Cells[0].State, row.Cells[1].State, row.Cells[2].State}
	if !slices.Equal(states, []guide.State{guide.Asked, guide.Asked, guide.Unknown}) || row.Cells[1].Place != d.iv.Text.Turns[2].Start || !slices.Equal(cov.Asked, []int{1, 1, 0}) {
		t.Errorf("coverage %+v, asked %v", row, cov.Asked)
	}
}

func TestPropose_ReportsAndStops(t *testing.T) {
	d := newDesk(t)
	var said []string
	if _, err := d.Propose(t.Context(), d.study.ID, func(_, _ int64, what string) { said = append(said, what) }); err != nil {
		t.Fatal(err)
	}
	if strings.Join(said, "|") != d.iv.Title+"|" {
		t.Errorf("reported %q", said)
	}
	if _, err := d.Propose(t.Context(), "gone", nil); app.CodeOf(err) != app.ENotFound {
		t.Errorf("of a study that is gone: %v", err)
	}
}

func TestLink_RefusesATextThatIsNoLongerTheLatest(t *testing.T) {
	d := newDesk(t)
	next := *d.iv.Text
	next.ID, next.Revision, next.Stamp = app.NewID[app.TranscriptID](), 2, d.Bench.Hand.Stamp()
	d.Put(&next)
	d.Nothing(t, app.EConflict, func() error { return d.Link(t.Context(), d.iv.Text, 0, askWork) })
}
