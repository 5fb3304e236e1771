package archtest_test

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// networkPackages are those of the standard library that open connections or start programs that could.
var networkPackages = []string{"net", "net/http", "net/rpc", "net/smtp", "crypto/tls", "os/exec", "log/syslog", "plugin"}

// mayImport are the packages of others in the program that import one of them, and what for. A line goes when its package does; a new one is a reason
// to look for a way without.
var mayImport = map[string]string{
	"fyne.io/fyne/v2 net/http":                         "Resource by address, which we do not call; the linker drops it",
	"fyne.io/fyne/v2/internal/repository net/http":     "the toolkit's reader of web addresses, which ui/offline.go takes away before the window opens",
	"fyne.io/fyne/v2/app os/exec":                      "opens a file or a link that a person chose in the program the desktop has for it",
	"github.com/xuri/excelize/v2 net/http":             "tells the kind of a picture by its first bytes",
	"github.com/spf13/pflag net":                       "reads an address from an option, which we do not have",
	"github.com/google/uuid net":                       "reads the card's address for identifiers of version 1; the pool of readers of PDF makes those of version 4",
	"github.com/tetratelabs/wazero net":                "sockets for programs in the sandbox; ours is given none",
	"github.com/tetratelabs/wazero/internal/sock net":  "the same",
	"github.com/tetratelabs/wazero/internal/sys net":   "the same",
	"github.com/tetratelabs/wazero/internal/sysfs net": "the same",
	"github.com/godbus/dbus/v5 net":                    "the desktop's message bus: a socket of this computer, for its settings and its keyring",
	"github.com/godbus/dbus/v5 os/exec":                "starts the message bus where a desktop has none",
}

// TestProgram_LinksNoOtherWayToTheNetwork looks at every package that is linked into the program on this system.
func TestProgram_LinksNoOtherWayToTheNetwork(t *testing.T) {
	cmd := exec.Command("go", "list", "-tags", "sqlite_fts5", "-deps", "-f", `{{if not .Standard}}{{.ImportPath}} {{join .Imports " "}}{{end}}`, ".")
	cmd.Dir = filepath.Join("..", "..")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := 0
	seen := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		packages++
		for _, target := range words[1:] {
			if !slices.Contains(networkPackages, target) {
				continue
			}
			pair := words[0] + " " + target
			seen[pair] = true
			if mayImport[pair] == "" {
				t.Errorf("%s imports %s, which nobody looked at: do without it, or say here what for", words[0], target)
			}
		}
	}
	if packages < 100 {
		t.Fatalf("only %d packages are linked", packages)
	}
	for pair := range mayImport {
		if !seen[pair] {
			t.Errorf("%s is no longer linked: take the line out", pair)
		}
	}
}
