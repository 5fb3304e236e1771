package measures

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/score"
	"throughline/ui/say"
)

// Row is a row of the grid: a session, or a person who was measured without one.
type Row struct {
	Study       app.StudyID
	Interview   app.InterviewID
	Participant app.ParticipantID
	Code, Title string
}

// rows are the sessions, then who was measured without a session, in the order in which they came.
func rows(d *Data) (all []Row) {
	for i := range d.Sessions {
		iv := &d.Sessions[i]
		all = append(all, Row{Study: iv.Study, Interview: iv.ID, Code: strings.Join(iv.Codes, ", "), Title: iv.Title})
	}
	type key struct {
		study app.StudyID
		who   app.ParticipantID
	}
	seen := map[key]bool{}
	for i := range d.Measures {
		x := &d.Measures[i]
		if k := (key{x.Study, x.Participant}); x.Interview == "" && !seen[k] {
			seen[k] = true
			all = append(all, Row{Study: x.Study, Participant: x.Participant, Code: d.codes[x.Participant], Title: say.T("No session here")})
		}
	}
	return all
}

// measure is a measure of the row under a column.
func (r *Row) measure(c Column, release string) app.Measure {
	return app.Measure{Study: r.Study, Interview: r.Interview, Participant: r.Participant, Kind: c.Kind, Task: c.Task, Release: release}
}

// Column is a column of the grid: a measure, of a task where it is of one.
type Column struct {
	Kind app.MeasureKind
	Task string
}

// Title heads the column: "SEQ of Checkout".
func (c Column) Title() string {
	if c.Task == "" {
		return say.Sentence(c.Kind.Word())
	}
	return say.T("%s of %s", say.Sentence(c.Kind.Word()), c.Task)
}

// columns keeps the columns that were added, and has one for all that was measured.
func (m *Model) columns() {
	first := len(m.every) == 0
	for _, s := range score.Of(m.Data.Measures, score.Together) {
		c := Column{s.Kind, s.Task}
		if !slices.ContainsFunc(m.every, c.same) {
			m.every = append(m.every, c)
		}
	}
	if len(m.every) == 0 {
		m.every = []Column{{Kind: app.MeasureSUS}, {Kind: app.MeasureNPS}}
	}
	if first {
		m.Task = m.every[0].Task
	}
	if m.Release == "" {
		for i := range m.Data.Measures {
			if r := m.Data.Measures[i].Release; r != "" {
				m.Release = r // the one entered last
			}
		}
	}
	m.choose()
}

// choose shows the columns of the task.
func (m *Model) choose() {
	m.Columns = nil
	for _, c := range m.every {
		if app.FoldName(c.Task) == app.FoldName(m.Task) {
			m.Columns = append(m.Columns, c)
		}
	}
	if len(m.Columns) == 0 && len(m.every) > 0 {
		m.Task = m.every[0].Task
		m.choose()
		return
	}
	m.Row, m.Col = max(0, min(m.Row, len(m.Data.Rows)-1)), max(0, min(m.Col, len(m.Columns)-1))
}

// Tasks are the tasks that have columns, in order; "" stands for whole sessions.
func (m *Model) Tasks() (all []string) {
	for _, c := range m.every {
		if !slices.ContainsFunc(all, func(t string) bool { return app.FoldName(t) == app.FoldName(c.Task) }) {
			all = append(all, c.Task)
		}
	}
	return all
}

// SetTask shows the columns of another task.
func (m *Model) SetTask(task string) {
	m.Task, m.Col = task, 0
	m.choose()
	m.changed()
}

func (c Column) same(o Column) bool {
	return c.Kind == o.Kind && app.FoldName(c.Task) == app.FoldName(o.Task)
}

// AddColumn adds a measure to the grid, or goes to it where it is there. Returns EInvalid without a task for a measure of one.
func (m *Model) AddColumn(c Column) error {
	c.Task = strings.Join(strings.Fields(c.Task), " ")
	if c.Kind.OfTask() && c.Task == "" {
		return app.Invalid(say.T("%s needs a task.", say.Sentence(c.Kind.Word())), say.T("Name the task or the outcome."))
	}
	if !slices.ContainsFunc(m.every, c.same) {
		m.every = append(m.every, c)
	}
	m.Task = c.Task
	m.choose()
	m.Col = max(0, slices.IndexFunc(m.Columns, c.same))
	m.changed()
	return nil
}

// SetRelease shows and enters the measures of another release.
func (m *Model) SetRelease(r string) {
	m.Release = strings.Join(strings.Fields(r), " ")
	m.changed()
}

// Go moves the cursor of the grid by rows and columns, staying inside of it.
func (m *Model) Go(rows, cols int) {
	if m.Data == nil {
		return
	}
	m.Row, m.Col = max(0, min(m.Row+rows, len(m.Data.Rows)-1)), max(0, min(m.Col+cols, len(m.Columns)-1))
	m.changed()
}

// At is the measure in a cell of the grid; nil for none.
func (m *Model) At(row, col int) *app.Measure {
	if m.Data == nil || m.Page == nil || row < 0 || row >= len(m.Data.Rows) || col < 0 || col >= len(m.Columns) {
		return nil
	}
	x := m.Data.Rows[row].measure(m.Columns[col], m.Release)
	return m.Page.cells[score.KeyOf(&x)]
}

// Cell is what a cell of the grid shows, as it can be typed again.
func (m *Model) Cell(row, col int) string {
	if x := m.At(row, col); x != nil {
		return score.Value(x)
	}
	return ""
}

// Here names the cell of the cursor: "P01, SEQ of Checkout"; "" without sessions.
func (m *Model) Here() string {
	if m.Data == nil || m.Row >= len(m.Data.Rows) || m.Col >= len(m.Columns) {
		return ""
	}
	who := m.Data.Rows[m.Row].Title
	if code := m.Data.Rows[m.Row].Code; code != "" {
		who = code
	}
	return who + " · " + m.Columns[m.Col].Title()
}

// Hint says what can be typed into the cell of the cursor.
func (m *Model) Hint() string {
	if m.Col >= len(m.Columns) {
		return ""
	}
	k := m.Columns[m.Col].Kind
	least, top := k.Range()
	switch n, most := k.Answers(); {
	case k == app.MeasureSuccess:
		return say.T("1 or yes, 0 or no")
	case k == app.MeasureTime:
		return say.T("Seconds, or 1:30")
	case n > 0:
		return say.T("The score, or %s from 1 to %s", say.Count(n, "answer"), say.Number(most))
	default:
		return say.T("%s to %s", say.Number(int(least)), say.Number(int(top)))
	}
}

// Type enters what was typed into the cell of the cursor, beside the window; nothing takes the value away. Returns EInvalid, with what would
// fit, for what is no value of the measure.
func (m *Model) Type(text string) error {
	if m.Here() == "" || m.ReadOnly {
		return nil
	}
	old := m.At(m.Row, m.Col)
	scorer := m.Scorer
	switch text = strings.TrimSpace(text); {
	case text == "" && old == nil, old != nil && text == score.Value(old):
		return nil
	case text == "":
		id := old.ID
		m.do("", func(ctx context.Context) error { return scorer.Clear(ctx, []app.MeasureID{id}) }, nil)
		return nil
	}
	c := m.Columns[m.Col]
	x := m.Data.Rows[m.Row].measure(c, m.Release)
	var err error
	if x.Value, x.Answers, err = score.Read(c.Kind, text); err != nil {
		return err
	}
	m.do("", func(ctx context.Context) error { return scorer.Enter(ctx, x) }, nil)
	return nil
}
