package insights

import (
	"context"

	"throughline/app"
	"throughline/ui/say"
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

// do acts on the selected insight. done hears how it went; nil lets the screen say it.
func (m *Model) do(act func(ctx context.Context, id app.InsightID) error, done func(error)) {
	if cur := m.Current(); cur != nil {
		id := cur.ID
		m.work.Do(func(ctx context.Context) error { return act(ctx, id) }, m.outcome(done))
	}
}

// Edit changes the selected insight, as it is stored by then, so that two edits in a row do not undo each other. An insight that
// stays as it was is not saved.
func (m *Model) Edit(label string, change func(*app.Insight), done func(error)) {
	m.do(func(ctx context.Context, id app.InsightID) error { return m.Insights.Change(ctx, id, label, change) }, done)
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

// SetStatus says where the insight stands. Publishing makes a version.
func (m *Model) SetStatus(st app.InsightStatus) {
	cur := m.Current()
	switch {
	case cur == nil || cur.Status == st:
	case st == app.InsightPublished:
		m.Publish()
	default:
		m.Edit(say.T("Set status to %s", say.Sentence(st.Word())), func(in *app.Insight) {
			in.Status = st
			if st != app.InsightSuperseded {
				in.SupersededBy = ""
			}
		}, nil)
	}
}

// Publish keeps the insight as it is now, as its next version.
func (m *Model) Publish() {
	m.do(func(ctx context.Context, id app.InsightID) error {
		_, err := m.Insights.Publish(ctx, id)
		return err
	}, nil)
}

// Renew says that the insight still holds.
func (m *Model) Renew(note string, done func(error)) {
	m.do(func(ctx context.Context, id app.InsightID) error { return m.Insights.Renew(ctx, id, note) }, done)
}

// Override sets the confidence by hand; "" takes the computed one.
func (m *Model) Override(level app.Level, reason string, done func(error)) {
	m.do(func(ctx context.Context, id app.InsightID) error { return m.Insights.Override(ctx, id, level, reason) }, done)
}

// Assess stores an assessment by GRADE-CERQual.
func (m *Model) Assess(q app.CERQual, done func(error)) {
	m.do(func(ctx context.Context, id app.InsightID) error { return m.Insights.Assess(ctx, id, q) }, done)
}

// Supersede says that another insight says it better.
func (m *Model) Supersede(by app.InsightID) {
	m.do(func(ctx context.Context, id app.InsightID) error { return m.Insights.Supersede(ctx, id, by) }, nil)
}

// SetOwner says who answers for the insight.
func (m *Model) SetOwner(name string, done func(error)) {
	m.Edit(say.T("Set owner"), func(in *app.Insight) { in.Owner = name }, done)
}

// SetReviewBy sets the last day on which the insight counts as fresh; "" goes by the standards.
func (m *Model) SetReviewBy(day app.Date, done func(error)) {
	m.Edit(say.T("Set how long it counts as fresh"), func(in *app.Insight) { in.ReviewBy = day }, done)
}

// ReadStandards hands show what the workspace holds insights to; what goes wrong goes to Err.
func (m *Model) ReadStandards(show func(app.Standards)) {
	var now app.Standards
	m.work.Do(func(ctx context.Context) (err error) {
		now, err = m.Insights.Store.Standards(ctx)
		return err
	}, func(err error) {
		if err != nil {
			m.Err = err
			m.changed()
			return
		}
		show(now)
	})
}

// SetStandards says what the workspace holds insights to.
func (m *Model) SetStandards(std app.Standards, done func(error)) {
	m.work.Do(func(ctx context.Context) error { return m.Insights.SetStandards(ctx, std) }, m.outcome(done))
}

// SetStance says what a piece of evidence does to the claim.
func (m *Model) SetStance(of app.Evidence, st app.Stance) {
	m.onEvidence(say.T("Set stance"), of, func(e *app.Evidence) { e.Stance = st }, nil)
}

// SetStrength says how much a piece of evidence weighs.
func (m *Model) SetStrength(of app.Evidence, st app.Strength) {
	m.onEvidence(say.T("Set strength"), of, func(e *app.Evidence) { e.Strength = st }, nil)
}

// Comment says why a piece of evidence matters.
func (m *Model) Comment(of app.Evidence, text string, done func(error)) {
	m.onEvidence(say.T("Note on evidence"), of, func(e *app.Evidence) { e.Note = text }, done)
}

func (m *Model) onEvidence(label string, of app.Evidence, change func(*app.Evidence), done func(error)) {
	m.Edit(label, func(in *app.Insight) {
		for i := range in.Evidence {
			if in.Evidence[i].Ref() == of.Ref() {
				change(&in.Evidence[i])
			}
		}
	}, done)
}

// Move moves a piece of evidence to a place among the others.
func (m *Model) Move(of app.Evidence, to int) {
	if m.Ready() {
		m.At = max(0, min(to, len(m.Page.Proofs)-1))
	}
	m.do(func(ctx context.Context, id app.InsightID) error {
		return m.Insights.MoveEvidence(ctx, id, of.Ref(), to)
	}, nil)
}

// Remove takes a piece of evidence away.
func (m *Model) Remove(of app.Evidence) {
	m.Edit(say.T("Remove evidence"), func(in *app.Insight) { *in = *in.Without(map[app.Ref]bool{of.Ref(): true}) }, nil)
}

// Add adds findings and themes as evidence, as one step.
func (m *Model) Add(ev []app.Evidence, done func(error)) {
	m.do(func(ctx context.Context, id app.InsightID) error { return m.Insights.AddEvidence(ctx, id, ev) }, done)
}

// Delete removes the selected insight. Undo brings it back.
func (m *Model) Delete() {
	m.do(func(ctx context.Context, id app.InsightID) error { return m.Insights.Delete(ctx, id) }, nil)
}

// SaveAdvice makes or changes a recommendation.
func (m *Model) SaveAdvice(r app.Recommendation, done func(error)) {
	m.work.Do(func(ctx context.Context) error {
		_, err := m.Insights.SaveAdvice(ctx, r)
		return err
	}, m.outcome(done))
}

// SaveDecision makes or changes a decision.
func (m *Model) SaveDecision(d app.Decision, done func(error)) {
	m.work.Do(func(ctx context.Context) error {
		_, err := m.Insights.SaveDecision(ctx, d)
		return err
	}, m.outcome(done))
}

// Drop deletes a recommendation or a decision. Undo brings it back.
func (m *Model) Drop(ref app.Ref) {
	m.work.Do(func(ctx context.Context) error { return m.Insights.Remove(ctx, ref) }, m.outcome(nil))
}
