package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/recruit"
	"throughline/assets/sample"
)

// sampleRecruitment is recruitment.json of the sample: how the people of the study were found, and who is still on the way.
type sampleRecruitment struct {
	app.Recruitment
	Rows    []string          `json:"rows"` // segments
	Columns []string          `json:"columns"`
	Field   string            `json:"column_field"`
	Planned [][]int           `json:"planned"`
	Shares  [][]float64       `json:"shares"`
	People  []samplePerson    `json:"people"`
	List    []sampleCandidate `json:"candidates"`
}

// samplePerson is somebody of the panel who was not interviewed.
type samplePerson struct {
	Code    string `json:"code"`
	Segment string `json:"segment"`
	Role    string `json:"role"`
	Sector  string `json:"sector"`
	Country string `json:"country"`
	People  string `json:"people"`
	Owner   string `json:"owner"`
}

type sampleCandidate struct {
	Participant string            `json:"participant"`
	Stage       app.Stage         `json:"stage"`
	Answers     map[string]string `json:"answers"` // by question
	InDays      int               `json:"in_days"` // of a session that is to come
	Hour        int               `json:"hour"`
}

// recruitment makes the recruitment of the sample: those interviewed are completed, others are on the way. What is to come is set from the day
// on which the sample is added.
func (b *sampleBuilder) recruitment(ctx context.Context, cs *app.ChangeSet) error {
	raw, err := sample.Files.ReadFile("recruitment.json")
	if err != nil {
		return err
	}
	var sr sampleRecruitment
	if err := json.Unmarshal(raw, &sr); err != nil {
		return fmt.Errorf("read the recruitment of the sample: %w", err)
	}
	r := sr.Recruitment
	r.ID, r.Study, r.Stamp = app.NewID[app.RecruitmentID](), b.study, b.hand.Stamp()
	r.Quotas = recruit.Grid(recruit.SegmentField, sr.Field, sr.Rows, sr.Columns, sr.Planned, nil)
	for i := range r.Quotas {
		q := &r.Quotas[i]
		q.Share = sr.Shares[slices.Index(sr.Rows, q.Where[0].Values[0])][slices.Index(sr.Columns, q.Where[1].Values[0])]
	}
	if problems := recruit.Check(r.Screener); len(problems) > 0 {
		return fmt.Errorf("the screener of the sample: %s", problems[0].Text)
	}
	cs.Create(&r)
	if err := b.panel(ctx, cs, sr.People); err != nil {
		return err
	}
	for i, c := range sr.List {
		p := b.who[c.Participant]
		if p == nil {
			return fmt.Errorf("the recruitment of the sample: nobody is called %s", c.Participant)
		}
		if err := b.candidate(cs, &r, p, c, i); err != nil {
			return err
		}
	}
	return nil
}

// panel makes the people of the panel who were not interviewed. A code that somebody has already gets a word before it.
func (b *sampleBuilder) panel(ctx context.Context, cs *app.ChangeSet, people []samplePerson) error {
	known, err := b.store.ParticipantsByCode(ctx)
	if err != nil {
		return err
	}
	b.who = map[string]*app.Participant{}
	for code, here := range b.codes {
		p := known[here]
		b.who[code] = &p
	}
	for _, sp := range people {
		code := sp.Code
		if _, taken := known[code]; taken {
			code = "Sample " + code
		}
		p := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: code, Segment: sp.Segment, Stamp: b.hand.Stamp()}
		for _, a := range [][2]string{{"Role", sp.Role}, {"Sector", sp.Sector}, {"Country", sp.Country}, {"People planned", sp.People}, {"Holds Owner rights", sp.Owner}} {
			p.Attributes = append(p.Attributes, app.Attribute{Name: a[0], Value: a[1]})
		}
		cs.Create(p)
		b.who[sp.Code] = p
	}
	return nil
}

// candidate makes somebody's candidacy, and what they get for a session they came to.
func (b *sampleBuilder) candidate(cs *app.ChangeSet, r *app.Recruitment, p *app.Participant, sc sampleCandidate, place int) error {
	stamp := b.hand.Stamp()
	c := &app.Candidacy{ID: app.NewID[app.CandidacyID](), Study: b.study, Participant: p.ID, Stage: sc.Stage, Order: float64(place + 1), Stamp: stamp}
	given := recruit.Known(r.Screener, p)
	for _, q := range r.Screener.Questions {
		values, err := recruit.Read(q, sc.Answers[q.ID])
		if err != nil {
			return fmt.Errorf("%s in the recruitment of the sample: %w", sc.Participant, err)
		}
		if len(values) > 0 {
			given = append(given, app.Answer{Question: q.ID, Values: values})
		}
	}
	c.Answers = recruit.Merge(r.Screener, nil, given)
	w := recruit.Take(r.Screener, c.Answers)
	c.Score, c.Fit, c.Why = w.Score, w.Fit, w.Why
	held := stamp.Created.Truncate(24 * time.Hour)
	switch sc.Stage {
	case app.StageCompleted:
		i := slices.IndexFunc(b.sample.Interviews, func(iv sampleInterview) bool { return iv.Participant == sc.Participant })
		held = b.sample.Interviews[i].Date.Time().Add(9 * time.Hour)
		c.Interview = b.interviews[sc.Participant]
		b.pay(cs, r, p, app.DateOf(held), place)
	case app.StageScheduled:
		held = workday(held.AddDate(0, 0, sc.InDays)).Add(time.Duration(sc.Hour) * time.Hour)
	case app.StageNoShow:
		held = workday(held.AddDate(0, 0, -6)).Add(11 * time.Hour)
	}
	c.Moves = samplePath(sc.Stage, held, stamp.Created)
	if sc.Stage == app.StageCompleted || sc.Stage == app.StageScheduled || sc.Stage == app.StageNoShow {
		c.Session = app.Session{Start: held, Minutes: r.Minutes, Zone: r.Zone, Place: r.Place, Moderator: b.leads(sc.Participant)}
	}
	cs.Create(c)
	return nil
}

// workday is a day, or the Monday after it.
func workday(t time.Time) time.Time {
	switch t.Weekday() {
	case time.Saturday:
		return t.AddDate(0, 0, 2)
	case time.Sunday:
		return t.AddDate(0, 0, 1)
	}
	return t
}

// leads is who leads the session with somebody: one of the two researchers of the sample.
func (b *sampleBuilder) leads(code string) string {
	for _, iv := range b.sample.Interviews {
		if iv.Participant == code && strings.HasPrefix(iv.Moderator, "Jonas") {
			return "Jonas Adeyemi"
		}
	}
	return b.sample.Study.Owner
}

// samplePath is how a candidate came to a stage: a week and a half before the session they were found, two days later invited.
func samplePath(stage app.Stage, held, now time.Time) []app.Move {
	at := func(days int) time.Time { return app.Moment(held.AddDate(0, 0, days)) }
	found := app.Move{Stage: app.StageCandidate, At: at(-11)}
	switch stage {
	case app.StageCandidate:
		return []app.Move{{Stage: stage, At: app.Moment(now.AddDate(0, 0, -2))}}
	case app.StageInvited:
		return []app.Move{{Stage: app.StageCandidate, At: app.Moment(now.AddDate(0, 0, -12))}, {Stage: stage, At: app.Moment(now.AddDate(0, 0, -8))}}
	case app.StageDeclined:
		return []app.Move{found, {Stage: app.StageInvited, At: at(-9)}, {Stage: stage, At: at(-6)}}
	case app.StageScheduled:
		return []app.Move{found, {Stage: app.StageInvited, At: at(-9)}, {Stage: stage, At: at(-7)}}
	}
	return []app.Move{found, {Stage: app.StageInvited, At: at(-9)}, {Stage: app.StageScheduled, At: at(-6)}, {Stage: stage, At: at(0)}}
}

// unpaid is from which place on the incentives of the sample are still due.
const unpaid = 10

func (b *sampleBuilder) pay(cs *app.ChangeSet, r *app.Recruitment, p *app.Participant, day app.Date, place int) {
	cs.Create(&app.Incentive{ID: app.NewID[app.IncentiveID](), Participant: p.ID, Study: b.study, Amount: r.Incentive, Currency: r.Currency, Date: day, Form: "voucher",
		Paid: place < unpaid, Stamp: b.hand.Stamp()})
}
