package playbook

import (
	"throughline/app"
	"throughline/app/passage"
)

// Op says what became of some words between two versions.
type Op int

// What can become of words.
const (
	Stays Op = iota
	Gone
	Came
)

// Change is a stretch of a comparison.
type Change struct {
	Op   Op
	Text string
}

// Compare tells by words what the newer of two bodies says otherwise, in reading order; what was rewritten is first gone, then come.
// Structured bodies are compared as people read them. words counts the words that are not the same.
func Compare(kind app.TemplateKind, older, newer string) (changes []Change, words int) {
	m := passage.Diff(Readable(kind, older), Readable(kind, newer))
	for _, p := range m.Pieces() {
		gone, came := m.Old[p.Old.Start:p.Old.End], m.New[p.New.Start:p.New.End]
		if p.Same {
			changes = append(changes, Change{Stays, came})
			continue
		}
		if gone != "" {
			changes = append(changes, Change{Gone, gone})
		}
		if came != "" {
			changes = append(changes, Change{Came, came})
		}
	}
	return changes, m.ChangedWords()
}
