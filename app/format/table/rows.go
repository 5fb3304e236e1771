package table

import (
	"context"
	"strings"

	"throughline/app/format/source"
)

// Grid is a whole table file as rows of cells, for readers of other things than surveys.
type Grid struct {
	Format   string   // "csv", "tsv", "xlsx"
	Encoding string   // of a text table
	Sheets   []string // of a workbook, visible ones first
	Sheet    string   // of the workbook: the one the rows are of
	Rows     [][]string
	Lines    []int // of Rows: their number in the file, counted from 1
	Warnings []string
}

// Rows reads all rows of a table file that are not blank, the first ones with it, whatever they hold: cells are clean and
// without white space round them. A workbook gives its first sheet with rows. Returns ETooLarge beyond limit rows or Read's
// limits on columns and cells, and Read's other errors.
func Rows(ctx context.Context, f source.File, limit int) (Grid, error) {
	return SheetRows(ctx, f, "", limit)
}

// SheetRows is Rows of one sheet of a workbook, "" for the first with rows; a text table has no sheets and is read whole. Returns EInvalid
// for a sheet that the workbook does not have or that has no rows, and the errors of Rows.
func SheetRows(ctx context.Context, f source.File, sheet string, limit int) (Grid, error) {
	return sheetRows(ctx, f, sheet, limit, false)
}

// sheetRows is SheetRows; exact gives percentages of a workbook with all their digits.
func sheetRows(ctx context.Context, f source.File, sheet string, limit int, exact bool) (Grid, error) {
	g, err := openGrid(ctx, f, sheet)
	if err != nil {
		return Grid{}, err
	}
	if exact && g.exactly != nil {
		g.exactly()
	}
	out := Grid{Format: g.format, Encoding: g.encoding, Sheets: g.sheets, Sheet: g.sheet, Warnings: g.warnings}
	r := rowReader{file: f}
	err = g.each(ctx, func(n int, row []string) error {
		r.cells += len(row)
		if len(out.Rows) == limit || r.cells > maxCells || len(row) > maxColumns {
			return r.tooLarge(limit)
		}
		cells := make([]string, len(row))
		for i := range row {
			cells[i] = cell(row, i)
		}
		if strings.Join(cells, "") != "" {
			out.Rows, out.Lines = append(out.Rows, cells), append(out.Lines, n)
		}
		return nil
	})
	if err != nil {
		return Grid{}, named(f, err)
	}
	if len(out.Rows) == 0 {
		return Grid{}, noRows(f)
	}
	return out, nil
}
