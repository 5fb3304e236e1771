package ui

import (
	"runtime"

	"fyne.io/fyne/v2"

	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/shell"
)

// aboutText says which program this is, in the words that somebody who helps would ask for.
func (d *desktop) aboutText() string {
	text := "Throughline " + d.opt.Version
	if d.opt.Commit != "" {
		text += " (commit " + d.opt.Commit + ")"
	}
	return text + ", " + runtime.GOOS + "/" + runtime.GOARCH
}

// showAbout says which version this is and under which licence.
func (d *desktop) showAbout() {
	sheet := kit.NewDialog("About Throughline", 480, 320)
	commit := d.opt.Commit
	if commit == "" {
		commit = "not known"
	}
	fact := func(name, value string) fyne.CanvasObject {
		return kit.HStack(kit.Space3, kit.Fixed(kit.NewText(name, kit.Body.In(kit.Muted)), 90, 0), kit.Grow(kit.NewElastic(value, kit.Body)))
	}
	sheet.SetContent(kit.VStack(kit.Space3,
		kit.HStack(kit.Space3, kit.NewIconSized(icons.Logo, kit.Ink, 32), kit.NewText("Throughline", kit.Display)),
		kit.NewParagraph("From interviews to insights that keep their evidence. Everything stays on this computer.", kit.Body.In(kit.Muted)),
		kit.VStack(kit.Space1, fact("Version", d.opt.Version), fact("Commit", commit), fact("System", runtime.GOOS+"/"+runtime.GOARCH), fact("Licence", "Apache License 2.0"))))
	sheet.SetActions([]fyne.CanvasObject{kit.NewButton("Reports of faults…", kit.Quiet, func() {
		sheet.Hide()
		d.showFaults()
	})}, kit.NewButton("Copy", kit.Secondary, func() { d.app.Clipboard().SetContent(d.aboutText()) }), kit.NewButton("Close", kit.Primary, sheet.Hide))
	sheet.Show(d.win.Canvas())
}

// helpCommands are what is said of the program itself.
func (d *desktop) helpCommands() []shell.Command {
	return []shell.Command{
		d.tourCommand(),
		{Group: "Help", Title: "Reports of faults…", Icon: icons.Warning, Run: d.showFaults},
		{Group: "Help", Title: "About Throughline", Icon: icons.Info, Run: d.showAbout},
	}
}

// versionCorner puts the version into the lower right corner of the page of the ways in; it leads to what is known of the program.
func (d *desktop) versionCorner(page *kit.Stage) {
	word := kit.NewTextButton("Version "+d.opt.Version, kit.Small, d.showAbout)
	page.Float(word, func(stage, m fyne.Size) fyne.Position {
		return fyne.NewPos(stage.Width-m.Width-kit.Space4, stage.Height-m.Height-kit.Space3)
	})
}
