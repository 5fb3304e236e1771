package report

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// insights has one row an insight and one row a piece of its evidence, told apart by the column Row.
func (w *bookMaker) insights(store Store) Sheet {
	s := Sheet{Name: sheetInsights, Freeze: 3, Columns: []SheetColumn{
		{Title: "Row", Words: true, Width: 10, Meaning: "insight for a claim, evidence for a passage behind the claim above"},
		{Title: "Insight", Unit: "number", Width: 9, Meaning: "Number of the insight, as in the report"},
		{Title: "Claim", Width: 60, Wrap: true, Meaning: "What was learned, one sentence"},
		{Title: "Status", Words: true, Width: 12, Meaning: "draft, reviewed, published, superseded or stale"},
		{Title: "Confidence", Words: true, Width: 12, Meaning: "High, Moderate, Low or Very low", How: "From the columns that follow, see the last of them; a person may have set another", Look: LookLevel},
		{Title: "People", Width: 9, Unit: "people", Meaning: "Participants who support it, each once"},
		{Title: "of asked", Width: 9, Unit: "people", Meaning: "Participants interviewed in the insight's study"},
		{Title: "Share", Width: 9, Unit: units[Share], Meaning: "How many of those asked support it", How: "Live formula =F2/G2"},
		{Title: "Low", Width: 9, Unit: units[Share], Meaning: "Lower end of the 95 % interval of the share", How: adjustedWald},
		{Title: "High", Width: 9, Unit: units[Share], Meaning: "Upper end of the interval", How: adjustedWald},
		{Title: "Segments", Unit: "segments", Width: 10, Meaning: "Segments of the supporting participants"},
		{Title: "Methods", Width: 22, Wrap: true, Meaning: "Methods of the supporting sessions"},
		{Title: "For", Unit: "passages", Width: 8, Meaning: "Passages that support or nuance it"},
		{Title: "Against", Unit: "passages", Width: 9, Meaning: "Passages that contradict it"},
		{Title: "Top share", Width: 10, Unit: units[Share], Meaning: "Share of the supporting passages that one participant holds", How: "Passages of the one who said most, divided by all for it"},
		{Title: "Newest", Unit: "date", Width: 12, Meaning: "Day of the newest supporting session"},
		{Title: "Why and what would change it", Width: 50, Wrap: true, Meaning: "Reasons of the confidence and what would move it"},
		{Title: "Recommendation", Width: 44, Wrap: true, Meaning: "What to do"},
		{Title: "Owner", Width: 18, Meaning: "Who answers for the insight"},
		{Title: "No.", Width: 9, Meaning: "Evidence number, as in the report"},
		{Title: "Stance", Words: true, Width: 12, Meaning: "What the passage does to the claim"},
		{Title: "Passage", Width: 70, Wrap: true, Meaning: "The words as in the transcript, or the observation"},
		{Title: "Participant", Width: 12, Meaning: "Code of the person who said it"},
		{Title: "Segment", Width: 14, Meaning: "Segment of the participant"},
		{Title: "Interview", Width: 26, Meaning: "Title of the session"},
		{Title: "Comment", Width: 36, Wrap: true, Meaning: "What the researcher noted beside the evidence"},
	}}
	for _, in := range slices.Concat(w.material.insights, w.rest) {
		s.Most += 1 + len(in.Evidence)
	}
	s.Stream = func(ctx context.Context, put func([]Value) error) error {
		row := func(cells []Value) error {
			w.streamed[sheetInsights]++
			return put(cells)
		}
		for i, in := range w.material.insights {
			if err := w.insight(i, in, row); err != nil {
				return err
			}
		}
		for lo := 0; lo < len(w.rest); lo += insightsPage {
			page := w.rest[lo:min(lo+insightsPage, len(w.rest))]
			drop, err := w.lend(ctx, store, page)
			if err != nil {
				return err
			}
			for i, in := range page {
				if err := w.insight(len(w.material.insights)+lo+i, in, row); err != nil {
					return err
				}
			}
			drop()
		}
		return nil
	}
	return s
}

// insightsPage is how many insights' passages are read at once.
const insightsPage = 200

// insight gives the row of an insight and those of its evidence.
func (w *bookMaker) insight(i int, in app.InsightRow, row func([]Value) error) error {
	if err := row(w.claimRow(i, in)); err != nil {
		return err
	}
	for _, p := range w.evidenceOf(in) {
		if err := row(w.evidenceRow(i, in, p)); err != nil {
			return err
		}
	}
	return nil
}

func (w *bookMaker) claimRow(i int, in app.InsightRow) []Value {
	sup := in.Support
	level, reasons, change := w.judge(in)
	why := joined(" ", upperFirst(strings.Join(reasons, ", "))+".", change)
	return slices.Concat([]Value{text("insight"), whole(i + 1), text(oneLine(in.Title)), text(string(in.Status)), text(level),
		whole(sup.Participants), whole(sup.Asked)}, shareValues(sup.Participants, sup.Asked, "F#/G#"),
		[]Value{whole(sup.Segments), text(strings.Join(sup.Methods, ", ")), whole(sup.Findings), whole(sup.Against), share(sup.TopShare),
			date(sup.Newest), text(why), text(w.adviceText(in)), text(in.Owner)})
}

func (w *bookMaker) evidenceRow(i int, in app.InsightRow, p piece) []Value {
	row := make([]Value, 26)
	row[0], row[1], row[2] = text("evidence"), whole(i+1), text(oneLine(in.Title))
	passage := p.Text()
	if p.Withheld != "" {
		passage = w.phrase(passage) // says why
	}
	comment := p.note
	if w.withheld[p.ID] {
		comment = ""
		if p.Withheld == "" {
			passage = w.t(noConsent)
		}
	}
	copy(row[19:], []Value{text(w.cites.number[p.ID]), text(string(cmp.Or(p.stance, app.Supports))), text(passage), text(p.Code),
		text(p.Segment), text(p.InterviewTitle), text(comment)})
	return row
}

// mostAttributes is how many attributes of participants get a column.
const mostAttributes = 200

// persons is the table of people without its rows.
func (w *bookMaker) persons() Sheet {
	s := Sheet{Name: sheetParticipants, Freeze: 1, Columns: []SheetColumn{
		{Title: "Participant", Width: 12, Meaning: "Code of the person; names and contact details are not exported"},
		{Title: "Segment", Width: 16, Meaning: "Segment"},
		{Title: "Interviews", Width: 11, Unit: "interviews", Meaning: "Sessions they took part in"},
		{Title: "Findings", Width: 11, Unit: "findings", Meaning: "Findings from their words", Look: LookBar},
		{Title: "Tags raised", Width: 12, Unit: "tags", Meaning: "Tags of the codebook that their findings carry, each once"},
		{Title: "of tags", Width: 10, Unit: "tags", Meaning: "Tags that anybody's findings carry"},
		{Title: "Coverage", Width: 11, Unit: units[Share], Meaning: "How much of what was raised they raised"},
		{Title: "Last interview", Width: 14, Meaning: "Day of their last session"},
		{Title: "May be quoted", Words: true, Width: 14, Meaning: "no when their words may not leave the team; empty when no passage of theirs is here"},
	}}
	if w.spec.Naming == NamesNone {
		s.Note = "Nobody is told apart: people have no rows."
	}
	for _, n := range w.attributesShown() {
		s.Columns = append(s.Columns, SheetColumn{Title: n, Width: 16, Own: true, Meaning: "Attribute of the participant, as imported or typed"})
	}
	return s
}

// personRows are the rows of the people, which count what their findings carry.
func (w *bookMaker) personRows() (rows [][]Value) {
	if w.spec.Naming == NamesNone {
		return nil
	}
	raised, used := w.tagsRaised(), 0
	for _, u := range w.tagUses() {
		used += btoi(u.findings > 0)
	}
	names := w.attributesShown()
	for i, p := range w.participants {
		covers := Value{}
		if used > 0 {
			covers = share(float64(raised[i]) / float64(used)).By("E#/F#")
		}
		row := []Value{text(p.Code), text(p.Segment), whole(p.Interviews), whole(p.Findings), whole(raised[i]), whole(used), covers, date(p.Last), w.quotable(p.ID)}
		for _, n := range names {
			row = append(row, typed(p.Attribute(n)))
		}
		rows = append(rows, row)
	}
	return rows
}

// quotable says whether somebody may be quoted, which their passages tell. In one study a passage is also kept back for somebody who was heard with them.
func (w *bookMaker) quotable(p app.ParticipantID) Value {
	silent, voiced := w.silent[p] > 0, w.voiced[p] > 0
	switch {
	case !w.spec.mayQuote(p), silent && (w.study == nil || !voiced):
		return text("no")
	case voiced:
		return text("yes")
	}
	return Value{}
}

// attributesShown are the attributes that get a column.
func (w *bookMaker) attributesShown() []string {
	names := w.attributes()
	return names[:min(len(names), mostAttributes)]
}

// attributes are the names of attributes of participants, in the order in which they come.
func (w *bookMaker) attributes() (names []string) {
	had := map[string]bool{}
	for _, p := range w.participants {
		for _, a := range p.Attributes {
			if !had[a.Name] {
				had[a.Name] = true
				names = append(names, a.Name)
			}
		}
	}
	return names
}

func (w *bookMaker) sessions() Sheet {
	s := Sheet{Name: sheetInterviews, Freeze: 1, Columns: []SheetColumn{
		{Title: "Interview", Width: 46, Meaning: "Title of the session"},
		{Title: "Date", Width: 12, Meaning: "Day of the session"},
		{Title: "Method", Width: 18, Meaning: "Method of the session, or of its study"},
		{Title: "Participants", Width: 16, Meaning: "Codes of those who speak"},
		{Title: "Segments", Width: 18, Meaning: "Their segments"},
		{Title: "Moderator", Width: 18, Meaning: "Who led it"},
		{Title: "Words", Width: 10, Meaning: "Words of the transcript"},
		{Title: "Duration", Width: 10, Meaning: "Length of the recording, hours:minutes:seconds; empty when unknown"},
		{Title: "Findings", Width: 10, Meaning: "Findings in it"},
		{Title: "Status", Words: true, Width: 10, Meaning: "reading or done; empty when not begun"},
		{Title: "Study", Width: 26, Meaning: "Study it belongs to"},
	}}
	for _, in := range w.interviews {
		long := duration(in.Duration)
		if in.Duration == 0 {
			long = Value{}
		}
		study := w.studies[in.Study]
		s.Rows = append(s.Rows, []Value{text(in.Title), date(in.Date), text(cmp.Or(in.Method, study.Method)), text(strings.Join(in.Codes, ", ")),
			text(strings.Join(in.Segments, ", ")), text(in.Moderator), whole(in.Words), long, whole(in.Findings), text(in.Status), text(study.Name)})
	}
	return s
}
