package cli_test

import (
	"context"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/cli"
	"throughline/app/merge"
	"throughline/app/workspace"
	"throughline/storage"
)

// rewrite changes every finding of a workspace file.
func rewrite(t *testing.T, path, author string, do func(n int, f *app.Finding)) {
	t.Helper()
	s, err := storage.Open(t.Context(), path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Over(context.Background(), s, app.Hand{Author: author})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	rows, err := w.Store.Findings(t.Context(), app.FindingQuery{})
	if err != nil {
		t.Fatal(err)
	}
	cs := w.Hand.Begin("Work")
	for i := range rows {
		before := rows[i].Finding
		after := before
		do(i, &after)
		after.Stamp = w.Hand.Touch(after.Stamp)
		cs.Update(&before, &after)
	}
	if err := w.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
}

func TestMerge_SaysNobodysWords(t *testing.T) {
	s := newShell(t)
	people := leakPeople()
	data, err := os.ReadFile(leakWorkspace(t, people))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"ours.throughline", "theirs.throughline"} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	rewrite(t, "ours.throughline", "Mara", func(n int, f *app.Finding) { f.Note = "They said " + f.Text() })
	rewrite(t, "theirs.throughline", "Jon", func(n int, f *app.Finding) { f.Note = "Heard: " + f.Text() + " again" })
	run := func(want int, args ...string) string {
		t.Helper()
		out, errOut, code := s.run(args...)
		if code != want {
			t.Fatalf("%v: exit %d, want %d\n%s%s", args, code, want, out, errOut)
		}
		return out + errOut
	}
	before, err := os.ReadFile("ours.throughline")
	if err != nil {
		t.Fatal(err)
	}
	all := run(cli.ExitOK, "merge", "ours.throughline", "theirs.throughline", "--dry-run", "--report", "dry.txt")
	if after, err := os.ReadFile("ours.throughline"); err != nil || !slices.Equal(before, after) {
		t.Error("a dry run changed the workspace")
	}
	out := run(cli.ExitOK, "merge", "-w", "ours.throughline", "theirs.throughline", "--prefer", "theirs", "--report", "merge.json", "--json")
	var got struct {
		merge.Plan
		Backup string
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || len(got.Conflicts) == 0 || got.Conflicts[0].Choice != merge.Theirs || got.Backup == "" {
		t.Errorf("%v: %d conflicts, backup %q", err, len(got.Conflicts), got.Backup)
	}
	if _, err := os.Stat(got.Backup); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"dry.txt", "merge.json"} {
		text, err := os.ReadFile(name)
		if err != nil || !strings.Contains(strings.ToLower(string(text)), "note") {
			t.Errorf("%s says no conflict: %v", name, err)
		}
		all += string(text)
	}
	all += out
	for i := range people {
		for _, w := range people[i].words() {
			if strings.Contains(all, w) {
				t.Errorf("%s of %s came out", w, people[i].code)
			}
		}
	}
	if again := run(cli.ExitOK, "merge", "ours.throughline", "theirs.throughline"); !strings.Contains(again, "nothing new") {
		t.Errorf("merging again says %q", again)
	}
	run(cli.ExitFailed, "merge", "ours.throughline", "ours.throughline")
	run(cli.ExitNotFound, "merge", "ours.throughline", "none.throughline")
	run(cli.ExitUsage, "merge", "ours.throughline", "theirs.throughline", "--prefer", "mine")
	run(cli.ExitUsage, "merge")
	run(cli.ExitOK, "check", "-w", "ours.throughline")
}
