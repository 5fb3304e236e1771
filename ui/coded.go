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
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// codedWords say what each format is for.
var codedWords = map[coded.Format]struct{ name, says string }{
	coded.Web:      {say.T("Web page"), say.T("The transcripts as one web page, with their passages in the colours of their tags, a legend and your notes. It opens in any browser and loads nothing.")},
	coded.CSV:      {say.T("Table"), say.T("A row for each passage and tag (CSV), for spreadsheets and statistics. It comes back in as it is.")},
	coded.Markdown: {say.T("Markdown"), say.T("The passages as quotes below their documents, with tags and notes, for a wiki or an editor.")},
	coded.JSON:     {say.T("JSON Lines"), say.T("A line of JSON for each passage, with places, tags by author and all that was judged, for programs.")},
	coded.Graph:    {say.T("Graph"), say.T("Tags and documents as a graph (GEXF), linked by how often they meet, for Gephi.")},
}

// codedOrder is the order in which formats are offered.
var codedOrder = []coded.Format{coded.Web, coded.CSV, coded.Markdown, coded.JSON, coded.Graph}

// exportCoded asks in which form, for whom and where the findings of a query are written as coded data.
func (d *desktop) exportCoded(w *workspace.Workspace, l links) func(app.FindingQuery, string) {
	return func(find app.FindingQuery, title string) {
		dialog := kit.NewDialog(say.T("Export coded data"), 620, 264)
		says := kit.NewParagraph(codedWords[codedOrder[0]].says, kit.Body.In(kit.Muted))
		var options []kit.Option
		for _, f := range codedOrder {
			options = append(options, kit.Option{ID: string(f), Text: codedWords[f].name})
		}
		which := kit.NewSegments(options, func(id string) { says.SetText(codedWords[coded.Format(id)].says) })
		dialog.SetContent(kit.Inset(kit.VStack(kit.Space3, kit.HStack(0, which, kit.Spacer()), says,
			kit.NewParagraph(say.T("Speakers go out under codes. The codebook, themes and insights are not part of it."), kit.Small)), kit.Space2, 0, 0, 0))
		which.OnSubmitted = func() {
			dialog.Hide()
			spec := coded.Spec{Find: find, Title: title, Format: coded.Format(which.Selected()), Author: l.signs, Date: app.DateOf(time.Now())}
			d.askReaders(w, l, say.T("Findings.%s", string(spec.Format)), func(file report.FileOptions, path string) { d.writeCoded(w, spec, file, path) })
		}
		dialog.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, dialog.Hide), kit.NewButton(say.T("Choose where to save…"), kit.Primary, which.OnSubmitted))
		dialog.Show(d.win.Canvas())
		if c := kit.CanvasOf(which); c != nil {
			c.Focus(which)
		}
	}
}

// writeCoded writes in the background, then says what was written and what the file does not hold.
func (d *desktop) writeCoded(w *workspace.Workspace, spec coded.Spec, file report.FileOptions, path string) {
	w.Jobs.Start(say.T("Export coded data"), func(ctx context.Context, p app.Progress) error {
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
	dialog := kit.NewDialog(say.T("Coded data exported"), 760, 560)
	words := say.T("%s of %s with %s written to %s.", say.Count(res.Findings, "finding"), say.Count(res.Documents, "document"), say.Count(res.Tags, "tag"), filepath.Base(path))
	format, _ := coded.FormatOf(filepath.Ext(path)) // it was written as one
	losses := res.Report(filepath.Base(path), format)
	rows := append([]fyne.CanvasObject{kit.NewParagraph(words, kit.Strong), projects.Elements(losses)}, projects.Told(losses)...)
	dialog.SetContent(kit.Scroll(kit.Inset(kit.VStack(kit.Space4, rows...), 0, kit.Space3, kit.Space3, 0)))
	save := d.saver(d.toast, d.sayIf)
	report := kit.NewButton(say.T("Save loss report…"), kit.Quiet, func() { save(projects.ReportName(filepath.Base(path), "export"), losses.WriteText) })
	open := kit.NewButton(say.T("Open"), kit.Primary, func() {
		dialog.Hide()
		if err := reveal(path); err != nil {
			d.sayIf(err)
		}
	})
	dialog.SetActions([]fyne.CanvasObject{report}, kit.NewButton(say.T("Done"), kit.Secondary, dialog.Hide), open)
	dialog.Show(d.win.Canvas())
	d.win.Canvas().Focus(open)
}

// codedCommands export the findings of the study at hand from anywhere.
func (d *desktop) codedCommands(w *workspace.Workspace, l links) []shell.Command {
	return []shell.Command{{ID: "export-coded-data", Group: say.T("File"), Title: say.T("Export coded data…"), Icon: icons.Export, Run: func() {
		d.exportCoded(w, l)(app.FindingQuery{Study: d.shell.Study()}, "")
	}}}
}
