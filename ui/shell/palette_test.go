package shell

import (
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/search"
)

func TestNamedFirst_LiftsKindsWithANameThatBeginsSo(t *testing.T) {
	group := func(kind app.Kind, titles ...string) search.Group {
		g := search.Group{Kind: kind, Title: string(kind)}
		for _, title := range titles {
			g.Hits = append(g.Hits, app.Hit{Kind: kind, Title: title})
		}
		return g
	}
	groups := []search.Group{group(app.KindInsight, "Help is over early", "Payday"), group(app.KindFinding, "P01, Deputy manager"),
		group(app.KindInterview, "P07, Admin", "P01, Deputy manager"), group(app.KindParticipant, "P01")}
	for _, c := range []struct{ name, q, want string }{
		{"a code", "p01", "interview participant insight finding"},
		{"spaces and capitals", " PAYDAY", "insight finding interview participant"},
		{"only inside", "manager", "insight finding interview participant"},
	} {
		var got []string
		for _, g := range namedFirst(groups, c.q) {
			got = append(got, g.Title)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
}
