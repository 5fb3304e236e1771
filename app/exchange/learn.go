package exchange

import (
	"context"
	"strings"

	"throughline/app"
)

// learned is what a file adds to a person who is here.
type learned struct{ before, after *app.Participant }

// learn takes what a document says of the person who has a code and is here: facts that they lack. Where it says otherwise than is known here, that
// is told and what is here stays.
func (d *desk) learn(code string, doc *app.Document) {
	id, ok := d.codes.find(code)
	was := d.people[id]
	if !ok || was == nil {
		return
	}
	now, otherwise := was.Learn(&app.Participant{Segment: doc.Segment, Attributes: doc.Attributes})
	for _, name := range otherwise {
		d.otherwise = append(d.otherwise, was.Code+" "+name)
	}
	if now == was {
		return
	}
	now.Stamp = d.service.Hand.Touch(was.Stamp)
	d.people[id] = now
	d.facts = append(d.facts, learned{was, now})
}

// unlearn forgets what was learned from a file that was not stored.
func (d *desk) unlearn(facts []learned) {
	for i := len(facts) - 1; i >= 0; i-- {
		d.people[facts[i].before.ID] = facts[i].before
	}
}

// untold says which facts of the file at hand are not taken.
func (d *desk) untold() []app.Loss {
	n := len(d.otherwise)
	if n == 0 {
		return nil
	}
	return []app.Loss{{Kind: "facts", Count: n, Degree: app.Dropped,
		Text: app.Count(n, "fact") + " not taken, people here have other values: " + strings.Join(d.otherwise[:min(5, n)], ", ") + "."}}
}

// remeet learns anew how the people are who were here, after a commit was refused: somebody may have changed them.
func (d *desk) remeet(ctx context.Context) {
	_, _ = d.meet(ctx) // what cannot be read now is refused again
}
