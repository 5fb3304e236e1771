package reader

import (
	"context"

	"throughline/app"
	"throughline/app/sentiment"
	"throughline/ui/task"
)

// Explainer estimates how a passage sounds and says why. *sentiment.Service is one.
type Explainer interface {
	Explain(ctx context.Context, text string) (sentiment.Reasons, error)
}

// sounds are the estimates that are known, by text.
type sounds struct {
	by     map[string]sentiment.Reasons
	asking string
	load   task.Latest[sentiment.Reasons]
}

// keepSounds bounds the estimates held.
const keepSounds = 300

// Reasons returns how the finding at hand is estimated to sound, and why; ok is false without one, without an estimator, and while it is found out,
// which OnChange tells.
func (m *Model) Reasons() (r sentiment.Reasons, ok bool) {
	f, s := m.Active(), &m.sounds
	if f == nil || m.Sounds == nil {
		return r, false
	}
	text := f.Text()
	if r, ok = s.by[text]; ok || s.asking == text {
		return r, ok
	}
	s.asking = text
	s.load.Load(func(ctx context.Context) (sentiment.Reasons, error) { return m.Sounds.Explain(ctx, text) }, func(r sentiment.Reasons, err error) {
		s.asking = ""
		if err != nil && m.OnError != nil {
			m.OnError(err)
		}
		if s.by == nil || len(s.by) >= keepSounds {
			s.by = map[string]sentiment.Reasons{}
		}
		s.by[text] = r // nothing after an error: it is not asked again and again
		m.changed(PartActive)
	})
	return r, false
}

// hearWords lets go of estimates that rest on other words of opinion than there are now.
func (m *Model) hearWords(cs *app.ChangeSet) {
	if cs.Touches(app.KindOpinionWord) && len(m.sounds.by) > 0 {
		clear(m.sounds.by)
		m.changed(PartActive)
	}
}
