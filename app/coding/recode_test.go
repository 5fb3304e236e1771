package coding_test

import (
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/coding"
)

func TestMoveFindings_KeepsWhoTaggedWhenAndHow(t *testing.T) {
	d := newDesk(t)
	b := d.Tag(d.study, "B", "")
	one, two := d.iv.Finding("I waited", d.trust.ID), d.iv.Finding("three days", d.trust.ID, b.ID)
	rest := d.iv.Finding("I gave up", d.trust.ID)
	before := apptest.Find(d.Bench, one).Tags
	d.OneStep(t, "Move 2 findings from Trust to B", func() error { return d.coding.MoveFindings(t.Context(), ids(one, two), d.trust.ID, b.ID) })
	before[0].Tag = b.ID
	if got := apptest.Find(d.Bench, one).Tags; !slices.Equal(got, before) {
		t.Errorf("taggings %+v, want %+v", got, before)
	}
	if got := apptest.Find(d.Bench, two).Tags; len(got) != 1 || got[0].Tag != b.ID {
		t.Errorf("the finding with both carries %+v, want B once", got)
	}
	if !apptest.Find(d.Bench, rest).HasTag(d.trust.ID) {
		t.Error("a finding that was not meant lost its tag")
	}
	foreign := d.Tag(d.Study("Pricing"), "Price", "")
	for _, c := range []struct {
		name     string
		from, to app.TagID
		want     app.Code
	}{
		{"to itself", b.ID, b.ID, app.EInvalid},
		{"to another study's", b.ID, foreign.ID, app.EInvalid},
		{"to one that is gone", b.ID, "gone", app.ENotFound},
		{"from one they do not carry", d.trust.ID, b.ID, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.Nothing(t, c.want, func() error { return d.coding.MoveFindings(t.Context(), ids(one), c.from, c.to) })
		})
	}
}

func TestSetStatus(t *testing.T) {
	d := newDesk(t)
	a, b := d.Tag(d.study, "A", ""), d.Tag(d.study, "B", "")
	f := d.iv.Finding("I waited", a.ID, b.ID)
	two := []app.TagID{a.ID, b.ID}
	d.OneStep(t, "Deprecate 2 tags in favour of Trust", func() error {
		return d.coding.SetStatus(t.Context(), two, app.TagDeprecated, coding.Retire{ReplacedBy: d.trust.ID, Move: true})
	})
	if got := apptest.Find(d.Bench, a); got.Status != app.TagDeprecated || got.ReplacedBy != d.trust.ID {
		t.Errorf("A is %s, replaced by %q", got.Status, got.ReplacedBy)
	}
	if got := apptest.Find(d.Bench, f).TagIDs(); !slices.Equal(got, []app.TagID{d.trust.ID}) {
		t.Errorf("the finding carries %v, want Trust", got)
	}
	d.OneStep(t, "Activate A", func() error {
		return d.coding.SetStatus(t.Context(), []app.TagID{a.ID}, app.TagActive, coding.Retire{ReplacedBy: b.ID})
	})
	if got := apptest.Find(d.Bench, a).ReplacedBy; got != "" {
		t.Errorf("an active tag is replaced by %q", got)
	}
	d.OneStep(t, "Propose A", func() error {
		return d.coding.SetStatus(t.Context(), []app.TagID{a.ID}, app.TagProposed, coding.Retire{})
	})
	d.OneStep(t, "Deprecate A", func() error {
		return d.coding.SetStatus(t.Context(), []app.TagID{a.ID}, app.TagDeprecated, coding.Retire{})
	})
	foreign := d.Tag(d.Study("Pricing"), "Price", "")
	for _, c := range []struct {
		name   string
		status app.TagStatus
		next   app.TagID
		want   app.Code
	}{
		{"an unknown status", "blue", "", app.EInvalid},
		{"by itself", app.TagDeprecated, a.ID, app.EInvalid},
		{"by another study's", app.TagDeprecated, foreign.ID, app.EInvalid},
		{"by one that is gone", app.TagDeprecated, "gone", app.ENotFound},
		{"as it is", app.TagDeprecated, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.Nothing(t, c.want, func() error {
				return d.coding.SetStatus(t.Context(), []app.TagID{a.ID}, c.status, coding.Retire{ReplacedBy: c.next})
			})
		})
	}
}

func TestSplitTag(t *testing.T) {
	d := newDesk(t)
	shared := d.Tag(nil, "Confidence", "")
	if err := d.coding.MapTags(t.Context(), []app.TagID{d.trust.ID}, shared.ID); err != nil {
		t.Fatal(err)
	}
	there := d.Tag(d.study, "Access", "")
	one, two := d.iv.Finding("I waited", d.trust.ID), d.iv.Finding("three days", d.trust.ID)
	three, rest := d.iv.Finding("nobody told me", d.trust.ID), d.iv.Finding("I gave up", d.trust.ID)
	d.OneStep(t, "Split Trust", func() error {
		return d.coding.SplitTag(t.Context(), d.trust.ID, coding.Split{Parts: []coding.Part{
			{Name: " Trust  in people ", Findings: ids(one, two)}, {Name: "access", Findings: ids(two)}, {Tag: shared.ID, Findings: ids(three)}, {Name: "Empty"}}})
	})
	made := named(d, "Trust in people")
	if made == nil || made.Parent != "" || made.MapsTo != shared.ID || made.Color == d.trust.Color || named(d, "Empty") != nil {
		t.Fatalf("made %+v, and Empty: %v", made, named(d, "Empty"))
	}
	for _, c := range []struct {
		f    *app.Finding
		want []app.TagID
	}{{one, []app.TagID{made.ID}}, {two, []app.TagID{made.ID, there.ID}}, {three, []app.TagID{shared.ID}}, {rest, []app.TagID{d.trust.ID}}} {
		got := apptest.Find(d.Bench, c.f).TagIDs()
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%q carries %v, want %v", c.f.Quote, got, c.want)
		}
	}
}

func TestSplitTag_CanTakeTheTagAway(t *testing.T) {
	d := newDesk(t)
	top := d.Tag(d.study, "Top", "")
	mid := d.Tag(d.study, "Mid", top.ID)
	low := d.Tag(d.study, "Low", mid.ID)
	f := d.iv.Finding("I waited", mid.ID)
	d.OneStep(t, "Split Mid", func() error {
		return d.coding.SplitTag(t.Context(), mid.ID, coding.Split{Delete: true, Parts: []coding.Part{{Name: "Left", Findings: ids(f)}}})
	})
	left := named(d, "Left")
	if d.Has(mid) || left == nil || left.Parent != top.ID || apptest.Find(d.Bench, low).Parent != top.ID {
		t.Errorf("Mid is there: %v; Left %+v; Low under %q", d.Has(mid), left, apptest.Find(d.Bench, low).Parent)
	}
	g := d.iv.Finding("three days", top.ID)
	d.OneStep(t, "Split Top", func() error {
		return d.coding.SplitTag(t.Context(), top.ID, coding.Split{Beneath: true, Parts: []coding.Part{{Name: "Slow", Findings: ids(g)}}})
	})
	if slow := named(d, "Slow"); slow == nil || slow.Parent != top.ID {
		t.Errorf("Slow is %+v, want it under Top", slow)
	}
}

func TestSplitTag_Refuses(t *testing.T) {
	d := newDesk(t)
	one, two := d.iv.Finding("I waited", d.trust.ID), d.iv.Finding("three days", d.trust.ID)
	other := d.iv.Finding("I gave up")
	foreign := d.Tag(d.Study("Pricing"), "Price", "")
	part := func(p ...coding.Part) coding.Split { return coding.Split{Parts: p} }
	for _, c := range []struct {
		name string
		id   app.TagID
		how  coding.Split
		want app.Code
	}{
		{"no part", d.trust.ID, part(), app.EInvalid},
		{"no finding", d.trust.ID, part(coding.Part{Name: "A"}), app.EInvalid},
		{"no name", d.trust.ID, part(coding.Part{Name: " ", Findings: ids(one)}), app.EInvalid},
		{"another study's tag", d.trust.ID, part(coding.Part{Tag: foreign.ID, Findings: ids(one)}), app.EInvalid},
		{"a tag that is gone", d.trust.ID, part(coding.Part{Tag: "gone", Findings: ids(one)}), app.ENotFound},
		{"a finding without the tag", d.trust.ID, part(coding.Part{Name: "A", Findings: ids(other)}), app.ENotFound},
		{"one that is gone", "gone", part(coding.Part{Name: "A", Findings: ids(one)}), app.ENotFound},
		{"findings left behind", d.trust.ID, coding.Split{Delete: true, Parts: []coding.Part{{Name: "A", Findings: ids(one)}}}, app.EInvalid},
		{"findings left to the tag that goes", d.trust.ID, coding.Split{Delete: true, Parts: []coding.Part{{Name: "A", Findings: ids(one)}, {Name: "trust", Findings: ids(two)}}}, app.EInvalid},
		{"beneath a tag that goes", d.trust.ID, coding.Split{Delete: true, Beneath: true, Parts: []coding.Part{{Name: "A", Findings: ids(one, two)}}}, app.EInvalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.Nothing(t, c.want, func() error { return d.coding.SplitTag(t.Context(), c.id, c.how) })
		})
	}
}

func TestMergeTagsAs_KeepsTheDefinitionChosenAndTheMapping(t *testing.T) {
	d := newDesk(t)
	shared, b := d.Tag(nil, "Confidence", ""), d.Tag(d.study, "B", "")
	if err := d.coding.MapTags(t.Context(), []app.TagID{b.ID}, shared.ID); err != nil {
		t.Fatal(err)
	}
	d.OneStep(t, "Merge B into Trust", func() error {
		return d.coding.MergeTagsAs(t.Context(), d.trust.ID, []app.TagID{b.ID}, func(t *app.Tag) { t.Definition, t.ID = "From B.", "another" })
	})
	if got := apptest.Find(d.Bench, d.trust); got.Definition != "From B." || got.MapsTo != shared.ID {
		t.Errorf("Trust is %+v", got)
	}
	more := d.Tag(nil, "Belief", "")
	d.OneStep(t, "Merge Confidence into Belief", func() error { return d.coding.MergeTags(t.Context(), more.ID, []app.TagID{shared.ID}) })
	if got := apptest.Find(d.Bench, d.trust).MapsTo; got != more.ID {
		t.Errorf("Trust is mapped to %q, want to Belief", got)
	}
}

func TestPlanMerge_SaysWhatMergeDoes(t *testing.T) {
	d := newDesk(t)
	tree := d.tree("A B C<B")
	d.iv.Finding("I waited", idsOf(tree, "A", "B")...)
	d.iv.Finding("three days", tree["B"].ID)
	d.iv.Finding("I gave up", idsOf(tree, "B", "C")...)
	d.Nothing(t, "", func() error {
		p, err := d.coding.PlanMerge(t.Context(), tree["A"].ID, idsOf(tree, "B"))
		if err == nil && (p.Findings != 2 || p.Folded != 1 || p.SubTags != 1 || p.Into.Name != "A" || len(p.From) != 1) {
			t.Errorf("plan %+v, want 2 findings, 1 folded, 1 sub-tag", p)
		}
		return err
	})
	d.Nothing(t, app.EInvalid, func() error { _, err := d.coding.PlanMerge(t.Context(), tree["A"].ID, nil); return err })
}

// named returns the tag of a name, or nil.
func named(d *desk, name string) *app.Tag {
	all, err := d.Store.AllTags(d.T.Context())
	if err != nil {
		d.T.Fatal(err)
	}
	for i := range all {
		if all[i].Name == name {
			return &all[i]
		}
	}
	return nil
}
