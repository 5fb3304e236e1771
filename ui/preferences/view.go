package preferences

import (
	"fmt"
	"io"
	"strconv"

	"fyne.io/fyne/v2"

	"throughline/app/settings"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// KeyGroup is the keys of one place, as the tables that bind them say.
type KeyGroup struct {
	Title string
	Keys  []kit.KeyHelp
}

// Doors are what the page asks of the window. What is nil is not offered.
type Doors struct {
	Size    func(percent int) // changes the size of everything
	Sizes   []int             // offered, in per cent
	Model   func()            // chooses a language model
	Backups func()            // shows the backups
	Rule    func()            // rhythm and place of backups
	Tour    func()            // begins the tour
	Faults  func()            // shows the reports of faults
	Keys    func() []KeyGroup
	Save    func(name string, write func(io.Writer) error)
	Choose  func(then func(path string)) // asks for a file of settings
	Sheet   bool                         // the page stands in a dialog that has its heading
}

// part is a headed card of the page.
type part struct {
	id   string
	word string // on the button that leads to it
	root fyne.CanvasObject
}

// Screen paints a Model.
type Screen struct {
	model *Model
	doors Doors
	parts []part
	page  *fyne.Container
	view  *kit.ScrollView
	first fyne.Focusable            // takes the keyboard when the page is shown
	marks []func()                  // each shows one choice as it is
	keyOf map[string]*kit.KeyButton // by command
}

// New makes the page over a model.
func New(m *Model, doors Doors) *Screen {
	s := &Screen{model: m, doors: doors}
	s.parts = []part{s.appearance(), s.language(), s.person(), s.backups(), s.privacy(), s.ownModel(), s.help()}
	if m.Keyboard != nil {
		s.parts = append(s.parts, s.shortcuts())
	}
	if doors.Keys != nil {
		s.parts = append(s.parts, s.keys())
	}
	s.parts = append(s.parts, s.file())
	var jumps []fyne.CanvasObject
	for _, p := range s.parts {
		jumps = append(jumps, kit.NewButton(p.word, kit.Quiet, func() { s.Jump(p.id) }))
	}
	rows := []fyne.CanvasObject{kit.Inset(kit.Flow(kit.Space1, jumps...), 0, 0, 0, -kit.Space3)}
	if !doors.Sheet {
		rows = append([]fyne.CanvasObject{kit.NewText(say.T("Settings"), kit.Title)}, rows...)
	}
	for _, p := range s.parts {
		rows = append(rows, p.root)
	}
	s.page = kit.VStack(kit.Space3, rows...)
	s.view = kit.Scroll(kit.Inset(kit.AtMost(s.page, pageWide), kit.Space4, 20, kit.Space5, 20))
	m.OnChange = s.paint
	s.paint()
	return s
}

// pageWide is the widest that lines of settings run: label and control must be seen as one.
const pageWide float32 = 820

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.view }

// Open shows the page, and the part that the route names by its ID.
func (s *Screen) Open(r kit.Route) {
	s.model.Open()
	if r.ID != "" {
		s.Jump(r.ID)
	}
}

// Shown gives the first setting the keyboard, unless a dialog has it.
func (s *Screen) Shown() {
	if c := kit.CanvasOf(s.view); c != nil && c.Overlays().Top() == nil {
		c.Focus(s.first)
	}
}

// Jump scrolls to a part.
func (s *Screen) Jump(id string) {
	for _, p := range s.parts {
		if p.id == id {
			s.view.ScrollTo(p.root.Position().Y + kit.Space4 - kit.Space2)
		}
	}
}

// Keys tells what the keyboard does.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Tab", Does: say.T("The next setting, Shift Tab the one before")}, {Keys: "← →", Does: say.T("Another choice where several stand in a row")},
		{Keys: "Enter", Does: say.T("Open a list of choices, press a button")}}
}

func (s *Screen) paint() {
	for _, mark := range s.marks {
		mark()
	}
	if s.page != nil {
		s.page.Refresh()
		s.view.Refresh()
	}
}

// mark runs f now and whenever choices were changed.
func (s *Screen) mark(f func()) { s.marks = append(s.marks, f) }

func card(id, word, title string, rows ...fyne.CanvasObject) part {
	all := []fyne.CanvasObject{kit.NewText(title, kit.Strong)}
	for _, r := range rows {
		all = append(all, kit.HLine(), r)
	}
	return part{id, word, kit.NewCard(kit.VStack(kit.Space3, all...))}
}

// row is a setting: what it is, in a sentence what it does, and its control at the end.
func row(label, sentence string, control ...fyne.CanvasObject) fyne.CanvasObject {
	return rowWith(nil, label, sentence, control...)
}

// later is the line of a choice that waits for the next start.
func (s *Screen) later(of func(*settings.Settings) string) fyne.CanvasObject {
	line := kit.NewText("", kit.Small.In(kit.WarnInk))
	s.mark(func() {
		line.SetText(s.model.Later(of))
		line.Hidden = line.Text() == ""
	})
	return line
}

// rowWith is a row with a line below its sentence; nil for none.
func rowWith(line fyne.CanvasObject, label, sentence string, control ...fyne.CanvasObject) fyne.CanvasObject {
	words := []fyne.CanvasObject{kit.NewParagraph(label, kit.Body)}
	if sentence != "" {
		words = append(words, kit.NewParagraph(sentence, kit.Small))
	}
	if line != nil {
		words = append(words, line)
	}
	return kit.Head(kit.Space4, append([]fyne.CanvasObject{kit.Fixed(kit.VStack(2, words...), wordsWide, 0), kit.Spacer()}, control...)...)
}

// wordsWide is how wide the words of a setting run beside its control.
const wordsWide float32 = 400

func (s *Screen) appearance() part {
	m := s.model
	look := kit.NewDropdown([]kit.Option{{ID: string(settings.AsSystem), Text: say.T("As the system")}, {ID: string(settings.Light), Text: say.T("Light")}, {ID: string(settings.Dark), Text: say.T("Dark")},
		{ID: string(settings.Contrast), Text: say.T("High contrast")}, {ID: string(settings.ContrastDark), Text: say.T("High contrast, dark")}},
		func(id string) { m.Set(func(c *settings.Settings) { c.Appearance = settings.Appearance(id) }) })
	s.first = look
	motion := kit.NewSegments([]kit.Option{{ID: string(settings.MotionAsSystem), Text: say.T("As the system")}, {ID: string(settings.MotionReduced), Text: say.T("On")}, {ID: string(settings.MotionFull), Text: say.T("Off")}},
		func(id string) { m.Set(func(c *settings.Settings) { c.ReducedMotion = settings.Motion(id) }) })
	rail := kit.NewSegments([]kit.Option{{ID: string(settings.RailWords), Text: say.T("Words")}, {ID: string(settings.RailIcons), Text: say.T("Icons only")}}, func(id string) {
		m.Set(func(c *settings.Settings) { c.Rail = settings.Rail(id) })
	})
	size := kit.NewDropdown(nil, func(id string) {
		if n, err := strconv.Atoi(id); err == nil && s.doors.Size != nil {
			s.doors.Size(n)
		}
	})
	s.mark(func() {
		c := m.Choices()
		at := c.Appearance
		if at == "" {
			at = settings.Light
		}
		look.Select(string(at))
		motion.Select(string(c.ReducedMotion))
		rail.Select(string(c.Rail))
		size.SetOptions(s.sizes(c.Scale))
		size.Select(strconv.Itoa(m.Size()))
	})
	return card("appearance", say.T("Appearance"), say.T("Appearance"),
		row(say.T("Colours"), say.T("High contrast has text at 7 to 1 and more on every ground, and edges where others have hairlines."), look),
		rowWith(s.fromAnywhere("larger", "smaller"), say.T("Size of everything"), "", size),
		row(say.T("Reduced motion"), say.T("Nothing here moves by itself but the caret in a field: it keeps still."), motion),
		rowWith(s.fromAnywhere("show-or-hide-rail-words"), say.T("The rail at the left"), "", rail))
}

// sizes are those offered, and the one that is chosen where it is none of them.
func (s *Screen) sizes(now int) []kit.Option {
	var options []kit.Option
	known := now == 0
	for _, p := range s.doors.Sizes {
		known = known || p == now
		options = append(options, kit.Option{ID: strconv.Itoa(p), Text: fmt.Sprintf("%d %%", p)})
	}
	if !known {
		options = append(options, kit.Option{ID: strconv.Itoa(now), Text: fmt.Sprintf("%d %%", now)})
	}
	return options
}

func (s *Screen) language() part {
	m := s.model
	pick := kit.NewDropdown([]kit.Option{{ID: "", Text: say.T("As the system")}, {ID: "en", Text: say.T("English")}, {ID: "de", Text: say.T("Deutsch")}, {ID: "es", Text: say.T("Español")}},
		func(id string) { m.Set(func(c *settings.Settings) { c.Language = id }) })
	s.mark(func() { pick.Select(m.Choices().Language) })
	return card("language", say.T("Language"), say.T("Language"), rowWith(s.later(Language), say.T("Words of the window"), say.T("What people said stays in their language."), pick))
}

func (s *Screen) person() part {
	m := s.model
	name := kit.NewEntry(m.Person)
	name.OnSubmitted = func(text string) { m.SetAuthor(text) }
	name.OnFocus = func(on bool) {
		if !on {
			m.SetAuthor(name.Text)
		}
	}
	s.mark(func() {
		if a := m.Choices().Author; name.Text != a {
			name.SetText(a)
		}
	})
	return card("you", say.T("You"), say.T("You"), rowWith(s.later(Author), say.T("Your name"), say.T("Steps, memos and reports carry it. Left empty it is the name this computer knows."), kit.Fixed(name, 220, 0)))
}
