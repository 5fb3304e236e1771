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
	rows, columns := t.axis(q.Rows, q.RowAttribute, q.RollUp), t.axis(q.Columns, q.ColumnAttribute, q.RollUp)
	c := &counting{t: t, rows: rows, columns: columns, set: b}
	c.gather()
	c.rowKeys = c.kept(c.margin(len(rows.keys), c.rowsOf), q.MaxRows)
	c.columnKeys = c.kept(c.margin(len(columns.keys), c.columnsOf), q.MaxColumns)
	if len(c.rowKeys)*len(c.columnKeys) > maxCells {
		return app.CrossTab{}, &app.Error{Code: app.ETooLarge, Message: fmt.Sprintf("A table of %s by %s is too large.", app.Count(len(c.rowKeys), "row"), app.Count(len(c.columnKeys), "column")),
			Hint: "Choose fewer findings, or ask for the largest rows only."}
	}
	out := c.table()
	all := t.askings(&q.Find)
	out.Asked, out.AskedAll = asked(all, columns.over, c.columnKeys)
	out.RowAsked, _ = asked(all, rows.over, c.rowKeys)
	out.Chosen = c.margin(1, func(_ int32, into []int32) []int32 { return append(into, 0) })[0]
	return out, nil
}

// counting is a cross-table on its way.
type counting struct {
	t             *Table
	rows, columns axis
	set           Bits
	byPerson      []int32 // the findings of set by participant; those of nobody known are left out
	rowKeys       []int32 // the keys that are kept, in their order
	columnKeys    []int32
	r, c          []int32 // keys of the finding at hand
}

// gather sorts the findings by participant.
func (c *counting) gather() {
	at := make([]int32, len(c.t.people.all)+1)
	c.set.each(func(i int32) { at[c.t.person[i]+1]++ })
	none := at[1]
	at[1] = 0
	for p := 2; p < len(at); p++ {
		at[p] += at[p-1]
	}
	c.byPerson = make([]int32, c.set.count()-int(none))
	c.set.each(func(i int32) {
		if p := c.t.person[i]; p > 0 {
			c.byPerson[at[p]] = i
			at[p]++
		}
	})
}

// rowsOf are the rows of a finding, if it has a column as well.
func (c *counting) rowsOf(i int32, into []int32) []int32 {
	if c.c = c.columns.of(i, c.c[:0]); len(c.c) == 0 {
		return into
	}
	return c.rows.of(i, into)
}

func (c *counting) columnsOf(i int32, into []int32) []int32 {
	if c.r = c.rows.of(i, c.r[:0]); len(c.r) == 0 {
		return into
	}
	return c.columns.of(i, into)
}

// margin counts the findings, people and interviews under each of n keys.
func (c *counting) margin(n int, of func(i int32, into []int32) []int32) []app.CrossCount {
	counts := make([]app.CrossCount, n)
	last := make([]int32, n) // in which interview, or by whom, a key was counted last
	var keys []int32
	for _, iv := range c.t.order {
		for _, i := range c.t.lists[iv] {
			if !c.set.has(i) {
				continue
			}
			keys = of(i, keys[:0])
			for _, k := range keys {
				counts[k].Findings++
				if iv > 0 && last[k] != iv {
					last[k] = iv
					counts[k].Interviews++
				}
			}
		}
	}
	clear(last)
	for _, i := range c.byPerson {
		p := c.t.person[i]
		keys = of(i, keys[:0])
		for _, k := range keys {
			if last[k] != p {
				last[k] = p
				counts[k].People++
			}
		}
	}
	return counts
}

// kept is the keys that occur, in their order; with a limit the largest of them.
func (c *counting) kept(counts []app.CrossCount, limit int) []int32 {
	var keys []int32
	for k, n := range counts {
		if n.Findings > 0 {
			keys = append(keys, int32(k))
		}
	}
	if limit <= 0 || len(keys) <= limit {
		return keys
	}
	slices.SortStableFunc(keys, func(a, b int32) int {
		return cmp.Or(cmp.Compare(counts[b].People, counts[a].People), cmp.Compare(counts[b].Findings, counts[a].Findings))
	})
	keys = keys[:limit]
	slices.Sort(keys)
	return keys
}

// table counts the kept rows by the kept columns.
func (c *counting) table() app.CrossTab {
	rows, columns := len(c.rowKeys), len(c.columnKeys)
	rowAt, columnAt := placesOf(c.rowKeys, len(c.rows.keys)), placesOf(c.columnKeys, len(c.columns.keys))
	cells := rows * columns
	counts := c.margin(cells+rows+columns+1, func(i int32, into []int32) []int32 { // the sums come behind the cells
		c.r, c.c = keptOf(c.rows.of(i, c.r[:0]), rowAt), keptOf(c.columns.of(i, c.c[:0]), columnAt)
		if len(c.r) == 0 || len(c.c) == 0 {
			return into
		}
		for _, r := range c.r {
			into = append(into, int32(cells)+r)
			for _, k := range c.c {
				into = append(into, r*int32(columns)+k)
			}
		}
		for _, k := range c.c {
			into = append(into, int32(cells+rows)+k)
		}
		return append(into, int32(cells+rows+columns))
	})
	out := app.CrossTab{RowSum: counts[cells : cells+rows], ColumnSum: counts[cells+rows : cells+rows+columns], All: counts[cells+rows+columns]}
	for n, k := range c.rowKeys {
		out.Rows = append(out.Rows, c.rows.keys[k])
		out.Cells = append(out.Cells, counts[n*columns:(n+1)*columns])
	}
	for _, k := range c.columnKeys {
		out.Columns = append(out.Columns, c.columns.keys[k])
	}
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

// keptOf replaces keys by their places and leaves out those that are not kept.
func keptOf(keys, at []int32) []int32 {
	out := keys[:0]
	for _, k := range keys {
		if at[k] >= 0 {
			out = append(out, at[k])
		}
	}
	return out
}
