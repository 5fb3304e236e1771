package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"throughline/app"
	"throughline/app/chart"
)

// themeQuotes is how many quotes stand for a theme in the overview.
const themeQuotes = 2

// chartBars is how many themes the overview's chart shows; a page holds about thirty.
const chartBars = 24

// byPeople are the themes with the most people first; without people, with the most findings.
func (m *material) byPeople() []app.ThemeRow {
	all := slices.Clone(m.themes)
	slices.SortStableFunc(all, func(a, b app.ThemeRow) int {
		return cmp.Or(cmp.Compare(b.Participants, a.Participants), cmp.Compare(b.Findings, a.Findings))
	})
	return all
}

// countsPeople reports whether people are known, so that themes can be weighed by them.
func (m *material) countsPeople() bool { return len(m.askedIn("")) > 0 }

func (m *material) themeChartTitle() string {
	if m.countsPeople() {
		return m.t("Themes, by people who raised them")
	}
	return m.t("Themes, by number of findings")
}

// themeChart draws the n strongest themes and says how many are left out.
func (m *material) themeChart(n int) (c *chart.Chart, left int) {
	all := m.byPeople()
	shown := all[:min(n, len(all))]
	c = &chart.Chart{Kind: chart.Bar, Title: m.themeChartTitle(), XTitle: m.t("Theme"), Unit: m.t("findings"),
		Series: []chart.Series{{}}}
	s := &c.Series[0]
	if m.countsPeople() {
		c.Unit, s.Name = m.t("people"), ""
		if m.study != nil {
			c.Full = float64(m.askedFor(m.spec.Study))
		}
	}
	for _, t := range shown {
		c.Categories = append(c.Categories, oneLine(t.Name))
		if m.countsPeople() {
			s.Values = append(s.Values, float64(t.Participants))
			s.Labels = append(s.Labels, m.kOfN(t.Participants, m.askedFor(t.Study)))
		} else {
			s.Values = append(s.Values, float64(t.Findings))
			s.Labels = append(s.Labels, m.count(t.Findings))
		}
	}
	if len(shown) > 0 {
		c.Alt = m.t("%s. The strongest is %q with %s.", c.Title, c.Categories[0], s.Labels[0]+" "+c.Unit)
	}
	return c, len(all) - len(shown)
}

// themeSection writes the overview of themes: the chart, then each theme with the quotes that stand for it.
func (m *material) themeSection(d *Document) {
	if len(m.themes) == 0 {
		return
	}
	d.add(PageBreak{Soft: true}, Heading{Level: 1, ID: "themes", Kicker: m.topic(), Text: m.t("Themes")})
	d.add(Paragraph{Tone: Lead, Runs: say(m.themeLead())})
	c, left := m.themeChart(chartBars)
	d.add(Heading{Level: 2, Text: m.themeChartTitle()}, Chart{c})
	if left > 0 {
		d.add(Paragraph{Tone: Small, Runs: say(m.t("The %d strongest of %s themes.", chartBars, m.count(len(m.themes))))})
	}
	shown := m.themesShown()
	if len(shown) < len(m.themes) {
		d.add(Note{Runs: say(m.t("The %s strongest of %s themes stand below. The report of one study holds all of its themes.", m.count(len(shown)), m.count(len(m.themes))))})
	}
	for i, t := range shown {
		d.add(Heading{Level: 2, ID: fmt.Sprintf("theme-%d", i+1), Text: oneLine(t.Name)})
		d.add(Paragraph{Tone: Small, Runs: say(m.themeWeight(t))})
		d.add(prose(t.Note)...)
		for _, f := range m.representatives(t.ID, themeQuotes) {
			q := m.quote(f)
			q.ID = fmt.Sprintf("theme-%d-%s", i+1, q.Evidence)
			q.Hue = app.HueOf(t.Color)
			m.cites.used(f.ID, m.t("Themes"), q.ID)
			d.add(q)
		}
	}
}

// countSorted counts the findings in themes. A finding is in one theme of a board at most, but may be on the board of its study and on that across studies:
// where both are told it is counted once.
func (m *material) countSorted(ctx context.Context, store Store) error {
	m.sorted = 0
	for _, t := range m.themes {
		m.sorted += t.Findings
	}
	wide := func(t app.ThemeRow) bool { return t.Study == "" }
	ofStudy := func(t app.ThemeRow) bool { return t.Study != "" }
	if m.chosen != nil || !slices.ContainsFunc(m.themes, wide) || !slices.ContainsFunc(m.themes, ofStudy) {
		return nil
	}
	find := app.FindingQuery{Studies: m.spec.Studies}.And(app.Clause{Op: app.OpSorted})
	tab, err := store.CrossTab(ctx, app.CrossQuery{Find: find})
	m.sorted = tab.Chosen.Findings
	return err
}

func (m *material) themeLead() string {
	s := m.t("%s hold %s of %s.", upperFirst(m.counted(len(m.themes), "theme", "themes")), m.count(m.sorted),
		m.counted(m.counts.Findings, "finding", "findings"))
	if left := m.counts.Findings - m.sorted; left > 0 {
		s += m.t(" %s in no theme.", upperFirst(m.counted(left, "finding is", "findings are")))
	}
	return s
}

func (m *material) themeWeight(t app.ThemeRow) string {
	who := ""
	if m.countsPeople() {
		who = m.peopleOf(t.Participants, m.askedFor(t.Study))
	}
	how := ""
	if t.Proposed {
		how = m.t("grouped by the machine, accepted by a person")
	}
	return dotted(who, m.spec.Asked[string(t.ID)].Words(m.lang), m.counted(t.Findings, "finding", "findings"), how)
}
