package analysis

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/synthesis/suggest"
)

// with returns what is known after some changes of findings and rejections as well; when they take back the last ones, what was known before those.
func (m *trained) with(ctx context.Context, news []app.Change, study app.StudyID, tags map[string]app.Tag) (*trained, error) {
	if m.before != nil && takeBack(news, m.by) {
		was := *m.before
		return &was, nil
	}
	next := &trained{whole: m.whole, tagged: m.tagged, examples: slices.Clone(m.examples), of: slices.Clone(m.of), before: m, by: news}
	next.forgetBeyond(maxBefore)
	for _, c := range news {
		next.drop(c.Ref())
		switch r := c.After.(type) {
		case *app.Finding:
			if e := exampleOf(r, tags); r.Study == study && e.Text != "" && len(e.Tags) > 0 {
				next.notQuiet(e.Text)
				next.add(e, r.Ref())
			}
		case *app.Rejection:
			if _, active := tags[string(r.Tag)]; active {
				next.add(suggest.Example{Text: r.Quote, Not: []string{string(r.Tag)}}, r.Ref())
			}
		}
	}
	var err error
	next.model, err = m.model.Update(ctx, next.examples, optionsFor(tags))
	return next, err
}

// mayTeach are changes without the findings that the machine may not read: they teach nothing, and what they taught before is forgotten.
func (s *Service) mayTeach(ctx context.Context, news []app.Change) ([]app.Change, error) {
	var ids []app.FindingID
	for _, c := range news {
		if f, ok := c.After.(*app.Finding); ok && len(f.Tags) > 0 {
			ids = append(ids, f.ID)
		}
	}
	rows, err := s.Store.FindingsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	closed := map[app.FindingID]bool{}
	for i := range rows {
		closed[rows[i].ID] = rows[i].Withheld != "" || !rows[i].Consent.Permits(app.ScopeMachine)
	}
	out := make([]app.Change, 0, len(news))
	for _, c := range news {
		f, ok := c.After.(*app.Finding)
		switch {
		case !ok || !closed[f.ID]:
			out = append(out, c)
		case c.Before != nil:
			out = append(out, app.Change{Before: c.Before})
		}
	}
	return out, nil
}

// maxBefore is how many steps back what was known is held on to, for undo.
const maxBefore = 4

// forgetBeyond lets go of what was known more than some steps before. It leaves the others as they are: they may be in use.
func (m *trained) forgetBeyond(steps int) {
	for at := m; ; at = at.before {
		if at.before == nil {
			return
		}
		kept := *at.before
		if at.before = &kept; steps == 1 {
			kept.before = nil
			return
		}
		steps--
	}
}

// takeBack reports whether changes bring every record back to where it was before some other changes.
func takeBack(news, by []app.Change) bool {
	if len(news) != len(by) {
		return false
	}
	for _, c := range news {
		i := slices.IndexFunc(by, func(b app.Change) bool { return b.Ref() == c.Ref() })
		if i < 0 || !same(c.After, by[i].Before) {
			return false
		}
	}
	return true
}

// same reports whether two records are one in the same state, or both none.
func same(a, b app.Record) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return a.Equal(b)
}

func (m *trained) add(e suggest.Example, of app.Ref) {
	m.examples, m.of = append(m.examples, e), append(m.of, of)
}

// drop takes out what a record taught.
func (m *trained) drop(r app.Ref) {
	if i := slices.Index(m.of, r); i >= 0 {
		m.remove(i)
	}
}

// notQuiet takes out sentences that count as passed over and lie in a passage that is now tagged.
func (m *trained) notQuiet(quote string) {
	for i := len(m.examples) - 1; i >= 0; i-- {
		if m.of[i].ID == "" && (strings.Contains(quote, m.examples[i].Text) || strings.Contains(m.examples[i].Text, quote)) {
			m.remove(i)
		}
	}
}

func (m *trained) remove(i int) {
	m.examples, m.of = slices.Delete(m.examples, i, i+1), slices.Delete(m.of, i, i+1)
}

const (
	// maxHeard bounds the interviews whose words are read to learn which words go together, spread over all; heardPage is how many are read at
	// once.
	maxHeard, heardPage = 48, 24
)

// background returns what participants say in the study, sentence by sentence.
func (s *Service) background(ctx context.Context, study app.StudyID) ([]string, error) {
	ids, err := s.Store.InterviewsToRead(ctx, study, nil, nil)
	if err != nil {
		return nil, err
	}
	var said []string
	err = s.each(ctx, some(ids, maxHeard), func(r *app.Reading) error {
		for _, span := range sentences(&r.Interview, r.Transcript) {
			said = append(said, r.Transcript.Text[span.Start:span.End])
		}
		return nil
	})
	return said, err
}

// each reads interviews with their latest transcripts, in order.
func (s *Service) each(ctx context.Context, ids []app.InterviewID, do func(*app.Reading) error) error {
	for page := range slices.Chunk(ids, heardPage) {
		texts, err := s.Store.Readings(ctx, page, false)
		if err != nil {
			return err
		}
		for i := range texts {
			if texts[i].Transcript == nil {
				continue
			}
			if err := do(&texts[i]); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// some returns at most n of a list, evenly spread.
func some[T any](list []T, n int) []T {
	if len(list) <= n {
		return list
	}
	out := make([]T, n)
	for i := range out {
		out[i] = list[i*len(list)/n]
	}
	return out
}
