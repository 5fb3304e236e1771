package report

import (
	"context"
	"slices"

	"throughline/app"
)

// several reports whether the report is of some studies, more than one and not all.
func (s Spec) several() bool { return len(s.Studies) > 1 }

// Normal is the spec with its studies named in one way: one by Study, several by Studies.
func (s Spec) Normal() Spec {
	if len(s.Studies) == 1 {
		s.Study = s.Studies[0]
	}
	if s.Study != "" {
		s.Studies = nil
	}
	return s
}

// holds reports whether what belongs to a study belongs into the report.
func (s Spec) holds(study app.StudyID) bool {
	return !s.several() || slices.Contains(s.Studies, study)
}

// loadSeveral narrows what was read of all studies to the chosen ones: counts of tags, themes and people are of their findings alone.
func (m *material) loadSeveral(ctx context.Context, store Store) error {
	if !m.spec.several() {
		return nil
	}
	of := app.FindingQuery{Studies: m.spec.Studies}
	tabs := map[app.Axis]app.CrossTab{}
	for _, by := range []app.Axis{app.AxisTheme, app.AxisWideTheme, app.AxisTag, app.AxisParticipant} {
		tab, err := store.CrossTab(ctx, app.CrossQuery{Find: of, Rows: by})
		if err != nil {
			return err
		}
		tabs[by] = tab
	}
	byPerson := countsOf(tabs[app.AxisParticipant])
	m.participants = slices.DeleteFunc(slices.Clone(m.participants), func(p app.ParticipantRow) bool { return !m.asked[""][p.ID] && byPerson[string(p.ID)].Findings == 0 })
	for i := range m.participants {
		p := &m.participants[i]
		p.Findings, p.Interviews, p.Last = byPerson[string(p.ID)].Findings, 0, ""
		for _, in := range m.interviews {
			if slices.Contains(in.Participants(), p.ID) {
				p.Interviews++
				p.Last = max(p.Last, in.Date)
			}
		}
	}
	m.recount(countsOf(tabs[app.AxisTheme], tabs[app.AxisWideTheme]), countsOf(tabs[app.AxisTag]))
	m.tags = slices.DeleteFunc(m.tags, func(t app.TagRow) bool { return t.Findings == 0 && !m.spec.holds(t.Study) })
	m.decisions = slices.DeleteFunc(slices.Clone(m.decisions), func(d app.Decision) bool {
		return !slices.ContainsFunc(m.insights, func(in app.InsightRow) bool { return slices.Contains(d.Insights, in.ID) })
	})
	m.counts = app.Counts{Studies: len(m.studies), Interviews: len(m.interviews), Findings: tabs[app.AxisTag].Chosen.Findings, Tags: len(m.tags), Themes: len(m.themes),
		Insights: len(m.insights), Participants: len(m.participants)}
	for _, in := range m.interviews {
		m.counts.Words += int64(in.Words)
	}
	return nil
}

// recount gives themes and tags the counts that they have among the findings of the report, and leaves out themes without any.
func (m *material) recount(byTheme, byTag map[string]app.CrossCount) {
	for _, t := range m.themes {
		m.held[t.ID] = t.Findings // all of them stand behind an insight
	}
	m.themes = slices.DeleteFunc(slices.Clone(m.themes), func(t app.ThemeRow) bool { return byTheme[string(t.ID)].Findings == 0 })
	for i := range m.themes {
		n := byTheme[string(m.themes[i].ID)]
		m.themes[i].Findings, m.themes[i].Participants = n.Findings, n.People
	}
	m.tags = slices.Clone(m.tags)
	for i := range m.tags {
		n := byTag[string(m.tags[i].ID)]
		m.tags[i].Findings, m.tags[i].Participants = n.Findings, n.People
	}
}

// studyNames names the studies in the order they were chosen; many are counted.
func (m *material) studyNames() string {
	const most = 3
	if len(m.spec.Studies) > most {
		return m.counted(len(m.spec.Studies), "study", "studies")
	}
	var names []string
	for _, id := range m.spec.Studies {
		names = append(names, oneLine(m.studies[id].Name))
	}
	return m.enumerate(names)
}

func textsOf[T ~string](ids []T) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}
