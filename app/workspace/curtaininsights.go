package workspace

import (
	"context"
	"slices"

	"throughline/app"
)

// Insights covers what is noted beside evidence whose words may not be read.
func (c *Curtain) Insights(ctx context.Context, study app.StudyID) ([]app.InsightRow, error) {
	all, err := c.Store.Insights(ctx, study)
	if err != nil {
		return nil, err
	}
	return all, c.insights(ctx, all)
}

// InsightsByID covers what is noted beside evidence whose words may not be read.
func (c *Curtain) InsightsByID(ctx context.Context, ids []app.InsightID) ([]app.InsightRow, error) {
	all, err := c.Store.InsightsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	return all, c.insights(ctx, all)
}

func (c *Curtain) insights(ctx context.Context, all []app.InsightRow) error {
	g, err := c.keeper(ctx)
	if g == nil || err != nil {
		return err
	}
	var ids []app.FindingID
	for i := range all {
		ids = append(ids, remarked(&all[i].Insight)...)
	}
	allowed, err := c.allowed(ctx, ids)
	for i := range all {
		all[i].Insight = *unremarked(g, &all[i].Insight, allowed)
	}
	return err
}

// remarked are the findings beside which an insight notes something.
func remarked(in *app.Insight) []app.FindingID {
	var ids []app.FindingID
	for _, e := range in.Evidence {
		if e.Finding != "" && e.Note != "" {
			ids = append(ids, e.Finding)
		}
	}
	return ids
}

// unremarked is an insight without what is noted beside passages that may not be read: it is most often in their words. The passages themselves are
// counted where they are covered.
func unremarked(g *app.Gate, in *app.Insight, allowed map[app.FindingID]app.Allowed) *app.Insight {
	n := *in
	n.Evidence = slices.Clone(in.Evidence)
	for i := range n.Evidence {
		e := &n.Evidence[i]
		if e.Finding == "" || e.Note == "" {
			continue
		}
		a, known := allowed[e.Finding]
		if !known {
			a = g.Perms.Heard(in.Study, app.Voices{Unknown: true})
		}
		if g.Judge(a) != "" {
			e.Note = ""
		}
	}
	return &n
}
