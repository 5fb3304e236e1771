package findings

import (
	"context"

	"throughline/app"
	"throughline/app/sentiment"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Estimator estimates how findings sound and what they do.
type Estimator interface {
	Refresh(ctx context.Context, p app.Progress) (int, error)
	Explain(ctx context.Context, text string) (sentiment.Reasons, error)
	Words(ctx context.Context) ([]app.OpinionWord, error)
	SetWord(ctx context.Context, words string, weight float64) error
	RemoveWord(ctx context.Context, id app.OpinionWordID) error
}

// sounds is what the model knows of estimates.
type sounds struct {
	asked   bool // the findings were gone through since the workspace was opened
	stale   bool // something changed since they were gone through
	busy    bool
	round   task.Latest[int]
	why     task.Latest[sentiment.Reasons]
	reasons map[reasonKey]sentiment.Reasons
	asking  reasonKey
	words   task.Latest[[]app.OpinionWord]
}

// reasonKey names a text whose reasons are known.
type reasonKey struct {
	id   app.FindingID
	text string
}

// keepReasons bounds the reasons held.
const keepReasons = 500

// Close stops estimating; what was estimated is kept.
func (m *Model) Close() {
	m.sounds.round.Cancel()
	m.sounds.why.Cancel()
	m.sounds.busy = false
}

// Estimating reports whether findings are being estimated.
func (m *Model) Estimating() bool { return m.sounds.busy }

// estimate goes through the findings beside the window if something changed, and loads them again when estimates were made.
func (m *Model) estimate() {
	s := &m.sounds
	if m.Sounds == nil || s.asked && !s.stale {
		return
	}
	s.asked, s.stale, s.busy = true, false, true
	s.round.Load(func(ctx context.Context) (int, error) { return m.Sounds.Refresh(ctx, nil) }, func(n int, err error) {
		s.busy = false
		switch {
		case err != nil && app.CodeOf(err) != app.EIO: // a workspace that is only read keeps no estimates
			m.Err = err
		case n > 0:
			clear(s.reasons)
			m.reload()
		}
		m.changed()
	})
}

// Reasons returns why a finding is estimated so; ok is false while that is found out, which OnChange tells.
func (m *Model) Reasons(f *app.FindingRow) (r sentiment.Reasons, ok bool) {
	s := &m.sounds
	key := reasonKey{f.ID, f.Text()}
	if r, ok = s.reasons[key]; ok || m.Sounds == nil || s.asking == key {
		return r, ok
	}
	s.asking = key
	s.why.Load(func(ctx context.Context) (sentiment.Reasons, error) { return m.Sounds.Explain(ctx, key.text) }, func(r sentiment.Reasons, err error) {
		s.asking = reasonKey{}
		if err != nil {
			m.Err = err
		}
		if s.reasons == nil || len(s.reasons) >= keepReasons {
			s.reasons = map[reasonKey]sentiment.Reasons{}
		}
		s.reasons[key] = r // nothing after an error: it is not asked again and again
		m.changed()
	})
	return r, false
}

// SetSentiment says how findings sound, by a value of app.Finding.Sentiment; 0 leaves them to the estimate.
func (m *Model) SetSentiment(of Target, v int) {
	m.act(of, say.T("Mark"), func(ctx context.Context, ids []app.FindingID) error { return m.Coding.SetSentiment(ctx, ids, v) }, nil)
}

// heard notes what a step means for estimates and reports whether it changed words of opinion.
func (m *Model) heard(cs *app.ChangeSet) (words bool) {
	m.sounds.stale = m.sounds.stale || cs.Touches(app.KindFinding, app.KindOpinionWord)
	if words = cs.Touches(app.KindOpinionWord) && m.Sounds != nil; words {
		m.LoadWords()
	}
	return words
}
