package ui

import (
	"context"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/report/coded"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/projects"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// codedWords say what each format is for.
var codedWords = map[coded.Format]struct{ name, says string }{
	coded.Web:      {"Web page", "The transcripts as one web page, with their passages in the colours of their tags, a legend and your notes. It opens in any browser and loads nothing."},
	coded.CSV:      {"Table", "A row for each passage and tag (CSV), for spreadsheets and statistics. It comes back in as it is."},
	coded.Markdown: {"Markdown", "The passages as quotes below their documents, with tags and notes, for a wiki or an editor."},
	coded.JSON:     {"JSON Lines", "A line of JSON for each passage, with places, tags by author and all that was judged, for programs."},
	coded.Graph:    {"Graph", "Tags and documents as a graph (GEXF), linked by how often they meet, for Gephi."},
}

// codedOrder is the order in which formats are offered.
var codedOrder = []coded.Format{coded.Web, coded.CSV, coded.Markdown, coded.JSON, coded.Graph}

// exportCoded asks in which form, for whom and where the findings of a query are written as coded data.
func (d *desktop) exportCoded(w *workspace.Workspace, l links) func(app.FindingQuery, string) {
	return func(find app.FindingQuery, title string) {
		dialog := kit.NewDialog("Export coded data", 620, 264)
		says := kit.NewParagraph(codedWords[codedOrder[0]].says, kit.Body.In(kit.Muted))
		var options []kit.Option
		for _, f := range codedOrder {
			options = append(options, kit.Option{ID: string(f), Text: codedWords[f].name})
		}
		which := kit.NewSegments(options, func(id string) { says.SetText(codedWords[coded.Format(id)].says) })
		dialog.SetContent(kit.Inset(kit.VStack(kit.Space3, kit.HStack(0, which, kit.Spacer()), says,
			kit.NewParagraph("Speakers go out under codes. The codebook, themes and insights are not part of it.", kit.Small)), kit.Space2, 0, 0, 0))
		which.OnSubmitted = func() {
			dialog.Hide()
			spec := coded.Spec{Find: find, Title: title, Format: coded.Format(which.Selected()), Author: l.signs, Date: app.DateOf(time.Now())}
			d.askReaders(w, l, "Findings."+string(spec.Format), func(file report.FileOptions, path string) { d.writeCoded(w, spec, file, path) })
		}
		dialog.SetActions(nil, kit.NewButton("Cancel", kit.Quiet, dialog.Hide), kit.NewButton("Choose where to save…", kit.Primary, which.OnSubmitted))
		dialog.Show(d.win.Canvas())
		if c := kit.CanvasOf(which); c != nil {
			c.Focus(which)
		}
	}
}

// writeCoded writes in the background, then says what was written and what the file does not hold.
func (d *desktop) writeCoded(w *workspace.Workspace, spec coded.Spec, file report.FileOptions, path string) {
	w.Jobs.Start("Export coded data", func(ctx context.Context, p app.Progress) error {
		spec.Progress = p
		res, err := w.WriteCoded(ctx, spec, path, file)
		if err == nil {
			task.Post(func() {
				if d.work == w && d.shell != nil {
					d.showCoded(res, path)
				}
			})
		}
		return err
	})
}

// showCoded shows what was written.
func (d *desktop) showCoded(res coded.Result, path string) {
	dialog := kit.NewDialog("Coded data exported", 760, 560)
	words := app.Count(res.Findings, "finding") + " of " + app.Count(res.Documents, "document") + " with " + app.Count(res.Tags, "tag") + " written to " + filepath.Base(path) + "."
	format, _ := coded.FormatOf(filepath.Ext(path)) // it was written as one
	losses := res.Report(filepath.Base(path), format)
	rows := append([]fyne.CanvasObject{kit.NewParagraph(words, kit.Strong), projects.Elements(losses)}, projects.Told(losses)...)
	dialog.SetContent(kit.Scroll(kit.Inset(kit.VStack(kit.Space4, rows...), 0, kit.Space3, kit.Space3, 0)))
	save := d.saver(d.shell.Toast, d.shell.Fail)
	report := kit.NewButton("Save loss report…", kit.Quiet, func() { save(projects.ReportName(filepath.Base(path), "export"), losses.WriteText) })
	open := kit.NewButton("Open", kit.Primary, func() {
		dialog.Hide()
		if err := reveal(path); err != nil {
			d.shell.Fail(err)
		}
	})
	dialog.SetActions([]fyne.CanvasObject{report}, kit.NewButton("Done", kit.Secondary, dialog.Hide), open)
	dialog.Show(d.win.Canvas())
	d.win.Canvas().Focus(open)
}

// codedCommands export the findings of the study at hand from anywhere.
func (d *desktop) codedCommands(w *workspace.Workspace, l links) []shell.Command {
	return []shell.Command{{Group: "File", Title: "Export coded data…", Icon: icons.Export, Run: func() {
		d.exportCoded(w, l)(app.FindingQuery{Study: d.shell.Study()}, "")
	}}}
}
