package analysis

import (
	"context"
	"fmt"
	"slices"

	"throughline/app"
	"throughline/synthesis"
)

// Options steer a proposal of themes.
type Options struct {
	K           int      // number of themes, 0 to choose
	Granularity float64  // -1 coarse … 1 fine, around the chosen number
	Seed        int64    // equal seeds give equal proposals
	Embed       Embedder // of GroupTexts: places texts by meaning; nil for the bundled vectors
}

// ProposedTheme is one group of a proposal.
type ProposedTheme struct {
	Existing app.ThemeID     // the theme of the board it continues, or ""
	Name     string          // the machine's, which an existing theme gets as well
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
	Note     string          // what the language of the findings means for the proposal, "" for nothing
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
	own, what := s.model(), ofThemes
	if own != nil {
		what = ofOwnModel
	}
	res, err := synthesis.Themes(ctx, passages(free), synthesis.ThemeOptions{K: opt.K, Granularity: opt.Granularity, Seed: opt.Seed, Progress: p, Embed: own.bound(p)})
	if err != nil {
		return nil, err
	}
	pr := &Proposal{Study: study, Options: opt, Total: len(free), Kept: board.kept(), Note: languageNote(textsOf(free), what)}
	pr.fill(free, res)
	pr.match(board)
	return pr, nil
}

func findings(n int) string { return count(n, "finding") }

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func passages(rows []app.FindingRow) []synthesis.Passage {
	out := make([]synthesis.Passage, len(rows))
	for i := range rows {
		out[i] = synthesis.Passage{Text: rows[i].Text(), Group: string(rows[i].Participant)}
	}
	return out
}

func textsOf(rows []app.FindingRow) []string {
	out := make([]string, len(rows))
	for i := range rows {
		out[i] = rows[i].Text()
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
	movable := b.movable()
	taken := map[int]bool{}
	for _, p := range pr.pairs(b, movable) {
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

// pair is a group and a theme that share findings, by their places in lists.
type pair struct {
	group, theme, shared int
}

// pairs lists groups and themes of which one could continue the other, most shared findings first.
func (pr *Proposal) pairs(b *board, themes []app.ThemeRow) []pair {
	var pairs []pair
	for g := range pr.Themes {
		shared := map[app.ThemeID]int{}
		for _, f := range pr.Themes[g].Findings {
			if t, ok := b.of[f]; ok {
				shared[t.ID]++
			}
		}
		for t := range themes {
			if n := shared[themes[t].ID]; n > 0 && 2*n >= min(themes[t].Findings, len(pr.Themes[g].Findings)) {
				pairs = append(pairs, pair{g, t, n})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return b.shared - a.shared })
	return pairs
}
