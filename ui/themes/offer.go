package themes

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/ui/task"
)

// sampled is how many quotes stand under a proposed theme.
const sampled = 2

// listed is how many findings of a proposed theme are listed when all are asked for.
const listed = 60

// Offer is a proposal with what a person needs to judge it: quotes, and where each theme's findings come from.
type Offer struct {
	*analysis.Proposal
	Groups []Group
	Rows   map[app.FindingID]app.FindingRow // findings shown so far
	Left   int                              // findings that would lose their theme
}

// Group is one proposed theme beside the present board.
type Group struct {
	Old   string   // name of the theme it continues, "" for a new one
	Stay  int      // findings that are in it already
	From  []Source // where the others come from, most first
	Shown bool     // all its findings are listed, up to a limit
}

// Source is a place of the present board findings would come from.
type Source struct {
	Name  string // "" for unsorted
	Count int
}

// Propose asks the engine for themes, as a job that can be cancelled. A proposal under way gives way to the new one. The answer
// is shown beside the board; nothing is stored.
func (m *Model) Propose() {
	m.Stop()
	m.runs++
	run := m.runs
	m.Proposing, m.Err, m.failed = true, nil, false
	study, opt := m.Study, analysis.Options{Granularity: m.Granularity, Seed: 1}
	m.run = m.Jobs.Start("Propose themes", func(ctx context.Context, p app.Progress) error {
		offer, err := m.propose(ctx, study, opt, p)
		task.Post(func() { m.offered(run, offer, err) })
		return err
	})
	m.changed()
}

// offered shows what the engine answered.
func (m *Model) offered(run int, offer *Offer, err error) {
	if run != m.runs {
		return
	}
	m.Proposing, m.run = false, nil
	switch {
	case err == nil:
		m.Offer, m.Viewing = offer, true
	case app.CodeOf(err) != app.ECanceled:
		m.Err = err
	}
	m.changed()
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

func (m *Model) propose(ctx context.Context, study app.StudyID, opt analysis.Options, p app.Progress) (*Offer, error) {
	pr, err := m.Analysis.Propose(ctx, study, opt, p)
	if err != nil {
		return nil, err
	}
	themes, err := m.Store.Themes(ctx, study)
	if err != nil {
		return nil, err
	}
	placed, err := m.Store.Placements(ctx, study)
	if err != nil {
		return nil, err
	}
	o := newOffer(pr, themes, placed)
	var ids []app.FindingID
	for _, t := range pr.Themes {
		ids = append(ids, t.Quotes[:min(sampled, len(t.Quotes))]...)
	}
	o.Rows, err = m.rowsOf(ctx, ids)
	return o, err
}

func (m *Model) rowsOf(ctx context.Context, ids []app.FindingID) (map[app.FindingID]app.FindingRow, error) {
	rows, err := m.Store.FindingsByID(ctx, ids)
	out := make(map[app.FindingID]app.FindingRow, len(rows))
	for _, r := range rows {
		out[r.ID] = r
	}
	return out, err
}

// newOffer holds a proposal against the present board.
func newOffer(pr *analysis.Proposal, themes []app.ThemeRow, placed []app.Placement) *Offer {
	name := make(map[app.ThemeID]string, len(themes))
	for _, t := range themes {
		name[t.ID] = t.Name
	}
	at := make(map[app.FindingID]app.ThemeID, len(placed))
	for _, p := range placed {
		at[p.Finding] = p.Theme
	}
	o := &Offer{Proposal: pr}
	for _, t := range pr.Themes {
		g := Group{Old: name[t.Existing]}
		from := map[app.ThemeID]int{}
		for _, f := range t.Findings {
			if th := at[f]; th != "" && th == t.Existing {
				g.Stay++
			} else {
				from[th]++
			}
		}
		for th, n := range from {
			g.From = append(g.From, Source{name[th], n})
		}
		slices.SortFunc(g.From, func(a, b Source) int {
			if a.Count != b.Count {
				return b.Count - a.Count
			}
			return strings.Compare(a.Name, b.Name)
		})
		o.Groups = append(o.Groups, g)
	}
	for _, f := range pr.Unsorted {
		if at[f] != "" {
			o.Left++
		}
	}
	return o
}

// maxSources is how many places findings come from are named.
const maxSources = 3

// Line says where a group's findings come from: "9 from unsorted, 3 from “Pricing”; 4 are in it already."
func (g *Group) Line() string {
	var parts []string
	rest := 0
	for i, s := range g.From {
		where := "unsorted"
		if s.Name != "" {
			where = "“" + s.Name + "”"
		}
		if i < maxSources {
			parts = append(parts, app.Number(s.Count)+" from "+where)
		} else {
			rest += s.Count
		}
	}
	if rest > 0 {
		parts = append(parts, app.Number(rest)+" from other themes")
	}
	line := strings.Join(parts, ", ")
	switch {
	case line == "":
		return "Nothing would move."
	case g.Stay > 0:
		return "Would move: " + line + ". " + app.Number(g.Stay) + " stay."
	}
	return "Would move: " + line + "."
}

// ShowAll lists all findings of a proposed theme, up to a limit, or only its quotes again.
func (m *Model) ShowAll(i int, on bool) {
	o := m.Offer
	o.Groups[i].Shown = on
	if !on {
		m.changed()
		return
	}
	ids := slices.Clone(o.Themes[i].Findings[:min(listed, len(o.Themes[i].Findings))])
	m.look.Load(func(ctx context.Context) (map[app.FindingID]app.FindingRow, error) { return m.rowsOf(ctx, ids) },
		func(rows map[app.FindingID]app.FindingRow, err error) {
			if err != nil {
				m.Err = err
			}
			for id, r := range rows {
				o.Rows[id] = r
			}
			m.changed()
		})
}

// step is how far Fewer and More go.
const step = 0.25

// SetGranularity moves between fewer (-1) and more (1) themes and proposes anew.
func (m *Model) SetGranularity(g float64) {
	m.Granularity = max(-1, min(1, g))
	m.Propose()
}

// View shows the proposal, or the selected theme.
func (m *Model) View(on bool) {
	m.Viewing = on && m.Offer != nil
	m.changed()
}

// Dismiss drops the proposal.
func (m *Model) Dismiss() {
	m.withdraw()
	m.changed()
}

func (m *Model) withdraw() {
	m.Stop()
	m.Offer, m.Viewing = nil, false
}

// Accept puts the proposal on the board as one step.
func (m *Model) Accept() {
	if m.Offer == nil {
		return
	}
	pr := m.Offer.Proposal
	m.act(func(ctx context.Context) error { return m.Analysis.Accept(ctx, pr) }, func() {
		m.Offer, m.Viewing, m.Selected = nil, false, ""
	})
}

// OfferLine says what the proposal would change.
func (m *Model) OfferLine() string {
	pr := m.Offer
	if pr.Moves == 0 && pr.New == 0 && len(pr.Gone) == 0 {
		return fmt.Sprintf("%s from %s. The board would stay as it is.", app.Count(len(pr.Themes), "theme"), app.Count(pr.Total, "finding"))
	}
	parts := []string{app.Count(pr.Moves, "finding") + " would move"}
	if pr.New > 0 {
		parts = append(parts, "into "+app.Count(pr.New, "new theme"))
	}
	s := strings.Join(parts, " ")
	if n := len(pr.Themes) - pr.New; n > 0 {
		s += fmt.Sprintf(", %s would go on", app.Count(n, "theme"))
	}
	if n := len(pr.Gone); n > 0 {
		s += fmt.Sprintf(", %s would go", app.Count(n, "theme"))
	}
	if n := len(pr.Kept); n > 0 {
		s += fmt.Sprintf("; %s you named or locked stay", app.Count(n, "theme"))
	}
	return s + "."
}
