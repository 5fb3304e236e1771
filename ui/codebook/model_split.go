package codebook

import (
	"context"
	"strings"

	"throughline/app"
	"throughline/app/coding"
	"throughline/ui/say"
)

// MaxParts is how many tags one tag can be split into by key.
const MaxParts = 9

// maxSplit bounds the findings looked at in one split; a tag with more is split in rounds.
const maxSplit = 5000

// Splitting is a tag being taken apart: its findings, the parts, and which finding goes where. Nothing is stored until it is
// applied.
type Splitting struct {
	Tag     app.Tag
	Rows    []app.FindingRow
	Part    []int    // for each row the number of its part from 1, 0 for staying with the tag
	Names   []string // of the parts
	Beneath bool
	Delete  bool
	All     int // findings that carry the tag; more than Rows when there are too many at once
}

// Split loads what is needed to take the only chosen tag apart and hands it to show.
func (m *Model) Split(show func(*Splitting, error)) {
	t := m.Current()
	if t == nil {
		return
	}
	sp := &Splitting{Tag: t.Tag, Names: []string{"", ""}, All: t.Findings}
	q := app.FindingQuery{Study: t.Study, Tags: []app.TagID{t.ID}, Page: app.Page{Limit: maxSplit}}
	m.save(func(ctx context.Context) error {
		rows, err := m.Store.Findings(ctx, q)
		for _, r := range rows {
			if r.HasTag(sp.Tag.ID) { // not those of a tag mapped to it
				sp.Rows = append(sp.Rows, r)
			}
		}
		sp.Part, sp.All = make([]int, len(sp.Rows)), max(sp.All, len(sp.Rows))
		return err
	}, func(err error) { show(sp, err) })
}

// Assign gives rows to a part, 0 for the tag itself. A part beyond the last is made.
func (sp *Splitting) Assign(rows []int, part int) {
	if part < 0 || part > MaxParts {
		return
	}
	for len(sp.Names) < part {
		sp.Names = append(sp.Names, "")
	}
	for _, i := range rows {
		sp.Part[i] = part
	}
}

// Resume takes over what an earlier look at the same tag had given to whom, as far as the findings are still there.
func (sp *Splitting) Resume(old *Splitting) {
	if old == nil || old.Tag.ID != sp.Tag.ID {
		return
	}
	parts := make(map[app.FindingID]int, len(old.Rows))
	for i := range old.Rows {
		parts[old.Rows[i].ID] = old.Part[i]
	}
	for i := range sp.Rows {
		sp.Part[i] = parts[sp.Rows[i].ID]
	}
	sp.Names, sp.Beneath, sp.Delete = old.Names, old.Beneath, old.Delete
}

// Count is how many findings a part has, 0 for those that stay.
func (sp *Splitting) Count(part int) int {
	n := 0
	for _, p := range sp.Part {
		if p == part {
			n++
		}
	}
	return n
}

// Next returns the first row after i that is given to no part, or when there is none the next row.
func (sp *Splitting) Next(i int) int {
	for n := i + 1; n < len(sp.Part); n++ {
		if sp.Part[n] == 0 {
			return n
		}
	}
	return min(i+1, len(sp.Part)-1)
}

// Whole reports whether every finding that carries the tag has been given to a part, so that the tag may go.
func (sp *Splitting) Whole() bool { return sp.Count(0) == 0 && sp.All <= len(sp.Rows) }

// Ready says what is missing before the split can be applied, "" for nothing.
func (sp *Splitting) Ready() string {
	given := 0
	for i, name := range sp.Names {
		n := sp.Count(i + 1)
		given += n
		if n > 0 && strings.TrimSpace(name) == "" {
			return say.T("Name part %d.", i+1)
		}
	}
	if given == 0 {
		return say.T("Give some findings to a part.")
	}
	return ""
}

// spec is the split as the use case takes it.
func (sp *Splitting) spec() coding.Split {
	how := coding.Split{Beneath: sp.Beneath && !sp.Delete, Delete: sp.Delete && sp.Whole()}
	for i, name := range sp.Names {
		p := coding.Part{Name: name}
		for row, part := range sp.Part {
			if part == i+1 {
				p.Findings = append(p.Findings, sp.Rows[row].ID)
			}
		}
		how.Parts = append(how.Parts, p)
	}
	return how
}

// ApplySplit takes the tag apart as one step.
func (m *Model) ApplySplit(sp *Splitting, done func(error)) {
	how := sp.spec()
	m.save(func(ctx context.Context) error { return m.Coding.SplitTag(ctx, sp.Tag.ID, how) }, done)
}

// ProposeSplit lets the machine group the findings and fills the parts with its proposal; people change it before it is applied.
func (m *Model) ProposeSplit(sp *Splitting, done func(error)) {
	texts := make([]string, len(sp.Rows))
	for i := range sp.Rows {
		texts[i] = sp.Rows[i].Text()
	}
	var group []int
	var names []string
	m.save(func(ctx context.Context) (err error) {
		group, names, err = m.Group(ctx, texts)
		return err
	}, func(err error) {
		if err == nil {
			sp.take(group, names)
		}
		done(err)
	})
}

// take fills the parts with proposed groups; what is beyond the last part, or fits nowhere, stays with the tag.
func (sp *Splitting) take(group []int, names []string) {
	names = names[:min(len(names), MaxParts)]
	sp.Names = append([]string(nil), names...)
	for i, g := range group {
		sp.Part[i] = 0
		if g >= 0 && g < len(names) {
			sp.Part[i] = g + 1
		}
	}
}
