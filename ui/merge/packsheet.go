package merge

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

const (
	packWidth  float32 = 600
	packHeight float32 = 620
)

// ShowPack asks what of a study a colleague is given to code; write is handed the choice.
func ShowPack(c fyne.Canvas, p *Pack, write func()) {
	d := kit.NewDialog(say.T("Give a colleague a part to code"), packWidth, min(packHeight, c.Size().Height-2*kit.Space5))
	if len(p.Interviews) == 0 {
		d.SetContent(kit.EmptyState(icons.Interviews, say.T("No interviews in this study"), say.T("Import some first, then give them to a colleague.")))
		close := kit.NewButton(say.T("Close"), kit.Primary, d.Hide)
		d.SetActions(nil, close)
		d.Show(c)
		c.Focus(close)
		return
	}
	count := kit.NewText("", kit.Small)
	ok := kit.NewButton(say.T("Save the part…"), kit.Primary, nil)
	tell := func() {
		n := len(p.Chosen())
		count.SetText(say.T("%s of %s", say.Count(n, "interview"), say.Number(len(p.Interviews))))
		ok.Enable()
		if n == 0 {
			ok.Disable()
		}
	}
	checks := make([]*kit.Check, len(p.Interviews))
	list := kit.VStack(0)
	for i, r := range p.Interviews {
		checks[i] = kit.NewCheck(packLine(r), true, func(on bool) {
			p.Choose(r.ID, on)
			tell()
		})
		list.Add(checks[i])
	}
	every := func(on bool) func() {
		return func() {
			p.ChooseAll(on)
			for _, k := range checks {
				k.Set(on)
			}
			tell()
		}
	}
	blind := kit.NewSegments([]kit.Option{{ID: "blind", Text: say.T("Without findings")}, {ID: "open", Text: say.T("With what was found")}}, func(id string) { p.Findings = id == "open" })
	readers := kit.NewSegments([]kit.Option{{ID: "inside", Text: say.T("Of the team")}, {ID: "outside", Text: say.T("Outside")}}, func(id string) { p.Outside = id == "outside" })
	head := kit.VStack(kit.Space3, kit.NewParagraph(say.T("They get a file of their own with these interviews, the codebook and the guide, tag in it under their name, and send it back. Merge it, and only what they marked comes in; then you see how far you agree."), kit.Body.In(kit.Muted)),
		kit.HStackTop(kit.Space4, kit.FormRow(say.T("What they see"), blind), kit.FormRow(say.T("Who they are"), readers), kit.Spacer()),
		kit.NewParagraph(say.T("Words that people did not allow for them are covered. People are called by their codes."), kit.Small),
		kit.HStack(kit.Space2, kit.NewText(say.T("Interviews"), kit.Label), count, kit.Spacer(), kit.NewButton(say.As("All", "interviews"), kit.Quiet, every(true)), kit.NewButton(say.As("None", "interviews"), kit.Quiet, every(false))))
	d.SetContent(kit.Dock(head, nil, nil, nil, kit.Inset(kit.Scroll(list), kit.Space2, 0, 0, 0)))
	ok.OnTap = func() {
		d.Hide()
		write()
	}
	d.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), ok)
	tell()
	d.Show(c)
	c.Focus(ok)
}

// packLine names an interview: its title, and its day, because a person may be talked to more than once.
func packLine(r app.InterviewRow) string {
	if t := r.Date.Time(); !t.IsZero() {
		return r.Title + " · " + say.Date(t, "2 Jan 2006")
	}
	return r.Title
}
