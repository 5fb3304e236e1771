// Package search answers "what do we know about this?" over everything in a workspace: by words, by meaning, or both.
package search

import (
	"context"
	"strings"

	"throughline/app"
	"throughline/app/ask"
)

// Store is what search asks of the workspace.
type Store interface {
	app.PaperStore
	Seek(ctx context.Context, q app.SearchQuery) ([]app.SearchPage, error)
	Studies(ctx context.Context) ([]app.Study, error)
	InsightsByID(ctx context.Context, ids []app.InsightID) ([]app.InsightRow, error)
	ThemeWeights(ctx context.Context, ids []app.ThemeID) (map[app.ThemeID]app.ThemeWeight, error)
	SearchFacets(ctx context.Context, q app.SearchQuery, near map[app.Kind][]int64) (app.SearchFacets, error)
	IndexWords(ctx context.Context) ([]app.IndexWord, error)

	MeaningBasis(ctx context.Context) (string, error)
	ResetMeaning(ctx context.Context, basis string) error
	MeaningDue(ctx context.Context, k app.Kind, from int64) (next app.PlaceRange, left int, ok bool, err error)
	MeaningTexts(ctx context.Context, r app.PlaceRange) ([]app.PlaceOf, error)
	SaveMeaning(ctx context.Context, r app.PlaceRange, all []app.PlaceOf, size int) error
	EachMeaning(ctx context.Context, k app.Kind, do func(first int64, codes []byte)) error
	Near(ctx context.Context, q app.SearchQuery, k app.Kind, rows []int64, most int, rank func([]app.PlaceOf) []int64) ([]app.Hit, error)
	ReadOnly() bool
}

// Service searches. Safe for concurrent use.
type Service struct {
	Store Store
	// Confidence names how sure an insight is by what stands behind it; nil leaves it out.
	Confidence func(app.Support) string

	places   places   // by meaning, see Prepare
	playbook playbook // templates, by words
	vocabulary
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
	{app.KindTheme, "Themes"},
	{app.KindFinding, "Findings"},
	{app.KindTranscript, "In interviews"},
	{app.KindInterview, "Interviews"},
	{app.KindParticipant, "People"},
	{app.KindMemo, "Memos"},
	{app.KindTag, "Tags"},
	{app.KindTemplate, "Templates"},
}

// usual is how many hits of each kind are shown when no number is given.
const usual = 10

// Search returns up to limit hits of each kind (ten when limit is not positive) that have the words asked for, best first, in the order
// insights, themes, findings, passages, interviews, people, memos, tags, templates. Kinds without hits are left out. Study "" searches all studies. An
// empty query finds nothing. It is the first stage of Answer.
func (s *Service) Search(ctx context.Context, query string, study app.StudyID, limit int) ([]Group, error) {
	if strings.TrimSpace(query) == "" {
		return nil, nil
	}
	if limit <= 0 {
		limit = usual
	}
	pages, err := s.Store.Seek(ctx, app.SearchQuery{Text: query, Study: study, Limit: limit})
	if err != nil {
		return nil, err
	}
	standards, err := s.standards(ctx, app.SearchQuery{}, ask.Parse(query), limit)
	if err != nil {
		return nil, err
	}
	if len(standards.Hits) > 0 {
		pages = append(pages, standards)
	}
	var groups []Group
	for _, o := range order {
		for _, p := range pages {
			if p.Kind == o.kind {
				groups = append(groups, Group{Kind: o.kind, Title: o.title, Hits: p.Hits, More: p.Found > len(p.Hits)})
			}
		}
	}
	return groups, nil
}
