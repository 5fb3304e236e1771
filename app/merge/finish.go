package merge

import (
	"slices"
	"strings"

	"throughline/app"
)

// finish puts what was decided in an order in which it can be stored, and counts it.
func (p *planner) finish() error {
	groups := map[app.Kind][]app.Ref{}
	seen := map[app.Ref]bool{}
	for _, ref := range p.order {
		if c := p.out[ref]; c != nil && !seen[ref] && p.happens(c) {
			groups[ref.Kind] = append(groups[ref.Kind], ref)
		}
		seen[ref] = true
	}
	var o ordered
	for _, k := range kinds {
		refs := groups[k]
		if k == app.KindTag {
			refs = p.parentsFirst(refs)
		}
		for _, ref := range refs {
			o.add(p.count(k), p.out[ref], p.passes(p.out[ref]))
		}
	}
	p.plan.changes = o.all()
	if len(p.plan.changes) > 0 || len(p.plan.Conflicts) > 0 || len(p.plan.Left) > 0 {
		p.plan.note = p.kin.note
	}
	return p.sum()
}

// happens reports whether anything becomes of a record. One of theirs that breaks a law of its noun is left.
func (p *planner) happens(c *change) bool {
	if c.after == nil {
		return c.before != nil
	}
	if !p.valid(c) {
		return false
	}
	return c.before == nil || !c.before.Equal(c.after) || p.passes(c)
}

// ordered are changes by when they can be stored.
type ordered struct{ room, made, passed, changed, unmade []app.Change }

func (o *ordered) add(n *Count, c *change, passes bool) {
	switch {
	case c.before == nil:
		n.New++
		o.made = append(o.made, app.Change{After: c.after})
		return
	case c.after == nil:
		n.Removed++
		// Nothing needs these, and another may have the name, or the finding's one place on the board.
		if k := c.before.Ref().Kind; k == app.KindView || k == app.KindPlacement {
			o.room = append(o.room, app.Change{Before: c.before})
			return
		}
		o.unmade = append(o.unmade, app.Change{Before: c.before})
		return
	case passes:
		o.passed = append(o.passed, app.Change{Before: c.before, After: c.theirs}, app.Change{Before: c.theirs, After: c.after})
	case makesRoom(c):
		o.room = append(o.room, app.Change{Before: c.before, After: c.after})
	default:
		o.changed = append(o.changed, app.Change{Before: c.before, After: c.after})
	}
	if !c.before.Equal(c.after) {
		n.Changed++
	}
}

// makesRoom reports whether a change goes before what is made: a text that lets another have its revision, a view that lets another have its name.
func makesRoom(c *change) bool {
	switch r := c.before.(type) {
	case *app.Transcript:
		return true
	case *app.View:
		return r.Study == c.after.(*app.View).Study
	}
	return false
}

// all are the changes in order.
func (o *ordered) all() []app.Change {
	slices.Reverse(o.unmade) // what refers to others goes before them
	made := looseEnds(o.made, &o.changed)
	return slices.Concat(o.room, made, o.passed, o.changed, deletions(o.unmade))
}

// deletions leaves the order of what goes; tags go children first.
func deletions(unmade []app.Change) []app.Change {
	var tags, rest []app.Change
	at := -1
	for _, c := range unmade {
		if c.Ref().Kind == app.KindTag {
			if at < 0 {
				at = len(rest)
			}
			tags = append(tags, c)
			continue
		}
		rest = append(rest, c)
	}
	if at < 0 {
		return rest
	}
	return slices.Insert(rest, at, childrenFirst(tags)...)
}

// childrenFirst orders tags that go so that each comes after those that refer to it.
func childrenFirst(tags []app.Change) []app.Change {
	users := map[app.Ref][]app.Change{}
	for _, c := range tags {
		for _, r := range needs(c.Before) {
			users[r] = append(users[r], c)
		}
	}
	var out []app.Change
	done := map[app.Ref]bool{}
	var visit func(c app.Change)
	visit = func(c app.Change) {
		if done[c.Ref()] {
			return
		}
		done[c.Ref()] = true
		for _, u := range users[c.Ref()] {
			visit(u)
		}
		out = append(out, c)
	}
	for _, c := range tags {
		visit(c)
	}
	return out
}

// parentsFirst orders tags so that each comes after those it refers to.
func (p *planner) parentsFirst(refs []app.Ref) []app.Ref {
	in, done := map[app.Ref]bool{}, map[app.Ref]bool{}
	for _, r := range refs {
		in[r] = true
	}
	var out []app.Ref
	var visit func(r app.Ref)
	visit = func(r app.Ref) {
		if done[r] || !in[r] {
			return
		}
		done[r] = true
		if after := p.out[r].after; after != nil {
			for _, n := range needs(after) {
				visit(n)
			}
		}
		out = append(out, r)
	}
	for _, r := range refs {
		visit(r)
	}
	return out
}

// looseEnds makes tags that refer to each other in a ring first without, and adds what ties them to what changes.
func looseEnds(made []app.Change, changed *[]app.Change) []app.Change {
	later := map[app.Ref]bool{}
	for _, c := range made {
		if c.Ref().Kind == app.KindTag {
			later[c.Ref()] = true
		}
	}
	for i, c := range made {
		if c.Ref().Kind != app.KindTag {
			continue
		}
		first := without(c.After, func(r app.Ref) bool { return later[r] && r != c.Ref() })
		delete(later, c.Ref())
		if first != nil && !first.Equal(c.After) {
			made[i].After = first
			*changed = append(*changed, app.Change{Before: first, After: c.After})
		}
	}
	return made
}

// valid reports whether what a record becomes keeps the laws of its noun; one of ours that would not stays as it is.
func (p *planner) valid(c *change) bool {
	if c.after.Validate() == nil {
		return true
	}
	if c.before == nil {
		p.leave(c.after, "it breaks a rule of the "+string(c.after.Ref().Kind))
	}
	return false
}

// passes reports whether the state of theirs can pass through the journal, so that what was not chosen is kept there.
func (p *planner) passes(c *change) bool {
	if c.before == nil || c.theirs == nil || c.theirs.Validate() != nil || c.theirs.Equal(c.before) {
		return false
	}
	if c.theirs.Equal(c.after) {
		return false
	}
	switch r := c.theirs.(type) {
	case *app.Transcript, *app.Source, *app.Placement, *app.Consent, *app.View:
		return false
	case app.Paper:
		return r.Filed().Once == ""
	}
	for _, need := range needs(c.theirs) {
		if after, said := p.becomes(need); said && after == nil || !said && !slices.Contains(needs(c.before), need) && !slices.Contains(needs(c.after), need) {
			return false
		}
	}
	return true
}

// sum adds the totals and puts kinds, conflicts and what is left in order.
func (p *planner) sum() error {
	totals, err := p.ours.Totals(p.ctx)
	if err != nil {
		return err
	}
	place := map[app.Kind]int{}
	for i, k := range kinds {
		place[k] = i
		c := p.counts[k]
		if c == nil || k == app.KindMerged {
			continue
		}
		c.Kept = totals[k] - c.Changed - c.Removed
		if c.New+c.Changed+c.Removed+c.Same+c.Conflicts+c.Left > 0 {
			p.plan.Counts = append(p.plan.Counts, *c)
		}
	}
	slices.SortStableFunc(p.plan.Conflicts, func(a, b Conflict) int {
		if a.Settled() != b.Settled() {
			if b.Settled() {
				return -1
			}
			return 1
		}
		return place[a.Kind] - place[b.Kind]
	})
	slices.SortStableFunc(p.plan.Left, func(a, b Left) int { return place[a.Kind] - place[b.Kind] })
	p.packed()
	if err := p.named(); err != nil {
		return err
	}
	return p.whoHere()
}

// namedKinds are the kinds that fields of other records name by id.
var namedKinds = []app.Kind{app.KindTag, app.KindStudy, app.KindParticipant, app.KindInterview, app.KindTheme, app.KindInsight}

// named puts names in the place of ids in what conflicts say.
func (p *planner) named() error {
	var said []*string
	var ids []string
	for i := range p.plan.Conflicts {
		c := &p.plan.Conflicts[i]
		for _, text := range []*string{&c.Base, &c.Ours.Text, &c.Theirs.Text} {
			if len(*text) == 36 && strings.Count(*text, "-") == 4 {
				said, ids = append(said, text), append(ids, *text)
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	names := map[string]string{}
	for _, v := range []app.MergeView{p.theirs, p.ours} {
		for _, k := range namedKinds {
			if err := v.Some(p.ctx, k, ids, func(r app.Record) error { names[r.Ref().ID] = titleOf(r); return nil }); err != nil {
				return err
			}
		}
	}
	for _, text := range said {
		if name := names[*text]; name != "" {
			*text = name
		}
	}
	return nil
}

// longTail is how many steps of ours are read at most to say who did our side of a conflict; beyond that the record's own stamp has to do.
const longTail = 20_000

// whoHere says of conflicts who changed ours, and when.
func (p *planner) whoHere() error {
	if len(p.plan.Conflicts) == 0 || len(p.kin.own) > longTail {
		return nil
	}
	at := map[app.Ref][]int{}
	for i, c := range p.plan.Conflicts {
		ref := app.Ref{Kind: c.Kind, ID: c.ID}
		at[ref] = append(at[ref], i)
	}
	return p.ours.Retrace(p.ctx, p.kin.own, func(cs *app.ChangeSet) error {
		for _, c := range cs.Changes {
			for _, i := range at[c.Ref()] {
				p.plan.Conflicts[i].Ours.Author, p.plan.Conflicts[i].Ours.At = cs.Author, cs.At
			}
		}
		return nil
	})
}

// packed says who coded a pack.
func (p *planner) packed() {
	if p.pack == nil {
		return
	}
	who := map[string]bool{}
	for _, ref := range p.order {
		if f, ok := asFinding(p.out[ref]); ok {
			for _, t := range f.Tags {
				who[t.Author] = true
			}
		}
	}
	p.plan.Coders = sortedKeys(who)
}

func asFinding(c *change) (*app.Finding, bool) {
	if c == nil || c.after == nil {
		return nil, false
	}
	f, ok := c.after.(*app.Finding)
	return f, ok
}
