package reports

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"throughline/app"
	"throughline/app/report"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// panelWidth is the width of the panel with the choices.
const panelWidth float32 = 300

// typingPause is how long after the last key the preview follows what is typed.
const typingPause = 400 * time.Millisecond

// Ask opens a file dialog to save under a proposed name and calls done with the chosen path.
type Ask func(name string, done func(path string))

// Screen paints a Model: what goes into the report, how it will read, and the buttons that write it.
type Screen struct {
	model *Model
	ask   Ask
	goTo  func(kit.Route)

	choices  *fyne.Container
	ordered  *kit.Paragraph // whose order the sections have
	sections *fyne.Container
	insights *fyne.Container
	heading  *kit.Text      // above the insights
	left     *kit.Paragraph // below them, when there are more
	step     *kit.Text      // on the blank page: what is being read
	checks   map[string]*kit.Check
	size     *kit.Dropdown
	format   *kit.Dropdown
	readers  *kit.Segments
	about    *kit.Dropdown
	filter   *kit.Entry
	asked    fyne.CanvasObject // the filter with its label
	chosen   *fyne.Container   // sections and insights
	kept     *kit.Paragraph    // what consent keeps out
	title    *kit.Entry
	reader   *kit.Entry
	pdf      *kit.Button
	sheet    *kit.Button
	hand     *kit.Button
	outcome  *fyne.Container // what was saved, or why not
	foot     *fyne.Container
	side     *kit.ScrollView
	paper    *fyne.Container
	preview  *kit.ScrollView
	page     *kit.Text // which page is in sight
	blank    bool      // the page shown is blank: the preview is being made
	said     string    // what outcome shows
	typing   func()    // stops the wait after a key
	root     fyne.CanvasObject
	making
	printing
}

// New makes the screen over a model. ask lets the person choose a file to write; goTo opens other places.
func New(m *Model, ask Ask, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, ask: ask, goTo: goTo, sections: kit.VStack(0), insights: kit.VStack(0), outcome: kit.VStack(kit.Space2),
		paper: kit.VStack(pageGap), checks: map[string]*kit.Check{}, printing: printing{wide: pageWidth}}
	s.choices = kit.VStack(kit.Space3)
	s.side = kit.Scroll(kit.Pad(s.choices, kit.Space4))
	s.title = s.field(say.T("Headline, best a claim"), m.SetTitle)
	s.reader = s.field(say.T("Who reads it?"), m.SetAudience)
	s.makeChoices()
	s.pdf = kit.NewIconTextButton(icons.Export, say.T("Save report…"), kit.Primary, func() { s.save(cmp.Or(s.model.Format, PDF)) })
	s.sheet = kit.NewIconTextButton(icons.Table, say.T("Save Excel sheet…"), kit.Secondary, func() { s.save(Sheet) })
	s.hand = kit.NewButton(say.T("Hand over…"), kit.Quiet, func() { s.save(HandOff) })
	check := kit.NewButton(say.T("Check a file…"), kit.Quiet, s.askCheck)
	s.foot = kit.VStack(0, kit.HLine(), kit.Pad(kit.VStack(kit.Space2, s.outcome, s.pdf, s.sheet, kit.Inset(kit.HStack(kit.Space1, s.hand, check, kit.Spacer()), 0, 0, 0, -kit.Space3)), kit.Space4))
	s.preview = kit.Scroll(kit.Inset(kit.Centered(container.New(leaf{s: s}, s.paper)), kit.Space5, kit.Space4, kit.Space6, kit.Space4))
	s.preview.OnScrolled(func(float32) {
		s.fillSeen()
		s.page.SetText(s.pageSays())
	})
	s.page = kit.NewText("", kit.Small)
	left := kit.Band(kit.Surface, kit.Dock(nil, kit.VLine(), nil, nil, kit.Dock(nil, nil, s.foot, nil, s.side)))
	at := kit.VStack(0, kit.HLine(), kit.Pad(kit.HStack(0, kit.Spacer(), s.page, kit.Spacer()), kit.Space1))
	s.root = kit.Dock(nil, nil, nil, kit.Fixed(left, panelWidth, 0), kit.Band(kit.Rail, kit.Dock(nil, nil, at, nil, container.New(fitting{s}, s.preview))))
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

// field is a line to type into; the preview follows after a pause, or at once on Enter.
func (s *Screen) field(hint string, set func(string)) *kit.Entry {
	e := kit.NewEntry(hint)
	e.OnSubmitted = set
	e.OnChanged = func(text string) {
		if s.typing != nil {
			s.typing()
		}
		s.typing = task.After(typingPause, func() { set(text) })
	}
	return e
}

func (s *Screen) makeChoices() {
	m := s.model
	s.size = kit.NewDropdown([]kit.Option{{ID: string(report.A4), Text: "A4"}, {ID: string(report.Letter), Text: say.T("Letter")}},
		func(id string) { m.SetPaper(report.Paper(id)) })
	s.format = kit.NewDropdown([]kit.Option{{ID: string(PDF), Text: say.T("PDF")}, {ID: string(Web), Text: say.T("Web page")}, {ID: string(Word), Text: say.As("Word", "program")}, {ID: string(Markdown), Text: say.T("Markdown")}},
		func(id string) {
			m.Format = Kind(id)
			if s.page != nil {
				s.page.SetText(s.pageSays())
			}
		})
	s.ordered = kit.NewParagraph("", kit.Small)
	whom, look := s.makeDesign()
	s.paintSections()
	s.readers = kit.NewSegments([]kit.Option{{ID: string(app.AudienceOutside), Text: say.T("Anybody")}, {ID: string(app.AudienceInside), Text: say.T("The team")}},
		func(id string) { m.SetReaders(app.Audience(id)) })
	s.kept = kit.NewParagraph("", kit.Small)
	s.heading, s.left, s.step = kit.NewText(say.T("Insights"), kit.Label), kit.NewParagraph("", kit.Small), kit.NewText("", kit.Small)
	s.about = kit.NewDropdown(nil, func(id string) { m.SetScope(Scope(id)) }).WithWidth(panelWidth - 2*kit.Space4)
	s.filter = s.field(say.T("tag:Price and segment:Admin"), m.SetFilter)
	s.asked = kit.FormRow(say.T("Filter"), kit.WheelPast(s.filter, s.side))
	s.chosen = kit.VStack(kit.Space3, kit.NewText(say.T("Sections"), kit.Label), s.sections, s.heading, s.insights)
	wheel := func(e *kit.Entry) fyne.CanvasObject { return kit.WheelPast(e, s.side) }
	s.choices.Objects = []fyne.CanvasObject{kit.NewText(say.T("Report"), kit.Title),
		kit.NewParagraph(say.T("Everything in it comes from the evidence in this workspace and says how many people stand behind it."), kit.Small),
		kit.FormRow(say.T("About"), s.about), s.asked, s.studies.row, whom, kit.FormRow(say.T("Title"), wheel(s.title)), kit.FormRow(say.T("Audience"), wheel(s.reader)),
		kit.FormRow(say.T("Leaves to"), kit.VStack(kit.Space1, kit.HStack(0, s.readers, kit.Spacer()), s.kept)), kit.FormRow(say.T("File"), kit.HStack(kit.Space2, s.format, s.size, kit.Spacer())),
		look, s.chosen}
}

// paintSections lists the sections in their order, ticked as they are in the report, and says whose order it is.
func (s *Screen) paintSections() {
	m := s.model
	var rows []fyne.CanvasObject
	if m.Outline != "" && m.Own == nil {
		s.ordered.SetText(say.T("As the study's outline has them: %s.", m.Outline))
		rows = append(rows, s.ordered)
	}
	for _, sec := range m.Sections() {
		c := s.check(string(sec), sectionName(sec), func(on bool) { m.Include(sec, on) })
		c.Set(!m.Left[sec])
		rows = append(rows, s.sectionRow(sec, c))
	}
	if !slices.Equal(rows, s.sections.Objects) {
		s.sections.Objects = rows
		s.sections.Refresh()
		s.choices.Refresh()
		s.side.Refresh()
		kit.ShowFocused(s.side)
	}
}

// check is a box to tick, made when first needed.
func (s *Screen) check(key, text string, set func(on bool)) *kit.Check {
	c := s.checks[key]
	if c == nil {
		c = kit.NewCheck(text, true, set)
		s.checks[key] = c
	}
	return c
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows what the route names.
func (s *Screen) Open(r kit.Route) {
	if r.Study != s.model.Study {
		if s.typing != nil {
			s.typing()
		}
		s.checks, s.rows = map[string]*kit.Check{}, map[report.Section]fyne.CanvasObject{}
		s.sections.Objects, s.title.Text, s.reader.Text, s.filter.Text = nil, "", "", ""
		s.title.Refresh()
		s.reader.Refresh()
		s.filter.Refresh()
		s.preview.ScrollTo(0)
	}
	s.model.Open(r.Study)
	if s.reader.Text != s.model.Audience {
		s.reader.Text = s.model.Audience
		s.reader.Refresh()
	}
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Up, Down", Does: say.T("Scroll the preview; PageUp, PageDown and Home too")}, {Keys: "Space", Does: say.T("Tick or untick; on an arrow beside a section, move it")},
		{Keys: "Tab", Does: say.T("Go through the choices, then to the buttons that save")}}
}

// Key scrolls the preview.
func (s *Screen) Key(k *fyne.KeyEvent) {
	by := map[fyne.KeyName]float32{fyne.KeyUp: -80, fyne.KeyDown: 80, fyne.KeyPageUp: 80 - s.preview.Size().Height, fyne.KeyPageDown: s.preview.Size().Height - 80}[k.Name]
	switch {
	case k.Name == fyne.KeyHome:
		s.preview.ScrollTo(0)
	case by != 0:
		s.preview.ScrollTo(s.preview.Offset() + by)
	}
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	s.paintChoices()
	s.paintOutcome()
	s.paintPaper()
}

func (s *Screen) paintChoices() {
	m := s.model
	if m.Paper != "" {
		s.size.Select(string(m.Paper))
	}
	s.paintScope()
	s.paintDesign()
	if m.Readers == "" {
		s.readers.Select(string(app.AudienceOutside))
	} else {
		s.readers.Select(string(m.Readers))
	}
	kept := say.T("Quotes of people who did not allow it are left out.")
	if words := say.Sentence(m.Withheld.Words()); words != "" {
		kept = words + "."
	}
	if s.kept.Text() != kept {
		s.kept.SetText(kept)
		s.choices.Refresh()
	}
	if s.title.PlaceHolder != m.Name {
		s.title.SetPlaceHolder(m.Name)
	}
	s.paintSections()
	var rows []fyne.CanvasObject
	for _, in := range m.Insights {
		rows = append(rows, s.check(string(in.ID)+in.Title, in.Title, func(on bool) { m.IncludeInsight(in.ID, on) }))
	}
	if len(rows) > 0 && m.Of > len(rows) {
		s.left.SetText(say.T("The %d strongest of %d insights, published ones first. A report of one study lets you choose among all of its insights.", len(rows), m.Of))
		rows = append(rows, s.left)
	}
	if !slices.Equal(rows, s.insights.Objects) || s.heading.Visible() != (len(rows) > 0) {
		s.insights.Objects = rows
		s.heading.Hidden = len(rows) == 0
		s.choices.Refresh()
		s.side.Refresh()
	}
}

// paintOutcome says above the buttons what was saved, or why not.
func (s *Screen) paintOutcome() {
	m := s.model
	able := m.Doc != nil && m.Saving == 0
	for _, b := range []*kit.Button{s.pdf, s.sheet, s.hand} {
		if able {
			b.Enable()
		} else {
			b.Disable()
		}
	}
	said := fmt.Sprint(m.Err, m.Written, m.Saving, m.Doc != nil)
	if said == s.said {
		return
	}
	s.said = said
	s.outcome.Objects = nil
	if bar := kit.ErrorBar(m.Err, kit.NewIconButton(icons.Close, say.T("Dismiss"), m.Dismiss)); bar != nil && m.Doc != nil {
		s.outcome.Add(bar)
	}
	switch {
	case m.Saving > 0:
		s.outcome.Add(kit.NewText(say.T("Saving…"), kit.Small))
	case len(m.Written) > 0 && m.Err == nil:
		last := m.Written[0]
		s.outcome.Add(kit.NoticeBar(icons.Done, kit.Positive, kit.VStack(2, kit.NewRuns(kit.Run{Text: say.T("Saved %s", filepath.Base(last)), Style: kit.Control.B()}),
			kit.NewParagraph(say.T("in %s", filepath.Dir(last)), kit.Small))))
		s.outcome.Add(kit.HStack(kit.Space1, kit.NewButton(say.T("Open it"), kit.Quiet, func() { m.Show(last) }),
			kit.NewButton(say.T("Show the folder"), kit.Quiet, func() { m.Show(filepath.Dir(last)) }), kit.Spacer()))
	}
	s.outcome.Hidden = len(s.outcome.Objects) == 0
	s.root.Refresh()
}

func sectionName(s report.Section) string {
	switch s {
	case report.SectionSummary:
		return say.T("Executive summary")
	case report.SectionInsights:
		return say.T("Insights with quotes")
	case report.SectionActions:
		return say.T("Recommendations and decisions")
	case report.SectionThemes:
		return say.T("Themes")
	case report.SectionTags:
		return say.T("Tags")
	case report.SectionFigures:
		return say.T("Numbers: saturation, segments, measures")
	case report.SectionMethod:
		return say.T("Method and sample")
	case report.SectionEvidence:
		return say.T("Evidence appendix")
	}
	return string(s)
}

func (s *Screen) save(k Kind) {
	if s.model.Doc == nil || s.model.Saving > 0 {
		return
	}
	s.model.SetTitle(s.title.Text)
	s.model.SetAudience(s.reader.Text)
	s.ask(s.model.FileName(k), func(path string) { s.model.Write(k, path) })
}

func (s *Screen) paintPaper() {
	m := s.model
	defer func() { s.page.SetText(s.pageSays()) }()
	switch {
	case m.Pages != nil:
		s.blank = false
		if m.Pages != s.printing.view {
			s.showPages(m.Pages)
		}
		return
	case m.Err != nil:
		s.paper.Objects = []fyne.CanvasObject{kit.Alone(kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Retry)))}
	default:
		s.step.SetText(m.Reading)
		if s.blank {
			return
		}
		blank := kit.Stack(kit.NewBox(kit.Surface, kit.Line), kit.Pad(kit.VStack(kit.Space3, s.step, kit.NewSkeleton()), pageMargin))
		s.paper.Objects = []fyne.CanvasObject{container.New(leaf{s, true}, blank)}
	}
	s.blank = m.Err == nil
	s.clearPages()
	s.paper.Refresh()
	s.preview.Refresh()
}
