package rival

import (
	"context"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"throughline/app"
)

// query asks for columns of a table, those that a version of the program does not have included: they are empty then. Names are
// constants of this package; where may hold one parameter.
type query struct {
	table   string
	columns []string
	where   string
	args    []any
	order   string
}

// row is one row as the file has it, whatever the types in it.
type row struct {
	db    *base
	cells []any
}

// each gives the rows of a query one by one; none for a table that is not there. The row is valid until visit returns.
func (db *base) each(ctx context.Context, q query, visit func(r *row) error) error {
	if !db.has(q.table) {
		return nil
	}
	rows, err := db.conn.QueryContext(ctx, db.sql(q), q.args...)
	if err != nil {
		return translate(ctx, db.path, err)
	}
	defer func() { _ = rows.Close() }() // rows.Err is read
	r := &row{db: db, cells: make([]any, len(q.columns))}
	into := make([]any, len(q.columns))
	for i := range into {
		into[i] = &r.cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return translate(ctx, db.path, err)
		}
		if db.rows++; db.rows > maxRows {
			return tooLarge(db.path, "holds more than "+app.Number(maxRows)+" records")
		}
		if err := db.weighCells(r); err != nil {
			return err
		}
		if err := visit(r); err != nil {
			return err
		}
	}
	return translate(ctx, db.path, rows.Err())
}

// weighCells counts the bytes of a row.
func (db *base) weighCells(r *row) error {
	for _, c := range r.cells {
		switch c := c.(type) {
		case string:
			db.text += int64(len(c))
		case []byte:
			db.text += int64(len(c))
		}
	}
	if db.text > maxText {
		return tooLarge(db.path, "holds more than "+strconv.Itoa(maxText>>20)+" MB of text")
	}
	return nil
}

// sql writes a query. The plus before a name is no sum: it keeps the library from taking a text for a time because its column is
// declared so, and dropping it where it cannot.
func (db *base) sql(q query) string {
	var b strings.Builder
	b.WriteString("SELECT ")
	for i, c := range q.columns {
		if i > 0 {
			b.WriteString(", ")
		}
		switch {
		case c == "rowid":
			b.WriteString(c)
		case db.hasColumn(q.table, c):
			b.WriteString(`+"` + c + `"`)
		default:
			b.WriteString("NULL")
		}
	}
	b.WriteString(` FROM main."` + q.table + `"`)
	if q.where != "" {
		b.WriteString(" WHERE " + q.where)
	}
	if q.order != "" {
		b.WriteString(" ORDER BY " + q.order)
	}
	return b.String()
}

// count counts the rows of a table, 0 for one that is not there.
func (db *base) count(ctx context.Context, table string) (n int, err error) {
	if !db.has(table) {
		return 0, nil
	}
	err = db.conn.QueryRowContext(ctx, `SELECT count(*) FROM main."`+table+`"`).Scan(&n)
	return n, translate(ctx, db.path, err)
}

// text is a cell as text: valid UTF-8 without NUL. What is none becomes the sign for it, one for each byte, and is counted.
func (r *row) text(i int) string {
	var s string
	switch c := r.cells[i].(type) {
	case string:
		s = c
	case []byte:
		s = string(c)
	case int64:
		return strconv.FormatInt(c, 10)
	case float64:
		return strconv.FormatFloat(c, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(c)
	}
	if utf8.ValidString(s) && !strings.ContainsRune(s, 0) {
		return s
	}
	r.db.dirty++
	var b strings.Builder
	for _, c := range s { // a byte that begins no rune is U+FFFD here
		if c == 0 {
			c = utf8.RuneError
		}
		b.WriteRune(c)
	}
	return b.String()
}

// name is a cell as one line.
func (r *row) name(i int) string { return oneLine(r.text(i)) }

// whole is a cell as a whole number; false when it is none. Fractions are cut.
func (r *row) whole(i int) (int64, bool) {
	switch c := r.cells[i].(type) {
	case int64:
		return c, true
	case float64:
		return cut(c)
	case bool:
		if c {
			return 1, true
		}
		return 0, true
	case string:
		return parseWhole(c)
	case []byte:
		return parseWhole(string(c))
	}
	return 0, false
}

// id is a cell as a whole number, -1 when it is none.
func (r *row) id(i int) int64 {
	if n, ok := r.whole(i); ok {
		return n
	}
	return -1
}

func parseWhole(s string) (int64, bool) {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n, true
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, false
	}
	return cut(f)
}

// cut drops the fraction of a number that a file keeps as a real one.
func cut(f float64) (int64, bool) {
	if math.IsNaN(f) || math.Abs(f) > 1<<53 {
		return 0, false
	}
	return int64(f), true
}

// oneLine is a name without line breaks and white space round it.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
