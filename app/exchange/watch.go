package exchange

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"throughline/app"
)

// Watch is a folder whose new files come into a study. Who has it looks from time to time: a notice of the system does not reach shared folders,
// and comes while a file is still being written. Files are only read. It is not safe for concurrent use.
type Watch struct {
	Dir   string
	Study app.StudyID
	Done  []string // marks of files that were dealt with, in the order in which they were

	last map[string]string // marks by path, when it looked last
}

// mostDone is how many marks are kept: of older files the study knows the bytes.
const mostDone = 5000

// unfinished end the names of files that a program is still writing.
var unfinished = []string{".part", ".partial", ".crdownload", ".download", ".tmp"}

// Look returns the files that are new and whole, in name order: those that are as they were when it looked before, and were not dealt with. Returns
// ENotFound or EIO when the folder cannot be read, as when a shared folder is away.
func (w *Watch) Look(ctx context.Context) ([]string, error) {
	if info, err := os.Stat(w.Dir); err != nil || !info.IsDir() {
		return nil, &app.Error{Code: app.ENotFound, Message: "The folder " + w.Dir + " that is watched is not there.", Hint: "Bring it back, or stop watching it.", Path: w.Dir, Err: err}
	}
	files, err := walk(ctx, w.Dir)
	if err != nil {
		return nil, err
	}
	var ready []string
	now := map[string]string{}
	for _, f := range files {
		mark, ok := markOf(f.path)
		if !ok || f.err != nil || slices.Contains(w.Done, mark) {
			continue
		}
		now[f.path] = mark
		if w.last[f.path] == mark {
			ready = append(ready, f.path)
		}
	}
	w.last = now
	return ready, nil
}

// markOf names a file in one state: its name, how long it is and when it was written. ok is false for files that are empty or unfinished.
func markOf(path string) (mark string, ok bool) {
	info, err := os.Stat(path)
	name := strings.ToLower(filepath.Base(path))
	if err != nil || info.Size() == 0 || strings.HasPrefix(name, "~$") || slices.Contains(unfinished, filepath.Ext(name)) {
		return "", false
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s/%d/%d", filepath.Base(path), info.Size(), info.ModTime().UnixNano()))
	return hex.EncodeToString(sum[:8]), true
}

// ImportWatched imports files that Look returned into the study of a watch, as one step, and marks them as dealt with: what the study holds already does not come twice, also after a restart,
// and what could not be read is told once, until the file changes. Errors are those of Import.
func (s *Service) ImportWatched(ctx context.Context, w *Watch, ready []string, p app.Progress) (Result, error) {
	marks := map[string]string{}
	for _, path := range ready {
		marks[path], _ = markOf(path) // one that is gone fails as it is read
	}
	res, err := s.Import(ctx, ready, Options{Study: w.Study}, p)
	for _, f := range res.Files {
		if mark := marks[f.Path]; mark != "" && (err == nil || f.Status != Skipped) {
			w.Done = append(w.Done, mark)
		}
	}
	if more := len(w.Done) - mostDone; more > 0 {
		w.Done = slices.Delete(w.Done, 0, more)
	}
	return res, err
}
