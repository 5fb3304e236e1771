package themes

import (
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
	change = kit.NewButton(say.T("Questions"), kit.Quiet, func() { kit.ShowMenu(change, kit.TieMenu(p.Guide, p.Asked.Questions, p.Asked.ByHand, s.model.Tie)...) })
	words := kit.VStack(2, kit.NewParagraph(say.Sentence(p.Asked.All.Words()), kit.Body.B()), kit.NewParagraph(say.Sentence(p.Asked.By()), kit.Small))
	return kit.Inset(kit.HStackTop(kit.Space2, kit.Grow(words), change), 0, 0, kit.Space2, 5)
}
