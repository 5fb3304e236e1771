package shell

import (
	"errors"
	"testing"

	"throughline/app"
	"throughline/app/job"
	"throughline/ui/kit"
	"throughline/ui/say"
)

func TestTrail_GoesBackAndForwardAndForgetsForwardOnANewWay(t *testing.T) {
	var tr Trail
	if _, ok := tr.Back(); ok {
		t.Error("an empty trail went back")
	}
	a, b, c := kit.Route{Screen: kit.Interviews}, kit.Route{Screen: kit.Findings}, kit.Route{Screen: kit.Themes}
	tr.Push(a)
	tr.Push(a)
	tr.Push(b)
	if r, ok := tr.Back(); !ok || r != a {
		t.Errorf("Back() = %v, %v, want %v", r, ok, a)
	}
	if _, ok := tr.Back(); ok {
		t.Error("went back past the first place")
	}
	if r, ok := tr.Forward(); !ok || r != b {
		t.Errorf("Forward() = %v, %v, want %v", r, ok, b)
	}
	tr.Back()
	tr.Push(c)
	if _, ok := tr.Forward(); ok {
		t.Error("forward survived a new way")
	}
}

func TestTrail_KeepsABoundedPast(t *testing.T) {
	var tr Trail
	for i := range 3 * maxTrail {
		tr.Push(kit.Route{Screen: kit.Reader, ID: say.Number(i)})
	}
	n := 0
	for {
		if _, ok := tr.Back(); !ok {
			break
		}
		n++
	}
	if n != maxTrail-1 {
		t.Errorf("%d steps back, want %d", n, maxTrail-1)
	}
}

func TestRouteTo(t *testing.T) {
	span := app.Span{Start: 3, End: 9}
	for _, c := range []struct {
		name string
		hit  app.Hit
		want kit.Route
	}{
		{"a passage opens the reader there", app.Hit{Kind: app.KindTranscript, ID: "t", Study: "s", Interview: "i", Span: span}, kit.Route{Screen: kit.Reader, Study: "s", ID: "i", Span: span}},
		{"a finding opens the reader there", app.Hit{Kind: app.KindFinding, ID: "f", Interview: "i", Span: span}, kit.Route{Screen: kit.Reader, ID: "i", Span: span}},
		{"a note without passage stays in findings", app.Hit{Kind: app.KindFinding, ID: "f"}, kit.Route{Screen: kit.Findings, ID: "f"}},
		{"a tag filters findings", app.Hit{Kind: app.KindTag, ID: "g", Title: "Docs"}, kit.Route{Screen: kit.Findings, ID: "g", Filter: "Docs"}},
		{"an insight", app.Hit{Kind: app.KindInsight, ID: "n"}, kit.Route{Screen: kit.Insights, ID: "n"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := RouteTo(c.hit); got != c.want {
				t.Errorf("RouteTo() = %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestPending_ToldOnceWithEverything(t *testing.T) {
	var p pending
	p.add([]kit.Screen{kit.Themes}, &app.ChangeSet{Changes: []app.Change{{After: &app.Theme{ID: "a"}}}})
	p.add([]kit.Screen{kit.Themes}, &app.ChangeSet{Changes: []app.Change{{After: &app.Tag{ID: "b"}}}})
	cs := p.take(kit.Themes)
	if cs == nil || !cs.Touches(app.KindTheme) || !cs.Touches(app.KindTag) {
		t.Errorf("take() = %+v, want both changes", cs)
	}
	if p.take(kit.Themes) != nil {
		t.Error("told twice")
	}
	many := make([]app.Change, maxPending+1)
	for i := range many {
		many[i] = app.Change{After: &app.Tag{ID: "x"}}
	}
	p.add([]kit.Screen{kit.Themes}, &app.ChangeSet{Changes: []app.Change{{After: &app.Theme{ID: "a"}}}})
	p.add([]kit.Screen{kit.Themes}, &app.ChangeSet{Changes: many})
	if cs := p.take(kit.Themes); len(cs.Changes) != 2 {
		t.Errorf("%d changes kept, want one of each kind", len(cs.Changes))
	}
	p.add([]kit.Screen{kit.Themes}, &app.ChangeSet{Changes: many})
	if cs := p.take(kit.Themes); len(cs.Changes) != 1 || !cs.Touches(app.KindTag) {
		t.Errorf("%d changes of one large step kept, want one of each kind", len(cs.Changes))
	}
}

func TestBrief_HoldsRecordsApartFromOthers(t *testing.T) {
	all := make([]app.Tag, maxPending+1)
	step := &app.ChangeSet{}
	for i := range all {
		step.Changes = append(step.Changes, app.Change{Before: &all[i]})
	}
	all[0].Name = "Docs"
	got := brief(step).Changes
	if was, ok := got[0].Before.(*app.Tag); len(got) != 1 || !ok || was == &all[0] || was.Name != "Docs" || got[0].After != nil {
		t.Errorf("brief() = %+v, want a copy of the first change", got)
	}
}

func TestJobLine(t *testing.T) {
	for _, c := range []struct {
		name  string
		jobs  []job.Status
		line  string
		share float64
	}{
		{"nothing", []job.Status{{State: job.Done}, {State: job.Failed, Err: errors.New("x")}}, "", 0},
		{"one", []job.Status{{State: job.Running, Name: "Import 3 files", What: "p3.vtt", Done: 1, Total: 4}}, "Import 3 files · p3.vtt", 0.25},
		{"unknown end", []job.Status{{State: job.Running, Name: "Propose themes"}}, "Propose themes", -1},
		{"two", []job.Status{{State: job.Running, Name: "A"}, {State: job.Running, Name: "B", Done: 1, Total: 2}}, "2 jobs · B", 0.5},
	} {
		t.Run(c.name, func(t *testing.T) {
			line, share, _ := jobLine(c.jobs)
			if line != c.line || share != c.share {
				t.Errorf("jobLine() = %q, %v, want %q, %v", line, share, c.line, c.share)
			}
		})
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1204: "1,204", 1234567: "1,234,567"} {
		if got := say.Number(n); got != want {
			t.Errorf("say.Number(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestPending_PagesThatHeardTheSameShareIt(t *testing.T) {
	step := func(id app.ThemeID) *app.ChangeSet {
		return &app.ChangeSet{Changes: []app.Change{{After: &app.Theme{ID: id}}}}
	}
	var p pending
	p.add([]kit.Screen{kit.Themes, kit.Insights}, step("a"))
	p.add([]kit.Screen{kit.Themes, kit.Insights, kit.People}, step("b"))
	themes, insights, people := p.take(kit.Themes), p.take(kit.Insights), p.take(kit.People)
	if themes != insights || len(themes.Changes) != 2 || themes.Changes[0].Ref().ID != "a" || themes.Changes[1].Ref().ID != "b" {
		t.Errorf("themes heard %v, insights %v", themes, insights)
	}
	if len(people.Changes) != 1 || people.Changes[0].Ref().ID != "b" {
		t.Errorf("people heard %v, who was told of the second step alone", people)
	}
}
