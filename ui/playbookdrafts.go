package ui

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"throughline/app/report"
	"throughline/ui/playbook"
)

// draftShelf keeps drafts of templates in a file of this program, one a workspace: they are the person's at this computer until they are saved.
type draftShelf struct{ path string }

// draftsOf is the shelf of a workspace under the folder of the program's files.
func draftsOf(root, workspace string) draftShelf {
	if abs, err := filepath.Abs(workspace); err == nil {
		workspace = abs
	}
	sum := sha256.Sum256([]byte(workspace))
	return draftShelf{filepath.Join(root, "drafts-"+hex.EncodeToString(sum[:8])+".json")}
}

// Load implements playbook.Shelf.
func (s draftShelf) Load() (all []playbook.Kept, err error) {
	data, err := os.ReadFile(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return all, json.Unmarshal(data, &all)
}

// Save implements playbook.Shelf.
func (s draftShelf) Save(all []playbook.Kept) error {
	if len(all) == 0 {
		if err := os.Remove(s.path); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
		return err
	}
	return report.WriteFile(s.path, report.FileOptions{Overwrite: true}, func(out io.Writer) error { return json.NewEncoder(out).Encode(all) })
}
