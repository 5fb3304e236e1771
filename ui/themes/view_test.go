package themes

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/apptest"
	"throughline/app/generate"
	"throughline/app/job"
	"throughline/ui/kit"
	"throughline/ui/task"
)

// booth is the themes screen in a test window over a small workspace.
type booth struct {
	*apptest.Bench
	t     *testing.T
	s     *Screen
	w     fyne.Window
	study *app.Study
	went  []kit.Route
	await func(time.Duration, func() bool) bool
}

func newBooth(t *testing.T, findings int) *booth {
	t.Helper()
	await, release := task.Hold()
	t.Cleanup(release)
	test.NewTempApp(t)
	b := &booth{Bench: apptest.New(t), t: t, await: await}
	b.study = b.Study("Topics")
	var records []app.Record
	for _, p := range generate.New(generate.Options{Seed: 1}).Passages(findings, 4) {
		records = append(records, &app.Finding{ID: app.NewID[app.FindingID](), Study: b.study.ID, Note: p.Text, At: app.NoTime, Stamp: b.Hand.Stamp()})
	}
	if len(records) > 0 {
		b.Put(records...)
	}
	m := &Model{Store: b.Store, Analysis: &analysis.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}, Jobs: &job.Runner{}}
	t.Cleanup(m.Jobs.Close)
	b.s = New(m, func(r kit.Route) { b.went = append(b.went, r) })
	t.Cleanup(b.Log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { m.Changed(cs) }) }))
	stage := kit.NewStage(b.s.Content())
	stage.OnKey, stage.OnRune = b.s.Key, b.s.Rune
	b.w = test.NewTempWindow(t, stage)
	b.w.SetPadded(false)
	b.w.Resize(fyne.NewSize(1096, 700))
	m.Show(Pages)
	b.s.Open(kit.Route{Screen: kit.Themes, Study: b.study.ID})
	b.until("the board", func() bool { return m.Loaded && m.Total == findings })
	return b
}

func (b *booth) until(what string, done func() bool) {
	b.t.Helper()
	if !b.await(20*time.Second, done) {
		b.t.Fatalf("waited for %s in vain; shown: %s", what, b.words())
	}
}

func (b *booth) words() string {
	var out []string
	for _, o := range test.LaidOutObjects(b.w.Content()) {
		if t, ok := o.(*canvas.Text); ok && t.Text != "" {
			out = append(out, t.Text)
		}
	}
	return strings.Join(out, "|")
}

func (b *booth) mustShow(when string, words ...string) {
	b.t.Helper()
	got := b.words()
	for _, w := range words {
		if !strings.Contains(got, w) {
			b.t.Errorf("%s: shown %q, want %q", when, got, w)
		}
	}
}

func (b *booth) propose() *Offer {
	b.t.Helper()
	b.s.Rune('p')
	b.until("a proposal", func() bool { return b.s.model.Offer != nil && b.s.model.Offer.ShownOf != "" })
	return b.s.model.Offer
}

func TestScreen_AnEmptyBoardSaysWhatToDo(t *testing.T) {
	b := newBooth(t, 0)
	b.mustShow("empty", "No findings to group yet", "Open interviews")
	b.s.Rune('v')
	b.mustShow("empty, as a map", "No findings to group yet")
	if b.s.model.Mapping() {
		t.Error("a map of nothing is being drawn")
	}
}

func TestScreen_AProposalIsSteeredByTheKeyboard(t *testing.T) {
	b := newBooth(t, 60)
	m := b.s.model
	o := b.propose()
	b.mustShow("proposed", "Proposal: ", "There is no true number of themes", app.Count(o.K, "theme"), "Suggested: ", "new", "Told apart by: ", "Accept")
	first := o.Themes[0].Key
	k := o.K
	b.s.Rune('+')
	b.until("a finer cut", func() bool { return o.Cut.Options.K == k+1 })
	b.mustShow("finer", app.Count(k+1, "theme"))
	b.s.Rune('0')
	b.until("the suggested cut", func() bool { return o.Cut.Options.K == o.Suggested })
	b.s.Key(&fyne.KeyEvent{Name: fyne.KeySpace})
	if !o.Themes[0].Left {
		t.Fatal("Space did not leave the first theme out")
	}
	b.mustShow("left out", "left out", "Accept "+app.Count(len(o.Themes)-1, "theme"))
	b.s.Key(&fyne.KeyEvent{Name: fyne.KeyDown})
	if o.At == first {
		t.Error("Down did not go to the next theme")
	}
	b.s.Key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if m.Viewing || m.Offer == nil {
		t.Error("Escape leaves the proposal at hand, out of sight")
	}
	b.mustShow("out of sight", "See changes")
	m.View(true)
	b.s.Rune('a')
	// The board may be read before the acceptance is heard: it has themes then, and none of them selected yet.
	b.until("the first theme", func() bool { return m.Offer == nil && m.Theme() != nil && m.CardsOf == m.Selected })
	b.mustShow("accepted", "findings", "proposed", "Write insight")
}

func TestScreen_AMapIsShownAndLeft(t *testing.T) {
	b := newBooth(t, 60)
	m := b.s.model
	b.s.Rune('v')
	b.mustShow("at first", "Drawing the map")
	b.until("the map", func() bool { return m.Plane != nil && m.Plane.Of != nil })
	b.mustShow("drawn", "Each dot is a finding", "directions mean")
	m.PickDots([]int{1, 2})
	b.mustShow("two chosen", "2 findings chosen", "Move to…", "New theme…")
	b.s.Key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(m.Dots) != 0 {
		t.Error("Escape did not choose none")
	}
	o := b.propose()
	b.until("its map", func() bool { return o.Places != nil })
	b.mustShow("the proposal as a map", "Findings in themes you named", "Accept")
	m.Show(Pages)
	b.mustShow("the proposal as a list", "Told apart by")
	b.s.model.Dismiss()
	b.mustShow("dismissed", "Unsorted")
}

func TestScreen_NumbersOfAThemeLeadToItsFindings(t *testing.T) {
	b := newBooth(t, 12)
	all, err := b.Store.Findings(t.Context(), app.FindingQuery{})
	if err != nil {
		t.Fatal(err)
	}
	th := b.Theme(b.study, "Waiting", &all[0].Finding, &all[1].Finding)
	b.until("the theme", func() bool { return len(b.s.model.Themes) == 1 })
	b.s.model.Select(th.ID)
	b.until("its page", func() bool { return len(b.s.model.Cards) == 2 })
	press := func(words string) {
		t.Helper()
		for _, o := range test.LaidOutObjects(b.w.Content()) {
			if btn, ok := o.(*kit.TextButton); ok && strings.Contains(btn.Text(), words) {
				test.Tap(btn)
				return
			}
		}
		t.Errorf("nothing says %q", words)
	}
	press("2 findings")
	press(" of ")
	press("How tight?")
	b.mustShow("asked", "measuring")
	b.until("the measure", func() bool { return b.s.model.Tight != nil })
	b.mustShow("measured", hold(b.s.model.Tight[th.ID])+" (0.")
	if len(b.went) != 2 || b.went[0] != kit.FindingsIn(th.ID, "Waiting", false) || b.went[1] != kit.FindingsIn(th.ID, "Waiting", true) {
		t.Errorf("went to %+v", b.went)
	}
}

func TestScreen_SaysThatThemesBelongToStudiesWhenTheBoardOfAllIsEmpty(t *testing.T) {
	b := newBooth(t, 8)
	const says = "Themes belong to a study"
	chosen, m := 0, b.s.model
	b.s.UseStudies(func() { chosen++ })
	m.Show(BoardFace)
	if strings.Contains(b.words(), says) {
		t.Error("the board of a study says that themes belong to studies")
	}
	b.s.Open(kit.Route{Screen: kit.Themes})
	b.until("the board of all studies", func() bool { return m.Loaded && m.Study == "" })
	b.mustShow("all studies", says, "there are none yet", "Choose a study", "Themes of all studies")
	b.s.choose()
	if chosen != 1 {
		t.Errorf("the list of studies was opened %d times, want once", chosen)
	}
	m.Show(Pages)
	if strings.Contains(b.words(), says) {
		t.Error("the list of themes says that themes belong to studies")
	}
	m.Show(BoardFace)
	b.Theme(nil, "Money")
	b.until("a theme across studies", func() bool { return len(m.Board.Themes) == 1 })
	if strings.Contains(b.words(), says) {
		t.Error("a board with a theme across studies still says that there are none")
	}
}

// Between the choice of another study and the moment when it is there, nothing of what was shown may be asked for.
func TestScreen_ForgetsWhatItShowedOnceAnotherStudyIsChosen(t *testing.T) {
	for _, face := range []Face{BoardFace, Pages, MapFace, TableFace} {
		t.Run(string(face), func(t *testing.T) {
			b, _, _ := newBoard(t)
			m := b.s.model
			m.Show(face)
			if face == MapFace {
				b.until("the map", func() bool { return m.Plane != nil && m.Plane.Of != nil })
				b.s.plane.dots.dots.Focus()
			}
			b.until("the rows", func() bool { return face != TableFace || len(m.Table.Rows) > 0 })
			b.s.Open(kit.Route{Screen: kit.Themes, Study: b.Study("Billing").ID})
			if has := b.w.Canvas().Focused(); has != nil && face != Pages {
				t.Errorf("%T hears keys, which is out of sight", has)
			}
			b.w.Resize(fyne.NewSize(1000, 600))
			b.s.Content().Refresh()
			for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn, fyne.KeyDelete} {
				b.s.Key(&fyne.KeyEvent{Name: k})
			}
			for _, letter := range "ocatlm" {
				b.s.Rune(letter)
			}
			b.until("the other study", func() bool { return m.Loaded })
		})
	}
}
