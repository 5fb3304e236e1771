//go:build e2e

package e2e

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Photo returns what the screen shows now.
func (s *Screen) Photo() (*image.RGBA, error) {
	out, err := s.run("import", "-silent", "-window", "root", "-depth", "8", "rgba:-")
	if err != nil {
		return nil, err
	}
	img := image.NewRGBA(image.Rect(0, 0, s.Width, s.Height))
	if len(out) != len(img.Pix) {
		return nil, fmt.Errorf("the photograph has %d bytes, want %d", len(out), len(img.Pix))
	}
	copy(img.Pix, out)
	return img, nil
}

// Photo returns the screen once it stands still: three photographs 150 ms apart that are equal.
func (p *Program) Photo() *image.RGBA {
	p.t.Helper()
	var last *image.RGBA
	for still, tries := 0, 0; tries < 40; tries++ {
		img, err := p.Screen.Photo()
		if err != nil {
			p.t.Fatal(err)
		}
		if last == nil || !bytes.Equal(last.Pix, img.Pix) {
			still = 0
		} else if still++; still == 2 {
			return img
		}
		last = img
		time.Sleep(150 * time.Millisecond)
	}
	return last // something keeps moving: a caret, a bar
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
		if err := save(filepath.Join(dir, name+".png"), img); err != nil {
			p.t.Error(err)
		}
	}
	return img
}

// keepFailure stores what is on the screen in testdata/failed and returns the path.
func (p *Program) keepFailure() (string, error) {
	img, err := p.Screen.Photo()
	if err != nil {
		return "", err
	}
	path := filepath.Join("testdata", "failed", strings.ReplaceAll(p.t.Name(), "/", "_")+".png")
	return path, save(path, img)
}

func save(path string, img image.Image) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
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
