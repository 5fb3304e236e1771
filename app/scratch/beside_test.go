package scratch_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"throughline/app/scratch"
)

// writePart is the program that is killed: it writes half a file, says so and waits.
func writePart(folder string) {
	p, err := scratch.Beside(folder, 0o600)
	if err == nil {
		_, err = p.WriteString("half")
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(filepath.Base(p.Name()))
	time.Sleep(time.Minute)
}

// next makes a part in the folder and lets it go, as an export does.
func next(t *testing.T, folder string) {
	t.Helper()
	p, err := scratch.Beside(folder, 0o640)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(p.Name()); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Errorf("mode = %v, %v, want the one asked for", info.Mode(), err)
	}
	if err := os.Rename(p.Name(), filepath.Join(folder, "report.pdf")); err != nil {
		t.Fatal(err)
	}
	p.Done()
}

func TestBeside_RemovesWhatAKilledProgramLeftAndNothingElse(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a part is removed there a minute after its last byte")
	}
	folder := t.TempDir()
	others := []string{".throughline-notes", ".report.pdf.12-0.part", "throughline-1-0.part", "research.throughline.part"} // none of ours
	for _, name := range others {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, ".throughline-3-0.part"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("throughline-1-0.part", filepath.Join(folder, ".throughline-2-0.part")); err != nil {
		t.Fatal(err)
	}
	stay := append(others, ".throughline-3-0.part", ".throughline-2-0.part", "report.pdf")

	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "SCRATCH_BESIDE="+folder)
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
	left := lines.Text()
	next(t, folder)
	if got := list(t, folder); !slices.Contains(got, left) {
		t.Fatalf("the folder holds %q, without %q, which is being written", got, left)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed
	next(t, folder)
	slices.Sort(stay)
	if got := list(t, folder); !slices.Equal(got, stay) {
		t.Errorf("the folder holds %q, want %q", got, stay)
	}
}

func TestBeside_TwoAtOnceKeepTheirOwn(t *testing.T) {
	folder := t.TempDir()
	var parts []*scratch.Part
	for range 3 {
		p, err := scratch.Beside(folder, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, p)
	}
	if got := list(t, folder); len(got) != 3 {
		t.Errorf("the folder holds %q, want three parts", got)
	}
	for _, p := range parts {
		_ = p.Close() // nothing was written
		if err := os.Remove(p.Name()); err != nil {
			t.Error(err)
		}
		p.Done()
	}
}

func TestBeside_SaysWhatIsWrong(t *testing.T) {
	if _, err := scratch.Beside(filepath.Join(t.TempDir(), "missing"), 0o600); !os.IsNotExist(err) {
		t.Errorf("Beside in a folder that is missing = %v", err)
	}
}
