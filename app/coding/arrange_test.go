package coding_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/coding"
)

// shape writes the tags of the bench's study as "A B<A", beside each other in their own order.
func (d *desk) shape() string {
	d.T.Helper()
	rows, err := d.Store.AllTags(d.T.Context())
	if err != nil {
		d.T.Fatal(err)
	}
	names := map[app.TagID]string{}
	for _, t := range rows {
		names[t.ID] = t.Name
	}
	rows = slices.DeleteFunc(rows, func(t app.Tag) bool { return t.ID == d.trust.ID })
	slices.SortStableFunc(rows, func(a, b app.Tag) int { return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Name, b.Name)) })
	var out []string
	for _, t := range rows {
		word := t.Name
		if t.Parent != "" {
			word += "<" + names[t.Parent]
		}
		out = append(out, word)
	}
	return strings.Join(out, " ")
}

func TestMoveTags(t *testing.T) {
	for _, c := range []struct {
		name  string
		tags  string
		move  []string
		to    func(map[string]*app.Tag) coding.Place
		label string
		want  string
	}{
		{"under another", "A B", []string{"B"}, under("A"), "Move B under A", "A B<A"},
		{"two at once", "A B C", []string{"B", "C"}, under("A"), "Move 2 tags under A", "A B<A C<A"},
		{"to the top", "A B<A", []string{"B"}, under(""), "Move B to the top", "A B"},
		{"a branch with what is beneath", "A B C<B", []string{"B", "C"}, under("A"), "Move B under A", "A B<A C<B"},
		{"before another", "A B C", []string{"C"}, beside("A", false), "Move C before A", "C A B"},
		{"after another", "A B C", []string{"A"}, beside("C", true), "Move A after C", "B C A"},
		{"between two", "A B C D", []string{"D", "C"}, beside("B", false), "Move 2 tags before B", "A D C B"},
		{"beside one elsewhere", "A B C<A D<A", []string{"B"}, beside("D", false), "Move B before D", "A C<A B<A D<A"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			if err := d.coding.UpdateTag(t.Context(), func() app.Tag { u := *d.trust; u.Name, u.Order = "zz", 99; return u }()); err != nil {
				t.Fatal(err)
			}
			tree := d.tree(c.tags)
			d.OneStep(t, c.label, func() error { return d.coding.MoveTags(t.Context(), idsOf(tree, c.move...), c.to(tree)) })
			if got := d.shape(); !sameShape(got, c.want) {
				t.Errorf("the codebook is %q, want %q", got, c.want)
			}
		})
	}
}

// sameShape compares what stands beside each other, whatever the order between levels.
func sameShape(a, b string) bool {
	levels := func(s string) map[string]string {
		m := map[string]string{}
		for _, w := range strings.Fields(s) {
			name, up, _ := strings.Cut(w, "<")
			m[up] += name + " "
		}
		return m
	}
	la, lb := levels(a), levels(b)
	for k := range la {
		if la[k] != lb[k] {
			return false
		}
	}
	return len(la) == len(lb)
}

func under(name string) func(map[string]*app.Tag) coding.Place {
	return func(tree map[string]*app.Tag) coding.Place { return coding.Place{Parent: idOf(tree, name)} }
}

func beside(name string, after bool) func(map[string]*app.Tag) coding.Place {
	return func(tree map[string]*app.Tag) coding.Place {
		return coding.Place{Beside: idOf(tree, name), After: after}
	}
}

func TestMoveTags_NextTimeLeavesTheOthersAlone(t *testing.T) {
	d := newDesk(t)
	tree := d.tree("A B C D")
	if err := d.coding.MoveTags(t.Context(), idsOf(tree, "D"), coding.Place{Beside: tree["A"].ID}); err != nil {
		t.Fatal(err)
	}
	before := apptest.Find(d.Bench, tree["B"])
	if err := d.coding.MoveTags(t.Context(), idsOf(tree, "C"), coding.Place{Beside: tree["A"].ID, After: true}); err != nil {
		t.Fatal(err)
	}
	if got := apptest.Find(d.Bench, tree["B"]); !got.Equal(before) {
		t.Errorf("a tag that nobody moved changed from %+v to %+v", before, got)
	}
}

func TestMoveTags_Refuses(t *testing.T) {
	d := newDesk(t)
	tree := d.tree("A B<A C<B X Y<X x<A")
	foreign := d.Tag(d.Study("Pricing"), "Price", "")
	shared := d.Tag(nil, "Region", "")
	for _, c := range []struct {
		name string
		ids  []app.TagID
		to   coding.Place
		want app.Code
	}{
		{"under itself", idsOf(tree, "A"), coding.Place{Parent: tree["A"].ID}, app.EInvalid},
		{"under its sub-sub-tag", idsOf(tree, "A"), coding.Place{Parent: tree["C"].ID}, app.EInvalid},
		{"beside a namesake", idsOf(tree, "x"), coding.Place{}, app.EInvalid},
		{"under another study's", idsOf(tree, "A"), coding.Place{Parent: foreign.ID}, app.EInvalid},
		{"beside another study's", idsOf(tree, "A"), coding.Place{Beside: foreign.ID}, app.EInvalid},
		{"a shared one under a study's", []app.TagID{shared.ID}, coding.Place{Parent: tree["A"].ID}, app.EInvalid},
		{"one that is gone", []app.TagID{"gone"}, coding.Place{}, app.ENotFound},
		{"under one that is gone", idsOf(tree, "A"), coding.Place{Parent: "gone"}, app.ENotFound},
		{"nothing", nil, coding.Place{}, app.EInvalid},
		{"where it is", idsOf(tree, "B"), coding.Place{Parent: tree["A"].ID}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.Nothing(t, c.want, func() error { return d.coding.MoveTags(t.Context(), c.ids, c.to) })
			all, err := d.Store.AllTags(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if err := coding.NewBook(all).CanMove(c.ids, c.to); app.CodeOf(err) != c.want {
				t.Errorf("CanMove() = %v, want code %q", err, c.want)
			}
		})
	}
	d.OneStep(t, "Move A under Region", func() error { return d.coding.MoveTags(t.Context(), idsOf(tree, "A"), coding.Place{Parent: shared.ID}) })
}

func TestPinTag_TakesTheDigitOver(t *testing.T) {
	d := newDesk(t)
	a := d.Tag(d.study, "A", "")
	foreign := d.Tag(d.Study("Pricing"), "Price", "")
	for _, id := range []app.TagID{d.trust.ID, foreign.ID} {
		if err := d.coding.PinTag(t.Context(), id, 3); err != nil {
			t.Fatal(err)
		}
	}
	d.OneStep(t, "Pin A to 3", func() error { return d.coding.PinTag(t.Context(), a.ID, 3) })
	got := []int{apptest.Find(d.Bench, a).Shortcut, apptest.Find(d.Bench, d.trust).Shortcut, apptest.Find(d.Bench, foreign).Shortcut}
	if !slices.Equal(got, []int{3, 0, 3}) {
		t.Errorf("shortcuts %v, want A in place of Trust and the other study's as it was", got)
	}
	d.OneStep(t, "Unpin A", func() error { return d.coding.PinTag(t.Context(), a.ID, 0) })
	d.Nothing(t, app.EInvalid, func() error { return d.coding.PinTag(t.Context(), a.ID, 10) })
}

func TestColorTags(t *testing.T) {
	d := newDesk(t)
	a := d.Tag(d.study, "A", "")
	d.OneStep(t, "Colour 2 tags", func() error { return d.coding.ColorTags(t.Context(), []app.TagID{a.ID, d.trust.ID}, 7) })
	if apptest.Find(d.Bench, a).Color != 7 || apptest.Find(d.Bench, d.trust).Color != 7 {
		t.Error("the hue was not set on both")
	}
}

func TestMapTags(t *testing.T) {
	d := newDesk(t)
	shared, foreign := d.Tag(nil, "Confidence", ""), d.Tag(d.Study("Pricing"), "Price", "")
	d.OneStep(t, "Map 2 tags to Confidence", func() error {
		return d.coding.MapTags(t.Context(), []app.TagID{d.trust.ID, foreign.ID}, shared.ID)
	})
	if apptest.Find(d.Bench, d.trust).MapsTo != shared.ID {
		t.Error("Trust is not mapped")
	}
	for _, c := range []struct {
		name string
		ids  []app.TagID
		to   app.TagID
		want app.Code
	}{
		{"to a study's", []app.TagID{d.trust.ID}, foreign.ID, app.EInvalid},
		{"one of the taxonomy", []app.TagID{shared.ID}, shared.ID, app.EInvalid},
		{"to one that is gone", []app.TagID{d.trust.ID}, "gone", app.ENotFound},
		{"where it is mapped", []app.TagID{d.trust.ID}, shared.ID, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.Nothing(t, c.want, func() error { return d.coding.MapTags(t.Context(), c.ids, c.to) })
		})
	}
	d.Nothing(t, app.EInvalid, func() error {
		return d.coding.EditTag(t.Context(), d.trust.ID, func(t *app.Tag) { t.MapsTo = foreign.ID })
	})
	d.OneStep(t, "Unmap Trust", func() error { return d.coding.MapTags(t.Context(), []app.TagID{d.trust.ID}, "") })
	d.OneStep(t, "Delete tag Confidence", func() error { return d.coding.DeleteTag(t.Context(), shared.ID) })
	if got := apptest.Find(d.Bench, foreign).MapsTo; got != "" {
		t.Errorf("Price is mapped to %q, which is gone", got)
	}
}

func TestPromoteTags(t *testing.T) {
	d := newDesk(t)
	trust := func(t *app.Tag) { t.Definition, t.Color = "To rely on it.", 4 }
	if err := d.coding.EditTag(t.Context(), d.trust.ID, trust); err != nil {
		t.Fatal(err)
	}
	other := d.Tag(d.Study("Pricing"), "TRUST", "")
	d.OneStep(t, "Promote 2 tags to the taxonomy", func() error {
		return d.coding.PromoteTags(t.Context(), []app.TagID{d.trust.ID, other.ID})
	})
	up := apptest.Find(d.Bench, d.trust).MapsTo
	if up == "" || apptest.Find(d.Bench, other).MapsTo != up {
		t.Fatalf("mapped to %q and %q, want both to one", up, apptest.Find(d.Bench, other).MapsTo)
	}
	if made := apptest.Find(d.Bench, &app.Tag{ID: up}); made.Study != "" || made.Name != "Trust" || made.Definition != "To rely on it." || made.Color != 4 {
		t.Errorf("the tag of the taxonomy is %+v", made)
	}
	d.Nothing(t, "", func() error { return d.coding.PromoteTags(t.Context(), []app.TagID{d.trust.ID}) })
	d.Nothing(t, app.EInvalid, func() error { return d.coding.PromoteTags(t.Context(), []app.TagID{up}) })
	d.OneStep(t, "Edit tag Trust", func() error { // its namesake in the taxonomy is no hindrance
		return d.coding.EditTag(t.Context(), d.trust.ID, func(t *app.Tag) { t.Include = "Doubt, too." })
	})
}

func TestDeleteTags_SubTagsGoToTheNearestThatStays(t *testing.T) {
	d := newDesk(t)
	tree := d.tree("A B<A C<B D<C E")
	f := d.iv.Finding("I waited", idsOf(tree, "B", "C", "E")...)
	d.OneStep(t, "Delete 2 tags", func() error { return d.coding.DeleteTags(t.Context(), idsOf(tree, "B", "C")) })
	if got := apptest.Find(d.Bench, tree["D"]).Parent; got != tree["A"].ID {
		t.Errorf("D stands under %q, want under A", got)
	}
	if got := apptest.Find(d.Bench, f).TagIDs(); !slices.Equal(got, idsOf(tree, "E")) {
		t.Errorf("tags %v, want only E", got)
	}
	d.OneStep(t, "Delete tag A", func() error { return d.coding.DeleteTags(t.Context(), idsOf(tree, "A")) })
	d.Nothing(t, app.ENotFound, func() error { return d.coding.DeleteTags(t.Context(), idsOf(tree, "D", "A")) })
}
