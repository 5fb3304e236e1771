package merge

import (
	"slices"

	"throughline/app"
)

// keep notes that something deleted in theirs stays, as a conflict says.
func (p *planner) keep(ref app.Ref) {
	p.drop(ref)
	p.staying[ref] = true
}

// revive lets stay what went in theirs together with something that stays: the texts and passages of an interview, the cards of a theme, the marks of a
// tag. What theirs deleted or took off by another step goes. It reports whether anything changed.
func (p *planner) revive() (again bool) {
	if len(p.staying) == 0 {
		return false
	}
	for more := true; more; {
		more = false
		for _, ref := range p.order {
			c := p.out[ref]
			if c == nil || c.before == nil {
				continue
			}
			var with []app.Ref
			for _, of := range needs(c.before) {
				if p.staying[of] && p.oneStep(ref, of) {
					with = append(with, of)
				}
			}
			switch {
			case len(with) == 0:
			case c.after == nil:
				p.keep(ref)
				more, again = true, true
			default:
				again = p.holdOn(c, with) || again
			}
		}
	}
	return again
}

// oneStep reports whether theirs changed two records last by one step.
func (p *planner) oneStep(a, b app.Ref) bool {
	s, t := p.touched.all[a], p.touched.all[b]
	return s != nil && t != nil && !s.at.IsZero() && s.by == t.by && s.at.Equal(t.at)
}

// holdOn gives a record of ours back what it would lose of records that stay: marks of a tag, evidence.
func (p *planner) holdOn(c *change, of []app.Ref) (again bool) {
	switch after := c.after.(type) {
	case *app.Finding:
		f := after
		for _, t := range c.before.(*app.Finding).Tags {
			if slices.Contains(of, app.Ref{Kind: app.KindTag, ID: string(t.Tag)}) && !f.HasTag(t.Tag) {
				f, again = f.WithTag(t), true
			}
		}
		if again {
			c.after, c.theirs = f, nil
		}
	case *app.Insight:
		in := *after
		in.Evidence = slices.Clone(after.Evidence)
		for _, e := range c.before.(*app.Insight).Evidence {
			if slices.Contains(of, e.Ref()) && !slices.ContainsFunc(in.Evidence, func(x app.Evidence) bool { return x.Ref() == e.Ref() }) {
				in.Evidence, again = append(in.Evidence, e), true
			}
		}
		if again {
			c.after, c.theirs = &in, nil
		}
	}
	return again
}
