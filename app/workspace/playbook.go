package workspace

import (
	"context"
	"encoding/csv"
	"io"

	"throughline/app"
	"throughline/app/playbook"
	"throughline/app/report"
	"throughline/app/report/sheet"
)

// WriteTemplates writes templates to a file, "md" for a single one that is Markdown or "json", whole or not at all. See
// playbook.WriteMarkdown, playbook.WriteJSON and report.WriteFile.
func (w *Workspace) WriteTemplates(all []app.Template, format, path string, file report.FileOptions) error {
	return report.WriteFile(path, file, func(out io.Writer) error {
		if format == "md" && len(all) == 1 {
			return playbook.WriteMarkdown(out, &all[0])
		}
		return playbook.WriteJSON(out, all...)
	})
}

// WriteTools writes the register of tools to a file, "csv" or "xlsx", whole or not at all, and returns how many.
func (w *Workspace) WriteTools(ctx context.Context, format, path string, file report.FileOptions) (int, error) {
	all, err := w.Playbook.Tools(ctx)
	if err != nil {
		return 0, err
	}
	table := playbook.ToolTable(all)
	switch format {
	case "csv":
		err = report.WriteFile(path, file, func(out io.Writer) error { return writeTable(out, table) })
	case "xlsx":
		err = report.WriteFile(path, file, func(out io.Writer) error {
			_, err := sheet.Write(ctx, out, toolBook(table, w.Hand.Author, app.DateOf(w.Hand.Begin("").At)), sheet.Options{})
			return err
		})
	default:
		err = app.Invalid("Tools are not written as “"+format+"”.", "Choose csv or xlsx.")
	}
	return len(all), err
}

func writeTable(out io.Writer, t playbook.Table) error {
	if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return err
	}
	w := csv.NewWriter(out)
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = c.Title
	}
	if err := w.Write(head); err != nil {
		return err
	}
	for _, row := range t.Rows {
		for i := range row {
			if !t.Columns[i].Number {
				row[i] = report.Inert(row[i])
			}
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// toolBook is the register as a workbook.
func toolBook(t playbook.Table, author string, date app.Date) *report.Book {
	sh := report.Sheet{Name: "Tools", Freeze: 1}
	for _, c := range t.Columns {
		sh.Columns = append(sh.Columns, report.SheetColumn{Title: c.Title, Width: c.Width, Meaning: c.Meaning, Wrap: c.Width >= 30})
	}
	for _, row := range t.Rows {
		cells := make([]report.Value, len(row))
		for i, s := range row {
			cells[i] = report.TextValue(s)
			if t.Columns[i].Number {
				cells[i] = report.NumberValue(s)
			}
		}
		sh.Rows = append(sh.Rows, cells)
	}
	return &report.Book{Title: "Tools", Author: author, Subject: "Register of tools", Date: date, Sheets: []report.Sheet{sh}}
}
