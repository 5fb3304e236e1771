package merge

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// kinds in the order in which records are made: each after those it refers to.
var kinds = append([]app.Kind{app.KindStudy, app.KindParticipant, app.KindSource, app.KindTag, app.KindInterview, app.KindTranscript, app.KindFinding, app.KindTheme,
	app.KindPlacement, app.KindInsight, app.KindRejection, app.KindRecommendation, app.KindDecision, app.KindPublication, app.KindMemo, app.KindRule,
	app.KindOpinionWord, app.KindView, app.KindStandards}, app.PaperKinds()...)

// change is what becomes of one record.
type change struct {
	before, after app.Record // as in a step
	theirs        app.Record // their state, where a conflict ended otherwise: it passes through the journal
}

// planner works out one plan.
type planner struct {
	ctx          context.Context
	ours, theirs app.MergeView
	choices      Choices
	progress     app.Progress

	kin     kin
	touched touches
	pack    *app.Pack
	erased  erased
	out     map[app.Ref]*change
	order   []app.Ref        // of out
	staying map[app.Ref]bool // deleted there, and staying here by the choice in a conflict
	alias   map[string]string
	swaps   *strings.Replacer // puts them in place; nil until it is needed, and when alias changed
	counts  map[app.Kind]*Count
	titles  map[app.Ref]string
	asked   map[string]int // conflicts by key, where they stand in the plan
	plan    *Plan
}

func (p *planner) run() (*Plan, error) {
	p.out, p.alias, p.counts = map[app.Ref]*change{}, map[string]string{}, map[app.Kind]*Count{}
	p.titles, p.asked, p.staying = map[app.Ref]string{}, map[string]int{}, map[app.Ref]bool{}
	p.plan = &Plan{}
	p.touched = touches{map[app.Ref]*touch{}, map[app.Kind][]string{}}
	steps := []struct {
		say string
		do  func() error
	}{
		{"Comparing the histories", p.relate}, {"Reading what was erased", p.readErased}, {"Collecting what changed", p.gather},
		{"Comparing records", p.decide}, {"Comparing names", p.names}, {"Looking at what was deleted", p.drops},
		{"Looking for what belongs to it", p.close}, {"Comparing boards", p.boards}, {"Comparing texts", p.texts}, {"Comparing consents", p.consents},
		{"Comparing codebooks", p.trees}, {"Joining names", p.translate}, {"Putting in order", p.finish},
	}
	for i, s := range steps {
		if err := p.ctx.Err(); err != nil {
			return nil, err
		}
		p.progress.Report(int64(i), int64(len(steps)), s.say)
		if err := s.do(); err != nil {
			return nil, err
		}
	}
	return p.plan, nil
}

// relate finds out how the two are related.
func (p *planner) relate() error {
	ours, err := p.ours.Traces(p.ctx)
	if err != nil {
		return err
	}
	theirs, err := p.theirs.Traces(p.ctx)
	if err != nil {
		return err
	}
	if len(theirs) == 0 {
		p.plan.Relation = Strangers
	}
	packs, err := all[*app.Pack](p.ctx, p.theirs, app.KindPack)
	if err != nil {
		return err
	}
	ourNotes, err := all[*app.Merged](p.ctx, p.ours, app.KindMerged)
	if err != nil {
		return err
	}
	theirNotes, err := all[*app.Merged](p.ctx, p.theirs, app.KindMerged)
	if err != nil {
		return err
	}
	if len(packs) > 0 {
		p.pack = packs[0]
		p.plan.Pack = p.pack
	}
	p.kin = relate(ours, theirs, ourNotes, theirNotes, p.pack != nil)
	p.plan.Relation = p.kin.relation
	return nil
}

// all reads the records of a kind, in the order in which they were made.
func all[P app.Record](ctx context.Context, v app.MergeView, k app.Kind) (records []P, err error) {
	ids, err := v.IDs(ctx, k)
	if err != nil {
		return nil, err
	}
	return records, v.Some(ctx, k, ids, func(r app.Record) error {
		records = append(records, r.(P))
		return nil
	})
}

// gather collects what theirs changed: by their journal, or where that does not tell, by comparing all records.
func (p *planner) gather() error {
	var err error
	if p.kin.whole {
		err = p.compareAll()
	} else {
		err = p.touched.steps(p.ctx, p.theirs, p.kin.back, p.kin.tail)
	}
	if err == nil && p.kin.merged {
		err = p.rebase(p.kin.after)
	}
	return err
}

// compareAll takes for touched what is in theirs and not, or not so, in ours.
func (p *planner) compareAll() error {
	const chunk = 2000
	for _, k := range kinds {
		ids, err := p.theirs.IDs(p.ctx, k)
		if err != nil {
			return err
		}
		for some := range slices.Chunk(ids, chunk) {
			have, err := records(p.ctx, p.ours, k, some)
			if err != nil {
				return err
			}
			if err := p.theirs.Some(p.ctx, k, some, func(r app.Record) error {
				if mine := have[r.Ref().ID]; mine == nil || !mine.Equal(r) {
					p.touched.add(r.Ref())
				}
				return nil
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// records reads some records by their ids.
func records(ctx context.Context, v app.MergeView, k app.Kind, ids []string) (map[string]app.Record, error) {
	found := make(map[string]app.Record, len(ids))
	return found, v.Some(ctx, k, ids, func(r app.Record) error {
		found[r.Ref().ID] = r
		return nil
	})
}

// decide says for each record what becomes of it by itself.
func (p *planner) decide() error {
	const chunk = 2000
	for _, k := range kinds {
		if k == app.KindSealed {
			p.sealed(len(p.touched.kinds[k]))
			continue
		}
		for some := range slices.Chunk(p.touched.kinds[k], chunk) {
			theirs, err := records(p.ctx, p.theirs, k, some)
			if err != nil {
				return err
			}
			ours, err := records(p.ctx, p.ours, k, some)
			if err != nil {
				return err
			}
			for _, id := range some {
				ref := app.Ref{Kind: k, ID: id}
				p.one(ref, p.touched.all[ref], ours[id], theirs[id])
			}
		}
	}
	return nil
}

// one decides what becomes of one record.
func (p *planner) one(ref app.Ref, t *touch, ours, theirs app.Record) {
	if !p.comes(ref.Kind, theirs) {
		return
	}
	if t.asOurs {
		t.base = ours
	}
	switch {
	case theirs == nil && ours == nil, ours != nil && theirs != nil && ours.Equal(theirs):
		p.count(ref.Kind).Same++
	case theirs == nil:
		p.gone(ref, t, ours)
	case p.holds(theirs) != "":
		p.leave(theirs, p.holds(theirs))
	case ours == nil:
		p.absent(ref, t, theirs)
	case t.base != nil && t.base.Equal(theirs):
		p.count(ref.Kind).Same++
	case t.base != nil && t.base.Equal(ours):
		p.forward(ref, t, ours, theirs)
	default:
		p.join(ref, t, ours, theirs)
	}
}

// gone decides about a record of ours that is not in theirs any more.
func (p *planner) gone(ref app.Ref, t *touch, ours app.Record) {
	switch {
	case t.base == nil: // made there and deleted again, while ours has it from elsewhere
		p.count(ref.Kind).Same++
	case t.base.Equal(ours) && p.staysRedacted(ref, t, ours):
	case t.base.Equal(ours):
		p.put(ref, &change{before: ours})
	default:
		p.deletedThere(ref, t, ours)
	}
}

// absent decides about a record of theirs that is not in ours.
func (p *planner) absent(ref app.Ref, t *touch, theirs app.Record) {
	switch {
	case t.base == nil:
		p.put(ref, &change{after: theirs})
	case t.base.Equal(theirs):
		p.count(ref.Kind).Same++
	default:
		p.deletedHere(ref, t, theirs)
	}
}

// forward takes what only theirs changed.
func (p *planner) forward(ref app.Ref, t *touch, ours, theirs app.Record) {
	p.put(ref, &change{before: ours, after: p.strict(ref, t, theirs, ours, theirs)})
}

// strict is what becomes of a record when the stricter of two permissions holds; where that is not r, it is said.
func (p *planner) strict(ref app.Ref, t *touch, r, ours, theirs app.Record) app.Record {
	made := stricter(r, ours, theirs)
	if !made.Equal(r) {
		p.ask(Conflict{Key: key(ref, "stricter"), Kind: ref.Kind, ID: ref.ID, Title: titleOf(ours), About: "What is allowed", Options: []Side{Ours},
			Ours: state(ours, changed(made, ours)), Theirs: State{changed(made, theirs), t.by, t.at}, Why: "The stricter permission holds"})
	}
	return made
}

// comes reports whether records of a kind are taken at all.
func (p *planner) comes(k app.Kind, theirs app.Record) bool {
	if k == app.KindPack {
		return false
	}
	if p.pack == nil {
		return true
	}
	return theirs != nil && (k == app.KindFinding || onFinding(theirs)) // what else they need comes with them
}

func onFinding(r app.Record) bool {
	m, ok := r.(*app.Memo)
	return ok && m.On.Kind == app.KindFinding
}

// put notes what becomes of a record.
func (p *planner) put(ref app.Ref, c *change) {
	if p.out[ref] == nil {
		p.order = append(p.order, ref)
	}
	p.out[ref] = c
}

func (p *planner) count(k app.Kind) *Count {
	c := p.counts[k]
	if c == nil {
		c = &Count{Kind: k}
		p.counts[k] = c
	}
	return c
}

// leave notes that a record of theirs is not taken.
func (p *planner) leave(r app.Record, why string) {
	ref := r.Ref()
	p.count(ref.Kind).Left++
	p.plan.Left = append(p.plan.Left, Left{ref.Kind, ref.ID, titleOf(r), why})
}

// ask notes a conflict and returns how it ends. A conflict that was noted before keeps its end.
func (p *planner) ask(c Conflict) Side {
	if i, ok := p.asked[c.Key]; ok {
		return p.plan.Conflicts[i].Choice
	}
	c.Choice = c.Options[0]
	for _, want := range []Side{p.choices.Prefer, p.choices.By[c.Key]} {
		if slices.Contains(c.Options, want) {
			c.Choice = want
		}
	}
	p.asked[c.Key] = len(p.plan.Conflicts)
	p.plan.Conflicts = append(p.plan.Conflicts, c)
	p.count(c.Kind).Conflicts++
	return c.Choice
}

func (p *planner) sealed(n int) {
	if n > 0 {
		p.plan.Notices = append(p.plan.Notices, app.Count(n, "entry")+" of the other vault (names, contact details) stay there: what is sealed is never merged. Carry it over by hand where both vaults are open.")
	}
}
