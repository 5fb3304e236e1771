package salvage

import (
	"encoding/binary"
	"math"
	"unicode/utf8"
)

// Row is one row of a table, or one entry of an index.
type Row struct {
	ID     int64 // the row id; 0 in tables without
	Values []any // nil, int64, float64, string or []byte, in the order of the columns; may be fewer than the table has now
	Torn   []Torn

	payload payload
}

// Torn says that a value was not read whole.
type Torn struct {
	Column   int
	From, To int // bytes of the value that are lost, half-open
}

// varint reads a number of one to nine bytes. n is 0 when b is too short.
func varint(b []byte) (v uint64, n int) {
	for i := 0; i < len(b) && i < 9; i++ {
		if i == 8 {
			return v<<8 | uint64(b[i]), 9
		}
		v = v<<7 | uint64(b[i]&0x7f)
		if b[i] < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}

// gap is a range of a payload that is lost.
type gap struct{ from, to int }

// record takes a payload apart. ok is false when it cannot be what SQLite wrote.
func record(payload []byte, gaps []gap) (row Row, ok bool) {
	size, n := varint(payload)
	if n == 0 || size < uint64(n) || size > uint64(len(payload)) || size > 1<<16 {
		return row, false
	}
	if len(gaps) > 0 && gaps[0].from < int(size) {
		return row, false
	}
	at := int(size)
	for head := payload[n:size]; len(head) > 0; {
		kind, n := varint(head)
		if n == 0 || kind == 10 || kind == 11 {
			return row, false
		}
		head = head[n:]
		width := width(kind)
		if width < 0 || width > len(payload)-at {
			return row, false
		}
		for _, g := range gaps {
			if from, to := max(g.from, at), min(g.to, at+width); from < to {
				row.Torn = append(row.Torn, Torn{len(row.Values), from - at, to - at})
			}
		}
		value := decode(kind, payload[at:at+width])
		if text, ok := value.(string); ok && !utf8.ValidString(text) {
			var flaws []Torn
			value, flaws = clean(text, len(row.Values))
			row.Torn = append(row.Torn, flaws...)
		}
		row.Values = append(row.Values, value)
		at += width
	}
	return row, at == len(payload)
}

// clean puts a space for each byte of a text that is no UTF-8, and tells where.
func clean(text string, column int) (string, []Torn) {
	b, flaws := []byte(text), []Torn(nil)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			b[i] = ' '
			if k := len(flaws) - 1; k >= 0 && flaws[k].To == i {
				flaws[k].To++
			} else {
				flaws = append(flaws, Torn{column, i, i + 1})
			}
		}
		i += n
	}
	return string(b), flaws
}

// width is how many bytes a value of a serial type takes, -1 for more than can be.
func width(kind uint64) int {
	switch {
	case kind <= 4:
		return int(kind)
	case kind == 5:
		return 6
	case kind == 6, kind == 7:
		return 8
	case kind < 12:
		return 0
	case kind > math.MaxInt32:
		return -1
	}
	return int(kind-12) / 2
}

// decode reads a value.
func decode(kind uint64, b []byte) any {
	switch {
	case kind == 0:
		return nil
	case kind == 7:
		return math.Float64frombits(binary.BigEndian.Uint64(b))
	case kind < 7:
		v := int64(int8(b[0])) // the first byte has the sign
		for _, c := range b[1:] {
			v = v<<8 | int64(c)
		}
		return v
	case kind == 8, kind == 9:
		return int64(kind - 8)
	case kind%2 == 0:
		return b
	}
	return string(b)
}
