package themes_test

import (
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/ui/themes"
)

// proposed waits for a proposal with the findings of its first theme.
func (d *desk) proposed() *themes.Offer {
	d.t.Helper()
	d.m.Propose()
	d.until("a proposal", func() bool { return d.m.Offer != nil && !d.m.Proposing && len(d.m.Offer.Shown) > 0 })
	return d.m.Offer
}

// cutAt waits for a cut.
func (d *desk) cutAt(k int) {
	d.t.Helper()
	d.m.CutAt(k)
	d.until("a cut", func() bool { return d.m.Offer.Cut.Options.K == d.m.Offer.K })
}

func TestModel_TheSliderCutsAnewAndTheLastNumberWins(t *testing.T) {
	d := newDesk(t)
	o := d.proposed()
	if o.K != o.Suggested || o.Suggested < o.Least || o.Suggested > o.Most {
		t.Fatalf("shows %d themes, suggests %d of %d to %d", o.K, o.Suggested, o.Least, o.Most)
	}
	for k := o.Least; k <= o.Most; k++ {
		d.m.CutAt(k)
	}
	d.m.CutAt(o.Least + 1)
	d.until("the last", func() bool { return o.Cut.Options.K == o.Least+1 })
	if len(o.Themes) > o.Least+1 || len(d.m.Themes) != 0 {
		t.Errorf("%d themes proposed, %d on the board", len(o.Themes), len(d.m.Themes))
	}
	d.m.CutAt(10_000)
	if o.K != o.Most {
		t.Errorf("beyond the range it asks for %d", o.K)
	}
	d.cutAt(o.Suggested)
	d.m.Dismiss()
	d.m.CutAt(3)
	if d.m.Offer != nil || d.m.Viewing {
		t.Error("a dismissed proposal is still there")
	}
}

func TestModel_APersonsDecisionsHoldWhileCuttingAndProposingAgain(t *testing.T) {
	d := newDesk(t)
	o := d.proposed()
	d.cutAt(4)
	name, out := o.Themes[0].Key, o.Themes[1].Key
	d.m.NameOffered(name, "Ours")
	d.m.Leave(out, true)
	check := func(when string) {
		t.Helper()
		o := d.m.Offer
		named := slices.ContainsFunc(o.Themes, func(g analysis.ProposedTheme) bool { return g.Name == "Ours" && g.Named })
		left := slices.ContainsFunc(o.Themes, func(g analysis.ProposedTheme) bool { return g.Left })
		if !named || !left {
			t.Errorf("%s: named %v, left out %v", when, named, left)
		}
	}
	check("at once")
	d.cutAt(5)
	check("cut finer")
	d.cutAt(4)
	check("cut as before")
	if !slices.ContainsFunc(o.Themes, func(g analysis.ProposedTheme) bool { return themes.Fate(&g) == "left out" }) {
		t.Error("nothing says that a theme is left out")
	}
	d.m.MergeOffered(o.Themes[3].Key, name)
	if len(o.Themes) != 3 || o.At != name || !o.IsMerged(name) {
		t.Errorf("merged: %d themes, looking at %q", len(o.Themes), o.At)
	}
	if says := o.CutSays(); says != "4 themes, 1 merged" {
		t.Errorf("merged: the cut says %q", says)
	}
	d.m.TakeApart(name)
	if len(o.Themes) != 4 || o.IsMerged(name) {
		t.Errorf("taken apart: %d themes", len(o.Themes))
	}
	d.m.LeaveAll(true)
	if !strings.Contains(d.m.OfferLine(), "would stay as it is") {
		t.Errorf("with all left out: %q", d.m.OfferLine())
	}
	d.m.LeaveAll(false)
	d.m.Leave(o.Themes[1].Key, true)
	d.m.Accept()
	d.until("the board", func() bool { return len(d.m.Themes) == 3 && d.m.Offer == nil })
	if !slices.ContainsFunc(d.m.Themes, func(r app.ThemeRow) bool { return r.Name == "Ours" && !r.Proposed }) {
		t.Error("the theme with a person's name is not the person's on the board")
	}
	if _, err := d.log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.until("the undone board", func() bool { return len(d.m.Themes) == 0 && d.m.Unsorted == 60 })
}

func TestModel_LooksAtThemesAndWhatIsUnsorted(t *testing.T) {
	d := newDesk(t)
	o := d.proposed()
	d.cutAt(2)
	last := o.Themes[len(o.Themes)-1].Key
	d.m.LookAt(last)
	d.until("its findings", func() bool { return o.ShownOf == last && len(o.Shown) > 0 })
	if got := o.Shown[0].ID; got != o.Looked().Quotes[0] {
		t.Errorf("the first finding is %s, want the one that stands for the theme", got)
	}
	seen := map[app.FindingID]bool{}
	for len(o.Shown) < o.All() {
		n := len(o.Shown)
		d.m.MoreOf()
		d.until("more", func() bool { return len(o.Shown) > n })
	}
	for _, f := range o.Shown {
		if seen[f.ID] || !slices.Contains(o.Looked().Findings, f.ID) {
			t.Errorf("finding %s is shown twice, or of another theme", f.ID)
		}
		seen[f.ID] = true
	}
	d.m.ByPerson(true)
	d.until("by person", func() bool {
		return slices.IsSortedFunc(o.Shown, func(a, b app.FindingRow) int { return strings.Compare(a.Code, b.Code) })
	})
	if at := o.LineOf(); at < 0 || o.Lines[at].Theme != len(o.Themes)-1 {
		t.Errorf("the theme looked at is on line %d", at)
	}
}

func TestModel_BroaderGroupsOpenAndClose(t *testing.T) {
	d := newDesk(t)
	o := d.proposed()
	d.cutAt(o.Most)
	if len(o.Parents) == 0 {
		t.Fatalf("%d themes without broader groups", len(o.Themes))
	}
	n, head := len(o.Lines), o.Lines[0]
	if head.Theme >= 0 || head.Parent < 0 {
		t.Fatalf("the first line is %+v, want a heading", head)
	}
	within := 0
	for i := range o.Themes {
		if o.Themes[i].Parent == head.Parent {
			within++
		}
	}
	d.m.Fold(head.Parent)
	if len(o.Lines) != n-within {
		t.Errorf("closed, there are %d lines of %d, want %d fewer", len(o.Lines), n, within)
	}
	d.m.Fold(head.Parent)
	if len(o.Lines) != n {
		t.Errorf("opened again, there are %d lines of %d", len(o.Lines), n)
	}
}

func TestModel_AfterAcceptingAProposalSaysWhatWouldChange(t *testing.T) {
	d := newDesk(t)
	d.proposed()
	d.cutAt(4)
	d.m.Accept()
	d.until("the board", func() bool { return len(d.m.Themes) == 4 && d.m.Offer == nil })
	o := d.proposed()
	d.cutAt(4)
	if o.Moves != 0 || !strings.Contains(d.m.OfferLine(), "would stay as it is") {
		t.Errorf("the same again: %q", d.m.OfferLine())
	}
	d.m.Select(d.m.Themes[0].ID)
	if d.m.Offer == nil || d.m.Viewing {
		t.Error("looking at a theme of the board lost the proposal")
	}
	d.m.Lock(true)
	d.until("the lock", func() bool { return d.m.Themes[0].Locked })
	d.until("the proposal compared with that", func() bool { return len(d.m.Offer.Kept) == 1 })
	if d.m.Offer.Stale {
		t.Error("compared again the proposal says that the board has changed since")
	}
	o = d.proposed()
	if o.Stale || !slices.ContainsFunc(o.Themes, func(g analysis.ProposedTheme) bool { return g.Locked && g.Existing == d.m.Themes[0].ID }) {
		t.Error("proposed again, the locked theme is not among the themes")
	}
	for i := range o.Themes {
		if o.Comes(&o.Themes[i]) == "" {
			t.Errorf("theme %d says nothing about where its findings come from", i)
		}
	}
}

func TestModel_TheLastProposalAskedForIsShown(t *testing.T) {
	d := newDesk(t)
	m := d.m
	m.Propose()
	m.Propose()
	d.until("a proposal", func() bool { return m.Offer != nil && !m.Proposing })
	first := m.Offer
	m.Propose()
	m.Stop()
	if m.Proposing || m.Offer != first {
		t.Error("stopped, but still proposing, or the proposal before is gone")
	}
}

func TestModel_TheMapShowsWhereFindingsAre(t *testing.T) {
	d := newDesk(t)
	m := d.m
	m.ShowMap(true)
	d.until("a map", func() bool { return m.Plane != nil && m.Plane.Of != nil && !m.Mapping() })
	if len(m.Plane.Findings) != 60 || slices.ContainsFunc(m.Plane.Of, func(g int32) bool { return g >= 0 }) {
		t.Fatalf("%d dots, or some in a theme of an empty board", len(m.Plane.Findings))
	}
	m.PickDots([]int{4, 7, 9})
	m.PickDots([]int{7})
	ids := m.DotIDs()
	if want := []app.FindingID{m.Plane.Findings[4], m.Plane.Findings[9]}; !slices.Equal(ids, want) {
		t.Fatalf("chosen: %v, want %v", ids, want)
	}
	m.MoveToNew(ids, "Corner")
	d.until("the theme", func() bool { return len(m.Themes) == 1 && len(m.Dots) == 0 })
	d.until("the dots in it", func() bool {
		return len(m.Plane.Themes) == 1 && m.Plane.Of[4] == 0 && m.Plane.Of[9] == 0 && m.Plane.Of[7] < 0
	})
	if m.Plane.Stale {
		t.Error("moving findings makes the map stale")
	}
	m.Select(m.Themes[0].ID)
	if m.Lit != string(m.Themes[0].ID) {
		t.Errorf("chosen on the map, %q stands out", m.Lit)
	}
	var got themes.Glance
	m.GlanceAt(4, m.Plane.Findings[4], func(g themes.Glance) { got = g })
	d.until("the words", func() bool { return got.Row.ID == m.Plane.Findings[4] })
	m.Unlight()
	m.ShowMap(false)
	if m.Lit != "" || m.MapOn {
		t.Error("the map is still on")
	}
	m.Open(app.NewID[app.StudyID](), "")
	d.until("another study", func() bool { return m.Total == 0 && m.Loaded })
	if m.Plane != nil {
		t.Error("the map of another study is kept")
	}
}

func TestModel_CardsShownAreNeverAnotherThemes(t *testing.T) {
	d := newDesk(t)
	d.until("unsorted cards", func() bool { return len(d.m.Cards) > 0 && d.m.CardsOf == themes.Unsorted })
	d.proposed()
	seen := false
	d.m.OnChange = func() {
		seen = seen || d.m.Selected != themes.Unsorted
		if len(d.m.Cards) > 0 && d.m.CardsOf != d.m.Selected {
			t.Errorf("under %q stand the cards of %q", d.m.Selected, d.m.CardsOf)
		}
	}
	d.m.Accept()
	d.until("the accepted board", func() bool { return len(d.m.Themes) > 0 && d.m.Offer == nil && seen && len(d.m.Cards) > 0 })
	if _, err := d.log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.until("the undone board", func() bool { return len(d.m.Themes) == 0 && d.m.CardsOf == themes.Unsorted })
}
