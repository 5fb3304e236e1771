package library

import (
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"

	"throughline/app/format"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// columns asks what each column of a table is.
func (w *Wizard) columns() fyne.CanvasObject {
	m := w.model
	rows := []fyne.CanvasObject{}
	for i, c := range m.Table.Columns {
		rows = append(rows, w.column(i, c), kit.HLine())
	}
	w.view = kit.Scroll(kit.Inset(kit.VStack(0, rows...), 0, kit.Space3, 0, 0))
	says := say.T("%s: each row becomes one interview. Say where its answers stand; the rest is optional.")
	if m.Coded() {
		says = say.T("%s: each row becomes a finding in the document it names. Say where the passages stand; the rest is optional.")
	}
	rowsAre := kit.NewDropdown([]kit.Option{{ID: "people", Text: say.T("one respondent each")}, {ID: "coded", Text: say.T("coded passages")}},
		func(id string) { m.SetCoded(id == "coded") }).WithPrefix(say.T("Rows are: ")).WithWidth(260)
	rowsAre.Select(map[bool]string{false: "people", true: "coded"}[m.Coded()])
	top := []fyne.CanvasObject{kit.NewParagraph(fmt.Sprintf(says, filepath.Base(m.File)), kit.Body.In(kit.Muted)), kit.HStack(0, rowsAre)}
	if len(m.Table.Sheets) > 1 {
		var options []kit.Option
		for _, s := range m.Table.Sheets {
			options = append(options, kit.Option{ID: s, Text: s})
		}
		sheet := kit.NewDropdown(options, func(id string) { m.NameColumns(m.File, id) }).WithPrefix(say.T("Sheet: "))
		sheet.Select(m.Table.Sheet)
		top = append(top, kit.HStack(0, sheet))
	}
	return kit.Dock(kit.Inset(kit.VStack(kit.Space2, top...), 0, 0, kit.Space3, 0), nil, nil, nil, w.view)
}

var meanings = []kit.Option{
	{ID: string(MeanNothing), Text: say.T("Leave out")}, {ID: string(MeanAnswer), Text: say.T("Answer")}, {ID: string(MeanCode), Text: say.T("Participant code")},
	{ID: string(MeanTitle), Text: say.T("Title")}, {ID: string(MeanDate), Text: say.T("Date")}, {ID: string(MeanSegment), Text: say.T("Segment")}, {ID: string(MeanFact), Text: say.T("Fact about the person")},
}

// codedMeanings are what the columns of a table of coded passages mean.
var codedMeanings = []kit.Option{
	{ID: string(MeanNothing), Text: say.T("Leave out")}, {ID: string(MeanQuote), Text: say.T("Passage")}, {ID: string(MeanDocument), Text: say.T("Document")}, {ID: string(MeanTags), Text: say.T("Tags")},
	{ID: string(MeanGroup), Text: say.T("Group of tags")}, {ID: string(MeanNote), Text: say.T("Note")}, {ID: string(MeanAuthor), Text: say.T("Who coded it")}, {ID: string(MeanMade), Text: say.T("When")},
	{ID: string(MeanID), Text: say.T("Number of the passage")},
}

func (w *Wizard) column(i int, c format.Column) fyne.CanvasObject {
	sample := say.T("empty")
	if len(c.Sample) > 0 {
		sample = ""
		for k, s := range c.Sample {
			if k > 0 {
				sample += "  ·  "
			}
			sample += s
		}
	}
	options := meanings
	if w.model.Coded() {
		options = codedMeanings
	}
	pick := kit.NewDropdown(options, func(id string) { w.model.SetMeaning(i, Meaning(id)) }).WithWidth(200)
	pick.Select(string(w.model.MeaningOf(i)))
	return kit.PadXY(kit.HStack(kit.Space4, kit.Grow(kit.VStack(2, kit.NewElastic(c.Name, kit.Body), kit.NewElastic(sample, kit.Small))), pick), kit.Space1, kit.Space2)
}
