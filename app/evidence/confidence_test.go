package evidence

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"throughline/app"
)

const today = app.Date("2026-11-04")

// solid is support that deserves full confidence.
func solid() app.Support {
	return app.Support{Findings: 14, Against: 1, Participants: 8, Asked: 12, Segments: 3, AllSegments: 3, Studies: 1,
		Methods: []string{"Interview", "Usability test"}, Newest: "2026-09-26", TopShare: 0.21}
}

func TestConfidence_Level(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(*app.Support)
		want   string
	}{
		{"solid", func(*app.Support) {}, High},
		{"seven people", func(s *app.Support) { s.Participants = 7 }, High},
		{"five people, one segment missing", func(s *app.Support) { s.Participants, s.Segments = 5, 2 }, Moderate},
		{"three people", func(s *app.Support) { s.Participants = 3 }, Moderate},
		{"two people", func(s *app.Support) { s.Participants = 2 }, Low},
		{"one person", func(s *app.Support) { s.Participants = 1 }, VeryLow},
		{"nobody", func(s *app.Support) { *s = app.Support{} }, VeryLow},
		{"a third against", func(s *app.Support) { s.Against = 6; s.Methods = s.Methods[:1] }, Moderate},
		{"half against", func(s *app.Support) { s.Against = 14 }, VeryLow},
		{"one talker", func(s *app.Support) { s.TopShare = 0.7 }, Moderate},
		{"old", func(s *app.Support) { s.Newest = "2024-01-01" }, Moderate},
		{"one of three segments", func(s *app.Support) { s.Segments = 1 }, Moderate},
	} {
		s := solid()
		tc.change(&s)
		if got, _, _ := Confidence(s, today); got != tc.want {
			t.Errorf("%s: Confidence = %s, want %s", tc.name, got, tc.want)
		}
	}
}

func TestConfidence_GivesReasonsAndChange(t *testing.T) {
	_, reasons, change := Confidence(solid(), today)
	want := "8 of 12 people, 3 of 3 segments, 2 methods, 1 passage against, newest 5 weeks old"
	if got := strings.Join(reasons, ", "); got != want {
		t.Errorf("reasons = %s, want %s", got, want)
	}
	if want := "6 more passages against it would lower it to Moderate."; !strings.HasSuffix(change, " lower it to Moderate.") {
		t.Errorf("change = %q, want like %q", change, want)
	}
	s := solid()
	s.Participants = 3
	if _, _, change = Confidence(s, today); !strings.HasPrefix(change, "Hearing it from 2 more people would raise it to High.") {
		t.Errorf("change = %q, want the people that are missing", change)
	}
}

// More supporters must never lower the level, more contradictions never raise it.
func TestConfidence_IsMonotone(t *testing.T) {
	rank := func(level string) int { return slices.Index([]string{VeryLow, Low, Moderate, High}, level) }
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		people := r.IntN(12)
		s := app.Support{Participants: people, Findings: people + r.IntN(20), Against: r.IntN(12), Asked: 12,
			Segments: r.IntN(4), AllSegments: 3, Studies: 1 + r.IntN(2), Methods: []string{"a"}, Newest: "2026-01-01"}
		if s.Findings > 0 {
			s.TopShare = float64(max(1, s.Findings-people+1)) / float64(s.Findings)
		}
		here, _, _ := Confidence(s, today)
		more, _, _ := Confidence(withPeople(s, 1), today)
		if rank(more) < rank(here) {
			t.Fatalf("%+v: %s falls to %s with one more person", s, here, more)
		}
		s.Against++
		if worse, _, _ := Confidence(s, today); rank(worse) > rank(here) {
			t.Fatalf("%+v: %s rises to %s with one more contradiction", s, here, worse)
		}
	}
}
