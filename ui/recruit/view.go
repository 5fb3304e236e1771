package recruit

import (
	"fmt"

	"fyne.io/fyne/v2"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// panelWidth is the width of the panel about one candidate.
const panelWidth float32 = 300

// columnWide is the width of a stage: from candidate to completed they stand beside the panel in a window 1280 wide.
const columnWide float32 = 178

// Doors are what the screen asks of the window.
type Doors struct {
	GoTo func(kit.Route)
	// Save asks for a file of this name and has write fill it, beside the window; nil where nothing is saved.
	Save func(name string, write Write)
	// SaveMails asks for a folder and writes a message file for each invitation.
	SaveMails func([]engine.Invitation)
	// Copy puts a text on the clipboard.
	Copy func(text string)
	// Contacts calls done with the names and addresses of people as far as the vault has them, or with why it does not tell.
	Contacts func(ids []app.ParticipantID, done func(map[app.ParticipantID]app.Contact, error))
	// Answers asks for a table of answers.
	Answers func(done func(AnswerFile))
	// Segments are the saved filters of people: a name, and who matches.
	Segments func(done func([]Segment))
	// Templates are the screeners of the playbook.
	Templates func(done func([]Template))
	// SaveLedger asks for a file and writes the incentives of a study, with names if asked and the vault is open.
	SaveLedger func(study app.StudyID, names bool)
}

// AnswerFile is a table of answers that was chosen.
type AnswerFile struct {
	Name string
	// Read reads a sheet of it, "" for the first with rows, beside the window.
	Read func(table string, done func(engine.Sheet, error))
}

// Template is a screener of the playbook.
type Template struct {
	Name     string
	Detail   string // "4 questions · starter"
	Screener app.Screener
	// Use lets a study use it whose screener asks nothing yet; nil if the study uses it already.
	Use func(done func(error))
}

// Segment is a saved filter of people.
type Segment struct {
	Name string
	Who  map[app.ParticipantID]bool
}

// pane is a part of the screen.
type pane interface {
	content() fyne.CanvasObject
	paint()
	focus()
	key(*fyne.KeyEvent)
	rune(rune)
	keys() []kit.KeyHelp
}

// Screen paints a Model.
type Screen struct {
	model *Model
	doors Doors

	tabs   *kit.Segments // between the screens about people
	parts  *kit.Segments
	line   *kit.Text
	setup  *kit.Button
	body   *fyne.Container // all panes, of which one is seen: a change of the look has to reach them all
	place  *fyne.Container // what stands in their place
	notice *fyne.Container
	said   string // what notice shows
	root   *fyne.Container

	panes    map[Part]pane
	overview *overviewPane
	waiting  bool // the pane takes the keyboard once it is there
}

// New makes the screen over a model.
func New(m *Model, doors Doors) *Screen {
	s := &Screen{model: m, doors: doors, line: kit.NewAside("", kit.Small), body: kit.Stack(), place: kit.Stack(), notice: kit.VStack(0), panes: map[Part]pane{}}
	s.tabs = kit.PeopleTabs(kit.Recruitment, doors.GoTo)
	var options []kit.Option
	for _, p := range Parts() {
		options = append(options, kit.Option{ID: string(p), Text: partName(p)})
	}
	s.parts = kit.NewSegments(options, func(id string) {
		m.SetPart(Part(id))
		s.Shown()
	})
	s.setup = kit.NewIconTextButton(icons.Settings, say.T("Set up"), kit.Quiet, s.AskSetup)
	head := kit.Head(kit.Space3, kit.NewText(say.T("Recruitment"), kit.Title), s.tabs, kit.Grow(s.line), s.setup, s.parts)
	s.overview = newOverviewPane(s)
	s.panes[Board], s.panes[Screener], s.panes[Quotas] = newBoardPane(s), newScreenerPane(s), newQuotaPane(s)
	s.panes[Sessions], s.panes[Incentives] = newSessionPane(s), newLedgerPane(s)
	s.body.Objects = []fyne.CanvasObject{s.place, s.overview.content()}
	for _, p := range Parts() {
		s.body.Objects = append(s.body.Objects, s.panes[p].content())
	}
	top := kit.VStack(0, kit.Inset(head, kit.Space4, kit.Space4, kit.Space3, 20), kit.HLine(), s.notice)
	s.root = kit.Dock(top, nil, nil, nil, s.body)
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

func partName(p Part) string {
	switch p {
	case Screener:
		return say.T("Screener")
	case Quotas:
		return say.T("Quotas")
	case Sessions:
		return say.T("Sessions")
	case Incentives:
		return say.T("Incentives")
	}
	return say.T("Board")
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows what the route names.
func (s *Screen) Open(r kit.Route) {
	part, who, _ := r.Recruit()
	if r.Study != s.model.Study {
		s.unfocus() // what is being typed belongs to the study that goes, and its panes are to hear no more keys
	}
	s.model.Open(r.Study, Part(part), app.ParticipantID(who))
}

// Here is the place as the person has made it.
func (s *Screen) Here() kit.Route { return kit.RecruitAt(string(s.model.Part), "") }

// now is the pane in sight, nil while something stands in its place.
func (s *Screen) now() pane {
	switch m := s.model; {
	case !m.Loaded || m.Err != nil:
		return nil
	case m.Study == "":
		return s.overview
	}
	return s.panes[s.model.Part]
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	s.line.SetText(s.words())
	s.parts.Select(string(m.Part))
	for _, o := range []fyne.CanvasObject{s.parts, s.setup} {
		if on := m.Study != ""; on != o.Visible() {
			if on {
				o.Show()
			} else {
				o.Hide()
			}
		}
	}
	if m.ReadOnly {
		s.setup.Hide()
	}
	s.bring(s.state())
	if p := s.now(); p != nil {
		p.paint()
		if s.waiting {
			s.waiting = false
			p.focus()
		}
	}
	s.paintNotice() // last: it lays the screen out anew
}

// bring shows one pane, or what stands in its place.
func (s *Screen) bring(show fyne.CanvasObject) {
	other := true
	changed := false
	for _, o := range s.body.Objects[1:] {
		if o == show {
			other = false
		}
		if o.Visible() == (o == show) {
			continue
		}
		changed = true
		if o == show {
			o.Show()
		} else {
			o.Hide()
		}
	}
	if other && (len(s.place.Objects) != 1 || s.place.Objects[0] != show) {
		s.place.Objects = []fyne.CanvasObject{show}
		changed = true
	} else if !other && len(s.place.Objects) > 0 {
		s.place.Objects = nil
		changed = true
	}
	if changed {
		s.body.Refresh()
	}
}

// state is the pane in sight, or what stands in its place.
func (s *Screen) state() fyne.CanvasObject {
	m := s.model
	switch {
	case m.Err != nil:
		return kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Reload))
	case !m.Loaded:
		return kit.Pad(kit.NewSkeleton(), kit.Space4)
	}
	return s.now().content()
}

// words say where the study stands.
func (s *Screen) words() string {
	m := s.model
	switch {
	case !m.Loaded || m.Err != nil:
		return ""
	case m.Study == "":
		n := 0
		for _, r := range m.Rows {
			if r.Any {
				n++
			}
		}
		return say.T("%s of %s recruiting", say.Number(n), say.Count(len(m.Rows), "study"))
	}
	f := m.Meter.Funnel
	if want := m.Wanted(); want > 0 {
		return say.T("%s of %s completed", say.Number(f.Completed), say.Number(want))
	}
	return say.Count(f.Candidates, "candidate")
}

// paintNotice says above the pane what waits for somebody.
func (s *Screen) paintNotice() {
	m := s.model
	matches, astray := 0, 0
	if m.Desk != nil && !m.ReadOnly {
		matches, astray = m.Matches, m.Astray
	}
	if said := fmt.Sprint(m.Study, matches, astray); said != s.said {
		s.said = said
		s.notice.Objects = nil
		if matches > 0 {
			words := say.T("There are interviews of %s who were invited.", say.Count(matches, "person"))
			if matches == 1 {
				words = say.T("There is an interview of somebody who was invited.")
			}
			s.notice.Add(s.bar(icons.Interviews, words, say.T("Link and complete"), m.LinkAll))
		}
		if astray > 0 {
			words := say.T("The screener as it is now would judge %s otherwise.", say.Count(astray, "candidate"))
			s.notice.Add(s.bar(icons.Refresh, words, say.T("Judge anew"), m.JudgeAnew))
		}
		s.root.Refresh()
	}
}

func (s *Screen) bar(icon icons.Name, words, act string, do func()) fyne.CanvasObject {
	return kit.Inset(kit.NoticeBar(icon, kit.Calling, kit.NewParagraph(words, kit.Control), kit.NewButton(act, kit.Secondary, do)), kit.Space2, kit.Space4, 0, 20)
}

// Shown gives the pane the keyboard, now or once it is loaded.
func (s *Screen) Shown() {
	p := s.now()
	s.waiting = p == nil
	if !s.waiting {
		p.focus()
	}
}

// Key hands a key that no widget wants to the pane.
func (s *Screen) Key(k *fyne.KeyEvent) {
	if p := s.now(); p != nil {
		p.key(k)
	}
}

// Rune goes to a part by its digit, or hands the letter to the pane.
func (s *Screen) Rune(r rune) {
	if n := int(r - '1'); n >= 0 && n < len(Parts()) && s.model.Study != "" {
		s.model.SetPart(Parts()[n])
		s.Shown()
		return
	}
	if p := s.now(); p != nil {
		p.rune(r)
	}
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	keys := []kit.KeyHelp{{Keys: "1 to 5", Does: say.T("Board, screener, quotas, sessions, incentives")}}
	for _, p := range Parts() {
		keys = append(keys, s.panes[p].keys()...)
	}
	return keys
}

// unfocus lets letters go to the screen, not to what had the keyboard before.
func (s *Screen) unfocus() {
	if c := s.canvas(); c != nil {
		c.Unfocus()
	}
}

// canvas is where dialogs open.
func (s *Screen) canvas() fyne.Canvas { return kit.CanvasOf(s.root) }
