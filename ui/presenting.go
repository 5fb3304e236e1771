package ui

import (
	"context"
	"sync/atomic"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// presentingCommands show the workspace as those outside the team may see it, and whole again.
func (d *desktop) presentingCommands(w *workspace.Workspace) []shell.Command {
	if _, drawn := w.Curtain.Drawn(); drawn {
		return []shell.Command{{ID: "show-everything-again", Group: say.T("View"), Title: say.T("Show everything again"), Icon: icons.Unlock, Run: func() { d.present(false) }}}
	}
	return []shell.Command{{ID: "show-it-as-outsiders-may-see-it", Group: say.T("View"), Title: say.T("Show it as outsiders may see it"), Icon: icons.Lock, Run: func() { d.present(true) }}}
}

// presentingBanner says that words are kept back, while they are; nil otherwise.
func (d *desktop) presentingBanner(w *workspace.Workspace) fyne.CanvasObject {
	if _, drawn := w.Curtain.Drawn(); !drawn {
		return nil
	}
	words := kit.NewRuns(kit.Run{Text: say.T("Shown as outsiders may see it."), Style: kit.Strong},
		kit.Run{Text: say.T("  What people did not allow to be quoted outside is covered, and nothing can be changed."), Style: kit.Body})
	bar := kit.NoticeBar(icons.Lock, kit.Calling, words, kit.NewButton(say.T("Show everything"), kit.Secondary, func() { d.present(false) }))
	return kit.Inset(bar, kit.Space2, kit.Space4, 0, kit.Space4)
}

// present builds the frame anew over the same workspace, with the curtain drawn or open: every screen reads again what it shows.
func (d *desktop) present(drawn bool) {
	w := d.work
	if w == nil {
		return
	}
	if d.unsaved != nil && d.unsaved() > 0 {
		d.sayIf(app.Invalid(say.T("An edit of a transcript is not saved."), say.T("Save it as a revision first.")))
		return
	}
	state := "open"
	d.anew(func() {
		if drawn {
			w.Curtain.Draw(app.AudienceOutside)
			state = "drawn"
		} else {
			w.Curtain.Open()
		}
	})
	d.events.Log("curtain", state)
}

// anew builds the frame anew over the same workspace and goes to the same place: every screen reads again what it shows. change, which may be nil,
// runs in between.
func (d *desktop) anew(change func()) {
	w := d.work
	at, _ := d.place()
	for _, f := range d.leave {
		f()
	}
	d.leave = nil
	task.Settle()
	d.shell.Close()
	if change != nil {
		change()
	}
	w.Analysis.Reset()
	w.Guide.Reset()
	d.shell = d.newShell(w)
	if d.onScreen {
		d.shell.InstallMenu()
	}
	before := d.minding.state
	d.lookAfter(w)
	d.minding.state = before
	d.minding.paint()
	d.shell.Go(at)
}

// askReaders asks where a file goes and, when consent makes a difference, who will read it; write is handed what they chose. While the
// workspace is shown to outsiders nobody is asked: they read it.
func (d *desktop) askReaders(w *workspace.Workspace, l links, name string, write func(report.FileOptions, string)) {
	save := func(a app.Audience) {
		l.save(name, func(path string) { write(report.FileOptions{Overwrite: true, Audience: a}, path) })
	}
	if _, drawn := w.Curtain.Drawn(); drawn {
		save(app.AudienceOutside)
		return
	}
	var asked task.Latest[bool]
	asked.Load(func(ctx context.Context) (bool, error) {
		p, err := w.Store.Permissions(ctx)
		return err == nil && !p.Idle(), err
	}, func(matters bool, err error) {
		switch {
		case err != nil:
			d.sayIf(err)
		case matters:
			d.showReaders(save)
		default:
			save(app.AudienceOutside)
		}
	})
}

// showReaders lets the person say whether a file stays inside the team.
func (d *desktop) showReaders(save func(app.Audience)) {
	dialog := kit.NewDialog(say.T("Who will read it?"), 460, 224)
	who := kit.NewSegments([]kit.Option{{ID: string(app.AudienceOutside), Text: say.T("Anybody")}, {ID: string(app.AudienceInside), Text: say.T("Only the team")}}, nil)
	dialog.SetContent(kit.Inset(kit.VStack(kit.Space3, kit.HStack(0, who, kit.Spacer()),
		kit.NewParagraph(say.T("Left out are quotes of people who did not allow it for these readers, or whose consent has ended or was withdrawn."), kit.Body.In(kit.Muted))), kit.Space2, 0, 0, 0))
	who.OnSubmitted = func() {
		dialog.Hide()
		save(app.Audience(who.Selected()))
	}
	dialog.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, dialog.Hide), kit.NewButton(say.T("Choose where to save…"), kit.Primary, who.OnSubmitted))
	dialog.Show(d.win.Canvas())
	if c := kit.CanvasOf(who); c != nil {
		c.Focus(who)
	}
}

// heardBy lets the writer of a file tell what it kept out; the result says it for a toast, "" for nothing.
func heardBy(file *report.FileOptions) func() string {
	var kept atomic.Pointer[app.Withheld]
	file.OnWithheld = func(w app.Withheld) { kept.Store(&w) }
	return func() string {
		if w := kept.Load(); w != nil && w.Passages > 0 {
			return say.T(" (%s withheld for want of consent)", say.Count(w.Passages, "passage"))
		}
		return ""
	}
}
