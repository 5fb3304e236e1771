package projects

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app/qda"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// coderWide is the width of a button that says under which name a coder comes in.
const coderWide float32 = 320

// coders chooses under which name each coder's work comes in.
func (w *Wizard) coders() fyne.CanvasObject {
	m := w.model
	lines := []fyne.CanvasObject{kit.NewText(say.T("Coders"), kit.Label)}
	for i, u := range m.Coders() {
		if i == 2*mostShown {
			lines = append(lines, kit.NewText(say.T("and %s under the names of the file", say.Count(len(m.Coders())-i, "more coder")), kit.Small))
			break
		}
		lines = append(lines, kit.HStack(kit.Space3, kit.Grow(kit.NewElastic(CoderName(u), kit.Body)), kit.Fixed(w.coder(u), coderWide, 0)))
	}
	return kit.VStack(kit.Space1, lines...)
}

// coder is the button of one coder.
func (w *Wizard) coder(u qda.User) *kit.Button {
	m := w.model
	said := say.T("comes in as %s", m.ComesAs(u))
	if m.ComesAs(u) == m.Author {
		said = say.T("comes in as you, %s", m.Author)
	}
	b := kit.NewIconTextButton(icons.People, said, kit.Secondary, nil)
	b.OnTap = func() { w.pickCoder(u, b) }
	return b
}

// pickCoder lets somebody of the workspace be chosen for a coder, or a name be typed.
func (w *Wizard) pickCoder(u qda.User, at fyne.CanvasObject) {
	m := w.model
	sign := func(name string) func() { return func() { m.Sign(u.GUID, name) } }
	own := CoderName(u)
	items := []kit.PickItem{{Text: own, Detail: say.T("as in the file"), Icon: icons.People, Run: sign("")}}
	for _, name := range m.Others(u) {
		it := kit.PickItem{Text: name, Icon: icons.People, Run: sign(name)}
		if name == m.Author {
			it.Detail = say.T("you")
		}
		items = append(items, it)
	}
	kit.NewPicker(say.T("Whose work is it? Choose or type"), coderWide-2*kit.Space2, func(q string) []kit.PickItem {
		found := kit.Match(q, items)
		typed := strings.TrimSpace(q)
		for _, it := range items {
			if typed == "" || strings.EqualFold(it.Text, typed) {
				return found
			}
		}
		return append(found, kit.PickItem{Text: say.T("Use the name “%s”", typed), Icon: icons.Plus, Muted: true, Run: sign(typed)})
	}).ShowBelow(at)
}
