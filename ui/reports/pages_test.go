package reports

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"throughline/app/report"
	"throughline/ui/kit"
)

// document is a report with headings of all levels, long and short paragraphs and a long table.
func document() *report.Document {
	d := &report.Document{Title: "People wait for others", Subtitle: "Onboarding", Footer: "Throughline"}
	long := strings.Repeat("They asked, they waited, and nobody came back with the answer. ", 12)
	for i := range 30 {
		d.Blocks = append(d.Blocks, report.Heading{Level: 1 + i%3, Text: fmt.Sprint("Part ", i)})
		for range 1 + i%4 {
			d.Blocks = append(d.Blocks, report.Paragraph{Runs: []report.Run{{Text: long[:(i*83)%len(long)+1]}}})
		}
		if i%10 == 9 {
			d.Blocks = append(d.Blocks, report.PageBreak{})
		}
	}
	t := report.Table{Columns: []report.Column{{Title: "Tag", Share: 1}, {Title: "Findings", Right: true}}}
	for i := range 50 {
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{{{Text: fmt.Sprint("Tag ", i)}}, {{Text: "4,932"}}}})
	}
	d.Blocks = append(d.Blocks, t)
	return d
}

func TestTypesetter_FillsPagesAndKeepsHeadingsWithTheirText(t *testing.T) {
	test.NewTempApp(t)
	for _, paper := range []report.Paper{report.A4, report.Letter} {
		set := newTypesetter(document(), paper)
		steps := 1
		for set.step() {
			steps++
		}
		if len(set.pages) < 5 || steps < 5 {
			t.Fatalf("%d pages in %d steps", len(set.pages), steps)
		}
		for n, page := range set.pages {
			var high float32
			for i, p := range page {
				if i > 0 {
					high += p.gap
				}
				high += kit.HeightFor(p.object, pageWidth-2*pageMargin)
			}
			if high > set.room+0.5 {
				t.Errorf("%s page %d is %.0f tall, the paper has room for %.0f", paper, n+1, high, set.room)
			}
			if page[len(page)-1].keep && n < len(set.pages)-1 {
				t.Errorf("%s page %d ends with a heading", paper, n+1)
			}
		}
	}
}

func TestTableWidths_NumbersAreNotCut(t *testing.T) {
	test.NewTempApp(t)
	tab := report.Table{Columns: []report.Column{{Title: "Tag"}, {Title: "Meaning", Share: 1}, {Title: "n", Right: true}},
		Rows: []report.Row{{Strong: true, Cells: []report.Cell{{{Text: "Pricing"}}, {{Text: "What it costs"}}, {{Text: "1,234,567"}}}}}}
	ws := tableWidths(tab, 556)
	if need := kit.Measure("1,234,567", kit.Control.B()).Width; ws[2] < need {
		t.Errorf("the column of numbers is %.0f wide, its numbers need %.0f", ws[2], need)
	}
	if sum := ws[0] + ws[1] + ws[2] + 2*kit.Space2; sum < 555 || sum > 557 {
		t.Errorf("the columns take %.0f of 556", sum)
	}
}
