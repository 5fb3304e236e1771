package analysis

import (
	"fmt"
	"math"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/tally"
	"throughline/ui/say"
)

// gridTags is how many tags a grid shows: with more their names would not fit above the columns.
const gridTags = 10

// networkTags is how many tags a network shows: more cannot be told apart.
const networkTags = 18

func togetherPage(x *tally.Together, look Look) *Page {
	if len(x.Tags) == 0 {
		return nothing(Together, x.Ask)
	}
	if len(x.Couples) == 0 {
		return &Page{Kind: Together, Empty: say.T("No finding carries two tags"), Remedy: say.T("Give passages more than one tag, and see here which come together."), Where: AtFindings}
	}
	p := &Page{Kind: Together, Says: say.Sentence(x.Says())}
	open := func(a, b app.CrossKey) Open {
		q := tally.Narrow(x.Ask.Find, app.AxisTag, "", a, false)
		return Open{Title: say.T("%s with %s", a.Label, b.Label), Find: tally.Narrow(q, app.AxisTag, "", b, false)}
	}
	one := func(a app.CrossKey) Open {
		return Open{Title: a.Label, Find: tally.Narrow(x.Ask.Find, app.AxisTag, "", a, false)}
	}
	if look == Network {
		p.network(x, one)
	} else {
		p.grid(x, one, open)
	}
	p.Table = Table{Header: []string{say.T("Tag"), say.T("With"), say.T("People"), say.T("Findings"), say.T("Expected"), say.T("Lift"), say.T("Jaccard"), say.T("Overlapping"), "P"}, Left: 2, More: max(0, len(x.Couples)-tableRows)}
	for _, c := range x.Couples[:min(len(x.Couples), tableRows)] {
		p.Table.Rows = append(p.Table.Rows, []string{c.A.Label, c.B.Label, say.Number(c.Both.People), say.Number(c.Both.Findings),
			fmt.Sprintf("%.1f", c.Expected), fmt.Sprintf("%.1f", c.Lift), fmt.Sprintf("%.2f", c.Jaccard), say.Number(c.Near.Findings), chance(c.P, c.Told)})
		p.Table.Open = append(p.Table.Open, open(c.A, c.B))
	}
	p.Note = []string{
		say.T("Two tags come together when one finding carries both. Overlapping counts findings with one of them that carry the other or share a letter with a finding that does."),
		say.T("Of n findings, with n₁ and n₂ of the two tags: expected is n₁ n₂ / n, lift is together / expected, Jaccard (the c-coefficient) is together / (n₁ + n₂ − together). They are of findings whatever is counted."),
		say.T("P is the chance of so many together or more if the tags were independent (hypergeometric); pairs with * are told so that at most 5 % of them are false (Benjamini and Hochberg 1995). Tags one of which stands for the other, or that are always given at once, will show here too: it tells of the tagging as much as of people."),
	}
	return p
}

// grid shows the tags used most against each other.
func (p *Page) grid(x *tally.Together, one func(app.CrossKey) Open, open func(a, b app.CrossKey) Open) {
	n := min(len(x.Tags), gridTags)
	at := map[string]int{}
	c := &chart.Chart{Kind: chart.Heat, Unit: unitWord(x.Ask), Alt: p.Says}
	for i, k := range x.Tags[:n] {
		at[k.Value] = i
		c.Categories = append(c.Categories, k.Label)
		s := chart.Series{Name: k.Label, Hue: k.Hue, Values: make([]float64, n), Labels: make([]string, n)}
		for j := range s.Values {
			s.Labels[j] = "0"
		}
		c.Series = append(c.Series, s)
	}
	for _, pair := range x.Couples {
		i, ok := at[pair.A.Value]
		j, also := at[pair.B.Value]
		if ok && also {
			label := say.Number(pair.N)
			if pair.Told {
				label += " *"
			}
			for _, ij := range [][2]int{{i, j}, {j, i}} {
				c.Series[ij[0]].Values[ij[1]], c.Series[ij[0]].Labels[ij[1]] = float64(pair.N), label
			}
		}
	}
	for i := range c.Series {
		c.Series[i].Values[i], c.Series[i].Labels[i] = nan, ""
	}
	p.Of = say.T("The %d tags used most, together by %s; * more often than by chance", n, unitWord(x.Ask))
	c.Title = p.Of
	p.Chart = c
	p.marks = func(series, category int) (Open, bool) {
		switch {
		case series < 0 || series >= n || category < 0 || category >= n:
			return Open{}, false
		case series == category:
			return one(x.Tags[series]), true
		}
		return open(x.Tags[series], x.Tags[category]), true
	}
}

// network ties the tags that come together more often than by chance, or the strongest pairs when none do.
func (p *Page) network(x *tally.Together, one func(app.CrossKey) Open) {
	n := min(len(x.Tags), networkTags)
	at := map[string]int{}
	s := chart.Series{}
	c := &chart.Chart{Kind: chart.Network, Unit: unitWord(x.Ask), Alt: p.Says}
	for i, k := range x.Tags[:n] {
		at[k.Value] = i
		uses := x.Ask.By.Of(x.Uses[i])
		c.Categories, c.Hues = append(c.Categories, k.Label), append(c.Hues, k.Hue)
		s.Values = append(s.Values, float64(uses))
		s.Labels = append(s.Labels, say.Count(uses, singular(unitOf(x.Ask))))
	}
	told := false
	for _, pair := range x.Couples {
		told = told || pair.Told
	}
	for _, pair := range x.Couples {
		i, ok := at[pair.A.Value]
		j, also := at[pair.B.Value]
		if ok && also && pair.N > 0 && (pair.Told || !told) && len(c.Ties) < 3*n {
			c.Ties = append(c.Ties, chart.Tie{From: i, To: j, Weight: float64(pair.N), Label: say.T("together by %s", say.Count(pair.N, singular(unitOf(x.Ask))))})
		}
	}
	c.Series = []chart.Series{s}
	p.Of = say.T("The %d tags used most; ties are pairs that meet more often than by chance", n)
	if !told {
		p.Of = say.T("The %d tags used most and how often they meet", n)
	}
	c.Title = p.Of
	p.Chart = c
	p.marks = func(_, category int) (Open, bool) {
		if category < 0 || category >= n {
			return Open{}, false
		}
		return one(x.Tags[category]), true
	}
}

func singular(unit string) string {
	switch unit {
	case string(tally.People):
		return "person"
	case string(tally.Findings):
		return "finding"
	}
	return "interview"
}

// nan stands where there is no number.
var nan = math.NaN()
