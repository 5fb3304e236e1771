package kit

import "image/color"

// The palettes of high contrast: text at 7:1 and more on every ground, marks, hairlines and edges at 4.5:1 and more.
var highLight = palette{name: "contrast", colors: map[Token]color.NRGBA{
	Background: rgb(0xFFFFFF), Rail: rgb(0xFFFFFF), Surface: rgb(0xFFFFFF), Line: rgb(0x5F5F5F), Edge: rgb(0x000000),
	Ink: rgb(0x000000), Muted: rgb(0x2B2B2B), Faint: rgb(0x5F5F5F),
	Accent: rgb(0x0A2A9E), AccentSoft: rgb(0xDCE4FF), OnAccent: rgb(0xFFFFFF),
	Good: rgb(0x00502B), GoodInk: rgb(0x00502B), GoodSoft: rgb(0xE3F5EA),
	Warn: rgb(0x5E3B00), WarnInk: rgb(0x5E3B00), WarnSoft: rgb(0xFFF1D6),
	Bad: rgb(0x8A0C0C), BadInk: rgb(0x8A0C0C), BadSoft: rgb(0xFFE9E7), OnBad: rgb(0xFFFFFF),
	HoverTint: rgba(0x000000, 0x18), PressTint: rgba(0x000000, 0x2c), Shade: rgba(0x000000, 0x60),
	Scrim: rgba(0x000000, 0x90), Track: rgb(0xD0D0D0), Toasted: rgb(0x000000), OnToast: rgb(0xFFFFFF), Clear: {},
}}

var highDark = palette{name: "contrast-dark", dark: true, colors: map[Token]color.NRGBA{
	Background: rgb(0x000000), Rail: rgb(0x000000), Surface: rgb(0x000000), Line: rgb(0xA0A0A0), Edge: rgb(0xFFFFFF),
	Ink: rgb(0xFFFFFF), Muted: rgb(0xDADADA), Faint: rgb(0xA0A0A0),
	Accent: rgb(0xBFCAFF), AccentSoft: rgb(0x1E2A66), OnAccent: rgb(0x000000),
	Good: rgb(0x8FE8BC), GoodInk: rgb(0x8FE8BC), GoodSoft: rgb(0x0B3321),
	Warn: rgb(0xFFD27A), WarnInk: rgb(0xFFD27A), WarnSoft: rgb(0x3D2C08),
	Bad: rgb(0xFFB3AE), BadInk: rgb(0xFFB3AE), BadSoft: rgb(0x4A1614), OnBad: rgb(0x000000),
	HoverTint: rgba(0xFFFFFF, 0x24), PressTint: rgba(0xFFFFFF, 0x3c), Shade: rgba(0x000000, 0xc0),
	Scrim: rgba(0x000000, 0xc0), Track: rgb(0x4A4A4A), Toasted: rgb(0xFFFFFF), OnToast: rgb(0x000000), Clear: {},
}}
