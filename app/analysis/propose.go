package analysis

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
	"throughline/synthesis"
)

// Options steer a proposal of themes.
type Options struct {
	K           int     // number of themes, 0 to choose
	Granularity float64 // -1 coarse … 1 fine, around the chosen number
	Seed        int64   // equal seeds give equal proposals
}

// ProposedTheme is one group of a proposal.
type ProposedTheme struct {
	Existing app.ThemeID     // the theme of the board it continues, or ""
	Name     string          // of the existing theme, or the machine's
	Terms    []string        // what distinguishes it, strongest first
	Findings []app.FindingID // in the order of the table of findings
	Quotes   []app.FindingID // representative ones, best first
	People   int             // participants who said it
	Score    []float64       // closeness of each finding, 0-1
}

// Proposal is a grouping the machine offers. Nothing is stored until Accept.
type Proposal struct {
	Study    app.StudyID
	Options  Options
	Total    int // findings looked at
	People   int // participants who said them
	Kept     []app.ThemeRow
	Themes   []ProposedTheme // sorted by size, then first finding
	Unsorted []app.FindingID // fit nowhere well
	New      int             // themes that would be made
	Gone     []app.ThemeRow  // machine-made themes that would go
	Moves    int             // findings whose theme would change
}

// minFindings is the least number of findings that can be grouped in any sensible way.
const minFindings = 6

// Propose groups the findings of a study (all studies for ""). Themes that people named or locked stay with their findings;
// machine-made ones may change. Deterministic for equal findings, options and seed. Returns EInvalid when there are too few
// findings to group.
func (s *Service) Propose(ctx context.Context, study app.StudyID, opt Options, p app.Progress) (*Proposal, error) {
	p.Report(0, 0, "Reading findings")
	rows, err := s.Store.Findings(ctx, app.FindingQuery{Study: study})
	if err != nil {
		return nil, err
	}
	board, err := s.readBoard(ctx, study)
	if err != nil {
		return nil, err
	}
	free := rows[:0:0]
	for _, r := range rows {
		if t, ok := board.of[r.ID]; !ok || !kept(&t) {
			free = append(free, r)
		}
	}
	if len(free) < minFindings {
		return nil, app.Invalid(fmt.Sprintf("There are only %s to group.", findings(len(free))),
			fmt.Sprintf("Tag at least %d passages first. Findings in themes you named or locked stay where they are.", minFindings))
	}
	res, err := synthesis.Themes(ctx, passages(free), synthesis.ThemeOptions{K: opt.K, Granularity: opt.Granularity, Seed: opt.Seed, Progress: p})
	if err != nil {
		return nil, err
	}
	pr := &Proposal{Study: study, Options: opt, Total: len(free), Kept: board.kept()}
	pr.fill(free, res)
	pr.match(board)
	return pr, nil
}

func findings(n int) string {
	if n == 1 {
		return "1 finding"
	}
	return fmt.Sprintf("%d findings", n)
}

func passages(rows []app.FindingRow) []synthesis.Passage {
	out := make([]synthesis.Passage, len(rows))
	for i := range rows {
		out[i] = synthesis.Passage{Text: rows[i].Text(), Group: string(rows[i].Participant)}
	}
	return out
}

func kept(t *app.ThemeRow) bool { return t.Locked || !t.Proposed }

// fill copies the engine's groups into the proposal.
func (pr *Proposal) fill(rows []app.FindingRow, res synthesis.Result) {
	pr.Themes = make([]ProposedTheme, len(res.Themes))
	people := make([]map[app.ParticipantID]bool, len(res.Themes))
	all := map[app.ParticipantID]bool{}
	for i, t := range res.Themes {
		pr.Themes[i] = ProposedTheme{Name: t.Label, Terms: t.Terms}
		people[i] = map[app.ParticipantID]bool{}
		for _, q := range t.Quotes {
			pr.Themes[i].Quotes = append(pr.Themes[i].Quotes, rows[q].ID)
		}
	}
	for i, t := range res.Theme {
		who := rows[i].Participant
		all[who] = true
		if t < 0 {
			pr.Unsorted = append(pr.Unsorted, rows[i].ID)
			continue
		}
		pr.Themes[t].Findings = append(pr.Themes[t].Findings, rows[i].ID)
		pr.Themes[t].Score = append(pr.Themes[t].Score, res.Score[i])
		people[t][who] = true
	}
	delete(all, "")
	pr.People = len(all)
	for i := range people {
		delete(people[i], "")
		pr.Themes[i].People = len(people[i])
	}
}

// match gives groups the identity of machine-made themes they continue (most shared findings first, at least half of the
// smaller one), and counts what would change.
func (pr *Proposal) match(b *board) {
	type pair struct {
		group, theme, shared int
	}
	var pairs []pair
	movable := b.movable()
	for g := range pr.Themes {
		shared := map[app.ThemeID]int{}
		for _, f := range pr.Themes[g].Findings {
			if t, ok := b.of[f]; ok {
				shared[t.ID]++
			}
		}
		for t := range movable {
			if n := shared[movable[t].ID]; n > 0 && 2*n >= min(movable[t].Findings, len(pr.Themes[g].Findings)) {
				pairs = append(pairs, pair{g, t, n})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return b.shared - a.shared })
	taken := map[int]bool{}
	for _, p := range pairs {
		if g := &pr.Themes[p.group]; g.Existing == "" && !taken[p.theme] {
			taken[p.theme] = true
			g.Existing = movable[p.theme].ID
		}
	}
	for t := range movable {
		if !taken[t] {
			pr.Gone = append(pr.Gone, movable[t])
		}
	}
	for _, g := range pr.Themes {
		if g.Existing == "" {
			pr.New++
		}
		for _, f := range g.Findings {
			if t, ok := b.of[f]; !ok || t.ID != g.Existing {
				pr.Moves++
			}
		}
	}
	for _, f := range pr.Unsorted {
		if _, ok := b.of[f]; ok {
			pr.Moves++
		}
	}
}

// board is what stands on a study's board now.
type board struct {
	rows   []app.ThemeRow
	placed []app.Placement
	of     map[app.FindingID]app.ThemeRow
}

func (s *Service) readBoard(ctx context.Context, study app.StudyID) (*board, error) {
	all, err := s.Store.Themes(ctx, study)
	if err != nil {
		return nil, err
	}
	b := &board{of: map[app.FindingID]app.ThemeRow{}}
	byID := map[app.ThemeID]app.ThemeRow{}
	for _, t := range all {
		if t.Study == study {
			b.rows = append(b.rows, t)
			byID[t.ID] = t
		}
	}
	placed, err := s.Store.Placements(ctx, study)
	if err != nil {
		return nil, err
	}
	for _, p := range placed {
		if t, ok := byID[p.Theme]; ok {
			b.placed = append(b.placed, p)
			b.of[p.Finding] = t
		}
	}
	return b, nil
}

func (b *board) kept() []app.ThemeRow {
	return slices.DeleteFunc(slices.Clone(b.rows), func(t app.ThemeRow) bool { return !kept(&t) })
}

func (b *board) movable() []app.ThemeRow {
	return slices.DeleteFunc(slices.Clone(b.rows), func(t app.ThemeRow) bool { return kept(&t) })
}

// Accept makes the board what the proposal says, as one step. Findings made or moved to kept themes since the proposal are
// left where they are. Returns EConflict if a theme that the proposal continues is gone.
func (s *Service) Accept(ctx context.Context, pr *Proposal) error {
	b, err := s.readBoard(ctx, pr.Study)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin(fmt.Sprintf("Accept %d proposed themes", len(pr.Themes)))
	present := map[app.ThemeID]app.ThemeRow{}
	order := 0.0
	for _, t := range b.rows {
		present[t.ID] = t
		order = max(order, t.Order)
	}
	want := map[app.FindingID]app.ThemeID{}
	var made []app.Record
	for i, g := range pr.Themes {
		id := g.Existing
		if id == "" {
			order++
			id = app.NewID[app.ThemeID]()
			made = append(made, &app.Theme{ID: id, Study: pr.Study, Name: g.Name, Terms: slices.Clone(g.Terms), Color: len(b.rows) + i,
				Order: order, Proposed: true, Stamp: s.Hand.Stamp()})
		} else if old, ok := present[id]; !ok {
			return &app.Error{Code: app.EConflict, Op: "accept themes", Message: "The board has changed since this proposal was made.",
				Hint: "Propose themes again."}
		} else if old.Proposed && (old.Name != g.Name || strings.Join(old.Terms, "\x00") != strings.Join(g.Terms, "\x00")) {
			t := old.Theme
			t.Name, t.Terms, t.Stamp = g.Name, slices.Clone(g.Terms), s.Hand.Touch(old.Stamp)
			cs.Update(&old.Theme, &t)
		}
		for _, f := range g.Findings {
			want[f] = id
		}
	}
	for _, f := range pr.Unsorted {
		want[f] = ""
	}
	for _, r := range made {
		cs.Create(r)
	}
	if err := s.place(ctx, cs, b, pr, want); err != nil {
		return err
	}
	if len(cs.Changes) == 0 {
		return nil
	}
	return s.Log.Commit(ctx, cs)
}

// place adds to cs the placements that turn the board into want, and removes the themes the proposal gives up.
func (s *Service) place(ctx context.Context, cs *app.ChangeSet, b *board, pr *Proposal, want map[app.FindingID]app.ThemeID) error {
	settled := map[app.FindingID]bool{}
	gone := map[app.ThemeID]bool{}
	for _, t := range pr.Gone {
		gone[t.ID] = true
	}
	for i := range b.placed {
		p := &b.placed[i]
		t := b.of[p.Finding]
		to, known := want[p.Finding]
		switch {
		case kept(&t) || known && to == p.Theme:
			settled[p.Finding] = true
		case known || gone[p.Theme]:
			cs.Delete(p)
		}
	}
	for _, g := range pr.Themes {
		for n, f := range g.Findings {
			if to := want[f]; to != "" && !settled[f] {
				cs.Create(&app.Placement{Theme: to, Finding: f, Order: float64(n + 1), Stamp: s.Hand.Stamp()})
			}
		}
	}
	for _, t := range pr.Gone {
		deps, err := s.Store.Dependants(ctx, t.Ref())
		if err != nil {
			return err
		}
		deps = slices.DeleteFunc(deps, func(r app.Record) bool { _, ok := r.(*app.Placement); return ok })
		cs.DeleteAll(s.Hand, deps, &t.Theme)
	}
	return nil
}
