package people

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"throughline/app"
)

// EventKind says what happened with a person.
type EventKind string

// The kinds of events.
const (
	EventInvited   EventKind = "recruitment" // a candidacy came to a stage
	EventInterview EventKind = "interview"
	EventConsent   EventKind = "consent"
	EventIncentive EventKind = "incentive"
	EventAdded     EventKind = "added"
)

// Event is one thing in a person's timeline.
type Event struct {
	Kind      EventKind
	Day       app.Date // "" when unknown
	Study     app.StudyID
	StudyName string // "" for all studies
	Text      string // "Invited", "Interview: Onboarding with P07"
	Detail    string // "4 findings", "record, quote inside", "voucher"
	Amount    int64  // of an incentive, in hundredths of Currency
	Currency  string // "" for what is no incentive
	Interview app.InterviewID
	Ahead     bool // it has not happened yet
}

// Profile is what is known of a person beside their fields.
type Profile struct {
	Events    []Event // the newest first; those without a day last
	Contact   app.ContactState
	Studies   int   // in which they were interviewed
	Year      int64 // hundredths of Currency that they got in the year of the day
	Currency  string
	OverYear  bool // more than the programme's threshold
	Consented bool // a consent of theirs is recorded
}

// Profile reads a person's timeline over all studies, and whether they may be contacted on a day. Returns ENotFound if they are gone.
func (s *Service) Profile(ctx context.Context, id app.ParticipantID, on app.Date) (*Profile, error) {
	p, err := s.get(ctx, id)
	if err != nil {
		return nil, err
	}
	std, err := s.Store.Standards(ctx)
	if err != nil {
		return nil, err
	}
	studies, err := s.Store.Studies(ctx)
	if err != nil {
		return nil, err
	}
	h := historian{on: on, names: map[app.StudyID]string{}, p: &Profile{Currency: std.Money()}}
	for i := range studies {
		h.names[studies[i].ID] = studies[i].Name
	}
	meetings, err := s.Store.Meetings(ctx, id)
	if err != nil {
		return nil, err
	}
	runs, err := app.Papers[app.Candidacy](ctx, s.Store, app.PaperQuery{Kind: app.KindCandidacy, Participant: id})
	if err != nil {
		return nil, err
	}
	consents, err := app.Papers[app.Consent](ctx, s.Store, app.PaperQuery{Kind: app.KindConsent, Participant: id})
	if err != nil {
		return nil, err
	}
	paid, err := app.Papers[app.Incentive](ctx, s.Store, app.PaperQuery{Kind: app.KindIncentive, Participant: id})
	if err != nil {
		return nil, err
	}
	h.meetings(meetings)
	h.recruitment(runs)
	h.consents(consents)
	h.incentives(paid)
	h.add(Event{Kind: EventAdded, Day: app.DateOf(p.Created.UTC()), Text: "Added", Detail: p.Panel.Source})
	h.p.Contact = app.Contactable(p.Panel, app.ContactDays(runs, meetings), std.Programme, on)
	h.p.OverYear = std.IncentiveYear > 0 && h.p.Year > std.IncentiveYear
	slices.SortStableFunc(h.p.Events, func(a, b Event) int {
		if (a.Day == "") != (b.Day == "") {
			return cmp.Compare(b.Day, a.Day)
		}
		return cmp.Compare(b.Day, a.Day)
	})
	return h.p, nil
}

// historian writes a timeline.
type historian struct {
	on    app.Date
	names map[app.StudyID]string
	p     *Profile
}

func (h *historian) add(e Event) {
	e.StudyName, e.Ahead = h.names[e.Study], e.Day > h.on
	h.p.Events = append(h.p.Events, e)
}

func (h *historian) meetings(all []app.Meeting) {
	studies := map[app.StudyID]bool{}
	for _, m := range all {
		studies[m.Study] = true
		detail := ""
		if m.Findings > 0 {
			detail = app.Count(m.Findings, "finding")
		}
		h.add(Event{Kind: EventInterview, Day: m.Date, Study: m.Study, Text: m.Title, Detail: detail, Interview: m.Interview})
	}
	h.p.Studies = len(studies)
}

// StageWords say what happened when a candidate came to a stage.
var StageWords = map[app.Stage]string{app.StageCandidate: "On the list of candidates", app.StageInvited: "Invited", app.StageScheduled: "Session scheduled",
	app.StageCompleted: "Session completed", app.StageNoShow: "Did not show up", app.StageDeclined: "Declined"}

func (h *historian) recruitment(runs []app.Candidacy) {
	for i := range runs {
		c := &runs[i]
		for k, m := range c.Moves {
			detail := ""
			if m.Stage == app.StageScheduled && k == len(c.Moves)-1 && !c.Session.Start.IsZero() {
				detail = "for " + c.Session.Start.UTC().Format("2 Jan 2006, 15:04") + " UTC"
			}
			if m.Stage == app.StageDeclined || m.Stage == app.StageNoShow {
				detail = c.Why
			}
			h.add(Event{Kind: EventInvited, Day: app.DateOf(m.At.UTC()), Study: c.Study, Text: StageWords[m.Stage], Detail: detail})
		}
		if len(c.Moves) == 0 {
			h.add(Event{Kind: EventInvited, Day: app.DateOf(c.Created.UTC()), Study: c.Study, Text: StageWords[c.Stage]})
		}
		if start := c.Session.Start; c.Stage == app.StageScheduled && app.DateOf(start.UTC()) >= h.on {
			h.add(Event{Kind: EventInvited, Day: app.DateOf(start.UTC()), Study: c.Study, Text: "Session", Detail: start.UTC().Format("15:04") + " UTC"})
		}
	}
}

func (h *historian) consents(all []app.Consent) {
	for i := range all {
		c := &all[i]
		h.p.Consented = true
		words := make([]string, 0, len(c.Scopes))
		for _, s := range c.Scopes {
			words = append(words, string(s))
		}
		text := "Consent given"
		if len(words) == 0 {
			text = "Consent refused"
		}
		h.add(Event{Kind: EventConsent, Day: c.Given, Study: c.Study, Text: text, Detail: strings.Join(words, ", ")})
		switch {
		case c.Withdrawn != "":
			h.add(Event{Kind: EventConsent, Day: c.Withdrawn, Study: c.Study, Text: "Consent withdrawn", Detail: c.Reason})
		case c.Expires != "":
			text := "Consent ended"
			if c.Expires >= h.on {
				text = "Consent ends"
			}
			h.add(Event{Kind: EventConsent, Day: c.Expires, Study: c.Study, Text: text})
		}
	}
}

func (h *historian) incentives(all []app.Incentive) {
	year := strings.SplitN(string(h.on), "-", 2)[0]
	for i := range all {
		n := &all[i]
		if n.Currency == h.p.Currency && strings.HasPrefix(string(n.Date), year+"-") {
			h.p.Year += n.Amount
		}
		text := "Incentive promised"
		if n.Paid {
			text = "Incentive paid"
		}
		h.add(Event{Kind: EventIncentive, Day: n.Date, Study: n.Study, Text: text, Detail: n.Form, Amount: n.Amount, Currency: n.Currency})
	}
}

// Today is the day of a time where it is.
func Today(now time.Time) app.Date { return app.DateOf(now.Local()) }
