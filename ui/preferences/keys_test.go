package preferences_test

import (
	"maps"
	"strings"
	"testing"

	"throughline/ui/preferences"
)

// board is three commands whose keys follow what is chosen.
type board struct{ d *desk }

func (k board) Bindings() []preferences.Binding {
	var all []preferences.Binding
	for _, b := range []preferences.Binding{{ID: "import", Group: "File", Title: "Import files", Usual: "Ctrl+I"}, {ID: "history", Group: "Edit", Title: "History", Usual: "Ctrl+H"}, {ID: "dark", Group: "View", Title: "Dark"}} {
		b.Keys = b.Usual
		if own, ok := k.d.now.Shortcuts[b.ID]; ok {
			b.Keys, b.Own = own, true
		}
		b.Shown = strings.ReplaceAll(b.Keys, "+", " ")
		all = append(all, b)
	}
	return all
}

func (k board) KeptBy(keys string) string {
	if keys == "Ctrl+E" {
		return "Interview: edit"
	}
	return ""
}

func (k board) Listen(func(string)) func() { return func() {} }

func newBoard() *desk {
	d := newDesk()
	d.Keyboard = board{d}
	return d
}

func TestPress_BindsOrSaysWhatIsInTheWay(t *testing.T) {
	for _, c := range []struct {
		name, id, keys string
		want           map[string]string
		clash          string // what its words hold
		take           map[string]string
	}{
		{"free keys", "dark", "Alt+D", map[string]string{"dark": "Alt+D"}, "", nil},
		{"its own keys", "import", "Ctrl+I", map[string]string{}, "", nil},
		{"another's", "dark", "Ctrl+H", nil, "History", map[string]string{"dark": "Ctrl+H", "history": ""}},
		{"a screen's", "dark", "Ctrl+E", nil, "Interview: edit", nil},
		{"a key alone", "dark", "D", nil, "Hold Ctrl or Alt", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newBoard()
			d.Ask(c.id)
			if got := d.Press(c.keys, strings.ReplaceAll(c.keys, "+", " ")); got != (c.clash == "") {
				t.Errorf("Press() = %v, clash %q", got, d.Clash.Says)
			}
			if !maps.Equal(d.now.Shortcuts, c.want) || !strings.Contains(d.Clash.Says, c.clash) {
				t.Errorf("chosen %v, said %q, want %v, %q", d.now.Shortcuts, d.Clash.Says, c.want, c.clash)
			}
			d.Take()
			if c.take != nil && (!maps.Equal(d.now.Shortcuts, c.take) || d.Asks != "") {
				t.Errorf("taken: %v, want %v", d.now.Shortcuts, c.take)
			}
		})
	}
}

func TestUsual_GivesBackTheKeysThatCome(t *testing.T) {
	d := newBoard()
	d.Ask("dark")
	d.Press("Ctrl+H", "Ctrl H")
	d.Take()
	history := d.Bindings("history")[0]
	d.Usual(history)
	if d.Clash.Other == nil || d.Clash.Other.ID != "dark" {
		t.Fatalf("nothing is said of the command that has them: %+v", d.Clash)
	}
	d.Take()
	if !maps.Equal(d.now.Shortcuts, map[string]string{"dark": ""}) && len(d.now.Shortcuts) != 0 {
		t.Errorf("chosen %v", d.now.Shortcuts)
	}
	if got := d.Bindings("history")[0].Keys; got != "Ctrl+H" {
		t.Errorf("History has %q", got)
	}
	d.Ask("dark")
	d.Press("Alt+D", "Alt D")
	before := maps.Clone(d.now.Shortcuts)
	d.UsualKeys()
	if len(d.now.Shortcuts) != 0 {
		t.Errorf("chosen %v after all were given back", d.now.Shortcuts)
	}
	d.undo()
	if !maps.Equal(d.now.Shortcuts, before) {
		t.Errorf("undo leaves %v, want %v", d.now.Shortcuts, before)
	}
}

func TestBindings_FindsByNameAndKeys(t *testing.T) {
	d := newBoard()
	for find, want := range map[string]int{"": 2, "dark": 1, "ctrl h": 1, "file import": 1, "nothing": 0} {
		if got := len(d.Bindings(find)); got != want {
			t.Errorf("%q finds %d, want %d", find, got, want)
		}
	}
}
