package privacy

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/consent"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Size of the sheet that takes in consents, and of its list of columns.
const (
	bringWide   float32 = 1000
	bringHigh   float32 = 640
	columnsWide float32 = 380
)

// consentSheet paints a ConsentImport: what the columns mean beside what would become of each row.
type consentSheet struct {
	v      *ConsentView
	m      *ConsentImport
	dialog *kit.Dialog
	left   *kit.ScrollView
	told   bool
}

// AskImport lets a table of consents be chosen and shows what would become of it.
func (v *ConsentView) AskImport() {
	if v.model.ReadOnly || v.model.Bringer == nil {
		return
	}
	(&kit.FileDialog{Mode: kit.OpenFile, Title: say.T("Choose a table of consents"), Action: say.T("Look at it"), Types: []kit.FileType{kit.TableFiles},
		OnPick: func(paths []string) { v.ImportFile(paths[0]) }}).Show(kit.CanvasOf(v.root))
}

// ImportFile shows what would become of a table of consents.
func (v *ConsentView) ImportFile(path string) {
	s := &consentSheet{v: v, m: &ConsentImport{Service: v.model.Bringer, Study: v.model.Study}}
	s.m.OnChange = s.paint
	s.dialog = kit.NewDialog(say.T("Import consents"), bringWide, bringHigh)
	s.dialog.OnClose = func() {
		s.m.Stop()
		v.Shown()
	}
	s.dialog.Show(kit.CanvasOf(v.root))
	s.m.Begin(path)
}

func (s *consentSheet) paint() {
	m := s.m
	if !s.dialog.Shown() {
		return
	}
	cancel := kit.NewButton(say.T("Cancel"), kit.Quiet, s.dialog.Hide)
	switch {
	case m.Done:
		if !s.told {
			s.told = true
			s.dialog.Hide()
			if tell := s.v.model.OnTell; tell != nil {
				tell(say.T("Consents were imported: %s.", m.Says()))
			}
		}
		return
	case m.Sheet == nil && m.Err != nil:
		s.dialog.SetContent(kit.ErrorState(m.Err, kit.NewButton(say.T("Choose another file…"), kit.Secondary, func() {
			s.dialog.Hide()
			s.v.AskImport()
		})))
		s.dialog.SetActions(nil, kit.NewButton(say.T("Close"), kit.Secondary, s.dialog.Hide))
		return
	case m.Sheet == nil:
		s.dialog.SetContent(kit.Pad(kit.NewSkeleton(), kit.Space2))
		s.dialog.SetActions(nil, cancel)
		return
	}
	s.dialog.SetTitle(say.T("Import consents from %s", m.Sheet.Name))
	s.layOut()
	act := kit.NewButton(m.Act(), kit.Primary, m.Run)
	switch {
	case m.Busy:
		act.SetText(say.T("Recording…"))
		act.Disable()
	case m.Act() == "":
		act.SetText(say.T("Nothing to record"))
		act.Disable()
	}
	says := m.Says()
	if m.Plan == nil && m.Err == nil {
		says = say.T("Looking at the rows…")
	}
	s.dialog.SetActions([]fyne.CanvasObject{kit.Grow(kit.NewElastic(says, kit.Control))}, cancel, act)
}

// layOut shows columns and rows; the columns keep their scrolling.
func (s *consentSheet) layOut() {
	m := s.m
	offset := float32(0)
	if s.left != nil {
		offset = s.left.Offset()
	}
	list := kit.VStack(0)
	for col := range m.Sheet.Columns {
		list.Add(s.column(col))
		list.Add(kit.HLine())
	}
	s.left = kit.Scroll(kit.Inset(list, 0, kit.Space3, 0, 0))
	left := kit.Dock(kit.Inset(kit.NewText(say.T("What do the columns mean?"), kit.Label), 0, 0, kit.Space2, 0), nil, nil, nil, s.left)
	right := kit.Dock(kit.Inset(kit.NewText(say.T("What becomes of the rows"), kit.Label), 0, 0, kit.Space2, 0), nil, nil, nil, s.rows())
	body := kit.Dock(nil, nil, nil, kit.Inset(kit.Fixed(left, columnsWide, 0), 0, kit.Space4, 0, 0), right)
	s.dialog.SetContent(kit.Dock(kit.Inset(s.settings(), 0, 0, kit.Space3, 0), nil, nil, nil, body))
	s.left.ScrollTo(offset)
}

// settings are the sheet of the workbook, which study the consents are for, and what they are known by.
func (s *consentSheet) settings() fyne.CanvasObject {
	m := s.m
	row := kit.HStack(kit.Space2)
	if len(m.Sheet.Tables) > 1 {
		var all []kit.Option
		for _, name := range m.Sheet.Tables {
			all = append(all, kit.Option{ID: name, Text: name})
		}
		pick := kit.NewDropdown(all, m.SetTable).WithPrefix(say.T("Sheet ")).WithWidth(230)
		pick.Select(m.Sheet.Table)
		row.Add(pick)
	}
	if here := s.v.model.Study; here != "" {
		to := kit.NewSegments([]kit.Option{{ID: string(here), Text: say.T("For this study")}, {ID: "all", Text: say.T("For all studies")}}, func(id string) {
			if id == "all" {
				id = ""
			}
			m.SetStudy(app.StudyID(id))
		})
		if to.Select("all"); m.Study == here {
			to.Select(string(here))
		}
		row.Add(to)
	}
	says := kit.NewElastic(say.T("A consent that is there, of the same person and day, is changed."), kit.Small)
	if !slices.Contains(m.Means, consent.FieldDate) {
		says = kit.NewElastic(say.T("No column says when they were given: today is taken."), kit.Small.In(kit.WarnInk))
	}
	row.Add(kit.Grow(says))
	return row
}

// fieldWords say what a column can mean.
var fieldWords = map[consent.Field]string{"": say.T("Leave out"), consent.FieldCode: say.T("Code of the person"), consent.FieldDate: say.T("Given on"), consent.FieldScopes: say.T("What they allow"), consent.FieldRecord: say.T("Recording: yes or no"),
	consent.FieldInside: say.T("Quote inside: yes or no"), consent.FieldOutside: say.T("Quote outside: yes or no"), consent.FieldMachine: say.T("Machine: yes or no"), consent.FieldExpires: say.T("Last day"),
	consent.FieldWithdrawn: say.T("Withdrawn on"), consent.FieldReason: say.T("Reason of the withdrawal"), consent.FieldHow: say.T("How it was given"), consent.FieldNote: say.T("Note")}

// column says what one column means.
func (s *consentSheet) column(col int) fyne.CanvasObject {
	m := s.m
	var samples []string
	for _, r := range m.Sheet.Rows[:min(len(m.Sheet.Rows), 40)] {
		if v := strings.TrimSpace(r[col]); v != "" && !slices.Contains(samples, v) {
			if samples = append(samples, v); len(samples) == 3 {
				break
			}
		}
	}
	sample := strings.Join(samples, ", ")
	if sample == "" {
		sample = say.T("Empty")
	}
	options := []kit.Option{{ID: "", Text: fieldWords[""]}}
	for _, f := range consent.Fields() {
		options = append(options, kit.Option{ID: string(f), Text: fieldWords[f]})
	}
	means := kit.NewDropdown(options, func(id string) { m.SetMeaning(col, consent.Field(id)) }).WithWidth(196)
	means.Select(string(m.Means[col]))
	words := kit.VStack(1, kit.NewElastic(m.Sheet.Columns[col], kit.Body), kit.NewElastic(sample, kit.Small))
	return kit.PadXY(kit.HStack(kit.Space2, kit.Grow(words), means), 0, kit.Space1)
}

// rows list what would become of each row, those that are left out first.
func (s *consentSheet) rows() fyne.CanvasObject {
	m := s.m
	switch {
	case m.Err != nil:
		return kit.VStack(0, kit.ErrorBar(m.Err))
	case m.Plan == nil:
		return kit.Pad(kit.NewSkeleton(), kit.Space2)
	case len(m.Plan.Rows) == 0:
		return kit.EmptyState(icons.Table, say.T("No row says anything"), say.T("All rows below the headings are empty."))
	}
	rows := slices.Clone(m.Plan.Rows)
	slices.SortStableFunc(rows, func(a, b consent.PlanRow) int { return skipped(a) - skipped(b) })
	t := kit.NewDataTable([]kit.Column{{ID: "line", Title: say.T("Row"), Width: 56, Trailing: true}, {ID: "code", Title: say.T("Person"), Width: 84}, {ID: "act", Title: say.T("Becomes"), Width: 92},
		{ID: "what", Title: say.T("Consent, or why not"), Width: 200, Grow: 1}}, func(row, col int) kit.Cell {
		r := &rows[row]
		switch col {
		case 0:
			return kit.Cell{Text: say.Number(r.Line), Style: kit.Control.In(kit.Muted)}
		case 1:
			return kit.Cell{Text: r.Code, Style: kit.Control.B()}
		case 2:
			if r.Act == consent.ActSkip {
				return kit.Cell{Text: app.Capital(say.Sentence(string(r.Act))), Style: kit.Control.In(kit.WarnInk)}
			}
			return kit.Cell{Text: app.Capital(becomes[r.Act]), Style: kit.Control}
		}
		if r.Act == consent.ActSkip {
			return kit.Cell{Text: app.Capital(say.Sentence(r.Why)), Style: kit.Control.In(kit.WarnInk), Lines: 2}
		}
		return kit.Cell{Text: consentLine(&r.Consent), Style: kit.Control.In(kit.Muted), Lines: 2}
	})
	t.SetRowHeight(44)
	t.SetRows(len(rows))
	return t
}

var becomes = map[consent.Act]string{consent.ActAdd: say.T("new"), consent.ActUpdate: say.T("changed"), consent.ActSame: say.T("unchanged")}

func skipped(r consent.PlanRow) int {
	if r.Act == consent.ActSkip {
		return 0
	}
	return 1
}

// consentLine says what a consent would allow, and when.
func consentLine(c *app.Consent) string {
	var scopes []string
	for _, s := range c.Scopes {
		scopes = append(scopes, say.Sentence(app.ScopeWord(s)))
	}
	words := dayWord(c.Given)
	if c.Expires != "" {
		words += say.T(" until %s", dayWord(c.Expires))
	}
	if words += ": "; len(scopes) == 0 {
		words += say.T("nothing")
	}
	words += strings.Join(scopes, ", ")
	if c.Withdrawn != "" {
		words += say.T(", withdrawn %s", dayWord(c.Withdrawn))
	}
	return words
}
