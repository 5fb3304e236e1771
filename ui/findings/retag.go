package findings

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Retag puts one tag in the place of another on findings; those without it stay as they are.
func (m *Model) Retag(of Target, from, to app.TagID) {
	m.act(of, say.T("Tag"), func(ctx context.Context, ids []app.FindingID) error { return m.Coding.MoveFindings(ctx, ids, from, to) }, nil)
}

// carried returns the tags that the chosen findings carry, as far as they are loaded, the most frequent first.
func (s *Screen) carried() []*app.TagRow {
	counts := map[app.TagID]int{}
	var out []*app.TagRow
	for _, f := range s.rows() {
		for _, id := range f.TagIDs() {
			if counts[id]++; counts[id] == 1 {
				if t := s.model.TagNamed(id); t != nil {
					out = append(out, t)
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *app.TagRow) int { return counts[b.ID] - counts[a.ID] })
	return out
}

// pickRetag lets the person choose which tag of everything chosen gives way, and to which.
func (s *Screen) pickRetag(anchor fyne.CanvasObject) {
	of, tags := s.target(), s.carried()
	switch len(tags) {
	case 0:
		return
	case 1:
		s.pickInstead(anchor, of, tags[0])
		return
	}
	var items []kit.PickItem
	for _, t := range tags {
		items = append(items, kit.PickItem{Text: t.Name, Dot: kit.TagPaint(t.Color), Run: func() { s.pickInstead(anchor, of, t) }})
	}
	s.pick(anchor, say.T("Replace which tag on %s?", findings(of.Len())), func(q string) []kit.PickItem { return kit.Match(q, items) })
}

// pickInstead lets the person choose what takes the place of a tag.
func (s *Screen) pickInstead(anchor fyne.CanvasObject, of Target, from *app.TagRow) {
	m := s.model
	var items []kit.PickItem
	for _, t := range m.Tags {
		if t.ID != from.ID {
			items = append(items, kit.PickItem{Text: t.Name, Dot: kit.TagPaint(t.Color), Detail: say.Number(t.Findings), Run: func() { m.Retag(of, from.ID, t.ID) }})
		}
	}
	s.pick(anchor, say.T("Replace %s by…", from.Name), func(q string) []kit.PickItem { return kit.Match(q, items) })
}
