package people

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
)

// Tests returns the tests that a column can be filtered by, the usual one first.
func (c Column) Tests() []app.PeopleTest {
	switch c.Type {
	case app.FieldNumber, app.FieldDate:
		return []app.PeopleTest{app.PeopleOver, app.PeopleUnder, app.PeopleBetween, app.PeopleIs, app.PeopleIsNot, app.PeopleEmpty, app.PeopleFilled}
	case app.FieldYesNo:
		return []app.PeopleTest{app.PeopleIs, app.PeopleIsNot, app.PeopleEmpty, app.PeopleFilled}
	case app.FieldSingle, app.FieldMulti, app.FieldPeople:
		return []app.PeopleTest{app.PeopleIs, app.PeopleIsNot, app.PeopleHas, app.PeopleEmpty, app.PeopleFilled}
	}
	return []app.PeopleTest{app.PeopleHas, app.PeopleIs, app.PeopleIsNot, app.PeopleEmpty, app.PeopleFilled}
}

// Check reads the values of a condition as the column's type. Returns EInvalid for a test that the column does not have, a missing value, or
// one that is no number or date where one is compared.
func (c Column) Check(w app.PeopleWhere) (app.PeopleWhere, error) {
	if !slices.Contains(c.Tests(), w.Test) {
		return w, app.Invalid("“"+c.Title+"” cannot be tested by “"+string(w.Test)+"”.", "Choose another test.")
	}
	need := 1
	switch w.Test {
	case app.PeopleEmpty, app.PeopleFilled:
		w.Values = nil
		return w, nil
	case app.PeopleBetween:
		need = 2
	}
	var values []string
	for _, v := range w.Values {
		v = strings.TrimSpace(v)
		if v == "" {
			continue
		}
		if c.Type == app.FieldNumber || c.Type == app.FieldDate {
			read, err := Reading{}.Value(&app.Field{Name: c.Title, Type: c.Type}, v)
			if err != nil {
				return w, err
			}
			v = read
		}
		values = append(values, v)
	}
	switch {
	case len(values) < need && need == 2:
		return w, app.Invalid("Between needs two values.", "Write from and to.")
	case len(values) < need:
		return w, app.Invalid("There is no value to compare “"+c.Title+"” with.", "Write one, or choose “empty”.")
	}
	w.Values = values
	return w, nil
}

// Words say what a condition asks for: "Team size > 20".
func (c Column) Words(w app.PeopleWhere) string {
	switch w.Test {
	case app.PeopleEmpty, app.PeopleFilled:
		return c.Title + " is " + string(w.Test)
	case app.PeopleBetween:
		if len(w.Values) == 2 {
			return c.Title + " " + w.Values[0] + " to " + w.Values[1]
		}
	}
	return c.Title + " " + string(w.Test) + " " + strings.Join(w.Values, " or ")
}

// Select returns the rows that a filter finds, as places in Rows, sorted by a column: numbers as numbers, dates as dates, choices in the
// order of the field, everything else as people count. Rows without a value come last either way. inside keeps to the people of the study.
// A condition on a column that is gone finds nobody.
func (r *Roster) Select(f app.PeopleFilter, inside bool, sort string, down bool) []int {
	words := strings.Fields(folded(f.Text))
	tests := make([]func(int) bool, 0, len(f.All))
	for _, w := range f.All {
		tests = append(tests, r.test(w))
	}
	rows := make([]int, 0, len(r.Rows))
next:
	for i := range r.Rows {
		if inside && r.Study != nil && !r.Study[r.Rows[i].ID] {
			continue
		}
		for _, w := range words {
			if !strings.Contains(r.hay[i], w) {
				continue next
			}
		}
		for _, ok := range tests {
			if !ok(i) {
				continue next
			}
		}
		rows = append(rows, i)
	}
	r.sort(rows, sort, down)
	return rows
}

// test is a condition, with those of which one is enough instead, as a question about a row.
func (r *Roster) test(w app.PeopleWhere) func(int) bool {
	if len(w.Or) == 0 {
		return r.testOne(w)
	}
	var tests []func(int) bool
	for _, one := range w.Each() {
		tests = append(tests, r.testOne(one))
	}
	return func(i int) bool {
		return slices.ContainsFunc(tests, func(is func(int) bool) bool { return is(i) })
	}
}

func (r *Roster) testOne(w app.PeopleWhere) func(int) bool {
	c, ok := r.at[strings.ToLower(w.Column)]
	if !ok {
		return func(int) bool { return false }
	}
	cells := r.cells[c]
	switch w.Test {
	case app.PeopleEmpty:
		return func(i int) bool { return cells[i] == "" }
	case app.PeopleFilled:
		return func(i int) bool { return cells[i] != "" }
	}
	r.ready(c)
	var is func(int) bool
	switch {
	case r.Columns[c].Type == app.FieldNumber:
		is = testNumbers(r.numbers[c], w)
	case r.Columns[c].Type == app.FieldDate && w.Test != app.PeopleHas:
		is = testDates(cells, w)
	default:
		is = testTexts(r.folded[c], r.Columns[c].Type.Many(), w)
	}
	if w.Test == app.PeopleIsNot {
		return func(i int) bool { return !is(i) }
	}
	return is
}

func testNumbers(all []float64, w app.PeopleWhere) func(int) bool {
	want := make([]float64, 0, len(w.Values))
	for _, v := range w.Values {
		n, err := strconv.ParseFloat(v, 64)
		if err != nil {
			return func(int) bool { return false }
		}
		want = append(want, n)
	}
	switch {
	case len(want) == 0, w.Test == app.PeopleBetween && len(want) < 2:
		return func(int) bool { return false }
	case w.Test == app.PeopleOver:
		return func(i int) bool { return all[i] > want[0] }
	case w.Test == app.PeopleUnder:
		return func(i int) bool { return all[i] < want[0] }
	case w.Test == app.PeopleBetween:
		return func(i int) bool { return all[i] >= want[0] && all[i] <= want[1] }
	}
	return func(i int) bool { return slices.Contains(want, all[i]) }
}

func testDates(all []string, w app.PeopleWhere) func(int) bool {
	switch {
	case len(w.Values) == 0, w.Test == app.PeopleBetween && len(w.Values) < 2:
		return func(int) bool { return false }
	case w.Test == app.PeopleOver:
		return func(i int) bool { return all[i] > w.Values[0] }
	case w.Test == app.PeopleUnder:
		return func(i int) bool { return all[i] != "" && all[i] < w.Values[0] }
	case w.Test == app.PeopleBetween:
		return func(i int) bool { return all[i] >= w.Values[0] && all[i] <= w.Values[1] }
	}
	return func(i int) bool { return slices.Contains(w.Values, all[i]) }
}

func testTexts(all []string, many bool, w app.PeopleWhere) func(int) bool {
	want := make([]string, 0, len(w.Values))
	for _, v := range w.Values {
		want = append(want, folded(v))
	}
	switch {
	case w.Test == app.PeopleHas:
		return func(i int) bool {
			return slices.ContainsFunc(want, func(v string) bool { return strings.Contains(all[i], v) })
		}
	case many:
		return func(i int) bool {
			return slices.ContainsFunc(app.SplitValues(all[i]), func(v string) bool { return slices.Contains(want, v) })
		}
	case w.Test == app.PeopleOver && len(want) > 0:
		return func(i int) bool { return all[i] != "" && natural(all[i], want[0]) > 0 }
	case w.Test == app.PeopleUnder && len(want) > 0:
		return func(i int) bool { return all[i] != "" && natural(all[i], want[0]) < 0 }
	}
	return func(i int) bool { return all[i] != "" && slices.Contains(want, all[i]) }
}

// sort orders rows by a column. Equal ones keep their order, which is by code.
func (r *Roster) sort(rows []int, column string, down bool) {
	c, ok := r.at[strings.ToLower(column)]
	if !ok || column == ColCode {
		if down {
			slices.Reverse(rows)
		}
		return
	}
	r.ready(c)
	compare, none := r.comparison(c)
	slices.SortStableFunc(rows, func(a, b int) int {
		switch x, y := none(a), none(b); {
		case x && y:
			return 0
		case x:
			return 1
		case y:
			return -1
		}
		if down {
			return compare(b, a)
		}
		return compare(a, b)
	})
}

// comparison returns how rows compare in a column, and which have nothing in it.
func (r *Roster) comparison(c int) (compare func(a, b int) int, none func(int) bool) {
	cells := r.cells[c]
	none = func(i int) bool { return cells[i] == "" }
	switch col := r.Columns[c]; {
	case col.Type == app.FieldNumber:
		all := r.numbers[c]
		return func(a, b int) int { return cmp.Compare(all[a], all[b]) }, func(i int) bool { return math.IsNaN(all[i]) }
	case col.Type == app.FieldDate, col.Type == app.FieldYesNo:
		return func(a, b int) int { return strings.Compare(cells[a], cells[b]) }, none
	case col.Type == app.FieldSingle && col.Field != nil && len(col.Field.Options) > 0:
		rank := make(map[string]int, len(col.Field.Options))
		for i, o := range col.Field.Options {
			rank[folded(o)] = i + 1
		}
		all := r.folded[c]
		return func(a, b int) int {
			x, y := rank[all[a]], rank[all[b]]
			return cmp.Or(cmp.Compare(x, y), natural(all[a], all[b]))
		}, none
	}
	all := r.folded[c]
	return func(a, b int) int { return natural(all[a], all[b]) }, none
}

// natural compares texts as people count: P2 before P10.
func natural(a, b string) int {
	for a != "" && b != "" {
		if digit(a[0]) && digit(b[0]) {
			x, y := leading(a), leading(b)
			m, n := strings.TrimLeft(a[:x], "0"), strings.TrimLeft(b[:y], "0")
			if c := cmp.Or(cmp.Compare(len(m), len(n)), strings.Compare(m, n)); c != 0 {
				return c
			}
			a, b = a[x:], b[y:]
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// leading is how many digits a text begins with.
func leading(s string) int {
	n := 0
	for n < len(s) && digit(s[n]) {
		n++
	}
	return n
}
