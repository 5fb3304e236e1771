package codebook

import (
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
	change = kit.NewButton(say.T("Questions"), kit.Quiet, func() {
		kit.ShowMenu(change, kit.TieMenu(d.Guide, d.Asked.Questions, d.Asked.ByHand, p.s.model.Tie)...)
	})
	words := kit.VStack(2, kit.NewParagraph(say.Sentence(d.Asked.All.Words()), kit.Body), kit.NewParagraph(say.Sentence(d.Asked.By()), kit.Small), kit.HStack(0, change, kit.Spacer()))
	return []fyne.CanvasObject{kit.Detail(say.T("Who was asked"), kit.Inset(words, 2, 0, 0, 0))}
}
