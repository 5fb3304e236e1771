package report

import (
	"fmt"
	"strings"
	"testing"

	"throughline/app"
)

func numbersOf(ids ...app.FindingID) map[app.FindingID]string {
	proof, out := map[app.FindingID]app.FindingID{}, map[app.FindingID]string{}
	for _, id := range ids {
		proof[id] = NamesSegment.Proof(id, "person")
	}
	evidenceNumbers(proof, out)
	return out
}

// Where people have no codes a passage goes out by an id that cannot be made from its own without the person's, and that stays the same.
func TestNaming_Proof(t *testing.T) {
	seen := map[app.FindingID]string{}
	for _, c := range []struct {
		name  string
		level Naming
		of    app.ParticipantID
		same  bool
	}{
		{"segment", NamesSegment, "person", true}, {"code", NamesCode, "person", true}, {"alias", NamesAlias, "person", false}, {"nobody", NamesNone, "person", false},
		{"alias of another person", NamesAlias, "other", false},
	} {
		got := c.level.Proof("finding 0", c.of)
		if (got == "finding 0") != c.same || got != c.level.Proof("finding 0", c.of) {
			t.Errorf("%s: %s", c.name, got)
		}
		if other, ok := seen[got]; ok && !c.same {
			t.Errorf("%s and %s are both %s", c.name, other, got)
		}
		seen[got] = c.name
	}
	if NamesAlias.Proof("", "person") != "" {
		t.Error("what is no passage has an id")
	}
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
