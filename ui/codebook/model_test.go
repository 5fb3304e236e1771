package codebook_test

import (
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/coding"
	"throughline/ui/codebook"
	"throughline/ui/task"
)

// desk is a codebook screen's model over a small workspace.
type desk struct {
	*apptest.Bench
	t     *testing.T
	m     *codebook.Model
	study *app.Study
	tags  map[string]*app.Tag
	await func(time.Duration, func() bool) bool
}

// newDesk stores a study with the tags of a path each, "Trust/Security", and opens it.
func newDesk(t *testing.T, paths ...string) *desk {
	t.Helper()
	await, release := task.Hold()
	t.Cleanup(release)
	b := apptest.New(t)
	d := &desk{Bench: b, t: t, await: await, study: b.Study("Onboarding"), tags: map[string]*app.Tag{}}
	for _, path := range paths {
		d.tag(d.study, path)
	}
	d.m = &codebook.Model{Store: b.Store, Coding: &coding.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}}
	t.Cleanup(b.Log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { d.m.Changed(cs) }) }))
	d.m.Open(d.study.ID, "")
	d.until("the codebook", func() bool { return d.m.Loaded })
	return d
}

// tag stores the last tag of a path; the ones above it are there.
func (d *desk) tag(study *app.Study, path string) {
	d.t.Helper()
	up, name, nested := cutLast(path)
	var parent app.TagID
	if nested {
		parent = d.tags[up].ID
	}
	d.tags[path] = d.Tag(study, name, parent)
}

func cutLast(path string) (up, name string, nested bool) {
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		return path[:i], path[i+1:], true
	}
	return "", path, false
}

func (d *desk) until(what string, done func() bool) {
	d.t.Helper()
	if !d.await(20*time.Second, done) {
		d.t.Fatalf("waited for %s in vain; the tree is\n%s\nerror: %v", what, d.tree(), d.m.Err)
	}
}

// tree writes the lines of the tree, two spaces a step, with the marks of those that are closed or only on the way.
func (d *desk) tree() string {
	var b strings.Builder
	for _, r := range d.m.Rows {
		b.WriteString(strings.Repeat("  ", r.Depth))
		switch {
		case r.Tag == nil && r.Head != "":
			b.WriteString("[" + r.Head + "]")
		case r.Tag != nil:
			b.WriteString(r.Tag.Name)
		}
		if r.Kids > 0 && !r.Open {
			b.WriteString(" +")
		}
		if r.Way {
			b.WriteString(" ~")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func (d *desk) shows(want ...string) {
	d.t.Helper()
	if got := strings.TrimSuffix(d.tree(), "\n"); got != strings.Join(want, "\n") {
		d.t.Errorf("the tree is\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

func TestModel_ShowsTheTreeAndClosesBranches(t *testing.T) {
	d := newDesk(t, "Trust", "Trust/Security", "Trust/Security/Tokens", "Price")
	d.shows("Price", "Trust", "  Security", "    Tokens")
	d.m.Toggle(d.tags["Trust"].ID, false)
	d.shows("Price", "Trust +")
	d.m.Open(d.study.ID, d.tags["Trust/Security/Tokens"].ID)
	d.shows("Price", "Trust", "  Security", "    Tokens")
	if c := d.m.Current(); c == nil || c.Name != "Tokens" {
		t.Errorf("current = %v, want the tag the route named", c)
	}
	d.m.ToggleAll(false)
	d.shows("Price", "Trust +")
	d.m.ToggleAll(true)
	d.shows("Price", "Trust", "  Security", "    Tokens")
}

func TestModel_FindingKeepsTheTagsAbove(t *testing.T) {
	d := newDesk(t, "Trust", "Trust/Security", "Trust/Security/Tokens", "Price", "Token price")
	d.m.Toggle(d.tags["Trust"].ID, false)
	d.m.SetFilter(" tok ")
	d.shows("Token price", "Trust ~", "  Security ~", "    Tokens")
	d.m.SetFilter("nothing like it")
	d.shows("")
	d.m.SetFilter("")
	d.shows("Price", "Token price", "Trust +")
}

func TestModel_TaxonomyStandsInAGroupOfItsOwn(t *testing.T) {
	d := newDesk(t, "Trust")
	d.tag(nil, "Pricing")
	other := d.Study("Pricing study")
	d.tag(other, "Discount")
	d.until("the taxonomy", func() bool { return len(d.m.Rows) > 1 })
	d.shows("[Onboarding]", "Trust", "[Taxonomy of all studies]", "Pricing")
	d.m.Open("", "")
	d.until("all studies", func() bool { return d.m.Loaded })
	d.shows("[Onboarding]", "Trust", "[Pricing study]", "Discount", "[Taxonomy of all studies]", "Pricing")
}

func TestModel_ChoiceFollowsItsTags(t *testing.T) {
	d := newDesk(t, "Bread", "Cheese", "Wine")
	d.m.Choose([]app.TagID{d.tags["Wine"].ID, d.tags["Cheese"].ID})
	d.tag(d.study, "Apple")
	d.until("one more", func() bool { return len(d.m.Rows) == 4 })
	if len(d.m.Chosen) != 2 || d.m.Chosen[0] != d.tags["Cheese"].ID {
		t.Errorf("chosen %v, want cheese and wine in the order shown", d.m.Chosen)
	}
	d.m.SetFilter("wine")
	if len(d.m.Chosen) != 1 {
		t.Errorf("chosen %v, want only what is shown", d.m.Chosen)
	}
}
