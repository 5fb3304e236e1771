package report

import (
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/chart"
)

// Figure is a chart of numbers that others counted, with the words that read it.
type Figure struct {
	Title    string
	Says     string       // what is to be seen, in a sentence or two
	Chart    *chart.Chart // nil where the words are all there is
	Note     string       // what stands in the way of reading it so
	About    string       // what it is of, with somebody's own words in it: it stays as it is
	Segments bool         // it tells segments apart
}

// figureSection shows the figures of the spec, none where there are none.
func (m *material) figureSection(d *Document) {
	figures := m.figuresMeant()
	if len(figures) == 0 {
		return
	}
	d.add(PageBreak{Soft: true}, Heading{Level: 1, ID: "figures", Kicker: m.topic(), Text: m.t("In numbers")})
	for _, f := range figures {
		d.add(Heading{Level: 2, Text: m.phrase(oneLine(f.Title))})
		if f.Says != "" {
			d.add(Paragraph{Runs: say(m.phrase(oneLine(f.Says)))})
		}
		if f.Chart != nil {
			d.add(Chart{m.drawn(f.Chart)})
		}
		if note := m.noteOf(f); note != "" {
			d.add(Paragraph{Tone: Small, Runs: say(note)})
		}
	}
}

// noteOf is what stands below a figure in small letters.
func (g tongue) noteOf(f Figure) string {
	return joined(" ", oneLine(f.About), g.phrase(oneLine(f.Note)))
}

// besideQuotes are the numbers that an insight rests on beside its quotes: their words alone for those who read in brief.
func (m *material) besideQuotes(d *Document, in app.InsightRow) {
	for _, f := range m.spec.Beside[in.ID] {
		if m.spec.Depth.brief() || f.Chart == nil {
			d.add(Paragraph{Runs: []Run{{Text: m.phrase(oneLine(f.Title)) + ": ", Bold: true}, {Text: m.phrase(oneLine(f.Says))}}})
		} else {
			d.add(Heading{Level: 2, Text: m.phrase(oneLine(f.Title))}, Paragraph{Runs: say(m.phrase(oneLine(f.Says)))}, Chart{m.drawn(f.Chart)})
		}
		if note := m.noteOf(f); note != "" && !m.spec.Depth.brief() {
			d.add(Paragraph{Tone: Small, Runs: say(note)})
		}
	}
}

// besideTold are the numbers beside an insight as words and numbers.
func (m *material) besideTold(id app.InsightID) (out []string) {
	for _, f := range m.spec.Beside[id] {
		out = append(out, f.told())
	}
	return out
}

// drawn is a chart with its fixed words in the language.
func (g tongue) drawn(c *chart.Chart) *chart.Chart {
	if g.lang.Tag() == English.Tag() {
		return c
	}
	out := *c
	out.Title, out.Alt, out.Unit, out.XTitle, out.YTitle = g.phrase(c.Title), g.phrase(c.Alt), g.phrase(c.Unit), g.phrase(c.XTitle), g.phrase(c.YTitle)
	out.Categories, out.Series = slices.Clone(c.Categories), slices.Clone(c.Series)
	if c.Kind == chart.Heat {
		out.Categories = g.phrases(c.Categories) // segments, of which nobody's has no name
		return &out
	}
	for i := range out.Series {
		out.Series[i].Name = g.phrase(c.Series[i].Name)
	}
	return &out
}

// figuresMeant are the figures that the naming allows: none by segment where segments are not told.
func (m *material) figuresMeant() []Figure {
	return slices.DeleteFunc(slices.Clone(m.spec.Figures), func(f Figure) bool { return f.Segments && m.spec.Naming != NamesSegment })
}

// told are the figures as words and numbers, for fingerprints.
func (f Figure) told() string {
	var b strings.Builder
	b.WriteString(f.Title + "\n" + f.Says + "\n" + f.Note + "\n")
	if f.About != "" {
		b.WriteString(f.About + "\n")
	}
	if f.Chart != nil {
		t := f.Chart.Table()
		for _, row := range append([][]string{t.Header}, t.Rows...) {
			b.WriteString(strings.Join(row, "\t") + "\n")
		}
	}
	return b.String()
}

// figuresTold are all figures as words and numbers.
func (m *material) figuresTold() []string {
	var out []string
	for _, f := range m.figuresMeant() {
		out = append(out, f.told())
	}
	return out
}
