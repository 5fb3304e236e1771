package playbook_test

import (
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/playbook"
)

func TestStartStudy_IsOneStepThatFillsEverything(t *testing.T) {
	b, s := newDesk(t)
	shared := b.Tag(nil, "Trust", "")
	g := guide(t, s, "Own guide", "Say hello.\n\n1. What do you use [product] for?\n   - When last?\n2. Why?")
	start := playbook.Start{Study: app.Study{Name: " Checkout ", Product: "Wickerday"}, Templates: []app.TemplateID{g.ID}, Starters: []playbook.Key{
		{Kind: app.TemplatePlan, Name: "Discovery study"}, {Kind: app.TemplateScreener, Name: "General screener"},
		{Kind: app.TemplateCodebook, Name: "Starter codebook for product research"}, {Kind: app.TemplateChecklist, Name: "Research readiness"},
		{Kind: app.TemplateConsent, Name: "Interview, remotely recorded"}, {Kind: app.TemplateReport, Name: "Executive summary"}}}
	var st *app.Study
	b.OneStep(t, "New study Checkout", func() (err error) {
		st, err = s.StartStudy(t.Context(), start)
		return err
	})
	ctx := t.Context()
	got := apptest.Find(b, st)
	if got.Method != "Interview" || !strings.Contains(got.Goal, "Wickerday") || len(got.Questions) != 5 || len(got.Templates) != 7 {
		t.Errorf("the study is %+v", got)
	}
	if !slices.Equal(got.Guide, []string{"What do you use Wickerday for?", "Why?"}) {
		t.Errorf("the guide is %q", got.Guide)
	}
	recruits, err := app.Papers[app.Recruitment](ctx, b.Store, app.PaperQuery{Kind: app.KindRecruitment, Study: st.ID})
	if err != nil || len(recruits) != 1 || len(recruits[0].Screener.Questions) != 10 {
		t.Errorf("recruitments %+v, %v", recruits, err)
	}
	lists, err := s.Checklists(ctx, st.ID)
	if err != nil || len(lists) != 1 || lists[0].Done() != 0 || lists[0].Items[0].Section != "The question" {
		t.Errorf("checklists %+v, %v", lists, err)
	}
	tags, err := b.Store.AllTags(ctx)
	if err != nil {
		t.Fatal(err)
	}
	trust, goals, outcome := 0, app.TagID(""), app.TagID("none")
	for _, tag := range tags {
		switch tag.Name {
		case "Trust":
			trust++
		case "Goals":
			goals = tag.ID
		case "Outcome wanted":
			outcome = tag.Parent
		}
	}
	if trust != 1 || goals == "" || goals != outcome {
		t.Errorf("%d tags Trust beside the shared one %s; Outcome wanted stands under %s, want %s", trust, shared.ID, outcome, goals)
	}
	memos, err := b.Store.Memos(ctx, app.MemoQuery{On: st.Ref()})
	if err != nil || len(memos) != 2 {
		t.Errorf("%d memos, %v; want the plan and the guide", len(memos), err)
	}
	rows, err := s.List(ctx)
	if err != nil || len(rows) != 7 || len(rows[0].Uses) != 1 || rows[0].Uses[0].Name != "Checkout" {
		t.Errorf("rows %+v, %v", rows, err)
	}
	b.Nothing(t, app.EInvalid, func() error { _, err := s.StartStudy(ctx, start); return err })
	b.Nothing(t, app.EInvalid, func() error { _, err := s.StartStudy(ctx, playbook.Start{}); return err })
	b.Nothing(t, app.ENotFound, func() error {
		_, err := s.StartStudy(ctx, playbook.Start{Study: app.Study{Name: "Other"}, Templates: []app.TemplateID{"gone"}})
		return err
	})
}

func TestUseIn_LeavesWhatAPersonWrote(t *testing.T) {
	b, s := newDesk(t)
	st := &app.Study{ID: app.NewID[app.StudyID](), Name: "Onboarding", Goal: "Mine", Stamp: b.Hand.Stamp()}
	b.Put(st)
	if _, err := s.AddStarters(t.Context()); err != nil {
		t.Fatal(err)
	}
	rows, err := s.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	plan := rows[slices.IndexFunc(rows, func(r playbook.Row) bool { return r.Name == "Discovery study" })].Template
	b.OneStep(t, "Use Discovery study in Onboarding", func() error { return s.UseIn(t.Context(), st.ID, []app.TemplateID{plan.ID}, nil) })
	got := apptest.Find(b, st)
	if got.Goal != "Mine" || got.Method != "Interview" || len(got.Questions) == 0 || len(got.Templates) != 1 {
		t.Errorf("the study is %+v", got)
	}
	b.Nothing(t, "", func() error { return s.UseIn(t.Context(), st.ID, []app.TemplateID{plan.ID}, nil) })
}

func TestUseIn_GivesAScreenerWhereNothingIsAsked(t *testing.T) {
	b, s := newDesk(t)
	ctx := t.Context()
	empty := &app.Study{ID: app.NewID[app.StudyID](), Name: "Empty", Stamp: b.Hand.Stamp()}
	asks := &app.Study{ID: app.NewID[app.StudyID](), Name: "Asks", Stamp: b.Hand.Stamp()}
	own := app.Screener{Questions: []app.ScreenerQuestion{{ID: "q1", Text: "Mine?", Type: app.AskText}}}
	first := &app.Recruitment{ID: app.NewID[app.RecruitmentID](), Study: empty.ID, Target: 8, Stamp: b.Hand.Stamp()}
	second := &app.Recruitment{ID: app.NewID[app.RecruitmentID](), Study: asks.ID, Screener: own, Stamp: b.Hand.Stamp()}
	b.Put(empty, asks, first, second)
	key := []playbook.Key{{Kind: app.TemplateScreener, Name: screenerName(t)}}
	b.OneStep(t, "Use "+key[0].Name+" in Empty", func() error { return s.UseIn(ctx, empty.ID, nil, key) })
	if got := apptest.Find(b, first); len(got.Screener.Questions) == 0 || got.Target != 8 {
		t.Errorf("the recruitment is %+v", got)
	}
	if got := apptest.Find(b, empty); len(got.Templates) != 1 {
		t.Errorf("the study uses %v", got.Templates)
	}
	if err := s.UseIn(ctx, asks.ID, nil, key); err != nil {
		t.Fatal(err)
	}
	if got := apptest.Find(b, second); len(got.Screener.Questions) != 1 || got.Screener.Questions[0].Text != "Mine?" {
		t.Errorf("what was asked already became %+v", got.Screener)
	}
}

// screenerName is the name of a screener that the playbook begins with.
func screenerName(t *testing.T) string {
	t.Helper()
	for _, r := range playbook.Starters(nil) {
		if r.Kind == app.TemplateScreener {
			return r.Name
		}
	}
	t.Fatal("the playbook begins without a screener")
	return ""
}

func TestMove_ToTheNewestVersion(t *testing.T) {
	b, s := newDesk(t)
	ctx := t.Context()
	g := guide(t, s, "Guide", "1. One?\n2. Two?\n\n- [ ] Ready\n- [ ] Steady")
	var studies []app.StudyID
	for _, name := range []string{"A", "B", "C"} {
		st, err := s.StartStudy(ctx, playbook.Start{Study: app.Study{Name: name}, Templates: []app.TemplateID{g.ID}})
		if err != nil {
			t.Fatal(err)
		}
		studies = append(studies, st.ID)
	}
	b2 := apptest.Find(b, &app.Study{ID: studies[1]})
	own := *b2
	own.Guide = []string{"My own?"}
	cs := b.Hand.Begin("Edit")
	cs.Update(b2, &own)
	if err := b.Log.Commit(ctx, cs); err != nil {
		t.Fatal(err)
	}
	lists, err := s.Checklists(ctx, studies[0])
	if err != nil || len(lists) != 1 {
		t.Fatal(lists, err)
	}
	b.OneStep(t, "Tick: Steady", func() error { return s.Tick(ctx, lists[0].ID, 1, true) })
	if _, err := s.Edit(ctx, g.ID, "1. One?\n2. Three?\n\n- [ ] Steady\n- [ ] Go", ""); err != nil {
		t.Fatal(err)
	}
	rows, err := s.List(ctx)
	if err != nil || rows[0].Older != 3 || len(rows[0].Uses) != 3 {
		t.Fatalf("rows %+v, %v", rows, err)
	}
	b.OneStep(t, "Move 2 studies to version 2 of Guide", func() error { _, err := s.Move(ctx, g.ID, studies[0], studies[1]); return err })
	if got := apptest.Find(b, &app.Study{ID: studies[0]}); !slices.Equal(got.Guide, []string{"One?", "Three?"}) || got.Templates[0].Version != 2 {
		t.Errorf("A is %+v", got)
	}
	if got := apptest.Find(b, &app.Study{ID: studies[1]}); !slices.Equal(got.Guide, []string{"My own?"}) || got.Templates[0].Version != 2 {
		t.Errorf("B is %+v", got)
	}
	if got := apptest.Find(b, &app.Study{ID: studies[2]}); got.Templates[0].Version != 1 {
		t.Errorf("C is %+v", got)
	}
	list := apptest.Find(b, &lists[0])
	if list.Version != 2 || len(list.Items) != 2 || !list.Items[0].Done || list.Items[0].By != apptest.Author || list.Items[1].Done {
		t.Errorf("the checklist is %+v", list)
	}
	b.OneStep(t, "Open again: Steady", func() error { return s.Tick(ctx, list.ID, 0, false) })
	b.Nothing(t, app.EInvalid, func() error { return s.Tick(ctx, list.ID, 7, true) })
	b.Nothing(t, "", func() error { _, err := s.Move(ctx, g.ID, studies[0]); return err })
}

func TestNoteIn(t *testing.T) {
	b, s := newDesk(t)
	st := b.Study("Onboarding")
	iv := b.Session(st, "P01", "P: Hello.")
	form, err := s.Create(t.Context(), playbook.Draft{Kind: app.TemplateNotes, Name: "Debrief", Body: "What [[we]] heard in [study]:"})
	if err != nil {
		t.Fatal(err)
	}
	var m *app.Memo
	b.OneStep(t, "New note from Debrief", func() (err error) {
		m, err = s.NoteIn(t.Context(), form.ID, st.ID, iv.Interview.Ref())
		return err
	})
	if m.Text != "What [we] heard in Onboarding:" || m.On != iv.Interview.Ref() || m.Title != "Debrief" {
		t.Errorf("the memo is %+v", m)
	}
	g := guide(t, s, "Guide", "1. One?")
	b.Nothing(t, app.EInvalid, func() error { _, err := s.NoteIn(t.Context(), g.ID, st.ID, app.Ref{}); return err })
}
