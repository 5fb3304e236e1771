package pdf

import (
	"image/color"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/report"
)

// The page, in points. Side margins leave a column of about 80 characters of body text on A4.
const (
	side     = 62.0
	top      = 64.0 // where the first line of a page may begin
	bottom   = 64.0 // room below the last line
	headerAt = 42.0 // baseline of the running title
	ruleAt   = 48.0 // of the footer, from below
	footerAt = 33.0 // baseline of the footer, from below
)

// pageSize is the paper's width and height in points.
func pageSize(p report.Paper) (w, h float64) {
	if p == report.Letter {
		return 612, 792
	}
	return 595.28, 841.89
}

// The tokens of the light window, see UI.md: the page looks like the screen.
var (
	theme    = chart.Light(9.5)
	ink      = theme.Ink
	muted    = theme.Muted
	line     = theme.Grid
	panel    = theme.Track
	accent   = theme.Accent
	amber    = color.NRGBA{R: 0xB7, G: 0x79, B: 0x1F, A: 255}
	ochre    = color.NRGBA{R: 0x8A, G: 0x5A, B: 0x12, A: 255} // amber for words: 5.9 to 1 on white
	red      = color.NRGBA{R: 0xB4, G: 0x41, B: 0x3C, A: 255}
	supports = theme.Palette[0]
)

// typo is a size, a cut, a colour and a line height.
type typo struct {
	size  float64
	lead  float64 // line height in points
	face  face
	color color.NRGBA
}

// The type scale. Body 10.5 on 15.5: 1.48.
var (
	tCover    = typo{30, 36, bold, ink}
	tAbout    = typo{12, 17, regular, muted}
	tTitle    = typo{23, 27.5, bold, ink}
	tHeading  = typo{13, 18, bold, ink}
	tSub      = typo{10.5, 15.5, bold, ink}
	tBody     = typo{10.5, 15.5, regular, ink}
	tLead     = typo{11.5, 17, regular, ink}
	tSmall    = typo{9, 13, regular, muted}
	tKicker   = typo{8.5, 12, regular, muted}
	tItem     = typo{10.5, 15, regular, ink}
	tTable    = typo{9.5, 13.5, regular, ink}
	tDense    = typo{8.5, 12, regular, ink}
	tQuote    = typo{10.5, 15.5, regular, ink}
	tSource   = typo{8.5, 12, regular, muted}
	tLabel    = typo{8.5, 12, regular, muted}
	tValue    = typo{11.5, 15, bold, ink}
	tFooter   = typo{8, 11, regular, muted}
	tContents = typo{10.5, 19, regular, ink}
)

func (t typo) colored(c color.NRGBA) typo { t.color = c; return t }
func (t typo) in(f face) typo             { t.face = f; return t }

// baseline is how far below the top of its line text stands: half of the leading left by ascent (1.069) and descent
// (0.293) of Noto Sans above, then the ascent.
func (t typo) baseline() float64 { return (t.lead-t.size*1.362)/2 + t.size*1.069 }

// stanceMark is the colour of a stance. The word beside it keeps the meaning for those who see no colour.
func stanceMark(s app.Stance) color.NRGBA {
	switch s {
	case app.Contradicts:
		return red
	case app.Nuances:
		return amber
	}
	return supports
}
