package report_test

import (
	"strings"
	"testing"

	"throughline/app/report"
	"throughline/app/report/reporttest"
)

func TestCompose_FollowsTheOrderOfAnOutline(t *testing.T) {
	for _, row := range []struct {
		name string
		spec report.Spec
		want []string // headings of the first level that stand one after the other
		not  []string
	}{
		{"of its own", report.Spec{}, []string{"Executive summary", "Themes", "Tags", "Method and sample", "Evidence"}, nil},
		{"what it names", report.Spec{Order: []report.Section{report.SectionMethod, report.SectionThemes}}, []string{"Method and sample", "Themes"}, []string{"Evidence", "Tags"}},
		{"chosen by hand as well", report.Spec{Order: []report.Section{report.SectionEvidence, report.SectionThemes},
			Sections: []report.Section{report.SectionTags, report.SectionThemes, report.SectionEvidence}}, []string{"Evidence", "Themes", "Tags"}, []string{"Method and sample"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			row.spec.Study, row.spec.Date = "study-1", "2026-11-04"
			d, err := report.Compose(t.Context(), reporttest.Onboarding(), row.spec)
			if err != nil {
				t.Fatal(err)
			}
			var heads []string
			for _, b := range d.Blocks {
				if h, ok := b.(report.Heading); ok && h.Level == 1 {
					heads = append(heads, h.Text)
				}
			}
			all := "|" + strings.Join(heads, "|") + "|"
			at := 0
			for _, w := range row.want {
				i := strings.Index(all[at:], "|"+w+"|")
				if i < 0 {
					t.Fatalf("%q does not come in its order in %q", w, all)
				}
				at += i + 1
			}
			for _, w := range row.not {
				if strings.Contains(all, "|"+w+"|") {
					t.Errorf("%q stands in %q", w, all)
				}
			}
		})
	}
}

func TestCompose_SaysHowManyOfThoseAsked(t *testing.T) {
	s := reporttest.Onboarding()
	theme, tag := s.Board[0].ID, s.Marks[0].Tags[0].Tag
	spec := report.Spec{Study: "study-1", Date: "2026-11-04", Asked: map[string]report.Asked{string(theme): {Asked: 7, Mentioned: 6, Unasked: 2}, string(tag): {Asked: 9, Mentioned: 4}}}
	d, err := report.Compose(t.Context(), s, spec)
	if err != nil {
		t.Fatal(err)
	}
	text := dump(d)
	for _, want := range []string{"6 of 7 who were asked, 2 more unasked", "Of those asked", "4 of 9"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
	spec.Asked = nil
	if d, err = report.Compose(t.Context(), s, spec); err != nil || strings.Contains(dump(d), "who were asked") {
		t.Errorf("without a guide it tells who was asked, %v", err)
	}
}

func TestAsked_Words(t *testing.T) {
	for _, row := range []struct {
		name        string
		asked       report.Asked
		words, cell string
	}{
		{"nobody", report.Asked{}, "", "–"},
		{"only unasked", report.Asked{Unasked: 3}, "", "–"},
		{"asked", report.Asked{Asked: 7}, "0 of 7 who were asked", "0 of 7"},
		{"and unasked", report.Asked{Asked: 7, Mentioned: 6, Unasked: 1}, "6 of 7 who were asked, 1 more unasked", "6 of 7, +1"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got, cell := row.asked.Words(report.English), row.asked.Short(report.English); got != row.words || cell != row.cell {
				t.Errorf("%q, %q; want %q, %q", got, cell, row.words, row.cell)
			}
		})
	}
}
