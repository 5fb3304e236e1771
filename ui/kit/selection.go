package kit

import (
	"slices"
	"sort"
)

// Range is rows From to To of a list, half-open.
type Range struct{ From, To int }

// Len is how many rows the range holds.
func (r Range) Len() int { return r.To - r.From }

// Selection is which rows of a list are chosen, where the keyboard stands and where a range began. The zero value is
// empty. Rows are counted from 0. All of a million rows are as cheap as one.
type Selection struct {
	ranges []Range // ascending, apart from each other
	cursor int     // the row the keyboard stands on, -1 for none
	anchor int     // where Shift extends from
	placed bool
}

// Cursor returns the row the keyboard stands on, or -1.
func (s *Selection) Cursor() int {
	if !s.placed {
		return -1
	}
	return s.cursor
}

// at returns the place of the first range that ends after row.
func (s *Selection) at(row int) int {
	return sort.Search(len(s.ranges), func(i int) bool { return s.ranges[i].To > row })
}

// Has reports whether a row is chosen.
func (s *Selection) Has(row int) bool {
	i := s.at(row)
	return i < len(s.ranges) && s.ranges[i].From <= row
}

// Len is how many rows are chosen.
func (s *Selection) Len() int {
	n := 0
	for _, r := range s.ranges {
		n += r.Len()
	}
	return n
}

// Ranges returns the chosen rows as ranges, ascending and apart from each other.
func (s *Selection) Ranges() []Range { return slices.Clone(s.ranges) }

// Rows returns the chosen rows, ascending.
func (s *Selection) Rows() []int {
	out := make([]int, 0, s.Len())
	for _, r := range s.ranges {
		for row := r.From; row < r.To; row++ {
			out = append(out, row)
		}
	}
	return out
}

// Only chooses one row.
func (s *Selection) Only(row int) {
	s.ranges = []Range{{row, row + 1}}
	s.cursor, s.anchor, s.placed = row, row, true
}

// Move puts the keyboard on a row and leaves what is chosen.
func (s *Selection) Move(row int) { s.cursor, s.anchor, s.placed = row, row, true }

// Toggle adds or removes one row, as Ctrl+click does.
func (s *Selection) Toggle(row int) {
	i := s.at(row)
	if i < len(s.ranges) && s.ranges[i].From <= row {
		r := s.ranges[i]
		parts := slices.DeleteFunc([]Range{{r.From, row}, {row + 1, r.To}}, func(p Range) bool { return p.Len() == 0 })
		s.ranges = slices.Replace(slices.Clone(s.ranges), i, i+1, parts...)
	} else {
		s.ranges = joined(slices.Insert(slices.Clone(s.ranges), i, Range{row, row + 1}))
	}
	s.Move(row)
}

// joined makes one of ranges that touch; all is ascending and is used up.
func joined(all []Range) []Range {
	out := all[:0]
	for _, r := range all {
		if n := len(out); n > 0 && out[n-1].To >= r.From {
			out[n-1].To = max(out[n-1].To, r.To)
			continue
		}
		out = append(out, r)
	}
	return out
}

// Extend chooses from where the range began to row, as Shift+click does.
func (s *Selection) Extend(row int) {
	if !s.placed {
		s.Only(row)
		return
	}
	s.ranges = []Range{{min(s.anchor, row), max(s.anchor, row) + 1}}
	s.cursor = row
}

// Set chooses exactly rows; the keyboard stands on the first.
func (s *Selection) Set(rows []int) {
	s.ranges = nil
	for _, r := range rows {
		s.ranges = append(s.ranges, Range{r, r + 1})
	}
	slices.SortFunc(s.ranges, func(a, b Range) int { return a.From - b.From })
	s.ranges = joined(s.ranges)
	if len(rows) > 0 {
		s.Move(rows[0])
	}
}

// All chooses n rows.
func (s *Selection) All(n int) {
	s.ranges = nil
	if n > 0 {
		s.ranges = []Range{{0, n}}
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
	if n == 0 {
		s.Clear()
		return
	}
	if i := s.at(n - 1); i < len(s.ranges) {
		left := slices.Clone(s.ranges[:i+1])
		left[i].To = min(left[i].To, n)
		if left[i].Len() <= 0 {
			left = left[:i]
		}
		s.ranges = left
	}
	s.cursor, s.anchor = min(s.cursor, n-1), min(s.anchor, n-1)
}
