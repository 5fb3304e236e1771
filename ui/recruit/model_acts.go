package recruit

import (
	"context"
	"strings"
	"time"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/ui/say"
)

// Setup stores what holds for all sessions of the study. done runs with the error, nil when it is kept.
func (m *Model) Setup(change func(*app.Recruitment), done func(error)) {
	study := m.Study
	m.act(func(ctx context.Context) (string, error) {
		return "", m.Keeper.Change(ctx, study, say.T("Set up recruitment"), change)
	}, done)
}

// SetQuotas stores the quotas of the study.
func (m *Model) SetQuotas(quotas []app.Quota, done func(error)) {
	study := m.Study
	m.act(func(ctx context.Context) (string, error) { return "", m.Keeper.SetQuotas(ctx, study, quotas) }, done)
}

// Add makes people of the panel candidates.
func (m *Model) Add(ids []app.ParticipantID, done func(error)) {
	d := m.Desk
	m.act(func(ctx context.Context) (string, error) {
		out, err := m.Keeper.Add(ctx, d, ids)
		return say.Sentence(out.Line(say.T("Added"))), err
	}, done)
}

// Answer stores the answers of a candidate to the screener.
func (m *Model) Answer(id app.CandidacyID, answers []app.Answer, done func(error)) {
	d := m.Desk
	m.act(func(ctx context.Context) (string, error) { return "", m.Keeper.Answer(ctx, d, id, answers) }, done)
}

// Judge says by hand whether the chosen fit; FitUnknown lets the screener judge again.
func (m *Model) Judge(fit app.Fit, why string, done func(error)) {
	d, ids := m.Desk, m.Chosen
	m.act(func(ctx context.Context) (string, error) { return "", m.Keeper.Judge(ctx, d, ids, fit, why) }, done)
}

// JudgeAnew lets the screener as it is now judge those who stand otherwise.
func (m *Model) JudgeAnew() {
	d := m.Desk
	ids := d.Astray()
	m.act(func(ctx context.Context) (string, error) {
		return say.T("Judged %s anew.", say.Count(len(ids), "candidate")), m.Keeper.JudgeAnew(ctx, d, ids)
	}, nil)
}

// Note stores a note on a candidate.
func (m *Model) Note(id app.CandidacyID, note string) {
	d := m.Desk
	m.act(func(ctx context.Context) (string, error) { return "", m.Keeper.Note(ctx, d, id, note) }, nil)
}

// Remove takes the chosen candidates out of the study.
func (m *Model) Remove() {
	d, ids := m.Desk, m.Chosen
	if len(ids) == 0 || m.ReadOnly {
		return
	}
	m.act(func(ctx context.Context) (string, error) {
		return say.T("Removed %s.", say.Count(len(ids), "candidate")), m.Keeper.Remove(ctx, d, ids)
	}, nil)
}

// Schedule gives a candidate an appointment, as typed.
func (m *Model) Schedule(id app.CandidacyID, day, clock string, session app.Session, done func(error)) {
	d := m.Desk
	start, err := engine.ReadStart(day, clock, session.Zone)
	if err != nil {
		done(err)
		return
	}
	session.Start = start
	m.act(func(ctx context.Context) (string, error) {
		out, err := m.Keeper.Schedule(ctx, d, id, session)
		return m.told(out, say.T("Scheduled")), err
	}, done)
}

// Link says which interview came of a candidate, "" for none.
func (m *Model) Link(id app.CandidacyID, interview app.InterviewID) {
	d := m.Desk
	m.act(func(ctx context.Context) (string, error) {
		out, err := m.Keeper.Link(ctx, d, id, interview)
		return m.told(out, say.T("Linked")), err
	}, nil)
}

// LinkAll links the interviews that were imported of candidates.
func (m *Model) LinkAll() {
	d := m.Desk
	m.act(func(ctx context.Context) (string, error) {
		out, err := m.Keeper.LinkAll(ctx, d)
		return strings.TrimSpace(say.T("Linked %s. %s", say.Count(out.Done, "interview"), m.told(engine.Outcome{Alerts: out.Alerts}, ""))), err
	}, nil)
}

// Import stores the answers of a plan.
func (m *Model) Import(plan engine.Plan, done func(error)) {
	d := m.Desk
	m.act(func(ctx context.Context) (string, error) {
		out, err := m.Keeper.ImportAnswers(ctx, d, plan)
		return say.T("Imported %s.", say.Count(out.Done, "answered screener")), err
	}, done)
}

// Pay marks entries of the ledger as paid, or as due.
func (m *Model) Pay(ids []app.IncentiveID, paid bool) {
	if len(ids) == 0 || m.ReadOnly {
		return
	}
	m.act(func(ctx context.Context) (string, error) { return "", m.Keeper.Pay(ctx, ids, paid) }, nil)
}

// Counter corrects an entry of the ledger by a counter-entry.
func (m *Model) Counter(id app.IncentiveID, why string, done func(error)) {
	today := m.Today()
	m.act(func(ctx context.Context) (string, error) { return "", m.Keeper.Counter(ctx, id, today, why) }, done)
}

// Enter writes an entry into the ledger of the study.
func (m *Model) Enter(e app.Incentive, done func(error)) {
	e.Study, e.Date = m.Study, m.Today()
	m.act(func(ctx context.Context) (string, error) { return "", m.Keeper.Enter(ctx, e) }, done)
}

// Usual is the session that is proposed for a candidate: what they have, or what holds for the study, tomorrow at ten.
func (m *Model) Usual(p *engine.Person) app.Session {
	if !p.Session.Start.IsZero() {
		return p.Session
	}
	r := &m.Desk.Recruitment
	s := app.Session{Minutes: engine.Minutes(r), Place: r.Place, Zone: r.Zone, Moderator: m.Author}
	if s.Zone == "" {
		s.Zone = m.Zone
	}
	zone, err := engine.Zone(s.Zone)
	if err != nil {
		zone, s.Zone = time.UTC, ""
	}
	day := m.Now().In(zone).AddDate(0, 0, 1)
	s.Start = time.Date(day.Year(), day.Month(), day.Day(), 10, 0, 0, 0, zone).UTC()
	return s
}

// Clash is a session of the study that overlaps one of a candidate with the same moderator, "" for none.
func (m *Model) Clash(id app.CandidacyID, s app.Session) string {
	for i := range m.Desk.People {
		p := &m.Desk.People[i]
		if p.ID == id || p.Stage != app.StageScheduled || p.Session.Moderator != s.Moderator || p.Session.Start.IsZero() {
			continue
		}
		if p.Session.Start.Before(s.End()) && s.Start.Before(p.Session.End()) {
			return codeOf(p)
		}
	}
	return ""
}
