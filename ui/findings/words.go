package findings

import (
	"strconv"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Size of the dialog of words.
const (
	wordsWide float32 = 520
	wordsHigh float32 = 460
)

// weights are what a word can weigh, in words.
var weights = []kit.Option{{ID: "3", Text: say.T("+3 strong praise")}, {ID: "2", Text: say.T("+2 praise")}, {ID: "1", Text: say.T("+1 mild praise")}, {ID: "0", Text: say.T("0 neither")},
	{ID: "-1", Text: say.T("−1 mild complaint")}, {ID: "-2", Text: say.T("−2 complaint")}, {ID: "-3", Text: say.T("−3 strong complaint")}}

// wordsDialog shows and changes the workspace's own words of opinion.
type wordsDialog struct {
	model  *Model
	dialog *kit.Dialog
	entry  *kit.Entry
	weight *kit.Dropdown
	wrong  *fyne.Container
	list   *fyne.Container
	scroll *kit.ScrollView
}

// showWords opens the dialog.
func (s *Screen) showWords() {
	m := s.model
	w := &wordsDialog{model: m, dialog: kit.NewDialog(say.T("Words of your own"), wordsWide, wordsHigh), entry: kit.NewEntry(say.T("A word or turn of phrase")), wrong: kit.VStack(0), list: kit.VStack(kit.Space1)}
	w.weight = kit.NewDropdown(weights, nil).WithWidth(190)
	w.weight.Select("-2")
	w.entry.OnSubmitted = func(string) { w.add() }
	w.scroll = kit.Scroll(w.list)
	intro := kit.NewParagraph(say.T("What these words mean in your field. Estimates of sentiment heed them before the words that come with the program, in the whole workspace."), kit.Small)
	line := kit.HStack(kit.Space2, kit.Grow(w.entry), w.weight, kit.NewButton(say.T("Add word"), kit.Primary, w.add))
	w.dialog.SetContent(kit.Dock(kit.VStack(kit.Space3, intro, line, w.wrong), nil, nil, nil, kit.Inset(w.scroll, kit.Space3, 0, 0, 0)))
	w.dialog.SetActions(nil, kit.NewButton(say.T("Close"), kit.Secondary, w.dialog.Hide))
	w.dialog.OnClose = func() { m.Opinions.OnChange = nil }
	m.Opinions.OnChange = w.paint
	w.paint()
	m.LoadWords()
	w.dialog.Show(kit.CanvasOf(s.root))
	w.entry.Focus()
}

func (w *wordsDialog) add() {
	weight, err := strconv.ParseFloat(w.weight.Selected(), 64)
	if err != nil {
		return // the choices are numbers
	}
	w.model.SetWord(w.entry.Text, weight, func(err error) {
		if err == nil {
			w.entry.SetText("")
			w.entry.Focus()
		}
	})
}

// paint shows the words, or what stands in their place.
func (w *wordsDialog) paint() {
	m := w.model
	w.wrong.Objects = nil
	if bar := kit.ErrorBar(m.Opinions.Err); bar != nil {
		w.wrong.Objects = []fyne.CanvasObject{bar}
	}
	w.wrong.Refresh()
	w.list.Objects = nil
	switch {
	case !m.Opinions.Loaded:
		w.list.Add(kit.NewParagraph(say.T("Loading…"), kit.Small))
	case len(m.Opinions.All) == 0:
		w.list.Add(kit.NewParagraph(say.T("None yet. For instance “laggy” −2, “sick” +1, or “pain au chocolat” 0."), kit.Small))
	}
	for i := range m.Opinions.All {
		w.list.Add(w.row(m.Opinions.All[i]))
	}
	w.list.Refresh()
	w.scroll.Refresh()
}

func (w *wordsDialog) row(o app.OpinionWord) fyne.CanvasObject {
	d := kit.NewDropdown(weights, func(id string) {
		if weight, err := strconv.ParseFloat(id, 64); err == nil {
			w.model.SetWord(o.Words, weight, nil)
		}
	}).WithWidth(190)
	d.Select(strconv.Itoa(nearest(o.Weight)))
	return kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(o.Words, kit.Body)), d, kit.NewIconButton(icons.Trash, say.T("Remove “%s”", o.Words), func() { w.model.RemoveWord(o.ID) }))
}

// nearest is the whole number nearest to a weight.
func nearest(w float64) int {
	if w < 0 {
		return -int(0.5 - w)
	}
	return int(w + 0.5)
}
