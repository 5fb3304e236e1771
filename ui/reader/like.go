package reader

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// moreLike offers the findings of the workspace most like the one at hand.
func (p *panel) moreLike(f *app.Finding) fyne.CanvasObject {
	m := p.s.model
	if !m.HasLikes() {
		return kit.VStack(0)
	}
	if !m.LikesOpen() {
		return kit.HStack(0, kit.NewTextButton(say.T("More like this"), kit.Small.In(kit.Accent), m.TurnLikes), kit.Spacer())
	}
	box := []fyne.CanvasObject{kit.HStack(kit.Space2, kit.Grow(kit.NewText(say.T("More like this"), kit.Small)), kit.NewTextButton(say.T("Hide"), kit.Small.In(kit.Accent), m.TurnLikes))}
	rows, ready := m.Likes(f)
	switch {
	case !ready:
		box = append(box, kit.NewText(say.T("Comparing findings…"), kit.Small))
	case len(rows) == 0:
		box = append(box, kit.NewParagraph(say.T("None is much like it."), kit.Small))
	}
	for i := range rows {
		l := &rows[i]
		line := []string{say.T("%.0f %% alike", 100*l.Score)}
		if l.Code != "" {
			line = append(line, l.Code)
		}
		to := kit.Route{Screen: kit.Findings, ID: string(l.ID)}
		if l.Interview != "" {
			line = append(line, l.InterviewTitle)
			to = kit.Route{Screen: kit.Reader, ID: string(l.Interview), Span: l.Span}
		}
		card := kit.NewCompactEntry(kit.VStack(2, kit.NewParagraph(l.Text(), kit.Control).Limit(3), kit.NewElastic(strings.Join(line, " · "), kit.Small)), func() { p.s.goTo(to) })
		card.SetTip(say.T("%.0f %% of the words are the same", 100*l.Wording))
		box = append(box, kit.Inset(card, 0, 0, 0, -5))
	}
	return kit.VStack(kit.Space1, box...)
}
