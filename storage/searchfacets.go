package storage

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/ask"
	"throughline/app/fold"
)

// facetsOf read, of the rows of a list, study, participant and month with how many rows have them; NULL or ” where there is none.
var facetsOf = map[app.Kind]string{
	app.KindInsight: "SELECT i.study_id, NULL, strftime('%Y-%m', i.modified / 1000, 'unixepoch'), count(*) FROM json_each(?) j CROSS JOIN insight i ON i.id = j.value GROUP BY 1, 2, 3",
	app.KindMemo:    "SELECT m.study_id, NULL, strftime('%Y-%m', m.modified / 1000, 'unixepoch'), count(*) FROM json_each(?) j CROSS JOIN memo m ON m.id = j.value GROUP BY 1, 2, 3",
	app.KindTheme:   "SELECT t.study_id, NULL, strftime('%Y-%m', t.modified / 1000, 'unixepoch'), count(*) FROM json_each(?) j CROSS JOIN theme t ON t.id = j.value GROUP BY 1, 2, 3",
	app.KindFinding: `SELECT f.study_id, f.participant_id, substr(i.date, 1, 7), count(*) FROM json_each(?) j CROSS JOIN finding f ON f.id = j.value
		LEFT JOIN interview i ON i.id = f.interview_id GROUP BY 1, 2, 3`,
	app.KindTranscript: `SELECT i.study_id, k.participant_id, substr(i.date, 1, 7), count(*) FROM json_each(?) j CROSS JOIN turn u ON u.id = j.value
		JOIN transcript t ON t.id = u.transcript_id JOIN interview i ON i.id = t.interview_id
		LEFT JOIN interview_speaker k ON k.interview_id = i.id AND k.label = u.speaker GROUP BY 1, 2, 3`,
}

// SearchFacets counts by what the matches of a query, and the rows besides that are like it, can be narrowed.
func (s *Store) SearchFacets(ctx context.Context, query app.SearchQuery, near map[app.Kind][]int64) (out app.SearchFacets, err error) {
	asked := ask.Parse(query.Text)
	err = s.read(ctx, "search facets", func(q querier) error {
		to, err := newScope(ctx, q, query, asked.Hints)
		if err != nil || to.empty {
			return err
		}
		c := &facetCount{search: &search{ctx, s, q, asked, asked.Match(), to, candidates, query.Loose}, studies: map[int64]int{}, people: map[int64]int{}, months: map[string]int{}}
		for _, k := range searchKinds {
			if facetsOf[k] == "" || len(query.Narrow.Kinds) > 0 && !slices.Contains(query.Narrow.Kinds, k) {
				continue
			}
			if err := c.kind(k, near[k]); err != nil {
				return err
			}
		}
		out, err = c.facets()
		return err
	})
	return out, err
}

type facetCount struct {
	*search
	studies, people map[int64]int
	months          map[string]int
	tags            []app.Facet
}

// kind counts the matches of one kind.
func (c *facetCount) kind(k app.Kind, near []int64) error {
	var ids []int64
	var err error
	switch x, cond := c.indexed(k); {
	case cond == nil: // by name
		var page app.SearchPage
		page, err = c.names(k)
		for _, h := range page.Hits {
			ids = append(ids, h.Row)
		}
	default:
		by, e := c.weigh(x)
		if e != nil {
			return e
		}
		query, args, e := c.matching(x, by.match, cond, unranked, candidates)
		if e != nil {
			return e
		}
		if query != "" && (c.match != "" || len(c.query.Hints) > 0) {
			ids, err = chosen(c.ctx, c.q, func(row scanner) (id int64, ok bool, err error) {
				var score float64
				var n int
				return id, true, row.Scan(&id, &score, &n)
			}, query, append(args, candidates)...)
		}
	}
	if err != nil {
		return err
	}
	ids = append(ids, near...)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) == 0 {
		return nil
	}
	if k == app.KindFinding {
		if c.tags, err = facetList(c.ctx, c.q, `SELECT t.guid, t.name, n FROM (SELECT tag_id, count(*) AS n FROM (SELECT DISTINCT ft.finding_id, ft.tag_id
			FROM json_each(?) j CROSS JOIN finding_tag ft ON ft.finding_id = j.value) GROUP BY tag_id) JOIN tag t ON t.id = tag_id`, list(ids)); err != nil {
			return err
		}
	}
	return each(c.ctx, c.q, func(row scanner) error {
		var study, person *int64
		var month string
		var n int
		if err := row.Scan(&study, &person, optional[string]{&month}, &n); err != nil {
			return err
		}
		if study != nil {
			c.studies[*study] += n
		}
		if person != nil {
			c.people[*person] += n
		}
		c.months[month] += n
		return nil
	}, facetsOf[k], list(ids))
}

// indexed is how a kind is looked up, nil conditions for one that is found by name.
func (s *search) indexed(k app.Kind) (index, *filter) {
	switch k {
	case app.KindInsight:
		return indexInsights, s.to.insights()
	case app.KindMemo:
		return indexMemos, s.to.memos()
	case app.KindFinding:
		return indexFindings, s.to.findings()
	case app.KindTranscript:
		return indexTurns, s.to.turns()
	}
	return index{}, nil
}

func (c *facetCount) facets() (out app.SearchFacets, err error) {
	products, regions, segments := map[string]int{}, map[string]int{}, map[string]int{}
	err = each(c.ctx, c.q, func(row scanner) error {
		var id int64
		var product, region string
		f := app.Facet{}
		err := row.Scan(&id, &f.Value, &f.Label, &product, &region)
		if f.Count = c.studies[id]; f.Count > 0 {
			out.Studies = append(out.Studies, f)
			products[product] += f.Count
			regions[region] += f.Count
		}
		return err
	}, "SELECT id, guid, name, product, region FROM study")
	if err != nil {
		return out, err
	}
	err = each(c.ctx, c.q, func(row scanner) error {
		var id int64
		var segment string
		err := row.Scan(&id, &segment)
		segments[segment] += c.people[id]
		return err
	}, "SELECT id, segment FROM participant WHERE segment <> ''")
	for v, n := range segments {
		if n == 0 {
			delete(segments, v)
		}
	}
	sortFacets(out.Studies)
	out.Products, out.Regions, out.Segments, out.Months, out.Tags = plainFacets(products), plainFacets(regions), plainFacets(segments), plainFacets(c.months), c.tags
	slices.SortFunc(out.Months, func(a, b app.Facet) int { return strings.Compare(b.Value, a.Value) })
	return out, err
}

func facetList(ctx context.Context, q querier, query string, args ...any) ([]app.Facet, error) {
	facets, err := collect(ctx, q, func(row scanner) (c app.Facet, err error) {
		return c, row.Scan(&c.Value, &c.Label, &c.Count)
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

// IndexWords returns the words of findings and of what was said that two texts and more have, in alphabetical order of their bytes, each with
// how many texts have it. It reads the whole index.
func (s *Store) IndexWords(ctx context.Context) (all []app.IndexWord, err error) {
	err = s.read(ctx, "words", func(q querier) error {
		all, err = collect(ctx, q, func(row scanner) (w app.IndexWord, err error) { return w, row.Scan(&w.Word, &w.Texts) },
			"SELECT term, sum(doc) FROM (SELECT term, doc FROM finding_words UNION ALL SELECT term, doc FROM turn_words) GROUP BY term ORDER BY term")
		return err
	})
	return all, err
}
