package kit

import "image/color"

// Paint is a colour that follows the theme: a token, or an entry of the tag palette. The zero Paint is no colour.
type Paint struct {
	token Token
	tag   int // palette index + 1
}

// PaintOf returns the paint of a token.
func PaintOf(t Token) Paint { return Paint{token: t} }

// TagPaint returns the paint of tag palette entry i.
func TagPaint(i int) Paint { return Paint{tag: wrapIndex(i) + 1} }

// IsZero reports whether the paint is no colour.
func (p Paint) IsZero() bool { return p == Paint{} }

// Color returns the colour for marks in the theme in force.
func (p Paint) Color() color.NRGBA {
	if p.tag > 0 {
		return TagColor(p.tag - 1)
	}
	return Color(p.token)
}

// Ink returns the colour for words: for palette entries the readable variant, for tokens the token itself.
func (p Paint) Ink() color.NRGBA {
	if p.tag > 0 {
		return TagInk(p.tag - 1)
	}
	return Color(p.token)
}
