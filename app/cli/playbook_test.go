package cli_test

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/cli"
	"throughline/app/playbook"
	"throughline/app/workspace"
)

func TestPlaybook_GoesOutAndComesBack(t *testing.T) {
	s := newShell(t)
	run := func(want int, args ...string) string {
		t.Helper()
		out, errOut, code := s.run(args...)
		if code != want {
			t.Fatalf("%v: exit %d, want %d\n%s%s", args, code, want, out, errOut)
		}
		return out
	}
	run(cli.ExitOK, "new", "a.throughline")
	run(cli.ExitOK, "new", "b.throughline")
	if out := run(cli.ExitOK, "playbook", "list", "-w", "a.throughline"); !strings.Contains(out, "No template yet") {
		t.Errorf("an empty playbook lists %q", out)
	}
	var starters struct{ Templates []struct{ Name string } }
	if err := json.Unmarshal([]byte(run(cli.ExitOK, "playbook", "list", "--starters", "--json", "-w", "a.throughline")), &starters); err != nil || len(starters.Templates) < 15 {
		t.Errorf("%d starters, %v", len(starters.Templates), err)
	}
	run(cli.ExitOK, "playbook", "import", "--starters", "-w", "a.throughline")
	run(cli.ExitOK, "playbook", "export", "all.json", "-w", "a.throughline")
	run(cli.ExitOK, "playbook", "export", "one.md", "--name", "research readiness", "-w", "a.throughline")
	if data, err := os.ReadFile("one.md"); err != nil || !strings.HasPrefix(string(data), "---\nkind: checklist\nname: Research readiness\n") {
		t.Errorf("the Markdown begins %.60q, %v", data, err)
	}
	if out := run(cli.ExitOK, "playbook", "import", "one.md", "-w", "b.throughline"); out != "1 template new, 0 with a new version, 0 as they were\n" {
		t.Errorf("imported: %q", out)
	}
	run(cli.ExitOK, "playbook", "import", "all.json", "-w", "b.throughline")
	a, b := run(cli.ExitOK, "playbook", "list", "-w", "a.throughline"), run(cli.ExitOK, "playbook", "list", "-w", "b.throughline")
	if a != b || strings.Count(a, "\n") != len(starters.Templates) {
		t.Errorf("the lists differ:\n%s\n%s", a, b)
	}
	for _, args := range [][]string{{"playbook"}, {"playbook", "import", "-w", "a.throughline"}, {"playbook", "export", "x.md", "-w", "a.throughline"}, {"playbook", "export", "x.pdf", "-w", "a.throughline"}} {
		run(cli.ExitUsage, args...)
	}
	run(cli.ExitNotFound, "playbook", "import", "none.md", "-w", "a.throughline")
	run(cli.ExitNotFound, "playbook", "export", "x.md", "--name", "None such", "-w", "a.throughline")
}

func TestTools_ListWriteAndRun(t *testing.T) {
	s := newShell(t)
	if _, e, code := s.run("new", "a.throughline"); code != cli.ExitOK {
		t.Fatal(e)
	}
	store, err := open(t.Context(), "a.throughline", workspace.Existing)
	if err != nil {
		t.Fatal(err)
	}
	fill(t, store)
	out, e, code := s.run("tools", "list", "-w", "a.throughline")
	if code != cli.ExitOK || out != "=Panelbase · Mara · 1,200 EUR a year · renewal 2026-12-01 · holds contact details\n1,200 EUR a year\n" {
		t.Errorf("listed %q %s", out, e)
	}
	if out, e, code = s.run("tools", "run", "=panelbase", "Standards", "-w", "a.throughline"); code != cli.ExitOK || out != "Standards: 1 row\n" {
		t.Errorf("run: %q %s, exit %d", out, e, code)
	}
	if data, err := os.ReadFile("out.json"); err != nil || !strings.Contains(string(data), "Switch") {
		t.Errorf("the export holds %s, %v", data, err)
	}
	if _, e, code = s.run("tools", "run", "=Panelbase", "Nothing", "-w", "a.throughline"); code != cli.ExitNotFound {
		t.Errorf("an unknown connection: exit %d %s", code, e)
	}
	for _, file := range []string{"t.csv", "t.xlsx"} {
		if _, e, code = s.run("tools", "export", file, "-w", "a.throughline"); code != cli.ExitOK {
			t.Errorf("%s: %s", file, e)
		}
	}
	if data, err := os.ReadFile("t.csv"); err != nil || !strings.Contains(string(data), "'=Panelbase") || !strings.Contains(string(data), ",1200.00,EUR,year,1200.00,2026-12-01,") {
		t.Errorf("the table is %s, %v", data, err)
	}
	var listed struct{ Tools []app.Tool }
	out, _, _ = s.run("tools", "list", "--json", "-w", "a.throughline")
	if err := json.Unmarshal([]byte(out), &listed); err != nil || len(listed.Tools) != 1 || listed.Tools[0].Profiles[0].Rows != 1 {
		t.Errorf("as JSON: %s, %v", out, err)
	}
}

// fill puts a tool and a template into a workspace and closes it.
func fill(t *testing.T, store workspace.Store) {
	t.Helper()
	ctx := context.Background()
	w, err := workspace.Over(ctx, store, app.Hand{Author: "Mara"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := w.Playbook.Create(ctx, playbook.Draft{Kind: app.TemplateGuide, Name: "Switch", Body: "1. Why?"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Playbook.SaveTool(ctx, app.Tool{Name: "=Panelbase", Owner: "Mara", Cost: 120000, Currency: "EUR", Period: "year", Renewal: "2026-12-01", Personal: []string{"Contact details"},
		Profiles: []app.ToolProfile{{Name: "Standards", Out: true, What: "templates", Spec: playbook.Body(playbook.Spec{Path: "out.json"})}}}); err != nil {
		t.Fatal(err)
	}
}
