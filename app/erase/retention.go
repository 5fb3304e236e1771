package erase

import (
	"cmp"
	"context"
	"slices"
	"strings"

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
		until, own := st.KeptUntil(standards.KeepMonths)
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

// KeepFor sets how many months after its end the words of a study may be kept, 0 for no limit. It can be undone. Returns EInvalid for
// more than 50 years, and below zero.
func (s *Service) KeepFor(ctx context.Context, months int) error {
	if months < 0 || months > 600 {
		return app.Invalid("A number of months must be between 0 and 600.", "Write how many months, or nothing for no limit.")
	}
	label := "Keep words for " + app.Count(months, "month") + " after a study's end"
	if months == 0 {
		label = "Keep words without limit"
	}
	cs := s.Hand.Begin(label)
	r, err := s.Store.Find(ctx, app.StandardsRef)
	switch {
	case app.CodeOf(err) == app.ENotFound:
		made := &app.Standards{Stamp: s.Hand.Stamp()}
		made.KeepMonths = months
		cs.Create(made)
	case err != nil:
		return err
	default:
		before := r.(*app.Standards)
		if before.KeepMonths == months {
			return nil
		}
		after := *before
		after.KeepMonths = months
		after.Stamp = s.Hand.Touch(before.Stamp)
		cs.Update(before, &after)
	}
	return s.Log.Commit(ctx, cs)
}

// Months is how many months after its end the words of a study may be kept, 0 for no limit.
func (s *Service) Months(ctx context.Context) (int, error) {
	standards, err := s.Store.Standards(ctx)
	return standards.KeepMonths, err
}
