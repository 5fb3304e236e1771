package shell

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// barHigh is the height of the top bar without its hairline.
const barHigh float32 = 47

// topBar holds the study switcher, the search and the two great acts.
type topBar struct {
	s     *Shell
	root  *fyne.Container
	row   *fyne.Container
	study *kit.Button
}

func newTopBar(s *Shell) *topBar {
	t := &topBar{s: s}
	t.study = kit.NewDropButton(say.T("All studies"), kit.PaintOf(kit.Muted), t.switchStudy)
	search := kit.NewFieldButton(say.T("Search or jump to…"), say.T("Ctrl K"), 390, s.ShowPalette)
	objects := []fyne.CanvasObject{t.study, search, kit.Spacer()}
	if s.p.Services.ReadOnly {
		objects = append(objects, kit.NewBadge(say.T("Read only"), kit.Caution))
	}
	if s.p.OnImport != nil {
		objects = append(objects, kit.NewButton(say.T("Import…"), kit.Secondary, s.p.OnImport))
	}
	if s.p.OnReport != nil {
		objects = append(objects, kit.NewButton(say.T("Report"), kit.Primary, s.p.OnReport))
	}
	t.row = kit.HStack(kit.Space3, objects...)
	t.root = kit.VStack(0, kit.Fixed(kit.PadXY(t.row, kit.Space4, 0), 0, barHigh), kit.HLine())
	return t
}

// maxStudyName is how many letters of a study's name the switcher shows.
const maxStudyName = 36

func (t *topBar) paint() {
	text, dot := say.T("All studies"), kit.PaintOf(kit.Muted)
	if st := t.s.studyNamed(t.s.study); st != nil {
		text, dot = st.Name, kit.TagPaint(st.Color)
		if r := []rune(text); len(r) > maxStudyName {
			text = string(r[:maxStudyName-1]) + "…"
		}
	}
	if t.study.Text() != text {
		t.study.SetText(text)
		t.study.SetDot(dot)
		t.row.Refresh()
	}
}

// ChooseStudy opens the list of studies below the switcher.
func (s *Shell) ChooseStudy() { s.top.switchStudy() }

// switchStudy opens the list of studies.
func (t *topBar) switchStudy() {
	s := t.s
	items := []kit.PickItem{{Text: say.T("All studies"), Icon: icons.Studies, Run: func() { s.Go(kit.Route{Study: kit.AllStudies}) }}}
	for _, st := range s.studies {
		items = append(items, t.item(st))
	}
	add := kit.PickItem{Text: say.T("New study…"), Icon: icons.Plus, Muted: true, Run: s.AskNewStudy}
	kit.NewPicker(say.T("Find a study"), 320, func(q string) []kit.PickItem {
		found := kit.Match(q, items)
		if s.p.Services.NewStudy != nil && !s.p.Services.ReadOnly {
			found = append(found, add)
			if s.p.OnStart != nil {
				found = append(found, kit.PickItem{Text: say.T("New study from templates…"), Icon: icons.Book, Muted: true, Run: s.p.OnStart})
			}
		}
		return found
	}).ShowBelow(t.study)
}

func (t *topBar) item(st app.Study) kit.PickItem {
	return kit.PickItem{Text: st.Name, Dot: kit.TagPaint(st.Color), Detail: st.Status,
		Run: func() { t.s.Go(kit.Route{Study: st.ID}) }}
}
