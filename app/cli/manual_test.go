package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app/cli"
)

func TestManual_TellsEveryCommandThatIsShown(t *testing.T) {
	page := newShell(t).must("manual", "--date", "2026-01-02")
	plain := strings.ReplaceAll(page, `\-`, "-")
	for _, name := range cli.Commands() {
		if name != "manual" && !isGroup(name) && !strings.Contains(plain, "\n.SS throughline "+name) {
			t.Errorf("the page does not tell %q", name)
		}
	}
	for _, want := range []string{`.TH THROUGHLINE 1 "2026-01-02" "Throughline 1.2.3"`, ".B 5\nThe workspace is damaged.", `\fB--audience\fR`} {
		if !strings.Contains(plain, want) {
			t.Errorf("no %q in the page", want)
		}
	}
	for line := range strings.Lines(page) {
		if strings.HasPrefix(line, "'") {
			t.Errorf("a line that the formatter takes for a request: %q", line)
		}
	}
}

// isGroup reports whether a command only gathers others.
func isGroup(name string) bool {
	for _, other := range cli.Commands() {
		if strings.HasPrefix(other, name+" ") {
			return true
		}
	}
	return false
}

// TestManual_TheGuideHasTheCommandsAsTheyAre holds docs/guide/commands.md to the commands; -update writes it.
func TestManual_TheGuideHasTheCommandsAsTheyAre(t *testing.T) {
	page, err := filepath.Abs(filepath.Join("..", "..", "docs", "guide", "commands.md"))
	if err != nil {
		t.Fatal(err)
	}
	got := newShell(t).must("manual", "--guide")
	if *update {
		if err := os.WriteFile(page, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not what the commands say of themselves; make commands writes it anew", page)
	}
	for _, name := range cli.Commands() {
		if name != "manual" && !isGroup(name) && !strings.Contains(got, "\n## "+name+"\n") {
			t.Errorf("the page does not tell %q", name)
		}
	}
}
