package reader

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// maxOffered is how many passages the dialog lists; all are tagged.
const maxOffered = 100

// offerer is the dialog that shows what accepting all likely suggestions of a tag would do.
type offerer struct {
	s     *Screen
	tag   app.Tag
	where *kit.Segments
	d     *kit.Dialog
	list  *fyne.Container
	head  *fyne.Container
	offer *analysis.Offer
}

// showOffer opens the dialog for a tag.
func (s *Screen) showOffer(tag app.Tag) {
	v := &offerer{s: s, tag: tag, list: kit.VStack(kit.Space3), head: kit.VStack(kit.Space2)}
	v.where = kit.NewSegments([]kit.Option{{ID: "here", Text: say.T("This interview")}, {ID: "all", Text: say.T("All interviews")}}, func(string) { v.ask() })
	v.d = kit.NewDialog(say.T("Accept all likely suggestions of %s", tag.Name), 760, 560)
	v.d.SetContent(kit.Dock(kit.Inset(kit.VStack(kit.Space3, v.where, v.head), 0, 0, kit.Space3, 0), nil, nil, nil,
		kit.Scroll(kit.Inset(v.list, 0, kit.Space3, kit.Space4, 0))))
	v.ask()
	v.d.OnClose = func() { s.text.Focus() }
	v.d.Show(kit.CanvasOf(s.root))
}

// ask reads the offer for the place chosen.
func (v *offerer) ask() {
	v.offer = nil
	v.paint(kit.NewParagraph(say.T("Looking for suggestions…"), kit.Body))
	v.s.model.OfferAll(v.tag.ID, v.where.Selected() == "all", func(o *analysis.Offer, err error) {
		if err != nil {
			message, hint := say.Explain(err)
			v.paint(kit.NewParagraph(message+" "+hint, kit.Body.In(kit.BadInk)))
			return
		}
		v.offer = o
		v.show(o)
	})
}

// show lists the passages of the offer under what is known of such suggestions.
func (v *offerer) show(o *analysis.Offer) {
	words, ok := offerVerdict(o)
	verdict := kit.NewParagraph(words, kit.Body)
	if !ok {
		verdict = kit.NewParagraph(words, kit.Body.In(kit.WarnInk))
	}
	var rows []fyne.CanvasObject
	for _, p := range o.Passages[:min(len(o.Passages), maxOffered)] {
		rows = append(rows, kit.Barred(kit.TagPaint(o.Tag.Color), kit.VStack(2, kit.NewParagraph("“"+p.Quote+"”", kit.Body).Limit(4),
			kit.NewText(p.Title+" · "+say.Sentence(p.Reason), kit.Small))))
	}
	if more := len(o.Passages) - maxOffered; more > 0 {
		rows = append(rows, kit.NewText(say.T("and %s more", say.Number(more)), kit.Small))
	}
	if len(rows) == 0 {
		rows = append(rows, kit.NewParagraph(say.T("No suggestion of %s is likely %s.", o.Tag.Name, v.place()), kit.Body))
	}
	v.paint(verdict, rows...)
}

func (v *offerer) place() string {
	if v.where.Selected() == "all" {
		return say.T("in this study")
	}
	return say.T("in this interview; look in all of them")
}

// paint fills the dialog.
func (v *offerer) paint(head fyne.CanvasObject, rows ...fyne.CanvasObject) {
	v.head.Objects, v.list.Objects = []fyne.CanvasObject{head}, rows
	v.head.Refresh()
	v.list.Refresh()
	if o := v.offer; o != nil && len(o.Passages) > 0 {
		if _, ok := offerVerdict(o); ok {
			v.d.SetActions([]fyne.CanvasObject{kit.NewElastic(say.T("One step that undo takes back"), kit.Small)},
				kit.NewButton(say.T("Cancel"), kit.Secondary, v.d.Hide), kit.NewButton(offerWords(o), kit.Primary, v.accept))
			return
		}
	}
	v.d.SetActions([]fyne.CanvasObject{kit.NewElastic(say.T("Nothing is tagged"), kit.Small)}, kit.NewButton(say.T("Close"), kit.Secondary, v.d.Hide))
}

func (v *offerer) accept() {
	s, o := v.s, v.offer
	v.d.Hide()
	s.model.AcceptAll(o, func(n int, err error) {
		if err != nil {
			s.tell(err)
			return
		}
		s.told(say.T("%s tagged %s", say.Count(n, "passage"), o.Tag.Name), icons.Wand)
	})
}

// lessons lists the passages that would teach most, each opening at its place; nil when there are none.
func (p *panel) lessons() fyne.CanvasObject {
	m := p.s.model
	list := m.Lessons()
	if !m.Suggesting() || len(list) == 0 {
		return nil
	}
	rows := []fyne.CanvasObject{kit.NewText(say.T("Passages that would teach most"), kit.Small)}
	for _, l := range list {
		open := func() { p.s.goTo(kit.Route{Screen: kit.Reader, ID: string(l.Interview), Span: l.Span}) }
		words := kit.VStack(2, kit.NewParagraph("“"+l.Quote+"”", kit.Body).Limit(2), kit.NewElastic(say.Sentence(l.Reason)+" · "+l.Title, kit.Small))
		rows = append(rows, kit.HStackTop(kit.Space1, kit.Grow(words), kit.NewIconButton(icons.Right, say.T("Open it, select it and press T"), open)))
	}
	return kit.VStack(kit.Space2, rows...)
}
