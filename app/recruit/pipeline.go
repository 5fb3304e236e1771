package recruit

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// Refusal is a person that an act left out, and why.
type Refusal struct {
	Participant app.ParticipantID
	Code        string
	Why         string
}

// Outcome is what an act on several people did.
type Outcome struct {
	Done    int
	Refused []Refusal
	Alerts  []Alert // incentives that pass the threshold of the year
}

// Line puts an outcome into a sentence: "Invited 12. 3 left out: P04 has 2 contacts in 90 days, at most 2; …".
func (o Outcome) Line(verb string) string {
	words := verb + " " + app.Number(o.Done) + "."
	if n := len(o.Refused); n > 0 {
		words += " " + app.Number(n) + " left out: " + refusals(o.Refused) + "."
	}
	return words
}

// refusals names the first few who were left out.
func refusals(all []Refusal) string {
	const shown = 2
	var parts []string
	for _, r := range all[:min(shown, len(all))] {
		parts = append(parts, r.Code+" ("+r.Why+")")
	}
	if n := len(all) - shown; n > 0 {
		parts = append(parts, app.Number(n)+" more")
	}
	return strings.Join(parts, "; ")
}

// StageName is how a stage reads at the head of its column.
func StageName(s app.Stage) string {
	switch s {
	case app.StageCandidate:
		return "Candidates"
	case app.StageInvited:
		return "Invited"
	case app.StageScheduled:
		return "Scheduled"
	case app.StageCompleted:
		return "Completed"
	case app.StageNoShow:
		return "No-show"
	case app.StageDeclined:
		return "Declined"
	}
	return string(s)
}

// contacts reports whether coming to a stage means that the person is contacted.
func contacts(s app.Stage) bool { return s == app.StageInvited || s == app.StageScheduled }

// Add makes people of the panel candidates of a study, as one step. What their fields say answers the screener. Those who are candidates
// already, or are gone, are left out. Returns EInvalid if nobody is left.
func (s *Service) Add(ctx context.Context, d *Desk, ids []app.ParticipantID) (out Outcome, err error) {
	cs := s.Hand.Begin("Add " + app.Count(len(ids), "candidate"))
	if err := s.begin(cs, d); err != nil {
		return out, err
	}
	order := d.last(app.StageCandidate)
	for _, id := range ids {
		p := d.Participant(id)
		switch {
		case p == nil:
			out.Refused = append(out.Refused, Refusal{Participant: id, Code: "somebody", Why: "not in the panel any more"})
			continue
		case d.Has(id):
			out.Refused = append(out.Refused, Refusal{id, p.Code, "a candidate already"})
			continue
		}
		order++
		c := s.candidate(d, p, order)
		cs.Create(c)
		out.Done++
	}
	if out.Done == 0 {
		return out, app.Invalid("Nobody was added: "+refusals(out.Refused)+".", "Choose people who are no candidates yet.")
	}
	cs.Label = "Add " + app.Count(out.Done, "candidate")
	return out, s.Log.Commit(ctx, cs)
}

// begin makes the recruitment of a study that has none.
func (s *Service) begin(cs *app.ChangeSet, d *Desk) error {
	if d.Recruitment.ID != "" {
		return nil
	}
	return s.change(cs, &d.Recruitment, func(*app.Recruitment) {})
}

// candidate makes a candidate of somebody, judged by what is known of them.
func (s *Service) candidate(d *Desk, p *app.Participant, order float64) *app.Candidacy {
	stamp := s.Hand.Stamp()
	c := &app.Candidacy{ID: app.NewID[app.CandidacyID](), Study: d.Study.ID, Participant: p.ID, Stage: app.StageCandidate, Order: order, Stamp: stamp,
		Moves: []app.Move{{Stage: app.StageCandidate, At: stamp.Created}}, Answers: Known(d.Recruitment.Screener, p)}
	judged(c, d.Recruitment.Screener)
	return c
}

// last is the place of the last candidate of a stage.
func (d *Desk) last(stage app.Stage) float64 {
	top := 0.
	for i := range d.People {
		if d.People[i].Stage == stage {
			top = max(top, d.People[i].Order)
		}
	}
	return top
}

// Target is where candidates go: a stage, before another candidate of it or at its end.
type Target struct {
	Stage  app.Stage
	Before app.CandidacyID // "" for the end
}

// Move takes candidates to a stage, in the order of ids, as one step. Invited and scheduled are those who may be contacted: others are left
// out with the reason. Whoever completes gets their incentive into the ledger, due, and their only interview of the study linked; taken
// back from completed, what was not paid goes. Returns EInvalid if nobody could be moved.
func (s *Service) Move(ctx context.Context, d *Desk, ids []app.CandidacyID, to Target) (out Outcome, err error) {
	all, err := s.candidates(ctx, ids)
	if err != nil {
		return out, err
	}
	cs := s.Hand.Begin(moveLabel(d, all, to.Stage))
	order := d.room(to, ids)
	for i, old := range all {
		code := d.code(old.Participant)
		if old.Stage != to.Stage && contacts(to.Stage) && !contacts(old.Stage) {
			if c := d.Contact(old.Participant); !c.OK {
				out.Refused = append(out.Refused, Refusal{old.Participant, code, c.Why})
				continue
			}
		}
		err := s.update(cs, old, func(c *app.Candidacy) error {
			c.Order = order(i, len(all))
			return s.enter(cs, d, c, to.Stage, &out)
		})
		if err != nil {
			return out, err
		}
		out.Done++
	}
	if out.Done == 0 {
		return out, app.Invalid("Nobody was moved: "+refusals(out.Refused)+".", "Change the contact rule of the programme, or choose others.")
	}
	if len(cs.Changes) == 0 {
		return out, nil
	}
	return out, s.Log.Commit(ctx, cs)
}

func moveLabel(d *Desk, all []*app.Candidacy, to app.Stage) string {
	who := app.Count(len(all), "candidate")
	if len(all) == 1 {
		who = d.code(all[0].Participant)
	}
	same := !slices.ContainsFunc(all, func(c *app.Candidacy) bool { return c.Stage != to })
	switch {
	case same:
		return "Arrange " + who
	case to == app.StageCandidate:
		return "Take " + who + " back to the candidates"
	case to == app.StageInvited:
		return "Invite " + who
	case to == app.StageScheduled:
		return "Schedule " + who
	case to == app.StageCompleted:
		return "Complete " + who
	case to == app.StageNoShow:
		return "Mark " + who + " as no-show"
	}
	return "Mark " + who + " as declined"
}

func (d *Desk) code(id app.ParticipantID) string {
	if p := d.Participant(id); p != nil {
		return p.Code
	}
	return "somebody"
}

// room says which places the i-th of n gets before the target, among those who stay.
func (d *Desk) room(to Target, moving []app.CandidacyID) func(i, n int) float64 {
	low, high, bounded := 0., 0., false
	for _, p := range d.Column(to.Stage) {
		switch {
		case slices.Contains(moving, p.ID):
		case p.ID == to.Before:
			high, bounded = p.Order, true
		case !bounded:
			low = p.Order
		}
		if bounded {
			break
		}
	}
	return func(i, n int) float64 {
		if !bounded {
			return low + float64(i+1)
		}
		return low + (high-low)*float64(i+1)/float64(n+1)
	}
}

// enter takes a candidate to a stage, with what follows from it.
func (s *Service) enter(cs *app.ChangeSet, d *Desk, c *app.Candidacy, to app.Stage, out *Outcome) error {
	if c.Stage == to {
		return nil
	}
	from := c.Stage
	c.Stage = to
	c.Moves = append(c.Moves, app.Move{Stage: to, At: cs.At})
	if !c.Session.Start.IsZero() && givenUp(from) != givenUp(to) {
		c.Session.Changes++ // calendars take the session out, or in again
	}
	switch {
	case to == app.StageCompleted:
		if open := d.Meetings(c.Participant); c.Interview == "" && len(open) == 1 {
			c.Interview = open[0].Interview
		}
		s.owe(cs, d, c, out)
	case from == app.StageCompleted:
		s.unowe(cs, d, c)
	}
	return nil
}

// Remove takes candidates out of a study as one step. The people stay in the panel, and what they got stays in the ledger.
func (s *Service) Remove(ctx context.Context, d *Desk, ids []app.CandidacyID) error {
	all, err := s.candidates(ctx, ids)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("Remove " + app.Count(len(all), "candidate"))
	if len(all) == 1 {
		cs.Label = "Remove " + d.code(all[0].Participant) + " from the candidates"
	}
	for _, c := range all {
		cs.Delete(c)
	}
	return s.Log.Commit(ctx, cs)
}

// Schedule gives a candidate an appointment as one step, and takes them to scheduled unless they are further. A session that was agreed
// already and is changed counts its changes, so that calendars take the newer one. Returns EInvalid for a session without a beginning or
// length, an unknown time zone, or somebody who may not be contacted.
func (s *Service) Schedule(ctx context.Context, d *Desk, id app.CandidacyID, session app.Session) (out Outcome, err error) {
	if err := checkSession(session); err != nil {
		return out, err
	}
	label := func(all []*app.Candidacy) string { return "Schedule " + d.code(all[0].Participant) }
	err = s.edit(ctx, []app.CandidacyID{id}, label, func(cs *app.ChangeSet, c *app.Candidacy) error {
		if k := d.Contact(c.Participant); !contacts(c.Stage) && c.Stage != app.StageCompleted && !k.OK { // as Move does
			return app.Invalid(d.code(c.Participant)+" was not scheduled: "+k.Why+".", "Choose somebody else, or change the contact rule of the programme.")
		}
		if c.Stage != app.StageCompleted && c.Stage != app.StageScheduled {
			c.Order = d.last(app.StageScheduled) + 1
			if err := s.enter(cs, d, c, app.StageScheduled, &out); err != nil {
				return err
			}
		}
		session.Start, session.Changes = app.Moment(session.Start), c.Session.Changes
		if session != c.Session && !c.Session.Start.IsZero() {
			session.Changes++
		}
		c.Session = session
		return nil
	})
	if err == nil {
		out.Done = 1
	}
	return out, err
}
