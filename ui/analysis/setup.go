package analysis

import (
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/tally"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// setup is the list of double codings and how far they are. It shows no tag, so that who codes may look at it.
type setup struct {
	s    *Screen
	box  *fyne.Container
	root fyne.CanvasObject
}

func newSetup(s *Screen) *setup {
	u := &setup{s: s, box: kit.VStack(kit.Space3)}
	u.root = kit.Scroll(kit.Inset(kit.AtMost(u.box, readWidth), kit.Space4, kit.Space4, kit.Space4, 0))
	return u
}

func (u *setup) content() fyne.CanvasObject {
	m := u.s.model
	u.box.Objects = nil
	u.box.Add(kit.NewParagraph(say.T("Two people tag the same interviews without seeing each other's tags: in the reader each chooses Shown, then Blind. Here you see how far both are, never what they tagged; once both have begun you can compare."), kit.Body))
	if !m.ReadOnly {
		add := kit.NewIconTextButton(icons.Plus, say.T("Set up double coding"), kit.Primary, u.ask)
		if len(m.Choices.Interviews) == 0 {
			add.Disable()
		}
		row := kit.HStack(kit.Space2, add)
		if u.s.OnPack != nil {
			row.Add(kit.NewIconTextButton(icons.Export, say.T("Give a colleague a part to code…"), kit.Secondary, u.s.OnPack))
		}
		row.Add(kit.Spacer())
		u.box.Add(row)
	}
	for i := range m.Choices.Plans {
		u.box.Add(u.card(&m.Choices.Plans[i]))
	}
	u.box.Refresh()
	return u.root
}

// card is one double coding.
func (u *setup) card(p *tally.Plan) fyne.CanvasObject {
	m := u.s.model
	ready := 0
	rows := kit.VStack(kit.Space1)
	for _, part := range p.Parts {
		if part.Begun() {
			ready++
		}
		rows.Add(kit.Columns(kit.Space3, []float32{2, 1, 1}, kit.NewElastic(part.Title, kit.Control), coderPart(part.A, part.Length), coderPart(part.B, part.Length)))
	}
	compare := kit.NewButton(say.T("Compare"), kit.Secondary, func() {
		m.Looks[Agreement] = Figures
		m.SetPart(planPart(p.ID))
	})
	if ready == 0 {
		compare.Disable()
	}
	head := kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(p.Name, kit.Strong)), kit.NewText(say.T("%d of %s begun by both", ready, say.Count(len(p.Parts), "interview")), kit.Small), compare)
	if !m.ReadOnly {
		head.Add(kit.NewIconButton(icons.Trash, say.T("Remove this double coding; what was tagged stays"), func() { m.Drop(p.ID) }))
	}
	return kit.NewCard(kit.VStack(kit.Space2, head, kit.HLine(), rows))
}

// coderPart is how far one coder is in an interview.
func coderPart(p app.CoderPart, length int) fyne.CanvasObject {
	share := 0.0
	if length > 0 {
		share = min(1, float64(p.Until)/float64(length))
	}
	words := say.T("%s: not begun", p.Author)
	if p.Passages > 0 {
		words = say.T("%s: %s, to %.0f %%", p.Author, say.Count(p.Passages, "passage"), 100*share)
	}
	return kit.VStack(2, kit.NewElastic(words, kit.Small), kit.NewMeter(share, kit.PaintOf(kit.Accent), 60))
}

// ask asks who codes what.
func (u *setup) ask() {
	m := u.s.model
	d := kit.NewDialog(say.T("Set up double coding"), 560, 560)
	a, b := kit.NewEntry(say.T("Name they sign with")), kit.NewEntry(say.T("Name they sign with"))
	a.SetText(m.Author)
	var chosen []app.InterviewID
	list := kit.VStack(0)
	for _, row := range m.Choices.Interviews {
		list.Add(kit.NewCheck(row.Title, false, func(on bool) {
			if on {
				chosen = append(chosen, row.ID)
				return
			}
			chosen = slices.DeleteFunc(chosen, func(id app.InterviewID) bool { return id == row.ID })
		}))
	}
	d.SetContent(kit.Dock(kit.VStack(kit.Space3, kit.Columns(kit.Space3, []float32{1, 1}, kit.FormRow(say.T("First coder"), a), kit.FormRow(say.T("Second coder"), b)), kit.NewText(say.T("Interviews that both tag"), kit.Label)),
		nil, nil, nil, kit.Inset(kit.Scroll(list), kit.Space2, 0, 0, 0)))
	d.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Secondary, d.Hide), kit.NewButton(say.T("Set up"), kit.Primary, func() {
		d.Hide()
		m.Begin(app.DoubleCoding{A: a.Text, B: b.Text, Interviews: chosen})
	}))
	d.Show(kit.CanvasOf(u.s.root))
}
