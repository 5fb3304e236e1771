package ui

import (
	"throughline/app/job"
	"throughline/ui/backups"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// leaveWorkspace goes back to the ways in.
func (d *desktop) leaveWorkspace() {
	d.unlessAstray(func() {
		d.closeWorkspace()
		d.welcome()
	})
}

// askLeave goes back to the ways in, after a backup where one is due.
func (d *desktop) askLeave() {
	d.unlessUnsaved(say.T("Throw away and close"), func() { d.backUpFirst(d.leaveWorkspace) })
}

// askQuit closes the window, or asks first when something would be lost.
func (d *desktop) askQuit() {
	if d.asking != nil && d.asking.Shown() {
		return
	}
	d.unlessAstray(func() { d.unlessUnsaved(say.T("Throw away and quit"), d.askToQuit) })
}

// unlessUnsaved goes on, or asks first where edits of transcripts would be lost with the workspace; throwAway is what the button says that goes on.
func (d *desktop) unlessUnsaved(throwAway string, then func()) {
	unsaved := 0
	if d.work != nil && d.unsaved != nil {
		unsaved = d.unsaved()
	}
	if unsaved == 0 {
		then()
		return
	}
	ask := kit.NewDialog(say.T("An edit is not saved"), 440, 200)
	lost := say.T("%s of a transcript would be lost. Save them as a revision first.", say.Count(unsaved, "changed turn"))
	if unsaved == 1 {
		lost = say.T("A changed turn of a transcript would be lost. Save it as a revision first.")
	}
	ask.SetContent(kit.NewParagraph(lost, kit.Body))
	ask.SetActions(nil, kit.NewButton(say.T("Keep working"), kit.Primary, ask.Hide), kit.NewButton(throwAway, kit.Danger, func() {
		ask.Hide()
		then()
	}))
	d.asking = ask
	ask.Show(d.win.Canvas())
}

// askToQuit closes the window, or asks first while something runs.
func (d *desktop) askToQuit() {
	running := ""
	if d.work != nil {
		for _, j := range d.work.Jobs.Jobs() {
			if j.State == job.Running && j.Name != backups.MakeJob { // a backup that is stopped leaves nothing behind
				running = j.Name
			}
		}
	}
	if running == "" {
		d.backUpFirst(d.quit)
		return
	}
	ask := kit.NewDialog(say.T("Something is still running"), 440, 200)
	ask.SetContent(kit.NewParagraph(say.T("“%s” has not finished. Quitting stops it; what it has saved so far stays.", running), kit.Body))
	ask.SetActions(nil, kit.NewButton(say.T("Keep working"), kit.Secondary, ask.Hide), kit.NewButton(say.T("Stop it and quit"), kit.Primary, d.quit))
	d.asking = ask
	ask.Show(d.win.Canvas())
}

// quit ends the program; close does the rest once the window has gone.
func (d *desktop) quit() {
	d.settings.SetWindowSize(d.win.Canvas().Size())
	task.End()
	if d.quitting != nil {
		d.quitting()
	}
	d.app.Quit()
}

// close puts everything away after the window has gone.
func (d *desktop) close() {
	d.closeWorkspace()
	task.Settle() // choices are written
}
