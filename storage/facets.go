package storage

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/fold"
)

// The counts of a filter come from five passes. The first counts combinations of what stands in the finding's own row; for
// a whole study it reads the index finding_facet only, in its order. The conditions on finding f stand between the halves.
const (
	facetOwn = "SELECT f.study_id, f.interview_id, f.participant_id, f.stance, f.star, f.author, count(*) FROM finding f"
	ownEnd   = " GROUP BY f.study_id, f.interview_id, f.participant_id, f.stance, f.star, f.author"

	facetUntagged = "SELECT count(*) FROM (SELECT f.id FROM finding f"
	untaggedEnd   = ") m WHERE NOT EXISTS (SELECT 1 FROM finding_tag WHERE finding_id = m.id)"

	facetUnsorted = "SELECT count(*) FROM (SELECT f.id FROM finding f"
	unsortedEnd   = ") m WHERE NOT EXISTS (SELECT 1 FROM placement WHERE finding_id = m.id)"

	facetTags = `SELECT t.guid, t.name, n FROM (SELECT tag_id, count(*) AS n FROM (SELECT DISTINCT ft.finding_id, ft.tag_id
		FROM finding f CROSS JOIN finding_tag ft ON ft.finding_id = f.id`
	tagsEnd = ") GROUP BY tag_id) JOIN tag t ON t.id = tag_id"

	// The tags of the taxonomy to which others are mapped, counted with those.
	facetMapped = `SELECT t.guid, t.name, n FROM (SELECT tag_id, count(*) AS n FROM (SELECT DISTINCT ft.finding_id,
		coalesce(k.maps_to_id, k.id) AS tag_id FROM finding f CROSS JOIN finding_tag ft ON ft.finding_id = f.id CROSS JOIN tag k ON k.id = ft.tag_id`
	mappedEnd = ") GROUP BY tag_id) JOIN tag t ON t.id = tag_id WHERE t.id IN (SELECT maps_to_id FROM tag WHERE maps_to_id IS NOT NULL)"

	facetThemes = `SELECT t.guid, t.name, n FROM (SELECT l.theme_id, count(*) AS n
		FROM finding f LEFT JOIN placement l ON l.finding_id = f.id AND l.board = f.study_id`
	themesEnd = " GROUP BY l.theme_id) LEFT JOIN theme t ON t.id = theme_id"
)

// FindingFacets counts the choices under a query, ignoring its page and order. Themes are those of the findings' own studies; unsorted
// over all studies is what is in no theme of any board.
// Empty stances, segments and authors are no choice.
func (s *Store) FindingFacets(ctx context.Context, query app.FindingQuery) (out app.FindingFacets, err error) {
	err = s.read(ctx, "facets", func(q querier) error {
		f, err := newFilter(ctx, q, query)
		if err != nil || f.empty {
			return err
		}
		if err := ownFacets(ctx, q, f, &out); err != nil {
			return err
		}
		if err := one(ctx, q, facetUntagged+f.sql()+untaggedEnd, f.args, &out.Untagged); err != nil {
			return err
		}
		if out.Tags, err = tagFacets(ctx, q, f); err != nil {
			return err
		}
		if err := soundFacets(ctx, q, f, &out); err != nil {
			return err
		}
		out.Themes, err = facetList(ctx, q, facetThemes+f.sql()+themesEnd, f.args...)
		if i := slices.IndexFunc(out.Themes, func(t app.Facet) bool { return t.Value == "" }); i >= 0 { // no theme
			out.Unsorted = out.Themes[i].Count
			out.Themes = slices.Delete(out.Themes, i, i+1)
		}
		if err != nil || query.Study != "" {
			return err
		}
		return one(ctx, q, facetUnsorted+f.sql()+unsortedEnd, f.args, &out.Unsorted) // in no theme of any board
	})
	return out, err
}

// tagFacets counts each tag; those of the taxonomy that others are mapped to count the others as well.
func tagFacets(ctx context.Context, q querier, f *filter) ([]app.Facet, error) {
	tags, err := facetList(ctx, q, facetTags+f.sql()+tagsEnd, f.args...)
	if err != nil {
		return nil, err
	}
	any, err := numbers(ctx, q, "SELECT 1 FROM tag WHERE maps_to_id IS NOT NULL LIMIT 1")
	if err != nil || len(any) == 0 {
		return tags, err
	}
	mapped, err := facetList(ctx, q, facetMapped+f.sql()+mappedEnd, f.args...)
	if err != nil {
		return nil, err
	}
	for _, t := range mapped {
		tags = slices.DeleteFunc(tags, func(o app.Facet) bool { return o.Value == t.Value })
	}
	tags = append(tags, mapped...)
	sortFacets(tags)
	return tags, nil
}

// ownFacets counts what stands in the finding's own row, and puts names to it.
func ownFacets(ctx context.Context, q querier, f *filter, out *app.FindingFacets) error {
	studies, interviews, participants := map[int64]int{}, map[int64]int{}, map[int64]int{}
	stances, authors, segments := map[string]int{}, map[string]int{}, map[string]int{}
	err := each(ctx, q, func(row scanner) error {
		var study int64
		var interview, participant *int64
		var stance, author string
		var star bool
		var n int
		if err := row.Scan(&study, &interview, &participant, &stance, &star, &author, &n); err != nil {
			return err
		}
		out.Total += n
		studies[study] += n
		if star {
			out.Starred += n
		}
		if interview != nil {
			interviews[*interview] += n
		}
		if participant != nil {
			participants[*participant] += n
		}
		stances[stance] += n
		authors[author] += n
		return nil
	}, facetOwn+f.sql()+ownEnd, f.args...)
	if err != nil {
		return err
	}
	if out.Studies, err = named(ctx, q, "SELECT id, guid, name, '' FROM study WHERE id IN (SELECT value FROM json_each(?))", studies, nil); err != nil {
		return err
	}
	out.Interviews, err = named(ctx, q, "SELECT id, guid, title, '' FROM interview WHERE id IN (SELECT value FROM json_each(?))", interviews, nil)
	if err != nil {
		return err
	}
	out.Participants, err = named(ctx, q, "SELECT id, guid, code, segment FROM participant WHERE id IN (SELECT value FROM json_each(?))", participants, segments)
	out.Stances, out.Authors, out.Segments = plainFacets(stances), plainFacets(authors), plainFacets(segments)
	return err
}

// named turns counts by row id into facets. Counts are added up by group as well, unless groups is nil.
func named(ctx context.Context, q querier, query string, counts map[int64]int, groups map[string]int) ([]app.Facet, error) {
	ids := make([]int64, 0, len(counts))
	for id := range counts {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	facets, err := collect(ctx, q, func(row scanner) (c app.Facet, err error) {
		var id int64
		var group string
		err = row.Scan(&id, &c.Value, &c.Label, &group)
		c.Count = counts[id]
		if groups != nil {
			groups[group] += c.Count
		}
		return c, err
	}, query, list(ids))
	sortFacets(facets)
	return facets, err
}

func facetList(ctx context.Context, q querier, query string, args ...any) ([]app.Facet, error) {
	facets, err := collect(ctx, q, func(row scanner) (c app.Facet, err error) {
		err = row.Scan(optional[string]{&c.Value}, optional[string]{&c.Label}, &c.Count)
		return c, err
	}, query, args...)
	sortFacets(facets)
	return facets, err
}

func plainFacets(counts map[string]int) []app.Facet {
	var facets []app.Facet
	for v, n := range counts {
		if v != "" {
			facets = append(facets, app.Facet{Value: v, Label: v, Count: n})
		}
	}
	sortFacets(facets)
	return facets
}

func sortFacets(facets []app.Facet) {
	slices.SortFunc(facets, func(a, b app.Facet) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(fold.Text(a.Label), fold.Text(b.Label)), strings.Compare(a.Value, b.Value))
	})
}
