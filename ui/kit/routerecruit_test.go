package kit_test

import (
	"testing"

	"throughline/ui/kit"
)

func TestRecruitAt_ComesBack(t *testing.T) {
	for _, c := range [][2]string{{"board", "p1"}, {"", ""}, {"ledger", "with:colon"}} {
		if part, who, ok := kit.RecruitAt(c[0], c[1]).Recruit(); !ok || part != c[0] || who != c[1] {
			t.Errorf("RecruitAt(%q, %q) names %q, %q, %v", c[0], c[1], part, who, ok)
		}
	}
	for _, r := range []kit.Route{{Screen: kit.Recruitment}, {Screen: kit.People, ID: "recruit:board:"}} {
		if _, _, ok := r.Recruit(); ok {
			t.Errorf("%+v names a part", r)
		}
	}
}
