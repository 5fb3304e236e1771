package merge

import (
	"cmp"
	"slices"

	"throughline/app"
)

// withdrawn reports whether a record is a consent that was taken back.
func withdrawn(r app.Record) bool {
	c, ok := r.(*app.Consent)
	return ok && c.Withdrawn != ""
}

// stricter is what becomes of records by which people allow something: of two states the stricter holds, whoever changed it last.
func stricter(r, ours, theirs app.Record) app.Record {
	switch r := r.(type) {
	case *app.Consent:
		return strictConsent(r, ours.(*app.Consent), theirs.(*app.Consent))
	case *app.Standards:
		made, order := *r, []app.ConsentPolicy{app.ConsentAlways, app.ConsentKept, "", app.ConsentNever}
		a, b := ours.(*app.Standards).Consent, theirs.(*app.Standards).Consent
		made.Consent = a
		if slices.Index(order, b) < slices.Index(order, a) && !(a == app.ConsentKept && b == "" || a == "" && b == app.ConsentKept) {
			made.Consent = b
		}
		return &made
	}
	return r
}

func strictConsent(r, a, b *app.Consent) app.Record {
	made := *r
	made.Withdrawn, made.Reason = a.Withdrawn, a.Reason
	if made.Withdrawn == "" || b.Withdrawn != "" && b.Withdrawn < made.Withdrawn {
		made.Withdrawn, made.Reason = b.Withdrawn, b.Reason
	}
	made.Expires = earlier(a.Expires, b.Expires)
	if !slices.Equal(a.Scopes, b.Scopes) {
		made.Scopes = both(a.Scopes, b.Scopes)
	}
	if made.Expires != "" && made.Expires < made.Given {
		made.Given = min(a.Given, b.Given)
	}
	return &made
}

// earlier is the earlier of two days; none is never.
func earlier(a, b app.Date) app.Date {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// both are the scopes that two lists share, in their order.
func both(a, b []app.Scope) []app.Scope {
	shared := []app.Scope{}
	for _, s := range app.Scopes() {
		if slices.Contains(a, s) && slices.Contains(b, s) {
			shared = append(shared, s)
		}
	}
	return shared
}

// consents lets what one side recorded hold against what the other recorded meanwhile: a withdrawal takes back what was given before it, and of
// two consents of one day the stricter holds.
func (p *planner) consents() error {
	concerned := map[app.ParticipantID]bool{}
	for _, ref := range p.order {
		if after, _ := p.becomes(ref); ref.Kind == app.KindConsent && after != nil {
			concerned[after.(*app.Consent).Participant] = true
		}
	}
	if len(concerned) == 0 {
		return nil
	}
	ours, err := all[*app.Consent](p.ctx, p.ours, app.KindConsent)
	if err != nil {
		return err
	}
	by := map[app.ParticipantID][]*app.Consent{}
	in := sides{map[string]app.Record{}, nil}
	var ids []string
	add := func(c *app.Consent) {
		by[c.Participant] = append(by[c.Participant], c)
		ids = append(ids, string(c.ID))
	}
	for _, c := range ours {
		if !concerned[c.Participant] {
			continue
		}
		in.ours[string(c.ID)] = c
		after, said := p.becomes(c.Ref())
		switch {
		case !said:
			add(c)
		case after != nil:
			add(after.(*app.Consent))
		}
	}
	for _, ref := range p.fresh(app.KindConsent) {
		add(p.out[ref].after.(*app.Consent))
	}
	if in.theirs, err = records(p.ctx, p.theirs, app.KindConsent, ids); err != nil {
		return err
	}
	for _, who := range sortedKeys(by) {
		p.together(by[who], in)
	}
	return nil
}

// sides are the records of both sides by id.
type sides struct{ ours, theirs map[string]app.Record }

// one reports whether one of the sides has both records as they are: then it is settled there what they mean together.
func (s sides) one(a, b app.Record) bool {
	has := func(side map[string]app.Record, r app.Record) bool {
		have := side[r.Ref().ID]
		return have != nil && have.Equal(r)
	}
	return has(s.ours, a) && has(s.ours, b) || has(s.theirs, a) && has(s.theirs, b)
}

// together holds the consents of one person against each other where no side knew both of two.
func (p *planner) together(all []*app.Consent, in sides) {
	slices.SortFunc(all, func(a, b *app.Consent) int { return cmp.Compare(a.ID, b.ID) })
	for _, c := range all {
		made := *c
		for _, o := range all {
			if o.ID == c.ID || in.one(o, c) || o.Study != c.Study && o.Study != "" {
				continue
			}
			if o.Withdrawn != "" && made.Given <= o.Withdrawn && (made.Withdrawn == "" || o.Withdrawn < made.Withdrawn) {
				made.Withdrawn, made.Reason = o.Withdrawn, o.Reason
			}
			if o.Given == c.Given && o.Study == c.Study && !slices.Equal(o.Scopes, c.Scopes) {
				made.Scopes = both(made.Scopes, o.Scopes)
			}
		}
		if made.Equal(c) {
			continue
		}
		ref := c.Ref()
		p.ask(Conflict{Key: key(ref, "stricter"), Kind: ref.Kind, ID: ref.ID, Title: c.Called(), About: "What the other side recorded meanwhile", Options: []Side{Ours},
			Ours: state(&made, allowedBy(&made)), Theirs: state(c, allowedBy(c)), Why: "The stricter permission holds"})
		if have := p.out[ref]; have != nil {
			have.after, have.theirs = &made, nil
		} else {
			p.put(ref, &change{before: c, after: &made})
		}
	}
}

func allowedBy(c *app.Consent) string {
	if c.Withdrawn != "" {
		return "withdrawn " + string(c.Withdrawn)
	}
	if len(c.Scopes) == 0 {
		return "nothing allowed"
	}
	said := ""
	for _, s := range c.Scopes {
		said += ", " + string(s)
	}
	return said[2:]
}
