package home

import (
	"throughline/app"
	"throughline/app/dashboard"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// filterUntagged is the word by which the list of interviews finds those that wait.
const filterUntagged = "untagged"

// NeedRoute is where a need is answered.
func NeedRoute(n dashboard.Need) kit.Route {
	study := studyOf(n.Study)
	switch n.Kind {
	case dashboard.NeedErasure:
		r := kit.PrivacyAt("retention", "")
		r.Study = study
		return r
	case dashboard.NeedTags:
		if n.ID != "" {
			return kit.Route{Screen: kit.Reader, Study: study, ID: n.ID}
		}
		return kit.Route{Screen: kit.Interviews, Study: study, Filter: filterUntagged}
	case dashboard.NeedRenewal, dashboard.NeedConsent:
		r := kit.PrivacyAt("consent", n.ID)
		r.Study = study
		return r
	case dashboard.NeedSorting:
		if n.Study != "" {
			return kit.Route{Screen: kit.Themes, Study: n.Study}
		}
		return kit.FindingsOf(say.T("Unsorted"), app.FindingQuery{Unsorted: true})
	case dashboard.NeedSession, dashboard.NeedQuota, dashboard.NeedAnswer, dashboard.NeedInvite, dashboard.NeedIncentive:
		return recruitRoute(n, study)
	case dashboard.NeedTool:
		return kit.OpenTool(app.ToolID(n.ID))
	case dashboard.NeedTagging:
		return kit.FindingsOf(say.T("Without a tag"), app.FindingQuery{Study: n.Study, Untagged: true})
	}
	if n.ID != "" {
		return kit.Route{Screen: kit.Insights, Study: study, ID: n.ID}
	}
	switch n.Kind {
	case dashboard.NeedEvidence:
		return kit.InsightsThat(n.Study, "", kit.CareBare)
	case dashboard.NeedConflict:
		return kit.InsightsThat(n.Study, "", kit.CareContradicted)
	case dashboard.NeedRefresh:
		return kit.InsightsThat(n.Study, "", kit.CareStale)
	case dashboard.NeedReview:
		return kit.InsightsThat(n.Study, app.InsightInReview, "")
	}
	return kit.InsightsThat(n.Study, app.InsightDraft, "")
}

// recruitRoute is the part of recruitment where a need is answered.
func recruitRoute(n dashboard.Need, study app.StudyID) kit.Route {
	part := map[dashboard.NeedKind]string{dashboard.NeedSession: "sessions", dashboard.NeedQuota: "quotas", dashboard.NeedIncentive: "incentives"}[n.Kind]
	if part == "" {
		part = "board"
	}
	r := kit.RecruitAt(part, "")
	r.Study = study
	return r
}

// recruiting is the board of the study's recruitment, or where all stand.
func (m *Model) recruiting() kit.Route {
	r := kit.RecruitAt("board", "")
	r.Study = studyOf(m.Study)
	return r
}

// MetricRoute is where what a number counts is listed.
func (m *Model) MetricRoute(k dashboard.Key) kit.Route {
	study := studyOf(m.Study)
	q := m.Board.Scope.Find()
	switch k {
	case dashboard.KeyInterviews:
		return kit.Route{Screen: kit.Interviews, Study: study, Filter: string(m.today())[:len("2006-01")]}
	case dashboard.KeyWaiting:
		return kit.Route{Screen: kit.Interviews, Study: study, Filter: filterUntagged}
	case dashboard.KeyUnsorted:
		q.Unsorted = true
		return kit.FindingsOf(say.T("Unsorted"), q)
	case dashboard.KeyUnused, dashboard.KeyUndefined:
		return kit.Route{Screen: kit.Codebook, Study: study}
	case dashboard.KeyStale:
		return kit.InsightsThat(m.Study, "", kit.CareStale)
	case dashboard.KeyContradicted:
		return kit.InsightsThat(m.Study, "", kit.CareContradicted)
	case dashboard.KeyToInsight, dashboard.KeyUsed:
		return kit.InsightsThat(m.Study, app.InsightPublished, "")
	}
	return kit.Route{Screen: kit.Insights, Study: study}
}

// FlowRoute lists the interviews of a week or month of the flow; ok is false beside them. A week is opened by its month.
func (m *Model) FlowRoute(period int) (r kit.Route, ok bool) {
	all := m.Board.numbers.Interviews.Weeks
	if m.Board.Monthly {
		all = m.Board.numbers.Interviews.Months
	}
	if period < 0 || period >= len(all) {
		return r, false
	}
	return kit.Route{Screen: kit.Interviews, Study: studyOf(m.Study), Filter: string(all[period].Start)[:len("2006-01")]}, true
}
