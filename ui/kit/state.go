package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"throughline/assets/icons"
	"throughline/ui/say"
)

// stateWidth is the widest the words of an empty, loading or error state run.
const stateWidth = 420

// EmptyState says in the middle of its room that there is nothing yet and what to do next.
func EmptyState(icon icons.Name, title, sentence string, actions ...fyne.CanvasObject) *fyne.Container {
	return stateOf(NewIconSized(icon, Muted, 28), title, sentence, actions)
}

// ErrorState says in the middle of its room what went wrong and what helps. actions may offer another try.
func ErrorState(err error, actions ...fyne.CanvasObject) *fyne.Container {
	w, ok := Notice(err)
	if !ok {
		w = Words{Icon: icons.Info, Message: say.T("Stopped.")}
	}
	_, ink := w.Tone.tokens()
	return stateOf(NewIconSized(w.Icon, ink, 28), w.Message, w.Hint, actions)
}

func stateOf(icon fyne.CanvasObject, title, sentence string, actions []fyne.CanvasObject) *fyne.Container {
	rows := []fyne.CanvasObject{icon, NewParagraph(title, Strong.Sized(SizeReading)).Centered()}
	if sentence != "" {
		rows = append(rows, NewParagraph(sentence, Body.In(Muted)).Centered())
	}
	if len(actions) > 0 {
		rows = append(rows, Inset(container.New(centered{whole: true}, HStack(Space2, actions...)), Space2, 0, 0, 0))
	}
	return container.New(middle{stateWidth}, VStack(Space2, rows...))
}

// middle places one object in the middle, at most width wide.
type middle struct{ width float32 }

func (m middle) size(o fyne.CanvasObject, room float32) fyne.Size {
	w := min(m.width, max(0, room-2*Space4))
	return fyne.NewSize(w, HeightFor(o, w))
}

// Middle places an object in the middle of its room, at most width wide.
func Middle(o fyne.CanvasObject, width float32) *fyne.Container {
	return container.New(middle{width}, o)
}

func (m middle) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return m.size(objects[0], width).Height
}

// MinSize implements fyne.Layout.
func (m middle) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[0].MinSize().Width, m.size(objects[0], m.width).Height)
}

// Layout implements fyne.Layout.
func (m middle) Layout(objects []fyne.CanvasObject, room fyne.Size) {
	s := m.size(objects[0], room.Width)
	place(objects[0], (room.Width-s.Width)/2, max(0, (room.Height-s.Height)*0.42), s.Width, s.Height)
}

// Alone puts a state into the middle of a page that scrolls, where nothing else stands.
func Alone(state fyne.CanvasObject) *fyne.Container {
	return Grow(Inset(state, Space4, 0, Space4, 0))
}

type centered struct {
	whole bool // keeps its width where the room is narrower, and stands out on both sides alike
}

// Centered puts an object in the middle of its room at the size it needs.
func Centered(o fyne.CanvasObject) *fyne.Container { return container.New(centered{}, o) }

// MinSize implements fyne.Layout.
func (centered) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Layout implements fyne.Layout.
func (l centered) Layout(objects []fyne.CanvasObject, room fyne.Size) {
	m := objects[0].MinSize()
	w := min(m.Width, room.Width)
	if l.whole {
		w = m.Width
	}
	h := HeightFor(objects[0], w)
	place(objects[0], (room.Width-w)/2, (room.Height-h)/2, w, h)
}

// Skeleton stands for rows that are being loaded: quiet bars, no motion. It shows after a moment: most rows are there before, and a screen that empties
// for another study would flash.
type Skeleton struct {
	widget.BaseWidget
}

// skeletonRest is how long rows may take before something stands for them.
const skeletonRest = 300 * time.Millisecond

// NewSkeleton makes a loading state; it fills the room it gets.
func NewSkeleton() *Skeleton {
	s := &Skeleton{}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *Skeleton) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{}
	shares := []float32{0.55, 0.82, 0.68, 0.74, 0.48, 0.8, 0.6, 0.7}
	late := false
	r.min = func() fyne.Size { return fyne.NewSize(120, 64) }
	r.layout = func(size fyne.Size) {
		if !late {
			return
		}
		n := min(24, int(size.Height/RowHigh))
		for len(r.objects) < n {
			r.objects = append(r.objects, &canvas.Rectangle{CornerRadius: 4})
		}
		r.objects = r.objects[:n]
		for i, o := range r.objects {
			o.(*canvas.Rectangle).FillColor = Color(Rail)
			place(o, 0, float32(i)*RowHigh+10, size.Width*shares[i%len(shares)], RowHigh-20)
		}
	}
	wait := fyne.NewAnimation(skeletonRest, func(done float32) {
		if done == 1 && !late {
			late = true
			r.Refresh()
		}
	})
	r.gone = wait.Stop
	r.attach(s)
	wait.Start()
	return r
}

// NoticeBar is a full-width notice in its place on a screen: icon, words, actions.
func NoticeBar(icon icons.Name, tone Tone, words fyne.CanvasObject, actions ...fyne.CanvasObject) *fyne.Container {
	ground, ink := tone.tokens()
	row := []fyne.CanvasObject{}
	if icon != "" {
		row = append(row, NewIconSized(icon, ink, 18))
	}
	row = append(append(row, Grow(words)), actions...)
	return Stack(newFill(ground, "", Radius), PadXY(HStack(Space3, row...), Space3, Space2))
}

// ErrorBar is a NoticeBar for an error, nil when there is nothing to say.
func ErrorBar(err error, actions ...fyne.CanvasObject) fyne.CanvasObject {
	w, ok := Notice(err)
	if !ok {
		return nil
	}
	runs := []Run{{Text: w.Message, Style: Body}}
	if w.Hint != "" {
		runs = append(runs, Run{Text: "  " + w.Hint, Style: Body.In(Muted)})
	}
	return NoticeBar(w.Icon, w.Tone, NewRuns(runs...), actions...)
}
