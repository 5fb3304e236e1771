package evidence

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"throughline/app"
)

// Case is what a verdict is reached on.
type Case struct {
	Support   app.Support
	On        app.Date // the day of the question
	HalfLife  int      // months in which a voice loses half its weight; 0 for app.DefaultHalfLife
	Agreement *float64 // how well coders agree on the tags involved, as κ or α, -1 to 1; nil where nobody measured it
}

// Reason is one thing a verdict rests on.
type Reason struct {
	Name    string // "People"
	Value   string // "8 of 12"
	Words   string // as part of a sentence: "8 of 12 people"; "" leaves it out
	Concern int    // points of concern that it adds, 0 for none
}

// Verdict is how sure one may be of a claim, with everything that it comes from.
type Verdict struct {
	Level   app.Level
	Concern int      // the sum of the reasons' concerns
	Reasons []Reason // in the order in which people ask for them
	Raise   string   // the nearest change found that would raise the level, a sentence; "" for none
	Lower   string   // the nearest that would lower it, and when it falls by itself
}

// Judge reaches a verdict by the components of GRADE-CERQual that can be counted (Lewin et al. 2018, Implementation Science 13
// Suppl 1): adequacy (voices), relevance (segments, age), methodological limitations
// (methods, studies, strength of evidence, agreement of coders) and coherence (contradictions). Each adds points of concern;
// their sum decides: up to 1 is High, up to 3 Moderate, up to 5 Low, beyond Very low. Nobody is Very low.
//
// A voice is a supporting participant. It counts in full for six months after the interview and loses half its weight in each half-life
// then; one whose best evidence is weak counts half, one with strong evidence a quarter more. Concern by the sum of voices: 8 none, 5 one, 3 two,
// 2 four, else six: eight interviews saturate most themes of a narrow question (Guest, Namey & Chen 2020).
//
// Another supporting participant or passage never lowers the level, a contradiction never raises it, and so losing a supporting finding never raises
// it; tests hold this. One thing is apart: what coders agree on is the mean over the tags involved, and with a finding whose tag they
// do not agree on their disagreement goes as well. The limits are a convention to be shown with its reasons, not a measurement: a person may disagree.
func Judge(c Case) Verdict {
	v := sum(c)
	v.Raise, v.Lower = raise(c, v.Level), lower(c, v.Level)
	return v
}

// Confidence is Judge with the default half-life, where nobody measured the agreement of coders: the level, its reasons in words and what would change it.
func Confidence(s app.Support, on app.Date) (level string, reasons []string, change string) {
	v := Judge(Case{Support: s, On: on})
	return string(v.Level), v.Words(), v.Change()
}

// Words are the reasons as parts of a sentence.
func (v Verdict) Words() []string {
	var out []string
	for _, r := range v.Reasons {
		if r.Words != "" {
			out = append(out, r.Words)
		}
	}
	return out
}

// Change says what would raise and what would lower the level.
func (v Verdict) Change() string { return strings.TrimSpace(v.Raise + " " + v.Lower) }

// Stated is the level that an insight stands with: a person's, else the computed one.
func Stated(in *app.Insight, computed app.Level) app.Level {
	if in.Override.Level != "" {
		return in.Override.Level
	}
	return computed
}

// sum is Judge without what would change it.
func sum(c Case) Verdict {
	v := Verdict{Reasons: []Reason{people(c), segments(c), methods(c), studies(c), contradictions(c), strength(c), newest(c), concentration(c), agreement(c)}}
	for _, r := range v.Reasons {
		v.Concern += r.Concern
	}
	v.Level = levelOf(v.Concern, c.Support.Participants)
	return v
}

func levelOf(concern, people int) app.Level {
	switch {
	case people <= 0 || concern > 5:
		return app.VeryLow
	case concern > 3:
		return app.Low
	case concern > 1:
		return app.Moderate
	}
	return app.High
}

// Weight is what a voice counts by its age in months and by the strength of its best evidence.
func Weight(months, halfLife int, s app.Strength) float64 {
	if halfLife <= 0 {
		halfLife = app.DefaultHalfLife
	}
	w := math.Pow(0.5, float64(max(0, months-6))/float64(halfLife))
	switch s {
	case app.Weak:
		return w * 0.5
	case app.Strong:
		return w * 1.25
	}
	return w
}

// voices is the sum of the weights of the supporting participants. Support that was not counted by month counts each of them in
// full at the age of the newest.
func voices(c Case) float64 {
	s := c.Support
	if len(s.ByMonth) == 0 {
		return float64(s.Participants) * Weight(months(s.Newest, c.On), c.HalfLife, "")
	}
	total := 0.0
	for _, m := range s.ByMonth {
		total += float64(m.People) * Weight(months(m.Month, c.On), c.HalfLife, m.Strength)
	}
	return total
}

// fewVoices has a quarter of a voice to spare, so that eight that are a little old still count as eight.
func fewVoices(voices float64) int {
	switch v := math.Floor(voices + 0.25); {
	case v >= 8:
		return 0
	case v >= 5:
		return 1
	case v >= 3:
		return 2
	case v >= 2:
		return 4
	}
	return 6
}

func people(c Case) Reason {
	s := c.Support
	r := Reason{Name: "People", Value: kOfN(s.Participants, s.Asked), Words: peopleOf(s.Participants, s.Asked), Concern: fewVoices(voices(c))}
	if w := voices(c); s.Participants > 0 && math.Abs(w-float64(s.Participants)) >= 0.5 {
		r.Words += fmt.Sprintf(" (weighing %.1f by age and strength)", w)
	}
	return r
}

func segments(c Case) Reason {
	s := c.Support
	r := Reason{Name: "Segments", Value: kOfN(s.Segments, s.AllSegments)}
	if s.AllSegments > 1 {
		r.Words = r.Value + " segments"
		switch {
		case s.Segments >= s.AllSegments:
		case s.Segments <= 1:
			r.Concern = 2
		default:
			r.Concern = 1
		}
	}
	return r
}

func methods(c Case) Reason {
	s := c.Support
	r := Reason{Name: "Methods", Value: strings.ToLower(strings.Join(s.Methods, ", "))}
	if len(s.Methods) == 0 {
		r.Value = "unknown"
	} else {
		r.Words = app.Count(len(s.Methods), "method")
	}
	if len(s.Methods) < 2 && s.Studies < 2 {
		r.Concern = 1
	}
	return r
}

func studies(c Case) Reason {
	r := Reason{Name: "Studies", Value: app.Number(c.Support.Studies)}
	if c.Support.Studies > 1 {
		r.Words = app.Count(c.Support.Studies, "study")
	}
	return r
}

// contradictions takes the larger of two shares: of the passages, and of the people.
func contradictions(c Case) Reason {
	s := c.Support
	r := Reason{Name: "Contradictions", Value: app.Number(s.Against), Words: "nothing against"}
	if s.Against <= 0 {
		return r
	}
	r.Words = app.Count(s.Against, "passage") + " against"
	share := float64(s.Against) / float64(s.Against+s.Findings)
	if n := s.AgainstPeople + s.Participants; n > 0 {
		share = max(share, float64(s.AgainstPeople)/float64(n))
	}
	switch {
	case share <= 0.15:
	case share <= 0.33:
		r.Concern = 1
	case share < 0.5:
		r.Concern = 3
	default:
		r.Concern = 6
	}
	return r
}

// strength is heard in the weight of the voices; here it is told.
func strength(c Case) Reason {
	s := c.Support
	r := Reason{Name: "Strength"}
	medium := s.Findings - s.Strong - s.Weak
	var parts []string
	for _, p := range []struct {
		n    int
		word string
	}{{s.Strong, "strong"}, {medium, "medium"}, {s.Weak, "weak"}} {
		if p.n > 0 {
			parts = append(parts, app.Number(p.n)+" "+p.word)
		}
	}
	if s.Strong+s.Weak > 0 {
		r.Words = "evidence " + strings.Join(parts, ", ")
		r.Value = app.Number(s.Strong) + " strong, " + app.Number(s.Weak) + " weak"
	} else {
		r.Value = "not judged"
	}
	return r
}

// newest tells the age; what it does stands in the weight of the voices.
func newest(c Case) Reason {
	r := Reason{Name: "Newest", Value: Ago(c.Support.Newest, c.On)}
	if r.Value != "" {
		r.Words = "newest " + r.Value
	} else {
		r.Value = "unknown"
	}
	return r
}

// concentration tells how much one person says. It costs nothing: voices are counted, so that many passages of one person make nothing surer, and
// what the others say is worth no less for it. As long as it cost something, taking a passage of theirs away made a claim surer.
func concentration(c Case) Reason {
	s := c.Support
	r := Reason{Name: "From one person at most", Value: percent(s.TopShare)}
	if s.Participants < 2 || s.TopShare <= 0.5 {
		return r
	}
	r.Words = "one person holds " + percent(s.TopShare) + " of the passages"
	return r
}

// agreement follows Krippendorff's reading: from 0.8 one may rely on it, from 0.667 draw tentative conclusions.
func agreement(c Case) Reason {
	r := Reason{Name: "Coder agreement", Value: "not measured"}
	if c.Agreement == nil || math.IsNaN(*c.Agreement) {
		return r
	}
	r.Value = fmt.Sprintf("%.2f", *c.Agreement)
	r.Words = "coder agreement " + r.Value
	switch k := *c.Agreement; {
	case k >= 0.667:
	case k >= 0.4:
		r.Concern = 1
	default:
		r.Concern = 2
	}
	return r
}

// months is how many whole months lie between two days, 0 when one is unknown.
func months(from, to app.Date) int {
	a, b := from.Time(), to.Time()
	if a.IsZero() || b.IsZero() || b.Before(a) {
		return 0
	}
	m := (b.Year()-a.Year())*12 + int(b.Month()) - int(a.Month())
	if b.Day() < a.Day() {
		m--
	}
	return m
}

// Ago says how long before a day another one was: "6 weeks ago", "14 months ago"; "" where one is unknown.
func Ago(d, on app.Date) string {
	a, b := d.Time(), on.Time()
	if a.IsZero() || b.IsZero() {
		return ""
	}
	switch days := int(b.Sub(a) / (24 * time.Hour)); {
	case days < 1:
		return "today"
	case days == 1:
		return "1 day ago"
	case days < 14:
		return app.Number(days) + " days ago"
	case days < 61:
		return app.Number(days/7) + " weeks ago"
	case days < 730:
		return app.Number(max(2, months(d, on))) + " months ago"
	}
	return app.Number(months(d, on)/12) + " years ago"
}

// clone is c with lists of its own.
func (c Case) clone() Case {
	c.Support.ByMonth = slices.Clone(c.Support.ByMonth)
	c.Support.Methods = slices.Clone(c.Support.Methods)
	c.Support.Missing = slices.Clone(c.Support.Missing)
	return c
}

// LevelOf is the level that Judge reaches, without reasons in words for what would change it: for long lists.
func LevelOf(c Case) app.Level { return sum(c).Level }
