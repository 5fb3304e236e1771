package themes

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app/analysis"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// digest shows the selected theme at a glance, above its cards: sentences that sum it up, findings that disagree, words that stand out. All of
// it is the machine's and says so; each line leads to its place.
func (s *Screen) digest() []fyne.CanvasObject {
	d := s.model.Digest
	if d == nil || d.Theme != s.model.Selected {
		return nil
	}
	if len(d.Summary)+len(d.Disagreeing)+len(d.Words) == 0 {
		return nil
	}
	if s.brief {
		return []fyne.CanvasObject{kit.HStack(0, kit.NewTextButton(say.T("Show what sums this theme up"), kit.Small.In(kit.Accent), s.turnDigest), kit.Spacer())}
	}
	var left, right []fyne.CanvasObject
	if len(d.Summary) > 0 {
		left = append(left, heading(say.T("Summary"), say.T("Picked by the machine from the quotes, word for word")))
		for i := range d.Summary {
			left = append(left, s.digestLine(&d.Summary[i], ""))
		}
	}
	if len(d.Disagreeing) > 0 {
		about := say.T("Marked by people as contradicting")
		if slices.ContainsFunc(d.Disagreeing, func(l analysis.Line) bool { return !l.Sure }) {
			about = say.T("Where it is estimated from words, read before you trust it")
		}
		right = append(right, heading(say.T("Disagreeing"), about))
		for i := range d.Disagreeing {
			right = append(right, s.digestLine(&d.Disagreeing[i], say.Sentence(d.Disagreeing[i].Why)))
		}
	}
	if len(d.Words) > 0 {
		words := kit.Inset(kit.VStack(kit.Space1, heading(say.T("Words that stand out"), say.T("Twice as often here as in other findings, or more")), s.wordChips(d.Words)), kit.Space2, 0, 0, 0)
		left = append(left, words)
	}
	body := kit.VStack(kit.Space1, append(left, right...)...)
	if len(left) > 0 && len(right) > 0 {
		body = kit.Columns(kit.Space4, []float32{1, 1}, kit.VStack(kit.Space1, left...), kit.VStack(kit.Space1, right...))
	}
	hide := kit.HStack(0, kit.Spacer(), kit.NewTextButton(say.T("Hide"), kit.Small.In(kit.Accent), s.turnDigest))
	return []fyne.CanvasObject{kit.NewCard(kit.VStack(0, body, hide))}
}

// turnDigest hides the digest, or shows it again.
func (s *Screen) turnDigest() {
	s.brief = !s.brief
	s.Refresh()
}

func heading(title, about string) fyne.CanvasObject {
	if about == "" {
		return kit.Inset(kit.NewText(title, kit.Strong), 0, 0, kit.Space1, 5)
	}
	return kit.Inset(kit.VStack(0, kit.NewText(title, kit.Strong), kit.NewParagraph(about, kit.Small)), 0, 0, kit.Space1, 5)
}

// digestLine is a passage that leads to its place.
func (s *Screen) digestLine(l *analysis.Line, why string) fyne.CanvasObject {
	rows := []fyne.CanvasObject{kit.NewParagraph(l.Said, kit.Body).Limit(4)}
	if why != "" {
		rows = append(rows, kit.NewParagraph(capital(why)+".", kit.Small))
	}
	to := kit.Route{Screen: kit.Findings, ID: string(l.ID)}
	tip := say.T("Open the finding")
	if l.At.Len() > 0 {
		to, tip = kit.Route{Screen: kit.Reader, ID: string(l.Interview), Span: l.At}, say.T("Open in the interview")
	}
	rows = append(rows, kit.NewElastic(source(&l.FindingRow), kit.Small))
	e := kit.NewCompactEntry(kit.VStack(2, rows...), func() { s.goTo(to) })
	e.SetTip(tip)
	return e
}

// wordChips are words with the findings that hold them; each searches for it.
func (s *Screen) wordChips(words []analysis.Word) fyne.CanvasObject {
	var chips []fyne.CanvasObject
	for _, w := range words {
		c := kit.NewChip(w.Text+"  "+say.Number(w.In), func() { s.goTo(kit.Route{Screen: kit.Findings, Filter: w.Text}) })
		c.SetTip(say.Sentence(w.Says()))
		chips = append(chips, c)
	}
	return kit.Inset(kit.Flow(kit.Space1, chips...), 0, 0, 0, 5)
}

func capital(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

// digestDrawn names what digest shows.
func (s *Screen) digestDrawn() string {
	d := s.model.Digest
	if d == nil || d.Theme != s.model.Selected {
		return ""
	}
	return fmt.Sprintf(" digest %p %v", d, s.brief)
}
