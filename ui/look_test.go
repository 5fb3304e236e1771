package ui

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"throughline/app/settings"
	"throughline/ui/kit"
)

// TestLook_ChangedIsAsIfBegunSo compares each page after a change of the look, in sight or out of it, with the page as the toolkit draws it when it reads
// the whole theme anew.
func TestLook_ChangedIsAsIfBegunSo(t *testing.T) {
	if testing.Short() {
		t.Skip("draws every screen four times")
	}
	path := filepath.Join(t.TempDir(), "sample.throughline")
	s := newSeat(t, Options{Settings: t.TempDir()})
	t.Setenv("HOME", t.TempDir())
	s.win.Resize(fyne.NewSize(1280, 800))
	s.started()
	s.openSample(path)
	s.until("job done Open the sample study")
	s.settled()
	as := func(a settings.Appearance) {
		if err := s.settings.Change(func(c *settings.Settings) { c.Appearance = a }); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.settings.Change(func(c *settings.Settings) { c.Here.NoHints = true }); err != nil {
		t.Fatal(err)
	}
	shot := func() string {
		var b strings.Builder
		drawing(s.win.Canvas().Content(), fyne.Position{}, &b)
		return b.String()
	}
	for _, p := range everyScreen {
		s.shell.Go(kit.Route{Screen: p})
		s.settled()
		s.shell.Go(kit.Route{Screen: kit.Help}) // who comes back finds the keyboard elsewhere than who comes
		s.shell.Go(kit.Route{Screen: p})
		for was := shot(); ; { // redaction reads every interview
			s.settled()
			now := shot()
			if was == now && !strings.Contains(now, "*kit.Skeleton") {
				break
			}
			was = now
		}
		as(settings.Light)
		as(settings.Dark)
		inSight := shot()
		for _, percent := range []int{130, 100} {
			if err := s.settings.SetScale(percent); err != nil {
				t.Fatal(err)
			}
			if now := shot(); now != inSight && p != kit.Settings { // in the toolkit's units nothing has changed; the settings say the size
				t.Errorf("%s: drawn otherwise at %d %%, in %v", p, percent, differ(inSight, now))
			}
		}
		s.shell.Go(kit.Route{Screen: kit.Help})
		as(settings.Contrast)
		s.shell.Go(kit.Route{Screen: p})
		s.settled()
		outOfSight := shot()
		for _, look := range []struct {
			name string
			mode settings.Appearance
			got  string
		}{{"changed while it was out of sight", settings.Contrast, outOfSight}, {"changed while it was in sight", settings.Dark, inSight}} {
			as(look.mode)
			fyne.CurrentApp().Settings().SetTheme(fyne.CurrentApp().Settings().Theme())
			if want := shot(); want != look.got {
				t.Errorf("%s, %s: it is not drawn as if the window had begun so, in %v", p, look.name, differ(want, look.got))
			}
		}
	}
}

// drawing writes down what is drawn of a tree, where, and how.
func drawing(o fyne.CanvasObject, at fyne.Position, b *strings.Builder) {
	if o == nil || !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	switch v := o.(type) {
	case *fyne.Container:
		for _, part := range v.Objects {
			drawing(part, at, b)
		}
		return
	case fyne.Widget:
		fmt.Fprintf(b, "%T\n", v)
		for _, part := range test.WidgetRenderer(v).Objects() {
			drawing(part, at, b)
		}
		return
	}
	if o.Size().Width == 0 || o.Size().Height == 0 {
		return // a caret without the keyboard
	}
	fmt.Fprintf(b, "%T %v %v ", o, at, o.Size())
	switch v := o.(type) {
	case *canvas.Rectangle:
		fmt.Fprintln(b, v.FillColor, v.StrokeColor, v.StrokeWidth)
	case *canvas.Text:
		fmt.Fprintf(b, "%q %v %v %v\n", v.Text, v.Color, v.TextSize, v.TextStyle)
	case *canvas.Circle:
		fmt.Fprintln(b, v.FillColor, v.StrokeColor, v.StrokeWidth)
	case *canvas.Line:
		fmt.Fprintln(b, v.Position1, v.Position2, v.StrokeColor, v.StrokeWidth)
	case *canvas.Image:
		if v.Resource != nil {
			b.WriteString(v.Resource.Name())
		}
		b.WriteString("\n")
	default:
		b.WriteString("\n")
	}
}

// differ is the first line in which two drawings differ.
func differ(a, b string) string {
	other := strings.Split(b, "\n")
	for i, line := range strings.Split(a, "\n") {
		if i >= len(other) || line != other[i] {
			return fmt.Sprintf("%s, where it should be %s", append(other, "nothing")[min(i, len(other))], line)
		}
	}
	return "what comes after all"
}
