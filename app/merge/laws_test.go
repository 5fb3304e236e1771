package merge_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/merge"
)

func TestMerge_AFindingStandsInOneThemeOfABoard(t *testing.T) {
	for _, c := range []struct {
		prefer merge.Side
		want   int
	}{{merge.Ours, 0}, {merge.Theirs, 1}} {
		s := newScene(t)
		var themes []*app.Theme
		for _, x := range []*side{s.mara, s.jon} {
			th := &app.Theme{ID: app.NewID[app.ThemeID](), Study: s.study.ID, Name: x.hand.Author, Stamp: x.hand.Stamp()}
			x.change("Move", app.Change{Before: x.find((&app.Placement{Theme: s.theme.ID, Finding: s.f.ID}).Ref())}, app.Change{After: th},
				app.Change{After: &app.Placement{Theme: th.ID, Finding: s.f.ID, Order: 1, Stamp: x.hand.Stamp()}})
			themes = append(themes, th)
		}
		p := s.mara.merge(s.jon, merge.Choices{Prefer: c.prefer})
		if len(p.Conflicts) != 1 || p.Conflicts[0].About != "Theme" || p.Conflicts[0].Ours.Text != "Mara" || p.Conflicts[0].Theirs.Text != "Jon" {
			t.Errorf("conflicts %+v", p.Conflicts)
		}
		for i, th := range themes {
			if got := s.mara.has((&app.Placement{Theme: th.ID, Finding: s.f.ID}).Ref()); got != (i == c.want) {
				t.Errorf("prefer %s: in the theme of %s: %v", c.prefer, th.Name, got)
			}
		}
	}
}

func TestMerge_FindingsStayWhereTheyAreWhenTheThemeTheyWereMovedToWentHere(t *testing.T) {
	for _, c := range []struct {
		prefer merge.Side
		gone   bool // the theme that they stood in was deleted there
	}{{prefer: merge.Ours}, {prefer: merge.Theirs}, {prefer: merge.Ours, gone: true}} {
		s := newScene(t)
		other := &app.Theme{ID: app.NewID[app.ThemeID](), Study: s.study.ID, Name: "Other", Stamp: s.mara.hand.Stamp()}
		s.mara.change("Add", app.Change{After: other})
		jon := s.mara.again()
		here, there := &app.Placement{Theme: s.theme.ID, Finding: s.f.ID}, &app.Placement{Theme: other.ID, Finding: s.f.ID, Order: 1, Stamp: jon.hand.Stamp()}
		jon.change("Move", app.Change{Before: jon.find(here.Ref())}, app.Change{After: there})
		if c.gone {
			jon.change("Delete", app.Change{Before: jon.find(s.theme.Ref())})
		}
		s.mara.change("Delete", app.Change{Before: s.mara.find(other.Ref())})
		s.mara.merge(jon, merge.Choices{Prefer: c.prefer})
		theirs := c.prefer == merge.Theirs
		if s.mara.has(here.Ref()) != (!theirs && !c.gone) || s.mara.has(there.Ref()) != theirs {
			t.Errorf("%+v: in its old theme %v, in its new one %v", c, s.mara.has(here.Ref()), s.mara.has(there.Ref()))
		}
	}
}

func TestMerge_TagsNeverStandUnderThemselves(t *testing.T) {
	s := newScene(t)
	edit(s.mara, s.slow, func(t *app.Tag) { t.Parent = s.trust.ID })
	edit(s.jon, s.trust, func(t *app.Tag) { t.Parent = s.slow.ID })
	p := s.mara.merge(s.jon, merge.Choices{Prefer: merge.Theirs})
	if len(p.Conflicts) != 1 || !p.Conflicts[0].Settled() || p.Open() != 0 || s.mara.find(s.trust.Ref()).(*app.Tag).Parent != "" {
		t.Errorf("conflicts %+v", p.Conflicts)
	}
}

func TestMerge_PeopleOfOneCodeStayTwoUnlessSomebodySaysSo(t *testing.T) {
	for _, c := range []struct {
		name string
		side merge.Side
		want string
	}{{"proposed", "", "P9-2"}, {"renamed", merge.Renamed, "P9-2"}, {"same", merge.Same, ""}} {
		t.Run(c.name, func(t *testing.T) {
			s := newScene(t)
			var ids []app.ParticipantID
			for _, x := range []*side{s.mara, s.jon} {
				one := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: "P9", Segment: x.hand.Author, Stamp: x.hand.Stamp()}
				x.change("Add", app.Change{After: one}, app.Change{After: consentOf(one.ID, app.NewID[app.ConsentID](), "2026-10-01", x.hand, app.ScopeRecord)})
				ids = append(ids, one.ID)
			}
			plan, err := (&merge.Service{Store: s.mara.store}).Plan(t.Context(), s.jon.store, merge.Choices{}, nil)
			if err != nil || len(plan.Conflicts) != 1 {
				t.Fatal(plan, err)
			}
			s.mara.merge(s.jon, merge.Choices{By: map[string]merge.Side{plan.Conflicts[0].Key: c.side}})
			got := ""
			if s.mara.has(app.Ref{Kind: app.KindParticipant, ID: string(ids[1])}) {
				got = s.mara.find(app.Ref{Kind: app.KindParticipant, ID: string(ids[1])}).(*app.Participant).Code
			}
			if got != c.want {
				t.Errorf("theirs is called %q, want %q", got, c.want)
			}
			mine := 0
			for _, k := range some[*app.Consent](&editor{side: s.mara}, app.KindConsent) {
				if k.Participant == ids[0] {
					mine++
				}
			}
			if mine == 2 != (c.side == merge.Same) {
				t.Errorf("ours has %d consents", mine)
			}
		})
	}
}

func TestMerge_ViewsOfOneName(t *testing.T) {
	view := func(x *side, study app.StudyID, name, spec string) *app.View {
		return &app.View{ID: app.NewID[app.ViewID](), Study: study, Place: app.ViewFindings, Name: name, Spec: spec, Stamp: x.hand.Stamp()}
	}
	for _, c := range []struct {
		side merge.Side
		want string
	}{{"", "Les prix [1], les PRIX (2) [2]"}, {merge.Renamed, "Les prix [1], les PRIX (2) [2]"}, {merge.Same, "Les prix [1]"}} {
		s := newScene(t)
		mine, other := view(s.mara, s.study.ID, "Les prix", "[1]"), view(s.jon, s.study.ID, "les PRIX", "[2]")
		s.mara.change("Save", app.Change{After: mine})
		s.jon.change("Save", app.Change{After: other})
		plan, err := (&merge.Service{Store: s.mara.store}).Plan(t.Context(), s.jon.store, merge.Choices{}, nil)
		if err != nil || len(plan.Conflicts) != 1 || plan.Conflicts[0].Title != "les PRIX" {
			t.Fatal(plan, err)
		}
		s.mara.merge(s.jon, merge.Choices{By: map[string]merge.Side{plan.Conflicts[0].Key: c.side}})
		if got := viewsOf(s.mara); got != c.want {
			t.Errorf("%s: %s, want %s", c.side, got, c.want)
		}
		if again := s.mara.merge(s.jon, merge.Choices{By: map[string]merge.Side{plan.Conflicts[0].Key: c.side}}); again.Changes() != 0 {
			t.Errorf("again: %+v", again.Counts)
		}
	}
}

func TestMerge_AViewSavedAnewUnderItsName(t *testing.T) {
	b := apptest.New(t)
	study := b.Study("Checkout")
	a := &app.View{ID: "a", Study: study.ID, Place: app.ViewFindings, Name: "Prices", Spec: "[1]", Stamp: b.Hand.Stamp()}
	d := &app.View{ID: "d", Study: study.ID, Place: app.ViewFindings, Name: "Trust", Spec: "[1]", Stamp: b.Hand.Stamp()}
	b.Put(a, d)
	mara, jon := pair(t, b)
	jon.change("Delete", app.Change{Before: jon.find(a.Ref())})
	edit(jon, d, func(v *app.View) { v.Name = "Faith" })
	for _, v := range []*app.View{a, d} {
		anew := *v
		anew.ID, anew.Spec, anew.Stamp = app.NewID[app.ViewID](), "[2]", jon.hand.Stamp()
		jon.change("Save", app.Change{After: &anew})
	}
	p := mara.merge(jon, merge.Choices{})
	if got := viewsOf(mara); got != "Faith [1], Prices [2], Trust [2]" || len(p.Conflicts) != 0 {
		t.Errorf("%s, conflicts %+v", got, p.Conflicts)
	}
}

func viewsOf(s *side) string {
	var said []string
	for _, v := range some[*app.View](&editor{side: s}, app.KindView) {
		said = append(said, v.Name+" "+v.Spec)
	}
	slices.Sort(said)
	return strings.Join(said, ", ")
}

func TestMerge_APaperOfWhichThereIsOne(t *testing.T) {
	for _, c := range []struct {
		prefer merge.Side
		want   string
	}{{merge.Ours, "Mara"}, {merge.Theirs, "Jon"}} {
		s := newScene(t)
		for _, x := range []*side{s.mara, s.jon} {
			x.change("Add", app.Change{After: &app.Tool{ID: app.NewID[app.ToolID](), Name: "Recorder", Owner: x.hand.Author, Stamp: x.hand.Stamp()}})
		}
		p := s.mara.merge(s.jon, merge.Choices{Prefer: c.prefer})
		tools := some[*app.Tool](&editor{side: s.mara}, app.KindTool)
		if len(p.Conflicts) != 1 || len(tools) != 1 || tools[0].Owner != c.want {
			t.Errorf("prefer %s: %d conflicts, %+v", c.prefer, len(p.Conflicts), tools)
		}
		if again := s.mara.merge(s.jon, merge.Choices{Prefer: c.prefer}); again.Changes() != 0 {
			t.Errorf("again: %+v", again.Counts)
		}
	}
}

func TestMerge_AnUndoOnOneSideIsADeletion(t *testing.T) {
	s := newScene(t)
	for range 2 { // the insight, and the theme with what stands in it, which both had
		if _, err := s.jon.log.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	s.jon.change("Go on", app.Change{After: &app.Tag{ID: "new", Study: s.study.ID, Name: "New", Status: app.TagActive, Stamp: s.jon.hand.Stamp()}})
	p := s.mara.merge(s.jon, merge.Choices{})
	if s.mara.has(s.insight.Ref()) || s.mara.has(s.theme.Ref()) || len(p.Conflicts) != 0 {
		t.Errorf("what was taken back there is still here: %+v", p)
	}
	if again := s.mara.merge(s.jon, merge.Choices{}); again.Changes() != 0 {
		t.Errorf("again: %+v", again.Counts)
	}
}

func TestMerge_ByWayOfAThird(t *testing.T) {
	s := newScene(t)
	third := s.mara.again()
	edit(s.jon, s.slow, func(t *app.Tag) { t.Name = "Waiting" })
	s.mara.merge(s.jon, merge.Choices{})
	third.merge(s.mara, merge.Choices{})
	edit(third, s.slow, func(t *app.Tag) { t.Name = "Wait" })
	edit(s.jon, s.trust, func(t *app.Tag) { t.Name = "Faith" })
	p := third.merge(s.jon, merge.Choices{})
	if len(p.Conflicts) != 0 {
		t.Errorf("what came by way of Mara is asked about again: %+v", p.Conflicts)
	}
	if a, b := third.find(s.slow.Ref()).(*app.Tag), third.find(s.trust.Ref()).(*app.Tag); a.Name != "Wait" || b.Name != "Faith" {
		t.Errorf("%s, %s", a.Name, b.Name)
	}
}

func TestMerge_StopsWithoutATrace(t *testing.T) {
	s := newScene(t)
	edit(s.jon, s.slow, func(t *app.Tag) { t.Name = "Waiting" })
	before := s.mara.hash()
	ctx, stop := context.WithCancel(t.Context())
	svc := &merge.Service{Store: s.mara.store, Log: s.mara.log, Hand: s.mara.hand}
	_, err := svc.Merge(ctx, s.jon.store, "jon", merge.Choices{}, func(done, _ int64, _ string) {
		if done == 4 {
			stop()
		}
	})
	if app.CodeOf(err) != app.ECanceled || s.mara.hash() != before {
		t.Errorf("stopped: %v", err)
	}
}

func TestMerge_LargeOnesAreStepsOfOneBatch(t *testing.T) {
	const found, step = 250, 100
	for _, c := range []struct {
		name    string
		stopAt  int64 // stopped once so many changes are stored, 0 for never
		entries int
	}{
		{"as many steps as it takes", 0, 3},
		{"stopped after its first step, it is carried through", step, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newScene(t)
			cs := s.jon.hand.Begin("Find")
			for i := range found {
				cs.Create(&app.Finding{ID: app.NewID[app.FindingID](), Study: s.study.ID, Note: fmt.Sprint("Seen ", i), At: app.NoTime, Stamp: s.jon.hand.Stamp()})
			}
			if err := s.jon.log.Commit(t.Context(), cs); err != nil {
				t.Fatal(err)
			}
			before := s.mara.hash()
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			svc := &merge.Service{Store: s.mara.store, Log: s.mara.log, Hand: s.mara.hand, Step: step}
			var said []int64
			p, err := svc.Merge(ctx, s.jon.store, "jon", merge.Choices{}, func(done, total int64, what string) {
				if what == "Merging" {
					if said = append(said, done); total != found+1 { // and the note of what was taken
						t.Errorf("%d of %d are merged, want of %d", done, total, found+1)
					}
					if c.stopAt > 0 && done >= c.stopAt {
						stop()
					}
				}
			})
			if err != nil || p.Sum().New != found || fmt.Sprint(said) != "[100 200 251]" {
				t.Fatalf("%v, %+v, progress %v", err, p.Counts, said)
			}
			all, err := s.mara.log.Entries(t.Context(), app.Page{Limit: c.entries + 1})
			if err != nil || len(all) <= c.entries || all[0].Batch == "" || all[0].Batch != all[c.entries-1].Batch || all[c.entries].Batch == all[0].Batch {
				t.Errorf("the journal has %+v (%v), want %d steps of one batch", all, err, c.entries)
			}
			after := s.mara.hash()
			if again := s.mara.take(s.jon); again.Changes() != 0 {
				t.Errorf("merged again it takes %+v", again.Counts)
			}
			if _, err := s.mara.log.Undo(t.Context()); err != nil || s.mara.hash() != before {
				t.Errorf("one undo does not take it back as a whole: %v", err)
			}
			if _, err := s.mara.log.Redo(t.Context()); err != nil || s.mara.hash() != after {
				t.Errorf("one redo does not bring it again as a whole: %v", err)
			}
		})
	}
}

func TestMerge_LargeOnesMoveCards(t *testing.T) {
	s := newScene(t)
	cs := s.jon.hand.Begin("Work")
	for i := range 10 {
		cs.Create(&app.Finding{ID: app.NewID[app.FindingID](), Study: s.study.ID, Note: fmt.Sprint("Seen ", i), At: app.NoTime, Stamp: s.jon.hand.Stamp()})
	}
	other := &app.Theme{ID: app.NewID[app.ThemeID](), Study: s.study.ID, Name: "Other", Stamp: s.jon.hand.Stamp()}
	there := &app.Placement{Theme: other.ID, Finding: s.f.ID, Order: 1, Stamp: s.jon.hand.Stamp()}
	here := s.jon.find((&app.Placement{Theme: s.theme.ID, Finding: s.f.ID}).Ref())
	cs.Changes = append(cs.Changes, app.Change{Before: here}, app.Change{After: other}, app.Change{After: there})
	if err := s.jon.log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	before := s.mara.hash()
	svc := &merge.Service{Store: s.mara.store, Log: s.mara.log, Hand: s.mara.hand, Step: 4}
	if _, err := svc.Merge(t.Context(), s.jon.store, "jon", merge.Choices{}, nil); err != nil {
		t.Fatal(err)
	}
	if s.mara.has(here.Ref()) || !s.mara.has(there.Ref()) {
		t.Error("the card was not moved")
	}
	if _, err := s.mara.log.Undo(t.Context()); err != nil || s.mara.hash() != before {
		t.Errorf("undone: %v", err)
	}
}

// BenchmarkMerge merges a copy in which a colleague made 100,000 findings, and one in which 2,000 of 100,000 were changed.
func BenchmarkMerge(b *testing.B) {
	const n = 100_000
	bench := apptest.New(b)
	study := bench.Study("Checkout")
	tag := bench.Tag(study, "Slow", "")
	findings := func(s *side) {
		for at := 0; at < n; at += 20_000 {
			cs := s.hand.Begin("Find")
			for i := range 20_000 {
				f := &app.Finding{ID: app.NewID[app.FindingID](), Study: study.ID, Note: fmt.Sprint("Seen ", at+i), At: app.NoTime, Stamp: s.hand.Stamp()}
				cs.Create(f.WithTag(app.Tagging{Tag: tag.ID, Author: s.hand.Author, Provenance: app.ByHand, Created: f.Created}))
			}
			if err := s.log.Commit(b.Context(), cs); err != nil {
				b.Fatal(err)
			}
		}
	}
	mara, jon := pair(b, bench)
	findings(jon)
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			ours := mara.again()
			b.StartTimer()
			if p := ours.take(jon); p.Sum().New != n {
				b.Fatal(p.Counts)
			}
		}
	})
	kept := jon.again()
	cs := jon.hand.Begin("Star")
	for i, f := range some[*app.Finding](&editor{side: jon}, app.KindFinding) {
		if i%50 == 0 {
			after := *f
			after.Star = true
			cs.Update(f, &after)
		}
	}
	if err := jon.log.Commit(b.Context(), cs); err != nil {
		b.Fatal(err)
	}
	b.Run("changed", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			ours := kept.again()
			b.StartTimer()
			if p := ours.take(jon); p.Sum().Changed != n/50 {
				b.Fatal(p.Counts)
			}
		}
	})
}
