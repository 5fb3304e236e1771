package redact_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/vault"
	"throughline/app/workspace"
	"throughline/storage"
	"throughline/ui/kit"
	"throughline/ui/redact"
	"throughline/ui/task"
)

// desk is a model over a real workspace with two interviews.
type desk struct {
	*testing.T
	w     *workspace.Workspace
	m     *redact.Model
	await func(time.Duration, func() bool) bool
	told  string
	err   error
}

func newDesk(t *testing.T) *desk {
	await, release := task.Hold()
	t.Cleanup(release)
	ctx := context.Background()
	store, err := storage.Create(ctx, filepath.Join(t.TempDir(), "r.throughline"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Over(ctx, store, app.Hand{Author: "Mara"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	w.Vault.Cost = vault.Cost{KiB: 64, Passes: 1, Threads: 1}
	d := &desk{T: t, w: w, await: await}
	cs := w.Hand.Begin("Put")
	cs.Create(&app.Study{ID: "s", Name: "Study", Stamp: w.Hand.Stamp()})
	for i, text := range []string{"Write to anouk@vandersteen.example or ask Piet Oosterhuis. Maybe Grand is a name.", "I met Piet Oosterhuis. Call +31 6 5550 1234."} {
		iv := &app.Interview{ID: app.InterviewID(fmt.Sprint("i", i)), Study: "s", Title: fmt.Sprint("Interview ", i), Stamp: w.Hand.Stamp()}
		cs.Create(iv)
		cs.Create(&app.Transcript{ID: app.TranscriptID(fmt.Sprint("t", i)), Interview: iv.ID, Revision: 1, Language: "en", Text: text, Stamp: w.Hand.Stamp(),
			Turns: []app.Turn{{Span: app.Span{End: len(text)}, From: app.NoTime, To: app.NoTime}}})
	}
	if err := w.Log.Commit(ctx, cs); err != nil {
		t.Fatal(err)
	}
	d.m = &redact.Model{Redactor: w, Vault: w.Vault.IsOpen, Jobs: w.Jobs, OnTell: func(s string) { d.told = s }, OnFail: func(err error) { d.err = err }}
	cancel := w.Log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { d.m.Changed(cs) }) })
	t.Cleanup(cancel)
	t.Cleanup(d.m.Close)
	return d
}

func (d *desk) until(what string, done func() bool) {
	d.Helper()
	if !d.await(20*time.Second, done) {
		d.Fatalf("waited for %s in vain; error: %v, %v", what, d.m.Err, d.err)
	}
}

func (d *desk) found() {
	d.Helper()
	d.until("what is found", func() bool { return d.m.Result != nil })
}

func (d *desk) rowOf(text string) int {
	d.Helper()
	for i := range d.m.Rows() {
		if v := d.m.Value(i); v != nil && v.Text == text {
			return i
		}
	}
	d.Fatalf("no row %q", text)
	return -1
}

func (d *desk) text(id app.InterviewID) string {
	d.Helper()
	tr, err := d.w.Store.Transcript(context.Background(), id)
	if err != nil {
		d.Fatal(err)
	}
	return tr.Text
}

func TestModel_TakesOutWhatWasChosenAndNothingElse(t *testing.T) {
	d := newDesk(t)
	m := d.m
	m.Open("")
	if m.Result != nil || len(m.Rows()) != 0 {
		t.Error("something is found in no study")
	}
	m.Open("s")
	d.found()
	if chosen, all := m.Count("email"); chosen != 1 || all != 1 {
		t.Errorf("e-mail: %d of %d chosen", chosen, all)
	}
	for _, c := range []struct {
		band int
		all  bool
	}{{0, true}, {3, false}} {
		m.ChooseFrom(c.band)
		if chosen, all := m.Count(""); (chosen == all) != c.all || (chosen == 0) == c.all {
			t.Errorf("ChooseFrom(%d): %d of %d", c.band, chosen, all)
		}
	}
	m.Apply() // nothing is chosen: nothing happens
	m.Tick(d.rowOf("Piet Oosterhuis"))
	m.Select(d.rowOf("Piet Oosterhuis"))
	if places := m.Result.Places(m.Selected, 9); len(places) != 2 || places[1].Before != "I met " || !strings.HasPrefix(places[1].After, ". Call") {
		t.Errorf("places: %+v", places)
	}
	m.Apply()
	d.until("word of it", func() bool { return d.told != "" })
	if d.told != "2 places redacted in 2 interviews" {
		t.Errorf("told %q", d.told)
	}
	if got, want := d.text("i1"), "I met [person 1]. Call +31 6 5550 1234."; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	d.until("what is left", func() bool {
		chosen, all := m.Count("")
		return m.Result != nil && all > 0 && chosen == 0 && !strings.Contains(fmt.Sprint(m.Result.Values), "Piet")
	})
	if _, err := d.w.Log.Undo(context.Background()); err != nil {
		t.Fatal(err)
	}
	d.until("Piet again", func() bool { return m.Result != nil && strings.Contains(fmt.Sprint(m.Result.Values), "Piet") })
}

func TestModel_HeadingsFoldAndAStepMeanwhileIsNotLost(t *testing.T) {
	d := newDesk(t)
	m := d.m
	m.Open("s")
	d.found()
	before := len(m.Rows())
	at := d.rowOf("Piet Oosterhuis")
	head := at
	for m.Value(head) != nil {
		head--
	}
	m.Toggle(head)
	if len(m.Rows()) >= before || !m.Closed("person") {
		t.Errorf("closed: %d rows of %d", len(m.Rows()), before)
	}
	m.Toggle(head)
	if len(m.Rows()) != before {
		t.Errorf("opened: %d rows of %d", len(m.Rows()), before)
	}
	stale := m.Result
	m.ChooseFrom(0)
	chosen := map[string]bool{}
	for k, v := range m.Chosen {
		chosen[k] = v
	}
	if _, err := d.w.Redact(context.Background(), stale, chosen, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := d.w.Redact(context.Background(), stale, chosen, nil); app.CodeOf(err) != app.EConflict {
		t.Errorf("a result that is out of date: %v", err)
	}
}

func TestScreen_ShowsItsStatesAndActsByKeys(t *testing.T) {
	test.NewTempApp(t)
	d := newDesk(t)
	asked := 0
	s := redact.New(d.m, func(kit.Route) {}, func() {}, func(func()) { asked++ })
	w := test.NewWindow(s.Content())
	defer w.Close()
	w.Resize(fyne.NewSize(1100, 700))
	s.Open(kit.Route{Study: "s"})
	d.found()
	s.Shown()
	s.Rune('n')
	if chosen, _ := d.m.Count(""); chosen != 0 {
		t.Errorf("N leaves %d chosen", chosen)
	}
	s.Rune('a')
	chosen, all := d.m.Count("")
	if chosen != all || all == 0 {
		t.Errorf("A chooses %d of %d", chosen, all)
	}
	d.m.Select(1)
	s.Key(&fyne.KeyEvent{Name: fyne.KeySpace})
	if after, _ := d.m.Count(""); after != all-1 {
		t.Errorf("Space leaves %d of %d", after, all)
	}
	if kinds := analysis.RedactionKinds(); len(kinds) < 12 || kinds[0] != analysis.KindSpeaker {
		t.Errorf("kinds %v", kinds)
	}
}
