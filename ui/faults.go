package ui

import (
	"context"
	"io"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app/crash"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Words about an end that nobody wished.
var (
	faultEnded = say.T("Throughline ended unexpectedly last time. Nothing that was saved is lost.")
	faultTask  = say.T("A task stopped last time because of a fault in Throughline. Nothing that was saved is lost.")
	wasStopped = say.T("Throughline was stopped from outside last time, or the computer was. Nothing that was saved is lost.")
	noFaults   = say.T("Nothing went wrong that would have been written down.")
	faultAbout = say.T("Every step is stored at once, and a workspace is checked when it opens. This report says which screens were open and where in the program it stopped. It holds nothing of your studies, and it stays on this computer unless you hand it to somebody.")
)

// tellFaults offers, once the window is on screen, what is known of a run that ended unexpectedly. A report waits until it is dismissed.
func (d *desktop) tellFaults() {
	run := d.opt.Run
	if run == nil {
		return
	}
	task.Fetch(func() ([]crash.Report, error) { return run.Reports(), nil }, func(all []crash.Report, _ error) {
		switch {
		case len(all) > 0:
			words := faultEnded
			if all[0].Cause == crash.Task {
				words = faultTask
			}
			d.toast(kit.Toast{Text: words, Icon: icons.Info, Action: say.T("Show the report"), Run: d.showFaults, Stay: true})
		case d.opt.Stopped:
			d.toast(kit.Toast{Text: wasStopped, Icon: icons.Info})
		}
	})
}

// toast shows a message in the frame or, without a workspace, on the page of the ways in.
func (d *desktop) toast(t kit.Toast) {
	if d.shell != nil {
		d.shell.Toast(t)
		return
	}
	if stage, ok := d.win.Content().(*kit.Stage); ok {
		stage.Toast(t)
	}
}

// told says what was done to a workspace, with the way back, while it is the one on screen.
func (d *desktop) told(w *workspace.Workspace, text string) {
	if d.work == w {
		d.toast(kit.Toast{Text: text, Icon: icons.Done, Action: say.T("Undo"), Run: func() {
			if d.work == w {
				d.shell.Undo()
			}
		}})
	}
}

// faultText is a report with its words.
type faultText struct {
	crash.Report
	text string
}

// showFaults shows the newest report, to be saved or dismissed; then the one before.
func (d *desktop) showFaults() {
	sheet := kit.NewDialog(say.T("What happened"), 760, 560)
	sheet.SetContent(kit.NewText(say.T("Reading the report"), kit.Body.In(kit.Muted)))
	sheet.SetActions(nil, kit.NewButton(say.T("Close"), kit.Secondary, sheet.Hide))
	sheet.Show(d.win.Canvas())
	run := d.opt.Run
	task.Fetch(func() (*faultText, error) {
		all := run.Reports()
		if len(all) == 0 {
			return nil, nil
		}
		text, err := all[0].Text()
		return &faultText{all[0], text}, err
	}, func(r *faultText, err error) {
		switch {
		case err != nil:
			sheet.SetContent(kit.ErrorState(err))
		case r == nil:
			sheet.SetContent(kit.EmptyState(icons.Done, say.T("No reports of faults"), noFaults))
		default:
			d.faultSheet(sheet, r)
		}
	})
}

// faultSheet fills the dialog with a report and what can be done with it.
func (d *desktop) faultSheet(sheet *kit.Dialog, r *faultText) {
	words := kit.Scroll(kit.Pad(kit.NewParagraph(beginning(r.text), kit.Style{Size: kit.SizeControl, Mono: true}), kit.Space3))
	sheet.SetContent(kit.Dock(kit.Inset(kit.NewParagraph(faultAbout, kit.Body.In(kit.Muted)), 0, 0, kit.Space3, 0), nil, nil, nil,
		kit.Stack(kit.NewBox(kit.Rail, kit.Line), words)))
	dismiss := kit.NewButton(say.T("Dismiss"), kit.Quiet, func() { d.dismissFault(r.Report, sheet.Hide) })
	save := kit.NewButton(say.T("Save as…"), kit.Primary, func() {
		d.askSave(r.Name(), func(path string) { d.saveFault(path, r.text) })
	})
	sheet.SetActions([]fyne.CanvasObject{dismiss}, kit.NewButton(say.T("Copy"), kit.Secondary, func() { d.app.Clipboard().SetContent(r.text) }),
		kit.NewButton(say.T("Close"), kit.Secondary, sheet.Hide), save)
}

// dismissFault deletes a report; then runs once it is gone or could not be deleted.
func (d *desktop) dismissFault(r crash.Report, then func()) {
	task.Fetch(func() (struct{}, error) { return struct{}{}, r.Dismiss() }, func(_ struct{}, err error) {
		then()
		if t, ok := kit.ErrorToast(err); ok {
			d.toast(t)
			return
		}
		d.toast(kit.Toast{Text: say.T("The report is deleted."), Icon: icons.Done})
	})
}

// beginning is what of a report is shown: its first lines say where it happened.
func beginning(text string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	if len(lines) <= shownLines {
		return strings.Join(lines, "\n")
	}
	return say.T("%s\n\n%s in the saved report.", strings.Join(lines[:shownLines], "\n"), say.Count(len(lines)-shownLines, "more line"))
}

// shownLines is how many lines of a report are set at once without a halt.
const shownLines = 60

// saveFault writes a copy of a report; the report itself stays until it is dismissed.
func (d *desktop) saveFault(path, text string) {
	var work task.Latest[struct{}]
	work.Load(func(context.Context) (struct{}, error) {
		return struct{}{}, report.WriteFile(path, report.FileOptions{Overwrite: true}, func(w io.Writer) error {
			_, err := io.WriteString(w, text)
			return err
		})
	}, func(_ struct{}, err error) {
		if t, ok := kit.ErrorToast(err); ok {
			d.toast(t)
			return
		}
		d.toast(kit.Toast{Text: say.T("Saved as %s", path), Icon: icons.Done})
	})
}
