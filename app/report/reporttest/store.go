// Package reporttest is an invented study in memory, to try reports on without a database.
package reporttest

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"throughline/app"
)

// Store is a workspace as plain slices. Reads count support and use as storage does.
type Store struct {
	Projects    []app.Study
	People      []app.Participant
	Sessions    []app.InterviewRow // Words, Duration, Format given; the rest is counted
	Codebook    []app.Tag
	Marks       []app.Finding
	Board       []app.Theme
	Placed      []app.Placement
	Claims      []app.Insight
	Advised     []app.Recommendation
	Decided     []app.Decision
	Failing     error // returned by every read when set
	FindingsHit int   // how often Findings was called
}

// Find returns a study by its ref; nothing else is asked for by reports.
func (s *Store) Find(_ context.Context, ref app.Ref) (app.Record, error) {
	for i := range s.Projects {
		if s.Projects[i].Ref() == ref {
			return &s.Projects[i], s.Failing
		}
	}
	return nil, app.NotFound("The record")
}

// Counts counts one study or all.
func (s *Store) Counts(_ context.Context, study app.StudyID) (app.Counts, error) {
	c := app.Counts{Studies: len(s.Projects)}
	for _, in := range s.Sessions {
		if in.Study == study || study == "" {
			c.Interviews++
			c.Words += int64(in.Words)
		}
	}
	c.Findings = len(s.marks(study))
	c.Tags = len(s.Codebook)
	for _, t := range s.Board {
		if t.Study == study || study == "" {
			c.Themes++
		}
	}
	for _, i := range s.Claims {
		if i.Study == study || study == "" {
			c.Insights++
		}
	}
	c.Participants = len(s.asked(study))
	return c, s.Failing
}

// Studies returns all studies.
func (s *Store) Studies(context.Context) ([]app.Study, error) { return s.Projects, s.Failing }

// Interviews returns the sessions with codes, segments and numbers of findings.
func (s *Store) Interviews(_ context.Context, study app.StudyID, _ app.Page) ([]app.InterviewRow, error) {
	marks := map[app.InterviewID]int{}
	for _, f := range s.Marks {
		marks[f.Interview]++
	}
	person := s.person()
	var out []app.InterviewRow
	for _, in := range s.Sessions {
		if in.Study != study && study != "" {
			continue
		}
		for _, p := range in.Participants() {
			in.Codes = append(in.Codes, person[p].Code)
			if seg := person[p].Segment; seg != "" && !slices.Contains(in.Segments, seg) {
				in.Segments = append(in.Segments, seg)
			}
		}
		in.Findings = marks[in.ID]
		out = append(out, in)
	}
	return out, s.Failing
}

// Participants returns who took part.
func (s *Store) Participants(_ context.Context, study app.StudyID) ([]app.ParticipantRow, error) {
	asked := s.asked(study)
	row := map[app.ParticipantID]*app.ParticipantRow{}
	out := make([]app.ParticipantRow, 0, len(s.People))
	for _, p := range s.People {
		if study == "" || asked[p.ID] {
			out = append(out, app.ParticipantRow{Participant: p})
		}
	}
	for i := range out {
		row[out[i].ID] = &out[i]
	}
	for _, in := range s.Sessions {
		for _, p := range in.Participants() {
			if r := row[p]; r != nil && (study == "" || in.Study == study) {
				r.Interviews++
				r.Last = max(r.Last, in.Date)
			}
		}
	}
	for _, f := range s.marks(study) {
		if r := row[f.Participant]; r != nil {
			r.Findings++
		}
	}
	return out, s.Failing
}

// Tags returns the codebook by name with its use in the study.
func (s *Store) Tags(_ context.Context, study app.StudyID) ([]app.TagRow, error) {
	findings, who := map[app.TagID]int{}, map[app.TagID]map[app.ParticipantID]bool{}
	for _, f := range s.marks(study) {
		for _, t := range f.TagIDs() {
			findings[t]++
			if who[t] == nil {
				who[t] = map[app.ParticipantID]bool{}
			}
			if f.Participant != "" {
				who[t][f.Participant] = true
			}
		}
	}
	var out []app.TagRow
	for _, t := range s.Codebook {
		out = append(out, app.TagRow{Tag: t, Findings: findings[t.ID], Participants: len(who[t.ID])})
	}
	slices.SortFunc(out, func(a, b app.TagRow) int { return cmp.Compare(a.Name, b.Name) })
	return out, s.Failing
}

// Themes returns the boards with their weight.
func (s *Store) Themes(_ context.Context, study app.StudyID) ([]app.ThemeRow, error) {
	finding := s.finding()
	var out []app.ThemeRow
	for _, t := range s.Board {
		if t.Study != study && study != "" {
			continue
		}
		row, who := app.ThemeRow{Theme: t}, map[app.ParticipantID]bool{}
		for _, p := range s.Placed {
			if p.Theme == t.ID {
				row.Findings++
				if f := finding[p.Finding]; f.Participant != "" {
					who[f.Participant] = true
				}
			}
		}
		row.Participants = len(who)
		out = append(out, row)
	}
	return out, s.Failing
}

// FirstPlacementsIn returns what stands first in themes.
func (s *Store) FirstPlacementsIn(_ context.Context, themes []app.ThemeID, most int) ([]app.Placement, error) {
	var out []app.Placement
	for _, t := range s.Board {
		n := 0
		for _, p := range s.Placed {
			if p.Theme == t.ID && n < most && slices.Contains(themes, t.ID) {
				out = append(out, p)
				n++
			}
		}
	}
	return out, s.Failing
}

// Insights returns the claims with their support.
func (s *Store) Insights(_ context.Context, study app.StudyID) ([]app.InsightRow, error) {
	name := map[app.StudyID]string{}
	for _, st := range s.Projects {
		name[st.ID] = st.Name
	}
	var out []app.InsightRow
	for _, in := range s.Claims {
		if in.Study == study || study == "" {
			out = append(out, app.InsightRow{Insight: in, Support: s.support(in), StudyName: name[in.Study], Advice: s.adviceFor(in.ID)})
		}
	}
	return out, s.Failing
}

// Findings returns the marks of a study, paged; filters are not supported.
func (s *Store) Findings(_ context.Context, q app.FindingQuery) ([]app.FindingRow, error) {
	s.FindingsHit++
	all := s.marks(q.Study)
	from := min(q.Page.Offset, len(all))
	to := len(all)
	if q.Page.Limit > 0 {
		to = min(from+q.Page.Limit, to)
	}
	return s.rows(all[from:to]), s.Failing
}

// FindingsByID returns the marks in the order of ids.
func (s *Store) FindingsByID(_ context.Context, ids []app.FindingID) ([]app.FindingRow, error) {
	finding := s.finding()
	var found []app.Finding
	for _, id := range ids {
		if f, ok := finding[id]; ok {
			found = append(found, f)
		}
	}
	return s.rows(found), s.Failing
}

func (s *Store) rows(marks []app.Finding) []app.FindingRow {
	person, session := s.person(), map[app.InterviewID]app.InterviewRow{}
	for _, in := range s.Sessions {
		session[in.ID] = in
	}
	theme, placed := map[app.ThemeID]string{}, map[app.FindingID]app.ThemeID{}
	for _, t := range s.Board {
		theme[t.ID] = t.Name
	}
	for _, p := range s.Placed {
		placed[p.Finding] = p.Theme
	}
	out := make([]app.FindingRow, 0, len(marks))
	for _, f := range marks {
		p := person[f.Participant]
		out = append(out, app.FindingRow{Finding: f, InterviewTitle: session[f.Interview].Title, Code: p.Code,
			Segment: p.Segment, Theme: placed[f.ID], ThemeName: theme[placed[f.ID]]})
	}
	return out
}

func (s *Store) marks(study app.StudyID) []app.Finding {
	other := func(f app.Finding) bool { return f.Study != study }
	if study == "" || !slices.ContainsFunc(s.Marks, other) {
		return s.Marks
	}
	var out []app.Finding
	for _, f := range s.Marks {
		if f.Study == study {
			out = append(out, f)
		}
	}
	return out
}

func (s *Store) finding() map[app.FindingID]app.Finding {
	m := make(map[app.FindingID]app.Finding, len(s.Marks))
	for _, f := range s.Marks {
		m[f.ID] = f
	}
	return m
}

func (s *Store) person() map[app.ParticipantID]app.Participant {
	m := make(map[app.ParticipantID]app.Participant, len(s.People))
	for _, p := range s.People {
		m[p.ID] = p
	}
	return m
}

func (s *Store) asked(study app.StudyID) map[app.ParticipantID]bool {
	m := map[app.ParticipantID]bool{}
	for _, in := range s.Sessions {
		if in.Study == study || study == "" {
			for _, p := range in.Participants() {
				m[p] = true
			}
		}
	}
	return m
}

// advise recommends something with an insight.
func (s *Store) advise(in app.Insight, text string) {
	n := len(s.Advised)
	s.Advised = append(s.Advised, app.Recommendation{ID: id[app.RecommendationID]("a", n+1), Study: in.Study, Text: text, Kind: app.ToDo,
		Status: app.Proposed, Owner: in.Owner, Insights: []app.InsightID{in.ID}, Order: float64(n), Stamp: stamp(n)})
}

// adviceFor returns the recommendations that rest on an insight.
func (s *Store) adviceFor(in app.InsightID) []app.Recommendation {
	var out []app.Recommendation
	for _, r := range s.Advised {
		if slices.Contains(r.Insights, in) {
			out = append(out, r)
		}
	}
	return out
}

// support counts what app.Support describes.
func (s *Store) support(in app.Insight) app.Support {
	finding, person := s.finding(), s.person()
	session := map[app.InterviewID]app.InterviewRow{}
	for _, i := range s.Sessions {
		session[i.ID] = i
	}
	seen, who := map[app.FindingID]bool{}, map[app.ParticipantID]int{}
	segments, studies, methods := map[string]bool{}, map[app.StudyID]bool{}, map[string]bool{}
	var sup app.Support
	add := func(id app.FindingID, stance app.Stance) {
		f, ok := finding[id]
		if !ok || seen[id] {
			return
		}
		seen[id] = true
		if stance == app.Contradicts {
			sup.Against++
			return
		}
		sup.Findings++
		studies[f.Study] = true
		methods[session[f.Interview].Method] = true
		sup.Newest = max(sup.Newest, session[f.Interview].Date)
		if f.Participant != "" {
			who[f.Participant]++
			segments[person[f.Participant].Segment] = true
		}
	}
	for _, e := range in.Evidence {
		if e.Finding != "" {
			add(e.Finding, e.Stance)
		}
	}
	for _, e := range in.Evidence {
		if e.Theme == "" {
			continue
		}
		for _, p := range s.Placed {
			if p.Theme == e.Theme {
				add(p.Finding, e.Stance)
			}
		}
	}
	sup.Participants, sup.Studies = len(who), len(studies)
	delete(segments, "")
	sup.Segments = len(segments)
	s.countAsked(&sup, in.Study)
	sup.Methods = slices.Sorted(maps.Keys(methods))
	top := 0
	for _, n := range who {
		top = max(top, n)
	}
	if sup.Findings > 0 {
		sup.TopShare = float64(top) / float64(sup.Findings)
	}
	return sup
}

// countAsked counts who was interviewed.
func (s *Store) countAsked(sup *app.Support, study app.StudyID) {
	person, all := s.person(), map[string]bool{}
	for p := range s.asked(study) {
		all[person[p].Segment] = true
		sup.Asked++
	}
	delete(all, "")
	sup.AllSegments = len(all)
}

func id[T ~string](kind string, n int) T {
	return T(fmt.Sprintf("%s-%04d", kind, n))
}
