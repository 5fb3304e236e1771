package findings

import (
	"fmt"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// moreLike lists the findings of the workspace most like one.
func (s *Screen) moreLike(f *app.FindingRow) fyne.CanvasObject {
	rows, ready := s.model.Alike(f.ID)
	box := []fyne.CanvasObject{kit.NewText(say.T("More like this"), kit.Small)}
	switch {
	case !ready:
		box = append(box, kit.NewText(say.T("Comparing findings…"), kit.Small))
	case len(rows) == 0:
		box = append(box, kit.NewParagraph(say.T("None is much like it."), kit.Small))
	}
	for i := range rows {
		box = append(box, s.likeRow(&rows[i]))
	}
	return kit.VStack(kit.Space1, box...)
}

// likeRow is a finding like the one shown; a press goes there.
func (s *Screen) likeRow(l *analysis.LikeFinding) fyne.CanvasObject {
	line := kit.NewElastic(joined(say.T("%s alike", percent(l.Score)), l.Code, when(&l.FindingRow)), kit.Small)
	card := kit.NewCompactEntry(kit.VStack(2, kit.NewParagraph(l.Text(), kit.Control).Limit(3), line), func() { s.goTo(placeOf(&l.FindingRow)) })
	card.SetTip(joined(l.InterviewTitle, say.T("%s of the words are the same", percent(l.Wording))))
	return kit.Inset(card, 0, 0, 0, -compactPad)
}

// placeOf is where a finding is read: in its interview, or in the table when it is a note.
func placeOf(f *app.FindingRow) kit.Route {
	if f.Interview == "" {
		return kit.Route{Screen: kit.Findings, ID: string(f.ID)}
	}
	return kit.Route{Screen: kit.Reader, ID: string(f.Interview), Span: f.Span}
}

func percent(x float64) string { return fmt.Sprintf("%.0f %%", 100*x) }

// standingWords are the words that tell the findings under the filter from the others.
func (s *Screen) standingWords() []fyne.CanvasObject {
	m := s.model
	if !m.Filtered() || m.All > mostCompared {
		return nil
	}
	words, ready := m.Words()
	box := []fyne.CanvasObject{kit.NewText(say.T("Words that stand out under this filter"), kit.Small)}
	switch {
	case !ready:
		box = append(box, kit.NewText(say.T("Comparing findings…"), kit.Small))
	case len(words) == 0:
		box = append(box, kit.NewParagraph(say.T("None is said twice as often here as elsewhere, beyond chance. Words are compared from 8 findings on each side."), kit.Small))
	default:
		var chips []fyne.CanvasObject
		for _, w := range words {
			c := kit.NewChip(w.Text+"  "+say.Number(w.In), func() { m.SetText(w.Text) })
			c.SetTip(say.Sentence(w.Says()))
			chips = append(chips, c)
		}
		box = append(box, kit.Inset(kit.Flow(kit.Space1, chips...), 2, 0, 0, 0))
	}
	return []fyne.CanvasObject{kit.VStack(kit.Space1, box...)}
}

// likeDrawn names what moreLike and standingWords show.
func (s *Screen) likeDrawn(one *app.FindingRow, chosen int) string {
	switch {
	case one != nil:
		rows, ready := s.model.Alike(one.ID)
		return fmt.Sprint(say.T(" like "), ready, len(rows))
	case chosen == 0 && s.model.Loaded && !s.model.Pairing:
		words, ready := s.model.Words()
		return fmt.Sprint(say.T(" words "), s.model.Filtered(), ready, words)
	}
	return ""
}
