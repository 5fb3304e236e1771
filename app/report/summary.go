package report

import (
	"slices"
	"strings"

	"throughline/app"
)

// The summary stays on one page: what it lists is chosen by a budget of lines. An A4 page holds about 44 lines of body
// text; a title of one line, lead, headings and note take about 10 of them. Letter holds 4 less.
const (
	summaryLines  = 34
	letterLess    = 4
	titleRow      = 36 // runes in a line of the title, which is two lines of body text high
	titleRunes    = 160
	learnedPerRow = 52 // runes in a line of the list of insights
	adviceRow     = 50 // runes in a line of the table of recommendations
	namedThemes   = 3  // themes that are named, in as many lines at most
	namedLines    = 3
)

// summary writes the page for those who read one page.
func (m *material) summary(d *Document) {
	d.add(PageBreak{}, m.summaryTitle(d), Paragraph{Tone: Lead, Runs: say(m.summaryLead())})
	budget := summaryLines - 2*(lines(m.summaryTitle(d).Text, titleRow)-1)
	if m.spec.Paper == Letter {
		budget -= letterLess
	}
	chartRows := min(5, len(m.themes))
	if m.spec.has(SectionThemes) {
		budget -= 2 + namedLines
	}
	if m.chosen != nil {
		m.whoSaidChosen(d)
		budget -= 3 + len(m.chosen.segments.Rows)
	}
	if len(m.insights) == 0 {
		d.add(Note{Runs: say(m.nothingLearned())})
	} else {
		budget = m.learned(d, budget)
		m.whatToDo(d, budget)
	}
	switch {
	case chartRows == 0:
	case m.spec.has(SectionThemes): // the chart stands there
		d.add(Heading{Level: 2, Text: m.themeChartTitle()}, Paragraph{Runs: m.strongestThemes()})
	default:
		c, left := m.themeChart(5)
		d.add(Heading{Level: 2, Text: m.themeChartTitle()}, Chart{c})
		if left > 0 {
			d.add(Paragraph{Tone: Small, Runs: say(m.t("The %d strongest of %s themes.", chartRows, m.count(len(m.themes))))})
		}
	}
	m.summaryNote(d)
}

// strongestThemes names the first themes of the chart with their numbers, and leads to it.
func (m *material) strongestThemes() []Run {
	c, _ := m.themeChart(namedThemes)
	parts := make([]string, len(c.Categories))
	for i, name := range c.Categories {
		parts[i] = m.t("“%s”", clip(name, 80)) + " (" + c.Series[0].Labels[i] + ")"
	}
	return []Run{{Text: m.enumerate(parts) + ". "}, {Text: m.moreThemes(), Link: "themes"}, {Text: m.t(", page "), PageOf: "themes"}, {Text: "."}}
}

func (m *material) summaryTitle(d *Document) Heading {
	if d.Title == m.topic() {
		return Heading{Level: 1, ID: "summary", Kicker: m.topic(), Text: m.t("Executive summary")}
	}
	return Heading{Level: 1, ID: "summary", Kicker: m.topic() + m.t(" · Executive summary"), Short: m.t("Executive summary"),
		Text: clip(oneLine(d.Title), titleRunes)}
}

// summaryLead says in two sentences what was done and what came of it.
func (m *material) summaryLead() string {
	s := m.sampleText() + "."
	if m.chosen != nil {
		s = m.chosenText()
	}
	if n := len(m.insights); n > 0 {
		strong := 0
		for _, in := range m.insights {
			if level, _, _ := m.judge(in); level == string(app.High) {
				strong++
			}
		}
		s += " " + m.insightCount()
		switch {
		case strong == n && n > 1:
			s += m.t(", all with high confidence.")
		case strong > 0 && n > 1:
			s += m.t("; %d with high confidence.", strong)
		default:
			s += "."
		}
	}
	return s
}

func (m *material) nothingLearned() string {
	switch {
	case m.chosen != nil && m.counts.Findings == 0:
		return m.t("No finding is like that. This report says what material there is.")
	case m.chosen != nil:
		return m.t("No insight rests on these findings yet.")
	case m.counts.Findings == 0:
		return m.t("Nothing has been learned yet: there are no findings. This report says what material is there.")
	case m.counts.Findings == 1:
		return m.t("No insights have been written yet. One finding waits for others to be read with.")
	}
	findings := upperFirst(m.counted(m.counts.Findings, "finding", "findings"))
	if m.counts.Themes == 0 {
		return m.t("No insights have been written yet. %s wait to be read together.", findings)
	}
	return m.t("No insights have been written yet. %s in %s wait to be read together.", findings, m.counted(m.counts.Themes, "theme", "themes"))
}

// learned lists the insights as far as the budget of lines goes and returns what is left of it.
func (m *material) learned(d *Document, budget int) int {
	d.add(Heading{Level: 2, Text: m.t("What we learned")})
	l := List{Kind: Ruled}
	room := budget * 2 / 3
	if !m.hasAdvice() {
		room = budget
	}
	for i, in := range m.insights {
		need := lines(in.Title, learnedPerRow) + 1 // one for the space between rules, rounded up
		if i > 0 && need > room {
			break
		}
		room, budget = room-need, budget-need
		level, _, _ := m.judge(in)
		people := m.kOfN(in.Support.Participants, in.Support.Asked)
		if i == 0 {
			people = m.peopleOf(in.Support.Participants, in.Support.Asked)
		}
		l.Items = append(l.Items, Item{Runs: say(oneLine(in.Title)), Aside: dotted(m.t(level), people), Link: insightID(i)})
	}
	d.add(l)
	if left := len(m.insights) - len(l.Items); left > 0 {
		d.add(Paragraph{Tone: Small, Runs: say(m.t("%s on the pages that follow.",
			upperFirst(m.counted(left, "more insight", "more insights"))))})
		budget--
	}
	return budget
}

func (m *material) hasAdvice() bool {
	for _, in := range m.insights {
		if len(in.Advice) > 0 {
			return true
		}
	}
	return false
}

// whatToDo lists the recommendations, the highest score first.
func (m *material) whatToDo(d *Document, budget int) {
	if !m.hasAdvice() {
		return
	}
	all := m.actions()
	scores := slices.ContainsFunc(all, func(r actionRow) bool { return m.scored(r.Recommendation).OK })
	t := Table{Columns: []Column{{Title: m.t("Recommendation"), Share: 1}, {Title: m.t("From")}, {Title: m.t("Confidence"), Right: true}}}
	if scores {
		t.Columns = append(t.Columns, Column{Title: m.t("Score"), Right: true})
	}
	left := 0
	for _, r := range all {
		text := clip(oneLine(r.Text), 3*adviceRow)
		need := lines(text, adviceRow) + 1
		if left > 0 || (len(t.Rows) > 0 && need > budget) {
			left++
			continue
		}
		budget -= need
		row := Row{Cells: []Cell{cell(text), m.insightLinks(r.from), cell(m.t(string(m.levelFor(r.Recommendation))))}}
		if s := m.scored(r.Recommendation); s.OK {
			row.Cells = append(row.Cells, cell(string(r.Score.Method)+" "+m.scoreValue(s)))
		}
		t.Rows = append(t.Rows, row)
	}
	if left > 0 {
		t.Note = m.counted(left, "more recommendation on the pages that follow.", "more recommendations on the pages that follow.")
	}
	d.add(Heading{Level: 2, Text: m.t("What to do")}, t)
}

// summaryNote says what consent kept out and where method and evidence stand.
func (m *material) summaryNote(d *Document) {
	var runs []Run
	if text := m.keptOut(); text != "" {
		runs = append(runs, Run{Text: text + " "})
	}
	if m.spec.has(SectionMethod) && len(m.cites.order) > 0 {
		runs = append(runs, Run{Text: m.t("Method and sample"), Link: "method"}, Run{Text: m.t(", page "), PageOf: "method"}, Run{Text: ". "})
	}
	if m.spec.has(SectionEvidence) && len(m.cites.order) > 0 {
		runs = append(runs, Run{Text: m.t("Evidence"), Link: "evidence"}, Run{Text: m.t(", page "), PageOf: "evidence"}, Run{Text: "."})
	}
	if len(runs) > 0 {
		d.add(Paragraph{Tone: Small, Runs: runs})
	}
}

// keptOut says how many people's words may not be quoted, their passages among the evidence, and why; "" when all may.
func (m *material) keptOut() string {
	who, passages, why := map[app.ParticipantID]bool{}, 0, map[app.ConsentState]int{}
	for _, id := range m.cites.order {
		if m.withheld[id] {
			who[m.findings[id].Participant] = true
			passages++
			why[m.findings[id].Withheld]++
		}
	}
	if passages == 0 {
		return ""
	}
	return m.consentText(len(who), passages, why)
}

// keptBack counts what keptOut says in words.
func (m *material) keptBack() *app.Withheld {
	out := &app.Withheld{Audience: m.spec.Readers}
	who, by := map[app.ParticipantID]bool{}, map[app.ConsentState]map[app.ParticipantID]bool{}
	for _, id := range m.cites.order {
		f := m.findings[id]
		if !m.withheld[id] {
			continue
		}
		out.Passages++
		who[f.Participant] = true
		if f.Withheld == "" { // the reason is not known
			continue
		}
		at := slices.IndexFunc(out.Why, func(w app.Withhold) bool { return w.State == f.Withheld })
		if at < 0 {
			at, by[f.Withheld] = len(out.Why), map[app.ParticipantID]bool{}
			out.Why = append(out.Why, app.Withhold{State: f.Withheld})
		}
		out.Why[at].Passages++
		by[f.Withheld][f.Participant] = true
		out.Why[at].People = len(by[f.Withheld])
	}
	slices.SortFunc(out.Why, app.GravestFirst)
	out.People = len(who)
	return out
}

// consentText says what consent kept out of a report, and why where that is known, the gravest reason first.
func (m *material) consentText(people, passages int, why map[app.ConsentState]int) string {
	where := m.t("outside the team")
	if m.spec.Readers == app.AudienceInside {
		where = m.t("even inside the team")
	}
	text := m.t("%s no consent that allows quoting %s: %s counted here but not quoted", upperFirst(m.counted(people, "person has", "people have")),
		where, m.counted(passages, "of their passages is", "of their passages are"))
	var reasons []string
	for _, s := range app.Reasons() {
		if n := why[s]; n > 0 {
			reasons = append(reasons, m.count(n)+" "+m.t(string(s)))
		}
	}
	if len(reasons) > 0 {
		text += " (" + strings.Join(reasons, ", ") + ")"
	}
	return text + "."
}
