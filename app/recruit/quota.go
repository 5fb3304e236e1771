package recruit

import (
	"fmt"
	"slices"
	"strings"

	"throughline/app"
)

// Person is a candidate with who they are.
type Person struct {
	app.Candidacy
	Who *app.Participant
}

// In reports whether a participant is of the kind that a quota counts.
func In(q app.Quota, p *app.Participant) bool {
	for _, w := range q.Where {
		name := w.Attribute
		if name == "" {
			name = SegmentField
		}
		if !slices.ContainsFunc(w.Values, func(v string) bool { return holds(fieldOf(p, name), v) }) {
			return false
		}
	}
	return true
}

// holds reports whether a field has a value, also as one of several choices.
func holds(field, value string) bool {
	if same(field, value) {
		return true
	}
	if !strings.Contains(field, ";") {
		return false
	}
	return slices.ContainsFunc(strings.Split(field, ";"), func(v string) bool { return same(v, value) })
}

// Fill is how far a cell of a quota is filled.
type Fill struct {
	Planned int
	Done    int // completed
	Booked  int // scheduled
	Invited int // and not answered yet
	Ready   int // qualified candidates not invited yet
	Unknown int // candidates whom the screener has not judged
}

// Filled is how many of the planned sessions are held or have a date.
func (f Fill) Filled() int { return f.Done + f.Booked }

// Open is how many more are wanted.
func (f Fill) Open() int { return max(0, f.Planned-f.Filled()) }

// Share is how far the cell is filled, 0 to 1; a cell of which nobody is wanted is full.
func (f Fill) Share() float64 {
	if f.Planned == 0 {
		return 1
	}
	return min(1, float64(f.Filled())/float64(f.Planned))
}

func (f *Fill) count(c *app.Candidacy) {
	switch c.Stage {
	case app.StageCompleted:
		f.Done++
	case app.StageScheduled:
		f.Booked++
	case app.StageInvited:
		f.Invited++
	case app.StageCandidate:
		switch c.Fit {
		case app.FitQualified:
			f.Ready++
		case app.FitUnknown:
			f.Unknown++
		}
	}
}

func (f *Fill) add(g Fill) {
	f.Planned += g.Planned
	f.Done += g.Done
	f.Booked += g.Booked
	f.Invited += g.Invited
	f.Ready += g.Ready
	f.Unknown += g.Unknown
}

// Fills counts how far each quota is filled, in their order.
func Fills(quotas []app.Quota, people []Person) []Fill {
	fills := make([]Fill, len(quotas))
	for i, q := range quotas {
		fills[i].Planned = q.Target
		for j := range people {
			if people[j].Who != nil && In(q, people[j].Who) {
				fills[i].count(&people[j].Candidacy)
			}
		}
	}
	return fills
}

// QuotaState says how a cell stands.
type QuotaState string

// The states of a cell.
const (
	QuotaOpen  QuotaState = "open"
	QuotaFull  QuotaState = "full"
	QuotaOver  QuotaState = "over"   // more than planned
	QuotaShort QuotaState = "short"  // those invited and those ready do not suffice
	QuotaNone  QuotaState = "closed" // nobody is wanted
)

// State says how the cell stands.
func (f Fill) State() QuotaState {
	switch {
	case f.Filled() > f.Planned:
		return QuotaOver
	case f.Planned == 0:
		return QuotaNone
	case f.Open() == 0:
		return QuotaFull
	case f.Invited+f.Ready < f.Open():
		return QuotaShort
	}
	return QuotaOpen
}

// Warning is the sentence about a cell that needs somebody, "" for one that does not.
func (f Fill) Warning(name string) string {
	switch f.State() {
	case QuotaOver:
		return fmt.Sprintf("%s is over its quota: %s of %s planned.", name, app.Number(f.Filled()), app.Number(f.Planned))
	case QuotaShort:
		left := f.Invited + f.Ready
		words := "nobody qualified is left"
		if left > 0 {
			words = "only " + app.Number(left) + " qualified or invited"
		}
		if f.Unknown > 0 {
			words += ", " + app.Number(f.Unknown) + " not screened"
		}
		return fmt.Sprintf("%s cannot be filled: %s more wanted, %s.", name, app.Number(f.Open()), words)
	}
	return ""
}

// Matrix shows quotas as a table of one or two fields. Quotas that do not fit in stand in Loose.
type Matrix struct {
	RowField, ColField string // as named in quotas, SegmentField for the segment; ColField "" for a list
	Rows, Cols         []string
	Cells              [][]Box // by row, then column; one column without ColField
	RowSum, ColSum     []Fill
	Total              Fill
	Loose              []int // quotas, by place
}

// Box is a cell of a Matrix.
type Box struct {
	Quota int // place among the quotas; -1 where none is planned
	Fill
}

// Arrange lays quotas out as a table: by the fields that the first of them names, in the order in which values come.
func Arrange(quotas []app.Quota, fills []Fill) Matrix {
	var m Matrix
	if len(quotas) == 0 {
		return m
	}
	names := fieldsOf(quotas[0])
	m.RowField = names[0]
	if len(names) > 1 {
		m.ColField = names[1]
	}
	at := map[[2]string]int{}
	for i, q := range quotas {
		key, ok := m.place(q)
		if _, taken := at[key]; !ok || taken {
			m.Loose = append(m.Loose, i)
			continue
		}
		at[key] = i
		m.Rows, m.Cols = with(m.Rows, key[0]), with(m.Cols, key[1])
	}
	m.RowSum, m.ColSum = make([]Fill, len(m.Rows)), make([]Fill, len(m.Cols))
	for r, row := range m.Rows {
		m.Cells = append(m.Cells, make([]Box, len(m.Cols)))
		for c, col := range m.Cols {
			m.Cells[r][c].Quota = -1
			if i, ok := at[[2]string{row, col}]; ok {
				m.Cells[r][c] = Box{i, fills[i]}
				m.RowSum[r].add(fills[i])
				m.ColSum[c].add(fills[i])
				m.Total.add(fills[i])
			}
		}
	}
	for _, i := range m.Loose {
		m.Total.add(fills[i])
	}
	return m
}

// fieldsOf are the names of the fields that a quota is about, at least one.
func fieldsOf(q app.Quota) []string {
	var names []string
	for _, w := range q.Where {
		if w.Attribute == "" {
			names = append(names, SegmentField)
		} else {
			names = append(names, w.Attribute)
		}
	}
	if len(names) == 0 {
		return []string{SegmentField}
	}
	return names
}

// place is the row and column of a quota; ok is false for one of other fields.
func (m *Matrix) place(q app.Quota) (key [2]string, ok bool) {
	names := fieldsOf(q)
	want := 1
	if m.ColField != "" {
		want = 2
	}
	if len(names) != want || len(q.Where) != want {
		return key, false
	}
	for i, w := range q.Where {
		switch value := strings.Join(w.Values, " or "); {
		case same(names[i], m.RowField):
			key[0] = value
		case same(names[i], m.ColField):
			key[1] = value
		default:
			return key, false
		}
	}
	return key, true
}

func with(all []string, s string) []string {
	if slices.Contains(all, s) {
		return all
	}
	return append(all, s)
}

// QuotaName is what a quota is called: its own name, or the values it asks for.
func QuotaName(q app.Quota) string {
	if q.Name != "" {
		return q.Name
	}
	var parts []string
	for _, w := range q.Where {
		value := strings.Join(w.Values, " or ")
		if same(value, yes) || same(value, no) {
			value = w.Attribute + ": " + value // alone it would say nothing
		}
		parts = append(parts, value)
	}
	return strings.Join(parts, ", ")
}

// Grid makes quotas of a table of planned numbers over one or two fields; col "" is a single field. planned is by row, then column. Cells
// of which nobody is wanted are left out. Quotas that are there already for the same values keep their id and share.
func Grid(row, col string, rows, cols []string, planned [][]int, have []app.Quota) []app.Quota {
	var all []app.Quota
	if col == "" {
		cols = []string{""}
	}
	for r, rv := range rows {
		for c, cv := range cols {
			if planned[r][c] <= 0 {
				continue
			}
			q := app.Quota{Where: []app.QuotaWhere{where(row, rv)}, Target: planned[r][c]}
			if col != "" {
				q.Where = append(q.Where, where(col, cv))
			}
			q.Name = QuotaName(q)
			q.ID = strings.ToLower(strings.Join(fieldsOf(q), "/") + ":" + q.Name)
			for _, h := range have {
				if sameKind(h, q) {
					q.ID, q.Share = h.ID, h.Share
				}
			}
			all = append(all, q)
		}
	}
	return all
}

func where(field, value string) app.QuotaWhere {
	if same(field, SegmentField) {
		field = ""
	}
	return app.QuotaWhere{Attribute: field, Values: []string{value}}
}

func sameKind(a, b app.Quota) bool {
	return slices.EqualFunc(a.Where, b.Where, func(x, y app.QuotaWhere) bool {
		return same(x.Attribute, y.Attribute) && slices.EqualFunc(x.Values, y.Values, same)
	})
}
