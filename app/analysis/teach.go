package analysis

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
)

// Lesson is a passage that would teach suggestions much if somebody tagged it.
type Lesson struct {
	Interview app.InterviewID
	Title     string // of the interview
	Span      app.Span
	Quote     string
	Reason    string // what is open about it
}

// minLesson is the least number of words of a lesson: shorter sentences are typical of talk, not of a subject.
const minLesson = 9

// Teach picks up to n sentences of participants that nobody tagged whose tags would teach most: typical of what people say, unlike what is
// tagged already and unlike each other. Interviews are read spread over the study, 48 at most. Returns none while the study has no tag.
func (s *Service) Teach(ctx context.Context, study app.StudyID, n int, p app.Progress) ([]Lesson, error) {
	tags, err := s.activeTags(ctx, study)
	if err != nil {
		return nil, err
	}
	m, err := s.learn(ctx, study, tags, false)
	if err != nil || m.model == nil {
		return nil, err
	}
	ids, err := s.Store.InterviewsToRead(ctx, study, nil, nil)
	if err != nil {
		return nil, err
	}
	ids = some(ids, maxHeard)
	taken, err := s.Store.TagsAt(ctx, ids, nil)
	if err != nil {
		return nil, err
	}
	marks := map[app.InterviewID][]app.Span{}
	for _, t := range taken {
		marks[t.Interview] = append(marks[t.Interview], t.Span)
	}
	var open []Lesson
	var texts []string
	err = s.each(ctx, ids, func(r *app.Reading) error {
		p.Report(0, 0, "Reading "+r.Title)
		for _, span := range sentences(&r.Interview, r.Transcript) {
			quote := r.Transcript.Text[span.Start:span.End]
			if app.CountWords(quote) >= minLesson && !slices.ContainsFunc(marks[r.ID], span.Overlaps) {
				open = append(open, Lesson{Interview: r.ID, Title: r.Title, Span: span, Quote: quote})
				texts = append(texts, quote)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	picks, err := m.model.Teach(ctx, texts, n)
	if err != nil {
		return nil, err
	}
	out := make([]Lesson, 0, len(picks))
	for _, pick := range picks {
		l := open[pick.Text]
		l.Quote = strings.Clone(l.Quote) // not to hold on to the transcript
		l.Reason = openQuestion(tags[pick.Tag].Name, tags[pick.Other].Name, pick.Score)
		out = append(out, l)
	}
	return out, nil
}

// openQuestion says what is not known about a passage.
func openQuestion(first, second string, score float64) string {
	switch {
	case first == "" || score < minScore:
		return "Like nothing tagged so far."
	case second == "" || score >= Likely:
		return fmt.Sprintf("Probably %s.", first)
	}
	return fmt.Sprintf("%s or %s?", first, second)
}
