package erase

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"throughline/app"
)

// Due is a study whose words may be kept until a day.
type Due struct {
	Study app.StudyID `json:"study"`
	Name  string      `json:"name"`
	End   app.Date    `json:"end,omitempty"` // of the study
	Until app.Date    `json:"until"`         // last day on which its words may be kept
	Days  int         `json:"days"`          // left; below zero when it is overdue
	Own   bool        `json:"own,omitempty"` // the study has its own day; else the standards say it
}

// Over reports whether the last day has passed.
func (d Due) Over() bool { return d.Days < 0 }

// Retention lists the studies whose words may not be kept for ever, the most urgent first. Studies whose words are gone are left
// out.
func (s *Service) Retention(ctx context.Context, today app.Date) ([]Due, error) {
	studies, err := s.Store.Studies(ctx)
	if err != nil {
		return nil, err
	}
	standards, err := s.Store.Standards(ctx)
	if err != nil {
		return nil, err
	}
	done, err := s.Done(ctx)
	if err != nil {
		return nil, err
	}
	ended := map[app.StudyID]bool{}
	for _, e := range done {
		ended[e.Study] = ended[e.Study] || e.Study != ""
	}
	all := []Due{}
	for _, st := range studies {
		until, own := Until(st, standards.KeepMonths)
		if until == "" || ended[st.ID] {
			continue
		}
		days := int(until.Time().Sub(today.Time()).Hours() / 24)
		all = append(all, Due{Study: st.ID, Name: st.Name, End: st.End, Until: until, Days: days, Own: own})
	}
	slices.SortFunc(all, func(a, b Due) int {
		return cmp.Or(cmp.Compare(a.Days, b.Days), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Study, b.Study))
	})
	return all, nil
}

// Until is the last day on which the words of a study may be kept: its own, or so many months after its end; "" for no limit. own
// says that it is its own.
func Until(st app.Study, months int) (day app.Date, own bool) {
	if !st.Keep.Time().IsZero() {
		return st.Keep, true
	}
	end := st.End.Time()
	if months <= 0 || end.IsZero() {
		return "", false
	}
	return app.DateOf(addMonths(end, months)), false
}

// addMonths is the same day some months later, or the last of the month where it has no such day.
func addMonths(t time.Time, months int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}

// Extend lets the words of a study be kept until a day, with the reason in the history. It can be undone. Returns EInvalid for a day
// that does not exist or is not after today, and without a reason.
func (s *Service) Extend(ctx context.Context, study app.StudyID, until, today app.Date, reason string) error {
	reason = strings.Join(strings.Fields(reason), " ")
	switch {
	case until.Time().IsZero():
		return app.Invalid("“"+string(until)+"” is no day.", "Write it as 2027-05-31.")
	case until <= today:
		return app.Invalid("The day has passed.", "Choose a day after today, or end the retention.")
	case reason == "":
		return app.Invalid("An extension needs its reason.", "Write why the words are still needed.")
	}
	r, err := s.Store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(study)})
	if err != nil {
		return err
	}
	before := r.(*app.Study)
	after := *before
	after.Keep = until
	after.Stamp = s.Hand.Touch(before.Stamp)
	cs := s.Hand.Begin("Keep the words of “" + before.Name + "” until " + string(until) + ": " + reason)
	cs.Update(before, &after)
	return s.Log.Commit(ctx, cs)
}
