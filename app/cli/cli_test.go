package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"throughline/app/cli"
	"throughline/app/workspace"
	"throughline/storage"
)

// shell runs commands in a folder of its own, which is the working directory of the test.
type shell struct {
	t       *testing.T
	dir     string
	desktop []string // what the window was opened on
	in      string   // what is typed
}

func newShell(t *testing.T) *shell {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	return &shell{t: t, dir: dir}
}

func open(ctx context.Context, path string, mode workspace.Mode) (workspace.Store, error) {
	var s *storage.Store
	var err error
	if mode == workspace.New {
		s, err = storage.Create(ctx, path, storage.Options{})
	} else {
		s, err = storage.Open(ctx, path, storage.Options{ReadOnly: mode == workspace.ReadOnly})
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// run executes a command line and returns what it printed and its exit code.
func (s *shell) run(args ...string) (out, errOut string, code int) {
	s.t.Helper()
	var o, e bytes.Buffer
	now := noon
	code = cli.Run(s.t.Context(), cli.Env{Open: open, Backups: storage.Backups{}, Readers: rivals, In: strings.NewReader(s.in), Out: &o, Err: &e, Version: "1.2.3", Commit: "0123abcd", Author: "Mara", Signs: "Mara",
		Now: func() time.Time { now = now.Add(time.Second); return now },
		Desktop: func(_ context.Context, path string, sample bool) error {
			if path == "broken.throughline" {
				return errors.New("no display")
			}
			if sample {
				path += " sample"
			}
			s.desktop = append(s.desktop, path)
			return nil
		}}, args)
	return o.String(), e.String(), code
}

// must runs a command line that has to succeed and returns what it printed.
func (s *shell) must(args ...string) string {
	s.t.Helper()
	out, errOut, code := s.run(args...)
	if code != cli.ExitOK {
		s.t.Fatalf("%s: exit code %d\n%s%s", strings.Join(args, " "), code, out, errOut)
	}
	return out
}

// fails runs a command line and expects an exit code and words among the errors.
func (s *shell) fails(code int, words string, args ...string) {
	s.t.Helper()
	out, errOut, got := s.run(args...)
	if got != code || !strings.Contains(errOut, words) {
		s.t.Errorf("%s: exit code %d, want %d; errors %q, want %q; output %q", strings.Join(args, " "), got, code, errOut, words, out)
	}
}

func (s *shell) file(name, content string) string {
	s.t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return name
}

func (s *shell) read(name string) string {
	s.t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(b)
}

func (s *shell) missing(name string) {
	s.t.Helper()
	if _, err := os.Stat(name); err == nil {
		s.t.Errorf("%s exists", name)
	}
}

func decode[T any](t *testing.T, text string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v in %q", err, text)
	}
	return v
}

func talk(who, what string) string {
	return "Interviewer: How was the first week?\n\n" + who + ": " + what + " It took three days.\n\nInterviewer: And then what happened?\n\n" +
		who + ": Then I asked a colleague for help.\n"
}

func TestRun_UsageErrors(t *testing.T) {
	s := newShell(t)
	s.must("new", "w")
	for _, c := range []struct {
		name, words string
		args        []string
	}{
		{"an unknown command", `unknown command "imprt"; did you mean import?`, []string{"imprt"}},
		{"a command like no other", "run throughline help", []string{"qwertz", "x"}},
		{"an unknown flag", "--nonsense", []string{"check", "--nonsense"}},
		{"an argument too many", "w.throughline", []string{"check", "w.throughline"}},
		{"two files to open", "2", []string{"open", "a", "b"}},
		{"no name", "give the name of the new workspace file", []string{"new"}},
		{"two names", "give the name", []string{"new", "a", "b"}},
		{"an empty study", "--study", []string{"new", "a", "--study", " "}},
		{"no workspace", "-w FILE", []string{"check"}},
		{"no workspace to search", "-w FILE", []string{"search", "x"}},
		{"nothing to search", "what to search", []string{"search", "-w", "w.throughline"}},
		{"nothing to import", "files or folders", []string{"import", "-w", "w.throughline"}},
		{"no folder for the demo", "--out DIR", []string{"demo"}},
		{"no name for the copy", "--out FILE", []string{"backup", "-w", "w.throughline"}},
		{"generate into nothing", "either --out DIR", []string{"generate"}},
		{"generate into both", "either --out DIR", []string{"generate", "--out", "a", "-w", "b"}},
		{"generate none", "from 1", []string{"generate", "--out", "a", "--interviews", "0"}},
		{"generate words below nothing", "from 0", []string{"generate", "--out", "a", "--words", "-1"}},
		{"generate a programme into files", "give -w FILE", []string{"generate", "--out", "a", "--studies", "2"}},
		{"generate fewer studies than none", "from 0", []string{"generate", "-w", "a", "--studies", "-2"}},
		{"generate a format there is not", "txt or vtt", []string{"generate", "--out", "a", "--format", "pdf"}},
		{"one theme", "--k", []string{"themes", "-w", "w.throughline", "--k", "1"}},
		{"themes below nothing", "--k", []string{"themes", "-w", "w.throughline", "--k", "-2"}},
		{"a grain out of range", "--granularity", []string{"themes", "-w", "w.throughline", "--granularity", "2"}},
		{"a word for a number", "--k", []string{"themes", "-w", "w.throughline", "--k", "many"}},
		{"themes of a table into nothing", "--out", []string{"themes", "--input", "x.csv", "--text", "a"}},
		{"suggestions from nothing", "--train", []string{"suggest", "--input", "x.csv", "--text", "a", "--out", "y.csv"}},
		{"a paper there is not", "A4 or Letter", []string{"report", "-w", "w.throughline", "--paper", "A3"}},
	} {
		t.Run(c.name, func(t *testing.T) { s.t = t; s.fails(cli.ExitUsage, c.words, c.args...) })
	}
	s.t = t
	s.missing("a.throughline")
	s.missing("b")
}

func TestRun_ErrorsAsJSON(t *testing.T) {
	s := newShell(t)
	_, errOut, code := s.run("check", "-w", "nowhere.throughline", "--json")
	e := decode[map[string]string](t, errOut)
	if code != cli.ExitNotFound || e["code"] != "not_found" || !strings.Contains(e["error"], "nowhere.throughline") || e["hint"] == "" {
		t.Errorf("exit code %d, %v", code, e)
	}
}

func TestRun_HelpNamesEveryCommand(t *testing.T) {
	s := newShell(t)
	help := s.must("help")
	for _, name := range []string{"open", "new", "import", "themes", "suggest", "code", "search", "memos", "report", "metrics", "check", "backup", "demo", "generate", "version"} {
		if !strings.Contains(help, "\n  "+name+" ") {
			t.Errorf("help does not name %s", name)
		}
		if one := s.must(name, "--help"); !strings.Contains(one, "Usage:") || !strings.Contains(one, "throughline "+name) {
			t.Errorf("%s --help: %q", name, one)
		}
	}
}

func TestOpen_ChoosesWhatTheWindowShows(t *testing.T) {
	s := newShell(t)
	s.file("no ending", "x")
	for _, args := range [][]string{{}, {"open"}, {"open", "a.throughline"}, {"open", "--sample"}, {"b.throughline"}, {"no ending"}} {
		s.must(args...)
	}
	if got, want := strings.Join(s.desktop, "|"), "||a.throughline| sample|b.throughline|no ending"; got != want {
		t.Errorf("opened %q, want %q", got, want)
	}
	s.fails(cli.ExitFailed, "no display", "open", "broken.throughline")
}

func TestVersion(t *testing.T) {
	s := newShell(t)
	if got := s.must("--version"); got != s.must("version") {
		t.Errorf("--version prints %q", got)
	}
	if got := s.must("version"); got != "throughline 1.2.3 (commit 0123abcd)\n" {
		t.Errorf("version prints %q", got)
	}
	if got := decode[map[string]string](t, s.must("version", "--json")); got["version"] != "1.2.3" || got["commit"] != "0123abcd" {
		t.Errorf("version --json gives %v", got)
	}
}

func TestRun_StoppedEndsWithAFailure(t *testing.T) {
	s := newShell(t)
	s.must("new", "w")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errOut bytes.Buffer
	if code := cli.Run(ctx, cli.Env{Open: open, Out: &out, Err: &errOut}, []string{"check", "-w", "w.throughline"}); code != cli.ExitFailed ||
		!strings.Contains(errOut.String(), "Stopped.") {
		t.Errorf("exit code %d, errors %q", code, errOut.String())
	}
}
