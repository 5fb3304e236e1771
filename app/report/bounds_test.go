package report_test

import (
	"fmt"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/report/reporttest"
)

// programme is a workspace of two studies with more of everything than a report of all studies holds: insight n is supported by n%9+1 findings, theme
// n by n%7, and one theme of 150 findings stands behind the strongest insight.
func programme() *reporttest.Store {
	s := &reporttest.Store{Projects: []app.Study{{ID: "a", Name: "First study"}, {ID: "b", Name: "Second study"}}}
	for i := range 10 {
		s.People = append(s.People, app.Participant{ID: app.ParticipantID(fmt.Sprint("p", i)), Code: fmt.Sprintf("P%02d", i), Segment: "Admin"})
	}
	add := func(study app.StudyID) app.FindingID {
		id := app.FindingID(fmt.Sprintf("f-%05d", len(s.Marks)))
		s.Marks = append(s.Marks, app.Finding{ID: id, Study: study, Quote: "They said " + string(id), Participant: app.ParticipantID(fmt.Sprint("p", len(s.Marks)%10)), At: app.NoTime})
		return id
	}
	for i := range 40 {
		id := app.ThemeID(fmt.Sprintf("t-%03d", i))
		s.Board = append(s.Board, app.Theme{ID: id, Study: "a", Name: "Theme " + string(id)})
		for range 1 + i%7 {
			s.Placed = append(s.Placed, app.Placement{Theme: id, Finding: add("a")})
		}
	}
	s.Board = append(s.Board, app.Theme{ID: "large", Study: "a", Name: "The large theme"})
	for range 150 {
		s.Placed = append(s.Placed, app.Placement{Theme: "large", Finding: add("a")})
	}
	for i := range 70 {
		in := app.Insight{ID: app.InsightID(fmt.Sprintf("i-%03d", i)), Study: "b", Title: fmt.Sprintf("Claim %03d", i), Status: app.InsightPublished}
		switch {
		case i == 0:
			in.Evidence = []app.Evidence{{Theme: "large", Stance: app.Supports}}
		case i < 5:
			in.Status = app.InsightSuperseded
		case i < 10:
			in.Status = app.InsightDraft
		}
		for range 1 + i%9 {
			in.Evidence = append(in.Evidence, app.Evidence{Finding: add("b"), Stance: app.Supports})
		}
		s.Claims = append(s.Claims, in)
	}
	for i := range 70 {
		id := app.TagID(fmt.Sprintf("tag-%03d", i))
		s.Codebook = append(s.Codebook, app.Tag{ID: id, Name: "Tag " + string(id), Status: app.TagActive})
		s.Marks[i].Tags = []app.Tagging{{Tag: id}}
	}
	return s
}

func TestCompose_OfAllStudiesIsBoundedAndSaysWhatIsLeftOut(t *testing.T) {
	s := programme()
	d := compose(t, s, report.Spec{Date: "2026-11-04", Author: "Mara"})
	text := dump(d)
	for _, want := range []string{
		"The 50 strongest of 66 insights", "50 of 66", "The 30 strongest of 41 themes stand below.", "More themes", "The 60 tags that most people speak of, of 70.",
		"Of a theme behind an insight the first 20 passages stand here", "147 more passages.", // 150 of the theme and one of its own, four of them quoted
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	insights, themes, first := 0, 0, ""
	for _, b := range d.Blocks {
		h, ok := b.(report.Heading)
		switch {
		case ok && strings.HasPrefix(h.ID, "insight-"):
			if insights++; first == "" {
				first = h.Text
			}
		case ok && strings.HasPrefix(h.ID, "theme-"):
			themes++
		}
	}
	if insights != 50 || themes != 30 || first != "Claim 000" {
		t.Errorf("%d insights from %q, %d themes, want 50 from the one with most people, and 30", insights, first, themes)
	}
	for _, gone := range []string{"Claim 001", "Claim 007"} { // superseded, a draft
		if strings.Contains(text, gone) {
			t.Errorf("%q is in the report", gone)
		}
	}
	whole := dump(compose(t, s, report.Spec{Study: "b", Date: "2026-11-04"}))
	if strings.Contains(whole, "strongest of 66") || !strings.Contains(whole, "Claim 007") || strings.Contains(whole, "Of a theme behind an insight") {
		t.Error("the report of one study leaves something out")
	}
}

func TestCompose_SaysOfHowManyInsightsSomeWereChosen(t *testing.T) {
	s := programme()
	text := dump(compose(t, s, report.Spec{Date: "2026-11-04", Insights: []app.InsightID{"i-020", "i-021"}}))
	if !strings.Contains(text, "2 of 66 insights") || strings.Contains(text, "strongest of 66") {
		t.Error("the report does not say of how many the two insights were chosen")
	}
}

func TestStrongest_KeepsTheOrderWhenAllFit(t *testing.T) {
	s := programme()
	all, _ := s.Insights(t.Context(), "b")
	kept, of := report.Strongest(all, "b")
	if of != 66 || len(kept) != 66 || kept[0].ID != "i-000" || kept[1].ID != "i-005" {
		t.Errorf("of a study %d of %d are kept, the second %s", len(kept), of, kept[1].ID)
	}
	kept, of = report.Strongest(all, "")
	if of != 66 || len(kept) != 50 || kept[0].ID != "i-000" || kept[1].Support.Participants < kept[49].Support.Participants || all[1].ID != "i-001" {
		t.Errorf("of all studies %d of %d are kept, the first %s", len(kept), of, kept[0].ID)
	}
}

func TestComposeBook_OfAllStudiesHoldsEveryInsight(t *testing.T) {
	b := composeBook(t, programme(), report.Spec{Date: "2026-11-04"})
	text := dumpBook(b)
	for _, want := range []string{"Claim 007", "insight | #66 |", "evidence | #66 |", "Insights | #66"} {
		if !strings.Contains(text, want) {
			t.Errorf("the book lacks %q", want)
		}
	}
}
