package workspace

import (
	"context"

	"throughline/app/report"
	"throughline/app/tally"
)

// composeBook is the metric sheet of spec through a door: what the report room makes, with the sheets of what other rooms count. Nothing in these quotes
// anybody, and measures are nobody's where the door says so.
func (w *Workspace) composeBook(ctx context.Context, door *Curtain, spec report.Spec) (*report.Book, error) {
	book, err := report.ComposeBook(ctx, door, spec)
	if err != nil {
		return nil, err
	}
	counts := &tally.Service{Store: machine{door.Aside()}, Log: w.Log, Hand: w.Hand}
	all := []func(context.Context, *Curtain, *tally.Service, report.Spec) ([]report.Sheet, error){
		segmentSheet, togetherSheet, w.coverageSheet, saturationSheet, measureSheets, agreementSheet, w.programmeSheet}
	if spec.Naming != report.NamesSegment { // the others tell segments and people apart
		all = all[:0:0]
		all = append(all, togetherSheet, saturationSheet)
	}
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
