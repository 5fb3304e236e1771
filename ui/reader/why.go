package reader

import (
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app/analysis"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// showWhy shows in the inspector why the suggestion in sight is made; asked again, it shows the finding as before.
func (s *Screen) showWhy() {
	g := s.model.Ghosts()
	i := s.text.Ghost()
	if i < 0 || i >= len(g) || s.why != nil && sameSuggestion(*s.why, g[i]) {
		s.why = nil
	} else {
		s.why = &g[i]
		s.tellMaybe(s.OnDetails)
		s.model.Activate("")
	}
	s.panel.paint()
}

func sameSuggestion(a, b analysis.Suggestion) bool { return a.Span == b.Span && a.Tag.ID == b.Tag.ID }

// whyIndex is the suggestion that the inspector explains, by its place in the list; -1 when there is none (any more).
func (s *Screen) whyIndex() int {
	if s.why == nil || s.model.Active() != nil {
		return -1
	}
	return slices.IndexFunc(s.model.Ghosts(), func(g analysis.Suggestion) bool { return sameSuggestion(*s.why, g) })
}

// explain shows a suggestion with its reasons: the words that speak for it and the passages it is like.
func (p *panel) explain(i int) {
	m := p.s.model
	g := m.Ghosts()[i]
	accept := kit.NewButton(say.T("Accept"), kit.Primary, func() { m.Accept(i) })
	reject := kit.NewButton(say.T("Reject"), kit.Secondary, func() { m.Reject(i) })
	details := []fyne.CanvasObject{
		kit.Barred(kit.TagPaint(g.Tag.Color), kit.NewParagraph("“"+m.words(g.Span)+"”", kit.Body).Limit(9)),
		kit.Flow(kit.Space1, kit.NewTagChip(g.Tag.Name, kit.TagPaint(g.Tag.Color), nil)),
		kit.Detail(say.T("How sure"), kit.NewParagraph(sureWords(g), kit.Body)),
	}
	if len(g.Terms) > 0 {
		var words []fyne.CanvasObject
		for _, t := range g.Terms {
			words = append(words, kit.NewBadge(t, kit.Plain))
		}
		details = append(details, kit.VStack(kit.Space1, kit.NewText(say.T("Words that speak for it"), kit.Small), kit.Flow(kit.Space1, words...)))
	}
	if len(g.Nearest) > 0 {
		like := []fyne.CanvasObject{kit.NewText(say.T("Most like, and tagged so"), kit.Small)}
		for _, n := range g.Nearest {
			like = append(like, kit.Barred(kit.TagPaint(g.Tag.Color), kit.NewParagraph("“"+n+"”", kit.Body).Limit(5)))
		}
		details = append(details, kit.VStack(kit.Space2, like...))
	}
	if note := say.Sentence(analysis.SuggestionNote(m.Transcript.Language)); note != "" {
		details = append(details, kit.NewParagraph(note, kit.Small))
	}
	details = append(details, kit.HStack(kit.Space2, accept, reject))
	if m.Accepter != nil {
		tag := g.Tag
		details = append(details, kit.NewTextButton(say.T("Accept all likely ones of %s…", tag.Name), kit.Small.In(kit.Accent), func() { p.s.showOffer(tag) }))
	}
	p.shown = ""
	p.set(say.T("Suggestion"), say.Sentence(g.Reason), details)
}

// sureWords say how sure a suggestion is.
func sureWords(g analysis.Suggestion) string {
	if g.Shown == 0 {
		return say.T("A guess: no passage shows the tag yet.")
	}
	tag := say.T("the tag")
	if g.Below > 0 {
		tag = say.T("it or a tag beneath it")
	}
	return say.T("%s. Of ten such passages that people tag about %d carry it; %s %s %s.", say.Sentence(g.Sure()), g.InTen(), say.Count(g.Shown, "passage"), verb(g.Shown, say.T("shows"), say.T("show")), tag)
}
