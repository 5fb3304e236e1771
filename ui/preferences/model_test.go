package preferences_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/backup"
	"throughline/app/settings"
	"throughline/ui/preferences"
	"throughline/ui/task"
)

// desk is a model over settings in memory.
type desk struct {
	*preferences.Model
	now   settings.Settings
	fails []string
	told  string
	undo  func()
}

func newDesk() *desk {
	d := &desk{}
	d.Model = &preferences.Model{Choices: func() settings.Settings { return d.now },
		Change: func(change func(*settings.Settings)) error {
			next := d.now
			change(&next)
			if err := next.Validate(); err != nil {
				return err
			}
			d.now = next
			return nil
		},
		OnFail: func(err error) { message, _ := app.Explain(err); d.fails = append(d.fails, message) },
		OnTell: func(text, _ string, run func()) { d.told, d.undo = text, run }}
	return d
}

func TestImport_TakesWhatTravelsAndOffersTheWayBack(t *testing.T) {
	d := newDesk()
	d.now = settings.Settings{Scale: 120, Here: settings.Here{ModelFolder: "/models/small", Hints: []string{"a"}}}
	before := d.now
	path := filepath.Join(t.TempDir(), "mine.json")
	text := `{"format": "throughline settings", "version": 1, "appearance": "contrast", "language": "es", "zebra": 1, "onThisComputer": {"modelFolder": "/elsewhere"}}`
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	d.Import(path)
	want := settings.Settings{Appearance: settings.Contrast, Language: "es", Here: before.Here}
	if !reflect.DeepEqual(d.now, want) || len(d.fails) > 0 {
		t.Errorf("after the import: %+v, %v, want %+v", d.now, d.fails, want)
	}
	if !strings.Contains(d.told, "zebra") {
		t.Errorf("told %q, want the key nobody knows", d.told)
	}
	d.undo()
	if !reflect.DeepEqual(d.now, before) {
		t.Errorf("after Undo: %+v, want %+v", d.now, before)
	}
}

func TestImport_OfABadFileChangesNothingAndSaysWhy(t *testing.T) {
	for name, row := range map[string]struct{ text, says string }{
		"none":       {"", "cannot be opened"},
		"broken":     {"{\n\n!", "line 3"},
		"impossible": {`{"format": "throughline settings", "version": 1, "scale": 20}`, `"scale"`},
	} {
		d := newDesk()
		d.now.Scale = 110
		path := filepath.Join(t.TempDir(), "mine.json")
		if row.text != "" {
			if err := os.WriteFile(path, []byte(row.text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		d.Import(path)
		if d.now.Scale != 110 || d.told != "" || len(d.fails) != 1 || !strings.Contains(d.fails[0], row.says) {
			t.Errorf("%s: %+v, told %q, failed %q, want %q", name, d.now, d.told, d.fails, row.says)
		}
	}
}

func TestExport_ThenImportIsTheSame(t *testing.T) {
	d := newDesk()
	d.now = settings.Settings{Appearance: settings.Dark, Scale: 150, Author: "Ada Çelik", VaultMinutes: 60}
	var out bytes.Buffer
	if err := d.Export(&out); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "mine.json")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	other := newDesk()
	other.Import(path)
	if !reflect.DeepEqual(other.now, d.now) {
		t.Errorf("imported %+v, want %+v", other.now, d.now)
	}
}

func TestAuthor_IsOneLineAndWaitsForTheNextStart(t *testing.T) {
	d := newDesk()
	d.SetAuthor("  Ada\t Lovelace ")
	if d.now.Author != "Ada Lovelace" || d.Later(preferences.Author) == "" || d.Later(preferences.Language) != "" {
		t.Errorf("author %q, later %q and %q", d.now.Author, d.Later(preferences.Author), d.Later(preferences.Language))
	}
	d.SetAuthor(strings.Repeat("a", 101))
	if d.now.Author != "Ada Lovelace" || len(d.fails) != 1 {
		t.Errorf("a text was taken for a name: %q, %v", d.now.Author, d.fails)
	}
	d.SetAuthor("")
	if d.now.Author != "" || d.Later(preferences.Author) != "" {
		t.Errorf("the name of the system does not come back: %q", d.now.Author)
	}
}

func TestForgetHints_CanBeUndone(t *testing.T) {
	d := newDesk()
	d.now.Here = settings.Here{Hints: []string{"a", "b"}, NoHints: true}
	d.ForgetHints()
	if d.now.Here.Seen("a") {
		t.Error("a hint is still seen")
	}
	d.undo()
	if !d.now.Here.Seen("a") || !d.now.Here.NoHints {
		t.Errorf("after Undo: %+v", d.now.Here)
	}
}

// keeper keeps a rule in memory.
type keeper struct{ home app.BackupHome }

func (k *keeper) List(context.Context) (backup.View, error) { return backup.View{Home: k.home}, nil }
func (k *keeper) SetRule(_ context.Context, r app.BackupRule) (app.BackupHome, error) {
	k.home.Rule = r
	return k.home, nil
}

func TestRule_IsThatOfTheOpenWorkspace(t *testing.T) {
	posted := make(chan func(), 10)
	old := task.Post
	task.Post = func(f func()) { posted <- f }
	t.Cleanup(func() { task.Post = old })
	next := func() {
		t.Helper()
		select {
		case f := <-posted:
			f()
		case <-time.After(10 * time.Second):
			t.Fatal("nothing came")
		}
	}
	d := newDesk()
	k := &keeper{home: app.BackupHome{Rule: app.BackupRule{Every: app.BackupDaily}}}
	d.Backups = k
	d.SetRule(func(r *app.BackupRule) { r.Every = app.BackupHourly })
	if k.home.Rule.Every != app.BackupDaily {
		t.Error("a rule was changed before it was known")
	}
	d.Open()
	next()
	if !d.Known || d.Home.Rule.Every != app.BackupDaily {
		t.Fatalf("rule = %+v, known %v", d.Home.Rule, d.Known)
	}
	d.SetRule(func(r *app.BackupRule) { r.Every = app.BackupHourly })
	next()
	if d.Home.Rule.Every != app.BackupHourly || k.home.Rule.Every != app.BackupHourly {
		t.Errorf("rule = %+v, kept %+v", d.Home.Rule, k.home.Rule)
	}
	d.ReadOnly = true
	d.SetRule(func(r *app.BackupRule) { r.Every = app.BackupWeekly })
	if k.home.Rule.Every != app.BackupHourly {
		t.Error("a rule was changed in a workspace open for reading only")
	}
}
