package findings

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

func lower(s string) string { return strings.ToLower(s) }

// choice is one value of a facet: pressed it filters, pressed again it does not; with Alt it is left out.
type choice struct {
	card  *kit.TapCard
	label *kit.Text
	count *kit.Text
	check *kit.Icon
	row   *fyne.Container
	state state
	n     int
	about int // how many of n are estimates
}

// value returns the choice of a facet's value, made when first needed.
func (f *facets) value(key, label string, dot kit.Paint, tap func()) *choice {
	c := f.choices[key]
	if c == nil {
		c = newChoice(label, dot, tap)
		f.choices[key] = c
	}
	return c
}

func newChoice(label string, dot kit.Paint, tap func()) *choice {
	c := &choice{label: kit.NewElastic(label, kit.Control), count: kit.NewText("", kit.Small), check: kit.NewIconSized(icons.Check, kit.Accent, 14), n: -1}
	c.check.Hide()
	c.row = kit.HStack(kit.Space2)
	if !dot.IsZero() {
		c.row.Add(kit.NewDot(dot))
	}
	c.row.Objects = append(c.row.Objects, kit.Grow(c.label), c.count, c.check)
	c.card = kit.NewCompactEntry(c.row, tap)
	c.card.SetTip(label)
	return c
}

func (c *choice) set(n, about int, st state) {
	if c.n == n && c.about == about && c.state == st {
		return
	}
	c.n, c.about, c.state = n, about, st
	style := kit.Control
	if n == 0 && st == unchosen {
		style = style.In(kit.Muted)
	}
	c.label.SetStyle(style)
	if st == leftOut {
		c.count.SetText("")
	} else {
		c.count.SetText(roughly(n, c.about))
	}
	c.card.SetTip(c.tip())
	c.check.Hidden = st == unchosen
	if st == leftOut {
		c.check.Set(icons.Minus, kit.BadInk)
	} else {
		c.check.Set(icons.Check, kit.Accent)
	}
	c.card.SetSelected(st != unchosen)
	c.row.Refresh()
	c.card.Refresh()
}

// roughly writes a count, with a sign where some of it is estimated.
func roughly(n, estimated int) string {
	if estimated > 0 {
		return "≈ " + say.Number(n)
	}
	return say.Number(n)
}

// tip is the whole label, and how much of the count is estimated.
func (c *choice) tip() string {
	label := c.label.Text()
	switch {
	case c.state == leftOut:
		return say.T("%s is left out", label)
	case c.about == 0:
		return label
	case c.about == c.n:
		return say.T("%s: estimated from words", label)
	}
	return say.T("%s: %s decided by people, %s estimated", label, say.Number(c.n-c.about), say.Number(c.about))
}

// foldSign is the small arrow that opens a branch; it takes its presses from the line it stands in.
type foldSign struct {
	widget.BaseWidget
	icon *kit.Icon
	tap  func()
}

func newFold(icon icons.Name, _ string, tap func()) *foldSign {
	s := &foldSign{icon: kit.NewIconSized(icon, kit.Muted, 14), tap: tap}
	s.ExtendBaseWidget(s)
	return s
}

// ByKey implements kit.Keyed: the keys of the line it stands in.
func (s *foldSign) ByKey() string { return "Left, Right" }

// Tapped implements fyne.Tappable.
func (s *foldSign) Tapped(*fyne.PointEvent) { s.tap() }

// CreateRenderer implements fyne.Widget.
func (s *foldSign) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(kit.PadXY(s.icon, 3, 2))
}
