package cli_test

import (
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"throughline/app/cli"
)

var update = flag.Bool("update", false, "write golden files")

// root is the package's folder: tests work in folders of their own.
var root, _ = os.Getwd()

// loose is what golden files leave out: ids, and what readers remark, which is theirs to word.
var loose = []struct {
	is *regexp.Regexp
	as string
}{
	{regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`), "ID"},
	{regexp.MustCompile(`( +note:) .*\n`), "$1 …\n"},
	{regexp.MustCompile(`(?s)("warnings": \[)[^\]]*\]`), "$1…]"},
	{regexp.MustCompile(`(photo.png|empty.txt) is .*`), "$1 …"},
}

// golden compares output with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	for _, l := range loose {
		got = l.is.ReplaceAllString(got, l.as)
	}
	path := root + "/testdata/" + name
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s:\n%s\nwant:\n%s", name, got, want)
	}
}

func (s *shell) files() {
	s.file("in/P01 first.txt", talk("Ana", "Well."))
	s.file("in/copy.txt", talk("Ana", "Well."))
	s.file("in/empty.txt", "")
	s.file("in/photo.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
	s.file("in/talk.vtt", "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Mara>How was it?\n\n00:00:03.500 --> 00:00:07.000\n<v Denise>I waited three days.\n")
}

func TestImport(t *testing.T) {
	s := newShell(t)
	s.must("new", "w")
	s.files()
	out, _, code := s.run("import", "-w", "w.throughline", "--dry-run", "--json", "in")
	if code != cli.ExitPartly {
		t.Errorf("dry run: exit code %d", code)
	}
	golden(t, "import.json", out)
	s.fails(cli.ExitNotFound, "Nothing was found", "search", "-w", "w.throughline", "colleague")

	out, _, code = s.run("import", "-w", "w.throughline", "--study", "Onboarding", "-q", "in")
	if code != cli.ExitPartly {
		t.Errorf("import: exit code %d", code)
	}
	golden(t, "import.txt", out)
	golden(t, "search.json", s.must("search", "-w", "w.throughline", "--json", "--study", "onboarding", "colleague"))
	if out := s.must("import", "-w", "w.throughline", "in/P01 first.txt", "-q"); !strings.Contains(out, "duplicate  P01 first.txt: The study already holds this file") {
		t.Errorf("again: %q", out)
	}
	if out := s.must("import", "-w", "w.throughline", "--again", "in/P01 first.txt", "-q"); !strings.Contains(out, "1 of 1 file, 1 interview\n") {
		t.Errorf("with --again: %q", out)
	}
	s.must("check", "-w", "w.throughline", "-q")
}

func TestImport_WhatFailsLeavesNothing(t *testing.T) {
	s := newShell(t)
	s.must("new", "w")
	s.file("empty.txt", "")
	before := s.must("check", "-w", "w.throughline", "--json")
	if out, _, code := s.run("import", "-w", "w.throughline", "--study", "Onboarding", "empty.txt", "nowhere.txt", "-q"); code != cli.ExitFailed ||
		!strings.Contains(out, "failed     empty.txt: empty.txt is empty.") || !strings.Contains(out, "nowhere.txt does not exist.") {
		t.Errorf("exit code %d, %q", code, out)
	}
	after := decode[struct{ Tables map[string]int }](t, s.must("check", "-w", "w.throughline", "--json"))
	if n := decode[struct{ Tables map[string]int }](t, before).Tables["study"]; after.Tables["study"] != n {
		t.Errorf("%d studies, want the %d there were", after.Tables["study"], n)
	}
	s.fails(cli.ExitFailed, "nothing to import", "import", "-w", "w.throughline", t.TempDir())
	s.fails(cli.ExitNotFound, "nowhere", "import", "-w", "nowhere", "empty.txt")
	s.missing("nowhere")
}

func TestImport_ChoosesTheStudy(t *testing.T) {
	s := newShell(t)
	s.must("new", "w", "--study", "Onboarding")
	s.file("a.txt", talk("Ana", "Well."))
	s.file("b.txt", talk("Ben", "Badly."))
	s.must("import", "-w", "w.throughline", "a.txt", "-q") // into the only one
	s.must("import", "-w", "w.throughline", "b.txt", "--study", "Pricing", "-q")
	s.fails(cli.ExitUsage, "choose a study with --study: Onboarding, Pricing", "import", "-w", "w.throughline", "a.txt")
	if out := s.must("search", "-w", "w.throughline", "--study", "pricing", "colleague"); !strings.Contains(out, "b  Ben") {
		t.Errorf("found %q", out)
	}
}

func TestImport_EncodingAsThePersonSays(t *testing.T) {
	s := newShell(t)
	s.must("new", "w")
	s.file("a.txt", "Interviewer: Wo war das?\n\nAna: In K\xf6ln, drei Tage.\n\nInterviewer: Und dann?\n\nAna: Dann K\xf6ln.\n")
	s.must("import", "-w", "w.throughline", "--encoding", "windows-1252", "a.txt", "-q")
	s.must("search", "-w", "w.throughline", "Köln")
	if out, _, code := s.run("import", "-w", "w.throughline", "--encoding", "klingon", "a.txt", "--again", "-q"); code != cli.ExitFailed || !strings.Contains(out, "klingon") {
		t.Errorf("exit code %d, %q", code, out)
	}
}
