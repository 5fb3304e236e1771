package findings

import (
	"fmt"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/sentiment"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// soundCell shows how a finding sounds: plainly where a person said so, faintly and as "about" where it is an estimate.
func soundCell(f *app.FindingRow) kit.Cell {
	if said := app.SoundOf(f.Sentiment); said != "" {
		return kit.Cell{Text: say.Sentence(sentiment.Word(said))}
	}
	if f.Estimate.Sound == "" {
		return kit.Cell{}
	}
	return kit.Cell{Text: "≈ " + lower(say.Sentence(sentiment.Word(f.Estimate.Sound))), Style: kit.Control.In(kit.Muted)}
}

// soundKey tells when the inspector must show the sound of a finding anew.
func (s *Screen) soundKey(f *app.FindingRow) string {
	r, ok := s.model.Reasons(f)
	return fmt.Sprint(f.Sentiment, ok, say.Sentence(r.Say()), r.SayKinds())
}

// soundOf says how the finding sounds and why, and lets the person say otherwise with one press.
func (s *Screen) soundOf(f *app.FindingRow) fyne.CanvasObject {
	m := s.model
	said := app.SoundOf(f.Sentiment)
	var chips []fyne.CanvasObject
	for _, sound := range app.Sounds {
		to := sound.Sentiment()
		if said == sound {
			to = app.NoSentiment
		}
		c := kit.NewChip(soundWord(f, sound), func() { m.SetSentiment(Only(f.ID), to) })
		c.SetOn(said == sound)
		chips = append(chips, c)
	}
	rows := []fyne.CanvasObject{kit.Inset(kit.Flow(kit.Space1, chips...), 2, 0, 0, 0)}
	r, ok := m.Reasons(f)
	switch {
	case m.Sounds == nil:
	case said != "":
		rows = append(rows, kit.NewParagraph(say.T("Decided by a person. Press again to leave it to the estimate."), kit.Small))
	case !ok:
		rows = append(rows, kit.NewParagraph(say.T("Estimating…"), kit.Small))
	default:
		rows = append(rows, kit.NewParagraph(say.Sentence(r.Say()), kit.Small))
	}
	if lines := r.SayKinds(); ok && len(lines) > 0 {
		for _, line := range lines {
			rows = append(rows, kit.NewParagraph(line, kit.Small))
		}
	}
	return kit.Detail(say.T("Sentiment"), kit.VStack(kit.Space1, rows...))
}

// soundWord is the word on a chip: the estimate is marked, the degree of what a person said is kept.
func soundWord(f *app.FindingRow, sound app.Sound) string {
	word := say.Sentence(sentiment.Word(sound))
	switch {
	case app.SoundOf(f.Sentiment) == sound && (f.Sentiment == 2 || f.Sentiment == -2):
		return say.T("Very %s", lower(word))
	case f.Sentiment == app.NoSentiment && f.Estimate.Sound == sound:
		return "≈ " + word
	}
	return word
}
