package recruit

import (
	"context"
	"slices"

	"throughline/app"
)

// Desk is what recruiting for a study looks at, read at once. It is not changed after it was read.
type Desk struct {
	Study       app.Study
	Recruitment app.Recruitment // without an id while there is none
	People      []Person        // the candidates, in the order of the board's columns
	Panel       []app.ParticipantRow
	Rule        app.Programme
	Ledger      []app.Incentive // of everybody, as it was made
	Today       app.Date

	who  map[app.ParticipantID]int              // in Panel
	days map[app.ParticipantID][]app.Date       // of contacts
	met  map[app.ParticipantID][]app.Meeting    // the newest first
	here map[app.ParticipantID]app.CandidacyID  // candidates of the study
	seen map[app.ParticipantID]app.ContactState // on Today
	link map[app.InterviewID]app.CandidacyID    // interviews that came of candidates
	due  map[app.ParticipantID][]app.Incentive  // of the study
	year map[app.ParticipantID]map[string]int64 // of this year by currency, in hundredths
	at   map[app.CandidacyID]int                // in People

	fields []string // see FieldNames
}

// Desk reads what recruiting for a study looks at on a day. Returns ENotFound if the study is gone.
func (s *Service) Desk(ctx context.Context, study app.StudyID, today app.Date) (*Desk, error) {
	st, err := s.Store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(study)})
	if err != nil {
		return nil, err
	}
	d := &Desk{Study: *st.(*app.Study), Today: today}
	if d.Recruitment, err = s.Of(ctx, study); err != nil {
		return nil, err
	}
	if d.Panel, err = s.Store.Participants(ctx, ""); err != nil {
		return nil, err
	}
	std, err := s.Store.Standards(ctx)
	if err != nil {
		return nil, err
	}
	d.Rule = std.Programme
	if d.Ledger, err = app.Papers[app.Incentive](ctx, s.Store, app.PaperQuery{Kind: app.KindIncentive}); err != nil {
		return nil, err
	}
	all, err := app.Papers[app.Candidacy](ctx, s.Store, app.PaperQuery{Kind: app.KindCandidacy})
	if err != nil {
		return nil, err
	}
	met, err := s.Store.Meetings(ctx, "")
	if err != nil {
		return nil, err
	}
	d.index(all, met)
	return d, nil
}

// index makes what is looked up by person.
func (d *Desk) index(all []app.Candidacy, met []app.Meeting) {
	d.who = make(map[app.ParticipantID]int, len(d.Panel))
	for i := range d.Panel {
		d.who[d.Panel[i].ID] = i
	}
	d.met = map[app.ParticipantID][]app.Meeting{}
	for _, m := range met {
		d.met[m.Participant] = append(d.met[m.Participant], m)
	}
	of := map[app.ParticipantID][]app.Candidacy{}
	d.here, d.link = map[app.ParticipantID]app.CandidacyID{}, map[app.InterviewID]app.CandidacyID{}
	for _, c := range all {
		of[c.Participant] = append(of[c.Participant], c)
		if c.Interview != "" {
			d.link[c.Interview] = c.ID
		}
		if c.Study == d.Study.ID {
			d.here[c.Participant] = c.ID
			d.People = append(d.People, Person{Candidacy: c, Who: d.Participant(c.Participant)})
		}
	}
	slices.SortStableFunc(d.People, func(a, b Person) int { return compareOrder(&a.Candidacy, &b.Candidacy) })
	d.at = make(map[app.CandidacyID]int, len(d.People))
	for i := range d.People {
		d.at[d.People[i].ID] = i
	}
	d.fields = append([]string{SegmentField}, attributeNames(d.Panel)...)
	d.days, d.seen = map[app.ParticipantID][]app.Date{}, map[app.ParticipantID]app.ContactState{}
	for i := range d.Panel {
		p := &d.Panel[i]
		days := app.ContactDays(of[p.ID], d.met[p.ID])
		d.days[p.ID], d.seen[p.ID] = days, app.Contactable(p.Panel, days, d.Rule, d.Today)
	}
	d.due, d.year = map[app.ParticipantID][]app.Incentive{}, map[app.ParticipantID]map[string]int64{}
	for _, e := range d.Ledger {
		if e.Study == d.Study.ID {
			d.due[e.Participant] = append(d.due[e.Participant], e)
		}
		if yearOf(e.Date) == yearOf(d.Today) {
			if d.year[e.Participant] == nil {
				d.year[e.Participant] = map[string]int64{}
			}
			d.year[e.Participant][e.Currency] += e.Amount
		}
	}
}

// Participant returns somebody of the panel, or nil.
func (d *Desk) Participant(id app.ParticipantID) *app.Participant {
	if i, ok := d.who[id]; ok {
		return &d.Panel[i].Participant
	}
	return nil
}

// Candidate returns a candidate of the study, or nil.
func (d *Desk) Candidate(id app.CandidacyID) *Person {
	i, ok := d.at[id]
	if !ok {
		return nil
	}
	return &d.People[i]
}

// Contact says whether somebody may be contacted today, and why not.
func (d *Desk) Contact(id app.ParticipantID) app.ContactState {
	if s, ok := d.seen[id]; ok {
		return s
	}
	return app.ContactState{Why: "Not in the panel any more"}
}

// Has reports whether somebody is a candidate of the study already.
func (d *Desk) Has(id app.ParticipantID) bool { return d.here[id] != "" }

// Meetings are the interviews of somebody in the study that no candidate is linked to, the newest first.
func (d *Desk) Meetings(id app.ParticipantID) []app.Meeting {
	var out []app.Meeting
	for _, m := range d.met[id] {
		if m.Study == d.Study.ID && d.link[m.Interview] == "" {
			out = append(out, m)
		}
	}
	return out
}

// Interview returns the interview that came of a candidate, ok false if there is none or it is gone.
func (d *Desk) Interview(c *app.Candidacy) (m app.Meeting, ok bool) {
	for _, m := range d.met[c.Participant] {
		if c.Interview != "" && m.Interview == c.Interview {
			return m, true
		}
	}
	return m, false
}

// Lately counts the sessions of somebody in the twelve months up to a day, in all studies.
func (d *Desk) Lately(id app.ParticipantID) int {
	from := app.DateOf(d.Today.Time().AddDate(-1, 0, 1))
	n := 0
	for _, m := range d.met[id] {
		if m.Date >= from && m.Date <= d.Today {
			n++
		}
	}
	return n
}

// Column lists the candidates of a stage, in their order.
func (d *Desk) Column(stage app.Stage) []Person {
	var out []Person
	for _, p := range d.People {
		if p.Stage == stage {
			out = append(out, p)
		}
	}
	return out
}

func compareOrder(a, b *app.Candidacy) int {
	switch {
	case a.Order < b.Order:
		return -1
	case a.Order > b.Order:
		return 1
	}
	return 0
}

func yearOf(d app.Date) string {
	if len(d) < 4 {
		return ""
	}
	return string(d[:4])
}

// MayContact counts the contacts with somebody and says whether they may be contacted today.
func (d *Desk) MayContact(id app.ParticipantID) (count int, ok bool) {
	c := d.Contact(id)
	return c.Count, c.OK
}

// ByCode returns somebody of the panel by code, upper and lower case alike, or nil.
func (d *Desk) ByCode(code string) *app.Participant {
	for i := range d.Panel {
		if same(d.Panel[i].Code, code) {
			return &d.Panel[i].Participant
		}
	}
	return nil
}
