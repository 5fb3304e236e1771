package themes

import (
	"slices"

	"fyne.io/fyne/v2"

	"throughline/ui/kit"
	"throughline/ui/say"
)

// asked says how many of those who were asked raise the theme, and by which questions of the guide that goes; nil while nothing is linked.
func (s *Screen) asked(p *Portrait) fyne.CanvasObject {
	if p.Asked == nil {
		return nil
	}
	var change *kit.Button
	change = kit.NewButton(say.T("Questions"), kit.Quiet, func() { kit.ShowMenu(change, s.questionMenu(p)...) })
	words := kit.VStack(2, kit.NewParagraph(say.Sentence(p.Asked.All.Words()), kit.Body.B()), kit.NewParagraph(say.Sentence(p.Asked.By()), kit.Small))
	return kit.Inset(kit.HStackTop(kit.Space2, kit.Grow(words), change), 0, 0, kit.Space2, 5)
}

// questionMenu chooses which questions of the guide the theme belongs to.
func (s *Screen) questionMenu(p *Portrait) []kit.MenuItem {
	m := s.model
	var chosen []string
	if p.Asked.ByHand {
		chosen = p.Asked.Questions
	}
	items := []kit.MenuItem{{Text: say.T("Those after which its findings lie"), Checked: !p.Asked.ByHand, Run: func() { m.Tie(nil) }}, kit.Separator}
	for _, q := range p.Guide {
		on := slices.Contains(chosen, q)
		items = append(items, kit.MenuItem{Text: q, Checked: on, Run: func() {
			if on {
				m.Tie(slices.DeleteFunc(slices.Clone(chosen), func(x string) bool { return x == q }))
				return
			}
			m.Tie(append(slices.Clone(chosen), q))
		}})
	}
	return items
}
