package people

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"throughline/app"
	"throughline/app/fold"
)

// Columns that every table of people has; those of fields are called by FieldColumn.
const (
	ColCode       = "code"
	ColSegment    = "segment"
	ColStatus     = "status"
	ColLabels     = "labels"
	ColContact    = "contact"  // may be contacted: yes, or why not
	ColContacts   = "contacts" // within the window of the contact rule
	ColLast       = "last"     // day on which they took part last
	ColInterviews = "interviews"
	ColFindings   = "findings"
	ColSource     = "source"
	ColAdded      = "added"
	ColNote       = "note"
)

// FieldColumn is the column of a field.
func FieldColumn(name string) string { return "field:" + nameKey(name) }

// Column is one column of a Roster.
type Column struct {
	ID    string
	Title string
	Type  app.FieldType
	Field *app.Field // nil for those that every table has
}

// Source is what a Roster is made of.
type Source struct {
	Rows   []app.ParticipantRow             // by code as people count
	Study  map[app.ParticipantID]bool       // who belongs to the study looked at; nil for everybody
	Fields []app.Field                      // that were defined
	Days   map[app.ParticipantID][]app.Date // on which people were contacted
	Rule   app.Programme
	On     app.Date
}

// Roster is a snapshot of all participants, by columns, so that it filters and sorts thousands at once. Safe for concurrent use.
type Roster struct {
	Source
	Columns []Column
	Fields  []app.Field        // defined ones and those of attributes only, in order
	Contact []app.ContactState // of Rows

	at    map[string]int // places in Columns
	cells [][]string     // by column: what each row shows
	hay   []string       // of each row: all that is known, folded

	once    []sync.Once
	folded  [][]string  // of texts
	numbers [][]float64 // of numbers; NaN for none
}

// Load reads what a roster is made of. Rows counts interviews and findings of a study, or of all for "".
func (s *Service) Load(ctx context.Context, study app.StudyID, on app.Date) (src Source, err error) {
	src.On = on
	if src.Rows, err = s.Store.Participants(ctx, ""); err != nil {
		return src, err
	}
	if src.Fields, err = app.Papers[app.Field](ctx, s.Store, app.PaperQuery{Kind: app.KindField}); err != nil {
		return src, err
	}
	std, err := s.Store.Standards(ctx)
	if err != nil {
		return src, err
	}
	src.Rule = std.Programme
	meetings, err := s.Store.Meetings(ctx, "")
	if err != nil {
		return src, err
	}
	runs, err := app.Papers[app.Candidacy](ctx, s.Store, app.PaperQuery{Kind: app.KindCandidacy})
	if err != nil {
		return src, err
	}
	src.Days = contactDays(runs, meetings)
	if study == "" {
		return src, nil
	}
	own, err := s.Store.Participants(ctx, study)
	if err != nil {
		return src, err
	}
	src.Study = make(map[app.ParticipantID]bool, len(own))
	counted := make(map[app.ParticipantID]*app.ParticipantRow, len(own))
	for i := range own {
		src.Study[own[i].ID], counted[own[i].ID] = true, &own[i]
	}
	for i := range runs {
		if runs[i].Study == study {
			src.Study[runs[i].Participant] = true
		}
	}
	for i := range src.Rows {
		r := &src.Rows[i]
		r.Interviews, r.Findings = 0, 0
		if own := counted[r.ID]; own != nil {
			r.Interviews, r.Findings = own.Interviews, own.Findings
		}
	}
	return src, nil
}

// contactDays gathers by person on which days they were contacted.
func contactDays(runs []app.Candidacy, meetings []app.Meeting) map[app.ParticipantID][]app.Date {
	type part struct {
		runs []app.Candidacy
		met  []app.Meeting
	}
	parts := map[app.ParticipantID]part{}
	for i := range runs {
		p := parts[runs[i].Participant]
		p.runs = append(p.runs, runs[i])
		parts[runs[i].Participant] = p
	}
	for _, m := range meetings {
		p := parts[m.Participant]
		p.met = append(p.met, m)
		parts[m.Participant] = p
	}
	days := make(map[app.ParticipantID][]app.Date, len(parts))
	for id, p := range parts {
		days[id] = app.ContactDays(p.runs, p.met)
	}
	return days
}

// NewRoster makes the columns of a source.
func NewRoster(src Source) *Roster {
	r := &Roster{Source: src, Fields: fieldsOf(src.Fields, src.Rows), at: map[string]int{}}
	r.Columns = []Column{{ColCode, "Person", app.FieldText, nil}, {ColSegment, "Segment", app.FieldSingle, nil}}
	for i := range r.Fields {
		f := &r.Fields[i]
		r.Columns = append(r.Columns, Column{FieldColumn(f.Name), f.Name, f.Type, f})
	}
	r.Columns = append(r.Columns, Column{ColLabels, "Labels", app.FieldMulti, nil}, Column{ColStatus, "Panel", app.FieldSingle, nil},
		Column{ColContact, "Can be contacted", app.FieldSingle, nil}, Column{ColContacts, "Contacts, " + strconv.Itoa(src.Rule.Days()) + " days", app.FieldNumber, nil},
		Column{ColInterviews, "Interviews", app.FieldNumber, nil}, Column{ColFindings, "Findings", app.FieldNumber, nil}, Column{ColLast, "Last part", app.FieldDate, nil},
		Column{ColSource, "Came from", app.FieldText, nil}, Column{ColAdded, "Added", app.FieldDate, nil}, Column{ColNote, "Note", app.FieldText, nil})
	for i := range r.Columns {
		r.at[r.Columns[i].ID] = i
	}
	n := len(r.Columns)
	r.cells, r.folded, r.numbers, r.once = make([][]string, n), make([][]string, n), make([][]float64, n), make([]sync.Once, n)
	for c := range r.cells {
		r.cells[c] = make([]string, len(src.Rows))
	}
	r.Contact, r.hay = make([]app.ContactState, len(src.Rows)), make([]string, len(src.Rows))
	r.fill()
	return r
}

// fill writes the cells.
func (r *Roster) fill() {
	byName := map[string]int{} // as attributes spell them
	var hay strings.Builder
	for i := range r.Rows {
		p := &r.Rows[i]
		r.Contact[i] = app.Contactable(p.Panel, r.Days[p.ID], r.Rule, r.On)
		for _, a := range p.Attributes {
			c, ok := byName[a.Name]
			if !ok {
				c = r.at[FieldColumn(a.Name)]
				byName[a.Name] = c
			}
			r.cells[c][i] = a.Value
		}
		status := ""
		if p.Panel.Status != "" {
			status = StatusWord(p.Panel.Status)
		}
		for _, v := range []struct{ col, text string }{{ColCode, p.Code}, {ColSegment, p.Segment}, {ColStatus, status}, {ColLabels, strings.Join(p.Panel.Labels, app.ValueSeparator)},
			{ColContact, contactWord(r.Contact[i])}, {ColContacts, strconv.Itoa(r.Contact[i].Count)}, {ColInterviews, strconv.Itoa(p.Interviews)}, {ColFindings, strconv.Itoa(p.Findings)},
			{ColLast, string(p.Last)}, {ColSource, p.Panel.Source}, {ColAdded, string(app.DateOf(p.Created))}, {ColNote, p.Note}} {
			r.cells[r.at[v.col]][i] = v.text
		}
		hay.Reset()
		for _, s := range []string{p.Code, p.Segment, p.Note, p.Panel.Source, p.Panel.Blocked, status} {
			hay.WriteString(s)
			hay.WriteByte('\n')
		}
		for _, l := range p.Panel.Labels {
			hay.WriteString(l)
			hay.WriteByte('\n')
		}
		for _, a := range p.Attributes {
			hay.WriteString(a.Value)
			hay.WriteByte('\n')
		}
		r.hay[i] = folded(hay.String())
	}
}

// contactWord is whether somebody may be contacted, in a word.
func contactWord(s app.ContactState) string {
	switch {
	case s.OK:
		return "yes"
	case strings.HasPrefix(s.Why, "Blocked"):
		return "blocked"
	case s.Count > 0 && strings.Contains(s.Why, "contact"):
		return "limit reached"
	}
	return "no"
}

// folded makes words comparable and keeps what stands between them.
func folded(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			words := strings.Split(s, " ")
			for k, w := range words {
				lines := strings.Split(w, "\n")
				for n, l := range lines {
					if f := fold.Text(l); f != "" || l == "" {
						lines[n] = f
					} else {
						lines[n] = strings.ToLower(l)
					}
				}
				words[k] = strings.Join(lines, "\n")
			}
			return strings.Join(words, " ")
		}
	}
	return strings.ToLower(s)
}

// Column returns a column by its id; ok is false for one that is not there.
func (r *Roster) Column(id string) (c Column, ok bool) {
	i, ok := r.at[strings.ToLower(id)]
	if !ok {
		return Column{}, false
	}
	return r.Columns[i], true
}

// Cell is what a row of Rows shows in a column, "" for nothing and for a column that is not there.
func (r *Roster) Cell(row int, column string) string {
	i, ok := r.at[strings.ToLower(column)]
	if !ok {
		return ""
	}
	return r.cells[i][row]
}

// Values returns the different values of a column with how many rows have each, the most frequent first, at most so many. Several choices
// count each.
func (r *Roster) Values(column string, most int) []Value {
	i, ok := r.at[strings.ToLower(column)]
	if !ok {
		return nil
	}
	n := map[string]int{}
	for _, text := range r.cells[i] {
		switch {
		case text == "":
		case r.Columns[i].Type.Many():
			for _, v := range app.SplitValues(text) {
				n[v]++
			}
		default:
			n[text]++
		}
	}
	all := make([]Value, 0, len(n))
	for v, k := range n {
		all = append(all, Value{v, k})
	}
	slices.SortFunc(all, func(a, b Value) int {
		return cmp.Or(b.Count-a.Count, natural(a.Text, b.Text), strings.Compare(a.Text, b.Text))
	})
	return all[:min(most, len(all))]
}

// Value is a value of a column and how many rows have it.
type Value struct {
	Text  string
	Count int
}

// ready makes what a column compares by, once.
func (r *Roster) ready(c int) {
	r.once[c].Do(func() {
		cells := r.cells[c]
		if r.Columns[c].Type == app.FieldNumber {
			numbers := make([]float64, len(cells))
			for i, text := range cells {
				v, err := strconv.ParseFloat(text, 64)
				if err != nil {
					v = math.NaN()
				}
				numbers[i] = v
			}
			r.numbers[c] = numbers
			return
		}
		texts := make([]string, len(cells))
		for i, text := range cells {
			texts[i] = folded(text)
		}
		r.folded[c] = texts
	})
}
