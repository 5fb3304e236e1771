package report

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"throughline/app"
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
	{Title: "Stance", Words: true, Width: 12, Meaning: "supports, contradicts or nuances; empty when undecided"},
	{Title: "Sentiment", Unit: "-2 to 2", Width: 10, Meaning: "Set by people: -2 very negative to 2 very positive, 0 neutral, mixed or not set"},
	{Title: "Severity", Unit: "0 to 4", Width: 10, Meaning: "Nielsen's scale: 0 none or not set, 1 cosmetic, 2 minor, 3 major, 4 catastrophe"},
	{Title: "Star", Words: true, Width: 7, Meaning: "yes when marked as telling"},
	{Title: "Interview", Width: 26, Meaning: "Title of the session"},
	{Title: "Date", Unit: "date", Width: 12, Meaning: "Day of the session"},
	{Title: "Time", Unit: "hours:minutes:seconds", Width: 10, Meaning: "Where in the recording the passage begins, hours:minutes:seconds; empty when unknown"},
	{Title: "By machine", Words: true, Width: 12, Meaning: "yes when a tag was proposed by the machine or set by a rule and accepted by a person"},
	{Title: "Author", Width: 18, Meaning: "Who made the finding"},
	{Title: "Made on", Unit: "date", Width: 12, Meaning: "Day the finding was made (UTC)"},
	{Title: "Finding", Width: 38, Meaning: "Identifier of the finding, the same in every export that tells people apart by code"},
	{Title: "Study", Width: 26, Meaning: "Study the finding belongs to"},
}

// findingRow appends the cells of a finding to row.
func (w *bookMaker) findingRow(row []Value, f *app.FindingRow, names map[app.TagID]string) []Value {
	machine := false
	for _, t := range f.Tags {
		machine = machine || t.Provenance != app.ByHand
	}
	passage, note := f.Quote, f.Note
	if f.Withheld != "" || passage != "" && !w.spec.mayQuote(f.Participant) {
		passage = w.phrase(cmp.Or(f.Quote, f.Note)) // says why
		if f.Withheld == "" {
			passage = w.t(noConsent)
		}
		note = ""
		w.silent[f.Participant]++
		w.reasons[f.Withheld]++
	} else if passage != "" {
		w.voiced[f.Participant]++
	}
	at := f.At
	if f.Quote == "" && at == 0 {
		at = app.NoTime
	}
	return append(row, text(w.cites.number[f.ID]), text(f.Code), text(f.Segment), text(passage), text(note), text(tagNames(f, names, w.t(elsewhere))),
		text(f.ThemeName), text(string(f.Stance)), whole(degree(f.Sentiment)), whole(f.Severity), yes(f.Star), text(f.InterviewTitle),
		date(w.dated[f.Interview]), duration(at), yes(machine), text(f.Author), instantDay(f.Created), text(string(w.proof(f))),
		text(w.studies[f.Study].Name))
}

// tagNames are the names of a finding's tags, sorted, each once.
func tagNames(f *app.FindingRow, names map[app.TagID]string, elsewhere string) string {
	switch ids := f.TagIDs(); len(ids) {
	case 0:
		return ""
	case 1:
		return cmp.Or(names[ids[0]], elsewhere)
	default:
		tags := make([]string, len(ids))
		for i, id := range ids {
			tags[i] = cmp.Or(names[id], elsewhere)
		}
		slices.Sort(tags)
		return strings.Join(tags, "; ")
	}
}

// elsewhere stands for a tag that is not of this codebook.
const elsewhere = "(tag of another study)"

// instantDay is the day of a moment (UTC).
func instantDay(t time.Time) Value {
	if t.Before(excelEpoch) {
		return Value{}
	}
	return Value{Kind: Day, Number: math.Floor(float64(t.Unix()-excelEpoch.Unix()) / (24 * 60 * 60))}
}

func (w *bookMaker) themes() Sheet {
	s := Sheet{Name: sheetThemes, Freeze: 1, Columns: []SheetColumn{
		{Title: "Theme", Width: 40, Wrap: true, Meaning: "Group of findings on the board"},
		{Title: "People", Width: 10, Meaning: "Participants with at least one finding in the theme, each once"},
		{Title: "of asked", Width: 10, Meaning: "Participants interviewed in the theme's study"},
		{Title: "Share", Width: 10, Meaning: "How many of those asked spoke of it"},
		{Title: "Low", Width: 10, Meaning: "Lower end of the 95 % interval of the share", How: adjustedWald},
		{Title: "High", Width: 10, Meaning: "Upper end of the interval", How: adjustedWald},
		{Title: "Findings", Width: 10, Meaning: "Findings in the theme", Look: LookBar},
		{Title: "Note", Width: 50, Wrap: true, Meaning: "What the researcher noted"},
		{Title: "Terms", Width: 30, Wrap: true, Meaning: "Words the machine named the theme by; empty for themes made by hand"},
		{Title: "Proposed", Words: true, Width: 10, Meaning: "yes when the machine grouped it and a person accepted"},
		{Title: "Study", Width: 26, Meaning: "Study of the board; empty for a board across studies"},
	}}
	for _, t := range w.byPeople() {
		asked := w.askedFor(t.Study)
		s.Rows = append(s.Rows, slices.Concat([]Value{text(oneLine(t.Name)), whole(t.Participants), whole(asked)},
			shareValues(t.Participants, asked, "B#/C#"), []Value{whole(t.Findings), text(t.Note), text(strings.Join(t.Terms, ", ")),
				yes(t.Proposed), text(w.studies[t.Study].Name)}))
	}
	return s
}

// shareValues are share, low and high of k of n, the share by a formula; empty without n.
func shareValues(k, n int, formula string) []Value {
	if n <= 0 || k > n {
		return []Value{{}, {}, {}}
	}
	lo, hi := interval95(k, n)
	return []Value{share(float64(k) / float64(n)).By(formula), share(lo), share(hi)}
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

// plainNumber reads what round trips: no leading zeros or signs to lose, at most 15 digits, which spreadsheets keep. NaN and Inf are words to them.
func plainNumber(s string) (float64, bool) {
	if len(s) == 0 || len(s) > 15 {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil && !math.IsNaN(f) && !math.IsInf(f, 0) && strconv.FormatFloat(f, 'f', -1, 64) == s
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
