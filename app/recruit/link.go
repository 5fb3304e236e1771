package recruit

import (
	"context"
	"fmt"

	"throughline/app"
)

// Link says which interview came of a candidate, "" for none, and completes them, as one step.
func (s *Service) Link(ctx context.Context, d *Desk, id app.CandidacyID, interview app.InterviewID) (out Outcome, err error) {
	label := func(all []*app.Candidacy) string { return "Link the interview of " + d.code(all[0].Participant) }
	err = s.edit(ctx, []app.CandidacyID{id}, label, func(cs *app.ChangeSet, c *app.Candidacy) error {
		c.Interview = interview
		if interview == "" || c.Stage == app.StageCompleted {
			return nil
		}
		c.Order = d.last(app.StageCompleted) + 1
		return s.enter(cs, d, c, app.StageCompleted, &out)
	})
	return out, err
}

// Match is a candidate of whom exactly one interview was imported that is not linked yet.
type Match struct {
	Person
	Meeting app.Meeting
}

// Matches are the candidates that an import completed: scheduled or completed ones with exactly one interview of theirs in the study.
func (d *Desk) Matches() []Match {
	var out []Match
	for _, p := range d.People {
		if p.Interview != "" || p.Stage != app.StageScheduled && p.Stage != app.StageCompleted && p.Stage != app.StageInvited {
			continue
		}
		if open := d.Meetings(p.Participant); len(open) == 1 {
			out = append(out, Match{p, open[0]})
		}
	}
	return out
}

// LinkAll links what Matches found, and completes the candidates, as one step.
func (s *Service) LinkAll(ctx context.Context, d *Desk) (out Outcome, err error) {
	found := d.Matches()
	ids := make([]app.CandidacyID, len(found))
	of := make(map[app.CandidacyID]app.InterviewID, len(found))
	for i, m := range found {
		ids[i], of[m.ID] = m.ID, m.Meeting.Interview
	}
	label := func(all []*app.Candidacy) string {
		return fmt.Sprintf("Link %s to candidates", app.Count(len(all), "interview"))
	}
	err = s.edit(ctx, ids, label, func(cs *app.ChangeSet, c *app.Candidacy) error {
		c.Interview = of[c.ID]
		out.Done++
		return s.enter(cs, d, c, app.StageCompleted, &out)
	})
	return out, err
}
