package report

import (
	"fmt"
	"slices"

	"throughline/app/chart"
)

// chartOf draws the first rows of a sheet of names and counts, and says of how many.
func (g tongue) chartOf(title, unit string, s Sheet, values, column, row int) (SheetChart, bool) {
	n := 0
	for n < len(s.Rows) && n < chartBars && s.Rows[n][values].Number > 0 {
		n++
	}
	of := n
	for of < len(s.Rows) && s.Rows[of][values].Number > 0 {
		of++
	}
	if n < of {
		title += g.t(": the first ") + g.kOfN(n, of)
	}
	return SheetChart{Chart: &chart.Chart{Kind: chart.Bar, Title: title, Unit: g.t(unit), YTitle: upperFirst(g.t(unit))}, Sheet: s.Name, Names: 0, Values: values, Rows: n,
		Column: column, Row: row}, n > 0
}

func fact(label string, v Value) []Value { return []Value{text(label), v} }

func overviewColumns(b *Book) []SheetColumn {
	return []SheetColumn{{Title: b.Title, Width: 24, Own: true}, {Title: "", Width: 74, Wrap: true}}
}

// overview is the first page: what this is, the totals, what was left out, and the charts.
func (w *bookMaker) overview(b *Book) Sheet {
	s := Sheet{Name: sheetOverview, Plain: true, Columns: overviewColumns(b)}
	from, to := w.span()
	add := func(label string, v Value) {
		if v.Kind != Blank {
			s.Rows = append(s.Rows, fact(label, v))
		}
	}
	if w.study != nil {
		add(w.t("Goal"), text(oneLine(w.study.Goal)))
		add(w.t("Product"), text(w.study.Product))
		add(w.t("Region"), text(w.study.Region))
	}
	add(w.t("Prepared by"), text(b.Author))
	add(w.t("Date"), date(b.Date))
	add(w.t("Audience"), text(w.spec.Audience))
	if w.chosen != nil {
		add(w.t("Findings that are"), text(w.chosen.words))
		add(w.t("Of"), text(w.name()))
	}
	add(w.t("First interview"), date(from))
	add(w.t("Last interview"), date(to))
	people := len(w.askedIn(""))
	add(w.t("Interviews"), w.totalled(b, len(w.interviews), sheetInterviews, "Interview", ""))
	add(w.t("People interviewed"), w.totalled(b, people, sheetParticipants, "Interviews", ">0"))
	add(w.t("Words"), w.totalled(b, int(w.counts.Words), sheetInterviews, "Words", "sum"))
	add(w.t("Findings"), w.totalled(b, w.counts.Findings, sheetFindings, "Finding", ""))
	add(w.t("Tags"), w.totalled(b, len(w.material.tags), sheetTagList, "Tag", ""))
	add(w.t("Themes"), w.totalled(b, len(w.material.themes), sheetThemes, "Theme", ""))
	add(w.t("Insights"), w.totalled(b, len(w.material.insights)+len(w.rest), sheetInsights, "Row", w.t("insight")))
	add(w.t("Recommendations"), w.totalled(b, len(b.sheet(sheetAdvice).Rows), sheetAdvice, "Recommendation", ""))
	if passages := sum(w.silent); passages > 0 {
		add(w.t("Left out"), text(w.consentText(len(w.silent), passages, w.reasons)))
	}
	if shown := len(w.columned()); shown < len(w.participants) && w.spec.Naming != NamesNone {
		add(w.t("Left out"), text(w.t("The first %s participants have a column in %s; its counts are of all.", w.kOfN(shown, len(w.participants)), w.t(sheetTags))))
	}
	if all := w.attributes(); len(all) > mostAttributes {
		add(w.t("Left out"), text(w.t("The first %s attributes have a column in %s.", w.kOfN(mostAttributes, len(all)), w.t(sheetParticipants))))
	}
	for _, sh := range b.Sheets {
		add(sh.Name, text(sh.Note))
	}
	add(w.t("Data"), text("SHA-256 "+b.Hash))
	add(w.t("How to read it"), text(w.t("People are counted, not mentions. Shares name who was asked; intervals are 95 % adjusted Wald. The last sheet says what each column means.")))
	w.overviewCharts(&s, *b.sheet(sheetThemes), *b.sheet(sheetTagList))
	return s
}

// overviewCharts draws the strongest themes and tags, by people where people are known.
func (w *bookMaker) overviewCharts(s *Sheet, themes, tags Sheet) {
	unit, ofTheme, ofTag := "people", 1, 2
	if !w.countsPeople() {
		unit, ofTheme, ofTag = "findings", 6, 1
	}
	row := 0
	for _, c := range []struct {
		title  string
		from   Sheet
		values int
	}{{w.t("Themes, by ") + w.t(unit), themes, ofTheme}, {w.t("Tags, by ") + w.t(unit), tags, ofTag}} {
		if ch, ok := w.chartOf(c.title, unit, c.from, c.values, 3, row); ok {
			s.Charts = append(s.Charts, ch)
			row += ch.Rows + 8
		}
	}
}

// totalled is a count of the overview. Where the sheet that lists what was counted tells the same, a formula counts it there: rows whose cell in a column is not
// empty, is more than 0 (">0"), says a word, or the "sum" of the column. Sheets of findings and insights are not read again to see it, and one that goes on on a next sheet
// has no formula.
func (w *bookMaker) totalled(b *Book, n int, sheet, column, what string) Value {
	s := b.sheet(sheet)
	at := slices.IndexFunc(s.Columns, func(c SheetColumn) bool { return c.english() == column })
	last := max(len(s.Rows), w.streamed[sheet], 1) + 1
	if last > 1_000_000 || at < 0 || s.Stream == nil && !tells(s.Rows, at, what, n) {
		return whole(n)
	}
	cells := fmt.Sprintf("'%s'!%s2:%s%d", s.Name, ColumnName(at), ColumnName(at), last)
	switch what {
	case "":
		return whole(n).By("COUNTA(" + cells + ")")
	case "sum":
		return whole(n).By("SUM(" + cells + ")")
	}
	return whole(n).By("COUNTIF(" + cells + `,"` + what + `")`)
}

// tells reports whether counting cells of a column gives n.
func tells(rows [][]Value, at int, what string, n int) bool {
	sum := 0
	for _, r := range rows {
		switch {
		case what == "sum":
			sum += int(r[at].Number)
		case what == "" && r[at].Kind != Blank, what == ">0" && r[at].Number > 0, what == r[at].Text && what != "":
			sum++
		}
	}
	return sum == n
}

// ColumnName is the letters of a column, from 0: A, Z, AA.
func ColumnName(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}
