package ui

import (
	"os"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// couldNotOpen says why and offers what helps.
func (d *desktop) couldNotOpen(path string, mode workspace.Mode, err error) {
	message, hint := say.Explain(err)
	d.events.Log("error", message, hint)
	if app.CodeOf(err) == app.ENotFound {
		d.settings.DropRecent(path)
	}
	if o, held := app.OwnerOf(err); held {
		if d.path != "" && d.shell != nil && sameFile(d.path, path) && !d.work.Store.ReadOnly() {
			d.toast(kit.Toast{Text: say.T("It is open in this window already."), Icon: icons.Info})
			return
		}
		d.elsewhere(path, o)
		return
	}
	offers, read := canBeRead(path, mode, err), func() { d.open(path, workspace.ReadOnly) }
	if app.CodeOf(err) == app.EDamaged {
		d.damaged(path, err, offers)
		return
	}
	if d.shell != nil {
		if t, ok := kit.ErrorToast(err); ok && offers {
			t.Action, t.Run = readWord, read
			d.toast(t)
			return
		}
		d.sayIf(err)
		return
	}
	var acts []fyne.CanvasObject
	if offers {
		acts = append(acts, kit.NewButton(readWord, kit.Secondary, read))
	}
	d.fail(err, acts...)
	d.sayReady()
}

// sameFile reports whether two names are of one file.
func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

var readWord = say.T("Open read only")

// canBeRead reports whether a workspace that could not be opened for writing may still be looked at: somebody else has it open, it is
// damaged, or it lies where nothing may be written and its file can be read.
func canBeRead(path string, mode workspace.Mode, err error) bool {
	if mode != workspace.Existing {
		return false
	}
	switch app.CodeOf(err) {
	case app.ELocked, app.EDamaged:
		return true
	case app.EIO:
		f, err := os.Open(path)
		if err != nil {
			return false
		}
		_ = f.Close() // nothing was read
		return true
	}
	return false
}
