package evidence

import (
	"fmt"
	"math"
	"time"

	"throughline/app"
)

// The levels of confidence, as GRADE-CERQual names them (Lewin et al. 2018).
const (
	High     = "High"
	Moderate = "Moderate"
	Low      = "Low"
	VeryLow  = "Very low"
)

// Confidence judges what stands behind an insight on a day: the level, the reasons in the order people ask for them,
// and what would change it.
//
// It follows the components of GRADE-CERQual that can be counted: adequacy (people, concentration), relevance
// (segments, age), methods and coherence (contradictions). Each gives a concern of 0 to 6; their sum decides: up to 1
// High, up to 3 Moderate, up to 5 Low, beyond Very low. No supporter is Very low. More supporters never lower the
// level, more contradictions never raise it. The limits are a convention to be shown with its reasons, not a
// measurement: a person may disagree.
func Confidence(s app.Support, on app.Date) (level string, reasons []string, change string) {
	level = levelOf(concern(s, on), s.Participants)
	return level, reasonsOf(s, on), changeOf(s, on, level)
}

func levelOf(concern, people int) string {
	switch {
	case people <= 0 || concern > 5:
		return VeryLow
	case concern > 3:
		return Low
	case concern > 1:
		return Moderate
	}
	return High
}

// concern adds up the doubts.
func concern(s app.Support, on app.Date) int {
	return fewPeople(s) + oneSided(s) + oneMethod(s) + contradicted(s) + concentrated(s) + aged(s, on)
}

// fewPeople: eight voices saturate most themes of a narrow question (Guest, Namey & Chen 2020 find 6-8 interviews).
func fewPeople(s app.Support) int {
	switch {
	case s.Participants >= 8:
		return 0
	case s.Participants >= 5:
		return 1
	case s.Participants >= 3:
		return 2
	case s.Participants == 2:
		return 4
	}
	return 6
}

func oneSided(s app.Support) int {
	switch {
	case s.AllSegments <= 1 || s.Segments >= s.AllSegments:
		return 0
	case s.Segments <= 1:
		return 2
	}
	return 1
}

func oneMethod(s app.Support) int {
	if len(s.Methods) >= 2 || s.Studies >= 2 {
		return 0
	}
	return 1
}

func contradicted(s app.Support) int {
	if s.Against <= 0 {
		return 0
	}
	switch share := float64(s.Against) / float64(s.Against+s.Findings); {
	case share <= 0.15:
		return 0
	case share <= 0.33:
		return 1
	case share < 0.5:
		return 3
	}
	return 6
}

func concentrated(s app.Support) int {
	switch {
	case s.Participants < 2: // counted as few people already
		return 0
	case s.TopShare > 0.5:
		return 2
	case s.TopShare > 1.0/3 && s.Participants >= 3:
		return 1
	}
	return 0
}

func aged(s app.Support, on app.Date) int {
	switch m := months(s.Newest, on); {
	case m >= 24:
		return 2
	case m >= 12:
		return 1
	}
	return 0
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

func reasonsOf(s app.Support, on app.Date) []string {
	out := []string{peopleOf(s.Participants, s.Asked)}
	if s.AllSegments > 1 {
		out = append(out, kOfN(s.Segments, s.AllSegments)+" segments")
	}
	if n := len(s.Methods); n > 0 {
		out = append(out, app.Count(n, "method"))
	}
	if s.Studies > 1 {
		out = append(out, app.Count(s.Studies, "study"))
	}
	if s.Against > 0 {
		out = append(out, app.Count(s.Against, "passage")+" against")
	} else {
		out = append(out, "nothing against")
	}
	if concentrated(s) > 0 {
		out = append(out, "one person holds "+percent(s.TopShare)+" of the passages")
	}
	if a := ageText(s.Newest, on); a != "" {
		out = append(out, a)
	}
	return out
}

func ageText(newest, on app.Date) string {
	a, b := newest.Time(), on.Time()
	if a.IsZero() || b.IsZero() {
		return ""
	}
	if m := months(newest, on); m >= 2 {
		return fmt.Sprintf("newest %d months old", m)
	}
	switch days := int(b.Sub(a) / (24 * time.Hour)); {
	case days >= 14:
		return fmt.Sprintf("newest %d weeks old", days/7)
	case days >= 0:
		return fmt.Sprintf("newest %s old", app.Count(max(days, 1), "day"))
	}
	return ""
}

// changeOf names the smallest steps found that would move the level up and down.
func changeOf(s app.Support, on app.Date, level string) string {
	up, down := raise(s, on, level), lower(s, on, level)
	switch {
	case up != "" && down != "":
		return up + " " + down
	case up != "":
		return up
	}
	return down
}

func raise(s app.Support, on app.Date, level string) string {
	if level == High {
		return ""
	}
	for n := 1; n <= 12; n++ {
		if to := levelOf(concern(withPeople(s, n), on), s.Participants+n); to != level {
			return fmt.Sprintf("Hearing it from %s would raise it to %s.", more(n, "person"), to)
		}
	}
	wider := s
	wider.Segments, wider.Methods = s.AllSegments, append([]string{""}, append([]string{""}, s.Methods...)...)
	if to := levelOf(concern(wider, on), s.Participants); to != level {
		return fmt.Sprintf("Finding it in every segment and with a second method would raise it to %s.", to)
	}
	return ""
}

// withPeople is s after n more people said it once.
func withPeople(s app.Support, n int) app.Support {
	top := math.Round(s.TopShare * float64(s.Findings))
	s.Participants += n
	s.Findings += n
	s.TopShare = top / float64(s.Findings)
	return s
}

func lower(s app.Support, on app.Date, level string) string {
	if level == VeryLow {
		return ""
	}
	for n := 1; n <= 50; n++ {
		t := s
		t.Against += n
		if to := levelOf(concern(t, on), s.Participants); to != level {
			return fmt.Sprintf("%s against it would lower it to %s.", upperFirst(more(n, "passage")), to)
		}
	}
	return ""
}
