//go:build linux

package torture_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"throughline/storage"
	"throughline/storage/storagetest"
)

// patience is how long a command may take before the test gives up: long, because a machine may be busy.
const patience = 3 * time.Minute

// tortures is how many kills there are, see the package.
func tortures() int {
	if n, err := strconv.Atoi(os.Getenv("TORTURE")); err == nil {
		return n
	}
	return 10
}

// seed makes other rounds of the same: TORTURE_SEED, 0 if it is not given.
func seed() uint64 {
	n, err := strconv.ParseUint(os.Getenv("TORTURE_SEED"), 10, 32)
	if err != nil {
		return 0
	}
	return n
}

// binary is the program under test: THROUGHLINE_BIN, or bin/throughline of this checkout.
func binary(t testing.TB) string {
	t.Helper()
	path := os.Getenv("THROUGHLINE_BIN")
	if path == "" {
		path = filepath.Join("..", "..", "bin", "throughline")
	}
	path, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is missing: run make build first", path)
	}
	return path
}

// kit is what all rounds share: the program, the library of faults and the files that rounds begin with.
type kit struct {
	bin, faults string
	sample      string // a workspace
	version1    string // one of the first version
	project     string // a coded project of other programs' kind
	files       string // folder of transcripts
	interviews  string // folder of the sample's interviews, in many formats
	known       map[string]state

	took  map[string]time.Duration // of commands by act, when nothing happens to them
	calls map[string]int           // how often they write or sync
}

var (
	theKit  *kit
	kitOnce sync.Once
	kitRoot string
)

func TestMain(m *testing.M) {
	code := m.Run()
	if kitRoot != "" {
		_ = os.RemoveAll(kitRoot) // a folder of the system's for such files
	}
	os.Exit(code)
}

// newKit makes the kit once.
func newKit(t *testing.T) *kit {
	t.Helper()
	bin := binary(t)
	kitOnce.Do(func() {
		root, err := os.MkdirTemp("", "torture")
		if err != nil {
			t.Fatal(err)
		}
		kitRoot = root
		faults := filepath.Join(root, "faults.so")
		copyFile(t, storagetest.Faults(t), faults)
		interviews, err := filepath.Abs(filepath.Join("..", "..", "assets", "sample"))
		if err != nil {
			t.Fatal(err)
		}
		k := &kit{interviews: interviews, bin: bin, faults: faults, sample: filepath.Join(root, "sample.throughline"), version1: filepath.Join(root, "version1.throughline"),
			project: filepath.Join(root, "project.qdpx"), files: filepath.Join(root, "files"), known: map[string]state{}, took: map[string]time.Duration{}, calls: map[string]int{}}
		r := &rig{t: t, kit: k, home: filepath.Join(root, "home"), dir: root}
		r.must("demo", "--out", filepath.Join(root, "demo"))
		copyFile(t, filepath.Join(root, "demo", "sample.throughline"), k.sample)
		r.must("project", "export", "-w", k.sample, k.project)
		r.must("generate", "--out", k.files, "--interviews", "40", "--words", "700", "--format", "vtt")
		unpackOld(t, k.version1)
		k.known[k.sample] = r.look(k.sample)
		k.known[k.version1] = r.look(k.version1)
		theKit = k
	})
	if theKit == nil {
		t.Fatal("the files that rounds begin with could not be made")
	}
	return theKit
}

// unpackOld writes the workspace of the first version, as that version left it.
func unpackOld(t *testing.T, path string) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "version-1.throughline.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // only read
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// state is what a workspace holds.
type state struct {
	storagetest.State
	tables map[string]int // rows
}

// rig is one workspace under torture.
type rig struct {
	t     *testing.T
	kit   *kit
	home  string // of the person who runs the program
	dir   string // where their files lie
	path  string // the workspace
	known state  // what it was confirmed to hold
	dice  *rand.Rand
	n     int  // gives names that were not there before
	over  bool // the words of the study are erased: there is nothing left to work on
}

// newRig begins a life: a folder with a copy of the sample.
func newRig(t *testing.T, k *kit, root string, number uint64) *rig {
	t.Helper()
	r := &rig{t: t, kit: k, home: filepath.Join(root, "home"), dir: filepath.Join(root, "work"), dice: rand.New(rand.NewPCG(number, 5+seed())), n: int(number) * 1000}
	for _, d := range []string{r.dir, r.home} {
		if err := os.RemoveAll(d); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	r.path = filepath.Join(r.dir, "study.throughline")
	copyFile(t, k.sample, r.path)
	r.known = k.known[k.sample]
	return r
}

func (r *rig) next() int { r.n++; return r.n }

// file is a path in the folder.
func (r *rig) file(name string) string { return filepath.Join(r.dir, name) }

// environment is what the program sees: a home and a folder for temporary files of its own, and one language.
func (r *rig) environment() []string {
	for _, d := range []string{".config", "tmp"} {
		if err := os.MkdirAll(filepath.Join(r.home, d), 0o700); err != nil {
			r.t.Fatal(err)
		}
	}
	return []string{"HOME=" + r.home, "TMPDIR=" + filepath.Join(r.home, "tmp"), "PATH=" + os.Getenv("PATH"), "LANG=en_US.UTF-8", "LC_ALL=en_US.UTF-8", "TZ=UTC",
		"THROUGHLINE_AUTHOR=Mara Lindqvist", "USER=mara"}
}

// plug says how a command is ended before it ends.
type plug struct {
	name  string
	after time.Duration // killed then; 0 for not
	env   []string
	wrap  []string // a program to run it in
}

// ended is how a command ended.
type ended struct {
	done   bool // it said that it had done what it was asked for
	struck bool // killed, or its power failed
	out    string
	err    string
	took   time.Duration
}

// run runs the program.
func (r *rig) run(p plug, args ...string) ended {
	r.t.Helper()
	all := append(append(slices.Clone(p.wrap), r.kit.bin), args...)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, all[0], all[1:]...)
	cmd.Dir, cmd.Env = r.dir, append(r.environment(), p.env...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	start := time.Now()
	if err := cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	if p.after > 0 {
		defer time.AfterFunc(p.after, func() { _ = cmd.Process.Kill() }).Stop() // it may have ended
	}
	err := cmd.Wait()
	if ctx.Err() != nil {
		r.t.Fatalf("%s does not end\n%s", strings.Join(args, " "), errs.String())
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		r.t.Fatal(err)
	}
	status := cmd.ProcessState.Sys().(syscall.WaitStatus)
	return ended{done: err == nil, struck: status.Signaled() && status.Signal() == syscall.SIGKILL || status.ExitStatus() == 137, out: out.String(), err: errs.String(), took: time.Since(start)}
}

// must runs a command to which nothing happens, and which has to succeed.
func (r *rig) must(args ...string) ended {
	r.t.Helper()
	e := r.run(plug{}, args...)
	if !e.done {
		r.t.Fatalf("throughline %s: %s%s", strings.Join(args, " "), e.out, e.err)
	}
	return e
}

// aside copies a workspace as it lies there, with the log beside it, so that looking changes nothing.
func (r *rig) aside(path string) string {
	r.t.Helper()
	dir := filepath.Join(filepath.Dir(r.home), "aside")
	if err := os.RemoveAll(dir); err != nil {
		r.t.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		r.t.Fatal(err)
	}
	to := filepath.Join(dir, filepath.Base(path))
	copyFile(r.t, path, to)
	if _, err := os.Stat(path + "-wal"); err == nil {
		copyFile(r.t, path+"-wal", to+"-wal")
	}
	return to
}

// opened opens a copy of a workspace, and checks it whole. The caller closes it.
func (r *rig) opened(path string) (s *storage.Store, now state, wrong string) {
	r.t.Helper()
	s, err := storage.Open(context.Background(), r.aside(path), storage.Options{})
	if err != nil {
		return nil, now, "it does not open: " + err.Error()
	}
	rep, err := s.Check(context.Background(), nil)
	if err != nil || !rep.OK {
		_ = s.Close() // it is a copy
		return nil, now, fmt.Sprint("it is not whole: ", rep.Problems, err)
	}
	if now.State, err = storagetest.Holds(s); err != nil {
		_ = s.Close() // it is a copy
		return nil, now, "it cannot be read: " + err.Error()
	}
	now.tables = rep.Tables
	return s, now, ""
}

// look is what a workspace holds that must be whole.
func (r *rig) look(path string) state {
	r.t.Helper()
	s, now, wrong := r.opened(path)
	if wrong != "" {
		r.t.Fatalf("%s: %s", path, wrong)
	}
	_ = s.Close() // it is a copy
	return now
}
