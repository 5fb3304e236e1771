package settings

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"throughline/app"
)

// format and version head every file, so that any other is told from it. A later version adds keys; what no longer means the same gets a new number.
const (
	format  = "throughline settings"
	version = 1
	maxFile = 1 << 20 // bytes; a file of settings has a few hundred
)

// document is the file: its head, then the settings as keys of the same object.
type document struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Settings
}

// Folder is where a person's settings lie; beside the program where the system has no such place.
func Folder() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ".throughline"
	}
	return filepath.Join(dir, "throughline")
}

// Path is the file of settings in a folder.
func Path(dir string) string { return filepath.Join(dir, "settings.json") }

// Language is the language a person has chosen in the file of Folder, "" for the system's and where the file cannot be read.
func Language() string {
	s, err := Load(Folder())
	if err != nil {
		return ""
	}
	return s.Language
}

// Load reads the settings of a folder. Without a file nothing was chosen. Returns EInvalid for a file that is none of settings or holds what cannot be,
// EIO where it cannot be read; the settings are the zero value then.
func Load(dir string) (Settings, error) {
	f, err := os.Open(Path(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return Settings{}, nil
	}
	if err != nil {
		return Settings{}, refused("The settings cannot be read.", Path(dir), err)
	}
	defer func() { _ = f.Close() }() // it was only read
	s, _, err := Read(f)
	return s, err
}

// changing keeps two changes of one program from crossing.
var changing sync.Mutex

// Change reads the settings of a folder anew, lets change have them, and writes them whole or not at all: another window of the same person loses nothing. A file
// that could not be read is kept beside as settings.json.bad. Returns what was written, EInvalid where it cannot be, EIO where it could not be written; the file
// stays as it was then.
func Change(dir string, change func(*Settings)) (Settings, error) {
	changing.Lock()
	defer changing.Unlock()
	s, err := Load(dir)
	if err != nil {
		if app.CodeOf(err) != app.EInvalid {
			return Settings{}, err
		}
		_ = os.Rename(Path(dir), Path(dir)+".bad") // without it the file is written over: nothing in it could be used
	}
	change(&s)
	if err := s.Validate(); err != nil {
		return Settings{}, err
	}
	if err := save(dir, s); err != nil {
		return Settings{}, refused("The settings cannot be saved.", Path(dir), err)
	}
	return s, nil
}

// save writes beside, syncs and renames.
func save(dir string, s Settings) (err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(dir, ".settings.*.part")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tmp.Close() // closed already, or about to be removed
			_ = os.Remove(tmp.Name())
		}
	}()
	if err := Write(tmp, s); err != nil {
		return err
	}
	if err := tmp.Sync(); err != nil {
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), Path(dir))
}

func refused(message, path string, err error) error {
	return &app.Error{Code: app.EIO, Op: "settings", Path: path, Err: err, Message: message, Hint: "Is there room on the disk, and may this folder be written: " + filepath.Dir(path) + "?"}
}

// Write writes settings as indented JSON that Read reads.
func Write(w io.Writer, s Settings) error {
	out, err := json.MarshalIndent(document{format, version, s}, "", "  ")
	if err != nil {
		return fmt.Errorf("write settings: %w", err)
	}
	_, err = w.Write(append(out, '\n'))
	return err
}

// Export writes what travels to another computer: all but Here.
func Export(w io.Writer, s Settings) error {
	s.Here = Here{}
	return Write(w, s)
}

// Read reads settings. ignored are keys that this version does not know, sorted; a newer program may have written them. Returns EInvalid for what is no file of
// settings, is longer than 1 MiB, is of a later version or holds what cannot be, with the line where it is broken.
func Read(r io.Reader) (s Settings, ignored []string, err error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	switch {
	case err != nil:
		return s, nil, &app.Error{Code: app.EIO, Op: "settings", Err: err, Message: "The file of settings cannot be read.", Hint: "Is the disk still there?"}
	case len(data) > maxFile:
		return s, nil, app.Invalid("This is no file of settings: it is larger than 1 MiB.", choose)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if len(bytes.TrimSpace(data)) == 0 {
		return s, nil, app.Invalid("The file of settings is empty.", choose)
	}
	var d document
	if err := json.Unmarshal(data, &d); err != nil {
		return s, nil, broken(data, err)
	}
	switch {
	case d.Format != format:
		return s, nil, app.Invalid("This is no file of settings of Throughline.", choose)
	case d.Version < 1:
		return s, nil, app.Invalid("The file of settings does not say its version.", choose)
	case d.Version > version:
		return s, nil, app.Invalid("These settings were written by a later version of Throughline.", "Use that version, or export them from it again after choosing less.")
	}
	if err := d.Validate(); err != nil {
		return s, nil, err
	}
	return d.Settings, unknown(data), nil
}

const choose = "Choose a file that “Export settings…” wrote; its name ends in .json."

// broken says where JSON cannot be read, in lines as an editor counts them.
func broken(data []byte, err error) error {
	at := int64(len(data))
	why := "it ends too early or is not JSON"
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		at, why = syntax.Offset, "it is not JSON from there on"
	case errors.As(err, &kind):
		at = kind.Offset
		key := kind.Field[strings.LastIndexByte(kind.Field, '.')+1:]
		if key == "" {
			return app.Invalid("This is no file of settings of Throughline.", choose)
		}
		why = fmt.Sprintf("%q cannot be a %s", key, kind.Value)
	}
	line := 1 + bytes.Count(data[:min(max(at, 0), int64(len(data)))], []byte("\n"))
	e := &app.Error{Code: app.EInvalid, Op: "settings", Err: err, Message: fmt.Sprintf("The file of settings cannot be read: line %d, %s.", line, why), Hint: choose}
	return e
}

// unknown lists keys of the file that no setting has.
func unknown(data []byte) []string {
	var keys map[string]json.RawMessage
	if json.Unmarshal(data, &keys) != nil {
		return nil // it was read before
	}
	known := []string{"format", "version", "appearance", "reducedmotion", "scale", "rail", "language", "author", "vaultminutes", "shortcuts", "onthiscomputer"}
	var out []string
	for k := range keys {
		if !slices.Contains(known, strings.ToLower(k)) {
			out = append(out, short(k))
		}
	}
	slices.Sort(out)
	return out
}
