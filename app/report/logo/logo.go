// Package logo reads the picture that stands on the cover of a report: PNG, JPEG or SVG, in any size, as a PNG that every format can hold.
package logo

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/jpeg" // logos are photographs at times
	"image/png"
	"math"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"
	xdraw "golang.org/x/image/draw"

	"throughline/app"
)

const (
	// Most is how many bytes a file may have.
	Most = 4 << 20
	// side is the longest side of the picture in pixels: at 50 mm on paper 300 dots an inch.
	side = 600
	// mostSVG bounds how much there is to draw, in bytes.
	mostSVG = 512 << 10
	// mostPixels bounds what is unpacked.
	mostPixels = 40 << 20
)

// Picture is a logo as it is put into files.
type Picture struct {
	PNG  []byte // eight bits a channel, not interlaced
	W, H int    // in pixels, at most 600
}

// Read makes the picture of a file. Equal bytes give an equal picture. Returns EUnsupported for what is no picture, ETooLarge for files over 4 MB and
// pictures over 40 megapixels.
func Read(data []byte) (p Picture, err error) {
	if len(data) > Most {
		return p, tooLarge()
	}
	defer func() {
		if r := recover(); r != nil { // what an SVG may say has no end
			p, err = Picture{}, unsupported(fmt.Errorf("panic: %v", r))
		}
	}()
	var img image.Image
	if isSVG(data) {
		if len(data) > mostSVG {
			return p, tooLarge()
		}
		img, err = drawn(data)
	} else {
		img, err = decoded(data)
	}
	if err != nil {
		return p, err
	}
	img = fitted(img)
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return p, unsupported(err)
	}
	return Picture{out.Bytes(), img.Bounds().Dx(), img.Bounds().Dy()}, nil
}

func isSVG(data []byte) bool {
	head := data[:min(len(data), 1024)]
	return bytes.Contains(head, []byte("<svg")) || bytes.Contains(head, []byte("<?xml"))
}

func decoded(data []byte) (image.Image, error) {
	size, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, unsupported(err)
	}
	if size.Width*size.Height > mostPixels || size.Width > 1<<15 || size.Height > 1<<15 {
		return nil, tooLarge()
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, unsupported(err)
	}
	return img, nil
}

// drawn paints an SVG in the size that is kept.
func drawn(data []byte) (image.Image, error) {
	icon, err := oksvg.ReadIconStream(bytes.NewReader(data))
	if err != nil {
		return nil, unsupported(err)
	}
	w, h := icon.ViewBox.W, icon.ViewBox.H
	if !(w > 0 && h > 0) || math.IsInf(w, 0) || math.IsInf(h, 0) {
		return nil, unsupported(nil)
	}
	scale := side / max(w, h)
	pw, ph := max(1, int(math.Round(w*scale))), max(1, int(math.Round(h*scale)))
	icon.SetTarget(0, 0, float64(pw), float64(ph))
	img := image.NewRGBA(image.Rect(0, 0, pw, ph))
	icon.Draw(rasterx.NewDasher(pw, ph, rasterx.NewScannerGV(pw, ph, img, img.Bounds())), 1)
	return img, nil
}

// fitted is a picture of eight bits a channel that is no larger than is kept.
func fitted(img image.Image) *image.NRGBA {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	if long := max(w, h); long > side {
		w, h = max(1, w*side/long), max(1, h*side/long)
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	if w == b.Dx() && h == b.Dy() {
		draw.Draw(out, out.Bounds(), img, b.Min, draw.Src)
		return out
	}
	xdraw.CatmullRom.Scale(out, out.Bounds(), img, b, xdraw.Src, nil)
	return out
}

// Readable darkens a colour until text in it has a contrast of 4.5 to 1 on white, as WCAG 2.2 asks; one that has stays as it is.
func Readable(c color.NRGBA) color.NRGBA {
	c.A = 255
	for range 64 {
		if contrast(c) >= 4.5 {
			return c
		}
		c.R, c.G, c.B = darker(c.R), darker(c.G), darker(c.B)
	}
	return color.NRGBA{A: 255}
}

func darker(v uint8) uint8 { return uint8(float64(v) * 0.96) }

// contrast is that of a colour on white, 1 to 21.
func contrast(c color.NRGBA) float64 { return 1.05 / (luminance(c) + 0.05) }

// luminance is the relative luminance of WCAG, 0 to 1.
func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func unsupported(err error) error {
	return &app.Error{Code: app.EUnsupported, Op: "read logo", Message: "This file is no logo that can be read.", Hint: "Choose a PNG, JPEG or SVG file.", Err: err}
}

func tooLarge() error {
	return &app.Error{Code: app.ETooLarge, Op: "read logo", Message: "This picture is too large for a logo.", Hint: "Choose one below 4 MB and 40 megapixels."}
}
