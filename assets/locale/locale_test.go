package locale_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"throughline/assets/locale"
)

var verb = regexp.MustCompile(`%(\[\d\])?[a-z]`)

func TestWords_SayTheSameInEveryLanguage(t *testing.T) {
	german, spanish := locale.Words("de"), locale.Words("es")
	if len(german) < 200 || len(german) != len(spanish) {
		t.Fatalf("%d words in German, %d in Spanish", len(german), len(spanish))
	}
	for key := range german {
		for language, words := range map[string]map[string]string{"de": german, "es": spanish} {
			w := words[key]
			if w == "" || w != strings.TrimSpace(w) {
				t.Errorf("%s: %q is %q", language, key, w)
			}
			if a, b := verb.FindAllString(key, -1), verb.FindAllString(w, -1); !slices.Equal(a, b) {
				t.Errorf("%s: %q has the places %v, its translation %v", language, key, a, b)
			}
			if strings.Count(key, "*") != strings.Count(w, "*") {
				t.Errorf("%s: %q and %q have not the same places", language, key, w)
			}
		}
	}
	if locale.Words("en") != nil || locale.Patterns("xx") != nil {
		t.Error("a language without a catalogue has one")
	}
}

func TestPattern_Fit(t *testing.T) {
	fit := func(key, s string) []string {
		for _, p := range locale.Patterns("de") {
			if p.Key == key {
				places, _ := p.Fit(s)
				return places
			}
		}
		t.Fatalf("no pattern %q", key)
		return nil
	}
	for _, c := range []struct {
		name, key, s string
		want         []string
	}{
		{"two places", "* of * people", "8 of 12 people", []string{"8", "12"}},
		{"words before", "newest * ago", "newest 6 weeks ago", []string{"6 weeks"}},
		{"another sentence", "newest * ago", "newest today", nil},
		{"an empty place", "newest * ago", "newest  ago", nil},
		{"longer than the pattern", "* people", "8 people more", nil},
		{"shorter", "newest * ago", "newest", nil},
	} {
		if got := fit(c.key, c.s); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
