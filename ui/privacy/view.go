// Package privacy is the place about what people allowed and what is kept of them. Each of its sections is a part of its own that the
// frame shows under one head; only sections that were given are offered.
package privacy

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// The sections, in the order in which they are offered.
const (
	ConsentSection   = "consent"
	RetentionSection = "retention"
	VaultSection     = "vault"
)

var sectionOrder = []string{ConsentSection, RetentionSection, VaultSection}

// Section is one part of the screen. Only ID, Title and Content are needed; what is nil the section cannot do.
type Section struct {
	ID      string            // one of the names above
	Title   string            // "Retention and erasure"
	Content fyne.CanvasObject // below the head
	Line    func() string     // what the head says of it, short; asked again on Screen.Say

	Open    func(kit.Route)      // shows what the route names, see kit.PrivacyAt; its Study is the one in force, "" for all
	Changed func(*app.ChangeSet) // something was committed, undone or redone
	Key     func(*fyne.KeyEvent)
	Rune    func(rune)
	Shown   func() // the section has come into sight: take the keyboard
	Keys    []kit.KeyHelp
}

// Screen shows its sections one at a time. The tabs of the screens about people stand in its head.
type Screen struct {
	sections []Section
	at       int
	route    kit.Route // the last one, for sections that are chosen by hand

	tabs  *kit.Segments // between the screens about people
	parts *kit.Segments // between the sections
	line  *kit.Text
	body  *fyne.Container
	root  *fyne.Container
}

// New makes the screen over the sections it has, in the usual order; goTo opens other places.
func New(goTo func(kit.Route), sections ...Section) *Screen {
	s := &Screen{sections: slices.Clone(sections), line: kit.NewElastic("", kit.Small), body: kit.Stack()}
	slices.SortStableFunc(s.sections, func(a, b Section) int { return place(a.ID) - place(b.ID) })
	s.tabs = kit.PeopleTabs(kit.Consent, goTo)
	head := kit.Head(kit.Space3, kit.NewText(say.T("Consent"), kit.Title), s.tabs, kit.Grow(s.line))
	if len(s.sections) > 1 {
		var options []kit.Option
		for _, p := range s.sections {
			options = append(options, kit.Option{ID: p.ID, Text: p.Title})
		}
		s.parts = kit.NewSegments(options, func(id string) {
			s.show(id)
			s.Shown()
		})
		head.Add(s.parts)
	}
	s.root = kit.Dock(kit.Inset(head, kit.Space4, kit.Space4, kit.Space3, 20), nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, s.body))
	if len(s.sections) > 0 {
		s.body.Objects = []fyne.CanvasObject{s.sections[0].Content}
		s.Say()
	}
	return s
}

func place(id string) int {
	if i := slices.Index(sectionOrder, id); i >= 0 {
		return i
	}
	return len(sectionOrder)
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows the section that the route names, or the one shown last.
func (s *Screen) Open(r kit.Route) {
	s.route = r
	section, _, _ := r.Privacy()
	if section == "" && s.current() != nil {
		section = s.current().ID
	}
	s.show(section)
}

// show brings a section into sight and tells it where the person is.
func (s *Screen) show(id string) {
	at := slices.IndexFunc(s.sections, func(p Section) bool { return p.ID == id })
	if at < 0 {
		return
	}
	s.at = at
	p := s.current()
	if s.parts != nil {
		s.parts.Select(p.ID)
	}
	if p.Open != nil {
		p.Open(s.route)
	}
	s.Say()
	if s.body.Objects[0] != p.Content {
		s.body.Objects = []fyne.CanvasObject{p.Content}
		s.body.Refresh()
	}
}

func (s *Screen) current() *Section {
	if len(s.sections) == 0 {
		return nil
	}
	return &s.sections[s.at]
}

// Say asks the section in sight anew what the head says of it.
func (s *Screen) Say() {
	text := ""
	if p := s.current(); p != nil && p.Line != nil {
		text = p.Line()
	}
	s.line.SetText(text)
}

// Changed tells every section what was committed: those out of sight may be shown next.
func (s *Screen) Changed(cs *app.ChangeSet) {
	for _, p := range s.sections {
		if p.Changed != nil {
			p.Changed(cs)
		}
	}
}

// Shown gives the section in sight the keyboard.
func (s *Screen) Shown() {
	if p := s.current(); p != nil && p.Shown != nil {
		p.Shown()
	}
}

// Key hands a key that no widget wants to the section in sight.
func (s *Screen) Key(k *fyne.KeyEvent) {
	if p := s.current(); p != nil && p.Key != nil {
		p.Key(k)
	}
}

// Rune hands a letter to the section in sight; digits go to a section.
func (s *Screen) Rune(r rune) {
	if n := int(r - '1'); n >= 0 && n < len(s.sections) && len(s.sections) > 1 {
		s.show(s.sections[n].ID)
		s.Shown()
		return
	}
	if p := s.current(); p != nil && p.Rune != nil {
		p.Rune(r)
	}
}

// Keys lists the keys of this screen and of its sections, by section.
func (s *Screen) Keys() []kit.KeyHelp {
	var keys []kit.KeyHelp
	if n := len(s.sections); n > 1 {
		keys = append(keys, kit.KeyHelp{Keys: "1 to " + strconv.Itoa(n), Does: say.T("Go to a section")})
	}
	for _, p := range s.sections {
		keys = append(keys, p.Keys...)
	}
	return keys
}
