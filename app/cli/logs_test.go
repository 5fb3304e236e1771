package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"throughline/app/cli"
	"throughline/storage"
)

// aside runs a command on a copy of the workspace and returns what it says beside its result: progress, notices and errors, which end in the logs of whoever
// starts it.
func aside(t *testing.T, from string, args []string) (said string, code int) {
	t.Helper()
	leakCopy(t, from)
	var out, log bytes.Buffer
	code = cli.Run(t.Context(), cli.Env{Open: open, Salvage: storage.Salvage, Out: &out, Err: &log, Version: "1", Author: "Mara", Settings: t.TempDir(), Now: func() time.Time { return noon }},
		append(args, "-w", "leak.throughline"))
	return strings.ToLower(log.String()), code
}

// TestLogs_HoldNobodysWords runs every command that hands out words, for a reader who may read those of some, and looks for the words of all in what is said beside.
func TestLogs_HoldNobodysWords(t *testing.T) {
	people := leakPeople()
	from := leakWorkspace(t, people)
	spoke := 0
	for _, r := range leakRuns {
		if r.none != "" || r.list {
			continue
		}
		t.Run(r.command+" "+strings.Join(r.args, " "), func(t *testing.T) {
			said, code := aside(t, from, append(append(strings.Fields(r.command), r.args...), "--audience", "inside"))
			if (code != cli.ExitOK) != (r.fails != "") {
				t.Fatalf("ended with %d: %s", code, said)
			}
			if said != "" {
				spoke++
			}
			for _, a := range r.args {
				said = strings.ReplaceAll(said, strings.ToLower(a), "") // what was asked
			}
			for _, p := range people {
				for _, word := range p.words() {
					if strings.Contains(said, word) {
						t.Errorf("%s of %s is said beside the result: %s", word, p.code, said)
					}
				}
			}
		})
	}
	if spoke == 0 {
		t.Error("no command said anything: nothing was looked at")
	}
}

// TestLogs_OfWhatFailsHoldNobodysWords brings in files that are broken around the words of somebody.
func TestLogs_OfWhatFailsHoldNobodysWords(t *testing.T) {
	people := leakPeople()
	from := leakWorkspace(t, people)
	const word = "zorbelmunt"
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct {
		name string
		args []string
	}{
		{"a document that is none", []string{"import", file("a.docx", "PK\x03\x04 "+word)}},
		{"a PDF that is none", []string{"import", file("a.pdf", "%PDF-1.4\n1 0 obj ("+word+")")}},
		{"binary", []string{"import", file("a.txt", "\x00\x01"+word)}},
		{"an empty talk", []string{"import", file("a.vtt", "WEBVTT\n\nNOTE "+word+"\n")}},
		{"a broken table", []string{"import", file("a.xlsx", "PK\x03\x04"+word)}},
		{"a project", []string{"project", "import", file("a.qdpx", "<Project name='"+word+"'><Users>")}},
		{"a project of another program", []string{"project", "import", file("a.qda", "SQLite format 3\x00"+word)}},
		{"a codebook", []string{"codebook", "import", file("a.qdc", "<CodeBook><Codes><Code name='"+word+"'>")}},
		{"templates", []string{"playbook", "import", file("a.json", `{"templates":[{"name":"`+word+`"`)}},
		{"people", []string{"people", "import", file("people.xlsx", "PK\x03\x04"+word)}},
		{"consents", []string{"consent", "import", file("consents.csv", "code,given\n"+word+",2026-99-99\n")}},
		{"a workspace", []string{"merge", file("b.throughline", "SQLite format 3\x00"+word)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			said, code := aside(t, from, c.args)
			if code == cli.ExitOK {
				t.Fatalf("nothing failed: %s", said)
			}
			if said == "" || strings.Contains(said, word) {
				t.Errorf("said %q", said)
			}
		})
	}
}
