package storage

import (
	"cmp"
	"context"
	"slices"

	"throughline/app"
	"throughline/app/ask"
)

// Matches are counted up to candidates, and ranking looks at the newest of them only: bm25 of a common word over a million turns takes half a
// second, over 5,000 it takes 13 ms. Within these the best come first.
const candidates = 5000

// narrowed is how many of the newest matches are held against conditions, so that a common word in a rare segment is not looked up a
// million times.
const narrowed = 20_000

// defaultHits is what a limit of 0 gives of each kind.
const defaultHits = 20

// searchKinds are the kinds that can be searched, in the order of the answer.
var searchKinds = []app.Kind{app.KindInsight, app.KindMemo, app.KindTheme, app.KindTag, app.KindFinding, app.KindTranscript, app.KindInterview, app.KindParticipant}

// search is one question.
type search struct {
	ctx   context.Context
	s     *Store
	q     querier
	query ask.Query
	match string // for the index, "" when only hints are given
	to    scope
	limit int
	loose bool // see app.SearchQuery
}

// Search finds what matches everything typed, see package ask; case and accents make no difference. Study "" searches all studies;
// insights, memos, themes and tags across studies are always searched. kinds nil means all; limit (0 means 20) holds for each kind. Hits come
// by kind, best first. A query without letters or digits finds nothing. No query is an error.
func (s *Store) Search(ctx context.Context, query string, study app.StudyID, kinds []app.Kind, limit int) (hits []app.Hit, err error) {
	pages, err := s.Seek(ctx, app.SearchQuery{Text: query, Study: study, Narrow: app.SearchNarrow{Kinds: kinds}, Limit: limit})
	for _, p := range pages {
		hits = append(hits, p.Hits...)
	}
	return hits, err
}

// Seek finds what Search finds, narrowed, and says of each kind how many matches there are. Kinds without a match are left out.
func (s *Store) Seek(ctx context.Context, query app.SearchQuery) (pages []app.SearchPage, err error) {
	asked := ask.Parse(query.Text)
	if asked.Empty() {
		return nil, nil
	}
	if query.Limit <= 0 {
		query.Limit = defaultHits
	}
	kinds := slices.DeleteFunc(slices.Clone(searchKinds), func(k app.Kind) bool {
		return query.Narrow.Kinds != nil && !slices.Contains(query.Narrow.Kinds, k)
	})
	turns := func(k app.Kind) bool { return k == app.KindTranscript }
	if !slices.ContainsFunc(kinds, turns) || len(kinds) == 1 {
		return s.seek(ctx, query, asked, kinds)
	}
	// What was said is as much work as all the rest: both are looked up at once.
	var said []app.SearchPage
	done := make(chan error, 1)
	go func() {
		var err error
		said, err = s.seek(ctx, query, asked, []app.Kind{app.KindTranscript})
		done <- err
	}()
	pages, err = s.seek(ctx, query, asked, slices.DeleteFunc(slices.Clone(kinds), turns))
	if err := cmp.Or(err, <-done); err != nil {
		return nil, err
	}
	pages = append(pages, said...)
	slices.SortStableFunc(pages, func(a, b app.SearchPage) int {
		return cmp.Compare(slices.Index(searchKinds, a.Kind), slices.Index(searchKinds, b.Kind))
	})
	return pages, nil
}

// seek looks up some kinds, in their order.
func (s *Store) seek(ctx context.Context, query app.SearchQuery, asked ask.Query, kinds []app.Kind) (pages []app.SearchPage, err error) {
	err = s.read(ctx, "search", func(q querier) error {
		to, err := newScope(ctx, q, query, asked.Hints)
		if err != nil || to.empty {
			return err
		}
		search := &search{ctx, s, q, asked, asked.Match(), to, query.Limit, query.Loose}
		for _, k := range kinds {
			page, err := search.kind(k)
			if err != nil {
				return err
			}
			if page.Kind = k; len(page.Hits) > 0 {
				pages = append(pages, page)
			}
		}
		return nil
	})
	return pages, err
}

func (s *search) kind(k app.Kind) (app.SearchPage, error) {
	switch k {
	case app.KindInsight:
		return s.ranked(indexInsights, s.to.insights())
	case app.KindMemo:
		return s.ranked(indexMemos, s.to.memos())
	case app.KindFinding:
		return s.ranked(indexFindings, s.to.findings())
	case app.KindTranscript:
		return s.ranked(indexTurns, s.to.turns())
	}
	return s.names(k)
}

// index is how one kind is looked up by its words. Ranks are cut to the newest matches inside; the weights say that a match in a title or quote
// counts more than one in a body or note.
type index struct {
	words  string // the full-text index
	score  string // of a match in it
	table  string // what conditions are on, joined by m.id
	listed string // without words: ids by age, to be followed by conditions
	newest string // its order
	bounds string // first and last row of one study, "" where that is of no use
	last   string // the last row of all, "" where there are some thousands at most
	read   func(s *search, ids []int64) ([]app.Hit, error)
}

var (
	indexInsights = index{read: (*search).insights,
		words: "insight_text", score: "bm25(insight_text, 4.0, 1.0, 1.0)",
		table:  " CROSS JOIN insight i ON i.id = m.id",
		listed: "SELECT i.id, 0.0 AS score FROM insight i", newest: " ORDER BY i.modified DESC, i.id DESC"}
	indexMemos = index{read: (*search).memos,
		words: "memo_text", score: "bm25(memo_text, 4.0, 1.0)",
		table:  " CROSS JOIN memo m2 ON m2.id = m.id",
		listed: "SELECT m2.id, 0.0 AS score FROM memo m2", newest: " ORDER BY m2.modified DESC, m2.id DESC"}
	indexFindings = index{read: (*search).findings,
		words: "finding_text", score: "bm25(finding_text, 2.0, 1.0)",
		last:   "SELECT coalesce(max(id), 0) FROM finding",
		bounds: "SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM finding WHERE study_id = ?",
		table:  " CROSS JOIN finding f ON f.id = m.id",
		listed: "SELECT f.id, 0.0 AS score FROM finding f", newest: " ORDER BY f.id DESC"}
	indexTurns = index{read: (*search).turns,
		words: "turn_text", score: "bm25(turn_text)",
		last: "SELECT coalesce(max(id), 0) FROM turn",
		bounds: `SELECT coalesce(min((SELECT id FROM turn WHERE transcript_id = t.id ORDER BY ordinal LIMIT 1)), 0),
			coalesce(max((SELECT id FROM turn WHERE transcript_id = t.id ORDER BY ordinal DESC LIMIT 1)), 0)
			FROM interview i JOIN transcript t ON t.interview_id = i.id AND t.latest = 1 WHERE i.study_id = ?`,
		table:  " CROSS JOIN turn u ON u.id = m.id",
		listed: "SELECT u.id, 0.0 AS score FROM turn u", newest: " ORDER BY u.id DESC"}
)

// unranked is the score of matches that are taken as they come, newest first.
const unranked = "0.0"

// matching returns a query for id and score of the rows that match, of those that are looked at, the best first, at most as many as its last
// value says, each with how many match. Where all is searched, the newest most of them are looked at. match "" lists rows without words.
func (s *search) matching(x index, match string, cond *filter, score string, most int) (query string, args []any, err error) {
	if cond.empty {
		return "", nil, nil
	}
	if match == "" {
		return "SELECT id, score, count(*) OVER () FROM (" + x.listed + cond.sql() + x.newest + " LIMIT ?) LIMIT ?", append(slices.Clone(cond.args), candidates), nil
	}
	within, args := "", []any{match}
	if x.bounds != "" && s.to.one != 0 { // what a study holds stands close together, row by row: it was imported together
		var first, last int64
		if err := one(s.ctx, s.q, x.bounds, []any{s.to.one}, &first, &last); err != nil {
			return "", nil, err
		}
		within, args = " AND rowid BETWEEN ? AND ?", append(args, first, last)
	}
	rows := "SELECT rowid AS id, " + score + " AS score FROM " + x.words + " WHERE " + x.words + " MATCH ?" + within + " ORDER BY rowid DESC LIMIT ?"
	if len(cond.where) == 0 {
		if score == unranked { // one way through the index finds and counts them
			return "WITH m AS MATERIALIZED (" + rows + ") SELECT id, score, (SELECT count(*) FROM m) FROM m ORDER BY id DESC LIMIT ?", append(args, candidates), nil
		}
		found := "SELECT count(*) FROM (SELECT 1 FROM " + x.words + " WHERE " + x.words + " MATCH ?" + within + " LIMIT ?)"
		return "WITH m AS MATERIALIZED (" + rows + "), n AS MATERIALIZED (SELECT count(*) AS n FROM m) SELECT id, score, (SELECT CASE WHEN n < ? THEN n ELSE (" + found +
			") END FROM n) FROM m ORDER BY score, id DESC LIMIT ?", slices.Concat(args, []any{most, most}, args, []any{candidates}), nil
	}
	looked := narrowed
	if s.to.open() {
		looked = candidates
	}
	args = append(append(append(args, looked), cond.args...), candidates)
	return "SELECT id, score, count(*) OVER () FROM (SELECT m.id, m.score FROM (" + rows + ") m" + x.table + cond.sql() + " LIMIT ?) ORDER BY score, id DESC LIMIT ?", args, nil
}

// ranked finds the matches of a kind and reads the best.
func (s *search) ranked(x index, cond *filter) (page app.SearchPage, err error) {
	by, err := s.weigh(x)
	if err != nil {
		return page, err
	}
	score, most := x.score, s.limit
	if !by.whole {
		score, most = unranked, by.most
	}
	query, args, err := s.matching(x, by.match, cond, score, by.most)
	if err != nil || query == "" {
		return page, err
	}
	scores := map[int64]float64{}
	ids, err := collect(s.ctx, s.q, func(row scanner) (id int64, err error) {
		var score float64
		err = row.Scan(&id, &score, &page.Found)
		scores[id] = -score // bm25 is smaller for better
		return id, err
	}, query, append(args, most)...)
	if err != nil || len(ids) == 0 {
		return page, err
	}
	if !by.whole {
		if ids, err = s.best(x, by.told, ids, scores); err != nil {
			return page, err
		}
	}
	page.More = page.Found >= candidates
	page.Hits, err = x.read(s, ids)
	for i := range page.Hits {
		page.Hits[i].Score = scores[page.Hits[i].Row]
	}
	return page, err
}
