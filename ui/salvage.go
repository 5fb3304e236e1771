package ui

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/backup"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/backups"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// damaged says that a workspace is damaged and offers what can be done: save what can be read into a new file, or look at it as it is.
func (d *desktop) damaged(path string, err error, readable bool) {
	if d.opt.Backups == nil {
		d.showDamaged(path, err, readable, nil)
		return
	}
	s := &backup.Service{Files: d.opt.Backups, Path: path}
	if places := d.settings.Taste(placesKey(path)); places != "" {
		s.Also = strings.Split(places, "\n")
	}
	var look task.Latest[backup.View]
	look.Load(s.List, func(v backup.View, _ error) {
		if it, ok := v.Newest(); ok {
			d.showDamaged(path, err, readable, &rescue{s, it})
			return
		}
		d.showDamaged(path, err, readable, nil)
	})
}

// rescue is the newest good backup of a workspace that cannot be opened.
type rescue struct {
	service *backup.Service
	item    backup.Item
}

// showDamaged is the sheet of damaged, with the newest good backup if there is one.
func (d *desktop) showDamaged(path string, err error, readable bool, r *rescue) {
	message, _ := say.Explain(err)
	ask := kit.NewDialog(say.T("The workspace is damaged"), 640, 320)
	words := []fyne.CanvasObject{kit.NewParagraph(message, kit.Body)}
	var right []fyne.CanvasObject
	kind := kit.Primary
	if r != nil {
		kind = kit.Secondary
		words = append(words, kit.NoticeBar(icons.Done, kit.Positive, kit.NewParagraph(say.T("There is a good backup of %s. It holds %s. It is restored as a new file; the damaged one stays as it is.", backups.Said(r.item.Seal.Made, time.Now()), say.Sentence(r.item.Seal.Holds.Words())), kit.Body)),
			kit.NewParagraph(say.T("What came after it may still be read from the damaged file: that, too, goes into a new file, and you are told what is lost."), kit.Body))
	} else {
		words = append(words, kit.NewParagraph(say.T("What can be read is saved into a new workspace, and you are told what is lost. The damaged file stays as it is. No good backup of it is known."), kit.Body))
	}
	ask.SetContent(kit.VStack(kit.Space3, words...))
	var apart []fyne.CanvasObject
	if readable {
		apart = append(apart, kit.NewButton(readWord, kit.Quiet, func() {
			ask.Hide()
			d.open(path, workspace.ReadOnly)
		}))
	}
	right = append(right, kit.NewButton(say.T("Cancel"), kit.Quiet, ask.Hide), kit.NewButton(say.T("Save what can be read…"), kind, func() {
		ask.Hide()
		d.askSalvage(path)
	}))
	if r != nil {
		right = append(right, kit.NewButton(say.T("Restore the backup"), kit.Primary, func() {
			ask.Hide()
			d.restoreAndOpen(r)
		}))
	}
	ask.SetActions(apart, right...)
	ask.Show(d.win.Canvas())
	d.sayReady()
}

// restoreAndOpen restores a backup beside the workspace and opens the copy.
func (d *desktop) restoreAndOpen(r *rescue) {
	busy := kit.NewDialog(say.T("Restoring the backup"), 460, 180)
	busy.SetContent(kit.NewText(say.T("Copying and checking it"), kit.Body))
	busy.SetActions(nil, kit.NewButton(say.T("Stop"), kit.Secondary, busy.Hide))
	busy.OnClose = d.restores.Cancel
	busy.Show(d.win.Canvas())
	d.restores.Load(func(ctx context.Context) (string, error) {
		return r.service.Restore(ctx, r.item, "", nil)
	}, func(out string, err error) {
		busy.OnClose = nil
		busy.Hide()
		if err != nil {
			d.salvageFailed(err)
			return
		}
		d.open(out, workspace.Existing)
	})
}

// askDamaged asks which file is damaged: the open one, or any other.
func (d *desktop) askDamaged() {
	(&kit.FileDialog{Mode: kit.OpenFile, Title: say.T("Choose the damaged workspace"), Action: say.T("Choose"), Dir: filepath.Dir(d.path), Accept: isWorkspace,
		OnPick: func(paths []string) { d.askSalvage(paths[0]) }}).Show(d.win.Canvas())
}

// askSalvage asks where what is saved goes.
func (d *desktop) askSalvage(path string) {
	name := say.T("%s saved%s", strings.TrimSuffix(filepath.Base(path), shell.Extension), shell.Extension)
	(&kit.FileDialog{Mode: kit.SaveFile, Title: say.T("Save what can be read"), Action: say.T("Save"), Name: name, Dir: filepath.Dir(path), Accept: isWorkspace,
		OnPick: func(paths []string) { d.salvage(path, withExtension(paths[0])) }}).Show(d.win.Canvas())
}

// salvage saves what can be read, with a way to stop, and then says what came of it.
func (d *desktop) salvage(path, out string) {
	busy := kit.NewDialog(say.T("Saving what can be read"), 460, 200)
	says := kit.NewText(say.T("Reading the file"), kit.Body)
	busy.SetContent(says)
	busy.SetActions(nil, kit.NewButton(say.T("Stop"), kit.Secondary, func() {
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
		d.sayIf(err)
		return
	}
	d.fail(err)
}

// salvaged says what is in the new workspace and what is gone, and opens it.
func (d *desktop) salvaged(rep app.SalvageReport) {
	done := kit.NewDialog(say.T("Saved as %s", filepath.Base(rep.Out)), 620, 460)
	var lines []fyne.CanvasObject
	for _, l := range rep.Lines() {
		lines = append(lines, kit.NewParagraph(l, kit.Body))
	}
	done.SetContent(kit.Scroll(kit.VStack(kit.Space2, lines...)))
	done.SetActions(nil, kit.NewButton(say.T("Close"), kit.Secondary, done.Hide), kit.NewButton(say.T("Open it"), kit.Primary, func() {
		done.Hide()
		d.open(rep.Out, workspace.Existing)
	}))
	done.Show(d.win.Canvas())
}
