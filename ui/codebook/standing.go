package codebook

import (
	"fyne.io/fyne/v2"

	"throughline/ui/kit"
	"throughline/ui/say"
)

// standing shows the words that tell the findings of a tag from the others; each searches for it.
func (p *panel) standing(d *Detail) []fyne.CanvasObject {
	if len(d.Words) == 0 {
		return nil
	}
	var chips []fyne.CanvasObject
	for _, w := range d.Words {
		c := kit.NewChip(w.Text+"  "+say.Number(w.In), func() { p.s.goTo(kit.Route{Screen: kit.Findings, Filter: w.Text}) })
		c.SetTip(say.Sentence(w.Says()))
		chips = append(chips, c)
	}
	return []fyne.CanvasObject{kit.Detail(say.T("Words that stand out"), kit.Inset(kit.Flow(kit.Space1, chips...), 2, 0, 0, 0))}
}
