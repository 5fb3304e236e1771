package reader

import (
	"fyne.io/fyne/v2"

	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// personalList stands in place of the inspector while somebody looks for personal data: what was found, by kind. It only shows; words are
// taken out by R, as always.
type personalList struct {
	s      *Screen
	told   *kit.Paragraph
	list   *kit.GroupList
	body   *fyne.Container
	root   *fyne.Container
	wanted bool // the keyboard goes to the list once it is there
}

func newPersonalList(s *Screen) *personalList {
	l := &personalList{s: s, told: kit.NewParagraph("", kit.Small), body: kit.Stack()}
	l.list = kit.NewGroupList(l.row)
	l.list.OnSelect = l.choose
	l.list.OnOpen = l.choose
	l.list.OnToggle = s.model.TogglePersonal
	l.list.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name == fyne.KeyEscape {
			l.close()
			return true
		}
		return false
	}
	l.list.OnRune = func(r rune) bool {
		c, ok := commandOf(r)
		if ok {
			s.Do(c)
		}
		return ok
	}
	head := kit.HStackTop(kit.Space1, kit.Grow(kit.NewElastic(say.T("Personal data"), kit.Strong)), kit.NewIconButton(icons.Close, say.T("Close the list (Esc)"), l.close))
	foot := kit.Flow(kit.Space2, kit.Hint("↑↓", say.T("go through")), kit.Hint("Enter", say.T("next place")), kit.Hint("R", say.T("redact")),
		kit.NewTextButton(say.T("All interviews…"), kit.Small, func() { s.goTo(kit.Route{Screen: kit.Redaction}) }))
	l.root = kit.Stack(kit.NewFill(kit.Surface), kit.Dock(kit.Inset(kit.VStack(kit.Space1, head, l.told), kit.Space4, kit.Space3, kit.Space2, kit.Space4), nil,
		kit.Inset(foot, kit.Space2, kit.Space4, kit.Space3, kit.Space4), nil, l.body))
	l.root.Hide()
	return l
}

// FindPersonal lists what may tell who somebody is in the interview that has the keyboard, beside its text. It goes there from elsewhere; to
// the list of interviews when none is open.
func (d *Desk) FindPersonal() {
	if s := d.bring(); s != nil {
		s.findPersonal()
	}
}

// bring shows the interview that has the keyboard and returns its screen; the list of interviews and nil when none is open.
func (d *Desk) bring() *Screen {
	id := d.tabs.focused()
	if id == "" {
		d.goTo(kit.Route{Screen: kit.Interviews})
		return nil
	}
	if !d.Visible() {
		d.choose(id)
	}
	return d.Screen()
}

func (s *Screen) findPersonal() {
	s.tellMaybe(s.OnDetails)
	s.personal.wanted = true
	s.model.FindPersonal()
}

// paint shows the model's state.
func (l *personalList) paint() {
	m := l.s.model
	p := &m.personal
	on := m.LookingForPersonal()
	l.list.SetRows(len(p.rows), p.at)
	if l.root.Hidden = !on; !on {
		l.s.panel.view.Show()
		l.s.side.Refresh()
		return
	}
	l.s.panel.view.Hide()
	var o fyne.CanvasObject = l.list
	l.told.SetText("")
	switch {
	case p.err != nil:
		o = kit.ErrorState(p.err, kit.NewButton(say.T("Try again"), kit.Secondary, m.FindPersonal))
	case !p.ready:
		o = kit.Pad(kit.NewSkeleton(), kit.Space4)
	case len(p.rows) == 0:
		o = kit.EmptyState(icons.Lock, say.T("Nothing found"), say.T("That does not mean there is nothing: names can be missed. Read before you share."))
	default:
		l.told.SetText(m.PersonalTold())
	}
	l.body.Objects = []fyne.CanvasObject{o}
	l.s.side.Refresh()
	if l.wanted && p.ready && len(p.rows) > 0 {
		l.wanted = false
		l.list.Focus()
	}
}

func (l *personalList) row(i int) kit.GroupRow {
	r := l.s.model.personal.rows[i]
	if r.Head {
		return kit.GroupRow{Head: true, Open: !r.Closed, Title: r.Title}
	}
	return kit.GroupRow{Title: r.Title, Line: l.s.model.PersonalLine(i), Badge: r.Sure}
}

// choose goes to a place of the words chosen and selects them, so that R can take them out.
func (l *personalList) choose(i int) {
	span, ok := l.s.model.ChoosePersonal(i)
	if !ok {
		return
	}
	l.s.text.Select(span)
	l.s.model.Select(span)
	l.s.text.Reveal(span)
	l.list.Refresh()
}

func (l *personalList) close() {
	l.s.model.ClosePersonal()
	l.s.text.Focus()
}
