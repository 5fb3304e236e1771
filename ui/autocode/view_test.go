package autocode

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/coding"
	"throughline/app/coding/rule"
	"throughline/app/job"
	"throughline/ui/kit"
	"throughline/ui/task"
)

// booth is the screen in a test window over a workspace in which "price" occurs in many interviews.
type booth struct {
	*apptest.Bench
	t     *testing.T
	s     *Screen
	w     fyne.Window
	went  []kit.Route
	await func(time.Duration, func() bool) bool
}

func newBooth(t *testing.T, interviews int) *booth {
	t.Helper()
	await, release := task.Hold()
	t.Cleanup(release)
	test.NewTempApp(t)
	b := &booth{Bench: apptest.New(t), t: t, await: await}
	st := b.Study("Prices")
	for i := range interviews {
		b.Session(st, "P"+string(rune('A'+i%26))+string(rune('A'+i/26)), "P: The price is high.", "P: What a price 🎉 it is.")
	}
	m := &Model{Store: b.Store, Rules: &rule.Service{Store: b.Store, Log: b.Log, Hand: b.Hand},
		Coding: &coding.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}, Jobs: &job.Runner{}}
	t.Cleanup(m.Jobs.Close)
	b.s = New(m, func(r kit.Route) { b.went = append(b.went, r) }, func() {})
	b.w = test.NewTempWindow(t, kit.NewStage(b.s.Content()))
	b.w.SetPadded(false)
	b.w.Resize(fyne.NewSize(1100, 700))
	b.s.Open(kit.Route{Screen: kit.AutoCode, Study: st.ID})
	return b
}

func (b *booth) until(what string, done func() bool) {
	b.t.Helper()
	if !b.await(20*time.Second, done) {
		b.t.Fatalf("waited for %s in vain; shown: %s", what, b.words())
	}
}

// words is what stands on screen.
func (b *booth) words() string {
	var out []string
	for _, o := range test.LaidOutObjects(b.w.Content()) {
		if t, ok := o.(*canvas.Text); ok && t.Text != "" {
			out = append(out, t.Text)
		}
	}
	return strings.Join(out, " | ")
}

func (b *booth) expect(words ...string) {
	b.t.Helper()
	shown := b.words()
	for _, w := range words {
		if !strings.Contains(shown, w) {
			b.t.Errorf("%q is not shown in: %s", w, shown)
		}
	}
}

func TestScreen_ShowsWhatIsFoundAsOneTypes(t *testing.T) {
	b := newBooth(t, 60)
	b.expect("Find passages, then tag them together", "Type the words to look for.")
	b.s.form.texts.SetText("price")
	b.until("the hits", func() bool { return b.s.model.Result != nil })
	b.expect("120 hits in 60 interviews", "Interview with PAA", "Choose a tag to put on.", "Tag 120 passages")
	if n := len(test.WidgetRenderer(b.s.list.page).Objects()); n == 0 || n > 200 {
		t.Errorf("%d objects for 180 rows; only those in sight may have some", n)
	}
	b.s.form.texts.SetText("zebra")
	b.until("nothing", func() bool { return b.s.model.Result != nil && len(b.s.model.Result.Hits) == 0 })
	b.expect("Nothing found", "in 60 interviews")
	b.s.model.Edit(func(r *app.RuleSpec) { r.Kind, r.Texts = app.RulePattern, []string{"(x"} })
	b.until("the complaint", func() bool { return b.s.model.RuleErr != nil })
	b.expect("The rule cannot be used yet", "character 1")
}

func TestList_GoesByKeys(t *testing.T) {
	b := newBooth(t, 30)
	b.s.form.texts.SetText("price")
	b.until("the hits", func() bool { return b.s.model.Result != nil })
	l := b.s.list
	type step struct {
		name string
		do   func()
		at   int
	}
	key := func(k fyne.KeyName) func() { return func() { l.page.TypedKey(&fyne.KeyEvent{Name: k}) } }
	typed := func(r rune) func() { return func() { l.page.TypedRune(r) } }
	for _, s := range []step{{"down", key(fyne.KeyDown), 1}, {"J", typed('j'), 2}, {"K", typed('K'), 1}, {"up", key(fyne.KeyUp), 0}, {"up at the top", key(fyne.KeyUp), 0},
		{"end", key(fyne.KeyEnd), 89}, {"down at the end", key(fyne.KeyDown), 89}, {"home", key(fyne.KeyHome), 0}, {"a hit", typed('j'), 1}} {
		s.do()
		if l.at != s.at {
			t.Errorf("after %s the keyboard is on row %d, want %d", s.name, l.at, s.at)
		}
		if top := l.scroll.Offset.Y; l.tops[l.at+1] > top+l.scroll.Size().Height+1 || l.tops[l.at] < top-1 {
			t.Errorf("after %s row %d is out of sight", s.name, l.at)
		}
	}
	typed(' ')()
	if chosen, _ := b.s.model.Count(); chosen != 59 {
		t.Errorf("after Space %d are chosen", chosen)
	}
	typed('n')()
	typed('a')()
	if chosen, _ := b.s.model.Count(); chosen != 60 {
		t.Errorf("after N and A %d are chosen", chosen)
	}
	key(fyne.KeyReturn)()
	h := b.s.model.Hit(b.s.model.Rows()[1])
	if len(b.went) != 1 || b.went[0] != (kit.Route{Screen: kit.Reader, ID: string(h.Interview), Span: h.Span}) {
		t.Errorf("Enter went to %+v", b.went)
	}
}

// TestList_SurvivesFewerRows shows another search while the list is scrolled to its end.
func TestList_SurvivesFewerRows(t *testing.T) {
	b := newBooth(t, 40)
	b.s.form.texts.SetText("price")
	b.until("the hits", func() bool { return b.s.model.Result != nil })
	b.s.list.move(len(b.s.model.Rows()) - 1)
	b.s.form.texts.SetText("high")
	b.until("fewer", func() bool { return len(b.s.model.Rows()) == 80 })
	if l := b.s.list; l.at != 79 || l.scroll.Offset.Y > l.tops[80] {
		t.Errorf("row %d, scrolled to %v of %v", l.at, l.scroll.Offset.Y, l.tops[80])
	}
	b.s.list.page.TypedRune('k')
	b.s.form.texts.SetText("")
	b.until("nothing", func() bool { return b.s.model.Result == nil })
	b.s.list.page.TypedRune(' ')
	b.s.list.page.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
}

// TestScreen_PaintsManyHitsQuickly keeps a repaint of the most that is ever found under the time of half a picture.
func TestScreen_PaintsManyHitsQuickly(t *testing.T) {
	b := newBooth(t, 1)
	b.s.form.texts.SetText("price")
	b.until("the hits", func() bool { return b.s.model.Result != nil })
	m := b.s.model
	hit, group := m.Result.Hits[0], m.Result.Interviews[0]
	res := &rule.Result{Looked: 1000}
	for i := range rule.MaxHits {
		hit.Start = i * 10
		hit.End = hit.Start + 5
		res.Hits = append(res.Hits, hit)
		if i%50 == 49 {
			group.From, group.To = i-49, i+1
			res.Interviews = append(res.Interviews, group)
		}
	}
	m.Result = res
	m.list()
	m.ChooseAll(false)
	best := time.Hour
	for range 5 {
		start := time.Now()
		m.Toggle(m.Rows()[1])
		best = min(best, time.Since(start))
	}
	if chosen, all := m.Count(); chosen != 1 || all != rule.MaxHits {
		t.Errorf("%d of %d are chosen", chosen, all)
	}
	if best > 250*time.Millisecond { // some milliseconds on an idle machine; what grows faster than the hits takes minutes
		t.Errorf("a tick in %d hits takes %v", rule.MaxHits, best)
	}
	t.Logf("a tick in %d hits takes %v", rule.MaxHits, best)
}
