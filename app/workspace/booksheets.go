package workspace

import (
	"context"

	"throughline/app/report"
	"throughline/app/tally"
)

// composeBook is the metric sheet of spec through a door: what the report room makes, with the sheets of what other rooms count. Nothing in these quotes
// anybody, measures are nobody's where the door says so, and what the naming keeps back of them says held.
func (w *Workspace) composeBook(ctx context.Context, door *Curtain, spec report.Spec) (*report.Book, error) {
	book, err := report.ComposeBook(ctx, door, spec)
	if err != nil {
		return nil, err
	}
	counts := &tally.Service{Store: machine{door.Aside()}, Log: w.Log, Hand: w.Hand}
	all := []func(context.Context, *Curtain, *tally.Service, report.Spec) ([]report.Sheet, error){
		segmentSheet, togetherSheet, w.coverageSheet, saturationSheet, measureSheets, agreementSheet, w.programmeSheet}
	for _, make := range all {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		sheets, err := make(ctx, door, counts, spec)
		if err != nil {
			return nil, err
		}
		book.Add(sheets...)
	}
	book.Translate()
	return book, nil
}

// columnOf is a column of numbers with their unit.
func columnOf(title string, width float64, unit, meaning string) report.SheetColumn {
	return report.SheetColumn{Title: title, Width: width, Unit: unit, Meaning: meaning}
}

// flag is a cell that says yes, or nothing.
func flag(on bool) report.Value {
	if on {
		return report.TextValue("yes")
	}
	return report.Value{}
}

// studyColumn ends the sheets that tell several studies apart.
var studyColumn = report.SheetColumn{Title: "Study", Width: 26, Meaning: "Study that the row is of; empty for all of the sheet together"}

// of ends rows with the study that they are of, where a sheet is of several.
func of(rows [][]report.Value, study string, several bool) [][]report.Value {
	if !several {
		return rows
	}
	for i := range rows {
		rows[i] = append(rows[i], report.TextValue(study))
	}
	return rows
}
