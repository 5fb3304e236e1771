package cli_test

import (
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
