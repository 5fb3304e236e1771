package analysis

import (
	"fmt"
	"strconv"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/tally"
	"throughline/ui/say"
)

func saturationPage(x *tally.Saturation, part string) *Page {
	if len(x.All.New) == 0 {
		return &Page{Kind: Saturation, Empty: say.T("No interview yet"), Remedy: say.T("Saturation needs interviews with tagged passages, in the order in which they were made."), Where: AtInterviews}
	}
	if x.All.Codes == 0 {
		return nothing(Saturation, x.Ask)
	}
	p := &Page{Kind: Saturation, Says: say.Sentence(x.Says()), Part: "all", Parts: []Part{{"all", say.T("All interviews")}}}
	at := 0
	curves := append([]*tally.Curve{&x.All}, pointers(x.Segments)...)
	for i, c := range curves[1:] {
		p.Parts = append(p.Parts, Part{"s:" + c.Name, c.Name})
		if part == "s:"+c.Name {
			at, p.Part = i+1, part
			p.Says = say.Sentence(c.Says(x.Rule))
		}
	}
	p.curve(curves[at], x.Rule)
	word := say.Lower(rowsWord(x.Ask))
	p.Table = Table{Header: []string{say.T("Group"), say.T("Interviews"), rowsWord(x.Ask), say.T("Saturated at"), say.T("In other orders"), say.T("Still needed"), say.T("Coverage"), say.T("Unseen")}, Left: 1}
	for _, c := range curves {
		p.Table.Rows = append(p.Table.Rows, curveRow(c, x.Rule))
		open := Open{}
		if c.Name != "" {
			open = Open{Title: c.Name, Find: tally.Narrow(x.Ask.Find, app.AxisSegment, "", app.CrossKey{Value: c.Name}, false)}
		}
		p.Table.Open = append(p.Table.Open, open)
	}
	if n := len(x.All.New); n < x.Rule.Base+x.Rule.Run {
		p.Warn = say.T("%s with findings; the rule needs %d.", say.Count(n, "interview"), x.Rule.Base+x.Rule.Run)
	}
	p.Note = []string{
		say.T("Rule (Guest, Namey and Chen 2020): the first %d interviews are the base; a run of %d later ones is saturated when the %s it brings for the first time are at most %.0f %% of those in the base. “6+2” is after six interviews, seen in a run of two. The order is by date and title.", x.Rule.Base, x.Rule.Run, word, 100*x.Rule.Threshold),
		say.T("The mean is that of all orders of the same interviews (Colwell, Mao and Chang 2004); the band holds the middle 90 %% of %s orders drawn with a fixed seed. In other orders says in how many of them the rule is met, and where half of those are.", say.Number(x.All.Band.Orders)),
		say.T("Still needed is an estimate. From how many %s stand in one interview only (Q₁) and in two (Q₂), Chao2 gives how many no interview has shown yet, Q₀ = (T−1)/T · Q₁² / 2Q₂, and Colwell et al. 2012 how many of them t more interviews will bring: Q₀ (1 − (1 − Q₁ / (Q₁ + T Q₀))^t). The number told is the t after which a run is expected to bring no more than the threshold; beyond twice the interviews at hand nothing is told.", word),
		say.T("Coverage (Good and Turing; Chao and Jost 2012) is the share of mentions to come that will be of %s seen already. All of it holds for the codebook as it is now and for people like those interviewed; it does not say that nothing new is left, nor how deep what is known goes.", word),
	}
	return p
}

func pointers(all []tally.Curve) []*tally.Curve {
	out := make([]*tally.Curve, len(all))
	for i := range all {
		out[i] = &all[i]
	}
	return out
}

// curve draws what was seen after each interview.
func (p *Page) curve(c *tally.Curve, rule tally.SaturationRule) {
	seen, mean := chart.Series{Name: say.T("In the order they were made"), Hue: 1}, chart.Series{Name: say.T("Mean of all orders"), Hue: 9}
	view := &chart.Chart{Kind: chart.Line, Unit: say.T("seen so far"), XTitle: say.T("Interviews"), Alt: p.Says}
	for i := range c.Seen {
		view.Categories = append(view.Categories, strconv.Itoa(i+1))
		seen.Values = append(seen.Values, float64(c.Seen[i]))
		mean.Values = append(mean.Values, c.Band.Mean[i])
		mean.Low, mean.High = append(mean.Low, c.Band.Low[i]), append(mean.High, c.Band.High[i])
	}
	if len(c.Seen) > 60 { // names of the axis would run into each other
		step := len(c.Seen)/30 + 1
		for i := range view.Categories {
			if i%step != 0 {
				view.Categories[i] = ""
			}
		}
	}
	if c.Saturated() {
		view.XTitle = say.T("Interviews; saturated after %d, seen in the %d that follow", c.At, rule.Run)
	}
	view.Series = []chart.Series{mean, seen}
	p.Of = say.T("Seen for the first time, after each interview")
	if c.Name != "" {
		p.Of += say.T(" of %s", c.Name)
	}
	view.Title = p.Of
	p.Chart = view
	interviews, titles := c.Interviews, c.Titles
	p.marks = func(_, category int) (Open, bool) {
		if category < 0 || category >= len(interviews) {
			return Open{}, false
		}
		return Open{Title: titles[category], Find: app.FindingQuery{Interviews: interviews[category : category+1]}}, true
	}
}

func curveRow(c *tally.Curve, rule tally.SaturationRule) []string {
	name, at, orders, more := c.Name, say.T("not yet"), "–", say.T("unknown")
	if name == "" {
		name = say.T("All")
	}
	if c.Saturated() {
		at = fmt.Sprintf("%d+%d", c.At, rule.Run)
		more = say.T("none")
	} else if c.More >= 0 {
		more = "≈ " + say.Number(c.More)
	}
	if n := c.Band.Orders; n > 0 && len(c.New) >= rule.Base+rule.Run {
		met := n - c.Band.Never
		orders = percent(float64(met) / float64(n))
		if met > 0 {
			half, sum := 0, 0
			for k, of := range c.Band.At {
				if sum += of; 2*sum >= met {
					half = k
					break
				}
			}
			orders += say.T(", by %d", half)
		}
	}
	return []string{name, say.Number(len(c.New)), say.Number(c.Codes), at, orders, more, percent(c.Coverage), fmt.Sprintf("≥ %.0f", c.Unseen)}
}

func timelinePage(t *tally.Timeline, j counting) *Page {
	p := &Page{Kind: Timeline, Part: string(t.Interview), Says: say.Sentence(t.Says())}
	for _, row := range j.list {
		p.Parts = append(p.Parts, Part{string(row.ID), row.Title})
		if row.ID == t.Interview && t.Title == "" {
			t.Title = row.Title
		}
	}
	if len(t.Rows) == 0 {
		p.Empty, p.Remedy = say.T("Nothing to lay out here"), say.T("No passage of “%s” carries a tag under this filter. Choose another interview.", t.Title)
		return p
	}
	c := &chart.Chart{Kind: chart.Strip, Title: t.Title, Alt: p.Says, XTitle: say.T("Turn"), XFull: float64(t.Turns)}
	for _, r := range t.Rows[:min(len(t.Rows), chartRows)] {
		s := chart.Series{Name: r.Label, Hue: r.Hue}
		for _, m := range r.Marks {
			s.Values = append(s.Values, 1)
			s.X, s.To = append(s.X, float64(m.Turn)), append(s.To, float64(m.Turn+1))
			s.Names = append(s.Names, say.T("%s, turn %d", r.Label, m.Turn+1))
		}
		c.Series = append(c.Series, s)
	}
	p.Of = t.Title
	p.Chart = c
	open := func(i int) Open {
		return Open{Title: say.T("%s in %s", t.Rows[i].Label, t.Title), Find: tally.Narrow(app.FindingQuery{Study: j.ask.Find.Study, Interviews: []app.InterviewID{t.Interview}}, app.AxisTag, "", t.Rows[i].CrossKey, j.ask.RollUp)}
	}
	p.marks = func(series, _ int) (Open, bool) {
		if series < 0 || series >= len(c.Series) {
			return Open{}, false
		}
		return open(series), true
	}
	p.Table = Table{Header: []string{say.T("Tag"), say.T("Passages"), say.T("First turn"), say.T("Last turn"), say.T("Turns between")}, Left: 1, More: max(0, len(t.Rows)-tableRows)}
	for i, r := range t.Rows[:min(len(t.Rows), tableRows)] {
		first, last := r.Marks[0].Turn, r.Marks[len(r.Marks)-1].Turn
		p.Table.Rows = append(p.Table.Rows, []string{r.Label, say.Number(len(r.Marks)), say.Number(first + 1), say.Number(last + 1), say.Number(last - first)})
		p.Table.Open = append(p.Table.Open, open(i))
	}
	p.Note = []string{say.T("Each row is a tag in the order in which it first comes up; each mark is a passage, at the turn where it starts. All turns are as wide as each other, however long they are. Notes without a passage are left out.")}
	return p
}

func wordsPage(x *tally.Wording, ask tally.Ask, part string) *Page {
	p := &Page{Kind: Words, Says: say.Sentence(x.Says())}
	best := -1
	for i, s := range x.Segments {
		if s.Few {
			continue
		}
		p.Parts = append(p.Parts, Part{s.Name, s.Name})
		if s.Name == part || best < 0 && part == "" && len(s.Words) > 0 {
			best, p.Part = i, s.Name
		}
	}
	if len(p.Parts) < 2 && (len(p.Parts) == 0 || best < 0) {
		p.Empty, p.Remedy, p.Where = say.T("Too little to compare"), say.T("Words need people in two segments with eight findings or more each."), AtPeople
		return p
	}
	open := func(segment int, w tally.Word) Open {
		q := tally.Narrow(ask.Find, app.AxisSegment, "", app.CrossKey{Value: x.Segments[segment].Name}, false)
		return Open{Title: say.T("“%s” in %s", w.Text, x.Segments[segment].Name), Find: q, Word: w.Text}
	}
	p.Table = Table{Header: []string{say.T("Segment"), say.T("Word or phrase"), say.T("In"), say.T("Others"), say.T("Times as often"), say.T("Log ratio"), "G²", "P"}, Left: 2}
	for i, s := range x.Segments {
		for _, w := range s.Words {
			times := say.T("only here")
			if w.Others > 0 {
				times = fmt.Sprintf("%.1f ×", float64(w.In)/float64(w.Of)/(float64(w.Others)/float64(w.OthersOf)))
			}
			p.Table.Rows = append(p.Table.Rows, []string{s.Name, w.Text, say.T("%d of %d", w.In, w.Of), say.T("%d of %d", w.Others, w.OthersOf), times,
				fmt.Sprintf("%.1f", w.LogRatio), fmt.Sprintf("%.1f", w.G2), chance(w.P, false)})
			p.Table.Open = append(p.Table.Open, open(i, w))
		}
	}
	if len(p.Table.Rows) == 0 {
		p.Empty, p.Remedy = say.T("No word stands out"), say.T("No segment says a word more often than the others beyond chance. With more findings smaller differences show.")
		return p
	}
	if best < 0 {
		best = 0
	}
	p.words(x.Segments[best], best, open)
	if x.Left > 0 {
		p.Warn = say.T("The newest %s findings are compared; %s older ones are left out. Choose one study to compare all of it.", say.Number(x.Findings), say.Number(x.Left))
	}
	p.Note = []string{
		say.T("Findings are counted, not words: a long answer weighs no more than a short one. Passages are cut in their own language (25 are known), forms of a word are met by their stem, and words that say nothing are left out. A word is told when three findings of the segment hold it, at least twice as often as the others do."),
		say.T("G² is the log-likelihood of Rayson and Garside (2000), after Dunning (1993): how sure a difference is. The log ratio (Hardie 2014) is how large it is: 1 is twice as often, 2 four times. At most 5 % of the words told are false on average (Benjamini and Hochberg 1995). Several findings of one person are counted each, so that one person's pet word can show: open it and look who says it."),
	}
	return p
}

// words draws one segment's words.
func (p *Page) words(s tally.SegmentWords, at int, open func(int, tally.Word) Open) {
	in, others := chart.Series{Name: s.Name, Hue: 1}, chart.Series{Name: say.T("The others"), Hue: 5}
	c := &chart.Chart{Kind: chart.Bar, Unit: "%", Alt: p.Says}
	for _, w := range s.Words {
		c.Categories = append(c.Categories, w.Text)
		in.Values, in.Labels = append(in.Values, 100*float64(w.In)/float64(w.Of)), append(in.Labels, say.T("%d of %d", w.In, w.Of))
		others.Values, others.Labels = append(others.Values, 100*float64(w.Others)/float64(w.OthersOf)), append(others.Labels, say.T("%d of %d", w.Others, w.OthersOf))
	}
	c.Series = []chart.Series{in, others}
	p.Of = say.T("Share of findings that hold it: %s against the others. Press a bar to see it in context", s.Name)
	c.Title = say.T("Words of %s", s.Name)
	p.Chart = c
	words := s.Words
	p.marks = func(_, category int) (Open, bool) {
		if category < 0 || category >= len(words) {
			return Open{}, false
		}
		return open(at, words[category]), true
	}
}
