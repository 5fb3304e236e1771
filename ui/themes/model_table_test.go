package themes

import (
	"fmt"
	"testing"

	"throughline/app"
)

// rows says the table's names in order.
func (m *Model) rows() string {
	var names []string
	for _, r := range m.Table.Rows {
		names = append(names, r.Name)
	}
	return fmt.Sprint(names)
}

func TestTable_SortsAndKeepsTheUnsortedLast(t *testing.T) {
	theme := func(id, name string, findings, people int) app.ThemeRow {
		return app.ThemeRow{Theme: app.Theme{ID: app.ThemeID(id), Name: name}, Findings: findings, Participants: people}
	}
	m := &Model{Loaded: true, Total: 30, Unsorted: 4, Themes: []app.ThemeRow{theme("1", "b", 5, 3), theme("2", "A", 9, 2), theme("3", "c", 5, 4)}}
	m.Table.stats = map[app.ThemeID]*TableRow{
		"1": {Segments: 2, Newest: "2026-02", Praise: 3, Complaint: 1, Toned: 4},
		"3": {Segments: 1, Newest: "2025-11", Praise: 0, Complaint: 2, Toned: 2, Insights: 2},
	}
	for _, row := range []struct {
		by   string
		down bool
		want string
	}{
		{"", false, "[b A c Unsorted]"},
		{ByName, false, "[A b c Unsorted]"},
		{ByName, true, "[c b A Unsorted]"},
		{ByFindings, true, "[A b c Unsorted]"},
		{ByPeople, true, "[c b A Unsorted]"},
		{BySegments, true, "[b c A Unsorted]"},
		{ByNewest, true, "[b c A Unsorted]"},
		{ByBalance, true, "[b c A Unsorted]"},
		{ByInsights, true, "[c b A Unsorted]"},
	} {
		m.Sort(row.by, row.down)
		if got := m.rows(); got != row.want {
			t.Errorf("by %q, down %v: %s, want %s", row.by, row.down, got, row.want)
		}
	}
	m.Sort("", false)
	if got := fmt.Sprint(m.rowThemes([]int{3, 2, 0, 9})); got != "[1 3]" {
		t.Errorf("themes of rows: %s", got)
	}
}

func TestCountTable_AddsUpWhatStandsBehindThemes(t *testing.T) {
	grid := func(columns ...string) app.CrossTab {
		tab := app.CrossTab{Rows: []app.CrossKey{{Value: "1"}}, Cells: [][]app.CrossCount{nil}}
		for i, c := range columns {
			tab.Columns = append(tab.Columns, app.CrossKey{Value: c})
			tab.Cells[0] = append(tab.Cells[0], app.CrossCount{Findings: i + 1})
		}
		return tab
	}
	b := newBooth(t, 0)
	got, err := countTable(t.Context(), b.study.ID, columns{app.AxisSegment: grid("Admin", "Analyst", ""), app.AxisMonth: grid("2026-03", "2026-01"),
		app.AxisSound: grid(string(app.Positive), string(app.Negative), string(app.Neutral), "")}, b.Store)
	if err != nil {
		t.Fatal(err)
	}
	if r := got["1"]; r == nil || r.Segments != 2 || r.Newest != "2026-03" || r.Praise != 1 || r.Complaint != 2 || r.Toned != 6 {
		t.Errorf("counted %+v", r)
	}
}

func TestTablePane_MergesWhatIsChosen(t *testing.T) {
	b := newBooth(t, 12)
	m := b.s.model
	for _, name := range []string{"One", "Two", "Three"} {
		b.Theme(b.study, name)
	}
	b.until("the themes", func() bool { return len(m.Themes) == 3 })
	m.Show(TableFace)
	b.until("the table", func() bool { return len(m.Table.Rows) == 4 })
	p := b.s.panes[TableFace].(*tablePane)
	p.table.Select(0, 2)
	p.paintFoot()
	if len(p.foot.Objects) == 0 {
		t.Fatal("nothing is offered for two themes")
	}
	into := m.Table.Rows[0].ID
	m.MergeRows(p.table.Selected())
	b.until("one theme less", func() bool { return len(m.Themes) == 2 && m.Selected == into })
	if _, err := b.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.until("the theme back", func() bool { return len(m.Table.Rows) == 4 })
}

func TestTablePane_ChosenThemesStayChosenWhereverTheirRowsGo(t *testing.T) {
	b := newBooth(t, 12)
	m := b.s.model
	for i, name := range []string{"One", "Two", "Three", "Four"} {
		b.Put(&app.Theme{ID: app.NewID[app.ThemeID](), Study: b.study.ID, Name: name, Order: float64(i + 1), Stamp: b.Hand.Stamp()})
	}
	b.until("the themes", func() bool { return len(m.Themes) == 4 })
	m.Show(TableFace)
	b.until("the table", func() bool { return len(m.Table.Rows) == 5 })
	p := b.s.panes[TableFace].(*tablePane)
	chosen := func() string {
		var names []string
		for _, i := range p.table.Selected() {
			names = append(names, m.Table.Rows[i].Name)
		}
		return fmt.Sprint(names)
	}
	m.Sort("", false)
	p.paint()
	p.table.Select(0, 1)
	before := chosen()
	m.Sort(ByName, false)
	p.paint()
	if before != "[One Two]" || chosen() != before {
		t.Fatalf("%s were chosen, %s after sorting", before, chosen())
	}
	m.MergeRows(p.table.Selected())
	b.until("one theme less, the one that took the other chosen", func() bool { return len(m.Table.Rows) == 4 && len(p.order) == 4 && chosen() == "[One]" })
	if got := chosen(); got != "[One]" || len(p.foot.Objects) > 0 {
		t.Errorf("%s chosen after the merge, %d offered", got, len(p.foot.Objects))
	}
}
