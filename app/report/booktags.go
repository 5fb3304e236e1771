package report

import (
	"cmp"
	"fmt"
	"slices"

	"throughline/app"
)

// How many participants get a column: spreadsheets end at 16,384, and a table of more cells than that nobody reads.
const (
	mostPeople = 16_000
	mostCells  = 500_000
)

// columned are the participants that get a column of their own: none where nobody is told apart.
func (w *bookMaker) columned() []app.ParticipantRow {
	if w.spec.Naming == NamesNone {
		return nil
	}
	return w.participants[:min(len(w.participants), mostPeople, mostCells/max(1, len(w.material.tags)))]
}

// tagColumns is the matrix without its rows: how many findings of each person carry each tag.
func (w *bookMaker) tagColumns() Sheet {
	s := Sheet{Name: sheetTags, Freeze: 1, Columns: []SheetColumn{
		{Title: "Tag", Width: 34, Meaning: "Tag of the codebook, after the tags it stands under"},
		{Title: "All findings", Width: 10, Unit: "findings", Meaning: "Findings that carry the tag, also those of unknown people"},
		{Title: "People", Width: 10, Unit: "people", Meaning: "Participants with at least one such finding, each once"},
	}}
	for i, p := range w.columned() {
		c := SheetColumn{Title: p.Code, Width: 7, Look: LookHeat, Own: true}
		if i == 0 {
			c.Meaning, c.Unit = "One column a participant, called by the code: findings of that person that carry the tag; empty for none", "findings"
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

// personColumn is the column of the first participant, from 0.
const personColumn = 3

// tagRows are the rows of the matrix. Where everybody has a column, the people are counted by a formula.
func (w *bookMaker) tagRows(uses []tagUse) (rows [][]Value) {
	columns := len(w.columned())
	count := ""
	if columns == len(w.participants) && columns > 0 {
		count = fmt.Sprintf(`COUNTIF(%s#:%s#,">0")`, ColumnName(personColumn), ColumnName(personColumn+columns-1))
	}
	for _, tag := range w.byUse(uses) {
		row := []Value{text(w.tagPath(w.material.tags[tag])), whole(uses[tag].findings), whole(uses[tag].people).By(count)}
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

// tagList is the codebook without its rows.
func (w *bookMaker) tagList() Sheet {
	return Sheet{Name: sheetTagList, Freeze: 1, Columns: []SheetColumn{
		{Title: "Tag", Width: 34, Meaning: "Tag of the codebook, after the tags it stands under"},
		{Title: "Findings", Width: 10, Unit: "findings", Meaning: "Findings that carry the tag", Look: LookBar},
		{Title: "People", Width: 10, Unit: "people", Meaning: "Participants with at least one such finding, each once"},
		{Title: "of asked", Width: 10, Unit: "people", Meaning: "Participants interviewed"},
		{Title: "Share", Width: 10, Meaning: "How many of those asked have such a finding"},
		{Title: "Low", Width: 10, Meaning: "Lower end of the 95 % interval of the share", How: adjustedWald},
		{Title: "High", Width: 10, Meaning: "Upper end of the interval", How: adjustedWald},
		{Title: "Definition", Width: 46, Wrap: true, Meaning: "What the tag means"},
		{Title: "Use it for", Width: 36, Wrap: true, Meaning: "What belongs under the tag"},
		{Title: "Not for", Width: 36, Wrap: true, Meaning: "What does not"},
		{Title: "Status", Words: true, Width: 12, Meaning: "proposed, active or deprecated"},
		{Title: "Codebook of", Width: 26, Meaning: "Study whose codebook it stands in; empty for the taxonomy of all studies"},
		{Title: "Added by", Width: 18, Meaning: "Who added the tag"},
		{Title: "Added on", Width: 12, Meaning: "Day it was added (UTC)"},
	}}
}

// tagListRows are the rows of the codebook, the most people first.
func (w *bookMaker) tagListRows(uses []tagUse) (rows [][]Value) {
	asked := w.askedFor(w.spec.Study)
	for _, tag := range w.byUse(uses) {
		t, use := w.material.tags[tag], uses[tag]
		rows = append(rows, slices.Concat([]Value{text(w.tagPath(t)), whole(use.findings), whole(use.people), whole(asked)}, shareValues(use.people, asked, "C#/D#"),
			[]Value{text(t.Definition), text(t.Include), text(t.Exclude), text(string(t.Status)), text(w.studies[t.Study].Name), text(t.Author), date(app.DateOf(t.Created))}))
	}
	return rows
}

// countedTags fills the sheets that count tags, which the findings had to be read for.
func (w *bookMaker) countedTags(b *Book) {
	uses := w.tagUses()
	b.sheet(sheetTagList).Rows = w.tagListRows(uses)
	b.sheet(sheetTags).Rows = w.tagRows(uses)
	b.sheet(sheetParticipants).Rows = w.personRows()
}

// tagsRaised counts by person the tags that they raised.
func (w *bookMaker) tagsRaised() []int {
	raised := make([]int, len(w.participants))
	for m := range w.tagged { // sums do not depend on the order
		if m.person >= 0 {
			raised[m.person]++
		}
	}
	return raised
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
