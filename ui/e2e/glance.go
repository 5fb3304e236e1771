//go:build e2e

package e2e

import (
	"encoding/binary"
	"fmt"
	"image"
	"os"
	"path/filepath"
)

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
