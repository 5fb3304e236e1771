package ui

import (
	"maps"
	"path/filepath"
	"strings"

	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/preferences"
	"throughline/ui/say"
	"throughline/ui/shell"
)

// preferring is the page of settings as it stands without a workspace too.
func (d *desktop) preferring() *preferences.Model {
	return &preferences.Model{Choices: d.settings.Choices, Change: d.settings.Change, Started: d.begun, Person: d.opt.Author, OnFail: d.sayIf}
}

// settingsPage stands under the entry at the foot of the rail. seen begins to show what changes elsewhere; call it once the frame stands.
func (d *desktop) settingsPage(w *workspace.Workspace, sh func() *shell.Shell) (page *shell.Page, seen func()) {
	m := d.preferring()
	m.Backups, m.ReadOnly = w.Backups, w.Store.ReadOnly()
	m.OnTell = func(text, action string, run func()) {
		sh().Toast(kit.Toast{Text: text, Icon: icons.Done, Action: action, Run: run})
	}
	m.Keyboard = keyboard{sh}
	s := preferences.New(m, preferences.Doors{
		Size: func(percent int) { sh().SetScale(percent) }, Sizes: shell.Sizes(),
		Model:   func() { d.own.Show(d.win.Canvas()) },
		Backups: func() { sh().Go(kit.Route{Screen: kit.Backups}) },
		Rule:    func() { sh().Go(kit.Route{Screen: kit.Backups}); d.backupScreen.AskRule() },
		Faults:  d.showFaults,
		Tour:    d.beginTour,
		Keys: func() (all []preferences.KeyGroup) {
			if sh() != nil {
				sh().KeyTables(func(title string, keys []kit.KeyHelp) {
					all = append(all, preferences.KeyGroup{Title: title, Keys: keys})
				})
			}
			return all
		},
		Save:   d.saver(func(t kit.Toast) { sh().Toast(t) }, d.sayIf),
		Choose: d.chooseSettings,
	})
	d.leave = append(d.leave, m.Close, func() { d.settings.OnTurn = nil })
	seen = func() {
		locks, narrow := d.settings.Choices().VaultMinutes, d.settings.RailNarrow()
		keys := d.settings.Choices().Shortcuts
		m.OnChange()
		d.settings.OnTurn = func() {
			if now := d.settings.Choices().VaultMinutes; now != locks {
				locks = now
				w.Vault.SetIdle(d.settings.VaultIdle())
			}
			if now := d.settings.RailNarrow(); now != narrow {
				narrow = now
				sh().LayRail()
			}
			if now := d.settings.Choices().Shortcuts; !maps.Equal(now, keys) {
				keys = now
				sh().LayKeys()
			}
			m.OnChange()
		}
	}
	return &shell.Page{ID: kit.Settings, Title: say.T("Settings"), Icon: icons.Settings, Under: kit.Settings, Content: s.Content(), Open: s.Open, Shown: s.Shown, Keys: s.Keys()}, seen
}

// chooseSettings asks for a file of settings.
func (d *desktop) chooseSettings(then func(path string)) {
	(&kit.FileDialog{Mode: kit.OpenFile, Title: say.T("Import settings"), Action: say.T("Import"), Dir: documents(), Accept: isSettings,
		OnPick: func(paths []string) { then(paths[0]) }}).Show(d.win.Canvas())
}

func isSettings(name string) bool { return strings.EqualFold(filepath.Ext(name), ".json") }

// sayIf tells an error where the person is: in the frame, or on the page of the ways in.
func (d *desktop) sayIf(err error) {
	switch {
	case err == nil:
	case d.shell != nil:
		d.shell.Fail(err)
	default:
		message, hint := say.Explain(err)
		d.events.Log("error", message, hint)
		if t, ok := kit.ErrorToast(err); ok {
			if stage := kit.StageOf(d.win.Content()); stage != nil {
				stage.Toast(t)
			}
		}
	}
}

// keyboard is the commands of the frame as the page of settings asks for them.
type keyboard struct{ shell func() *shell.Shell }

// Bindings implements preferences.Keyboard.
func (k keyboard) Bindings() (all []preferences.Binding) {
	if k.shell() == nil {
		return nil
	}
	for _, b := range k.shell().Bindings() {
		all = append(all, preferences.Binding{ID: b.ID, Group: b.Group, Title: b.Title, Keys: b.Keys.Text(), Shown: kit.Keys(b.Keys.String()), Usual: b.Usual.Text(), Own: b.Own})
	}
	return all
}

// KeptBy implements preferences.Keyboard.
func (k keyboard) KeptBy(keys string) string { return k.shell().KeptBy(kit.ReadShortcut(keys)) }

// Listen implements preferences.Keyboard.
func (k keyboard) Listen(heard func(keys string)) func() {
	return k.shell().Listen(func(s shell.Shortcut) { heard(s.Text()) })
}
