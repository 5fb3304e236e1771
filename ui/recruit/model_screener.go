package recruit

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/ui/say"
)

// Preview is a walk through the screener to try it, without anybody.
type Preview struct {
	Answers []app.Answer
	Err     error // of the last answer
}

// screener is the screener of the study, empty while there is none.
func (m *Model) screener() app.Screener {
	if m.Desk == nil {
		return app.Screener{}
	}
	return m.Desk.Recruitment.Screener
}

// Try is the walk through the screener with the answers of the preview.
func (m *Model) Try() engine.Walk { return engine.Take(m.screener(), m.Walk.Answers) }

// TryAnswer answers a question of the preview; "" takes its answer back. What was answered after it stays, as far as the walk comes there.
func (m *Model) TryAnswer(id, text string) {
	m.Walk.Answers, m.Walk.Err = answered(m.screener(), m.Walk.Answers, id, text)
	m.changed()
}

// TryAgain begins the preview anew.
func (m *Model) TryAgain() {
	m.Walk = Preview{}
	m.changed()
}

// answered is answers with another answer to one question, read from what was typed.
func answered(s app.Screener, all []app.Answer, id, text string) ([]app.Answer, error) {
	at := slices.IndexFunc(s.Questions, func(q app.ScreenerQuestion) bool { return q.ID == id })
	if at < 0 {
		return all, nil
	}
	values, err := engine.Read(s.Questions[at], text)
	if err != nil {
		return all, err
	}
	kept := slices.DeleteFunc(slices.Clone(all), func(a app.Answer) bool { return a.Question == id })
	return engine.Merge(s, kept, []app.Answer{{Question: id, Values: values}}), nil
}

// EditQuestion shows a question in the editor; "" shows none.
func (m *Model) EditQuestion(id string) {
	m.Ask = app.ScreenerQuestion{}
	for _, q := range m.screener().Questions {
		if q.ID == id {
			m.Ask = q
		}
	}
	m.changed()
}

// keepAsk shows the question that is edited as it is now.
func (m *Model) keepAsk() {
	id := m.Ask.ID
	m.Ask = app.ScreenerQuestion{}
	qs := m.screener().Questions
	for _, q := range qs {
		if q.ID == id {
			m.Ask = q
		}
	}
	if m.Ask.ID == "" && len(qs) > 0 {
		m.Ask = qs[0]
	}
}

// changeScreener stores another state of the screener as one step.
func (m *Model) changeScreener(label string, change func(*app.Screener)) {
	study := m.Study
	m.act(func(ctx context.Context) (string, error) {
		return "", m.Keeper.Change(ctx, study, label, func(r *app.Recruitment) { change(&r.Screener) })
	}, func(err error) {
		if err != nil {
			m.fail(err)
			m.changed() // fields show again what holds
		}
	})
}

// AddQuestion adds a question of a type after the one that is edited, and edits it.
func (m *Model) AddQuestion(t app.QuestionType) {
	s := m.screener()
	q := app.ScreenerQuestion{ID: engine.FreshID(s), Text: say.T("New question"), Type: t}
	switch t {
	case app.AskSingle, app.AskMulti:
		q.Options = []app.ScreenerOption{{Text: say.T("First answer")}, {Text: say.T("Second answer")}}
	case app.AskYesNo:
		q.Options = []app.ScreenerOption{{Text: say.T("Yes")}, {Text: say.T("No")}}
	}
	at := len(s.Questions)
	if i := slices.IndexFunc(s.Questions, func(o app.ScreenerQuestion) bool { return o.ID == m.Ask.ID }); i >= 0 {
		at = i + 1
	}
	m.Ask = q
	m.changeScreener(say.T("Add question %s", q.ID), func(s *app.Screener) { s.Questions = slices.Insert(s.Questions, min(at, len(s.Questions)), q) })
}

// Join adds the questions of a template after those there are.
func (m *Model) Join(name string, other app.Screener) {
	m.changeScreener(say.T("Add the questions of %s", name), func(s *app.Screener) { *s = engine.Joined(*s, other) })
}

// ChangeQuestion stores another state of the question that is edited.
func (m *Model) ChangeQuestion(change func(*app.ScreenerQuestion)) {
	id := m.Ask.ID
	m.changeScreener(say.T("Change question %s", id), func(s *app.Screener) {
		for i := range s.Questions {
			if s.Questions[i].ID == id {
				change(&s.Questions[i])
			}
		}
	})
}

// SetType gives the question that is edited another type, with what that needs.
func (m *Model) SetType(t app.QuestionType) {
	m.ChangeQuestion(func(q *app.ScreenerQuestion) {
		q.Type = t
		switch t {
		case app.AskYesNo:
			q.Options, q.Rules = []app.ScreenerOption{{Text: say.T("Yes")}, {Text: say.T("No")}}, nil
		case app.AskSingle, app.AskMulti:
			q.Rules = nil
			if len(q.Options) == 0 {
				q.Options = []app.ScreenerOption{{Text: say.T("First answer")}, {Text: say.T("Second answer")}}
			}
		default:
			q.Options, q.Rules = nil, nil
		}
	})
}

// RenameOption gives a choice other words; what waits for it follows.
func (m *Model) RenameOption(at int, words string) {
	id := m.Ask.ID
	words = strings.TrimSpace(words)
	m.changeScreener(say.T("Change question %s", id), func(s *app.Screener) {
		for i := range s.Questions {
			q := &s.Questions[i]
			if q.ID != id || at >= len(q.Options) {
				continue
			}
			old := q.Options[at].Text
			q.Options[at].Text = words
			for j := range s.Questions {
				if o := s.Questions[j].Only; o != nil && o.Question == id && strings.EqualFold(o.Answer, old) {
					o.Answer = words
				}
			}
		}
	})
}

// RemoveQuestion removes a question.
func (m *Model) RemoveQuestion(id string) {
	m.changeScreener(say.T("Remove question %s", id), func(s *app.Screener) { *s = engine.Without(*s, id) })
}

// MoveQuestion moves the question that is edited up or down.
func (m *Model) MoveQuestion(by int) {
	id := m.Ask.ID
	m.changeScreener(say.T("Move question %s", id), func(s *app.Screener) {
		at := slices.IndexFunc(s.Questions, func(q app.ScreenerQuestion) bool { return q.ID == id })
		if to := at + by; at >= 0 && to >= 0 && to < len(s.Questions) {
			*s = engine.Moved(*s, at, to)
		}
	})
}

// SetPass says what score qualifies.
func (m *Model) SetPass(score float64) {
	m.changeScreener(say.T("Set the score that qualifies"), func(s *app.Screener) { s.Pass = score })
}
