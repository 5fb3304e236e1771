package home

import (
	"fmt"
	"strings"

	"throughline/app"
	"throughline/app/dashboard"
)

// InterviewsLine says how many interviews still wait.
func (m *Model) InterviewsLine() string {
	switch m.Waiting {
	case 0:
		return "all tagged"
	case m.Counts.Interviews:
		return "none tagged yet"
	case 1:
		return "1 waits to be tagged"
	}
	return app.Number(m.Waiting) + " wait to be tagged"
}

// PeopleLine says which people are counted: those of a study took part in it, others may be candidates only.
func (m *Model) PeopleLine() string {
	if m.Study == "" {
		return "in this workspace"
	}
	return "took part"
}

// FindingsLine says how many findings are in a theme.
func (m *Model) FindingsLine() string {
	return fmt.Sprintf("%s in %s", app.Number(m.Counts.Findings-m.Unsorted), app.Count(m.Counts.Themes, "theme"))
}

// InsightsLine says how many insights are more than a draft.
func (m *Model) InsightsLine() string {
	if m.Counts.Insights == 0 {
		return "none yet"
	}
	return app.Number(m.Firm) + " in review or published"
}

// InsightLine says where an insight stands.
func (m *Model) InsightLine(in app.Standing) string {
	parts := []string{in.Status.Word(), app.Count(in.Evidence, "piece") + " of evidence"}
	if in.Against > 0 {
		parts = append(parts, app.Number(in.Against)+" against")
	}
	if m.Study == "" {
		parts = append(parts, m.StudyName(in.Study))
	}
	return strings.Join(parts, " · ")
}

// StepLine says who made a step, and when.
func (m *Model) StepLine(e app.Entry) string {
	when := e.At.In(m.Now().Location())
	day := when.Format("2 Jan 2006")
	if app.DateOf(when) == m.today() {
		day = "today, " + when.Format("15:04")
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
		parts = append(parts, p.Status)
	}
	if p.Interviews == 0 {
		return strings.Join(append(parts, "no interviews yet"), " · ")
	}
	parts = append(parts, fmt.Sprintf("%s of %s tagged", app.Number(p.Tagged), app.Count(p.Interviews, "interview")))
	if p.Findings > 0 {
		parts = append(parts, fmt.Sprintf("%s of %s in themes", app.Number(p.Findings-p.Unsorted), app.Count(p.Findings, "finding")))
	}
	return strings.Join(append(parts, app.Count(p.Insights, "insight")), " · ")
}
