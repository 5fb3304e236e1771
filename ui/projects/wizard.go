package projects

import (
	"io"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Size of the import dialog.
const (
	wizardWide float32 = 900
	wizardHigh float32 = 640
)

// Params is what the dialogs over projects need of the window.
type Params struct {
	Canvas fyne.Canvas
	GoTo   func(kit.Route)
	Undo   func()                                         // takes the last step back
	Save   func(name string, write func(io.Writer) error) // asks for a file and writes it
	Tell   func(said string, action string, run func())   // says something at the foot of the window
	Ask    func(name string, choose func(path string))    // asks for a file to write
}

// Wizard paints an Import as a dialog: choose, read, check what it would become, watch, read what became of it.
type Wizard struct {
	model  *Import
	p      Params
	dialog *kit.Dialog
	name   *kit.Entry
	step   Step
	bar    *kit.Progress
	what   *kit.Text
	view   *kit.ScrollView
	next   fyne.Focusable // what takes the keyboard when the step is new
}

// NewWizard makes the dialog over a model.
func NewWizard(m *Import, p Params) *Wizard {
	w := &Wizard{model: m, p: p, bar: kit.NewProgress(400), what: kit.NewElastic("", kit.Small)}
	w.name = kit.NewEntry(say.T("Name of the study"))
	w.name.OnChanged = func(s string) {
		if m.NewName != s {
			m.NewName = s
			w.actions()
		}
	}
	w.name.OnSubmitted = func(string) { m.Start() }
	m.OnChange, m.OnMoved = w.Refresh, w.moved
	return w
}

// moved shows how far something is.
func (w *Wizard) moved() {
	w.bar.Set(w.model.Progress)
	w.what.SetText(w.model.What)
}

// Show begins an import, with a project's path or "". An import that runs is shown instead.
func (w *Wizard) Show(study app.StudyID, path string) {
	if w.model.Step == Importing {
		if !w.Shown() {
			w.reopen()
		}
		return
	}
	if !w.Shown() {
		w.open()
	}
	w.model.Begin(study, path)
}

// Knows reports whether a path is a project.
func (w *Wizard) Knows(path string) bool { return w.model.Carrier.Knows(path) }

func (w *Wizard) open() {
	w.dialog = kit.NewDialog(say.T("Import a project"), wizardWide, wizardHigh)
	w.dialog.OnClose = func() {
		if w.model.Step != Importing {
			w.model.Stop()
		}
	}
	w.dialog.Show(w.p.Canvas)
	w.step = unseen
}

// unseen is no step: the next one is new on screen.
const unseen Step = -1

// reopen shows the import that runs or has ended.
func (w *Wizard) reopen() {
	w.open()
	w.Refresh()
}

// Shown reports whether the dialog is on screen.
func (w *Wizard) Shown() bool { return w.dialog != nil && w.dialog.Shown() }

// Refresh paints the model's step.
func (w *Wizard) Refresh() {
	m := w.model
	if !w.Shown() {
		if w.step == Importing && m.Step == Finished && w.p.Tell != nil {
			w.p.Tell(Outcome(m.Plan), say.T("See report"), w.reopen)
		}
		w.step = m.Step
		return
	}
	busy := m.Step == Importing || m.Step == Reading
	w.moved()
	if busy && w.step == m.Step {
		return
	}
	offset := float32(0)
	if w.view != nil && w.step == m.Step {
		offset = w.view.Offset()
	}
	fresh := w.step != m.Step
	w.step = m.Step
	if w.name.Text != m.NewName {
		w.name.SetText(m.NewName)
	}
	w.next = nil
	w.dialog.SetContent(w.content())
	w.actions()
	if offset > 0 && w.view != nil {
		w.view.ScrollTo(offset)
	}
	if fresh {
		w.focus()
	}
}

// focus gives the keyboard to what a new step is about.
func (w *Wizard) focus() {
	switch {
	case w.model.Step == Checking && w.model.Study == "":
		w.name.FocusAll()
	case w.next != nil:
		w.p.Canvas.Focus(w.next)
	}
}

func (w *Wizard) content() fyne.CanvasObject {
	m := w.model
	w.view = nil
	switch m.Step {
	case Choosing:
		choose := kit.NewButton(say.T("Choose a project…"), kit.Primary, w.choose)
		w.next = choose
		return kit.EmptyState(icons.Import, say.T("Bring a whole project"), Formats, choose)
	case Reading:
		return w.waiting(say.T("Reading %s", m.Called()))
	case Importing:
		return w.waiting(say.T("Importing %s", m.Called()))
	case Broken:
		choose := kit.NewButton(say.T("Choose another…"), kit.Secondary, w.choose)
		w.next = choose
		return kit.ErrorState(m.Err, choose)
	}
	return w.report()
}

func (w *Wizard) waiting(title string) fyne.CanvasObject { return waiting(title, w.bar, w.what) }

// waiting is a page that shows how far something is.
func waiting(title string, bar *kit.Progress, what *kit.Text) fyne.CanvasObject {
	return kit.Centered(kit.Fixed(kit.VStack(kit.Space3, kit.NewElastic(title, kit.Strong), bar, what), 460, 0))
}

// report is the page of what the project would become, or became.
func (w *Wizard) report() fyne.CanvasObject {
	m := w.model
	top := []fyne.CanvasObject{}
	if bar := kit.ErrorBar(m.Err); bar != nil {
		top = append(top, bar)
	}
	top = append(top, kit.NewElastic(m.Headline(kit.FileSize), kit.Control.In(kit.Muted)))
	if m.Step == Checking {
		top = append(top, w.whereRow())
	} else {
		top = append(top, kit.NewParagraph(Outcome(m.Plan), kit.Body))
	}
	var page fyne.CanvasObject
	switch {
	case m.Plan != nil:
		w.view = kit.Scroll(kit.Inset(kit.VStack(kit.Space5, w.sections()...), 0, kit.Space3, kit.Space3, 0))
		page = w.view
	case m.Err != nil:
		page = kit.Stack()
	default:
		page = w.waiting(say.T("Working out what it becomes here"))
	}
	return kit.Dock(kit.Inset(kit.VStack(kit.Space3, top...), 0, 0, kit.Space4, 0), nil, nil, nil, page)
}

// whereRow chooses which project of the file, and where it goes.
func (w *Wizard) whereRow() fyne.CanvasObject {
	m := w.model
	var row []fyne.CanvasObject
	if len(m.Parts) > 1 {
		var options []kit.Option
		for _, p := range m.Parts {
			options = append(options, kit.Option{ID: p.ID, Text: p.Name + " (" + say.Count(p.Sources, "document") + ")"})
		}
		part := kit.NewDropdown(options, m.Choose).WithPrefix(say.T("Project: "))
		part.Select(m.Part)
		row = append(row, part)
	}
	options := []kit.Option{{ID: "", Text: say.T("New study")}}
	for _, st := range m.All {
		options = append(options, kit.Option{ID: string(st.ID), Text: st.Name, Dot: kit.TagPaint(st.Color)})
	}
	pick := kit.NewDropdown(options, func(id string) { m.SetStudy(app.StudyID(id)) }).WithPrefix(say.T("Into: "))
	pick.Select(string(m.Study))
	row = append(row, pick)
	w.next = pick
	if m.Study == "" {
		row = append(row, kit.Grow(w.name))
	} else {
		row = append(row, kit.Grow(kit.NewElastic(say.T("Tags of the same name become one."), kit.Small)))
	}
	return kit.HStack(kit.Space3, row...)
}

// sections are the parts of the report.
func (w *Wizard) sections() []fyne.CanvasObject {
	m := w.model
	how := say.T("come through")
	if m.Step == Finished {
		how = say.T("came through")
	}
	all := []fyne.CanvasObject{kit.VStack(kit.Space2, kit.NewParagraph(Verdict(m.Plan.Report, how), kit.Strong), kit.NewParagraph(Becomes(m.Plan.Makes), kit.Body.In(kit.Muted))), Elements(m.Plan.Report)}
	if clashes := w.clashes(); clashes != nil {
		all = append(all, clashes)
	}
	if m.Step == Checking && len(m.Coders()) > 0 {
		all = append(all, w.coders())
	}
	return append(all, Told(m.Plan.Report)...)
}

// mostShown is how many lines of a list are shown before the rest is only counted.
const mostShown = 6

// clashes says what meets something that is here.
func (w *Wizard) clashes() fyne.CanvasObject {
	all := w.model.Plan.Clashes
	if len(all) == 0 {
		return nil
	}
	lines := []fyne.CanvasObject{kit.NewText(say.T("Here already"), kit.Label)}
	for i, c := range all {
		if i == mostShown {
			lines = append(lines, kit.NewText(say.T("and %s more", say.Number(len(all)-mostShown)), kit.Small))
			break
		}
		lines = append(lines, kit.NewParagraph(say.Sentence(c.Text), kit.Body))
	}
	return kit.VStack(kit.Space1, lines...)
}

// actions shows the buttons of the step.
func (w *Wizard) actions() {
	m, d := w.model, w.dialog
	if d == nil {
		return
	}
	cancel := kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide)
	switch m.Step {
	case Choosing, Reading, Broken:
		d.SetActions(nil, cancel)
	case Checking:
		start := kit.NewButton(say.T("Import the project"), kit.Primary, m.Start)
		if !m.Ready() {
			start.Disable()
		}
		left := []fyne.CanvasObject{w.saves(), kit.Grow(kit.NewElastic(w.hint(), kit.Small))}
		d.SetActions(left, cancel, start)
	case Importing:
		d.SetActions([]fyne.CanvasObject{kit.NewText(say.T("You can go on working; the status bar shows the progress."), kit.Small)},
			kit.NewButton(say.T("Cancel import"), kit.Quiet, m.Stop), kit.NewButton(say.T("Hide"), kit.Secondary, d.Hide))
	case Finished:
		undo := kit.NewButton(say.T("Undo"), kit.Quiet, func() {
			d.Hide()
			w.p.Undo()
		})
		open := kit.NewButton(say.T("Open the study"), kit.Primary, func() {
			d.Hide()
			w.p.GoTo(kit.Route{Screen: kit.Interviews, Study: m.Plan.Study})
		})
		d.SetActions([]fyne.CanvasObject{w.saves(), undo}, kit.NewButton(say.T("Done"), kit.Secondary, d.Hide), open)
		w.next = open
	}
}

// hint says why the project cannot come in, or that nothing is lost by trying.
func (w *Wizard) hint() string {
	if w.model.Taken() {
		return say.T("A study of this name is here already.")
	}
	return say.T("Nothing is written yet; one undo takes it back.")
}

// saves is the button that keeps the report as a file.
func (w *Wizard) saves() fyne.CanvasObject {
	plan := w.model.Plan
	b := kit.NewButton(say.T("Save loss report…"), kit.Quiet, func() { w.p.Save(ReportName(plan.Name, "import"), plan.Report.WriteText) })
	if plan == nil || w.p.Save == nil {
		b.Disable()
	}
	return b
}

// choose opens the file dialog; the wizard comes back with the project.
func (w *Wizard) choose() {
	knows := w.model.Carrier.Knows
	(&kit.FileDialog{Mode: kit.OpenFile, Title: say.T("Choose a project"), Action: say.T("Look at it"), Whole: knows, Types: projectFiles,
		OnPick: func(paths []string) { w.model.Open(paths[0]) }}).Show(w.p.Canvas)
}
