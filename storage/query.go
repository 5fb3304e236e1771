package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"throughline/app"
)

// scanner is one row: *sql.Rows.
type scanner interface{ Scan(dest ...any) error }

// collect runs a query and scans each row.
func collect[T any](ctx context.Context, q querier, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	var all []T
	for rows.Next() {
		t, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, rows.Err()
}

// each runs a query and hands every row to do.
func each(ctx context.Context, q querier, do func(scanner) error, query string, args ...any) error {
	_, err := collect(ctx, q, func(s scanner) (struct{}, error) { return struct{}{}, do(s) }, query, args...)
	return err
}

// one scans the single row of a query. Returns sql.ErrNoRows if there is none.
func one(ctx context.Context, q querier, query string, args []any, dest ...any) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return err
		}
		return sql.ErrNoRows
	}
	if err := rows.Scan(dest...); err != nil {
		return err
	}
	return rows.Err()
}

func texts(ctx context.Context, q querier, query string, args ...any) ([]string, error) {
	return collect(ctx, q, func(s scanner) (t string, err error) { return t, s.Scan(&t) }, query, args...)
}

func numbers(ctx context.Context, q querier, query string, args ...any) ([]int64, error) {
	return collect(ctx, q, func(s scanner) (n int64, err error) { return n, s.Scan(&n) }, query, args...)
}

// list binds a list as one value: "IN (SELECT value FROM json_each(?))". Strings are valid UTF-8 wherever they can match.
func list[T ~string | ~int64](values []T) string { return jsonText(values) }

// jsonText is the JSON of a list made of strings and numbers; a nil slice is an empty list.
func jsonText[T any](values []T) string {
	if len(values) == 0 {
		return "[]"
	}
	b, err := json.Marshal(values)
	if err != nil {
		panic("storage: " + err.Error()) // strings and whole numbers always marshal
	}
	return string(b)
}

// fromJSON reads back jsonText; an empty list is nil.
func fromJSON(text string) ([]string, error) {
	if text == "[]" {
		return nil, nil
	}
	var values []string
	err := json.Unmarshal([]byte(text), &values)
	return values, err
}

// jsonOf is the JSON of a value that always has one.
func jsonOf(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("storage: " + err.Error())
	}
	return string(b)
}

// jsonColumn scans JSON; an empty list is nil.
type jsonColumn[T any] struct{ v *T }

// Scan implements sql.Scanner.
func (j jsonColumn[T]) Scan(v any) error {
	text, _ := v.(string) // columns are STRICT TEXT
	if text == "[]" {
		return nil
	}
	return json.Unmarshal([]byte(text), j.v)
}

// limit turns a page into LIMIT and OFFSET; -1 is no limit.
func limit(p app.Page) (limit, offset int) {
	limit, offset = p.Limit, max(p.Offset, 0)
	if limit <= 0 {
		limit = -1
	}
	return limit, offset
}

// moment scans milliseconds since 1970 into a time.
type moment struct{ t *time.Time }

// Scan implements sql.Scanner.
func (m moment) Scan(v any) error {
	n, _ := v.(int64) // columns are STRICT INTEGER
	*m.t = time.UnixMilli(n).UTC()
	return nil
}

// span of time scans nanoseconds, -1 for unknown.
type nanos struct{ d *time.Duration }

// Scan implements sql.Scanner.
func (n nanos) Scan(v any) error {
	i, _ := v.(int64) // columns are STRICT INTEGER
	*n.d = time.Duration(i)
	return nil
}

// optional scans a text that may be NULL as "".
type optional[T ~string] struct{ s *T }

// Scan implements sql.Scanner.
func (o optional[T]) Scan(v any) error {
	switch v := v.(type) {
	case string:
		*o.s = T(v)
	case []byte:
		*o.s = T(v)
	default:
		*o.s = ""
	}
	return nil
}
