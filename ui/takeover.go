package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/workspace"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// elsewhere says who has a workspace open that somebody wants to open, and offers to read it.
func (d *desktop) elsewhere(path string, o app.Owner) {
	text, hint := openElsewhere(o, time.Now())
	high := float32(240)
	if o.Quiet {
		high = 290
	}
	ask := kit.NewDialog(say.T("Open elsewhere"), 500, high)
	ask.SetContent(kit.VStack(kit.Space3, kit.NewParagraph(text, kit.Strong), kit.NewParagraph(hint, kit.Body)))
	var apart []fyne.CanvasObject
	if o.Quiet {
		apart = append(apart, kit.NewButton(say.T("Take over…"), kit.Secondary, func() {
			ask.Hide()
			d.takeOver(path)
		}))
	}
	read := kit.NewButton(readWord, kit.Primary, func() {
		ask.Hide()
		d.open(path, workspace.ReadOnly)
	})
	ask.SetActions(apart, kit.NewButton(say.T("Cancel"), kit.Secondary, ask.Hide), read)
	ask.Show(d.win.Canvas())
	d.win.Canvas().Focus(read)
	d.sayReady()
}

// askTakeOver asks whether to go on with a workspace whose owner is silent.
func (d *desktop) askTakeOver(path string, o *app.Owner) {
	if o == nil {
		d.openHere(path, workspace.Existing)
		return
	}
	ask := kit.NewDialog(say.T("Edit here"), 500, 240)
	ask.SetContent(kit.VStack(kit.Space3, kit.NewParagraph(app.Capital(say.Sentence(o.Words(time.Now())))+".", kit.Strong),
		kit.NewParagraph(say.T("Everything that was saved there stays. What was typed there and not saved yet is not here. The file is watched for a while first: if somebody works on it after all, it stays theirs."), kit.Body)))
	ask.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Secondary, ask.Hide), kit.NewButton(say.T("Take over"), kit.Primary, func() {
		ask.Hide()
		d.takeOver(path)
	}))
	ask.Show(d.win.Canvas())
}

// takeOver opens a workspace whose owner is silent, after it was watched; there is a way to stop.
func (d *desktop) takeOver(path string) {
	busy := kit.NewDialog(say.T("Making sure that nobody works on it"), 460, 180)
	busy.SetContent(kit.NewParagraph(say.T("This takes up to a minute. Nothing is changed meanwhile."), kit.Body))
	busy.SetActions(nil, kit.NewButton(say.T("Stop"), kit.Secondary, func() {
		d.opening.Cancel()
		busy.Hide()
	}))
	d.waiting = busy
	busy.Show(d.win.Canvas())
	d.openHere(path, workspace.TakeOver)
}
