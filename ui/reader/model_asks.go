package reader

import (
	"context"
	"fmt"

	"throughline/app"
	"throughline/app/guide"
	"throughline/ui/task"
)

// Guider links turns to questions of the study's guide, and says how the session was led. guide.Service is one.
type Guider interface {
	Links(ctx context.Context, study app.StudyID, iv app.InterviewID) ([]app.GuideLink, error)
	Session(ctx context.Context, id app.InterviewID) (*guide.Session, error)
	Link(ctx context.Context, seen *app.Transcript, at int, question string) error
	Unlink(ctx context.Context, ids ...app.GuideLinkID) error
	Skip(ctx context.Context, id app.InterviewID, question string, on bool) error
}

// asks is what the interview asks.
type asks struct {
	guide   []string
	links   []app.GuideLink
	session *guide.Session // nil until it is known
	load    task.Latest[asked]
}

type asked struct {
	guide   []string
	links   []app.GuideLink
	session *guide.Session
}

// loadAsks reads the guide, what is linked, and how the session was led.
func (m *Model) loadAsks() {
	if m.Guide == nil || m.Transcript == nil {
		return
	}
	id, study := m.id, m.Interview.Study
	m.asks.load.Load(func(ctx context.Context) (a asked, err error) {
		rec, err := m.Store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(study)})
		if err != nil {
			return a, err
		}
		a.guide = rec.(*app.Study).Guide
		if a.links, err = m.Guide.Links(ctx, study, id); err != nil {
			return a, err
		}
		a.session, err = m.Guide.Session(ctx, id)
		return a, err
	}, func(a asked, err error) {
		if err != nil || m.id != id {
			m.fail(err)
			return
		}
		m.asks.guide, m.asks.links, m.asks.session = a.guide, a.links, a.session
		m.changed(PartVoices | PartActive)
	})
}

// Session says how the interview was led, nil while that is not known or nobody moderated it.
func (m *Model) Session() *guide.Session {
	if s := m.asks.session; s != nil && s.Moderator != "" {
		return s
	}
	return nil
}

// Question is a question of the guide in this interview.
type Question struct {
	Text    string
	Number  int // in the guide, from 1
	Asked   bool
	Skipped bool
	Span    app.Span // of the first turn that asks, empty without a place
	At      string
	Links   []app.GuideLinkID // that say it was asked
}

// Questions are those of the guide.
func (m *Model) Questions() []Question {
	var out []Question
	for i, q := range m.asks.guide {
		one := Question{Text: q, Number: i + 1}
		for k := range m.asks.links {
			g := &m.asks.links[k]
			switch {
			case g.Question != q || g.Refused:
			case g.Skipped:
				one.Skipped = true
			default:
				one.Asked = true
				one.Links = append(one.Links, g.ID)
				if m.Transcript != nil && g.Transcript == m.Transcript.ID && (one.Span.Len() == 0 || g.Span.Start < one.Span.Start) {
					one.Span, one.At = g.Span, app.Clock(m.Transcript.TimeAt(g.Span.Start))
				}
			}
		}
		out = append(out, one)
	}
	return out
}

// asksAt names the questions that a turn asks: "Q3", "" for none.
func (m *Model) asksAt(turn app.Span) string {
	words := ""
	for k := range m.asks.links {
		g := &m.asks.links[k]
		if !g.Asks() || m.Transcript == nil || g.Transcript != m.Transcript.ID || g.Span != turn {
			continue
		}
		for i, q := range m.asks.guide {
			if q == g.Question {
				if words != "" {
					words += " "
				}
				words += fmt.Sprintf("Q%d", i+1)
			}
		}
	}
	return words
}

// LinksAt are the links of the turn at a place to a question.
func (m *Model) LinksAt(at int, question string) []app.GuideLinkID {
	var out []app.GuideLinkID
	n := m.Transcript.TurnAt(at)
	for k := range m.asks.links {
		g := &m.asks.links[k]
		if n < len(m.Transcript.Turns) && g.Asks() && g.Question == question && g.Transcript == m.Transcript.ID && g.Span == m.Transcript.Turns[n].Span {
			out = append(out, g.ID)
		}
	}
	return out
}

// Ask links the turn at a place to a question of the guide.
func (m *Model) Ask(at int, question string) {
	text := m.Transcript
	m.guided(func(ctx context.Context) error { return m.Guide.Link(ctx, text, at, question) })
}

// Unask takes links away.
func (m *Model) Unask(ids ...app.GuideLinkID) {
	m.guided(func(ctx context.Context) error { return m.Guide.Unlink(ctx, ids...) })
}

// SkipQuestion says that a question was left out on purpose, or takes that back.
func (m *Model) SkipQuestion(question string, on bool) {
	m.guided(func(ctx context.Context) error { return m.Guide.Skip(ctx, m.id, question, on) })
}

func (m *Model) guided(do func(ctx context.Context) error) {
	m.writes.Do(do, m.fail)
}
