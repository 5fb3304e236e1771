package history

import (
	"fmt"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/history"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// inspect shows the chosen step.
func (s *Screen) inspect() {
	m := s.model
	c := m.Chosen
	shown := fmt.Sprint(c.Some, c.Ready, c.Row, c.Mark, c.shown, len(c.Details), c.Plan.Steps, c.Plan.Redo, c.Last, c.PlanErr, c.Err, m.Busy)
	if shown == s.shown {
		return
	}
	s.shown = shown
	switch {
	case !c.Some:
		s.panel.Set(say.T("Step"), "", kit.NewParagraph(say.T("Select a step to see what it changed. Go back to any of them, or take a single one back and keep the rest."), kit.Small))
	case !c.Ready:
		s.shown = "" // the answer is on its way; what was shown stays until then
	case c.Row == BeginRow:
		s.panel.Set(say.T("The beginning"), say.T("Before the first step"), s.acts()...)
	case c.Step.Entries == 0:
		s.panel.Set(say.T("Step"), "", kit.NewParagraph(say.T("The step is no longer in the history."), kit.Small))
	default:
		now := m.Now()
		line := c.Step.Author + " · " + say.Date(c.Step.At.In(now.Location()), "2 January 2006, 15:04")
		s.panel.Set(say.Sentence(c.Step.Label), line, append(s.acts(), s.details()...)...)
	}
}

// standing is where the chosen line stands, nil when there is nothing to say.
func standing(c Choice) fyne.CanvasObject {
	switch {
	case c.Row == StepRow && c.Mark.State == app.EntryUndone:
		return kit.NewBadge(say.T("Taken back"), kit.Caution)
	case c.Row == StepRow && c.Mark.State == app.EntrySealed:
		return kit.NewBadge(say.T("In force for good"), kit.Plain)
	case c.Row == StepRow && c.Mark.State == app.EntryErased:
		return kit.NewBadge(say.T("Contents erased"), kit.Plain)
	case c.Last:
		return kit.NewBadge(say.T("The last step"), kit.Calling)
	}
	return nil
}

// acts are the buttons that lead to and from the chosen step, with what they would do in words.
func (s *Screen) acts() []fyne.CanvasObject {
	m := s.model
	c := m.Chosen
	var rows []fyne.CanvasObject
	if badge := standing(c); badge != nil {
		rows = append(rows, kit.HStack(0, badge))
	}
	if c.PlanErr != nil {
		message, hint := say.Explain(c.PlanErr)
		return append(rows, kit.NewParagraph(message+" "+hint, kit.Small))
	}
	if m.ReadOnly {
		return rows
	}
	var buttons []fyne.CanvasObject
	if c.Plan.Steps > 0 {
		words := say.T("Go back to here")
		if c.Plan.Redo {
			words = say.T("Bring back to here")
		}
		if c.Row == BeginRow {
			words = say.T("Go back to the beginning")
		}
		rows = append(rows, kit.NewParagraph(Preview(c.Plan, m.Now()), kit.Small))
		buttons = append(buttons, s.button(words, kit.Secondary, m.CanGo(), m.Go))
	}
	if c.Row == StepRow && c.Mark.State == app.EntryApplied {
		words := say.T("Undo only this")
		if c.Last {
			words = say.T("Undo")
		}
		buttons = append(buttons, s.button(words, kit.Secondary, m.CanUndoOnly(), m.UndoOnly))
	}
	if len(buttons) > 0 {
		rows = append(rows, kit.Flow(kit.Space2, buttons...))
	}
	return rows
}

func (s *Screen) button(words string, kind kit.ButtonKind, on bool, run func()) *kit.Button {
	b := kit.NewButton(words, kind, run)
	if !on {
		b.Disable()
	}
	return b
}

// details list what the step changed, record by record.
func (s *Screen) details() []fyne.CanvasObject {
	m := s.model
	c := m.Chosen
	if c.Err != nil {
		message, hint := say.Explain(c.Err)
		return []fyne.CanvasObject{kit.NewParagraph(message+" "+hint, kit.Small)}
	}
	title := say.Count(c.Total, "change")
	if c.Step.Entries > 1 {
		title += say.T(" in %d parts", c.Step.Entries)
	}
	rows := []fyne.CanvasObject{kit.NewText(title, kit.Small)}
	for _, d := range c.Details {
		rows = append(rows, s.detail(d))
	}
	if c.Total > c.shown {
		rows = append(rows, kit.NewButton(say.T("Show more"), kit.Quiet, m.More))
	}
	return []fyne.CanvasObject{kit.VStack(kit.Space2, rows...)}
}

func (s *Screen) detail(d history.Detail) fyne.CanvasObject {
	title := d.Title
	if title == "" {
		title = say.T("without a name")
	}
	did := map[history.Verb]string{history.Made: say.T("Made: %s", kindWord(d.Ref.Kind)), history.Changed: say.T("Changed: %s", kindWord(d.Ref.Kind)), history.Removed: say.T("Deleted: %s", kindWord(d.Ref.Kind))}[d.Verb]
	head := kit.NewRuns(kit.Run{Text: did + "  ", Style: kit.Small}, kit.Run{Text: title, Style: kit.Control})
	head.Limit(3)
	lines := []fyne.CanvasObject{head}
	for _, f := range d.Fields {
		lines = append(lines, kit.FieldLine(f, kit.Ink))
	}
	card := kit.NewCompactEntry(kit.VStack(2, lines...), func() { s.model.Locate(d.Ref) })
	card.SetTip(say.T("Open"))
	paint := kit.PaintOf(kit.Accent)
	switch d.Verb {
	case history.Made:
		paint = kit.PaintOf(kit.Good)
	case history.Removed:
		paint = kit.PaintOf(kit.Bad)
	}
	return kit.Barred(paint, kit.Inset(card, -5, -5, -5, -5))
}

func (s *Screen) menu() []kit.MenuItem {
	m := s.model
	c := m.Chosen
	words := say.T("Go back to here")
	if c.Plan.Redo {
		words = say.T("Bring back to here")
	}
	return []kit.MenuItem{
		{Text: words, Icon: icons.History, Key: "G", Disabled: !m.CanGo(), Run: m.Go},
		{Text: say.T("Undo only this"), Icon: icons.Undo, Key: "U", Disabled: !m.CanUndoOnly(), Run: m.UndoOnly},
	}
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Up, Down", Does: say.T("Go through the steps")}, {Keys: "G", Does: say.T("Go back, or forwards, to the step")},
		{Keys: "U", Does: say.T("Undo only this step")}, {Keys: "/", Does: say.T("Search in steps")}, {Keys: "Escape", Does: say.T("Show all steps again")}}
}

// Key acts on the chosen step.
func (s *Screen) Key(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape && s.model.Filtered() {
		s.model.ClearFilter()
	}
}

// Rune acts on the chosen step, or begins to search.
func (s *Screen) Rune(r rune) {
	switch r {
	case '/':
		s.search.Focus()
	case 'g', 'G':
		s.model.Go()
	case 'u', 'U':
		s.model.UndoOnly()
	}
}
