package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// asProgram has the test binary be the program itself, so that real processes meet on one file.
const asProgram = "THROUGHLINE_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// program runs the program in a process of its own, in a folder, with an environment of which nothing is taken from ours.
func program(t *testing.T, dir string, env []string, args ...string) (out string, code int) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe, args...)
	cmd.Dir, cmd.Env = dir, append(env, asProgram+"=1")
	if runtime.GOOS == "windows" {
		cmd.Env = append(cmd.Env, "SYSTEMROOT="+os.Getenv("SYSTEMROOT"))
	}
	var b bytes.Buffer
	cmd.Stdout, cmd.Stderr = &b, &b
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return b.String(), cmd.ProcessState.ExitCode()
}

// TestProcess_IsQuietInAnyLanguage has a command say what it was asked for and nothing of the system's language.
func TestProcess_IsQuietInAnyLanguage(t *testing.T) {
	for _, lang := range []string{"", "C", "C.UTF-8", "de_DE.UTF-8", "en_US"} {
		t.Run(lang, func(t *testing.T) {
			out, code := program(t, t.TempDir(), []string{"HOME=" + t.TempDir(), "LANG=" + lang}, "version")
			if code != 0 || !strings.HasPrefix(out, "throughline ") {
				t.Errorf("version: %d\n%s", code, out)
			}
		})
	}
}

// TestProcesses_WriteOneAfterAnother has processes import into one file at the same time. Each either does it or says who has the file open; none waits
// for ever, nothing is lost, and the file is whole.
func TestProcesses_WriteOneAfterAnother(t *testing.T) {
	for _, c := range []struct{ name, share string }{{"on a disk", "0"}, {"on a share", "1"}} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			env := []string{"HOME=" + dir, "THROUGHLINE_SHARE=" + c.share, "THROUGHLINE_AUTHOR=Ana"}
			if out, code := program(t, dir, env, "new", "team.throughline", "--study", "Checkout", "-q"); code != 0 {
				t.Fatalf("new: %d\n%s", code, out)
			}
			const many = 5
			var group sync.WaitGroup
			for i := range many {
				name := fmt.Sprintf("p%d.txt", i)
				text := fmt.Sprintf("Mod: How was it?\n\nP%d: The page %d took long to come.\n", i, i)
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
				group.Go(func() {
					for {
						out, code := program(t, dir, env, "import", "-w", "team.throughline", "-q", name)
						if code == 0 {
							return
						}
						if !strings.Contains(out, "is open elsewhere: Ana on this computer") && !strings.Contains(out, "is open elsewhere: somebody") &&
							!strings.Contains(out, "is being opened elsewhere") {
							t.Errorf("%s: %d\n%s", name, code, out)
							return
						}
						if t.Context().Err() != nil {
							return
						}
						time.Sleep(10 * time.Millisecond) // as a person would, a little later
					}
				})
			}
			for range 3 { // who reads meanwhile sees a file that is whole
				if out, code := program(t, dir, env, "check", "-w", "team.throughline", "-q"); code != 0 {
					t.Errorf("check while others write: %d\n%s", code, out)
				}
			}
			group.Wait()
			if out, code := program(t, dir, env, "check", "-w", "team.throughline"); code != 0 || !strings.Contains(out, fmt.Sprintf("is whole: %d interviews", many)) {
				t.Errorf("check: %d\n%s", code, out)
			}
			for _, end := range []string{".lock", "-journal"} {
				if _, err := os.Stat(filepath.Join(dir, "team.throughline"+end)); err == nil {
					t.Errorf("left behind: %s", end)
				}
			}
		})
	}
}

// TestProgram_StartsInOddSurroundings runs the program where languages, folders and names are not what its makers are used to.
func TestProgram_StartsInOddSurroundings(t *testing.T) {
	for _, c := range []struct {
		name string
		env  []string // {} stands for a folder
		file string
	}{
		{"nothing is set", nil, "team.throughline"},
		{"the plain language", []string{"LANG=C", "LC_ALL=C", "HOME={}"}, "team.throughline"},
		{"Turkish", []string{"LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8", "HOME={}"}, "İÇERİK ıi.throughline"},
		{"German", []string{"LANG=de_DE.UTF-8", "LC_ALL=de_DE.UTF-8", "HOME={}"}, "Größe, Maß.throughline"},
		{"a language that does not exist", []string{"LANG=xx_YY.KOI8", "HOME={}"}, "team.throughline"},
		{"no home", []string{"LANG=en_US.UTF-8", "HOME="}, "team.throughline"},
		{"a home that is not there", []string{"HOME={}/gone", "XDG_CONFIG_HOME={}/gone/too"}, "team.throughline"},
		{"folders that are files", []string{"HOME={}", "XDG_CONFIG_HOME=/dev/null", "XDG_CACHE_HOME=/dev/null"}, "team.throughline"},
		{"a relative folder of settings", []string{"HOME={}", "XDG_CONFIG_HOME=here"}, "team.throughline"},
		{"a zone that does not exist", []string{"HOME={}", "TZ=Nowhere/Land"}, "team.throughline"},
		{"signs of addresses and quotes", []string{"HOME={}"}, `50% #1? "it's" 🦊.throughline`},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			var env []string
			for _, e := range c.env {
				env = append(env, strings.ReplaceAll(e, "{}", dir))
			}
			if err := os.WriteFile(filepath.Join(dir, "İ p1.txt"), []byte("Mod: Well?\n\nP1: The İnstall page is slow.\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, args := range [][]string{
				{"new", c.file, "--study", "Ödeme", "-q"}, {"import", "-w", c.file, "-q", "İ p1.txt"}, {"lock", "-w", c.file}, {"check", "-w", c.file},
				{"report", "-w", c.file, "--out", "out.html", "-q"}, {"backup", "-w", c.file, "--out", "copy of " + c.file, "-q"},
			} {
				if out, code := program(t, dir, env, args...); code != 0 {
					t.Fatalf("%s: %d\n%s", strings.Join(args, " "), code, out)
				}
			}
			if out, code := program(t, dir, env, "search", "-w", c.file, "--json", "slow"); code != 0 || !strings.Contains(out, "slow") {
				t.Errorf("search: %d\n%s", code, out)
			}
		})
	}
}
