// Package redact is the screen on which personal data is taken out of all interviews of a study: what was found stands by value, a person chooses, and what
// was chosen is replaced everywhere as one step.
package redact

import (
	"context"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/job"
	"throughline/app/workspace"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Redactor finds personal data and takes it out. *workspace.Workspace is one.
type Redactor interface {
	FindPersonal(ctx context.Context, study app.StudyID, interviews []app.InterviewID, more analysis.KnownNames, least float64, p app.Progress) (*analysis.Redaction, error)
	Redact(ctx context.Context, r *analysis.Redaction, chosen map[string]bool, p app.Progress) (workspace.Redacted, error)
}

// Model is the state of the screen. It belongs to the UI goroutine.
type Model struct {
	Redactor Redactor
	Vault    func() bool // whether the vault is open; nil for never
	Jobs     *job.Runner
	ReadOnly bool
	OnChange func()
	OnTell   func(text string) // something was redacted
	OnFail   func(error)

	Study     app.StudyID
	Result    *analysis.Redaction // nil while it is being looked for
	Err       error
	Redacting bool
	Chosen    map[string]bool // values, by key
	Selected  string          // key of the value that is shown, "" for none

	rows   []Row
	closed map[string]bool // kinds whose values are not shown
	knew   bool            // the vault was open when it was looked for
	find   task.Latest[*analysis.Redaction]
	stale  bool // texts were changed while the screen was out of sight
}

// Row is a line of the list: the heading of a kind, or a value.
type Row struct {
	Kind  string
	Head  bool
	Value int // in Result.Values
}

// Open looks for personal data in a study; nothing is looked for in all of them at once.
func (m *Model) Open(study app.StudyID) {
	if study == m.Study && m.Result != nil && !m.stale && m.knew == m.open() {
		m.changed()
		return
	}
	if study != m.Study {
		m.Chosen, m.closed = nil, nil
	}
	m.Study = study
	m.Look()
}

func (m *Model) open() bool { return m.Vault != nil && m.Vault() }

// Look looks for personal data anew. What was chosen by hand stays chosen where it is found again.
func (m *Model) Look() {
	m.Err, m.stale = nil, false
	if m.Study == "" {
		m.Result, m.rows = nil, nil
		m.find.Cancel()
		m.changed()
		return
	}
	study := m.Study
	m.knew = m.open()
	m.Result, m.rows = nil, nil
	m.find.Load(func(ctx context.Context) (*analysis.Redaction, error) {
		return m.Redactor.FindPersonal(ctx, study, nil, analysis.KnownNames{}, 0, nil)
	}, func(r *analysis.Redaction, err error) {
		m.Err = err
		if err == nil {
			m.take(r)
		}
		m.changed()
	})
	m.changed()
}

// take shows a result. At first all is chosen that is likely or maybe; what is weak is for people to choose.
func (m *Model) take(r *analysis.Redaction) {
	m.Result = r
	chosen := make(map[string]bool, len(r.Values))
	for _, v := range r.Values {
		was, known := m.Chosen[v.Key]
		if !known {
			was = analysis.SureBand(v.Score) > 0
		}
		chosen[v.Key] = was
	}
	m.Chosen = chosen
	m.arrange()
	if m.value() == nil {
		m.Selected = ""
		if len(r.Values) > 0 {
			m.Selected = r.Values[0].Key
		}
	}
}

func (m *Model) arrange() {
	m.rows = nil
	for i, v := range m.Result.Values {
		if i == 0 || m.Result.Values[i-1].Kind != v.Kind {
			m.rows = append(m.rows, Row{Kind: v.Kind, Head: true, Value: -1})
		}
		if !m.closed[v.Kind] {
			m.rows = append(m.rows, Row{Kind: v.Kind, Value: i})
		}
	}
}

// Rows returns the lines of the list.
func (m *Model) Rows() []Row { return m.rows }

// Closed reports whether the values of a kind are hidden.
func (m *Model) Closed(kind string) bool { return m.closed[kind] }

// Value returns the value of a row, nil for a heading.
func (m *Model) Value(i int) *analysis.PersonalValue {
	if i < 0 || i >= len(m.rows) || m.rows[i].Head {
		return nil
	}
	return &m.Result.Values[m.rows[i].Value]
}

// value is the value that is shown, or nil.
func (m *Model) value() *analysis.PersonalValue {
	if m.Result == nil {
		return nil
	}
	for i := range m.Result.Values {
		if m.Result.Values[i].Key == m.Selected {
			return &m.Result.Values[i]
		}
	}
	return nil
}

// At is the row of the value that is shown, -1 for none.
func (m *Model) At() int {
	for i := range m.rows {
		if v := m.Value(i); v != nil && v.Key == m.Selected {
			return i
		}
	}
	return -1
}

// Select shows the value of a row.
func (m *Model) Select(i int) {
	if v := m.Value(i); v != nil && v.Key != m.Selected {
		m.Selected = v.Key
		m.changed()
	}
}

// Toggle opens or closes the heading of a row.
func (m *Model) Toggle(i int) {
	if i < 0 || i >= len(m.rows) || !m.rows[i].Head {
		return
	}
	if m.closed == nil {
		m.closed = map[string]bool{}
	}
	m.closed[m.rows[i].Kind] = !m.closed[m.rows[i].Kind]
	m.arrange()
	m.changed()
}

// Tick chooses the value of a row, or leaves it in the texts.
func (m *Model) Tick(i int) {
	if v := m.Value(i); v != nil && !m.ReadOnly {
		m.Chosen[v.Key] = !m.Chosen[v.Key]
		m.changed()
	}
}

// ChooseFrom chooses every value that is at least so sure: 0 all, 1 maybe, 2 likely, 3 none.
func (m *Model) ChooseFrom(band int) {
	if m.Result == nil || m.ReadOnly {
		return
	}
	for _, v := range m.Result.Values {
		m.Chosen[v.Key] = analysis.SureBand(v.Score) >= band
	}
	m.changed()
}

// Count returns how many values are chosen, and how many there are, of a kind or of all for "".
func (m *Model) Count(kind string) (chosen, all int) {
	if m.Result == nil {
		return 0, 0
	}
	for _, v := range m.Result.Values {
		if kind != "" && v.Kind != kind {
			continue
		}
		all++
		if m.Chosen[v.Key] {
			chosen++
		}
	}
	return chosen, all
}

// Line says how much was found.
func (m *Model) Line() string {
	if m.Result == nil || len(m.Result.Values) == 0 {
		return ""
	}
	places := 0
	for _, v := range m.Result.Values {
		places += v.Places
	}
	chosen, all := m.Count("")
	return say.T("%s at %s in %s, %s chosen", say.Count(all, "value"), say.Count(places, "place"), say.Count(len(m.Result.Interviews), "interview"), say.Number(chosen))
}

// Strangers is in how many interviews names were sought by lists only, because they are not in English.
func (m *Model) Strangers() int {
	n := 0
	if m.Result != nil {
		for i := range m.Result.Interviews {
			if !m.Result.Interviews[i].English {
				n++
			}
		}
	}
	return n
}

// Apply takes out what is chosen, as one step, beside the window.
func (m *Model) Apply() {
	chosen, _ := m.Count("")
	if m.Redacting || m.ReadOnly || chosen == 0 {
		return
	}
	m.Redacting = true
	m.changed()
	result, picked := m.Result, map[string]bool{}
	for key, is := range m.Chosen {
		picked[key] = is
	}
	m.Jobs.Start(say.T("Redact %s", say.Count(chosen, "value")), func(ctx context.Context, p app.Progress) error {
		err := task.Told(func() (workspace.Redacted, error) { return m.Redactor.Redact(ctx, result, picked, p) }, m.applied)
		if app.CodeOf(err) == app.ECanceled {
			return err
		}
		return nil // the screen says what went wrong
	})
}

func (m *Model) applied(done workspace.Redacted, err error) {
	m.Redacting = false
	if err != nil {
		if m.OnFail != nil {
			m.OnFail(err)
		}
		m.changed()
		return
	}
	text := say.T("%s redacted in %s", say.Count(done.Places, "place"), say.Count(done.Interviews, "interview"))
	if done.Kept {
		text += say.T("; the vault keeps what stood there")
	}
	if m.OnTell != nil {
		m.OnTell(text)
	}
	m.changed()
}

// Changed looks anew when texts were changed.
func (m *Model) Changed(cs *app.ChangeSet) {
	if m.Study != "" && cs.Touches(app.KindTranscript, app.KindInterview) && (m.Result != nil || m.Err != nil) {
		m.Look()
	}
}

// Close stops looking.
func (m *Model) Close() { m.find.Cancel() }

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
