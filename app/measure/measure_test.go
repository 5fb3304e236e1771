package measure

import (
	"context"
	"math"
	"testing"

	"throughline/app"
	"throughline/synthesis/suggest"
)

func TestNewSet_TakesRowsWithTextAndLabel(t *testing.T) {
	set, left, err := NewSet([]string{"one", " ", "three", "four"}, []string{"A", "A", "", " B "})
	if err != nil || left != 2 || len(set.Texts) != 2 || set.Labels[1] != "B" {
		t.Errorf("NewSet() = %+v, %d, %v", set, left, err)
	}
	if _, _, err := NewSet([]string{"one", "two"}, []string{"A", "A"}); app.CodeOf(err) != app.EInvalid {
		t.Errorf("one label: %v, want EInvalid", err)
	}
}

func TestDeal_NeverTestsWhatItLearns(t *testing.T) {
	var set Set
	for i := range 40 {
		set.Texts, set.Labels = append(set.Texts, string(rune('a'+i))), append(set.Labels, string(rune('A'+i%3)))
	}
	set.Labels[39] = "rare"
	d := set.deal(4, SuggestSpec{Test: 10}, 1)
	learned := map[string]bool{}
	for _, e := range d.learn {
		learned[e.Text] = true
	}
	if len(d.learn) != 13 || len(d.test.Texts) != 10 || len(d.around) != 27 {
		t.Fatalf("%d learned, %d tested, %d around", len(d.learn), len(d.test.Texts), len(d.around))
	}
	for _, s := range d.around {
		if learned[s] {
			t.Errorf("%q is learned and shown without label", s)
		}
	}
	for i, s := range d.test.Texts {
		if learned[s] || d.test.Labels[i] == "rare" {
			t.Errorf("%q of %s is tested", s, d.test.Labels[i])
		}
	}
}

func TestTally_MatchesHandCounts(t *testing.T) {
	var y tally
	give := func(label string, list ...suggest.Suggestion) { y.add(label, list) }
	give("A", suggest.Suggestion{Tag: "A", Score: 0.95}, suggest.Suggestion{Tag: "B", Score: 0.2})
	give("A", suggest.Suggestion{Tag: "B", Score: 0.55}, suggest.Suggestion{Tag: "A", Score: 0.3})
	give("B", suggest.Suggestion{Tag: "B", Score: 0.95})
	give("B") // nothing proposed: a miss of score 0
	if y.first != 2 || y.three != 3 || y.n != 4 {
		t.Errorf("first %d, three %d of %d", y.first, y.three, y.n)
	}
	// F1: A 2·1/(2+1), B 2·1/(2+2).
	if got, want := y.macroF1(), (2.0/3+0.5)/2; math.Abs(got-want) > 1e-12 {
		t.Errorf("macroF1() = %v, want %v", got, want)
	}
	// |1.9-2|/4 + |0.55-0|/4 + 0
	if got, want := y.calibration(), (0.1+0.55)/4; math.Abs(got-want) > 1e-12 {
		t.Errorf("calibration() = %v, want %v", got, want)
	}
	if b := y.bins(); len(b) != 3 || b[2].Count != 2 || b[2].Right != 1 || math.Abs(b[2].Score-0.95) > 1e-12 {
		t.Errorf("bins() = %+v", b)
	}
}

func TestThemes_EndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	set := Set{Texts: []string{"one thing here", "another thing there"}, Labels: []string{"A", "B"}}
	if _, err := Themes(ctx, set, ThemeSpec{}, nil); err == nil {
		t.Error("Themes() went on after its context ended")
	}
	if _, err := Suggest(ctx, Set{Texts: append(set.Texts, "a third"), Labels: []string{"A", "B", "B"}}, SuggestSpec{Shots: 1}, nil); err == nil {
		t.Error("Suggest() went on after its context ended")
	}
}
