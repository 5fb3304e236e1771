package kit

import (
	"io"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Stage is the root of a window's content: the content itself, and above it the layer where tooltips and toasts
// float without catching clicks. Set it as the window's content; widgets find it through their canvas.
type Stage struct {
	widget.BaseWidget
	// After runs f on the UI goroutine after d unless stopped. Without it tooltips and toasts stay away and stay.
	After func(d time.Duration, f func()) (stop func())
	// Save asks where to save a file and has write fill it, beside the window; it tells how it went. nil where nothing can be saved.
	Save func(name string, write func(io.Writer) error)
	// OnKey sees keys that no widget with the keyboard wants, and all keys while nothing has it.
	OnKey func(*fyne.KeyEvent)
	// OnRune sees letters likewise.
	OnRune func(rune)
	// OnFocus hears the name of what has got the keyboard.
	OnFocus func(name string)
	// OnEscape is asked by a widget with the keyboard that has a use for Escape itself: whether something in front of it wants it first.
	OnEscape func() bool

	content   fyne.CanvasObject
	float     []floating
	hideToast func()
	toast     *floating // the message that is shown; nil for none
	toastOn   *Popover  // in front of which it stands; nil for the content of the stage
	hideTip   func()    // the tooltip that waits or shows
}

// floating is an object above the content with its place, worked out anew when the window changes its size.
type floating struct {
	o     fyne.CanvasObject
	place func(stage, min fyne.Size) fyne.Position
}

// put gives the object its place in a room.
func (f *floating) put(room fyne.Size) {
	m := f.o.MinSize()
	p := f.place(room, m)
	place(f.o, p.X, p.Y, m.Width, m.Height)
}

// NewStage makes the root round content.
func NewStage(content fyne.CanvasObject) *Stage {
	s := &Stage{content: content}
	s.ExtendBaseWidget(s)
	return s
}

// StageOf returns the stage an object stands on, or nil.
func StageOf(o fyne.CanvasObject) *Stage {
	c := CanvasOf(o)
	if c == nil {
		return nil
	}
	s, _ := c.Content().(*Stage)
	return s
}

// unwantedKey hands a key that w has no use for to the stage it stands on.
func unwantedKey(w fyne.CanvasObject, k *fyne.KeyEvent) {
	if s := StageOf(w); s != nil && s.OnKey != nil && CanvasOf(w).Overlays().Top() == nil {
		s.OnKey(k)
	}
}

// pageKey is what a key means on something that has no use for it: Escape closes what lies open above the window, the page keys go through a dialog, all
// else is the window's.
func pageKey(w fyne.CanvasObject, k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape && dismissTop(w) || turnPage(w, k.Name) {
		return
	}
	unwantedKey(w, k)
}

// functionKey reports whether a key is one of F1 to F12; no other key name of two letters begins with F.
func functionKey(n fyne.KeyName) bool { return len(n) > 1 && n[0] == 'F' }

// WantsMenu reports whether a key asks for the menu of what has the keyboard: the menu key, or F10 with Shift.
func WantsMenu(k *fyne.KeyEvent) bool {
	return k.Name == desktop.KeyMenu || k.Name == fyne.KeyF10 && heldKeys()&fyne.KeyModifierShift != 0
}

// footOf is the lower left corner of an object on the canvas, where its menu opens.
func footOf(o fyne.CanvasObject) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).AddXY(0, o.Size().Height)
}

// unwantedShortcut hands a key with Ctrl or Alt that w has no use for to the window.
func unwantedShortcut(w fyne.CanvasObject, s fyne.Shortcut) {
	if c, ok := CanvasOf(w).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

func unwantedRune(w fyne.CanvasObject, r rune) {
	if s := StageOf(w); s != nil && s.OnRune != nil && CanvasOf(w).Overlays().Top() == nil {
		s.OnRune(r)
	}
}

// Content returns what stands on the stage.
func (s *Stage) Content() fyne.CanvasObject { return s.content }

// Float puts an object above the content; place says where its top left corner goes. Returns how to take it away.
func (s *Stage) Float(o fyne.CanvasObject, place func(stage, min fyne.Size) fyne.Position) (hide func()) {
	s.float = append(s.float, floating{o, place})
	s.Refresh()
	return func() { s.sink(o) }
}

// sink takes away an object that floats.
func (s *Stage) sink(o fyne.CanvasObject) {
	for i, f := range s.float {
		if f.o == o {
			s.float = append(s.float[:i:i], s.float[i+1:]...)
			s.Refresh()
			return
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Stage) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{}
	r.min = func() fyne.Size { return s.content.MinSize() }
	r.paint = func() {
		r.objects = []fyne.CanvasObject{s.content}
		for _, f := range s.float {
			r.objects = append(r.objects, f.o)
		}
	}
	r.layout = func(size fyne.Size) {
		place(s.content, 0, 0, size.Width, size.Height)
		for i := range s.float {
			s.float[i].put(size)
		}
	}
	r.attach(s)
	return r
}

// tipDelay is how long the pointer rests before a tooltip shows.
const tipDelay = 500 * time.Millisecond

// tip shows words beside an object after a moment. Returns how to stop or hide them.
func (s *Stage) tip(o fyne.CanvasObject, words string) (hide func()) {
	return s.tipAt(words, func() (fyne.Position, fyne.Size) {
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()
	})
}

// tipAt shows words beside a place of the canvas after a moment; a place at its very corner is one that is gone.
func (s *Stage) tipAt(words string, where func() (fyne.Position, fyne.Size)) (hide func()) {
	if s.After == nil {
		return func() {}
	}
	s.DropTip()
	var remove func()
	stop := s.After(tipDelay, func() {
		if c := CanvasOf(s); c != nil && c.Overlays().Top() != nil {
			return // a menu is in front
		}
		at, size := where()
		if at.IsZero() {
			return // it went away with the dialog it stood in
		}
		at = at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(s))
		remove = s.Float(newTip(words), func(stage, m fyne.Size) fyne.Position {
			x := at.X + (size.Width-m.Width)/2
			y := at.Y + size.Height + 6
			if y+m.Height > stage.Height-Space1 {
				y = at.Y - m.Height - 6
			}
			return fyne.NewPos(max(Space1, min(x, stage.Width-m.Width-Space1)), y)
		})
	})
	s.hideTip = func() {
		stop()
		if remove != nil {
			remove()
			remove = nil
		}
	}
	return s.hideTip
}

// DropTip takes the tooltip away: what it was about is no longer in sight.
func (s *Stage) DropTip() {
	if hide := s.hideTip; hide != nil {
		s.hideTip = nil
		hide()
	}
}

// tipWide is how wide a tooltip gets before its words go to the next line.
const tipWide = 320

func newTip(words string) fyne.CanvasObject {
	var text fyne.CanvasObject = NewText(words, Small.In(OnToast))
	if text.MinSize().Width > tipWide {
		p := NewParagraph(words, Small.In(OnToast))
		text = Fixed(p, tipWide, HeightFor(p, tipWide))
	}
	return Stack(newFill(Toasted, "", 4), PadXY(text, Space2, Space1))
}
