package report

import (
	"cmp"
	"fmt"
)

// methodSection says who was heard, when and how, and what the reader should not conclude.
func (m *material) methodSection(d *Document) {
	d.add(PageBreak{Soft: true}, Heading{Level: 1, ID: MethodID, Kicker: m.topic(), Text: m.t("Method and sample")})
	if m.study != nil && m.study.Goal != "" {
		d.add(prose(m.study.Goal)...)
	}
	d.add(Facts{m.methodFacts()})
	if m.study != nil && len(m.study.Questions) > 0 {
		d.add(Heading{Level: 2, Text: m.t("What we asked ourselves")}, bullets(Numbered, m.study.Questions))
	}
	m.whoSection(d)
	if text := joined(" ", m.whenText(), m.howText()); text != "" {
		d.add(Heading{Level: 2, Text: m.t("When and how")}, Paragraph{Runs: say(text)})
	}
	d.add(Heading{Level: 2, Text: m.t("Limits")}, bullets(Bullets, m.limits()))
	if m.spec.Depth.brief() {
		return
	}
	d.add(Heading{Level: 2, Text: m.t("How to read the numbers")}, bullets(Bullets, []string{
		m.t("People are counted, not mentions: someone who says a thing ten times counts once. Shares name who was asked."),
		m.t("Intervals are 95 % adjusted Wald intervals (Agresti and Coull 1998): where the share would lie among all such people."),
		m.t("Confidence is computed from people, segments, methods, contradictions, agreement of coders and age of the evidence; its reasons stand beside it. A person may disagree."),
		m.evidenceNote(),
		m.t("Each page names the state of the data at its foot, here %s: two reports with the same mark were made from the same data.", shortHash(m.hash)),
	}))
}

// evidenceNote says what the numbers beside quotes are for.
func (m *material) evidenceNote() string {
	if m.spec.has(SectionEvidence) {
		return m.t("Evidence numbers lead to the passage and its source in the appendix.")
	}
	return m.t("Evidence numbers name a passage and its source.")
}

func bullets(kind ListKind, texts []string) List {
	l := List{Kind: kind}
	for _, t := range texts {
		l.Items = append(l.Items, Item{Runs: say(oneLine(t))})
	}
	return l
}

func (m *material) methodFacts() []Fact {
	facts := []Fact{{m.t("Interviews"), m.count(len(m.interviews))}, {m.t("People"), m.count(len(m.askedIn("")))}}
	if names, _ := m.segments(""); len(named(names)) > 0 {
		facts = append(facts, Fact{m.t("Segments"), m.count(len(named(names)))})
	}
	if m.study == nil {
		facts = append(facts, Fact{m.t("Studies"), m.count(len(m.studies))})
	}
	return append(facts, Fact{m.t("Words"), m.chartInt(m.counts.Words)}, Fact{m.t("Findings"), m.count(m.counts.Findings)},
		Fact{m.t("Insights"), m.insightsOf()})
}

// whoSection is the table of the people asked, by segment.
func (m *material) whoSection(d *Document) {
	asked := m.askedIn("")
	if len(asked) == 0 {
		return
	}
	names, n := m.segments("")
	interviews, findings := map[string]int{}, map[string]int{}
	for _, in := range m.interviews {
		heard := map[string]bool{}
		for _, p := range in.Participants() {
			heard[m.person[p].Segment] = true
		}
		for s := range heard {
			interviews[s]++
		}
	}
	for _, p := range m.participants {
		if asked[p.ID] {
			findings[p.Segment] += p.Findings
		}
	}
	t := Table{Columns: []Column{{Title: m.t("Segment"), Share: 1.4}, {Title: m.t("People"), Right: true, Share: 1},
		{Title: m.t("Interviews"), Right: true, Share: 1}, {Title: m.t("Findings"), Right: true, Share: 1}}}
	for _, s := range names {
		t.Rows = append(t.Rows, Row{Cells: []Cell{cell(m.segmentName(s)), cell(m.count(n[s])),
			cell(m.count(interviews[s])), cell(m.count(findings[s]))}})
	}
	d.add(Heading{Level: 2, Text: m.t("Who")}, t)
}

func (m *material) whenText() string {
	from, to := m.span()
	if to == "" {
		return ""
	}
	undated := 0
	for _, in := range m.interviews {
		if in.Date == "" {
			undated++
		}
	}
	s := m.t("Interviews took place ") + m.days(from, to) + "."
	if undated > 0 {
		s += m.t(" %s no date.", upperFirst(m.counted(undated, "interview has", "interviews have")))
	}
	return s
}

func (m *material) howText() string {
	names, n := m.methods()
	var parts []string
	for _, s := range names {
		parts = append(parts, fmt.Sprintf("%s (%s)", cmp.Or(s, m.t("method not named")), m.count(n[s])))
	}
	if len(parts) == 0 {
		return ""
	}
	s := upperFirst(m.enumerate(parts)) + "."
	if m.study != nil && m.study.Owner != "" {
		s += m.t(" Led by ") + m.study.Owner + "."
	}
	if n := len(m.tags); n > 0 && m.counts.Findings > 0 {
		s += m.t(" %s marked in the transcripts with a codebook of %s.",
			upperFirst(m.counted(m.counts.Findings, "passage was", "passages were")), m.counted(n, "tag", "tags"))
	}
	return s
}

// limits are what honest authors say before they are asked.
func (m *material) limits() []string {
	var out []string
	n := len(m.askedIn(""))
	switch {
	case len(m.interviews) == 0:
		return []string{m.t("No interviews have been imported: there is nothing to conclude from.")}
	case n == 0:
		out = append(out, m.t("The speakers are not tied to participants: people cannot be counted, only findings."))
	case n < smallSample:
		out = append(out, m.t("%s is a small sample: it shows what exists and why, not how common it is.",
			upperFirst(m.counted(n, "person", "people"))))
	}
	if unread := m.unread(); unread > 0 {
		out = append(out, m.t("%s no findings yet.", upperFirst(m.counted(unread, "interview has", "interviews have"))))
	}
	if _, asked := m.segments(""); n > 0 && asked[""] > 0 && asked[""] < n {
		out = append(out, m.t("%s no segment.", upperFirst(m.counted(asked[""], "person has", "people have"))))
	}
	if text := m.keptOut(); text != "" {
		out = append(out, text)
	}
	if m.themesProposed() {
		out = append(out, m.t("Some themes were grouped by the machine and accepted by a person."))
	}
	return append(out, m.t("Participants were chosen, not drawn at random: the intervals do not cover the choice itself."))
}

func (m *material) unread() int {
	n := 0
	for _, in := range m.interviews {
		if in.Findings == 0 {
			n++
		}
	}
	return n
}

func (m *material) themesProposed() bool {
	for _, t := range m.themes {
		if t.Proposed {
			return true
		}
	}
	return false
}

func (m *material) chartInt(n int64) string { return m.count(int(n)) }
