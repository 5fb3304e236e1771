package merge

import (
	"context"
	"slices"
	"time"

	"throughline/app"
)

// touch is what is known of a record that theirs changed since the two were one.
type touch struct {
	base  app.Record // its state when they were one; nil when there was none, or when that is not known
	known bool       // whether base is known

	asOurs bool   // base is the state in ours now
	by     string // who changed it there last
	at     time.Time
}

// kin is how two journals are related.
type kin struct {
	relation Relation
	whole    bool    // the tail does not tell everything: all records are compared
	back     []int64 // steps of theirs that both had and theirs took back, the newest first
	tail     []int64 // steps of theirs that ours does not know
	own      []int64 // steps of ours since then, for who did what and when
	after    []int64 // steps of ours that theirs does not know, where theirs merged ours after they parted; nil to tell the base from tail
	merged   bool    // theirs merged ours: the base is ours without after
	note     *app.Merged
}

// relate works out how two journals are related. ourNotes and theirNotes are the merges that the two workspaces know of.
func relate(ours, theirs []app.Trace, ourNotes, theirNotes []*app.Merged, pack bool) kin {
	k := kin{relation: Copies, note: noteOf(ours, theirs)}
	at, shared := k.known(ours, theirs, ourNotes, theirNotes)
	switch {
	case pack:
		k.relation, at = Packed, max(at, 0)
	case at < 0:
		k.relation, k.whole = Strangers, true
	}
	for _, t := range theirs[at+1:] {
		if t.State == app.EntryApplied {
			k.tail = append(k.tail, t.Seq)
		}
		if t.State == app.EntrySealed && !pack {
			k.relation, k.whole = Strangers, true // what it changed is no longer kept
		}
	}
	k.own = applied(ours[shared+1:])
	k.learn(ours, theirNotes, ourNotes, shared)
	return k
}

// known finds the last step of theirs that ours knows, and the last of ours that both journals hold; -1 for none. What theirs took back of what
// both had goes to back, unless ours merged theirs since.
func (k *kin) known(ours, theirs []app.Trace, ourNotes, theirNotes []*app.Merged) (at, shared int) {
	here := make(map[app.ChangeSetID]int, len(ours))
	for i, t := range ours {
		here[t.ID] = i
	}
	known, own := heads(ourNotes), heads(notAmong(ourNotes, theirNotes))
	told := false // ours merged theirs after what theirs took back was taken back
	at, shared = -1, -1
	for i, t := range theirs {
		told = told || inForce(t) && own[t.ID]
		j, both := here[t.ID]
		if both || inForce(t) && known[t.ID] {
			at = i
		}
		if !both {
			continue
		}
		shared = max(shared, j)
		if inForce(ours[j]) && (t.State == app.EntryUndone || t.State == app.EntryDropped) && t.Bytes > 0 {
			k.back = append(k.back, t.Seq)
		}
	}
	if told {
		k.back = nil
	}
	slices.Reverse(k.back)
	return at, shared
}

// learn finds out whether theirs merged ours after the two parted: then what both had is ours as it was at that time.
func (k *kin) learn(ours []app.Trace, theirNotes, ourNotes []*app.Merged, shared int) {
	known, at := heads(notAmong(theirNotes, ourNotes)), -1
	for i, t := range ours {
		if known[t.ID] && inForce(t) {
			at = i
		}
	}
	if at <= shared || k.relation == Packed {
		return
	}
	for _, t := range ours[at+1:] {
		if t.State == app.EntrySealed {
			return
		}
	}
	k.relation = Copies
	k.merged, k.after = true, applied(ours[at+1:])
}

// notAmong are the notes that are not among others.
func notAmong(notes, others []*app.Merged) []*app.Merged {
	return slices.DeleteFunc(slices.Clone(notes), func(n *app.Merged) bool {
		return slices.ContainsFunc(others, func(o *app.Merged) bool { return o.ID == n.ID })
	})
}

func heads(notes []*app.Merged) map[app.ChangeSetID]bool {
	all := map[app.ChangeSetID]bool{}
	for _, n := range notes {
		for _, h := range n.Heads {
			all[h] = true
		}
	}
	return all
}

func inForce(t app.Trace) bool {
	return t.State == app.EntryApplied || t.State == app.EntrySealed || t.State == app.EntryErased
}

func applied(traces []app.Trace) (seqs []int64) {
	for _, t := range traces {
		if t.State == app.EntryApplied {
			seqs = append(seqs, t.Seq)
		}
	}
	return seqs
}

// noteOf is the note that the two were brought together as they are now; nil where one of them has no history.
func noteOf(ours, theirs []app.Trace) *app.Merged {
	newest := func(all []app.Trace) app.ChangeSetID {
		for _, t := range slices.Backward(all) {
			if inForce(t) {
				return t.ID
			}
		}
		return ""
	}
	a, b := newest(ours), newest(theirs)
	if a == "" || b == "" || a == b {
		return nil
	}
	return &app.Merged{ID: app.MergedIDOf(a, b), Heads: []app.ChangeSetID{min(a, b), max(a, b)}}
}

// touches collects what theirs changed since the two were one, in the order in which it was first changed.
type touches struct {
	all   map[app.Ref]*touch
	kinds map[app.Kind][]string
}

func (t *touches) add(ref app.Ref) *touch {
	if have := t.all[ref]; have != nil {
		return have
	}
	made := &touch{}
	t.all[ref] = made
	t.kinds[ref.Kind] = append(t.kinds[ref.Kind], ref.ID)
	return made
}

// steps adds what steps changed. The first of them to change a record tells what it was before.
func (t *touches) steps(ctx context.Context, v app.MergeView, back, tail []int64) error {
	add := func(cs *app.ChangeSet) error {
		for _, c := range cs.Changes {
			one := t.add(c.Ref())
			if !one.known {
				one.known, one.base = true, c.Before
			}
			one.by, one.at = cs.Author, cs.At
		}
		return nil
	}
	if err := v.Retrace(ctx, back, func(cs *app.ChangeSet) error { return add(cs.Inverse()) }); err != nil {
		return err
	}
	return v.Retrace(ctx, tail, add)
}

// rebase replaces what the records were by what they were in ours before some steps of ours; the other records were as they are there.
func (p *planner) rebase(after []int64) error {
	was := map[app.Ref]app.Change{}
	if err := p.ours.Retrace(p.ctx, after, func(cs *app.ChangeSet) error {
		for _, c := range cs.Changes {
			if _, ok := was[c.Ref()]; !ok {
				was[c.Ref()] = c
			}
		}
		return nil
	}); err != nil {
		return err
	}
	for ref, t := range p.touched.all {
		c, ok := was[ref]
		t.known, t.base, t.asOurs = true, c.Before, !ok
	}
	return nil
}
