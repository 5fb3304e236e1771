package people

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/format/table"
)

// maxPeople bounds how many rows a file of people may have.
const maxPeople = 100_000

// Sheet is a file of people as a table.
type Sheet struct {
	Name     string // of the file, without folders
	Format   string // "csv", "tsv", "xlsx"
	Columns  []string
	Rows     [][]string // below the names of the columns, all as wide as Columns
	Lines    []int      // of Rows: their number in the file, counted from 1
	Warnings []string
	Tables   []string // the sheets of a workbook, visible ones first; none for a text
	Table    string   // the sheet of the workbook that the rows are of
}

// ReadSheet reads a CSV, TSV or Excel file whose first row names the columns; columns without a name are called by their number. Of a
// workbook it reads the sheet named, or for "" the first that has rows below its first. Returns EInvalid for a file without rows below the
// names and for a sheet that is not there, ETooLarge beyond 100,000 rows, and the errors of table.SheetRows.
func ReadSheet(ctx context.Context, f source.File, named string) (*Sheet, error) {
	f.NotText = "Export the people as CSV or Excel and import that file."
	g, err := table.SheetRows(ctx, f, named, maxPeople+1)
	if err != nil {
		return nil, err
	}
	if named == "" && len(g.Rows) < 2 { // a title page
		for _, other := range g.Sheets {
			if next, err := table.SheetRows(ctx, f, other, maxPeople+1); err == nil && len(next.Rows) > 1 {
				g = next
				break
			}
		}
	}
	if len(g.Rows) < 2 {
		return nil, f.Fail(app.EInvalid, "has no people below its first row.", "The first row names the columns, each row below is one person.", nil)
	}
	n := table.NameColumns(g)
	return &Sheet{Name: f.Short(), Format: n.Format, Columns: n.Columns, Rows: n.Rows, Lines: n.Lines, Warnings: n.Warnings, Tables: g.Sheets, Table: g.Sheet}, nil
}

// Role says what a column of a file means.
type Role string

// The roles. Contact details go to the vault and nowhere else.
const (
	RoleSkip    Role = "skip"
	RoleCode    Role = "code"
	RoleSegment Role = "segment"
	RoleField   Role = "field"
	RoleLabels  Role = "labels"
	RoleStatus  Role = "status"
	RoleSource  Role = "source"
	RoleNote    Role = "note"
	RoleName    Role = "name"
	RoleEmail   Role = "e-mail"
	RolePhone   Role = "phone"
	RoleAddress Role = "address"
)

// Private reports whether what the column holds belongs into the vault.
func (r Role) Private() bool {
	return r == RoleName || r == RoleEmail || r == RolePhone || r == RoleAddress
}

// Roles lists the roles in the order in which they are offered.
func Roles() []Role {
	return []Role{RoleSkip, RoleCode, RoleSegment, RoleField, RoleLabels, RoleStatus, RoleSource, RoleNote, RoleName, RoleEmail, RolePhone, RoleAddress}
}

// ColumnSpec says what one column of a file means.
type ColumnSpec struct {
	Column string        `json:"column"` // its name, whatever its case
	Role   Role          `json:"role"`
	Field  string        `json:"field,omitempty"` // of RoleField: the name of the field, which is made when there is none
	Type   app.FieldType `json:"type,omitempty"`  // of a field that is made
	Reading
}

// Mode says whom an import may touch.
type Mode string

// The modes.
const (
	AddAndUpdate Mode = "both"
	AddOnly      Mode = "add"
	UpdateOnly   Mode = "update"
)

// Repeat says what becomes of rows of one file that are about the same person.
type Repeat string

// What becomes of repeated rows.
const (
	RepeatJoin  Repeat = "join"  // later rows fill the gaps of the first and change what they say otherwise
	RepeatFirst Repeat = "first" // only the first counts
	RepeatLast  Repeat = "last"  // only the last counts
)

// Spec is how a file of people comes in: the Spec of a saved import profile of people, as JSON.
type Spec struct {
	Columns []ColumnSpec `json:"columns"`
	Table   string       `json:"sheet,omitempty"`  // of a workbook with several: the sheet that people are on
	Key     string       `json:"key,omitempty"`    // "" for the code, otherwise the field by which people are known
	Mode    Mode         `json:"mode,omitempty"`   // "" for both
	Clear   bool         `json:"clear,omitempty"`  // an empty cell takes away what was known; otherwise it says nothing
	Repeat  Repeat       `json:"repeat,omitempty"` // "" for join
	Alike   bool         `json:"alike,omitempty"`  // also add people who say the same as somebody who is here
}

// Fill gives a spec that was saved for a file like this the columns that it does not know: they are left out. Columns that this file does
// not have are named in missing.
func (s Spec) Fill(sheet *Sheet) (out Spec, missing []string) {
	out = s
	out.Columns = make([]ColumnSpec, len(sheet.Columns))
	for i, name := range sheet.Columns {
		out.Columns[i] = ColumnSpec{Column: name, Role: RoleSkip}
	}
	for _, c := range s.Columns {
		at := slices.IndexFunc(sheet.Columns, func(n string) bool { return nameKey(n) == nameKey(c.Column) })
		if at < 0 {
			if c.Role != RoleSkip {
				missing = append(missing, c.Column)
			}
			continue
		}
		c.Column = sheet.Columns[at]
		out.Columns[at] = c
	}
	return out, missing
}
