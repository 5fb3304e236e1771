package privacy

import (
	"fmt"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/consent"
	"throughline/ui/kit"
)

// mostEffects is how many lines of a kind are listed.
const mostEffects = 6

// weigh fills a list with what rests on the words of the chosen people, once it is known.
func (v *ConsentView) weigh(into *fyne.Container) {
	v.model.Weigh(func(e consent.Effects, err error) {
		into.Objects = nil
		if err != nil {
			message, hint := app.Explain(err)
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
		return []string{"Nothing: no finding is theirs."}
	}
	lines := []string{app.Count(e.Findings, "finding") + " of theirs."}
	for i, in := range e.Insights {
		if i == mostEffects {
			lines = append(lines, fmt.Sprintf("%s more.", app.Count(len(e.Insights)-i, "insight")))
			break
		}
		sure := "stays " + string(in.After)
		if in.After != in.Before {
			sure = string(in.Before) + " becomes " + string(in.After)
		}
		lines = append(lines, fmt.Sprintf("“%s” loses %d of %s; confidence %s.", in.Title, in.Lost, app.Count(in.Of, "finding"), sure))
	}
	for i, t := range e.Themes {
		if i == mostEffects {
			lines = append(lines, fmt.Sprintf("%s more.", app.Count(len(e.Themes)-i, "theme")))
			break
		}
		lines = append(lines, fmt.Sprintf("Theme “%s”: %s.", t.Name, app.Count(t.Lost, "finding")))
	}
	if n := len(e.Advice); n > 0 {
		lines = append(lines, app.Count(n, "recommendation")+" rest on these insights.")
	}
	for i, p := range e.Versions {
		if i == mostEffects {
			lines = append(lines, fmt.Sprintf("%s more.", app.Count(len(e.Versions)-i, "published version")))
			break
		}
		lines = append(lines, fmt.Sprintf("Version %d of “%s”, published %s, quotes them: it may have been sent out.", p.Version, p.Title, p.Created.Format("2 Jan 2006")))
	}
	return lines
}
