package ui

import (
	"runtime"

	"fyne.io/fyne/v2"

	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/shell"
)

// aboutText says which program this is, in the words that somebody who helps would ask for.
func (d *desktop) aboutText() string {
	text := say.T("Throughline %s", d.opt.Version)
	if d.opt.Commit != "" {
		text += say.T(" (commit %s)", d.opt.Commit)
	}
	return text + ", " + runtime.GOOS + "/" + runtime.GOARCH
}

// showAbout says which version this is and under which licence.
func (d *desktop) showAbout() {
	sheet := kit.NewDialog(say.T("About Throughline"), 480, 320)
	commit := d.opt.Commit
	if commit == "" {
		commit = say.T("not known")
	}
	fact := func(name, value string) fyne.CanvasObject {
		return kit.HStack(kit.Space3, kit.Fixed(kit.NewText(name, kit.Body.In(kit.Muted)), 90, 0), kit.Grow(kit.NewElastic(value, kit.Body)))
	}
	sheet.SetContent(kit.VStack(kit.Space3,
		kit.HStack(kit.Space3, kit.NewIconSized(icons.Logo, kit.Ink, 32), kit.NewText(say.T("Throughline"), kit.Display)),
		kit.NewParagraph(say.T("From interviews to insights that keep their evidence. Everything stays on this computer."), kit.Body.In(kit.Muted)),
		kit.VStack(kit.Space1, fact(say.T("Version"), d.opt.Version), fact(say.T("Commit"), commit), fact(say.T("System"), runtime.GOOS+"/"+runtime.GOARCH), fact(say.T("Licence"), say.T("Apache License 2.0")))))
	sheet.SetActions([]fyne.CanvasObject{kit.NewButton(say.T("Reports of faults…"), kit.Quiet, func() {
		sheet.Hide()
		d.showFaults()
	})}, kit.NewButton(say.T("Copy"), kit.Secondary, func() { d.app.Clipboard().SetContent(d.aboutText()) }), kit.NewButton(say.T("Close"), kit.Secondary, sheet.Hide))
	sheet.Show(d.win.Canvas())
}

// helpCommands are what is said of the program itself.
func (d *desktop) helpCommands() []shell.Command {
	return []shell.Command{
		d.tourCommand(),
		{ID: "reports-of-faults", Group: say.T("Help"), Title: say.T("Reports of faults…"), Icon: icons.Warning, Run: d.showFaults},
		{ID: "about-throughline", Group: say.T("Help"), Title: say.T("About Throughline"), Icon: icons.Info, Run: d.showAbout},
	}
}

// versionCorner puts the version into the lower right corner of the page of the ways in; it leads to what is known of the program.
func (d *desktop) versionCorner(page *kit.Stage) {
	word := kit.NewTextButton(say.T("Version %s", d.opt.Version), kit.Small, d.showAbout)
	page.Float(word, func(stage, m fyne.Size) fyne.Position {
		return fyne.NewPos(stage.Width-m.Width-kit.Space4, stage.Height-m.Height-kit.Space2)
	})
}
