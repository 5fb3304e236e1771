package shell

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"throughline/app/settings"
	"throughline/ui/kit"
)

// choose keeps keys for commands, as the page of settings does.
func (f *frame) choose(t *testing.T, keys map[string]string) {
	t.Helper()
	if err := f.p.Settings.Change(func(s *settings.Settings) { s.Shortcuts = keys }); err != nil {
		t.Fatal(err)
	}
	f.LayKeys()
}

func TestCommands_HaveTheKeysThatWereChosen(t *testing.T) {
	for _, c := range []struct {
		name   string
		own    map[string]string
		id     string
		want   string
		others map[string]string
	}{
		{"as they come", nil, "search-and-commands", "Ctrl K", nil},
		{"other keys", map[string]string{"search-and-commands": "Ctrl+Shift+P"}, "search-and-commands", "Ctrl Shift P", nil},
		{"none", map[string]string{"search-and-commands": ""}, "search-and-commands", "", nil},
		{"keys of another that was not asked", map[string]string{"search-and-commands": "Ctrl+B"}, "search-and-commands", "Ctrl B", map[string]string{"show-or-hide-rail-words": ""}},
		{"a command that has none", map[string]string{"dark": "Alt+D"}, "dark", "Alt D", nil},
		{"a second shortcut gives way", map[string]string{"dark": "Ctrl+Y"}, "dark", "Ctrl Y", map[string]string{"redo": "Ctrl Shift Z"}},
		{"a command that is gone", map[string]string{"gone": "Ctrl+K"}, "search-and-commands", "Ctrl K", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFrame(t)
			f.choose(t, c.own)
			if got := f.KeysOf(c.id); got != c.want {
				t.Errorf("%s has %q, want %q", c.id, got, c.want)
			}
			for id, want := range c.others {
				if got := f.KeysOf(id); got != want {
					t.Errorf("%s has %q, want %q", id, got, want)
				}
			}
			seen := map[Shortcut]string{}
			for _, cmd := range f.commands() {
				if other := seen[cmd.Shortcut]; other != "" && cmd.Shortcut != (Shortcut{}) {
					t.Errorf("%v is of %q and of %q", cmd.Shortcut, other, cmd.Title)
				}
				seen[cmd.Shortcut] = cmd.Title
			}
		})
	}
}

func TestCommands_EachHasANameOfItsOwnInTheSettings(t *testing.T) {
	f := newFrame(t)
	seen := map[string]bool{}
	for _, c := range f.commands() {
		if c.Hidden || c.ID == "" && c.Shortcut == (Shortcut{}) {
			continue
		}
		if c.ID == "" || seen[c.ID] {
			t.Errorf("%q has the name %q, which is none or another's", c.Title, c.ID)
		}
		seen[c.ID] = true
	}
}

func TestShortcutsSheet_HoldsEveryBindingOfACommandAndNoOther(t *testing.T) {
	f := newFrame(t)
	f.choose(t, map[string]string{"search-and-commands": "Ctrl+Shift+P", "larger": "", "dark": "Alt+D"})
	var listed []string
	for _, k := range f.everywhere() {
		listed = append(listed, strings.Split(k.Keys, ", ")...)
	}
	var bound []string
	for _, c := range f.commands() {
		if c.Hidden && f.KeysOf(c.ID) == "" {
			continue // of a screen that is not in this frame
		}
		if c.Shortcut != (Shortcut{}) && !isPlace(c) {
			bound = append(bound, c.Shortcut.String())
		}
	}
	for _, b := range bound {
		if !slices.Contains(listed, b) {
			t.Errorf("%q is bound and not on the sheet", b)
		}
	}
	for _, l := range listed {
		if !slices.Contains(bound, l) && !strings.Contains(l, "–") {
			t.Errorf("%q is on the sheet and not bound", l)
		}
	}
}

func TestKeptBy_SaysWhatKeepsKeys(t *testing.T) {
	f := newFrame(t)
	f.pages[0].Keys = append(f.pages[0].Keys, kit.KeyHelp{Keys: "Ctrl E, F2", Does: "Edit"})
	for _, c := range []struct {
		name string
		keys Shortcut
		want bool
	}{
		{"copying", Shortcut{Key: fyne.KeyC, Ctrl: true}, true},
		{"a screen", Shortcut{Key: fyne.KeyE, Ctrl: true}, true},
		{"a second shortcut", Shortcut{Key: fyne.KeyY, Ctrl: true}, true},
		{"a command", Shortcut{Key: fyne.KeyK, Ctrl: true}, false},
		{"nobody", Shortcut{Key: fyne.KeyM, Ctrl: true, Alt: true}, false},
	} {
		if got := f.KeptBy(c.keys); (got != "") != c.want {
			t.Errorf("%s: kept by %q", c.name, got)
		}
	}
}

func TestListen_HearsTheKeysOfCommandsInTheirPlace(t *testing.T) {
	f := newFrame(t)
	ran := false
	c := Command{ID: "x", Shortcut: Shortcut{Key: fyne.KeyM, Ctrl: true}, Anywhere: true, Run: func() { ran = true }}
	var heard Shortcut
	stop := f.Listen(func(s Shortcut) { heard = s })
	f.behindNothing(c)()
	if ran || heard != c.Shortcut {
		t.Errorf("ran %v, heard %v", ran, heard)
	}
	stop()
	f.behindNothing(c)()
	if !ran {
		t.Error("the command does nothing after listening ended")
	}
}

func TestShortcut_TextIsReadBack(t *testing.T) {
	for _, s := range []Shortcut{{}, {Key: fyne.KeyK, Ctrl: true}, {Key: fyne.KeyPageDown, Ctrl: true, Alt: true, Shift: true}, {Key: fyne.KeyBackslash, Alt: true}, {Key: fyne.KeyZ, Ctrl: true}, {Key: fyne.KeyY, Ctrl: true}} {
		if got := kit.ReadShortcut(s.Text()); got != s {
			t.Errorf("%q is read as %v, want %v", s.Text(), got, s)
		}
		if s.Key != "" {
			if got := kit.ShortcutOf(s.Fyne()); got != s {
				t.Errorf("the driver's %v is %v", s, got)
			}
		}
	}
}

func TestKeysNow_AreThoseThatWereChosen(t *testing.T) {
	f := newFrame(t)
	if got := kit.KeysNow("Ctrl S"); got != "Ctrl S" {
		t.Fatalf("before anything was chosen: %q", got)
	}
	f.choose(t, map[string]string{"save": "Ctrl+J"})
	if got, other := kit.KeysNow("Ctrl S"), kit.KeysNow("Ctrl X"); got != "Ctrl J" || other != "Ctrl X" {
		t.Errorf("chosen: %q, of no command: %q", got, other)
	}
	f.choose(t, map[string]string{"save": ""})
	if got := kit.WithKeys("Save", kit.KeysNow("Ctrl S")); got != "Save" {
		t.Errorf("taken away: %q", got)
	}
}
