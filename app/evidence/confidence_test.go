package evidence

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
)

const today = app.Date("2026-11-04")

// solid is support that deserves full confidence.
func solid() app.Support {
	return app.Support{Findings: 14, Against: 1, AgainstPeople: 1, Participants: 8, Asked: 12, Segments: 3, AllSegments: 3, Studies: 1,
		Methods: []string{"Interview", "Usability test"}, Newest: "2026-09-26", TopShare: 3.0 / 14,
		ByMonth: []app.Supporters{{Month: "2026-09-01", People: 5}, {Month: "2026-08-01", People: 3}}}
}

// said sets who says it: n people in a month.
func said(s *app.Support, n int, month app.Date, strength app.Strength) {
	s.Participants, s.ByMonth = n, []app.Supporters{{Month: month, Strength: strength, People: n}}
}

func kappa(k float64) *float64 { return &k }

func TestJudge_Level(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(*Case)
		want   app.Level
	}{
		{"solid", func(*Case) {}, app.High},
		{"seven people", func(c *Case) { said(&c.Support, 7, "2026-09-01", "") }, app.High},
		{"five people, one segment missing", func(c *Case) { said(&c.Support, 5, "2026-09-01", ""); c.Support.Segments = 2 }, app.Moderate},
		{"three people", func(c *Case) { said(&c.Support, 3, "2026-09-01", "") }, app.Moderate},
		{"two people, one against", func(c *Case) { said(&c.Support, 2, "2026-09-01", "") }, app.VeryLow},
		{"two people", func(c *Case) {
			said(&c.Support, 2, "2026-09-01", "")
			c.Support.Against = 0
			c.Support.AgainstPeople = 0
		}, app.Low},
		{"two people, strongly", func(c *Case) { said(&c.Support, 2, "2026-09-01", app.Strong); c.Support.AgainstPeople = 0 }, app.Low},
		{"one person", func(c *Case) { said(&c.Support, 1, "2026-09-01", "") }, app.VeryLow},
		{"nobody", func(c *Case) { c.Support = app.Support{} }, app.VeryLow},
		{"a third against", func(c *Case) { c.Support.Against, c.Support.Methods = 6, c.Support.Methods[:1] }, app.Moderate},
		{"as many people against", func(c *Case) { c.Support.Against, c.Support.AgainstPeople = 8, 8 }, app.VeryLow},
		{"half of the passages against", func(c *Case) { c.Support.Against = 14 }, app.VeryLow},
		{"one talker beside two", func(c *Case) {
			said(&c.Support, 3, "2026-09-01", "")
			c.Support.TopShare = 12.0 / 14
			c.Support.Against = 0
			c.Support.AgainstPeople = 0
		}, app.Moderate},
		{"one talker beside seven", func(c *Case) { c.Support.TopShare = 0.5 }, app.High},
		{"six years old", func(c *Case) { said(&c.Support, 8, "2020-11-01", "") }, app.VeryLow},
		{"three years old", func(c *Case) { said(&c.Support, 8, "2023-11-01", "") }, app.Moderate},
		{"three years old, slow to age", func(c *Case) { said(&c.Support, 8, "2023-11-01", ""); c.HalfLife = 120 }, app.High},
		{"all weak", func(c *Case) { said(&c.Support, 8, "2026-09-01", app.Weak) }, app.Moderate},
		{"one of three segments", func(c *Case) { c.Support.Segments = 1 }, app.Moderate},
		{"coders agree", func(c *Case) { c.Agreement = kappa(0.81) }, app.High},
		{"coders agree little, one method", func(c *Case) { c.Agreement, c.Support.Methods = kappa(0.5), nil }, app.Moderate},
		{"coders do not agree", func(c *Case) { c.Agreement = kappa(0.1) }, app.Moderate},
		{"not counted by month", func(c *Case) { c.Support.ByMonth = nil }, app.High},
	} {
		c := Case{Support: solid(), On: today}
		tc.change(&c)
		if got := Judge(c); got.Level != tc.want {
			t.Errorf("%s: %s with %d points of concern, want %s: %+v", tc.name, got.Level, got.Concern, tc.want, got.Reasons)
		}
	}
}

func TestJudge_GivesReasonsAndChange(t *testing.T) {
	old := func(c *Case) { said(&c.Support, 8, "2023-11-01", "") }
	for _, tc := range []struct {
		name, words, raise, lower string
		change                    func(*Case)
	}{
		{"solid", "8 of 12 people, 3 of 3 segments, 2 methods, 1 passage against, newest 5 weeks ago", "",
			"3 more people against it would lower it to Moderate. Without newer passages it falls to Moderate in 22 months.",
			func(c *Case) {
				c.Support.Methods = append(c.Support.Methods, "")
				c.Support.Methods = c.Support.Methods[:2]
				c.Support.Segments = 3
			}},
		{"few people", "3 of 12 people, 3 of 3 segments, 2 methods, 1 passage against, newest 5 weeks ago",
			"Hearing it from 3 more people would raise it to High.", "", func(c *Case) { said(&c.Support, 3, "2026-09-01", "") }},
		{"a segment missing", "", "Hearing it from Owner-admins would raise it to High.", "", func(c *Case) {
			c.Support.Segments, c.Support.Missing, c.Support.Methods = 2, []string{"Owner-admins"}, c.Support.Methods[:1]
		}},
		{"old", "8 of 12 people (weighing 3.4 by age and strength), 3 of 3 segments, 2 methods, 1 passage against, newest 5 weeks ago",
			"Hearing it from 2 more people would raise it to High.", "", old},
		{"strength and agreement", "8 of 12 people, 3 of 3 segments, 2 methods, 1 passage against, evidence 2 strong, 11 medium, 1 weak, newest 5 weeks ago, coder agreement 0.81",
			"", "", func(c *Case) { c.Support.Strong, c.Support.Weak, c.Agreement = 2, 1, kappa(0.81) }},
	} {
		c := Case{Support: solid(), On: today}
		tc.change(&c)
		v := Judge(c)
		if got := strings.Join(v.Words(), ", "); tc.words != "" && got != tc.words {
			t.Errorf("%s: reasons %s, want %s", tc.name, got, tc.words)
		}
		if tc.raise != "" && v.Raise != tc.raise {
			t.Errorf("%s: raised by %q, want %q", tc.name, v.Raise, tc.raise)
		}
		if tc.lower != "" && v.Lower != tc.lower {
			t.Errorf("%s: lowered by %q, want %q", tc.name, v.Lower, tc.lower)
		}
	}
}

// anyCase is support as a store could count it.
func anyCase(r *rand.Rand) (c Case, person func(month app.Date, strength app.Strength, findings int) Case) {
	c = Case{On: today, HalfLife: 1 + r.IntN(40)}
	if r.IntN(2) == 0 {
		c.Agreement = kappa(r.Float64())
	}
	s := &c.Support
	top := 0
	add := func(c Case, month app.Date, strength app.Strength, findings int) Case {
		c = c.clone()
		s := &c.Support
		s.ByMonth = append(s.ByMonth, app.Supporters{Month: month, Strength: strength, People: 1})
		s.Participants++
		s.Findings += findings
		s.Newest = max(s.Newest, month)
		if strength == app.Weak {
			s.Weak += findings
		}
		return c
	}
	for range r.IntN(12) {
		n := 1 + r.IntN(9)*r.IntN(2)
		top = max(top, n)
		*s = add(c, month(r), strengths[r.IntN(4)], n).Support
	}
	s.Against = r.IntN(9)
	s.AgainstPeople = min(s.Against, r.IntN(6))
	s.Asked, s.AllSegments = 20, 4
	s.Segments = min(s.Participants, r.IntN(5))
	s.Studies = min(s.Participants, 1+r.IntN(2))
	s.Methods = []string{"a", "b"}[:min(s.Participants, 1+r.IntN(2))]
	if s.Findings > 0 {
		s.TopShare = float64(top) / float64(s.Findings)
	}
	return c, func(month app.Date, strength app.Strength, findings int) Case {
		d := add(c, month, strength, findings)
		d.Support.TopShare = float64(max(top, findings)) / float64(d.Support.Findings)
		return d
	}
}

var strengths = []app.Strength{"", app.Weak, app.Medium, app.Strong}

func month(r *rand.Rand) app.Date {
	return app.DateOf(time.Date(2026, 11-time.Month(r.IntN(90)), 1, 0, 0, 0, 0, time.UTC))
}

// More supporters must never lower the level, whoever they are and however much they say; more contradictions never raise it.
func TestJudge_IsMonotone(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		c, person := anyCase(r)
		here := sum(c)
		if more := sum(person(month(r), strengths[r.IntN(4)], 1+r.IntN(30))); more.Level.Rank() < here.Level.Rank() {
			t.Fatalf("%+v: %s falls to %s with one more person: %+v", c.Support, here.Level, more.Level, more.Reasons)
		}
		worse := c
		worse.Support.Against++
		worse.Support.AgainstPeople += r.IntN(2)
		if got := sum(worse); got.Level.Rank() > here.Level.Rank() {
			t.Fatalf("%+v: %s rises to %s with one more contradiction", c.Support, here.Level, got.Level)
		}
		later := c
		later.On = app.DateOf(c.On.Time().AddDate(0, 1+r.IntN(40), 0))
		if got := sum(later); got.Level.Rank() > here.Level.Rank() {
			t.Fatalf("%+v: %s rises to %s by waiting", c.Support, here.Level, got.Level)
		}
	}
}

// Losing a supporting finding must never raise the level, whoever said it, however much they said and how strong it is.
func TestJudge_LosingAFindingNeverRaisesIt(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	sure := 0
	for range 5000 {
		all := make([]passage, 1+r.IntN(8)+r.IntN(26)*r.IntN(2))
		people, old := 1+r.IntN(4)+r.IntN(8)*r.IntN(2), r.IntN(3) == 0
		for i := range all {
			p := r.IntN(people)
			if r.IntN(3) == 0 {
				p = 0 // who speaks much
			}
			all[i] = passage{p, "2026-10-01", strengths[r.IntN(4)], p % 4, p % 2, p % 3}
			if old {
				all[i].month = month(r)
			}
		}
		c := Case{On: today, HalfLife: 1 + r.IntN(40)}
		if r.IntN(2) == 0 {
			c.Agreement = kappa(r.Float64())
		}
		against := r.IntN(4) * r.IntN(2)
		c.Support = supportOf(all, against)
		here := sum(c)
		if here.Level == app.High {
			sure++
		}
		at := r.IntN(len(all))
		lost := all[at]
		c.Support = supportOf(slices.Delete(slices.Clone(all), at, at+1), against)
		if got := sum(c); got.Level.Rank() > here.Level.Rank() {
			t.Fatalf("%+v: %s rises to %s without %+v: %+v, %+v", all, here.Level, got.Level, lost, here.Reasons, got.Reasons)
		}
	}
	if sure < 25 {
		t.Errorf("only %d cases were sure to begin with", sure)
	}
}

// passage is a supporting finding.
type passage struct {
	person                 int
	month                  app.Date
	strength               app.Strength
	segment, method, study int
}

// supportOf counts passages as the store does.
func supportOf(all []passage, against int) app.Support {
	s := app.Support{Findings: len(all), Against: against, AgainstPeople: against, Asked: 20, AllSegments: 4}
	by, best, newest := map[int]int{}, map[int]app.Strength{}, map[int]app.Date{}
	segments, methods, studies := map[int]bool{}, map[string]bool{}, map[int]bool{}
	for _, p := range all {
		if by[p.person]++; by[p.person] == 1 || p.strength.Rank() > best[p.person].Rank() {
			best[p.person] = p.strength
		}
		newest[p.person] = max(newest[p.person], p.month)
		s.Newest = max(s.Newest, p.month)
		segments[p.segment], methods[fmt.Sprint(p.method)], studies[p.study] = true, true, true
	}
	top := 0
	for _, person := range slices.Sorted(maps.Keys(by)) {
		top = max(top, by[person])
		s.ByMonth = append(s.ByMonth, app.Supporters{Month: newest[person], Strength: best[person], People: 1})
	}
	s.Participants, s.Segments, s.Studies, s.Methods = len(by), len(segments), len(studies), slices.Sorted(maps.Keys(methods))
	if len(all) > 0 {
		s.TopShare = float64(top) / float64(len(all))
	}
	return s
}

// What is said to raise or lower the level does it.
func TestJudge_WhatWouldChangeItIsTrue(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	raised := 0
	for range 2000 {
		c, _ := anyCase(r)
		v := Judge(c)
		var n int
		if _, err := fmt.Sscanf(v.Raise, "Hearing it from %d more", &n); err == nil {
			raised++
			if got := sum(c.withPeople(n)).Level; got.Rank() <= v.Level.Rank() {
				t.Fatalf("%q, but %s becomes %s", v.Raise, v.Level, got)
			}
			if got := sum(c.withPeople(n - 1)).Level; n > 1 && got.Rank() > v.Level.Rank() {
				t.Fatalf("%q, but one less is enough", v.Raise)
			}
		}
		if v.Level == app.High && v.Raise != "" || v.Level == app.VeryLow && v.Lower != "" {
			t.Fatalf("%s is said to go beyond the scale: %q %q", v.Level, v.Raise, v.Lower)
		}
	}
	if raised < 100 {
		t.Errorf("only %d cases were raised by more people", raised)
	}
}

func TestAgo(t *testing.T) {
	for d, want := range map[app.Date]string{"": "", "2026-11-04": "today", "2026-11-05": "today", "2026-11-03": "1 day ago", "2026-10-15": "2 weeks ago",
		"2026-08-04": "3 months ago", "2025-05-01": "18 months ago", "2020-01-01": "6 years ago"} {
		if got := Ago(d, today); got != want {
			t.Errorf("Ago(%s) = %q, want %q", d, got, want)
		}
	}
}
