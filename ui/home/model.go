// Package home is the first screen: what waits, where each study stands, what was learned last.
package home

import (
	"context"
	"fmt"
	"slices"
	"time"

	"throughline/app"
	"throughline/app/chart"
	"throughline/ui/task"
)

// Store is what the screen reads.
type Store interface {
	Counts(ctx context.Context, study app.StudyID) (app.Counts, error)
	Studies(ctx context.Context) ([]app.Study, error)
	Interviews(ctx context.Context, study app.StudyID, page app.Page) ([]app.InterviewRow, error)
	Insights(ctx context.Context, study app.StudyID) ([]app.InsightRow, error)
	Tags(ctx context.Context, study app.StudyID) ([]app.TagRow, error)
	FindingFacets(ctx context.Context, q app.FindingQuery) (app.FindingFacets, error)
}

// Place says where a need is answered.
type Place int

// The places.
const (
	AtInterviews Place = iota
	AtFindings
	AtThemes
	AtInsights
)

// Need is one thing that waits for somebody.
type Need struct {
	Text  string
	Act   string // word of the link
	Place Place
	ID    string // interview or insight to open, "" for the screen
	Loud  bool   // somebody should look soon
}

// Model is the state of the home screen. It belongs to the UI goroutine.
type Model struct {
	Store Store
	Now   func() time.Time

	Study    app.StudyID
	Counts   app.Counts
	Studies  []app.Study
	Needs    []Need
	Recent   []app.InsightRow // changed last, at most five
	TagUse   *chart.Chart     // people who said it, by tag; nil without tags
	People   int
	Waiting  int        // interviews without a finding
	Sorted   int        // findings in a theme
	Segments int        // of the people
	Firm     int        // insights reviewed or published
	Progress []Progress // of each study, when all are shown and there are several
	Loaded   bool
	Err      error
	OnChange func()

	load task.Latest[state]
}

// Progress is where a study stands.
type Progress struct {
	Study  app.Study
	Counts app.Counts
}

type state struct {
	progress   []Progress
	counts     app.Counts
	studies    []app.Study
	interviews []app.InterviewRow
	insights   []app.InsightRow
	tags       []app.TagRow
	facets     app.FindingFacets
}

// Open shows a study, or all.
func (m *Model) Open(study app.StudyID) {
	if m.Loaded && m.Err == nil && study == m.Study {
		m.changed() // nothing happened since, or Changed would have told
		return
	}
	m.Study = study
	m.reload()
}

// Retry loads again what failed to load.
func (m *Model) Retry() { m.reload() }

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}

// Changed reloads.
func (m *Model) Changed(*app.ChangeSet) { m.reload() }

func (m *Model) reload() {
	study := m.Study
	m.load.Load(func(ctx context.Context) (state, error) { return m.read(ctx, study) }, func(s state, err error) {
		m.Err, m.Loaded = err, true
		if err == nil {
			m.show(s)
		}
		m.changed()
	})
}

func (m *Model) read(ctx context.Context, study app.StudyID) (s state, err error) {
	if s.counts, err = m.Store.Counts(ctx, study); err != nil {
		return s, err
	}
	if s.studies, err = m.Store.Studies(ctx); err != nil {
		return s, err
	}
	if s.interviews, err = m.Store.Interviews(ctx, study, app.Page{}); err != nil {
		return s, err
	}
	if s.insights, err = m.Store.Insights(ctx, study); err != nil {
		return s, err
	}
	if s.tags, err = m.Store.Tags(ctx, study); err != nil {
		return s, err
	}
	if s.facets, err = m.Store.FindingFacets(ctx, app.FindingQuery{Study: study}); err != nil {
		return s, err
	}
	if study != "" || len(s.studies) < 2 {
		return s, nil
	}
	for _, st := range s.studies[:min(len(s.studies), maxStudies)] {
		c, err := m.Store.Counts(ctx, st.ID)
		if err != nil {
			return s, err
		}
		s.progress = append(s.progress, Progress{st, c})
	}
	return s, nil
}

// maxStudies is how many studies the home screen lists.
const maxStudies = 12

func (m *Model) show(s state) {
	m.Counts, m.Studies, m.People = s.counts, s.studies, s.counts.Participants
	m.Needs = needs(s)
	m.Recent = slices.Clone(s.insights)
	slices.SortStableFunc(m.Recent, func(a, b app.InsightRow) int { return b.Modified.Compare(a.Modified) })
	m.Recent = m.Recent[:min(5, len(m.Recent))]
	m.Waiting, m.Sorted, m.Firm, m.Progress = 0, s.facets.Total-s.facets.Unsorted, 0, s.progress
	for _, iv := range s.interviews {
		if iv.Findings == 0 {
			m.Waiting++
		}
	}
	for _, in := range s.insights {
		if in.Status == app.InsightInReview || in.Status == app.InsightPublished {
			m.Firm++
		}
	}
	segments := map[string]bool{}
	for _, iv := range s.interviews {
		for _, seg := range iv.Segments {
			segments[seg] = true
		}
	}
	m.Segments = len(segments)
	m.TagUse = tagUse(s.tags, s.counts.Participants)
}

// needs lists what waits, the most pressing first.
func needs(s state) []Need {
	var out []Need
	var waiting []app.InterviewRow
	for _, iv := range s.interviews {
		if iv.Findings == 0 {
			waiting = append(waiting, iv)
		}
	}
	switch len(waiting) {
	case 0:
	case 1:
		out = append(out, Need{Text: waiting[0].Title + " waits to be tagged", Act: "Open", ID: string(waiting[0].ID), Loud: true})
	default:
		out = append(out, Need{Text: app.Count(len(waiting), "interview") + " wait to be tagged", Act: "Open", Loud: true})
	}
	for _, in := range s.insights {
		switch {
		case len(in.Evidence) == 0:
			out = append(out, Need{Text: "“" + in.Title + "” has no evidence yet", Act: "Add", Place: AtInsights, ID: string(in.ID), Loud: true})
		case in.Status == app.InsightStale:
			out = append(out, Need{Text: "“" + in.Title + "” is stale", Act: "Refresh", Place: AtInsights, ID: string(in.ID), Loud: true})
		case in.Status == app.InsightDraft:
			out = append(out, Need{Text: "“" + in.Title + "” is a draft", Act: "Review", Place: AtInsights, ID: string(in.ID)})
		}
	}
	if n := s.facets.Unsorted; n > 0 {
		out = append(out, Need{Text: app.Count(n, "finding") + " in no theme", Act: "Sort", Place: AtThemes})
	}
	if n := s.facets.Untagged; n > 0 {
		out = append(out, Need{Text: app.Count(n, "highlight") + " without a tag", Act: "Tag", Place: AtFindings})
	}
	return out
}

// tagBars is how many tags the chart shows.
const tagBars = 10

// tagUse is the chart of how many people stand behind the most used tags.
func tagUse(tags []app.TagRow, people int) *chart.Chart {
	rows := slices.DeleteFunc(slices.Clone(tags), func(t app.TagRow) bool { return t.Participants == 0 })
	slices.SortStableFunc(rows, func(a, b app.TagRow) int { return b.Participants - a.Participants })
	rows = rows[:min(tagBars, len(rows))]
	if len(rows) == 0 {
		return nil
	}
	c := &chart.Chart{Kind: chart.Bar, Title: "Tags by people", Unit: "people", Full: float64(people),
		Alt: fmt.Sprintf("%s was said by the most people, %d.", rows[0].Name, rows[0].Participants)}
	s := chart.Series{Name: "People"}
	for _, r := range rows {
		c.Categories = append(c.Categories, r.Name)
		s.Values = append(s.Values, float64(r.Participants))
	}
	c.Series = []chart.Series{s}
	return c
}

// Greeting is the headline, by the hour.
func (m *Model) Greeting() string {
	switch h := m.Now().Hour(); {
	case h < 5 || h >= 18:
		return "Good evening"
	case h < 12:
		return "Good morning"
	}
	return "Good afternoon"
}
