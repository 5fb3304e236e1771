package kit

import "slices"

// Selection is which rows of a list are chosen, where the keyboard stands and where a range began. The zero value is
// empty. Rows are counted from 0.
type Selection struct {
	rows   map[int]bool
	cursor int // the row the keyboard stands on, -1 for none
	anchor int // where Shift extends from
	placed bool
}

// Cursor returns the row the keyboard stands on, or -1.
func (s *Selection) Cursor() int {
	if !s.placed {
		return -1
	}
	return s.cursor
}

// Has reports whether a row is chosen.
func (s *Selection) Has(row int) bool { return s.rows[row] }

// Len is how many rows are chosen.
func (s *Selection) Len() int { return len(s.rows) }

// Rows returns the chosen rows, ascending.
func (s *Selection) Rows() []int {
	out := make([]int, 0, len(s.rows))
	for r := range s.rows {
		out = append(out, r)
	}
	slices.Sort(out)
	return out
}

// Only chooses one row.
func (s *Selection) Only(row int) {
	s.rows = map[int]bool{row: true}
	s.cursor, s.anchor, s.placed = row, row, true
}

// Toggle adds or removes one row, as Ctrl+click does.
func (s *Selection) Toggle(row int) {
	if s.rows == nil {
		s.rows = map[int]bool{}
	}
	if s.rows[row] {
		delete(s.rows, row)
	} else {
		s.rows[row] = true
	}
	s.cursor, s.anchor, s.placed = row, row, true
}

// Extend chooses from where the range began to row, as Shift+click does.
func (s *Selection) Extend(row int) {
	if !s.placed {
		s.Only(row)
		return
	}
	s.rows = map[int]bool{}
	for r := min(s.anchor, row); r <= max(s.anchor, row); r++ {
		s.rows[r] = true
	}
	s.cursor = row
}

// Set chooses exactly rows; the keyboard stands on the first.
func (s *Selection) Set(rows []int) {
	s.rows = make(map[int]bool, len(rows))
	for _, r := range rows {
		s.rows[r] = true
	}
	if len(rows) > 0 {
		s.cursor, s.anchor, s.placed = rows[0], rows[0], true
	}
}

// All chooses n rows.
func (s *Selection) All(n int) {
	s.rows = make(map[int]bool, n)
	for r := range n {
		s.rows[r] = true
	}
	s.anchor = 0
	if !s.placed && n > 0 {
		s.cursor, s.placed = 0, true
	}
}

// Clear chooses nothing and forgets where the keyboard stood.
func (s *Selection) Clear() { *s = Selection{} }

// Limit forgets rows from n on, after a list has become shorter.
func (s *Selection) Limit(n int) {
	for r := range s.rows {
		if r >= n {
			delete(s.rows, r)
		}
	}
	if n == 0 {
		s.Clear()
		return
	}
	s.cursor, s.anchor = min(s.cursor, n-1), min(s.anchor, n-1)
}
