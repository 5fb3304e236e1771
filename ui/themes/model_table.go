package themes

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/ui/say"
)

// TableRow is a theme as the table shows it, or the unsorted findings.
type TableRow struct {
	app.ThemeRow
	Unsorted  bool
	Segments  int    // of the people who say it; -1 while that is not counted
	Newest    string // month of the newest interview in which it was said: "2026-03", "" when unknown
	Praise    int    // findings
	Complaint int
	Toned     int // findings with a tone
	Insights  int // that rest on it
}

// Balance is how a theme sounds: praise less complaint over all with a tone, -1 to 1; ok is false where nothing has one.
func (r *TableRow) Balance() (balance float64, ok bool) {
	if r.Praise+r.Complaint == 0 {
		return 0, false
	}
	return float64(r.Praise-r.Complaint) / float64(r.Praise+r.Complaint), true
}

// The columns of the table, by which it can be sorted. "" is the order of the board.
const (
	ByName     = "theme"
	ByFindings = "findings"
	ByPeople   = "people"
	BySegments = "segments"
	ByNewest   = "newest"
	ByBalance  = "balance"
	ByInsights = "insights"
)

// Table is the board as rows.
type Table struct {
	Rows []TableRow // in the order shown
	By   string     // column that sorts; "" for the order of the board
	Down bool

	stats map[app.ThemeID]*TableRow // what was counted, nil until then
	old   bool                      // the board was read anew since
}

// needTable has the table counted while it is shown, once until the board changes.
func (m *Model) needTable() {
	if m.Face() == TableFace && m.Table.old && m.Loaded {
		m.Table.old = false
		m.sortTable()
		m.loadTable()
	}
}

// loadTable counts what the rows of the table show besides what the board shows.
func (m *Model) loadTable() {
	study, cross, store := m.Study, m.Cross, m.Store
	m.tabling.Load(func(ctx context.Context) (map[app.ThemeID]*TableRow, error) {
		return countTable(ctx, study, cross, store)
	}, func(stats map[app.ThemeID]*TableRow, err error) {
		if err != nil {
			m.Err, m.failed = err, true
		} else {
			m.Table.stats = stats
			m.sortTable()
		}
		m.changed()
	})
}

func countTable(ctx context.Context, study app.StudyID, cross Crosser, store Store) (map[app.ThemeID]*TableRow, error) {
	stats := tableStats{}
	cited, err := store.Citations(ctx, study)
	if err != nil {
		return nil, err
	}
	for _, c := range cited {
		stats.of(c.Theme).Insights++
	}
	if cross == nil {
		return stats, nil
	}
	boards := []app.Axis{app.AxisTheme}
	if study == "" { // the themes of every study stand in the table, and those across studies
		boards = append(boards, app.AxisWideTheme)
	}
	for _, board := range boards {
		for _, x := range tableCounts {
			tab, err := cross.CrossTab(ctx, app.CrossQuery{Find: app.FindingQuery{Study: study}, Rows: board, Columns: x.axis})
			if err != nil {
				return nil, err
			}
			stats.add(tab, x.take)
		}
	}
	return stats, nil
}

// tableStats is what was counted of themes.
type tableStats map[app.ThemeID]*TableRow

func (s tableStats) of(id app.ThemeID) *TableRow {
	if s[id] == nil {
		s[id] = &TableRow{Segments: -1}
	}
	return s[id]
}

func (s tableStats) add(tab app.CrossTab, take func(r *TableRow, column string, n app.CrossCount)) {
	for i, k := range tab.Rows {
		for j, n := range tab.Cells[i] {
			if n.Findings > 0 {
				take(s.of(app.ThemeID(k.Value)), tab.Columns[j].Value, n)
			}
		}
	}
}

// tableCounts are the columns that rest on counts over two axes.
var tableCounts = []struct {
	axis app.Axis
	take func(r *TableRow, column string, n app.CrossCount)
}{
	{app.AxisSegment, func(r *TableRow, column string, _ app.CrossCount) {
		if column != "" {
			r.Segments = max(0, r.Segments) + 1
		}
	}},
	{app.AxisMonth, func(r *TableRow, column string, _ app.CrossCount) { r.Newest = max(r.Newest, column) }},
	{app.AxisSound, (*TableRow).sounds},
}

func (r *TableRow) sounds(column string, n app.CrossCount) {
	switch app.Sound(column) {
	case app.Positive:
		r.Praise += n.Findings
	case app.Negative:
		r.Complaint += n.Findings
	case "":
		return
	}
	r.Toned += n.Findings
}

// Sort sorts the table by a column, "" for the order of the board. Equal themes keep that order; what nobody counted comes last.
func (m *Model) Sort(column string, down bool) {
	m.Table.By, m.Table.Down = column, down
	m.sortTable()
	m.changed()
}

// sortTable makes the rows of the table from the board.
func (m *Model) sortTable() {
	rows := make([]TableRow, 0, len(m.Themes)+1)
	for i := range m.Themes {
		rows = append(rows, m.Table.row(m.Themes[i]))
	}
	t := &m.Table
	if order := tableOrders[t.By]; order != nil {
		slices.SortStableFunc(rows, func(a, b TableRow) int {
			c := order(&a, &b)
			if t.Down {
				c = -c
			}
			return c
		})
	}
	if m.Total > 0 {
		rows = append(rows, TableRow{ThemeRow: app.ThemeRow{Theme: app.Theme{ID: Unsorted, Name: say.T("Unsorted")}, Findings: m.Unsorted}, Unsorted: true, Segments: -1})
	}
	t.Rows = rows
}

func (t *Table) row(theme app.ThemeRow) TableRow {
	r := TableRow{Segments: -1}
	if s := t.stats[theme.ID]; s != nil {
		r = *s
	}
	r.ThemeRow = theme
	return r
}

var tableOrders = map[string]func(a, b *TableRow) int{
	ByName:     func(a, b *TableRow) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) },
	ByFindings: func(a, b *TableRow) int { return cmp.Compare(a.Findings, b.Findings) },
	ByPeople:   func(a, b *TableRow) int { return cmp.Compare(a.Participants, b.Participants) },
	BySegments: func(a, b *TableRow) int { return cmp.Compare(a.Segments, b.Segments) },
	ByNewest:   func(a, b *TableRow) int { return cmp.Compare(a.Newest, b.Newest) },
	ByInsights: func(a, b *TableRow) int { return cmp.Compare(a.Insights, b.Insights) },
	ByBalance: func(a, b *TableRow) int {
		x, ok := a.Balance()
		y, also := b.Balance()
		if !ok || !also {
			return compareKnown(ok, also)
		}
		return cmp.Compare(x, y)
	},
}

func compareKnown(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// MergeRows makes the chosen themes of the table part of the first of them, as one step.
func (m *Model) MergeRows(rows []int) {
	ids := m.rowThemes(rows)
	if len(ids) < 2 {
		return
	}
	m.act(func(ctx context.Context) error { return m.Analysis.MergeThemes(ctx, ids[0], ids[1:]...) }, func() { m.await(ids[0]) })
}

// rowThemes are the themes of rows of the table, in the order shown.
func (m *Model) rowThemes(rows []int) []app.ThemeID {
	var ids []app.ThemeID
	for _, i := range slices.Sorted(slices.Values(rows)) {
		if i < len(m.Table.Rows) && !m.Table.Rows[i].Unsorted {
			ids = append(ids, m.Table.Rows[i].ID)
		}
	}
	return ids
}

// rowName is the name of a theme as the table shows it, "" when it does not.
func (m *Model) rowName(id app.ThemeID) string {
	for i := range m.Table.Rows {
		if m.Table.Rows[i].ID == id {
			return m.Table.Rows[i].Name
		}
	}
	return ""
}
