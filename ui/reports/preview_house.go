package reports

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"throughline/app/report"
	"throughline/ui/kit"
)

// house is what a brand puts above the cover: band, logo and line. Nothing without one.
func house(d *report.Document) []piece {
	var out []piece
	if c := d.Look.SecondOr(d.Look.Main); c.A > 0 {
		out = append(out, piece{object: kit.Fixed(canvas.NewRectangle(c), pageWidth-2*pageMargin, 4)})
	}
	if pic := d.Look.Logo; len(pic.PNG) > 0 {
		img := canvas.NewImageFromResource(fyne.NewStaticResource("logo-"+d.Hash, pic.PNG))
		img.FillMode = canvas.ImageFillContain
		scale := min(44/float32(pic.H), 150/float32(pic.W))
		out = append(out, piece{object: kit.HStack(0, kit.Spacer(), kit.Fixed(img, float32(pic.W)*scale, float32(pic.H)*scale)), gap: kit.Space2})
	}
	if d.Look.Cover != "" {
		out = append(out, piece{object: kit.NewParagraph(strings.ToUpper(d.Look.Cover), kit.Small), gap: kit.Space2})
	}
	return out
}
