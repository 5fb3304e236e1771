//go:build e2e

package e2e

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The screen of the soak, pixels, and the sizes the window gets in it.
const soakWide, soakHigh = 1920, 1080

var soakSizes = [][2]int{{wide, high}, {1920, 1080}, {1600, 900}, {1366, 768}, {1440, 900}}

// The workspace of the soak: a year of research of a small team.
var soakWorkspace = []string{"--studies", "20", "--interviews", "300", "--findings", "50000", "--until", "2026-11-25", "-q"}

// soakSteps is how many steps are taken beyond those that were there at most before they are taken back: the workspace stays as large as it was.
const soakSteps = 40

// TestSoak does each act once, then uses the window at random for the time SOAK says ("2h"), and tells after each act how the program does: a line of a table in the
// folder SOAK_OUT, of which TestSoakTold makes figures and graphs. It fails when the program announces an error, ends or hangs. SOAK_SEED
// chooses the acts; equal seeds choose equal acts.
func TestSoak(t *testing.T) {
	long, err := time.ParseDuration(os.Getenv("SOAK"))
	if err != nil {
		t.Skip("SOAK names no time such as 2h: make soak sets it")
	}
	seed, _ := strconv.ParseUint(os.Getenv("SOAK_SEED"), 10, 64) // none is 0
	s := newSoak(t, os.Getenv("SOAK_OUT"), seed)
	s.begin = time.Now()
	for _, a := range soakActs {
		s.act(a)
	}
	for _, place := range soakPlaces { // what each keeps once it was used is kept from the beginning
		s.act(soakAct{name: "go further", do: func(s *soak) { s.palette(place) }})
	}
	for time.Since(s.begin) < long {
		s.act(soakActs[s.choose()])
	}
	s.p.Close()
	for _, line := range s.errors {
		t.Error(line)
	}
}

// soak is one run.
type soak struct {
	p         *Program
	t         *testing.T
	dice      *rand.Rand
	out       *os.File
	workspace string
	texts     []string // files to import
	studies   []string // names to choose by
	begin     time.Time
	name      string // of the act at hand
	heard     int    // events that were looked at for errors and steps
	steps     int    // taken and not taken back
	errors    []string
}

func newSoak(t *testing.T, folder string, seed uint64) *soak {
	t.Helper()
	if folder == "" {
		t.Fatal("SOAK_OUT names no folder")
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	s := &soak{t: t, dice: rand.New(rand.NewPCG(seed, 9)), workspace: filepath.Join(t.TempDir(), "soak.throughline")}
	texts := filepath.Join(t.TempDir(), "texts")
	for _, args := range [][]string{append([]string{"generate", "-w", s.workspace}, soakWorkspace...),
		{"generate", "--out", texts, "--interviews", "40", "--seed", "77", "--words", "3000", "-q"}} {
		if out, err := exec.Command(Binary(t), args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	var err error
	if s.texts, err = filepath.Glob(filepath.Join(texts, "*")); err != nil || len(s.texts) == 0 {
		t.Fatal("there is nothing to import", err)
	}
	s.studies = studiesOf(t, s.workspace)
	if s.out, err = os.Create(filepath.Join(folder, "soak.tsv")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.out.Close() }) // each line is written at once
	fmt.Fprintln(s.out, soakHead)
	s.p = startBy(t, NewScreen(t, soakWide, soakHigh), "THROUGHLINE_THREADCHECK=0", []string{"env", "PATH=" + opener(t) + ":" + os.Getenv("PATH"), Binary(t)}, "open", s.workspace)
	s.resize(wide, high)
	s.rest()
	if !s.answer(syscall.SIGUSR2, "vitals", hangs) { // begins to measure
		s.p.fail("the program does not say how it does")
	}
	return s
}

// opener is a folder with a program that the window may ask to show a file: what it would show is not part of this.
func opener(t *testing.T) string {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "xdg-open"), []byte("#!/bin/sh\nexit 0\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return folder
}

// act does one thing, puts away what it left open, takes back what has gathered, and tells how the program does.
func (s *soak) act(a soakAct) {
	s.name = a.name
	a.do(s)
	s.rest()
	s.away()
	for s.hear(); s.steps > soakSteps; s.hear() {
		for range soakSteps / 2 {
			s.p.Keys("ctrl+z")
		}
		s.rest()
	}
	s.tell()
}

// choose draws an act by its weight.
func (s *soak) choose() int {
	all := 0
	for _, a := range soakActs {
		all += a.weight
	}
	n := s.dice.IntN(all)
	for i, a := range soakActs {
		if n -= a.weight; n < 0 {
			return i
		}
	}
	panic("soak: the weights do not add up")
}

// hear looks at what the program announced since: errors are kept, steps are counted.
func (s *soak) hear() {
	lines := s.p.Events()
	for ; s.heard < len(lines); s.heard++ {
		switch word, rest, _ := strings.Cut(lines[s.heard], " "); word {
		case "error":
			s.errors = append(s.errors, fmt.Sprintf("after %v, %s: %s", time.Since(s.begin).Round(time.Second), s.name, rest))
			s.t.Log(s.errors[len(s.errors)-1])
		case "job":
			if strings.HasPrefix(rest, "failed") {
				s.errors = append(s.errors, s.name+": "+lines[s.heard])
			}
		case "committed", "redone":
			s.steps++
		case "undone":
			s.steps--
		}
	}
}

// hangs is how long the program may take to come to rest, with the work of its queues before it: it is lost after that.
const hangs = 10 * time.Minute

// rest waits until the program is calm.
func (s *soak) rest() {
	if !s.answer(syscall.SIGUSR1, "calm", hangs) {
		s.p.fail("the program did not come to rest in %v after %q", hangs, s.name)
	}
}

// answer asks the program by a signal and waits for the line that answers.
func (s *soak) answer(sig syscall.Signal, prefix string, limit time.Duration) bool {
	from := len(s.p.Events())
	if err := s.p.cmd.Process.Signal(sig); err != nil {
		s.p.fail("the program cannot be asked after %q: %v", s.name, err)
	}
	return s.wait(from, prefix, limit) != ""
}

// wait returns the first event after those counted by from that begins with prefix, "" when none comes in time.
func (s *soak) wait(from int, prefix string, limit time.Duration) string {
	for deadline := time.Now().Add(limit); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		for _, line := range s.p.Events()[from:] {
			if strings.HasPrefix(line, prefix) {
				return line
			}
		}
		select {
		case err := <-s.p.ended:
			s.p.ended <- err
			s.p.fail("the program ended (%v) in %q", err, s.name)
		default:
		}
	}
	return ""
}

// through presses Enter in one dialog after another until an event comes.
func (s *soak) through(prefix string, dialogs int) {
	from := len(s.p.Events())
	for range dialogs {
		s.p.Keys("Return")
		s.rest()
		if s.wait(from, prefix, 50*time.Millisecond) != "" {
			return
		}
	}
	s.wait(from, prefix, time.Minute)
}

// away closes dialogs and leaves fields.
func (s *soak) away() {
	s.p.Keys("Escape", "Escape", "Escape")
	s.rest()
}

// palette runs a command by its name.
func (s *soak) palette(words string) {
	s.p.Keys("ctrl+k")
	s.rest()
	s.p.Type(words)
	s.rest()
	s.p.Keys("Return")
	s.rest()
}

func (s *soak) resize(w, h int) {
	s.p.Screen.xdotool("windowsize", s.p.window, strconv.Itoa(w), strconv.Itoa(h))
	s.p.Screen.xdotool("windowmove", s.p.window, "0", "0")
	s.p.X, s.p.Y, s.p.Width, s.p.Height = 0, 0, w, h
}

// anywhere is a place of the page, right of the rail and below the bars.
func (s *soak) anywhere() (x, y int) {
	return 240 + s.dice.IntN(s.p.Width-260), 110 + s.dice.IntN(s.p.Height-170)
}

// some presses a key up to n times.
func (s *soak) some(n int, key string) {
	for range 1 + s.dice.IntN(n) {
		s.p.Keys(key)
	}
}

func (s *soak) one(of ...string) string { return of[s.dice.IntN(len(of))] }
