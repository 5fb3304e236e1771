package salvage

import (
	"context"
	"encoding/binary"
	"slices"
	"strings"
)

// Table is a tree of the file: a table, or an index, whose rows nobody wants but whose pages have to be known.
type Table struct {
	Name    string
	Root    uint32 // 0 when it is not known
	RowIDs  bool   // an ordinary table; otherwise the tree is that of an index or of a table without row ids
	Skip    bool   // its rows are not wanted
	Columns []Column
	Fewest  int // columns that its oldest rows have
}

// Column is what is known of a column.
type Column struct {
	Type   string // "INTEGER", "TEXT", "REAL", "BLOB"; "" for anything
	Null   bool   // may be empty
	GUID   bool   // an id: a short text without a space
	IsID   bool   // stands for the row id, and is empty in the file
	Number int64  // when not 0: all of its numbers are this one
}

// Found says what reading met.
type Found struct {
	Pages      int // of the file
	Destroyed  int // pages that a tree leads to and that are none
	Orphans    int // leaves that no tree reached and that found their table
	Unassigned int // leaves with rows of which nobody can say whose they are
	BadRows    int // rows on readable pages that cannot be read
	TornRows   int // rows read with a gap

	Ends []uint32 // first pages of what ran over from rows that are lost; File.End reads them
}

// Rows reads all rows that can be read of the tables, in no order, and hands those that are wanted to emit with the table's place.
// The error is that of ctx or emit.
func (s *File) Rows(ctx context.Context, tables []Table, emit func(table int, row Row) error) (Found, error) {
	w := &walker{File: s, ctx: ctx, tables: tables, emit: emit, seen: make([]bool, int(s.pages)+1), broken: make([]bool, len(tables)),
		found: Found{Pages: int(s.pages)}}
	w.freePages()
	for i := range tables {
		if tables[i].Root == 0 {
			w.broken[i] = true
		} else if err := w.walk(i, tables[i].Root, 0); err != nil {
			return w.found, err
		}
	}
	if err := w.rejoin(); err != nil {
		return w.found, err
	}
	if slices.Contains(w.broken, true) {
		for n := uint32(1); n <= s.pages; n++ {
			if err := w.orphan(n); err != nil {
				return w.found, err
			}
		}
	}
	if err := w.rejoin(); err != nil {
		return w.found, err
	}
	for _, heads := range w.loose() {
		w.found.Ends = append(w.found.Ends, heads...)
	}
	slices.Sort(w.found.Ends)
	return w.found, nil
}

type walker struct {
	*File
	ctx    context.Context
	tables []Table
	emit   func(int, Row) error
	seen   []bool // pages that belong to something
	broken []bool // tables of which a page is destroyed
	found  Found
	cut    []cutRow // whose pages break off; given when it is known which pages belong to nobody
}

// freePages marks the pages that hold nothing any more, as far as their list can be followed.
func (w *walker) freePages() {
	for trunk := w.free; trunk >= 1 && trunk <= w.pages && !w.seen[trunk]; {
		w.seen[trunk] = true
		b := w.read(trunk)
		n := binary.BigEndian.Uint32(b[4:])
		if int(n) > len(b)/4-2 {
			return
		}
		for i := range int(n) {
			if leaf := binary.BigEndian.Uint32(b[8+4*i:]); leaf >= 1 && leaf <= w.pages {
				w.seen[leaf] = true
			}
		}
		trunk = binary.BigEndian.Uint32(b)
	}
}

// deepest is more than any tree of a file that fits on a disk needs.
const deepest = 40

// walk reads page n of table i and all beneath.
func (w *walker) walk(i int, n uint32, depth int) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if n < 1 || n > w.pages || w.seen[n] || depth > deepest {
		w.broken[i] = true
		return nil
	}
	nd, ok := w.parse(n)
	if ok && w.tables[i].RowIDs != (nd.kind == tableInner || nd.kind == tableLeaf) {
		ok = false
	}
	if !ok {
		w.found.Destroyed++
		w.broken[i] = true
		return nil // and not seen: it may yet turn out to belong elsewhere
	}
	w.seen[n] = true
	if err := w.take(i, nd); err != nil {
		return err
	}
	for _, below := range nd.below {
		if err := w.walk(i, below, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// take hands the rows of a page on. Of what is not wanted only the overflow pages are marked.
func (w *walker) take(i int, nd node) error {
	rows, bad := w.rows(nd, w.seen)
	for _, row := range rows {
		for _, n := range row.payload.pages {
			w.seen[n] = true
		}
	}
	if w.tables[i].Skip {
		return nil
	}
	w.found.BadRows += bad
	for _, row := range rows {
		if row.payload.cut > 0 {
			w.cut = append(w.cut, cutRow{i, row})
			continue
		}
		if err := w.give(i, row); err != nil {
			return err
		}
	}
	return nil
}

// give hands a row to whoever asked.
func (w *walker) give(table int, row Row) error {
	if len(row.Torn) > 0 {
		w.found.TornRows++
	}
	row.payload = payload{}
	return w.emit(table, row)
}

// orphan looks at a page that no tree reached.
func (w *walker) orphan(n uint32) error {
	if w.seen[n] {
		return nil
	}
	if err := w.ctx.Err(); err != nil {
		return err
	}
	nd, ok := w.parse(n)
	if !ok || nd.kind == tableInner || len(nd.cells) == 0 {
		return nil
	}
	rows, bad := w.rows(nd, w.seen)
	if len(rows) == 0 || bad > len(rows) {
		return nil
	}
	whose := -1
	for i := range w.tables {
		if !w.broken[i] || w.tables[i].RowIDs != (nd.kind == tableLeaf) || !w.tables[i].fits(rows) {
			continue
		}
		if whose >= 0 {
			w.found.Unassigned++
			return nil
		}
		whose = i
	}
	if whose < 0 {
		return nil
	}
	w.seen[n] = true
	if !w.tables[whose].Skip {
		w.found.Orphans++
	}
	return w.take(whose, nd)
}

// Leads reports whether the tree that page n leads to can be that of t: its first leaf that can be read holds rows of t, or nothing at all does.
func (s *File) Leads(n uint32, t Table) bool {
	for range deepest {
		if n < 1 || n > s.pages {
			return false
		}
		nd, ok := s.parse(n)
		if !ok || t.RowIDs != (nd.kind == tableInner || nd.kind == tableLeaf) {
			return false
		}
		if len(nd.below) == 0 {
			rows, bad := s.rows(nd, make([]bool, int(s.pages)+1))
			return bad == 0 && t.fits(rows)
		}
		n = nd.below[0]
	}
	return false
}

// fits reports whether rows can be of the table: the number of their columns, and the type of each value.
func (t *Table) fits(rows []Row) bool {
	for _, row := range rows {
		if len(row.Values) > len(t.Columns) || len(row.Values) < t.Fewest {
			return false
		}
		for i, v := range row.Values {
			if !t.Columns[i].fits(v) {
				return false
			}
		}
	}
	return true
}

func (c *Column) fits(v any) bool {
	if c.IsID {
		return v == nil
	}
	switch v := v.(type) {
	case nil:
		return c.Null
	case int64:
		return (c.Type == "INTEGER" || c.Type == "REAL" || c.Type == "") && (c.Number == 0 || c.Number == v)
	case float64:
		return c.Type == "REAL" || c.Type == ""
	case string:
		return (c.Type == "TEXT" || c.Type == "") && (!c.GUID || len(v) >= 4 && len(v) <= 64 && !strings.ContainsAny(v, " \t\n"))
	default:
		return c.Type == "BLOB" || c.Type == ""
	}
}
