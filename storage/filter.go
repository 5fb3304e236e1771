package storage

import "strings"

// filter is conditions on the rows of a table, joined by AND.
type filter struct {
	where []string
	args  []any
	empty bool // nothing can match
}

func (f *filter) add(condition string, args ...any) {
	f.where = append(f.where, condition)
	f.args = append(f.args, args...)
}

// sql is the WHERE clause, or "".
func (f *filter) sql() string {
	if len(f.where) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(f.where, " AND ")
}
