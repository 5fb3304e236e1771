package pdf

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"throughline/app/report"
	"throughline/app/report/reporttest"
)

func laid(t *testing.T, d *report.Document) *layout {
	t.Helper()
	l, err := paginate(context.Background(), d, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func composed(t *testing.T, s report.Store, paper report.Paper) *report.Document {
	t.Helper()
	d, err := report.Compose(context.Background(), s, report.Spec{Study: "study-1", Date: "2026-11-04", Paper: paper})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func studies() map[string]report.Store {
	return map[string]report.Store{
		"onboarding": reporttest.Onboarding(),
		"big":        reporttest.Big(reporttest.Size{People: 40, Findings: 500, Themes: 30, Insights: 12, Tags: 70}),
	}
}

func TestPaginate_NothingLeavesItsPage(t *testing.T) {
	for name, s := range studies() {
		for _, paper := range []report.Paper{report.A4, report.Letter} {
			l := laid(t, composed(t, s, paper))
			for i, p := range l.pages {
				for _, o := range p.ops {
					if o.kind != opText {
						continue
					}
					if o.x < side-0.1 || o.x+width(o.text, o.typo.face, o.typo.size) > l.w-side+0.6 || o.y > l.h-bottom+3 {
						t.Errorf("%s, %s, page %d: %q stands at %.0f, %.0f", name, paper, i+1, o.text, o.x, o.y)
					}
				}
			}
		}
	}
}

func TestPaginate_NoHeadingStandsAlone(t *testing.T) {
	for name, s := range studies() {
		l := laid(t, composed(t, s, report.A4))
		for _, e := range l.entries {
			below := 0
			for _, o := range l.pages[e.page].ops {
				if o.kind == opText && o.typo.size < tHeading.size && o.y > e.y+tHeading.lead {
					below++
				}
			}
			if below == 0 {
				t.Errorf("%s: nothing follows %q on page %d", name, e.text, e.page+1)
			}
		}
	}
}

func TestPaginate_TableHeadsComeAgain(t *testing.T) {
	d := &report.Document{Title: "t"}
	tab := report.Table{Columns: []report.Column{{Title: "Number", Right: true}, {Title: "What", Share: 1}}}
	for i := range 150 {
		tab.Rows = append(tab.Rows, report.Row{ID: fmt.Sprint("row-", i), Cells: []report.Cell{{{Text: fmt.Sprint(i)}}, {{Text: "text"}}}})
	}
	tab.Rows[70].Cells[1][0].Text = strings.Repeat("a row that is higher than a page ", 500)
	d.Blocks = []report.Block{report.Heading{Level: 1, ID: "h", Text: "Rows"}, tab}
	l := laid(t, d)
	if len(l.pages) < 5 {
		t.Fatalf("pages = %d", len(l.pages))
	}
	for i, p := range l.pages {
		heads := 0
		for _, o := range p.ops {
			if o.text == "Number" {
				heads++
			}
		}
		if heads != 1 {
			t.Errorf("page %d has %d table heads", i+1, heads)
		}
	}
	for i := range 150 {
		if _, ok := l.at[fmt.Sprint("row-", i)]; !ok {
			t.Errorf("row %d is nowhere", i)
		}
	}
}

// The contents and the page references must name the pages where things stand.
func TestPaginate_NumbersHold(t *testing.T) {
	l := laid(t, composed(t, studies()["big"], report.A4))
	for _, e := range l.entries {
		if e.level != 1 {
			continue
		}
		found := false
		for i := range 3 { // contents pages
			for _, o := range l.pages[i].ops {
				found = found || o.kind == opText && o.text == fmt.Sprint(e.page+1) && o.typo.color == muted
			}
		}
		if !found {
			t.Errorf("%q on page %d is not in the contents", e.text, e.page+1)
		}
	}
	for i, p := range l.pages {
		for _, o := range p.ops {
			if o.text == "000" {
				t.Errorf("page %d has a page number that was never found", i+1)
			}
			if o.kind == opLink {
				if _, ok := l.at[o.link]; !ok {
					t.Errorf("page %d links to %q, which is nowhere", i+1, o.link)
				}
			}
		}
	}
}

func TestSqueeze_SavesAPageOfFewLines(t *testing.T) {
	f := newFlow(pageSize(report.A4))
	column := f.limit() - top
	section := func(lines float64) []strip {
		out := []strip{{newPage: true, keep: true}}
		for range 20 {
			out = append(out, strip{h: (column*lines - 20*10) / 20, gap: 10})
		}
		return out
	}
	for _, tc := range []struct {
		name  string
		lines float64 // of a column, gaps at full width
		want  int
	}{{"fits", 0.95, 1}, {"a few lines over", 1.06, 1}, {"much over", 1.5, 2}} {
		g := newFlow(pageSize(report.A4))
		strips := section(tc.lines)
		g.place(g.squeeze(strips, func() []strip { return strips }, func() []strip { return nil }))
		if len(g.pages) != tc.want {
			t.Errorf("%s: %d pages, want %d", tc.name, len(g.pages), tc.want)
		}
	}
}

// reached is how much of the column of a page is used, from 0 to 1.
func (l *layout) reached(p *page) float64 {
	low := 0.0
	for _, o := range p.ops {
		switch o.kind {
		case opText:
			low = max(low, o.y)
		case opRect:
			low = max(low, o.y+o.h)
		}
	}
	return (low - top) / (l.h - top - bottom)
}

func TestPaginate_NoPageLooksForgotten(t *testing.T) {
	stores := studies()
	stores["contents of two pages and a few lines"] = reporttest.Big(reporttest.Size{People: 8, Findings: 60, Themes: 3, Insights: 74, Tags: 3})
	for name, s := range stores {
		for _, paper := range []report.Paper{report.A4, report.Letter} {
			for _, depth := range report.Depths() {
				for _, language := range report.Languages() {
					if name != "onboarding" && language != report.English {
						continue // its sections break elsewhere by a word or two only
					}
					d, err := report.Compose(context.Background(), s, report.Spec{Study: "study-1", Date: "2026-11-04", Paper: paper, Depth: depth, Language: language})
					if err != nil {
						t.Fatal(err)
					}
					l := laid(t, d)
					for i, p := range l.pages {
						if i > 0 && l.reached(p) < poorPage {
							t.Errorf("%s, %s, %q, %s: page %d of %d is full to %.2f", name, paper, depth, language, i+1, len(l.pages), l.reached(p))
						}
					}
				}
			}
		}
	}
}

func TestSqueeze_LeavesNoPageWithALastPartAlone(t *testing.T) {
	f := newFlow(pageSize(report.A4))
	column := f.limit() - top
	part := func(share float64, begins bool) []strip {
		out := []strip{{h: 20, gap: 10, keep: true, part: true}}
		if begins {
			out[0].newPage, out[0].soft = true, true
		}
		for range 10 {
			out = append(out, strip{h: (share*column - 30) / 10})
		}
		return out
	}
	long := append(append(part(0.4, true), part(0.55, false)...), part(0.25, false)...)
	none := func() []strip { return nil }
	for _, tc := range []struct {
		name  string
		next  []strip
		ends  float64 // how full the page is where the long section ends, at least
		pages int
		last  float64 // how full the page is where the next section ends
	}{
		{"a table follows below", part(1.5, true), 0.15, 3, 0.7},
		{"little follows below", part(0.3, true), 0.15, 2, 0.45},
		{"what follows wants a page", part(0.9, true), 0.22, 3, 0.85},
	} {
		g := newFlow(pageSize(report.A4))
		g.place(g.squeeze(long, func() []strip { return long }, func() []strip { return tc.next }))
		after := (g.y - top) / column
		g.place(g.squeeze(tc.next, func() []strip { return tc.next }, none))
		if after < tc.ends || after > tc.ends+0.1 || len(g.pages) != tc.pages || (g.y-top)/column < tc.last {
			t.Errorf("%s: the section ends at %.2f, %d pages, the next one ends at %.2f", tc.name, after, len(g.pages), (g.y-top)/column)
		}
	}
}
