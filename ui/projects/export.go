package projects

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/project"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Exporter paints an Export as a dialog: what goes out, what of it other programs will not find, then where to.
type Exporter struct {
	model  *Export
	p      Params
	write  func(opt project.ExportOptions, path string) // writes the file beside the window
	dialog *kit.Dialog
	first  bool
	bar    *kit.Progress
	what   *kit.Text
	view   *kit.ScrollView
}

// NewExporter makes the dialog over a model. write begins to write the file that was chosen.
func NewExporter(m *Export, p Params, write func(opt project.ExportOptions, path string)) *Exporter {
	x := &Exporter{model: m, p: p, write: write, bar: kit.NewProgress(400), what: kit.NewElastic("", kit.Small)}
	m.OnChange, m.OnMoved = x.Refresh, x.moved
	return x
}

// moved shows how far the dry run is.
func (x *Exporter) moved() {
	x.bar.Set(x.model.Progress)
	x.what.SetText(x.model.What)
}

// Show begins an export of the study on screen, "" for all.
func (x *Exporter) Show(study app.StudyID) {
	if x.Shown() {
		x.dialog.Hide()
	}
	x.dialog = kit.NewDialog(say.T("Export the study"), wizardWide, wizardHigh)
	x.dialog.OnClose = x.model.Stop
	x.first = true
	x.dialog.Show(x.p.Canvas)
	x.model.Begin(study)
}

// Shown reports whether the dialog is on screen.
func (x *Exporter) Shown() bool { return x.dialog != nil && x.dialog.Shown() }

// Refresh paints the model's state.
func (x *Exporter) Refresh() {
	if !x.Shown() {
		return
	}
	m := x.model
	x.moved()
	offset := float32(0)
	if x.view != nil {
		offset = x.view.Offset()
	}
	x.view = nil
	x.dialog.SetContent(x.content())
	x.actions()
	if x.view != nil && offset > 0 {
		x.view.ScrollTo(offset)
	}
	if m.Report != nil && x.first {
		x.first = false
	}
}

func (x *Exporter) content() fyne.CanvasObject {
	m := x.model
	switch {
	case m.Loaded && m.Err == nil && len(m.All) == 0:
		return kit.EmptyState(icons.Export, say.T("No study yet"), say.T("A study goes out as one file that NVivo, ATLAS.ti, MAXQDA, QualCoder and others open. Import interviews or a project first."))
	case !m.Loaded:
		return kit.Pad(kit.NewSkeleton(), kit.Space2)
	}
	top := []fyne.CanvasObject{kit.NewParagraph(say.T("One file (.qdpx) that NVivo, ATLAS.ti, MAXQDA, Quirkos, QualCoder and others open. A study that came as a project goes back as it came, with what you changed."), kit.Body.In(kit.Muted)), x.choices()}
	if bar := kit.ErrorBar(m.Err); bar != nil {
		top = append(top, bar)
	}
	var page fyne.CanvasObject
	switch {
	case m.Report != nil:
		x.view = kit.Scroll(kit.Inset(kit.VStack(kit.Space5, x.sections()...), 0, kit.Space3, kit.Space3, 0))
		page = x.view
	case m.Err != nil:
		page = kit.Stack()
	default:
		page = waiting(say.T("Working out what it becomes"), x.bar, x.what)
	}
	return kit.Dock(kit.Inset(kit.VStack(kit.Space3, top...), 0, 0, kit.Space4, 0), nil, nil, nil, page)
}

// choices say which study, for whom, and with which names.
func (x *Exporter) choices() fyne.CanvasObject {
	m := x.model
	var options []kit.Option
	for _, st := range m.All {
		options = append(options, kit.Option{ID: string(st.ID), Text: st.Name, Dot: kit.TagPaint(st.Color)})
	}
	study := kit.NewDropdown(options, func(id string) { m.Set(func(o *project.ExportOptions) { o.Study = app.StudyID(id) }) }).WithPrefix(say.T("Study: "))
	study.Select(string(m.Options.Study))
	people := kit.NewSegments([]kit.Option{{ID: "", Text: say.T("People by codes")}, {ID: "names", Text: say.T("With names")}}, func(id string) {
		m.Set(func(o *project.ExportOptions) { o.Names = id == "names" })
	})
	if m.Options.Names {
		people.Select("names")
	}
	who := kit.NewSegments([]kit.Option{{ID: string(app.AudienceOutside), Text: say.T("For anybody")}, {ID: string(app.AudienceInside), Text: say.T("For the team")}}, func(id string) {
		m.Set(func(o *project.ExportOptions) { o.Audience = app.Audience(id) })
	})
	who.Select(string(m.Options.Audience))
	people.OnSubmitted, who.OnSubmitted = x.choose, x.choose
	standard := kit.NewCheck(say.T("Follow the standard to the letter, not the ways of the program that the study came from"), m.Options.Standard, func(on bool) {
		m.Set(func(o *project.ExportOptions) { o.Standard = on })
	})
	names := say.T("Without names neither original files nor earlier texts go along. Names inside what people say are not looked for: redact them first.")
	if m.Options.Names {
		names = say.T("With what people are called, original files and earlier texts: for people who may know them.")
	}
	return kit.VStack(kit.Space2, kit.Flow(kit.Space3, study, people, who), kit.NewParagraph(names, kit.Small), standard)
}

// sections are the parts of the dry run.
func (x *Exporter) sections() []fyne.CanvasObject {
	m := x.model
	lines := []fyne.CanvasObject{kit.NewParagraph(Verdict(*m.Report, say.T("go out")), kit.Strong)}
	if said := m.Covered(); said != "" {
		lines = append(lines, kit.NewParagraph(said+".", kit.Body.In(kit.WarnInk)))
	}
	return append([]fyne.CanvasObject{kit.VStack(kit.Space2, lines...), Elements(*m.Report)}, Told(*m.Report)...)
}

// actions shows the buttons.
func (x *Exporter) actions() {
	m := x.model
	save := kit.NewButton(say.T("Save loss report…"), kit.Quiet, func() { x.p.Save(ReportName(m.Called(), "export"), m.Report.WriteText) })
	where := kit.NewButton(say.T("Choose where to save…"), kit.Primary, x.choose)
	if m.Report == nil {
		save.Disable()
		where.Disable()
	}
	x.dialog.SetActions([]fyne.CanvasObject{save}, kit.NewButton(say.T("Cancel"), kit.Quiet, x.dialog.Hide), where)
	if x.first && m.Report != nil {
		x.p.Canvas.Focus(where)
	}
}

// choose asks for the file and begins to write it, once it is known what goes out.
func (x *Exporter) choose() {
	if x.model.Report == nil {
		return
	}
	opt := x.model.Options
	x.p.Ask(x.model.FileName(), func(path string) {
		x.dialog.Hide()
		x.write(opt, path)
	})
}
