package search

import (
	"context"
	"strings"

	"throughline/app"
	"throughline/app/ask"
	"throughline/app/fold"
)

// Placed says how much of a workspace has its place by meaning.
type Placed struct {
	Texts   int // that can be found by meaning
	Waiting int // that were made or changed since
}

// nearness is what is like a question.
type nearness struct {
	pages   []app.SearchPage // Score is the likeness, 0 to 1
	placed  Placed
	foreign bool
}

// near finds what is like a question by meaning.
func (s *Service) near(context.Context, Question, ask.Query, int) (nearness, error) {
	return nearness{}, nil
}

// likeness tells how like a text is to others, 0 to 1.
func likeness(text string) func(other string) float64 {
	mine := map[string]bool{}
	for _, w := range fold.Words(text) {
		mine[w.Folded] = true
	}
	return func(other string) float64 {
		theirs := map[string]bool{}
		both := 0
		for _, w := range fold.Words(other) {
			if !theirs[w.Folded] && mine[w.Folded] {
				both++
			}
			theirs[w.Folded] = true
		}
		return 2 * float64(both) / float64(max(1, len(mine)+len(theirs)))
	}
}

// seek finds what has the words of a question.
func (s *Service) seek(ctx context.Context, q Question, asked ask.Query, limit int, a *Answer) ([]app.SearchPage, error) {
	query := q.SearchQuery
	query.Text, query.Limit = strings.TrimSpace(query.Text), limit
	return s.Store.Seek(ctx, query)
}
