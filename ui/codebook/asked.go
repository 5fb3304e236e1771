package codebook

import (
	"slices"

	"fyne.io/fyne/v2"

	"throughline/ui/kit"
	"throughline/ui/say"
)

// asked says how many of those who were asked raise the tag, and by which questions of the guide that goes.
func (p *panel) asked(d *Detail) []fyne.CanvasObject {
	if d.Asked == nil {
		return nil
	}
	var change *kit.Button
	change = kit.NewButton(say.T("Questions"), kit.Quiet, func() { kit.ShowMenu(change, p.questionMenu(d)...) })
	words := kit.VStack(2, kit.NewParagraph(say.Sentence(d.Asked.All.Words()), kit.Body), kit.NewParagraph(say.Sentence(d.Asked.By()), kit.Small), kit.HStack(0, change, kit.Spacer()))
	return []fyne.CanvasObject{kit.Detail(say.T("Who was asked"), kit.Inset(words, 2, 0, 0, 0))}
}

// questionMenu chooses which questions of the guide the tag belongs to.
func (p *panel) questionMenu(d *Detail) []kit.MenuItem {
	m := p.s.model
	var chosen []string
	if d.Asked.ByHand {
		chosen = d.Asked.Questions
	}
	items := []kit.MenuItem{{Text: say.T("Those after which its findings lie"), Checked: !d.Asked.ByHand, Run: func() { m.Tie(nil) }}, kit.Separator}
	for _, q := range d.Guide {
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
