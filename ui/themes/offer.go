package themes

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/ui/say"
	"throughline/ui/task"
)

// unsortedKey stands for the findings a proposal leaves unsorted, in place of a theme's key.
const unsortedKey = "unsorted"

// Offer is a proposal that can still be cut finer or coarser, with what the person decided about it so far.
type Offer struct {
	*analysis.Proposal // as it would be accepted
	Draft              *analysis.Draft
	Cut                *analysis.Proposal // as the machine made it
	Choices            analysis.Choices
	K                  int // number of themes asked for; the answer may be on its way
	Least, Most        int // that can be asked for
	Suggested          int
	Lines              []OfferLine
	At                 string          // key of the theme looked at, or unsortedKey; "" for none
	Folded             map[string]bool // broader groups that are closed, by name
	ByPerson           bool            // findings are shown by who said them, not by how well they fit
	Shown              []app.FindingRow
	ShownOf            string           // the theme whose findings these are; the one looked at may be on the way
	Limit              int              // of Shown
	Stale              bool             // the board or the findings changed since
	LeftOut            app.LeftOut      // what the machine did not read
	Places             []analysis.Place // of the draft's findings on the map; nil until it was shown

	run  int  // which of the proposals that were asked for
	told told // what is worked out once for a proposal
}

// told is what the list of themes says of a proposal, kept since the list is painted more often than the proposal changes.
type told struct {
	of       *analysis.Proposal
	existing map[app.ThemeID]int // index into Themes by the theme they would change
	gone     map[app.ThemeID]bool
	fewer    int // findings that would leave the unsorted, less those that would come
}

// OfferLine is a line of the list of proposed themes: a theme, or the heading of a broader group.
type OfferLine struct {
	Theme  int // index into Themes, headingLine or unsortedLine
	Parent int // index into Parents, or -1
}

// What OfferLine.Theme is when it is no theme.
const (
	headingLine  = -1
	unsortedLine = -2
)

// Propose reads and compares the findings, as a job that can be cancelled, and shows a proposal beside the board. One under way gives
// way to the new one. Nothing is stored. What the person decided about an earlier proposal of this board holds on.
func (m *Model) Propose() {
	m.Stop()
	m.runs++
	run := m.runs
	m.Proposing, m.Err, m.failed = true, nil, false
	study, before := m.Study, m.Offer
	m.run = m.Jobs.Start(say.T("Propose themes"), func(ctx context.Context, p app.Progress) error {
		err := task.Told(func() (*Offer, error) { return m.propose(ctx, study, before, p) }, func(o *Offer, err error) { m.offered(run, o, err) })
		if app.CodeOf(err) == app.EInvalid {
			return nil // the page says what is missing, once
		}
		return err
	})
	m.changed()
}

func (m *Model) propose(ctx context.Context, study app.StudyID, before *Offer, p app.Progress) (*Offer, error) {
	d, err := m.Analysis.Draft(ctx, study, 1, p)
	if err != nil {
		return nil, err
	}
	o := &Offer{Draft: d, Suggested: d.Suggested(), Limit: listed}
	if m.LeftOut != nil {
		if o.LeftOut, err = m.LeftOut(ctx, study); err != nil {
			return nil, err
		}
	}
	o.Least, o.Most = d.Range()
	o.K = o.Suggested
	if before != nil {
		o.Choices, o.ByPerson, o.Folded = before.Choices.Clone(), before.ByPerson, before.Folded
		if before.K != before.Suggested {
			o.K = max(o.Least, min(o.Most, before.K))
		}
	}
	cut, err := d.At(ctx, o.K, nil)
	if err != nil {
		return nil, err
	}
	o.show(cut)
	return o, nil
}

// offered shows what the engine answered.
func (m *Model) offered(run int, offer *Offer, err error) {
	if run != m.runs {
		return
	}
	m.Proposing, m.run = false, nil
	switch {
	case err == nil:
		m.cut.Cancel()
		offer.run = run
		m.Offer, m.Viewing, m.cutting, m.Lit = offer, true, false, ""
		m.lookAt()
		m.needMap()
	case app.CodeOf(err) != app.ECanceled:
		m.Err, m.few = err, err
	}
	m.changed()
}

// Few reports whether the error in sight says that too little was tagged to propose themes.
func (m *Model) Few() bool {
	return m.Err != nil && m.Err == m.few && app.CodeOf(m.few) == app.EInvalid
}

// Stop ends the engine's work.
func (m *Model) Stop() {
	if m.run != nil {
		m.run.Cancel()
		m.run = nil
	}
	m.runs++
	m.Proposing = false
}

// CutAt asks for another number of themes. While a cut is being made, only the number asked for last comes after it.
func (m *Model) CutAt(k int) {
	o := m.Offer
	if o == nil {
		return
	}
	o.K = max(o.Least, min(o.Most, k))
	m.nextCut()
	m.changed()
}

func (m *Model) nextCut() {
	o := m.Offer
	if m.cutting || o == nil || o.Cut.Options.K == o.K {
		return
	}
	m.cutting = true
	k, after := o.K, o.Cut
	m.cut.Load(func(ctx context.Context) (*analysis.Proposal, error) { return o.Draft.At(ctx, k, after) },
		func(pr *analysis.Proposal, err error) {
			m.cutting = false
			if err != nil {
				m.Err = err
				o.K = o.Cut.Options.K
			} else {
				o.show(pr)
				m.lookAt()
				m.nextCut()
			}
			m.changed()
		})
}

// people are those of whom a proposed theme says how many stand in it: all of the study, as on the board.
func (m *Model) people() int { return max(m.People, m.Offer.People) }

// show puts a cut in place, as the person's choices make it.
func (o *Offer) show(cut *analysis.Proposal) {
	o.Cut = cut
	o.Proposal = o.Draft.With(cut, o.Choices)
	if o.At != unsortedKey && o.find(o.At) < 0 {
		o.At = ""
	}
	for i := range o.Themes { // the first that would change
		if g := &o.Themes[i]; o.At == "" && (!g.Locked || len(g.Joins) > 0) {
			o.At = g.Key
		}
	}
	if o.At == "" && len(o.Themes) > 0 {
		o.At = o.Themes[0].Key
	}
	o.list()
}

// tell works out what is told of the proposal as it is now.
func (o *Offer) tell() *told {
	if o.told.of == o.Proposal {
		return &o.told
	}
	t := told{of: o.Proposal, existing: make(map[app.ThemeID]int, len(o.Themes)), gone: make(map[app.ThemeID]bool, len(o.Gone)), fewer: o.fewerUnsorted()}
	for i := range o.Themes {
		if id := o.Themes[i].Existing; id != "" {
			if _, ok := t.existing[id]; !ok {
				t.existing[id] = i
			}
		}
	}
	for i := range o.Gone {
		t.gone[o.Gone[i].ID] = true
	}
	o.told = t
	return &o.told
}

// of returns what would become of a theme of the board, nil where the proposal has nothing in its place.
func (o *Offer) of(id app.ThemeID) *analysis.ProposedTheme {
	if i, ok := o.tell().existing[id]; ok {
		return &o.Themes[i]
	}
	return nil
}

// goes reports whether the proposal would give a theme of the board up.
func (o *Offer) goes(id app.ThemeID) bool { return o.tell().gone[id] }

// find returns the theme with a key, or -1.
func (o *Offer) find(key string) int {
	return slices.IndexFunc(o.Themes, func(g analysis.ProposedTheme) bool { return g.Key == key })
}

// Looked returns the theme that is looked at, or nil for the unsorted findings.
func (o *Offer) Looked() *analysis.ProposedTheme {
	if i := o.find(o.At); i >= 0 {
		return &o.Themes[i]
	}
	return nil
}

// list works out the lines: broader groups with their themes, the others, and what is left unsorted.
func (o *Offer) list() {
	o.Lines = o.Lines[:0]
	for p := range o.Parents {
		first := true
		for t := range o.Themes {
			if o.Themes[t].Parent != p {
				continue
			}
			if first {
				o.Lines = append(o.Lines, OfferLine{headingLine, p})
				first = false
			}
			if !o.Folded[o.Parents[p].Name] {
				o.Lines = append(o.Lines, OfferLine{t, p})
			}
		}
	}
	for t := range o.Themes {
		if p := o.Themes[t].Parent; p < 0 || p >= len(o.Parents) {
			o.Lines = append(o.Lines, OfferLine{t, -1})
		}
	}
	if len(o.Unsorted) > 0 {
		o.Lines = append(o.Lines, OfferLine{unsortedLine, -1})
	}
}

// LineOf is the line of the theme that is looked at, or -1.
func (o *Offer) LineOf() int {
	return slices.IndexFunc(o.Lines, func(l OfferLine) bool {
		return l.Theme >= 0 && o.Themes[l.Theme].Key == o.At || l.Theme == unsortedLine && o.At == unsortedKey
	})
}

// Fold opens or closes a broader group.
func (m *Model) Fold(parent int) {
	o := m.Offer
	if o.Folded == nil {
		o.Folded = map[string]bool{}
	}
	name := o.Parents[parent].Name
	o.Folded[name] = !o.Folded[name]
	o.list()
	m.changed()
}

// View shows the proposal, or the selected theme.
func (m *Model) View(on bool) {
	m.Viewing, m.Lit = on && m.Offer != nil, ""
	m.needMap()
	m.changed()
}

// Dismiss drops the proposal.
func (m *Model) Dismiss() {
	m.withdraw()
	m.changed()
}

func (m *Model) withdraw() {
	m.Stop()
	m.cut.Cancel()
	m.Offer, m.Viewing, m.cutting, m.Lit = nil, false, false, ""
	m.needMap()
}

// Accept puts the proposal on the board as one step.
func (m *Model) Accept() {
	if m.Offer == nil || m.accepting {
		return
	}
	pr := m.Offer.Proposal
	m.accepting = true
	m.work.Do(func(ctx context.Context) error { return m.Analysis.Accept(ctx, pr) }, func(err error) {
		m.accepting = false
		m.Err, m.failed = err, false
		if err == nil {
			m.withdraw()
			m.Selected = ""
			m.dropCards()
			m.reload() // the board may have been read before this was heard
		}
		m.changed()
	})
	m.changed()
}

// accepted counts the themes that would be made, go on or grow.
func (o *Offer) accepted() (n int) {
	for i := range o.Themes {
		if g := &o.Themes[i]; !g.Left && (!g.Locked || len(g.Joins) > 0) {
			n++
		}
	}
	return n
}

// OfferLine says what the proposal would change.
func (m *Model) OfferLine() string {
	o := m.Offer
	if o.Moves == 0 && o.New == 0 && len(o.Gone) == 0 {
		return say.T("%s from %s. The board would stay as it is.", say.Count(len(o.Themes), "theme"), say.Count(o.Total, "finding"))
	}
	s := say.T("%s would move", say.Count(o.Moves, "finding"))
	if o.New > 0 {
		s += say.T(" and %s be made", say.Count(o.New, "new theme"))
	}
	goOn := 0
	for i := range o.Themes {
		if g := &o.Themes[i]; g.Existing != "" && !g.Locked && !g.Left {
			goOn++
		}
	}
	if goOn > 0 {
		s += say.T("; %s would go on", say.Count(goOn, "theme"))
	}
	if n := len(o.Gone); n > 0 {
		s += say.T("; %s would go", say.Count(n, "theme"))
	}
	if n := len(o.Kept); n > 0 {
		s += say.T("; %s you named or locked stay", say.Count(n, "theme"))
		if o.Grown > 0 {
			s += say.T(", and %s would join them", say.Count(o.Grown, "finding"))
		}
	}
	return s + "."
}
