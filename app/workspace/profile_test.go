package workspace_test

import (
	"os"
	"path/filepath"
	"testing"

	"throughline/app"
	"throughline/app/people"
	"throughline/app/playbook"
)

func TestRunProfile_PeopleKeepWhatTheirColumnsMean(t *testing.T) {
	w, _ := open(t)
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "panel.csv")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("Code,Segment,Plan\nP1,Admin,Pro\nP2,Buyer,Free\n")
	tool, err := w.Playbook.SaveTool(ctx, app.Tool{Name: "CRM", Profiles: []app.ToolProfile{{Name: "Panel", What: people.ProfileWhat, Spec: playbook.Body(playbook.Spec{Path: path})}}})
	if err != nil {
		t.Fatal(err)
	}
	saved := func() []people.SavedSpec {
		t.Helper()
		all, err := w.People.SavedSpecs(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	if all := saved(); len(all) != 0 {
		t.Errorf("a connection that says nothing of columns is offered: %+v", all)
	}
	if n, err := w.RunProfile(ctx, tool.ID, "Panel", nil); err != nil || n != 2 {
		t.Fatalf("first run: %d, %v", n, err)
	}
	all := saved()
	if len(all) != 1 || len(all[0].Spec.Columns) != 3 {
		t.Fatalf("after the first run %+v is saved", all)
	}
	spec := all[0].Spec
	for i := range spec.Columns {
		if spec.Columns[i].Column == "Plan" {
			spec.Columns[i].Field = "Contract"
		}
	}
	if err := w.People.SaveSpec(ctx, "CRM", "Panel", spec); err != nil {
		t.Fatal(err)
	}
	write("Code,Segment,Plan,New column\nP1,Admin,Team,x\n")
	if n, err := w.RunProfile(ctx, tool.ID, "Panel", nil); err != nil || n != 1 {
		t.Fatalf("second run: %d, %v", n, err)
	}
	known, err := w.Store.ParticipantsByCode(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if p := known["P1"]; p.Attribute("Contract") != "Team" || p.Attribute("Plan") != "Pro" || p.Attribute("New column") != "" {
		t.Errorf("P1 is %+v", p.Attributes)
	}
	rec, err := w.Store.Find(ctx, tool.Ref())
	if err != nil {
		t.Fatal(err)
	}
	now := rec.(*app.Tool).Profiles[0]
	if got, err := playbook.SpecOf(now); err != nil || got.Path != path || now.Rows != 1 || now.Last.IsZero() {
		t.Errorf("the connection is %+v, %v", now, err)
	}
	if got := people.CarrySpec(&now, playbook.Body(playbook.Spec{Path: "other.csv"})); got == now.Spec {
		t.Error("another file changes nothing")
	} else if again, err := people.ReadSpec(got); err != nil || len(again.Columns) != len(spec.Columns) {
		t.Errorf("another file loses what columns mean: %+v, %v", again, err)
	}
}
