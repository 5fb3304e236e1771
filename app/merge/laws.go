package merge

import (
	"cmp"
	"maps"
	"slices"

	"throughline/app"
)

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// becomes is what a record of ours or of theirs becomes, and whether the plan says anything of it.
func (p *planner) becomes(ref app.Ref) (after app.Record, said bool) {
	c := p.out[ref]
	if c == nil {
		return nil, false
	}
	return c.after, true
}

// drops asks about what is deleted in theirs and used by something of ours that stays.
func (p *planner) drops() error {
	for again := true; again; {
		again = p.revive()
		gone := map[app.Kind][]string{}
		for _, ref := range p.order {
			if after, said := p.becomes(ref); said && after == nil {
				gone[ref.Kind] = append(gone[ref.Kind], ref.ID)
			}
		}
		for _, k := range kinds {
			for ids := range slices.Chunk(gone[k], 2000) {
				uses, err := p.ours.Users(p.ctx, k, ids)
				if err != nil {
					return err
				}
				more, err := p.used(uses)
				if err != nil {
					return err
				}
				again = again || more
			}
		}
	}
	return nil
}

// used decides about deletions by what uses the records. It reports whether anything changed, so that it has to be looked at again.
func (p *planner) used(uses []app.Use) (again bool, err error) {
	stay := map[app.Ref][]app.Ref{} // by what is deleted: what of ours would stay
	var order []app.Ref
	for _, u := range uses {
		if after, said := p.becomes(u.By); said && (after == nil || !slices.Contains(needs(after), u.Of)) {
			continue
		}
		if stay[u.Of] == nil {
			order = append(order, u.Of)
		}
		stay[u.Of] = append(stay[u.Of], u.By)
	}
	for _, of := range order {
		c := p.out[of]
		if c == nil {
			continue
		}
		q := Conflict{Key: key(of, "deleted there"), Kind: of.Kind, ID: of.ID, Title: titleOf(c.before), About: "Deleted there, used here", Options: either,
			Ours: State{Text: "used by " + app.Count(len(stay[of]), "record")}, Theirs: State{Text: "deleted"}}
		if t := p.touched.all[of]; t != nil {
			q.Theirs.Author, q.Theirs.At = t.by, t.at
		}
		again = true
		if p.ask(q) == Ours {
			p.keep(of)
			continue
		}
		if err := p.release(stay[of], of); err != nil {
			return again, err
		}
	}
	return again, nil
}

// release lets some records of ours do without one that goes; those that cannot go with it.
func (p *planner) release(by []app.Ref, of app.Ref) error {
	gone := func(r app.Ref) bool { return r == of }
	missing := map[app.Kind][]string{}
	for _, ref := range by {
		c := p.out[ref]
		if c == nil {
			missing[ref.Kind] = append(missing[ref.Kind], ref.ID)
			continue
		}
		c.after, c.theirs = without(c.after, gone), nil
		if c.after == nil && c.before == nil {
			p.drop(ref)
		}
	}
	for _, k := range sortedKeys(missing) {
		found, err := records(p.ctx, p.ours, k, missing[k])
		if err != nil {
			return err
		}
		for _, id := range missing[k] {
			if r := found[id]; r != nil {
				p.put(r.Ref(), &change{before: r, after: without(r, gone)})
			}
		}
	}
	return nil
}

// close takes what the records that come in need, or lets them do without it.
func (p *planner) close() error {
	var lost []*app.Placement
	for {
		missing, err := p.missing()
		if err != nil {
			return err
		}
		if len(missing) == 0 {
			return p.unmove(lost)
		}
		absent := map[app.Ref]bool{}
		for _, k := range kinds {
			if err := p.fetch(k, missing[k], absent); err != nil {
				return err
			}
		}
		if len(absent) == 0 {
			continue
		}
		for _, ref := range slices.Clone(p.order) {
			c := p.out[ref]
			if c == nil || c.after == nil || !slices.ContainsFunc(needs(c.after), func(r app.Ref) bool { return absent[r] }) {
				continue
			}
			if l, ok := c.after.(*app.Placement); ok {
				lost = append(lost, l)
			}
			p.doWithout(ref, c, absent)
		}
	}
}

// doWithout lets a record that comes in do without what is not here, or stay out.
func (p *planner) doWithout(ref app.Ref, c *change, absent map[app.Ref]bool) {
	r := c.after
	c.theirs = nil
	if c.after = without(r, func(r app.Ref) bool { return absent[r] }); c.after != nil {
		return
	}
	p.drop(ref)
	p.leave(r, "what it belongs to is not here")
}

// missing lists what records that come in need and what is neither here nor comes in.
func (p *planner) missing() (map[app.Kind][]string, error) {
	wanted := map[app.Kind][]string{}
	seen := map[app.Ref]bool{}
	gone := map[app.Kind][]string{}
	for _, ref := range p.order {
		c := p.out[ref]
		if c == nil || c.after == nil {
			continue
		}
		for _, need := range needs(c.after) {
			if seen[need] || p.alias[need.ID] != "" {
				continue
			}
			seen[need] = true
			if after, said := p.becomes(need); !said {
				wanted[need.Kind] = append(wanted[need.Kind], need.ID)
			} else if after == nil {
				gone[need.Kind] = append(gone[need.Kind], need.ID)
			}
		}
	}
	for _, k := range sortedKeys(wanted) {
		stored, err := p.ours.Stored(p.ctx, k, wanted[k])
		if err != nil {
			return nil, err
		}
		have := make(map[string]bool, len(stored))
		for _, id := range stored {
			have[id] = true
		}
		for _, id := range wanted[k] {
			if !have[id] {
				gone[k] = append(gone[k], id)
			}
		}
	}
	return gone, nil
}

// fetch decides about records that others need: they are the same as some of ours, come in as well, or stay absent.
func (p *planner) fetch(k app.Kind, ids []string, absent map[app.Ref]bool) error {
	if len(ids) == 0 {
		return nil
	}
	found, err := records(p.ctx, p.theirs, k, ids)
	if err != nil {
		return err
	}
	var fresh []app.Ref
	for _, id := range ids {
		ref := app.Ref{Kind: k, ID: id}
		_, said := p.becomes(ref)
		r := found[id]
		if said || r == nil || p.holds(r) != "" {
			absent[ref] = true
			continue
		}
		p.put(ref, &change{after: r})
		fresh = append(fresh, ref)
	}
	if len(fresh) > 0 && nameKey(p.out[fresh[0]].after) != "" {
		if err := p.sameNames(k, fresh); err != nil {
			return err
		}
	}
	for _, ref := range fresh {
		c := p.out[ref]
		if c == nil {
			continue // it is one of ours
		}
		if _, named := p.asked[key(ref, "name")]; !named && !p.bringsBack(ref, c.after) {
			p.drop(ref)
			absent[ref] = true
		}
	}
	return nil
}

// bringsBack reports whether a record comes in that something new of theirs needs.
func (p *planner) bringsBack(ref app.Ref, r app.Record) bool {
	t := p.touched.all[ref]
	if p.kin.whole || p.pack != nil && t != nil && t.known && t.base == nil {
		return true // it was never here
	}
	return p.ask(Conflict{Key: key(ref, "deleted here"), Kind: ref.Kind, ID: ref.ID, Title: titleOf(r), About: "Deleted here, used there", Options: either,
		Ours: State{Text: "deleted"}, Theirs: state(r, titleOf(r))}) == Theirs
}

// boards asks about findings that both sides put into different themes of one board.
func (p *planner) boards() error {
	fresh := p.fresh(app.KindPlacement)
	if len(fresh) == 0 {
		return nil
	}
	var findings []string
	for _, ref := range fresh {
		findings = append(findings, string(p.out[ref].after.(*app.Placement).Finding))
	}
	slices.Sort(findings)
	findings = slices.Compact(findings)
	standing := map[app.FindingID][]app.Placement{}
	themes := map[app.ThemeID]bool{}
	for ids := range slices.Chunk(findings, 2000) {
		placed, err := p.ours.Placed(p.ctx, ids)
		if err != nil {
			return err
		}
		for _, l := range placed {
			if after, said := p.becomes(l.Ref()); !said || after != nil {
				standing[l.Finding] = append(standing[l.Finding], l)
				themes[l.Theme] = true
			}
		}
	}
	for _, ref := range fresh {
		themes[p.out[ref].after.(*app.Placement).Theme] = true
	}
	boards, err := p.themes(themes)
	if err != nil {
		return err
	}
	for _, ref := range fresh {
		l := p.out[ref].after.(*app.Placement)
		for _, mine := range standing[l.Finding] {
			if boards[mine.Theme].Study == boards[l.Theme].Study && p.out[ref] != nil {
				p.twoThemes(ref, l, mine, boards)
			}
		}
	}
	return nil
}

// themes reads some themes as they become.
func (p *planner) themes(ids map[app.ThemeID]bool) (map[app.ThemeID]app.Theme, error) {
	found := map[app.ThemeID]app.Theme{}
	var ask []string
	for _, id := range sortedKeys(ids) {
		if after, said := p.becomes(app.Ref{Kind: app.KindTheme, ID: string(id)}); said && after != nil {
			found[id] = *after.(*app.Theme)
			continue
		}
		ask = append(ask, string(id))
	}
	return found, p.ours.Some(p.ctx, app.KindTheme, ask, func(r app.Record) error {
		t := r.(*app.Theme)
		found[t.ID] = *t
		return nil
	})
}

// twoThemes asks in which of two themes of a board a finding stands.
func (p *planner) twoThemes(ref app.Ref, theirs *app.Placement, mine app.Placement, boards map[app.ThemeID]app.Theme) {
	q := Conflict{Key: "board/" + string(boards[mine.Theme].Study) + "/" + string(theirs.Finding), Kind: app.KindPlacement, ID: ref.ID,
		Title: "Place of a finding", About: "Theme", Options: either, Ours: state(&mine, boards[mine.Theme].Name), Theirs: state(theirs, boards[theirs.Theme].Name)}
	if p.ask(q) == Theirs {
		p.put(mine.Ref(), &change{before: &mine})
		return
	}
	p.drop(ref)
	p.leave(theirs, "it stands in “"+boards[mine.Theme].Name+"” here")
}

// trees keeps tags from standing under themselves where both sides moved tags.
func (p *planner) trees() error {
	var moved []app.Ref
	for _, ref := range p.order {
		c := p.out[ref]
		if ref.Kind != app.KindTag || c == nil || c.before == nil || c.after == nil {
			continue
		}
		if c.before.(*app.Tag).Parent != c.after.(*app.Tag).Parent {
			moved = append(moved, ref)
		}
	}
	if len(moved) == 0 {
		return nil
	}
	tags, err := all[*app.Tag](p.ctx, p.ours, app.KindTag)
	if err != nil {
		return err
	}
	up := map[app.TagID]app.TagID{}
	for _, t := range tags {
		up[t.ID] = t.Parent
	}
	for _, ref := range p.order {
		if after, _ := p.becomes(ref); ref.Kind == app.KindTag && after != nil {
			up[app.TagID(ref.ID)] = after.(*app.Tag).Parent
		}
	}
	for _, ref := range moved {
		id := app.TagID(ref.ID)
		at := up[id]
		for n := 0; at != "" && at != id && n < len(up); n++ {
			at = up[at]
		}
		if at == "" {
			continue
		}
		c := p.out[ref]
		mine, theirs := c.before.(*app.Tag), c.after.(*app.Tag)
		p.ask(Conflict{Key: key(ref, "tree"), Kind: ref.Kind, ID: ref.ID, Title: mine.Name, About: "Under", Options: []Side{Ours},
			Ours: state(mine, "as here"), Theirs: state(theirs, "as there"), Why: "Both moves together would put the tag under itself"})
		made := *theirs
		made.Parent = mine.Parent
		c.after, up[id] = &made, mine.Parent
	}
	return nil
}
