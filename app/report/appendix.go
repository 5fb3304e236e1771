package report

import (
	"cmp"
	"slices"
	"strings"

	"throughline/app"
)

// appendix lists every passage printed or leaned on with its source and the way back: interview by interview, as they were said.
func (m *material) appendix(d *Document) {
	if len(m.cites.order) == 0 {
		return
	}
	d.add(PageBreak{Soft: true}, Heading{Level: 1, ID: "evidence", Kicker: m.topic(), Text: m.t("Evidence")},
		Paragraph{Runs: say(m.aboutEvidence(upperFirst(m.counted(len(m.cites.order), "passage", "passages"))))})
	if m.anyCut() {
		d.add(Note{Runs: say(m.t("Of a theme behind an insight the first %s passages stand here; the numbers beside the insight count all.", m.count(m.spec.bounds().passages)))})
	}
	t := Table{Dense: true, Columns: []Column{{Title: m.t("No.")}, {Title: m.t("Passage"), Share: 3.2}, {Title: m.t("Who"), Share: 1.6}, {Title: m.t("Used in"), Share: 1}}}
	session := app.InterviewID("")
	for i, f := range m.asSaid() {
		if m.tellsInterviews() && (i == 0 || f.Interview != session) {
			session = f.Interview
			t.Rows = append(t.Rows, Row{Span: true, Cells: []Cell{{{Text: cmp.Or(m.session(f), m.t("Interview without a title")), Bold: true}}}})
		}
		t.Rows = append(t.Rows, Row{ID: m.cites.rowID(f.ID), Cells: []Cell{{{Text: m.cites.number[f.ID], Bold: true}},
			m.passage(f), cell(strings.ReplaceAll(m.source(f), " · ", ", ")), m.waysBack(f.ID)}})
	}
	d.add(t)
}

// aboutEvidence says how passages are listed and numbered.
func (m *material) aboutEvidence(passages string) string {
	if m.tellsInterviews() {
		return m.t("%s by interview, as they were said. A passage has the same number in every report. The number leads here from each quote, the last column leads back.", passages)
	}
	return m.t("%s as they were said. A passage has the same number in every report with these names. The number leads here from each quote, the last column leads back.", passages)
}

// tellsInterviews reports whether passages are told with the interview they were said in.
func (m *material) tellsInterviews() bool {
	return !m.spec.Naming.hides()
}

// asSaid are the printed passages: interviews by day and title, in them by place.
func (m *material) asSaid() []app.FindingRow {
	all := make([]app.FindingRow, len(m.cites.order))
	for i, id := range m.cites.order {
		all[i] = m.findings[id]
	}
	slices.SortStableFunc(all, func(a, b app.FindingRow) int {
		return cmp.Or(cmp.Compare(m.dated[a.Interview], m.dated[b.Interview]), cmp.Compare(a.InterviewTitle, b.InterviewTitle), cmp.Compare(a.Interview, b.Interview),
			cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.ID, b.ID))
	})
	return all
}

// waysBack are links to the places that lean on a passage.
func (m *material) waysBack(id app.FindingID) Cell {
	var back Cell
	for i, u := range m.cites.usedIn[id] {
		if i > 0 {
			back = append(back, Run{Text: ", "})
		}
		back = append(back, Run{Text: u.label, Link: u.id})
	}
	return back
}

// passage is the whole quote, or the observation, or why it is not shown.
func (m *material) passage(f app.FindingRow) Cell {
	switch {
	case f.Withheld != "":
		return Cell{{Text: m.phrase(f.Text()), Italic: true}} // says why
	case m.withheld[f.ID]:
		return Cell{{Text: m.t("Not quoted: no consent to quotation."), Italic: true}}
	case f.Quote == "":
		return Cell{{Text: m.t("Observation: "), Italic: true}, {Text: oneLine(f.Note)}}
	}
	return cell("“" + oneLine(f.Quote) + "”")
}

// session says in which interview and on which day.
func (m *material) session(f app.FindingRow) string {
	return joined(", ", clip(oneLine(f.InterviewTitle), 60), m.shortDay(m.dated[f.Interview]))
}
