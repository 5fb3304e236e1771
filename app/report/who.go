package report

import (
	"cmp"
	"strings"

	"throughline/app"
)

// smallSample is the number of people below which a share says less than its interval: at 20 people the 95 % interval
// of one half still spans 40 points.
const smallSample = 20

// whoSaysIt writes the table of segments: asked, said it, share and what the share may be among all such people. It
// needs at least one person asked.
func (m *material) whoSaysIt(d *Document, in app.InsightRow, pieces []piece) {
	asked := m.askedIn(in.Study)
	if len(asked) == 0 || len(pieces) == 0 {
		return
	}
	if m.isCut(in) {
		d.add(Paragraph{Tone: Small, Runs: say(m.t("Who says it is not told by segment here: not all of its passages were read for this report. The report of its study tells it."))})
		return
	}
	said, outside := map[app.ParticipantID]bool{}, map[app.ParticipantID]bool{}
	for _, p := range pieces {
		switch {
		case p.against() || p.Participant == "":
		case asked[p.Participant]:
			said[p.Participant] = true
		default:
			outside[p.Participant] = true
		}
	}
	saidIn := map[string]int{}
	for p := range said {
		saidIn[m.person[p].Segment]++
	}
	t := Table{Dense: true, Columns: []Column{{Title: m.t("Segment"), Share: 1.4}, {Title: m.t("asked"), Right: true, Share: 1},
		{Title: m.t("said it"), Right: true, Share: 1}, {Title: m.t("share"), Right: true, Share: 1},
		{Title: m.t("95 % interval"), Right: true, Share: 1.4}}}
	names, askedOf := m.segments(in.Study)
	small := false
	for _, s := range names {
		small = small || askedOf[s] < smallSample
		t.Rows = append(t.Rows, m.shareRow(m.segmentName(s), askedOf[s], saidIn[s]))
	}
	if len(names) > 1 {
		all := m.shareRow(m.t("All"), len(asked), len(said))
		all.Strong = true
		t.Rows = append(t.Rows, all)
	}
	if small {
		t.Note = m.t("Small samples: read the intervals, not the shares.")
	}
	if n := len(outside); n > 0 {
		t.Note = joined(" ", t.Note, m.t("%s outside this study said it too.", upperFirst(m.counted(n, "more person", "more people"))))
	}
	t.Brief = say(m.inBrief(t))
	d.add(Heading{Level: 2, Text: m.t("Who says it")}, t)
}

// inBrief says a table of shares in a sentence: "Planner 3 of 5 (60 %, 95 % interval 23–88 %), …".
func (m *material) inBrief(t Table) string {
	word := func(c Cell) string { return c[0].Text }
	var parts []string
	for i, r := range t.Rows {
		name := ""
		if i == 0 {
			name = m.t("95 % interval ")
		}
		parts = append(parts, m.t("%s %s of %s (%s, %s%s)", word(r.Cells[0]), word(r.Cells[2]), word(r.Cells[1]), word(r.Cells[3]), name, word(r.Cells[4])))
	}
	return strings.Join(parts, " · ") + "."
}

// segmentName is a segment as tables show it.
func (m *material) segmentName(s string) string {
	return clip(cmp.Or(oneLine(s), m.noSegment()), 48)
}

func (m *material) shareRow(name string, asked, said int) Row {
	return Row{Cells: []Cell{cell(name), cell(m.count(asked)), cell(m.count(said)),
		cell(m.percent(float64(said) / float64(asked))), cell(m.intervalText(said, asked))}}
}

// noSegment is what people without a segment are called; where segments are not told everybody has none.
func (m *material) noSegment() string {
	if m.spec.Naming != NamesSegment {
		return m.t("Everybody")
	}
	return m.t("No segment")
}
