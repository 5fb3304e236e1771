package search

import (
	"cmp"
	"context"
	"slices"

	"throughline/app"
	"throughline/app/ask"
	"throughline/synthesis"
	"throughline/synthesis/vector"
)

// Placed says how much of a workspace has its place by meaning.
type Placed struct {
	Texts   int  // that can be found by meaning
	Waiting int  // changes since that are not placed yet
	Ready   bool // places were loaded; without them nothing is found by meaning
}

// nearness is what is like a question.
type nearness struct {
	pages   []app.SearchPage // Score is the likeness, 0 to 1
	placed  Placed
	foreign bool
}

// leastLike is the likeness from which something counts as like a question. Of the ten likest passages of public sets about half are of the
// same subject, and nearly all of the ten lie above it, see docs/QUALITY.md.
const leastLike = 0.45

// How many rows, by their codes, are compared exactly: of a million findings the ten nearest are among the first hundred codes in 94 cases of 100, see docs/QUALITY.md.
// What is narrowed is chosen from more.
const (
	compared     = 120
	comparedFrom = 8000
)

// comparedOf is compared for kinds whose texts are long, so that more of them lie close together, and for those of which there are fewer.
var comparedOf = map[app.Kind]int{app.KindInsight: 60, app.KindTheme: 60, app.KindTranscript: 160}

// near finds what is like a question by meaning, the kinds in the order of the answer.
func (s *Service) near(ctx context.Context, q Question, asked ask.Query, limit int) (nearness, error) {
	n := nearness{placed: s.Placed()}
	placer := synthesis.Meaning()
	place := make([]float32, synthesis.MeaningDims)
	how := placer.Place(place, asked.Words())
	if how == synthesis.ByLetters && !s.speaksOthers() {
		how = placer.PlaceEnglish(place, asked.Words())
	}
	n.foreign = how == synthesis.ByLetters
	if how == synthesis.Nowhere || !n.placed.Ready {
		return n, nil
	}
	s.places.mu.RLock()
	defer s.places.mu.RUnlock()
	probe := synthesis.NewProbe(place, how)
	from := 0
	if !q.Narrow.IsZero() || q.Study != "" || len(asked.Hints) > 0 {
		from = comparedFrom
	}
	for _, k := range meant {
		if len(q.Narrow.Kinds) > 0 && !slices.Contains(q.Narrow.Kinds, k) {
			continue
		}
		rows, err := s.places.of[k].nearest(ctx, probe, max(from, cmp.Or(comparedOf[k], compared)))
		if err != nil {
			return n, err
		}
		page, err := s.nearest(ctx, q, k, rows, place, how, limit)
		if err != nil {
			return n, err
		}
		if len(page.Hits) > 0 {
			n.pages = append(n.pages, page)
		}
	}
	return n, nil
}

// nearest compares the texts of rows with a question and reads the hits of the best.
func (s *Service) nearest(ctx context.Context, q Question, k app.Kind, rows []synthesis.NearRow, place []float32, how synthesis.Script, limit int) (app.SearchPage, error) {
	page := app.SearchPage{Kind: k}
	if len(rows) == 0 {
		return page, nil
	}
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.Row
	}
	like := map[int64]float64{}
	hits, err := s.Store.Near(ctx, q.SearchQuery, k, ids, cmp.Or(comparedOf[k], compared), func(said []app.PlaceOf) []int64 {
		best := likest(ctx, said, place, how)
		page.Found = len(best)
		var out []int64
		for _, r := range best[:min(limit, len(best))] {
			like[r.Row] = float64(r.Score)
			out = append(out, r.Row)
		}
		return out
	})
	for i := range hits {
		hits[i].Score = like[hits[i].Row]
	}
	page.Hits = hits
	return page, err
}

// likest places texts and returns those like a place, the likest first.
func likest(ctx context.Context, said []app.PlaceOf, place []float32, how synthesis.Script) []synthesis.NearRow {
	placer := synthesis.Meaning()
	scores := make([]float32, len(said))
	_ = vector.EachChunk(ctx, len(said), 32, func(lo, hi int) { // the caller looks at ctx
		row := make([]float32, synthesis.MeaningDims)
		for i := lo; i < hi; i++ {
			at := synthesis.ByWords
			if how == at { // its code says so; telling the language again takes longer than all else
				at = placer.PlaceEnglish(row, said[i].Text)
			} else {
				at = placer.Place(row, said[i].Text)
			}
			if at == how {
				scores[i] = vector.Dot(place, row)
			}
		}
	})
	var best []synthesis.NearRow
	for i, s := range scores {
		if s >= leastLike {
			best = append(best, synthesis.NearRow{Row: said[i].Row, Score: s})
		}
	}
	slices.SortFunc(best, func(a, b synthesis.NearRow) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Row, b.Row))
	})
	return best
}

// foreignShare is the share of texts that are not English from which a question may be so too.
const foreignShare = 0.05

// speaksOthers reports whether a good part of the workspace is not English.
func (s *Service) speaksOthers() bool {
	s.places.mu.RLock()
	defer s.places.mu.RUnlock()
	texts, other := 0, 0
	for _, sh := range s.places.of {
		texts, other = texts+sh.texts, other+sh.other
	}
	return float64(other) >= foreignShare*float64(texts)
}

// Placed says how much can be found by meaning now.
func (s *Service) Placed() Placed {
	s.places.mu.RLock()
	defer s.places.mu.RUnlock()
	p := Placed{Ready: s.places.loaded, Waiting: s.places.waiting}
	for _, sh := range s.places.of {
		p.Texts += sh.texts
	}
	return p
}

// likeness tells how like a text is to others by meaning, 0 to 1.
func likeness(text string) func(other string) float64 {
	placer := synthesis.Meaning()
	place, row := make([]float32, synthesis.MeaningDims), make([]float32, synthesis.MeaningDims)
	how := placer.Place(place, text)
	return func(other string) float64 {
		if how == synthesis.Nowhere || placer.Place(row, other) != how {
			return 0
		}
		return max(0, min(1, float64(vector.Dot(place, row))))
	}
}
