package dashboard_test

import (
	"testing"

	"throughline/app"
	"throughline/app/dashboard"
)

func TestFunnel_AddsUpWhatIsInScope(t *testing.T) {
	row := func(id, product string) app.StudyRow {
		return app.StudyRow{Study: app.Study{ID: app.StudyID(id), Product: product}}
	}
	all := []dashboard.Recruiting{{row("a", "Rota"), 8, 6, 4, 3, 2}, {row("b", "Pay"), 2, 1, 1, 1, 1}, {row("c", "Pay"), 0, 0, 0, 0, 0}}
	for _, c := range []struct {
		name  string
		scope dashboard.Scope
		want  []int
	}{
		{"the programme", dashboard.Scope{}, []int{10, 7, 5, 4, 3}},
		{"a study", dashboard.Scope{Study: "a"}, []int{8, 6, 4, 3, 2}},
		{"a product", dashboard.Scope{Product: "Pay"}, []int{2, 1, 1, 1, 1}},
		{"a study without candidates", dashboard.Scope{Study: "c"}, nil},
	} {
		got := dashboard.Funnel(all, c.scope)
		if len(got) != len(c.want) {
			t.Errorf("%s: %+v", c.name, got)
			continue
		}
		for i, n := range c.want {
			if got[i].N != n || got[i].Share != float64(n)/float64(c.want[0]) {
				t.Errorf("%s: %+v, want %d of %d", c.name, got[i], n, c.want[0])
			}
		}
	}
}
