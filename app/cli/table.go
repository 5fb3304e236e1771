package cli

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/app/report"
)

// table is a spreadsheet read from a CSV or TSV file: rows of cells, the header apart.
type table struct {
	comma  rune // '\t' for TSV
	header []string
	rows   [][]string
}

// readTable reads a CSV (comma or semicolon, quotes as usual) or, by the extension .tsv or .tab, a TSV file (no quoting: a
// quote is a character like any other). A byte order mark is dropped. Rows may be ragged.
func readTable(path string, header bool) (*table, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		code := app.EIO
		if os.IsNotExist(err) {
			code = app.ENotFound
		}
		return nil, &app.Error{Code: code, Path: path, Message: path + " could not be read.", Hint: "Check the name.", Err: err}
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	data = bytes.ToValidUTF8(data, []byte("\ufffd"))
	t := &table{comma: ','}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".tsv", ".tab":
		t.comma = '\t'
		t.rows = splitTSV(string(data))
	default:
		first, _, _ := bytes.Cut(data, []byte("\n"))
		if bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
			t.comma = ';'
		}
		r := csv.NewReader(bytes.NewReader(data))
		r.Comma, r.FieldsPerRecord, r.LazyQuotes = t.comma, -1, true
		if t.rows, err = r.ReadAll(); err != nil {
			return nil, &app.Error{Code: app.EInvalid, Path: path, Message: filepath.Base(path) + " is not a readable CSV file.",
				Hint: "Save it again as CSV with UTF-8 text.", Err: err}
		}
	}
	if header && len(t.rows) > 0 {
		t.header, t.rows = t.rows[0], t.rows[1:]
	}
	if len(t.rows) == 0 {
		return nil, &app.Error{Code: app.EInvalid, Path: path, Message: filepath.Base(path) + " has no rows.", Hint: "Is it the right file?"}
	}
	return t, nil
}

func splitTSV(s string) [][]string {
	s = strings.TrimSuffix(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"), "\n")
	if s == "" {
		return nil
	}
	var rows [][]string
	for line := range strings.SplitSeq(s, "\n") {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}

// column returns the index of a column given by header name (exact, then any case) or, without a header, 1-based number.
func (t *table) column(name, flag string) (int, error) {
	if name == "" {
		return 0, usageError{fmt.Errorf("name the column with %s", flag)}
	}
	if t.header == nil {
		n, err := strconv.Atoi(name)
		if err != nil || n < 1 {
			return 0, usageError{fmt.Errorf("with --no-header, %s takes a column number from 1", flag)}
		}
		return n - 1, nil
	}
	if i := slices.Index(t.header, name); i >= 0 {
		return i, nil
	}
	if i := slices.IndexFunc(t.header, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), strings.TrimSpace(name)) }); i >= 0 {
		return i, nil
	}
	return 0, usageError{fmt.Errorf("there is no column %q; columns are: %s", name, strings.Join(t.header, ", "))}
}

// texts returns one cell a row, "" where a row is too short.
func (t *table) texts(col int) []string {
	out := make([]string, len(t.rows))
	for i, r := range t.rows {
		if col < len(r) {
			out[i] = r[col]
		}
	}
	return out
}

// width is the number of cells of the widest row.
func (t *table) width() int {
	n := len(t.header)
	for _, r := range t.rows {
		n = max(n, len(r))
	}
	return n
}

// write writes the rows with added columns to path, replacing it whole or not at all. The format follows path's extension.
func (t *table) write(path string, names []string, added [][]string) error {
	width := t.width()
	line := func(cells, more []string) []string {
		out := append(make([]string, 0, width+len(more)), cells...)
		for len(out) < width {
			out = append(out, "")
		}
		return append(out, more...)
	}
	var buf bytes.Buffer
	put := t.csvLine(&buf, t.comma)
	if ext := strings.ToLower(filepath.Ext(path)); ext == ".tsv" || ext == ".tab" {
		put = tsvLine(&buf)
	} else if t.comma == '\t' {
		put = t.csvLine(&buf, ',')
	}
	if t.header != nil {
		put(line(t.header, names))
	}
	for i, r := range t.rows {
		put(line(r, added[i]))
	}
	return report.WriteFile(path, report.FileOptions{Overwrite: true}, func(w io.Writer) error {
		_, err := w.Write(buf.Bytes())
		return err
	})
}

func (t *table) csvLine(buf *bytes.Buffer, comma rune) func([]string) {
	w := csv.NewWriter(buf)
	w.Comma = comma
	return func(cells []string) {
		_ = w.Write(cells) // a bytes.Buffer takes everything
		w.Flush()
	}
}

var tsvClean = strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")

func tsvLine(buf *bytes.Buffer) func([]string) {
	return func(cells []string) {
		for i, c := range cells {
			if i > 0 {
				buf.WriteByte('\t')
			}
			buf.WriteString(tsvClean.Replace(c))
		}
		buf.WriteByte('\n')
	}
}
