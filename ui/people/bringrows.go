package people

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app/people"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// previewRows is how many rows are shown before the import.
const previewRows = 50

// rows are the first rows as they stand in the file; contact details stay hidden.
func (i *importSheet) rows() fyne.CanvasObject {
	b := i.b
	const most = 6
	var cols []kit.Column
	var at []int
	for k, c := range b.Spec.Columns {
		if c.Role == people.RoleSkip || len(cols) == most {
			continue
		}
		cols = append(cols, kit.Column{ID: fmt.Sprint(k), Title: c.Column, Width: 90, Grow: 1})
		at = append(at, k)
	}
	if len(cols) == 0 {
		return kit.NewParagraph(say.T("No column comes in."), kit.Small)
	}
	t := kit.NewDataTable(cols, func(row, col int) kit.Cell {
		if b.Spec.Columns[at[col]].Role.Private() && b.Sheet.Rows[row][at[col]] != "" {
			return kit.Cell{Text: "•••••", Style: kit.Control.In(kit.Muted)}
		}
		return kit.Cell{Text: strings.Join(strings.Fields(b.Sheet.Rows[row][at[col]]), " "), Style: kit.Control}
	})
	t.SetRows(min(len(b.Sheet.Rows), previewRows))
	note := ""
	if n := len(b.Spec.Columns); n > len(cols) {
		note = say.T("%s of %s, ", say.Number(len(cols)), say.Count(n, "column"))
	}
	note += say.T("the first %s of %s", say.Number(min(len(b.Sheet.Rows), previewRows)), say.Count(len(b.Sheet.Rows), "row"))
	return kit.Dock(nil, nil, kit.Inset(kit.NewText(note, kit.Small), kit.Space1, 0, 0, 0), nil, t)
}

// check lists what becomes of rows, with what is wrong in words.
func (i *importSheet) check(rows []people.PlanRow) fyne.CanvasObject {
	if len(rows) == 0 {
		title := say.T("Every row comes in whole")
		if i.b.Done {
			title = say.T("Every row came in whole")
		}
		return kit.EmptyState(icons.Done, title, say.T("No value is lost, and no row is about somebody twice."))
	}
	problems := map[int][]string{}
	for _, p := range i.b.Plan.Problems {
		text := say.Sentence(p.Message)
		if p.Column != "" {
			text = p.Column + ": " + say.Sentence(p.Message)
		}
		problems[p.Line] = append(problems[p.Line], text)
	}
	t := kit.NewDataTable([]kit.Column{{ID: "line", Title: say.T("Row"), Width: 64, Trailing: true}, {ID: "code", Title: say.T("Person"), Width: 96}, {ID: "act", Title: say.T("Becomes"), Width: 92},
		{ID: "why", Title: say.T("Remark"), Width: 220, Grow: 1}}, func(row, col int) kit.Cell {
		r := &rows[row]
		switch col {
		case 0:
			return kit.Cell{Text: say.Number(r.Line), Style: kit.Control.In(kit.Muted)}
		case 1:
			return kit.Cell{Text: r.Code, Style: kit.Control.B()}
		case 2:
			style := kit.Control
			if r.Act == people.ActSkip {
				style = style.In(kit.WarnInk)
			}
			return kit.Cell{Text: say.Sentence(string(r.Act)), Style: style}
		}
		words := problems[r.Line]
		if r.Why != "" && !slices.Contains(words, say.Sentence(r.Why)) {
			words = append([]string{say.Sentence(r.Why)}, words...)
		}
		return kit.Cell{Text: strings.Join(words, " "), Style: kit.Control.In(kit.Muted), Lines: 2}
	})
	t.SetRowHeight(44)
	t.SetRows(len(rows))
	return t
}
