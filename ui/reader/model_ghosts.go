package reader

import (
	"context"
	"slices"
	"time"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/ui/task"
)

// ghosts are the suggestions for the open interview.
type ghosts struct {
	on       bool
	fresh    bool                  // just switched on: the first answer is told
	emptied  bool                  // a person answered the last one; told if no other comes
	list     []analysis.Suggestion // by place, without the answered ones
	rejected map[refusal]bool      // of the open interview, until the workspace knows
	load     task.Latest[[]analysis.Suggestion]
	offer    task.Latest[*analysis.Offer]
	teach    task.Latest[[]analysis.Lesson]
	lessons  []analysis.Lesson
	wait     func() // stops asking anew
	rest     func() // stops learning anew
}

// refusal is a tag turned down for a passage, by its words as the workspace keeps it.
type refusal struct {
	tag   app.TagID
	quote string
}

func (g *ghosts) drop() {
	g.load.Cancel()
	g.offer.Cancel()
	g.teach.Cancel()
	for _, stop := range []func(){g.wait, g.rest} {
		if stop != nil {
			stop()
		}
	}
	g.list, g.lessons = nil, nil
}

// Suggesting reports whether suggestions are shown.
func (m *Model) Suggesting() bool { return m.ghosts.on }

// SetSuggesting switches suggestions on or off.
func (m *Model) SetSuggesting(on bool) {
	if m.ghosts.on == on {
		return
	}
	m.ghosts.on, m.ghosts.fresh = on, on
	if !on {
		m.ghosts.drop()
	}
	m.suggest()
	m.changed(PartGhosts)
}

// Ghosts lists the suggestions that wait for an answer, by place.
func (m *Model) Ghosts() []analysis.Suggestion { return m.ghosts.list }

const (
	// suggestDelay is how long after a change suggestions are asked for: a change seldom comes alone, and an answer takes some hundredths of a second.
	suggestDelay = 20 * time.Millisecond
	// restDelay is how long after the last change everything is learned anew, should enough have changed.
	restDelay = 3 * time.Second
)

func (m *Model) suggestSoon() {
	g := &m.ghosts
	if !g.on {
		return
	}
	for _, stop := range []func(){g.wait, g.rest} {
		if stop != nil {
			stop()
		}
	}
	g.wait = task.After(suggestDelay, m.suggest)
	if m.Teacher != nil {
		g.rest = task.After(restDelay, func() {
			m.askFor(m.Teacher.Relearn)
			m.learnLessons()
		})
	}
}

// suggest asks for suggestions, off the UI goroutine.
func (m *Model) suggest() {
	if m.Suggest != nil {
		m.askFor(m.Suggest.Suggest)
	}
}

func (m *Model) askFor(suggest func(context.Context, app.InterviewID) ([]analysis.Suggestion, error)) {
	g := &m.ghosts
	if !g.on || m.shows.whose == Blind || m.Suggest == nil || !m.Loaded || m.Err != nil || m.closed {
		return
	}
	id := m.id
	g.load.Load(func(ctx context.Context) ([]analysis.Suggestion, error) { return suggest(ctx, id) },
		func(list []analysis.Suggestion, err error) {
			if id != m.id || !g.on {
				return
			}
			if err != nil {
				m.fail(err)
				return
			}
			first, emptied := g.fresh, g.emptied
			g.fresh, g.emptied = false, false
			g.list = slices.DeleteFunc(list, m.answered)
			m.changed(PartGhosts)
			if first {
				m.learnLessons()
			}
			if first && m.OnSuggested != nil {
				m.OnSuggested(len(g.list))
			}
			if emptied && len(g.list) == 0 && m.OnAnswered != nil {
				m.OnAnswered()
			}
		})
}

// answered reports whether a suggestion was answered while it was being made.
func (m *Model) answered(s analysis.Suggestion) bool {
	return m.ghosts.rejected[refusal{s.Tag.ID, m.words(s.Span)}] || slices.ContainsFunc(m.findings, func(e *entry) bool {
		return e.Span.Overlaps(s.Span) && e.HasTag(s.Tag.ID)
	})
}

// words are the words of a passage, "" if it does not lie in the text.
func (m *Model) words(s app.Span) string {
	quote, err := m.Transcript.Quote(s)
	if err != nil {
		return ""
	}
	return quote
}

// Accept takes suggestion i: the passage becomes a finding with the tag, marked as suggested.
func (m *Model) Accept(i int) {
	if s, ok := m.answer(i); ok {
		m.tags.used(s.Tag.ID)
		m.Mark(s.Span, []app.TagID{s.Tag.ID}, app.BySuggestion)
	}
}

// Reject turns suggestion i down, for good unless it is undone.
func (m *Model) Reject(i int) {
	s, ok := m.answer(i)
	if !ok {
		return
	}
	no := refusal{s.Tag.ID, m.words(s.Span)}
	m.refuse(no, true)
	text := m.Transcript
	m.writes.add(func(ctx context.Context, _ *names) {
		if err := m.Suggest.Reject(ctx, text, s.Span, s.Tag.ID); err != nil {
			task.Post(func() {
				m.refuse(no, false)
				m.fail(err)
				m.suggest()
			})
		}
	})
}

func (m *Model) refuse(no refusal, on bool) {
	g := &m.ghosts
	if g.rejected == nil {
		g.rejected = map[refusal]bool{}
	}
	if on {
		g.rejected[no] = true
	} else {
		delete(g.rejected, no)
	}
}

// changeRejection hears that a tag was turned down, or that this was taken back.
func (m *Model) changeRejection(c app.Change) Part {
	if was, ok := c.Before.(*app.Rejection); ok && was.Interview == m.id {
		m.refuse(refusal{was.Tag, was.Quote}, false)
	}
	if is, ok := c.After.(*app.Rejection); ok && is.Interview == m.id {
		m.refuse(refusal{is.Tag, is.Quote}, true)
	}
	m.ghosts.list = slices.DeleteFunc(slices.Clone(m.ghosts.list), m.answered)
	m.suggestSoon()
	return PartGhosts
}

func (m *Model) answer(i int) (s analysis.Suggestion, ok bool) {
	g := &m.ghosts
	if i < 0 || i >= len(g.list) {
		return s, false
	}
	s = g.list[i]
	g.list = slices.Delete(slices.Clone(g.list), i, i+1)
	g.emptied = len(g.list) == 0
	if i < len(g.list) { // the next one comes into sight
		m.goTo = g.list[i].Span
	}
	m.changed(PartGhosts)
	return s, true
}
