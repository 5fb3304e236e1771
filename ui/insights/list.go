package insights

import (
	"fmt"
	"sort"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/insight"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Heights of the lines of the list: of a heading, and of an insight whose claim takes one line or two.
const (
	headHigh  float32 = 34
	shortHigh float32 = 60
	longHigh  float32 = 80
	moreHigh  float32 = 17  // where what stands under the claim takes a second line
	lineRoom  float32 = 234 // what its first line holds
	lineRunes         = 33  // a claim of more takes two lines
)

// roll is the list of insights: only lines in sight are objects, taken from a pool.
type roll struct {
	screen *Screen
	page   *fyne.Container
	view   *kit.ScrollView
	tops   []float32 // top of each line, and the bottom of the last
	lines  []Line
	rows   []insight.Judged // what the lines are of: the model may be on its way to others
	pool   []*entry
	heads  []*kit.Text
	width  float32

	drawing bool
}

// entry is one insight in sight.
type entry struct {
	card  *kit.TapCard
	title *kit.Paragraph
	line  *kit.Paragraph
	said  string
	id    app.InsightID
}

func newRoll(s *Screen) *roll {
	r := &roll{screen: s}
	r.page = &fyne.Container{Layout: r}
	r.view = kit.Scroll(kit.Inset(r.page, 0, kit.Space3, kit.Space4, kit.Space3))
	r.view.OnScrolled(func(float32) { r.draw() })
	return r
}

// MinSize implements fyne.Layout: as high as all lines.
func (r *roll) MinSize([]fyne.CanvasObject) fyne.Size {
	if len(r.tops) == 0 {
		return fyne.NewSize(0, 0)
	}
	return fyne.NewSize(0, r.tops[len(r.tops)-1])
}

// Layout implements fyne.Layout.
func (r *roll) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	r.width = size.Width
	r.draw()
}

// forget lets every line be painted anew.
func (r *roll) forget() {
	for _, e := range r.pool {
		e.said = ""
	}
}

// set takes the lines of the model, and the insights that they name by place.
func (r *roll) set(lines []Line, rows []insight.Judged) {
	r.lines, r.rows = lines, rows
	r.tops = append(r.tops[:0], 0)
	y := float32(0)
	for _, l := range lines {
		switch {
		case l.Head != "":
			y += headHigh
		default:
			y += highOf(&rows[l.Row])
		}
		r.tops = append(r.tops, y)
	}
	r.view.Refresh()
	r.draw()
}

// highOf is how high an insight stands in the list.
func highOf(in *insight.Judged) float32 {
	high := shortHigh
	if len([]rune(in.Title)) > lineRunes {
		high = longHigh
	}
	if kit.Measure(lineOf(in), kit.Small).Width > lineRoom {
		high += moreHigh
	}
	return high
}

// draw places the lines in sight. What is refreshed is laid out again, which leads back here: that call has nothing to do.
func (r *roll) draw() {
	if r.drawing {
		return
	}
	r.drawing = true
	defer func() { r.drawing = false }()
	top, high := r.view.Offset(), r.view.Size().Height
	first := max(0, sort.Search(len(r.lines), func(i int) bool { return r.tops[i+1] > top }))
	var objects []fyne.CanvasObject
	entries, heads := 0, 0
	for i := first; i < len(r.lines) && r.tops[i] < top+high+longHigh+moreHigh; i++ {
		var o fyne.CanvasObject
		if l := r.lines[i]; l.Head != "" {
			o = r.head(heads, l)
			heads++
			o.Move(fyne.NewPos(10, r.tops[i]+kit.Space2))
			o.Resize(fyne.NewSize(max(0, r.width-20), headHigh-kit.Space2))
		} else {
			o = r.entry(entries, l.Row)
			entries++
			o.Move(fyne.NewPos(0, r.tops[i]))
			o.Resize(fyne.NewSize(r.width, r.tops[i+1]-r.tops[i]-2))
		}
		objects = append(objects, o)
	}
	r.page.Objects = objects
	r.page.Refresh()
}

func (r *roll) head(n int, l Line) fyne.CanvasObject {
	if n == len(r.heads) {
		r.heads = append(r.heads, kit.NewElastic("", kit.Small.B()))
	}
	r.heads[n].SetText(l.Head + " · " + say.Number(l.N))
	return r.heads[n]
}

func (r *roll) entry(n, row int) fyne.CanvasObject {
	m := r.screen.model
	if n == len(r.pool) {
		e := &entry{title: kit.NewParagraph("", kit.Body).Limit(2), line: kit.NewParagraph("", kit.Small).Limit(2)}
		e.card = kit.NewListEntry(kit.VStack(kit.Space1, e.title, e.line), func() { m.Select(e.id) })
		r.pool = append(r.pool, e)
	}
	e, in := r.pool[n], &r.rows[row]
	e.id = in.ID
	on := in.ID == m.Selected
	line := lineOf(in)
	if said := fmt.Sprint(on, in.Title, line); said != e.said {
		e.said = said
		style := kit.Body
		if on {
			style = kit.Strong
		}
		e.title.SetRuns(kit.Run{Text: in.Title, Style: style})
		ink := kit.Small
		if len(in.Due) > 0 {
			ink = ink.In(kit.WarnInk)
		}
		e.line.SetRuns(kit.Run{Text: line, Style: ink})
		e.card.SetSelected(on)
		e.card.Refresh()
	}
	return e.card
}

// lineOf is what stands under a claim in the list: "High · published · 3 studies".
func lineOf(in *insight.Judged) string {
	level := say.Sentence(string(in.Level))
	if in.Override.Level != "" {
		level += say.T(" by hand")
	}
	parts := []string{level, say.Lower(say.Sentence(in.Status.Word()))}
	for _, d := range in.Due {
		parts = append(parts, say.Sentence(d.Short))
	}
	if n := in.Support.Against; n > 0 && in.Against == 0 {
		parts = append(parts, say.Count(n, "contradiction"))
	}
	if n := in.Support.Studies; n > 1 {
		parts = append(parts, say.Count(n, "study"))
	}
	if in.Status == app.InsightStale && len(in.Due) > 0 {
		parts = append(parts[:1], parts[2:]...) // said once
	}
	return strings.Join(parts, " · ")
}

// reveal brings the selected insight into sight.
func (r *roll) reveal() {
	for i, l := range r.lines {
		if l.Head == "" && r.rows[l.Row].ID == r.screen.model.Selected {
			r.view.Reveal(r.tops[i], r.tops[i+1]-r.tops[i])
			return
		}
	}
}
