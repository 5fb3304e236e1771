package storage

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// The counts of a filter come from four passes. The first counts combinations of what stands in the finding's own row; for
// a whole study it reads the index finding_facet only, in its order. The conditions on finding f stand between the halves.
const (
	facetOwn = "SELECT f.interview_id, f.participant_id, f.stance, f.star, f.author, count(*) FROM finding f"
	ownEnd   = " GROUP BY f.interview_id, f.participant_id, f.stance, f.star, f.author"

	facetUntagged = "SELECT count(*) FROM (SELECT f.id FROM finding f"
	untaggedEnd   = ") m WHERE NOT EXISTS (SELECT 1 FROM finding_tag WHERE finding_id = m.id)"

	facetTags = `SELECT t.guid, t.name, n FROM (SELECT tag_id, count(*) AS n FROM (SELECT DISTINCT ft.finding_id, ft.tag_id
		FROM finding f CROSS JOIN finding_tag ft ON ft.finding_id = f.id`
	tagsEnd = ") GROUP BY tag_id) JOIN tag t ON t.id = tag_id"

	facetThemes = `SELECT t.guid, t.name, n FROM (SELECT l.theme_id, count(*) AS n
		FROM finding f LEFT JOIN placement l ON l.finding_id = f.id AND l.board = f.study_id`
	themesEnd = " GROUP BY l.theme_id) LEFT JOIN theme t ON t.id = theme_id"
)

// FindingFacets counts the choices under a query, ignoring its page and order. Themes are those of the findings' own studies.
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
		if out.Tags, err = facetList(ctx, q, facetTags+f.sql()+tagsEnd, f.args...); err != nil {
			return err
		}
		out.Themes, err = facetList(ctx, q, facetThemes+f.sql()+themesEnd, f.args...)
		for i, t := range out.Themes {
			if t.Value == "" { // no theme
				out.Unsorted = t.Count
				out.Themes = slices.Delete(out.Themes, i, i+1)
				break
			}
		}
		return err
	})
	return out, err
}

// ownFacets counts what stands in the finding's own row, and puts names to it.
func ownFacets(ctx context.Context, q querier, f *filter, out *app.FindingFacets) error {
	interviews, participants := map[int64]int{}, map[int64]int{}
	stances, authors, segments := map[string]int{}, map[string]int{}, map[string]int{}
	err := each(ctx, q, func(row scanner) error {
		var interview, participant *int64
		var stance, author string
		var star bool
		var n int
		if err := row.Scan(&interview, &participant, &stance, &star, &author, &n); err != nil {
			return err
		}
		out.Total += n
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
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(fold(a.Label), fold(b.Label)), strings.Compare(a.Value, b.Value))
	})
}
