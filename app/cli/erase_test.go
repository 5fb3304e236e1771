package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app/cli"
	"throughline/app/erase"
	"throughline/storage/storagetest"
)

func TestErase_AsksForYesAndCertifies(t *testing.T) {
	s := newShell(t)
	run := func(want int, args ...string) string {
		t.Helper()
		out, errOut, code := s.run(args...)
		if code != want {
			t.Fatalf("%v: exit %d, want %d\n%s%s", args, code, want, out, errOut)
		}
		return out + errOut
	}
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run(cli.ExitOK, "new", "a.throughline", "--study", "Ordering")
	write("P07.txt", "Mod: How do you order?\nP07: With a quorvanish list on the blixtarken shelf behind me.\n")
	write("P08.txt", "Mod: How do you order?\nP08: In a spreadsheet that I keep on my desk.\n")
	run(cli.ExitOK, "import", "-w", "a.throughline", "P07.txt", "P08.txt")
	who := []string{"erase", "-w", "a.throughline", "--participant", "p07"}
	run(cli.ExitUsage, "erase", "-w", "a.throughline")
	run(cli.ExitUsage, who...)
	run(cli.ExitNotFound, "erase", "-w", "a.throughline", "--participant", "P99", "--dry-run")
	if out := run(cli.ExitOK, append(who, "--dry-run")...); !strings.Contains(out, "1  interview removed") {
		t.Errorf("the preview says %q", out)
	}
	if out := run(cli.ExitUsage, append(who, "--reason", "asked")...); !strings.Contains(out, "add --yes") {
		t.Errorf("without --yes: %q", out)
	}
	write("there.txt", "")
	run(cli.ExitFailed, append(who, "--reason", "asked", "--yes", "--certificate", "there.txt")...)
	run(cli.ExitNotFound, append(who, "--reason", "asked", "--yes", "--certificate", filepath.Join("none", "c.txt"))...)
	if len(storagetest.Remains(t, "a.throughline", "quorvanish")) == 0 {
		t.Fatal("something was erased before it was asked for")
	}
	var c erase.Certificate
	if err := json.Unmarshal([]byte(run(cli.ExitOK, append(who, "--reason", "asked", "--yes", "--certificate", "c.json", "--json")...)), &c); err != nil || c.Code != "P07" || !c.Complete {
		t.Errorf("the certificate is %+v, %v", c, err)
	}
	if left := storagetest.Remains(t, "a.throughline", "quorvanish", "blixtarken"); len(left) > 0 {
		t.Errorf("still there: %q", left)
	}
	if b, err := os.ReadFile("c.json"); err != nil || !strings.Contains(string(b), `"participant": "P07"`) {
		t.Errorf("the file says %s, %v", b, err)
	}
	run(cli.ExitOK, "check", "-w", "a.throughline")
}

func TestRetention_IsListedExtendedAndEnded(t *testing.T) {
	s := newShell(t)
	run := func(want int, args ...string) string {
		t.Helper()
		out, errOut, code := s.run(args...)
		if code != want {
			t.Fatalf("%v: exit %d, want %d\n%s%s", args, code, want, out, errOut)
		}
		return out + errOut
	}
	run(cli.ExitOK, "new", "a.throughline", "--study", "Ordering")
	if out := run(cli.ExitOK, "retention", "-w", "a.throughline"); !strings.Contains(out, "No study has a last day") {
		t.Errorf("retention says %q", out)
	}
	run(cli.ExitFailed, "retention", "extend", "-w", "a.throughline", "--until", "2090-01-01")
	run(cli.ExitOK, "retention", "extend", "-w", "a.throughline", "--until", "2090-01-01", "--reason", "a follow-up")
	if out := run(cli.ExitOK, "retention", "-w", "a.throughline"); !strings.Contains(out, "2090-01-01") || !strings.Contains(out, "days left") {
		t.Errorf("retention says %q", out)
	}
	run(cli.ExitUsage, "retention", "end", "-w", "a.throughline", "--reason", "over", "--yes")
	if out := run(cli.ExitOK, "retention", "end", "-w", "a.throughline", "--keep", "quotes", "--reason", "over", "--yes"); !strings.Contains(out, "Certificate of the end of retention") {
		t.Errorf("the certificate says %q", out)
	}
	if out := run(cli.ExitOK, "retention", "-w", "a.throughline", "--json"); !strings.Contains(out, `"studies": []`) {
		t.Errorf("retention says %q", out)
	}
}
