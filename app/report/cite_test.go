package report

import (
	"fmt"
	"strings"
	"testing"

	"throughline/app"
)

func numbersOf(ids ...app.FindingID) map[app.FindingID]string {
	out := map[app.FindingID]string{}
	evidenceNumbers(ids, out)
	return out
}

func TestEvidenceNumbers_AreTheFindingsOwn(t *testing.T) {
	var ids []app.FindingID
	for i := range 300 {
		ids = append(ids, app.FindingID(fmt.Sprint("finding ", i)))
	}
	all := numbersOf(ids...)
	for i, id := range ids {
		if one := numbersOf(id)[id]; one != all[id] || len(one) != len("E-")+shortNumber {
			t.Errorf("finding %d is %s among all and %s alone", i, all[id], one)
		}
	}
	if got, want := numbersOf("finding 0")["finding 0"], "E-9MZ91"; got != want {
		t.Errorf("finding 0 is %s, and was %s in reports that people have", got, want)
	}
}

func TestEvidenceNumbers_AreUnequal(t *testing.T) {
	var ids []app.FindingID
	for i := range 100_000 { // some 150 pairs share the short one
		ids = append(ids, app.FindingID(fmt.Sprint(i)))
	}
	seen, longer := map[string]app.FindingID{}, 0
	for id, n := range numbersOf(ids...) {
		if other, ok := seen[n]; ok {
			t.Errorf("%s and %s are both %s", id, other, n)
		}
		seen[n] = id
		if len(n) > len("E-")+shortNumber {
			longer++
			if short := numbersOf(id)[id]; !strings.HasPrefix(n, short) {
				t.Errorf("%s does not begin with %s", n, short)
			}
		}
	}
	if longer == 0 || longer > 1000 {
		t.Errorf("%d of 100,000 are longer", longer)
	}
}
