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
	Faint      Token = "tl.faint"      // disabled text
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

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}

func rgba(v uint32, alpha uint8) color.NRGBA {
	c := rgb(v)
	c.A = alpha
	return c
}

// palette is one set of colours: light or dark, plain or of high contrast.
type palette struct {
	name   string
	dark   bool
	colors map[Token]color.NRGBA
}

var light = palette{name: "light", colors: map[Token]color.NRGBA{
	Background: rgb(0xFBFAF8), Rail: rgb(0xF4F1EC), Surface: rgb(0xFFFFFF), Line: rgb(0xE6E2DC), Edge: rgb(0x8C867C),
	Ink: rgb(0x1F1D1A), Muted: rgb(0x6B665E), Faint: rgb(0xA39D93),
	Accent: rgb(0x4557D6), AccentSoft: rgb(0xEBEDFB), OnAccent: rgb(0xFFFFFF),
	Good: rgb(0x2E7D5B), GoodInk: rgb(0x276E50), GoodSoft: rgb(0xE6F2EC),
	Warn: rgb(0xB7791F), WarnInk: rgb(0x8A5A12), WarnSoft: rgb(0xF8EEDC),
	Bad: rgb(0xB4413C), BadInk: rgb(0xA93A35), BadSoft: rgb(0xF9E9E8), OnBad: rgb(0xFFFFFF),
	HoverTint: rgba(0x1F1D1A, 0x0c), PressTint: rgba(0x1F1D1A, 0x18), Shade: rgba(0x1F1D1A, 0x2c),
	Scrim: rgba(0x1F1D1A, 0x52), Track: rgb(0xE6E2DC), Toasted: rgb(0x2A2825), OnToast: rgb(0xF7F5F2), Clear: {},
}}

var dark = palette{name: "dark", dark: true, colors: map[Token]color.NRGBA{
	Background: rgb(0x17161A), Rail: rgb(0x1B1A1F), Surface: rgb(0x1F1E23), Line: rgb(0x33313A), Edge: rgb(0x75707F),
	Ink: rgb(0xECEAE6), Muted: rgb(0x9C97A0), Faint: rgb(0x66626C),
	Accent: rgb(0x8C9BFF), AccentSoft: rgb(0x2A2C45), OnAccent: rgb(0x15141B),
	Good: rgb(0x6CC79B), GoodInk: rgb(0x6CC79B), GoodSoft: rgb(0x1D3029),
	Warn: rgb(0xE0B25A), WarnInk: rgb(0xE0B25A), WarnSoft: rgb(0x362C1A),
	Bad: rgb(0xEF8A84), BadInk: rgb(0xEF8A84), BadSoft: rgb(0x3A2325), OnBad: rgb(0x1C1113),
	HoverTint: rgba(0xFFFFFF, 0x0d), PressTint: rgba(0xFFFFFF, 0x1a), Shade: rgba(0x000000, 0x90),
	Scrim: rgba(0x000000, 0x90), Track: rgb(0x33313A), Toasted: rgb(0xECEAE6), OnToast: rgb(0x1F1D1A), Clear: {},
}}
