package storage

import (
	"context"
	"fmt"

	"throughline/app"
)

// NamesTags returns the saved rules, saved views and topics of guides that name one of some tags, in this order.
func (s *Store) NamesTags(ctx context.Context, tags []app.TagID) (all []app.Record, err error) {
	ids := jsonText(tags)
	const named = "EXISTS (SELECT 1 FROM json_each(?) t WHERE instr(%s, '\"' || t.value || '\"') > 0)"
	err = s.read(ctx, "what names tags", func(q querier) error {
		rules, err := listRules(ctx, q, "WHERE "+fmt.Sprintf(named, "r.spec")+" ORDER BY r.guid", ids)
		if err != nil {
			return err
		}
		for _, r := range rules {
			all = append(all, r)
		}
		views, err := listViews(ctx, q, "WHERE "+fmt.Sprintf(named, "v.spec")+" ORDER BY v.guid", ids)
		if err != nil {
			return err
		}
		for _, v := range views {
			all = append(all, v)
		}
		topics, err := listPapers(ctx, q, "WHERE "+fmt.Sprintf(named, "p.body")+" AND p.kind = ? ORDER BY p.guid", ids, string(app.KindGuideTopic))
		for _, t := range topics {
			all = append(all, t)
		}
		return err
	})
	return all, err
}
