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
	"throughline/ui/task"
)

// Heights of the lines of the list: of a heading, and of an insight by what its claim and what stands under it take.
const (
	headHigh  float32 = 34
	shortHigh float32 = 65
	claimHigh float32 = 21 // each further line of a claim
	moreHigh  float32 = 18 // a second line below it
	linesMost         = 3  // of a claim; one that needs more is told when the pointer rests on it, and on its page
	tallest           = shortHigh + (linesMost-1)*claimHigh + moreHigh
	cardRoom  float32 = 2 * 10 // left and right of the words of a line
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
	if r.width != size.Width {
		r.width = size.Width
		r.forget()
		r.stack()
		task.Post(r.view.Refresh) // not from within a layout
	}
	r.draw()
}

// room is the width of the words of a line: as the list is, or as it will be.
func (r *roll) room() float32 {
	if r.width > 0 {
		return r.width - cardRoom
	}
	return listWidth - 1 - 2*kit.Space3 - cardRoom
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
	r.stack()
	r.view.Refresh()
	r.draw()
}

// stack works out where the lines lie.
func (r *roll) stack() {
	r.tops = append(r.tops[:0], 0)
	y, room := float32(0), r.room()
	for _, l := range r.lines {
		switch {
		case l.Head != "":
			y += headHigh
		default:
			y += highOf(&r.rows[l.Row], room)
		}
		r.tops = append(r.tops, y)
	}
}

// highOf is how high an insight stands in a list whose words have so much room.
func highOf(in *insight.Judged, room float32) float32 {
	return shortHigh + float32(claimLines(in, room)-1)*claimHigh + float32(kit.Lines(lineOf(in), kit.Small, room, 2)-1)*moreHigh
}

// claimLines is how many lines the claim of an insight has in the list.
func claimLines(in *insight.Judged, room float32) int {
	return kit.Lines(in.Title, kit.Body, room, linesMost)
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
	for i := first; i < len(r.lines) && r.tops[i] < top+high+tallest; i++ {
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
		e := &entry{title: kit.NewParagraph("", kit.Body), line: kit.NewParagraph("", kit.Small).Limit(2)}
		e.card = kit.NewListEntry(kit.VStack(kit.Space1, e.title, e.line), func() { m.Select(e.id) })
		r.pool = append(r.pool, e)
	}
	e, in := r.pool[n], &r.rows[row]
	e.id = in.ID
	on := in.ID == m.Selected
	line := lineOf(in)
	if said := fmt.Sprint(on, in.Title, line); said != e.said {
		e.said = said
		style, lines := kit.Body, claimLines(in, r.room())
		if on && kit.Lines(in.Title, kit.Strong, r.room(), linesMost+1) <= lines { // bold is wider: no line more for the chosen one, or the list would jump
			style = kit.Strong
		}
		e.title.Limit(lines).SetRuns(kit.Run{Text: in.Title, Style: style})
		e.card.SetTip("")
		if kit.Lines(in.Title, kit.Body, r.room(), linesMost+1) > linesMost {
			e.card.SetTip(in.Title)
		}
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
