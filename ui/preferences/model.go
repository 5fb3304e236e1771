// Package preferences is the page of settings: how the window looks and speaks, whose steps these are, backups, privacy, the language model, keys, and all of it as a file.
package preferences

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"throughline/app"
	"throughline/app/backup"
	"throughline/app/settings"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Keeper keeps the rule by which the open workspace is backed up. *backup.Service is one.
type Keeper interface {
	List(ctx context.Context) (backup.View, error)
	SetRule(ctx context.Context, r app.BackupRule) (app.BackupHome, error)
}

// Model is the state of the page and what can be done on it. It belongs to the UI goroutine.
type Model struct {
	Choices  func() settings.Settings
	Change   func(func(*settings.Settings)) error
	Started  settings.Settings // as they were when the program started
	Person   string            // the name steps carry where none is chosen
	Backups  Keeper            // nil without a workspace
	ReadOnly bool              // of the workspace: its rule cannot be changed
	OnChange func()            // paint anew
	OnFail   func(error)
	OnTell   func(text, action string, run func()) // a short message; action "" for none
	Keyboard Keyboard                              // nil without the commands of a workspace

	Home  app.BackupHome // the rule of the workspace and where its backups lie, once Known
	Known bool

	Asks  string // the command whose keys are being chosen; "" for none
	Clash Clash  // what stands in the way of the keys that were pressed

	look task.Latest[backup.View]
	rule task.Latest[app.BackupHome]
}

// Open reads anew what may have changed elsewhere.
func (m *Model) Open() {
	m.changed()
	if m.Backups == nil {
		return
	}
	m.look.Load(m.Backups.List, func(v backup.View, err error) {
		if err != nil {
			m.fail(err)
			return
		}
		m.Home, m.Known = v.Home, true
		m.changed()
	})
}

// Close ends what is read.
func (m *Model) Close() {
	m.look.Cancel()
	m.rule.Cancel()
}

// Set changes choices and tells what was refused.
func (m *Model) Set(change func(*settings.Settings)) {
	if err := m.Change(change); err != nil {
		m.fail(err)
	}
	m.changed()
}

// SetAuthor keeps the name under which steps are kept; "" is the name the system knows. One that is there already changes nothing.
func (m *Model) SetAuthor(name string) {
	name = strings.Join(strings.Fields(name), " ")
	if name != m.Choices().Author {
		m.Set(func(s *settings.Settings) { s.Author = name })
	}
}

// SetRule changes how the open workspace is backed up.
func (m *Model) SetRule(change func(*app.BackupRule)) {
	if m.Backups == nil || !m.Known || m.ReadOnly {
		return
	}
	next := m.Home.Rule
	change(&next)
	if next == m.Home.Rule {
		return
	}
	m.rule.Load(func(ctx context.Context) (app.BackupHome, error) { return m.Backups.SetRule(ctx, next) }, func(h app.BackupHome, err error) {
		if err != nil {
			m.fail(err)
		} else {
			m.Home = h
		}
		m.changed()
	})
}

// Size is how large everything is, in per cent.
func (m *Model) Size() int {
	if n := m.Choices().Scale; n != 0 {
		return n
	}
	return 100
}

// Later says which choices wait for the next start, "" for none.
func (m *Model) Later(of func(*settings.Settings) string) string {
	now := m.Choices()
	if of(&now) == of(&m.Started) {
		return ""
	}
	return say.T("Takes effect at the next start.")
}

// Language and Author are what waits for the next start.
func Language(s *settings.Settings) string { return s.Language }

// Author is the name that steps carry.
func Author(s *settings.Settings) string { return s.Author }

// HintsLine says how many hints were shown.
func (m *Model) HintsLine() string {
	if n := len(m.Choices().Here.Hints); n > 0 {
		return say.T("Shown once, where they help. So far you saw %s.", fmt.Sprint(n))
	}
	return say.T("Shown once, where they help.")
}

// ForgetHints lets every hint be shown once more.
func (m *Model) ForgetHints() {
	before := m.Choices().Here
	m.Set(func(s *settings.Settings) { s.Here.Hints, s.Here.NoHints = nil, false })
	m.tell(say.T("Every hint will be shown once more"), say.T("Undo"), func() {
		m.Set(func(s *settings.Settings) { s.Here.Hints, s.Here.NoHints = before.Hints, before.NoHints })
	})
}

// Export writes the settings that travel.
func (m *Model) Export(w io.Writer) error { return settings.Export(w, m.Choices()) }

// Import takes the settings of a file, and offers the way back. What belongs to this computer stays.
func (m *Model) Import(path string) {
	next, ignored, err := readFile(path)
	if err != nil {
		m.fail(err)
		return
	}
	before := m.Choices()
	put := func(to settings.Settings) {
		m.Set(func(s *settings.Settings) {
			to.Here = s.Here
			*s = to
		})
	}
	put(next)
	words := say.T("The settings of the file hold now")
	if len(ignored) > 0 {
		words += say.T(". This version does not know: %s", strings.Join(ignored[:min(5, len(ignored))], ", "))
	}
	m.tell(words, say.T("Undo"), func() { put(before) })
}

func readFile(path string) (settings.Settings, []string, error) {
	f, err := os.Open(path)
	if err != nil {
		return settings.Settings{}, nil, &app.Error{Code: app.EIO, Op: "import settings", Path: path, Err: err, Message: say.T("The file cannot be opened: %s.", path), Hint: say.T("Is it still there, and may you read it?")}
	}
	defer func() { _ = f.Close() }() // it was only read
	return settings.Read(f)
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}

func (m *Model) fail(err error) {
	if m.OnFail != nil {
		m.OnFail(err)
	}
}

func (m *Model) tell(text, action string, run func()) {
	if m.OnTell != nil {
		m.OnTell(text, action, run)
	}
}
