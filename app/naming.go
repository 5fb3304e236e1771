package app

import (
	"slices"
	"strings"
)

// Naming knows what records are called, both ways. The zero Naming knows nothing.
type Naming struct {
	names map[Ref]string
	ids   map[Ref][]string // by kind and lower-case name
}

// NewNaming is a Naming of the records given.
func NewNaming(all []Named) *Naming {
	n := &Naming{names: make(map[Ref]string, len(all)), ids: make(map[Ref][]string, len(all))}
	for _, r := range all {
		n.names[r.Ref] = r.Name
		key := nameKey(r.Kind, r.Name)
		n.ids[key] = append(n.ids[key], r.ID)
	}
	for _, ids := range n.ids {
		slices.Sort(ids)
	}
	return n
}

func nameKey(k Kind, name string) Ref { return Ref{k, strings.ToLower(strings.TrimSpace(name))} }

// Name is what a record is called, "" when that is not known.
func (n *Naming) Name(r Ref) string { return n.names[r] }

// IDs returns the ids of the records of a kind that are called name, whatever its case, sorted. The slice is not the caller's.
func (n *Naming) IDs(k Kind, name string) []string { return n.ids[nameKey(k, name)] }

// Like returns a name of a kind that begins like name or contains it, the first by alphabet, "" for none: to propose instead of one that
// nothing is called.
func (n *Naming) Like(k Kind, name string) string {
	best := ""
	want := strings.ToLower(strings.TrimSpace(name))
	if want == "" {
		return ""
	}
	head := want[:min(len(want), 3)]
	for r, have := range n.names { // the smallest is taken, whatever the order
		low := strings.ToLower(have)
		if r.Kind == k && (strings.Contains(low, want) || strings.HasPrefix(low, head)) && (best == "" || have < best) {
			best = have
		}
	}
	return best
}
