package search

import (
	"context"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/ask"
	"throughline/synthesis/text"
)

// few is the number of matches below which a question is mended.
const few = 3

// seek finds what has the words of a question; when hardly anything has, it mends a misspelt word or, when only words are asked for, leaves
// out those that carry no topic, and says so in the answer.
func (s *Service) seek(ctx context.Context, q Question, asked ask.Query, limit int, a *Answer) ([]app.SearchPage, error) {
	query := q.SearchQuery
	query.Text, query.Limit, query.Loose = strings.TrimSpace(query.Text), limit, q.Mode == Both
	pages, err := s.look(ctx, query)
	if err != nil || q.Exact || len(asked.All) == 0 || matches(pages) >= few {
		return pages, err
	}
	mended, err := s.mend(ctx, asked)
	if err != nil {
		return nil, err
	}
	less, left := mended.Without(func(t ask.Term) bool { return len(t.Words) == 1 && text.IsStop(t.Words[0], text.Multiple) })
	for i, try := range []ask.Query{mended, less} {
		if i == 0 && mended.Match() == asked.Match() || i == 1 && (len(left) == 0 || matches(pages) > 0 || q.Mode != Words) {
			continue
		}
		query.Text = try.String()
		more, err := s.look(ctx, query)
		if err != nil {
			return nil, err
		}
		if matches(more) > matches(pages) {
			pages, a.Mended = more, query.Text
			if i == 1 {
				a.Left = left
			}
		}
	}
	return pages, nil
}

// spoken and written part the kinds in two halves that take about as long.
var (
	spoken  = []app.Kind{app.KindTranscript}
	written = []app.Kind{app.KindInsight, app.KindMemo, app.KindTheme, app.KindTag, app.KindFinding, app.KindInterview, app.KindParticipant}
)

// look asks for both halves side by side.
func (s *Service) look(ctx context.Context, query app.SearchQuery) (pages []app.SearchPage, err error) {
	part := func(kinds []app.Kind, into *[]app.SearchPage) func(context.Context) error {
		q := query
		q.Narrow.Kinds = slices.DeleteFunc(slices.Clone(kinds), func(k app.Kind) bool {
			return len(query.Narrow.Kinds) > 0 && !slices.Contains(query.Narrow.Kinds, k)
		})
		return func(ctx context.Context) (err error) {
			if len(q.Narrow.Kinds) > 0 {
				*into, err = s.Store.Seek(ctx, q)
			}
			return err
		}
	}
	var said []app.SearchPage
	err = together(ctx, part(written, &pages), part(spoken, &said))
	return append(pages, said...), err
}

func matches(pages []app.SearchPage) (n int) {
	for _, p := range pages {
		n += p.Found
	}
	return n
}

// vocabulary is the words of a workspace, for mending. It is read when first needed and again when texts changed much.
type vocabulary struct {
	mu    sync.Mutex
	words []app.IndexWord
	read  bool
}

// forget has the words read again when they are needed next.
func (v *vocabulary) forget() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.read = false
}

func (v *vocabulary) all(ctx context.Context, read func(context.Context) ([]app.IndexWord, error)) ([]app.IndexWord, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.read {
		return v.words, nil
	}
	words, err := read(ctx)
	if err == nil {
		v.words, v.read = words, true
	}
	return words, err
}

// shortest is the least length of a word that is mended, in signs; longer ones may have two slips.
const shortest, long = 4, 8

// mend replaces words that nothing has by those nearest to them.
func (s *Service) mend(ctx context.Context, asked ask.Query) (ask.Query, error) {
	words, err := s.vocabulary.all(ctx, s.Store.IndexWords)
	if err != nil {
		return asked, err
	}
	out := asked
	out.All = nil
	for _, group := range asked.All {
		group = slices.Clone(group)
		for i, item := range group {
			if item.Near != nil {
				near := mendTerm(*item.Near, words)
				item.Near = &near
			}
			item.Term = mendTerm(item.Term, words)
			group[i] = item
		}
		out.All = append(out.All, group)
	}
	return out, nil
}

func mendTerm(t ask.Term, words []app.IndexWord) ask.Term {
	if t.Quoted && t.Prefix { // still being typed
		return t
	}
	t.Words = slices.Clone(t.Words)
	changed := false
	for i, w := range t.Words {
		if better, ok := nearestWord(w, t.Prefix && i == len(t.Words)-1, words); ok {
			t.Words[i], changed = better, true
		}
	}
	if changed {
		t.Typed = strings.Join(t.Words, " ")
		t.Quoted = t.Quoted || len(t.Words) > 1
	}
	return t
}

// nearestWord finds the word that a misspelt one was meant to be: the fewest slips, the commonest of equals. ok is false for a word that texts
// have, or that goes on to one when prefix, that is too short, or that nothing is near to.
func nearestWord(w string, prefix bool, words []app.IndexWord) (best string, ok bool) {
	n := utf8.RuneCountInString(w)
	if n < shortest || strings.ContainsFunc(w, func(r rune) bool { return '0' <= r && r <= '9' }) || text.IsUnspaced(w) {
		return "", false
	}
	at, known := slices.BinarySearchFunc(words, w, func(o app.IndexWord, w string) int { return strings.Compare(o.Word, w) })
	if known || prefix && at < len(words) && strings.HasPrefix(words[at].Word, w) {
		return "", false
	}
	most := 1
	if n >= long {
		most = 2
	}
	typed := []rune(w)
	slips, texts := most+1, 0
	var room slipTable
	for _, o := range words {
		if len(o.Word) > len(w)+4*most || len(o.Word)+4*most < len(w) || slips == 1 && o.Texts <= texts {
			continue
		}
		d := room.slips(typed, o.Word, min(most, slips))
		if d < slips || d == slips && o.Texts > texts {
			best, slips, texts = o.Word, d, o.Texts
		}
	}
	return best, slips <= most
}

// slipTable is room for counting slips.
type slipTable struct {
	other []rune
	rows  [3][]int
}

// slips counts how many letters must be added, left out, changed or swapped with the next to make one word of the other (Damerau 1964, no letter
// twice); beyond most it returns most+1.
func (s *slipTable) slips(a []rune, word string, most int) int {
	s.other = append(s.other[:0], []rune(word)...)
	b := s.other
	if d := len(a) - len(b); d > most || -d > most {
		return most + 1
	}
	for i := range s.rows {
		s.rows[i] = append(s.rows[i][:0], make([]int, len(b)+1)...)
	}
	before, last, now := s.rows[0], s.rows[1], s.rows[2]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
			least = min(least, now[j])
		}
		if least > most {
			return most + 1
		}
		before, last, now = last, now, before
	}
	return min(last[len(b)], most+1)
}
