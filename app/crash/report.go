package crash

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Cause is what a report is of.
type Cause string

// The causes of a report.
const (
	Ended Cause = "The program ended because of a fault."
	Task  Cause = "A task stopped because of a fault; the program went on."
)

// keep is how many reports are kept.
const keep = 5

// reportStart begins the names of reports.
const reportStart = "report-"

// Report is a file that tells of a fault.
type Report struct {
	Path  string
	Cause Cause
}

// Reports lists the reports in dir, the newest first.
func Reports(dir string) []Report {
	var all []Report
	for _, path := range reports(dir) {
		r := Report{Path: path, Cause: Ended}
		if text, err := r.Text(); err == nil && strings.HasPrefix(text, string(Task)) {
			r.Cause = Task
		}
		all = append(all, r)
	}
	slices.Reverse(all)
	return all
}

// reports lists the files, the oldest first.
func reports(dir string) []string {
	paths, _ := filepath.Glob(filepath.Join(dir, reportStart+"*.txt")) // fails for a broken pattern only
	return paths
}

// Text is the report in words, as it is saved. Returns the operating system's error if it is gone.
func (r Report) Text() (string, error) {
	b, err := os.ReadFile(r.Path)
	return string(b), err
}

// Name is what a copy of the report is called unless somebody chooses otherwise.
func (r Report) Name() string { return "Throughline " + filepath.Base(r.Path) }

// Dismiss deletes the report. Returns the operating system's error.
func (r Report) Dismiss() error { return os.Remove(r.Path) }

// report writes a report of a trace and drops the oldest beyond keep. Reports of the same second share a file name's start and have numbers.
func report(dir, run string, cause Cause, trace string, at time.Time) error {
	who, notes, _ := strings.Cut(run, "\n\n")
	text := fmt.Sprintf("%s\n\n%s\nHappened %s\n\nWhat was done last (UTC)\n%s\n\nWhere it happened\n%s\n", cause, strings.TrimRight(who, "\n"),
		at.UTC().Format("2006-01-02 15:04:05 UTC"), indent(notes), Clean(trace))
	name := reportStart + at.UTC().Format("2006-01-02-150405")
	for n := 1; ; n++ {
		path := filepath.Join(dir, fmt.Sprintf("%s-%d.txt", name, n))
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if os.IsExist(err) && n < 100 {
			continue
		}
		if err != nil {
			return err
		}
		if _, err = f.WriteString(text); err == nil {
			err = f.Sync()
		}
		if shut := f.Close(); err == nil {
			err = shut
		}
		if err != nil {
			_ = os.Remove(path) // half a report is none
			return err
		}
		break
	}
	for all := reports(dir); len(all) > keep; all = all[1:] {
		_ = os.Remove(all[0]) // a report too many does no harm
	}
	return nil
}

func indent(notes string) string {
	notes = strings.TrimSpace(notes)
	if notes == "" {
		return "  nothing yet"
	}
	return "  " + strings.ReplaceAll(notes, "\n", "\n  ")
}
