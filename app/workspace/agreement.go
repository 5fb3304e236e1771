package workspace

import (
	"context"
	"sync"
	"sync/atomic"

	"throughline/app"
)

// mostDoubly is up to how many interviews that two people coded are compared to judge insights: a second's work.
const mostDoubly = 200

// mostFindings is up to how many findings a workspace may have for its coders to be compared to judge insights: to see who coded the same
// interviews among a million findings takes half a minute.
const mostFindings = 100_000

// agreement measures how well coders agree by tag; nil in a workspace with more findings than mostFindings.
func (w *Workspace) agreement(ctx context.Context) (map[app.TagID]float64, error) {
	n, err := w.Store.Counts(ctx, "")
	if err != nil || n.Findings > mostFindings {
		return nil, err
	}
	return w.Tally.ByTag(ctx, mostDoubly)
}

// agreed keeps how well coders agree by tag, until a finding or a tag changes.
type agreed struct {
	measure func(ctx context.Context) (map[app.TagID]float64, error)
	steps   atomic.Int64 // how many steps may have changed it

	mu    sync.Mutex
	known bool
	at    int64 // of steps, when by was measured
	by    map[app.TagID]float64
}

// byTag measures when something changed since. Safe for concurrent use; the second who asks waits for the first.
func (a *agreed) byTag(ctx context.Context) (map[app.TagID]float64, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.steps.Load()
	if a.known && a.at == now {
		return a.by, nil
	}
	by, err := a.measure(ctx)
	if err == nil {
		a.known, a.at, a.by = true, now, by
	}
	return by, err
}

// changed hears a step. It never waits: a step must not wait for a measurement.
func (a *agreed) changed(cs *app.ChangeSet) {
	if cs.Touches(app.KindFinding, app.KindTag, app.KindTranscript, app.KindInterview) {
		a.steps.Add(1)
	}
}
