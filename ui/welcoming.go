package ui

import (
	"fmt"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	shortcut "fyne.io/fyne/v2/driver/desktop"

	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/preferences"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// welcome shows the ways in.
func (d *desktop) welcome() {
	page, fail := shell.NewWelcome(shell.WelcomeParams{
		Recent: d.settings.Recent(),
		OnSample: func() {
			d.tourDue = !d.settings.Seen(shell.TourHint)
			d.openSample("")
		},
		OnImport:   func() { d.beginWith(nil) },
		OnNew:      d.askNew,
		OnOpen:     d.askOpen,
		OnSettings: d.showSettings,
		OnHelp:     d.showHelp,
		OnRecent:   func(path string) { d.open(path, workspace.Existing) },
	})
	page.After = task.After
	d.versionCorner(page)
	d.fail = fail
	d.win.SetOnDropped(func(_ fyne.Position, uris []fyne.URI) { d.droppedAtTheDoor(uris) })
	c := d.win.Canvas()
	c.SetOnTypedKey(page.OnKey)
	c.SetOnTypedRune(page.OnRune)
	d.win.SetContent(page)
	d.win.SetTitle(say.T("Throughline"))
	if d.onScreen {
		d.doorKeys()
	}
}

// doorKeys gives the page of the ways in its shortcuts, in place of those of a workspace that was closed.
func (d *desktop) doorKeys() {
	ctrl := func(k fyne.KeyName) *shortcut.CustomShortcut {
		return &shortcut.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}
	}
	item := func(title string, key fyne.KeyName, run func()) *fyne.MenuItem {
		it := fyne.NewMenuItem(title, func() {
			if d.shell == nil && d.win.Canvas().Overlays().Top() == nil {
				run()
			}
		})
		it.Shortcut = ctrl(key)
		return it
	}
	menu := &fyne.MainMenu{}
	shell.SetMenu(d.win, menu, func() {
		menu.Items = []*fyne.Menu{fyne.NewMenu(say.T("File"), item(say.T("New workspace…"), fyne.KeyN, d.askNew), item(say.T("Open workspace…"), fyne.KeyO, d.askOpen),
			item(say.T("Import files…"), fyne.KeyI, func() { d.beginWith(nil) }), item(say.T("Settings"), fyne.KeyComma, d.showSettings), item(say.T("Quit"), fyne.KeyQ, d.askQuit))}
	})
}

// droppedAtTheDoor takes what was dropped while no workspace is open: a workspace is opened, anything else begins one.
func (d *desktop) droppedAtTheDoor(uris []fyne.URI) {
	var paths []string
	for _, u := range uris {
		if isWorkspace(u.Path()) {
			d.open(u.Path(), workspace.Existing)
			return
		}
		paths = append(paths, u.Path())
	}
	if len(paths) > 0 {
		d.beginWith(paths)
	}
}

// beginWith makes a workspace in Documents and imports files into it: those that were dropped, or those that the person then chooses.
func (d *desktop) beginWith(paths []string) {
	path := freeName(documents(), say.T("Research"), func(p string) bool {
		_, err := os.Lstat(p)
		return err == nil
	})
	d.openThen(path, workspace.New, func() {
		d.toast(kit.Toast{Text: say.T("Your workspace is %s in %s", filepath.Base(path), filepath.Dir(path)), Icon: icons.Workspace})
		d.wizard.Show(d.shell.Study(), paths)
	})
}

// freeName is a name for a workspace in a folder that nothing has yet: name, name 2, name 3.
func freeName(dir, name string, taken func(path string) bool) string {
	path := filepath.Join(dir, name+shell.Extension)
	for n := 2; taken(path); n++ {
		path = filepath.Join(dir, fmt.Sprintf("%s %d%s", name, n, shell.Extension))
	}
	return path
}

// showSettings opens the page of settings over the ways in.
func (d *desktop) showSettings() {
	m := d.preferring()
	tell := func(t kit.Toast) {
		if stage := kit.StageOf(d.win.Content()); stage != nil {
			stage.Toast(t)
		}
	}
	m.OnTell = func(text, action string, run func()) {
		tell(kit.Toast{Text: text, Icon: icons.Done, Action: action, Run: run})
	}
	s := preferences.New(m, preferences.Doors{
		Size: func(percent int) { d.sayIf(d.settings.SetScaleOf(d.win, percent)) }, Sizes: shell.Sizes(),
		Model: func() { d.own.Show(d.win.Canvas()) }, Faults: d.showFaults, Save: d.saver(tell, d.sayIf), Choose: d.chooseSettings, Sheet: true,
	})
	sheet := kit.NewDialog(say.T("Settings"), 900, 680)
	sheet.SetContent(s.Content())
	sheet.SetActions(nil, kit.NewButton(say.T("Done"), kit.Primary, sheet.Hide))
	d.settings.OnTurn = func() { m.OnChange() }
	sheet.OnClose = func() { d.settings.OnTurn = nil }
	m.Open()
	sheet.Show(d.win.Canvas())
}
