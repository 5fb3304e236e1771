package suggest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/synthesis/vector"
)

// Update learns a list of examples that differs a little from the one m learned, in a hundredth of the time that Train takes: the
// machines go on from where they stand. A machine whose tag gained, lost or was refused a passage is trained to the end; the
// others only meet the passages that are new to them. What the words mean, how scores are calibrated and what HeldOut says stay as
// Train found them, so when much has changed Train is due. m stays as it is. Of opt only About and Parents count. Returns ctx's
// error when it ends early.
func (m *Model) Update(ctx context.Context, examples []Example, opt Options) (*Model, error) {
	if m.space == nil {
		return Train(ctx, examples, opt)
	}
	opt.Seed = m.set.seed
	next := &Model{space: m.space, set: newTraining(examples, opt), held: m.held, sure: m.sure}
	next.texts = textsOf(examples, next.set.names, opt.About)
	next.set.setRows(m.placeAgain(next.texts), m.space.width())
	c := changesBetween(m, next)
	next.machines = make([]*machine, len(next.set.names))
	err := vector.EachChunk(ctx, len(next.set.names), 1, func(lo, _ int) {
		next.machines[lo] = c.carry(ctx, int32(lo))
	})
	if err != nil {
		return nil, fmt.Errorf("go on learning tags: %w", err)
	}
	next.scorer = newScorer(next.machines, len(m.space.terms.Terms), m.space.dims())
	return next, nil
}

// placeAgain returns the rows of texts; those known before are not placed anew.
func (m *Model) placeAgain(texts []string) []row {
	known := make(map[string]int, len(m.texts))
	for i, t := range m.texts {
		known[t] = i
	}
	rows := make([]row, len(texts))
	for i, t := range texts {
		if at, ok := known[t]; ok {
			rows[i] = m.set.rows[at]
		} else {
			rows[i] = m.space.row(t)
		}
	}
	return rows
}

// changes are what differs between two models of one space.
type changes struct {
	from, to *Model
	was      []int32 // of each row of to: the same row of from, -1 for a new one
	gone     []int32 // rows of from that to has not
	added    []int32 // rows of to that from had not
}

func changesBetween(from, to *Model) *changes {
	c := &changes{from: from, to: to, was: make([]int32, len(to.set.rows))}
	at := make(map[string][]int32)
	for i := range from.set.rows {
		k := from.key(i)
		at[k] = append(at[k], int32(i))
	}
	for j := range to.set.rows {
		k := to.key(j)
		if list := at[k]; len(list) > 0 {
			c.was[j], at[k] = list[0], list[1:]
		} else {
			c.was[j] = -1
			c.added = append(c.added, int32(j))
		}
	}
	for _, list := range at {
		c.gone = append(c.gone, list...)
	}
	slices.Sort(c.gone)
	return c
}

// key is what makes two rows the same: the text and all that is said of it.
func (m *Model) key(i int) string {
	s := m.set
	var b strings.Builder
	name := func(t int32) { b.WriteByte(0); b.WriteString(s.names[t]) }
	switch {
	case i >= len(m.texts): // the empty text
		return "\x03"
	case i >= s.examples:
		b.WriteString(m.texts[i])
		b.WriteByte(2)
		name(int32(i - s.examples))
		return b.String()
	}
	b.WriteString(m.texts[i])
	for _, t := range s.given[i] {
		name(t)
	}
	if s.denied[i] != nil {
		b.WriteByte(1)
	}
	for _, t := range s.denied[i] {
		name(t)
	}
	return b.String()
}

// carry returns the machine of a tag of the new model.
func (c *changes) carry(ctx context.Context, t int32) *machine {
	s := c.to.set
	sign, rng := s.signs(t), s.rng(t)
	m := newMachine(s.width, len(s.rows))
	old, known := slices.BinarySearch(c.from.set.names, s.names[t])
	if !known {
		m.descend(ctx, s.rows, s.norms, sign, rng)
		return m
	}
	before, oldSign := c.from.machines[old], c.from.set.signs(int32(old))
	copy(m.w, before.w)
	m.bias = before.bias
	touched := false
	for _, i := range c.gone {
		touched = touched || c.from.set.tells(i, oldSign)
		if a := before.alpha[i]; a != 0 {
			m.push(c.from.set.rows[i], -a*float32(oldSign[i]))
		}
	}
	for j, i := range c.was {
		if i < 0 {
			touched = touched || s.tells(int32(j), sign)
			continue
		}
		m.alpha[j] = before.alpha[i]
		if oldSign[i] != sign[j] {
			touched = true
			m.forget(j, s.rows[j], oldSign[i])
		}
	}
	if touched {
		m.descend(ctx, s.rows, s.norms, sign, rng)
		return m
	}
	m.meet(c.added, s.rows, s.norms, sign)
	return m
}

// tells reports whether a row speaks of a tag with these signs: carries it, or was refused it.
func (s *training) tells(i int32, sign []int8) bool {
	return sign[i] > 0 || int(i) < s.examples && s.denied[i] != nil && sign[i] != 0
}

// meetRounds is how often a machine looks at rows that are new to it.
const meetRounds = 10

// meet fits the boundary to some rows alone, all others staying as they are: the optimum of the dual over those rows.
func (m *machine) meet(added []int32, rows []row, norms []float32, sign []int8) {
	var active []int32
	for _, i := range added {
		if sign[i] != 0 {
			active = append(active, i)
		}
	}
	for range meetRounds {
		_, spread, _ := m.round(slices.Clone(active), rows, norms, sign, unbound)
		if spread <= tolerance {
			return
		}
	}
}
