package sentiment

import (
	"context"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strings"
	"sync"

	"throughline/app"
	engine "throughline/synthesis/sentiment"
)

// Store is what the service asks of the workspace.
type Store interface {
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
	OpinionWords(ctx context.Context) ([]app.OpinionWord, error)
	Judged(ctx context.Context, limit int) ([]app.Judged, error)
	Unestimated(ctx context.Context, basis string, after int64, limit int) ([]app.EstimateOf, error)
	SaveEstimates(ctx context.Context, basis string, all []app.EstimateOf) error
}

// Service estimates how findings sound and what they do, and learns from what people say instead. Safe for concurrent use.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand

	mu      sync.Mutex
	current *grounds
}

// grounds is what estimates rest on.
type grounds struct {
	basis string
	model *engine.Model
}

const (
	// minLearn is how many findings people must have judged before the service learns from them: fewer say too little.
	minLearn = 10
	// maxLearn bounds the judged findings learned from, which takes under a second.
	maxLearn = 3000
	// step is by how much more judged findings there must be before the service learns anew, as a part: after each estimate of a
	// whole workspace would be made again.
	step = 8
)

// learnable returns how many of n judged findings are learned from: the greatest number of the series minLearn, minLearn+1/step of
// it, … up to n.
func learnable(n int) int {
	if n < minLearn {
		return 0
	}
	at := minLearn
	for next := at + max(1, at/step); next <= n; next += max(1, next/step) {
		at = next
	}
	return at
}

// lessons are what there is to learn from, and its name.
type lessons struct {
	basis  string
	own    []app.OpinionWord
	judged []app.Judged
}

func (s *Service) lessons(ctx context.Context) (l lessons, err error) {
	if l.own, err = s.Store.OpinionWords(ctx); err != nil {
		return l, err
	}
	if l.judged, err = s.Store.Judged(ctx, maxLearn); err != nil {
		return l, err
	}
	l.judged = l.judged[:learnable(len(l.judged))]
	h := fnv.New64a()
	for _, o := range l.own {
		_, _ = fmt.Fprintf(h, "%q %g\n", o.Words, o.Weight)
	}
	for _, j := range l.judged {
		_, _ = fmt.Fprintf(h, "%q %s\n", j.Text, j.Sound)
	}
	_, _ = io.WriteString(h, fmt.Sprint(engine.Edition())) // a hash never fails
	l.basis = fmt.Sprintf("%016x", h.Sum64())
	return l, nil
}

// ground returns what estimates rest on now, learned anew if words or enough judgements changed.
func (s *Service) ground(ctx context.Context) (*grounds, error) {
	l, err := s.lessons(ctx)
	if err != nil {
		return nil, err
	}
	return s.learn(ctx, l)
}

// learn returns what lessons teach, which is kept.
func (s *Service) learn(ctx context.Context, l lessons) (*grounds, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current != nil && s.current.basis == l.basis {
		return s.current, nil
	}
	entries := make([]engine.Entry, len(l.own))
	for i, o := range l.own {
		entries[i] = engine.Entry{Words: o.Words, Weight: o.Weight}
	}
	examples := make([]engine.Example, len(l.judged))
	for i, j := range l.judged {
		examples[i] = engine.Example{Text: j.Text, Class: engine.Class(j.Sound)}
	}
	m, err := engine.Train(ctx, engine.Default().With(entries), examples)
	if err != nil {
		return nil, err
	}
	s.current = &grounds{l.basis, m}
	return s.current, nil
}

// page is how many findings are estimated and kept at once.
const page = 2000

// Refresh estimates the findings that have no estimate, or one that no longer holds, and keeps the estimates beside them; it
// returns how many. It learns only where there is something to estimate. It is no step of the history. Returns EIO when the workspace is read-only.
func (s *Service) Refresh(ctx context.Context, p app.Progress) (int, error) {
	l, err := s.lessons(ctx)
	if err != nil {
		return 0, err
	}
	done := 0
	for after := int64(0); ; {
		p.Report(int64(done), 0, "Estimating how findings sound")
		some, err := s.Store.Unestimated(ctx, l.basis, after, page)
		if err != nil || len(some) == 0 {
			return done, err
		}
		g, err := s.learn(ctx, l)
		if err != nil {
			return done, err
		}
		texts := make([]string, len(some))
		for i := range some {
			texts[i] = some[i].Text
		}
		sounds, err := g.model.JudgeAll(ctx, texts)
		if err != nil {
			return done, err
		}
		for i, j := range sounds {
			some[i].Estimate = estimate(g, some[i].Text, j)
		}
		if err := s.Store.SaveEstimates(ctx, g.basis, some); err != nil {
			return done, err
		}
		done += len(some)
		after = some[len(some)-1].Row
	}
}

// estimate puts a judgement and the kinds of statement into the words of the workspace.
func estimate(g *grounds, text string, j engine.Judgement) app.Estimate {
	if j.Foreign {
		return app.Estimate{}
	}
	st := g.model.Lexicon().Statements(text)
	e := app.Estimate{Because: because(j, text), Sound: app.Sound(j.Class), Score: j.Score, Sure: j.Sure, Urgency: int(st.Urgency)}
	for _, k := range st.Kinds {
		e.Kinds = append(e.Kinds, app.StatementKind(k.Kind))
	}
	return e
}

// Reasons is an estimate with why.
type Reasons struct {
	app.Estimate
	Foreign bool    // the text is not English
	Learned int     // texts judged by people that the estimate rests on, 0 for the lexicon alone
	Shown   []Shown // beside Kinds: what shows each
	Urgent  string  // the words that press
}

// Shown is a kind of statement and the words that show it.
type Shown struct {
	Kind  app.StatementKind
	Words string
}

// maxReasons is how many words stand as reasons.
const maxReasons = 4

// because returns the words that spoke for a judgement, as they stand in the text.
func because(j engine.Judgement, text string) (words []string) {
	for _, c := range j.Strongest(maxReasons) {
		if w := c.Of(text); !slices.ContainsFunc(words, func(o string) bool { return strings.EqualFold(o, w) }) {
			words = append(words, w)
		}
	}
	return words
}

// Explain estimates a text and says why.
func (s *Service) Explain(ctx context.Context, text string) (Reasons, error) {
	g, err := s.ground(ctx)
	if err != nil {
		return Reasons{}, err
	}
	j := g.model.Judge(text)
	r := Reasons{Estimate: estimate(g, text, j), Foreign: j.Foreign, Learned: g.model.Learned()}
	if j.Foreign {
		return r, nil
	}
	st := g.model.Lexicon().Statements(text)
	for _, k := range st.Kinds {
		r.Shown = append(r.Shown, Shown{app.StatementKind(k.Kind), k.Of(text)})
	}
	r.Urgent = st.Urgent.Of(text)
	return r, nil
}

// Findings returns the findings that match a query with estimates made now, so that they are there in a workspace that nothing may
// be written to.
func (s *Service) Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error) {
	g, err := s.ground(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.Store.Findings(ctx, q)
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(rows))
	for i := range rows {
		texts[i] = rows[i].Text()
	}
	sounds, err := g.model.JudgeAll(ctx, texts)
	for i := range sounds {
		rows[i].Estimate = estimate(g, texts[i], sounds[i])
	}
	return rows, err
}
