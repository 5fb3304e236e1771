package app

import (
	"cmp"
	"maps"
	"slices"
)

// Codebook is a codebook on its way into a workspace or out of it: tags with their tree, without study and stamps.
type Codebook struct {
	Format   string      // "qdc", "qdpx", "csv", "tsv", "xlsx"
	Encoding string      // of text formats; "" otherwise
	Origin   string      // the program that wrote it, as it says itself; may be empty
	Codes    []CodeEntry // in the order of the tree, a parent right before its sub-tags; no two of one parent share a name, whatever its case
	Lost     []Loss      // what the file says and a codebook here cannot hold, or that was understood another way
	Warnings []string    // sentences about the file itself: its encoding, cells out of place
}

// CodeEntry is one tag of a Codebook.
type CodeEntry struct {
	// Tag holds the file's GUID as ID, in lower case, "" when the file gives none. Status is "" when the file says nothing of
	// it. Study, Parent, ReplacedBy, MapsTo, Order and Stamp are empty.
	Tag      Tag
	Parent   int      // place of the parent in Codebook.Codes, -1 for the top
	Colored  bool     // the file gives a colour: Tag.Color is the hue nearest to it
	Implied  bool     // the file has no entry for it, only paths speak of it
	Replaced []string // names from the top down to the tag that replaces it; empty for none
}

// Loss is one kind of thing that a file said and that did not come through as it was.
type Loss struct {
	Kind  string `json:"kind"` // one word: "sets", "notes", "colours", …
	Count int    `json:"count"`
	Text  string `json:"text"` // a sentence: "2 sets were left out: Emotions, Pains."

	Degree Degree `json:"degree,omitempty"` // "" where nobody says
}

// Degree says how much of a thing came through.
type Degree string

// The degrees, best first.
const (
	Aside    Degree = "kept aside" // it is not shown here, and is written back as it came
	Degraded Degree = "degraded"   // it came through in part, or as something else
	Dropped  Degree = "dropped"    // it did not come through
)

// Path returns the names from the top down to code i.
func (b *Codebook) Path(i int) []string {
	var up []string
	for ; i >= 0; i = b.Codes[i].Parent {
		up = append(up, b.Codes[i].Tag.Name)
	}
	for l, r := 0, len(up)-1; l < r; l, r = l+1, r-1 {
		up[l], up[r] = up[r], up[l]
	}
	return up
}

// NewCodebook puts tags in the order of their tree: parents before their sub-tags, each level by Order, then in the order given. A
// tag whose parent is not among them stands at the top.
func NewCodebook(tags []Tag) Codebook {
	under := make(map[TagID][]int, len(tags))
	place := make(map[TagID]int, len(tags))
	for i := range tags {
		place[tags[i].ID] = i
	}
	var tops []int
	for i := range tags {
		if _, here := place[tags[i].Parent]; here && tags[i].Parent != tags[i].ID {
			under[tags[i].Parent] = append(under[tags[i].Parent], i)
		} else {
			tops = append(tops, i)
		}
	}
	for _, beside := range append(slices.Collect(maps.Values(under)), tops) {
		slices.SortStableFunc(beside, func(a, b int) int { return cmp.Compare(tags[a].Order, tags[b].Order) })
	}
	b := Codebook{Codes: make([]CodeEntry, 0, len(tags))}
	var add func(i, parent int)
	add = func(i, parent int) {
		t := tags[i]
		t.Study, t.Parent, t.ReplacedBy, t.MapsTo, t.Order, t.Stamp = "", "", "", "", 0, Stamp{}
		at := len(b.Codes)
		b.Codes = append(b.Codes, CodeEntry{Tag: t, Parent: parent, Colored: true})
		for _, sub := range under[tags[i].ID] {
			add(sub, at)
		}
	}
	for _, i := range tops {
		add(i, -1)
	}
	at := make(map[TagID]int, len(b.Codes))
	for i := range b.Codes {
		at[b.Codes[i].Tag.ID] = i
	}
	for i := range b.Codes {
		if next := tags[place[b.Codes[i].Tag.ID]].ReplacedBy; next != "" {
			if j, here := at[next]; here {
				b.Codes[i].Replaced = b.Path(j)
			}
		}
	}
	return b
}
