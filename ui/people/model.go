// Package people is the screen of participants: everybody in one table with all their fields, filtered, kept as segments, changed in bulk;
// the chosen one beside it with what happened over studies; import, fields and duplicates in sheets above it.
package people

import (
	"context"
	"slices"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/people"
	"throughline/app/view"
	"throughline/ui/task"
)

// Store is what the screen reads besides.
type Store interface {
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
}

// said is how many findings of a participant are shown.
const said = 30

// Model is the state of the people screen. It belongs to the UI goroutine.
type Model struct {
	Store    Store
	People   *people.Service
	Views    *view.Service    // nil keeps no segments
	Now      func() time.Time // nil means time.Now
	ReadOnly bool             // nothing can be changed

	Study  app.StudyID
	Inside bool // keep to the people of Study
	Filter app.PeopleFilter
	Sort   string // column; "" for the code
	Down   bool   // descending
	Roster *people.Roster
	Rows   []int // places in Roster.Rows, as filtered and sorted
	Loaded bool
	Busy   int // acts under way
	Err    error

	Chosen  []app.ParticipantID // in the order of the table
	Profile *people.Profile     // of the one chosen; nil until it is there
	Said    []app.FindingRow    // what the one chosen said, at most 30
	Saved   []app.View          // segments
	Taste   Taste
	Extra   []Extra // columns of others

	OnChange func() // repaint; called on the UI goroutine
	OnTaste  func() // the taste has changed: keep it

	at      viewState
	list    task.Latest[*people.Roster]
	pick    task.Latest[[]int]
	profile task.Latest[*people.Profile]
	said    task.Latest[[]app.FindingRow]
	saved   task.Latest[[]app.View]
	work    task.Queue
	loading bool
	open    app.ParticipantID // to choose once they are there
	then    func()            // waits for people to be there
}

// Extra is a column that another part of the program knows: what it says of a person, and whether it is a warning.
type Extra struct {
	ID    string
	Title string
	Width float32
	Cell  func(id app.ParticipantID) (text string, warn bool)
	Tip   func(r *app.ParticipantRow) string // more of it, where the pointer rests; nil for none
}

func (m *Model) today() app.Date {
	if m.Now == nil {
		return people.Today(time.Now())
	}
	return people.Today(m.Now())
}

// Open shows the participants of a study, or all, and one of them if given.
func (m *Model) Open(study app.StudyID, id app.ParticipantID) {
	m.open = id
	switch {
	case !m.Loaded && !m.loading, m.Err != nil && m.Roster == nil:
		m.Study, m.Inside = study, study != ""
		m.reload()
	case study != m.Study:
		m.Study, m.Inside = study, study != ""
		m.Roster, m.Rows, m.Loaded = nil, nil, false
		m.pick.Cancel() // lines of what is no longer there
		m.reload()
	case m.Loaded:
		m.goToOpen()
		m.changed() // nothing happened since, or Changed would have told
		return
	}
	m.loadViews()
}

// goToOpen chooses the person that the screen was opened on. A filter that hides them goes.
func (m *Model) goToOpen() {
	if m.open == "" || m.Roster == nil {
		return
	}
	id := m.open
	if !slices.ContainsFunc(m.Roster.Rows, func(r app.ParticipantRow) bool { return r.ID == id }) {
		return // they are on their way
	}
	m.open = ""
	if m.Place(id) < 0 {
		m.Filter, m.at = app.PeopleFilter{}, viewState{}
		m.Inside = m.Inside && m.Roster.Study[id]
		m.Rows = m.Roster.Select(m.Filter, m.Inside, m.Sort, m.Down)
	}
	m.Choose([]app.ParticipantID{id})
}

// Retry loads again what failed to load.
func (m *Model) Retry() {
	m.Err = nil
	m.reload()
	m.loadViews()
	m.changed()
}

// Dismiss takes the error away.
func (m *Model) Dismiss() {
	m.Err = nil
	m.changed()
}

// Close stops what is being loaded.
func (m *Model) Close() {
	m.list.Cancel()
	m.pick.Cancel()
	m.profile.Cancel()
	m.said.Cancel()
	m.saved.Cancel()
}

// Place returns where a participant stands in Rows, or -1.
func (m *Model) Place(id app.ParticipantID) int {
	if m.Roster == nil {
		return -1
	}
	return slices.IndexFunc(m.Rows, func(i int) bool { return m.Roster.Rows[i].ID == id })
}

// Row returns the participant of a line of the table, or nil.
func (m *Model) Row(line int) *app.ParticipantRow {
	if m.Roster == nil || line < 0 || line >= len(m.Rows) {
		return nil
	}
	return &m.Roster.Rows[m.Rows[line]]
}

// All is how many people there are before the filter.
func (m *Model) All() int {
	switch {
	case m.Roster == nil:
		return 0
	case m.Inside && m.Roster.Study != nil:
		return len(m.Roster.Study)
	}
	return len(m.Roster.Rows)
}

// Changed takes in what a committed step did. What only people, fields and findings changed is put into the table as it stands.
func (m *Model) Changed(cs *app.ChangeSet) {
	if cs.Touches(app.KindView) {
		m.loadViews()
	}
	switch {
	case !m.Loaded && !m.loading:
		return // Open will read it
	case m.loading, cs.Touches(app.KindInterview, app.KindStudy, app.KindCandidacy, app.KindStandards):
		m.reload()
	case cs.Touches(app.KindParticipant, app.KindField, app.KindFinding):
		m.patch(cs)
	}
	if cs.Touches(app.KindParticipant, app.KindFinding, app.KindInterview, app.KindStudy, app.KindCandidacy, app.KindStandards, app.KindConsent, app.KindIncentive) {
		m.loadOne()
	}
}

// Repaint shows Extra anew: what it says has changed.
func (m *Model) Repaint() { m.changed() }

func (m *Model) reload() {
	study, on := m.Study, m.today()
	m.loading = true
	m.list.Load(func(ctx context.Context) (*people.Roster, error) {
		src, err := m.People.Load(ctx, study, on)
		if err != nil {
			return nil, err
		}
		return people.NewRoster(src), nil
	}, m.arrived)
}

// patch makes the table anew from what it has and what a step did.
func (m *Model) patch(cs *app.ChangeSet) {
	src, study := m.Roster.Source, m.Study
	m.loading = true
	m.list.Load(func(context.Context) (*people.Roster, error) { return people.NewRoster(src.After(cs, study)), nil }, m.arrived)
}

func (m *Model) arrived(r *people.Roster, err error) {
	m.loading = false
	if err != nil {
		m.Err = err
		m.Loaded = m.Roster != nil
		m.changed()
		return
	}
	m.Roster, m.Loaded = r, true
	if len(m.Chosen) > 0 {
		here := make(map[app.ParticipantID]bool, len(r.Rows))
		for i := range r.Rows {
			here[r.Rows[i].ID] = true
		}
		m.Chosen = slices.DeleteFunc(slices.Clone(m.Chosen), func(id app.ParticipantID) bool { return !here[id] })
	}
	m.Rows = nil
	m.arrange(true)
	if then := m.then; then != nil {
		m.then = nil
		then()
	}
}

// whenLoaded does something once people are there.
func (m *Model) whenLoaded(do func()) {
	if m.Roster != nil {
		do()
		return
	}
	m.then = do
}

// arrange filters and sorts beside the window. The rows shown stay until the new ones are there, unless they are of another roster.
func (m *Model) arrange(fresh bool) {
	r := m.Roster
	if r == nil {
		return
	}
	f, inside, sort, down := m.Filter, m.Inside, m.Sort, m.Down
	m.pick.Load(func(context.Context) ([]int, error) { return r.Select(f, inside, sort, down), nil }, func(rows []int, _ error) {
		m.Rows = rows
		if m.open != "" {
			m.goToOpen()
		}
		if fresh {
			m.loadOne()
		}
		m.changed()
	})
}

// SetText shows only people of whom each of the words is known.
func (m *Model) SetText(s string) {
	if s == m.Filter.Text {
		return
	}
	m.Filter.Text = s
	m.arrange(false)
}

// SetSort sorts by a column.
func (m *Model) SetSort(column string, down bool) {
	m.Sort, m.Down = column, down
	m.arrange(false)
	m.changed()
}

// SetInside keeps to the people of the study, or shows everybody.
func (m *Model) SetInside(on bool) {
	m.Inside = on && m.Study != ""
	m.arrange(false)
	m.changed()
}

// Choose takes people as chosen; of one it reads what happened with them and what they said.
func (m *Model) Choose(ids []app.ParticipantID) {
	if slices.Equal(ids, m.Chosen) {
		return
	}
	m.Chosen, m.Profile, m.Said = ids, nil, nil
	m.loadOne()
	m.changed()
}

// Current returns the one chosen participant, or nil.
func (m *Model) Current() *app.ParticipantRow {
	if len(m.Chosen) != 1 || m.Roster == nil {
		return nil
	}
	i := slices.IndexFunc(m.Roster.Rows, func(r app.ParticipantRow) bool { return r.ID == m.Chosen[0] })
	if i < 0 {
		return nil
	}
	return &m.Roster.Rows[i]
}

// State is whether the one chosen may be contacted.
func (m *Model) State() app.ContactState {
	if len(m.Chosen) == 1 && m.Roster != nil {
		if i := slices.IndexFunc(m.Roster.Rows, func(r app.ParticipantRow) bool { return r.ID == m.Chosen[0] }); i >= 0 {
			return m.Roster.Contact[i]
		}
	}
	return app.ContactState{OK: true}
}

// loadOne reads what is shown of the one chosen.
func (m *Model) loadOne() {
	if len(m.Chosen) != 1 {
		m.profile.Cancel()
		m.said.Cancel()
		return
	}
	id, on := m.Chosen[0], m.today()
	m.profile.Load(func(ctx context.Context) (*people.Profile, error) { return m.People.Profile(ctx, id, on) }, func(p *people.Profile, err error) {
		if err == nil {
			m.Profile = p
		} else if app.CodeOf(err) != app.ENotFound { // they were just deleted: the list will tell
			m.Err = err
		}
		m.changed()
	})
	q := app.FindingQuery{Participants: []app.ParticipantID{id}, Order: app.ByNewest, Page: app.Page{Limit: said}}
	if m.Inside {
		q.Study = m.Study
	}
	m.said.Load(func(ctx context.Context) ([]app.FindingRow, error) { return m.Store.Findings(ctx, q) }, func(rows []app.FindingRow, err error) {
		if err != nil {
			m.Err = err
		} else {
			m.Said = rows
		}
		m.changed()
	})
}

// act does something to the workspace, one after another, and tells how it went; without done an error is shown above the table.
func (m *Model) act(do func(context.Context) error, done func(error)) {
	m.Busy++
	m.changed()
	m.work.Do(do, func(err error) {
		m.Busy--
		switch {
		case done != nil:
			done(err)
		case err != nil:
			m.Err = err
		}
		m.changed()
	})
}

// refuse says that nothing can be changed.
func (m *Model) refuse() {
	m.Err = app.ReadOnly()
	m.changed()
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}

// Filtered reports whether the table leaves somebody out.
func (m *Model) Filtered() bool {
	return strings.TrimSpace(m.Filter.Text) != "" || len(m.Filter.All) > 0
}
