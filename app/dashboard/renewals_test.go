package dashboard_test

import (
	"testing"

	"throughline/app"
	"throughline/app/dashboard"
)

func TestNeeds_RenewalsOfTools(t *testing.T) {
	const today = app.Date("2026-11-02")
	tool := func(name, owner string, renewal app.Date) app.Tool {
		return app.Tool{ID: app.ToolID(name), Name: name, Owner: owner, Renewal: renewal}
	}
	gone := tool("Gone", "Mara", "2026-11-03")
	gone.Retired = true
	for _, c := range []struct {
		name  string
		tools []app.Tool
		study app.StudyID
		text  string
		id    string
		loud  bool
	}{
		{"far away", []app.Tool{tool("A", "", "2026-12-03"), tool("B", "", ""), gone}, "", "", "", false},
		{"within a month", []app.Tool{tool("A", "", "2026-12-02")}, "", "“A” renews on 2 Dec 2026", "A", false},
		{"within a week", []app.Tool{tool("A", "", "2026-11-09")}, "", "“A” renews on 9 Nov 2026", "A", true},
		{"missed", []app.Tool{tool("A", "", "2026-10-01")}, "", "“A” was to be renewed on 1 Oct 2026", "A", true},
		{"several", []app.Tool{tool("A", "", "2026-11-30"), tool("B", "", "2026-11-29")}, "", "2 tools renew within 30 days", "", false},
		{"several, one missed", []app.Tool{tool("A", "", "2026-11-01"), tool("B", "", "2026-11-29")}, "", "2 tools renew within 30 days or were to be renewed", "", true},
		{"of others while a study is open", []app.Tool{tool("A", "Ben", "2026-11-09")}, "s", "", "", false},
		{"one's own while a study is open", []app.Tool{tool("A", "Mara", "2026-11-09")}, "s", "“A” renews on 9 Nov 2026", "A", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got dashboard.Need
			for _, n := range dashboard.Needs(dashboard.Facts{Tools: c.tools}, "Mara", c.study, today) {
				if n.Kind == dashboard.NeedTool {
					got = n
				}
			}
			if got.Text != c.text || got.ID != c.id || got.Loud != c.loud {
				t.Errorf("need %+v, want %q of %q, loud %v", got, c.text, c.id, c.loud)
			}
		})
	}
}
