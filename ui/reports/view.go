package reports

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"throughline/app/report"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// Widths of the panel with the choices and of a previewed page.
const (
	panelWidth float32 = 300
	pageWidth  float32 = 660
)

// Ask opens a file dialog to save under a proposed name and calls done with the chosen path.
type Ask func(name string, done func(path string))

// Screen paints a Model: what goes into the report, how it will read, and the buttons that write it.
type Screen struct {
	model *Model
	ask   Ask
	goTo  func(kit.Route)

	choices *fyne.Container
	paper   *fyne.Container
	views   []*kit.ScrollView
	title   *kit.Entry
	reader  *kit.Entry
	root    fyne.CanvasObject
}

// New makes the screen over a model. ask lets the person choose a file to write; goTo opens other places.
func New(m *Model, ask Ask, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, ask: ask, goTo: goTo, choices: kit.VStack(kit.Space3), paper: kit.VStack(kit.Space3)}
	s.title = kit.NewEntry("Headline, best a claim")
	s.title.OnSubmitted = m.SetTitle
	s.title.OnFocus = func(on bool) {
		if !on {
			m.SetTitle(s.title.Text)
		}
	}
	s.reader = kit.NewEntry("Who reads it?")
	s.reader.OnSubmitted = m.SetAudience
	s.reader.OnFocus = func(on bool) {
		if !on {
			m.SetAudience(s.reader.Text)
		}
	}
	pdf := kit.NewIconTextButton(icons.Export, "Save PDF report…", kit.Primary, func() { s.save(PDF) })
	sheet := kit.NewIconTextButton(icons.Table, "Save Excel sheet…", kit.Secondary, func() { s.save(Sheet) })
	foot := kit.VStack(0, kit.HLine(), kit.Pad(kit.VStack(kit.Space2, pdf, sheet), kit.Space3))
	left := kit.Scroll(kit.Pad(s.choices, kit.Space4))
	page := kit.Scroll(kit.Inset(kit.Centered(kit.Fixed(s.paper, pageWidth, 0)), kit.Space5, kit.Space4, kit.Space6, kit.Space4))
	s.views = []*kit.ScrollView{left, page}
	s.root = kit.Dock(nil, nil, nil, kit.Fixed(kit.Band(kit.Surface, kit.Dock(nil, kit.VLine(), nil, nil, kit.Dock(nil, nil, foot, nil, left))), panelWidth, 0),
		kit.Band(kit.Rail, page))
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows what the route names.
func (s *Screen) Open(r kit.Route) { s.model.Open(r.Study) }

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	s.paintChoices()
	s.paintPaper()
	for _, v := range s.views {
		v.Refresh()
	}
}

func (s *Screen) paintChoices() {
	m := s.model
	paper := kit.NewDropdown([]kit.Option{{ID: string(report.A4), Text: "A4"}, {ID: string(report.Letter), Text: "Letter"}},
		func(id string) { m.SetPaper(report.Paper(id)) })
	if m.Paper != "" {
		paper.Select(string(m.Paper))
	}
	s.title.PlaceHolder = m.Name
	rows := []fyne.CanvasObject{
		kit.NewText("Report", kit.Title),
		kit.NewParagraph("Everything in it comes from the evidence in this workspace and says how many people stand behind it.", kit.Small),
		kit.FormRow("Title", s.title), kit.FormRow("Audience", s.reader), kit.FormRow("Paper", kit.HStack(0, paper, kit.Spacer())),
		kit.NewText("Sections", kit.Label),
	}
	if len(m.Written) > 0 {
		last := m.Written[0]
		saved := kit.NewRuns(kit.Run{Text: "Saved " + filepath.Base(last), Style: kit.Control.B()}, kit.Run{Text: " in " + filepath.Dir(last), Style: kit.Control})
		rows = append(rows[:1:1], append([]fyne.CanvasObject{kit.NoticeBar(icons.Done, kit.Positive, saved)}, rows[1:]...)...)
	}
	sections, insights := kit.VStack(0), kit.VStack(0)
	for _, sec := range report.Sections() {
		sections.Add(kit.NewCheck(sectionName(sec), !m.Left[sec], func(on bool) { m.Include(sec, on) }))
	}
	for _, in := range m.Insights {
		insights.Add(kit.NewCheck(in.Title, !m.Without[in.ID], func(on bool) { m.IncludeInsight(in.ID, on) }))
	}
	rows = append(rows, sections)
	if len(m.Insights) > 0 {
		rows = append(rows, kit.NewText("Insights", kit.Label), insights)
	}
	if bar := kit.ErrorBar(m.Err); bar != nil {
		rows = append(rows, bar)
	}
	s.choices.Objects = rows
	s.choices.Refresh()
}

func sectionName(s report.Section) string {
	switch s {
	case report.SectionSummary:
		return "Executive summary"
	case report.SectionInsights:
		return "Insights with quotes"
	case report.SectionThemes:
		return "Themes"
	case report.SectionTags:
		return "Tags"
	case report.SectionMethod:
		return "Method and sample"
	case report.SectionEvidence:
		return "Evidence appendix"
	}
	return string(s)
}

func (s *Screen) save(k Kind) {
	s.model.SetTitle(s.title.Text)
	s.model.SetAudience(s.reader.Text)
	s.ask(s.model.FileName(k), func(path string) { s.model.Write(k, path) })
}

func (s *Screen) paintPaper() {
	m := s.model
	switch {
	case m.Doc != nil:
		s.paper.Objects = s.pages(m.Doc)
	case m.Err != nil:
		s.paper.Objects = []fyne.CanvasObject{kit.ErrorState(m.Err)}
	default:
		s.paper.Objects = []fyne.CanvasObject{kit.Fixed(kit.NewSkeleton(), 0, 400)}
	}
	s.paper.Refresh()
}
