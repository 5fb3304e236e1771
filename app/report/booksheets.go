package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/app/chart"
)

// noConsent stands where a passage may not be quoted.
const noConsent = "[Not quoted: no consent to quotation]"

var findingColumns = []SheetColumn{
	{Title: "No.", Width: 9, Meaning: "Evidence number in the report of the same data; empty for findings no insight or theme overview prints"},
	{Title: "Participant", Width: 12, Meaning: "Code of the person who said it; empty when unknown"},
	{Title: "Segment", Width: 14, Meaning: "Segment of the participant"},
	{Title: "Passage", Width: 70, Wrap: true, Meaning: "The words as in the transcript"},
	{Title: "Note", Width: 36, Wrap: true, Meaning: "What the researcher noted; an observation when there is no passage"},
	{Title: "Tags", Width: 30, Wrap: true, Meaning: "Tags of the codebook, parted by semicolons; a tag under another follows it after a slash"},
	{Title: "Theme", Width: 36, Wrap: true, Meaning: "Group on the board of the study; empty when unsorted"},
	{Title: "Stance", Width: 12, Meaning: "supports, contradicts or nuances; empty when undecided"},
	{Title: "Sentiment", Width: 10, Meaning: "Set by people: -2 very negative to 2 very positive, 0 neutral, mixed or not set"},
	{Title: "Severity", Width: 10, Meaning: "Nielsen's scale: 0 none or not set, 1 cosmetic, 2 minor, 3 major, 4 catastrophe"},
	{Title: "Star", Width: 7, Meaning: "yes when marked as telling"},
	{Title: "Interview", Width: 26, Meaning: "Title of the session"},
	{Title: "Date", Width: 12, Meaning: "Day of the session"},
	{Title: "Time", Width: 10, Meaning: "Where in the recording the passage begins, hours:minutes:seconds; empty when unknown"},
	{Title: "By machine", Width: 12, Meaning: "yes when a tag was proposed by the machine or set by a rule and accepted by a person"},
	{Title: "Author", Width: 18, Meaning: "Who made the finding"},
	{Title: "Made on", Width: 12, Meaning: "Day the finding was made (UTC)"},
	{Title: "Finding", Width: 38, Meaning: "Identifier of the finding, the same in every export"},
	{Title: "Study", Width: 26, Meaning: "Study the finding belongs to"},
}

func (w *bookMaker) findingRow(f app.FindingRow, names map[app.TagID]string) []Value {
	var tags []string
	machine := false
	for _, id := range f.TagIDs() {
		tags = append(tags, cmp.Or(names[id], "(tag of another study)"))
	}
	for _, t := range f.Tags {
		machine = machine || t.Provenance != app.ByHand
	}
	slices.Sort(tags)
	passage := f.Quote
	if f.Withheld != "" || passage != "" && !w.spec.mayQuote(f.Participant) {
		passage = cmp.Or(f.Quote, f.Note) // says why
		if f.Withheld == "" {
			passage = noConsent
		}
		f.Note = ""
		w.silent[f.Participant]++
		w.reasons[f.Withheld]++
	}
	at := f.At
	if f.Quote == "" && at == 0 {
		at = app.NoTime
	}
	return []Value{text(w.cites.number[f.ID]), text(f.Code), text(f.Segment), text(passage), text(f.Note), text(strings.Join(tags, "; ")),
		text(f.ThemeName), text(string(f.Stance)), whole(degree(f.Sentiment)), whole(f.Severity), yes(f.Star), text(f.InterviewTitle),
		date(w.dated[f.Interview]), duration(at), yes(machine), text(f.Author), date(app.DateOf(f.Created)), text(string(f.ID)),
		text(w.studies[f.Study].Name)}
}

// How many participants get a column: spreadsheets end at 16,384, and a table of more cells than that nobody reads.
const (
	mostPeople = 16_000
	mostCells  = 500_000
)

// columned are the participants that get a column of their own.
func (w *bookMaker) columned() []app.ParticipantRow {
	return w.participants[:min(len(w.participants), mostPeople, mostCells/max(1, len(w.material.tags)))]
}

// tagColumns is the matrix without its rows: how many findings of each person carry each tag.
func (w *bookMaker) tagColumns() Sheet {
	s := Sheet{Name: sheetTags, Freeze: 1, Columns: []SheetColumn{
		{Title: "Tag", Width: 34, Meaning: "Tag of the codebook, after the tags it stands under"},
		{Title: "Findings", Width: 10, Meaning: "Findings that carry the tag"},
		{Title: "People", Width: 10, Meaning: "Participants with at least one such finding, each once"},
		{Title: "of asked", Width: 10, Meaning: "Participants interviewed"},
		{Title: "Meaning", Width: 46, Wrap: true, Meaning: "Definition of the tag"},
	}}
	for i, p := range w.columned() {
		c := SheetColumn{Title: p.Code, Width: 7}
		if i == 0 {
			c.Meaning = "One column a participant: findings of that person that carry the tag; empty for none"
		}
		s.Columns = append(s.Columns, c)
	}
	return s
}

// tagUse is how much a tag was used.
type tagUse struct{ findings, people int }

// tagUses counts by tag what was counted by tag and person.
func (w *bookMaker) tagUses() []tagUse {
	uses := make([]tagUse, len(w.material.tags))
	for m, n := range w.tagged { // sums do not depend on the order
		uses[m.tag].findings += int(n)
		if m.person >= 0 {
			uses[m.tag].people++
		}
	}
	return uses
}

// tagRows are the rows of the matrix.
func (w *bookMaker) tagRows() (rows [][]Value) {
	uses, columns, asked := w.tagUses(), len(w.columned()), w.askedFor(w.spec.Study)
	for _, tag := range w.byUse(uses) {
		t, use := w.material.tags[tag], uses[tag]
		row := []Value{text(w.tagPath(t)), whole(use.findings), whole(use.people), whole(asked), text(t.Definition)}
		for p := range columns {
			v := Value{}
			if n := w.tagged[mark{int32(tag), int32(p)}]; n > 0 {
				v = whole(int(n))
			}
			row = append(row, v)
		}
		rows = append(rows, row)
	}
	return rows
}

// byUse are the places of all tags, the most people first, then the most findings, then by name.
func (w *bookMaker) byUse(uses []tagUse) []int {
	all := make([]int, len(uses))
	for i := range all {
		all[i] = i
	}
	slices.SortStableFunc(all, func(a, b int) int {
		s, t := w.material.tags[a], w.material.tags[b]
		return cmp.Or(cmp.Compare(uses[b].people, uses[a].people), cmp.Compare(t.Findings, s.Findings), cmp.Compare(s.Name, t.Name))
	})
	return all
}

func (w *bookMaker) themes() Sheet {
	s := Sheet{Name: sheetThemes, Freeze: 1, Columns: []SheetColumn{
		{Title: "Theme", Width: 40, Wrap: true, Meaning: "Group of findings on the board"},
		{Title: "People", Width: 10, Meaning: "Participants with at least one finding in the theme, each once"},
		{Title: "of asked", Width: 10, Meaning: "Participants interviewed in the theme's study"},
		{Title: "Share", Width: 10, Meaning: "People divided by asked"},
		{Title: "Low", Width: 10, Meaning: "Lower end of the 95 % adjusted Wald interval of the share"},
		{Title: "High", Width: 10, Meaning: "Upper end of the interval"},
		{Title: "Findings", Width: 10, Meaning: "Findings in the theme"},
		{Title: "Note", Width: 50, Wrap: true, Meaning: "What the researcher noted"},
		{Title: "Terms", Width: 30, Wrap: true, Meaning: "Words the machine named the theme by; empty for themes made by hand"},
		{Title: "Proposed", Width: 10, Meaning: "yes when the machine grouped it and a person accepted"},
		{Title: "Study", Width: 26, Meaning: "Study of the board; empty for a board across studies"},
	}}
	for _, t := range w.byPeople() {
		asked := w.askedFor(t.Study)
		s.Rows = append(s.Rows, slices.Concat([]Value{text(oneLine(t.Name)), whole(t.Participants), whole(asked)},
			shareValues(t.Participants, asked), []Value{whole(t.Findings), text(t.Note), text(strings.Join(t.Terms, ", ")),
				yes(t.Proposed), text(w.studies[t.Study].Name)}))
	}
	return s
}

// shareValues are share, low and high of k of n; empty without n.
func shareValues(k, n int) []Value {
	if n <= 0 || k > n {
		return []Value{{}, {}, {}}
	}
	lo, hi := interval95(k, n)
	return []Value{share(float64(k) / float64(n)), share(lo), share(hi)}
}

// dictionary explains every column of every sheet.
func dictionary(sheets []Sheet) Sheet {
	s := Sheet{Name: sheetDictionary, Freeze: 2, Columns: []SheetColumn{{Title: "Sheet", Width: 22}, {Title: "Column", Width: 26},
		{Title: "Meaning", Width: 100, Wrap: true}}}
	for _, sh := range sheets {
		if sh.Plain {
			continue
		}
		for _, c := range sh.Columns {
			if c.Meaning != "" {
				s.Rows = append(s.Rows, []Value{text(sh.Name), text(c.Title), text(c.Meaning)})
			}
		}
	}
	return s
}

// chartOf draws the first rows of a sheet of names and counts, and says of how many.
func chartOf(title, unit string, s Sheet, values, column, row int) (SheetChart, bool) {
	n := 0
	for n < len(s.Rows) && n < chartBars && s.Rows[n][values].Number > 0 {
		n++
	}
	of := n
	for of < len(s.Rows) && s.Rows[of][values].Number > 0 {
		of++
	}
	if n < of {
		title += ": the first " + kOfN(n, of)
	}
	return SheetChart{Chart: &chart.Chart{Kind: chart.Bar, Title: title, Unit: unit}, Sheet: s.Name, Names: 0, Values: values, Rows: n,
		Column: column, Row: row}, n > 0
}

func fact(label string, v Value) []Value { return []Value{text(label), v} }

func overviewColumns(b *Book) []SheetColumn {
	return []SheetColumn{{Title: b.Title, Width: 24}, {Title: "", Width: 74, Wrap: true}}
}

// overview is the first page: what this is, the totals, what was left out, and the charts.
func (w *bookMaker) overview(b *Book, themes, tags Sheet) Sheet {
	s := Sheet{Name: sheetOverview, Plain: true, Columns: overviewColumns(b)}
	from, to := w.span()
	add := func(label string, v Value) {
		if v.Kind != Blank {
			s.Rows = append(s.Rows, fact(label, v))
		}
	}
	if w.study != nil {
		add("Goal", text(oneLine(w.study.Goal)))
		add("Product", text(w.study.Product))
		add("Region", text(w.study.Region))
	}
	add("Prepared by", text(b.Author))
	add("Date", date(b.Date))
	add("Audience", text(w.spec.Audience))
	if w.chosen != nil {
		add("Findings that are", text(w.chosen.words))
		add("Of", text(w.name()))
	}
	add("First interview", date(from))
	add("Last interview", date(to))
	add("Interviews", whole(len(w.interviews)))
	add("People interviewed", whole(len(w.askedIn(""))))
	add("Words", whole(int(w.counts.Words)))
	add("Findings", whole(w.counts.Findings))
	add("Tags", whole(len(w.material.tags)))
	add("Themes", whole(len(w.material.themes)))
	add("Insights", whole(len(w.material.insights)+len(w.rest)))
	if passages := sum(w.silent); passages > 0 {
		add("Left out", text(w.consentText(len(w.silent), passages, w.reasons)))
	}
	if shown := len(w.columned()); shown < len(w.participants) {
		add("Left out", text(fmt.Sprintf("The first %s participants have a column in %s; its counts are of all.", kOfN(shown, len(w.participants)), sheetTags)))
	}
	if all := w.attributes(); len(all) > mostAttributes {
		add("Left out", text(fmt.Sprintf("The first %s attributes have a column in %s.", kOfN(mostAttributes, len(all)), sheetParticipants)))
	}
	add("Data", text("SHA-256 "+b.Hash))
	add("How to read it", text("People are counted, not mentions. Shares name who was asked; intervals are 95 % adjusted Wald. "+
		"The last sheet says what each column means."))
	w.overviewCharts(&s, themes, tags)
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
	}{{"Themes, by " + unit, themes, ofTheme}, {"Tags, by " + unit, tags, ofTag}} {
		if ch, ok := chartOf(c.title, unit, c.from, c.values, 3, row); ok {
			s.Charts = append(s.Charts, ch)
			row += ch.Rows + 8
		}
	}
}

// typed is an attribute as number or date if it is one beyond doubt: "007" and "+49 30" stay text.
func typed(s string) Value {
	if t := app.Date(s).Time(); !t.IsZero() {
		return date(app.Date(s))
	}
	if f, ok := plainNumber(s); ok {
		if f == float64(int64(f)) {
			return Value{Kind: Whole, Number: f}
		}
		return number(f)
	}
	return text(s)
}

// plainNumber reads what round trips: no leading zeros or signs to lose, at most 15 digits, which spreadsheets keep.
func plainNumber(s string) (float64, bool) {
	if len(s) == 0 || len(s) > 15 {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil && strconv.FormatFloat(f, 'f', -1, 64) == s
}

func sum(counts map[app.ParticipantID]int) int {
	total := 0
	for _, n := range counts {
		total += n
	}
	return total
}

// degree is a sentiment as a number: neutral and mixed are 0.
func degree(sentiment int) int {
	if sentiment == app.SaidNeutral || sentiment == app.SaidMixed {
		return 0
	}
	return sentiment
}
