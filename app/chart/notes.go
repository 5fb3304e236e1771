package chart

// Note marks a category of a line chart: something happened there.
type Note struct {
	At   int // place in Categories
	Name string
}

// notes draws a dashed line at each note, its name at the top beside the line, a row lower where the one before would be covered; names
// that have no room are left out, their lines stay.
func (p *plan) notes(f frame) {
	st := p.muted()
	rows := make([]float64, 3) // how far each row of names is written
	for _, n := range p.c.Notes {
		if n.At < 0 || n.At >= len(p.c.Categories) {
			continue
		}
		x := f.box.X + (float64(n.At)+0.5)*f.step
		p.dashed(Point{x, f.box.Y}, Point{x, f.box.Y + f.box.H})
		name := fit(n.Name, f.box.W/3, p.m, st)
		w := p.m.Width(name, st)
		left := x + p.px(0.3)
		if left+w > f.box.X+f.box.W {
			left = x - p.px(0.3) - w
		}
		for row, until := range rows {
			if left >= until {
				p.text(Point{left, f.box.Y + st.Size*(1+1.3*float64(row))}, name, st)
				rows[row] = left + w + p.px(0.5)
				break
			}
		}
	}
}
