package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"throughline/assets/icons"
	"throughline/ui/say"
)

// Entry is Fyne's text field with hooks for the keys it does not use itself, so that lists and popovers can be
// steered while typing.
type Entry struct {
	widget.Entry
	// OnKey sees each key first; returning true keeps it from the field.
	OnKey func(*fyne.KeyEvent) bool
	// OnShortcut sees each key with Ctrl or Alt first; returning true keeps it from the field.
	OnShortcut func(fyne.Shortcut) bool
	// OnFocus runs when the field gains (true) or loses (false) the keyboard.
	OnFocus func(bool)

	focused bool
	over    overhang
	label   string // what stands above it in a form
	hint    string // all of a placeholder that is shown in part
}

// NewEntry makes a one-line field. Its words scroll along, never down: a field that comes back into sight would show a bar at its end.
func NewEntry(placeholder string) *Entry {
	e := &Entry{}
	e.PlaceHolder, e.Scroll = placeholder, fyne.ScrollHorizontalOnly
	e.ExtendBaseWidget(e)
	return e
}

// NewTextArea makes a field of several lines, wrapped at words, rows lines tall. For up to 300 words: Fyne's wrapping
// costs too much beyond.
func NewTextArea(placeholder string, rows int) *Entry {
	e := NewEntry(placeholder)
	e.MultiLine, e.Wrapping = true, fyne.TextWrapWord
	e.SetMinRowsVisible(rows)
	return e
}

// CreateRenderer implements fyne.Widget: Fyne's field with our edge, which lies on whole pixels.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	r := &entryRenderer{WidgetRenderer: e.Entry.CreateRenderer(), of: e, edge: &canvas.Rectangle{CornerRadius: Radius}, hem: &canvas.Rectangle{}, rim: &canvas.Rectangle{CornerRadius: Radius}}
	r.paint()
	return r
}

// entryRenderer lays ground and edge under the field, whose own ground is clear. Words that are longer than a field of one line bring the toolkit's bar to
// its foot: a hem covers it, and the edge goes on above as a rim.
type entryRenderer struct {
	fyne.WidgetRenderer
	of   *Entry
	edge *canvas.Rectangle
	hem  *canvas.Rectangle
	rim  *canvas.Rectangle
}

// hemHigh is how high that bar is.
const hemHigh float32 = 4

// Objects implements fyne.WidgetRenderer.
func (r *entryRenderer) Objects() []fyne.CanvasObject {
	inner := r.WidgetRenderer.Objects()
	return append(append([]fyne.CanvasObject{r.edge}, inner...), r.hem, r.rim)
}

// Layout implements fyne.WidgetRenderer.
func (r *entryRenderer) Layout(s fyne.Size) {
	r.WidgetRenderer.Layout(s)
	r.edge.Resize(s)
	r.rim.Resize(s)
	place(r.hem, 0, s.Height-hemHigh, s.Width, hemHigh)
	r.cover()
}

// cover shows the hem where there is a bar.
func (r *entryRenderer) cover() {
	said := r.of.Text
	if said == "" {
		said = r.of.PlaceHolder
	}
	room := r.of.Size().Width - 2*fieldInset
	if r.of.Icon != nil {
		room -= ControlHigh
	}
	shown := !r.of.MultiLine && Measure(said, Body).Width > room
	r.hem.Hidden, r.rim.Hidden = !shown, !shown
}

// Refresh implements fyne.WidgetRenderer.
func (r *entryRenderer) Refresh() {
	r.paint()
	r.WidgetRenderer.Refresh()
}

func (r *entryRenderer) paint() {
	r.edge.FillColor, r.edge.StrokeColor, r.edge.StrokeWidth = Color(Surface), Color(Line), Hairline
	r.hem.FillColor = Color(Surface)
	if r.of.focused {
		r.edge.StrokeColor, r.edge.StrokeWidth = Color(Accent), 2
	}
	r.rim.FillColor, r.rim.StrokeColor, r.rim.StrokeWidth = Color(Clear), r.edge.StrokeColor, r.edge.StrokeWidth
	r.cover()
}

// TypedKey implements fyne.Focusable. Escape closes the popover the field stands in, if nobody else wants it.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	if e.OnKey != nil && e.OnKey(k) {
		return
	}
	if WantsMenu(k) {
		e.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(Space2, ControlHigh)})
		return
	}
	if functionKey(k.Name) {
		unwantedKey(e, k)
		return
	}
	if !e.MultiLine && turnPage(e, k.Name) {
		return
	}
	if k.Name == fyne.KeyEscape {
		if !dismissTop(e) {
			if c := CanvasOf(e); c != nil {
				c.Unfocus()
			}
		}
		return
	}
	if !e.overKey(k.Name) {
		e.Entry.TypedKey(k)
	}
}

// FocusGained implements fyne.Focusable.
func (e *Entry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	follow(e, true)
	Announce(e)
	if e.OnFocus != nil {
		e.OnFocus(true)
	}
}

// FocusLost implements fyne.Focusable.
func (e *Entry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	if e.OnFocus != nil {
		e.OnFocus(false)
	}
}

// Focus puts the keyboard into the field.
func (e *Entry) Focus() {
	if c := CanvasOf(e); c != nil {
		c.Focus(e)
	}
}

// FocusAll puts the keyboard into the field and selects its words: typing replaces an offered name, an arrow key keeps it.
func (e *Entry) FocusAll() {
	e.Focus()
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// SearchField is a field with a magnifying glass and a cross that empties it.
type SearchField struct {
	widget.BaseWidget
	// OnChanged runs with each change of the words.
	OnChanged func(string)
	// OnSubmitted runs on Enter.
	OnSubmitted func(string)

	Entry *Entry
	clear *IconButton
	width float32
}

// searchRoom is what a search field has beside its words: the glass, the cross and the room round them.
const searchRoom = 64

// NewSearchField makes a search field at least width wide, and as wide as its placeholder, which other languages have longer than English.
func NewSearchField(placeholder string, width float32, onChanged func(string)) *SearchField {
	if width > 0 {
		width = max(width, min(width+96, roundUp(Measure(placeholder, Body).Width)+searchRoom))
	}
	s := &SearchField{Entry: NewEntry(placeholder), OnChanged: onChanged, width: width}
	s.SetHint(placeholder)
	s.clear = NewIconButton(icons.Close, say.T("Clear"), func() { s.SetText("") })
	s.clear.Hide()
	s.Entry.OnChanged = func(t string) {
		if (t == "") == s.clear.Visible() {
			s.clear.Hidden = t == ""
			s.Refresh()
		}
		if s.OnChanged != nil {
			s.OnChanged(t)
		}
	}
	s.Entry.OnSubmitted = func(t string) {
		if s.OnSubmitted != nil {
			s.OnSubmitted(t)
		}
	}
	s.Entry.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name == fyne.KeyEscape && s.Entry.Text != "" {
			s.SetText("")
			return true
		}
		return false
	}
	s.ExtendBaseWidget(s)
	return s
}

// SetHint says what can be looked for, in as much of the words as there is room for.
func (s *SearchField) SetHint(words string) {
	s.Entry.hint = words
	s.fitHint(s.Size().Width)
}

// fitHint shows as much of the hint as a width has room for; all of it while there is no width yet.
func (s *SearchField) fitHint(width float32) {
	words := s.Entry.hint
	if room := width - 2*fieldInset - ControlHigh; room > 0 {
		words = Fit(words, Body, room)
	}
	if words != s.Entry.PlaceHolder {
		s.Entry.SetPlaceHolder(words)
	}
}

// Text returns what stands in the field.
func (s *SearchField) Text() string { return s.Entry.Text }

// SetText puts words into the field, with the caret behind them; OnChanged runs.
func (s *SearchField) SetText(t string) {
	s.Entry.SetText(t)
	s.Entry.PutCaret(len(t))
}

// Focus puts the keyboard into the field.
func (s *SearchField) Focus() { s.Entry.Focus() }

// CreateRenderer implements fyne.Widget.
func (s *SearchField) CreateRenderer() fyne.WidgetRenderer {
	s.Entry.SetIcon(IconResource(icons.Search, Color(Muted)))
	r := &painter{objects: []fyne.CanvasObject{s.Entry, s.clear}}
	r.min = func() fyne.Size { return fyne.NewSize(s.width, max(ControlHigh, s.Entry.MinSize().Height)) }
	r.layout = func(size fyne.Size) {
		s.fitHint(size.Width)
		s.Entry.Resize(size)
		place(s.clear, size.Width-MinTarget-2, (size.Height-MinTarget)/2, MinTarget, MinTarget)
	}
	r.paint = func() {
		res := IconResource(icons.Search, Color(Muted))
		if s.Entry.Icon == nil || s.Entry.Icon.Name() != res.Name() {
			s.Entry.SetIcon(res)
		}
	}
	r.attach(s)
	return r
}

// FormRow is a label above a field.
func FormRow(label string, field fyne.CanvasObject) *fyne.Container {
	named(field, label)
	return VStack(Space1, NewText(label, Label), field)
}

// AcceptsTab implements fyne.Tabbable: Tab goes to the next field, also from a field of several lines.
func (e *Entry) AcceptsTab() bool { return false }

// TypedShortcut implements fyne.Shortcutable.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if e.OnShortcut != nil && e.OnShortcut(s) || e.toEnd(s) {
		return
	}
	e.Entry.TypedShortcut(s)
}
