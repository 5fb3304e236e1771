package storage

import (
	"slices"
	"sync"

	"throughline/app/ask"
)

// To rank by a word the index counts every row that has it, which for a word that half of a million rows have takes forty milliseconds and
// then tells that it hardly counts. In a large index matches are therefore ranked by the other words.
const (
	sampled    = 2000         // the newest rows, in which a word is looked for to tell how common it is
	common     = sampled / 12 // of these have a word that is not ranked by when there is another
	ranked     = 2000         // of the newest matches the best are told; each takes some microseconds
	everywhere = sampled / 4  // of these have a word that is not ranked by at all, and not looked for when there is another and the search is loose
)

// countedRows is up to how many rows an index ranks by all words: counting them takes some milliseconds. A variable for tests.
var countedRows int64 = 50_000

// weighed is a question by how much its words tell.
type weighed struct {
	match string // what rows must have
	told  string // what they are ranked by, "" when no word tells anything
	whole bool   // both are the question itself
	most  int    // of the newest matches are ranked
}

// weigh tells by what a question is matched and ranked in an index.
func (s *search) weigh(x index) (weighed, error) {
	whole := weighed{s.match, s.match, true, candidates}
	if s.match == "" || x.last == "" {
		return whole, nil
	}
	var last int64
	if err := one(s.ctx, s.q, x.last, nil, &last); err != nil || last <= countedRows {
		return whole, err
	}
	whole.most = max(ranked, s.limit)
	w := weigher{s: s, x: x, last: last, least: everywhere, whole: true}
	for _, group := range s.query.All {
		if err := w.group(group); err != nil {
			return whole, err
		}
	}
	for _, t := range s.query.Not {
		n, err := w.count(t)
		if err != nil {
			return whole, err
		}
		w.whole = w.whole && n < common
	}
	if w.whole {
		return whole, nil
	}
	if len(w.told.All) == 0 && w.rarest != nil {
		w.told.All = [][]ask.Item{w.rarest}
	}
	out := weighed{match: s.match, told: w.told.Match(), most: whole.most}
	if s.loose && len(w.must.All) > 0 {
		w.must.Not = s.query.Not
		out.match = w.must.Match()
	}
	return out, nil
}

// weigher goes through the words of a question.
type weigher struct {
	s      *search
	x      index
	last   int64      // the newest row
	told   ask.Query  // the words that are not common
	rarest []ask.Item // of the common ones
	least  int        // rows that have it
	must   ask.Query  // without what is everywhere
	whole  bool       // no word is common so far
}

// group takes words of which any may occur.
func (w *weigher) group(group []ask.Item) error {
	var told []ask.Item
	missed := false // any of them may be missed, for one is everywhere
	for _, item := range group {
		n := 0
		if item.Near == nil {
			var err error
			if n, err = w.count(item.Term); err != nil {
				return err
			}
		}
		if n < common {
			told = append(told, item)
			continue
		}
		w.whole = false
		missed = missed || n >= everywhere && !item.Quoted
		if n < w.least {
			w.least, w.rarest = n, []ask.Item{item}
		}
	}
	if len(told) > 0 {
		w.told.All = append(w.told.All, told)
	}
	if !missed {
		w.must.All = append(w.must.All, group)
	}
	return nil
}

// count tells in how many of the newest rows a word is, at most everywhere.
func (w *weigher) count(t ask.Term) (n int, err error) {
	match := ask.Query{All: [][]ask.Item{{{Term: t}}}}.Match()
	if n, ok := w.s.s.commonness.get(w.x.words, w.last, match); ok {
		return n, nil
	}
	err = one(w.s.ctx, w.s.q, "SELECT count(*) FROM (SELECT 1 FROM "+w.x.words+" WHERE "+w.x.words+" MATCH ? AND rowid > ? LIMIT ?)",
		[]any{match, w.last - sampled, everywhere}, &n)
	if err == nil {
		w.s.s.commonness.put(w.x.words, w.last, match, n)
	}
	return n, err
}

// commonness keeps how common words are: to tell it takes longer than to find what has them. What was told holds until an index has a newer row; that a
// text was changed or taken away since changes what a question is ranked by in no way that anybody notices.
type commonness struct {
	mu   sync.Mutex
	last map[string]int64          // of each index, its newest row then
	of   map[string]map[string]int // of each index, what was counted
}

// mostTold is how many words of an index are kept.
const mostTold = 4096

func (c *commonness) get(index string, last int64, match string) (n int, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last[index] != last {
		return 0, false
	}
	n, ok = c.of[index][match]
	return n, ok
}

func (c *commonness) put(index string, last int64, match string, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.last, c.of = map[string]int64{}, map[string]map[string]int{}
	}
	if c.last[index] != last || len(c.of[index]) >= mostTold {
		c.last[index], c.of[index] = last, map[string]int{}
	}
	c.of[index][match] = n
}

// best chooses, of matches that come newest first, as many as are asked for: those that rank best by a part of the question, then the newest.
// It writes the scores of the first.
func (s *search) best(x index, match string, ids []int64, scores map[int64]float64) ([]int64, error) {
	var best []int64
	if match != "" {
		var err error
		best, err = collect(s.ctx, s.q, func(row scanner) (id int64, err error) {
			var score float64
			err = row.Scan(&id, &score)
			scores[id] = -score
			return id, err
		}, "SELECT rowid, "+x.score+" FROM "+x.words+" WHERE "+x.words+" MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?)) ORDER BY 2, 1 DESC LIMIT ?",
			match, slices.Min(ids), slices.Max(ids), list(ids), s.limit)
		if err != nil {
			return nil, err
		}
	}
	ranked := len(best)
	for _, id := range ids {
		if len(best) >= s.limit {
			break
		}
		if !slices.Contains(best[:ranked], id) {
			best = append(best, id)
		}
	}
	return best, nil
}
