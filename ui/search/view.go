package search

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	engine "throughline/app/search"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Widths of the facets and of the preview.
const (
	facetsWide  float32 = 212
	previewWide float32 = 380
)

// typingPause is how long typing rests before the question is asked.
const typingPause = 80 * time.Millisecond

// Screen paints a Model.
type Screen struct {
	model *Model
	goTo  func(kit.Route)

	field  *kit.SearchField
	mode   *kit.Segments
	save   *kit.Button
	list   *kit.GroupList
	rows   []Row
	facets *facets
	seen   *preview
	notes  *fyne.Container
	middle *fyne.Container
	split  *kit.SplitView
	root   *fyne.Container

	wait   func()    // stops the question that waits for a rest
	opened kit.Route // the route shown, to tell coming back from asking anew
	told   string    // the notes painted
	shape  string    // what stands in the middle
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, wait: func() {}}
	s.field = kit.NewSearchField(say.T("What do we know about…"), 260, s.typed)
	s.field.OnSubmitted = func(string) { s.enter() }
	clear := s.field.Entry.OnKey
	s.field.Entry.OnKey = func(k *fyne.KeyEvent) bool { return clear(k) || s.fieldKey(k) }
	s.mode = kit.NewSegments([]kit.Option{{ID: string(engine.Both), Text: say.T("Both")}, {ID: string(engine.Words), Text: say.T("Words")}, {ID: string(engine.Meaning), Text: say.T("Meaning")}},
		func(id string) { m.SetMode(engine.Mode(id)) })
	s.save = kit.NewButton(say.T("Save search"), kit.Secondary, s.askSave)
	s.list = kit.NewGroupList(s.row)
	s.list.Long = true
	s.list.OnSelect = s.choose
	s.list.OnOpen = s.open
	s.list.OnToggle = func(i int) { m.Fold(s.rows[i].Kind) }
	s.list.OnRune = func(r rune) bool { s.Rune(r); return r == '/' || r == 's' || r == 'S' }
	s.facets = newFacets(m, s.askForget)
	s.seen = newPreview(m, s.openChosen)
	s.notes = kit.VStack(kit.Space2)
	s.middle = kit.Stack()
	top := kit.VStack(kit.Space2, kit.Head(kit.Space3, kit.Grow(s.field), s.mode, s.save), s.notes)
	s.split = kit.NewSplit(s.facets.root, s.middle, s.seen.panel, facetsWide, previewWide)
	s.root = kit.Dock(kit.VStack(0, kit.Inset(top, kit.Space3, kit.Space4, kit.Space3, kit.Space4), kit.HLine()), nil, nil, nil, s.split)
	m.OnChange, m.OnError = s.Refresh, s.tell
	s.Refresh()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open asks what the route asks. The place shown last stays as it was: coming back finds the same answers, the same one chosen.
func (s *Screen) Open(r kit.Route) {
	m := s.model
	studyChanged := m.Study != r.Study
	m.Study = r.Study
	m.ListSaved()
	again := r == s.opened
	s.opened = r
	id, saved := r.SavedSearch()
	switch {
	case again && !studyChanged:
	case saved:
		m.OpenSaved(id)
		s.put(m.Question.Text)
	case r.Filter != "" && r.Filter != m.Question.Text:
		s.put(r.Filter)
		m.SetText(r.Filter)
	case studyChanged:
		m.Ask(m.Question)
	}
}

// put writes a question into the field without asking it.
func (s *Screen) put(text string) {
	if s.field.Text() != text {
		s.field.OnChanged = nil
		s.field.SetText(text)
		s.field.OnChanged = s.typed
	}
}

// Shown puts the keyboard where the person goes on: into the field while nothing is asked, else into the answers.
func (s *Screen) Shown() {
	if c := kit.CanvasOf(s.root); c == nil || c.Overlays().Top() != nil {
		return
	}
	if s.model.At >= 0 && s.model.Loaded {
		s.list.Focus()
		return
	}
	s.field.Focus()
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "/", Does: say.T("Write the question")}, {Keys: "Up, Down", Does: say.T("Go through the answers, from the field as well")},
		{Keys: "Enter", Does: say.T("Open the answer in its place")}, {Keys: "Alt ←", Does: say.T("Come back to the same answer")}, {Keys: "Left, Right", Does: say.T("Fold and open a group")},
		{Keys: "M", Does: say.T("Both, words or meaning")}, {Keys: "S", Does: say.T("Save the search")}, {Keys: "tag: study: in: person: is:", Does: say.T("Narrow, in the question")},
		{Keys: "OR  NEAR/5  -word", Does: say.T("Either, near each other, without")}}
}

// Key acts on keys that nothing else wants.
func (s *Screen) Key(k *fyne.KeyEvent) { s.list.Key(k) }

// Rune acts on letters.
func (s *Screen) Rune(r rune) {
	switch r {
	case '/':
		s.field.Focus()
	case 's', 'S':
		s.askSave()
	case 'm', 'M':
		next := map[engine.Mode]engine.Mode{engine.Both: engine.Words, engine.Words: engine.Meaning, engine.Meaning: engine.Both}
		s.model.SetMode(next[s.model.Question.Mode])
	}
}

func (s *Screen) typed(text string) {
	s.wait()
	s.wait = task.After(typingPause, func() { s.model.SetText(text) })
}

// fieldKey moves through the answers while the question is being written.
func (s *Screen) fieldKey(k *fyne.KeyEvent) bool {
	if k.Name == fyne.KeyDown || k.Name == fyne.KeyUp {
		return s.list.Key(k)
	}
	return false
}

// enter is Enter in the field: the question is asked at once; when its answers are there, the chosen one opens.
func (s *Screen) enter() {
	m := s.model
	if m.Loaded && m.At >= 0 && strings.TrimSpace(s.field.Text()) == strings.TrimSpace(m.Question.Text) {
		s.openChosen()
		return
	}
	s.wait()
	m.SetText(s.field.Text())
}

func (s *Screen) choose(i int) {
	if i < len(s.rows) && s.rows[i].More != "" {
		s.model.At = i
		return
	}
	s.model.Select(i)
}

// open is Enter or a double click on a line.
func (s *Screen) open(i int) {
	if i < len(s.rows) && s.rows[i].More != "" {
		s.model.Widen(s.rows[i].Kind)
		return
	}
	s.model.Select(i)
	s.openChosen()
}

// openChosen goes to the chosen answer, to the very words where they are known.
func (s *Screen) openChosen() {
	r := s.model.Chosen()
	if r == nil {
		return
	}
	to := kit.RouteToHit(r.Hit)
	if to.Screen == kit.Reader && r.Kind == app.KindTranscript {
		to.Span = s.model.place(r)
	}
	s.goTo(to)
}

func (s *Screen) tell(err error) {
	if t, ok := kit.ErrorToast(err); ok {
		if st := kit.StageOf(s.root); st != nil {
			st.Toast(t)
		}
	}
}

// row is a line of the list.
func (s *Screen) row(i int) kit.GroupRow {
	r := s.rows[i]
	switch {
	case r.Head != "":
		return kit.GroupRow{Head: true, Open: r.Open, Title: r.Head, Line: r.Count}
	case r.More != "":
		return kit.GroupRow{Icon: icons.Down, Title: r.More, Line: say.T("Enter or a double click")}
	}
	said, marks := Said(r.Result)
	row := kit.GroupRow{Icon: kit.KindIcon(r.Kind), Title: Title(r.Result), Line: s.model.Line(r.Result), Said: said, Marks: marks, Why: say.Sentence(r.Result.Why())}
	if sign, ok := kit.SignOf(s.model.AllowedOf(r.Result)); ok {
		row.Says = &sign
	}
	if strength := s.model.Strength[r.Result.Ref()]; strength != "" {
		row.Badge = strength
	}
	return row
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	s.rows = m.Rows()
	s.mode.Select(string(m.Question.Mode))
	if strings.TrimSpace(s.field.Text()) == "" && m.Question.Text != "" {
		s.put(m.Question.Text)
	}
	asked := strings.TrimSpace(m.Question.Text) != ""
	if m.Views == nil || !asked || m.Current() != nil {
		s.save.Disable()
	} else {
		s.save.Enable()
	}
	s.list.SetRows(len(s.rows), m.At)
	s.paintNotes()
	s.paintMiddle(asked)
	s.facets.paint()
	s.split.ShowLeft(asked || len(s.facets.box.Objects) > 0)
	s.seen.paint()
	s.split.ShowRight(len(s.rows) > 0)
}

// paintNotes says what was searched instead and what cannot be found.
func (s *Screen) paintNotes() {
	m := s.model
	mended, summary := m.Mended(), ""
	if strings.TrimSpace(m.Question.Text) != "" && m.Loaded {
		summary = m.Summary()
	}
	if mended+"\n"+summary == s.told {
		return
	}
	s.told = mended + "\n" + summary
	s.notes.Objects = nil
	if mended != "" {
		s.notes.Add(kit.HStack(kit.Space3, kit.NewText(mended, kit.Control), kit.NewButton(say.T("Search for “%s” instead", strings.TrimSpace(m.Question.Text)), kit.Quiet, m.AsTyped), kit.Spacer()))
	}
	if summary != "" {
		s.notes.Add(kit.NewElastic(summary, kit.Small))
	}
	s.notes.Refresh()
	s.root.Refresh()
}

// paintMiddle puts the answers, or what is said while there are none, into the middle.
func (s *Screen) paintMiddle(asked bool) {
	m := s.model
	shape := "answers"
	switch {
	case m.Err != nil:
		shape = "error " + m.Err.Error()
	case !asked:
		shape = "start"
	case len(s.rows) == 0 && !m.Loaded:
		shape = "loading"
	case len(s.rows) == 0:
		shape = "nothing " + m.Question.Text
	}
	if shape == s.shape {
		return
	}
	s.shape = shape
	var o fyne.CanvasObject
	switch word, _, _ := strings.Cut(shape, " "); word {
	case "error":
		o = kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.load))
	case "start":
		o = kit.EmptyState(icons.Search, say.T("Ask what is known"), say.T("Words or a whole question: “people who gave up during setup”. Narrow with tag:, study:, in:, person: or is:published. Searches you save stand at the left."))
	case "loading":
		o = kit.Inset(kit.NewSkeleton(), kit.Space4, kit.Space4, 0, kit.Space4)
	case "nothing":
		o = kit.EmptyState(icons.Search, say.T("Nothing is known about this"), say.T("Try fewer or other words, another study, or take away what narrows it."), s.widenings()...)
	default:
		o = s.list
	}
	s.middle.Objects = []fyne.CanvasObject{o}
	s.middle.Refresh()
}

func (s *Screen) widenings() []fyne.CanvasObject {
	m := s.model
	var out []fyne.CanvasObject
	if !m.Question.Narrow.IsZero() {
		out = append(out, kit.NewButton(say.T("Take away what narrows"), kit.Secondary, func() { m.Narrow(func(n *app.SearchNarrow) { *n = app.SearchNarrow{} }) }))
	}
	if m.Study != "" {
		out = append(out, kit.NewButton(say.T("Search all studies"), kit.Secondary, func() { s.goTo(kit.Route{Screen: kit.Search, Study: kit.AllStudies, Filter: m.Question.Text}) }))
	}
	return out
}

// askSave asks for the name of the search.
func (s *Screen) askSave() {
	c := kit.CanvasOf(s.root)
	if s.save.Disabled() || c == nil || c.Overlays().Top() != nil {
		return
	}
	name := kit.NewEntry(say.T("Setup trouble"))
	name.SetText(s.model.Question.Text)
	d := kit.NewDialog(say.T("Save search"), 420, 190)
	do := func() {
		if strings.TrimSpace(name.Text) != "" {
			s.model.Save(name.Text)
			d.Hide()
		}
	}
	name.OnSubmitted = func(string) { do() }
	d.SetContent(kit.VStack(kit.Space2, kit.FormRow(say.T("Name"), name)))
	d.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(say.T("Save search"), kit.Primary, do))
	d.Show(c)
	name.FocusAll()
}

// askForget offers what can be done with a saved search.
func (s *Screen) askForget(v app.View, at fyne.Position) {
	if c := kit.CanvasOf(s.root); c != nil {
		kit.ShowMenuAt(c, at, kit.MenuItem{Text: say.T("Delete “%s”", v.Name), Icon: icons.Trash, Run: func() { s.model.Forget(v.ID) }})
	}
}
