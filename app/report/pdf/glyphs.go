package pdf

import (
	"image"
	"image/color"
	"math"
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"throughline/assets/fonts"
)

// outlined are the faces as their outlines are read, each once.
var outlined = [allFaces]func() *sfnt.Font{
	regular:    sync.OnceValue(func() *sfnt.Font { return readOutlines(fonts.Regular) }),
	bold:       sync.OnceValue(func() *sfnt.Font { return readOutlines(fonts.Bold) }),
	italic:     sync.OnceValue(func() *sfnt.Font { return readOutlines(fonts.Italic) }),
	boldItalic: sync.OnceValue(func() *sfnt.Font { return readOutlines(fonts.BoldItalic) }),
	emoji:      sync.OnceValue(func() *sfnt.Font { return readOutlines(fonts.Emoji()) }),
	cjk:        sync.OnceValue(func() *sfnt.Font { return readOutlines(fonts.CJK()) }),
}

func readOutlines(ttf []byte) *sfnt.Font {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic(err) // the bytes are ours
	}
	return f
}

// steps is in how many places between two pixels a glyph may begin.
const steps = 4

// glyphKey is a glyph in a face and size, beginning some steps after a pixel.
type glyphKey struct {
	face  face
	glyph uint16
	size  fixed.Int26_6
	step  uint8
}

// glyphMask is how far a glyph covers each pixel; at is its upper left corner from the pixel where it begins on the baseline.
type glyphMask struct {
	*image.Alpha
	at image.Point
}

// glyphMasks keeps glyphs as they were drawn. The zero value is ready; it serves one goroutine.
type glyphMasks struct {
	kept map[glyphKey]glyphMask
	buf  sfnt.Buffer
}

// text draws a text where Write prints it, glyph by glyph, the baseline on a whole pixel.
func (m *glyphMasks) text(dst *image.RGBA, o op, c color.NRGBA, scale float64) {
	y := int(math.Round(o.y * scale))
	size := fixed.Int26_6(math.Round(o.typo.size * scale * 64))
	x := o.x
	for _, r := range Clean(o.text) {
		in := faceOn(r, o.typo.face)
		g, _ := in.of().glyph(r)
		at := int(math.Round(x * scale * steps))
		px := int(math.Floor(float64(at) / steps))
		mask := m.mask(glyphKey{in, g, size, uint8(at - px*steps)})
		if mask.Alpha != nil {
			mask.over(dst, image.Pt(px, y).Add(mask.at), c)
		}
		x += width(string(r), o.typo.face, o.typo.size)
	}
}

// over paints a glyph on an opaque picture, its upper left corner at a point.
func (g glyphMask) over(dst *image.RGBA, at image.Point, c color.NRGBA) {
	seen := g.Rect.Add(at).Intersect(dst.Rect)
	for y := seen.Min.Y; y < seen.Max.Y; y++ {
		from := g.Pix[g.PixOffset(seen.Min.X-at.X, y-at.Y):]
		to := dst.Pix[dst.PixOffset(seen.Min.X, y):]
		for x := range seen.Dx() {
			covers := uint32(from[x])
			if covers == 0 {
				continue
			}
			for i, v := range [3]uint8{c.R, c.G, c.B} {
				was := uint32(to[4*x+i])
				to[4*x+i] = uint8((uint32(v)*covers + was*(255-covers) + 127) / 255)
			}
		}
	}
}

// mask draws a glyph, or finds it drawn before; none for what has no outline.
func (m *glyphMasks) mask(k glyphKey) glyphMask {
	if got, ok := m.kept[k]; ok {
		return got
	}
	if m.kept == nil {
		m.kept = map[glyphKey]glyphMask{}
	}
	made := m.outline(k)
	m.kept[k] = made
	return made
}

func (m *glyphMasks) outline(k glyphKey) glyphMask {
	segments, err := outlined[k.face]().LoadGlyph(&m.buf, sfnt.GlyphIndex(k.glyph), k.size, nil)
	if err != nil || len(segments) == 0 {
		return glyphMask{}
	}
	b := segments.Bounds()
	from := image.Pt(b.Min.X.Floor(), b.Min.Y.Floor())
	z := vector.NewRasterizer(b.Max.X.Ceil()-from.X+1, b.Max.Y.Ceil()-from.Y)
	shift := float32(k.step) / steps
	at := func(p fixed.Point26_6) (x, y float32) {
		return float32(p.X)/64 - float32(from.X) + shift, float32(p.Y)/64 - float32(from.Y)
	}
	for _, s := range segments {
		x0, y0 := at(s.Args[0])
		x1, y1 := at(s.Args[1])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			z.ClosePath()
			z.MoveTo(x0, y0)
		case sfnt.SegmentOpLineTo:
			z.LineTo(x0, y0)
		case sfnt.SegmentOpQuadTo:
			z.QuadTo(x0, y0, x1, y1)
		case sfnt.SegmentOpCubeTo:
			x2, y2 := at(s.Args[2])
			z.CubeTo(x0, y0, x1, y1, x2, y2)
		}
	}
	z.ClosePath()
	made := image.NewAlpha(image.Rectangle{Max: z.Size()})
	z.Draw(made, made.Bounds(), image.Opaque, image.Point{})
	return glyphMask{made, from}
}
