package merge_test

import (
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/merge"
)

// scene is a small study of which two people have a copy.
type scene struct {
	study       *app.Study
	talk        *apptest.Session
	slow, trust *app.Tag
	f, g        *app.Finding
	theme       *app.Theme
	insight     *app.Insight
	mara, jon   *side
}

func newScene(t *testing.T) *scene {
	b := apptest.New(t)
	s := &scene{}
	s.study = b.Study("Checkout")
	s.talk = b.Session(s.study, "P1", "Mod: How is it?", "P: The page takes a minute. I do not trust the total.")
	s.slow, s.trust = b.Tag(s.study, "Slow", ""), b.Tag(s.study, "Trust", "")
	s.f, s.g = s.talk.Finding("The page takes a minute.", s.slow.ID), s.talk.Finding("I do not trust the total.", s.trust.ID)
	s.theme = b.Theme(s.study, "Waiting", s.f)
	s.insight = b.Insight(s.study, "Waiting costs orders", app.Evidence{Finding: s.f.ID, Stance: app.Supports})
	s.mara, s.jon = pair(t, b)
	return s
}

func TestMerge_TakesFieldsOfOneRecordFromBothSides(t *testing.T) {
	s := newScene(t)
	edit(s.mara, s.slow, func(t *app.Tag) { t.Name = "Too slow" })
	edit(s.jon, s.slow, func(t *app.Tag) { t.Definition = "Somebody waits" })
	edit(s.mara, s.f, func(f *app.Finding) { f.Star = true })
	edit(s.jon, s.f, func(f *app.Finding) {
		*f = *f.WithTag(app.Tagging{Tag: s.trust.ID, Author: "Jon", Provenance: app.ByHand, Created: f.Created})
	})
	p := s.mara.merge(s.jon, merge.Choices{})
	if len(p.Conflicts) != 0 || p.Relation != merge.Copies {
		t.Fatalf("conflicts %+v, %s", p.Conflicts, p.Relation)
	}
	tag, f := s.mara.find(s.slow.Ref()).(*app.Tag), s.mara.find(s.f.Ref()).(*app.Finding)
	if tag.Name != "Too slow" || tag.Definition != "Somebody waits" || !f.Star || !f.HasTag(s.trust.ID) || !f.HasTag(s.slow.ID) {
		t.Errorf("merged to %+v and %+v", tag, f)
	}
	if _, err := s.mara.log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if tag = s.mara.find(s.slow.Ref()).(*app.Tag); tag.Definition != "" || tag.Name != "Too slow" {
		t.Errorf("undone to %+v", tag)
	}
}

func TestMerge_AsksWhereBothChangedTheSameField(t *testing.T) {
	for _, c := range []struct {
		name   string
		prefer merge.Side
		want   string
	}{{"proposed", "", "Sluggish"}, {"ours", merge.Ours, "Sluggish"}, {"theirs", merge.Theirs, "Delay"}} {
		t.Run(c.name, func(t *testing.T) {
			s := newScene(t)
			edit(s.mara, s.slow, func(t *app.Tag) { t.Name = "Sluggish" })
			edit(s.jon, s.slow, func(t *app.Tag) { t.Name, t.Include = "Delay", "waiting" })
			p := s.mara.merge(s.jon, merge.Choices{Prefer: c.prefer})
			if len(p.Conflicts) != 1 {
				t.Fatalf("conflicts: %+v", p.Conflicts)
			}
			q := p.Conflicts[0]
			if q.About != "Name" || q.Base != "Slow" || q.Ours.Text != "Sluggish" || q.Theirs.Text != "Delay" || q.Ours.Author != "Mara" || q.Theirs.Author != "Jon" || q.Settled() {
				t.Errorf("conflict %+v", q)
			}
			tag := s.mara.find(s.slow.Ref()).(*app.Tag)
			if tag.Name != c.want || tag.Include != "waiting" {
				t.Errorf("merged to %+v", tag)
			}
			past, err := s.mara.log.Record(t.Context(), s.slow.Ref(), app.Page{})
			if err != nil {
				t.Fatal(err)
			}
			said := ""
			for _, f := range past[0].Fields {
				said += f.Text + "; "
			}
			if other := "Delay"; c.want == "Sluggish" && !contains(said, other) {
				t.Errorf("the history does not keep %q: %s", other, said)
			}
			if again := s.mara.merge(s.jon, merge.Choices{Prefer: c.prefer}); again.Changes() != 0 || len(again.Conflicts) != 0 {
				t.Errorf("merging again: %+v", again)
			}
		})
	}
}

func taggedBy(f *app.Finding, tag app.TagID, author string) bool {
	for _, t := range f.Tags {
		if t.Tag == tag && t.Author == author {
			return true
		}
	}
	return false
}

func contains(s, part string) bool {
	for i := range s {
		if len(s)-i >= len(part) && s[i:i+len(part)] == part {
			return true
		}
	}
	return false
}

func TestMerge_HonoursDeletionsAndAsksWhereTheOtherWorkedOn(t *testing.T) {
	s := newScene(t)
	place := &app.Placement{Theme: s.theme.ID, Finding: s.f.ID}
	was := s.jon.find(place.Ref())
	s.jon.change("Take out", app.Change{Before: was})
	g := s.jon.find(s.g.Ref())
	s.jon.change("Delete", app.Change{Before: g})
	edit(s.mara, s.g, func(f *app.Finding) { f.Note = "look again" })
	p := s.mara.merge(s.jon, merge.Choices{})
	if s.mara.has(place.Ref()) {
		t.Error("a finding taken off the board there still stands here")
	}
	if !s.mara.has(s.g.Ref()) || len(p.Conflicts) != 1 || p.Conflicts[0].About != "Deleted there, changed here" {
		t.Errorf("conflicts %+v", p.Conflicts)
	}
	// from the other side
	q := s.jon.again().merge(s.mara, merge.Choices{})
	if len(q.Conflicts) == 0 {
		t.Log("Jon knows by Mara's merge what was decided")
	}
}

func TestMerge_KeepsWhatIsUsedHere(t *testing.T) {
	for _, c := range []struct {
		name string
		side merge.Side
		keep bool
	}{{"ours", merge.Ours, true}, {"theirs", merge.Theirs, false}} {
		t.Run(c.name, func(t *testing.T) {
			s := newScene(t)
			deps, err := s.jon.store.Dependants(t.Context(), s.trust.Ref())
			if err != nil || len(deps) != 1 {
				t.Fatal(deps, err)
			}
			g := deps[0].(*app.Finding)
			s.jon.change("Delete tag", app.Change{Before: g, After: g.WithoutTag(s.trust.ID)}, app.Change{Before: s.jon.find(s.trust.Ref())})
			edit(s.mara, s.f, func(f *app.Finding) {
				*f = *f.WithTag(app.Tagging{Tag: s.trust.ID, Author: "Mara", Provenance: app.ByHand, Created: f.Created})
			})
			p := s.mara.merge(s.jon, merge.Choices{Prefer: c.side})
			if len(p.Conflicts) != 1 || p.Conflicts[0].About != "Deleted there, used here" {
				t.Errorf("conflicts %+v", p.Conflicts)
			}
			if s.mara.has(s.trust.Ref()) != c.keep || s.mara.find(s.f.Ref()).(*app.Finding).HasTag(s.trust.ID) != c.keep {
				t.Errorf("the tag is there: %v", s.mara.has(s.trust.Ref()))
			}
			if s.mara.find(s.g.Ref()).(*app.Finding).HasTag(s.trust.ID) != c.keep {
				t.Errorf("the mark that went with the tag is there: %v", !c.keep)
			}
		})
	}
}

func TestMerge_OneNameMadeOnBothSides(t *testing.T) {
	for _, c := range []struct {
		name string
		side merge.Side
		want int
	}{{"same", merge.Same, 3}, {"renamed", merge.Renamed, 4}} {
		t.Run(c.name, func(t *testing.T) {
			s := newScene(t)
			make := func(x *side, f *app.Finding) app.TagID {
				tag := &app.Tag{ID: app.NewID[app.TagID](), Study: s.study.ID, Name: "Price", Status: app.TagActive, Stamp: x.hand.Stamp()}
				x.change("Make", app.Change{After: tag})
				edit(x, f, func(f *app.Finding) {
					*f = *f.WithTag(app.Tagging{Tag: tag.ID, Author: x.hand.Author, Provenance: app.ByHand, Created: tag.Created})
				})
				return tag.ID
			}
			mine, other := make(s.mara, s.f), make(s.jon, s.g)
			plan, err := (&merge.Service{Store: s.mara.store}).Plan(t.Context(), s.jon.store, merge.Choices{}, nil)
			if err != nil || len(plan.Conflicts) != 1 {
				t.Fatal(plan, err)
			}
			s.mara.merge(s.jon, merge.Choices{By: map[string]merge.Side{plan.Conflicts[0].Key: c.side}})
			tags, err := s.mara.store.AllTags(t.Context())
			if err != nil || len(tags) != c.want {
				t.Errorf("%d tags, %v", len(tags), err)
			}
			g := s.mara.find(s.g.Ref()).(*app.Finding)
			if same := c.side == merge.Same; g.HasTag(mine) != same || g.HasTag(other) == same {
				t.Errorf("the finding carries %v", g.TagIDs())
			}
			// what theirs goes on to mark with it
			edit(s.jon, s.f, func(f *app.Finding) {
				*f = *f.WithTag(app.Tagging{Tag: other, Author: "Jon", Provenance: app.ByHand, Created: f.Created})
			})
			s.mara.merge(s.jon, merge.Choices{By: map[string]merge.Side{plan.Conflicts[0].Key: c.side}})
			want := map[merge.Side]app.TagID{merge.Same: mine, merge.Renamed: other}[c.side]
			if f := s.mara.find(s.f.Ref()).(*app.Finding); !taggedBy(f, want, "Jon") {
				t.Errorf("later: %v", f.Tags)
			}
		})
	}
}
