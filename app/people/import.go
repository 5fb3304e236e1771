package people

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// put lets a row say what it says of a person.
func (pl *planner) put(d *draft, row int, values []string) {
	for k, c := range pl.cols {
		v := values[k]
		lost := v == "" && pl.sheet.Rows[row][c.at] != "" // it did not fit: what was known stays
		if v == "" && (!pl.spec.Clear || lost || d.old == nil) {
			continue
		}
		switch c.spec.Role {
		case RoleCode:
			pl.recode(d, v)
		case RoleField:
			d.set(c.field.Name, v)
		default:
			d.take(c.spec.Role, v)
		}
	}
}

// set sets an attribute. The draft owns its attributes, so that they are not copied for each column.
func (d *draft) set(name, value string) {
	for i := range d.now.Attributes {
		a := &d.now.Attributes[i]
		if a.Name != name && !strings.EqualFold(a.Name, name) {
			continue
		}
		if value == "" {
			d.now.Attributes = slices.Delete(d.now.Attributes, i, i+1)
		} else {
			a.Value = value
		}
		return
	}
	if value != "" {
		d.now.Attributes = append(d.now.Attributes, app.Attribute{Name: name, Value: value})
	}
}

// recode gives somebody who is known by another key the code of the file, if it is free.
func (pl *planner) recode(d *draft, code string) {
	if pl.spec.Key == "" || code == "" || d.old == nil || pl.codes[CodeKey(code)] {
		return
	}
	delete(pl.codes, CodeKey(d.now.Code))
	d.now.Code = code
	pl.codes[CodeKey(code)] = true
}

// take lets a column that is no field say something.
func (d *draft) take(r Role, v string) {
	switch r {
	case RoleSegment:
		d.now.Segment = v
	case RoleStatus:
		d.now.Panel.Status = app.PanelStatus(v)
	case RoleSource:
		d.now.Panel.Source = v
	case RoleNote:
		if v == "" || d.now.Note == "" {
			d.now.Note = v
		} else if !strings.Contains(d.now.Note, v) {
			d.now.Note += "\n" + v
		}
	case RoleLabels:
		d.labels(v)
	default:
		d.secret(r, v)
	}
}

// labels adds labels, parted by semicolons or commas.
func (d *draft) labels(text string) {
	for _, l := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == ',' }) {
		l = strings.Join(strings.Fields(l), " ")
		if l != "" && !slices.ContainsFunc(d.now.Panel.Labels, func(have string) bool { return strings.EqualFold(have, l) }) {
			d.now.Panel.Labels = append(d.now.Panel.Labels, l)
		}
	}
}

// secret keeps a detail for the vault. Several columns of a kind, such as first and last name, become one.
func (d *draft) secret(r Role, v string) {
	if v == "" {
		return
	}
	d.private = true
	join := func(to *string, sep string) {
		if *to != "" && !strings.Contains(*to, v) {
			v = *to + sep + v
		}
		*to = v
	}
	switch r {
	case RoleName:
		join(&d.contact.Name, " ")
	case RoleEmail:
		join(&d.contact.Email, ", ")
	case RolePhone:
		join(&d.contact.Phone, ", ")
	case RoleAddress:
		join(&d.contact.Address, ", ")
	}
}

// finish turns the drafts into changes and tells what became of their rows.
func (pl *planner) finish() {
	p := pl.plan
	for _, d := range pl.drafts {
		act := ActAdd
		if known := pl.known[d.now.ID]; d.private && fill(d.contact, known) == known {
			d.private = false // the vault has it all
		}
		switch {
		case d.old == nil:
			p.changes = append(p.changes, app.Change{After: &d.now})
		case d.now.Equal(d.old) && !d.private:
			act = ActSame
		default:
			act = ActUpdate
			if !d.now.Equal(d.old) {
				d.now.Stamp = pl.service.Hand.Touch(d.old.Stamp)
				p.changes = append(p.changes, app.Change{Before: d.old, After: &d.now})
			}
		}
		if d.private {
			p.contacts = append(p.contacts, Contact{d.now.ID, d.contact})
		}
		main := d.rows[0] // the row that counts for the person; the others are joined with it
		if pl.spec.Repeat == RepeatLast {
			main = d.rows[len(d.rows)-1]
		}
		for _, at := range d.rows {
			p.Rows[at].Act = ActJoin
		}
		p.Rows[main].Act = act
	}
	if len(pl.drafts) == 0 { // fields without people are nothing that anybody asked for
		p.Fields, p.changes = nil, nil
	}
}

// Import does what a plan tells, as one step. Where contacts of people who are here already come in, they fill what the vault knows of them.
// Returns EConflict when somebody was changed since the plan was made: plan again.
func (s *Service) Import(ctx context.Context, p *Plan, from string) error {
	if p.Empty() {
		return nil
	}
	cs := s.Hand.Begin("Import " + app.Count(p.Count(ActAdd)+p.Count(ActUpdate), "person") + " from " + from)
	cs.Changes = p.changes
	if len(p.contacts) > 0 {
		contacts, err := s.known(ctx, p.contacts)
		if err != nil {
			return err
		}
		if err := s.Contacts.Put(ctx, cs, contacts); err != nil {
			return err
		}
	}
	if p.Used != nil {
		if err := s.ran(ctx, cs, p.Used, len(p.Rows)); err != nil {
			return err
		}
	}
	if len(cs.Changes) == 0 { // the vault has learned meanwhile what came
		return nil
	}
	return s.Log.Commit(ctx, cs)
}

// fill is what a file says of a contact, with what was known where it says nothing.
func fill(c, known app.Contact) app.Contact {
	for _, f := range []struct{ to, from *string }{{&c.Name, &known.Name}, {&c.Email, &known.Email}, {&c.Phone, &known.Phone}, {&c.Address, &known.Address}, {&c.Note, &known.Note}} {
		if *f.to == "" {
			*f.to = *f.from
		}
	}
	return c
}

// known fills the contacts with what the vault knows and the file does not say.
func (s *Service) known(ctx context.Context, all []Contact) ([]Contact, error) {
	if !s.open() {
		return nil, &app.Error{Code: app.ESealed, Message: "The vault was locked meanwhile.", Hint: "Open it under Consent, or leave the columns of contact details out."}
	}
	have, err := s.Contacts.All(ctx)
	if err != nil {
		return nil, err
	}
	out := slices.Clone(all)
	for i := range out {
		out[i].Contact = fill(out[i].Contact, have[out[i].Participant])
	}
	return out, nil
}
