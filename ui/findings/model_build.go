package findings

import (
	"slices"

	"throughline/app"
	"throughline/ui/say"
)

// Part is one part of a query while it is built: a group of parts, a condition, or a relation to another finding, which its one group of
// Kids describes. It may be unfinished.
type Part struct {
	Clause app.Clause // of a condition or relation, without its Parts; of a group the operation
	Not    bool
	Kids   []*Part
}

// Group reports whether the part is a group.
func (p *Part) Group() bool { return p.Clause.Op == app.OpAnd || p.Clause.Op == app.OpOr }

// Relation reports whether the part asks for another finding beside.
func (p *Part) Relation() bool { return p.Clause.Relation() }

// build is the query being built.
type build struct {
	open bool
	root *Part
	all  app.FindingFacets // what conditions can choose from
	asks []string          // questions of guides
}

// partOf makes a part of a clause, nil gives an empty group.
func partOf(c *app.Clause) *Part {
	if c == nil {
		return newGroup()
	}
	switch {
	case c.Op == app.OpNot && len(c.Parts) == 1:
		p := partOf(&c.Parts[0])
		p.Not = !p.Not
		return p
	case c.Op == app.OpAnd || c.Op == app.OpOr:
		p := &Part{Clause: app.Clause{Op: c.Op}}
		for i := range c.Parts {
			p.Kids = append(p.Kids, partOf(&c.Parts[i]))
		}
		return p
	}
	p := &Part{Clause: *c}
	p.Clause.Parts = nil
	if c.Relation() {
		inner := newGroup()
		if len(c.Parts) == 1 {
			inner = asGroup(partOf(&c.Parts[0]))
		}
		p.Kids = []*Part{inner}
	}
	return p
}

func newGroup() *Part { return &Part{Clause: app.Clause{Op: app.OpAnd}} }

// asGroup puts a part into a group of its own, unless it is one.
func asGroup(p *Part) *Part {
	if p.Group() {
		return p
	}
	return &Part{Clause: app.Clause{Op: app.OpAnd}, Kids: []*Part{p}}
}

// clause is what the part asks for so far; nil while it asks for nothing. Unfinished parts are left out.
func (p *Part) clause() *app.Clause {
	c := p.Clause
	switch {
	case p.Group():
		var parts []app.Clause
		for _, kid := range p.Kids {
			if k := kid.clause(); k != nil {
				parts = append(parts, *k)
			}
		}
		if len(parts) == 0 {
			return nil
		}
		c.Parts = parts
		if len(parts) == 1 {
			c = parts[0]
		}
	case p.Relation():
		if len(p.Kids) == 0 {
			return nil
		}
		inner := p.Kids[0].clause()
		if inner == nil {
			return nil
		}
		c.Parts = []app.Clause{*inner}
	}
	if c.Validate() != nil {
		return nil
	}
	if p.Not {
		c = app.Clause{Op: app.OpNot, Parts: []app.Clause{c}}
	}
	return &c
}

// Unfinished reports whether the part is left out because something is missing.
func (p *Part) Unfinished() bool { return p.clause() == nil }

// NewPart is a condition to be filled in.
func NewPart(op app.ClauseOp) *Part {
	p := &Part{Clause: app.Clause{Op: op}}
	switch {
	case op == app.OpTag:
		p.Clause.SubTags = true
	case op == app.OpNear:
		p.Clause.Turns = 1
	}
	if p.Relation() {
		p.Kids = []*Part{{Clause: app.Clause{Op: app.OpAnd}, Kids: []*Part{NewPart(app.OpTag)}}}
	}
	if op == app.OpAnd || op == app.OpOr {
		p.Kids = []*Part{NewPart(app.OpTag)}
	}
	return p
}

// Building returns the query being built, nil while the panel is closed.
func (m *Model) Building() *Part {
	if !m.build.open {
		return nil
	}
	return m.build.root
}

// OpenBuilder opens the panel with what was built before, or with a first condition to fill in.
func (m *Model) OpenBuilder() {
	m.build.open, m.build.root = true, asGroup(partOf(m.Query.Where))
	m.loadCandidates()
	if len(m.build.root.Kids) == 0 {
		m.build.root.Kids = []*Part{NewPart(app.OpTag)}
	}
	m.changed()
}

// EditAsQuery opens the panel with all that the table is filtered by, in place of the choices of facets.
func (m *Model) EditAsQuery() {
	where := asClause(&m.Query)
	m.Query = app.FindingQuery{Study: m.Query.Study, Order: m.Query.Order, Seed: m.Query.Seed, Where: where}
	m.OpenBuilder()
	m.narrowed()
}

// CloseBuilder closes the panel; what was built stays in force.
func (m *Model) CloseBuilder() {
	m.build.open, m.build.root = false, nil
	m.changed()
}

// Built follows a change of the query being built.
func (m *Model) Built() {
	c := m.build.root.clause()
	if c != nil && m.Query.Where != nil && c.Equal(m.Query.Where) || c == nil && m.Query.Where == nil {
		m.changed()
		return
	}
	m.Query.Where = c
	m.narrowedKeeping()
}

// followBuilder shows in the panel what the facets have made of the query.
func (m *Model) followBuilder() {
	if m.build.open {
		if c := m.build.root.clause(); c == nil || m.Query.Where == nil || !c.Equal(m.Query.Where) {
			m.build.root = asGroup(partOf(m.Query.Where))
		}
	}
}

// AddPart adds a condition or group at the end of a group.
func (m *Model) AddPart(to *Part, p *Part) {
	to.Kids = append(to.Kids, p)
	m.Built()
}

// DropPart takes a part out, wherever it stands; a group that is left empty goes too.
func (m *Model) DropPart(p *Part) {
	drop(m.build.root, p)
	m.Built()
}

func drop(in *Part, p *Part) {
	in.Kids = slices.DeleteFunc(in.Kids, func(k *Part) bool { return k == p })
	for _, k := range slices.Clone(in.Kids) {
		drop(k, p)
		if k.Group() && len(k.Kids) == 0 && !in.Relation() {
			in.Kids = slices.DeleteFunc(in.Kids, func(o *Part) bool { return o == k })
		}
	}
}

// TurnPart makes a condition one of another kind, empty again.
func (m *Model) TurnPart(p *Part, op app.ClauseOp, attribute string) {
	n := NewPart(op)
	n.Clause.Attribute, n.Not = attribute, p.Not
	*p = *n
	m.Built()
}

// Sentence says the query being built in plain words, "" while it asks for nothing.
func (m *Model) Sentence() string {
	if m.build.root == nil {
		return ""
	}
	c := m.build.root.clause()
	if c == nil {
		return ""
	}
	return say.T("Findings %s.", say.Sentence(c.Describe(m.nameOf)))
}
