package analysis

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/synthesis/suggest"
)

// Bounds of what is learned from: training takes seconds and no longer, however large the study.
const (
	// minExamples is how many tagged findings a study needs before suggestions are worth a look.
	minExamples = 8
	// maxRead is how many findings are looked at, newest first.
	maxRead = 20_000
	// maxExamples and perTag bound the tagged findings learned from, in all and of one tag.
	maxExamples, perTag = 1500, 100
	// quietPerInterview bounds the untagged sentences taken from one read interview to learn what is not worth a tag, and
	// quietInterviews the interviews. As many come as there are examples: with three times as many the right tag of a marked
	// passage comes first in 22 % instead of 35 % of the sample's, without any everything looks like something.
	quietPerInterview, quietInterviews = 16, 100
	// staleShare is the part of the examples that may change before the service learns anew: what it learned still holds
	// for nearly everything, and learning after every tag would be in the reader's way.
	staleShare = 20
)

// trained is what was learned of a study's tags.
type trained struct {
	model    *suggest.Model // nil when there is too little to learn from
	changes  int            // of the service, when it was learned
	examples int
	texts    []string // the examples, in training order
}

// isFresh reports whether what was learned still holds after changes.
func (m *trained) isFresh(changes int) bool {
	if m == nil {
		return false
	}
	if m.model == nil {
		return m.changes == changes
	}
	return changes-m.changes <= m.examples/staleShare
}

// Forget tells the service that findings changed; when enough have, the next suggestion learns anew. The workspace calls it for
// each committed step.
func (s *Service) Forget(cs *app.ChangeSet) {
	n := 0
	for _, c := range cs.Changes {
		if k := c.Ref().Kind; k == app.KindFinding || k == app.KindRejection {
			n++
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changes += n
}

// activeTags returns the tags that may be suggested in a study, by id.
func (s *Service) activeTags(ctx context.Context, study app.StudyID) (map[string]app.Tag, error) {
	rows, err := s.Store.Tags(ctx, study)
	if err != nil {
		return nil, err
	}
	tags := make(map[string]app.Tag, len(rows))
	for _, t := range rows {
		if t.Status == app.TagActive {
			tags[string(t.ID)] = t.Tag
		}
	}
	return tags, nil
}

// learn trains on the study's tagged findings, on sentences that researchers read and left untagged, and on suggestions they
// turned down, unless what was learned before still holds.
func (s *Service) learn(ctx context.Context, study app.StudyID, tags map[string]app.Tag) (*trained, error) {
	s.mu.Lock()
	changes, old := s.changes, s.models[study]
	s.mu.Unlock()
	if old.isFresh(changes) {
		return old, nil
	}
	rows, err := s.Store.Findings(ctx, app.FindingQuery{Study: study, Order: app.ByNewest, Page: app.Page{Limit: maxRead}})
	if err != nil {
		return nil, err
	}
	m := &trained{changes: changes}
	ex := m.take(rows, tags)
	if m.examples = len(ex); m.examples >= minExamples {
		quiet, err := s.quiet(ctx, rows, len(ex))
		if err != nil {
			return nil, err
		}
		no, err := s.refusals(ctx, study)
		if err != nil {
			return nil, err
		}
		about := make(map[string]string, len(tags))
		for id, t := range tags {
			about[id] = t.Name
		}
		if m.model, err = suggest.Train(ctx, slices.Concat(ex, quiet, no), suggest.Options{Seed: 1, About: about}); err != nil {
			return nil, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.models == nil {
		s.models = map[app.StudyID]*trained{}
	}
	s.models[study] = m
	return m, nil
}

// take chooses examples among findings, newest first, so that each tag has some, and remembers their texts for explanations.
func (m *trained) take(rows []app.FindingRow, tags map[string]app.Tag) []suggest.Example {
	var ex []suggest.Example
	taken := map[string]int{}
	for i := range rows {
		if len(ex) == maxExamples {
			break
		}
		e := suggest.Example{Text: rows[i].Quote}
		wanted := false
		for _, t := range rows[i].TagIDs() {
			if _, active := tags[string(t)]; active {
				e.Tags = append(e.Tags, string(t))
				wanted = wanted || taken[string(t)] < perTag
			}
		}
		if !wanted || e.Text == "" {
			continue
		}
		for _, t := range e.Tags {
			taken[t]++
		}
		ex = append(ex, e)
		m.texts = append(m.texts, e.Text)
	}
	return ex
}

// quiet samples up to n sentences without any finding from interviews that were read (at least three findings), evenly over
// each text: what a researcher passed over teaches what is not worth a tag.
func (s *Service) quiet(ctx context.Context, rows []app.FindingRow, n int) ([]suggest.Example, error) {
	marked := map[app.InterviewID][]*app.FindingRow{}
	var order []app.InterviewID
	for i := range rows {
		id := rows[i].Interview
		if id == "" || rows[i].Quote == "" {
			continue
		}
		if marked[id] = append(marked[id], &rows[i]); len(marked[id]) == 3 {
			order = append(order, id)
		}
	}
	var ex []suggest.Example
	for _, id := range order[:min(len(order), quietInterviews)] {
		if len(ex) >= n {
			break
		}
		texts, err := s.unmarked(ctx, id, marked[id])
		if err != nil {
			return nil, err
		}
		step := max(1, (len(texts)+quietPerInterview-1)/quietPerInterview)
		for i := 0; i < len(texts); i += step {
			ex = append(ex, suggest.Example{Text: texts[i]})
		}
	}
	return ex, nil
}

// unmarked returns the participants' sentences of an interview that overlap none of the findings marked in it.
func (s *Service) unmarked(ctx context.Context, id app.InterviewID, marked []*app.FindingRow) ([]string, error) {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(id)})
	if err != nil {
		return nil, err
	}
	tr, err := s.Store.Transcript(ctx, id)
	if err != nil {
		return nil, err
	}
	var free []string
	for _, span := range sentences(rec.(*app.Interview), tr) {
		if !slices.ContainsFunc(marked, func(f *app.FindingRow) bool { return f.Transcript == tr.ID && f.Span.Overlaps(span) }) {
			free = append(free, tr.Text[span.Start:span.End])
		}
	}
	return free, nil
}
