package merge

import (
	"slices"

	"throughline/app"
	"throughline/app/history"
)

// either offers both sides, ours first.
var either = []Side{Ours, Theirs}

func (p *planner) deletedThere(ref app.Ref, t *touch, ours app.Record) {
	c := Conflict{Key: key(ref, "deleted there"), Kind: ref.Kind, ID: ref.ID, Title: titleOf(ours), About: "Deleted there, changed here", Options: either,
		Ours: state(ours, changed(t.base, ours)), Theirs: State{Text: "deleted", Author: t.by, At: t.at}}
	if withdrawn(ours) {
		c.Options, c.Why = []Side{Ours}, "A consent that was withdrawn stays"
	}
	if p.ask(c) == Theirs {
		p.put(ref, &change{before: ours})
		return
	}
	p.keep(ref)
}

func (p *planner) deletedHere(ref app.Ref, t *touch, theirs app.Record) {
	c := Conflict{Key: key(ref, "deleted here"), Kind: ref.Kind, ID: ref.ID, Title: titleOf(theirs), About: "Deleted here, changed there", Options: either,
		Ours: State{Text: "deleted"}, Theirs: State{changed(t.base, theirs), t.by, t.at}}
	if withdrawn(theirs) {
		c.Options, c.Why = []Side{Theirs}, "A consent that was withdrawn stays"
	}
	if p.ask(c) == Theirs {
		p.put(ref, &change{after: theirs})
		return
	}
	p.leave(theirs, "deleted here")
}

// join brings the two states of a record together.
func (p *planner) join(ref app.Ref, t *touch, ours, theirs app.Record) {
	ends := func(group string) Side {
		i, ok := p.asked[key(ref, group)]
		if ok {
			return p.plan.Conflicts[i].Choice
		}
		return Ours
	}
	j := join(t.base, ours, theirs, ends)
	asked := false
	if carriedApart(ours, theirs) { // the texts decide where it stands, see texts
		j.clashes = slices.DeleteFunc(j.clashes, func(c clash) bool { return c.group == "quote" })
	}
	for _, cl := range j.clashes {
		c := p.fieldConflict(ref, cl.group, t, ours, theirs)
		asked = p.ask(c) == Theirs || asked
	}
	if asked {
		j = join(t.base, ours, theirs, ends)
	}
	j.record = p.strict(ref, t, j.record, ours, theirs)
	if j.record.Equal(ours) && len(j.clashes) == 0 {
		p.count(ref.Kind).Same++
		return
	}
	c := &change{before: ours, after: j.record}
	if len(j.clashes) > 0 {
		c.theirs = theirs
	}
	p.put(ref, c)
}

// carriedApart reports whether a finding stands in another text on each side.
func carriedApart(ours, theirs app.Record) bool {
	f, ok := ours.(*app.Finding)
	return ok && f.Transcript != theirs.(*app.Finding).Transcript
}

// settledByRule are the groups of fields that never change: ours stays.
func settledByRule(group string) bool { return group == "id" }

func (p *planner) fieldConflict(ref app.Ref, group string, t *touch, ours, theirs app.Record) Conflict {
	b, o, th := fieldsOf(t.base), fieldsOf(ours), fieldsOf(theirs)
	c := Conflict{Key: key(ref, group), Kind: ref.Kind, ID: ref.ID, Title: titleOf(ours), About: history.FieldName(ref.Kind, group), Options: either,
		Base: say(b[group]), Ours: state(ours, say(o[group])), Theirs: State{say(th[group]), t.by, t.at}}
	if c.Theirs.Author == "" {
		c.Theirs = state(theirs, c.Theirs.Text)
	}
	if settledByRule(group) {
		c.About, c.Options, c.Why = "As a whole", []Side{Ours}, "Both changes together would break a rule of the "+string(ref.Kind)
		c.Ours.Text, c.Theirs.Text = titleOf(ours), titleOf(theirs)
	}
	return c
}
