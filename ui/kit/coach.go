package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"throughline/assets/icons"
	"throughline/ui/say"
)

// Coach is what a card says that floats at the lower right of the window: a step of a tour, a hint. What lies beside it can be used as ever.
type Coach struct {
	Title string
	Place string // "2 of 5"; "" for none
	Text  string
	Keys  []KeyHelp
	Acts  []fyne.CanvasObject // at the end of the card, the way on last
	Close func()              // the cross at the top was pressed
}

// coachWide is how wide the card is.
const coachWide float32 = 340

// Coach shows a card at the lower right. It can be dragged elsewhere. Returns how to take it away.
func (s *Stage) Coach(c Coach) (hide func()) {
	head := []fyne.CanvasObject{Grow(NewElastic(c.Title, Strong))}
	if c.Place != "" {
		head = append(head, NewText(c.Place, Small))
	}
	head = append(head, NewIconButton(icons.Close, say.T("Close (Esc)"), c.Close))
	rows := []fyne.CanvasObject{HStack(Space2, head...), NewParagraph(c.Text, Body)}
	for _, k := range c.Keys {
		rows = append(rows, HStack(Space2, NewKeyHint(k.Keys), Grow(NewElastic(k.Does, Small))))
	}
	if len(c.Acts) > 0 {
		rows = append(rows, Inset(HStack(Space2, append([]fyne.CanvasObject{Spacer()}, c.Acts...)...), Space1, 0, 0, 0))
	}
	ground := newFill(Surface, Accent, Radius+2)
	ground.shadow = true
	card := &coachCard{content: Stack(ground, Fixed(Inset(VStack(Space2, rows...), Space2, Space3, Space3, Space4), coachWide, 0))}
	card.ExtendBaseWidget(card)
	card.moved = s.Refresh
	return s.Float(card, func(stage, m fyne.Size) fyne.Position {
		room := fyne.NewSize(max(Space2, stage.Width-m.Width-Space4), max(Space2, stage.Height-m.Height-40))
		card.by = fyne.NewPos(min(0, max(Space2-room.Width, card.by.X)), min(0, max(Space2-room.Height, card.by.Y)))
		return fyne.NewPos(room.Width+card.by.X, room.Height+card.by.Y)
	})
}

// coachCard can be dragged, and keeps clicks on it from what lies below.
type coachCard struct {
	widget.BaseWidget
	content fyne.CanvasObject
	by      fyne.Position // from where it stands at first
	moved   func()
}

// Dragged implements fyne.Draggable.
func (c *coachCard) Dragged(e *fyne.DragEvent) {
	c.by = c.by.AddXY(e.Dragged.DX, e.Dragged.DY)
	c.moved()
}

// DragEnd implements fyne.Draggable.
func (c *coachCard) DragEnd() {}

// ByKey implements Keyed: what the card covers is seen once it is closed.
func (c *coachCard) ByKey() string { return "Esc" }

// Tapped implements fyne.Tappable.
func (c *coachCard) Tapped(*fyne.PointEvent) {}

// CreateRenderer implements fyne.Widget.
func (c *coachCard) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{objects: []fyne.CanvasObject{c.content}}
	r.min = func() fyne.Size { return c.content.MinSize() }
	r.layout = func(s fyne.Size) { place(c.content, 0, 0, s.Width, s.Height) }
	r.attach(c)
	return r
}
