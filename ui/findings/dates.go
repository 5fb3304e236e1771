package findings

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// dateRow opens the form for a stretch of days, below the months.
func (f *facets) dateRow() fyne.CanvasObject {
	var b *kit.TextButton
	b = kit.NewTextButton(say.T("Between two days…"), kit.Small, func() { f.askDates(b) })
	return kit.Inset(kit.HStack(0, b, kit.Spacer()), 0, 0, 0, compactPad)
}

// askDates asks between which days the interviews were.
func (f *facets) askDates(anchor fyne.CanvasObject) {
	m := f.model
	from, to := kit.NewEntry("2026-01-01"), kit.NewEntry("2026-03-31")
	from.SetText(string(m.Query.From))
	to.SetText(string(m.Query.To))
	wrong := kit.VStack(0)
	var p *kit.Popover
	show := func() {
		if err := m.SetDates(app.Date(strings.TrimSpace(from.Text)), app.Date(strings.TrimSpace(to.Text))); err != nil {
			wrong.Objects = []fyne.CanvasObject{kit.ErrorBar(err)}
			wrong.Refresh()
			p.Refresh()
			return
		}
		p.Hide()
	}
	from.OnSubmitted, to.OnSubmitted = func(string) { show() }, func(string) { show() }
	field := func(words string, e *kit.Entry) fyne.CanvasObject {
		return kit.HStack(kit.Space2, kit.Fixed(kit.NewText(words, kit.Small), 48, 0), kit.Grow(e))
	}
	p = kit.NewPopover(kit.Pad(kit.Fixed(kit.VStack(kit.Space2, kit.NewText(say.T("Interviewed"), kit.Small.B()), wrong, field(say.T("From"), from), field(say.T("To"), to),
		kit.HStack(kit.Space2, kit.Spacer(), kit.NewButton(say.T("Show"), kit.Primary, show))), 260, 0), kit.Space3))
	p.ShowBelow(anchor)
	from.Focus()
}
