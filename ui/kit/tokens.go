package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// Spaces, in device-independent pixels.
const (
	Space1 float32 = 4
	Space2 float32 = 8
	Space3 float32 = 12
	Space4 float32 = 16
	Space5 float32 = 24
	Space6 float32 = 32
)

// Shapes, in device-independent pixels.
const (
	Radius      float32 = 6
	Hairline    float32 = 1
	MinTarget   float32 = 28 // smallest side of anything that can be pressed
	ControlHigh float32 = 32 // buttons, fields and dropdowns
	RowHigh     float32 = 36 // rows of tables and menus
)

// Type sizes, in device-independent pixels.
const (
	SizeSmall   float32 = 12
	SizeControl float32 = 13 // words on buttons, chips, cards and in tables
	SizeBody    float32 = 14
	SizeReading float32 = 16
	SizeTitle   float32 = 20
	SizeDisplay float32 = 28
)

// Token names a colour of the theme. Tokens are Fyne colour names, so they work wherever Fyne asks for one.
type Token = fyne.ThemeColorName

// The colour tokens. Ink tokens are for text (at least 4.5:1 on background, rail and surface), the plain ones for
// marks and shapes (at least 3:1).
const (
	Background Token = "tl.background" // behind everything
	Rail       Token = "tl.rail"       // the rail and quiet bands
	Surface    Token = "tl.surface"    // cards, fields, inspector
	Line       Token = "tl.line"       // hairlines; decoration, never the only sign
	Edge       Token = "tl.edge"       // edges of fields that must be seen
	Ink        Token = "tl.ink"        // text
	Muted      Token = "tl.muted"      // secondary text
	Faint      Token = "tl.faint"      // words of what cannot be pressed now, and dots; never words to be read
	Accent     Token = "tl.accent"     // the one accent: marks and text
	AccentSoft Token = "tl.accentSoft" // behind what is selected
	OnAccent   Token = "tl.onAccent"   // text on Accent
	Good       Token = "tl.good"
	GoodInk    Token = "tl.goodInk"
	GoodSoft   Token = "tl.goodSoft"
	Warn       Token = "tl.warn"
	WarnInk    Token = "tl.warnInk"
	WarnSoft   Token = "tl.warnSoft"
	Bad        Token = "tl.bad"
	BadInk     Token = "tl.badInk"
	BadSoft    Token = "tl.badSoft"
	OnBad      Token = "tl.onBad"   // text on Bad
	HoverTint  Token = "tl.hover"   // laid over a surface under the pointer
	PressTint  Token = "tl.press"   // laid over a surface while pressed
	Shade      Token = "tl.shade"   // shadows
	Scrim      Token = "tl.scrim"   // behind dialogs
	Track      Token = "tl.track"   // the unfilled part of a bar
	Toasted    Token = "tl.toasted" // ground of toasts
	OnToast    Token = "tl.onToast" // text on toasts
	Clear      Token = "tl.clear"   // nothing
)

// palette is one set of colours: light or dark, plain or of high contrast.
type palette struct {
	name   string
	dark   bool
	colors map[Token]color.NRGBA
}

// The palettes, each a column of tints. Those of high contrast have text at 7:1 and more on every ground, marks, hairlines and edges at 4.5:1 and more; marks of tags keep their hues and 3:1.
var (
	light     = palette{name: "light", colors: column(0)}
	dark      = palette{name: "dark", dark: true, colors: column(1)}
	highLight = palette{name: "contrast", colors: column(2)}
	highDark  = palette{name: "contrast-dark", dark: true, colors: column(3)}
)

// column is the colours of a palette by their tokens.
func column(i int) map[Token]color.NRGBA {
	colors := make(map[Token]color.NRGBA, len(tints))
	for _, t := range tints {
		v := t.of[i]
		colors[t.token] = color.NRGBA{R: uint8(v >> 24), G: uint8(v >> 16), B: uint8(v >> 8), A: uint8(v)}
	}
	return colors
}

// tints are the colours as 0xRRGGBBAA: light, dark, light of high contrast, dark of high contrast.
var tints = []struct {
	token Token
	of    [4]uint32
}{
	{Background, [4]uint32{0xFBFAF8FF, 0x17161AFF, 0xFFFFFFFF, 0x000000FF}},
	{Rail, [4]uint32{0xF4F1ECFF, 0x1B1A1FFF, 0xFFFFFFFF, 0x000000FF}},
	{Surface, [4]uint32{0xFFFFFFFF, 0x1F1E23FF, 0xFFFFFFFF, 0x000000FF}},
	{Line, [4]uint32{0xE6E2DCFF, 0x33313AFF, 0x5F5F5FFF, 0xA0A0A0FF}},
	{Edge, [4]uint32{0x8C867CFF, 0x7C7787FF, 0x000000FF, 0xFFFFFFFF}},
	{Ink, [4]uint32{0x1F1D1AFF, 0xECEAE6FF, 0x000000FF, 0xFFFFFFFF}},
	{Muted, [4]uint32{0x6B665EFF, 0x9C97A0FF, 0x2B2B2BFF, 0xDADADAFF}},
	{Faint, [4]uint32{0xA39D93FF, 0x66626CFF, 0x5F5F5FFF, 0xA0A0A0FF}},
	{Accent, [4]uint32{0x4557D6FF, 0x8C9BFFFF, 0x0A2A9EFF, 0xBFCAFFFF}},
	{AccentSoft, [4]uint32{0xEBEDFBFF, 0x2A2C45FF, 0xDCE4FFFF, 0x1E2A66FF}},
	{OnAccent, [4]uint32{0xFFFFFFFF, 0x15141BFF, 0xFFFFFFFF, 0x000000FF}},
	{Good, [4]uint32{0x2E7D5BFF, 0x6CC79BFF, 0x00502BFF, 0x8FE8BCFF}},
	{GoodInk, [4]uint32{0x276E50FF, 0x6CC79BFF, 0x00502BFF, 0x8FE8BCFF}},
	{GoodSoft, [4]uint32{0xE6F2ECFF, 0x1D3029FF, 0xE3F5EAFF, 0x0B3321FF}},
	{Warn, [4]uint32{0xB7791FFF, 0xE0B25AFF, 0x5E3B00FF, 0xFFD27AFF}},
	{WarnInk, [4]uint32{0x8A5A12FF, 0xE0B25AFF, 0x5E3B00FF, 0xFFD27AFF}},
	{WarnSoft, [4]uint32{0xF8EEDCFF, 0x362C1AFF, 0xFFF1D6FF, 0x3D2C08FF}},
	{Bad, [4]uint32{0xB4413CFF, 0xEF8A84FF, 0x8A0C0CFF, 0xFFB3AEFF}},
	{BadInk, [4]uint32{0xA93A35FF, 0xEF8A84FF, 0x8A0C0CFF, 0xFFB3AEFF}},
	{BadSoft, [4]uint32{0xF9E9E8FF, 0x3A2325FF, 0xFFE9E7FF, 0x4A1614FF}},
	{OnBad, [4]uint32{0xFFFFFFFF, 0x1C1113FF, 0xFFFFFFFF, 0x000000FF}},
	{HoverTint, [4]uint32{0x1F1D1A09, 0xFFFFFF0D, 0x00000014, 0xFFFFFF24}},
	{PressTint, [4]uint32{0x1F1D1A0F, 0xFFFFFF11, 0x0000001A, 0xFFFFFF32}},
	{Shade, [4]uint32{0x1F1D1A2C, 0x00000090, 0x00000060, 0x000000C0}},
	{Scrim, [4]uint32{0x1F1D1A52, 0x00000090, 0x00000090, 0x000000C0}},
	{Track, [4]uint32{0xEFECE6FF, 0x33313AFF, 0xD0D0D0FF, 0x4A4A4AFF}},
	{Toasted, [4]uint32{0x2A2825FF, 0xECEAE6FF, 0x000000FF, 0xFFFFFFFF}},
	{OnToast, [4]uint32{0xF7F5F2FF, 0x1F1D1AFF, 0xFFFFFFFF, 0x000000FF}},
	{Clear, [4]uint32{}},
}
