// Package search is the screen of answers: a question on top, what is known about it in groups, what narrows it, and each answer in its place.
package search

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	engine "throughline/app/search"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Searcher answers questions. *search.Service is one.
type Searcher interface {
	Answer(ctx context.Context, q engine.Question) (engine.Answer, error)
	Facets(ctx context.Context, q engine.Question, a engine.Answer) (app.SearchFacets, error)
	Strengths(ctx context.Context, results []engine.Result) (map[app.Ref]string, error)
}

// Store reads what a chosen answer shows.
type Store interface {
	Studies(ctx context.Context) ([]app.Study, error)
	Transcript(ctx context.Context, id app.InterviewID) (*app.Transcript, error)
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
}

// Views keeps saved searches. *view.Service is one.
type Views interface {
	List(ctx context.Context, place app.ViewPlace, study app.StudyID) ([]app.View, error)
	Save(ctx context.Context, v app.View) (*app.View, error)
	Update(ctx context.Context, id app.ViewID, spec string) error
	Delete(ctx context.Context, id app.ViewID) error
}

// Seen remembers how many answers a saved search had when it was looked at last. It is the person's, not the workspace's.
type Seen interface {
	Answers(id app.ViewID) int // -1 when it was never looked at
	SetAnswers(id app.ViewID, n int)
}

// Model is the state of the screen. It belongs to the UI goroutine.
type Model struct {
	Search Searcher
	Store  Store
	Views  Views
	Seen   Seen
	// Allowed tells of what people said among results what those who are heard allowed; nil leaves the marks out.
	Allowed func(ctx context.Context, results []engine.Result) ([]app.Allowed, error)

	Study    app.StudyID
	Question engine.Question
	Answer   engine.Answer
	Facets   app.SearchFacets
	Strength map[app.Ref]string
	Saved    []Saved
	At       int  // the chosen row, -1 for none
	Loaded   bool // the answer is that to the question
	Err      error
	Preview  *Preview

	OnChange func() // repaint
	OnError  func(error)

	closed  map[app.Kind]bool // groups that are folded
	widened map[app.Kind]bool // groups that show more
	names   map[app.StudyID]string
	answer  task.Latest[engine.Answer]
	facets  task.Latest[app.SearchFacets]
	weights task.Latest[map[app.Ref]string]
	heard   task.Latest[map[place]app.Allowed]
	allowed map[place]app.Allowed
	saved   task.Latest[[]Saved]
	known   task.Latest[[]app.Study]
	preview task.Latest[*Preview]
	work    task.Queue
	kept    place // where the person was, to come back to
}

// place is a row by what it shows.
type place struct {
	ref  app.Ref
	span app.Span
}

// Shown of each kind: at first, and of one that was asked for alone or widened.
const (
	shownFirst = 5
	shownMore  = 60
)

// Ask answers a question anew. The chosen row stays when its record is among the answers.
func (m *Model) Ask(q engine.Question) {
	q.Study = m.Study
	if q.Text != m.Question.Text || q.Mode != m.Question.Mode {
		m.widened = nil
	}
	m.Question = q
	m.load()
}

// SetText asks with other words.
func (m *Model) SetText(text string) {
	q := m.Question
	q.Text, q.Exact = text, false
	if strings.TrimSpace(text) == strings.TrimSpace(m.Question.Text) && !m.Question.Exact {
		m.Question.Text = text
		return
	}
	m.kept, m.At = place{}, -1
	m.Ask(q)
}

// SetMode asks by words, by meaning or by both.
func (m *Model) SetMode(mode engine.Mode) {
	q := m.Question
	q.Mode = mode
	m.Ask(q)
}

// AsTyped searches for exactly what was typed.
func (m *Model) AsTyped() {
	q := m.Question
	q.Exact = true
	m.Ask(q)
}

// Narrow changes what the answers are narrowed to.
func (m *Model) Narrow(change func(*app.SearchNarrow)) {
	q := m.Question
	change(&q.Narrow)
	m.Ask(q)
}

// load answers the question; what is shown stays until the answer comes.
func (m *Model) load() {
	m.facets.Cancel()
	m.weights.Cancel()
	if strings.TrimSpace(m.Question.Text) == "" {
		m.answer.Cancel()
		m.Answer, m.Facets, m.Loaded, m.Err, m.At, m.Preview = engine.Answer{}, app.SearchFacets{}, false, nil, -1, nil
		m.changed()
		return
	}
	m.Loaded = false
	q := m.Question
	q.Limit = shownFirst
	if len(q.Narrow.Kinds) == 1 || len(m.widened) > 0 {
		q.Limit = shownMore
	}
	m.answer.Load(func(ctx context.Context) (engine.Answer, error) { return m.Search.Answer(ctx, q) }, func(a engine.Answer, err error) {
		m.Loaded, m.Err = true, err
		if err != nil {
			m.changed()
			return
		}
		m.Answer = a
		m.find()
		m.changed()
		m.more(q, a)
	})
	m.changed()
}

// more asks for what takes longer: what narrows the answers, and how much stands behind them.
func (m *Model) more(q engine.Question, a engine.Answer) {
	m.facets.Load(func(ctx context.Context) (app.SearchFacets, error) { return m.Search.Facets(ctx, q, a) }, func(f app.SearchFacets, err error) {
		if err == nil {
			m.Facets = f
			m.changed()
		}
	})
	var all []engine.Result
	for _, g := range a.Groups {
		all = append(all, g.Results...)
	}
	m.weights.Load(func(ctx context.Context) (map[app.Ref]string, error) { return m.Search.Strengths(ctx, all) }, func(s map[app.Ref]string, err error) {
		if err == nil {
			for of, words := range s {
				s[of] = say.Sentence(words)
			}
			m.Strength = s
			m.changed()
		}
	})
	m.loadAllowed(all)
	if m.names == nil {
		m.known.Load(m.Store.Studies, func(all []app.Study, err error) {
			if err != nil {
				return
			}
			m.names = map[app.StudyID]string{}
			for _, st := range all {
				m.names[st.ID] = st.Name
			}
			m.changed()
		})
	}
}

// find puts the choice back on the record it was on; otherwise on the first answer.
func (m *Model) find() {
	rows := m.Rows()
	m.At = -1
	for i, r := range rows {
		if r.Result == nil {
			continue
		}
		if at := (place{r.Result.Ref(), r.Result.Span}); at == m.kept {
			m.At = i
			break
		}
		if m.At < 0 {
			m.At = i
		}
	}
	m.look()
}

// Select chooses a row.
func (m *Model) Select(i int) {
	rows := m.Rows()
	if i < 0 || i >= len(rows) || rows[i].Result == nil {
		return
	}
	m.At, m.kept = i, place{rows[i].Result.Ref(), rows[i].Result.Span}
	m.look()
	m.changed()
}

// Chosen is the chosen answer, nil for none.
func (m *Model) Chosen() *engine.Result {
	if rows := m.Rows(); m.At >= 0 && m.At < len(rows) {
		return rows[m.At].Result
	}
	return nil
}

// Fold opens or closes a group.
func (m *Model) Fold(kind app.Kind) {
	if m.closed == nil {
		m.closed = map[app.Kind]bool{}
	}
	m.closed[kind] = !m.closed[kind]
	m.find()
	m.changed()
}

// Widen shows more of a group.
func (m *Model) Widen(kind app.Kind) {
	m.widened = map[app.Kind]bool{kind: true}
	m.load()
}

// Changed asks again when a step touched what can be found.
func (m *Model) Changed(cs *app.ChangeSet) {
	for _, c := range cs.Changes {
		if c.Ref().Kind == app.KindView {
			m.ListSaved()
			continue
		}
		if c.Ref().Kind == app.KindStudy {
			m.names = nil
		}
	}
	if slices.ContainsFunc(cs.Changes, func(c app.Change) bool { return c.Ref().Kind != app.KindView }) && strings.TrimSpace(m.Question.Text) != "" {
		m.load()
	}
}

// Prepared asks again once more can be found by meaning.
func (m *Model) Prepared() {
	if p := m.Answer.Placed; m.Loaded && m.Question.Mode != engine.Words && (!p.Ready || p.Waiting > 0) {
		m.load()
	}
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}

// Close drops what is on its way.
func (m *Model) Close() {
	m.answer.Cancel()
	m.facets.Cancel()
	m.weights.Cancel()
	m.heard.Cancel()
	m.saved.Cancel()
	m.preview.Cancel()
	m.known.Cancel()
}
