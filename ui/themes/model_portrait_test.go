package themes

import (
	"context"
	"testing"

	"throughline/app"
)

// crosser tells counts that a test knows, by axis, and what it was asked.
type crosser struct {
	tabs  map[app.Axis]app.CrossTab
	whole app.CrossTab // tags of the whole study
	asked []app.CrossQuery
}

// CrossTab implements Crosser.
func (c *crosser) CrossTab(_ context.Context, q app.CrossQuery) (app.CrossTab, error) {
	c.asked = append(c.asked, q)
	if q.Rows == app.AxisTag && len(q.Find.Themes) == 0 {
		return c.whole, nil
	}
	return c.tabs[q.Rows], nil
}

func tab(asked bool, chosen int, rows ...SpreadRow) app.CrossTab {
	var t app.CrossTab
	for _, r := range rows {
		t.Rows = append(t.Rows, app.CrossKey{Value: r.Value, Label: r.Label})
		t.RowSum = append(t.RowSum, app.CrossCount{Findings: r.Findings, People: r.People})
		if asked {
			t.RowAsked = append(t.RowAsked, r.Asked)
		}
	}
	t.Chosen.Findings = chosen
	return t
}

func TestPortrait_CountsPeopleOfThoseInterviewed(t *testing.T) {
	c := &crosser{tabs: map[app.Axis]app.CrossTab{
		app.AxisSegment: tab(true, 9, SpreadRow{"Analyst", "Analyst", 2, 1, 4}, SpreadRow{"Admin", "Admin", 7, 5, 6}, SpreadRow{"", "", 1, 1, 2}),
		app.AxisStudy:   tab(true, 9, SpreadRow{"a", "A", 9, 6, 12}),
		app.AxisProduct: tab(true, 9, SpreadRow{"x", "X", 4, 3, 5}, SpreadRow{"y", "Y", 5, 4, 7}),
		app.AxisMonth:   tab(true, 9, SpreadRow{"2026-01", "January", 4, 3, 5}, SpreadRow{"2026-02", "February", 5, 3, 5}),
		app.AxisTag:     tab(false, 10, SpreadRow{"often", "Often", 5, 3, 0}, SpreadRow{"rare", "Rare", 4, 3, 0}, SpreadRow{"once", "Once", 1, 1, 0}),
	}, whole: tab(false, 100, SpreadRow{"often", "Often", 50, 9, 0}, SpreadRow{"rare", "Rare", 8, 4, 0}, SpreadRow{"once", "Once", 1, 1, 0})}
	sounds := tab(false, 9, SpreadRow{"negative", "negative", 6, 4, 0})
	sounds.Unread = 3
	c.tabs[app.AxisSound] = sounds
	var p Portrait
	if err := p.count(t.Context(), c, "", "theme"); err != nil {
		t.Fatal(err)
	}
	if len(p.Who) != 2 || p.Who[0].Axis != app.AxisSegment || p.Who[1].Axis != app.AxisProduct {
		t.Fatalf("spread over %+v, want segments and the products, of which there are several", p.Who)
	}
	if r := p.Who[0].Rows; len(r) != 2 || r[0].Label != "Admin" || r[0].Share() != 5.0/6 {
		t.Errorf("segments %+v, want those with a name, most people first", r)
	}
	if len(p.When) != 2 || p.When[0].Value != "2026-01" {
		t.Errorf("months %+v", p.When)
	}
	if p.Unread != 3 {
		t.Errorf("%d findings are said to be left out of the sounds, want 3", p.Unread)
	}
	if len(p.Beside) != 2 || p.Beside[0].Name != "Rare" || p.Beside[0].Lift != 5 || p.Beside[1].Lift != 1 {
		t.Errorf("tags %+v, want the one that stands out first: 4 × 100 / (10 × 8)", p.Beside)
	}
	c.asked = nil
	p = Portrait{}
	if err := p.count(t.Context(), c, "study", "theme"); err != nil {
		t.Fatal(err)
	}
	for _, q := range c.asked {
		if q.Rows == app.AxisProduct || q.Find.Study != "study" {
			t.Errorf("asked %+v of one study", q)
		}
	}
}

func TestNarrow_NamesWhatACountCounts(t *testing.T) {
	m := &Model{Study: "s", Themes: []app.ThemeRow{{Theme: app.Theme{ID: "t"}}}, Selected: "t"}
	for _, axis := range []app.Axis{app.AxisSegment, app.AxisStudy, app.AxisProduct, app.AxisRegion, app.AxisMonth, app.AxisSound, app.AxisTag} {
		q := m.Narrow(axis, "v")
		got := append(append(append(append([]string{}, q.Segments...), q.Products...), q.Regions...), q.Months...)
		for _, s := range q.Studies {
			got = append(got, string(s))
		}
		for _, s := range q.Sounds {
			got = append(got, string(s))
		}
		for _, s := range q.Tags {
			got = append(got, string(s))
		}
		if len(got) != 1 || got[0] != "v" || len(q.Themes) != 1 || q.Study != "s" {
			t.Errorf("%s: %+v", axis, q)
		}
	}
}

// columns is a Crosser that tells tables by their columns.
type columns map[app.Axis]app.CrossTab

// CrossTab implements Crosser.
func (c columns) CrossTab(_ context.Context, q app.CrossQuery) (app.CrossTab, error) {
	return c[q.Columns], nil
}

func TestTable_OfAllStudiesCountsEveryBoard(t *testing.T) {
	b := newBooth(t, 0)
	asked := &crosser{tabs: map[app.Axis]app.CrossTab{}}
	own, wide := b.Theme(b.study, "Own"), b.Theme(nil, "Wide")
	for _, th := range []*app.Theme{own, wide} {
		b.Insight(nil, "Rests on "+th.Name, app.Evidence{Theme: th.ID, Stance: app.Supports})
	}
	got, err := countTable(t.Context(), "", asked, b.Store)
	if err != nil {
		t.Fatal(err)
	}
	axes := map[app.Axis]int{}
	for _, q := range asked.asked {
		axes[q.Rows]++
	}
	if axes[app.AxisTheme] != 3 || axes[app.AxisWideTheme] != 3 {
		t.Errorf("counted %v, want both kinds of boards", axes)
	}
	for _, id := range []app.ThemeID{own.ID, wide.ID} {
		if got[id] == nil || got[id].Insights != 1 {
			t.Errorf("%s: %+v, want an insight", id, got[id])
		}
	}
}
