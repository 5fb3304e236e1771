package kit

import (
	"fyne.io/fyne/v2"

	"throughline/app/chart"
	"throughline/ui/say"
)

// A chart has the keyboard as one: the arrow keys go through its marks and say their numbers, Enter does what a click on the mark does.

// marks are the marks that say something, in drawing order.
func (v *ChartView) marks() []chart.Mark {
	if v.lay == nil {
		return nil
	}
	var out []chart.Mark
	for _, m := range v.lay.Marks {
		if m.Text != "" {
			out = append(out, m)
		}
	}
	return out
}

// Inert implements Inert: a chart of which nothing can be said.
func (v *ChartView) Inert() bool { return len(v.marks()) == 0 }

// Enable implements fyne.Disableable.
func (v *ChartView) Enable() {}

// Disable implements fyne.Disableable.
func (v *ChartView) Disable() {}

// Disabled implements fyne.Disableable: the keyboard passes a chart without marks.
func (v *ChartView) Disabled() bool { return v.Inert() }

// FocusGained implements fyne.Focusable.
func (v *ChartView) FocusGained() {
	v.focus = true
	follow(v, false)
	v.goTo(min(v.mark, max(0, len(v.marks())-1)))
}

// FocusLost implements fyne.Focusable.
func (v *ChartView) FocusLost() {
	v.focus = false
	v.MouseOut()
	v.Refresh()
}

// goTo gives the keyboard to a mark and says its number.
func (v *ChartView) goTo(i int) {
	all := v.marks()
	if i < 0 || i >= len(all) {
		return
	}
	v.mark = i
	v.MouseOut()
	v.tell(all[i])
	v.Refresh()
	Announce(v)
}

// TypedRune implements fyne.Focusable.
func (v *ChartView) TypedRune(r rune) {
	if r != ' ' {
		unwantedRune(v, r)
	}
}

// TypedKey implements fyne.Focusable.
func (v *ChartView) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyRight, fyne.KeyDown:
		v.goTo(v.mark + 1)
	case fyne.KeyLeft, fyne.KeyUp:
		v.goTo(v.mark - 1)
	case fyne.KeyHome:
		v.goTo(0)
	case fyne.KeyEnd:
		v.goTo(len(v.marks()) - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if all := v.marks(); v.OnTap != nil && v.mark < len(all) {
			v.MouseOut()
			v.OnTap(all[v.mark])
		}
	default:
		pageKey(v, k)
	}
}

// name is the chart, and the mark that has the keyboard.
func (v *ChartView) name() string {
	title := v.chart.Alt
	if title == "" {
		title = say.T("Chart")
	}
	if all := v.marks(); v.focus && v.mark < len(all) {
		return withLabel(title, all[v.mark].Text)
	}
	return title
}
