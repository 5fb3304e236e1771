package analysis

import (
	"fmt"
	"math"

	"throughline/app/chart"
	"throughline/app/tally"
	"throughline/ui/say"
)

// askedPage shows who was asked about each tag or theme and who raised it, by segment: not asked, asked and not mentioned, mentioned.
func askedPage(x *tally.Asked) *Page {
	switch {
	case len(x.Guide) == 0:
		return &Page{Kind: Asked, Empty: say.T("The study has no guide"), Remedy: say.T("Write its questions on the study's page, then link the turns that ask them: under Guide, or in the reader with Q."), Where: AtStudy}
	case x.Linked == 0:
		return &Page{Kind: Asked, Empty: say.T("No question is linked yet"), Remedy: say.T("Choose Guide to look for turns that ask the study's questions, or press Q on a turn in the reader. Then every count can say who was asked."), Where: AtGuide}
	case len(x.Rows) == 0:
		return nothing(Asked, x.Ask)
	}
	p := &Page{Kind: Asked, Says: askedSays(x), Of: say.T("%s: people who raised it, of those who were asked", rowsWord(x.Ask))}
	if x.Linked < x.Interviews {
		p.Warn = say.T("%s The others count as interviewed, not as asked.", say.Sentence(x.Says()))
	}
	cols := min(len(x.Columns), heatCols-1)
	c := &chart.Chart{Kind: chart.Heat, Title: p.Of, Alt: p.Says, Unit: "%", Categories: []string{say.T("All")}}
	for _, k := range x.Columns[:cols] {
		c.Categories = append(c.Categories, orNone(k.Label))
	}
	for _, r := range x.Rows[:min(len(x.Rows), heatRows)] {
		s := chart.Series{Name: r.Label, Hue: r.Hue}
		for _, cell := range append([]tally.AskedCell{r.All}, r.Cells[:cols]...) {
			s.Values, s.Labels = append(s.Values, askedHeat(cell)), append(s.Labels, askedLabel(cell))
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
		if series < 0 || series >= len(c.Series) || category < 0 || category > cols {
			return Open{}, false
		}
		return open(series, category-1), true
	}
	p.Table = askedTable(x)
	for i := range p.Table.Rows {
		p.Table.Open = append(p.Table.Open, open(i, -1))
	}
	p.Note = []string{
		say.T("Three states: “not asked” (the interviews were gone over, and none asks one of its questions), “0 of 4” (asked, not mentioned) and “3 of 4” (mentioned, of those asked). “+1” raised it though nothing says that they were asked. An empty field is not known: nobody has said which questions those interviews ask."),
		say.T("Which questions a tag or theme belongs to is what somebody chose on the theme's page, or else the questions after which at least a third of its findings lie, from the turn that asks to the next one that does. What came up all over belongs to no question, and nobody was asked about it."),
		say.T("Only links that a person made or confirmed count. Not asked is no evidence against: who was not asked could not say no."),
	}
	return p
}

func askedTable(x *tally.Asked) Table {
	t := Table{Header: []string{rowWord(x.Ask), say.T("Questions"), say.T("Of those asked"), say.T("Unasked"), say.T("Not asked"), say.T("Interviewed")}, Left: 2, More: max(0, len(x.Rows)-tableRows)}
	for _, r := range x.Rows[:min(len(x.Rows), tableRows)] {
		asked := "–"
		if r.All.Asked > 0 {
			asked = say.T("%d of %d", r.All.Mentioned, r.All.Asked)
		}
		t.Rows = append(t.Rows, []string{r.Label, questionWords(&r), asked, say.Number(r.All.Unasked), say.Number(r.All.NotAsked), say.Number(r.All.Interviewed)})
	}
	return t
}

// questionWords names the questions of a row.
func questionWords(r *tally.AskedRow) string {
	if len(r.Questions) == 0 {
		return say.T("came up all over")
	}
	words := r.Questions[0]
	if n := len(r.Questions) - 1; n > 0 {
		words += say.T(" and %d more", n)
	}
	if r.ByHand {
		words += say.T(" (by hand)")
	}
	return words
}

func askedSays(x *tally.Asked) string {
	for i := range x.Rows {
		if r := &x.Rows[i]; r.All.Asked > 0 {
			return say.T("%s was raised by %s.", r.Label, say.Sentence(r.All.Words()))
		}
	}
	return say.Sentence(x.Says())
}

// askedHeat is the share of those asked who raised it, in percent; unknown ones have none.
func askedHeat(c tally.AskedCell) float64 {
	switch {
	case c.State() == tally.NotKnown:
		return math.NaN()
	case c.Asked == 0:
		return 0
	}
	return 100 * float64(c.Mentioned) / float64(c.Asked)
}

func askedLabel(c tally.AskedCell) string {
	words := ""
	switch {
	case c.State() == tally.NotKnown:
		return say.T("not known")
	case c.State() == tally.NotAsked:
		return say.T("not asked")
	case c.Asked > 0:
		words = say.T("%d of %d", c.Mentioned, c.Asked)
	}
	if c.Unasked > 0 {
		if words != "" {
			words += " "
		}
		words += fmt.Sprintf("+%d", c.Unasked)
	}
	return words
}
