package crash_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"throughline/app/crash"
)

// secret is what somebody said; no file may hold it once a report is made.
const secret = "P07 said: nobody tells us"

var about = crash.About{Version: "1.2.3", Commit: "0123abcd", System: "linux/amd64"}

// noMap cannot be written to.
func noMap() map[string]int { return nil }

// ends are the ways in which the program of these tests, run as another process, comes to its end.
var ends = map[string]func(*crash.Run){
	"a panic":                      func(*crash.Run) { panic(secret) },
	"a panic of an error":          func(*crash.Run) { panic(errors.New("vector: " + secret + "\n\tpanic: runtime error: " + secret)) },
	"a panic of another goroutine": func(*crash.Run) { go func() { panic(secret) }(); select {} },
	"a fault of the runtime":       func(*crash.Run) { _ = []int{}[len(os.Args)] },
	"a nil map":                    func(*crash.Run) { noMap()[secret] = 1 },
	"a kill": func(*crash.Run) {
		p, err := os.FindProcess(os.Getpid())
		if err == nil {
			_ = p.Kill()
		}
		select {}
	},
	"the end": func(r *crash.Run) { r.End(); r.Note("too late"); os.Exit(0) },
}

func TestMain(m *testing.M) {
	if end := ends[os.Getenv("CRASH_END")]; end != nil {
		r, _, err := crash.Begin(os.Getenv("CRASH_DIR"), about, time.Now)
		if err != nil {
			panic(err)
		}
		for range 100 {
			r.Note("screen findings")
		}
		r.Note("committed")
		end(r)
	}
	os.Exit(m.Run())
}

// end runs a program that comes to its end in dir.
func end(t *testing.T, dir, how string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "CRASH_END="+how, "CRASH_DIR="+dir)
	out, err := cmd.CombinedOutput()
	if how == "the end" && err != nil || how != "the end" && err == nil {
		t.Fatalf("%s ends with %v\n%s", how, err, out)
	}
}

// begin begins a run in dir as the next start does, and ends it.
func begin(t *testing.T, dir string) (reports []crash.Report, stopped bool) {
	t.Helper()
	r, stopped, err := crash.Begin(dir, about, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer r.End()
	return r.Reports(), stopped
}

func TestBegin_TellsHowTheLastRunEnded(t *testing.T) {
	for _, c := range []struct {
		how     string
		stopped bool
		said    string // in the report; "" for no report
	}{
		{"a panic", false, "panic: … (the words are left out)"},
		{"a panic of an error", false, "panic: vector: … (the words are left out)"},
		{"a panic of another goroutine", false, "panic: … (the words are left out)"},
		{"a fault of the runtime", false, "panic: runtime error: index out of range [1] with length 0"},
		{"a nil map", false, "panic: assignment to entry in nil map"},
		{"a kill", true, ""},
		{"the end", false, ""},
	} {
		t.Run(c.how, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "state")
			end(t, dir, c.how)
			reports, stopped := begin(t, dir)
			if stopped != c.stopped || len(reports) != 0 != (c.said != "") {
				t.Fatalf("stopped %v, %d reports", stopped, len(reports))
			}
			if c.said != "" {
				text, err := reports[0].Text()
				if err != nil {
					t.Fatal(err)
				}
				for _, want := range []string{string(crash.Ended), "Throughline 1.2.3 (commit 0123abcd)\nSystem linux/amd64", " committed\n", c.said, "run_test.go:"} {
					if !strings.Contains(text, want) {
						t.Errorf("the report does not say %q:\n%s", want, text)
					}
				}
				if n := strings.Count(text, "screen findings"); n != 39 {
					t.Errorf("%d of the last 40 notes", n)
				}
			}
			if again, stopped := begin(t, dir); stopped || len(again) != len(reports) {
				t.Errorf("told again: stopped %v, %d reports", stopped, len(again))
			}
			for _, path := range files(t, dir) {
				b, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if strings.Contains(string(b), "P07") {
					t.Errorf("%s holds somebody's words:\n%s", filepath.Base(path), b)
				}
			}
			if n := len(files(t, dir)); n != len(reports) {
				t.Errorf("%d files stay, want the %d reports: %q", n, len(reports), files(t, dir))
			}
		})
	}
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestBegin_LeavesARunThatLivesAlone(t *testing.T) {
	dir := t.TempDir()
	r, _, err := crash.Begin(dir, about, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer r.End()
	r.Note("screen home")
	if reports, stopped := begin(t, dir); stopped || len(reports) != 0 {
		t.Errorf("a run that lives is told of: %v, %v", stopped, reports)
	}
}

func TestFault_IsToldAtOnceAndKeepsTheNewestFive(t *testing.T) {
	dir := t.TempDir()
	at := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	r, _, err := crash.Begin(dir, about, func() time.Time { return at })
	if err != nil {
		t.Fatal(err)
	}
	defer r.End()
	r.Note("job running")
	for i := range 7 {
		at = at.Add(time.Duration(i/6) * time.Minute) // six in one second, then a later one
		r.Fault(errors.New("report: "+secret), []byte("goroutine 7 [running]:\nthroughline/app/report.Compose(0x1, 0x2)\n\t/build/somebody/report/compose.go:12 +0x1a\n"))
	}
	all := r.Reports()
	if len(all) != 5 {
		t.Fatalf("%d reports, want 5", len(all))
	}
	text, err := all[0].Text()
	if err != nil {
		t.Fatal(err)
	}
	want := string(crash.Task) + `

Throughline 1.2.3 (commit 0123abcd)
System linux/amd64
Began 2026-11-26 12:00:00 UTC
Happened 2026-11-26 12:01:00 UTC

What was done last (UTC)
  12:00:00 job running

Where it happened
panic: report: … (the words are left out)
goroutine [running]
  throughline/app/report.Compose
    report/compose.go:12
`
	if text != want || all[0].Cause != crash.Task {
		t.Errorf("%v, report\n%s\nwant\n%s", all[0].Cause, text, want)
	}
	if err := all[0].Dismiss(); err != nil {
		t.Fatal(err)
	}
	if left := r.Reports(); len(left) != 4 || left[0] == all[0] {
		t.Errorf("%d stay after one was dismissed", len(left))
	}
}

func TestRun_NilKeepsNothing(t *testing.T) {
	var r *crash.Run
	r.Note("screen home")
	r.Fault("x", nil)
	r.End()
	if r.Reports() != nil {
		t.Error("reports of nothing")
	}
}

func TestBegin_SaysWhenNothingCanBeWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := crash.Begin(path, about, time.Now); err == nil {
		t.Error("a file is taken for a folder")
	}
}
