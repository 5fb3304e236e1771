package across

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/across"
	"throughline/app/apptest"
	"throughline/app/generate"
	"throughline/app/job"
	"throughline/app/search"
	"throughline/ui/kit"
	"throughline/ui/task"
)

// booth is the screen in a test window over studies that speak of the same topics.
type booth struct {
	*apptest.Bench
	t       *testing.T
	m       *Model
	s       *Screen
	w       fyne.Window
	studies []*app.Study
	went    []kit.Route
	await   func(time.Duration, func() bool) bool
}

const topics, perTheme = 4, 30

// called are names of themes that have nothing to do with each other.
var called = []string{"Alpine", "Bracket", "Cinnamon", "Dervish", "Eclipse", "Falcon", "Granite", "Harvest"}

func newBooth(t *testing.T, studies int) *booth {
	t.Helper()
	await, release := task.Hold()
	t.Cleanup(release)
	test.NewTempApp(t)
	b := &booth{Bench: apptest.New(t), t: t, await: await}
	ps := generate.New(generate.Options{Seed: 3}).Passages(studies*topics*perTheme, topics)
	for i := range studies {
		st := b.Study(fmt.Sprint("Study ", i+1))
		b.studies = append(b.studies, st)
		who := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: fmt.Sprint("P", i), Stamp: b.Hand.Stamp()}
		held := make([][]*app.Finding, topics)
		records := []app.Record{who}
		for _, p := range ps[i*topics*perTheme : (i+1)*topics*perTheme] {
			f := &app.Finding{ID: app.NewID[app.FindingID](), Study: st.ID, Participant: who.ID, Note: p.Text, At: app.NoTime, Stamp: b.Hand.Stamp()}
			held[p.Topic], records = append(held[p.Topic], f), append(records, f)
		}
		b.Put(records...)
		for topic := range held {
			b.Theme(st, called[(i*topics+topic)%len(called)], held[topic]...)
		}
	}
	b.m = &Model{Store: b.Store, Across: &across.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}, Asker: &search.Service{Store: b.Store}, Jobs: &job.Runner{}}
	t.Cleanup(b.m.Jobs.Close)
	t.Cleanup(b.Log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { b.m.Changed(cs) }) }))
	b.s = New(b.m, func(r kit.Route) { b.went = append(b.went, r) })
	stage := kit.NewStage(b.s.Content())
	stage.OnKey, stage.OnRune = b.s.Key, b.s.Rune
	b.w = test.NewTempWindow(t, stage)
	b.w.SetPadded(false)
	b.w.Resize(fyne.NewSize(1096, 700))
	b.s.Open(kit.Route{Screen: kit.Across})
	b.until("the matrix", func() bool { return b.m.Loaded && b.m.Known })
	return b
}

func (b *booth) until(what string, done func() bool) {
	b.t.Helper()
	if !b.await(30*time.Second, done) {
		b.t.Fatalf("waited in vain for %s; error %v", what, b.m.Err)
	}
}

// words is all text in sight.
func (b *booth) words() string {
	var out []string
	for _, o := range test.LaidOutObjects(b.w.Content()) {
		if t, ok := o.(*canvas.Text); ok && t.Text != "" {
			out = append(out, t.Text)
		}
	}
	return strings.Join(out, "|")
}

func (b *booth) mustShow(when string, want ...string) {
	b.t.Helper()
	got := b.words()
	for _, w := range want {
		if !strings.Contains(got, w) {
			b.t.Errorf("%s: %q is not shown in %q", when, w, got)
		}
	}
}

func TestScreen_OfNoStudyDoesNotSpeakOfOne(t *testing.T) {
	newBooth(t, 0).mustShow("at first", "No study yet")
}

func TestScreen_OfOneStudySaysWhatItIsFor(t *testing.T) {
	b := newBooth(t, 1)
	b.mustShow("at first", "There is one study only")
	b.s.Rune('5')
	b.mustShow("asking", "Have we asked this before?")
}

func TestScreen_ProposesNamesAndAcceptsThemesAcrossStudies(t *testing.T) {
	b := newBooth(t, 2)
	b.mustShow("at first", "No theme across studies holds findings yet")
	b.s.Rune('2')
	b.mustShow("before", "Compare themes")
	b.m.FindMetas()
	b.until("proposals", func() bool { return b.m.Compared })
	if len(b.m.Metas) != topics {
		t.Fatalf("%d proposals, want %d", len(b.m.Metas), topics)
	}
	b.m.Name(b.m.Metas[0].Key, "A name of my own")
	left := b.m.Metas[1].Key
	b.m.Leave(left, true)
	b.mustShow("proposed", "A name of my own", "Accept 3 themes", "would come in", "Study 2")
	steps := b.Steps()
	b.m.AcceptMetas()
	b.until("the rest", func() bool { return len(b.m.Metas) == 1 })
	if b.Steps() != steps+1 || b.m.Metas[0].Key != left {
		t.Errorf("%d steps; %s is left", b.Steps()-steps, b.m.Metas[0].Key)
	}
	b.m.Show(Matrix)
	b.until("the matrix", func() bool { return b.m.Known && len(b.m.Grid.Rows) == 3 })
	b.mustShow("the matrix", "A name of my own", "Study 1")
	title, q := b.m.Cell(0, 1)
	rows, err := b.Store.Findings(t.Context(), q)
	if err != nil || len(rows) != perTheme || b.m.Grid.Cells[0][1].Findings != perTheme || !strings.Contains(title, "Study 2") {
		t.Errorf("%s: %d findings of %+v, %v", title, len(rows), b.m.Grid.Cells[0][1], err)
	}
	if _, err := b.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.until("an empty matrix", func() bool { return b.m.Known && len(b.m.Grid.Rows) == 0 })
}

func TestScreen_MapsTagsAndForgetsThoseTurnedDown(t *testing.T) {
	b := newBooth(t, 2)
	for i, st := range b.studies {
		tag := b.Tag(st, []string{"Pricing", "pricing"}[i], "")
		rows, err := b.Store.Findings(t.Context(), app.FindingQuery{Study: st.ID, Page: app.Page{Limit: 5}})
		if err != nil {
			t.Fatal(err)
		}
		cs := b.Hand.Begin("Tag")
		for j := range rows {
			f := rows[j].Finding
			cs.Update(&f, f.WithTag(app.Tagging{Tag: tag.ID, Author: apptest.Author, Provenance: app.ByHand, Created: f.Created}))
		}
		if err := b.Log.Commit(t.Context(), cs); err != nil {
			t.Fatal(err)
		}
	}
	b.m.Show(Tags)
	b.m.FindMappings()
	b.until("proposals", func() bool { return b.m.Mapped })
	if len(b.m.Maps.Open) != 1 {
		t.Fatalf("%d proposals, want one", len(b.m.Maps.Open))
	}
	b.mustShow("proposed", "new in the taxonomy", "Not the same", "Map 2 tags")
	key := b.m.Maps.Open[0].Key
	b.m.RejectMapping(key)
	b.until("turned down", func() bool { return len(b.m.Maps.Open) == 0 && len(b.m.Maps.Refused) == 1 })
	b.mustShow("turned down", "Show 1 turned down")
	b.m.FindMappings()
	b.until("compared again", func() bool { return !b.m.Mapping })
	if len(b.m.Maps.Open) != 0 {
		t.Error("what was turned down is proposed again")
	}
	if _, err := b.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.until("back after undo", func() bool { return len(b.m.Maps.Open) == 1 })
	b.m.RejectMapping(key)
	b.until("turned down again", func() bool { return len(b.m.Maps.Refused) == 1 })
	b.m.Reconsider()
	b.until("back", func() bool { return len(b.m.Maps.Open) == 1 && len(b.m.Maps.Refused) == 0 })
	b.m.AcceptMapping(key)
	b.until("no more", func() bool { return len(b.m.Maps.Open) == 0 })
	b.mustShow("done", "Nothing left to map")
}

func TestModel_AnsweredMappingsStayInTheirPlace(t *testing.T) {
	m := &Model{Mapped: true}
	m.Maps.Open = []across.Mapping{{Key: "a"}, {Key: "b"}, {Key: "c"}}
	want := func(open string) {
		t.Helper()
		listed, got := "", ""
		for _, p := range m.Listed() {
			listed += p.Key
			if !m.Answered(p.Key) {
				got += p.Key
			}
		}
		if listed != "abc" || got != open {
			t.Errorf("listed %q, open %q, want %q", listed, got, open)
		}
	}
	want("abc")
	m.Maps.Drop("a")
	want("bc")
	m.Maps.Drop("b")
	want("c")
}

func TestScreen_TellsContradictions(t *testing.T) {
	b := newBooth(t, 2)
	wide := b.Theme(nil, "Money")
	var records []app.Record
	for i := range 12 {
		study, tone := b.studies[i/6], []int{1, -1}[i/6]
		who := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: fmt.Sprint("Q", i), Stamp: b.Hand.Stamp()}
		f := &app.Finding{ID: app.NewID[app.FindingID](), Study: study.ID, Participant: who.ID, Note: "said", Sentiment: tone, At: app.NoTime, Stamp: b.Hand.Stamp()}
		records = append(records, who, f, &app.Placement{Theme: wide.ID, Finding: f.ID, Order: float64(i), Stamp: b.Hand.Stamp()})
	}
	b.Put(records...)
	b.m.Show(Contradictions)
	b.until("contradictions", func() bool { return len(b.m.Clashes) == 1 })
	b.mustShow("told", "Money", "6 of 6 people with a tone praise", "6 of 6 people with a tone complain")
}

// fakeAsker has an answer to searches for any of several words only.
type fakeAsker struct{ asked []string }

// Asked implements Asker.
func (f *fakeAsker) Asked(_ context.Context, question string, _ app.StudyID) (search.Before, error) {
	f.asked = append(f.asked, question)
	if !strings.Contains(question, " OR ") {
		return search.Before{}, nil
	}
	return search.Before{Themes: []search.Earlier{{Result: search.Result{Hit: app.Hit{Kind: app.KindTheme, ID: "t", Study: "s", Title: "Leaving early"}}, StudyName: "Churn", Strength: "7 of 12 people"}}}, nil
}

func TestAsk_LooksForAnyWordWhereNothingHasAll(t *testing.T) {
	b := newBooth(t, 2)
	f := &fakeAsker{}
	b.m.Asker = f
	b.s.Open(kit.Route{Screen: kit.Across, Filter: "why do customers leave"})
	b.until("an answer", func() bool { return b.m.Before != nil && !b.m.Asking })
	b.mustShow("answered", "Leaving early", "Churn", "7 of 12 people")
	if got := strings.Join(f.asked, "; "); got != "why do customers leave; customers OR leave" {
		t.Errorf("asked %q", got)
	}
	b.m.Ask("", "")
	b.mustShow("nothing asked", "Have we asked this before?")
}

func TestModel_NamesakesAreLeftOutUnlessSomebodyTookThem(t *testing.T) {
	row := func(key string, use float64) across.Meta {
		return across.Meta{Key: key, Likeness: across.Likeness{Score: 0.9, Names: 1, Use: use}}
	}
	m := &Model{Left: map[string]bool{"taken": false}}
	m.foundMetas(0, []across.Meta{row("alike", 0.8), row("namesakes", 0.1), row("taken", 0.1)}, nil)
	if m.Left["alike"] || !m.Left["namesakes"] || m.Left["taken"] || m.Chosen() != 2 {
		t.Errorf("left out %v, %d chosen", m.Left, m.Chosen())
	}
}
