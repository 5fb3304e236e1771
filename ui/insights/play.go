package insights

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// playing shows one piece of evidence in its context, with the way to the next and back.
func (s *Screen) playing(p *Play) []fyne.CanvasObject {
	m := s.model
	back := kit.NewIconTextButton(icons.Back, say.T("Back to the insight"), kit.Quiet, m.StopPlay)
	prev := kit.NewIconButton(icons.Left, say.T("Previous (K)"), func() { m.StartPlay(p.At - 1) })
	next := kit.NewIconButton(icons.Right, say.T("Next (J)"), func() { m.StartPlay(p.At + 1) })
	if p.At == 0 {
		prev.Disable()
	}
	if p.At == p.Of-1 {
		next.Disable()
	}
	open := kit.NewIconTextButton(icons.Interviews, say.T("Open where it was said"), kit.Secondary, func() { s.openProof(p.At) })
	title := ""
	if cur := m.Current(); cur != nil {
		title = cur.Title
	}
	rows := []fyne.CanvasObject{
		kit.HStack(kit.Space2, back, kit.Spacer(), prev, kit.NewText(say.T("%s of %s", say.Number(p.At+1), say.Number(p.Of)), kit.Control), next),
		kit.NewParagraph(title, kit.Strong),
		kit.HStack(kit.Space2, s.stanceButton(p.Evidence), kit.Spacer(), open), kit.HLine(),
	}
	switch {
	case p.Finding != nil:
		f := p.Finding
		rows = append(rows, kit.NewParagraph(strings.Join(kept(place(f), f.Segment, f.InterviewTitle), " · "), kit.Small))
		if mark := s.consentMark(f, true); mark != nil {
			rows = append(rows, kit.HStack(0, mark, kit.Spacer()))
		}
		if len(p.Turns) == 0 {
			rows = append(rows, kit.NewParagraph(f.Text(), kit.Reading))
		}
		for _, group := range [][]Said{p.Before, p.Turns, p.After} {
			for _, said := range group {
				rows = append(rows, saidRow(said))
			}
		}
	case p.Theme != nil:
		rows = append(rows, kit.NewParagraph(say.T("Theme: %s", p.Theme.Name), kit.Reading), kit.NewParagraph(p.Theme.Note, kit.Body),
			kit.NewText(say.T("%s of %s", say.Count(p.Theme.Findings, "finding"), say.Count(p.Theme.Participants, "person")), kit.Small))
	default:
		rows = append(rows, kit.NewParagraph(say.T("This passage is gone."), kit.Body.In(kit.Muted)))
	}
	if p.Evidence.Note != "" {
		rows = append(rows, kit.HLine(), kit.NewParagraph(p.Evidence.Note, kit.Body))
	}
	return rows
}

// stanceButton sets stance and strength of the evidence at hand.
func (s *Screen) stanceButton(ev app.Evidence) fyne.CanvasObject {
	words := stanceWord(ev.Stance)
	if ev.Strength != "" {
		words += " · " + say.Sentence(string(ev.Strength))
	}
	var b *kit.TextButton
	b = kit.NewTextButton(words, kit.Control.B().In(stanceInk(ev.Stance)), func() { kit.ShowMenu(b, s.stanceMenu(ev)...) })
	return b
}

// saidRow is a turn: who, and what with the passage marked.
func saidRow(t Said) fyne.CanvasObject {
	style := kit.Reading
	var runs []kit.Run
	if t.Mark.Len() > 0 {
		runs = []kit.Run{{Text: t.Text[:t.Mark.Start], Style: style.In(kit.Muted)}, {Text: t.Text[t.Mark.Start:t.Mark.End], Style: style.B()},
			{Text: t.Text[t.Mark.End:], Style: style.In(kit.Muted)}}
	} else {
		runs = []kit.Run{{Text: t.Text, Style: style.In(kit.Muted)}}
	}
	var full []kit.Run
	for _, r := range runs {
		if r.Text != "" {
			full = append(full, r)
		}
	}
	return kit.HStackTop(kit.Space3, kit.Fixed(kit.VStack(0, kit.Inset(kit.NewElastic(t.Speaker, kit.Small.B()), 4, 0, 0, 0)), stanceWide, 0), kit.Grow(kit.NewRuns(full...)))
}

func kept(parts ...string) []string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}

// grip is what a piece of evidence is dragged by.
type grip struct {
	widget.BaseWidget
	icon *kit.Icon
	drop func(dy float32)
	dy   float32
}

func newGrip(drop func(dy float32)) *grip {
	g := &grip{icon: kit.NewIconSized(icons.Move, kit.Muted, 16), drop: drop}
	g.ExtendBaseWidget(g)
	return g
}

// CreateRenderer implements fyne.Widget.
func (g *grip) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(kit.Fixed(kit.Centered(g.icon), 24, 28))
}

// ByKey implements kit.Keyed.
func (g *grip) ByKey() string { return "[ and ]" }

// Cursor implements desktop.Cursorable.
func (g *grip) Cursor() desktop.Cursor { return desktop.VResizeCursor }

// Dragged implements fyne.Draggable.
func (g *grip) Dragged(e *fyne.DragEvent) { g.dy += e.Dragged.DY }

// DragEnd implements fyne.Draggable.
func (g *grip) DragEnd() {
	dy := g.dy
	g.dy = 0
	g.drop(dy)
}
