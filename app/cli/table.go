package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/report"
)

// table is a spreadsheet read from a CSV or TSV file: rows of cells, the header apart.
type table struct {
	path   string
	comma  rune // '\t' for TSV
	header []string
	rows   [][]string
}

// tableOfTexts reads a table, finds its column of texts, and refuses a file to write that cannot be. Long work begins only after that.
func tableOfTexts(ctx context.Context, in, text, out string, header bool) (t *table, col int, err error) {
	if t, err = readTable(ctx, in, header); err != nil {
		return nil, 0, err
	}
	if col, err = t.column(text, "--text"); err != nil {
		return nil, 0, err
	}
	return t, col, t.checkOut(out)
}

// readTable reads a CSV (comma, semicolon, tab or bar, quotes as usual) or, by the extension .tsv, .tab or .txt, a TSV file (no
// quoting: a quote is a character like any other; without tabs a text a line). The encoding is detected, a byte order mark
// dropped. Rows may be ragged; blank lines are rows only where there is one column.
func readTable(ctx context.Context, path string, header bool) (*table, error) {
	text, err := readText(ctx, path)
	if err != nil {
		return nil, err
	}
	t := &table{path: path}
	if isTSV(path) {
		t.comma, t.rows = '\t', splitTSV(text)
	} else {
		t.comma, t.rows = splitCSV(text)
	}
	if header && len(t.rows) > 0 {
		t.header, t.rows = t.rows[0], t.rows[1:]
	}
	if len(t.rows) == 0 {
		return nil, &app.Error{Code: app.EInvalid, Path: path, Message: filepath.Base(path) + " has no rows.", Hint: "Is it the right file?"}
	}
	return t, nil
}

func isTSV(path string) bool {
	return slices.Contains([]string{".tsv", ".tab", ".txt"}, strings.ToLower(filepath.Ext(path)))
}

// readText reads a file as text. Workbooks are refused with the way out.
func readText(ctx context.Context, path string) (string, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", &app.Error{Code: app.ENotFound, Path: path, Message: path + " does not exist.", Hint: "Check the name.", Err: err}
	}
	if err != nil {
		return "", unreadable(path, err)
	}
	defer func() { _ = file.Close() }() // only read
	in := source.File{Name: path, R: file, NotText: "Save it as text, a table as CSV or TSV, and give that file."}
	if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
		in.Size = info.Size()
	} else { // a pipe has no size and is read once
		data, err := io.ReadAll(file)
		if err != nil {
			return "", unreadable(path, err)
		}
		in.R, in.Size = bytes.NewReader(data), int64(len(data))
	}
	head, err := in.Head(4)
	if err != nil {
		return "", err
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")) {
		return "", &app.Error{Code: app.EUnsupported, Path: path, Message: filepath.Base(path) + " is a workbook or archive, not a CSV or TSV file.",
			Hint: "Save the sheet as CSV (UTF-8) and give that file."}
	}
	t, err := in.Text(ctx)
	return t.Text, err
}

func unreadable(path string, err error) *app.Error {
	return &app.Error{Code: app.EIO, Path: path, Message: path + " could not be read.", Hint: "Check that you may read it.", Err: err}
}

func splitTSV(s string) [][]string {
	s = strings.TrimSuffix(s, "\n")
	var rows [][]string
	for line := range strings.SplitSeq(s, "\n") {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}

// splitCSV parts text into rows and tells by which sign.
func splitCSV(text string) (rune, [][]string) {
	text = strings.Trim(text, "\n")
	comma, text := delimiter(text)
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, true
	var rows [][]string
	var blanks []int // for each blank line, the row it stands before
	wide := false
	for line, at := 1, int64(0); ; {
		row, err := r.Read()
		if err != nil { // the end: with lazy quotes nothing else is an error
			break
		}
		first, _ := r.FieldPos(0)
		for range first - line { // the reader skips blank lines
			blanks = append(blanks, len(rows))
		}
		line += strings.Count(text[at:r.InputOffset()], "\n")
		at = r.InputOffset()
		rows = append(rows, row)
		wide = wide || len(row) > 1
	}
	if wide || len(blanks) == 0 {
		return comma, rows
	}
	all := make([][]string, 0, len(rows)+len(blanks))
	for i, row := range rows {
		for ; len(blanks) > 0 && blanks[0] == i; blanks = blanks[1:] {
			all = append(all, []string{""})
		}
		all = append(all, row)
	}
	return comma, all
}

// delimiter tells by which sign the first line is parted outside quotes, and cuts off a line "sep=;" as spreadsheets write.
func delimiter(text string) (rune, string) {
	if rest, ok := strings.CutPrefix(text, "sep="); ok && len(rest) > 1 && rest[1] == '\n' && strings.ContainsRune(",;\t|", rune(rest[0])) {
		return rune(rest[0]), rest[2:]
	}
	counts := map[rune]int{}
	quoted := false
	for _, r := range text {
		if r == '"' {
			quoted = !quoted
		}
		if r == '\n' && !quoted {
			break
		}
		if !quoted {
			counts[r]++
		}
	}
	best := ','
	for _, r := range ";\t|" {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best, text
}

// column returns the index of a column given by header name (exact, then any case) or, without a header, 1-based number.
func (t *table) column(name, flag string) (int, error) {
	if name == "" {
		return 0, usageError{fmt.Errorf("name the column with %s", flag)}
	}
	if t.header == nil {
		n, err := strconv.Atoi(name)
		if err != nil || n < 1 || n > t.width() {
			return 0, usageError{fmt.Errorf("with --no-header, %s takes a column number from 1 to %d", flag, t.width())}
		}
		return n - 1, nil
	}
	if i := slices.Index(t.header, name); i >= 0 {
		return i, nil
	}
	if i := slices.IndexFunc(t.header, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), strings.TrimSpace(name)) }); i >= 0 {
		return i, nil
	}
	return 0, usageError{fmt.Errorf("%s has no column %q; its columns are: %s", filepath.Base(t.path), name, strings.Join(t.header, ", "))}
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

// checkOut refuses to write over the input, or into a format that is not written here.
func (t *table) checkOut(path string) error {
	if in, err := os.Stat(t.path); err == nil {
		if out, err := os.Stat(path); err == nil && os.SameFile(in, out) {
			return usageError{fmt.Errorf("--out would replace the input %s; give another name", t.path)}
		}
	}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xlsx", ".xls", ".ods", ".pdf", ".docx", extension:
		return usageError{fmt.Errorf("--out writes CSV, or TSV by the ending .tsv; %s is neither", filepath.Base(path))}
	}
	return nil
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
	comma := t.comma
	if comma == '\t' {
		comma = ','
	}
	return report.WriteFile(path, report.FileOptions{Overwrite: true}, func(w io.Writer) error {
		put, flush := csvLines(w, comma)
		if isTSV(path) {
			put, flush = tsvLines(w)
		}
		if t.header != nil {
			put(line(t.header, names))
		}
		for i, r := range t.rows {
			put(line(r, added[i]))
		}
		return flush()
	})
}

// csvLines writes rows; flush tells what went wrong with any of them.
func csvLines(to io.Writer, comma rune) (put func([]string), flush func() error) {
	w := csv.NewWriter(to)
	w.Comma = comma
	put = func(cells []string) { _ = w.Write(cells) } // an error stays until flush
	return put, func() error {
		w.Flush()
		return w.Error()
	}
}

var tsvClean = strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")

// tsvLines writes rows without quoting; flush tells what went wrong with any of them.
func tsvLines(to io.Writer) (put func([]string), flush func() error) {
	w := bufio.NewWriter(to)
	put = func(cells []string) {
		for i, c := range cells {
			if i > 0 {
				_ = w.WriteByte('\t') // an error stays until flush
			}
			_, _ = tsvClean.WriteString(w, c)
		}
		_ = w.WriteByte('\n')
	}
	return put, w.Flush
}
