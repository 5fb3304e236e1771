package findings_test

import (
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/storage/storagetest"
	"throughline/ui/findings"
)

func chipTexts(m *findings.Model) []string {
	var out []string
	for _, c := range m.Chips() {
		out = append(out, c.Text)
	}
	return out
}

func TestModel_ValuesAreChosenAndLeftOut(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 6, Turns: 40, Findings: 12, Tags: 5, Themes: 3})
	m := d.m
	all := m.Count()
	tags := m.Choices(findings.ByTag)
	first, second := tags[0].Value, tags[1].Value
	carries := func(f *app.FindingRow, tag string) bool { return f.HasTag(app.TagID(tag)) }
	for _, c := range []struct {
		name  string
		do    func()
		holds func(f *app.FindingRow) bool
		chips []string
	}{
		{"one value", func() { m.Toggle(findings.ByTag, first) }, func(f *app.FindingRow) bool { return carries(f, first) }, []string{"Tag is " + tags[0].Label}},
		{"or another", func() { m.Toggle(findings.ByTag, second) }, func(f *app.FindingRow) bool { return carries(f, first) || carries(f, second) },
			[]string{"Tag is " + tags[0].Label + " or " + tags[1].Label}},
		{"one chosen is left out instead", func() { m.Bar(findings.ByTag, first) }, func(f *app.FindingRow) bool { return carries(f, second) && !carries(f, first) },
			[]string{"Tag is " + tags[1].Label, "Tag is not " + tags[0].Label}},
		{"one left out comes back by a press", func() { m.Toggle(findings.ByTag, first) }, func(f *app.FindingRow) bool { return carries(f, second) }, []string{"Tag is " + tags[1].Label}},
		{"only one", func() { m.Only(findings.ByTag, first) }, func(f *app.FindingRow) bool { return carries(f, first) }, []string{"Tag is " + tags[0].Label}},
		{"the facet cleared", func() { m.ClearFacet(findings.ByTag) }, func(*app.FindingRow) bool { return true }, nil},
		{"a theme left out", func() { m.Bar(findings.ByTheme, m.Choices(findings.ByTheme)[0].Value) }, func(f *app.FindingRow) bool { return f.Theme != m.Themes[0].ID || len(m.Themes) > 1 }, nil},
	} {
		c.do()
		d.until(c.name, d.ready)
		n := 0
		for i := range m.Count() {
			if !c.holds(m.Row(i)) {
				t.Errorf("%s: row %d does not fit", c.name, i)
			}
			n++
		}
		if c.chips != nil && !slices.Equal(chipTexts(m), c.chips) {
			t.Errorf("%s: chips %q, want %q", c.name, chipTexts(m), c.chips)
		}
		if n == 0 {
			t.Errorf("%s: nothing is shown", c.name)
		}
	}
	for len(m.Chips()) > 0 {
		m.Chips()[0].Off()
	}
	d.until("all again", func() bool { return d.ready() && m.Count() == all && !m.Filtered() })
}

func TestModel_ChipsSayTheFilterInPlainWords(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 3, Turns: 40, Findings: 8, Tags: 6})
	m := d.m
	m.SetText("vexing")
	m.SetStarred(true)
	m.SetUntagged(true)
	m.SetUnsorted(true)
	if err := m.SetDates("2026-01-01", ""); err != nil {
		t.Fatal(err)
	}
	if err := m.SetDates("soon", ""); app.CodeOf(err) != app.EInvalid {
		t.Errorf("a day that is none: %v", err)
	}
	m.Toggle(findings.ByStance, string(app.Supports))
	m.Bar(findings.BySound, string(app.Negative))
	m.SetWhere(&app.Clause{Op: app.OpOr, Parts: []app.Clause{{Op: app.OpNote}, {Op: app.OpStar}}})
	want := []string{"Words “vexing”", "Sentiment is not Negative", "Stance is Supports", "Interviewed from 2026-01-01", "Starred", "Without tag", "In no theme", "With a note or starred"}
	if got := chipTexts(m); !slices.Equal(got, want) {
		t.Errorf("chips %q, want %q", got, want)
	}
	for i, c := range m.Chips() {
		if c.Query != (i == len(want)-1) {
			t.Errorf("chip %q is of the panel: %v", c.Text, c.Query)
		}
	}
	before := len(m.Chips())
	m.Chips()[1].Off()
	if got := chipTexts(m); len(got) != before-1 || slices.Contains(got, want[1]) || !slices.Contains(got, want[7]) {
		t.Errorf("without the second: %q", got)
	}
	m.ClearFilter()
	tags := m.Choices(findings.ByTag)
	for _, c := range tags[:5] {
		m.Toggle(findings.ByTag, c.Value)
	}
	if got := m.Chips()[0]; !strings.HasSuffix(got.Text, "or 3 more") || !strings.Contains(got.Tip, tags[4].Label) {
		t.Errorf("many values: %q, in full %q", got.Text, got.Tip)
	}
	d.until("all that", d.ready)
}

func TestModel_TagsAreATreeThatRollsUp(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 2, Turns: 40, Findings: 10, Tags: 3})
	m := d.m
	ctx := t.Context()
	up, err := m.Coding.CreateTag(ctx, d.f.Study.ID, "Above", "")
	if err != nil {
		t.Fatal(err)
	}
	kid, err := m.Coding.CreateTag(ctx, d.f.Study.ID, "Beneath", up.ID)
	if err != nil {
		t.Fatal(err)
	}
	d.until("the tags", func() bool { return d.ready() && m.TagNamed(kid.ID) != nil })
	if err := m.Coding.Tag(ctx, []app.FindingID{m.Row(0).ID, m.Row(1).ID}, kid.ID); err != nil {
		t.Fatal(err)
	}
	find := func(id app.TagID) *findings.TagLine {
		lines, _ := m.TagLines(0)
		for i := range lines {
			if lines[i].ID == id {
				return &lines[i]
			}
		}
		return nil
	}
	d.until("the count", func() bool { return d.ready() && find(up.ID) != nil })
	if l := find(up.ID); l.Count != 2 || !l.Kids || l.Open || find(kid.ID) != nil {
		t.Errorf("closed: %+v, beneath %v", l, find(kid.ID))
	}
	m.OpenTag(up.ID)
	if l := find(kid.ID); l == nil || l.Count != 2 || l.Depth != 1 || l.Kids {
		t.Errorf("open: %+v", l)
	}
	m.Toggle(findings.ByTag, string(up.ID))
	d.until("what is beneath", func() bool { return d.ready() && m.Count() == 2 })
	lines, more := m.TagLines(1)
	if !more || len(lines) < 1 || !slices.ContainsFunc(lines, func(l findings.TagLine) bool { return l.ID == up.ID }) {
		t.Errorf("the chosen one is not among the first: %+v, more %v", lines, more)
	}
}

func TestModel_ColumnsFollowTaste(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 1, Findings: 3})
	m := d.m
	kept := ""
	m.OnTaste = func() { kept = m.Taste.Text() }
	ids := func() string {
		var out []string
		for _, c := range m.ShownColumns() {
			out = append(out, c.ID)
		}
		return strings.Join(out, " ")
	}
	usual := ids()
	m.ToggleColumn(findings.ColStance)
	m.ToggleColumn(findings.ColTime)
	m.ToggleColumn(findings.ColPassage)
	if want := "quote tags sound person theme stance"; ids() != want {
		t.Errorf("columns %q, want %q", ids(), want)
	}
	m.SetDensity(findings.Roomy)
	m.Fold(findings.ByTheme)
	m.Taste = findings.ReadTaste(kept)
	if m.Taste.Density != findings.Roomy || !m.Folded(findings.ByTheme) || m.Folded(findings.ByTag) || ids() != "quote tags sound person theme stance" {
		t.Errorf("kept %s", kept)
	}
	m.Fold(findings.ByTheme)
	m.SetColumns(nil)
	if m.Folded(findings.ByTheme) || ids() != usual {
		t.Errorf("the usual columns are %q, were %q", ids(), usual)
	}
	m.SetColumns([]app.ViewColumn{{ID: "of another version"}})
	if ids() != usual {
		t.Errorf("unknown columns give %q", ids())
	}
	if got := findings.ReadTaste("{"); len(got.Columns) > 0 {
		t.Errorf("nonsense gives %+v", got)
	}
}
