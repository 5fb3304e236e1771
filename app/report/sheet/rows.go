package sheet

import (
	"compress/flate"
	"hash/crc32"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// rows are the rows of one sheet as XML, compressed by a goroutine of their own while the next ones are made. The library writes what stands before
// and behind them; left to it, they would lie uncompressed in a file first, 1.5 GB for a million findings, and be compressed when all are there.
type rows struct {
	letters []string // names of columns
	row     []byte   // the number of the row that is being written
	next    int      // the column after the last cell of the row
	buf     []byte
	blocks  chan []byte // to be compressed; closed when there are no more
	free    chan []byte // to be filled again
	done    chan struct{}
	open    bool // blocks may come

	// These belong to the goroutine until done is closed.
	data spool
	sum  uint32
	size int64
	err  error
}

const (
	blockSize = 256 << 10 // bytes of XML that are compressed at once
	blockRoom = 64 << 10  // a row is rarely longer
	spare     = 2         // blocks besides the one that is being filled
)

// level is how hard rows are compressed. Three takes two fifths of the time of the usual six for files a fifth larger.
const level = 3

func newRows(columns int) *rows {
	r := &rows{blocks: make(chan []byte, spare), free: make(chan []byte, spare+1), done: make(chan struct{}), open: true,
		buf: make([]byte, 0, blockSize+blockRoom)}
	for i := range columns {
		name, _ := excelize.ColumnNumberToName(i + 1) // columns are bounded
		r.letters = append(r.letters, name)
	}
	for range spare {
		r.free <- make([]byte, 0, blockSize+blockRoom)
	}
	go r.compress()
	return r
}

// compress ends with a full byte and without the mark of the last block, so that more may follow.
func (r *rows) compress() {
	defer close(r.done)
	z, err := flate.NewWriter(&r.data, level)
	r.err = err
	for b := range r.blocks {
		if r.err == nil {
			r.sum = crc32.Update(r.sum, crc32.IEEETable, b)
			r.size += int64(len(b))
			_, r.err = z.Write(b)
		}
		r.free <- b[:0]
	}
	if r.err == nil {
		r.err = z.Flush()
	}
}

// begin begins row n, counted from 1, that is so many points high.
func (r *rows) begin(n int, height float64) {
	r.row, r.next = strconv.AppendInt(r.row[:0], int64(n), 10), 0
	r.buf = append(append(append(r.buf, `<row r="`...), r.row...), `" ht="`...)
	r.buf = strconv.AppendFloat(r.buf, height, 'f', -1, 64)
	r.buf = append(r.buf, `" customHeight="1">`...)
}

// end ends a row.
func (r *rows) end() {
	r.buf = append(r.buf, `</row>`...)
	if len(r.buf) >= blockSize {
		r.blocks <- r.buf
		r.buf = <-r.free
	}
}

// cell begins a cell. Only one that follows a gap says where it stands: the names of all would be a sixth of the XML, and half of the file, since no name
// comes twice.
func (r *rows) cell(column, style int) {
	r.buf = append(r.buf, `<c`...)
	if column != r.next {
		r.buf = append(append(append(r.buf, ` r="`...), r.letters[column]...), r.row...)
		r.buf = append(r.buf, '"')
	}
	r.next = column + 1
	r.buf = append(r.buf, ` s="`...)
	r.buf = strconv.AppendInt(r.buf, int64(style), 10)
	r.buf = append(r.buf, '"')
}

func (r *rows) number(column, style int, f float64) {
	r.cell(column, style)
	r.buf = append(r.buf, '>')
	r.value(f)
}

// value ends a cell with its number.
func (r *rows) value(f float64) {
	r.buf = append(r.buf, `<v>`...)
	if n := int64(f); float64(n) == f && n > -1e15 && n < 1e15 {
		r.buf = strconv.AppendInt(r.buf, n, 10)
	} else {
		r.buf = strconv.AppendFloat(r.buf, f, 'f', -1, 64)
	}
	r.buf = append(r.buf, `</v></c>`...)
}

// formula writes a formula, in which # stands for the row, with the number that it gives.
func (r *rows) formula(column, style int, formula string, f float64) {
	r.cell(column, style)
	r.buf = append(r.buf, `><f>`...)
	r.buf = appendEscaped(r.buf, strings.ReplaceAll(formula, "#", string(r.row)))
	r.buf = append(r.buf, `</f>`...)
	r.value(f)
}

// text writes a text that XML can hold. Blanks at its ends stay.
func (r *rows) text(column, style int, s string) {
	r.cell(column, style)
	r.buf = append(r.buf, ` t="inlineStr"><is><t`...)
	if s != "" && (s[0] <= ' ' || s[len(s)-1] <= ' ') {
		r.buf = append(r.buf, ` xml:space="preserve"`...)
	}
	r.buf = appendEscaped(append(r.buf, '>'), s)
	r.buf = append(r.buf, `</t></is></c>`...)
}

// appendEscaped appends s as it must stand in a cell. Readers take _x0041_ for the letter A: the line before the x is written as such a code itself.
func appendEscaped(b []byte, s string) []byte {
	from := 0
	for i := range len(s) {
		var e string
		switch c := s[i]; {
		case c == '&':
			e = "&amp;"
		case c == '<':
			e = "&lt;"
		case c == '>':
			e = "&gt;"
		case c == '"':
			e = "&#34;"
		case c == '\'':
			e = "&#39;"
		case c == '\t':
			e = "&#x9;"
		case c == '_' && isCode(s[i:]):
			e = "_x005F_"
		default:
			continue
		}
		b = append(append(b, s[from:i]...), e...)
		from = i + 1
	}
	return append(b, s[from:]...)
}

// isCode reports whether s begins with a code of a letter, such as _x0041_.
func isCode(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(s[2:6], 16, 16)
	return err == nil
}

// close ends the rows and waits until they are compressed.
func (r *rows) close() error {
	if r.open {
		r.open = false
		r.blocks <- r.buf
		close(r.blocks)
	}
	<-r.done
	return r.err
}

// discard lets go of what was kept.
func (r *rows) discard() {
	_ = r.close() // whatever failed, nothing of it is wanted
	r.data.discard()
}
