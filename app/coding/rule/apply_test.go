package rule_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/coding/rule"
)

func find(t *testing.T, b *apptest.Bench, spec app.RuleSpec) *rule.Result {
	t.Helper()
	res, err := service(b).Find(t.Context(), spec, nil)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestApply_IsOneStepOverMany(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("S")
	tag := b.Tag(st, "Pricing", "")
	for i := range 30 {
		b.Session(st, "P"+string(rune('A'+i)), "Mod: A price?", "P: The price 🎉 and the price.", "P: Nothing.")
	}
	spec := app.RuleSpec{Kind: app.RuleWords, Texts: []string{"price"}, Scope: app.ScopeMatch, Study: st.ID, Tags: []app.TagID{tag.ID}}
	hits := find(t, b, spec).Hits
	var done rule.Applied
	var last string
	b.OneStep(t, "Tag 60 passages with Pricing", func() (err error) {
		done, err = service(b).Apply(t.Context(), spec, hits, func(at, total int64, what string) {
			if at > total {
				t.Errorf("%d of %d %s", at, total, what)
			}
			last = what
		})
		return err
	})
	if (done != rule.Applied{Made: 60}) || last != "Saved" {
		t.Errorf("Apply = %+v, last progress %q", done, last)
	}
	found, err := b.Store.InterviewFindings(t.Context(), hits[0].Interview)
	if err != nil || len(found) != 2 {
		t.Fatalf("findings: %v, %v", found, err)
	}
	for _, f := range found {
		if f.Quote != "price" || f.Speaker != "P" || f.Participant == "" || len(f.Tags) != 1 || f.Tags[0].Provenance != app.ByRule || f.Tags[0].Author != apptest.Author {
			t.Errorf("finding %+v", f)
		}
	}
	again := find(t, b, spec)
	if again.Count(rule.Tagged) != 60 {
		t.Errorf("run again, %d of %d are tagged", again.Count(rule.Tagged), len(again.Hits))
	}
	b.Nothing(t, "", func() error {
		done, err = service(b).Apply(t.Context(), spec, again.Hits, nil)
		return err
	})
	if (done != rule.Applied{Same: 60}) {
		t.Errorf("applied again: %+v", done)
	}
}

func TestApply_PutsTheTagOnTheFindingThatIsThere(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("S")
	tag, other := b.Tag(st, "Pricing", ""), b.Tag(st, "Doubt", "")
	s := b.Session(st, "P", "P: The price is fair.", "P: A price?")
	f := s.Finding("The price is fair.", other.ID)
	spec := app.RuleSpec{Kind: app.RuleWords, Texts: []string{"price"}, Scope: app.ScopeSentence, Tags: []app.TagID{tag.ID, other.ID}}
	hits := find(t, b, spec).Hits
	var done rule.Applied
	b.OneStep(t, "Tag 2 passages with Pricing, Doubt", func() (err error) {
		done, err = service(b).Apply(t.Context(), spec, hits, nil)
		return err
	})
	if (done != rule.Applied{Made: 1, Added: 1}) {
		t.Errorf("Apply = %+v", done)
	}
	got := apptest.Find(b, f)
	by := map[app.TagID]app.Provenance{}
	for _, k := range got.Tags {
		by[k.Tag] = k.Provenance
	}
	if len(got.Tags) != 2 || by[tag.ID] != app.ByRule || by[other.ID] != app.ByHand || !got.Modified.After(f.Modified) {
		t.Errorf("the finding is %+v", got)
	}
}

func TestApply_MergesHitsThatShareText(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("S")
	tag := b.Tag(st, "Pricing", "")
	s := b.Session(st, "P", "P: the price list of prices")
	one := app.RuleSpec{Kind: app.RuleWords, Texts: []string{"the price list"}, Scope: app.ScopeMatch, Tags: []app.TagID{tag.ID}}
	two := one
	two.Texts = []string{"list of"}
	hits := append(find(t, b, two).Hits, find(t, b, one).Hits...)
	done, err := service(b).Apply(t.Context(), one, hits, nil)
	if err != nil || (done != rule.Applied{Made: 1, Merged: 1}) {
		t.Errorf("Apply = %+v, %v", done, err)
	}
	if found, err := b.Store.InterviewFindings(t.Context(), s.ID); err != nil || len(found) != 1 || found[0].Quote != "the price list of" {
		t.Errorf("findings %+v, %v", found, err)
	}
}

// broken is a write door that does not open.
type broken struct{ err error }

func (d broken) Commit(context.Context, *app.ChangeSet) error { return d.err }

func TestApply_RefusesAndStoresNothing(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("S")
	tag, gone := b.Tag(st, "Pricing", ""), b.Tag(st, "Gone", "")
	s, kept := b.Session(st, "P1", "P: The price."), b.Session(st, "P2", "P: The price.")
	spec := app.RuleSpec{Kind: app.RuleWords, Texts: []string{"price"}, Scope: app.ScopeMatch, Tags: []app.TagID{tag.ID}}
	hits := find(t, b, spec).Hits
	cs := b.Hand.Begin("Delete")
	cs.Delete(gone)
	if err := b.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	with := func(tags ...app.TagID) app.RuleSpec { r := spec; r.Tags = tags; return r }
	apply := func(spec app.RuleSpec, hits []rule.Hit) func() error {
		return func() error { _, err := service(b).Apply(t.Context(), spec, hits, nil); return err }
	}
	t.Run("no hits", func(t *testing.T) { b.Nothing(t, app.EInvalid, apply(spec, nil)) })
	t.Run("no tag", func(t *testing.T) { b.Nothing(t, app.EInvalid, apply(with(), hits)) })
	t.Run("a tag that is gone", func(t *testing.T) { b.Nothing(t, app.ENotFound, apply(with(tag.ID, gone.ID), hits)) })
	t.Run("stopped before it is stored", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		b.Nothing(t, app.ECanceled, func() error {
			_, err := service(b).Apply(ctx, spec, hits, func(int64, int64, string) { cancel() })
			return err
		})
	})
	t.Run("the door stays shut", func(t *testing.T) {
		full := errors.New("disk full")
		sv := service(b)
		sv.Log = broken{full}
		b.Nothing(t, app.EInternal, func() error { _, err := sv.Apply(t.Context(), spec, hits, nil); return err })
	})
	t.Run("an interview that is gone", func(t *testing.T) {
		odd := slices.Clone(hits)
		odd[0].Interview = "nobody"
		b.Nothing(t, app.EConflict, apply(spec, odd))
	})
	t.Run("a text revised meanwhile", func(t *testing.T) {
		next := *s.Text
		next.ID, next.Revision, next.Text = app.NewID[app.TranscriptID](), 2, "Now: The price."
		next.Turns = []app.Turn{{Span: app.Span{Start: 0, End: len(next.Text)}, Speaker: "P", From: app.NoTime, To: app.NoTime}}
		b.Put(&next)
		var err error
		b.Nothing(t, app.EConflict, func() error { err = apply(spec, hits)(); return err })
		if message, hint := app.Explain(err); !strings.Contains(message, "“Interview with P1” was revised") || hint == "" {
			t.Errorf("it says %q, %q", message, hint)
		}
	})
	if found, err := b.Store.InterviewFindings(t.Context(), kept.ID); err != nil || len(found) != 0 {
		t.Errorf("findings were left: %v, %v", found, err)
	}
}

func TestSave_KeepsARuleUnderItsName(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("S")
	sv := service(b)
	spec := app.RuleSpec{Kind: app.RuleWords, Texts: []string{"price"}, Scope: app.ScopeSentence, Study: st.ID}
	var kept *app.Rule
	b.OneStep(t, "Save rule Money words", func() (err error) { kept, err = sv.Save(t.Context(), " Money  words ", spec); return err })
	spec.Texts = []string{"price", "cost"}
	b.OneStep(t, "Save rule MONEY words", func() error { _, err := sv.Save(t.Context(), "MONEY words", spec); return err })
	b.Nothing(t, "", func() error { _, err := sv.Save(t.Context(), "MONEY words", spec); return err })
	b.Nothing(t, app.EInvalid, func() error { _, err := sv.Save(t.Context(), " ", spec); return err })
	b.Nothing(t, app.EInvalid, func() error { _, err := sv.Save(t.Context(), "Empty", app.RuleSpec{}); return err })
	all, err := sv.List(t.Context(), st.ID)
	if err != nil || len(all) != 1 || all[0].ID != kept.ID || !all[0].RuleSpec.Equal(spec) {
		t.Errorf("List = %+v, %v", all, err)
	}
	b.OneStep(t, "Delete rule MONEY words", func() error { return sv.Delete(t.Context(), kept.ID) })
	b.Nothing(t, app.ENotFound, func() error { return sv.Delete(t.Context(), kept.ID) })
}
