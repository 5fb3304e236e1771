package projects

import (
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/project"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// numberWide is the width of a column of numbers.
const numberWide float32 = 92

// Elements is the table of what becomes of each kind of element. Columns that hold nothing are left out.
func Elements(r project.Report) fyne.CanvasObject {
	all := say.T("In the file")
	if r.What == "export" {
		all = say.T("In the study")
	}
	columns := []struct {
		title string
		of    func(project.Element) int
		ink   kit.Token
	}{
		{all, func(e project.Element) int { return e.Total }, kit.Muted},
		{say.T("As they are"), func(e project.Element) int { return e.Kept }, kit.Ink},
		{say.T("Kept aside"), func(e project.Element) int { return e.Aside }, kit.Ink},
		{say.T("Changed"), func(e project.Element) int { return e.Degraded }, kit.WarnInk},
		{say.T("Dropped"), func(e project.Element) int { return e.Dropped }, kit.BadInk},
	}
	columns = slices.DeleteFunc(columns, func(c struct {
		title string
		of    func(project.Element) int
		ink   kit.Token
	}) bool {
		return c.title != all && !slices.ContainsFunc(r.Elements, func(e project.Element) bool { return c.of(e) > 0 })
	})
	head := []fyne.CanvasObject{kit.Grow(kit.NewText("", kit.Small))}
	for _, c := range columns {
		head = append(head, kit.Fixed(kit.NewTextAt(c.title, kit.Small, fyne.TextAlignTrailing), numberWide, 0))
	}
	rows := []fyne.CanvasObject{kit.HStack(0, head...), kit.HLine()}
	for _, e := range r.Elements {
		row := []fyne.CanvasObject{kit.Grow(kit.NewElastic(Element(e.Name), kit.Body))}
		for _, c := range columns {
			n, style := c.of(e), kit.Body.In(c.ink)
			text := say.Number(n)
			if n == 0 {
				text, style = "–", kit.Body.In(kit.Muted)
			}
			row = append(row, kit.Fixed(kit.NewTextAt(text, style, fyne.TextAlignTrailing), numberWide, 0))
		}
		rows = append(rows, kit.HStack(0, row...))
	}
	return kit.VStack(kit.Space1, rows...)
}

// Told are the sections of what does not come through as it is, and of what is to be known about the file.
func Told(r project.Report) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	if losses := Losses(r); len(losses) > 0 {
		lines := []fyne.CanvasObject{kit.NewText(say.T("What does not come through as it is"), kit.Label)}
		for _, l := range losses {
			ink := map[app.Degree]kit.Token{app.Dropped: kit.BadInk, app.Degraded: kit.WarnInk}[l.Degree]
			if ink == "" {
				ink = kit.Muted
			}
			lines = append(lines, kit.HStackTop(kit.Space3, kit.Fixed(kit.NewText(l.Word, kit.Control.In(ink).B()), 84, 0), kit.Grow(kit.NewParagraph(l.Text, kit.Body))))
		}
		all = append(all, kit.VStack(kit.Space2, lines...))
	}
	if len(r.Warnings) > 0 {
		lines := []fyne.CanvasObject{kit.NewText(say.T("About the file"), kit.Label)}
		for _, s := range r.Warnings {
			lines = append(lines, kit.NewParagraph(s, kit.Body))
		}
		all = append(all, kit.VStack(kit.Space2, lines...))
	}
	return all
}

// projectFiles are the kinds of files that the dialog shows.
var projectFiles = []kit.FileType{
	{Title: say.T("Projects"), Endings: []string{".qdpx", ".qde", ".qda", ".sqlite3", ".sqlite", ".db", ".rqda", ".requal"}},
	{Title: say.T("REFI-QDA (.qdpx)"), Endings: []string{".qdpx", ".qde"}},
	{Title: say.T("QualCoder, Taguette, RQDA, requal"), Endings: []string{".qda", ".sqlite3", ".sqlite", ".db", ".rqda", ".requal"}},
}
