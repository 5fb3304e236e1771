package project

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/qda"
)

// learned is what a project adds to a person who is here.
type learned struct{ before, after *app.Participant }

// kindUntaken is the kind under which an origin keeps which facts of cases were not taken, as the person had others: they are no records.
const kindUntaken app.Kind = "untaken"

// untakenRef names a fact of a case: by its variable, "" for what is said of the person.
func untakenRef(c *qda.Case, variable qda.GUID) app.Ref {
	return app.Ref{Kind: kindUntaken, ID: strings.TrimSpace(c.GUID.Key() + " " + variable.Key())}
}

// learn takes what cases say of people who are here: facts that they lack. What the person has otherwise stays so; the case's own is kept for the way
// back.
func (d *draft) learn(hand app.Hand) {
	for i, p := range d.people {
		was := d.met[p.ID]
		if was == nil {
			continue
		}
		now := d.meets(was, p, hand, app.Aside)
		if now != was {
			d.learned = append(d.learned, learned{was, now})
		}
		_, otherwise := was.Learn(p)
		c := &d.p.Cases[i]
		for _, v := range c.Values {
			if name := d.variables[v.Variable.Key()]; slices.ContainsFunc(otherwise, func(o string) bool { return app.FoldName(o) == app.FoldName(name) }) {
				d.names[untakenRef(c, v.Variable)] = "kept"
			}
		}
		if p.Note != "" && now.Note != p.Note {
			d.names[untakenRef(c, "")] = "kept"
		}
	}
}

// learnWhole puts what the people of a whole study add to those who are here into its step.
func (s *Service) learnWhole(ctx context.Context, d *draft, b *beside, cs *app.ChangeSet) error {
	people, err := s.Store.ParticipantsByCode(ctx)
	if err != nil {
		return err
	}
	byID := make(map[app.ParticipantID]app.Participant, len(people))
	for _, one := range people {
		byID[one.ID] = one
	}
	for _, c := range b.Records {
		theirs, ok := c.After.(*app.Participant)
		if !ok {
			continue
		}
		if was, known := byID[theirs.ID]; known {
			if now := d.meets(&was, theirs, s.Hand, app.Dropped); now != &was {
				cs.Update(&was, now)
			}
		}
	}
	return nil
}

// meets is a person who is here with the facts of the file that they lack, was itself where it adds nothing. Where the file says otherwise it is told.
func (d *draft) meets(was, theirs *app.Participant, hand app.Hand, as app.Degree) *app.Participant {
	now, otherwise := was.Learn(theirs)
	if now != was {
		now.Stamp = hand.Touch(was.Stamp)
	}
	if len(otherwise) > 0 {
		d.clashes = append(d.clashes, Clash{app.KindParticipant, was.Code, fmt.Sprintf("The project says otherwise of %s, and what is here stays: %s.", was.Code, strings.Join(otherwise, ", "))})
		if as == app.Aside {
			d.ledger.note("cases", as, "have other facts than the people here: those here stay, and the file keeps its own")
		} else {
			d.ledger.note("cases", as, "have other facts than the people here: those here stay")
		}
	}
	return now
}

// untaken reports whether a fact of a case was not taken when it came in.
func (d *draft) untaken(c *qda.Case, variable qda.GUID) bool {
	return d.names[untakenRef(c, variable)] != ""
}

// caseNow brings a case to what its participant is now.
func (e *exporter) caseNow(c *qda.Case, p, old *app.Participant) {
	if name := e.names[p.ID]; name != old.Code {
		c.Name = name
	}
	switch both := e.was.untaken(c, ""); {
	case p.Note == old.Note || !e.opt.Names && p.Note != "":
	case both && !strings.Contains(c.Description, p.Note):
		c.Description += "\n\n" + p.Note
	case !both || p.Note == "":
		c.Description = p.Note
	}
	if p.Segment != old.Segment || !slices.Equal(p.Attributes, old.Attributes) {
		c.Values = e.values(p, c)
	}
}

// values are what a participant has for variables, in the order of the case. Those that were there and are the same stay as they were, and so do
// those that were not taken: what the person has instead is written for a variable of its own.
func (e *exporter) values(p *app.Participant, c *qda.Case) (out []qda.Value) {
	facts := slices.Clone(p.Attributes)
	if p.Segment != "" {
		facts = append([]app.Attribute{{Name: segmentVariable, Value: p.Segment}}, facts...)
	}
	take := func(name string) (app.Attribute, bool) {
		i := slices.IndexFunc(facts, func(a app.Attribute) bool { return app.FoldName(a.Name) == app.FoldName(name) })
		if i < 0 {
			return app.Attribute{}, false
		}
		a := facts[i]
		facts = slices.Delete(facts, i, i+1)
		return a, true
	}
	var beside []app.Attribute
	for _, v := range c.Values {
		name := e.variableName(v.Variable)
		a, has := take(name)
		both := e.was.untaken(c, v.Variable)
		switch {
		case name == "", !has && (v.Missing || v.Text == "" || both), has && !v.Missing && v.Text == a.Value:
		case has && both:
			beside = append(beside, a)
		case has:
			v = qda.Value{Variable: v.Variable, Type: cmp.Or(v.Type, "Text"), Text: a.Value}
		default:
			continue // it was removed here
		}
		out = append(out, v)
	}
	for _, a := range facts {
		out = append(out, qda.Value{Variable: e.variable(a.Name).GUID, Type: "Text", Text: a.Value})
	}
	if len(beside) > 0 {
		e.ledger.note("cases", app.Degraded, "have other facts here than in the project: the file holds both, those here under names with a number")
	}
	for _, a := range beside {
		out = e.another(out, a)
	}
	return out
}

// another adds a fact to values that have one of its name, under a name with a number, unless it stands there already.
func (e *exporter) another(values []qda.Value, a app.Attribute) []qda.Value {
	for n := 2; ; n++ {
		v := e.variable(fmt.Sprintf("%s (%d)", a.Name, n))
		switch i := slices.IndexFunc(values, func(o qda.Value) bool { return o.Variable.Key() == v.GUID.Key() }); {
		case i < 0:
			return append(values, qda.Value{Variable: v.GUID, Type: "Text", Text: a.Value})
		case values[i].Text == a.Value:
			return values
		}
	}
}

// variableName is what a variable is called, "" for one that is not in the file.
func (e *exporter) variableName(guid qda.GUID) string {
	for i := range e.out.Variables {
		if e.out.Variables[i].GUID.Key() == guid.Key() {
			return strings.TrimSpace(e.out.Variables[i].Name)
		}
	}
	return ""
}
