package merge

import (
	"fmt"
	"strings"

	"throughline/app"
	"throughline/app/fold"
)

// names finds what both sides made under one name.
func (p *planner) names() error {
	for _, k := range []app.Kind{app.KindStudy, app.KindParticipant, app.KindTag, app.KindView} {
		fresh := append(p.renamedThere(k), p.fresh(k)...)
		if len(fresh) == 0 {
			continue
		}
		if err := p.sameNames(k, fresh); err != nil {
			return err
		}
	}
	for _, k := range app.PaperKinds() {
		if err := p.onlyOnce(k); err != nil {
			return err
		}
	}
	return nil
}

// fresh lists what of a kind comes in, in order.
func (p *planner) fresh(k app.Kind) (refs []app.Ref) {
	for _, ref := range p.order {
		if c := p.out[ref]; ref.Kind == k && c != nil && c.before == nil && c.after != nil {
			refs = append(refs, ref)
		}
	}
	return refs
}

// renamedThere lists what of ours is called otherwise in theirs, in order.
func (p *planner) renamedThere(k app.Kind) (refs []app.Ref) {
	for _, ref := range p.order {
		c := p.out[ref]
		if ref.Kind == k && c != nil && c.before != nil && c.after != nil && nameKey(c.before) != nameKey(c.after) {
			refs = append(refs, ref)
		}
	}
	return refs
}

// nameKey is what two records of a kind should not share; "" for kinds that may.
func nameKey(r app.Record) string {
	switch r := r.(type) {
	case *app.Study:
		return app.FoldName(r.Name)
	case *app.Participant:
		return app.FoldName(r.Code)
	case *app.Tag:
		return string(r.Study) + "/" + string(r.Parent) + "/" + app.FoldName(r.Name)
	case *app.View:
		return string(r.Place) + "/" + string(r.Study) + "/" + fold.Text(r.Name) // as the store holds them apart
	}
	return ""
}

// sameNames asks about records of theirs that are called as others of ours.
func (p *planner) sameNames(k app.Kind, fresh []app.Ref) error {
	ids, err := p.ours.IDs(p.ctx, k)
	if err != nil {
		return err
	}
	taken := map[string]app.Record{}
	if err := p.ours.Some(p.ctx, k, ids, func(r app.Record) error {
		if c := p.out[r.Ref()]; c != nil && c.after == nil {
			return nil
		}
		if c := p.out[r.Ref()]; c != nil && nameKey(c.before) != nameKey(c.after) {
			return nil // it is looked at below
		}
		taken[nameKey(r)] = r
		return nil
	}); err != nil {
		return err
	}
	for _, ref := range fresh {
		r := p.out[ref].after
		p.renameParents(&r)
		if mine := taken[nameKey(r)]; mine != nil {
			if p.out[ref].before != nil {
				r = p.otherName(mine, r, taken)
			} else if r = p.sameName(mine, r, taken); r == nil {
				p.drop(ref)
				continue
			}
			p.out[ref].after = r
		}
		taken[nameKey(r)] = r
	}
	return nil
}

// renameParents lets a tag or a view of theirs stand where the tags and studies that ours has in their place stand, to compare names.
func (p *planner) renameParents(r *app.Record) {
	if v, ok := (*r).(*app.View); ok {
		if study := p.alias[string(v.Study)]; study != "" {
			c := *v
			c.Study = app.StudyID(study)
			*r = &c
		}
		return
	}
	t, ok := (*r).(*app.Tag)
	if !ok {
		return
	}
	study, parent := p.alias[string(t.Study)], p.alias[string(t.Parent)]
	if study == "" && parent == "" {
		return
	}
	c := *t
	if study != "" {
		c.Study = app.StudyID(study)
	}
	if parent != "" {
		c.Parent = app.TagID(parent)
	}
	*r = &c
}

// sameName asks what two records of one name are. It returns what comes in, nil where theirs is ours.
func (p *planner) sameName(mine, r app.Record, taken map[string]app.Record) app.Record {
	ref := r.Ref()
	c := Conflict{Key: key(ref, "name"), Kind: ref.Kind, ID: ref.ID, Title: titleOf(r), About: "Made on both sides under one name", Options: []Side{Same, Renamed},
		Ours: state(mine, told(mine)), Theirs: state(r, told(r)), Why: "What theirs marks goes to ours"}
	if ref.Kind != app.KindTag {
		c.Options, c.Why = []Side{Renamed, Same}, "Two that share a name need not be one"
	}
	if p.ask(c) == Same {
		p.alias[ref.ID], p.swaps = mine.Ref().ID, nil
		p.leave(r, "it is “"+titleOf(mine)+"” here")
		return nil
	}
	return freeName(r, taken)
}

// otherName keeps a record that was renamed there from being called as another of ours.
func (p *planner) otherName(mine, r app.Record, taken map[string]app.Record) app.Record {
	ref := r.Ref()
	p.ask(Conflict{Key: key(ref, "name taken"), Kind: ref.Kind, ID: ref.ID, Title: titleOf(r), About: "Renamed there to what another is called here", Options: []Side{Renamed},
		Ours: state(mine, told(mine)), Theirs: state(r, told(r)), Why: "It gets a number; join the two here if they are one"})
	return freeName(r, taken)
}

// freeName is a record under the first name with a number that nobody has.
func freeName(r app.Record, taken map[string]app.Record) app.Record {
	for n := 2; ; n++ {
		made := renamed(r, n)
		if taken[nameKey(made)] == nil {
			return made
		}
	}
}

// told says what can tell two of one name apart.
func told(r app.Record) string {
	switch r := r.(type) {
	case *app.Study:
		return strings.Join(filled(r.Product, r.Region, r.Method, r.Goal), ", ")
	case *app.Participant:
		said := filled(r.Segment, r.Note)
		for _, a := range r.Attributes {
			said = append(said, a.Name+": "+a.Value)
		}
		return strings.Join(said, ", ")
	case *app.Tag:
		return strings.Join(filled(r.Definition, r.Include, r.Exclude, r.Example), " · ")
	}
	return ""
}

func filled(texts ...string) (all []string) {
	for _, t := range texts {
		if t != "" {
			all = append(all, t)
		}
	}
	return all
}

// renamed is a record under its name with a number.
func renamed(r app.Record, n int) app.Record {
	switch r := r.(type) {
	case *app.Study:
		c := *r
		c.Name = fmt.Sprintf("%s (%d)", r.Name, n)
		return &c
	case *app.Participant:
		c := *r
		c.Code = fmt.Sprintf("%s-%d", r.Code, n)
		return &c
	case *app.Tag:
		c := *r
		c.Name = fmt.Sprintf("%s (%d)", r.Name, n)
		return &c
	case *app.View:
		c := *r
		c.Name = fmt.Sprintf("%s (%d)", r.Name, n)
		return &c
	}
	return r
}

// onlyOnce asks about papers of which there is one of a sort.
func (p *planner) onlyOnce(k app.Kind) error {
	concerned := false
	for _, ref := range p.order {
		if c := p.out[ref]; ref.Kind == k && c != nil && c.after != nil {
			if paper, ok := c.after.(app.Paper); ok && paper.Filed().Once != "" {
				concerned = true
			}
		}
	}
	if !concerned {
		return nil
	}
	ours, err := all[app.Record](p.ctx, p.ours, k)
	if err != nil {
		return err
	}
	taken := map[string]app.Record{}
	for _, r := range ours {
		if c := p.out[r.Ref()]; c == nil {
			taken[p.once(r)] = r
		}
	}
	for _, ref := range p.order {
		c := p.out[ref]
		if ref.Kind != k || c == nil || c.after == nil {
			continue
		}
		one := p.once(c.after)
		if mine := taken[one]; one != "" && mine != nil {
			p.oneOf(ref, c, mine)
			continue
		}
		taken[one] = c.after
	}
	return nil
}

// once is what no two papers of a kind share, with the ids of ours.
func (p *planner) once(r app.Record) string {
	r = p.translated(r)
	return r.(app.Paper).Filed().Once
}

// oneOf asks which of two papers stays of which there can be one.
func (p *planner) oneOf(ref app.Ref, c *change, mine app.Record) {
	q := Conflict{Key: key(ref, "once"), Kind: ref.Kind, ID: ref.ID, Title: titleOf(c.after), About: "Made on both sides", Options: either,
		Ours: state(mine, changed(blank(ref.Kind), mine)), Theirs: state(c.after, changed(blank(ref.Kind), c.after))}
	if c.before != nil { // ours was renamed there to what another of ours is
		q.Options, q.Why = []Side{Ours}, "There can be only one of it"
		p.ask(q)
		p.drop(ref)
		return
	}
	side := p.ask(q)
	p.alias[ref.ID], p.swaps = mine.Ref().ID, nil
	p.drop(ref)
	if side == Ours {
		p.leave(c.after, "ours stays in its place")
		return
	}
	f := fieldsOf(c.after)
	f["id"] = fieldsOf(mine)["id"]
	f["created"], f["author"] = fieldsOf(mine)["created"], fieldsOf(mine)["author"]
	if r, err := f.record(ref.Kind); err == nil {
		p.put(mine.Ref(), &change{before: mine, after: r})
	}
}

func blank(k app.Kind) app.Record {
	r, err := app.NewRecord(k)
	if err != nil {
		panic("merge: " + err.Error()) // of a record that was read
	}
	return r
}

// drop lets go of what would become of a record.
func (p *planner) drop(ref app.Ref) { delete(p.out, ref) }

// often is after how many records it is looked whether the work was stopped: some milliseconds.
const often = 256

// translate puts the records of ours in the place of those of theirs that are the same.
func (p *planner) translate() error {
	if len(p.alias) == 0 {
		return nil
	}
	for i, ref := range p.order {
		if i%often == 0 && p.ctx.Err() != nil {
			return p.ctx.Err()
		}
		if c := p.out[ref]; c != nil && c.after != nil {
			c.after = p.translated(c.after)
			c.theirs = nil // it may name what is not here
		}
	}
	return nil
}

// translated is a record with the ids of ours.
func (p *planner) translated(r app.Record) app.Record {
	if len(p.alias) == 0 {
		return r
	}
	mentions := false
	for _, ref := range needs(r) {
		mentions = mentions || p.alias[ref.ID] != ""
	}
	if _, big := r.(*app.Transcript); big || !mentions && !p.mayMention(r) {
		return r
	}
	f := fieldsOf(r)
	for k, raw := range f {
		f[k] = p.swap(raw)
	}
	made, err := f.record(r.Ref().Kind)
	if err != nil {
		return r
	}
	if g, ok := made.(*app.Finding); ok {
		tags := g.Tags
		g.Tags = nil
		for _, t := range tags {
			g = g.WithTag(t)
		}
		made = g
	}
	return made
}

// mayMention reports whether records of a kind name others beyond what they need: in texts, or in what they look for.
func (p *planner) mayMention(r app.Record) bool {
	switch r.(type) {
	case *app.Memo, *app.View, *app.Rule, *app.Study, *app.Recommendation, *app.Decision, app.Paper:
		return true
	}
	return false
}

// swap replaces ids in JSON. Ids are as long as chance needs: they stand nowhere by accident.
func (p *planner) swap(raw []byte) []byte {
	if p.swaps == nil {
		var pairs []string
		for _, from := range sortedKeys(p.alias) {
			pairs = append(pairs, from, p.alias[from])
		}
		p.swaps = strings.NewReplacer(pairs...)
	}
	return []byte(p.swaps.Replace(string(raw)))
}
