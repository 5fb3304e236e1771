package tally

import (
	"context"
	"slices"

	"throughline/app"
)

// TimelineRow is one tag along an interview.
type TimelineRow struct {
	app.CrossKey
	Marks []TimelineMark
}

// TimelineMark is one finding on a row.
type TimelineMark struct {
	app.Span
	Turn   int
	Author string
}

// Timeline is what was found in one interview in the order in which it was said.
type Timeline struct {
	Interview app.InterviewID
	Study     app.StudyID
	Title     string
	Turns     int
	Rows      []TimelineRow // in the order of first appearance
	Findings  int
}

// Timeline lays out the tags along one interview. Notes without a passage are left out. Returns ENotFound for an interview without findings
// under the query.
func (s *Service) Timeline(ctx context.Context, ask Ask, id app.InterviewID) (*Timeline, error) {
	q := ask.Find
	q.Interviews = []app.InterviewID{id}
	tracks, err := s.Store.Tracks(ctx, q)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(tracks, func(t app.Track) bool { return t.Interview == id })
	if i < 0 {
		return nil, app.NotFound("The interview")
	}
	b, err := s.book(ctx)
	if err != nil {
		return nil, err
	}
	t := tracks[i]
	out := &Timeline{Interview: id, Study: t.Study, Title: t.Title, Turns: t.Turns}
	at := map[app.TagID]int{}
	for _, m := range t.Marks {
		if m.Turn < 0 {
			continue
		}
		out.Findings++
		var told []app.TagID // a finding with two tags under one stands there once
		for _, tag := range m.Tags {
			if ask.RollUp {
				tag = top(b, tag)
			}
			if slices.Contains(told, tag) {
				continue
			}
			told = append(told, tag)
			k, ok := at[tag]
			if !ok {
				k = len(out.Rows)
				at[tag] = k
				out.Rows = append(out.Rows, TimelineRow{CrossKey: app.CrossKey{Value: string(tag), Label: b.name(tag), Hue: b.hue(tag)}})
			}
			out.Rows[k].Marks = append(out.Rows[k].Marks, TimelineMark{m.Span, m.Turn, m.Author})
		}
	}
	return out, nil
}
