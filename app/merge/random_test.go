package merge_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/merge"
	"throughline/app/passage"
)

// editor does random acts on one side.
type editor struct {
	*side
	r *rand.Rand
	n int
}

func some[P app.Record](e *editor, k app.Kind) (all []P) {
	e.t.Helper()
	err := e.store.LookToMerge(e.t.Context(), func(v app.MergeView) error {
		ids, err := v.IDs(e.t.Context(), k)
		if err != nil {
			return err
		}
		return v.Some(e.t.Context(), k, ids, func(r app.Record) error { all = append(all, r.(P)); return nil })
	})
	if err != nil {
		e.t.Fatal(err)
	}
	return all
}

func pick[P app.Record](e *editor, k app.Kind) (p P, ok bool) {
	all := some[P](e, k)
	if len(all) == 0 {
		return p, false
	}
	return all[e.r.IntN(len(all))], true
}

// name is new on this side; shared lets the other side come upon it as well.
func (e *editor) name(shared bool) string {
	e.n++
	if shared {
		return fmt.Sprint("Shared ", e.r.IntN(4))
	}
	return fmt.Sprint(e.hand.Author, " ", e.n)
}

// acts are what people do, each undoable.
func (e *editor) acts(shared bool) []func() {
	return []func(){
		func() { // a tag
			if st, ok := pick[*app.Study](e, app.KindStudy); ok {
				e.change("Make tag", app.Change{After: &app.Tag{ID: app.NewID[app.TagID](), Study: st.ID, Name: e.name(shared), Status: app.TagActive, Stamp: e.hand.Stamp()}})
			}
		},
		func() {
			if t, ok := pick[*app.Tag](e, app.KindTag); ok {
				after := *t
				if e.r.IntN(2) == 0 {
					after.Name = e.name(shared)
				} else {
					after.Definition = e.name(false)
				}
				after.Stamp = e.hand.Touch(t.Stamp)
				e.change("Edit tag", app.Change{Before: t, After: &after})
			}
		},
		func() { e.moveTag() },
		func() { e.tagFinding() },
		func() { e.untag() },
		func() { e.newFinding() },
		func() {
			if f, ok := pick[*app.Finding](e, app.KindFinding); ok {
				after := *f
				switch e.r.IntN(3) {
				case 0:
					after.Note = e.name(false)
				case 1:
					after.Star = !f.Star
				default:
					after.Severity = 1 + e.r.IntN(4)
				}
				after.Stamp = e.hand.Touch(f.Stamp)
				e.change("Edit finding", app.Change{Before: f, After: &after})
			}
		},
		func() { e.remove(app.KindFinding) },
		func() { e.remove(app.KindTag) },
		func() { e.remove(app.KindTheme) },
		func() { e.place() },
		func() {
			if st, ok := pick[*app.Study](e, app.KindStudy); ok {
				e.change("Make theme", app.Change{After: &app.Theme{ID: app.NewID[app.ThemeID](), Study: st.ID, Name: e.name(shared), Order: e.r.Float64(), Stamp: e.hand.Stamp()}})
			}
		},
		func() { e.evidence() },
		func() {
			if f, ok := pick[*app.Finding](e, app.KindFinding); ok {
				e.change("Write memo", app.Change{After: &app.Memo{ID: app.NewID[app.MemoID](), Study: f.Study, On: f.Ref(), Kind: app.MemoFree, Text: e.name(false), Stamp: e.hand.Stamp()}})
			}
		},
		func() { e.consent() },
		func() { e.revise() },
		func() { e.undo() },
	}
}

func (e *editor) moveTag() {
	all := some[*app.Tag](e, app.KindTag)
	if len(all) < 2 {
		return
	}
	t, up := all[e.r.IntN(len(all))], all[e.r.IntN(len(all))]
	parents := map[app.TagID]app.TagID{}
	for _, o := range all {
		parents[o.ID] = o.Parent
	}
	for at := up.ID; at != ""; at = parents[at] {
		if at == t.ID {
			return
		}
	}
	after := *t
	after.Parent, after.Stamp = up.ID, e.hand.Touch(t.Stamp)
	e.change("Move tag", app.Change{Before: t, After: &after})
}

func (e *editor) tagFinding() {
	f, ok := pick[*app.Finding](e, app.KindFinding)
	t, ok2 := pick[*app.Tag](e, app.KindTag)
	if !ok || !ok2 {
		return
	}
	st := e.hand.Touch(f.Stamp)
	after := f.WithTag(app.Tagging{Tag: t.ID, Author: e.hand.Author, Provenance: app.ByHand, Created: st.Modified})
	after.Stamp = st
	e.change("Tag", app.Change{Before: f, After: after})
}

func (e *editor) untag() {
	f, ok := pick[*app.Finding](e, app.KindFinding)
	if !ok || len(f.Tags) == 0 {
		return
	}
	after := f.WithoutTag(f.Tags[e.r.IntN(len(f.Tags))].Tag)
	after.Stamp = e.hand.Touch(f.Stamp)
	e.change("Untag", app.Change{Before: f, After: after})
}

func (e *editor) latest(iv *app.Interview) *app.Transcript {
	e.t.Helper()
	tr, err := e.store.Transcript(e.t.Context(), iv.ID)
	if err != nil {
		e.t.Fatal(err)
	}
	return tr
}

func (e *editor) newFinding() {
	iv, ok := pick[*app.Interview](e, app.KindInterview)
	if !ok {
		return
	}
	tr := e.latest(iv)
	from := e.r.IntN(len(tr.Text) - 8)
	f, err := passage.Anchor(iv, tr, app.Span{Start: from, End: from + 4 + e.r.IntN(4)})
	if err != nil {
		return
	}
	f.Stamp = e.hand.Stamp()
	e.change("Find", app.Change{After: f})
}

// remove deletes a record as the screens do, with what lives under it.
func (e *editor) remove(k app.Kind) {
	all := some[app.Record](e, k)
	if len(all) < 3 {
		return
	}
	r := all[e.r.IntN(len(all))]
	deps, err := e.store.Dependants(e.t.Context(), r.Ref())
	if err != nil {
		e.t.Fatal(err)
	}
	cs := e.hand.Begin("Delete")
	if k != app.KindTag {
		cs.DeleteAll(e.hand, deps, r)
		e.change("Delete", cs.Changes...)
		return
	}
	for _, d := range deps {
		switch d := d.(type) {
		case *app.Finding:
			f := d.WithoutTag(app.TagID(r.Ref().ID))
			f.Stamp = e.hand.Touch(d.Stamp)
			cs.Update(d, f)
		case *app.Tag:
			t := *d
			t.Parent, t.Stamp = "", e.hand.Touch(d.Stamp)
			cs.Update(d, &t)
		}
	}
	cs.Delete(r)
	e.change("Delete tag", cs.Changes...)
}

func (e *editor) place() {
	f, ok := pick[*app.Finding](e, app.KindFinding)
	t, ok2 := pick[*app.Theme](e, app.KindTheme)
	if !ok || !ok2 {
		return
	}
	var changes []app.Change
	for _, l := range some[*app.Placement](e, app.KindPlacement) {
		if l.Finding == f.ID {
			if l.Theme == t.ID {
				return
			}
			changes = append(changes, app.Change{Before: l})
		}
	}
	e.change("Place", append(changes, app.Change{After: &app.Placement{Theme: t.ID, Finding: f.ID, Order: e.r.Float64(), Stamp: e.hand.Stamp()}})...)
}

func (e *editor) evidence() {
	in, ok := pick[*app.Insight](e, app.KindInsight)
	f, ok2 := pick[*app.Finding](e, app.KindFinding)
	if !ok || !ok2 {
		return
	}
	after := *in
	after.Evidence = nil
	for _, ev := range in.Evidence {
		if ev.Finding != f.ID {
			after.Evidence = append(after.Evidence, ev)
		}
	}
	if len(after.Evidence) == len(in.Evidence) {
		after.Evidence = append(after.Evidence, app.Evidence{Finding: f.ID, Stance: app.Supports})
	}
	after.Stamp = e.hand.Touch(in.Stamp)
	e.change("Evidence", app.Change{Before: in, After: &after})
}

func (e *editor) consent() {
	p, ok := pick[*app.Participant](e, app.KindParticipant)
	if !ok {
		return
	}
	if c, ok := pick[*app.Consent](e, app.KindConsent); ok && e.r.IntN(2) == 0 {
		after := *c
		switch e.r.IntN(3) {
		case 0:
			after.Withdrawn, after.Reason = app.DateOf(apptest.Noon.AddDate(0, 0, e.r.IntN(9))), "by mail"
		case 1:
			after.Expires = app.DateOf(apptest.Noon.AddDate(1, 0, e.r.IntN(9)))
		default:
			after.Scopes = app.Scopes()[:1+e.r.IntN(3)]
		}
		after.Stamp = e.hand.Touch(c.Stamp)
		e.change("Edit consent", app.Change{Before: c, After: &after})
		return
	}
	e.change("Consent", app.Change{After: &app.Consent{ID: app.NewID[app.ConsentID](), Participant: p.ID, Scopes: app.Scopes()[:e.r.IntN(5)],
		Given: app.DateOf(apptest.Noon.AddDate(0, 0, e.r.IntN(9)-9)), Stamp: e.hand.Stamp()}})
}

// revise mends a word of a text and carries the findings.
func (e *editor) revise() {
	iv, ok := pick[*app.Interview](e, app.KindInterview)
	if !ok || e.r.IntN(4) > 0 {
		return
	}
	old := e.latest(iv)
	next := *old
	next.ID, next.Revision, next.Stamp = app.NewID[app.TranscriptID](), old.Revision+1, e.hand.Stamp()
	next.Text = old.Text + " And so on " + e.hand.Author + "."
	turns := append([]app.Turn(nil), old.Turns...)
	turns[len(turns)-1].End = len(next.Text)
	next.Turns = turns
	changes := []app.Change{{After: &next}}
	var found []app.Finding
	for _, f := range some[*app.Finding](e, app.KindFinding) {
		if f.Transcript == old.ID {
			found = append(found, *f)
		}
	}
	placed, err := passage.Carry(e.t.Context(), passage.Diff(old.Text, next.Text), found)
	if err != nil {
		e.t.Fatal(err)
	}
	for i, p := range placed {
		after := passage.Put(&found[i], iv, &next, p.Span)
		after.Stamp = e.hand.Touch(found[i].Stamp)
		changes = append(changes, app.Change{Before: &found[i], After: after})
	}
	e.change("Revise", changes...)
}

func (e *editor) undo() {
	if _, err := e.log.Undo(e.t.Context()); err != nil && app.CodeOf(err) != app.ENotFound {
		e.t.Fatal(err)
	}
	if e.r.IntN(3) == 0 {
		if _, err := e.log.Redo(e.t.Context()); err != nil && app.CodeOf(err) != app.ENotFound {
			e.t.Fatal(err)
		}
	}
}

// grown is a small workspace of which two people have a copy, each with a random history of their own.
func grown(t *testing.T, seed uint64, shared bool, most int) (mara, jon *side, base map[app.Ref]bool) {
	b := apptest.New(t)
	study := b.Study("Checkout")
	var found []*app.Finding
	for i := range 2 {
		s := b.Session(study, fmt.Sprint("P", i+1), "Mod: How is it going?", "P: The page takes a minute. I do not trust the total at all.", "P: We order by phone instead, every week.")
		tag := b.Tag(study, fmt.Sprint("Tag ", i), "")
		found = append(found, s.Finding("The page takes a minute.", tag.ID), s.Finding("I do not trust the total at all.", tag.ID), s.Finding("We order by phone"))
	}
	b.Theme(study, "Waiting", found[0], found[3])
	b.Theme(study, "Trust", found[1])
	b.Insight(study, "Waiting costs orders", app.Evidence{Finding: found[0].ID, Stance: app.Supports})
	mara, jon = pair(t, b)
	base = map[app.Ref]bool{}
	for _, k := range heldKinds {
		for _, r := range some[app.Record](&editor{side: mara}, k) {
			base[r.Ref()] = true
		}
	}
	r := rand.New(rand.NewPCG(seed, 7))
	for _, s := range []*side{mara, jon} {
		e := &editor{side: s, r: r}
		acts := e.acts(shared)
		for range r.IntN(most + 1) {
			acts[r.IntN(len(acts))]()
		}
	}
	return mara, jon, base
}

// heldKinds are the kinds that are looked through for what is lost.
var heldKinds = []app.Kind{app.KindStudy, app.KindTag, app.KindInterview, app.KindTranscript, app.KindFinding, app.KindTheme, app.KindInsight, app.KindMemo, app.KindConsent}

// rounds is how many random histories a law is held against: MERGE_ROUNDS for a long run.
func rounds(n int) int {
	if long, err := strconv.Atoi(os.Getenv("MERGE_ROUNDS")); err == nil {
		return long
	}
	return n
}

func TestMerge_LawsHoldForRandomHistories(t *testing.T) {
	still := 0
	for seed := range rounds(16) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			mara, jon, base := grown(t, uint64(seed), seed%3 == 0, 1+seed%14)
			a, b := mara.again(), jon.again()
			before := a.hash()
			prefer := []merge.Side{"", merge.Ours, merge.Theirs}[seed%3]
			plan := a.merge(jon, merge.Choices{Prefer: prefer})
			lost(t, a, mara, jon, base, plan)
			merged := a.hash()
			if again := a.merge(jon, merge.Choices{Prefer: prefer}); again.Changes() != 0 || a.hash() != merged {
				t.Errorf("merging again changes %d records: %+v", again.Changes(), again.Counts)
			}
			back := b.merge(mara, merge.Choices{})
			if len(plan.Conflicts) == 0 && len(back.Conflicts) == 0 {
				still++
				if b.hash() != merged {
					t.Errorf("merged the other way round it differs: %s", differ(t, a, b))
				}
			}
			// Jon takes what Mara made of both: then both are the same
			after := jon.again()
			if p := after.merge(a, merge.Choices{}); after.hash() != merged && len(p.Conflicts) == 0 && len(p.Left) == 0 {
				t.Errorf("taken over it differs: %+v: %s", p.Conflicts, differ(t, a, after))
			}
			if plan.Changes() > 0 {
				if _, err := a.log.Undo(t.Context()); err != nil || a.hash() != before {
					t.Errorf("undone it differs: %v", err)
				}
			}
		})
	}
	if still == 0 {
		t.Error("no history was without a conflict: nothing was learned of commutation")
	}
}

// lost checks that every record of both sides is there, or was listed, or was in both and deleted by one of them.
func lost(t *testing.T, merged, ours, theirs *side, base map[app.Ref]bool, plan *merge.Plan) {
	t.Helper()
	listed := map[string]bool{}
	for _, c := range plan.Conflicts {
		listed[c.ID] = true
	}
	for _, l := range plan.Left {
		listed[l.ID] = true
	}
	for _, pair := range [][2]*side{{ours, theirs}, {theirs, ours}} {
		for _, k := range heldKinds {
			for _, r := range some[app.Record](&editor{side: pair[0]}, k) {
				deleted := base[r.Ref()] && !pair[1].has(r.Ref())
				if !merged.has(r.Ref()) && !listed[r.Ref().ID] && !deleted {
					t.Errorf("%s %s of %s is lost", k, r.Ref().ID, pair[0].hand.Author)
				}
			}
		}
	}
}

// differ names the first records that are not the same.
func differ(t *testing.T, a, b *side) string {
	t.Helper()
	said := ""
	for _, k := range append([]app.Kind{app.KindStudy, app.KindParticipant, app.KindTag, app.KindInterview, app.KindTranscript, app.KindFinding, app.KindTheme, app.KindPlacement,
		app.KindInsight, app.KindMemo}, app.PaperKinds()...) {
		x, y := map[string]app.Record{}, map[string]app.Record{}
		for _, r := range some[app.Record](&editor{side: a}, k) {
			x[r.Ref().ID] = r
		}
		for _, r := range some[app.Record](&editor{side: b}, k) {
			y[r.Ref().ID] = r
		}
		for id, r := range x {
			if y[id] == nil {
				said += fmt.Sprintf("\n%s %s only here: %+v", k, id, r)
			} else if !r.Equal(y[id]) {
				said += fmt.Sprintf("\n%s %s:\n  %+v\n  %+v", k, id, r, y[id])
			}
		}
		for id, r := range y {
			if x[id] == nil {
				said += fmt.Sprintf("\n%s %s only there: %+v", k, id, r)
			}
		}
	}
	return said
}
