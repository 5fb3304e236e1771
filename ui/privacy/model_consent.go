package privacy

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"throughline/app"
	"throughline/app/consent"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Keeper reads and keeps consents. *consent.Service is one.
type Keeper interface {
	Desk(ctx context.Context, study app.StudyID) (consent.Desk, error)
	Record(ctx context.Context, people []app.ParticipantID, c app.Consent) (int, error)
	Renew(ctx context.Context, study app.StudyID, people []app.ParticipantID, given, expires app.Date) (int, error)
	Withdraw(ctx context.Context, study app.StudyID, people []app.ParticipantID, on app.Date, reason string) (int, error)
	Forget(ctx context.Context, ids []app.ConsentID) error
	Effects(ctx context.Context, study app.StudyID, people []app.ParticipantID) (consent.Effects, error)
	Today() app.Date
}

// ConsentModel is the state of the section about consents. It belongs to the UI goroutine.
type ConsentModel struct {
	Keeper   Keeper
	Bringer  ConsentBringer // takes in tables; nil where none can come in
	ReadOnly bool

	Study    app.StudyID
	Desk     consent.Desk
	Rows     []consent.Row // of Desk, under Filter and Text, sorted
	Filter   consent.Standing
	Text     string
	Sort     string // column id; "" by code
	Down     bool
	Chosen   []app.ParticipantID // in the order of Rows
	Loaded   bool
	Err      error // why the list could not be read
	OnChange func()
	OnTell   func(text string) // an act is done and can be undone
	OnFail   func(error)       // an act was refused

	list task.Latest[consent.Desk]
	acts task.Queue
	rest task.Latest[consent.Effects]
	want app.ParticipantID // to be chosen once loaded
}

// Open shows the people of a study, or all, and one of them if given.
func (m *ConsentModel) Open(study app.StudyID, id app.ParticipantID) {
	m.want = id
	if study == m.Study && m.Loaded && m.Err == nil {
		m.choose()
		m.changed()
		return
	}
	if study != m.Study {
		m.Study, m.Desk, m.Rows, m.Chosen, m.Loaded = study, consent.Desk{}, nil, nil, false
		m.changed() // nothing is asked any more for what has gone
	}
	m.Reload()
}

// Changed reads again what a committed step may have changed.
func (m *ConsentModel) Changed(cs *app.ChangeSet) {
	if m.Loaded && cs.Touches(app.KindConsent, app.KindParticipant, app.KindInterview, app.KindStandards, app.KindCandidacy, app.KindTemplate) {
		m.Reload()
	}
}

// Reload reads the list again.
func (m *ConsentModel) Reload() {
	study := m.Study
	m.list.Load(func(ctx context.Context) (consent.Desk, error) { return m.Keeper.Desk(ctx, study) },
		func(d consent.Desk, err error) {
			m.Err, m.Loaded = err, true
			if err == nil {
				m.Desk = d
				m.arrange()
				m.choose()
			}
			m.changed()
		})
}

// choose marks the person that was asked for.
func (m *ConsentModel) choose() {
	if m.want == "" {
		return
	}
	id := m.want
	m.want = ""
	is := func(r consent.Row) bool { return r.ID == id }
	if !slices.ContainsFunc(m.Rows, is) && slices.ContainsFunc(m.Desk.Rows, is) {
		m.Filter, m.Text = "", ""
		m.arrange()
	}
	if slices.ContainsFunc(m.Rows, is) {
		m.Chosen = []app.ParticipantID{id}
	}
}

// SetFilter shows only people who stand so, "" for all.
func (m *ConsentModel) SetFilter(f consent.Standing) {
	m.Filter = f
	m.arrange()
	m.changed()
}

// SetText shows only people with a text in code, segment or notes.
func (m *ConsentModel) SetText(t string) {
	m.Text = t
	m.arrange()
	m.changed()
}

// SetSort sorts by a column.
func (m *ConsentModel) SetSort(column string, down bool) {
	m.Sort, m.Down = column, down
	m.arrange()
	m.changed()
}

// arrange filters and sorts, and keeps those chosen that are still shown.
func (m *ConsentModel) arrange() {
	m.Rows = make([]consent.Row, 0, len(m.Desk.Rows))
	for i := range m.Desk.Rows {
		if r := &m.Desk.Rows[i]; r.Matches(m.Filter, m.Text) {
			m.Rows = append(m.Rows, *r)
		}
	}
	if m.Sort != "" {
		slices.SortStableFunc(m.Rows, func(a, b consent.Row) int {
			c := m.compare(&a, &b)
			if m.Down {
				return -c
			}
			return c
		})
	}
	shown := make(map[app.ParticipantID]bool, len(m.Rows))
	for i := range m.Rows {
		shown[m.Rows[i].ID] = true
	}
	m.Chosen = slices.DeleteFunc(m.Chosen, func(id app.ParticipantID) bool { return !shown[id] })
}

func (m *ConsentModel) compare(a, b *consent.Row) int {
	switch m.Sort {
	case "segment":
		return cmp.Compare(a.Segment, b.Segment)
	case "given":
		return cmp.Compare(a.Consent.Given, b.Consent.Given)
	case "ends":
		return cmp.Compare(orLast(a.Consent.Expires), orLast(b.Consent.Expires))
	case "state":
		order := consent.Standings()
		return cmp.Compare(slices.Index(order, a.Standing), slices.Index(order, b.Standing))
	}
	return 0
}

// orLast puts a missing day after all others.
func orLast(d app.Date) app.Date {
	if d == "" {
		return "9999-12-31"
	}
	return d
}

// Choose marks people by their places in Rows.
func (m *ConsentModel) Choose(rows []int) {
	m.Chosen = m.Chosen[:0:0]
	for _, i := range rows {
		if i < len(m.Rows) {
			m.Chosen = append(m.Chosen, m.Rows[i].ID)
		}
	}
	m.changed()
}

// Places returns where the chosen people stand in Rows, ascending.
func (m *ConsentModel) Places() []int {
	chosen := make(map[app.ParticipantID]bool, len(m.Chosen))
	for _, id := range m.Chosen {
		chosen[id] = true
	}
	var at []int
	for i := range m.Rows {
		if chosen[m.Rows[i].ID] {
			at = append(at, i)
		}
	}
	return at
}

// Current returns the one person that is chosen, or nil.
func (m *ConsentModel) Current() *consent.Row {
	if len(m.Chosen) != 1 {
		return nil
	}
	if i := slices.IndexFunc(m.Rows, func(r consent.Row) bool { return r.ID == m.Chosen[0] }); i >= 0 {
		return &m.Rows[i]
	}
	return nil
}

// Past returns the consents of a person, the last given first.
func (m *ConsentModel) Past(id app.ParticipantID) []app.Consent {
	if m.Desk.Perms == nil {
		return nil
	}
	all := slices.Clone(m.Desk.Perms.Consents(id))
	slices.SortStableFunc(all, func(a, b app.Consent) int {
		return cmp.Or(cmp.Compare(b.Given, a.Given), b.Created.Compare(a.Created))
	})
	return all
}

// Record writes down what the chosen people allow. done runs with the error, nil when it is kept.
func (m *ConsentModel) Record(c app.Consent, done func(error)) {
	people := slices.Clone(m.Chosen)
	m.act(done, say.T("Consent of %s recorded"), func(ctx context.Context) (int, error) { return m.Keeper.Record(ctx, people, c) })
}

// Renew gives the consents of the chosen people a new end.
func (m *ConsentModel) Renew(given, expires app.Date, done func(error)) {
	study, people := m.Study, slices.Clone(m.Chosen)
	m.act(done, say.T("Consent of %s renewed"), func(ctx context.Context) (int, error) { return m.Keeper.Renew(ctx, study, people, given, expires) })
}

// Withdraw takes back the consents of the chosen people.
func (m *ConsentModel) Withdraw(on app.Date, reason string, done func(error)) {
	study, people := m.Study, slices.Clone(m.Chosen)
	m.act(done, say.T("Consent of %s withdrawn"), func(ctx context.Context) (int, error) {
		return m.Keeper.Withdraw(ctx, study, people, on, reason)
	})
}

// Weigh says what rests on the words of the chosen people; show runs unless another question comes first.
func (m *ConsentModel) Weigh(show func(consent.Effects, error)) {
	study, people := m.Study, slices.Clone(m.Chosen)
	m.rest.Load(func(ctx context.Context) (consent.Effects, error) { return m.Keeper.Effects(ctx, study, people) }, show)
}

// Forget removes a consent that was recorded by mistake.
func (m *ConsentModel) Forget(id app.ConsentID) {
	m.act(func(err error) {
		if err != nil {
			m.fail(err)
		}
	}, say.T("Consent of %s removed"), func(ctx context.Context) (int, error) { return 1, m.Keeper.Forget(ctx, []app.ConsentID{id}) })
}

// act does something after all acts before it and tells what was done, with the number of people in words.
func (m *ConsentModel) act(done func(error), told string, do func(context.Context) (int, error)) {
	n := 0
	m.acts.Do(func(ctx context.Context) (err error) {
		n, err = do(ctx)
		return err
	}, func(err error) {
		done(err)
		if err == nil && m.OnTell != nil {
			m.OnTell(fmt.Sprintf(told, say.Count(n, "person")))
		}
	})
}

func (m *ConsentModel) fail(err error) {
	if m.OnFail != nil {
		m.OnFail(err)
	}
}

func (m *ConsentModel) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
