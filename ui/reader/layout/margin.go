package layout

import (
	"slices"

	"throughline/app"
)

// Item is a span that shows in the margin: a finding or a suggestion.
type Item struct {
	app.Span
	Label float32 // width of its name in px; 0 for none
}

// Margin are the sizes of the margin, in px.
type Margin struct {
	Width  float32 // of the whole margin
	Pitch  float32 // from one stripe to the next where names do not fit between
	Tight  float32 // the same where more than tightFrom stripes stand side by side
	Least  float32 // room below which names are not shown but counted
	Indent float32 // from a stripe's left edge to its name
	Gap    float32 // between a name and the next stripe
	Row    float32 // height of a name
	More   float32 // width kept for "+3"
}

// Stripe is where an item's stripe and name stand. X is measured in the margin, Y on the page.
type Stripe struct {
	Item           int
	X, Y, Height   float32
	LabelX, LabelY float32
	LabelWidth     float32 // room for the name; 0: there is none, the name is counted in a Surplus
}

// Surplus is a "+3": items without stripe or names without room.
type Surplus struct {
	X, Y  float32
	Items []int
}

// Place sets one cluster. Where the names fit between the stripes they stand beside them; else the stripes move close
// together and the names form a column, each as high as its stripe begins or just below the name before.
func (m Margin) Place(d *Doc, items []Item, c Cluster) ([]Stripe, []Surplus) {
	out := make([]Stripe, len(c.Items))
	for i, it := range c.Items {
		top, bottom := d.Reach(items[it.Item].Span)
		out[i] = Stripe{Item: it.Item, Y: top, Height: bottom - top}
	}
	if m.beside(items, c, out) {
		return out, nil
	}
	return out, m.column(d, items, c, out)
}

// beside puts every name next to its stripe, if the lanes are wide enough for that.
func (m Margin) beside(items []Item, c Cluster, out []Stripe) bool {
	if len(c.More) > 0 {
		return false
	}
	var wide [MaxLanes]float32
	for _, it := range c.Items {
		wide[it.Lane] = max(wide[it.Lane], items[it.Item].Label)
	}
	var x [MaxLanes + 1]float32
	for lane := 0; lane < c.Lanes; lane++ {
		x[lane+1] = x[lane] + m.Indent + wide[lane] + m.Gap
	}
	room := m.Width + m.Gap
	if x[c.Lanes] > room && c.Lanes > 1 {
		return false
	}
	for i, it := range c.Items {
		s := &out[i]
		s.X = x[it.Lane]
		s.LabelX, s.LabelY = s.X+m.Indent, s.Y
		s.LabelWidth = min(items[it.Item].Label, m.Width-s.LabelX)
	}
	return true
}

// column stacks the names to the right of all stripes. It never goes below the cluster; names without room are counted
// at the last row.
func (m Margin) column(d *Doc, items []Item, c Cluster, out []Stripe) []Surplus {
	_, bottom := d.Reach(c.Span)
	pitch := m.Pitch
	if c.Lanes > tightFrom {
		pitch = m.Tight
	}
	for i, it := range c.Items {
		out[i].X = float32(it.Lane) * pitch
	}
	x := float32(c.Lanes-1)*pitch + m.Indent
	if m.Width-x < m.Least+m.More {
		return m.counted(d, items, c, x)
	}
	var more []Surplus
	for _, g := range c.More {
		top, _ := d.Reach(g.Span)
		more = append(more, Surplus{X: x, Y: top, Items: g.Items})
	}
	if len(more) > 0 {
		x += m.More
	}
	var unnamed []int
	free, last := float32(-1), -1
	for i, it := range c.Items {
		s := &out[i]
		if items[it.Item].Label == 0 {
			continue
		}
		y := max(s.Y, free)
		if y+m.Row > bottom+1 {
			unnamed = append(unnamed, it.Item)
			continue
		}
		s.LabelX, s.LabelY, s.LabelWidth = x, y, min(items[it.Item].Label, m.Width-x)
		free, last = y+m.Row, i
	}
	if len(unnamed) == 0 || last < 0 {
		return more
	}
	s := &out[last]
	if n := len(more) - 1; n >= 0 && more[n].Y == s.LabelY { // one count a row
		more[n].Items = append(slices.Clone(more[n].Items), unnamed...)
		return more
	}
	s.LabelWidth = min(s.LabelWidth, m.Width-x-m.More)
	more = append(more, Surplus{X: m.Width - m.More, Y: s.LabelY, Items: unnamed})
	return more
}

// tightFrom is the number of stripes side by side from which they move closer still.
const tightFrom = 6

// counted is one count for all names of a cluster, where there is no room for any.
func (m Margin) counted(d *Doc, items []Item, c Cluster, x float32) []Surplus {
	top, _ := d.Reach(c.Span)
	all := Surplus{X: min(x, m.Width-m.More), Y: top}
	for _, it := range c.Items {
		if items[it.Item].Label > 0 {
			all.Items = append(all.Items, it.Item)
		}
	}
	for _, g := range c.More {
		all.Items = append(all.Items, g.Items...)
	}
	if len(all.Items) == 0 {
		return nil
	}
	return []Surplus{all}
}
