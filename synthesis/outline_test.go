package synthesis_test

import (
	"context"
	"errors"
	"math"
	"reflect"
	"runtime"
	"testing"

	"throughline/synthesis"
	"throughline/synthesis/vector"
)

func outline(t testing.TB, passages []synthesis.Passage, opt synthesis.ThemeOptions) *synthesis.Outline {
	t.Helper()
	o, err := synthesis.NewOutline(context.Background(), passages, opt)
	if err != nil {
		t.Fatalf("NewOutline() error = %v", err)
	}
	return o
}

func cutAt(t testing.TB, o *synthesis.Outline, k int) synthesis.Result {
	t.Helper()
	res, err := o.At(context.Background(), k)
	if err != nil {
		t.Fatalf("At(%d) error = %v", k, err)
	}
	return res
}

func TestOutline_GivesEveryNumberOfThemes(t *testing.T) {
	passages := talk(900)
	o := outline(t, passages, synthesis.ThemeOptions{Seed: 1, KeepAll: true})
	least, most := o.Range()
	if least != 2 || most != 200 {
		t.Fatalf("Range() = %d, %d, want 2, 200", least, most)
	}
	if s := o.Suggested(); s < least || s > most {
		t.Errorf("Suggested() = %d, out of range", s)
	}
	last := 0
	for _, k := range []int{-3, 0, 2, 3, 7, 20, 60, 200, 999} {
		res := cutAt(t, o, k)
		checkLaws(t, passages, res)
		want := max(1, min(k, most))
		if res.K > want || res.K < want*3/4 {
			t.Errorf("At(%d) gives %d themes", k, res.K)
		}
		if res.K < last {
			t.Errorf("At(%d) gives %d themes, fewer than the cut before", k, res.K)
		}
		last = res.K
	}
}

func TestOutline_PutsManyThemesUnderBroaderOnes(t *testing.T) {
	o := outline(t, talk(900), synthesis.ThemeOptions{Seed: 1})
	if res := cutAt(t, o, 4); len(res.Parents) != 0 {
		t.Errorf("4 themes have %d broader ones", len(res.Parents))
	}
	res := cutAt(t, o, 40)
	if len(res.Parents) < 2 {
		t.Fatalf("40 themes have %d broader ones", len(res.Parents))
	}
	under := 0
	for p, parent := range res.Parents {
		if parent.Label == "" || len(parent.Themes) < 2 {
			t.Errorf("broader theme %d: label %q, %d themes", p, parent.Label, len(parent.Themes))
		}
		for _, th := range parent.Themes {
			if under++; res.Themes[th].Parent != p {
				t.Errorf("theme %d says it lies in %d, not in %d", th, res.Themes[th].Parent, p)
			}
		}
	}
	for i, th := range res.Themes {
		if th.Parent < 0 {
			under++
		}
		if th.Cohesion <= 0 || th.Cohesion > 1 {
			t.Errorf("theme %d has cohesion %v", i, th.Cohesion)
		}
	}
	if under != res.K {
		t.Errorf("%d of %d themes are accounted for", under, res.K)
	}
}

func TestOutline_SeedsStayAndGrow(t *testing.T) {
	passages := talk(400) // passage i is about subject i%4
	opt := synthesis.ThemeOptions{Seed: 2, Seeds: []synthesis.Seed{{Name: "Getting in"}, {Name: "Odd"}, {Name: "Empty"}}}
	for i := 1; i < 120; i += 4 {
		opt.Seeds[0].Passages = append(opt.Seeds[0].Passages, i)
	}
	opt.Seeds[1].Passages = []int{0, 2, 3} // no one subject
	o := outline(t, passages, opt)
	for _, k := range []int{4, 6, 12} {
		res := cutAt(t, o, k)
		checkLaws(t, passages, res)
		seed := map[int]int{}
		for i, th := range res.Themes {
			if th.Seed >= 0 {
				seed[th.Seed] = i
				if th.Label != opt.Seeds[th.Seed].Name {
					t.Errorf("at %d seed %d is called %q", k, th.Seed, th.Label)
				}
			}
		}
		for s := range 2 {
			for _, p := range opt.Seeds[s].Passages {
				if res.Theme[p] != seed[s] {
					t.Fatalf("at %d passage %d of seed %d lies in theme %d", k, p, s, res.Theme[p])
				}
			}
		}
		grown, strange := 0, 0
		for i, th := range res.Theme {
			if th == seed[0] && i >= 120 {
				grown++
				if i%4 != 1 {
					strange++
				}
			}
		}
		if grown < 12 || strange > 0 {
			t.Errorf("at %d the seed grew by %d of 70 passages of its subject, %d of others", k, grown, strange)
		}
	}
}

func TestOutline_OfSeedsAlone(t *testing.T) {
	passages := talk(8)
	res := cutAt(t, outline(t, passages, synthesis.ThemeOptions{Seeds: []synthesis.Seed{
		{Name: "A", Passages: []int{0, 1, 2, 3, 99, -4}}, {Name: "B", Passages: []int{3, 4, 5, 6, 7}},
	}}), 2)
	checkLaws(t, passages, res)
	if want := []int{0, 0, 0, 0, 1, 1, 1, 1}; !reflect.DeepEqual(res.Theme, want) {
		t.Errorf("themes %v, want %v", res.Theme, want)
	}
}

func TestOutline_MapKeepsSubjectsTogether(t *testing.T) {
	passages := talk(300)
	passages[17].Text = "..."
	o := outline(t, passages, synthesis.ThemeOptions{Seed: 4})
	at, err := o.Map(context.Background())
	if err != nil || len(at) != len(passages) {
		t.Fatalf("Map() gives %d places, error %v", len(at), err)
	}
	right := 0
	for i, p := range at {
		if p.X < 0 || p.X > 1 || p.Y < 0 || p.Y > 1 || math.IsNaN(p.X+p.Y) {
			t.Fatalf("passage %d lies at %v", i, p)
		}
		best, least := -1, math.Inf(1)
		for j, q := range at {
			if d := math.Hypot(p.X-q.X, p.Y-q.Y); j != i && d < least {
				best, least = j, d
			}
		}
		if best%4 == i%4 {
			right++
		}
	}
	if right < 270 {
		t.Errorf("the nearest of %d of 300 is of their subject", right)
	}
	if at[17] != (synthesis.Point{X: 0.5, Y: 0.5}) {
		t.Errorf("a passage without words lies at %v", at[17])
	}
}

func TestOutline_SameOnAnyProcessors(t *testing.T) {
	passages := talk(1500)
	run := func() (out []any) {
		o := outline(t, passages, synthesis.ThemeOptions{Seed: 5, Seeds: []synthesis.Seed{{Passages: []int{1, 5, 9}}}})
		at, err := o.Map(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return append(out, at, cutAt(t, o, 5), cutAt(t, o, 50))
	}
	want := run()
	for _, procs := range []int{1, 3, 8} {
		before := runtime.GOMAXPROCS(procs)
		got := run()
		runtime.GOMAXPROCS(before)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("with %d processors the outline differs", procs)
		}
	}
}

func TestOutline_TakesVectorsOfAnotherModel(t *testing.T) {
	passages := talk(40)
	broken := errors.New("the model broke")
	opt := synthesis.ThemeOptions{Embed: func(context.Context, []string) (*vector.Dense, error) { return nil, broken }}
	if _, err := synthesis.NewOutline(context.Background(), passages, opt); !errors.Is(err, broken) {
		t.Errorf("NewOutline() error = %v, want that of the model", err)
	}
	// A model that sees only whether a text's place is even tells two themes apart by that.
	opt.Embed = func(_ context.Context, texts []string) (*vector.Dense, error) {
		x := vector.NewDense(len(texts), 2)
		for i := range texts {
			x.Row(i)[i%2] = 5
		}
		return x, nil
	}
	same := make([]synthesis.Passage, 40)
	for i := range same {
		same[i].Text = "The export to PDF is slow."
	}
	res := themes(t, same, synthesis.ThemeOptions{K: 2, KeepAll: true, Embed: opt.Embed})
	for i, th := range res.Theme {
		if th != res.Theme[i%2] || res.Theme[0] == res.Theme[1] {
			t.Fatalf("themes %v do not follow the model", res.Theme)
		}
	}
}
