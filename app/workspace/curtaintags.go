package workspace

import (
	"context"
	"slices"

	"throughline/app"
)

// Tags covers examples that quote somebody.
func (c *Curtain) Tags(ctx context.Context, study app.StudyID) ([]app.TagRow, error) {
	rows, err := c.Store.Tags(ctx, study)
	if err != nil {
		return nil, err
	}
	tags := make([]*app.Tag, len(rows))
	for i := range rows {
		tags[i] = &rows[i].Tag
	}
	return rows, c.examples(ctx, tags)
}

// AllTags covers examples that quote somebody.
func (c *Curtain) AllTags(ctx context.Context) ([]app.Tag, error) {
	all, err := c.Store.AllTags(ctx)
	if err != nil {
		return nil, err
	}
	tags := make([]*app.Tag, len(all))
	for i := range all {
		tags[i] = &all[i]
	}
	return all, c.examples(ctx, tags)
}

// examples covers, in place, the examples of tags that share words with a passage that may not be read. An example counts as the passage.
func (c *Curtain) examples(ctx context.Context, tags []*app.Tag) error {
	g, err := c.keeper(ctx)
	if g == nil || err != nil || !slices.ContainsFunc(tags, func(t *app.Tag) bool { return t.Example != "" }) {
		return err
	}
	not := app.Clause{Op: app.OpNot, Parts: []app.Clause{{Op: app.OpConsent, Values: []string{g.Audience.ConsentMark()}}}}
	rows, err := c.Store.Findings(ctx, app.FindingQuery{Where: &not})
	if err != nil {
		return err
	}
	for _, t := range tags {
		for i := range rows {
			if app.Quotes(t.Example, rows[i].Text()) {
				if s := g.Judge(rows[i].Consent); c.exampled.Load() {
					t.Example = g.Text(string(rows[i].ID), t.Example, rows[i].Consent, rows[i].Participant)
				} else {
					t.Example = s.Notice()
				}
				break
			}
		}
	}
	return nil
}
