package consent

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/app/evidence"
)

// EffectStore is what is read besides to say what a withdrawal touches.
type EffectStore interface {
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
	Insights(ctx context.Context, study app.StudyID) ([]app.InsightRow, error)
	InsightsWithout(ctx context.Context, people []app.ParticipantID, study app.StudyID) ([]app.InsightRow, error)
	Recommendations(ctx context.Context, study app.StudyID) ([]app.Recommendation, error)
	PublicationsCiting(ctx context.Context, findings []app.FindingID) ([]app.Publication, error)
}

// Effects are what rests on the words of people: what loses when they withdraw.
type Effects struct {
	Study    app.StudyID
	People   []app.ParticipantID
	Findings int             // theirs
	Insights []InsightEffect // those that lose evidence, by what they lose, the most first
	Themes   []ThemeEffect   // likewise
	Advice   []app.Recommendation
	Versions []app.Publication // of insights, that quote them: what was sent out already
}

// InsightEffect is what an insight loses.
type InsightEffect struct {
	app.InsightRow
	Lost          int // findings, for or against
	Of            int
	Before, After app.Level
}

// ThemeEffect is what a theme loses.
type ThemeEffect struct {
	ID   app.ThemeID
	Name string
	Lost int
}

// Effects says what rests on the words of people in a study, or in all for "": before they withdraw as well as after.
func (s *Service) Effects(ctx context.Context, study app.StudyID, people []app.ParticipantID) (Effects, error) {
	e := Effects{Study: study, People: people}
	if len(people) == 0 {
		return e, nil
	}
	rows, err := s.Store.Findings(ctx, app.FindingQuery{Study: study, Participants: people})
	if err != nil {
		return e, err
	}
	e.Findings = len(rows)
	e.Themes = themesOf(rows)
	if e.Insights, err = s.insightEffects(ctx, study, people); err != nil {
		return e, err
	}
	touched := map[app.InsightID]bool{}
	for _, in := range e.Insights {
		touched[in.ID] = true
	}
	all, err := s.Store.Recommendations(ctx, "")
	if err != nil {
		return e, err
	}
	for _, r := range all {
		if slices.ContainsFunc(r.Insights, func(id app.InsightID) bool { return touched[id] }) {
			e.Advice = append(e.Advice, r)
		}
	}
	ids := make([]app.FindingID, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	e.Versions, err = s.Store.PublicationsCiting(ctx, ids)
	return e, err
}

func (s *Service) insightEffects(ctx context.Context, study app.StudyID, people []app.ParticipantID) ([]InsightEffect, error) {
	before, err := s.Store.Insights(ctx, "")
	if err != nil {
		return nil, err
	}
	after, err := s.Store.InsightsWithout(ctx, people, study)
	if err != nil {
		return nil, err
	}
	std, err := s.Store.Standards(ctx)
	if err != nil {
		return nil, err
	}
	left := make(map[app.InsightID]app.Support, len(after))
	for _, in := range after {
		left[in.ID] = in.Support
	}
	judge := func(sup app.Support) app.Level {
		return evidence.Judge(evidence.Case{Support: sup, On: s.Today(), HalfLife: std.HalfLife}).Level
	}
	var all []InsightEffect
	for _, in := range before {
		now, there := left[in.ID]
		lost := in.Support.Findings + in.Support.Against - now.Findings - now.Against
		if !there || lost == 0 {
			continue
		}
		all = append(all, InsightEffect{in, lost, in.Support.Findings + in.Support.Against, judge(in.Support), judge(now)})
	}
	slices.SortStableFunc(all, func(a, b InsightEffect) int { return b.Lost - a.Lost })
	return all, nil
}

// themesOf counts the findings that stand in themes of their studies.
func themesOf(rows []app.FindingRow) []ThemeEffect {
	var all []ThemeEffect
	at := map[app.ThemeID]int{}
	for _, r := range rows {
		if r.Theme == "" {
			continue
		}
		i, ok := at[r.Theme]
		if !ok {
			i = len(all)
			at[r.Theme] = i
			all = append(all, ThemeEffect{ID: r.Theme, Name: r.ThemeName})
		}
		all[i].Lost++
	}
	slices.SortStableFunc(all, func(a, b ThemeEffect) int { return b.Lost - a.Lost })
	return all
}
