package insights

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/ui/task"
)

// Create writes a new insight in the present study and shows it. done hears how it went, so that a form can keep its words.
func (m *Model) Create(in app.Insight, done func(error)) {
	in.Study = m.Study
	m.work.Do(func(ctx context.Context) error {
		made, err := m.Insights.Save(ctx, in)
		if err == nil {
			task.Post(func() {
				m.waiting = made.ID
				m.reload()
			})
		}
		return err
	}, m.outcome(done))
}

// Edit changes the selected insight by change and saves it. An insight that stays as it was is not saved. done hears how it
// went; nil lets the screen say it.
func (m *Model) Edit(change func(*app.Insight), done func(error)) {
	cur := m.Current()
	if cur == nil {
		return
	}
	id := cur.ID
	m.work.Do(func(ctx context.Context) error { return m.edit(ctx, id, change) }, m.outcome(done))
}

// edit changes the insight as it is stored now, so that two edits in a row do not undo each other.
func (m *Model) edit(ctx context.Context, id app.InsightID, change func(*app.Insight)) error {
	rec, err := m.Store.Find(ctx, app.Ref{Kind: app.KindInsight, ID: string(id)})
	if err != nil {
		return err
	}
	old := rec.(*app.Insight)
	in := *old
	in.Evidence = slices.Clone(old.Evidence)
	change(&in)
	if in.Equal(old) {
		return nil
	}
	_, err = m.Insights.Save(ctx, in)
	return err
}

// outcome tells done, or the screen, how an act went.
func (m *Model) outcome(done func(error)) func(error) {
	return func(err error) {
		if done != nil {
			done(err)
		} else {
			m.Err, m.failed = err, false
		}
		m.changed()
	}
}

// SetStatus says where the insight stands.
func (m *Model) SetStatus(st app.InsightStatus) {
	m.Edit(func(in *app.Insight) { in.Status = st }, nil)
}

// SetStance says what a piece of evidence does to the claim.
func (m *Model) SetStance(of app.Evidence, st app.Stance) {
	m.onEvidence(of, func(e *app.Evidence) { e.Stance = st }, nil)
}

// Comment says why a piece of evidence matters.
func (m *Model) Comment(of app.Evidence, text string, done func(error)) {
	m.onEvidence(of, func(e *app.Evidence) { e.Note = text }, done)
}

func (m *Model) onEvidence(of app.Evidence, change func(*app.Evidence), done func(error)) {
	m.Edit(func(in *app.Insight) {
		for i := range in.Evidence {
			if in.Evidence[i].Ref() == of.Ref() {
				change(&in.Evidence[i])
			}
		}
	}, done)
}

// Remove takes a piece of evidence away.
func (m *Model) Remove(of app.Evidence) {
	m.Edit(func(in *app.Insight) { *in = *in.Without(map[app.Ref]bool{of.Ref(): true}) }, nil)
}

// Add adds findings and themes as evidence, as one step.
func (m *Model) Add(ev []app.Evidence, done func(error)) {
	cur := m.Current()
	if cur == nil {
		return
	}
	id := cur.ID
	m.work.Do(func(ctx context.Context) error { return m.Insights.AddEvidence(ctx, id, ev) }, m.outcome(done))
}

// Delete removes the selected insight. Undo brings it back.
func (m *Model) Delete() {
	if cur := m.Current(); cur != nil {
		id := cur.ID
		m.work.Do(func(ctx context.Context) error { return m.Insights.Delete(ctx, id) }, m.outcome(nil))
	}
}

// Candidate is something that can be added as evidence: a passage or a theme.
type Candidate struct {
	Finding *app.FindingRow
	Theme   *app.ThemeRow
}

// Evidence is the candidate as evidence: with the stance its researcher gave it, else supporting.
func (c *Candidate) Evidence() app.Evidence {
	if c.Theme != nil {
		return app.Evidence{Theme: c.Theme.ID, Stance: app.Supports}
	}
	e := app.Evidence{Finding: c.Finding.ID, Stance: c.Finding.Stance}
	if e.Stance == "" {
		e.Stance = app.Supports
	}
	return e
}

// candidates is how many passages and themes the form offers.
const candidates = 40

// FindCandidates searches passages and themes of the insight's study to add, those already used left out.
func (m *Model) FindCandidates(text string) {
	study, used := m.Study, map[app.Ref]bool{}
	if cur := m.Current(); cur != nil {
		study = cur.Study
		for _, e := range cur.Evidence {
			used[e.Ref()] = true
		}
	}
	m.picker.Load(func(ctx context.Context) ([]Candidate, error) { return m.readCandidates(ctx, study, text, used) },
		func(cs []Candidate, err error) {
			m.Candidates = cs
			if err != nil {
				m.Err = err
			}
			if m.OnCandidates != nil {
				m.OnCandidates()
			}
		})
}

func (m *Model) readCandidates(ctx context.Context, study app.StudyID, text string, used map[app.Ref]bool) ([]Candidate, error) {
	var out []Candidate
	if words := strings.ToLower(strings.TrimSpace(text)); words != "" {
		themes, err := m.Store.Themes(ctx, study)
		if err != nil {
			return nil, err
		}
		for i := range themes {
			if t := &themes[i]; !used[t.Ref()] && strings.Contains(strings.ToLower(t.Name), words) {
				out = append(out, Candidate{Theme: t})
			}
		}
	}
	rows, err := m.Store.Findings(ctx, app.FindingQuery{Study: study, Text: text, Page: app.Page{Limit: candidates + len(used)}})
	for i := range rows {
		if !used[rows[i].Ref()] {
			out = append(out, Candidate{Finding: &rows[i]})
		}
	}
	return out[:min(len(out), candidates)], err
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
