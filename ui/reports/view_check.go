package reports

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/report"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// askCheck lets a person choose a report, a sheet or a hand-off bundle and says what of it still holds.
func (s *Screen) askCheck() {
	s.pick(say.T("Choose a report, a sheet or a bundle"), say.T("Check it"), []string{".pdf", ".html", ".htm", ".docx", ".md", ".xlsx", ".zip"}, func(path string) {
		s.model.Check(path, func(c Checked, err error) {
			if app.CodeOf(err) != app.ECanceled {
				s.showChecked(c, err)
			}
		})
	})
}

// showChecked lists what has drifted, each with a way to it.
func (s *Screen) showChecked(c Checked, err error) {
	d := kit.NewDialog(say.T("Check of %s", filepath.Base(c.Path)), 620, 480)
	rows := kit.VStack(kit.Space2)
	switch {
	case err != nil:
		rows.Add(kit.ErrorBar(err))
	case c.Signed != "":
		rows.Add(kit.NoticeBar(icons.Done, kit.Positive, kit.VStack(2, kit.NewRuns(kit.Run{Text: say.T("Every file is as it was signed."), Style: kit.Control.B()}),
			kit.NewParagraph(say.T("Key %s. Compare it with the one that its sender names.", c.Signed), kit.Small))))
	case len(c.Drift) == 0:
		rows.Add(kit.NoticeBar(icons.Done, kit.Positive, kit.NewParagraph(say.T("Nothing has drifted: the same choices give the same today."), kit.Body)))
	default:
		rows.Add(kit.NewParagraph(drifted(len(c.Drift)), kit.Body))
		for _, x := range c.Drift[:min(mostDrift, len(c.Drift))] {
			rows.Add(s.driftRow(d, x))
		}
		if n := len(c.Drift) - mostDrift; n > 0 {
			rows.Add(kit.NewParagraph(say.T("%s. The command report check lists all.", say.Count(n, "more part")), kit.Small))
		}
	}
	d.SetContent(kit.Scroll(rows))
	d.SetActions(nil, kit.NewButton(say.T("Close"), kit.Primary, d.Hide))
	d.Show(kit.CanvasOf(s.root))
}

// drifted says how many parts have drifted.
func drifted(n int) string {
	if n == 1 {
		return say.T("1 part is no longer as it was written.")
	}
	return say.T("%s are no longer as they were written.", say.Count(n, "part"))
}

// mostDrift is how many rows the list of a check has.
const mostDrift = 200

// driftRow says what has drifted and leads to it where it is still there.
func (s *Screen) driftRow(d *kit.Dialog, x report.Drift) fyne.CanvasObject {
	row := kit.HStack(kit.Space2, kit.Fixed(kit.VStack(0, kit.NewText(app.Capital(say.Sentence(x.What)), kit.Label)), 84, 0), kit.Grow(kit.NewParagraph(x.Name, kit.Control)))
	if r, ok := placeOf(x); ok {
		row.Add(kit.NewButton(say.T("Open"), kit.Quiet, func() {
			d.Hide()
			s.goTo(r)
		}))
	}
	return row
}

// placeOf is where what has drifted stands; false where it is gone, or is a count.
func placeOf(x report.Drift) (kit.Route, bool) {
	kind, id, ok := strings.Cut(x.Query, ":")
	screen, known := map[string]kit.Screen{"insight": kit.Insights, "theme": kit.Themes, "finding": kit.Findings}[kind]
	return kit.Route{Screen: screen, ID: id}, ok && known && x.What != report.Gone
}
