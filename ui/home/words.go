package home

import (
	"strings"

	"throughline/app"
	"throughline/app/dashboard"
	"throughline/ui/say"
)

// InterviewsLine says how many interviews still wait.
func (m *Model) InterviewsLine() string {
	switch m.Waiting {
	case 0:
		return say.T("all tagged")
	case m.Counts.Interviews:
		return say.T("none tagged yet")
	case 1:
		return say.T("1 waits to be tagged")
	}
	return say.T("%s wait to be tagged", say.Number(m.Waiting))
}

// PeopleLine says which people are counted: those of a study took part in it, others may be candidates only.
func (m *Model) PeopleLine() string {
	if m.Study == "" {
		return say.T("in this workspace")
	}
	return say.T("took part")
}

// FindingsLine says how many findings are in a theme.
func (m *Model) FindingsLine() string {
	return say.T("%s in %s", say.Number(m.Counts.Findings-m.Unsorted), say.Count(m.Counts.Themes, "theme"))
}

// InsightsLine says how many insights are more than a draft.
func (m *Model) InsightsLine() string {
	if m.Counts.Insights == 0 {
		return say.T("none yet")
	}
	return say.T("%s in review or published", say.Number(m.Firm))
}

// InsightLine says where an insight stands.
func (m *Model) InsightLine(in app.Standing) string {
	parts := []string{say.Sentence(in.Status.Word()), say.T("%s of evidence", say.Count(in.Evidence, "piece"))}
	if in.Against > 0 {
		parts = append(parts, say.T("%s against", say.Number(in.Against)))
	}
	if m.Study == "" {
		parts = append(parts, m.StudyName(in.Study))
	}
	return strings.Join(parts, " · ")
}

// StepLine says who made a step, and when.
func (m *Model) StepLine(e app.Entry) string {
	when := e.At.In(m.Now().Location())
	day := say.Date(when, "2 Jan 2006")
	if app.DateOf(when) == m.today() {
		day = say.T("today, %s", when.Format("15:04"))
	}
	if e.Author == "" {
		return day
	}
	return e.Author + " · " + day
}

// StudyLine says where a study stands.
func StudyLine(p dashboard.Progress) string {
	var parts []string
	if p.Status == "running" || p.Status == "planned" {
		parts = append(parts, say.Sentence(p.Status))
	}
	if p.Interviews == 0 {
		return strings.Join(append(parts, say.T("no interviews yet")), " · ")
	}
	parts = append(parts, say.T("%s of %s tagged", say.Number(p.Tagged), say.Count(p.Interviews, "interview")))
	if p.Findings > 0 {
		parts = append(parts, say.T("%s of %s in themes", say.Number(p.Findings-p.Unsorted), say.Count(p.Findings, "finding")))
	}
	return strings.Join(append(parts, say.Count(p.Insights, "insight")), " · ")
}
