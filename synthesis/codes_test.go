package synthesis_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"throughline/synthesis"
	"throughline/synthesis/synthesistest"
)

type labelled struct {
	Name, About, Same string
	Passages          []string
}

// codebook reads the labelled codebook: codes with the same word in Same mean the same.
func codebook(t testing.TB) ([]labelled, []string, []synthesis.Code) {
	t.Helper()
	raw, err := os.ReadFile("testdata/codes.json")
	if err != nil {
		t.Fatal(err)
	}
	var book []labelled
	if err := json.Unmarshal(raw, &book); err != nil {
		t.Fatal(err)
	}
	var passages []string
	var codes []synthesis.Code
	for _, c := range book {
		k := synthesis.Code{Name: c.Name, About: c.About}
		for _, p := range c.Passages {
			k.Passages = append(k.Passages, len(passages))
			passages = append(passages, p)
		}
		codes = append(codes, k)
	}
	return book, passages, codes
}

func learn(t testing.TB, passages []string, codes []synthesis.Code) *synthesis.Codes {
	t.Helper()
	c, err := synthesis.LearnCodes(t.Context(), passages, codes, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func near(t testing.TB, c *synthesis.Codes, least float64) []synthesis.Pair {
	t.Helper()
	pairs, err := c.Near(t.Context(), least, func(int, int) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	return pairs
}

func TestNear_FindsWhatMeansTheSame(t *testing.T) {
	book, passages, codes := codebook(t)
	right, wrong := 0, 0
	for _, p := range near(t, learn(t, passages, codes), synthesis.NearFloor) {
		if book[p.A].Same != "" && book[p.A].Same == book[p.B].Same {
			right++
			continue
		}
		wrong++
		t.Logf("wrong: %s, %s: %+v", book[p.A].Name, book[p.B].Name, p)
	}
	t.Logf("%d of 8 pairs, %d wrong", right, wrong)
	if right < 6 || wrong > 0 {
		t.Errorf("found %d of 8 pairs and %d wrong ones, want 6 and none", right, wrong)
	}
}

// TestNear_FindsTheHalvesOfClasses cuts each class of a public set in two codes without telling names or definitions.
func TestNear_FindsTheHalvesOfClasses(t *testing.T) {
	for _, c := range []struct {
		set           string
		per           int
		recall, false float64 // floors; a class of banking77 has near neighbours, so some pairs are no mistakes
	}{
		{"banking77", 8, 0.50, 0.002}, {"banking77", 30, 0.95, 0.006}, {"stackoverflow", 8, 0.60, 0.002}, {"stackoverflow", 30, 0.90, 0.002},
	} {
		t.Run(fmt.Sprintf("%s, %d passages each", c.set, c.per), func(t *testing.T) {
			set := synthesistest.Load(t, c.set, 0, 1)
			ids, k := set.Numbers()
			var passages []string
			codes, count := make([]synthesis.Code, 2*k), make([]int, k)
			for i := range codes {
				codes[i].Name = string([]rune{rune('一' + 3*i), rune('丁' + 7*i)}) // nothing in common
			}
			for i, id := range ids {
				if count[id] < 2*c.per {
					half := &codes[id*2+count[id]%2]
					half.Passages = append(half.Passages, len(passages))
					passages = append(passages, set.Texts[i])
					count[id]++
				}
			}
			right, wrong := 0, 0
			for _, p := range near(t, learn(t, passages, codes), synthesis.NearFloor) {
				if p.A/2 == p.B/2 {
					right++
				} else {
					wrong++
				}
			}
			recall, false_ := float64(right)/float64(k), float64(wrong)/float64(k*(2*k-1)-k)
			t.Logf("%d of %d halves, %d other pairs (%.2f %%)", right, k, wrong, 100*false_)
			if recall < c.recall || false_ > c.false {
				t.Errorf("recall %.2f, false %.4f; want %.2f and %.4f", recall, false_, c.recall, c.false)
			}
		})
	}
}

func TestNear_ComparesNames(t *testing.T) {
	for _, c := range []struct {
		a, b       string
		least, top float64
	}{
		{"Log in", "Login", 1, 1},
		{"Set-up", "Setup", 1, 1},
		{"Permission", "Permissions", 1, 1},
		{"Pricing", "Price", 0.9, 1},
		{"Data export", "Export of data", 0.9, 1},
		{"Organisation", "Organization", 0.6, 1},
		{"Week 1", "Week 2", 0, 0.5},
		{"Positive feedback", "Negative feedback", 0, 0.5},
		{"Before launch", "After launch", 0, 0.5},
		{"Trust in data", "Trust in people", 0, 0.5},
		{"Import", "Export", 0, 0.5},
		{"Trusted", "Not trusted", 0, 0.6},
		{"", "", 0, 0},
		{"?", "!", 0, 0},
		{"价格", "价格", 1, 1},
		{"Ärger", "ärger", 1, 1},
	} {
		t.Run(c.a+" and "+c.b, func(t *testing.T) {
			pairs := near(t, learn(t, []string{"the price is high", "the price is low"}, []synthesis.Code{{Name: c.a}, {Name: c.b}}), -1)
			if got := pairs[0].Names; got < c.least || got > c.top {
				t.Errorf("likeness %.2f, want %.2f to %.2f", got, c.least, c.top)
			}
		})
	}
}

func TestNear_LeavesOutTheRelated(t *testing.T) {
	c := learn(t, nil, []synthesis.Code{{Name: "Price"}, {Name: "Price"}, {Name: "price"}})
	pairs, err := c.Near(t.Context(), 0.5, func(a, b int) bool { return a == 0 && b == 1 })
	if err != nil || len(pairs) != 2 || pairs[0].A != 0 || pairs[0].B != 2 {
		t.Errorf("pairs %+v, %v", pairs, err)
	}
}

// speech makes passages: each is words drawn from a subject's and from what everybody says.
type speech struct {
	rng *rand.Rand
}

var (
	pay     = strings.Fields("invoice price seat discount bill money renewal plan quote budget")
	signIn  = strings.Fields("password login code account browser phone token lock reset session")
	typical = strings.Fields("team week office colleague thing morning manager people work page tool screen")
)

func (s speech) say(words []string) string {
	var out []string
	for range 4 {
		out = append(out, words[s.rng.IntN(len(words))], typical[s.rng.IntN(len(typical))])
	}
	return strings.Join(out, " ")
}

func TestShift(t *testing.T) {
	for _, c := range []struct {
		name   string
		change float64 // share of the second group that speaks of something else
		blocks int     // of each group
		mixed  bool    // blocks hold passages of both groups
		alarm  bool
	}{
		{"whole interviews, all change", 1, 8, false, true},
		{"whole interviews, nothing changes", 0, 8, false, false},
		{"inside interviews, most change", 0.7, 6, true, true},
		{"inside interviews, nothing changes", 0, 6, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			alarms := 0
			const trials = 20
			for seed := range uint64(trials) {
				s := speech{rand.New(rand.NewPCG(seed, 3))}
				var passages []string
				var uses []synthesis.Use
				for b := range 2 * c.blocks {
					for i := range 6 {
						second := b >= c.blocks
						if c.mixed {
							second = i%2 == 1
						}
						words := pay
						if second && s.rng.Float64() < c.change {
							words = signIn
						}
						uses = append(uses, synthesis.Use{Passage: len(passages), Block: fmt.Sprint(b), Second: second})
						passages = append(passages, s.say(words))
					}
				}
				got, err := learn(t, passages, nil).Shift(t.Context(), uses, 1)
				if err != nil {
					t.Fatal(err)
				}
				if got.P <= 0.05 {
					alarms++
				}
				if c.alarm && (len(got.Came) == 0 || !slices.Contains(signIn, got.Came[0].Word) || got.Came[0].Second < 3) {
					t.Errorf("came %+v, went %+v", got.Came, got.Went)
				}
			}
			t.Logf("%d alarms in %d", alarms, trials)
			if c.alarm && alarms < trials*9/10 || !c.alarm && alarms > 3 {
				t.Errorf("%d alarms in %d trials", alarms, trials)
			}
		})
	}
}

// TestShift_OnePersonsWordsAreNoDrift has one talkative person in the second group: as many passages as all others together,
// in words of their own. Passages would differ; people do not.
func TestShift_OnePersonsWordsAreNoDrift(t *testing.T) {
	s := speech{rand.New(rand.NewPCG(9, 9))}
	var passages []string
	var uses []synthesis.Use
	put := func(block string, second bool, words []string, n int) {
		for range n {
			uses = append(uses, synthesis.Use{Passage: len(passages), Block: block, Second: second})
			passages = append(passages, s.say(words))
		}
	}
	for b := range 12 {
		put(fmt.Sprint(b), b >= 6, pay, 4)
	}
	put("talkative", true, signIn, 20)
	got, err := learn(t, passages, nil).Shift(t.Context(), uses, 1)
	if err != nil {
		t.Fatal(err)
	}
	if got.P <= 0.05 {
		t.Errorf("P = %.3f over %d rounds, want no alarm", got.P, got.Rounds)
	}
	for _, w := range got.Came {
		if slices.Contains(signIn, w.Word) {
			t.Errorf("%q is told as having come, though one person says it", w.Word)
		}
	}
}

func TestSpreadAndHalves(t *testing.T) {
	s := speech{rand.New(rand.NewPCG(5, 5))}
	var passages []string
	take := func(n int, words ...[]string) (places []int) {
		for i := range n {
			places = append(places, len(passages))
			passages = append(passages, s.say(words[i%len(words)]))
		}
		return places
	}
	codes := []synthesis.Code{{Name: "one", Passages: take(40, pay)}, {Name: "two", Passages: take(40, pay, signIn)}, {Name: "lone", Passages: take(1, pay)}, {Name: "none"}}
	take(60, typical)
	c := learn(t, passages, codes)
	one, two := c.Spread(0), c.Spread(1)
	if !(two > one+0.1) || !math.IsNaN(c.Spread(2)) || !math.IsNaN(c.Spread(3)) {
		t.Errorf("spread %.2f, %.2f, %.2f, %.2f", one, two, c.Spread(2), c.Spread(3))
	}
	parts, err := c.Halves(t.Context(), 1, 1)
	if err != nil || len(parts) != 2 {
		t.Fatalf("Halves() = %+v, %v", parts, err)
	}
	words := slices.Concat(parts[0].Words, parts[1].Words)
	has := func(set []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(set, w) })
	}
	if n := len(parts[0].Passages) + len(parts[1].Passages); n != 40 || !has(pay) || !has(signIn) {
		t.Errorf("halves of %d passages by %v", n, words)
	}
	if parts, err := c.Halves(t.Context(), 3, 1); err != nil || parts != nil {
		t.Errorf("a code without passages has halves: %v, %v", parts, err)
	}
}

func TestLearnCodes_KeepsItsLawsOnOddInput(t *testing.T) {
	for _, c := range []struct {
		name     string
		passages []string
	}{
		{"nothing", nil},
		{"one", []string{"the price"}},
		{"no words", []string{"", "…", "\x00", "🙂"}},
		{"all the same", slices.Repeat([]string{"the price is high"}, 30)},
		{"broken and long", []string{"caf\xc3", strings.Repeat("word ", 50_000), strings.Repeat("x", 100_000), "شكرا جزيلا", "价格太高"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := make([]int, len(c.passages))
			uses := make([]synthesis.Use, len(c.passages))
			for i := range all {
				all[i], uses[i] = i, synthesis.Use{Passage: i, Block: fmt.Sprint(i), Second: i%2 == 1}
			}
			k := learn(t, c.passages, []synthesis.Code{{Name: "A", About: "What is paid", Passages: all}, {Name: "B", Passages: all}, {}})
			for _, p := range near(t, k, -1) {
				if !(p.Score >= 0 && p.Score <= 1) {
					t.Errorf("pair %+v", p)
				}
			}
			if s, err := k.Shift(t.Context(), uses, 1); err != nil || !(s.P > 0 && s.P <= 1) || !(s.Distance >= 0 && s.Distance <= 1) {
				t.Errorf("Shift() = %+v, %v", s, err)
			}
			if s := k.Spread(0); s < -1e-6 || s > 2 {
				t.Errorf("Spread() = %v", s)
			}
			if _, err := k.Halves(t.Context(), 0, 1); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestCodes_SameSeedSameResultOnAnyProcessors(t *testing.T) {
	_, passages, codes := codebook(t)
	run := func(procs int) any {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		c := learn(t, passages, codes)
		var uses []synthesis.Use
		for i := range passages {
			uses = append(uses, synthesis.Use{Passage: i, Block: fmt.Sprint(i / 7), Second: i%3 == 0})
		}
		shift, err := c.Shift(t.Context(), uses, 4)
		if err != nil {
			t.Fatal(err)
		}
		halves, err := c.Halves(t.Context(), 0, 4)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(near(t, c, -1), shift, halves, c.Spread(3))
	}
	if a, b := run(1), run(4); !reflect.DeepEqual(a, b) {
		t.Errorf("on one processor\n%v\non four\n%v", a, b)
	}
}

func TestCodes_EndWithTheirContext(t *testing.T) {
	_, passages, codes := codebook(t)
	c := learn(t, passages, codes)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := synthesis.LearnCodes(ctx, passages, codes, 1, nil); err == nil {
		t.Error("LearnCodes goes on")
	}
	if _, err := c.Near(ctx, 0, func(int, int) bool { return false }); err == nil {
		t.Error("Near goes on")
	}
	if _, err := c.Shift(ctx, []synthesis.Use{{Passage: 0}, {Passage: 1, Second: true}}, 1); err == nil {
		t.Error("Shift goes on")
	}
}

func BenchmarkCodes200Over20k(b *testing.B) {
	ps := mixed(b, 20_000)
	passages := make([]string, len(ps))
	codes := make([]synthesis.Code, 200)
	for i := range ps {
		passages[i] = ps[i].Text
		for j := range 2 {
			k := (i*(j+1) + i/211*j) % len(codes)
			if n := len(codes[k].Passages); n == 0 || codes[k].Passages[n-1] != i {
				codes[k].Passages = append(codes[k].Passages, i)
			}
		}
	}
	for i := range codes {
		codes[i].Name, codes[i].About = fmt.Sprintf("Topic %d", i), "What people say of topic number "+fmt.Sprint(i)
	}
	for b.Loop() {
		c := learn(b, passages, codes)
		near(b, c, synthesis.NearFloor)
	}
}
