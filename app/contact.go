package app

import (
	"fmt"
	"slices"
)

// Meeting is one person in one interview, as the contact rule and a person's timeline count it.
type Meeting struct {
	Interview   InterviewID
	Study       StudyID
	Participant ParticipantID
	Title       string
	Date        Date // "" when unknown
	Findings    int  // of the person in the interview
}

// ContactDays returns the days on which one person was contacted, ascending: the day on which each of their candidacies was invited, and
// the days of their interviews. An interview that came of a candidacy is the same contact as its invitation and counts once; one without
// a date does not count. both must be of the same person.
func ContactDays(candidacies []Candidacy, meetings []Meeting) []Date {
	came := make(map[InterviewID]bool, len(candidacies))
	var days []Date
	for i := range candidacies {
		if day := candidacies[i].Invited(); day != "" {
			days = append(days, day)
			came[candidacies[i].Interview] = true
		}
	}
	met := map[InterviewID]bool{"": true}
	for _, m := range meetings {
		if m.Date != "" && !came[m.Interview] && !met[m.Interview] {
			met[m.Interview] = true
			days = append(days, m.Date)
		}
	}
	slices.Sort(days)
	return days
}

// Invited is the day (UTC) on which a candidate was first invited or went further, "" for those who only stand on the list.
func (c *Candidacy) Invited() Date {
	for _, m := range c.Moves {
		if m.Stage != StageCandidate && m.Stage != "" {
			return DateOf(m.At.UTC())
		}
	}
	if c.Stage == StageCandidate || c.Stage == "" {
		return ""
	}
	return DateOf(c.Created.UTC())
}

// ContactState says whether a person may be contacted on a day, and why not.
type ContactState struct {
	OK    bool
	Why   string // a short sentence; "" while they may
	Next  Date   // first day on which they may again; "" when they may, or never
	Count int    // contacts within the window that ends on the day
}

// Contactable tells whether a person may be contacted on a day: not while they are blocked, nor while their panel membership is paused or
// ended, nor when they were contacted as often as the programme allows within its window of days, the day itself included. days are those
// of ContactDays, in any order; those after on are appointments ahead and count too, since they are promised.
func Contactable(p Panel, days []Date, rule Programme, on Date) ContactState {
	from := DateOf(on.Time().AddDate(0, 0, 1-rule.Days()))
	var within []Date
	for _, d := range days {
		if d >= from {
			within = append(within, d)
		}
	}
	slices.Sort(within)
	s := ContactState{OK: true, Count: len(within)}
	no := func(next Date, format string, args ...any) ContactState {
		s.OK, s.Next, s.Why = false, next, fmt.Sprintf(format, args...)
		return s
	}
	switch {
	case p.BlockedOn(on) && p.Until == "":
		return no("", "Blocked: %s", p.Blocked)
	case p.BlockedOn(on):
		return no(DateOf(p.Until.Time().AddDate(0, 0, 1)), "Blocked until %s: %s", p.Until, p.Blocked)
	case p.Status == PanelLeft:
		return no("", "Left the panel")
	case p.Status == PanelPaused:
		return no("", "Paused in the panel")
	case rule.Contacts > 0 && len(within) >= rule.Contacts:
		// of the newest ones just so many may stay inside the window, so the oldest of those has to leave it first
		last := within[len(within)-rule.Contacts]
		return no(DateOf(last.Time().AddDate(0, 0, rule.Days())), "%s in %d days, at most %d", Count(len(within), "contact"), rule.Days(), rule.Contacts)
	}
	return s
}
