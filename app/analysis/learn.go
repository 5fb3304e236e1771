package analysis

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/synthesis/suggest"
)

// Bounds of what is learned from: training takes seconds and no longer, however large the study.
const (
	// maxRead is how many findings are looked at, newest first.
	maxRead = 20_000
	// maxExamples and perTag bound the tagged findings learned from, in all and of one tag.
	maxExamples, perTag = 1500, 100
	// quietPerInterview bounds the untagged sentences taken from one read interview to learn what is not worth a tag, and
	// quietInterviews the interviews. As many come as there are examples: with three times as many the right tag of a marked
	// passage comes first in 22 % instead of 35 % of the sample's, without any everything looks like something.
	quietPerInterview, quietInterviews = 16, 100
	// staleShare is the part of the examples after whose change Relearn learns everything anew.
	staleShare = 20
	// leastNews and maxNews bound the changes that are learned one by one instead of anew.
	leastNews, maxNews = 20, 400
)

// trained is what was learned of a study's tags. It does not change.
type trained struct {
	model    *suggest.Model // nil when there is too little to learn from
	examples []suggest.Example
	of       []app.Ref // the record behind each example; none behind a sentence that was passed over
	seen     int       // changes of the service when this was learned
	whole    int       // changes when all was read and learned anew
	tagged   int       // examples that carry a tag, then
	before   *trained  // what was known before the last changes, by; nil when that is long past
	by       []app.Change
}

// stale reports whether so much has changed since all was learned that it should be again.
func (m *trained) stale(changes int) bool {
	return m == nil || changes-m.whole > m.tagged/staleShare
}

// Forget hears of a committed step: what it says of findings and rejections is learned before the next suggestion. The workspace
// calls it for each.
func (s *Service) Forget(cs *app.ChangeSet) {
	if cs.Touches(app.KindConsent, app.KindStandards) {
		s.Reset() // others may be read now, or not any more
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range cs.Changes {
		if k := c.Ref().Kind; k == app.KindFinding || k == app.KindRejection {
			s.changes++
			s.news = append(s.news, c)
		}
	}
	if len(s.news) > maxNews { // more than is worth learning one by one
		s.news = nil
	}
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

// learn returns what is known of a study's tags with everything committed so far. When little has changed it goes on from what
// was learned before, in a few hundredths of a second; after much, or when anew is asked for and a twentieth has changed, it reads
// and learns everything, in a second or more.
func (s *Service) learn(ctx context.Context, study app.StudyID, tags map[string]app.Tag, anew bool) (*trained, error) {
	s.mu.Lock()
	changes, old := s.changes, s.learned
	if s.of != study {
		old = nil
	}
	var news []app.Change
	complete := old != nil && changes-old.seen <= len(s.news)
	if complete {
		news = slices.Clone(s.news[len(s.news)-(changes-old.seen):])
	}
	s.mu.Unlock()
	switch {
	case old != nil && old.seen == changes && !(anew && old.stale(changes)):
		return old, nil
	case complete && old.model != nil && !(anew && old.stale(changes)) && changes-old.whole <= max(leastNews, old.tagged/2):
		news, err := s.mayTeach(ctx, news)
		if err != nil {
			return nil, err
		}
		m, err := old.with(ctx, news, study, tags)
		if err != nil {
			return nil, err
		}
		m.seen = changes
		s.keep(study, m)
		return m, nil
	}
	m, err := s.study(ctx, study, tags)
	if err != nil {
		return nil, err
	}
	m.seen, m.whole = changes, changes
	s.keep(study, m)
	return m, nil
}

// keep keeps what was learned of a study in place of that of the last one: some 26 MB, and learning it anew takes a second beside the window.
func (s *Service) keep(study app.StudyID, m *trained) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of != study || s.learned == nil || s.learned.seen <= m.seen {
		s.of, s.learned = study, m
	}
}

// study reads and learns everything: the study's tagged findings, passages of other studies for tags that have few here, sentences that
// researchers read and left untagged, and suggestions they turned down. All that participants said shows which words go together.
func (s *Service) study(ctx context.Context, study app.StudyID, tags map[string]app.Tag) (*trained, error) {
	rows, err := s.Store.Findings(ctx, app.FindingQuery{Study: study, Order: app.ByNewest, Page: app.Page{Limit: maxRead}})
	if err != nil {
		return nil, err
	}
	m := &trained{}
	m.take(rows, tags)
	if err := s.borrow(ctx, m, study, tags); err != nil {
		return nil, err
	}
	m.tagged = len(m.examples)
	if len(tags) == 0 {
		return m, nil
	}
	quiet, err := s.quiet(ctx, rows, m.tagged)
	if err != nil {
		return nil, err
	}
	m.examples, m.of = append(m.examples, quiet...), append(m.of, make([]app.Ref, len(quiet))...)
	if err := s.refusals(ctx, study, m); err != nil {
		return nil, err
	}
	opt := optionsFor(tags)
	if opt.Background, err = s.background(ctx, study); err != nil {
		return nil, err
	}
	m.settle()
	m.model, err = suggest.Train(ctx, m.examples, opt)
	return m, err
}

// settle puts the examples into an order of their words alone: what is learned does not hang on which of two findings of one
// moment was written down first.
func (m *trained) settle() {
	order := make([]int, len(m.examples))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &m.examples[a], &m.examples[b]
		return cmp.Or(strings.Compare(x.Text, y.Text), slices.Compare(x.Tags, y.Tags), slices.Compare(x.Not, y.Not))
	})
	examples, of := make([]suggest.Example, len(order)), make([]app.Ref, len(order))
	for i, from := range order {
		examples[i], of[i] = m.examples[from], m.of[from]
	}
	m.examples, m.of = examples, of
}

func optionsFor(tags map[string]app.Tag) suggest.Options {
	o := suggest.Options{Seed: 1, About: make(map[string]string, len(tags)), Parents: map[string]string{}}
	for id, t := range tags {
		o.About[id] = t.Name
		if t.Parent != "" {
			o.Parents[id] = string(t.Parent)
		}
	}
	return o
}

// take chooses examples among findings, newest first, so that each tag has some.
func (m *trained) take(rows []app.FindingRow, tags map[string]app.Tag) {
	taken := map[string]int{}
	for i := range rows {
		if len(m.examples) == maxExamples {
			break
		}
		e := exampleOf(&rows[i].Finding, tags)
		wanted := slices.ContainsFunc(e.Tags, func(t string) bool { return taken[t] < perTag })
		if !wanted || e.Text == "" {
			continue
		}
		for _, t := range e.Tags {
			taken[t]++
		}
		m.examples, m.of = append(m.examples, e), append(m.of, rows[i].Ref())
	}
}

// exampleOf is what a finding teaches of tags in use.
func exampleOf(f *app.Finding, tags map[string]app.Tag) suggest.Example {
	e := suggest.Example{Text: f.Quote}
	for _, t := range f.TagIDs() {
		if _, active := tags[string(t)]; active {
			e.Tags = append(e.Tags, string(t))
		}
	}
	return e
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
	slices.Sort(order) // as they were imported
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
			ex = append(ex, suggest.Example{Text: strings.Clone(texts[i])}) // not to hold on to the transcript
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

// Reset forgets what was learned and compared: it is learned anew from what may be read now.
func (s *Service) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.learned, s.of, s.news = nil, "", nil
	s.changes++
	s.read = library{}
}
