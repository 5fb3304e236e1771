package recruit

import (
	"context"
	"fmt"
	"slices"
	"time"

	"throughline/app"
)

// ErrandKind says what of a recruitment waits for somebody.
type ErrandKind string

// What can wait, the most pressing first.
const (
	ErrandSession   ErrandKind = "sessions today"
	ErrandQuota     ErrandKind = "quotas in trouble"
	ErrandAnswer    ErrandKind = "invitations without an answer"
	ErrandInvite    ErrandKind = "qualified candidates"
	ErrandIncentive ErrandKind = "incentives due"
)

// answerDays is after how many days an invitation without an answer is brought up.
const answerDays = 7

// Errand is something of a recruitment that waits for somebody.
type Errand struct {
	Kind  ErrandKind
	Text  string
	Act   string // a verb: "Invite"
	N     int
	Study app.StudyID // the only one it is of, "" for several
	Loud  bool        // somebody should look soon
}

// Errands lists what waits in the recruitment of a study, or of all that are not done for "", the most pressing first.
func (s *Service) Errands(ctx context.Context, study app.StudyID, now time.Time) ([]Errand, error) {
	rows, err := s.Overview(ctx)
	if err != nil {
		return nil, err
	}
	all, err := app.Papers[app.Candidacy](ctx, s.Store, app.PaperQuery{Kind: app.KindCandidacy, Study: study})
	if err != nil {
		return nil, err
	}
	return errands(rows, all, study, now), nil
}

func errands(rows []Row, all []app.Candidacy, study app.StudyID, now time.Time) []Errand {
	of := map[app.StudyID]*Row{}
	var kept []Row
	for _, r := range rows {
		if r.Any && (study == "" && r.Study.Status != "done" || r.Study.ID == study) {
			kept = append(kept, r)
		}
	}
	for i := range kept {
		of[kept[i].Study.ID] = &kept[i]
	}
	today := func(c *app.Candidacy) bool {
		return c.Stage == app.StageScheduled && !c.Session.Start.IsZero() && app.DateOf(c.Session.Start.In(now.Location())) == app.DateOf(now)
	}
	unanswered := func(c *app.Candidacy) bool {
		n := len(c.Moves)
		return c.Stage == app.StageInvited && n > 0 && now.Sub(c.Moves[n-1].At) >= answerDays*24*time.Hour
	}
	var out []Errand
	add := func(e Errand) {
		if e.N > 0 {
			out = append(out, e)
		}
	}
	add(sessions(all, of, today, now))
	add(gather(kept, Errand{Kind: ErrandQuota, Act: "Look", Loud: true}, func(r *Row) int { return r.Trouble }, func(n int) string { return app.Count(n, "quota") + " in trouble: over, or not to be filled" }))
	add(count(all, of, Errand{Kind: ErrandAnswer, Act: "Ask again"}, unanswered, func(n int) string { return app.Count(n, "invitation") + " without an answer for a week" }))
	add(gather(kept, Errand{Kind: ErrandInvite, Act: "Invite"}, waitingToInvite, func(n int) string { return app.Count(n, "qualified candidate") + " to invite" }))
	add(gather(kept, Errand{Kind: ErrandIncentive, Act: "Pay"}, func(r *Row) int { return r.Owed }, func(n int) string { return app.Count(n, "incentive") + " due" }))
	return out
}

// waitingToInvite is how many qualified candidates wait while the study wants more people than are under way.
func waitingToInvite(r *Row) int {
	if r.Target > 0 && r.Funnel.Completed+r.Funnel.Ahead >= r.Target {
		return 0
	}
	return r.Ready
}

// sessions names the first session of today.
func sessions(all []app.Candidacy, of map[app.StudyID]*Row, which func(*app.Candidacy) bool, now time.Time) Errand {
	e := count(all, of, Errand{Kind: ErrandSession, Act: "Open", Loud: true}, which, func(n int) string { return app.Count(n, "session") + " today" })
	var next []time.Time
	for i := range all {
		if of[all[i].Study] != nil && which(&all[i]) && all[i].Session.End().After(now) {
			next = append(next, all[i].Session.Start)
		}
	}
	if len(next) > 0 {
		e.Text += fmt.Sprintf(", next at %s", slices.MinFunc(next, time.Time.Compare).In(now.Location()).Format("15:04"))
	}
	return e
}

// count gathers candidates that wait for the same.
func count(all []app.Candidacy, of map[app.StudyID]*Row, e Errand, which func(*app.Candidacy) bool, words func(int) string) Errand {
	studies := map[app.StudyID]bool{}
	for i := range all {
		if c := &all[i]; of[c.Study] != nil && which(c) {
			e.N++
			e.Study = c.Study
			studies[c.Study] = true
		}
	}
	return e.of(len(studies), words)
}

// gather adds up what studies have waiting.
func gather(rows []Row, e Errand, n func(*Row) int, words func(int) string) Errand {
	studies := 0
	for i := range rows {
		if k := n(&rows[i]); k > 0 {
			e.N += k
			e.Study = rows[i].Study.ID
			studies++
		}
	}
	return e.of(studies, words)
}

func (e Errand) of(studies int, words func(int) string) Errand {
	e.Text = words(e.N)
	if studies > 1 {
		e.Study = ""
		e.Text += " in " + app.Count(studies, "study")
	}
	return e
}
