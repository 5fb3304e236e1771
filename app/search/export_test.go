package search

import (
	"context"

	"throughline/app"
	"throughline/app/ask"
)

// NearestTo is what is found by meaning alone, before it is put together with words.
func (s *Service) NearestTo(ctx context.Context, text string, limit int) ([]app.SearchPage, error) {
	n, err := s.near(ctx, Question{SearchQuery: app.SearchQuery{Text: text}}, ask.Parse(text), limit)
	return n.pages, err
}

// LeastLike is the likeness from which something counts.
const LeastLike = leastLike
