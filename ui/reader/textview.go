package reader

import (
	"slices"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/reader/layout"
	"throughline/ui/task"
)

// Voice is how a turn's speaker is shown.
type Voice struct {
	Name  string
	Time  string // "00:11:55", "" when unknown
	Quiet bool   // a moderator: muted ink
}

// Mark is a finding as the text shows it.
type Mark struct {
	ID app.FindingID
	app.Span
	Colors []int  // palette entries of its tags, the first tints the text; none for a finding without tags
	Label  string // its tags' names
	Star   bool
}

// Ghost is a suggestion as the margin shows it.
type Ghost struct {
	app.Span
	Color  int
	Label  string // the tag's name
	Reason string // one sentence
}

// TextView shows a transcript with its findings. Only the lines in sight have canvas objects, so its length does not
// matter. It draws, selects and reports keys and clicks; what they mean is decided by whoever sets its On… fields.
type TextView struct {
	widget.BaseWidget
	// OnSelected reports a finished selection, empty when it was let go; byMouse tells how it was made.
	OnSelected func(sel app.Span, byMouse bool)
	// OnActivated reports a click on a finding, "" for a click beside all of them.
	OnActivated func(id app.FindingID)
	// OnMany reports a click on a count that stands for several findings, with its place on the canvas.
	OnMany func(ids []app.FindingID, at fyne.Position)
	// OnCommand reports a key that means something.
	OnCommand func(c Command)
	// OnMenu reports a right click, with its place on the canvas; a finding under it has been activated. The menu key asks for it at the caret.
	OnMenu func(at fyne.Position)
	// OnFocus reports that the text has got the keyboard.
	OnFocus func()
	// OnMoved reports that the view was scrolled or laid out anew.
	OnMoved func()

	doc    *layout.Doc
	voices []Voice
	pages  []app.PageBreak // of a document that has pages
	caret  caret
	marks  []Mark
	index  *layout.Marks
	ghosts []Ghost
	ghost  int // shown with its reason, -1 for none
	hits   []app.Span
	hit    int
	active app.FindingID
	lanes  lanes
	frame  frame

	page   *page
	mini   *minimap
	card   *ghostCard
	top    float32  // y of the page at the top of the view
	place  place    // the same as a place in the text, kept through changes of width
	begin  app.Span // where to begin once there is room: at a passage, or at a byte
	at     app.Span // what shows, in bytes
	slices func()   // stops the measuring that goes on
	within time.Duration
}

// place is a line, by a byte in it, and how far below its top the view begins.
type place struct {
	at    int
	below float32
}

// slice is how long measuring may keep the UI goroutine at a time, well under the 8 ms the picture can spare.
const slice = 4 * time.Millisecond

// words are the widths of everything set at reading size, shared by all interviews: the second one opens faster.
var words = sync.OnceValue(func() *layout.Widths {
	return layout.NewWidths(layout.MeasureFunc(func(s string) float32 {
		return fyne.MeasureText(s, kit.SizeReading, fyne.TextStyle{}).Width
	}))
})

// NewTextView makes an empty view.
func NewTextView() *TextView {
	v := &TextView{ghost: -1, within: slice, index: layout.NewMarks(nil)}
	v.page = newPage(v)
	v.mini = newMinimap(v)
	v.card = newGhostCard(v)
	v.doc = layout.New(&app.Transcript{}, words(), metrics(0, false))
	v.ExtendBaseWidget(v)
	return v
}

// Page metrics at reading size, as in the pictures of the design. A turn has room for a second line beside it where the text has times or pages.
func metrics(width float32, beside bool) layout.Metrics {
	m := layout.Metrics{Width: width, Line: kit.Reading.LineHeight(), Gap: 14, Top: 8, Bottom: 160}
	if m.MinTurn = m.Line; beside {
		m.MinTurn = 41
	}
	return m
}

// hasBeside reports whether anything stands below the name of any turn.
func (v *TextView) hasBeside() bool {
	return len(v.pages) > 0 || slices.ContainsFunc(v.voices, func(o Voice) bool { return o.Time != "" })
}

// SetTranscript shows another text from byte at. voices has one entry a turn.
func (v *TextView) SetTranscript(t *app.Transcript, voices []Voice, at int) {
	v.stopSlices()
	v.voices, v.pages = voices, t.Pages
	v.doc = layout.New(t, words(), metrics(v.frame.textWidth, v.hasBeside()))
	v.marks, v.index, v.ghosts, v.ghost, v.hits, v.active = nil, layout.NewMarks(nil), nil, -1, nil, ""
	v.lanes.stale()
	v.caret.put(v.doc.Snap(at), false)
	v.begin = app.Span{Start: at, End: at}
	if v.frame.textWidth > 0 {
		v.ScrollTo(at)
		v.measureOn()
	}
}

// SetVoices names the speakers anew; one entry a turn.
func (v *TextView) SetVoices(voices []Voice) {
	v.voices = voices
	if m := metrics(v.frame.textWidth, v.hasBeside()); m != v.doc.Metrics() && m.Width > 0 {
		v.doc.Relayout(m)
		v.lanes.stale()
		v.show(v.doc.YOf(v.place.at) + v.place.below)
	}
	v.page.sync()
}

// SetMarks shows findings, in order of place.
func (v *TextView) SetMarks(marks []Mark) {
	v.marks = marks
	spans := make([]app.Span, len(marks))
	for i := range marks {
		spans[i] = marks[i].Span
	}
	v.index = layout.NewMarks(spans)
	v.lanes.stale()
	v.page.sync()
}

// SetActive outlines one finding, "" for none.
func (v *TextView) SetActive(id app.FindingID) {
	if v.active != id {
		v.active = id
		v.page.sync()
	}
}

// SetGhosts shows suggestions in the margin; the one in sight that is nearest to the reader shows its reason.
func (v *TextView) SetGhosts(g []Ghost) {
	v.ghosts = g
	v.lanes.stale()
	v.page.sync()
}

// Ghost returns the index of the suggestion that shows its reason, -1 for none.
func (v *TextView) Ghost() int { return v.ghost }

// SetHits marks words found; current is the index of the one to stand out, -1 for none.
func (v *TextView) SetHits(hits []app.Span, current int) {
	v.hits, v.hit = hits, current
	v.page.sync()
}

// Selection is the selected text without white space at its ends, empty when nothing is selected.
func (v *TextView) Selection() app.Span { return v.doc.Trim(v.caret.selection()) }

// Select selects a span without reporting it.
func (v *TextView) Select(s app.Span) {
	v.caret.span(app.Span{Start: v.doc.Snap(s.Start), End: v.doc.Snap(s.End)})
	v.page.sync()
}

// Widen grows the selection to the next larger unit: word, sentence, turn. Without a selection it begins at the caret.
func (v *TextView) Widen() {
	s := v.doc.Wider(v.caret.selection())
	v.caret.span(s)
	v.page.sync()
	v.selected(false)
}

// SelectSentence selects the sentence at a byte and reports it.
func (v *TextView) SelectSentence(at int) {
	if v.doc.Turns() == 0 {
		return
	}
	v.caret.span(v.doc.Trim(v.doc.Sentence(at)))
	v.page.sync()
	v.selected(false)
}

// Caret is the byte where the caret stands.
func (v *TextView) Caret() int { return v.caret.at }

// PutCaret lets go of a selection and sets the caret to a byte.
func (v *TextView) PutCaret(at int) {
	v.caret.put(v.doc.Snap(at), false)
	v.page.sync()
}

// Shown is the stretch of text in sight.
func (v *TextView) Shown() app.Span { return v.at }

// Top is the first byte in sight: where to come back to.
func (v *TextView) Top() int { return v.at.Start }

// ScrollTo brings the line of byte at to the top.
func (v *TextView) ScrollTo(at int) { v.scrollTo(v.doc.RowOf(at, false).Y - v.doc.Metrics().Top) }

// Reveal brings a span into sight if it is not there yet.
func (v *TextView) Reveal(s app.Span) {
	v.doc.RowOf(s.Start, false)
	y0, y1 := v.doc.Reach(s)
	if y0 < v.top || min(y1, y0+v.high()/2) > v.top+v.high() {
		v.Center(s)
	}
}

// Center brings the first line of a span to a third of the view from its top.
func (v *TextView) Center(s app.Span) {
	if v.frame.textWidth == 0 {
		v.begin = s
		return
	}
	v.scrollTo(v.doc.RowOf(s.Start, false).Y - v.high()/3)
}

// high is the height of the view.
func (v *TextView) high() float32 { return v.page.Size().Height }

// scrollTo brings y of the page to the top of the view, as far as the page reaches.
func (v *TextView) scrollTo(y float32) {
	v.show(y)
	if len(v.page.rows) > 0 {
		first := &v.page.rows[0]
		v.place = place{at: first.Start, below: v.top - first.Y}
	}
}

// show is scrollTo without taking the place for the reader's choice. Whole pixels keep the text sharp.
func (v *TextView) show(y float32) {
	v.top = float32(int(max(0, min(y, v.doc.Height()-v.high()))))
	v.page.sync()
}

// PlaceOf returns where byte at stands in the view: the left edge and top of its line's place, and the line's height.
func (v *TextView) PlaceOf(at int, up bool) (fyne.Position, float32) {
	r := v.doc.RowOf(at, up)
	return fyne.NewPos(v.frame.text+v.doc.X(r, at), r.Y-v.top), v.doc.Metrics().Line
}

// MinSize implements fyne.CanvasObject.
func (v *TextView) MinSize() fyne.Size { return fyne.NewSize(480, 120) }

// Resize implements fyne.CanvasObject: the text is broken anew for the width and the reader's place kept.
func (v *TextView) Resize(s fyne.Size) {
	if s == v.Size() {
		return
	}
	v.BaseWidget.Resize(s)
	first := v.frame.textWidth == 0
	v.frame = frameFor(s.Width - miniWidth)
	v.doc.Relayout(metrics(v.frame.textWidth, v.hasBeside()))
	v.lanes.stale()
	v.page.Resize(fyne.NewSize(s.Width-miniWidth, s.Height))
	v.mini.Move(fyne.NewPos(s.Width-miniWidth, 0))
	v.mini.Resize(fyne.NewSize(miniWidth, s.Height))
	if first {
		if v.begin.Len() > 0 {
			v.Center(v.begin)
		} else {
			v.ScrollTo(v.begin.Start)
		}
		v.measureOn()
		return
	}
	v.show(v.doc.YOf(v.place.at) + v.place.below)
}

// CreateRenderer implements fyne.Widget.
func (v *TextView) CreateRenderer() fyne.WidgetRenderer {
	return &viewRenderer{v: v, objects: []fyne.CanvasObject{v.page, v.mini}}
}

type viewRenderer struct {
	v       *TextView
	objects []fyne.CanvasObject
}

func (r *viewRenderer) Destroy()                     { r.v.stopSlices() }
func (r *viewRenderer) Layout(fyne.Size)             {}
func (r *viewRenderer) MinSize() fyne.Size           { return r.v.MinSize() }
func (r *viewRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *viewRenderer) Refresh() {
	r.v.card.Refresh()
	r.v.page.sync()
	r.v.mini.Refresh()
}

// measureOn measures the turns nobody has seen yet, a slice at a time, so that the view answers meanwhile.
func (v *TextView) measureOn() {
	if v.doc.Done() {
		return
	}
	v.slices = task.After(5*time.Millisecond, func() {
		v.measureSlice()
		v.measureOn()
	})
}

// measureSlice measures for a moment. Nothing in sight changes, it only may stand further down the page.
func (v *TextView) measureSlice() {
	end := time.Now().Add(v.within)
	keep := v.Top()
	dy := v.doc.Measure(keep, keep, func() bool { return !time.Now().Before(end) })
	v.top += dy
	v.page.shift(dy)
	if v.doc.Done() {
		v.page.sync()
	}
}

func (v *TextView) stopSlices() {
	if v.slices != nil {
		v.slices()
		v.slices = nil
	}
}

// frame is where the columns of the page stand, in px from its left edge.
type frame struct {
	left        float32 // of the column of names
	name        float32 // its width
	text        float32
	textWidth   float32
	margin      float32
	marginWidth float32
}

const (
	edge      float32 = 20
	nameWidth float32 = 92
	nameGap   float32 = 16
	marginGap float32 = 18
	marginMin float32 = 170
	marginMax float32 = 260
	// In a column of less than roomy the margin may be marginTight wide.
	roomy       float32 = 460
	marginTight float32 = 96
	textMin     float32 = 240
	textMax     float32 = 640 // 75 to 80 characters of running text at 16 px
	miniWidth   float32 = 11
	stripeWide  float32 = 3
)

// frameFor shares out the width of a page: text first, then the margin; what is left stands on both sides.
func frameFor(w float32) frame {
	room := w - 2*edge - nameWidth - nameGap - marginGap
	least := marginMin
	if room < roomy { // two texts side by side: the words need it more than the names of tags
		least = marginTight
	}
	margin := min(max(room-textMax, least), marginMax)
	text := min(max(room-margin, textMin), textMax)
	margin = max(60, min(margin, room-text))
	f := frame{left: edge + float32(int(max(0, room-text-margin)/2)), name: nameWidth, textWidth: text, marginWidth: margin}
	f.text = f.left + nameWidth + nameGap
	f.margin = f.text + text + marginGap
	return f
}
