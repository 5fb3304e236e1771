package analysis

import (
	"fmt"
	"math"
	"strings"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/tally"
	"throughline/ui/say"
)

// How much of a long result charts and tables show.
const (
	chartRows    = 20
	heatRows     = 16
	heatCols     = 12
	expectedCols = 4 // with more segments the table has no room for what was expected
	tableRows    = 300
)

func unitOf(ask tally.Ask) string {
	if ask.By == "" {
		return string(tally.People)
	}
	return string(ask.By)
}

// unitWord is what is counted, in words.
func unitWord(ask tally.Ask) string {
	switch unitOf(ask) {
	case string(tally.Findings):
		return say.T("findings")
	case string(tally.Interviews):
		return say.T("interviews")
	}
	return say.T("people")
}

// rowsWord is what the rows are, in words.
func rowsWord(ask tally.Ask) string {
	if rowWord(ask) == say.T("Theme") {
		return say.T("Themes")
	}
	return say.T("Tags")
}

func rowWord(ask tally.Ask) string {
	switch ask.Rows {
	case app.AxisTheme, app.AxisWideTheme:
		return say.T("Theme")
	}
	return say.T("Tag")
}

// nothing is the page of a study in which there is nothing to count.
func nothing(k Kind, ask tally.Ask) *Page {
	if rowWord(ask) == say.T("Theme") {
		return &Page{Kind: k, Empty: say.T("No theme holds a finding here"), Remedy: say.T("Propose themes, or put findings into themes on the board; or choose tags, or another filter."), Where: AtThemes}
	}
	return &Page{Kind: k, Empty: say.T("No finding carries a tag here"), Remedy: say.T("Tag passages in interviews, or choose another study or filter."), Where: AtInterviews}
}

func frequencyPage(x *tally.Frequency) *Page {
	if len(x.Rows) == 0 {
		return nothing(Frequency, x.Ask)
	}
	people := x.Ask.By == "" || x.Ask.By == tally.People
	p := &Page{Kind: Frequency, Says: say.Sentence(x.Says()), Of: say.T("%s by %s, of %s", rowsWord(x.Ask), unitWord(x.Ask), say.Number(x.Of))}
	s := chart.Series{}
	c := &chart.Chart{Kind: chart.Bar, Title: p.Of, Alt: p.Says, Unit: unitWord(x.Ask), Full: float64(x.Of)}
	for _, r := range x.Rows[:min(len(x.Rows), chartRows)] {
		c.Categories, c.Hues = append(c.Categories, r.Label), append(c.Hues, r.Hue)
		s.Values = append(s.Values, float64(r.N))
		s.Labels = append(s.Labels, say.T("%d of %d", r.N, r.Of))
		if people {
			s.Low, s.High = append(s.Low, r.Range.Low*float64(r.Of)), append(s.High, r.Range.High*float64(r.Of))
		}
	}
	if x.Ask.By == tally.Findings && len(x.Rows) > 0 { // of a million findings nobody's bar would be seen
		c.Full = float64(x.Rows[0].N)
	}
	c.Series = []chart.Series{s}
	p.Chart = c
	open := func(i int) Open {
		r := x.Rows[i]
		return Open{Title: r.Label, Find: tally.Narrow(x.Ask.Find, rowsOf(x.Ask), "", r.CrossKey, x.Ask.RollUp)}
	}
	p.marks = func(_, category int) (Open, bool) {
		if category < 0 || category >= len(c.Categories) {
			return Open{}, false
		}
		return open(category), true
	}
	p.Table = Table{Header: []string{rowWord(x.Ask), say.T("People"), say.T("Share"), app.Capital(say.T("95 % interval")), say.T("Interviews"), say.T("Findings")}, Left: 1, More: max(0, len(x.Rows)-tableRows)}
	if !people {
		p.Table.Header[3] = ""
	}
	for i, r := range x.Rows[:min(len(x.Rows), tableRows)] {
		interval := ""
		if people {
			interval = fmt.Sprintf("%s–%s", percent(r.Range.Low), percent(r.Range.High))
		}
		p.Table.Rows = append(p.Table.Rows, []string{r.Label, say.Number(r.People), percent(r.Share), interval, say.Number(r.Interviews), say.Number(r.Findings)})
		p.Table.Open = append(p.Table.Open, open(i))
	}
	p.Note = []string{
		say.T("People counts each person once however often they say it; the denominator is everybody who was interviewed under this filter, whether or not they said anything that was tagged. One talkative person weighs no more than a quiet one."),
		say.T("The interval is Wilson's (1927), 95 %: where the share may lie among people like these, had more of them been asked. It assumes that they were chosen without regard to the tag. Findings and interviews have no interval, because those of one person are not independent."),
	}
	return p
}

func rowsOf(ask tally.Ask) app.Axis {
	if ask.Rows == "" {
		return app.AxisTag
	}
	return ask.Rows
}

func columnsOf(ask tally.Ask) app.Axis {
	if ask.Columns == "" {
		return app.AxisSegment
	}
	return ask.Columns
}

func percent(share float64) string {
	if math.IsNaN(share) {
		return "–"
	}
	return fmt.Sprintf("%.0f %%", 100*share)
}

func segmentsPage(x *tally.Segments) *Page {
	if len(x.Rows) == 0 {
		return nothing(Segments, x.Ask)
	}
	if len(x.Columns) == 0 {
		return &Page{Kind: Segments, Empty: say.T("Nobody has a value to compare by"), Remedy: say.T("Give people a segment or an attribute, or compare by study, method or month."), Where: AtPeople}
	}
	people := x.Ask.By == "" || x.Ask.By == tally.People
	p := &Page{Kind: Segments, Says: say.Sentence(x.Says()), Of: say.T("%s by %s", rowsWord(x.Ask), unitWord(x.Ask))}
	if people {
		p.Of += say.T(", share of those asked; + more and − less than chance would have it")
	}
	p.Warn = segmentsWarn(x, people)
	cols := min(len(x.Columns), heatCols)
	c := &chart.Chart{Kind: chart.Heat, Title: p.Of, Alt: p.Says, Unit: unitWord(x.Ask)}
	for j, k := range x.Columns[:cols] {
		name := orNone(k.Label)
		if people {
			name = fmt.Sprintf("%s (%d)", name, x.Of[j])
		}
		c.Categories = append(c.Categories, name)
	}
	for _, r := range x.Rows[:min(len(x.Rows), heatRows)] {
		s := chart.Series{Name: r.Label, Hue: r.Hue}
		for _, cell := range r.Cells[:cols] {
			s.Values, s.Labels = append(s.Values, heat(cell, people)), append(s.Labels, cellWords(cell, people))
		}
		c.Series = append(c.Series, s)
	}
	p.Chart = c
	open := func(i, j int) Open {
		q := tally.Narrow(x.Ask.Find, rowsOf(x.Ask), "", x.Rows[i].CrossKey, x.Ask.RollUp)
		title := x.Rows[i].Label
		if j >= 0 {
			q = tally.Narrow(q, columnsOf(x.Ask), x.Ask.Attribute, x.Columns[j], false)
			title += say.T(" in %s", orNone(x.Columns[j].Label))
		}
		return Open{Title: title, Find: q}
	}
	p.marks = func(series, category int) (Open, bool) {
		if series < 0 || series >= len(c.Series) || category < 0 || category >= cols {
			return Open{}, false
		}
		return open(series, category), true
	}
	p.Table = segmentsTable(x, people, cols)
	for i := range p.Table.Rows {
		p.Table.Open = append(p.Table.Open, open(i, -1))
	}
	p.Note = segmentsNote(x)
	return p
}

// segmentsWarn says what makes the comparison doubtful, and what is not in it.
func segmentsWarn(x *tally.Segments, people bool) string {
	var warn []string
	if len(x.Small) > 0 && people {
		warn = append(warn, say.T("Small groups: %s had fewer than five people. One person more or less changes much there.", listed(x.Small, 4)))
	}
	if out := say.Sentence(app.SoundLeftOut(x.Unread)); out != "" {
		warn = append(warn, out+".")
	}
	return strings.Join(warn, " ")
}

func segmentsTable(x *tally.Segments, people bool, cols int) Table {
	t := Table{Header: []string{rowWord(x.Ask)}, Left: 1, More: max(0, len(x.Rows)-tableRows)}
	for _, k := range x.Columns[:cols] {
		t.Header = append(t.Header, orNone(k.Label))
	}
	t.Header = append(t.Header, say.T("All"))
	if x.Tested {
		t.Header = append(t.Header, "P", say.T("Test"))
	}
	for _, r := range x.Rows[:min(len(x.Rows), tableRows)] {
		row := []string{r.Label}
		for _, cell := range r.Cells[:cols] {
			words := cellWords(cell, people)
			if x.Tested && cols <= expectedCols && !math.IsNaN(cell.Expected) {
				words += fmt.Sprintf(" (%.1f)", cell.Expected)
			}
			row = append(row, words)
		}
		all := say.Number(r.N)
		if people {
			all = say.T("%d of %d", r.N, r.Of)
		}
		row = append(row, all)
		if x.Tested {
			row = append(row, chance(r.P, r.Told), testWord(r.By))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func segmentsNote(x *tally.Segments) []string {
	n := []string{say.T("Each row is tested by itself: of all people asked in each group, those who raised it against those who did not. Where there are up to four groups, the number expected were all alike stands in brackets: people who raised it × people asked in the group / all people.")}
	if !x.Tested {
		return append(n, say.Sentence(x.Why))
	}
	return append(n,
		say.T("The test is Pearson's χ² (Yates' correction for two groups). Where an expected count is below 5 it is exact: Fisher's for two groups, Freeman and Halton's for more, over all tables with these sums, or over up to 10,000 of them drawn at random with a fixed seed when there are too many. Of many rows the 300 raised by most are tested."),
		say.T("A cell is marked + or − by its adjusted residual, (O − E) / √(E (1 − row/N) (1 − column/N)), Haberman 1973. Many cells are looked at, and some differ by chance: marks and rows with * are told so that at most 5 % of them are false on average (Benjamini and Hochberg 1995). What is not marked may still differ; small groups rarely show it."))
}

func heat(c tally.Cell, people bool) float64 {
	if !people {
		return float64(c.N)
	}
	if c.Of == 0 {
		return 0
	}
	return 100 * float64(c.N) / float64(c.Of)
}

func cellWords(c tally.Cell, people bool) string {
	if !people {
		return say.Number(c.N)
	}
	s := say.T("%d of %d", c.N, c.Of)
	switch c.Mark {
	case 1:
		s += " +"
	case -1:
		s += " −"
	}
	return s
}

// chance writes a P value, with a star when the difference is told.
func chance(p float64, told bool) string {
	s := "–"
	switch {
	case math.IsNaN(p):
		return s
	case p < 0.001:
		s = "< .001"
	default:
		s = strings.TrimPrefix(fmt.Sprintf("%.3f", p), "0")
	}
	if told {
		s += " *"
	}
	return s
}

func testWord(by string) string {
	switch {
	case strings.HasPrefix(by, "Fisher-"):
		return say.T("Freeman-Halton")
	case strings.HasPrefix(by, "Fisher"):
		return say.T("Fisher")
	case strings.HasPrefix(by, "Monte"):
		return say.T("Monte Carlo")
	}
	return "χ²"
}

func orNone(label string) string {
	if label == "" {
		return say.T("None")
	}
	return label
}

// listed joins names, at most n of them.
func listed(names []string, n int) string {
	var out []string
	for i, s := range names {
		if i == n {
			out = append(out, say.T("%d more", len(names)-n))
			break
		}
		out = append(out, orNone(s))
	}
	if len(out) == 1 {
		return out[0]
	}
	return say.T("%s and %s", strings.Join(out[:len(out)-1], ", "), out[len(out)-1])
}
