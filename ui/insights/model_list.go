package insights

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/app/evidence"
	"throughline/app/insight"
	"throughline/ui/say"
)

// Where narrows the list; empty fields let everything through.
type Where struct {
	Status app.InsightStatus
	Level  app.Level
	Owner  string
	Care   Care
}

// Care narrows the list to what needs somebody.
type Care string

// The kinds of care.
const (
	AnyCare      Care = ""
	Due          Care = "due"          // stale, or newer findings speak against it
	Stale        Care = "stale"        // its day is over, or a person said so
	Contradicted Care = "contradicted" // something speaks against it
	Bare         Care = "bare"         // without evidence
)

// Sort is the order of the list.
type Sort string

// The orders. Ties are broken by place, then title.
const (
	ByPlace  Sort = ""
	BySurest Sort = "surest"
	ByNewest Sort = "newest" // changed last
	ByPeople Sort = "people"
	ByTitle  Sort = "title"
)

// Line is one line of the list: a heading, or an insight of Rows.
type Line struct {
	Head string // "" for an insight
	N    int    // of a heading: how many insights follow
	Row  int    // of an insight: its place in Rows
}

// Narrowed reports whether something keeps insights out of the list.
func (m *Model) Narrowed() bool { return m.Where != Where{} || strings.TrimSpace(m.Filter) != "" }

// SetFilter shows only insights that contain all the words, in claim, text, recommendations, owner or study.
func (m *Model) SetFilter(s string) {
	m.Filter = s
	m.choose()
	m.changed()
}

// SetWhere narrows the list otherwise.
func (m *Model) SetWhere(w Where) {
	m.Where = w
	m.choose()
	m.changed()
}

// SetSort orders the list otherwise.
func (m *Model) SetSort(s Sort) {
	m.Sort = s
	m.choose()
	m.changed()
}

// Owners lists who owns insights, sorted.
func (m *Model) Owners() []string {
	var all []string
	for i := range m.All {
		if o := m.All[i].Owner; o != "" {
			all = append(all, o)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// choose applies filter and order and keeps a sensible selection.
func (m *Model) choose() {
	m.Rows = nil
	words := strings.Fields(strings.ToLower(m.Filter))
	for i := range m.All {
		if r := &m.All[i]; m.Where.lets(r) && hasWords(r, words) {
			m.Rows = append(m.Rows, *r)
		}
	}
	m.order()
	m.lay()
	if m.waiting != "" {
		if m.Selected != m.waiting {
			m.At, m.Play = 0, nil
		}
		m.Selected, m.waiting = m.waiting, ""
	}
	if m.Current() == nil { // gone: the one that stands in its place now
		m.Selected, m.At, m.Play = "", 0, nil
		if n := len(m.Rows); n > 0 {
			m.Selected = m.Rows[max(0, min(m.at, n-1))].ID
		}
	}
	m.at = slices.IndexFunc(m.Rows, func(r insight.Judged) bool { return r.ID == m.Selected })
	m.loadPage()
}

func (w Where) lets(r *insight.Judged) bool {
	status := r.Status
	if status == "" {
		status = app.InsightDraft
	}
	return (w.Status == "" || status == w.Status) && (w.Level == "" || r.Level == w.Level) && (w.Owner == "" || r.Owner == w.Owner) && w.Care.holds(r)
}

func (c Care) holds(r *insight.Judged) bool {
	switch c {
	case Due:
		return len(r.Due) > 0
	case Stale:
		return slices.ContainsFunc(r.Due, func(d evidence.Due) bool { return d.Care != evidence.Contradicted })
	case Contradicted:
		return r.Contradicted()
	case Bare:
		return len(r.Evidence) == 0
	}
	return true
}

func hasWords(r *insight.Judged, words []string) bool {
	if len(words) == 0 {
		return true
	}
	parts := []string{r.Title, r.Body, r.Owner, r.StudyName}
	for i := range r.Advice {
		parts = append(parts, r.Advice[i].Text)
	}
	text := strings.ToLower(strings.Join(parts, "\n"))
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

func (m *Model) order() {
	by := map[Sort]func(a, b *insight.Judged) int{
		ByPlace:  func(a, b *insight.Judged) int { return 0 },
		BySurest: func(a, b *insight.Judged) int { return b.Level.Rank() - a.Level.Rank() },
		ByNewest: func(a, b *insight.Judged) int { return b.Modified.Compare(a.Modified) },
		ByPeople: func(a, b *insight.Judged) int { return b.Support.Participants - a.Support.Participants },
		ByTitle: func(a, b *insight.Judged) int {
			return strings.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title))
		},
	}[m.Sort]
	grouped := m.grouped()
	slices.SortStableFunc(m.Rows, func(a, b insight.Judged) int {
		if grouped {
			if d := cmp.Or(cmp.Compare(strings.ToLower(a.StudyName), strings.ToLower(b.StudyName)), cmp.Compare(a.Study, b.Study)); d != 0 {
				return d
			}
		}
		return by(&a, &b)
	})
}

// grouped reports whether the list has a heading for each study: all studies are shown, by place.
func (m *Model) grouped() bool { return m.Study == "" && m.Sort == ByPlace }

// lay puts headings between the rows.
func (m *Model) lay() {
	m.Lines = make([]Line, 0, len(m.Rows))
	grouped := m.grouped()
	head := -1
	for i := range m.Rows {
		if grouped && (i == 0 || m.Rows[i].Study != m.Rows[i-1].Study) {
			name := m.Rows[i].StudyName
			if name == "" {
				name = say.T("Across studies")
			}
			head = len(m.Lines)
			m.Lines = append(m.Lines, Line{Head: name})
		}
		if head >= 0 {
			m.Lines[head].N++
		}
		m.Lines = append(m.Lines, Line{Row: i})
	}
}

// AdviceText is the prioritised list as tab-separated lines with a heading, in the order shown.
func (m *Model) AdviceText() string {
	var b strings.Builder
	b.WriteString("Recommendation\tKind\tStatus\tOwner\tMethod\tScore\tFrom\tConfidence\tRests on\n")
	flat := strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")
	for _, r := range m.Advised {
		score := ""
		if r.Score.OK {
			score = strconv.FormatFloat(r.Score.Value, 'f', -1, 64)
		}
		var rests []string
		for _, in := range r.Rests {
			rests = append(rests, in.Title)
		}
		for i, cell := range []string{r.Text, string(r.Kind), say.Sentence(string(r.Status)), r.Owner, string(r.Recommendation.Score.Method), score, say.Sentence(r.Score.Formula), string(r.Level), strings.Join(rests, "; ")} {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(flat.Replace(cell))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
