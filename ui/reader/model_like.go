package reader

import (
	"context"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/ui/task"
)

// Alike returns the n findings of all studies most like one, best first.
type Alike func(ctx context.Context, id app.FindingID, n int) ([]analysis.LikeFinding, error)

// likeShown is how many findings like the one at hand are shown.
const likeShown = 5

// likes are the findings like one.
type likes struct {
	open  bool // the person wants to see them
	of    app.FindingID
	text  string // of the finding when it was looked for
	rows  []analysis.LikeFinding
	ready bool
	load  task.Latest[[]analysis.LikeFinding]
}

// HasLikes reports whether findings like the one at hand can be looked for: not when others' work is hidden, which they would show.
func (m *Model) HasLikes() bool { return m.Alike != nil && m.Whose() != Blind }

// TurnLikes shows the findings like the one at hand, or hides them.
func (m *Model) TurnLikes() {
	m.likes.open = !m.likes.open
	m.changed(PartActive)
}

// LikesOpen reports whether they are shown.
func (m *Model) LikesOpen() bool { return m.likes.open }

// Likes returns the findings of all studies most like one, and whether they are there; the first call asks for them.
func (m *Model) Likes(f *app.Finding) ([]analysis.LikeFinding, bool) {
	l := &m.likes
	if l.of != f.ID || l.text != f.Text() {
		l.of, l.text, l.rows, l.ready = f.ID, f.Text(), nil, false
		id := f.ID
		l.load.Load(func(ctx context.Context) ([]analysis.LikeFinding, error) { return m.Alike(ctx, id, likeShown) },
			func(rows []analysis.LikeFinding, err error) {
				l.rows, l.ready = rows, true // what cannot be compared is like nothing; the finding itself is not at stake
				if err != nil {
					l.rows = nil
				}
				m.changed(PartActive)
			})
	}
	return l.rows, l.ready
}
