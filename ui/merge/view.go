package merge

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/merge"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

const (
	sheetWidth  float32 = 880
	sheetHeight float32 = 680
	countWidth  float32 = 78
	leftShown           = 40 // of what is not taken
)

// Doors are what the sheet asks of the window.
type Doors struct {
	Undo   func()
	Report func(*merge.Plan) // saves a report; nil for none
	Agree  func(*app.Pack)   // shows how far coders of a pack agree with others; nil for none
	Other  func()            // chooses another workspace; nil for none
	Closed func()
}

// Sheet shows a merge.
type Sheet struct {
	model  *Model
	doors  Doors
	canvas fyne.Canvas
	dialog *kit.Dialog
	bar    *kit.Progress
	step   *kit.Text
	stage  Stage
	drawn  bool
	focus  string // conflict whose choice has the keyboard
	picks  map[string]*kit.Segments
	scroll *kit.ScrollView
	ok     *kit.Button
}

// Show opens the sheet and compares the two workspaces.
func Show(c fyne.Canvas, m *Model, doors Doors) *Sheet {
	s := &Sheet{canvas: c, model: m, doors: doors, bar: kit.NewProgress(sheetWidth - 4*kit.Space5), step: kit.NewElastic("", kit.Small)}
	s.dialog = kit.NewDialog(say.T("Merge %s", m.Name()), sheetWidth, min(sheetHeight, c.Size().Height-2*kit.Space5))
	s.dialog.OnClose = func() {
		m.Stop()
		if doors.Closed != nil {
			doors.Closed()
		}
	}
	m.OnChange = s.paint
	s.dialog.Show(c)
	m.Look()
	return s
}

// paint shows the stage the merge is at.
func (s *Sheet) paint() {
	m := s.model
	if (m.Stage == Looking || m.Stage == Merging) && s.drawn && s.stage == m.Stage {
		s.bar.Set(m.Share)
		s.step.SetText(m.What)
		return
	}
	s.stage, s.drawn = m.Stage, true
	switch m.Stage {
	case Looking:
		s.running(say.T("Comparing the two workspaces"), say.T("Nothing is changed. The other workspace is only read."))
	case Merging:
		s.running(say.T("Merging"), say.T("Until everything is stored it can be stopped, and nothing has changed."))
	case Failed:
		again := kit.NewButton(say.T("Try again"), kit.Secondary, m.Look)
		acts := []fyne.CanvasObject{again}
		if s.doors.Other != nil {
			acts = append(acts, kit.NewButton(say.T("Choose another workspace…"), kit.Secondary, func() {
				s.dialog.Hide()
				s.doors.Other()
			}))
		}
		s.dialog.SetContent(kit.ErrorState(m.Err, acts...))
		s.dialog.SetActions(nil, kit.NewButton(say.T("Close"), kit.Secondary, s.dialog.Hide))
		s.canvas.Focus(again)
	case Done:
		s.done()
	default:
		s.ask()
	}
}

func (s *Sheet) running(title, words string) {
	s.bar.Set(s.model.Share)
	s.step.SetText(s.model.What)
	s.dialog.SetContent(kit.Centered(kit.Fixed(kit.VStack(kit.Space3, kit.NewText(title, kit.Strong), s.bar, s.step, kit.NewParagraph(words, kit.Small)), sheetWidth-4*kit.Space5, 0)))
	stop := kit.NewButton(say.T("Stop"), kit.Secondary, s.model.Stop)
	if s.model.Stage == Looking {
		stop = kit.NewButton(say.T("Cancel"), kit.Secondary, s.dialog.Hide)
	}
	s.dialog.SetActions(nil, stop)
	s.canvas.Focus(stop)
}

// ask shows the plan and its conflicts.
func (s *Sheet) ask() {
	m := s.model
	if m.Nothing() {
		s.dialog.SetContent(kit.EmptyState(icons.Done, say.T("Nothing new in %s", m.Name()), say.T("This workspace has all of its work already.")))
		close := kit.NewButton(say.T("Close"), kit.Primary, s.dialog.Hide)
		s.dialog.SetActions(nil, close)
		s.canvas.Focus(close)
		return
	}
	at := float32(0)
	if s.scroll != nil {
		at = s.scroll.Offset()
	}
	rows := []fyne.CanvasObject{kit.NewParagraph(say.Sentence(m.Plan.Said()), kit.Strong), kit.NewParagraph(say.Sentence(m.Plan.Kinship()), kit.Body.In(kit.Muted))}
	if m.Err != nil {
		message, hint := say.Explain(m.Err)
		if app.CodeOf(m.Err) == app.ECanceled {
			message, hint = say.T("Stopped. Nothing was merged."), ""
		}
		rows = append(rows, kit.NoticeBar(icons.Warning, kit.Caution, kit.NewParagraph(strings.TrimSpace(message+" "+hint), kit.Small)))
	}
	for _, n := range m.Plan.Notices {
		rows = append(rows, kit.NoticeBar(icons.Lock, kit.Caution, kit.NewParagraph(n, kit.Small)))
	}
	rows = append(rows, counts(m.Plan))
	rows = append(rows, s.conflicts()...)
	rows = append(rows, settled(m.Settled())...)
	rows = append(rows, left(m.Plan.Left)...)
	s.scroll = kit.Scroll(kit.Inset(kit.VStack(kit.Space4, rows...), kit.Space2, kit.Space3, kit.Space3, 0))
	s.dialog.SetContent(s.scroll)
	s.scroll.ScrollTo(at)
	var aside []fyne.CanvasObject
	if s.doors.Report != nil {
		aside = append(aside, kit.NewButton(say.T("Save report…"), kit.Quiet, func() { s.doors.Report(m.Plan) }))
	}
	s.ok = kit.NewButton(say.T("Merge"), kit.Primary, m.Merge)
	s.dialog.SetActions(aside, kit.NewButton(say.T("Cancel"), kit.Quiet, s.dialog.Hide), s.ok)
	if pick := s.picks[s.focus]; pick != nil {
		s.canvas.Focus(pick)
		return
	}
	s.canvas.Focus(s.ok)
}

// counts is the table of what becomes of each kind of records. Columns that hold nothing are left out.
func counts(p *merge.Plan) fyne.CanvasObject {
	type column struct {
		title string
		of    func(merge.Count) int
	}
	columns := slices.DeleteFunc([]column{
		{say.T("New"), func(c merge.Count) int { return c.New }}, {say.T("Changed"), func(c merge.Count) int { return c.Changed }}, {say.T("Deleted"), func(c merge.Count) int { return c.Removed }},
		{say.T("Same"), func(c merge.Count) int { return c.Same }}, {say.T("Conflicts"), func(c merge.Count) int { return c.Conflicts }}, {say.T("Not taken"), func(c merge.Count) int { return c.Left }},
		{say.T("Kept"), func(c merge.Count) int { return c.Kept }},
	}, func(col column) bool { return col.of(p.Sum()) == 0 })
	line := func(style kit.Style, name string, cell func(column) string) fyne.CanvasObject {
		row := kit.HStack(0, kit.Grow(kit.NewElastic(name, style)))
		for _, c := range columns {
			row.Add(kit.Fixed(kit.NewTextAt(cell(c), style, fyne.TextAlignTrailing), countWidth, 0))
		}
		return row
	}
	table := kit.VStack(kit.Space1, line(kit.Small, "", func(c column) string { return c.title }), kit.HLine())
	for _, n := range p.Counts {
		table.Add(line(kit.Body, app.Capital(say.Sentence(string(n.Kind))), func(c column) string {
			if c.of(n) == 0 {
				return "–"
			}
			return say.Number(c.of(n))
		}))
	}
	return table
}

// conflicts are a page of what a person decides, both sides beside each other.
func (s *Sheet) conflicts() []fyne.CanvasObject {
	m := s.model
	some, first := m.Shown()
	s.picks = map[string]*kit.Segments{}
	if len(some) == 0 {
		return nil
	}
	total := len(m.Asked())
	title := kit.NewText(say.Count(total, "conflict"), kit.Strong.Sized(kit.SizeReading))
	head := kit.HStack(kit.Space2, title, kit.Spacer(), kit.NewButton(say.T("Keep all ours"), kit.Quiet, func() { m.ChooseAll(merge.Ours) }),
		kit.NewButton(say.T("Take all theirs"), kit.Quiet, func() { m.ChooseAll(merge.Theirs) }))
	rows := []fyne.CanvasObject{head}
	for _, c := range some {
		rows = append(rows, s.conflict(c))
	}
	if total > pageSize {
		rows = append(rows, kit.HStack(kit.Space2, kit.NewText(say.T("%s–%s of %s", say.Number(first+1), say.Number(first+len(some)), say.Number(total)), kit.Small), kit.Spacer(),
			kit.NewButton(say.T("Previous"), kit.Secondary, func() { m.Turn(-1) }), kit.NewButton(say.T("Next"), kit.Secondary, func() { m.Turn(1) })))
	}
	return rows
}

func (s *Sheet) conflict(c merge.Conflict) fyne.CanvasObject {
	m := s.model
	options := make([]kit.Option, len(c.Options))
	for i, o := range c.Options {
		options[i] = kit.Option{ID: string(o), Text: Word(o)}
	}
	pick := kit.NewSegments(options, nil)
	pick.Select(string(m.Side(c)))
	pick.OnChange = func(id string) {
		s.focus = c.Key
		m.Choose(c, merge.Side(id))
	}
	pick.OnSubmitted = m.Merge
	s.picks[c.Key] = pick
	side := m.Side(c)
	ours := s.side(say.T("Ours"), c.Ours, side == merge.Ours || side == merge.Same || side == merge.Renamed, func() { s.tap(c, 0) })
	theirs := s.side(say.T("Theirs"), c.Theirs, side == merge.Theirs || side == merge.Renamed, func() { s.tap(c, 1) })
	about := app.Capital(say.Sentence(string(c.Kind))) + " · " + c.About
	if c.Base != "" {
		about += say.T(" · before: %s", c.Base)
	}
	head := kit.HStack(kit.Space3, kit.Grow(kit.VStack(2, kit.NewElastic(c.Title, kit.Body.B()), kit.NewElastic(about, kit.Small))), pick)
	rows := kit.VStack(kit.Space2, head, kit.HStackTop(kit.Space2, kit.Grow(ours), kit.Grow(theirs)))
	if c.Why != "" {
		rows.Add(kit.NewElastic(say.Sentence(c.Why), kit.Small))
	}
	return kit.NewCard(rows)
}

// tap chooses the side that was pressed: ours is what is proposed unless theirs stands in its place.
func (s *Sheet) tap(c merge.Conflict, at int) {
	want := []merge.Side{merge.Ours, merge.Theirs}[at]
	for _, o := range c.Options {
		if o == want {
			s.focus = c.Key
			s.model.Choose(c, o)
		}
	}
}

// side is one side of a conflict.
func (s *Sheet) side(name string, st merge.State, chosen bool, choose func()) fyne.CanvasObject {
	words := st.Text
	if words == "" {
		words = "nothing"
	}
	signed := name
	if by := say.Sentence(st.Signed()); by != "" {
		signed += " · " + by
	}
	head := kit.NewElastic(signed, kit.Small)
	if chosen {
		head.SetStyle(kit.Small.In(kit.Accent).B())
	}
	card := kit.NewTapCard(kit.VStack(kit.Space1, head, kit.NewParagraph(words, kit.Body)), choose)
	card.SetSelected(chosen)
	return card
}

// settled lists conflicts that a rule decided.
func settled(all []merge.Conflict) []fyne.CanvasObject {
	if len(all) == 0 {
		return nil
	}
	rows := kit.VStack(kit.Space2, kit.NewText(say.T("Settled by a rule"), kit.Strong))
	for _, c := range all[:min(leftShown, len(all))] {
		rows.Add(kit.VStack(2, kit.NewElastic(app.Capital(say.Sentence(string(c.Kind)))+" · "+c.Title+" · "+c.About, kit.Body), kit.NewElastic(say.Sentence(c.Why), kit.Small)))
	}
	return []fyne.CanvasObject{more(rows, len(all))}
}

// left lists what is not taken.
func left(all []merge.Left) []fyne.CanvasObject {
	if len(all) == 0 {
		return nil
	}
	rows := kit.VStack(kit.Space2, kit.NewText(say.T("Not taken"), kit.Strong))
	for _, l := range all[:min(leftShown, len(all))] {
		rows.Add(kit.HStack(kit.Space3, kit.Grow(kit.NewElastic(app.Capital(say.Sentence(string(l.Kind)))+" · "+l.Title, kit.Body)), kit.NewText(say.Sentence(l.Why), kit.Small)))
	}
	return []fyne.CanvasObject{more(rows, len(all))}
}

func more(rows *fyne.Container, n int) fyne.CanvasObject {
	if n > leftShown {
		rows.Add(kit.NewText(say.T("and %s more, which the report lists", say.Number(n-leftShown)), kit.Small))
	}
	return rows
}

// done says what became of it.
func (s *Sheet) done() {
	m := s.model
	rows := kit.VStack(kit.Space3, kit.HStack(kit.Space2, kit.NewIconSized(icons.Done, kit.Good, 22), kit.Grow(kit.NewElastic(say.T("Merged %s", m.Name()), kit.Strong.Sized(kit.SizeReading)))), kit.NewParagraph(say.Sentence(m.Plan.Said()), kit.Body))
	if m.Backup != "" {
		rows.Add(kit.NewParagraph(say.T("Backed up before as %s. Undo takes the merge back as a whole; what you did not choose stays in the history of each record.", filepath.Base(m.Backup)), kit.Small))
	}
	if len(m.Agreed) > 0 {
		agreed := kit.VStack(kit.Space1, kit.NewText(say.T("How far the coders agree"), kit.Label))
		for _, a := range m.Agreed {
			agreed.Add(kit.NewParagraph(a, kit.Body))
		}
		agreed.Add(kit.NewParagraph(say.T("1 is full agreement; a kappa of 0 is no more than chance."), kit.Small))
		rows.Add(agreed)
	}
	rows.Add(counts(m.Plan))
	for _, o := range left(m.Plan.Left) {
		rows.Add(o)
	}
	s.dialog.SetContent(kit.Scroll(kit.Inset(rows, kit.Space2, kit.Space3, kit.Space3, 0)))
	var aside []fyne.CanvasObject
	if s.doors.Report != nil {
		aside = append(aside, kit.NewButton(say.T("Save report…"), kit.Quiet, func() { s.doors.Report(m.Plan) }))
	}
	acts := []fyne.CanvasObject{}
	if s.doors.Undo != nil && m.Plan.Changes() > 0 {
		acts = append(acts, kit.NewButton(say.T("Undo"), kit.Secondary, func() {
			s.dialog.Hide()
			s.doors.Undo()
		}))
	}
	if s.doors.Agree != nil && m.Plan.Pack != nil {
		acts = append(acts, kit.NewButton(say.T("Show agreement"), kit.Secondary, func() {
			s.dialog.Hide()
			s.doors.Agree(m.Plan.Pack)
		}))
	}
	close := kit.NewButton(say.T("Close"), kit.Primary, s.dialog.Hide)
	s.dialog.SetActions(aside, append(acts, close)...)
	s.canvas.Focus(close)
}
