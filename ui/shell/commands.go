package shell

import (
	"io"
	"log"
	"runtime"
	"strconv"

	"fyne.io/fyne/v2"

	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Groups of commands, in the order of the menu.
var groups = []string{say.T("File"), say.T("Edit"), say.T("View"), say.T("Go"), say.T("Help")}

// commands lists everything that can be done from anywhere.
func (s *Shell) commands() []Command {
	st := s.historyState()
	label := func(verb, step string) string {
		if step == "" {
			return verb
		}
		return verb + ": " + step
	}
	ctrl := func(k fyne.KeyName) Shortcut { return Shortcut{Key: k, Ctrl: true} }
	var list []Command
	if s.p.OnImport != nil {
		list = append(list, Command{ID: "import-files", Group: say.T("File"), Title: say.T("Import files…"), Icon: icons.Import, Shortcut: ctrl(fyne.KeyI), Run: s.p.OnImport})
	}
	if s.p.OnReport != nil {
		list = append(list, Command{ID: "write-a-report", Group: say.T("File"), Title: say.T("Write a report…"), Icon: icons.Reports, Shortcut: ctrl(fyne.KeyP), Run: s.p.OnReport})
	}
	if s.p.Services.NewStudy != nil && !s.p.Services.ReadOnly {
		list = append(list, Command{ID: "new-study", Group: say.T("File"), Title: say.T("New study…"), Icon: icons.Plus, Run: s.AskNewStudy})
	}
	list = append(list, s.p.Commands...)
	list = append(list,
		Command{ID: "undo", Group: say.T("Edit"), Title: label(say.T("Undo"), say.Sentence(st.Undo)), Icon: icons.Undo, Shortcut: ctrl(fyne.KeyZ), Off: st.Undo == "", Anywhere: true, Run: s.Undo},
		Command{ID: "redo", Group: say.T("Edit"), Title: label(say.T("Redo"), say.Sentence(st.Redo)), Icon: icons.Redo, Shortcut: Shortcut{Key: fyne.KeyZ, Ctrl: true, Shift: true}, Off: st.Redo == "", Anywhere: true, Run: s.Redo},
		Command{ID: "redo", Group: say.T("Edit"), Title: say.T("Redo"), Shortcut: ctrl(fyne.KeyY), Hidden: true, Anywhere: true, Run: s.Redo},
		Command{ID: "history", Group: say.T("Edit"), Title: say.T("History"), Icon: icons.History, Shortcut: ctrl(fyne.KeyH), Hidden: s.find(kit.History) == nil, Run: s.ShowHistory},
		Command{ID: "search-and-commands", Group: say.T("View"), Title: say.T("Search and commands…"), Icon: icons.Search, Shortcut: ctrl(fyne.KeyK), Run: s.ShowPalette},
		Command{ID: "search-everything", Group: say.T("View"), Title: say.T("Search everything"), Icon: icons.Search, Shortcut: Shortcut{Key: fyne.KeyK, Ctrl: true, Shift: true}, Hidden: s.find(kit.Search) == nil,
			Run: func() { s.Go(kit.SearchFor("")) }},
		Command{ID: "show-or-hide-rail-words", Group: say.T("View"), Title: say.T("Show or hide rail words"), Icon: icons.Sidebar, Shortcut: ctrl(fyne.KeyB), Run: s.rail.toggle},
		Command{ID: "light", Group: say.T("View"), Title: say.T("Light"), Icon: icons.Sun, Run: s.looks(kit.Light)},
		Command{ID: "dark", Group: say.T("View"), Title: say.T("Dark"), Icon: icons.Moon, Run: s.looks(kit.Dark)},
		Command{ID: "high-contrast", Group: say.T("View"), Title: say.T("High contrast"), Icon: icons.Sun, Run: s.looks(kit.HighContrast)},
		Command{ID: "high-contrast-dark", Group: say.T("View"), Title: say.T("High contrast, dark"), Icon: icons.Moon, Run: s.looks(kit.HighDark)},
		Command{ID: "larger", Group: say.T("View"), Title: say.T("Larger"), Icon: icons.Plus, Shortcut: ctrl(fyne.KeyEqual), Run: func() { s.zoom(1) }},
		Command{ID: "smaller", Group: say.T("View"), Title: say.T("Smaller"), Icon: icons.Minus, Shortcut: ctrl(fyne.KeyMinus), Run: func() { s.zoom(-1) }},
	)
	if s.find(kit.Settings) != nil {
		list = append(list, Command{ID: "settings", Group: say.T("File"), Title: say.T("Settings"), Icon: icons.Settings, Shortcut: ctrl(fyne.KeyComma), Run: func() { s.Go(kit.Route{Screen: kit.Settings}) }})
	}
	list = append(list, s.places()...)
	if s.Touring() {
		list = append(list, Command{ID: "next-step-of-the-tour", Group: say.T("Help"), Title: say.T("Next step of the tour"), Icon: icons.Right, Shortcut: ctrl(fyne.KeyPeriod), Run: s.NextStep})
	}
	return s.chosen(append(list,
		Command{ID: "back", Group: say.T("Go"), Title: say.T("Back"), Icon: icons.Back, Shortcut: Shortcut{Key: fyne.KeyLeft, Alt: true}, Run: s.Back},
		Command{ID: "forward", Group: say.T("Go"), Title: say.T("Forward"), Icon: icons.Forward, Shortcut: Shortcut{Key: fyne.KeyRight, Alt: true}, Run: s.Forward},
		Command{ID: "user-guide", Group: say.T("Help"), Title: say.T("User guide"), Icon: icons.Help, Shortcut: Shortcut{Key: fyne.KeyF1}, Hidden: s.find(kit.Help) == nil, Run: s.ShowHelp},
		Command{ID: "keyboard-shortcuts", Group: say.T("Help"), Title: say.T("Keyboard shortcuts"), Icon: icons.Keyboard, Shortcut: Shortcut{Key: "?"}, Run: s.ShowShortcuts},
	))
}

// places are the screens of the rail, on Ctrl+1 to Ctrl+9 unless they have a digit of their own.
func (s *Shell) places() []Command {
	var list []Command
	n := 0
	for _, p := range s.pages {
		if p.Under != "" {
			continue
		}
		c := Command{ID: "go-" + string(p.ID), Group: say.T("Go"), Title: p.Title, Icon: p.Icon, Run: func() { s.Go(kit.Route{Screen: p.ID}) }}
		if p.Shift != "" {
			c.Shortcut = Shortcut{Key: fyne.KeyName(p.Shift), Ctrl: true, Shift: true}
			list = append(list, c)
			continue
		}
		digit := p.Digit
		if digit == "" {
			if n++; n <= 9 {
				digit = strconv.Itoa(n)
			}
		}
		if digit != "" {
			c.Shortcut = Shortcut{Key: fyne.KeyName(digit), Ctrl: true}
		}
		list = append(list, c)
	}
	return list
}

// zoom goes one step up or down the sizes offered.
func (s *Shell) zoom(by int) {
	now := s.p.Settings.Scale()
	for i, p := range scales {
		if p >= now {
			s.SetScale(scales[max(0, min(len(scales)-1, i+by))])
			return
		}
	}
}

// looks changes how the window looks.
func (s *Shell) looks(m kit.Mode) func() {
	return func() { s.Fail(s.p.Settings.SetMode(m)) }
}

// SetScale changes the size of everything and keeps the window as large on the desk as it was.
func (s *Shell) SetScale(percent int) { s.Fail(s.p.Settings.SetScaleOf(s.p.Window, percent)) }

// SetScaleOf changes the size of everything and keeps a window as large on the desk as it was.
func (s *Settings) SetScaleOf(w fyne.Window, percent int) error {
	c := w.Canvas()
	size, before := c.Size(), c.Scale()
	err := s.SetScale(percent)
	if after := c.Scale(); after > 0 && after != before {
		w.Resize(fyne.NewSize(size.Width*before/after, size.Height*before/after))
	}
	return err
}

// showMenu opens the application's menu from the rail.
func (s *Shell) showMenu(anchor fyne.CanvasObject) {
	var items []kit.MenuItem
	list := s.commands()
	for _, g := range []string{say.T("File"), say.T("Edit"), say.T("View"), say.T("Help")} {
		if len(items) > 0 {
			items = append(items, kit.Separator)
		}
		for _, c := range list {
			if c.Group == g && !c.Hidden {
				if c.Break {
					items = append(items, kit.Separator)
				}
				items = append(items, kit.MenuItem{Text: c.Title, Icon: c.Icon, Key: keyText(c), Disabled: c.Off, Run: c.Run})
			}
		}
	}
	kit.ShowMenu(anchor, items...)
}

func keyText(c Command) string {
	if c.Shortcut == (Shortcut{}) {
		return ""
	}
	return c.Shortcut.String()
}

// InstallMenu gives the window its main menu, whose shortcuts Fyne looks at before any text field. On a Mac it is the
// system's menu bar. Elsewhere Fyne would paint a bar of its own inside the window; our menu opens from the rail, so
// the bar is left out: an empty menu paints none, and its items are filled in afterwards for their shortcuts. Call it
// once the window is on screen.
func (s *Shell) InstallMenu() {
	s.menu = &fyne.MainMenu{}
	SetMenu(s.p.Window, s.menu, s.fillMenu)
}

// SetMenu gives a window a main menu that fill fills, as InstallMenu says.
func SetMenu(w fyne.Window, menu *fyne.MainMenu, fill func()) {
	if runtime.GOOS == "darwin" {
		fill()
		w.SetMainMenu(menu)
		return
	}
	old := log.Writer()
	log.SetOutput(io.Discard) // Fyne logs that the menu is empty, which is what we want
	w.SetMainMenu(menu)
	log.SetOutput(old)
	fill()
}

func (s *Shell) fillMenu() {
	var menus []*fyne.Menu
	list := s.commands()
	for _, g := range groups {
		m := fyne.NewMenu(g)
		for _, c := range list {
			if c.Group != g {
				continue
			}
			it := fyne.NewMenuItem(c.Title, s.behindNothing(c))
			it.Disabled = c.Off
			if c.Shortcut.Key != "" && (c.Shortcut.Ctrl || c.Shortcut.Alt) {
				it.Shortcut = c.Shortcut.Fyne()
			}
			m.Items = append(m.Items, it)
		}
		if len(m.Items) > 0 {
			menus = append(menus, m)
		}
	}
	s.menu.Items = menus
}

// behindNothing keeps a shortcut from acting behind a dialog: a field there that has the keyboard gets it. Undo and redo look for
// themselves, because a field in the dialog may want them.
func (s *Shell) behindNothing(c Command) func() {
	run := c.Run
	return func() {
		if s.listen != nil && c.Shortcut != (Shortcut{}) {
			s.listen(c.Shortcut)
			return
		}
		if c.Anywhere {
			run()
			return
		}
		front := s.p.Window.Canvas()
		if front.Overlays().Top() == nil {
			run()
		} else if field, ok := front.Focused().(fyne.Shortcutable); ok && c.Shortcut != (Shortcut{}) {
			field.TypedShortcut(c.Shortcut.Fyne())
		}
	}
}

// refreshMenu names the steps of undo and redo anew.
func (s *Shell) refreshMenu() {
	if s.menu == nil {
		return
	}
	s.fillMenu()
	if runtime.GOOS == "darwin" {
		s.p.Window.SetMainMenu(s.menu)
	}
}
