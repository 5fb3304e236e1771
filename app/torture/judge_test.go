//go:build linux

package torture_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"throughline/storage/storagetest"
)

// job is one command with what it is to do.
type job struct {
	args  []string
	path  string // the workspace that it works on
	known state  // what that holds before

	// A command that takes steps. idle says that it may find nothing to do; grows are tables and by how many rows at least.
	idle  bool
	grows map[string]int

	// A command that writes a file and no step: out is it, old what stood there before, nil for nothing.
	out   string
	old   []byte
	whole func(path string) error

	// A command that judges itself.
	judge func(e ended) (found, string)
}

// found is what a command left behind.
type found int

const (
	nothing found = iota // the workspace or the file is as it was before
	some                 // the first of several steps
	all
)

// judge looks at what a command left behind. wrong is what must not be, "" for nothing.
func (r *rig) judge(j *job, e ended) (left found, wrong string) {
	r.t.Helper()
	if bad := badWords(e); bad != "" {
		return nothing, bad
	}
	switch {
	case j.judge != nil:
		left, wrong = j.judge(e)
	case j.out != "":
		left, wrong = r.judgeFile(j, e)
	default:
		left, wrong = r.judgeSteps(j)
	}
	if wrong == "" && e.done && left != all && !j.idle {
		wrong = "it said that it is done, and it is not there"
	}
	return left, wrong
}

// badWords finds what a program must not print whatever the disk does.
func badWords(e ended) string {
	for _, bad := range []string{"panic:", "goroutine ", "fatal error:", "SIGSEGV", "SIGBUS"} {
		if strings.Contains(e.err, bad) {
			return "it printed " + bad
		}
	}
	if !e.done && !e.struck && !strings.Contains(e.err, "throughline:") && e.out == "" {
		return "it failed without saying why"
	}
	return ""
}

// judgeSteps takes back the steps that were not there before: each must be whole, and what is left what was there.
func (r *rig) judgeSteps(j *job) (found, string) {
	s, now, wrong := r.opened(j.path)
	if wrong != "" {
		return nothing, wrong
	}
	defer func() { _ = s.Close() }() // it is a copy
	n, wrong := storagetest.TakeBack(s, j.known.State)
	if wrong != "" {
		return nothing, wrong
	}
	left := nothing
	if n > 0 {
		left = some
		if grew(j, now) {
			left = all
		}
	}
	if j.path == r.path {
		r.known = now
	}
	j.known = now
	return left, ""
}

// grew says whether tables have the rows that the command was to bring.
func grew(j *job, now state) bool {
	for table, n := range j.grows {
		if now.tables[table] < j.known.tables[table]+n {
			return false
		}
	}
	return true
}

// judgeFile sees that a file is the old one, byte by byte, or a whole new one, and that the workspace it was made of is as it was.
func (r *rig) judgeFile(j *job, e ended) (found, string) {
	if left, wrong := r.judgeSteps(&job{path: j.path, known: j.known}); wrong != "" || left != nothing {
		return nothing, "the workspace changed by writing a file of it: " + wrong
	}
	b, err := os.ReadFile(j.out)
	switch {
	case os.IsNotExist(err) && j.old == nil:
		return nothing, ""
	case err != nil:
		return nothing, "the file that was there is gone: " + err.Error()
	case j.old != nil && slices.Equal(b, j.old) && !(e.done && j.whole(j.out) == nil): // the same may have been written again
		return nothing, ""
	}
	if err := j.whole(j.out); err != nil {
		return nothing, fmt.Sprintf("%s is there in part: %v", filepath.Base(j.out), err)
	}
	return all, ""
}

// copyHolds says whether a file is a whole workspace that holds what is wanted.
func (r *rig) copyHolds(want string) func(path string) error {
	return func(path string) error {
		s, now, wrong := r.opened(path)
		if wrong != "" {
			return errors.New(wrong)
		}
		_ = s.Close() // it is a copy of a copy
		if want != "" && now.Hash != want {
			return errors.New("it holds something else than the workspace")
		}
		return nil
	}
}

// guard is the file in a folder of backups by which two programs that back up wait for each other: it stays, since one that is removed could be held by a third.
const guard = "making.lock"

// strays are files that nobody asked for: parts of files, logs and locks of programs that ended, temporary ones.
func (r *rig) strays() (all []string) {
	r.t.Helper()
	for _, dir := range []string{r.dir, filepath.Join(r.home, "tmp")} {
		err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			name := filepath.Base(path)
			if err == nil && path != dir && name != guard && (strings.HasSuffix(dir, "tmp") || strings.HasPrefix(name, ".") || strings.Contains(name, ".part") || strings.Contains(name, ".raw") ||
				strings.HasSuffix(name, "-wal") || strings.HasSuffix(name, "-shm") || strings.HasSuffix(name, "-journal") || strings.HasSuffix(name, ".lock")) {
				all = append(all, strings.TrimPrefix(path, filepath.Dir(r.home)))
			}
			return err
		})
		if err != nil && !os.IsNotExist(err) {
			r.t.Fatal(err)
		}
	}
	return all
}
