package backups

import (
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/backup"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// inspect shows the backup that is looked at.
func (s *Screen) inspect() {
	m := s.model
	it, ok := m.Item()
	shown := fmt.Sprint(ok, it, m.View.Now, m.Inside, m.InsideErr, m.Busy != "")
	if shown == s.shown {
		return
	}
	s.shown = shown
	if !ok {
		s.panel.Set(say.T("Backup"), "", kit.NewParagraph(say.T("Select a backup to see what it holds."), kit.Small))
		return
	}
	var rows []fyne.CanvasObject
	if it.Seal.Fault != "" {
		rows = append(rows, kit.NoticeBar(icons.Warning, kit.Negative, kit.NewParagraph(say.Sentence(it.Seal.Fault), kit.Small)))
	}
	rows = append(rows, s.acts(it)...)
	if it.State == backup.Good {
		rows = append(rows, s.counts(it))
	}
	rows = append(rows, s.inside()...)
	var made []fyne.CanvasObject
	for _, l := range m.Made(it) {
		made = append(made, kit.NewParagraph(l, kit.Small))
	}
	made = append(made, kit.NewParagraph(filepath.Dir(it.Path), kit.Small))
	rows = append(rows, kit.VStack(2, made...))
	s.panel.Set(upper(Moment(it.Seal.Made, m.Now())), it.Name(), rows...)
}

// acts are the buttons: the way back first, then what keeps and removes.
func (s *Screen) acts(it backup.Item) []fyne.CanvasObject {
	m := s.model
	button := func(words string, kind kit.ButtonKind, on bool, run func()) fyne.CanvasObject {
		b := kit.NewButton(words, kind, run)
		if !on {
			b.Disable()
		}
		return b
	}
	idle := m.Busy == ""
	first := []fyne.CanvasObject{button(say.T("Restore as a copy"), kit.Primary, idle, func() { m.Restore("") }), button(say.T("Elsewhere…"), kit.Secondary, idle, s.restoreElsewhere)}
	words := say.T("The copy is a new file beside the workspace. What is open stays as it is.")
	switch it.State {
	case backup.Faulty:
		first = []fyne.CanvasObject{button(say.T("Save what can be read…"), kit.Primary, idle && s.doors.Rescue != nil, func() { s.doors.Rescue(it.Path) })}
		words = say.T("It is never let go by itself and never stands in for a good one.")
	case backup.Unknown:
		words = say.T("It is checked while it is restored.")
	}
	rest := []fyne.CanvasObject{}
	if it.State == backup.Good {
		rest = append(rest, button(keepWord(it), kit.Quiet, true, m.Keep))
	}
	rest = append(rest, button(say.T("Check"), kit.Quiet, idle, m.Check), button(say.T("Show file"), kit.Quiet, s.doors.Reveal != nil, s.reveal), button(say.T("Remove"), kit.Quiet, true, m.Remove))
	return []fyne.CanvasObject{kit.VStack(kit.Space2, kit.Flow(kit.Space2, first...), kit.NewParagraph(words, kit.Small)), kit.Flow(kit.Space1, rest...)}
}

// The widths of the columns of numbers.
const numberWidth, diffWidth float32 = 64, 56

// counts compares what it holds with now.
func (s *Screen) counts(it backup.Item) fyne.CanvasObject {
	m := s.model
	line := func(style, diff kit.Style, name, then, now, difference string) fyne.CanvasObject {
		cells := []fyne.CanvasObject{kit.Grow(kit.NewElastic(name, style)), kit.Fixed(kit.NewTextAt(then, style, fyne.TextAlignTrailing), numberWidth, 0)}
		if m.View.Open {
			cells = append(cells, kit.Fixed(kit.NewTextAt(now, style, fyne.TextAlignTrailing), numberWidth, 0), kit.Fixed(kit.NewTextAt(difference, diff, fyne.TextAlignTrailing), diffWidth, 0))
		}
		return kit.HStack(0, cells...)
	}
	rows := []fyne.CanvasObject{line(kit.Small, kit.Small, say.T("It holds"), say.T("then"), say.T("now"), "")}
	for _, c := range m.Counts(it) {
		diff := kit.Small
		if c.Now < c.Then {
			diff = kit.Small.In(kit.WarnInk).B()
		}
		rows = append(rows, line(kit.Body, diff, c.Name, say.Number(c.Then), say.Number(c.Now), c.Difference()))
	}
	return kit.VStack(kit.Space1, rows...)
}

// inside lists the studies in it and its last steps.
func (s *Screen) inside() []fyne.CanvasObject {
	m := s.model
	if m.InsideErr != nil {
		message, _ := say.Explain(m.InsideErr)
		return []fyne.CanvasObject{kit.NewParagraph(say.T("It cannot be looked into: %s", message), kit.Small)}
	}
	var all []fyne.CanvasObject
	if len(m.Inside.Studies) > 0 {
		rows := []fyne.CanvasObject{kit.NewText(say.T("Studies in it"), kit.Small)}
		for _, st := range m.Inside.Studies {
			rows = append(rows, kit.VStack(0, kit.NewElastic(st.Name, kit.Body), kit.NewElastic(say.Sentence(app.Holding{Interviews: st.Interviews, Findings: st.Findings, Insights: st.Insights}.Words()), kit.Small)))
		}
		all = append(all, kit.VStack(kit.Space1, rows...))
	}
	if len(m.Inside.Steps) > 0 {
		rows := []fyne.CanvasObject{kit.NewText(say.T("The last steps in it"), kit.Small)}
		for _, st := range m.Inside.Steps {
			rows = append(rows, kit.VStack(0, kit.NewElastic(say.Sentence(st.Label), kit.Body), kit.NewElastic(st.Author+", "+Moment(st.At, m.Now()), kit.Small)))
		}
		all = append(all, kit.VStack(kit.Space1, rows...))
	}
	return all
}
