package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"throughline/assets/icons"
	"throughline/ui/say"
)

// Toast is a short message at the foot of the window, with one way to answer it, usually Undo.
type Toast struct {
	Text   string
	Icon   icons.Name
	Action string // word of the button; "" for none
	Run    func() // what the button does
	Stay   bool   // until closed, for errors
}

// ErrorToast is a toast that tells an error in words and stays until closed; ok is false when there is nothing to say.
func ErrorToast(err error) (t Toast, ok bool) {
	w, ok := Notice(err)
	text := w.Message
	if w.Hint != "" {
		text += " " + w.Hint
	}
	return Toast{Text: text, Icon: w.Icon, Stay: true}, ok
}

// toastTime is how long a toast stays; one with an action stays longer.
const (
	toastTime       = 4 * time.Second
	toastActionTime = 8 * time.Second
)

// Toast shows a message at the foot of the stage in place of the one before, in front of what is open over it. Returns how to take it away.
func (s *Stage) Toast(t Toast) (hide func()) {
	if s.hideToast != nil {
		s.hideToast()
	}
	var stop func()
	f := &floating{}
	hide = func() {
		if s.toast == f {
			s.dropToast()
			s.toast = nil
		}
		if stop != nil {
			stop()
			stop = nil
		}
	}
	s.hideToast = hide
	f.o, f.place = newToast(t, hide), func(stage, m fyne.Size) fyne.Position {
		return fyne.NewPos((stage.Width-m.Width)/2, stage.Height-m.Height-44)
	}
	s.toast = f
	s.showToast()
	if s.After != nil && !t.Stay {
		d := toastTime
		if t.Action != "" {
			d = toastActionTime
		}
		stop = s.After(d, hide)
	}
	return hide
}

// showToast puts the message in front of what is in front: a dialog or menu, else the content.
func (s *Stage) showToast() {
	s.toastOn = nil
	if c := CanvasOf(s); c != nil {
		s.toastOn, _ = c.Overlays().Top().(*Popover)
	}
	if p := s.toastOn; p != nil {
		p.toast = s.toast
		p.Refresh()
		return
	}
	s.Float(s.toast.o, s.toast.place)
}

// dropToast takes the message from where it stands.
func (s *Stage) dropToast() {
	if p := s.toastOn; p != nil {
		p.toast = nil
		p.Refresh()
		return
	}
	s.sink(s.toast.o)
}

// raiseToast keeps the message in front when something opened over the window or went.
func (s *Stage) raiseToast() {
	if s.toast != nil {
		s.dropToast()
		s.showToast()
	}
}

func newToast(t Toast, hide func()) fyne.CanvasObject {
	words := NewParagraph(t.Text, Body.In(OnToast))
	row := []fyne.CanvasObject{}
	if t.Icon != "" {
		row = append(row, NewIconSized(t.Icon, OnToast, 18))
	}
	row = append(row, Fixed(words, min(roundUp(words.NaturalWidth())+1, 520), 0))
	if t.Action != "" {
		row = append(row, newToastButton(t.Action, func() {
			hide()
			if t.Run != nil {
				t.Run()
			}
		}))
	}
	if t.Stay || t.Action == "" {
		row = append(row, newToastCross(hide))
	}
	box := newFill(Toasted, "", Radius+2)
	box.shadow = true
	return Stack(box, Inset(HStack(Space3, row...), Space2, Space3, Space2, Space4))
}

// toastButton is a word or cross on the dark ground of a toast.
type toastButton struct {
	control
	text string
	icon icons.Name
}

func newToastButton(text string, onTap func()) *toastButton {
	b := &toastButton{text: text}
	b.extend(b, onTap)
	return b
}

func newToastCross(onTap func()) *toastButton {
	b := &toastButton{icon: icons.Close}
	b.tip = say.T("Close")
	b.extend(b, onTap)
	return b
}

// AccessibilityLabel implements fyne.Accessible.
func (b *toastButton) AccessibilityLabel() string {
	if b.text != "" {
		return b.text
	}
	return b.tip
}

// AccessibilityRole implements fyne.Accessible.
func (b *toastButton) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (b *toastButton) CreateRenderer() fyne.WidgetRenderer {
	ground, word, img, ring := &canvas.Rectangle{CornerRadius: 4}, &canvas.Text{Alignment: fyne.TextAlignCenter}, newIconImage(), newRing()
	r := &painter{objects: []fyne.CanvasObject{ground, word, img, ring}}
	style := Control.B().In(OnToast)
	r.min = func() fyne.Size {
		if b.icon != "" {
			return fyne.NewSize(MinTarget, MinTarget)
		}
		return fyne.NewSize(Measure(b.text, style).Width+2*Space2, MinTarget)
	}
	r.layout = func(s fyne.Size) {
		ground.Resize(s)
		word.Resize(s)
		placeRing(ring, s)
		place(img, (s.Width-16)/2, (s.Height-16)/2, 16, 16)
	}
	r.paint = func() {
		ground.FillColor = Alpha(Color(OnToast), 0.12)
		if b.icon != "" {
			ground.FillColor = Color(Clear)
		}
		if b.hovered {
			ground.FillColor = Alpha(Color(OnToast), 0.22)
		}
		word.Text = b.text
		style.apply(word)
		img.Hidden = b.icon == ""
		if b.icon != "" {
			setIcon(img, b.icon, Color(OnToast))
		}
		b.paintRing(ring)
	}
	r.attach(b)
	return r
}
