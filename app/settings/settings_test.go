package settings_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/settings"
)

var full = settings.Settings{Appearance: settings.Contrast, ReducedMotion: settings.MotionReduced, Scale: 130, Rail: settings.RailIcons, Language: "de",
	Author: "Ada Çelik", VaultMinutes: settings.VaultNever, Here: settings.Here{ModelFolder: "/models/small", ModelOn: true, ModelFound: "Vectors of 384 numbers.", Hints: []string{"reader.tag"}, NoHints: true},
	Shortcuts: map[string]string{"import-files": "Ctrl+Shift+M", "quit": ""}}

func TestChange_IsReadByTheNextLoad(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "throughline")
	if s, err := settings.Load(dir); err != nil || !reflect.DeepEqual(s, settings.Settings{}) {
		t.Fatalf("without a file: %+v, %v", s, err)
	}
	if _, err := settings.Change(dir, func(s *settings.Settings) { *s = full }); err != nil {
		t.Fatal(err)
	}
	got, err := settings.Load(dir)
	if err != nil || !reflect.DeepEqual(got, full) {
		t.Errorf("Load() = %+v, %v, want %+v", got, err, full)
	}
	if _, err := settings.Change(dir, func(s *settings.Settings) { s.Scale = 90 }); err != nil {
		t.Fatal(err)
	}
	if got, _ := settings.Load(dir); got.Scale != 90 || got.Author != full.Author {
		t.Errorf("one change lost another: %+v", got)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".settings.*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestChange_RefusesWhatCannotBeAndKeepsTheFile(t *testing.T) {
	dir := t.TempDir()
	if _, err := settings.Change(dir, func(s *settings.Settings) { s.Scale = 120 }); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*settings.Settings){
		"too small":           func(s *settings.Settings) { s.Scale = 79 },
		"too large":           func(s *settings.Settings) { s.Scale = 201 },
		"no appearance":       func(s *settings.Settings) { s.Appearance = "pink" },
		"no motion":           func(s *settings.Settings) { s.ReducedMotion = "sometimes" },
		"no language":         func(s *settings.Settings) { s.Language = "tlh" },
		"no rail":             func(s *settings.Settings) { s.Rail = "wide" },
		"two lines of name":   func(s *settings.Settings) { s.Author = "Ada\nLovelace" },
		"room before a name":  func(s *settings.Settings) { s.Author = " Ada" },
		"a text for a name":   func(s *settings.Settings) { s.Author = strings.Repeat("a", 101) },
		"half a letter":       func(s *settings.Settings) { s.Author = "Ad\xc3" },
		"days open":           func(s *settings.Settings) { s.VaultMinutes = 1441 },
		"less than never":     func(s *settings.Settings) { s.VaultMinutes = -2 },
		"keys that are typed": func(s *settings.Settings) { s.Shortcuts = map[string]string{"history": "H"} },
		"keys for nothing":    func(s *settings.Settings) { s.Shortcuts = map[string]string{"": "Ctrl+H"} },
		"hint without name":   func(s *settings.Settings) { s.Here.Hints = []string{""} },
	} {
		if _, err := settings.Change(dir, change); app.CodeOf(err) != app.EInvalid {
			t.Errorf("%s: error = %v, want EInvalid", name, err)
		}
	}
	if s, err := settings.Load(dir); err != nil || s.Scale != 120 {
		t.Errorf("the file did not stay: %+v, %v", s, err)
	}
}

func TestChange_KeepsABrokenFileBeside(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(settings.Path(dir), []byte("{half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := settings.Load(dir); app.CodeOf(err) != app.EInvalid {
		t.Errorf("Load() of a broken file: %v, want EInvalid", err)
	}
	if _, err := settings.Change(dir, func(s *settings.Settings) { s.Language = "es" }); err != nil {
		t.Fatal(err)
	}
	if kept, err := os.ReadFile(settings.Path(dir) + ".bad"); err != nil || string(kept) != "{half" {
		t.Errorf("kept beside: %q, %v", kept, err)
	}
	if s, err := settings.Load(dir); err != nil || s.Language != "es" {
		t.Errorf("Load() = %+v, %v", s, err)
	}
}

func TestChange_OfAFolderThatCannotBeWrittenIsTold(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := settings.Change(filepath.Join(file, "throughline"), func(*settings.Settings) {}); app.CodeOf(err) != app.EIO {
		t.Errorf("error = %v, want EIO", err)
	}
}

func TestLanguage_IsThatOfTheFileAndNoneOtherwise(t *testing.T) {
	home := t.TempDir()
	for _, key := range []string{"HOME", "XDG_CONFIG_HOME", "AppData"} {
		t.Setenv(key, home)
	}
	if got := settings.Language(); got != "" {
		t.Errorf("without a file: %q", got)
	}
	if _, err := settings.Change(settings.Folder(), func(s *settings.Settings) { s.Language = "de" }); err != nil {
		t.Fatal(err)
	}
	if got := settings.Language(); got != "de" {
		t.Errorf("Language() = %q, want de", got)
	}
	if err := os.WriteFile(settings.Path(settings.Folder()), []byte("no"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := settings.Language(); got != "" {
		t.Errorf("of a broken file: %q", got)
	}
}

func TestExport_LeavesOutWhatIsOfThisComputer(t *testing.T) {
	var out bytes.Buffer
	if err := settings.Export(&out, full); err != nil {
		t.Fatal(err)
	}
	got, ignored, err := settings.Read(&out)
	want := full
	want.Here = settings.Here{}
	if err != nil || len(ignored) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("Read(Export()) = %+v, %v, %v, want %+v", got, ignored, err, want)
	}
}

func TestRead_SaysWhatIsWrong(t *testing.T) {
	const head = "{\n\"format\": \"throughline settings\", \"version\": 1"
	for _, row := range []struct{ name, text, says string }{
		{"empty", " \n", "empty"},
		{"a picture", "\x89PNG\r\n", "line 1"},
		{"cut off", head + ",\n\"scale\": ", "line 3"},
		{"JSON of something else", `{"name": "x"}`, "no file of settings"},
		{"a list", `[1, 2]`, "no file of settings"},
		{"no version", `{"format": "throughline settings"}`, "version"},
		{"from the future", `{"format": "throughline settings", "version": 2}`, "later version"},
		{"a word for a number", head + ",\n\"scale\": \"big\"}", `line 3, "scale" cannot be a string`},
		{"a fraction", head + ",\n\"scale\": 99.5}", `"scale"`},
		{"out of range", head + `, "scale": 500}`, `"scale" cannot be "500"`},
		{"no such language", head + `, "language": "xx"}`, `"language" cannot be "xx"`},
		{"too large", head + `, "author": "` + strings.Repeat("a", 1<<20) + `"}`, "larger than 1 MiB"},
	} {
		_, _, err := settings.Read(strings.NewReader(row.text))
		message, hint := app.Explain(err)
		if app.CodeOf(err) != app.EInvalid || !strings.Contains(message, row.says) || hint == "" {
			t.Errorf("%s: %q (%q), %v, want EInvalid that says %q", row.name, message, hint, app.CodeOf(err), row.says)
		}
	}
}

func TestRead_TellsWhatItDoesNotKnow(t *testing.T) {
	s, ignored, err := settings.Read(strings.NewReader("\xef\xbb\xbf" + `{"format": "throughline settings", "version": 1, "scale": 90, "zebra": 1, "colour": "red"}`))
	if err != nil || s.Scale != 90 || strings.Join(ignored, " ") != "colour zebra" {
		t.Errorf("Read() = %+v, %v, %v", s, ignored, err)
	}
}

func TestHere_RemembersHintsOnce(t *testing.T) {
	var h settings.Here
	h.Saw("b")
	h.Saw("a")
	h.Saw("b")
	if strings.Join(h.Hints, " ") != "a b" || !h.Seen("a") || h.Seen("c") {
		t.Errorf("hints = %v", h.Hints)
	}
	h.NoHints = true
	if !h.Seen("c") {
		t.Error("a hint is due though none is wanted")
	}
}

// FuzzRead holds that whatever is read can be written and read again as the same, and that what is refused says why.
func FuzzRead(f *testing.F) {
	var out bytes.Buffer
	if err := settings.Write(&out, full); err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{out.String(), "", "{}", "[]", "null", "{half", `{"format": "throughline settings", "version": 1}`, "\xef\xbb\xbf{}",
		`{"format": "throughline settings", "version": 1, "onThisComputer": null, "scale": 1e2, "author": "A\u0000"}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, _, err := settings.Read(bytes.NewReader(data))
		if err != nil {
			if message, hint := app.Explain(err); app.CodeOf(err) != app.EInvalid || message == "" || hint == "" {
				t.Fatalf("refused as %v: %q, %q", app.CodeOf(err), message, hint)
			}
			return
		}
		var out bytes.Buffer
		if err := settings.Write(&out, s); err != nil {
			t.Fatal(err)
		}
		again, _, err := settings.Read(&out)
		if err != nil {
			t.Fatalf("written but not read: %v", err)
		}
		if len(again.Here.Hints) == 0 && len(s.Here.Hints) == 0 {
			again.Here.Hints, s.Here.Hints = nil, nil // none is none
		}
		if !reflect.DeepEqual(again, s) {
			t.Fatalf("read again = %+v, want %+v", again, s)
		}
	})
}
