// Package settings keeps a person's choices on this computer in one file, readable before any window stands.
package settings

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"throughline/app"
)

// Settings are the choices. The zero value is a person who has chosen nothing: everything as it comes.
type Settings struct {
	Appearance    Appearance `json:"appearance,omitempty"`
	ReducedMotion Motion     `json:"reducedMotion,omitempty"`
	Scale         int        `json:"scale,omitempty"`        // size of everything in per cent, 80 to 200; 0 for not chosen
	Rail          Rail       `json:"rail,omitempty"`         // whether the rail at the left shows words
	Language      string     `json:"language,omitempty"`     // "en", "de", "es"; "" for the system's
	Author        string     `json:"author,omitempty"`       // under whose name steps are kept; "" for the name the system knows
	VaultMinutes  int        `json:"vaultMinutes,omitempty"` // without use until the vault locks itself, 1 to 1440; 0 for as it comes, -1 for never

	Shortcuts map[string]string `json:"shortcuts,omitempty"` // keys by the name of a command, such as "Ctrl+Shift+K"; "" for none. Commands that are not named keep theirs. Not to be changed in place

	Here Here `json:"onThisComputer,omitzero"`
}

// Here is what belongs to one computer and does not travel with an export.
type Here struct {
	ModelFolder string   `json:"modelFolder,omitempty"` // of the person's own language model; "" for none
	ModelOn     bool     `json:"modelOn,omitempty"`
	ModelFound  string   `json:"modelFound,omitempty"` // what its check said
	Hints       []string `json:"hints,omitempty"`      // names of hints that were shown, sorted
	NoHints     bool     `json:"noHints,omitempty"`    // no more of them
}

// Appearance is light or dark, plain or of high contrast, or as the system; "" is what was never chosen.
type Appearance string

// The appearances.
const (
	AsSystem     Appearance = "system"
	Light        Appearance = "light"
	Dark         Appearance = "dark"
	Contrast     Appearance = "contrast"      // black on white
	ContrastDark Appearance = "contrast-dark" // white on black
)

// Motion is whether what moves on screen keeps still: as the system says, on or off.
type Motion string

// The choices of reduced motion.
const (
	MotionAsSystem Motion = ""
	MotionReduced  Motion = "on"
	MotionFull     Motion = "off"
)

// Rail is whether the rail shows words.
type Rail string

// The widths of the rail.
const (
	RailWords Rail = ""
	RailIcons Rail = "icons"
)

// Bounds of what can be chosen.
const (
	MinScale     = 80
	MaxScale     = 200
	VaultNever   = -1
	maxMinutes   = int(24 * time.Hour / time.Minute)
	maxAuthor    = 100 // runes: a name, not a text
	maxPath      = 4096
	maxHints     = 500
	maxHintRunes = 60
	maxShortcuts = 500
)

// Languages are the languages the window speaks besides "", the system's.
var Languages = []string{"en", "de", "es"}

var (
	appearances = []Appearance{"", AsSystem, Light, Dark, Contrast, ContrastDark}
	motions     = []Motion{MotionAsSystem, MotionReduced, MotionFull}
	rails       = []Rail{RailWords, RailIcons}
)

// Validate returns EInvalid that names the first choice which cannot be, and what could.
func (s *Settings) Validate() error {
	for _, law := range []struct {
		key, value string
		holds      bool
		fits       string
	}{
		{"appearance", string(s.Appearance), slices.Contains(appearances, s.Appearance), "system, light, dark, contrast or contrast-dark"},
		{"reducedMotion", string(s.ReducedMotion), slices.Contains(motions, s.ReducedMotion), "on or off; without it the system decides"},
		{"scale", fmt.Sprint(s.Scale), s.Scale == 0 || s.Scale >= MinScale && s.Scale <= MaxScale, fmt.Sprintf("a whole number from %d to %d", MinScale, MaxScale)},
		{"rail", string(s.Rail), slices.Contains(rails, s.Rail), "icons; without it the rail shows words"},
		{"language", s.Language, s.Language == "" || slices.Contains(Languages, s.Language), strings.Join(Languages, ", ") + "; without it the system decides"},
		{"vaultMinutes", fmt.Sprint(s.VaultMinutes), s.VaultMinutes >= VaultNever && s.VaultMinutes <= maxMinutes, fmt.Sprintf("1 to %d, or -1 for never", maxMinutes)},
		{"shortcuts", oddShortcut(s.Shortcuts), len(s.Shortcuts) <= maxShortcuts && oddShortcut(s.Shortcuts) == "", "the name of a command with keys such as Ctrl+Shift+K, or nothing"},
		{"author", s.Author, plain(s.Author, maxAuthor), fmt.Sprintf("one line of at most %d letters", maxAuthor)},
		{"modelFolder", s.Here.ModelFolder, plain(s.Here.ModelFolder, maxPath), "the path of a folder"},
		{"modelFound", s.Here.ModelFound, plain(s.Here.ModelFound, maxPath), "one line"},
		{"hints", strings.Join(s.Here.Hints, " "), len(s.Here.Hints) <= maxHints && !slices.ContainsFunc(s.Here.Hints, unnamed), "names of hints that were shown"},
	} {
		if !law.holds {
			return app.Invalid(fmt.Sprintf("The setting %q cannot be %q.", law.key, short(law.value)), "What fits: "+law.fits+".")
		}
	}
	return nil
}

// held is how keys begin that are no single one.
var held = regexp.MustCompile(`^(Ctrl|Alt)[+].`)

// oddShortcut is the first entry that cannot be, in the order of names; "" where all can.
func oddShortcut(all map[string]string) string {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		keys := all[name]
		if unnamed(name) || !plain(keys, maxHintRunes) || keys != "" && !held.MatchString(keys) {
			return name + " " + keys
		}
	}
	return ""
}

func unnamed(hint string) bool { return hint == "" || !plain(hint, maxHintRunes) }

// plain reports whether text is one line of printable text, no longer than a number of runes and without room at its ends.
func plain(text string, most int) bool {
	return utf8.ValidString(text) && utf8.RuneCountInString(text) <= most && strings.TrimSpace(text) == text &&
		!strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' })
}

// short cuts a value that an error cites.
func short(text string) string {
	r := []rune(text)
	if len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return text
}

// Seen reports whether a hint was shown, or none is wanted.
func (h *Here) Seen(hint string) bool { return h.NoHints || slices.Contains(h.Hints, hint) }

// Saw keeps that a hint was shown.
func (h *Here) Saw(hint string) {
	if !slices.Contains(h.Hints, hint) {
		h.Hints = append(slices.Clone(h.Hints), hint)
		slices.Sort(h.Hints)
	}
}
