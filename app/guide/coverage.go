package guide

import (
	"context"

	"throughline/app"
)

// State says what is known of a question in an interview.
type State int

// The states.
const (
	Unknown State = iota // nobody has said anything of it
	Asked                // linked to a turn
	Skipped              // left out on purpose
)

// Cell is a question in an interview.
type Cell struct {
	State State
	Link  app.GuideLinkID // the first, "" without one
	At    string          // when it was asked, "00:12:31"; "" when unknown
	Place int             // byte in the latest text where the turn starts, -1 when it has no place there
	End   int             // where it ends
	Times int             // how often it was asked
}

// CoverageRow is an interview with its cells, one a question.
type CoverageRow struct {
	Interview app.InterviewID
	Title     string
	Codes     []string
	Asked     int
	Skipped   int
	Cells     []Cell
}

// Linked reports whether anybody has said which questions the interview asks.
func (r *CoverageRow) Linked() bool { return r.Asked > 0 || r.Skipped > 0 }

// Coverage is a guide held against the interviews of its study.
type Coverage struct {
	Study     app.Study
	Questions []string
	Rows      []CoverageRow
	Asked     []int // interviews by question
	Skipped   []int
	Linked    int // interviews of which anything is known
}

// Coverage tells which questions of a study's guide were asked where.
func (s *Service) Coverage(ctx context.Context, study app.StudyID) (*Coverage, error) {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(study)})
	if err != nil {
		return nil, err
	}
	st := rec.(*app.Study)
	links, err := s.Links(ctx, study, "")
	if err != nil {
		return nil, err
	}
	rows, err := s.Store.Interviews(ctx, study, app.Page{})
	if err != nil {
		return nil, err
	}
	said := byInterview(links)
	kept, err := s.hearAll(ctx, study, rows, func(id app.InterviewID) bool { return len(said[id]) > 0 }, nil)
	if err != nil {
		return nil, err
	}
	c := &Coverage{Study: *st, Questions: st.Guide, Asked: make([]int, len(st.Guide)), Skipped: make([]int, len(st.Guide))}
	for _, r := range rows {
		row := CoverageRow{Interview: r.ID, Title: r.Title, Codes: r.Codes, Cells: make([]Cell, len(st.Guide))}
		var text *app.Transcript
		if h := kept[r.ID]; h != nil {
			text = h.text
		}
		for n, q := range st.Guide {
			row.Cells[n] = cellOf(q, said[r.ID], text)
			switch row.Cells[n].State {
			case Asked:
				row.Asked++
				c.Asked[n]++
			case Skipped:
				row.Skipped++
				c.Skipped[n]++
			}
		}
		if row.Linked() {
			c.Linked++
		}
		c.Rows = append(c.Rows, row)
	}
	return c, nil
}

// cellOf is a question among the links of an interview; t is its latest text, nil for none.
func cellOf(q string, links []app.GuideLink, t *app.Transcript) Cell {
	cell := Cell{Place: -1}
	for i := range links {
		g := &links[i]
		switch {
		case g.Question != q || g.Refused:
		case g.Skipped:
			if cell.State == Unknown {
				cell.State, cell.Link = Skipped, g.ID
			}
		default:
			here := t != nil && g.Transcript == t.ID
			if cell.State != Asked || here && (cell.Place < 0 || g.Span.Start < cell.Place) {
				cell.Link, cell.At, cell.Place = g.ID, "", -1
				if here {
					cell.Place, cell.End, cell.At = g.Span.Start, g.Span.End, app.Clock(t.TimeAt(g.Span.Start))
				}
			}
			cell.State = Asked
			cell.Times++
		}
	}
	return cell
}
