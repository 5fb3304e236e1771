// Package merge is the sheet in which another copy of the workspace is merged: what would be taken, where the two differ, and what became of it.
package merge

import (
	"context"
	"path/filepath"

	"throughline/app"
	"throughline/app/job"
	"throughline/app/merge"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Merger is what the sheet asks of the workspace.
type Merger interface {
	PlanMerge(ctx context.Context, path string, c merge.Choices, p app.Progress) (*merge.Plan, error)
	MergeFrom(ctx context.Context, path string, c merge.Choices, p app.Progress) (plan *merge.Plan, backup string, err error)
	// Agreement says in sentences how far those who coded a pack that was merged agree with others; nil where there is nothing to say.
	Agreement(ctx context.Context, plan *merge.Plan, p app.Progress) ([]string, error)
}

// Stage is how far a merge is.
type Stage int

// The stages.
const (
	Looking Stage = iota // the two are compared
	Asking               // the plan is shown
	Merging
	Done
	Failed // to compare them
)

// pageSize is how many conflicts are shown at once.
const pageSize = 12

// Model is the state of the sheet. It belongs to the UI goroutine.
type Model struct {
	Merger   Merger
	Jobs     *job.Runner
	Path     string // of the other workspace
	OnChange func() // paints

	Stage   Stage
	Plan    *merge.Plan
	Choices map[string]merge.Side // made by the person, by conflict
	Page    int                   // of conflicts, from 0
	Agreed  []string              // how far those agree who coded a pack
	Backup  string                // made before
	Err     error                 // why it failed; of a merge that was stopped as well
	What    string                // what is being done
	Share   float64               // 0 to 1, below 0 unknown

	run *job.Job
}

// Name is what the other workspace is called.
func (m *Model) Name() string { return filepath.Base(m.Path) }

// Look compares the two.
func (m *Model) Look() {
	m.Stage, m.Err, m.Share, m.What, m.Page = Looking, nil, -1, say.T("Opening %s", m.Name()), 0
	if m.Choices == nil {
		m.Choices = map[string]merge.Side{}
	}
	m.start(say.T("Compare with %s", m.Name()), func(ctx context.Context, p app.Progress) (func(), error) {
		plan, err := m.Merger.PlanMerge(ctx, m.Path, merge.Choices{}, p)
		return func() {
			m.Plan, m.Err, m.Stage = plan, err, Asking
			if err != nil {
				m.Stage = Failed
			}
		}, err
	})
}

// Merge carries it out with the choices made.
func (m *Model) Merge() {
	if m.Stage != Asking || m.Nothing() {
		return
	}
	choices := merge.Choices{By: map[string]merge.Side{}}
	for k, v := range m.Choices {
		choices.By[k] = v
	}
	m.Stage, m.Err, m.Share, m.What = Merging, nil, -1, say.T("Comparing once more")
	m.start(say.T("Merge %s", m.Name()), func(ctx context.Context, p app.Progress) (func(), error) {
		plan, backup, err := m.Merger.MergeFrom(ctx, m.Path, choices, p)
		var agreed []string
		if err == nil {
			agreed, _ = m.Merger.Agreement(ctx, plan, p) // it is merged; the analysis says what is wrong
		}
		return func() { m.merged(plan, backup, agreed, err) }, err
	})
}

func (m *Model) merged(plan *merge.Plan, backup string, agreed []string, err error) {
	if err != nil {
		m.Err, m.Stage = err, Asking
		return
	}
	m.Plan, m.Backup, m.Agreed, m.Stage = plan, backup, agreed, Done
}

// start runs a job; do returns what shows how it went.
func (m *Model) start(name string, do func(context.Context, app.Progress) (func(), error)) {
	m.run = m.Jobs.Start(name, func(ctx context.Context, p app.Progress) error {
		step := func(done, total int64, what string) {
			p.Report(done, total, what)
			task.Post(func() {
				m.What, m.Share = what, -1
				if total > 0 {
					m.Share = float64(done) / float64(total)
				}
				m.changed()
			})
		}
		return task.Told(func() (func(), error) { return do(ctx, step) }, func(show func(), err error) {
			m.run = nil
			if show != nil {
				show()
			} else { // a fault of the program
				m.merged(nil, "", nil, err)
			}
			m.changed()
		})
	})
	m.changed()
}

// Stop asks what runs to stop. A merge that is stored already stays.
func (m *Model) Stop() {
	if m.run != nil {
		m.run.Cancel()
	}
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}

// Nothing reports whether the other workspace holds nothing new.
func (m *Model) Nothing() bool {
	s := m.Plan.Sum()
	return m.Plan.Changes() == 0 && s.Conflicts == 0
}

// Asked are the conflicts that a person decides, in order.
func (m *Model) Asked() []merge.Conflict { return m.conflicts(false) }

// Settled are the conflicts that a rule decided.
func (m *Model) Settled() []merge.Conflict { return m.conflicts(true) }

func (m *Model) conflicts(settled bool) (all []merge.Conflict) {
	for _, c := range m.Plan.Conflicts {
		if c.Settled() == settled {
			all = append(all, c)
		}
	}
	return all
}

// Shown are the conflicts of the page, and the place of the first among all that are asked about.
func (m *Model) Shown() (some []merge.Conflict, first int) {
	all := m.Asked()
	first = min(m.Page*pageSize, len(all))
	return all[first:min(first+pageSize, len(all))], first
}

// Turn goes some pages on, or back.
func (m *Model) Turn(by int) {
	last := max(0, (len(m.Asked())-1)/pageSize)
	if page := max(0, min(m.Page+by, last)); page != m.Page {
		m.Page = page
		m.changed()
	}
}

// Side is how a conflict ends as chosen so far.
func (m *Model) Side(c merge.Conflict) merge.Side {
	if s, ok := m.Choices[c.Key]; ok {
		return s
	}
	return c.Options[0]
}

// Choose says how a conflict ends.
func (m *Model) Choose(c merge.Conflict, s merge.Side) {
	if m.Side(c) != s {
		m.Choices[c.Key] = s
		m.changed()
	}
}

// ChooseAll ends every conflict that offers a side with it.
func (m *Model) ChooseAll(s merge.Side) {
	for _, c := range m.Asked() {
		for _, o := range c.Options {
			if o == s {
				m.Choices[c.Key] = s
			}
		}
	}
	m.changed()
}

// Word is a side on a button.
func Word(s merge.Side) string {
	switch s {
	case merge.Theirs:
		return say.T("Take theirs")
	case merge.Same:
		return say.T("They are one")
	case merge.Renamed:
		return say.T("Keep both")
	}
	return say.T("Keep ours")
}
