package across

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// readWide is how wide lists of this screen are laid out at most.
const readWide float32 = 1180

// Screen paints a Model.
type Screen struct {
	model *Model
	goTo  func(kit.Route)

	parts   *kit.Segments
	line    *kit.Text
	notices *fyne.Container
	tools   *fyne.Container // above the list: choices and acts of the part
	list    *fyne.Container
	body    *kit.ScrollView
	root    *fyne.Container
	ask     *kit.Entry
	drawn   string
	shown   Part
}

// partNames are the parts in the order in which they are offered.
var partNames = []kit.Option{{ID: string(Matrix), Text: say.T("Matrix")}, {ID: string(Themes), Text: say.T("Same themes")}, {ID: string(Tags), Text: say.T("Codebooks")},
	{ID: string(Contradictions), Text: say.T("Contradictions")}, {ID: string(Asked), Text: say.T("Asked before?")}}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, notices: kit.VStack(kit.Space2), tools: kit.VStack(kit.Space3), list: kit.VStack(kit.Space3)}
	s.line = kit.NewElastic("", kit.Small)
	s.parts = kit.NewSegments(partNames, func(id string) { m.Show(Part(id)) })
	s.ask = kit.NewEntry(say.T("What do you want to know? For example: why do people leave in the first month"))
	s.ask.OnSubmitted = func(q string) { m.Ask(strings.TrimSpace(q), m.From) }
	head := kit.Head(kit.Space3, kit.NewText(say.T("Across studies"), kit.Title), kit.Grow(s.line), s.parts)
	s.body = kit.Scroll(kit.Inset(kit.AtMost(s.list, readWide), 0, 20, kit.Space6, 20))
	top := kit.Inset(kit.VStack(kit.Space3, head, s.notices, s.tools), kit.Space4, kit.Space4, kit.Space3, 20)
	s.root = kit.Dock(top, nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, s.body))
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows what the route names: its words are a question that is asked at once.
func (s *Screen) Open(r kit.Route) {
	if r.Filter != "" {
		s.ask.SetText(r.Filter)
	}
	if r.IsAsked() {
		s.model.Part = Asked
	}
	s.model.Open(r.Filter, "")
}

// Shown takes the keyboard for the question where one is asked.
func (s *Screen) Shown() {
	c := kit.CanvasOf(s.root)
	switch {
	case c == nil || c.Overlays().Top() != nil:
	case s.model.Part == Asked:
		c.Focus(s.ask)
	default:
		c.Unfocus()
	}
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "1 to 5", Does: say.T("Go to a part")}, {Keys: "Tab, Enter", Does: say.T("Go through what is listed, open it")}, {Keys: "Esc", Does: say.T("Take an error away")}}
}

// Key takes an error away.
func (s *Screen) Key(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape && s.model.Err != nil {
		s.model.DismissErr()
	}
}

// Rune goes to a part.
func (s *Screen) Rune(r rune) {
	if n := int(r - '1'); n >= 0 && n < len(partNames) {
		s.model.Show(Part(partNames[n].ID))
		s.Shown()
	}
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	s.parts.Select(string(m.Part))
	line := ""
	if m.Loaded {
		line = say.Count(len(m.Studies), "study")
	}
	s.line.SetText(line)
	s.notices.Objects = nil
	if bar := kit.ErrorBar(m.Err, kit.NewIconButton(icons.Close, say.T("Dismiss"), m.DismissErr)); bar != nil {
		s.notices.Add(bar)
	}
	s.notices.Hidden = len(s.notices.Objects) == 0
	if drawn := s.says(); drawn != s.drawn {
		s.drawn = drawn
		tools, list := s.part()
		s.tools.Objects, s.list.Objects = tools, list
		s.tools.Hidden = len(tools) == 0
		s.list.Refresh()
		s.body.Refresh()
		if s.shown != m.Part {
			s.shown = m.Part
			s.body.ScrollTo(0)
		}
	}
	s.root.Refresh()
}

// says names what the part shows, so that it is laid out only when that changes.
func (s *Screen) says() string {
	m := s.model
	var b strings.Builder
	fmt.Fprint(&b, m.Part, " ", m.Loaded, len(m.Studies), m.ReadOnly)
	switch m.Part {
	case Matrix:
		fmt.Fprint(&b, m.Cross, m.Known, m.GrErr, m.Grid.All, m.Grid.Cells)
	case Themes:
		fmt.Fprint(&b, m.Finding, m.Compared, m.Stale, m.MetaErr, m.Left, m.Names)
		for i := range m.Metas {
			fmt.Fprint(&b, m.Metas[i].Key)
		}
	case Tags:
		fmt.Fprint(&b, m.Mapping, m.Mapped, m.MapOld, m.MapErr, m.Names, len(m.Maps.Refused))
		for i := range m.Maps.Open {
			fmt.Fprint(&b, m.Maps.Open[i].Key)
		}
	case Contradictions:
		fmt.Fprintf(&b, "%v %v %v", m.ClashKnown, m.ClashErr, m.Clashes)
	case Asked:
		fmt.Fprintf(&b, "%v %v %q %p %v", m.Asking, m.AskErr, m.Question, m.Before, m.From)
	}
	return b.String()
}

// part lays out the part shown.
func (s *Screen) part() (tools, list []fyne.CanvasObject) {
	m := s.model
	switch {
	case !m.Loaded:
		return nil, waiting()
	case len(m.Studies) < 2 && m.Part != Asked:
		title, words := say.T("There is one study only"), say.T("With a second study you see here what both say, where they differ and which of their tags mean the same.")
		if len(m.Studies) == 0 {
			title, words = say.T("No study yet"), say.T("With two studies you see here what both say, where they differ and which of their tags mean the same.")
		}
		return nil, []fyne.CanvasObject{kit.Alone(kit.EmptyState(icons.Merge, title, words,
			kit.NewButton(say.T("Open interviews"), kit.Primary, func() { s.goTo(kit.Route{Screen: kit.Interviews}) })))}
	}
	switch m.Part {
	case Themes:
		return s.themes()
	case Tags:
		return s.tags()
	case Contradictions:
		return nil, s.contradictions()
	case Asked:
		return s.asked()
	}
	return s.matrix()
}

func waiting() []fyne.CanvasObject {
	return []fyne.CanvasObject{kit.Inset(kit.Fixed(kit.NewSkeleton(), 0, 300), kit.Space4, 0, 0, 0)}
}

func failed(err error, again func()) []fyne.CanvasObject {
	return []fyne.CanvasObject{kit.Alone(kit.ErrorState(err, kit.NewButton(say.T("Try again"), kit.Secondary, again)))}
}

func able(b *kit.Button, on bool) *kit.Button {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
	return b
}
