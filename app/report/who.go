package report

import (
	"cmp"
	"fmt"
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
		d.add(Paragraph{Tone: Small, Runs: say("Who says it is not told by segment here: not all of its passages were read for this report. The report of its study tells it.")})
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
	t := Table{Dense: true, Columns: []Column{{Title: "Segment", Share: 1.4}, {Title: "asked", Right: true, Share: 1},
		{Title: "said it", Right: true, Share: 1}, {Title: "share", Right: true, Share: 1},
		{Title: "95 % interval", Right: true, Share: 1.4}}}
	names, askedOf := m.segments(in.Study)
	small := false
	for _, s := range names {
		small = small || askedOf[s] < smallSample
		t.Rows = append(t.Rows, shareRow(segmentName(s), askedOf[s], saidIn[s]))
	}
	if len(names) > 1 {
		all := shareRow("All", len(asked), len(said))
		all.Strong = true
		t.Rows = append(t.Rows, all)
	}
	if small {
		t.Note = "Small samples: read the intervals, not the shares."
	}
	if n := len(outside); n > 0 {
		t.Note = joined(" ", t.Note, fmt.Sprintf("%s outside this study said it too.", upperFirst(counted(n, "more person", "more people"))))
	}
	t.Brief = say(t.inBrief())
	d.add(Heading{Level: 2, Text: "Who says it"}, t)
}

// inBrief says a table of shares in a sentence: "Planner 3 of 5 (60 %, 95 % interval 23–88 %), …".
func (t Table) inBrief() string {
	word := func(c Cell) string { return c[0].Text }
	var parts []string
	for i, r := range t.Rows {
		name := ""
		if i == 0 {
			name = "95 % interval "
		}
		parts = append(parts, fmt.Sprintf("%s %s of %s (%s, %s%s)", word(r.Cells[0]), word(r.Cells[2]), word(r.Cells[1]), word(r.Cells[3]), name, word(r.Cells[4])))
	}
	return strings.Join(parts, " · ") + "."
}

// segmentName is a segment as tables show it.
func segmentName(s string) string { return clip(cmp.Or(oneLine(s), "No segment"), 48) }

func shareRow(name string, asked, said int) Row {
	return Row{Cells: []Cell{cell(name), cell(count(asked)), cell(count(said)),
		cell(percent(float64(said) / float64(asked))), cell(intervalText(said, asked))}}
}
