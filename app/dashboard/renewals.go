package dashboard

import (
	"fmt"

	"throughline/app"
)

// Days before a renewal from which it is said, and from which it is pressing.
const (
	renewalSoon  = 30
	renewalLoud  = 7
	dayOfRenewal = "2 Jan 2006"
)

// renewals gathers the tools in use that are to be renewed soon or were to be: all of them while no study is open, else those that the
// person answers for.
func (f Facts) renewals(me string, study app.StudyID, today app.Date) Need {
	n := Need{Kind: NeedTool, Act: "Look"}
	late := 0
	for _, t := range f.Tools {
		at := t.Renewal.Time()
		if t.Retired || at.IsZero() || app.DateOf(at.AddDate(0, 0, -renewalSoon)) > today || study != "" && t.Owner != me {
			continue
		}
		if n.N++; n.N == 1 {
			n.ID, n.Text = string(t.ID), fmt.Sprintf("“%s” renews on %s", t.Name, at.Format(dayOfRenewal))
			if t.Renewal < today {
				n.Text = fmt.Sprintf("“%s” was to be renewed on %s", t.Name, at.Format(dayOfRenewal))
			}
		}
		if t.Renewal < today {
			late++
		}
		n.Loud = n.Loud || app.DateOf(at.AddDate(0, 0, -renewalLoud)) <= today
	}
	if n.N > 1 {
		n.ID, n.Text = "", fmt.Sprintf("%s renew within %d days", app.Count(n.N, "tool"), renewalSoon)
		if late > 0 {
			n.Text = fmt.Sprintf("%s renew within %d days or were to be renewed", app.Count(n.N, "tool"), renewalSoon)
		}
	}
	return n
}
