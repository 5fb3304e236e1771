package board

import (
	"fmt"
	"image/color"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/chart/picture"
)

// Sizes of the picture, in units of which a sharp screen shows two pixels each.
const (
	columnWide = 248.0
	columnGap  = 16.0
	cardGap    = 8.0
	cardPad    = 11.0
	cardLines  = 8 // of a quote, the rest is cut
	nameLines  = 2
	perRow     = 8 // columns side by side; more go below
	rowGap     = 32.0
	headHigh   = 64.0
	// mostColumns is how many themes a picture shows: without findings they still fit.
	mostColumns = 400
)

// MostPoints is how many units wide times high a picture may be: at two pixels a unit, 64 million pixels.
const MostPoints = 16_000_000.0

// perColumn are how many cards of a column are tried, until the picture is not too large.
var perColumn = []int{40, 24, 12, 6, 3, 1, 0}

// MostCards is how many findings of a theme a picture shows at most.
const MostCards = 40

// drawing is a board being laid out.
type drawing struct {
	look    chart.Theme
	typo    picture.Type
	note    string // what the picture leaves out
	surface chart.Surface
}

func (d *drawing) style(size float64, bold bool, c color.NRGBA) chart.Style {
	return chart.Style{Size: size, Bold: bold, Color: c}
}

// column is one column cut to lines, so that its height is known before it is drawn.
type column struct {
	*Column
	name []string
	card []cutCard
	more string
	high float64
}

// cutCard is one card cut to lines.
type cutCard struct {
	Card
	text []string
	high float64
}

// Lay lays a board out as a picture in the light look, as people are used to from paper. Where not everything fits, it shows the first findings of
// each theme and says so in a line below the title. Equal boards give equal layouts.
func Lay(b *Board) *chart.Layout {
	d := &drawing{look: chart.Light(13)}
	cut := d.cut(b)
	var cols []column
	var w, h float64
	for _, most := range perColumn {
		cols = firstCards(cut, most)
		if w, h = extent(cols); w*h <= MostPoints {
			d.note = note(b, cols, most)
			break
		}
	}
	return chart.Record(w, h, func(s chart.Surface) {
		d.surface = s
		d.draw(b, cols)
	})
}

// note says what the picture leaves out, "" for nothing.
func note(b *Board, cols []column, most int) string {
	var parts []string
	left := 0
	for i := range cols {
		left += cols[i].More + len(cols[i].Cards) - len(cols[i].card)
	}
	switch {
	case left > 0 && most == 0:
		parts = append(parts, "The board is too large for a picture of its findings: only its themes are shown. The table (CSV) has all.")
	case left > 0:
		parts = append(parts, fmt.Sprintf("Shown are the first %s of each theme; %s more are left to the table (CSV).", app.Count(most, "finding"), app.Number(left)))
	}
	if n := len(b.Columns) - len(cols); n > 0 {
		parts = append(parts, "The picture has the first "+app.Number(len(cols))+" themes of "+app.Number(len(b.Columns))+".")
	}
	if b.Held > 0 {
		parts = append(parts, app.Count(b.Held, "finding")+" may not leave the workspace.")
	}
	return strings.Join(parts, " ")
}

// mostRunes is how much of a quote can come into sight on a card.
const mostRunes = 500

// cut breaks names and quotes into lines.
func (d *drawing) cut(b *Board) []column {
	cols := make([]column, min(mostColumns, len(b.Columns)))
	for i := range cols {
		c := &cols[i]
		c.Column = &b.Columns[i]
		c.name = chart.Wrap(head(c.Name), columnWide-22, nameLines, &d.typo, d.style(14, true, d.look.Ink))
		for _, k := range c.Cards[:min(MostCards, len(c.Cards))] {
			text := chart.Wrap(head(k.Text), columnWide-2*cardPad, cardLines, &d.typo, d.style(13, false, d.look.Ink))
			c.card = append(c.card, cutCard{k, text, 2*cardPad + float64(len(text))*18 + 20})
		}
	}
	return cols
}

// head is as much of a text as can come into sight.
func head(s string) string {
	if r := []rune(s); len(r) > mostRunes {
		return string(r[:mostRunes])
	}
	return s
}

// firstCards leaves each column at most a number of cards, and says how many are left out.
func firstCards(cut []column, most int) []column {
	cols := slices.Clone(cut)
	for i := range cols {
		c := &cols[i]
		c.card = c.card[:min(most, len(c.card))]
		c.high = float64(len(c.name))*19 + 18 + 12
		for j := range c.card {
			c.high += c.card[j].high + cardGap
		}
		if left := c.More + len(c.Cards) - len(c.card); left > 0 {
			c.more = "and " + app.Number(left) + " more"
			c.high += 20
		}
	}
	return cols
}

// rows parts columns into rows of the picture.
func rows(cols []column) (out [][]column) {
	for lo := 0; lo < len(cols); lo += perRow {
		out = append(out, cols[lo:min(lo+perRow, len(cols))])
	}
	return out
}

func tallest(cols []column) float64 {
	h := 0.0
	for i := range cols {
		h = max(h, cols[i].high)
	}
	return h
}

func extent(cols []column) (w, h float64) {
	h = headHigh
	for _, row := range rows(cols) {
		h += tallest(row) + rowGap
	}
	n := float64(max(3, min(perRow, len(cols))))
	return n*columnWide + (n-1)*columnGap, h
}

func (d *drawing) draw(b *Board, cols []column) {
	s := d.surface
	s.Text(chart.Point{X: 0, Y: 20}, b.Title, d.style(20, true, d.look.Ink))
	s.Text(chart.Point{X: 0, Y: 38}, b.Line, d.style(12, false, d.look.Muted))
	if d.note != "" {
		s.Text(chart.Point{X: 0, Y: 54}, d.note, d.style(12, false, d.look.Muted))
	}
	y := headHigh
	for _, row := range rows(cols) {
		for i := range row {
			d.column(float64(i)*(columnWide+columnGap), y, &row[i])
		}
		y += tallest(row) + rowGap
	}
}

func (d *drawing) column(x, y float64, c *column) {
	s := d.surface
	hue := d.look.Palette[((c.Hue%12)+12)%12]
	s.Rect(chart.Rect{X: x, Y: y + 5, W: 10, H: 10}, hue, 5)
	for i, line := range c.name {
		s.Text(chart.Point{X: x + 18, Y: y + 15 + float64(i)*19}, line, d.style(14, true, d.look.Ink))
	}
	y += float64(len(c.name)) * 19
	s.Text(chart.Point{X: x, Y: y + 13}, c.Line, d.style(12, false, d.look.Muted))
	y += 18
	s.Rect(chart.Rect{X: x, Y: y + 2, W: columnWide, H: 3}, d.look.Track, 1.5)
	if w := columnWide * min(1, max(0, c.Share)); w > 0 {
		s.Rect(chart.Rect{X: x, Y: y + 2, W: w, H: 3}, d.look.Accent, 1.5)
	}
	y += 12
	for i := range c.card {
		d.card(x, y, &c.card[i])
		y += c.card[i].high + cardGap
	}
	if c.more != "" {
		s.Text(chart.Point{X: x, Y: y + 12}, c.more, d.style(12, false, d.look.Muted))
	}
}

func (d *drawing) card(x, y float64, c *cutCard) {
	s := d.surface
	s.Rect(chart.Rect{X: x, Y: y, W: columnWide, H: c.high}, d.look.Grid, 6)
	s.Rect(chart.Rect{X: x + 1, Y: y + 1, W: columnWide - 2, H: c.high - 2}, d.look.Surface, 5)
	for i, line := range c.text {
		s.Text(chart.Point{X: x + cardPad, Y: y + cardPad + 13 + float64(i)*18}, line, d.style(13, false, d.look.Ink))
	}
	foot := y + c.high - cardPad
	who := chart.Wrap(c.Who, columnWide-2*cardPad-80, 1, &d.typo, d.style(12, false, d.look.Muted))[0]
	s.Text(chart.Point{X: x + cardPad, Y: foot}, who, d.style(12, false, d.look.Muted))
	right := x + columnWide - cardPad
	if c.Star {
		star := d.style(12, true, d.look.Muted)
		w := d.typo.Width("starred", star)
		s.Text(chart.Point{X: right - w, Y: foot}, "starred", star)
		right -= w + 6
	}
	for i := min(4, len(c.Hues)) - 1; i >= 0; i-- {
		right -= 8
		s.Rect(chart.Rect{X: right, Y: foot - 9, W: 8, H: 8}, d.look.Palette[((c.Hues[i]%12)+12)%12], 4)
		right -= 4
	}
}
