package analysis

import (
	"context"
	"fmt"
	"sync"

	"throughline/app"
	"throughline/synthesis"
)

// Draft is the findings of a study read and compared once, from which proposals are cut at any number of themes. Nothing of it is
// stored. Safe for concurrent use.
type Draft struct {
	study   app.StudyID
	opt     Options
	rows    []app.ThemeRow  // themes of the board
	ids     []app.FindingID // in the order of the table of findings
	who     []int32         // who said it: 0 for nobody known, else from 1 on
	people  int             // participants who said any of them
	at      []int32         // where it is now: index into rows, or -1
	locked  []int           // themes that may only grow, as seeds of the outline: indexes into rows, -1 for one that is gone
	outline *synthesis.Outline
	note    string // what the language of the findings means for proposals

	mu   sync.Mutex
	cuts []cut                   // the newest last
	row  map[app.FindingID]int32 // place of each finding, nil until it is asked for

	mapping sync.Mutex
	places  []Place // nil until they are asked for
}

// cut is a proposal that was asked for before: coming back to a number of themes finds them as they were.
type cut struct {
	k  int
	pr *Proposal
}

// maxCuts bounds the proposals kept, some 3 MB each with 100,000 findings.
const maxCuts = 12

// Draft reads the findings of a study (all studies for "") and compares them, which takes seconds for many. Findings in themes that
// people named are left out: they stay where they are. Those in locked themes are looked at, so that the themes can grow.
// Deterministic for equal findings and seeds. Returns EInvalid when there are too few findings to group.
func (s *Service) Draft(ctx context.Context, study app.StudyID, seed int64, p app.Progress) (*Draft, error) {
	p.Report(0, 0, "Reading findings")
	rows, err := s.Store.Findings(ctx, app.FindingQuery{Study: study})
	if err != nil {
		return nil, err
	}
	board, err := s.readBoard(ctx, study)
	if err != nil {
		return nil, err
	}
	d := &Draft{study: study, opt: Options{Seed: seed}, rows: board.rows}
	passages, seeds := d.read(rows, board)
	free := len(passages)
	for _, seed := range seeds {
		free -= len(seed.Passages)
	}
	if free == 0 || free < minFindings && len(seeds) == 0 {
		few := fmt.Sprintf("There are only %s to group.", findings(free))
		if free == 1 {
			few = "There is only one finding to group."
		}
		return nil, app.Invalid(few, fmt.Sprintf("Tag at least %d passages first. Findings in themes you named or locked stay where they are.", minFindings))
	}
	own, what := s.model(), ofThemes
	if own != nil {
		what = ofOwnModel
	}
	d.note = languageNote(textsOf(rows), what)
	d.outline, err = synthesis.NewOutline(ctx, passages, synthesis.ThemeOptions{Seed: seed, Seeds: seeds, Progress: p, Embed: own.bound(p)})
	if err != nil {
		return nil, err
	}
	return d, nil
}

// read takes up the findings that may be grouped, and what of them holds locked themes together.
func (d *Draft) read(rows []app.FindingRow, b *board) ([]synthesis.Passage, []synthesis.Seed) {
	theme := make(map[app.ThemeID]int, len(d.rows))
	seedOf := map[int]int{}
	var seeds []synthesis.Seed
	for i := range d.rows {
		t := &d.rows[i]
		theme[t.ID] = i
		if t.Locked && t.Findings > 0 {
			seedOf[i] = len(seeds)
			d.locked = append(d.locked, i)
			seeds = append(seeds, synthesis.Seed{Name: t.Name})
		}
	}
	var passages []synthesis.Passage
	people := map[app.ParticipantID]int32{"": 0}
	groups := []string{""} // each once: every row was read with a copy of its own
	for i := range rows {
		r := &rows[i]
		at := int32(-1)
		if t, ok := b.of[r.ID]; ok {
			at = int32(theme[t.ID])
		}
		if at >= 0 && kept(&d.rows[at]) && !d.rows[at].Locked {
			continue
		}
		if at >= 0 {
			if s, ok := seedOf[int(at)]; ok {
				seeds[s].Passages = append(seeds[s].Passages, len(passages))
			}
		}
		who, ok := people[r.Participant]
		if !ok {
			who = int32(len(people))
			people[r.Participant] = who
			groups = append(groups, string(r.Participant))
		}
		d.ids, d.who, d.at = append(d.ids, r.ID), append(d.who, who), append(d.at, at)
		passages = append(passages, synthesis.Passage{Text: r.Text(), Group: groups[who]})
	}
	d.people = len(people) - 1
	return passages, seeds
}

// Study is the study that was read, "" for all.
func (d *Draft) Study() app.StudyID { return d.study }

// Suggested is the number of themes the machine would choose. There is no true one.
func (d *Draft) Suggested() int {
	least, most := d.Range()
	return max(least, min(most, d.outline.Suggested()))
}

// Range returns the least and the greatest number of themes At can give.
func (d *Draft) Range() (least, most int) { return d.outline.Range() }

// Findings lists the findings that were read, in the order of Proposal.Of and Places. The caller does not change it.
func (d *Draft) Findings() []app.FindingID { return d.ids }

// At cuts a proposal of k themes, which is quick: 20 ms of processor time for 15 themes of 10,000 findings, under 200 for 200.
// after is the proposal seen before, or nil: themes that continue one of it keep its key and colour. Asked again for a number it
// gives the same proposal. The caller does not change it.
func (d *Draft) At(ctx context.Context, k int, after *Proposal) (*Proposal, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, c := range d.cuts {
		if c.k == k {
			return c.pr, nil
		}
	}
	res, err := d.outline.At(ctx, k)
	if err != nil {
		return nil, err
	}
	pr := &Proposal{Study: d.study, Options: Options{K: k, Seed: d.opt.Seed}, Total: len(d.ids), People: d.people, Kept: keptOf(d.rows), Note: d.note}
	d.fill(pr, res)
	d.match(pr)
	d.follow(pr, after)
	d.weigh(pr)
	d.number() // here, since who asks From does not expect to wait
	if len(d.cuts) == maxCuts {
		d.cuts = d.cuts[1:]
	}
	d.cuts = append(d.cuts, cut{k, pr})
	return pr, nil
}

// fill copies the engine's groups into the proposal.
func (d *Draft) fill(pr *Proposal, res synthesis.Result) {
	pr.Themes = make([]ProposedTheme, len(res.Themes))
	pr.Of = make([]int32, len(res.Theme))
	own := map[int32]int{} // the group of a locked theme
	for i, t := range res.Themes {
		g := &pr.Themes[i]
		*g = ProposedTheme{Name: t.Label, Terms: t.Terms, Cohesion: t.Cohesion, Parent: t.Parent,
			Quotes: d.pick(t.Quotes), rows: make([]int32, 0, t.Size)}
		if t.Seed >= 0 && t.Seed < len(d.locked) && d.locked[t.Seed] >= 0 {
			row := &d.rows[d.locked[t.Seed]]
			g.Existing, g.Locked, g.Name = row.ID, true, row.Name
			own[int32(d.locked[t.Seed])] = i
		}
	}
	for i, t := range res.Theme {
		if t < 0 && d.stuck(i) { // a finding without a word, in a locked theme
			var ok bool
			if t, ok = own[d.at[i]]; !ok {
				pr.Of[i] = -1
				continue
			}
		}
		pr.Of[i] = int32(t)
		if t >= 0 && d.stuck(i) && pr.Themes[t].Existing != d.rows[d.at[i]].ID { // a person took it there since it was read
			pr.Of[i] = -1
			continue
		}
		if t < 0 {
			pr.Unsorted = append(pr.Unsorted, d.ids[i])
			continue
		}
		g := &pr.Themes[t]
		g.rows, g.Score = append(g.rows, int32(i)), append(g.Score, res.Score[i])
	}
	for i := range pr.Themes {
		d.count(&pr.Themes[i])
	}
	for _, p := range res.Parents {
		pr.Parents = append(pr.Parents, ProposedParent{Name: p.Label, Themes: p.Themes})
	}
}

// stuck reports whether finding i is in a theme from which it is never taken.
func (d *Draft) stuck(i int) bool { return d.at[i] >= 0 && kept(&d.rows[d.at[i]]) }

func (d *Draft) pick(rows []int) []app.FindingID {
	var out []app.FindingID
	for _, r := range rows {
		out = append(out, d.ids[r])
	}
	return out
}

// count fills what follows from the rows of a group.
func (d *Draft) count(g *ProposedTheme) {
	seen := map[int32]bool{0: true}
	g.Findings = make([]app.FindingID, len(g.rows))
	for i, r := range g.rows {
		g.Findings[i] = d.ids[r]
		seen[d.who[r]] = true
	}
	g.People = len(seen) - 1
}

// Place is where a finding stands on the map: X and Y from 0 to 1. Near ones say alike things; the axes mean nothing.
type Place struct{ X, Y float32 }

// Places returns where each finding stands on the map, which is worked out when it is first asked for: a quarter of a second for 10,000
// findings. The caller does not change it.
func (d *Draft) Places(ctx context.Context) ([]Place, error) {
	d.mapping.Lock()
	defer d.mapping.Unlock()
	if d.places == nil {
		points, err := d.outline.Map(ctx)
		if err != nil {
			return nil, err
		}
		d.places = places(points)
	}
	return d.places, nil
}

func places(points []synthesis.Point) []Place {
	out := make([]Place, len(points))
	for i, p := range points {
		out[i] = Place{float32(p.X), float32(p.Y)}
	}
	return out
}
