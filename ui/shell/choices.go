package shell

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"reflect"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/settings"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Settings are a person's choices on this computer, and where they were: studies and findings never go here. Choices stand in the file of app/settings; what
// only says where somebody was, such as the files opened lately, in the preferences of the toolkit.
type Settings struct {
	prefs  fyne.Preferences
	dir    string // of the file of choices; "" keeps them for this run only
	now    settings.Settings
	bad    error      // why the file could not be read
	looks  int        // how often appearance or scale was put into force anew
	theme  *kit.Theme // in force; nil before Apply
	scaled int        // scale that the toolkit was told
	OnTurn func()     // choices were changed; nil while nobody looks

	// Late has choices written beside the window, in order, and hears of those that could not be; nil writes at once.
	Late      func(error)
	writing   task.Queue
	unwritten int // changes that are not in the file yet
}

// NewSettings takes choices from the file in dir and keeps them there. Choices that an earlier version kept in the preferences move into it.
func NewSettings(p fyne.Preferences, dir string) *Settings {
	s := &Settings{prefs: p, dir: dir}
	if dir == "" {
		return s
	}
	_, err := os.Stat(settings.Path(dir))
	if s.now, s.bad = settings.Load(dir); errors.Is(err, fs.ErrNotExist) {
		s.inherit()
	}
	if s.bad != nil {
		why, _ := say.Explain(s.bad)
		s.bad = &app.Error{Code: app.CodeOf(s.bad), Op: "settings", Path: settings.Path(dir), Err: s.bad, Message: say.T("Your settings cannot be read, so everything is as it comes. %s", why),
			Hint: say.T("The file stays beside the new one as settings.json.bad when you choose anew.")}
	}
	return s
}

// Keys of the preferences in which earlier versions kept choices.
const (
	oldMode       = "appearance"
	oldScale      = "scale"
	oldNarrow     = "rail.narrow"
	oldModelDir   = "model.dir"
	oldModelOn    = "model.on"
	oldModelFound = "model.found"
	oldVault      = keyTaste + "vault.idle"
)

// inherit takes over what an earlier version kept.
func (s *Settings) inherit() {
	old := settings.Settings{Appearance: settings.Appearance(s.prefs.String(oldMode)),
		Here: settings.Here{ModelFolder: s.prefs.String(oldModelDir), ModelOn: s.prefs.Bool(oldModelOn), ModelFound: s.prefs.String(oldModelFound)}}
	if n := s.prefs.Int(oldScale); n != 0 {
		old.Scale = min(settings.MaxScale, max(settings.MinScale, n))
	}
	if s.prefs.Bool(oldNarrow) {
		old.Rail = settings.RailIcons
	}
	if d, err := time.ParseDuration(s.prefs.String(oldVault)); err == nil {
		old.VaultMinutes = minutesOf(d)
	}
	if old.Validate() == nil && (old.Appearance != "" || old.Scale != 0 || old.Rail != "" || old.VaultMinutes != 0 || old.Here.ModelFolder != "") {
		_ = s.Change(func(now *settings.Settings) { *now = old }) // where it cannot be written it holds for this run
	}
}

// minutesOf is a time without use as the settings keep it.
func minutesOf(d time.Duration) int {
	if d < 0 {
		return settings.VaultNever
	}
	return min(24*60, max(1, int(d/time.Minute)))
}

// VaultIdle is after how long without use the vault locks itself, negative for never, 0 where nothing was chosen.
func (s *Settings) VaultIdle() time.Duration {
	if s.now.VaultMinutes == settings.VaultNever {
		return -1
	}
	return time.Duration(s.now.VaultMinutes) * time.Minute
}

// SetVaultIdle keeps after how long the vault locks itself.
func (s *Settings) SetVaultIdle(d time.Duration) error {
	return s.Change(func(now *settings.Settings) { now.VaultMinutes = minutesOf(d) })
}

// Choices returns what is chosen.
func (s *Settings) Choices() settings.Settings { return s.now }

// Trouble says why the file of choices could not be read when the program started, nil if it could.
func (s *Settings) Trouble() error { return s.bad }

// Change changes choices, at once and for later. Returns EInvalid and changes nothing for what cannot be; where the file cannot be written it returns why, or tells
// Late, and the change holds for this run.
func (s *Settings) Change(change func(*settings.Settings)) error {
	next := s.now
	change(&next)
	if err := next.Validate(); err != nil {
		return err
	}
	switch {
	case s.dir == "":
	case s.Late != nil:
		s.writeLater(change)
	default:
		kept, err := settings.Change(s.dir, change)
		if err != nil {
			s.take(next)
			return err
		}
		next = kept
	}
	s.take(next)
	return nil
}

// writeLater writes a change beside the window, and takes what another window of the same person has chosen meanwhile.
func (s *Settings) writeLater(change func(*settings.Settings)) {
	s.unwritten++
	var kept settings.Settings
	s.writing.Do(func(context.Context) (err error) {
		kept, err = settings.Change(s.dir, change)
		return err
	}, func(err error) {
		s.unwritten--
		switch {
		case err != nil:
			s.Late(err)
		case s.unwritten == 0 && !reflect.DeepEqual(kept, s.now):
			s.take(kept)
		}
	})
}

// take puts choices into force.
func (s *Settings) take(next settings.Settings) {
	before := s.now
	s.now = next
	if next.Appearance != before.Appearance || next.Scale != before.Scale {
		s.Apply()
	}
	if s.OnTurn != nil {
		s.OnTurn()
	}
}

// modes are the looks of the window by the appearance that is chosen.
var modes = map[settings.Appearance]kit.Mode{settings.AsSystem: kit.System, settings.Light: kit.Light, settings.Dark: kit.Dark,
	settings.Contrast: kit.HighContrast, settings.ContrastDark: kit.HighDark}

// Mode is how the window looks; light until the person chooses, because many desktops do not tell.
func (s *Settings) Mode() kit.Mode {
	if m, ok := modes[s.now.Appearance]; ok {
		return m
	}
	return kit.Light
}

// SetMode chooses how the window looks, at once and for later.
func (s *Settings) SetMode(m kit.Mode) error {
	return s.Change(func(now *settings.Settings) {
		for a, mode := range modes {
			if mode == m {
				now.Appearance = a
			}
		}
	})
}

// Scale is the size of everything in per cent, 80 to 200.
func (s *Settings) Scale() int {
	if s.now.Scale == 0 {
		return 100
	}
	return s.now.Scale
}

// SetScale changes the size of everything, at once and for later; what is beyond the bounds is brought to them.
func (s *Settings) SetScale(percent int) error {
	return s.Change(func(now *settings.Settings) { now.Scale = min(settings.MaxScale, max(settings.MinScale, percent)) })
}

// RailNarrow reports whether the rail shows icons only.
func (s *Settings) RailNarrow() bool { return s.now.Rail == settings.RailIcons }

// SetRailNarrow remembers the rail's width.
func (s *Settings) SetRailNarrow(on bool) error {
	return s.Change(func(now *settings.Settings) {
		now.Rail = settings.RailWords
		if on {
			now.Rail = settings.RailIcons
		}
	})
}

// SetHints has hints shown, or no more of them.
func (s *Settings) SetHints(on bool) error {
	return s.Change(func(now *settings.Settings) { now.Here.NoHints = !on })
}

// Saw keeps that a hint was shown; Seen reports whether it was, or none is wanted.
func (s *Settings) Saw(hint string) {
	_ = s.Change(func(now *settings.Settings) { now.Here.Saw(hint) }) // at worst it is shown again in the next run
}

// Seen reports whether a hint was shown, or none is wanted.
func (s *Settings) Seen(hint string) bool { return s.now.Here.Seen(hint) }
