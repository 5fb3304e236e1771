// Package search answers "what do we know about this?" over everything in a workspace.
package search

import (
	"context"
	"strings"

	"throughline/app"
)

// Store is what search asks of the workspace.
type Store interface {
	Search(ctx context.Context, query string, study app.StudyID, kinds []app.Kind, limit int) ([]app.Hit, error)
}

// Service searches. Safe for concurrent use.
type Service struct {
	Store Store
}

// Group is the hits of one kind.
type Group struct {
	Kind  app.Kind
	Title string // "Insights", "Themes", …
	Hits  []app.Hit
	More  bool // there are more than the limit
}

// order is how results are shown: what is known first, then what it rests on, then where it was said.
var order = []struct {
	kind  app.Kind
	title string
}{
	{app.KindInsight, "Insights"},
	{app.KindMemo, "Memos"},
	{app.KindTheme, "Themes"},
	{app.KindFinding, "Findings"},
	{app.KindTranscript, "In interviews"},
	{app.KindInterview, "Interviews"},
	{app.KindTag, "Tags"},
	{app.KindParticipant, "People"},
}

// usual is how many hits of each kind are shown when no number is given.
const usual = 10

// Search returns up to limit hits of each kind (ten when limit is not positive), best first, in the order insights, memos,
// themes, findings, passages, interviews, tags, people. Kinds without hits are left out. Study "" searches all studies. An empty query
// finds nothing.
func (s *Service) Search(ctx context.Context, query string, study app.StudyID, limit int) ([]Group, error) {
	if strings.TrimSpace(query) == "" {
		return nil, nil
	}
	if limit <= 0 {
		limit = usual
	}
	var groups []Group
	for _, o := range order {
		hits, err := s.Store.Search(ctx, query, study, []app.Kind{o.kind}, limit+1)
		if err != nil {
			return nil, err
		}
		if len(hits) == 0 {
			continue
		}
		g := Group{Kind: o.kind, Title: o.title, Hits: hits}
		if g.More = len(hits) > limit; g.More {
			g.Hits = hits[:limit]
		}
		groups = append(groups, g)
	}
	return groups, nil
}
