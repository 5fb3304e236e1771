package passage_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/generate"
	"throughline/app/passage"
)

// book is a text as words whose later fate is known: the yardstick for what Carry says.
type book struct {
	turns [][]string // words of each turn
	ids   [][]int    // the word of the first state each stems from, -1 for words put in
}

func newBook(turns []string) *book {
	b := &book{}
	n := 0
	for _, t := range turns {
		words := strings.Fields(t)
		ids := make([]int, len(words))
		for i := range ids {
			ids[i] = n
			n++
		}
		b.turns, b.ids = append(b.turns, words), append(b.ids, ids)
	}
	return b
}

// text sets the words and tells where each stands.
func (b *book) text() (text string, at []app.Span, ids []int) {
	var out strings.Builder
	for i, t := range b.turns {
		if len(t) == 0 {
			continue
		}
		if out.Len() > 0 {
			out.WriteByte('\n')
		}
		for k, w := range t {
			if k > 0 {
				out.WriteByte(' ')
			}
			at = append(at, app.Span{Start: out.Len(), End: out.Len() + len(w)})
			ids = append(ids, b.ids[i][k])
			out.WriteString(w)
		}
	}
	return out.String(), at, ids
}

// changeWords mends, replaces, takes out or puts in words with a chance each.
func (b *book) changeWords(r *rand.Rand, chance float64, pool []string) {
	for i := range b.turns {
		var words []string
		var ids []int
		for k, w := range b.turns[i] {
			id := b.ids[i][k]
			if r.Float64() >= chance {
				words, ids = append(words, w), append(ids, id)
				continue
			}
			switch r.IntN(4) {
			case 0: // spelt anew
				runes := []rune(w)
				runes[r.IntN(len(runes))] = 'e'
				words, ids = append(words, string(runes)), append(ids, id)
			case 1: // another word
				words, ids = append(words, pool[r.IntN(len(pool))]), append(ids, id)
			case 2: // taken out
			default:
				words, ids = append(words, w, pool[r.IntN(len(pool))]), append(ids, id, -1)
			}
		}
		b.turns[i], b.ids[i] = words, ids
	}
}

// moveSentences takes sentences out and puts them at the end of other turns.
func (b *book) moveSentences(r *rand.Rand, chance float64) {
	for i := range b.turns {
		for from := 0; from < len(b.turns[i]); {
			to := from
			for to < len(b.turns[i]) && !strings.ContainsAny(b.turns[i][to][len(b.turns[i][to])-1:], ".?!") {
				to++
			}
			to = min(to+1, len(b.turns[i]))
			if r.Float64() < chance {
				k := r.IntN(len(b.turns))
				words, ids := append([]string{}, b.turns[i][from:to]...), append([]int{}, b.ids[i][from:to]...)
				b.turns[i], b.ids[i] = append(b.turns[i][:from:from], b.turns[i][to:]...), append(b.ids[i][:from:from], b.ids[i][to:]...)
				b.turns[k], b.ids[k] = append(b.turns[k], words...), append(b.ids[k], ids...)
				continue
			}
			from = to
		}
	}
}

func (b *book) deleteTurns(r *rand.Rand, chance float64) {
	for i := range b.turns {
		if r.Float64() < chance {
			b.turns[i], b.ids[i] = nil, nil
		}
	}
}

// score counts what became of findings, by the yardstick.
type score struct{ all, right, near, listed, gone, wrong int }

func (s score) row(name string) string {
	p := func(n int) string { return fmt.Sprintf("%.1f", 100*float64(n)/float64(max(1, s.all))) }
	return fmt.Sprintf("| %s | %d | %s | %s | %s | %s | %s |", name, s.all, p(s.right), p(s.near), p(s.gone), p(s.listed), p(s.wrong))
}

// measure edits a text and compares each placing with where the words of the finding went.
func measure(t *testing.T, turns []string, seed uint64, edit func(*book, *rand.Rand)) (s score) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 17))
	b := newBook(turns)
	old, at, _ := b.text()
	type mark struct{ from, to int } // words
	var marks []mark
	var found []app.Finding
	for k := 0; k < len(at); {
		n := []int{1, 3, 6, 10, 16, 28}[r.IntN(6)]
		if to := min(len(at), k+n); r.IntN(2) == 0 {
			marks = append(marks, mark{k, to})
			found = append(found, findingAt(old, app.Span{Start: at[k].Start, End: at[to-1].End}))
		}
		k += n
	}
	edit(b, r)
	now, spans, ids := b.text()
	where := map[int]app.Span{}
	for i, id := range ids {
		if id >= 0 {
			where[id] = spans[i]
		}
	}
	m := passage.Diff(old, now)
	for i, p := range carry(t, m, found) {
		var left []app.Span
		for id := marks[i].from; id < marks[i].to; id++ {
			if w, ok := where[id]; ok {
				left = append(left, w)
			}
		}
		s.add(p, left)
	}
	return s
}

// add judges one placing: right covers just the words that are left, near at least half of them and of its own, wrong less. A
// finding of which nothing is left is rightly gone when it is listed as lost.
func (s *score) add(p passage.Placing, left []app.Span) {
	s.all++
	if len(left) == 0 {
		if p.Verdict == passage.Lost {
			s.gone++
		} else {
			s.wrong++
		}
		return
	}
	if p.Verdict == passage.Lost {
		s.listed++
		return
	}
	hit, all := 0, 0
	for _, w := range left {
		all += w.Len()
		if p.Span.Start <= w.Start && w.End <= p.Span.End {
			hit += w.Len()
		}
	}
	both := float64(hit) / float64(max(all, p.Span.Len()-len(left)+1)) // the spaces between words are nobody's
	switch {
	case p.Span.Start == left[0].Start && p.Span.End == left[len(left)-1].End:
		s.right++
	case both >= 0.5:
		s.near++
	default:
		s.wrong++
	}
}

// natural are the turns of the sample study's plain files, written by people; repetitive those of generated interviews, which say
// the same sentences again and again.
func natural(t *testing.T) []string {
	t.Helper()
	var turns []string
	for _, name := range []string{"p04-hotel.txt", "p08-garden-centres.txt", "p10-laundry.txt", "p07-parcel-depots.md", "p12-bus-operator.md"} {
		data, err := os.ReadFile("../../assets/sample/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range strings.Split(passage.Clean(string(data)), "\n") {
			if len(strings.Fields(l)) > 2 {
				turns = append(turns, l)
			}
		}
	}
	return turns
}

func repetitive() []string {
	var turns []string
	for i := range 3 {
		for _, u := range generate.New(generate.Options{Seed: 4, Words: 4000}).Interview(i).Turns {
			turns = append(turns, passage.Clean(strings.ReplaceAll(u.Text, "\n", " ")))
		}
	}
	return turns
}

func TestCarry_QualityIsAsWritten(t *testing.T) {
	for _, text := range []struct {
		name  string
		turns []string
	}{{"natural", natural(t)}, {"repetitive", repetitive()}} {
		pool := strings.Fields(strings.Join(text.turns, " "))
		words := func(chance float64) func(*book, *rand.Rand) {
			return func(b *book, r *rand.Rand) { b.changeWords(r, chance, pool) }
		}
		for _, row := range []struct {
			name         string
			edit         func(*book, *rand.Rand)
			good, errors float64 // floor of right, near and rightly gone together; ceiling of wrong; in percent
		}{
			{"1 % of words", words(.01), 99, .5},
			{"5 % of words", words(.05), 96, 1.5},
			{"20 % of words", words(.20), 84, 6},
			{"5 % of sentences moved", func(b *book, r *rand.Rand) { b.moveSentences(r, .05) }, 95, 2},
			{"10 % of turns deleted", func(b *book, r *rand.Rand) { b.deleteTurns(r, .1) }, 98, 1},
			{"all three: 5 % words, 2 % sentences, 3 % turns", func(b *book, r *rand.Rand) {
				b.moveSentences(r, .02)
				b.deleteTurns(r, .03)
				b.changeWords(r, .05, pool)
			}, 94, 2},
		} {
			var s score
			for seed := range uint64(5) {
				one := measure(t, text.turns, seed, row.edit)
				s = score{s.all + one.all, s.right + one.right, s.near + one.near, s.listed + one.listed, s.gone + one.gone, s.wrong + one.wrong}
			}
			t.Log(s.row(text.name + ", " + row.name))
			n := float64(s.all) / 100
			if good := float64(s.right+s.near+s.gone) / n; good < row.good {
				t.Errorf("%s, %s: %.1f %% stand where they should, want %.0f", text.name, row.name, good, row.good)
			}
			if wrong := float64(s.wrong) / n; wrong > row.errors {
				t.Errorf("%s, %s: %.1f %% stand wrongly, want at most %.1f", text.name, row.name, wrong, row.errors)
			}
		}
	}
}
