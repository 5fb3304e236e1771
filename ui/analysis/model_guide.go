package analysis

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/guide"
	"throughline/app/job"
	"throughline/ui/say"
	"throughline/ui/task"
)

// GuideDesk keeps guides and says how sessions were led. guide.Service is one.
type GuideDesk interface {
	Coverage(ctx context.Context, study app.StudyID) (*guide.Coverage, error)
	Sessions(ctx context.Context, study app.StudyID, p app.Progress) ([]*guide.Session, error)
	Links(ctx context.Context, study app.StudyID, iv app.InterviewID) ([]app.GuideLink, error)
	Propose(ctx context.Context, study app.StudyID, p app.Progress) (*guide.Proposals, error)
	Confirm(ctx context.Context, all []guide.Proposal) (int, error)
	Refuse(ctx context.Context, all []guide.Proposal) (int, error)
}

// Proposed is the look of the guide that lists what is proposed; Overview is its coverage.
const Proposed Look = "proposed"

// ByModerator lists sessions by who led them; Overview lists them by interview.
const ByModerator Look = "moderator"

// Asking is the work of linking turns to questions.
type Asking struct {
	Found   *guide.Proposals // nil before anybody looked
	Open    []guide.Proposal // those that are not settled yet and are shown, the surest first
	Unsure  bool             // those below guide.Sure are shown as well
	Hidden  int              // not settled, and not shown
	links   []app.GuideLink
	running *job.Job
	runs    int // how often was looked: an answer of an earlier run is dropped
}

// Looking reports whether proposals are being looked for.
func (m *Model) Looking() bool { return m.Asking.running != nil }

// letGo drops the proposals of another study.
func (m *Model) letGo() {
	if m.Asking.running != nil {
		m.Asking.running.Cancel()
	}
	m.Asking = Asking{runs: m.Asking.runs + 1, Unsure: m.Asking.Unsure}
}

// Propose looks for turns that ask the study's questions, as a job beside everything else.
func (m *Model) Propose() {
	study := m.study()
	if m.Looking() || study == "" || m.Guide == nil || m.Jobs == nil {
		return
	}
	m.Asking.runs++
	run := m.Asking.runs
	m.Asking.running = m.Jobs.Start(say.T("Look for guide questions"), func(ctx context.Context, p app.Progress) error {
		return task.Told(func() (*guide.Proposals, error) { return m.Guide.Propose(ctx, study, p) },
			func(found *guide.Proposals, err error) { m.proposed(run, found, err) })
	})
	m.changed()
}

// proposed takes in what was found.
func (m *Model) proposed(run int, found *guide.Proposals, err error) {
	if run != m.Asking.runs {
		return
	}
	m.Asking.running = nil
	switch {
	case err == nil:
		m.Asking.Found = found
		m.sift()
	case app.CodeOf(err) != app.ECanceled:
		m.Err = err
	}
	m.changed()
}

// ShowUnsure shows the proposals below guide.Sure as well, of which about every other is wrong, or hides them again.
func (m *Model) ShowUnsure(on bool) {
	m.Asking.Unsure = on
	m.sift()
	m.changed()
}

// sift leaves the proposals that nobody has answered yet.
func (m *Model) sift() {
	m.Asking.Open, m.Asking.Hidden = nil, 0
	if m.Asking.Found == nil {
		return
	}
	for _, p := range m.Asking.Found.All {
		done := slices.ContainsFunc(m.Asking.links, func(g app.GuideLink) bool {
			return g.Interview == p.Interview && g.Question == p.Question && (!g.Refused || g.Span == p.Span)
		})
		switch {
		case done:
		case m.Asking.Unsure || p.Score >= guide.Sure:
			m.Asking.Open = append(m.Asking.Open, p)
		default:
			m.Asking.Hidden++
		}
	}
	slices.SortStableFunc(m.Asking.Open, func(a, b guide.Proposal) int {
		switch {
		case a.Score > b.Score:
			return -1
		case a.Score < b.Score:
			return 1
		}
		return 0
	})
}

// Confirm links the proposals at places of Asking.Open.
func (m *Model) Confirm(rows []int) { m.answer(rows, false) }

// Refuse turns the proposals at places of Asking.Open down.
func (m *Model) Refuse(rows []int) { m.answer(rows, true) }

// ConfirmSure links all proposals that reach guide.Sure.
func (m *Model) ConfirmSure() { m.answer(m.Sure(), false) }

// Sure are the places of the proposals that reach guide.Sure.
func (m *Model) Sure() []int {
	var rows []int
	for i := range m.Asking.Open {
		if m.Asking.Open[i].Score >= guide.Sure {
			rows = append(rows, i)
		}
	}
	return rows
}

func (m *Model) answer(rows []int, refuse bool) {
	var some []guide.Proposal
	for _, i := range rows {
		if i < len(m.Asking.Open) {
			some = append(some, m.Asking.Open[i])
		}
	}
	if len(some) == 0 || m.ReadOnly {
		return
	}
	m.acts.Do(func(ctx context.Context) (err error) {
		if refuse {
			_, err = m.Guide.Refuse(ctx, some)
		} else {
			_, err = m.Guide.Confirm(ctx, some)
		}
		return err
	}, func(err error) {
		if err != nil {
			m.Err = err
			m.changed()
		} // else Changed hears of it
	})
}

// coverage is the page of the guide: which questions were asked where.
func (j counting) coverage(ctx context.Context) (*Page, error) {
	if j.guide == nil {
		return &Page{Kind: Guide, Empty: say.T("There is no guide here"), Remedy: say.T("Open a workspace that can be written.")}, nil
	}
	c, err := j.guide.Coverage(ctx, j.ask.Find.Study)
	if err != nil {
		return nil, err
	}
	p := coveragePage(c)
	if p.links, err = j.guide.Links(ctx, j.ask.Find.Study, ""); err != nil {
		return nil, err
	}
	return p, nil
}

func coveragePage(c *guide.Coverage) *Page {
	switch {
	case len(c.Questions) == 0:
		return &Page{Kind: Guide, Empty: say.T("The study has no guide"), Remedy: say.T("Write the questions that its interviews ask on the study's page."), Where: AtStudy}
	case len(c.Rows) == 0:
		return &Page{Kind: Guide, Empty: say.T("No interview yet"), Remedy: say.T("Once interviews are imported, the turns that ask the study's questions are looked for here."), Where: AtInterviews}
	}
	p := &Page{Kind: Guide, Says: coverageSays(c), Of: say.T("Interviews that ask each question, of %s", say.Number(len(c.Rows)))}
	ch := &chart.Chart{Kind: chart.Bar, Title: p.Of, Alt: p.Says, Unit: say.T("interviews"), Full: float64(len(c.Rows))}
	s := chart.Series{}
	for i, q := range c.Questions {
		ch.Categories = append(ch.Categories, fmt.Sprintf("%d  %s", i+1, q))
		s.Values = append(s.Values, float64(c.Asked[i]))
		words := say.T("%d of %d", c.Asked[i], len(c.Rows))
		if c.Skipped[i] > 0 {
			words += say.T(", left out %d", c.Skipped[i])
		}
		s.Labels = append(s.Labels, words)
	}
	ch.Series = []chart.Series{s}
	p.Chart = ch
	p.marks = func(_, category int) (Open, bool) {
		if category < 0 || category >= len(c.Questions) {
			return Open{}, false
		}
		q := c.Questions[category]
		return Open{Title: say.T("After “%s”", q), Find: app.FindingQuery{Where: &app.Clause{Op: app.OpAsked, Values: []string{q}}}}, true
	}
	p.Table = coverageTable(c)
	p.Note = []string{
		say.T("A time says when the question was asked; click it to go there. “yes” is asked, at a time or place that is not known. “left out” is not asked on purpose. A dot is not known: nobody has linked it yet. Link by hand in the reader (Q), or look for turns that seem to ask."),
		say.T("A bar opens the findings that lie after the question, up to the next question that is asked."),
	}
	return p
}

func coverageSays(c *guide.Coverage) string {
	if c.Linked == 0 {
		return say.T("No question is linked to a turn yet. Look for them under Proposals, or press Q on a turn in the reader.")
	}
	never := 0
	for _, n := range c.Asked {
		if n == 0 {
			never++
		}
	}
	says := say.T("%d of %s are gone over.", c.Linked, say.Count(len(c.Rows), "interview"))
	switch {
	case never == 1:
		says += say.T(" One question of the guide was asked in none of them.")
	case never > 1:
		says += say.T(" %d questions of the guide were asked in none of them.", never)
	}
	return says
}

func coverageTable(c *guide.Coverage) Table {
	t := Table{Header: []string{say.T("Interview"), say.T("Asked")}, Left: 1}
	for i := range c.Questions {
		t.Header = append(t.Header, fmt.Sprintf("Q%d", i+1))
	}
	for _, r := range c.Rows {
		asked := "–"
		if r.Linked() {
			asked = say.T("%d of %d", r.Asked, len(c.Questions))
		}
		row, to := []string{r.Title, asked}, []Open{{}, {}}
		for _, cell := range r.Cells {
			open := Open{}
			if cell.State == guide.Asked && cell.Place >= 0 {
				open = Open{Interview: r.Interview, Span: app.Span{Start: cell.Place, End: cell.End}}
			}
			row, to = append(row, cellText(cell)), append(to, open)
		}
		t.Rows, t.Cells = append(t.Rows, row), append(t.Cells, to)
		t.Open = append(t.Open, Open{Interview: r.Interview})
	}
	return t
}

// cellText says a cell of the grid.
func cellText(c guide.Cell) string {
	words := "·"
	switch {
	case c.State == guide.Skipped:
		return say.T("left out")
	case c.State == guide.Asked && c.At != "":
		words = strings.TrimPrefix(c.At, "00:")
	case c.State == guide.Asked:
		words = say.T("yes")
	}
	if c.Times > 1 {
		words += fmt.Sprintf(" ×%d", c.Times)
	}
	return words
}
