package sentiment_test

import (
	"testing"

	"throughline/synthesis/sentiment"
)

func TestScale_ReadsLabels(t *testing.T) {
	stars := sentiment.NewScale([]string{"4", "5"}, []string{" 3 "}, []string{"1", "2", "Angry"})
	for _, tc := range []struct {
		name  string
		scale sentiment.Scale
		label string
		want  sentiment.Class
		ok    bool
	}{
		{"word", sentiment.Scale{}, "Positive", pos, true},
		{"short", sentiment.Scale{}, " NEG ", neg, true},
		{"two words", sentiment.Scale{}, "very_negative", neg, true},
		{"mixed", sentiment.Scale{}, "mixed", mix, true},
		{"first of five", sentiment.Scale{}, "1", pos, true},
		{"third of five", sentiment.Scale{}, "3", neu, true},
		{"fifth of five", sentiment.Scale{}, "5", neg, true},
		{"below nothing", sentiment.Scale{}, "-1", neg, true},
		{"nothing", sentiment.Scale{}, "0", neu, true},
		{"unknown word", sentiment.Scale{}, "parking", "", false},
		{"unknown number", sentiment.Scale{}, "77", "", false},
		{"no number", sentiment.Scale{}, "NaN", "", false},
		{"five stars", stars, "5", pos, true},
		{"one star", stars, "1", neg, true},
		{"own word", stars, "ANGRY", neg, true},
		{"not named", stars, "6", "", false},
		{"mixed is always known", stars, "mixed", mix, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got, ok := tc.scale.Class(tc.label); got != tc.want || ok != tc.ok {
				t.Errorf("Class(%q) = %q, %v, want %q, %v", tc.label, got, ok, tc.want, tc.ok)
			}
		})
	}
	if !stars.IsOwn() || sentiment.NewScale(nil, []string{" "}, nil).IsOwn() {
		t.Error("a scale is its own when it names labels")
	}
}
