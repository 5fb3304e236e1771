//go:build e2e

package e2e

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Photo returns the screen once all that was typed and pressed so far is seen and it stands still: two glances 50 ms apart that are equal.
func (p *Program) Photo() *image.RGBA {
	p.t.Helper()
	p.Calm()
	last := p.glance()
	for range 40 { // no more: a caret or a bar keeps moving
		time.Sleep(50 * time.Millisecond)
		now := p.glance()
		if bytes.Equal(last.Pix, now.Pix) {
			return now
		}
		last = now
	}
	return last
}

// Colours counts the different colours of a picture, to a sixteenth of each channel. A window that was never painted has
// one or two; a page of text with its smoothed letters has dozens.
func Colours(img image.Image) int {
	seen := map[color.RGBA]bool{}
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, _ := img.At(x, y).RGBA()
			seen[color.RGBA{uint8(r >> 12), uint8(g >> 12), uint8(bl >> 12), 0}] = true
		}
	}
	return len(seen)
}

// minColours is what a painted screen has at least; an unpainted one has one or two, a form with three fields 27.
const minColours = 16

// MustShow fails the test when the screen is blank, and keeps the photograph under name if SCREENS names a folder.
func (p *Program) MustShow(name string) *image.RGBA {
	p.t.Helper()
	img := p.Photo()
	if n := Colours(img); n < minColours {
		p.fail("the screen %q shows %d colours: it is blank", name, n)
	}
	if dir := os.Getenv("SCREENS"); dir != "" {
		shot, err := p.Screen.run("import", "-silent", "-window", "root", "-strip", "png:-") // without the pointer
		if err == nil {
			err = keep(filepath.Join(dir, name+".png"), shot)
		}
		if err != nil {
			p.t.Error(err)
		}
	}
	return img
}

// keepFailure stores what is on the screen in testdata/failed and returns the path.
func (p *Program) keepFailure() (string, error) {
	img, err := p.Screen.Glance()
	if err != nil {
		return "", err
	}
	path := filepath.Join("testdata", "failed", strings.ReplaceAll(p.t.Name(), "/", "_")+".png")
	return path, save(path, img)
}

func save(path string, img image.Image) error {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return err
	}
	return keep(path, b.Bytes())
}

func keep(path string, picture []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, picture, 0o644)
}

// place reads X= and Y= of xdotool's --shell answers.
func place(answer string) (x, y int) {
	for row := range strings.SplitSeq(answer, "\n") {
		key, value, _ := strings.Cut(row, "=")
		n, _ := strconv.Atoi(value)
		switch key {
		case "X":
			x = n
		case "Y":
			y = n
		}
	}
	return x, y
}
