package findings

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// manyValues is a model that counted as many values as a workspace of a million findings has.
func manyValues() *Model {
	m := &Model{Counted: true, counts: 1}
	list := func(n int, word string) (all []app.Facet) {
		for i := range n {
			all = append(all, app.Facet{Value: fmt.Sprint(word, i), Label: fmt.Sprintf("%s %04d about setup and pricing", word, i*7919%n), Count: n - i})
		}
		return all
	}
	m.Facets = app.FindingFacets{Tags: list(1947, "Tag"), Themes: list(5731, "Theme"), WideThemes: list(12, "Wide"), Participants: list(3750, "P"), Interviews: list(5000, "Interview"),
		Studies: list(200, "Study"), Segments: list(6, "Segment"), Months: list(24, "2026-0"), Products: list(9, "Product")}
	for i := range 1947 {
		m.Tags = append(m.Tags, app.TagRow{Tag: app.Tag{ID: app.TagID(fmt.Sprint("Tag", i)), Name: fmt.Sprint("Tag ", i), Color: i % 12}})
	}
	return m
}

func TestValues_AreFoundAsTyped(t *testing.T) {
	m := manyValues()
	m.Query.Segments = []string{"Segment3"}
	v := &values{f: &facets{model: m}, of: m.FacetsShown, each: eachFacet, named: true}
	in := func(items []kit.PickItem, group string) (n int) {
		for _, it := range items {
			if it.Group == group {
				n++
			}
		}
		return n
	}
	first := v.find("")
	if in(first, FacetTitle(ByTag)) != firstOfEach || in(first, FacetTitle(ByInterview)) != firstOfEach {
		t.Errorf("%d lines are shown before anything is typed", len(first))
	}
	got := v.find("segment 0003")
	if len(got) == 0 || got[0].Group != FacetTitle(BySegment) || !strings.HasPrefix(got[0].Text, "Segment 0003") || len(got[0].Marks) == 0 {
		t.Fatalf("the first of %d lines is %+v", len(got), got[0])
	}
	if ticked := slices.IndexFunc(v.find("segment"), func(it kit.PickItem) bool { return it.Icon == icons.Check }); ticked < 0 {
		t.Error("the value filtered by is not ticked")
	}
	if many := v.find("e"); len(many) != 2*maxFound || in(many, FacetTitle(ByTheme)) > eachFacet {
		t.Errorf("%d lines for a letter, %d of themes", len(many), in(many, FacetTitle(ByTheme)))
	}
}

func TestValues_AreListedByTheNameOfTheirFacet(t *testing.T) {
	m := manyValues()
	for i := range m.Facets.Segments {
		m.Facets.Segments[i].Label = fmt.Sprint("Team of ", 10*i)
	}
	v := &values{f: &facets{model: m}, of: m.FacetsShown, each: eachFacet, named: true}
	for _, c := range []struct {
		name, typed string
		first       string // of the lines
		of          int    // lines of segments in front
	}{
		{"its name", "segment", "Team of 0", 6},
		{"several of it", "Segments", "Team of 0", 6},
		{"its name begun", "segm", "Team of 0", 6},
		{"its name and a word", "segment 30", "Team of 30", 1},
		{"its name, a colon and a word", "segment: 30", "Team of 30", 1},
		{"a value of another first", "product 0003", "Product 0003 about setup and pricing", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := v.find(c.typed)
			if len(got) == 0 || got[0].Text != c.first {
				t.Fatalf("the first of %d lines is %+v", len(got), got)
			}
			n := 0
			for n < len(got) && got[n].Group == FacetTitle(BySegment) {
				n++
			}
			if n != c.of {
				t.Errorf("%d lines of segments in front, want %d", n, c.of)
			}
		})
	}
	if got := v.find("se"); len(got) == 0 || got[0].Group == FacetTitle(BySegment) {
		t.Error("two letters bring a whole facet to the front")
	}
}

func TestValues_SayThatTheyAreCountedAndComeWhenTheyAre(t *testing.T) {
	test.NewTempApp(t)
	m := manyValues()
	whole := m.Facets
	m.Facets, m.Counted = app.FindingFacets{}, false
	f := &facets{model: m}
	v := &values{f: f, of: m.FacetsShown, each: eachFacet, named: true}
	v.make("Filter by…", 400)
	w := test.NewTempWindow(t, kit.NewText("", kit.Body))
	v.open = v.picker.ShowTop(w.Canvas())
	v.picker.Type("segment")
	if len(v.picker.Items()) > 0 {
		t.Fatalf("%d values before any were counted", len(v.picker.Items()))
	}
	if !strings.Contains(test.RenderObjectToMarkup(v.picker), "Counting what can be chosen…") {
		t.Error("the empty list does not say that values are being counted")
	}
	m.Facets, m.Counted = whole, true
	m.counts++
	f.values.renew()
	if items := v.picker.Items(); len(items) == 0 || !strings.HasPrefix(items[0].Text, "Segment") {
		t.Errorf("%d values after they were counted", len(items))
	}
	v.picker.Type("no such value anywhere")
	if !strings.Contains(test.RenderObjectToMarkup(v.picker), "Nothing found") {
		t.Error("the list does not say that nothing is found")
	}
}
