package ui

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/workspace"
	"throughline/ui/kit"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// damaged says that a workspace is damaged and offers what can be done: save what can be read into a new file, or look at it as it is.
func (d *desktop) damaged(path string, err error, readable bool) {
	message, _ := app.Explain(err)
	ask := kit.NewDialog("The workspace is damaged", 520, 260)
	ask.SetContent(kit.VStack(kit.Space3,
		kit.NewParagraph(message, kit.Body),
		kit.NewParagraph("What can be read is saved into a new workspace, and you are told what is lost. The damaged file stays as it is. "+
			"If you have a backup that is new enough, open that instead: it lies in the folder beside the file.", kit.Body)))
	var apart []fyne.CanvasObject
	if readable {
		apart = append(apart, kit.NewButton(readWord, kit.Secondary, func() {
			ask.Hide()
			d.open(path, workspace.ReadOnly)
		}))
	}
	ask.SetActions(apart, kit.NewButton("Cancel", kit.Secondary, ask.Hide), kit.NewButton("Save what can be read…", kit.Primary, func() {
		ask.Hide()
		d.askSalvage(path)
	}))
	ask.Show(d.win.Canvas())
	d.sayReady()
}

// askDamaged asks which file is damaged: the open one, or any other.
func (d *desktop) askDamaged() {
	(&kit.FileDialog{Mode: kit.OpenFile, Title: "Choose the damaged workspace", Action: "Choose", Dir: filepath.Dir(d.path), Accept: isWorkspace,
		OnPick: func(paths []string) { d.askSalvage(paths[0]) }}).Show(d.win.Canvas())
}

// askSalvage asks where what is saved goes.
func (d *desktop) askSalvage(path string) {
	name := strings.TrimSuffix(filepath.Base(path), shell.Extension) + " saved" + shell.Extension
	(&kit.FileDialog{Mode: kit.SaveFile, Title: "Save what can be read", Action: "Save", Name: name, Dir: filepath.Dir(path), Accept: isWorkspace,
		OnPick: func(paths []string) { d.salvage(path, withExtension(paths[0])) }}).Show(d.win.Canvas())
}

// salvage saves what can be read, with a way to stop, and then says what came of it.
func (d *desktop) salvage(path, out string) {
	busy := kit.NewDialog("Saving what can be read", 460, 200)
	says := kit.NewText("Reading the file", kit.Body)
	busy.SetContent(says)
	busy.SetActions(nil, kit.NewButton("Stop", kit.Secondary, func() {
		d.saving.Cancel()
		busy.Hide()
	}))
	busy.Show(d.win.Canvas())
	d.saving.Load(func(ctx context.Context) (app.SalvageReport, error) {
		last := ""
		return d.opt.Salvage(ctx, path, out, func(_, _ int64, what string) {
			if what != last {
				last = what
				task.Post(func() { says.SetText(what) })
			}
		})
	}, func(rep app.SalvageReport, err error) {
		busy.Hide()
		if err != nil {
			d.salvageFailed(err)
			return
		}
		d.salvaged(rep)
	})
}

func (d *desktop) salvageFailed(err error) {
	if d.shell != nil {
		d.shell.Fail(err)
		return
	}
	d.fail(err)
}

// salvaged says what is in the new workspace and what is gone, and opens it.
func (d *desktop) salvaged(rep app.SalvageReport) {
	done := kit.NewDialog("Saved as "+filepath.Base(rep.Out), 620, 460)
	var lines []fyne.CanvasObject
	for _, l := range rep.Lines() {
		lines = append(lines, kit.NewParagraph(l, kit.Body))
	}
	done.SetContent(kit.Scroll(kit.VStack(kit.Space2, lines...)))
	done.SetActions(nil, kit.NewButton("Close", kit.Secondary, done.Hide), kit.NewButton("Open it", kit.Primary, func() {
		done.Hide()
		d.open(rep.Out, workspace.Existing)
	}))
	done.Show(d.win.Canvas())
}
