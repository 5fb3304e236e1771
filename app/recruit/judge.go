package recruit

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// judged sets what the screener says of a candidate, unless a person judged them.
func judged(c *app.Candidacy, sc app.Screener) {
	w := Take(sc, c.Answers)
	c.Score = w.Score
	if !c.ByHand {
		c.Fit, c.Why = w.Fit, w.Why
	}
}

// Answer stores the answers of a candidate to the screener and what it says of them, as one step. What a question with a field was
// answered fills that field of the participant where it is empty.
func (s *Service) Answer(ctx context.Context, d *Desk, id app.CandidacyID, answers []app.Answer) error {
	label := func(all []*app.Candidacy) string { return "Screen " + d.code(all[0].Participant) }
	return s.edit(ctx, []app.CandidacyID{id}, label, func(cs *app.ChangeSet, c *app.Candidacy) error {
		c.Answers = Merge(d.Recruitment.Screener, nil, answers)
		judged(c, d.Recruitment.Screener)
		s.keep(cs, d.Recruitment.Screener, d.Participant(c.Participant), c.Answers)
		return nil
	})
}

// keep fills empty fields of a participant with what they answered.
func (s *Service) keep(cs *app.ChangeSet, sc app.Screener, old *app.Participant, answers []app.Answer) {
	if old == nil {
		return
	}
	p := *old
	p.Attributes = slices.Clone(old.Attributes)
	learn(&p, sc, answers)
	if p.Equal(old) {
		return
	}
	p.Stamp = s.Hand.Touch(old.Stamp)
	cs.Update(old, &p)
}

// learn fills the empty fields of a participant that questions name.
func learn(p *app.Participant, sc app.Screener, answers []app.Answer) {
	for _, q := range sc.Questions {
		i := slices.IndexFunc(answers, func(a app.Answer) bool { return a.Question == q.ID })
		if q.Field == "" || i < 0 || fieldOf(p, q.Field) != "" {
			continue
		}
		value := strings.Join(answers[i].Values, "; ")
		if q.Type == app.AskYesNo {
			value = strings.ToLower(value)
		}
		if same(q.Field, SegmentField) {
			p.Segment = value
			continue
		}
		at := slices.IndexFunc(p.Attributes, func(a app.Attribute) bool { return strings.EqualFold(a.Name, q.Field) })
		if at < 0 {
			p.Attributes = append(p.Attributes, app.Attribute{Name: q.Field, Value: value})
		} else {
			p.Attributes[at].Value = value
		}
	}
}

// Judge says by hand whether candidates fit, as one step; the screener leaves them alone then. FitUnknown lets the screener judge again.
func (s *Service) Judge(ctx context.Context, d *Desk, ids []app.CandidacyID, fit app.Fit, why string) error {
	label := func(all []*app.Candidacy) string {
		who := app.Count(len(all), "candidate")
		if len(all) == 1 {
			who = d.code(all[0].Participant)
		}
		if fit == app.FitUnknown {
			return "Let the screener judge " + who
		}
		return "Judge " + who + " as " + string(fit)
	}
	return s.edit(ctx, ids, label, func(_ *app.ChangeSet, c *app.Candidacy) error {
		c.ByHand, c.Fit, c.Why = fit != app.FitUnknown, fit, strings.TrimSpace(why)
		if c.ByHand && c.Why == "" {
			c.Why = "judged by hand"
		}
		judged(c, d.Recruitment.Screener)
		return nil
	})
}

// Astray are the candidates whom the screener as it is now would judge otherwise than they stand, in the order of the board.
func (d *Desk) Astray() []app.CandidacyID {
	var ids []app.CandidacyID
	for i := range d.People {
		c := d.People[i].Candidacy
		was := c
		c.Answers = Merge(d.Recruitment.Screener, c.Answers, nil)
		judged(&c, d.Recruitment.Screener)
		if c.Fit != was.Fit || c.Score != was.Score || c.Why != was.Why {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// JudgeAnew lets the screener as it is now judge candidates, as one step. Answers to questions that are gone are dropped, what their fields
// say is asked again where an answer is missing.
func (s *Service) JudgeAnew(ctx context.Context, d *Desk, ids []app.CandidacyID) error {
	label := func(all []*app.Candidacy) string { return "Judge " + app.Count(len(all), "candidate") + " anew" }
	return s.edit(ctx, ids, label, func(_ *app.ChangeSet, c *app.Candidacy) error {
		var known []app.Answer
		if p := d.Participant(c.Participant); p != nil {
			known = Known(d.Recruitment.Screener, p)
		}
		c.Answers = Merge(d.Recruitment.Screener, known, c.Answers)
		judged(c, d.Recruitment.Screener)
		return nil
	})
}

// Note stores a note on a candidate as one step.
func (s *Service) Note(ctx context.Context, d *Desk, id app.CandidacyID, note string) error {
	label := func(all []*app.Candidacy) string { return "Note on " + d.code(all[0].Participant) }
	return s.edit(ctx, []app.CandidacyID{id}, label, func(_ *app.ChangeSet, c *app.Candidacy) error {
		c.Note = strings.TrimSpace(note)
		return nil
	})
}
