package codebook

import (
	"fmt"
	"strings"

	"throughline/app"
	"throughline/app/format/tagpath"
)

// lossKind is one kind of thing that does not come through as it was, in the order they are told.
type lossKind int

const (
	lostSets lossKind = iota
	lostNotes
	lostUnknown
	lostRest
	lostGroups
	lostColors
	lostBadColors
	lostDoubles
	lostImplied
	lostNameless
	lostIDs
	lostLoops
	lostStatus
	lostColumns
	lossKinds
)

// lossWords are the kind's word and its sentence for one and for many; %s is the count with its noun.
var lossWords = [lossKinds]struct{ kind, noun, text string }{
	lostSets:      {"sets", "set", "%s of codes left out"},
	lostNotes:     {"notes", "link", "%s to notes left out"},
	lostUnknown:   {"unknown", "element", "%s not known to this version left out"},
	lostRest:      {"project", "part", "%s of the project left out, only its codebook is read"},
	lostGroups:    {"groups", "group", "%s that could not be used for coding can be used here"},
	lostColors:    {"colours", "colour", "%s became the nearest of the twelve here"},
	lostBadColors: {"colours unread", "colour", "%s could not be read"},
	lostDoubles:   {"doubles", "code", "%s named twice in one place, joined"},
	lostImplied:   {"parents", "parent", "%s known from paths alone"},
	lostNameless:  {"nameless", "code", "%s without a name left out"},
	lostIDs:       {"ids", "code", "%s with an id that another has too, told apart by name"},
	lostLoops:     {"loops", "code", "%s placed at the top: the parents named go round in a circle"},
	lostStatus:    {"status", "status", "%s not known here left out"},
	lostColumns:   {"columns", "column", "%s of no use to a codebook left out"},
}

// maxExamples is how many names a loss gives.
const maxExamples = 5

// losses counts what a reader could not keep.
type losses struct {
	count [lossKinds]int
	names [lossKinds][]string // the first few that differ
}

func (l *losses) add(k lossKind, name string) {
	l.count[k]++
	if name = tagpath.Name(name); name == "" || len(l.names[k]) == maxExamples {
		return
	}
	for _, n := range l.names[k] {
		if n == name {
			return
		}
	}
	l.names[k] = append(l.names[k], name)
}

// list gives the losses as sentences, in a fixed order.
func (l *losses) list() []app.Loss {
	var out []app.Loss
	for k := range lossKinds {
		n := l.count[k]
		if n == 0 {
			continue
		}
		w := lossWords[k]
		counted := app.Count(n, w.noun)
		if w.noun == "status" {
			counted = app.Number(n) + " status"
		}
		text := fmt.Sprintf(w.text, counted)
		if names := l.names[k]; len(names) > 0 {
			text += ": " + strings.Join(names, ", ")
			if len(names) == maxExamples && n > maxExamples {
				text += ", …"
			}
		}
		out = append(out, app.Loss{Kind: w.kind, Count: n, Text: text + "."})
	}
	return out
}
