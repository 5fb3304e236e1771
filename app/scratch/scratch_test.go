package scratch_test

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"throughline/app/scratch"
)

// TestMain is also the program that TestSweep and TestBeside kill: it makes a folder or a part of a file, says so and waits.
func TestMain(m *testing.M) {
	if folder := os.Getenv("SCRATCH_BESIDE"); folder != "" {
		writePart(folder)
	}
	parent := os.Getenv("SCRATCH_PARENT")
	if parent == "" {
		os.Exit(m.Run())
	}
	f, err := scratch.New(parent)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	if err := os.WriteFile(filepath.Join(f.Path, "words"), []byte("what somebody said"), 0o600); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(f.Path)
	time.Sleep(time.Minute)
}

func list(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestFolder_IsPrivateAndGoesWithAllInIt(t *testing.T) {
	parent := t.TempDir()
	f, err := scratch.New(parent)
	if err != nil {
		t.Fatal(err)
	}
	file, err := f.File("part")
	if err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" {
		for path, want := range map[string]fs.FileMode{f.Path: 0o700, f.Path + ".lock": 0o600, file.Name(): 0o600} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v %v, want mode %o", path, info.Mode(), err, want)
			}
		}
	}
	if _, err := f.File("part"); err == nil {
		t.Error("a second file of the name")
	}
	if n := scratch.Sweep(parent); n != 0 || len(list(t, f.Path)) != 1 {
		t.Errorf("swept %d folders, one in use", n)
	}
	if err := f.Remove(); err != nil {
		t.Fatal(err)
	}
	if got := list(t, parent); len(got) != 0 {
		t.Errorf("left: %v", got)
	}
}

func TestSweep_RemovesWhatAKilledProgramLeft(t *testing.T) {
	parent := t.TempDir()
	for name, isDir := range map[string]bool{"throughline-notes": true, "other.lock": false, "throughline-x.lock": true} { // none of ours
		path := filepath.Join(parent, name)
		var err error
		if isDir {
			err = os.Mkdir(path, 0o700)
		} else {
			err = os.WriteFile(path, nil, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "SCRATCH_PARENT="+parent)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatal("the program says nothing")
	}
	folder := lines.Text()
	if n := scratch.Sweep(parent); n != 0 {
		t.Errorf("removed %d folders while their program lives", n)
	}
	if got := list(t, folder); len(got) != 1 {
		t.Fatalf("the folder holds %v", got)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed
	if n := scratch.Sweep(parent); n != 1 {
		t.Errorf("removed %d folders, want the one that was left", n)
	}
	if got := list(t, parent); len(got) != 3 {
		t.Errorf("left: %v, want what is none of ours", got)
	}
}

// TestSweep_FollowsNoLink holds a folder that somebody else put where one of ours could be: what a link points to stays.
func TestSweep_FollowsNoLink(t *testing.T) {
	parent, away := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(away, "kept"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(away, filepath.Join(parent, "throughline-1")); err != nil {
		t.Skip("no links here: ", err)
	}
	if err := os.WriteFile(filepath.Join(parent, "throughline-1.lock"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if n := scratch.Sweep(parent); n != 1 || len(list(t, parent)) != 0 {
		t.Errorf("removed %d, left %v", n, list(t, parent))
	}
	if got := list(t, away); len(got) != 1 {
		t.Errorf("what the link points to holds %v", got)
	}
}

func TestNew_SaysWhyThereIsNone(t *testing.T) {
	if f, err := scratch.New(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Errorf("made %s", f.Path)
	}
}
