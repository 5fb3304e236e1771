package analysis

import (
	"fmt"

	"fyne.io/fyne/v2"

	"throughline/app/guide"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// askingView lists turns that seem to ask a question of the guide, to be confirmed one by one or in bulk.
type askingView struct {
	s       *Screen
	told    *kit.Paragraph
	look    *kit.Button
	bulk    *kit.Button
	unsure  *kit.Button
	confirm *kit.Button
	refuse  *kit.Button
	table   *kit.DataTable
	body    *fyne.Container
	root    *fyne.Container
}

func newAskingView(s *Screen) *askingView {
	v := &askingView{s: s, told: kit.NewParagraph("", kit.Body), body: kit.Stack()}
	m := s.model
	v.look = kit.NewIconTextButton(icons.Wand, say.T("Look for questions"), kit.Primary, m.Propose)
	v.bulk = kit.NewButton("", kit.Secondary, m.ConfirmSure)
	v.unsure = kit.NewButton("", kit.Quiet, func() { m.ShowUnsure(!m.Asking.Unsure) })
	v.confirm = kit.NewButton(say.T("Confirm  Enter"), kit.Secondary, func() { m.Confirm(v.table.Selected()) })
	v.refuse = kit.NewButton(say.T("Not this  Del"), kit.Quiet, func() { m.Refuse(v.table.Selected()) })
	v.table = kit.NewDataTable([]kit.Column{{ID: "score", Title: say.T("Score"), Width: 64, Trailing: true}, {ID: "question", Title: say.T("Question of the guide"), Width: 200, Grow: 2},
		{ID: "turn", Title: say.T("Turn"), Width: 260, Grow: 3}, {ID: "interview", Title: say.T("Interview"), Width: 150, Grow: 1}, {ID: "at", Title: say.T("Time"), Width: 76, Trailing: true}}, v.cell)
	v.table.SetRowHeight(48)
	v.table.OnChoose = v.paintActs
	v.table.OnOpen = func(row int) { m.Confirm([]int{row}) }
	v.table.OnKey = func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyDelete || k.Name == fyne.KeyBackspace {
			m.Refuse(v.table.Selected())
		}
	}
	v.table.OnRune = func(r rune) {
		switch {
		case r == 'o' || r == 'O':
			v.open(v.table.Cursor())
		default:
			s.Rune(r)
		}
	}
	v.table.OnMenu = v.menu
	head := kit.Inset(kit.VStack(kit.Space3, kit.AtMost(v.told, readWidth), kit.Flow(kit.Space2, v.look, v.bulk, v.confirm, v.refuse, v.unsure)), kit.Space3, 0, kit.Space3, 0)
	v.root = kit.Dock(head, nil, nil, nil, v.body)
	return v
}

// content is the list, up to date.
func (v *askingView) content() fyne.CanvasObject {
	m := v.s.model
	a := &m.Asking
	v.told.SetRuns(kit.Run{Text: v.words(), Style: kit.Body})
	v.look.Hidden = m.ReadOnly
	switch {
	case m.Looking():
		v.look.SetText(say.T("Looking…"))
		v.look.Disable()
	case a.Found != nil:
		v.look.SetText(say.T("Look again"))
		v.look.Enable()
	default:
		v.look.SetText(say.T("Look for questions"))
		v.look.Enable()
	}
	v.table.SetRows(len(a.Open))
	v.paintActs()
	var body fyne.CanvasObject = v.table
	switch {
	case m.Looking() && a.Found == nil:
		body = kit.Inset(kit.NewSkeleton(), kit.Space4, 0, 0, 0)
	case a.Found == nil:
		body = kit.EmptyState(icons.Wand, say.T("Nobody has looked yet"), say.T("Moderators' turns are held against the questions of the guide, by their words and what they mean. Nothing counts before you confirm it."))
	case len(a.Open) == 0 && a.Hidden > 0:
		body = kit.EmptyState(icons.Done, say.T("No sure one is left"), say.T("What is left is a guess: about every other is right. Show the unsure ones to go through them, or link in the reader, with Q on the turn."))
	case len(a.Open) == 0:
		body = kit.EmptyState(icons.Done, say.T("Nothing left to answer"), say.T("What was found is confirmed or turned down. Questions that were asked in other words can be linked in the reader, with Q on the turn."))
	}
	if len(v.body.Objects) != 1 || v.body.Objects[0] != body {
		v.body.Objects = []fyne.CanvasObject{body}
	}
	v.body.Refresh()
	return v.root
}

func (v *askingView) words() string {
	a := &v.s.model.Asking
	if a.Found == nil {
		return say.T("Proposals are turns that seem to ask a question of the guide. You confirm them; until then no count knows of them.")
	}
	words := say.T("%s wait for you, the surest first, from %s.", say.Count(len(a.Open), "proposal"), say.Count(a.Found.Read, "interview"))
	if len(a.Open) == 1 {
		words = say.T("1 proposal waits for you, from %s.", say.Count(a.Found.Read, "interview"))
	}
	switch {
	case len(a.Open) == 0:
		words = say.T("None waits for you, from %s.", say.Count(a.Found.Read, "interview"))
	case !a.Unsure:
		words += say.T(" Hardly any of these is wrong.")
	default:
		words += say.T(" From %.2f on hardly any is wrong; below, about every other is.", guide.Sure)
	}
	if a.Found.Mute > 0 {
		words += say.T(" %s without a moderator: nothing can be found there.", say.Count(a.Found.Mute, "interview"))
	}
	return words
}

// paintActs says what the buttons would do.
func (v *askingView) paintActs() {
	m := v.s.model
	sure, some := len(m.Sure()), len(v.table.Selected())
	v.bulk.SetText(say.T("Confirm all %d from %.2f", sure, guide.Sure))
	v.bulk.Hidden = sure == 0 || m.ReadOnly
	v.unsure.Hidden = m.Asking.Found == nil || m.Asking.Hidden == 0 && !m.Asking.Unsure
	v.unsure.SetText(say.T("Hide unsure ones  U"))
	if !m.Asking.Unsure {
		v.unsure.SetText(say.T("Show %s unsure  U", say.Number(m.Asking.Hidden)))
	}
	v.confirm.Hidden, v.refuse.Hidden = len(m.Asking.Open) == 0 || m.ReadOnly, len(m.Asking.Open) == 0 || m.ReadOnly
	for _, b := range []*kit.Button{v.confirm, v.refuse} {
		if some == 0 {
			b.Disable()
		} else {
			b.Enable()
		}
	}
	v.root.Refresh()
}

func (v *askingView) cell(row, col int) kit.Cell {
	a := &v.s.model.Asking
	if row >= len(a.Open) {
		return kit.Cell{}
	}
	p := &a.Open[row]
	switch col {
	case 0:
		style := kit.Control.In(kit.Muted)
		if p.Score >= guide.Sure {
			style = kit.Control.In(kit.Good).B()
		}
		return kit.Cell{Text: fmt.Sprintf("%.2f", p.Score), Style: style}
	case 1:
		return kit.Cell{Text: p.Question, Lines: 2}
	case 2:
		return kit.Cell{Text: "“" + p.Quote + "”", Lines: 2}
	case 3:
		return kit.Cell{Text: p.Title, Style: kit.Control.In(kit.Muted), Lines: 2}
	}
	return kit.Cell{Text: p.At, Style: kit.Control.In(kit.Muted)}
}

// open goes to the turn of a proposal.
func (v *askingView) open(row int) {
	if a := &v.s.model.Asking; row >= 0 && row < len(a.Open) {
		v.s.goTo(kit.Route{Screen: kit.Reader, ID: string(a.Open[row].Interview), Span: a.Open[row].Span})
	}
}

func (v *askingView) menu(row int, at fyne.Position) {
	m := v.s.model
	c := kit.CanvasOf(v.table)
	if c == nil {
		return
	}
	items := []kit.MenuItem{{Text: say.T("Open the turn"), Icon: icons.Interviews, Key: "O", Run: func() { v.open(row) }}}
	if !m.ReadOnly {
		items = append(items, kit.MenuItem{Text: say.T("Confirm"), Icon: icons.Check, Key: "Enter", Run: func() { m.Confirm(v.table.Selected()) }},
			kit.MenuItem{Text: say.T("Not this"), Icon: icons.Close, Key: "Del", Run: func() { m.Refuse(v.table.Selected()) }})
	}
	kit.ShowMenuAt(c, at, items...)
}

// iconOf is the sign of an analysis.
func iconOf(k Kind) icons.Name {
	switch k {
	case Segments:
		return icons.People
	case Together:
		return icons.Link
	case Timeline:
		return icons.Clock
	case Saturation:
		return icons.SortUp
	case Words:
		return icons.Quote
	case Agreement:
		return icons.Check
	case Asked:
		return icons.Help
	case Guide:
		return icons.Board
	case Moderation:
		return icons.Interviews
	}
	return icons.Chart
}

// cell is what a cell of the table shows: one that opens something of its own looks like a link.
func (t *Table) cell(row, col int) kit.Cell {
	c := kit.Cell{Text: t.Rows[row][col]}
	if row < len(t.Cells) && col < len(t.Cells[row]) {
		switch o := t.Cells[row][col]; {
		case o.Interview != "":
			c.Style = kit.Control.In(kit.Accent)
		case col >= t.Left+1:
			c.Style = kit.Control.In(kit.Muted)
		}
	}
	return c
}

// tableWords say how the table is used.
func (s *Screen) tableWords() string {
	switch s.model.Kind {
	case Guide:
		return say.T("Click a time to go to the turn; press Enter or double-click a row for its interview")
	case Moderation:
		if s.model.Look() == ByModerator {
			return say.T("All sessions of each moderator")
		}
		return say.T("Press Enter or double-click a row for its interview, where each hint stands with its reason")
	}
	return say.T("Press Enter or double-click a row for its findings")
}

// rune answers a letter on the list of proposals; false for others.
func (v *askingView) rune(r rune) bool {
	m := v.s.model
	if (r == 'u' || r == 'U') && m.Asking.Found != nil {
		m.ShowUnsure(!m.Asking.Unsure)
		return true
	}
	return false
}
