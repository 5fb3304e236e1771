package themes

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
)

// offerDrawn names what the preview of the proposal shows.
func (s *Screen) offerDrawn() string {
	o := s.model.Offer
	drawn := fmt.Sprintf("offer %p %d", o, len(o.Rows))
	for i := range o.Groups {
		if o.Groups[i].Shown {
			drawn += fmt.Sprint(" ", i)
		}
	}
	return drawn
}

// proposal shows each proposed theme as a card: what it is to the board, where its findings come from, and quotes.
func (s *Screen) proposal() []fyne.CanvasObject {
	o := s.model.Offer
	rows := []fyne.CanvasObject{kit.NewParagraph("Nothing is changed yet. Read the quotes; after accepting, everything can be renamed, merged and moved, and one undo takes it all back.", kit.Body.In(kit.Muted))}
	if o.Note != "" {
		rows = append(rows, kit.NewParagraph(o.Note, kit.Body.In(kit.Muted)))
	}
	var left, right []fyne.CanvasObject
	var high [2]int // about how tall the columns are, in lines
	for i := range o.Themes {
		card, lines := s.group(i)
		if high[0] <= high[1] {
			left, high[0] = append(left, card), high[0]+lines
		} else {
			right, high[1] = append(right, card), high[1]+lines
		}
	}
	rows = append(rows, kit.Columns(kit.Space3, []float32{1, 1}, kit.VStack(kit.Space3, left...), kit.VStack(kit.Space3, right...)))
	if n := len(o.Unsorted); n > 0 {
		line := fmt.Sprintf("%s would be unsorted: too short, or like nothing else.", app.Count(n, "finding"))
		if o.Left > 0 {
			line += fmt.Sprintf(" %s of them would leave their theme.", app.Number(o.Left))
		}
		rows = append(rows, kit.NewParagraph(line, kit.Small))
	}
	if len(o.Gone) > 0 {
		var names []string
		for _, t := range o.Gone {
			names = append(names, "“"+t.Name+"”")
		}
		rows = append(rows, kit.NewParagraph("Would go, proposed earlier and never named by you: "+strings.Join(names, ", ")+".", kit.Small))
	}
	return rows
}

// group is the card of one proposed theme, and about how many lines it has.
func (s *Screen) group(i int) (fyne.CanvasObject, int) {
	m := s.model
	t, g := &m.Offer.Themes[i], &m.Offer.Groups[i]
	badge := kit.NewBadge("new", kit.Calling)
	if t.Existing != "" {
		badge = kit.NewBadge("goes on", kit.Plain)
	}
	rows := []fyne.CanvasObject{kit.HStackTop(kit.Space2, kit.Grow(kit.NewParagraph(t.Name, kit.Strong.Sized(kit.SizeReading))), badge)}
	if g.Old != "" && g.Old != t.Name {
		rows = append(rows, kit.NewParagraph("Now “"+g.Old+"”; would be renamed.", kit.Small))
	}
	rows = append(rows,
		kit.NewElastic(fmt.Sprintf("%s · %d of %s", app.Count(len(t.Findings), "finding"), t.People, app.Count(m.Offer.People, "person")), kit.Small),
		kit.NewMeter(share(t.People, m.Offer.People), kit.PaintOf(kit.Accent), 40), kit.NewParagraph(g.Line(), kit.Control))
	ids := t.Quotes[:min(sampled, len(t.Quotes))]
	if g.Shown {
		ids = t.Findings[:min(listed, len(t.Findings))]
	}
	lines := 6
	for _, id := range ids {
		if q, ok := m.Offer.Rows[id]; ok {
			rows = append(rows, kit.Barred(kit.PaintOf(kit.Line), kit.VStack(2, kit.NewParagraph(q.Text(), kit.Body).Limit(5), kit.NewElastic(source(&q), kit.Small))))
			lines += 2 + len(q.Text())/50
		}
	}
	if n := len(t.Findings); n > sampled {
		words := "Show all " + app.Number(n)
		switch {
		case g.Shown:
			words = "Show two"
		case n > listed:
			words = "Show the first " + app.Number(listed)
		}
		rows = append(rows, kit.HStack(0, kit.NewButton(words, kit.Quiet, func() { m.ShowAll(i, !g.Shown) }), kit.Spacer()))
	}
	return kit.NewCard(kit.VStack(kit.Space2, rows...)), lines
}

// source says whose words these are and when they were said.
func source(f *app.FindingRow) string {
	var parts []string
	for _, p := range []string{f.Code, f.Segment} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if len(parts) == 0 && f.InterviewTitle != "" {
		parts = append(parts, f.InterviewTitle)
	}
	if f.At != app.NoTime && f.Quote != "" {
		parts = append(parts, app.Clock(f.At))
	}
	return strings.Join(parts, " · ")
}
