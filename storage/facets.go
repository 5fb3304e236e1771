package storage

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// facetCounts counts each facet over the findings of the filter, which are chosen once. The rows are facet, value, label,
// count; facets with one number have neither value nor label.
const facetCounts = `, tagged AS (SELECT DISTINCT ft.finding_id, ft.tag_id FROM m CROSS JOIN finding_tag ft ON ft.finding_id = m.id),
	placed AS (SELECT l.finding_id, l.theme_id FROM m CROSS JOIN placement l ON l.finding_id = m.id AND l.board = m.study_id)
	SELECT 'total', '', '', count(*) FROM m
	UNION ALL SELECT 'starred', '', '', count(*) FROM m WHERE star = 1
	UNION ALL SELECT 'untagged', '', '', (SELECT count(*) FROM m) - (SELECT count(DISTINCT finding_id) FROM tagged)
	UNION ALL SELECT 'unsorted', '', '', (SELECT count(*) FROM m) - (SELECT count(DISTINCT finding_id) FROM placed)
	UNION ALL SELECT 'tag', t.guid, t.name, n FROM (SELECT tag_id, count(*) AS n FROM tagged GROUP BY tag_id) JOIN tag t ON t.id = tag_id
	UNION ALL SELECT 'theme', t.guid, t.name, n FROM (SELECT theme_id, count(*) AS n FROM placed GROUP BY theme_id) JOIN theme t ON t.id = theme_id
	UNION ALL SELECT 'participant', p.guid, p.code, n FROM (
		SELECT participant_id, count(*) AS n FROM m GROUP BY participant_id) JOIN participant p ON p.id = participant_id
	UNION ALL SELECT 'segment', p.segment, p.segment, sum(n) FROM (
		SELECT participant_id, count(*) AS n FROM m GROUP BY participant_id) JOIN participant p ON p.id = participant_id
		WHERE p.segment <> '' GROUP BY p.segment
	UNION ALL SELECT 'interview', i.guid, i.title, n FROM (
		SELECT interview_id, count(*) AS n FROM m GROUP BY interview_id) JOIN interview i ON i.id = interview_id
	UNION ALL SELECT 'stance', stance, stance, count(*) FROM m WHERE stance <> '' GROUP BY stance
	UNION ALL SELECT 'author', author, author, count(*) FROM m WHERE author <> '' GROUP BY author`

// FindingFacets counts the choices under a query, ignoring its page and order.
func (s *Store) FindingFacets(ctx context.Context, query app.FindingQuery) (out app.FindingFacets, err error) {
	lists := map[string]*[]app.Facet{"tag": &out.Tags, "theme": &out.Themes, "participant": &out.Participants, "segment": &out.Segments,
		"interview": &out.Interviews, "stance": &out.Stances, "author": &out.Authors}
	sums := map[string]*int{"total": &out.Total, "starred": &out.Starred, "untagged": &out.Untagged, "unsorted": &out.Unsorted}
	err = s.read(ctx, "facets", func(q querier) error {
		f, err := newFilter(ctx, q, query)
		if err != nil || f.empty {
			return err
		}
		chosen := `WITH m AS MATERIALIZED (SELECT f.id, f.study_id, f.participant_id, f.interview_id, f.stance, f.star, f.author FROM finding f` + f.sql() + `)`
		return each(ctx, q, func(row scanner) error {
			var facet string
			var c app.Facet
			if err := row.Scan(&facet, &c.Value, &c.Label, &c.Count); err != nil {
				return err
			}
			if sum := sums[facet]; sum != nil {
				*sum = c.Count
			} else {
				l := lists[facet]
				*l = append(*l, c)
			}
			return nil
		}, chosen+facetCounts, f.args...)
	})
	for _, l := range lists {
		slices.SortFunc(*l, func(a, b app.Facet) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(fold(a.Label), fold(b.Label)), strings.Compare(a.Value, b.Value))
		})
	}
	return out, err
}
