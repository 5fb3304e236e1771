package column

import (
	"cmp"
	"fmt"
	"slices"

	"throughline/app"
)

// maxCells is the largest table that is made: larger ones nobody reads, and they would not fit into memory.
const maxCells = 2_000_000

// Cross counts findings over two axes. Returns ETooLarge for a table of more than two million cells.
func (t *Table) Cross(q *app.CrossQuery, given Given) (app.CrossTab, error) {
	b := t.choose(&q.Find, given).all
	c := &counting{t: t, set: b, rows: t.axis(q.Rows, q.RowAttribute, q.RollUp, given), columns: t.axis(q.Columns, q.ColumnAttribute, q.RollUp, given)}
	c.byPerson = t.personOrder()
	all := len(c.rows.keys)*len(c.columns.keys) <= fewCells && q.MaxRows <= 0 && q.MaxColumns <= 0
	if all {
		c.rowKeys, c.columnKeys = everyPlace(len(c.rows.keys)), everyPlace(len(c.columns.keys))
	} else if c.occurring(); q.MaxRows > 0 || q.MaxColumns > 0 {
		c.cut(q.MaxRows, q.MaxColumns)
	}
	if len(c.rowKeys)*len(c.columnKeys) > maxCells {
		return app.CrossTab{}, &app.Error{Code: app.ETooLarge, Message: fmt.Sprintf("A table of %s by %s is too large.", app.Count(len(c.rowKeys), "row"), app.Count(len(c.columnKeys), "column")),
			Hint: "Choose fewer findings, or ask for the largest rows only."}
	}
	out := c.table()
	if all {
		c.dropEmpty(&out)
	}
	if q.Rows == app.AxisSound || q.Columns == app.AxisSound {
		out.Unread = given.Heeded.among(b)
	}
	people := t.askings(&q.Find)
	out.Asked, out.RowAsked = askedBy(people, &c.columns, c.columnKeys), askedBy(people, &c.rows, c.rowKeys)
	out.AskedAll = askedBy(people, &axis{keys: make([]app.CrossKey, 1)}, []int32{0})[0]
	return out, nil
}

// fewCells is up to how many cells a table is counted with all keys, those that do not occur as well: that spares finding out which do.
const fewCells = 250_000

func everyPlace(n int) []int32 {
	all := make([]int32, n)
	for i := range all {
		all[i] = int32(i)
	}
	return all
}

// dropEmpty takes the rows and columns out that do not occur.
func (c *counting) dropEmpty(out *app.CrossTab) {
	occur := func(sums []app.CrossCount) []int32 {
		var some []int32
		for i, n := range sums {
			if n.Findings > 0 {
				some = append(some, int32(i))
			}
		}
		return some
	}
	c.rowKeys, c.columnKeys = occur(out.RowSum), occur(out.ColumnSum)
	cells := make([][]app.CrossCount, len(c.rowKeys))
	for n, r := range c.rowKeys {
		cells[n] = picked(out.Cells[r], c.columnKeys)
	}
	out.Cells = cells
	out.Rows, out.Columns = picked(out.Rows, c.rowKeys), picked(out.Columns, c.columnKeys)
	out.RowSum, out.ColumnSum = picked(out.RowSum, c.rowKeys), picked(out.ColumnSum, c.columnKeys)
}

// picked is some of all.
func picked[T any](all []T, places []int32) []T {
	var some []T
	for _, p := range places {
		some = append(some, all[p])
	}
	return some
}

// counting is a cross-table on its way.
type counting struct {
	t             *Table
	rows, columns axis
	set           Bits
	byPerson      *personOrder
	rowKeys       []int32 // the keys that are kept, in their order
	columnKeys    []int32
}

// occurring keeps the keys that occur, in their order: those of findings that have a row and a column.
func (c *counting) occurring() {
	rows, columns := make([]bool, len(c.rows.keys)), make([]bool, len(c.columns.keys))
	var r, k []int32
	c.set.each(func(i int32) {
		r, k = c.rows.of(i, r[:0]), c.columns.of(i, k[:0])
		if len(r) == 0 || len(k) == 0 {
			return
		}
		for _, n := range r {
			rows[n] = true
		}
		for _, n := range k {
			columns[n] = true
		}
	})
	c.rowKeys, c.columnKeys = marked(rows), marked(columns)
}

// marked lists the places that are marked.
func marked(all []bool) []int32 {
	var places []int32
	for i, is := range all {
		if is {
			places = append(places, int32(i))
		}
	}
	return places
}

// cut keeps the largest rows and columns only.
func (c *counting) cut(rows, columns int) {
	margins := func(keys []int32, axis *axis, n int) []int32 {
		at := placesOf(keys, len(axis.keys))
		return largest(keys, c.count(len(keys), func(r, k, into []int32) []int32 {
			if axis == &c.columns {
				r = k
			}
			for _, n := range r {
				into = append(into, at[n])
			}
			return into
		}), n)
	}
	if rows > 0 && rows < len(c.rowKeys) {
		c.rowKeys = margins(c.rowKeys, &c.rows, rows)
	}
	if columns > 0 && columns < len(c.columnKeys) {
		c.columnKeys = margins(c.columnKeys, &c.columns, columns)
	}
}

// largest is the n keys with most people, then findings, in their order.
func largest(keys []int32, counts []app.CrossCount, n int) []int32 {
	places := make([]int, len(keys))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(a, b int) int {
		return cmp.Or(cmp.Compare(counts[b].People, counts[a].People), cmp.Compare(counts[b].Findings, counts[a].Findings))
	})
	places = places[:n]
	slices.Sort(places)
	kept := make([]int32, n)
	for i, p := range places {
		kept[i] = keys[p]
	}
	return kept
}

// under tells the places of a finding with some rows and columns, each once, appended to into.
type under func(r, k, into []int32) []int32

// count counts the findings, people and interviews under each of n places. Findings that lack a row or a column are not counted.
func (c *counting) count(n int, of under) []app.CrossCount {
	counts := make([]app.CrossCount, n)
	people := make([]int, n)
	together(func() { c.countFindings(counts, of) }, func() { c.countPeople(people, of) })
	for p := range counts {
		counts[p].People = people[p]
	}
	return counts
}

// places gives a function that tells the places of a finding. What it returns holds until it is called again.
func (c *counting) places(of under) func(i int32) []int32 {
	var r, k, places []int32
	return func(i int32) []int32 {
		if r, k = c.rows.of(i, r[:0]), c.columns.of(i, k[:0]); len(r) == 0 || len(k) == 0 {
			return nil
		}
		places = of(r, k, places[:0])
		return places
	}
}

func (c *counting) countFindings(counts []app.CrossCount, of under) {
	last := make([]int32, len(counts)) // in which interview a place was counted last
	places := c.places(of)
	for _, iv := range c.t.order {
		for _, i := range c.t.lists[iv] {
			if !c.set.has(i) {
				continue
			}
			for _, p := range places(i) {
				counts[p].Findings++
				if iv > 0 && last[p] != iv {
					last[p] = iv
					counts[p].Interviews++
				}
			}
		}
	}
}

func (c *counting) countPeople(people []int, of under) {
	last := make([]int32, len(people)) // by whom a place was counted last
	places := c.places(of)
	for _, i := range c.byPerson.slots {
		if !c.set.has(i) {
			continue
		}
		person := c.t.person[i]
		for _, p := range places(i) {
			if last[p] != person {
				last[p] = person
				people[p]++
			}
		}
	}
}

// table counts the kept rows by the kept columns.
func (c *counting) table() app.CrossTab {
	rows, columns := len(c.rowKeys), len(c.columnKeys)
	rowAt, columnAt := placesOf(c.rowKeys, len(c.rows.keys)), placesOf(c.columnKeys, len(c.columns.keys))
	cells := int32(rows * columns)
	counts := c.count(rows*columns+rows+columns+1, func(r, k, into []int32) []int32 { // the sums come behind the cells
		from := len(into)
		for _, n := range k {
			if at := columnAt[n]; at >= 0 {
				into = append(into, cells+int32(rows)+at)
			}
		}
		kept := into[from:]
		if len(kept) == 0 {
			return into
		}
		some := false
		for _, n := range r {
			at := rowAt[n]
			if at < 0 {
				continue
			}
			some = true
			into = append(into, cells+at)
			for _, sum := range kept {
				into = append(into, at*int32(columns)+sum-cells-int32(rows))
			}
		}
		if !some {
			return into[:from]
		}
		return append(into, cells+int32(rows+columns))
	})
	out := app.CrossTab{RowSum: counts[cells : int(cells)+rows], ColumnSum: counts[int(cells)+rows : int(cells)+rows+columns], All: counts[int(cells)+rows+columns]}
	for n, k := range c.rowKeys {
		out.Rows = append(out.Rows, c.rows.keys[k])
		out.Cells = append(out.Cells, counts[n*columns:(n+1)*columns])
	}
	for _, k := range c.columnKeys {
		out.Columns = append(out.Columns, c.columns.keys[k])
	}
	out.Chosen = c.t.countOf(c.set)
	return out
}

// placesOf is the place of each of n keys among those kept, -1 for the others.
func placesOf(kept []int32, n int) []int32 {
	at := slices.Repeat([]int32{-1}, n)
	for place, k := range kept {
		at[k] = int32(place)
	}
	return at
}

// countOf counts a set of findings.
func (t *Table) countOf(b Bits) app.CrossCount {
	some := func(counts []int) (n int) {
		for _, k := range counts[1:] { // not of nobody, not in no interview
			n += min(k, 1)
		}
		return n
	}
	return app.CrossCount{Findings: b.count(), People: some(tally(b, t.person, len(t.people.all))), Interviews: some(tally(b, t.interview, len(t.interviews.all)))}
}

// personOrder is the findings that somebody known said, by participant.
type personOrder struct{ slots []int32 }

// personOrder sorts the findings by participant, unless that was done since one changed.
func (t *Table) personOrder() *personOrder {
	if o := t.byPerson.Load(); o != nil {
		return o
	}
	at := make([]int32, len(t.people.all)+1)
	t.live.each(func(i int32) { at[t.person[i]+1]++ })
	none := int(at[1])
	at[1] = 0
	for p := 2; p < len(at); p++ {
		at[p] += at[p-1]
	}
	o := &personOrder{slots: make([]int32, t.live.count()-none)}
	t.live.each(func(i int32) {
		if p := t.person[i]; p > 0 {
			o.slots[at[p]] = i
			at[p]++
		}
	})
	t.byPerson.Store(o) // those who ask at once may all make it
	return o
}
