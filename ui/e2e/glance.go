//go:build e2e

package e2e

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"time"
)

// caretSize is how many pixels a blinking caret changes at most.
const caretSize = 120

// Places of the fields of an X window dump (XWDFile.h, version 7), in words of 32 bits, most significant byte first.
const (
	dumpHeader  = 0  // bytes before the colours
	dumpWidth   = 4  // pixels
	dumpHeight  = 5  // pixels
	dumpOrder   = 7  // 0: the least significant byte of a pixel comes first
	dumpBits    = 11 // a pixel
	dumpLine    = 12 // bytes
	dumpColours = 19 // of 12 bytes each
	dumpWords   = 25
)

// Glance is the screen as the server draws it, with the pointer, read from its own memory: some milliseconds instead of the fifth of a second
// that a photograph takes. It may be of two moments while something moves.
func (s *Screen) Glance() (*image.RGBA, error) {
	dump, err := os.ReadFile(filepath.Join(s.frames, "Xvfb_screen0"))
	if err != nil {
		return nil, err
	}
	if len(dump) < 4*dumpWords {
		return nil, fmt.Errorf("the dump of the screen has %d bytes", len(dump))
	}
	word := func(i int) int { return int(binary.BigEndian.Uint32(dump[4*i:])) }
	from, line := word(dumpHeader)+12*word(dumpColours), word(dumpLine)
	if word(dumpWidth) != s.Width || word(dumpHeight) != s.Height || word(dumpBits) != 32 || word(dumpOrder) != 0 || len(dump) < from+line*s.Height {
		return nil, fmt.Errorf("the dump of the screen is %d by %d of %d bits, %d bytes", word(dumpWidth), word(dumpHeight), word(dumpBits), len(dump))
	}
	img := image.NewRGBA(image.Rect(0, 0, s.Width, s.Height))
	for y := range s.Height {
		row, out := dump[from+y*line:from+y*line+4*s.Width], img.Pix[y*img.Stride:y*img.Stride+4*s.Width]
		for x := 0; x < len(row); x += 4 {
			out[x], out[x+1], out[x+2], out[x+3] = row[x+2], row[x+1], row[x], 0xff
		}
	}
	return img, nil
}

// glance is Glance in a test.
func (p *Program) glance() *image.RGBA {
	p.t.Helper()
	img, err := p.Screen.Glance()
	if err != nil {
		p.t.Fatal(err)
	}
	return img
}

// Still waits until the screen stands still but for a caret, which Photo would wait out: three glances 50 ms apart that hardly differ. It
// returns the last one.
func (p *Program) Still() *image.RGBA {
	p.t.Helper()
	last := p.glance()
	for still, tries := 0, 0; still < 2 && tries < 100; tries++ {
		time.Sleep(50 * time.Millisecond)
		now := p.glance()
		if still++; differ(last, now) {
			still = 0
		}
		last = now
	}
	return last
}

// differ reports whether more than a caret differs between two pictures of the same size.
func differ(a, b *image.RGBA) bool {
	if bytes.Equal(a.Pix, b.Pix) {
		return false
	}
	n := 0
	for i := 0; i+4 <= len(a.Pix) && n <= caretSize; i += 4 {
		if [4]byte(a.Pix[i:i+4]) != [4]byte(b.Pix[i:i+4]) {
			n++
		}
	}
	return n > caretSize
}
