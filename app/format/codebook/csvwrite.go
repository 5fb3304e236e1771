package codebook

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/app/format/tagpath"
)

// header names the columns that WriteCSV writes, in their order.
var header = []string{"Tag", "Parent", "Colour", "Definition", "Include", "Exclude", "Example", "Shortcut", "Status", "Replaced by", "GUID"}

// mark begins a file, so that spreadsheets read it as UTF-8.
const mark = "\ufeff"

// WriteCSV writes a codebook as a table, one tag a row, parents first: UTF-8 with a byte order mark, commas, a header. Parent
// and Replaced by are paths, "Setup / Staff import". A cell that a spreadsheet would take for a formula gets an apostrophe
// before it, which Read takes away. Returns EInvalid for a codebook without tags, else w's errors.
func WriteCSV(w io.Writer, b *app.Codebook) error {
	if err := notEmpty(b); err != nil {
		return err
	}
	if _, err := io.WriteString(w, mark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	put := func(cells []string) error {
		for i := range cells {
			cells[i] = guardCell(clean(cells[i]))
		}
		return out.Write(cells)
	}
	if err := out.Write(header); err != nil {
		return err
	}
	for i := range b.Codes {
		c := &b.Codes[i]
		t := &c.Tag
		path, color, key := b.Path(i), "", ""
		if c.Colored {
			color = app.HueCode(t.Color)
		}
		if t.Shortcut > 0 {
			key = strconv.Itoa(t.Shortcut)
		}
		if err := put([]string{t.Name, tagpath.Join(path[:len(path)-1]), color, t.Definition, t.Include, t.Exclude, t.Example, key,
			string(t.Status), tagpath.Join(c.Replaced), string(t.ID)}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func notEmpty(b *app.Codebook) error {
	if len(b.Codes) == 0 {
		return app.Invalid("The codebook has no tags yet.", "Tag a passage, or add a tag, and export it then.")
	}
	return nil
}

// guardCell puts an apostrophe before a cell that a spreadsheet would run as a formula, and before one that would lose its
// own apostrophe on the way back. Numbers stay.
func guardCell(s string) string {
	if _, err := strconv.ParseFloat(s, 64); err == nil || !isFormula(strings.TrimLeft(s, "'")) {
		return s
	}
	return "'" + s
}

// unguardCell takes back what guardCell did.
func unguardCell(s string) string {
	if strings.HasPrefix(s, "'") && isFormula(strings.TrimLeft(s, "'")) {
		return s[1:]
	}
	return s
}

func isFormula(s string) bool { return s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0 }
