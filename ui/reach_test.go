package ui

import (
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	pointer "fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/ui/kit"
)

// element is something a person can act on, where it is seen.
type element struct {
	o       fyne.CanvasObject
	at      box  // what is seen of it: a page that was scrolled begins where its view does
	clipped bool // out of the view of a scroller
}

// box is the part of the window that is seen of what lies inside it.
type box struct{ from, to fyne.Position }

func (b box) and(o box) box {
	return box{fyne.NewPos(max(b.from.X, o.from.X), max(b.from.Y, o.from.Y)), fyne.NewPos(min(b.to.X, o.to.X), min(b.to.Y, o.to.Y))}
}

// elements collects what can be pressed, dragged, typed into or focused in a tree, in the order of the tree.
func elements(o fyne.CanvasObject, at fyne.Position, seen box, all []element) []element {
	if o == nil || !o.Visible() {
		return all
	}
	at = at.Add(o.Position())
	here := box{at, at.AddXY(o.Size().Width, o.Size().Height)}
	own := reflect.TypeOf(o).String()
	ours := !strings.HasPrefix(own, "*widget.") && !strings.HasPrefix(own, "*container.")
	if ours && interactive(o) {
		in := seen.and(here)
		all = append(all, element{o, in, in.to.X <= in.from.X || in.to.Y <= in.from.Y})
	}
	switch v := o.(type) {
	case *fyne.Container:
		for _, c := range v.Objects {
			all = elements(c, at, seen, all)
		}
	case *kit.Entry, *kit.GrowingField:
	case *container.Scroll:
		all = elements(v.Content, at, seen.and(here), all)
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(v).Objects() {
			all = elements(c, at, seen, all)
		}
	}
	return all
}

// interactive reports whether a person can act on an object.
func interactive(o fyne.CanvasObject) bool {
	if i, ok := o.(kit.Inert); ok && i.Inert() {
		return false
	}
	switch o.(type) {
	case *kit.Popover:
		return false // the ground of a dialog: the keyboard waits there before anything in it was reached
	case fyne.Tappable, fyne.SecondaryTappable, fyne.DoubleTappable, fyne.Draggable, fyne.Focusable, pointer.Mouseable:
		return true
	}
	return false
}

func disabled(o fyne.CanvasObject) bool {
	d, ok := o.(fyne.Disableable)
	return ok && d.Disabled()
}

// looks writes down how an object is painted.
func looks(o fyne.CanvasObject) string {
	var b strings.Builder
	for _, p := range test.LaidOutObjects(o) {
		switch p := p.(type) {
		case *canvas.Rectangle:
			fmt.Fprint(&b, p.Visible(), p.FillColor, p.StrokeColor, p.StrokeWidth, p.Position(), p.Size(), "|")
		case *canvas.Text:
			fmt.Fprint(&b, p.Text, p.Color, p.TextStyle, "|")
		case *canvas.Circle:
			fmt.Fprint(&b, p.FillColor, p.StrokeColor, p.StrokeWidth, "|")
		case *canvas.Line:
			fmt.Fprint(&b, p.Visible(), p.Position1, p.Position2, "|")
		}
	}
	return b.String()
}

// walk is one look at all that can be reached on what is in front.
type walk struct {
	t      *testing.T
	s      *seat
	faults map[string]bool
	seen   map[string]int // elements of each place
}

// fault notes what is wrong with an element once for each kind of place.
func (w *walk) fault(place string, e fyne.CanvasObject, format string, args ...any) {
	w.faults[fmt.Sprintf("%s: %s %q %s", place, strings.TrimPrefix(reflect.TypeOf(e).String(), "*"), short(kit.NameOf(e)), fmt.Sprintf(format, args...))] = true
}

func short(s string) string {
	if r := []rune(s); len(r) > 50 {
		return string(r[:50]) + "…"
	}
	return s
}

// look checks everything that is in front: the dialog that is open, or the window.
func (w *walk) look(place string) {
	c := w.s.win.Canvas()
	size := c.Size()
	w.s.win.Resize(size.AddWidthHeight(1, 0)) // lays everything out, as the window does before it paints
	w.s.win.Resize(size)
	front := c.Content()
	if top := c.Overlays().Top(); top != nil {
		front = top
	}
	all := elements(front, fyne.Position{}, box{fyne.Position{}, fyne.NewPos(c.Size().Width, c.Size().Height)}, nil)
	w.seen[place] = len(all)
	ring := w.ring(c)
	for _, e := range all {
		if strings.TrimSpace(kit.NameOf(e.o)) == "" && !named(e.o) {
			w.fault(place, e.o, "has no name")
		}
		f, ok := e.o.(fyne.Focusable)
		switch {
		case ok && disabled(e.o):
		case ok && !slices.Contains(ring, f):
			w.fault(place, e.o, "is not reached by Tab")
		case !ok && !byKeys(e.o):
			w.fault(place, e.o, "is for the pointer alone")
		}
	}
	w.order(place, ring, all)
	w.shown(place, c, ring)
}

// named reports whether what the keyboard does not reach by itself needs no name: a part of something that has one.
func named(o fyne.CanvasObject) bool { return byKeys(o) }

// byKeys reports whether an element for the pointer has keys elsewhere.
func byKeys(o fyne.CanvasObject) bool {
	k, ok := o.(kit.Keyed)
	return ok && k.ByKey() != ""
}

// ring presses Tab until the keyboard is back where it began, and returns what had it.
func (w *walk) ring(c fyne.Canvas) []fyne.Focusable {
	before := c.Focused()
	var ring []fyne.Focusable
	c.Unfocus()
	for range 3000 {
		c.FocusNext()
		f := c.Focused()
		if f == nil || slices.Contains(ring, f) {
			break
		}
		ring = append(ring, f)
	}
	if before != nil && slices.Contains(ring, before) {
		c.Focus(before)
	} else {
		c.Unfocus()
	}
	return ring
}

// order checks that Tab goes from top to bottom and from left to right, as far as one column or row is concerned.
func (w *walk) order(place string, ring []fyne.Focusable, all []element) {
	where := map[fyne.CanvasObject]element{}
	for _, e := range all {
		where[e.o] = e
	}
	var last *element
	for _, f := range ring {
		e, ok := where[f.(fyne.CanvasObject)]
		if floats := strings.HasSuffix(reflect.TypeOf(f).String(), ".toastButton"); !ok || e.clipped || floats { // a toast floats above the page and comes last
			last = nil
			continue
		}
		if last != nil {
			a, b := last.at, e.at
			const slack = 2
			above := b.to.Y <= a.from.Y+slack
			before := b.to.X <= a.from.X+slack
			side := b.from.X >= a.to.X-slack
			level := b.from.Y < a.to.Y-slack && a.from.Y < b.to.Y-slack
			if above && !side || before && level {
				w.fault(place, e.o, "comes after %q, which stands behind it", short(kit.NameOf(last.o)))
			}
		}
		last = &e
	}
}

// shown checks that what has the keyboard is painted otherwise than without it.
func (w *walk) shown(place string, c fyne.Canvas, ring []fyne.Focusable) {
	if c.Overlays().Top() != nil && len(ring) <= 2 {
		return // a menu: nothing else could have it
	}
	for _, f := range ring {
		o := f.(fyne.CanvasObject)
		if _, ok := o.(*kit.Popover); ok || o.Size().Width == 0 {
			continue
		}
		c.Unfocus()
		idle := looks(o)
		c.Focus(f)
		if c.Focused() == f && looks(o) == idle {
			w.fault(place, o, "does not show that it has the keyboard")
		}
	}
	c.Unfocus()
}

// rest runs what was asked for until nothing comes for a moment.
func (s *seat) rest() {
	for {
		select {
		case f := <-s.ch:
			f()
		case <-time.After(25 * time.Millisecond):
			return
		}
	}
}

// shut closes all that is open in front of the window.
func (s *seat) shut() {
	c := s.win.Canvas()
	for i := 0; c.Overlays().Top() != nil && i < 10; i++ {
		if p, ok := c.Overlays().Top().(*kit.Popover); ok {
			p.Hide()
		} else {
			c.Overlays().Remove(c.Overlays().Top())
		}
	}
	s.rest()
}

// parts shows each choice of each row of choices on the page in turn and looks at it.
func (w *walk) parts(place string) {
	w.look(place)
	for i := 0; ; i++ {
		rows := w.segments()
		if i >= len(rows) {
			return
		}
		row := rows[i]
		for range 8 {
			was := row.Selected()
			row.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
			w.s.rest()
			if row.Selected() == was || w.s.win.Canvas().Overlays().Top() != nil {
				break
			}
			w.look(place + " · " + row.Selected())
			if again := w.segments(); i >= len(again) || again[i] != row {
				break // it was made anew: the next round of choices is another
			}
		}
		w.s.shut()
	}
}

// segments are the rows of choices on the page, from the top.
func (w *walk) segments() []*kit.Segments {
	var rows []*kit.Segments
	for _, e := range elements(w.s.win.Content(), fyne.Position{}, box{to: fyne.NewPos(9999, 9999)}, nil) {
		if r, ok := e.o.(*kit.Segments); ok && !r.Disabled() {
			rows = append(rows, r)
		}
	}
	return rows
}

// report fails with the faults, sorted.
func (w *walk) report() {
	var all []string
	for f := range w.faults {
		all = append(all, f)
	}
	sort.Strings(all)
	for _, f := range all {
		w.t.Error(f)
	}
	var places []string
	sum := 0
	for p, n := range w.seen {
		places, sum = append(places, fmt.Sprintf("%4d  %s", n, p)), sum+n
	}
	sort.Slice(places, func(i, j int) bool { return places[i][6:] < places[j][6:] })
	w.t.Logf("%d elements in %d places:\n%s", sum, len(places), strings.Join(places, "\n"))
}

func TestReach_EveryElementHasAKeyAndAName(t *testing.T) {
	if testing.Short() {
		t.Skip("walks through every screen")
	}
	path := filepath.Join(t.TempDir(), "sample.throughline")
	s := newSeat(t, Options{Settings: t.TempDir()})
	w := &walk{t: t, s: s, faults: map[string]bool{}, seen: map[string]int{}}
	t.Setenv("HOME", t.TempDir())
	s.win.Resize(fyne.NewSize(1280, 800))
	s.started()
	s.rest()
	w.look("welcome")
	s.openSample(path)
	s.until("job done Open the sample study")
	s.settled()
	for _, p := range everyScreen {
		s.shell.Go(kit.Route{Screen: p})
		s.rest()
		w.parts(string(p))
		w.letters(p)
	}
	w.states()
	w.dialogs()
	w.report()
}

// everyScreen are the screens of a workspace.
var everyScreen = []kit.Screen{kit.Home, kit.Interviews, kit.Reader, kit.Codebook, kit.Findings, kit.AutoCode, kit.Themes, kit.Across, kit.Insights, kit.Analysis, kit.Memos,
	kit.People, kit.Recruitment, kit.Consent, kit.Reports, kit.Playbook, kit.StudySheet, kit.History, kit.Search, kit.Redaction, kit.Measures, kit.Help, kit.Settings}

// states are screens in what comes after something was opened or begun on them.
func (w *walk) states() {
	s := w.s
	rows, err := s.work.Store.Interviews(w.t.Context(), "", app.Page{})
	if err != nil || len(rows) == 0 {
		w.t.Fatal("the sample has no interviews", err)
	}
	s.shell.Go(kit.Route{Screen: kit.Reader, ID: string(rows[0].ID)})
	s.rest()
	w.parts("reading")
	w.letters(kit.Reader)
	s.shell.Go(kit.Route{Screen: kit.Themes})
	s.rest()
	s.win.Canvas().OnTypedRune()('p')
	s.until("job done Propose themes")
	s.rest()
	w.parts("a proposal of themes")
	s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	s.shell.Go(kit.Route{Screen: kit.Insights})
	s.rest()
	s.win.Canvas().OnTypedRune()('p')
	s.rest()
	w.look("playing evidence")
}

// letters types each key of the screen's table on it, with something chosen, and looks at what that opens.
func (w *walk) letters(p kit.Screen) {
	keys := map[string]bool{}
	w.s.shell.KeyTables(func(title string, all []kit.KeyHelp) {
		if title != w.s.shell.Title(p) {
			return
		}
		for _, k := range all {
			for _, word := range strings.FieldsFunc(k.Keys, func(r rune) bool { return r == ',' || r == ' ' }) {
				if len([]rune(word)) == 1 {
					keys[strings.ToLower(word)] = true
				}
			}
		}
	})
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		w.s.shell.Go(kit.Route{Screen: p})
		w.s.rest()
		c := w.s.win.Canvas()
		for range 2 { // choose something
			if f := c.Focused(); f != nil {
				f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
			} else {
				c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyDown})
			}
		}
		w.s.rest()
		if f := c.Focused(); f != nil {
			f.TypedRune([]rune(key)[0])
		} else {
			c.OnTypedRune()([]rune(key)[0])
		}
		w.s.rest()
		if c.Overlays().Top() != nil {
			w.look(string(p) + " key " + key)
		}
		w.s.shut()
	}
}

// dialogs runs every command of the palette and looks at what it opens.
func (w *walk) dialogs() {
	w.s.shell.ShowPalette()
	w.look("palette")
	w.s.shut()
	for _, it := range w.s.shell.Offers() {
		if it.Last || it.Text == "Quit" || it.Text == "Close workspace" {
			continue
		}
		w.s.shell.Go(kit.Route{Screen: kit.Findings})
		w.s.rest()
		it.Run()
		w.s.rest()
		if w.s.work == nil {
			w.t.Fatalf("%q closed the workspace", it.Text)
		}
		if w.s.win.Canvas().Overlays().Top() != nil {
			w.look("command " + it.Text)
		}
		w.s.shut()
	}
}
