package coding_test

import (
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
)

func TestCreateTag(t *testing.T) {
	d := newDesk(t)
	other := d.Study("Pricing")
	foreign := d.Tag(other, "Price", "")
	shared := d.Tag(nil, "Region", "")
	sub := d.Tag(d.study, "In people", d.trust.ID)
	for _, c := range []struct {
		name      string
		study     app.StudyID
		typed     string
		parent    app.TagID
		want      *app.Tag // the tag there is, nil for a new one
		wantName  string
		wantStudy app.StudyID
	}{
		{"a new one", d.study.ID, "  First   week ", "", nil, "First week", d.study.ID},
		{"the same name again", d.study.ID, "Trust", "", d.trust, "", ""},
		{"the same name in another case", d.study.ID, " tRUST", "", d.trust, "", ""},
		{"the same name under a parent", d.study.ID, "in PEOPLE", d.trust.ID, sub, "", ""},
		{"the same name, but elsewhere in the tree", d.study.ID, "In people", "", nil, "In people", d.study.ID},
		{"a shared one from a study", d.study.ID, "region", "", shared, "", ""},
		{"a shared one", "", "region", "", shared, "", ""},
		{"another study's name", d.study.ID, "Price", "", nil, "Price", d.study.ID},
		{"a study's name for all studies", "", "Price", "", nil, "Price", ""},
		{"under a shared parent", d.study.ID, "North", shared.ID, nil, "North", d.study.ID},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got *app.Tag
			act := func() (err error) { got, err = d.coding.CreateTag(t.Context(), c.study, c.typed, c.parent); return err }
			if c.want != nil {
				d.Nothing(t, "", act)
				if got == nil || got.ID != c.want.ID {
					t.Errorf("CreateTag() = %+v, want the tag there is", got)
				}
				return
			}
			d.OneStep(t, "New tag "+c.wantName, act)
			if got.Name != c.wantName || got.Study != c.wantStudy || got.Parent != c.parent || got.Status != app.TagActive || !apptest.Find(d.Bench, got).Equal(got) {
				t.Errorf("CreateTag() = %+v", got)
			}
		})
	}
	for _, c := range []struct {
		name   string
		study  app.StudyID
		typed  string
		parent app.TagID
		want   app.Code
	}{
		{"no name", d.study.ID, " ", "", app.EInvalid},
		{"an unknown parent", d.study.ID, "Lost", "nothing", app.ENotFound},
		{"a parent of another study", d.study.ID, "Lost", foreign.ID, app.EInvalid},
		{"a study's parent for all", "", "Lost", foreign.ID, app.EInvalid},
		{"an unknown study", "nothing", "Lost", "", app.EConflict},
	} {
		t.Run("refuses "+c.name, func(t *testing.T) {
			d.Nothing(t, c.want, func() error {
				got, err := d.coding.CreateTag(t.Context(), c.study, c.typed, c.parent)
				if got != nil {
					t.Errorf("CreateTag() = %+v beside an error", got)
				}
				return err
			})
		})
	}
}

func TestCreateTag_TakesTheHueLeastUsed(t *testing.T) {
	d := newDesk(t)
	used := map[int]int{}
	for i := range 24 {
		tag, err := d.coding.CreateTag(t.Context(), d.study.ID, string(rune('a'+i)), "")
		if err != nil {
			t.Fatal(err)
		}
		used[tag.Color]++
	}
	for hue := range 12 {
		if used[hue] != 2 {
			t.Errorf("hue %d is used %d times, want all twelve evenly: %v", hue, used[hue], used)
		}
	}
}

func TestUpdateTag(t *testing.T) {
	d := newDesk(t)
	a := d.Tag(d.study, "A", "")
	b := d.Tag(d.study, "B", a.ID)
	c := d.Tag(d.study, "C", b.ID)
	foreign := d.Tag(d.Study("Pricing"), "Price", "")
	set := func(t *app.Tag, change func(*app.Tag)) app.Tag { u := *t; change(&u); return u }
	d.OneStep(t, "Edit tag Alpha", func() error {
		return d.coding.UpdateTag(t.Context(), set(a, func(t *app.Tag) { t.Name, t.Definition = " Alpha ", "The first." }))
	})
	a = apptest.Find(d.Bench, a)
	if a.Name != "Alpha" || a.Definition != "The first." || !a.Created.Before(a.Modified) {
		t.Errorf("tag %+v", a)
	}
	d.OneStep(t, "Edit tag ALPHA", func() error { return d.coding.UpdateTag(t.Context(), set(a, func(t *app.Tag) { t.Name = "ALPHA" })) })
	for _, r := range []struct {
		name string
		tag  app.Tag
		want app.Code
	}{
		{"as it is", *b, ""},
		{"under itself", set(a, func(t *app.Tag) { t.Parent = a.ID }), app.EInvalid},
		{"under its sub-tag", set(a, func(t *app.Tag) { t.Parent = b.ID }), app.EInvalid},
		{"under its sub-sub-tag", set(a, func(t *app.Tag) { t.Parent = c.ID }), app.EInvalid},
		{"under nothing known", set(a, func(t *app.Tag) { t.Parent = "nothing" }), app.ENotFound},
		{"under another study's", set(a, func(t *app.Tag) { t.Parent = foreign.ID }), app.EInvalid},
		{"replaced by itself", set(a, func(t *app.Tag) { t.Status, t.ReplacedBy = app.TagDeprecated, a.ID }), app.EInvalid},
		{"without a name", set(a, func(t *app.Tag) { t.Name = " " }), app.EInvalid},
		{"with the name of a neighbour", set(a, func(t *app.Tag) { t.Name = "trust" }), app.EInvalid},
		{"beside a namesake", set(c, func(t *app.Tag) { t.Name, t.Parent = "Trust", "" }), app.EInvalid},
		{"that is gone", set(a, func(t *app.Tag) { t.ID = "gone" }), app.ENotFound},
	} {
		t.Run(r.name, func(t *testing.T) {
			d.Nothing(t, r.want, func() error { return d.coding.UpdateTag(t.Context(), r.tag) })
		})
	}
}

func TestDeleteTag_KeepsFindingsAndSubTags(t *testing.T) {
	d := newDesk(t)
	top := d.Tag(d.study, "Top", "")
	mid := d.Tag(d.study, "Mid", top.ID)
	low := d.Tag(d.study, "Low", mid.ID)
	old := d.Tag(d.study, "Old", "")
	old2 := *old
	old2.Status, old2.ReplacedBy = app.TagDeprecated, mid.ID
	if err := d.coding.UpdateTag(t.Context(), old2); err != nil {
		t.Fatal(err)
	}
	f := d.iv.Finding("I waited", mid.ID, d.trust.ID)
	if err := d.as("Jonas").Tag(t.Context(), ids(f), mid.ID); err != nil {
		t.Fatal(err)
	}
	d.OneStep(t, "Delete tag Mid", func() error { return d.coding.DeleteTag(t.Context(), mid.ID) })
	if got := apptest.Find(d.Bench, f).TagIDs(); !slices.Equal(got, []app.TagID{d.trust.ID}) {
		t.Errorf("tags %v, want only Trust", got)
	}
	if got := apptest.Find(d.Bench, low).Parent; d.Has(mid) || got != top.ID {
		t.Errorf("Low stands under %q, want under Top", got)
	}
	if got := apptest.Find(d.Bench, old).ReplacedBy; got != "" {
		t.Errorf("Old is replaced by %q, want nothing", got)
	}
	d.Nothing(t, app.ENotFound, func() error { return d.coding.DeleteTag(t.Context(), mid.ID) })
}

func TestMergeTags(t *testing.T) {
	for _, c := range []struct {
		name  string
		tags  string // "name<parent", parents first
		into  string
		from  []string
		label string
		want  map[string]string // what is left, with parents
	}{
		{"one", "A B", "A", []string{"B"}, "Merge B into A", map[string]string{"A": ""}},
		{"two", "A B C", "A", []string{"B", "C"}, "Merge 2 tags into A", map[string]string{"A": ""}},
		{"named twice", "A B C", "A", []string{"B", "B"}, "Merge B into A", map[string]string{"A": "", "C": ""}},
		{"sub-tags follow", "A B C<B", "A", []string{"B"}, "Merge B into A", map[string]string{"A": "", "C": "A"}},
		{"into a sub-tag", "B A<B C<B", "A", []string{"B"}, "Merge B into A", map[string]string{"A": "", "C": "A"}},
		{"into a sub-tag below another", "T B<T A<B C<B", "A", []string{"B"}, "Merge B into A", map[string]string{"T": "", "A": "T", "C": "A"}},
		{"into a sub-sub-tag", "B M<B A<M C<B", "A", []string{"B"}, "Merge B into A", map[string]string{"A": "", "M": "A", "C": "A"}},
		{"a tag and its sub-tag", "A B C<B D<C", "A", []string{"B", "C"}, "Merge 2 tags into A", map[string]string{"A": "", "D": "A"}},
		{"a sub-tag and its tag", "A B C<B D<C", "A", []string{"C", "B"}, "Merge 2 tags into A", map[string]string{"A": "", "D": "A"}},
		{"all above it", "B C<B A<C D<A", "A", []string{"B", "C"}, "Merge 2 tags into A", map[string]string{"A": "", "D": "A"}},
		{"its own sub-tag", "A B<A C<B", "A", []string{"B"}, "Merge B into A", map[string]string{"A": "", "C": "A"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			tree := d.tree(c.tags)
			both := d.iv.Finding("I waited", idsOf(tree, append(c.from, c.into)...)...)
			only := d.iv.Finding("three days", tree[c.from[0]].ID, d.trust.ID)
			d.OneStep(t, c.label, func() error { return d.coding.MergeTags(t.Context(), tree[c.into].ID, idsOf(tree, c.from...)) })
			for name, tag := range tree {
				parent, left := c.want[name]
				if d.Has(tag) != left {
					t.Errorf("%s is there: %v, want %v", name, d.Has(tag), left)
				} else if left && apptest.Find(d.Bench, tag).Parent != idOf(tree, parent) {
					t.Errorf("%s stands under %s, want under %q", name, apptest.Find(d.Bench, tag).Parent, parent)
				}
			}
			if got := apptest.Find(d.Bench, both); len(got.Tags) != 1 || !got.HasTag(tree[c.into].ID) {
				t.Errorf("the finding with both carries %+v", got.Tags)
			}
			if got := apptest.Find(d.Bench, only); len(got.Tags) != 2 || !got.HasTag(tree[c.into].ID) || !got.HasTag(d.trust.ID) {
				t.Errorf("the finding with one carries %+v", got.Tags)
			}
		})
	}
}

func TestMergeTags_KeepsWhoTaggedWhenAndHow(t *testing.T) {
	d := newDesk(t)
	b := d.Tag(d.study, "B", "")
	f := d.iv.Finding("I waited", b.ID)
	if err := d.as("Jonas").TagAs(t.Context(), ids(f), b.ID, app.BySuggestion); err != nil {
		t.Fatal(err)
	}
	before := apptest.Find(d.Bench, f).Tags
	if err := d.coding.MergeTags(t.Context(), d.trust.ID, []app.TagID{b.ID}); err != nil {
		t.Fatal(err)
	}
	for i := range before {
		before[i].Tag = d.trust.ID
	}
	if got := apptest.Find(d.Bench, f).Tags; !slices.Equal(got, before) {
		t.Errorf("taggings %+v, want %+v", got, before)
	}
}

func TestMergeTags_ReplacementsFollow(t *testing.T) {
	d := newDesk(t)
	b, old := d.Tag(d.study, "B", ""), d.Tag(d.study, "Old", "")
	dep := *old
	dep.Status, dep.ReplacedBy = app.TagDeprecated, b.ID
	if err := d.coding.UpdateTag(t.Context(), dep); err != nil {
		t.Fatal(err)
	}
	if err := d.coding.MergeTags(t.Context(), d.trust.ID, []app.TagID{b.ID}); err != nil {
		t.Fatal(err)
	}
	if got := apptest.Find(d.Bench, old).ReplacedBy; got != d.trust.ID {
		t.Errorf("Old is replaced by %q, want by Trust", got)
	}
	d.OneStep(t, "Merge Old into Trust", func() error { return d.coding.MergeTags(t.Context(), d.trust.ID, []app.TagID{old.ID}) })
}

func TestMergeTags_Refuses(t *testing.T) {
	d := newDesk(t)
	b := d.Tag(d.study, "B", "")
	foreign := d.Tag(d.Study("Pricing"), "Price", "")
	shared := d.Tag(nil, "Region", "")
	for _, c := range []struct {
		name string
		into app.TagID
		from []app.TagID
		want app.Code
	}{
		{"itself", b.ID, []app.TagID{d.trust.ID, b.ID}, app.EInvalid},
		{"nothing", b.ID, nil, app.EInvalid},
		{"a tag that is gone", b.ID, []app.TagID{"gone"}, app.ENotFound},
		{"into one that is gone", "gone", []app.TagID{b.ID}, app.ENotFound},
		{"into another study", foreign.ID, []app.TagID{b.ID}, app.EInvalid},
		{"a shared tag into a study's", b.ID, []app.TagID{shared.ID}, app.EInvalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.Nothing(t, c.want, func() error { return d.coding.MergeTags(t.Context(), c.into, c.from) })
		})
	}
	d.OneStep(t, "Merge B into Region", func() error { return d.coding.MergeTags(t.Context(), shared.ID, []app.TagID{b.ID}) })
}

// tree stores tags as described by "A B<A".
func (d *desk) tree(text string) map[string]*app.Tag {
	tags := map[string]*app.Tag{}
	for _, w := range strings.Fields(text) {
		name, parent, _ := strings.Cut(w, "<")
		tags[name] = d.Tag(d.study, name, idOf(tags, parent))
	}
	return tags
}

func idOf(tags map[string]*app.Tag, name string) app.TagID {
	if t := tags[name]; t != nil {
		return t.ID
	}
	return ""
}

func idsOf(tags map[string]*app.Tag, names ...string) []app.TagID {
	var out []app.TagID
	for _, n := range names {
		out = append(out, idOf(tags, n))
	}
	return out
}
