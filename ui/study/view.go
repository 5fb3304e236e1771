package study

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// sheetWide is how wide the fields run.
const sheetWide float32 = 760

// Screen paints a Model.
type Screen struct {
	model *Model
	goTo  func(kit.Route)

	save    *kit.Button
	discard *kit.Button
	notice  *fyne.Container
	sheet   *fyne.Container
	guide   *fyne.Container
	rows    []*row
	scroll  *kit.ScrollView
	sheetOn fyne.CanvasObject
	body    *fyne.Container
	root    fyne.CanvasObject
	drawn   string // of which study, in which state the fields were made
}

// row is one question of the guide.
type row struct {
	line  *Line
	entry *kit.Entry
	says  *kit.Text
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, notice: kit.VStack(0), sheet: kit.VStack(kit.Space4), guide: kit.VStack(kit.Space2), body: kit.Stack()}
	s.save = kit.NewButton(say.T("Save"), kit.Primary, m.Save)
	s.discard = kit.NewButton(say.T("Discard changes"), kit.Quiet, func() {
		s.drawn = ""
		m.Discard()
	})
	head := kit.Head(kit.Space2, kit.NewText(say.T("Study"), kit.Title), kit.Spacer(), s.discard, s.save)
	s.scroll = kit.Scroll(kit.Inset(kit.AtMost(s.sheet, sheetWide), kit.Space4, kit.Space5, kit.Space6, 20))
	s.sheetOn = kit.Dock(kit.VStack(0, kit.Inset(kit.AtMost(kit.VStack(kit.Space2, head, s.notice), sheetWide), kit.Space4, kit.Space4, kit.Space3, 20), kit.HLine()), nil, nil, nil, s.scroll)
	s.root = s.body
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows the study of the route.
func (s *Screen) Open(r kit.Route) { s.model.Open(r.Study) }

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Ctrl Enter", Does: say.T("Save the study")}, {Keys: "Enter", Does: say.T("In a question: a new one below")}, {Keys: "Alt Up, Alt Down", Does: say.T("In a question: move it")}}
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	var show fyne.CanvasObject
	switch {
	case m.Err != nil && m.Draft.ID == "":
		show = kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Retry))
	case !m.Loaded:
		show = kit.Inset(kit.NewSkeleton(), kit.Space6, kit.Space6, 0, kit.Space6)
	case m.Draft.ID == "":
		show = s.choose()
	default:
		s.paint()
		show = s.sheetOn
	}
	if len(s.body.Objects) != 1 || s.body.Objects[0] != show {
		s.body.Objects = []fyne.CanvasObject{show}
	}
	s.body.Refresh()
}

// choose asks which study, when none is chosen.
func (s *Screen) choose() fyne.CanvasObject {
	s.drawn = ""
	if len(s.model.Studies) == 0 {
		return kit.EmptyState(icons.Studies, say.T("No study yet"), say.T("Make one from the study switcher at the top left, or start one from the playbook."),
			kit.NewButton(say.T("Open the playbook"), kit.Primary, func() { s.goTo(kit.Route{Screen: kit.Playbook}) }))
	}
	list := kit.VStack(kit.Space1)
	for _, st := range s.model.Studies {
		line := kit.HStack(kit.Space2, kit.NewDot(kit.TagPaint(st.Color)), kit.Grow(kit.NewElastic(st.Name, kit.Body)), kit.NewText(say.Count(len(st.Guide), "question"), kit.Small))
		list.Add(kit.NewCompactEntry(line, func() { s.goTo(kit.Route{Screen: kit.StudySheet, Study: st.ID}) }))
	}
	return kit.Scroll(kit.Inset(kit.AtMost(kit.VStack(kit.Space3, kit.NewText(say.T("Which study?"), kit.Title), kit.NewCard(list)), sheetWide), kit.Space5, kit.Space5, kit.Space5, kit.Space5))
}

// paint brings the sheet up to date; its fields are made anew when another study, or another stored state, is shown.
func (s *Screen) paint() {
	m := s.model
	if key := fmt.Sprint(m.Draft.ID, m.stored.Modified, m.ReadOnly, m.typed && s.drawn != ""); s.drawn == "" || !m.typed && key != s.drawn {
		s.make()
		s.drawn = key
	}
	s.paintGuide()
	dirty := m.Dirty() && !m.Busy
	s.save.Hidden, s.discard.Hidden = m.ReadOnly, !m.Dirty()
	if dirty {
		s.save.Enable()
	} else {
		s.save.Disable()
	}
	s.notice.Objects = nil
	if bar := kit.ErrorBar(m.Err, kit.NewIconButton(icons.Close, say.T("Dismiss"), m.Dismiss)); bar != nil {
		s.notice.Add(bar)
	}
	s.notice.Hidden = len(s.notice.Objects) == 0
	s.sheet.Refresh()
}

// make makes the fields of the sheet.
func (s *Screen) make() {
	m := s.model
	if c := kit.CanvasOf(s.scroll); c != nil { // a field that goes must not keep the keyboard: its undo would go on
		if _, typing := c.Focused().(*kit.Entry); typing && len(s.sheet.Objects) > 0 {
			c.Unfocus()
		}
	}
	d := &m.Draft
	status := kit.NewDropdown([]kit.Option{{ID: "planned", Text: say.T("Planned")}, {ID: "running", Text: say.T("Running")}, {ID: "done", Text: say.T("Done")}}, func(id string) {
		d.Status = id
		m.Edited()
	})
	status.Select(d.Status)
	goal, _ := s.area(say.T("Goal"), say.T("What should be known at the end, and which decision it serves"), 3, &d.Goal)
	about := kit.NewCard(kit.VStack(kit.Space3, s.field(say.T("Name"), say.T("Onboarding friction, Q3"), &d.Name), goal,
		kit.Columns(kit.Space3, []float32{1, 1}, s.field(say.T("Product"), "", &d.Product), s.field(say.T("Region"), "", &d.Region)),
		s.field(say.T("Method"), say.T("Interview"), &d.Method), kit.Columns(kit.Space3, []float32{1, 1}, s.field(say.T("Owner"), "", &d.Owner), kit.FormRow(say.T("Status"), status)),
		kit.Columns(kit.Space3, []float32{1, 1}, s.day(say.T("First day"), &d.Start), s.day(say.T("Last day"), &d.End))))
	questions := strings.Join(d.Questions, "\n")
	asks, typed := s.area("", say.T("One question a line"), max(3, len(d.Questions)+1), &questions)
	research := kit.NewCard(kit.VStack(kit.Space2, kit.NewText(say.T("Research questions"), kit.Strong), kit.NewParagraph(say.T("What the study is to answer, one a line. Nobody is asked these."), kit.Small), asks))
	typed.OnChanged = func(text string) {
		d.Questions = strings.Split(text, "\n")
		m.Edited()
	}
	more := kit.HStack(kit.Space2, kit.NewIconTextButton(icons.Plus, say.T("Add a question"), kit.Quiet, func() { s.focus(m.Add(-1)) }), kit.Spacer(),
		kit.NewIconTextButton(icons.Chart, say.T("Which were asked"), kit.Quiet, func() { s.goTo(kit.Route{Screen: kit.Analysis, Study: m.Study, ID: "guide"}) }))
	if m.ReadOnly {
		more.Objects[0].Hide()
	}
	guide := kit.NewCard(kit.VStack(kit.Space3, kit.NewText(say.T("Guide"), kit.Strong),
		kit.NewParagraph(say.T("What moderators ask, in order. Turns of interviews are linked to these questions, so that counts can say who was asked. A question that is worded anew keeps its links."), kit.Small), s.guide, more))
	s.sheet.Objects = []fyne.CanvasObject{about, research, guide}
	s.rows, s.guide.Objects = nil, nil
}

// field is a line that is typed into.
func (s *Screen) field(label, placeholder string, to *string) *fyne.Container {
	e := kit.NewEntry(placeholder)
	s.wire(e, to)
	return kit.FormRow(label, kit.WheelPast(e, s.scroll))
}

// area is a field of several lines.
func (s *Screen) area(label, placeholder string, lines int, to *string) (*fyne.Container, *kit.Entry) {
	e := kit.NewTextArea(placeholder, lines)
	s.wire(e, to)
	if label == "" {
		return kit.WheelPast(e, s.scroll), e
	}
	return kit.FormRow(label, kit.WheelPast(e, s.scroll)), e
}

func (s *Screen) wire(e *kit.Entry, to *string) {
	e.SetText(*to)
	e.OnChanged = func(text string) {
		*to = text
		s.model.Edited()
	}
	e.OnShortcut = s.shortcut
	if s.model.ReadOnly {
		e.Disable()
	}
}

// day is a field for a day; what is none is not taken over.
func (s *Screen) day(label string, to *app.Date) *fyne.Container {
	e := kit.NewEntry("2026-01-31")
	e.SetText(string(*to))
	e.OnChanged = func(text string) {
		if d := app.Date(strings.TrimSpace(text)); d.Valid() {
			*to = d
			s.model.Edited()
		}
	}
	e.OnShortcut = s.shortcut
	if s.model.ReadOnly {
		e.Disable()
	}
	return kit.FormRow(label, kit.WheelPast(e, s.scroll))
}

// shortcut saves by Ctrl+Enter.
func (s *Screen) shortcut(k fyne.Shortcut) bool {
	c, ok := k.(*desktop.CustomShortcut)
	if !ok || c.Modifier&fyne.KeyModifierShortcutDefault == 0 || c.KeyName != fyne.KeyReturn && c.KeyName != fyne.KeyEnter {
		return false
	}
	s.model.Save()
	return true
}
