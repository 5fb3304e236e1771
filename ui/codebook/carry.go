package codebook

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/exchange"
	"throughline/app/format"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// The size of the dialog that brings a codebook in, and of the field by field comparison in it.
const (
	arrivalWide, arrivalHigh float32 = 900, 620
	compareHigh              float32 = 190
)

// Exchange is how codebooks come in and go out.
type Exchange struct {
	Carrier Carrier // nil in a workspace opened for reading
	// Export writes the codebook of a study, "" for the taxonomy, to a file of the person's choice.
	Export func(study app.StudyID, name string, f format.CodebookFormat)
	Tell   func(said string) // says at the foot of the window that a codebook is in
}

// UseExchange adds the ways in and out to the menu of the screen. Call it once, before the screen is used.
func (s *Screen) UseExchange(x Exchange) {
	a := &arrival{s: s, m: &Arrival{Carrier: x.Carrier}, tell: x.Tell}
	s.carry = a
	s.AddActs(func(study app.StudyID) []kit.MenuItem {
		study = s.model.meant(study)
		name := say.T("Taxonomy")
		if study != "" {
			name = s.model.StudyName(study)
		}
		none := !slices.ContainsFunc(s.model.list, func(t app.TagRow) bool { return study != "" || t.Study == "" })
		return []kit.MenuItem{
			{Text: say.T("Import codebook…"), Icon: icons.Import, Disabled: x.Carrier == nil, Run: s.Import},
			{Text: say.T("Export codebook as REFI-QDA…"), Icon: icons.Export, Disabled: none, Run: func() { x.Export(study, name, format.QDC) }},
			{Text: say.T("Export codebook as CSV…"), Icon: icons.Table, Disabled: none, Run: func() { x.Export(study, name, format.CSV) }},
		}
	})
}

// arrival is the dialog over an Arrival: what the file would do, and field by field what it tells otherwise.
type arrival struct {
	s      *Screen
	m      *Arrival
	tell   func(string)
	dialog *kit.Dialog
	table  *kit.DataTable
	parts  *kit.Segments
	detail *fyne.Container
	body   fyne.CanvasObject
	made   *exchange.CodebookPlan // the plan that body shows
}

// Import asks for a codebook file and shows what it would do. Without UseExchange, or in a workspace opened for reading, it does
// nothing.
func (s *Screen) Import() {
	a := s.carry
	if a == nil || a.m.Carrier == nil {
		return
	}
	(&kit.FileDialog{Mode: kit.OpenFile, Title: say.T("Choose a codebook"), Action: say.T("Look at it"), Types: []kit.FileType{{Title: say.T("Codebooks"), Endings: format.CodebookEndings()}},
		OnPick: func(paths []string) { a.show(s.model.meant(s.model.Study), paths[0]) }}).Show(kit.CanvasOf(s.root))
}

// show reads a file and shows what it would do.
func (a *arrival) show(study app.StudyID, path string) {
	a.dialog = kit.NewDialog(say.T("Import codebook"), arrivalWide, arrivalHigh)
	a.dialog.OnClose = a.m.Stop
	a.made = nil
	a.m.OnChange = a.paint
	a.m.OnDone = func(said string, changed bool) {
		a.dialog.Hide()
		if a.tell != nil {
			a.tell(said)
		}
	}
	a.dialog.Show(kit.CanvasOf(a.s.root))
	a.m.Begin(study, path)
}

func (a *arrival) paint() {
	if a.dialog == nil || !a.dialog.Shown() {
		return
	}
	m := a.m
	cancel := kit.NewButton(say.T("Cancel"), kit.Quiet, a.dialog.Hide)
	switch {
	case m.Plan == nil && m.Err != nil:
		a.dialog.SetContent(kit.ErrorState(m.Err))
		a.dialog.SetActions(nil, kit.NewButton(say.T("Close"), kit.Secondary, a.dialog.Hide))
		return
	case m.Plan == nil:
		a.dialog.SetContent(kit.Pad(kit.NewSkeleton(), kit.Space2))
		a.dialog.SetActions(nil, cancel)
		return
	case a.made != m.Plan:
		a.made = m.Plan
		a.build()
	}
	a.table.SetRows(len(m.Rows))
	a.paintDetail()
	act := m.Act()
	button := kit.NewButton(act, kit.Primary, m.Import)
	if act == "" {
		button.SetText(say.T("Nothing to import"))
	}
	if act == "" || m.Busy {
		button.Disable()
	}
	left := []fyne.CanvasObject{kit.NewText(say.T("Nothing is deleted; one undo takes it back."), kit.Small)}
	if m.Plan.Count(exchange.CodeConflict) > 0 {
		left = []fyne.CanvasObject{kit.Grow(kit.NewCheck(say.T("Take the file's word wherever it differs"), m.TakesAll(), m.TakeAll))}
	}
	a.dialog.SetActions(left, cancel, button)
}

// build makes the dialog's content for the plan at hand.
func (a *arrival) build() {
	m := a.m
	top := []fyne.CanvasObject{kit.HStack(kit.Space3, kit.Grow(kit.NewElastic(m.Says(), kit.Body)), a.into())}
	if bar := kit.ErrorBar(m.Err); bar != nil {
		top = append(top, bar)
	}
	if said := m.Remarks(); len(said) > 0 {
		const most = 4
		shown := said[:min(most, len(said))]
		text := strings.Join(shown, " ")
		if len(said) > most {
			text += say.T(" And %s more.", say.Count(len(said)-most, "remark"))
		}
		top = append(top, kit.NoticeBar(icons.Info, kit.Plain, kit.NewParagraph(text, kit.Control)))
	}
	options := []kit.Option{{ID: "", Text: say.T("All %s", say.Number(len(m.Plan.Rows)))}}
	for _, st := range []struct {
		state exchange.CodeState
		word  string
	}{{exchange.CodeNew, say.As("New", "tag")}, {exchange.CodeChanged, say.T("Filled")}, {exchange.CodeConflict, say.T("Differ")}, {exchange.CodeSame, say.T("As they are")}} {
		if n := m.Plan.Count(st.state); n > 0 {
			options = append(options, kit.Option{ID: string(st.state), Text: st.word + " " + say.Number(n)})
		}
	}
	a.parts = kit.NewSegments(options, func(id string) { m.Filter(exchange.CodeState(id)) })
	top = append(top, kit.HStack(0, a.parts, kit.Spacer()))
	a.table = kit.NewDataTable([]kit.Column{{ID: "tag", Title: say.T("Tag"), Width: 300, Grow: 1}, {ID: "does", Title: say.T("What happens"), Width: 300, Grow: 1}}, a.cell)
	a.table.SetRowHeight(32)
	a.table.OnSelect = func(rows []int) {
		if len(rows) > 0 {
			m.Look(rows[len(rows)-1])
		}
	}
	a.detail = kit.Stack()
	box := kit.Stack(kit.NewBox(kit.Background, kit.Line), kit.Pad(a.table, 1))
	a.body = kit.Dock(kit.Inset(kit.VStack(kit.Space3, top...), 0, 0, kit.Space2, 0), nil, a.detail, nil, box)
	a.dialog.SetContent(a.body)
	a.table.SetRows(len(m.Rows))
	a.table.Focus()
}

// into chooses the codebook that the file comes into.
func (a *arrival) into() fyne.CanvasObject {
	var options []kit.Option
	for i := range a.s.model.Studies {
		st := &a.s.model.Studies[i]
		options = append(options, kit.Option{ID: string(st.ID), Text: st.Name, Dot: kit.TagPaint(st.Color)})
	}
	options = append(options, kit.Option{ID: "", Text: say.T("Taxonomy, for all studies")})
	pick := kit.NewDropdown(options, func(id string) { a.m.Begin(app.StudyID(id), a.m.Path) }).WithPrefix(say.T("Into: "))
	pick.Select(string(a.m.Study))
	return pick
}

func (a *arrival) cell(row, col int) kit.Cell {
	m := a.m
	if m.Plan == nil || row >= len(m.Rows) {
		return kit.Cell{}
	}
	i := m.Rows[row]
	if col == 1 {
		style := kit.Control.In(kit.Muted)
		if m.Plan.Rows[i].State == exchange.CodeConflict || m.Plan.Rows[i].State == exchange.CodeNew {
			style = kit.Control
		}
		return kit.Cell{Text: m.Does(i), Style: style}
	}
	c := kit.Cell{Text: strings.Join(m.Plan.Rows[i].Path, " / "), Style: kit.Control}
	if code := &m.Plan.Book.Codes[i]; code.Colored {
		c.Dots = []kit.Paint{kit.TagPaint(code.Tag.Color)}
	}
	return c
}

// paintDetail shows field by field what the file tells of the row looked at.
func (a *arrival) paintDetail() {
	m := a.m
	a.detail.Objects = nil
	if m.At >= 0 {
		if fields := a.fields(m.At); len(fields) > 0 {
			all := kit.VStack(kit.Space2, fields...)
			high := min(compareHigh, kit.HeightFor(all, arrivalWide-2*kit.Space5))
			a.detail.Objects = []fyne.CanvasObject{kit.Inset(kit.Fixed(kit.Scroll(all), 0, high), kit.Space3, 0, 0, 0)}
		}
	}
	a.detail.Refresh()
	a.body.Refresh()
}

func (a *arrival) fields(i int) []fyne.CanvasObject {
	m := a.m
	var rows []fyne.CanvasObject
	if m.Plan.Rows[i].State == exchange.CodeNew {
		t := &m.Plan.Book.Codes[i].Tag
		for _, f := range []struct{ name, text string }{{say.T("Definition"), t.Definition}, {say.T("Include"), t.Include}, {say.T("Exclude"), t.Exclude}, {say.T("Example"), t.Example}} {
			if f.text != "" {
				rows = append(rows, kit.Detail(f.name, kit.NewParagraph(f.text, kit.Control).Limit(4)))
			}
		}
		return rows
	}
	for _, d := range m.Plan.Rows[i].Diffs {
		name := app.Capital(say.Sentence(string(d.Field)))
		if d.Fills {
			rows = append(rows, kit.Detail(say.T("%s, empty here", name), kit.NewParagraph(d.Theirs, kit.Control).Limit(3)))
			continue
		}
		pick := kit.NewSegments([]kit.Option{{ID: "ours", Text: say.T("Keep ours")}, {ID: "theirs", Text: say.T("Take the file's")}}, func(id string) { m.Take(i, d.Field, id == "theirs") })
		if m.Takes(i, d.Field) {
			pick.Select("theirs")
		}
		words := kit.Columns(kit.Space3, []float32{1, 1}, a.word(say.T("Here"), d.Field, d.Ours, !m.Takes(i, d.Field)), a.word(say.T("In the file"), d.Field, d.Theirs, m.Takes(i, d.Field)))
		rows = append(rows, kit.VStack(kit.Space1, kit.HStack(kit.Space3, kit.NewText(name, kit.Label), kit.Spacer(), pick), words))
	}
	return rows
}

// word is one of two texts of a field; the one that holds is in full ink.
func (a *arrival) word(head string, f exchange.Field, text string, holds bool) fyne.CanvasObject {
	style := kit.Control.In(kit.Muted)
	if holds {
		style = kit.Control
	}
	if f == exchange.FieldColor {
		for hue := range app.Hues {
			if app.HueCode(hue) == text {
				return kit.VStack(2, kit.NewText(head, kit.Small), kit.HStack(kit.Space2, kit.NewDot(kit.TagPaint(hue)), kit.NewText(kit.TagColorName(hue), style)))
			}
		}
	}
	if text == "" {
		text = say.T("nothing")
	}
	return kit.VStack(2, kit.NewText(head, kit.Small), kit.NewParagraph(text, style).Limit(4))
}

// ExportName is the name proposed for a codebook's file.
func ExportName(study string, f format.CodebookFormat) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, study)
	return say.T("%s codebook.%s", strings.TrimSpace(filepath.Base(clean)), string(f))
}
