package analysis

import (
	"context"
	"fmt"
	"math"

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
	Key      string          // names the group while a person looks at cuts of one draft: what continues keeps it
	Existing app.ThemeID     // the theme of the board it continues, or ""
	Locked   bool            // Existing is locked: it keeps its name and findings, and may only grow
	Name     string          // the machine's, which an existing theme gets as well unless Locked; or a person's, see Named
	Named    bool            // a person named it while looking at the proposal
	Left     bool            // a person left it out: what it holds stays where it is
	Color    int             // of its dot; the theme's that it continues
	Terms    []string        // what distinguishes it, strongest first
	Findings []app.FindingID // in the order of the table of findings
	Joins    []app.FindingID // those of Findings that are not in Existing now
	Quotes   []app.FindingID // representative ones, best first
	People   int             // participants who said it
	Score    []float64       // closeness of each finding, 0-1
	Cohesion float64         // how alike its findings are, 0-1; negative when not known
	Parent   int             // the broader group it lies in, index into Parents, or -1

	rows []int32 // Findings by their places in the draft
}

// ProposedParent is a broader group of proposed themes.
type ProposedParent struct {
	Name   string
	Themes []int // indexes into Proposal.Themes
}

// Proposal is a grouping the machine offers. Nothing is stored until Accept.
type Proposal struct {
	Study    app.StudyID
	Options  Options
	Total    int // findings looked at, those of locked themes included
	People   int // participants who said them
	Kept     []app.ThemeRow
	Themes   []ProposedTheme  // sorted by size, then first finding
	Parents  []ProposedParent // broader groups, when there are many themes
	Of       []int32          // theme of each finding of the draft, index into Themes, or -1
	Unsorted []app.FindingID  // fit nowhere well
	New      int              // themes that would be made
	Gone     []app.ThemeRow   // machine-made themes that would go
	Moves    int              // findings whose theme would change
	Grown    int              // of these, findings that would join a locked theme
	Note     string           // what the language of the findings means for the proposal, "" for nothing

	next int // number of the next new key
}

// minFindings is the least number of findings that can be grouped in any sensible way.
const minFindings = 6

// Propose groups the findings of a study (all studies for ""), once. To look at several numbers of themes make a Draft.
// Themes that people named stay with their findings; locked ones stay and may grow; machine-made ones may change.
// Deterministic for equal findings, options and seed. Returns EInvalid when there are too few findings to group.
func (s *Service) Propose(ctx context.Context, study app.StudyID, opt Options, p app.Progress) (*Proposal, error) {
	d, err := s.Draft(ctx, study, opt.Seed, p)
	if err != nil {
		return nil, err
	}
	k := opt.K
	if k <= 0 {
		k = d.Grain(opt.Granularity)
	}
	pr, err := d.At(ctx, k, nil)
	if err == nil {
		pr.Options = opt
	}
	return pr, err
}

// Grain returns the number of themes for a granularity from -1, coarse, to 1, fine: 0.4 to 2.5 times the suggested number, as
// far as the findings allow.
func (d *Draft) Grain(g float64) int {
	least, most := d.Range()
	k := int(math.Round(float64(d.Suggested()) * math.Pow(2.5, max(-1, min(1, g)))))
	return max(least, min(most, k))
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
		out[i] = passage(&rows[i])
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

func passage(r *app.FindingRow) synthesis.Passage {
	return synthesis.Passage{Text: r.Text(), Group: string(r.Participant)}
}

func kept(t *app.ThemeRow) bool { return t.Locked || !t.Proposed }
