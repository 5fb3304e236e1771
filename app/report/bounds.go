package report

import (
	"cmp"
	"slices"

	"throughline/app"
)

// bounds are how much of a workspace a report holds, so that neither its length nor what is read for it grows with the workspace. What is left
// out is told where it would stand.
type bounds struct {
	insights, themes, tags int
	passages               int // read of each theme that stands behind an insight
	chosen                 int // findings of a query that are printed
}

// A study is printed whole unless it is very large; of all studies together a report is a book that somebody reads, some hundred pages.
var (
	ofStudy = bounds{insights: 500, themes: 300, tags: 1000, passages: 2000, chosen: 1000}
	ofAll   = bounds{insights: 50, themes: 30, tags: 60, passages: 20, chosen: 1000}
)

func (s Spec) bounds() bounds {
	if s.Study == "" {
		return ofAll
	}
	return ofStudy
}

// Strongest chooses, of the insights of a study, or of all studies for "", those that a report holds: superseded ones are left out, and when there are
// too many the strongest stay, published before reviewed before drafts and stale ones, then by the people who support them. Otherwise the order is kept.
// of is how many there were to choose from.
func Strongest(all []app.InsightRow, study app.StudyID) (kept []app.InsightRow, of int) {
	for _, in := range all {
		if in.Status != app.InsightSuperseded {
			kept = append(kept, in)
		}
	}
	return strongest(kept, Spec{Study: study}.bounds().insights), len(kept)
}

func strongest(all []app.InsightRow, n int) []app.InsightRow {
	if len(all) <= n {
		return all
	}
	all = slices.Clone(all)
	standing := []app.InsightStatus{app.InsightPublished, app.InsightInReview, app.InsightDraft}
	rank := func(in app.InsightRow) int {
		if i := slices.Index(standing, in.Status); i >= 0 {
			return i
		}
		return len(standing)
	}
	slices.SortStableFunc(all, func(a, b app.InsightRow) int {
		return cmp.Or(rank(a)-rank(b), b.Support.Participants-a.Support.Participants, b.Support.Findings-a.Support.Findings)
	})
	return slices.Clone(all[:n]) // those left out are let go
}

// insightCount is how many insights the report holds: "12 insights", "The 50 strongest of 2,692 insights".
func (m *material) insightCount() string {
	n := len(m.insights)
	switch {
	case m.of <= n:
		return m.counted(n, "insight", "insights")
	case m.spec.Insights != nil:
		return m.t("%s of %s insights", m.count(n), m.count(m.of))
	}
	return m.t("The %s strongest of %s insights", m.count(n), m.count(m.of))
}

// insightsOf is the number of insights, and of how many where some are left out.
func (m *material) insightsOf() string {
	if m.of <= len(m.insights) {
		return m.count(len(m.insights))
	}
	return m.kOfN(len(m.insights), m.of)
}

// moreThemes leads from the summary to the themes.
func (m *material) moreThemes() string {
	if len(m.themes) > m.spec.bounds().themes {
		return m.t("More themes")
	}
	return m.t("All themes")
}

// themesShown are the themes that have their own part, the strongest first.
func (m *material) themesShown() []app.ThemeRow {
	all := m.byPeople()
	return all[:min(m.spec.bounds().themes, len(all))]
}

// isCut reports whether a theme behind an insight has more findings than were read.
func (m *material) isCut(in app.InsightRow) bool {
	for _, e := range in.Evidence {
		if e.Theme != "" && m.held[e.Theme] > len(m.placed[e.Theme]) {
			return true
		}
	}
	return false
}

// anyCut reports whether the appendix lacks passages of insights.
func (m *material) anyCut() bool { return slices.ContainsFunc(m.insights, m.isCut) }
