package workspace

import (
	"context"
	"fmt"
	"slices"

	"throughline/app"
)

// Seek leaves out what people said who may not be read.
func (c *Curtain) Seek(ctx context.Context, q app.SearchQuery) ([]app.SearchPage, error) {
	pages, err := c.Store.Seek(ctx, q)
	if err != nil {
		return nil, err
	}
	for i := range pages {
		before := len(pages[i].Hits)
		if pages[i].Hits, err = c.hits(ctx, pages[i].Hits); err != nil {
			return nil, err
		}
		pages[i].Found -= before - len(pages[i].Hits)
	}
	return pages, nil
}

// Near leaves out what people said who may not be read.
func (c *Curtain) Near(ctx context.Context, q app.SearchQuery, k app.Kind, rows []int64, most int, rank func([]app.PlaceOf) []int64) ([]app.Hit, error) {
	hits, err := c.Store.Near(ctx, q, k, rows, most, rank)
	if err != nil {
		return nil, err
	}
	return c.hits(ctx, hits)
}

func (c *Curtain) hits(ctx context.Context, hits []app.Hit) ([]app.Hit, error) {
	g, err := c.keeper(ctx)
	if g == nil || err != nil {
		return hits, err
	}
	var ids []app.FindingID
	var places []app.Place
	for _, h := range hits {
		switch h.Kind {
		case app.KindFinding:
			ids = append(ids, app.FindingID(h.ID))
		case app.KindTranscript:
			places = append(places, app.Place{Interview: h.Interview, Span: h.Span})
		}
	}
	found, err := c.allowed(ctx, ids)
	if err != nil {
		return nil, err
	}
	heard, err := c.Store.Heard(ctx, places)
	if err != nil {
		return nil, err
	}
	left := make([]app.Hit, 0, len(hits))
	turns := 0
	for _, h := range hits {
		switch h.Kind {
		case app.KindFinding:
			if g.Drops(h.ID, found[app.FindingID(h.ID)]) {
				continue
			}
		case app.KindTranscript:
			turns++
			if g.Drops(fmt.Sprint(h.Interview, h.Span), heard[turns-1]) {
				continue
			}
		}
		left = append(left, h)
	}
	return left, nil
}

// IndexWords offers no words to mend a question by while the curtain is drawn: they are everybody's.
func (c *Curtain) IndexWords(ctx context.Context) ([]app.IndexWord, error) {
	if c.audience() != nil {
		return nil, ctx.Err()
	}
	return c.Store.IndexWords(ctx)
}

// ThemeSamples leaves out what may not be read.
func (c *Curtain) ThemeSamples(ctx context.Context, most int) ([]app.Sample, error) {
	all, err := c.Store.ThemeSamples(ctx, most)
	return c.samples(ctx, all, err)
}

// TagSamples leaves out what may not be read.
func (c *Curtain) TagSamples(ctx context.Context, most int) ([]app.Sample, error) {
	all, err := c.Store.TagSamples(ctx, most)
	return c.samples(ctx, all, err)
}

// BoardSamples leaves out what may not be read.
func (c *Curtain) BoardSamples(ctx context.Context, study app.StudyID, most int) ([]app.Sample, error) {
	all, err := c.Store.BoardSamples(ctx, study, most)
	return c.samples(ctx, all, err)
}

func (c *Curtain) samples(ctx context.Context, all []app.Sample, err error) ([]app.Sample, error) {
	if err != nil {
		return nil, err
	}
	g, err := c.keeper(ctx)
	if g == nil || err != nil {
		return all, err
	}
	ids := make([]app.FindingID, len(all))
	for i := range all {
		ids[i] = all[i].Finding
	}
	allowed, err := c.allowed(ctx, ids)
	return slices.DeleteFunc(all, func(s app.Sample) bool { return g.Drops(string(s.Finding), allowed[s.Finding]) }), err
}

// Judged leaves out what may not be read.
func (c *Curtain) Judged(ctx context.Context, limit int) ([]app.Judged, error) {
	all, err := c.Store.Judged(ctx, limit)
	if err != nil {
		return nil, err
	}
	g, err := c.keeper(ctx)
	if g == nil || err != nil {
		return all, err
	}
	ids := make([]app.FindingID, len(all))
	for i := range all {
		ids[i] = all[i].Finding
	}
	allowed, err := c.allowed(ctx, ids)
	return slices.DeleteFunc(all, func(j app.Judged) bool { return g.Drops(string(j.Finding), allowed[j.Finding]) }), err
}

// Unestimated has nothing to estimate while the curtain is drawn.
func (c *Curtain) Unestimated(ctx context.Context, basis string, after int64, limit int) ([]app.EstimateOf, error) {
	if c.audience() != nil {
		return nil, ctx.Err()
	}
	return c.Store.Unestimated(ctx, basis, after, limit)
}
