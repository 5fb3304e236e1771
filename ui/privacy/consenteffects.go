package privacy

import (
	"fyne.io/fyne/v2"

	"throughline/app/consent"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// mostEffects is how many lines of a kind are listed.
const mostEffects = 6

// weigh fills a list with what rests on the words of the chosen people, once it is known.
func (v *ConsentView) weigh(into *fyne.Container) {
	v.model.Weigh(func(e consent.Effects, err error) {
		into.Objects = nil
		if err != nil {
			message, hint := say.Explain(err)
			into.Add(kit.NewParagraph(message+" "+hint, kit.Small.In(kit.BadInk)))
		}
		for _, line := range EffectLines(e) {
			into.Add(kit.NewParagraph(line, kit.Body))
		}
		into.Refresh()
		v.panel.Grow()
	})
}

// EffectLines says what rests on people's words, a line each, the insights first.
func EffectLines(e consent.Effects) []string {
	if e.Findings == 0 {
		return []string{say.T("Nothing: no finding is theirs.")}
	}
	lines := []string{say.T("%s of theirs.", say.Count(e.Findings, "finding"))}
	for i, in := range e.Insights {
		if i == mostEffects {
			lines = append(lines, say.T("%s more.", say.Count(len(e.Insights)-i, "insight")))
			break
		}
		sure := say.T("stays %s", string(in.After))
		if in.After != in.Before {
			sure = say.T("%s becomes %s", string(in.Before), string(in.After))
		}
		lines = append(lines, say.T("“%s” loses %d of %s; confidence %s.", in.Title, in.Lost, say.Count(in.Of, "finding"), sure))
	}
	for i, t := range e.Themes {
		if i == mostEffects {
			lines = append(lines, say.T("%s more.", say.Count(len(e.Themes)-i, "theme")))
			break
		}
		lines = append(lines, say.T("Theme “%s”: %s.", t.Name, say.Count(t.Lost, "finding")))
	}
	if n := len(e.Advice); n > 0 {
		lines = append(lines, say.T("%s rest on these insights.", say.Count(n, "recommendation")))
	}
	for i, p := range e.Versions {
		if i == mostEffects {
			lines = append(lines, say.T("%s more.", say.Count(len(e.Versions)-i, "published version")))
			break
		}
		lines = append(lines, say.T("Version %d of “%s”, published %s, quotes them: it may have been sent out.", p.Version, p.Title, say.Date(p.Created, "2 Jan 2006")))
	}
	return lines
}
