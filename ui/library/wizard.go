package library

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/exchange"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Size of the import dialog.
const (
	wizardWide float32 = 860
	wizardHigh float32 = 580
)

// Wizard paints an Import as a dialog: choose, check, name columns, watch, read what became of each file.
type Wizard struct {
	// Tell says how an import ended while the dialog was hidden; see shows the files.
	Tell func(outcome string, see func())
	// Project reports whether a path is a whole project of another program, and OnProject brings it in. Both nil where projects cannot come in.
	Project   func(path string) bool
	OnProject func(path string)

	model  *Import
	goTo   func(kit.Route)
	canvas fyne.Canvas
	dialog *kit.Dialog
	name   *kit.Entry
	step   Step
	bar    *kit.Progress
	what   *kit.Text
	view   *kit.ScrollView
	next   fyne.Focusable // what leads on: it has the keyboard when a step is new
}

// NewWizard makes the dialog over a model. goTo opens the first interview afterwards.
func NewWizard(m *Import, c fyne.Canvas, goTo func(kit.Route)) *Wizard {
	w := &Wizard{model: m, goTo: goTo, canvas: c, bar: kit.NewProgress(400), what: kit.NewElastic("", kit.Small)}
	w.name = kit.NewEntry(say.T("Name of the study"))
	w.name.OnChanged = func(s string) {
		m.NewName = s
		w.actions()
	}
	w.name.OnSubmitted = func(string) { m.Start() }
	m.OnChange = w.Refresh
	return w
}

// isProject reports whether paths are one project of another program.
func (w *Wizard) isProject(paths []string) bool {
	return w.Project != nil && len(paths) == 1 && w.Project(paths[0])
}

// bring leaves the files and brings a project in.
func (w *Wizard) bring(path string) {
	if w.Shown() {
		w.dialog.Hide()
	}
	w.OnProject(path)
}

// add takes chosen files; a project goes its own way.
func (w *Wizard) add(paths []string) {
	if w.isProject(paths) {
		w.bring(paths[0])
		return
	}
	w.model.Add(paths)
}

// Show begins an import for a study, with files that were dropped or none.
func (w *Wizard) Show(study app.StudyID, paths []string) {
	if w.isProject(paths) {
		w.bring(paths[0])
		return
	}
	if w.dialog != nil && w.dialog.Shown() {
		if len(paths) > 0 && (w.model.Step == Choosing || w.model.Step == Checking) {
			w.model.Add(paths)
		}
		return
	}
	if w.model.Step == Importing {
		w.reopen()
		return
	}
	w.open()
	w.model.Begin(study, paths)
}

func (w *Wizard) open() {
	w.dialog = kit.NewDialog(say.T("Import interviews"), wizardWide, wizardHigh)
	w.dialog.Show(w.canvas)
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
		if m.Step == Finished && w.step == Importing && w.Tell != nil {
			w.step = Finished
			w.Tell(Outcome(m.Result), w.reopen)
		}
		return
	}
	if m.Step == Importing && w.step == Importing {
		w.bar.Set(m.Progress)
		w.what.SetText(m.What)
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
	if fresh && w.next != nil {
		w.canvas.Focus(w.next)
	}
}

func (w *Wizard) content() fyne.CanvasObject {
	m := w.model
	w.view = nil
	switch m.Step {
	case Choosing:
		return kit.EmptyState(icons.Import, say.T("Drop transcripts here"),
			say.T("Word, PDF, OpenDocument, rich text, web pages, books (epub), subtitles (vtt, srt), plain text, and survey tables as CSV or Excel. Comments and highlights in them become findings. A folder brings all files in it. Nothing leaves this computer."),
			w.begins()...)
	case Reading:
		return kit.Dock(kit.NewText(ReadingText(m.Paths), kit.Small), nil, nil, nil, kit.Pad(kit.NewSkeleton(), kit.Space2))
	case Columns:
		w.dialog.SetTitle(say.T("What do the columns mean?"))
		return w.columns()
	case Importing:
		w.bar.Set(m.Progress)
		w.what.SetText(m.What)
		return kit.Centered(kit.Fixed(kit.VStack(kit.Space3, kit.NewText(say.T("Importing %s", say.Count(m.Result.Count(exchange.Imported), "file")), kit.Strong), w.bar, w.what), 460, 0))
	}
	w.dialog.SetTitle(say.T("Import interviews"))
	return w.files()
}

// begins are the ways to begin.
func (w *Wizard) begins() []fyne.CanvasObject {
	choose := kit.NewButton(say.T("Choose files…"), kit.Primary, w.choose)
	w.next = choose
	ways := []fyne.CanvasObject{choose}
	if w.OnProject != nil {
		ways = append(ways, kit.NewButton(say.T("A whole project…"), kit.Secondary, func() { w.bring("") }))
	}
	return ways
}

// files lists what was recognised, or what became of each file.
func (w *Wizard) files() fyne.CanvasObject {
	m := w.model
	var rows []fyne.CanvasObject
	const most = 200
	for i := range m.Result.Files {
		if i == most {
			rows = append(rows, kit.Pad(kit.NewText(say.T("and %s more", say.Count(len(m.Result.Files)-most, "file")), kit.Small), kit.Space3))
			break
		}
		rows = append(rows, w.file(&m.Result.Files[i]), kit.HLine())
	}
	w.view = kit.Scroll(kit.Inset(kit.VStack(0, rows...), 0, kit.Space3, 0, 0))
	top := []fyne.CanvasObject{}
	if bar := kit.ErrorBar(m.Err); bar != nil {
		top = append(top, bar)
	}
	if m.Step == Checking {
		top = append(top, w.studyRow())
		if ways := w.again(); len(ways) > 0 {
			top = append(top, kit.VStack(0, ways...))
		}
	} else {
		top = append(top, kit.NewParagraph(Outcome(m.Result), kit.Body))
	}
	return kit.Dock(kit.Inset(kit.VStack(kit.Space3, top...), 0, 0, kit.Space3, 0), nil, nil, nil, w.view)
}

// studyRow chooses where the files go.
func (w *Wizard) studyRow() fyne.CanvasObject {
	m := w.model
	var options []kit.Option
	for _, st := range m.All {
		options = append(options, kit.Option{ID: string(st.ID), Text: st.Name, Dot: kit.TagPaint(st.Color)})
	}
	options = append(options, kit.Option{ID: "new", Text: say.T("New study")})
	pick := kit.NewDropdown(options, func(id string) {
		if id == "new" {
			m.SetStudy("", say.T("New study"))
			return
		}
		m.SetStudy(app.StudyID(id), "")
	}).WithPrefix(say.T("Into: "))
	row := []fyne.CanvasObject{pick}
	pick.Select(string(m.Options.Study))
	if m.Options.Study == "" {
		pick.Select("new")
		row = append(row, kit.Fixed(w.name, 220, 0))
	}
	return kit.HStack(kit.Space3, append(row, kit.Grow(kit.NewElastic(Recognised(m.Result), kit.Small)))...)
}

// again are the choices about what the study holds already.
func (w *Wizard) again() (ways []fyne.CanvasObject) {
	m := w.model
	if m.Result.Count(exchange.Duplicate) > 0 || m.Options.Again {
		ways = append(ways, kit.NewCheck(say.T("Also bring in again what is here already"), m.Options.Again, m.SetAgain))
	}
	if m.HasTables() && m.Options.Study != "" {
		ways = append(ways, kit.NewCheck(say.T("Update respondents who are here, told by their code"), m.Options.Update, m.SetUpdate))
	}
	return ways
}

// file is one file: what it is, who speaks, what is odd.
func (w *Wizard) file(f *exchange.FileResult) fyne.CanvasObject {
	icon, ink := fileMark(f)
	words := []fyne.CanvasObject{kit.NewElastic(filepath.Base(f.Path), kit.Body), kit.NewParagraph(FileLine(f), kit.Control.In(lineInk(f)))}
	remarks := Remarks(f)
	for i, remark := range remarks {
		if i == mostRemarks {
			words = append(words, kit.NewText(say.T("and %s", say.Count(len(remarks)-mostRemarks, "more remark")), kit.Small))
			break
		}
		words = append(words, kit.NewParagraph(remark, kit.Small))
	}
	row := []fyne.CanvasObject{kit.NewIconSized(icon, ink, 18), kit.Grow(kit.VStack(2, words...))}
	if w.model.Step == Checking {
		row = append(row, w.fileActs(f)...)
	} else if len(f.Interviews) == 1 {
		row = append(row, kit.NewTextButton(say.T("Open"), kit.Control.In(kit.Accent), func() { w.openFirst(f.Interviews[0]) }))
	}
	return kit.PadXY(kit.HStack(kit.Space3, row...), kit.Space1, kit.Space2)
}

// fileActs corrects what was recognised.
func (w *Wizard) fileActs(f *exchange.FileResult) []fyne.CanvasObject {
	m := w.model
	var acts []fyne.CanvasObject
	if f.Status == exchange.Imported && len(f.Speakers) > 1 && !IsTable(f) {
		options := []kit.Option{}
		for _, s := range f.Speakers {
			options = append(options, kit.Option{ID: s, Text: s})
		}
		if f.Moderator == "" {
			options = append([]kit.Option{{ID: "", Text: say.T("nobody")}}, options...)
		}
		who := kit.NewDropdown(options, func(id string) { m.SetModerator(f.Path, id) }).WithPrefix(say.T("Moderator: ")).WithWidth(210)
		who.Select(f.Moderator)
		acts = append(acts, who)
	}
	if IsTable(f) {
		acts = append(acts, kit.NewButton(say.T("Columns…"), kit.Secondary, func() { m.NameColumns(f.Path, "") }))
	}
	if w.isProject([]string{f.Path}) {
		acts = append(acts, kit.NewButton(say.T("Import the project…"), kit.Secondary, func() { w.bring(f.Path) }))
	}
	return append(acts, kit.NewIconButton(icons.Close, say.T("Leave this file out"), func() { m.Leave(f.Path) }))
}

// lineInk is the colour of a file's line: what failed stands out, beside its icon.
func lineInk(f *exchange.FileResult) kit.Token {
	if f.Status == exchange.Failed {
		return kit.BadInk
	}
	return kit.Muted
}

func fileMark(f *exchange.FileResult) (icons.Name, kit.Token) {
	switch f.Status {
	case exchange.Imported:
		return icons.Done, kit.GoodInk
	case exchange.Duplicate:
		return icons.Copy, kit.Muted
	case exchange.Skipped:
		return icons.Minus, kit.Muted
	}
	return icons.Error, kit.BadInk
}

// actions shows the buttons of the step.
func (w *Wizard) actions() {
	m, d := w.model, w.dialog
	if d == nil {
		return
	}
	cancel := kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide)
	switch m.Step {
	case Choosing, Reading:
		d.SetActions(nil, cancel)
	case Checking:
		n := m.Ready()
		start := kit.NewButton(say.T("Import %s", say.Count(n, "file")), kit.Primary, m.Start)
		if n == 0 {
			start.SetText(say.T("Nothing to import"))
			start.Disable()
		}
		w.next = start
		d.SetActions([]fyne.CanvasObject{kit.NewButton(say.T("Choose more…"), kit.Quiet, w.choose)}, cancel, start)
	case Columns:
		use := kit.NewButton(say.T("Use these columns"), kit.Primary, m.UseColumns)
		if !m.ColumnsReady() {
			use.Disable()
		}
		w.next = use
		d.SetActions(nil, kit.NewButton(say.T("Back"), kit.Quiet, m.LeaveColumns), use)
	case Importing:
		hide := kit.NewButton(say.T("Hide"), kit.Secondary, d.Hide)
		d.SetActions([]fyne.CanvasObject{kit.NewText(say.T("You can go on working; the status bar shows the progress."), kit.Small)},
			kit.NewButton(say.T("Cancel import"), kit.Quiet, m.Stop), hide)
		w.next = hide
	case Finished:
		done := kit.NewButton(say.T("Done"), kit.Secondary, d.Hide)
		buttons := []fyne.CanvasObject{done}
		w.next = done
		if id := m.First(); id != "" {
			first := kit.NewButton(say.T("Read the first"), kit.Primary, func() { w.openFirst(id) })
			buttons = append(buttons, first)
			w.next = first
		}
		d.SetActions(nil, buttons...)
	}
}

func (w *Wizard) openFirst(id app.InterviewID) {
	w.dialog.Hide()
	w.goTo(kit.Route{Screen: kit.Reader, Study: w.model.Options.Study, ID: string(id)})
}

// choose opens the file dialog; the wizard comes back with the files.
func (w *Wizard) choose() {
	(&kit.FileDialog{Mode: kit.OpenFiles, Title: say.T("Choose interviews"), Action: say.T("Choose"), Types: interviewFiles, OnPick: w.add}).Show(w.canvas)
}
