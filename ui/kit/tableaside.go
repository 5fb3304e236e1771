package kit

import "fyne.io/fyne/v2"

// leastShare is the part of its width that a column keeps in a narrow window; what is less is scrolled to.
const leastShare = 0.8

// mostForTitle is how much wider than it was made a column gets for its heading, in a language of longer words.
const mostForTitle = 1.5

// width is how wide the column is where there is room: so that its heading can be read, or as somebody drew it.
func (c Column) width() float32 {
	if c.Grow == c.Width { // drawn by hand
		return c.Width
	}
	return max(c.Width, min(c.title(), mostForTitle*c.Width))
}

// title is how much room the heading takes.
func (c Column) title() float32 {
	title := Measure(c.Title, Small).Width + 2*cellPad
	if c.Sortable {
		title += 14 // the arrow
	}
	return title
}

// least is how narrow the column gets in a narrow window: its heading can be read, and most of what stands below it.
func (c Column) least() float32 {
	return min(c.width(), max(leastShare*c.Width, c.title()))
}

const cellPad float32 = 12

// place works out the widths of the columns.
func (t *DataTable) place(width float32) {
	t.widths = t.widths[:0]
	used, grow := float32(0), float32(0)
	for _, c := range t.columns {
		if width < c.From {
			t.widths = append(t.widths, 0)
			continue
		}
		t.widths = append(t.widths, c.width())
		used += c.width()
		grow += c.Grow
	}
	switch spare := width - used; {
	case spare > 0 && grow > 0:
		for i, c := range t.columns {
			if width >= c.From {
				t.widths[i] += spare * c.Grow / grow
			}
		}
	case spare < 0 && used > 0: // a narrow window: every column gives a share, as long as it can be read
		sum := float32(0)
		for i, c := range t.columns {
			if width >= c.From {
				t.widths[i] = max(c.least(), t.widths[i]*width/used)
				sum += t.widths[i]
			}
		}
		if sum <= width+0.5 {
			return
		}
		for i, c := range t.columns { // what is scrolled to can as well be read in full
			if width >= c.From {
				t.widths[i] = c.width()
			}
		}
	}
}

// wide is how wide all columns are where the table is narrower than them, otherwise 0.
func (t *DataTable) wide() float32 {
	sum := float32(0)
	for _, w := range t.widths {
		sum += w
	}
	if sum <= t.scroll.Size().Width+0.5 {
		return 0
	}
	return sum
}

// aside puts the headings over their columns.
func (t *DataTable) aside() {
	t.head.Resize(fyne.NewSize(max(t.clip.Size().Width, t.wide()), headHigh))
	t.head.Move(fyne.NewPos(-t.scroll.Offset.X, 0))
}

// scrollAside scrolls sideways to a place, as far as there is something.
func (t *DataTable) scrollAside(x float32) {
	x = max(0, min(x, t.wide()-t.scroll.Size().Width))
	t.scroll.ScrollToOffset(fyne.NewPos(x, t.scroll.Offset.Y))
	t.aside()
}

// stepAside scrolls by a column; false where there is nothing to scroll to.
func (t *DataTable) stepAside(right bool) bool {
	if t.wide() == 0 {
		return false
	}
	x, at := t.scroll.Offset.X, float32(0)
	before := float32(0)
	for _, w := range t.widths {
		if right && at > x+0.5 {
			break
		}
		if !right && at >= x-0.5 {
			at = before
			break
		}
		before = at
		at += w
	}
	t.scrollAside(at)
	return true
}

// RevealColumn scrolls sideways just so far that a column is in sight.
func (t *DataTable) RevealColumn(col int) {
	if t.wide() == 0 {
		return
	}
	x, w := t.columnSpan(col)
	switch at, view := t.scroll.Offset.X, t.scroll.Size().Width; {
	case x < at:
		t.scrollAside(x)
	case x+w > at+view:
		t.scrollAside(x + w - view)
	}
}
