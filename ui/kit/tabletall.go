package kit

import "fyne.io/fyne/v2"

// tallest is how tall the rows of a table are laid out, in pixels. Places on the screen are 32-bit numbers, which beyond this lie
// half a pixel apart; taller tables move their rows under a scroll bar that goes by share.
const tallest float32 = 1 << 22

// high is how tall all rows are, in pixels.
func (t *DataTable) high() float64 { return float64(t.rows) * float64(t.rowHigh) }

// tall reports whether the rows are taller than what is laid out.
func (t *DataTable) tall() bool { return t.high() > float64(tallest) }

// pageHigh is how tall the rows are laid out.
func (t *DataTable) pageHigh() float32 { return float32(min(t.high(), float64(tallest))) }

// view is how much of the rows is in sight.
func (t *DataTable) view() float64 { return float64(t.scroll.Size().Height) }

// at is how far the rows are scrolled, in pixels.
func (t *DataTable) at() float64 {
	if t.tall() {
		return t.top
	}
	return float64(t.scroll.Offset.Y)
}

// scrollTo scrolls to a place, in pixels from the top of the first row.
func (t *DataTable) scrollTo(y float64) {
	y = max(0, min(y, t.high()-t.view()))
	t.top = y
	at := float32(y)
	if t.tall() {
		at = float32(y / (t.high() - t.view()) * (float64(tallest) - t.view()))
	}
	t.scroll.ScrollToOffset(fyne.NewPos(t.scroll.Offset.X, at))
	t.page.Refresh()
}

// scrolled follows the scroll bar.
func (t *DataTable) scrolled(p fyne.Position) {
	if t.tall() {
		t.top = float64(p.Y) / (float64(tallest) - t.view()) * (t.high() - t.view())
	}
	t.aside()
	t.page.Refresh()
}

// settle keeps the rows in sight after the table changed its size or its rows.
func (t *DataTable) settle() {
	if t.tall() && t.view() > 0 {
		t.scrollTo(t.top)
	}
}

// rowTop is where a row begins, as the page is laid out.
func (t *DataTable) rowTop(row int) float32 {
	if !t.tall() {
		return float32(row) * t.rowHigh
	}
	return t.scroll.Offset.Y + float32(float64(row)*float64(t.rowHigh)-t.top)
}

// rowAt returns the row at a height of the page as it is laid out, or -1.
func (t *DataTable) rowAt(y float32) int {
	at := float64(y)
	if t.tall() {
		at = t.top + float64(y-t.scroll.Offset.Y)
	}
	row := int(at / float64(t.rowHigh))
	if at < 0 || row >= t.rows {
		return -1
	}
	return row
}

// Scrolled implements fyne.Scrollable: a wheel moves a tall table by pixels, where its scroll bar would leap.
func (p *tablePage) Scrolled(e *fyne.ScrollEvent) {
	t := p.table
	if !t.tall() {
		t.scroll.Scrolled(e)
		return
	}
	t.scrollTo(t.top - float64(e.Scrolled.DY))
	t.scroll.Scrolled(&fyne.ScrollEvent{PointEvent: e.PointEvent}) // the bar shows itself
}
