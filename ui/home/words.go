package home

import (
	"fmt"

	"throughline/app"
)

// InterviewsLine says how many interviews still wait.
func (m *Model) InterviewsLine() string {
	switch m.Waiting {
	case 0:
		return "all tagged"
	case m.Counts.Interviews:
		return "none tagged yet"
	}
	return fmt.Sprintf("%s wait to be tagged", app.Number(m.Waiting))
}

// PeopleLine says how many segments took part.
func (m *Model) PeopleLine() string {
	if m.Segments == 0 {
		return "took part"
	}
	return "from " + app.Count(m.Segments, "segment")
}

// FindingsLine says how many findings are in a theme.
func (m *Model) FindingsLine() string {
	return fmt.Sprintf("%s in %s, under %s", app.Number(m.Sorted), app.Count(m.Counts.Themes, "theme"), app.Count(m.Counts.Tags, "tag"))
}

// InsightsLine says how many insights are more than a draft.
func (m *Model) InsightsLine() string {
	if m.Counts.Insights == 0 {
		return "none yet"
	}
	return app.Number(m.Firm) + " reviewed or published"
}
