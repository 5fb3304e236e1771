package column

import (
	"math/bits"
	"slices"

	"throughline/app"
)

// By is what Uses counts findings by.
type By int

// ByTag counts each tag alone, ByTagBelow with those beneath it and mapped to it; ByTheme counts on the boards of studies, ByWideTheme on the one across them.
const (
	ByTag By = iota
	ByTagBelow
	ByTheme
	ByWideTheme
)

// Uses counts the findings of a study, of all for "", and the people who said them, by tags or themes: by their ids, those without findings left out.
func (t *Table) Uses(study string, by By) map[string]app.TagUse {
	in := int32(0)
	if study != "" {
		if in = t.studies.find(study); in == 0 {
			return nil
		}
	}
	of, ids := t.users(by)
	c := counts{findings: make([]int, len(ids)), said: make([][]uint64, len(ids)), words: (len(t.people.all) + 63) / 64}
	var under []int32
	t.live.each(func(i int32) {
		if in != 0 && t.study[i] != in {
			return
		}
		for _, k := range of(i, &under) {
			c.add(k, t.person[i])
		}
	})
	out := map[string]app.TagUse{}
	for k, n := range c.findings {
		if n > 0 && ids[k] != "" {
			out[ids[k]] = app.TagUse{Findings: n, Participants: c.people(k)}
		}
	}
	return out
}

// users tells under which slots a finding counts, and what stands in them by id.
func (t *Table) users(by By) (of func(i int32, into *[]int32) []int32, ids []string) {
	column := func(col []int32) func(i int32, into *[]int32) []int32 {
		return func(i int32, _ *[]int32) []int32 {
			if col[i] == 0 {
				return nil
			}
			return col[i : i+1]
		}
	}
	switch by {
	case ByTheme:
		return column(t.theme), t.themes.own
	case ByWideTheme:
		return column(t.wide), t.themes.own
	}
	var above [][]int32
	if by == ByTagBelow {
		above = t.above(true)
	}
	return func(i int32, into *[]int32) []int32 {
		all := (*into)[:0]
		before := int32(0)
		for _, g := range t.tagsOf(i) {
			if g.tag == before { // by another author
				continue
			}
			if before = g.tag; above == nil {
				all = append(all, g.tag)
				continue
			}
			for _, k := range above[g.tag] {
				if !slices.Contains(all, k) {
					all = append(all, k)
				}
			}
		}
		*into = all
		return all
	}, t.tags.own
}

// counts are findings and people by slot.
type counts struct {
	findings []int
	said     [][]uint64 // people as bits; nil for nobody
	words    int
}

func (c *counts) add(k, person int32) {
	c.findings[k]++
	if person == 0 {
		return
	}
	if c.said[k] == nil {
		c.said[k] = make([]uint64, c.words)
	}
	c.said[k][person/64] |= 1 << (person % 64)
}

func (c *counts) people(k int) (n int) {
	for _, w := range c.said[k] {
		n += bits.OnesCount64(w)
	}
	return n
}
