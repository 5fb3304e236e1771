package kit

import (
	_ "unsafe" // for the name below

	"github.com/go-text/typesetting/shaping"
)

// shaper is what the toolkit shapes all text with. It has no name outside the toolkit.
//
//go:linkname shaper fyne.io/fyne/v2/internal/painter.shaper
var shaper *shaping.HarfbuzzShaper

// ForgetFonts makes the toolkit let go of fonts it no longer draws with. With every change of the theme it reads its fonts anew, some megabytes each, and its
// shaper holds whatever it ever shaped text with (typesetting: Buffer.planCache). Call it after the theme was set, on the UI goroutine.
func ForgetFonts() {
	if shaper != nil { // a toolkit that calls it otherwise keeps its fonts, as TestForgetFonts would tell
		*shaper = shaping.HarfbuzzShaper{}
	}
}
