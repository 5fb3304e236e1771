//go:build linux

package torture_test

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
)

// medium is a small disk of its own, mounted where the rig works.
type medium struct {
	t   *testing.T
	dir string
}

// newMedium gives the rig a disk of its own. It skips the test where nothing may be mounted.
func newMedium(t *testing.T, r *rig) *medium {
	t.Helper()
	m := &medium{t: t, dir: r.dir}
	if err := syscall.Mount("torture", r.dir, "tmpfs", 0, "size=64m"); err != nil {
		t.Skipf("a disk of one's own can be mounted by root only: %v", err)
	}
	copyFile(t, r.kit.sample, r.path)
	return m
}

func (m *medium) gone() {
	m.t.Helper()
	if err := syscall.Unmount(m.dir, syscall.MNT_DETACH); err != nil {
		m.t.Error(err)
	}
}

// remount changes the size in bytes, or makes the disk read-only.
func (m *medium) remount(size int64, flags uintptr) {
	m.t.Helper()
	if err := syscall.Mount("torture", m.dir, "tmpfs", syscall.MS_REMOUNT|flags, fmt.Sprintf("size=%d", size)); err != nil {
		m.t.Fatal(err)
	}
}

// used is how many bytes are taken.
func (m *medium) used() int64 {
	m.t.Helper()
	var st syscall.Statfs_t
	if err := syscall.Statfs(m.dir, &st); err != nil {
		m.t.Fatal(err)
	}
	return int64(st.Blocks-st.Bfree) * st.Bsize
}

const roomy = 64 << 20

// TestTorture_FullAndReadOnlyDisks works on a disk that has room for a part of what is to be written, and on one that takes nothing.
// Unlike the faults, that reaches everything the program writes.
func TestTorture_FullAndReadOnlyDisks(t *testing.T) {
	k, acts := newKit(t), someActs(9)
	learn(t, k, acts)
	for _, mode := range []string{"the disk gets full", "the disk is read-only"} {
		dice, ta, root := rand.New(rand.NewPCG(uint64(len(mode)), seed())), tally{}, t.TempDir()
		want := max(2, tortures()/20)
		for n := 0; ta.hit() < want; n++ {
			if n > 20*want {
				t.Fatalf("%d lives and only %d faults", n, ta.hit())
			}
			r := newRig(t, k, root, uint64(20_000+n))
			m := newMedium(t, r)
			func() {
				defer m.gone()
				for n := 0; n < life/2 && !r.over; n++ {
					a := acts[dice.IntN(len(acts))]
					plugOf := func(string) plug {
						if mode == "the disk is read-only" {
							m.remount(roomy, syscall.MS_RDONLY)
							return plug{name: mode}
						}
						room := int64(dice.IntN(1 << (12 + dice.IntN(10))))
						m.remount(m.used()+room, 0)
						return plug{name: fmt.Sprintf("%s after %d bytes", mode, room)}
					}
					r.round(a, ta, plugOf, func(ended) { m.remount(roomy, 0) })
				}
				r.end(acts)
			}()
		}
		t.Logf("%s: nothing lost\n%s", mode, ta.table(names(acts)))
	}
}

// refused are what the system refuses: calls of SQLite and of everything else that the program writes.
var refused = []string{"fsync:error=EIO", "fdatasync:error=EIO", "fsync:error=ENOSPC", "ftruncate:error=EIO", "renameat:error=EACCES", "renameat:error=EIO", "linkat:error=EIO",
	"unlinkat:error=EACCES", "unlink:error=EIO", "pwrite64:error=EDQUOT", "pwrite64:error=EIO"}

// TestTorture_RefusedBySystem has the system refuse a call, once or from there on.
func TestTorture_RefusedBySystem(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed")
	}
	k, acts := newKit(t), someActs(10)
	learn(t, k, acts)
	dice, ta, root := rand.New(rand.NewPCG(12, seed())), tally{}, t.TempDir()
	want := max(2, tortures()/20)
	var r *rig
	for n := 0; ta.hit() < want; n++ {
		if n > 50*want+100 {
			t.Fatalf("%d rounds and only %d faults", n, ta.hit())
		}
		if n%life == 0 || r.over {
			r = newRig(t, k, root, uint64(30_000+n))
		}
		plugOf := func(string) plug {
			what := refused[dice.IntN(len(refused))]
			when := strconv.Itoa(1 + dice.IntN(1<<dice.IntN(7)))
			if dice.IntN(2) == 0 {
				when += "+"
			}
			inject := what + ":when=" + when
			call, _, _ := strings.Cut(what, ":")
			return plug{name: inject, wrap: []string{strace, "-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=" + call, "-e", "inject=" + inject}}
		}
		r.round(acts[dice.IntN(len(acts))], ta, plugOf, nil)
	}
	t.Logf("calls refused: nothing lost\n%s", ta.table(names(acts)))
}

// TestStrays_AreSeen makes sure that what lies about is found.
func TestStrays_AreSeen(t *testing.T) {
	r := &rig{t: t, dir: t.TempDir(), home: filepath.Join(t.TempDir(), "home")}
	for _, name := range []string{".throughline-1-0.part", "a.throughline.part", "a.throughline-wal", "a.throughline.lock"} {
		if err := os.WriteFile(r.file(name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := r.strays(); len(got) != 4 {
		t.Errorf("strays() = %q", got)
	}
}
