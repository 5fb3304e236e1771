// Package library shows the interviews of a study and brings new ones in.
package library

import (
	"context"
	"slices"
	"strings"
	"time"

	"throughline/app"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Store is what the list asks of the workspace.
type Store interface {
	Interviews(ctx context.Context, study app.StudyID, page app.Page) ([]app.InterviewRow, error)
	Studies(ctx context.Context) ([]app.Study, error)
}

// Editor changes interviews, each act one step that undo takes back. *study.Service is one.
type Editor interface {
	UpdateInterview(ctx context.Context, iv app.Interview) error
	Delete(ctx context.Context, ref app.Ref) error
}

// Columns of the list, by id.
const (
	ColTitle    = "title"
	ColStudy    = "study"
	ColPeople   = "people"
	ColSegment  = "segment"
	ColDate     = "date"
	ColFormat   = "format"
	ColWords    = "words"
	ColLength   = "length"
	ColFindings = "findings"
	ColStatus   = "status"
)

// Model is the list of interviews: what is shown and what the person can do.
type Model struct {
	Store  Store
	Editor Editor

	Study    app.StudyID
	Filter   string
	Sort     string // column id; "" is by date, then title
	Down     bool   // descending
	All      []app.InterviewRow
	Rows     []app.InterviewRow // All under Filter, sorted
	Names    map[app.StudyID]app.Study
	Loaded   bool
	Err      error
	OnChange func() // repaint; called on the UI goroutine
	OnError  func(error)

	list task.Latest[listState]
	work task.Queue
}

type listState struct {
	rows    []app.InterviewRow
	studies []app.Study
}

// Open shows the interviews of a study, or of all, under a filter.
func (m *Model) Open(study app.StudyID, filter string) {
	other := study != m.Study
	m.Study, m.Filter = study, filter
	if other {
		m.All, m.Rows, m.Loaded, m.Err = nil, nil, false, nil
		m.changed() // nothing is asked any more for what has gone
	}
	m.reload()
}

// Changed fetches anew when a step touches what is shown.
func (m *Model) Changed(cs *app.ChangeSet) {
	if cs.Touches(app.KindInterview, app.KindTranscript, app.KindFinding, app.KindParticipant, app.KindStudy, app.KindSource) {
		m.reload()
	}
}

func (m *Model) reload() {
	study := m.Study
	m.list.Load(func(ctx context.Context) (listState, error) {
		rows, err := m.Store.Interviews(ctx, study, app.Page{})
		if err != nil {
			return listState{}, err
		}
		studies, err := m.Store.Studies(ctx)
		return listState{rows, studies}, err
	}, func(st listState, err error) {
		if app.CodeOf(err) == app.ECanceled {
			return
		}
		m.Loaded, m.Err = true, err
		if err == nil {
			m.All, m.Names = st.rows, map[app.StudyID]app.Study{}
			for _, s := range st.studies {
				m.Names[s.ID] = s
			}
			m.arrange()
		}
		m.changed()
	})
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}

// SetFilter shows the interviews whose title, people, segment, date or format hold all words.
func (m *Model) SetFilter(s string) {
	if m.Filter != s {
		m.Filter = s
		m.arrange()
		m.changed()
	}
}

// SetSort sorts by a column.
func (m *Model) SetSort(column string, down bool) {
	m.Sort, m.Down = column, down
	m.arrange()
	m.changed()
}

// arrange filters and sorts All into Rows.
func (m *Model) arrange() {
	words := strings.Fields(strings.ToLower(m.Filter))
	m.Rows = m.Rows[:0:0]
	for _, r := range m.All {
		if holds(m.haystack(&r), words) {
			m.Rows = append(m.Rows, r)
		}
	}
	if m.Sort == "" {
		return
	}
	slices.SortStableFunc(m.Rows, func(a, b app.InterviewRow) int {
		c := m.compare(&a, &b)
		if m.Down {
			c = -c
		}
		return c
	})
}

func (m *Model) haystack(r *app.InterviewRow) string {
	tagged := ""
	if r.Findings == 0 {
		tagged = "untagged" // as the home screen asks for them
	}
	return strings.ToLower(strings.Join([]string{r.Title, People(r), strings.Join(r.Segments, " "), string(r.Date), r.Format,
		m.Names[r.Study].Name, StatusWord(r.Status), tagged}, " "))
}

func holds(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

func (m *Model) compare(a, b *app.InterviewRow) int {
	switch m.Sort {
	case ColStudy:
		return strings.Compare(m.Names[a.Study].Name, m.Names[b.Study].Name)
	case ColPeople:
		return strings.Compare(People(a), People(b))
	case ColSegment:
		return strings.Compare(strings.Join(a.Segments, ","), strings.Join(b.Segments, ","))
	case ColDate:
		return strings.Compare(string(a.Date), string(b.Date))
	case ColFormat:
		return strings.Compare(a.Format, b.Format)
	case ColWords:
		return a.Words - b.Words
	case ColLength:
		return int((a.Duration - b.Duration) / time.Millisecond)
	case ColFindings:
		return a.Findings - b.Findings
	case ColStatus:
		return strings.Compare(StatusWord(a.State()), StatusWord(b.State()))
	}
	return strings.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title))
}

// Summary says what the list holds: "12 interviews · 61,204 words · 184 findings".
func (m *Model) Summary() string {
	words, findings := 0, 0
	for i := range m.Rows {
		words += m.Rows[i].Words
		findings += m.Rows[i].Findings
	}
	s := say.Count(len(m.Rows), "interview")
	if len(m.Rows) != len(m.All) {
		s = say.T("%d of %s", len(m.Rows), say.Count(len(m.All), "interview"))
	}
	return s + " · " + say.Count(words, "word") + " · " + say.Count(findings, "finding")
}

// SetStatus marks interviews as unread "", "reading" or "done". One with findings that is to be new is told so in so many words.
func (m *Model) SetStatus(rows []app.InterviewRow, status string) {
	for _, r := range rows {
		if r.State() == status {
			continue
		}
		iv := r.Interview
		if iv.Status = status; status == "" && r.Findings > 0 {
			iv.Status = "new"
		}
		m.do(func(ctx context.Context) error { return m.Editor.UpdateInterview(ctx, iv) })
	}
}

// Rename gives an interview another title.
func (m *Model) Rename(r app.InterviewRow, title string) {
	iv := r.Interview
	if iv.Title = strings.TrimSpace(title); iv.Title != r.Title {
		m.do(func(ctx context.Context) error { return m.Editor.UpdateInterview(ctx, iv) })
	}
}

// Delete removes interviews with their findings, each as one step that undo brings back.
func (m *Model) Delete(rows []app.InterviewRow) {
	for _, r := range rows {
		m.do(func(ctx context.Context) error { return m.Editor.Delete(ctx, r.Ref()) })
	}
}

func (m *Model) do(work func(context.Context) error) {
	m.work.Do(work, func(err error) {
		if err != nil && m.OnError != nil {
			m.OnError(err)
		}
	})
}

// People are the participants' codes: "P07", "P03, P04".
func People(r *app.InterviewRow) string { return strings.Join(r.Codes, ", ") }

// StatusWord says where the work on an interview stands.
func StatusWord(status string) string {
	switch status {
	case "done":
		return say.T("Done")
	case "reading":
		return say.T("Reading")
	}
	return say.As("New", "interview")
}

// Length writes how long an interview ran: "48 min", "1 h 05 min"; "" when unknown.
func Length(d time.Duration) string {
	minutes := int(d.Round(time.Minute) / time.Minute)
	switch {
	case d <= 0:
		return ""
	case minutes == 0:
		return say.T("1 min")
	case minutes < 60:
		return say.T("%d min", minutes)
	}
	return say.T("%d h %02d min", minutes/60, minutes%60)
}

// Day writes a date for people: "12 Sep 2026"; "" when unknown.
func Day(d app.Date) string {
	if t := d.Time(); !t.IsZero() {
		return say.Date(t, "2 Jan 2006")
	}
	return string(d)
}

// FormatWord names a file format for people.
func FormatWord(format string) string {
	if w, ok := formatWords[format]; ok {
		return w
	}
	return strings.ToUpper(format)
}

var formatWords = map[string]string{
	"vtt": say.T("WebVTT"), "srt": say.T("SubRip"), "sbv": say.T("SubViewer"), "txt": say.T("Text"), "md": say.T("Markdown"), "docx": say.As("Word", "program"), "odt": say.T("OpenDocument"),
	"rtf": say.T("RTF"), "pdf": say.T("PDF"), "html": say.T("Web page"), "csv": say.T("Table (CSV)"), "tsv": say.T("Table (TSV)"), "xlsx": say.T("Excel"), "json": say.T("JSON"),
	"qdpx": say.T("REFI-QDA"), "epub": say.T("Book"),
}
