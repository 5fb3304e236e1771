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
	t.row = kit.HStack(kit.Space3)
	t.build()
	t.root = kit.VStack(0, kit.Fixed(kit.PadXY(t.row, kit.Space4, 0), 0, barHigh), kit.HLine())
	return t
}

// build lays the bar out; in a narrow window signs stand for words.
func (t *topBar) build() {
	s := t.s
	search := kit.NewFieldButton(say.T("Search or jump to…"), s.KeysOf("search-and-commands"), 390, s.ShowPalette)
	objects := []fyne.CanvasObject{t.study, search, kit.Spacer()}
	if s.p.Services.ReadOnly {
		objects = append(objects, kit.NewBadge(say.T("Read only"), kit.Caution))
	}
	act := func(icon icons.Name, word string, kind kit.ButtonKind, run func()) {
		switch {
		case run == nil:
		case s.narrow:
			objects = append(objects, kit.NewIconButton(icon, word, run))
		default:
			objects = append(objects, kit.NewButton(word, kind, run))
		}
	}
	act(icons.Import, say.T("Import…"), kit.Secondary, s.p.OnImport)
	act(icons.Reports, say.T("Report"), kit.Primary, s.p.OnReport)
	t.row.Objects = objects
	t.row.Refresh()
}

// Letters of a study's name that the switcher shows, in a wide window and in a narrow one.
const (
	maxStudyName    = 36
	narrowStudyName = 20
)

func (t *topBar) paint() {
	text, dot := say.T("All studies"), kit.PaintOf(kit.Muted)
	if st := t.s.studyNamed(t.s.study); st != nil {
		text, dot = st.Name, kit.TagPaint(st.Color)
		most := maxStudyName
		if t.s.narrow {
			most = narrowStudyName
		}
		if r := []rune(text); len(r) > most {
			text = string(r[:most-1]) + "…"
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
	return kit.PickItem{Text: st.Name, Dot: kit.TagPaint(st.Color), Detail: say.Sentence(st.Status),
		Run: func() { t.s.Go(kit.Route{Study: st.ID}) }}
}
