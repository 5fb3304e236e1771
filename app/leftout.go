package app

import (
	"slices"
	"strings"
)

// LeftOut says how many findings the machine may not read, and why: it learns nothing from them, groups and estimates none of them.
type LeftOut struct {
	Findings int        `json:"findings"`
	People   int        `json:"people"`
	Why      []Withhold `json:"why,omitempty"` // the gravest reason first; Passages are findings
}

// Add counts findings of a person, or of nobody known for "", left out for a reason. Call it once for each person.
func (l *LeftOut) Add(s ConsentState, p ParticipantID, findings int) {
	people := 0
	if p != "" {
		people = 1
	}
	l.Findings += findings
	l.People += people
	i := slices.IndexFunc(l.Why, func(w Withhold) bool { return w.State == s })
	if i < 0 {
		i = len(l.Why)
		l.Why = append(l.Why, Withhold{State: s})
	}
	l.Why[i].Passages += findings
	l.Why[i].People += people
	slices.SortFunc(l.Why, GravestFirst)
}

// SoundLeftOut says that findings stand under no sound because of consent: "12 findings are left out: their people did not allow analysis by the
// machine, and nobody judged them"; "" for none.
func SoundLeftOut(findings int) string {
	switch findings {
	case 0:
		return ""
	case 1:
		return "1 finding is left out: the people heard in it did not allow analysis by the machine, and nobody judged it"
	}
	return Number(findings) + " findings are left out: the people heard in them did not allow analysis by the machine, and nobody judged them"
}

// Words says it in a line: "13 findings of 1 person were not read by the machine: 13 not allowed"; "" for none.
func (l LeftOut) Words() string {
	if l.Findings == 0 {
		return ""
	}
	of, were := "", " were"
	if l.People > 0 {
		of = " of " + Count(l.People, "person")
	}
	if l.Findings == 1 {
		were = " was"
	}
	var why []string
	for _, r := range l.Why {
		why = append(why, Number(r.Passages)+" "+r.State.why())
	}
	return Count(l.Findings, "finding") + of + were + " not read by the machine: " + strings.Join(why, ", ")
}
