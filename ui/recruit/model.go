// Package recruit is the screen of recruitment: the pipeline of a study as a board, its screener, quotas, sessions and incentives; and over
// all studies where each recruitment stands.
package recruit

import (
	"context"
	"time"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/ui/task"
)

// Keeper reads and keeps recruitments. *recruit.Service of package app/recruit is one.
type Keeper interface {
	Desk(ctx context.Context, study app.StudyID, today app.Date) (*engine.Desk, error)
	Overview(ctx context.Context) ([]engine.Row, error)
	Change(ctx context.Context, study app.StudyID, label string, change func(*app.Recruitment)) error
	SetQuotas(ctx context.Context, study app.StudyID, quotas []app.Quota) error
	Add(ctx context.Context, d *engine.Desk, ids []app.ParticipantID) (engine.Outcome, error)
	Move(ctx context.Context, d *engine.Desk, ids []app.CandidacyID, to engine.Target) (engine.Outcome, error)
	Answer(ctx context.Context, d *engine.Desk, id app.CandidacyID, answers []app.Answer) error
	Judge(ctx context.Context, d *engine.Desk, ids []app.CandidacyID, fit app.Fit, why string) error
	JudgeAnew(ctx context.Context, d *engine.Desk, ids []app.CandidacyID) error
	Note(ctx context.Context, d *engine.Desk, id app.CandidacyID, note string) error
	Remove(ctx context.Context, d *engine.Desk, ids []app.CandidacyID) error
	Schedule(ctx context.Context, d *engine.Desk, id app.CandidacyID, session app.Session) (engine.Outcome, error)
	Link(ctx context.Context, d *engine.Desk, id app.CandidacyID, interview app.InterviewID) (engine.Outcome, error)
	LinkAll(ctx context.Context, d *engine.Desk) (engine.Outcome, error)
	ImportAnswers(ctx context.Context, d *engine.Desk, plan engine.Plan) (engine.Outcome, error)
	Pay(ctx context.Context, ids []app.IncentiveID, paid bool) error
	Counter(ctx context.Context, id app.IncentiveID, today app.Date, why string) error
	Enter(ctx context.Context, e app.Incentive) error
}

// Part is a face of the screen.
type Part string

// The parts, in the order in which they are offered.
const (
	Board      Part = "board"
	Screener   Part = "screener"
	Quotas     Part = "quotas"
	Sessions   Part = "sessions"
	Incentives Part = "incentives"
)

// Parts lists the parts in their order.
func Parts() []Part { return []Part{Board, Screener, Quotas, Sessions, Incentives} }

// Model is the state of the screen. It belongs to the UI goroutine.
type Model struct {
	Keeper   Keeper
	Now      func() time.Time
	Zone     string // IANA name of the time zone here, "" for UTC
	Author   string
	ReadOnly bool

	Study    app.StudyID
	Part     Part
	Desk     *engine.Desk // of Study; nil before it was read, and for all studies
	Rows     []engine.Row // of all studies
	Loaded   bool
	Err      error
	OnChange func()
	OnTell   func(text string) // an act is done and can be undone
	OnFail   func(error)       // an act was refused

	Deck    Deck
	Chosen  []app.CandidacyID // in the order of the board
	Walk    Preview
	Ask     app.ScreenerQuestion // the question being edited, "" for none
	Least   int                  // people from which a cell of the quota counts as covered
	Account bool                 // incentives by person instead of entry by entry

	Meter    Meter
	Astray   int // candidates whom the screener as it is now would judge otherwise
	Matches  int // candidates of whom an interview was imported
	Pays     []engine.Entry
	Accounts []engine.Account

	list task.Latest[state]
	acts task.Queue
	want app.ParticipantID // to be chosen once loaded
}

// state is what a load brings.
type state struct {
	desk            *engine.Desk
	rows            []engine.Row
	meter           Meter
	astray, matches int
}

// Today is the day by the clock here.
func (m *Model) Today() app.Date { return app.DateOf(m.Now()) }

// Open shows a study's recruitment, or where all stand, with one part and person if given.
func (m *Model) Open(study app.StudyID, part Part, who app.ParticipantID) {
	if part != "" {
		m.Part = part
	}
	if m.Part == "" {
		m.Part = Board
	}
	m.want = who
	if study == m.Study && m.Loaded && m.Err == nil {
		m.choose()
		m.changed()
		return
	}
	if study != m.Study {
		m.leave(study)
	}
	m.Reload()
}

// leave empties what was shown of another study, and says so: what is painted of it would ask for what is gone.
func (m *Model) leave(to app.StudyID) {
	m.Study, m.Loaded, m.Err = to, false, nil
	m.Desk, m.Rows, m.Chosen, m.Ask, m.Walk = nil, nil, nil, app.ScreenerQuestion{}, Preview{}
	m.Meter, m.Astray, m.Matches, m.Pays, m.Accounts = Meter{}, 0, 0, nil, nil
	m.Deck.empty()
	m.changed()
}

// SetPart shows another face.
func (m *Model) SetPart(p Part) {
	m.Part = p
	m.changed()
}

// Changed reads again what a committed step may have changed.
func (m *Model) Changed(cs *app.ChangeSet) {
	if cs.Touches(app.KindCandidacy, app.KindRecruitment, app.KindIncentive, app.KindParticipant, app.KindInterview, app.KindStandards, app.KindStudy) {
		m.Reload()
	}
}

// Reload reads again.
func (m *Model) Reload() {
	study, today, least := m.Study, m.Today(), max(1, m.Least)
	m.list.Load(func(ctx context.Context) (s state, err error) {
		if study == "" {
			s.rows, err = m.Keeper.Overview(ctx)
			return s, err
		}
		if s.desk, err = m.Keeper.Desk(ctx, study, today); err == nil {
			s.meter, s.astray, s.matches = measure(s.desk, least), len(s.desk.Astray()), len(s.desk.Matches())
		}
		return s, err
	}, func(s state, err error) {
		m.Err, m.Loaded = err, true
		if err == nil {
			m.show(s)
		}
		m.changed()
	})
}

// show makes what is seen of what was read.
func (m *Model) show(s state) {
	m.Desk, m.Rows = s.desk, s.rows
	if m.Desk == nil {
		return
	}
	m.Deck.fill(m.Desk)
	m.keepChosen()
	m.choose()
	m.Meter, m.Astray, m.Matches = s.meter, s.astray, s.matches
	m.pays()
	m.keepAsk()
}

// pays makes the lines of the ledger.
func (m *Model) pays() {
	codes := make(map[app.ParticipantID]string, len(m.Desk.Panel))
	for i := range m.Desk.Panel {
		codes[m.Desk.Panel[i].ID] = m.Desk.Panel[i].Code
	}
	all := engine.Entries(m.Desk.Ledger, codes, map[app.StudyID]string{m.Study: m.Desk.Study.Name})
	m.Accounts = engine.Accounts(all, m.Desk.Rule)
	m.Pays = m.Pays[:0:0]
	here := map[app.ParticipantID]bool{}
	for _, e := range all {
		if e.Study == m.Study {
			m.Pays = append(m.Pays, e)
			here[e.Participant] = true
		}
	}
	kept := m.Accounts[:0]
	for _, a := range m.Accounts {
		if here[a.Participant] {
			kept = append(kept, a)
		}
	}
	m.Accounts = kept
}

// Close ends what is being read.
func (m *Model) Close() { m.list.Cancel() }

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}

// Refuses says why nothing can be changed where that is so, and reports whether it is.
func (m *Model) Refuses() bool {
	if m.ReadOnly {
		m.fail(app.ReadOnly())
	}
	return m.ReadOnly
}

func (m *Model) fail(err error) {
	if err != nil && m.OnFail != nil {
		m.OnFail(err)
	}
}

// act does something after all acts before it. done runs with the error, nil tells it; told is said when it went well.
func (m *Model) act(do func(ctx context.Context) (told string, err error), done func(error)) {
	told := ""
	m.acts.Do(func(ctx context.Context) (err error) {
		told, err = do(ctx)
		return err
	}, func(err error) {
		switch {
		case done != nil:
			done(err)
		case err != nil:
			m.fail(err)
		}
		if err == nil && told != "" && m.OnTell != nil {
			m.OnTell(told)
		}
	})
}
