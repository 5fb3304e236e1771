package recruit_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/recruit"
)

// quotas are segment by region: 2 admins of each region, 3 analysts of the north, nobody planned for those of the south.
func quotas() []app.Quota {
	return recruit.Grid("Segment", "Region", []string{"Admin", "Analyst"}, []string{"North", "South"}, [][]int{{2, 2}, {3, 0}}, nil)
}

// crowd makes candidates of lines "P1 Admin North scheduled qualified 7".
func crowd(lines ...string) []recruit.Person {
	var all []recruit.Person
	for _, line := range lines {
		var code, segment, region, stage, fit string
		var score float64
		if _, err := fmt.Sscan(line, &code, &segment, &region, &stage, &fit, &score); err != nil {
			panic(err)
		}
		p := &app.Participant{ID: app.ParticipantID("id " + code), Code: code, Segment: segment, Attributes: []app.Attribute{{Name: "Region", Value: region}}}
		c := app.Candidacy{ID: app.CandidacyID(code), Participant: p.ID, Stage: app.Stage(stage), Score: score}
		switch fit {
		case "qualified":
			c.Fit = app.FitQualified
		case "not":
			c.Fit = app.FitNot
		}
		all = append(all, recruit.Person{Candidacy: c, Who: p})
	}
	return all
}

func some() []recruit.Person {
	return crowd(
		"P1 admin North completed qualified 8", "P2 Admin North scheduled qualified 7", "P3 Admin North scheduled qualified 7", // one too many
		"P4 Admin South completed qualified 6", "P5 Admin South candidate qualified 6",
		"P6 Analyst North invited qualified 9", "P10 Analyst North candidate qualified 9", "P7 Analyst North candidate unknown 0", "P8 Analyst North candidate not 1",
		"P9 Analyst South completed qualified 5", // in no cell
	)
}

func TestFills_CountLive(t *testing.T) {
	got := recruit.Fills(quotas(), some())
	want := []recruit.Fill{{Planned: 2, Done: 1, Booked: 2}, {Planned: 2, Done: 1, Ready: 1}, {Planned: 3, Invited: 1, Ready: 1, Unknown: 1}}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("cell %d: %+v, want %+v", i, got[i], want[i])
		}
	}
	for i, want := range []struct {
		state   recruit.QuotaState
		warning string
	}{
		{recruit.QuotaOver, "X is over its quota: 3 of 2 planned."},
		{recruit.QuotaOpen, ""},
		{recruit.QuotaShort, "X cannot be filled: 3 more wanted, only 2 qualified or invited, 1 not screened."},
	} {
		if got[i].State() != want.state || got[i].Warning("X") != want.warning {
			t.Errorf("cell %d is %s: %q", i, got[i].State(), got[i].Warning("X"))
		}
	}
	if f := (recruit.Fill{Planned: 1}); f.Warning("X") != "X cannot be filled: 1 more wanted, nobody qualified is left." {
		t.Errorf("nobody left: %q", f.Warning("X"))
	}
	if f := (recruit.Fill{Planned: 2, Done: 2}); f.State() != recruit.QuotaFull || f.Share() != 1 {
		t.Errorf("full: %s, %v", f.State(), f.Share())
	}
}

func TestArrange_IsATableWithMargins(t *testing.T) {
	all := append(quotas(), app.Quota{ID: "x", Name: "Wheelchair", Where: []app.QuotaWhere{{Attribute: "Chair", Values: []string{"yes"}}}, Target: 1})
	m := recruit.Arrange(all, recruit.Fills(all, some()))
	if m.RowField != "Segment" || m.ColField != "Region" || strings.Join(m.Rows, " ") != "Admin Analyst" || strings.Join(m.Cols, " ") != "North South" {
		t.Fatalf("%+v", m)
	}
	if m.Cells[1][1].Quota != -1 || m.Cells[0][1].Done != 1 || len(m.Loose) != 1 || m.Loose[0] != 3 {
		t.Errorf("cells %+v, loose %v", m.Cells, m.Loose)
	}
	if m.RowSum[0].Planned != 4 || m.RowSum[0].Filled() != 4 || m.ColSum[0].Planned != 5 || m.ColSum[1].Filled() != 1 || m.Total.Planned != 8 || m.Total.Filled() != 4 {
		t.Errorf("margins: rows %+v, columns %+v, all %+v", m.RowSum, m.ColSum, m.Total)
	}
	if one := recruit.Arrange(recruit.Grid("Segment", "", []string{"Admin"}, nil, [][]int{{2}}, nil), make([]recruit.Fill, 1)); len(one.Cells) != 1 || one.ColField != "" || len(one.Cells[0]) != 1 {
		t.Errorf("a list: %+v", one)
	}
	if none := recruit.Arrange(nil, nil); len(none.Rows) != 0 {
		t.Errorf("nothing: %+v", none)
	}
}

func TestGrid_KeepsIdsAndShares(t *testing.T) {
	had := quotas()
	had[0].ID, had[0].Share = "kept", 0.4
	got := recruit.Grid("segment", "Region", []string{"admin"}, []string{"North"}, [][]int{{5}}, had)
	if len(got) != 1 || got[0].ID != "kept" || got[0].Share != 0.4 || got[0].Target != 5 {
		t.Errorf("Grid() = %+v", got)
	}
}

func TestQuotaName_SaysWhatYesIsAbout(t *testing.T) {
	q := recruit.Grid("Segment", "Drives", []string{"Admin"}, []string{"yes"}, [][]int{{1}}, nil)
	if got := recruit.QuotaName(q[0]); got != "Admin, Drives: yes" {
		t.Errorf("QuotaName() = %q", got)
	}
}

func TestIn_ReadsSeveralChoices(t *testing.T) {
	q := app.Quota{Where: []app.QuotaWhere{{Attribute: "Tools", Values: []string{"Paper", "Excel"}}}}
	for value, want := range map[string]bool{"paper": true, "Whiteboard; excel": true, "Paperclip": false, "": false} {
		if got := recruit.In(q, &app.Participant{Attributes: []app.Attribute{{Name: "tools", Value: value}}}); got != want {
			t.Errorf("%q: %v", value, got)
		}
	}
}

func TestInviteNext_FillsTheEmptiestCellsFirst(t *testing.T) {
	may := func(no ...string) func(app.ParticipantID) (int, bool) {
		return func(id app.ParticipantID) (int, bool) {
			n := 0
			if id == "id P2" {
				n = 1
			}
			for _, c := range no {
				if id == app.ParticipantID("id "+c) {
					return 3, false
				}
			}
			return n, true
		}
	}
	people := crowd(
		"P1 Admin North candidate qualified 7", "P2 Admin North candidate qualified 9", "P3 Admin North candidate qualified 9", "P4 Admin South completed qualified 9",
		"P5 Admin South candidate unknown 0", "P6 Analyst North candidate not 2", "P7 Analyst North candidate qualified 3", "P8 Analyst South candidate qualified 9")
	for _, c := range []struct {
		name   string
		r      app.Recruitment
		n      int
		banned []string
		want   string
	}{
		{"by need, score, contacts, code", app.Recruitment{Quotas: quotas()}, 9, nil, "P3 P7 P2 P5"},
		{"some only", app.Recruitment{Quotas: quotas()}, 2, nil, "P3 P7"},
		{"who may not be contacted is left out", app.Recruitment{Quotas: quotas()}, 9, []string{"P3", "P7"}, "P2 P1 P5"},
		{"without quotas by score", app.Recruitment{}, 3, nil, "P3 P8 P2"},
		{"without quotas up to the target", app.Recruitment{Target: 2}, 9, nil, "P3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range recruit.InviteNext(&c.r, people, c.n, may(c.banned...)) {
				got = append(got, s.Who.Code)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("InviteNext() = %v, want %s", got, c.want)
			}
		})
	}
	s := recruit.InviteNext(&app.Recruitment{Quotas: quotas()}, people, 1, may())
	if s[0].Why != "Admin, North: 2 of 2 open; score 9" || s[0].Quota != 0 {
		t.Errorf("why: %q", s[0].Why)
	}
}

func TestCompareCodes_AsPeopleCount(t *testing.T) {
	for _, c := range [][2]string{{"P2", "P10"}, {"P02", "P3"}, {"A9", "P1"}, {"P1", "P1a"}, {"P1-9", "P1-10"}} {
		if recruit.CompareCodes(c[0], c[1]) >= 0 || recruit.CompareCodes(c[1], c[0]) <= 0 {
			t.Errorf("%s does not come before %s", c[0], c[1])
		}
	}
	if recruit.CompareCodes("P7", "P7") != 0 {
		t.Error("P7 is not P7")
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 5e-4 }
