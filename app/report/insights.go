package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
)

// insightID is the ID of the heading of insight i, counted from 0.
func insightID(i int) string { return fmt.Sprintf("insight-%d", i+1) }

// insightSections writes one section an insight.
func (m *material) insightSections(d *Document) {
	for i, in := range m.insights {
		m.insightSection(d, i, in)
	}
}

func (m *material) insightSection(d *Document, i int, in app.InsightRow) {
	label := m.t("Insight %d", i+1)
	kicker := label
	if m.study == nil && in.StudyName != "" {
		kicker += " · " + in.StudyName
	}
	level, reasons, change := m.judge(in)
	pieces := m.evidenceOf(in)
	if i == 0 || !m.spec.Depth.brief() {
		d.add(PageBreak{Soft: i > 0})
	}
	d.add(Heading{Level: 1, ID: insightID(i), Kicker: kicker, Number: fmt.Sprint(i + 1), Text: oneLine(in.Title)})
	d.add(m.body(in)...)
	d.add(Facts{m.insightFacts(in, level, pieces)})
	if len(reasons) > 0 && in.Support.Findings > 0 {
		d.add(m.confidence(level, reasons, change))
	}
	m.insightQuotes(d, i, label, pieces, in)
	m.besideQuotes(d, in)
	d.add(m.themesKept()...)
	if advice := m.adviceBlocks(in); len(advice) > 0 {
		d.add(Heading{Level: 2, Text: m.t("What to do")})
		d.add(advice...)
	}
	d.add(m.decisionBlocks(in)...)
	if !m.spec.Depth.brief() {
		m.whoSaysIt(d, in, pieces)
	}
}

// confidence says how sure one may be of a claim, why, and what would change it.
func (m *material) confidence(level string, reasons []string, change string) Paragraph {
	runs := []Run{{Text: m.t("Confidence is %s:", strings.ToLower(m.t(level))), Bold: true}, {Text: " " + strings.Join(reasons, ", ") + "."}}
	if change != "" && !m.spec.Depth.brief() {
		runs = append(runs, Run{Text: m.t(" What would change it:"), Bold: true}, Run{Text: " " + change})
	}
	return Paragraph{Tone: Small, Runs: runs}
}

// body is what was learned; its first paragraph for those who read in brief.
func (m *material) body(in app.InsightRow) []Block {
	all := prose(in.Body)
	if m.spec.Depth.brief() && len(all) > 1 {
		return all[:1]
	}
	return all
}

// prose sets a researcher's text: blank lines part paragraphs, lines that begin with a dash are bullets.
func prose(text string) []Block {
	var out []Block
	var para []string
	var bullets []Item
	flush := func() {
		if len(para) > 0 {
			out = append(out, Paragraph{Runs: say(strings.Join(para, " "))})
			para = nil
		}
		if len(bullets) > 0 {
			out = append(out, List{Kind: Bullets, Items: bullets})
			bullets = nil
		}
	}
	for _, line := range strings.Split(text, "\n") {
		line = oneLine(line)
		rest, isBullet := strings.CutPrefix(line, "- ")
		if !isBullet {
			rest, isBullet = strings.CutPrefix(line, "• ")
		}
		switch {
		case line == "":
			flush()
		case isBullet:
			if len(para) > 0 {
				flush()
			}
			bullets = append(bullets, Item{Runs: say(rest)})
		case len(bullets) > 0: // a bullet that goes on
			last := &bullets[len(bullets)-1]
			last.Runs[0].Text += " " + line
		default:
			para = append(para, line)
		}
	}
	flush()
	return out
}

// insightFacts are the strip of facts under a claim.
func (m *material) insightFacts(in app.InsightRow, level string, pieces []piece) []Fact {
	s := in.Support
	facts := []Fact{{m.t("Confidence"), m.t(level)}, {m.t("People"), m.kOfN(s.Participants, s.Asked)}}
	if s.AllSegments > 0 {
		facts = append(facts, Fact{m.t("Segments"), m.kOfN(s.Segments, s.AllSegments)})
	}
	facts = append(facts, Fact{m.t("Methods"), m.count(len(s.Methods))})
	if s.Studies > 1 {
		facts = append(facts, Fact{m.t("Studies"), m.count(s.Studies)})
	}
	against := m.againstText(s, pieces)
	if m.isCut(in) && s.AgainstPeople > 0 {
		against = m.counted(s.AgainstPeople, "person", "people")
	}
	facts = append(facts, Fact{m.t("Against it"), against})
	switch in.Status {
	case app.InsightDraft:
		facts = append(facts, Fact{m.t("Status"), m.t("Draft")})
	case app.InsightStale:
		facts = append(facts, Fact{m.t("Status"), m.t("Stale")})
	case app.InsightSuperseded:
		facts = append(facts, Fact{m.t("Status"), m.t("Superseded")})
	}
	return facts
}

// againstText counts the people who contradict, or passages when the speakers are unknown.
func (m *material) againstText(s app.Support, pieces []piece) string {
	if s.Against == 0 {
		return m.t("Nobody")
	}
	who := map[app.ParticipantID]bool{}
	for _, p := range pieces {
		if p.against() && p.Participant != "" {
			who[p.Participant] = true
		}
	}
	if len(who) == 0 {
		return m.counted(s.Against, "passage", "passages")
	}
	return m.counted(len(who), "person", "people")
}

// longQuote is how many runes of a passage stand under an insight; the appendix has all of it.
const longQuote = 480

// insightQuotes shows the chosen quotes and says how much more there is.
func (m *material) insightQuotes(d *Document, i int, label string, pieces []piece, in app.InsightRow) {
	if len(pieces) == 0 {
		d.add(Note{Runs: say(m.t("No evidence is tied to this claim yet."))})
		return
	}
	var open []piece
	for _, p := range pieces {
		m.cites.used(p.ID, label, insightID(i))
		if !m.withheld[p.ID] {
			open = append(open, p)
		}
	}
	shown := chooseQuotes(open, m.spec.maxQuotes())
	for _, p := range shown {
		id := fmt.Sprintf("%s-%s", insightID(i), m.cites.number[p.ID])
		m.cites.move(p.ID, label, id)
		q := m.quote(p.FindingRow)
		q.ID, q.Stance, q.Word, q.Comment, q.Strength = id, p.stance, m.t(StanceWord(p.stance)), oneLine(p.note), m.strengthWords(p.strength)
		d.add(q)
	}
	withheld, more, link := len(pieces)-len(open), len(open)-len(shown), m.t("All evidence")
	if m.isCut(in) {
		more, link = max(more, in.Support.Findings+in.Support.Against-withheld-len(shown)), m.t("Evidence")
	}
	if text := m.restText(withheld, more); text != "" {
		runs := say(text)
		if m.spec.has(SectionEvidence) {
			runs = []Run{{Text: text + " "}, {Text: link, Link: "evidence"}}
		}
		d.add(Paragraph{Tone: Small, Runs: runs})
	}
}

// strengthWords are how strong a piece of evidence was judged; "" where nobody judged it.
func (m *material) strengthWords(s app.Strength) string {
	if s == "" {
		return ""
	}
	return m.t(upperFirst(string(s)) + " evidence")
}

func (m *material) restText(withheld, more int) string {
	var parts []string
	if more > 0 {
		parts = append(parts, m.counted(more, "more passage", "more passages")+".")
	}
	if withheld > 0 {
		parts = append(parts, m.counted(withheld, "passage is", "passages are")+m.t(" counted but not quoted, for want of consent."))
	}
	return strings.Join(parts, " ")
}

// quote is a finding as a quote, without place and stance.
func (m *material) quote(f app.FindingRow) Quote {
	return Quote{Text: clip(oneLine(f.Text()), longQuote), Note: f.Quote == "", Source: m.source(f),
		Evidence: m.cites.number[f.ID], Link: m.cites.rowID(f.ID)}
}

// source says who said it and when: "P07, Admin · 00:12:02".
func (m *material) source(f app.FindingRow) string {
	who := f.Code
	if who == "" {
		who = m.t("Unknown speaker")
		if f.Quote == "" {
			who = m.t("Observation")
		}
	}
	at := ""
	switch {
	case f.Page > 0 && f.Quote != "":
		at = m.t("p.") + " " + strconv.Itoa(f.Page)
	case f.At > 0 || f.At == 0 && f.Quote != "":
		at = clock(f.At)
	}
	return dotted(joined(", ", who, f.Segment), at)
}

// chooseQuotes takes up to n pieces: at least one that contradicts and one that nuances if there are any, so that doubt
// is seen; for the rest starred ones first, and everyone speaks once before anyone speaks twice. The order is
// supporting, nuancing, contradicting, each in the order of the evidence.
func chooseQuotes(pieces []piece, n int) []piece {
	var sides [3][]piece
	for _, p := range pieces {
		switch p.stance {
		case app.Nuances:
			sides[1] = append(sides[1], p)
		case app.Contradicts:
			sides[2] = append(sides[2], p)
		default:
			sides[0] = append(sides[0], p)
		}
	}
	quota := [3]int{n, 0, 0}
	for side := 1; side <= 2; side++ {
		if len(sides[side]) > 0 && quota[0] > 1 {
			quota[side], quota[0] = 1, quota[0]-1
		}
	}
	for side := range quota { // what the supporters do not need goes to the others
		if spare := quota[0] - len(sides[0]); side > 0 && spare > 0 {
			more := min(spare, len(sides[side])-quota[side])
			quota[side], quota[0] = quota[side]+more, quota[0]-more
		}
	}
	var out []piece
	for side, all := range sides {
		all = slices.Clone(all)
		order := map[app.FindingID]int{}
		for i, p := range all {
			order[p.ID] = i
		}
		slices.SortStableFunc(all, func(a, b piece) int { return b2i(b.Star) - b2i(a.Star) })
		picked := spread(all, quota[side], func(p piece) string { return string(p.Participant) })
		slices.SortFunc(picked, func(a, b piece) int { return order[a.ID] - order[b.ID] })
		out = append(out, picked...)
	}
	return out
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
