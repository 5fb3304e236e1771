//go:build e2e

package e2e

import (
	"regexp"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// rail is the places of the window by the names its log gives them, in the order of the rail: the first is on Ctrl+1. A new place
// is one word here.
var rail = []string{"home", "interviews", "codebook", "findings", "themes", "insights", "memos", "people", "reports"}

// Go goes to a place of the rail by its key and waits until it is shown.
func (p *Program) Go(place string) {
	p.t.Helper()
	at := slices.Index(rail, place)
	if at < 0 {
		p.fail("the rail has no place %q", place)
	}
	p.Keys("ctrl+" + strconv.Itoa(at+1))
	p.Expect("screen " + place)
}

// step is the time between two moves of the mouse: one frame at 30 a second. The toolkit hears one move a frame.
const step = 33 * time.Millisecond

// Move takes the mouse to a place of the window in small steps, as a hand does, and lets it rest there until the program has heard of it: the
// toolkit hears of moves once a frame and of presses at once, so a press in the same frame as a move would count for the old place.
func (p *Program) Move(x, y int) {
	p.t.Helper()
	p.glide(x, y, 4)
	p.Calm()
}

// Click presses the left button at a place of the window.
func (p *Program) Click(x, y int) {
	p.t.Helper()
	p.Move(x, y)
	p.Screen.xdotool("click", "1")
	time.Sleep(step)
}

// DoubleClick presses twice, 80 ms apart.
func (p *Program) DoubleClick(x, y int) {
	p.t.Helper()
	p.Move(x, y)
	p.Screen.xdotool("click", "--repeat", "2", "--delay", "80", "1")
	time.Sleep(step)
}

// RightClick presses the right button.
func (p *Program) RightClick(x, y int) {
	p.t.Helper()
	p.Move(x, y)
	p.Screen.xdotool("click", "3")
	time.Sleep(step)
}

// Drag presses at one place, moves in steps and lets go at another.
func (p *Program) Drag(x0, y0, x1, y1 int) {
	p.t.Helper()
	p.Move(x0, y0)
	p.Screen.xdotool("mousedown", "1")
	time.Sleep(step)
	p.glide(x1, y1, 10)
	p.Calm()
	p.Screen.xdotool("mouseup", "1")
	time.Sleep(step)
}

// Wheel turns the wheel n notches down, or up when n is negative, at a place of the window.
func (p *Program) Wheel(x, y, n int) {
	p.t.Helper()
	p.Move(x, y)
	button := "5"
	if n < 0 {
		button, n = "4", -n
	}
	for range n {
		p.Screen.xdotool("click", button)
		time.Sleep(step)
	}
}

// Keys presses keys or chords one after another: "ctrl+k", "Down", "Return".
func (p *Program) Keys(keys ...string) {
	p.t.Helper()
	for _, k := range keys {
		p.Screen.xdotool("key", "--clearmodifiers", k)
		time.Sleep(step)
	}
}

// Type types text. Letters beyond ASCII go through the keyboard map, which is changed for each: the program gets time to look it up before the
// next change.
func (p *Program) Type(text string) {
	p.t.Helper()
	for _, piece := range beyondASCII.FindAllString(text, -1) {
		p.Screen.xdotool("type", "--delay", "25", piece)
		time.Sleep(step)
		if piece[0] >= utf8.RuneSelf {
			p.Calm()
		}
	}
}

// beyondASCII cuts text into stretches of ASCII and single other letters.
var beyondASCII = regexp.MustCompile(`[[:ascii:]]+|[^[:ascii:]]`)

func (p *Program) glide(x, y, steps int) {
	p.t.Helper()
	x0, y0 := p.mouse()
	x1, y1 := p.X+x, p.Y+y
	for i := 1; i <= steps; i++ {
		p.Screen.xdotool("mousemove", strconv.Itoa(x0+(x1-x0)*i/steps), strconv.Itoa(y0+(y1-y0)*i/steps))
		time.Sleep(step)
	}
}

// mouse returns where the mouse is on the screen.
func (p *Program) mouse() (x, y int) {
	p.t.Helper()
	return place(p.Screen.xdotool("getmouselocation", "--shell"))
}
