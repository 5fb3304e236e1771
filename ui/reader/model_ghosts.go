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
	list     []analysis.Suggestion // by place, without the answered ones
	answered map[answer]bool
	load     task.Latest[[]analysis.Suggestion]
	wait     func() // stops asking anew
}

// answer is a suggestion that was accepted or rejected; it does not come again.
type answer struct {
	interview app.InterviewID
	span      app.Span
	tag       app.TagID
}

func (g *ghosts) drop() {
	g.load.Cancel()
	if g.wait != nil {
		g.wait()
	}
	g.list = nil
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

// suggestDelay is how long after a change suggestions are asked for anew: learning takes a moment of a processor.
const suggestDelay = 2 * time.Second

func (m *Model) suggestSoon() {
	if g := &m.ghosts; g.on {
		if g.wait != nil {
			g.wait()
		}
		g.wait = task.After(suggestDelay, m.suggest)
	}
}

// suggest asks for suggestions, off the UI goroutine.
func (m *Model) suggest() {
	g := &m.ghosts
	if !g.on || m.shows.whose == Blind || m.Suggest == nil || !m.Loaded || m.Err != nil || m.closed {
		return
	}
	id := m.id
	g.load.Load(func(ctx context.Context) ([]analysis.Suggestion, error) { return m.Suggest.Suggest(ctx, id) },
		func(list []analysis.Suggestion, err error) {
			if id != m.id || !g.on {
				return
			}
			if err != nil {
				m.fail(err)
				return
			}
			first := g.fresh
			g.fresh = false
			g.list = slices.DeleteFunc(list, func(s analysis.Suggestion) bool { return g.answered[answer{id, s.Span, s.Tag.ID}] })
			m.changed(PartGhosts)
			if first && m.OnSuggested != nil {
				m.OnSuggested(len(g.list))
			}
		})
}

// Accept takes suggestion i: the passage becomes a finding with the tag, marked as suggested.
func (m *Model) Accept(i int) {
	if s, ok := m.answer(i); ok {
		m.tags.used(s.Tag.ID)
		m.Mark(s.Span, []app.TagID{s.Tag.ID}, app.BySuggestion)
	}
}

// Reject turns suggestion i down.
func (m *Model) Reject(i int) { m.answer(i) }

func (m *Model) answer(i int) (s analysis.Suggestion, ok bool) {
	g := &m.ghosts
	if i < 0 || i >= len(g.list) {
		return s, false
	}
	s = g.list[i]
	if g.answered == nil {
		g.answered = map[answer]bool{}
	}
	g.answered[answer{m.id, s.Span, s.Tag.ID}] = true
	g.list = slices.Delete(slices.Clone(g.list), i, i+1)
	if i < len(g.list) { // the next one comes into sight
		m.goTo = g.list[i].Span
	}
	m.changed(PartGhosts)
	return s, true
}
