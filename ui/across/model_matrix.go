package across

import (
	"context"
	"fmt"

	"throughline/app"
	"throughline/ui/say"
)

// Bounds of the matrix: more is read in the table of findings.
const (
	mostRows    = 40
	mostColumns = 12
)

// axes are what the matrix can be counted by, with their names.
var rowAxes = []axisName{{app.AxisWideTheme, say.T("Themes across studies")}, {app.AxisTag, say.T("Tags")}}

var columnAxes = []axisName{{app.AxisStudy, say.T("Study")}, {app.AxisSegment, say.T("Segment")}, {app.AxisProduct, say.T("Product")}, {app.AxisRegion, say.T("Region")},
	{app.AxisMonth, say.T("Month")}}

type axisName struct {
	axis app.Axis
	name string
}

// Count counts the matrix another way.
func (m *Model) Count(c Cross) {
	again := c.Rows != m.Cross.Rows || c.Columns != m.Cross.Columns
	m.Cross = c
	if again {
		m.loadGrid()
	}
	m.changed()
}

func (m *Model) loadGrid() {
	q := app.CrossQuery{Rows: m.Cross.Rows, Columns: m.Cross.Columns, MaxRows: mostRows, MaxColumns: mostColumns, RollUp: m.Cross.Rows == app.AxisTag}
	m.Known = false
	m.grid.Load(func(ctx context.Context) (app.CrossTab, error) { return m.Store.CrossTab(ctx, q) }, func(tab app.CrossTab, err error) {
		m.GrErr, m.Known = err, true
		if err == nil {
			m.Grid = tab
		}
		m.changed()
	})
}

// Says is what a cell of the matrix shows: the people who say it, or their share of those asked in the column.
func (m *Model) Says(row, column int) string {
	n := m.Grid.Cells[row][column]
	if n.Findings == 0 {
		return ""
	}
	asked := 0
	if column < len(m.Grid.Asked) {
		asked = m.Grid.Asked[column]
	}
	switch {
	case n.People == 0:
		return "(" + say.Number(n.Findings) + ")"
	case m.Cross.Share && asked > 0:
		return fmt.Sprintf("%.0f %%", 100*float64(n.People)/float64(asked))
	}
	return say.Number(n.People)
}

// Heat is how strong a cell of the matrix is, 0 to 1: its share of the people asked, or of the most in any cell.
func (m *Model) Heat(row, column int) float64 {
	n := m.Grid.Cells[row][column].People
	if m.Cross.Share {
		if column < len(m.Grid.Asked) && m.Grid.Asked[column] > 0 {
			return float64(n) / float64(m.Grid.Asked[column])
		}
		return 0
	}
	most := 1
	for _, cells := range m.Grid.Cells {
		for _, c := range cells {
			most = max(most, c.People)
		}
	}
	return float64(n) / float64(most)
}

// Cell is the query of the findings that a cell counts.
func (m *Model) Cell(row, column int) (title string, q app.FindingQuery) {
	r, c := m.Grid.Rows[row], m.Grid.Columns[column]
	put(&q, m.Cross.Rows, r.Value)
	put(&q, m.Cross.Columns, c.Value)
	return r.Label + " · " + c.Label, q
}

// put narrows a query to one value of an axis.
func put(q *app.FindingQuery, axis app.Axis, value string) {
	switch axis {
	case app.AxisWideTheme, app.AxisTheme:
		q.Themes = []app.ThemeID{app.ThemeID(value)}
	case app.AxisTag:
		q.Tags, q.SubTags = []app.TagID{app.TagID(value)}, true
	case app.AxisStudy:
		q.Studies = []app.StudyID{app.StudyID(value)}
	case app.AxisSegment:
		q.Segments = []string{value}
	case app.AxisProduct:
		q.Products = []string{value}
	case app.AxisRegion:
		q.Regions = []string{value}
	case app.AxisMonth:
		q.Months = []string{value}
	}
}
