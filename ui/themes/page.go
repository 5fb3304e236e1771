package themes

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// pageDrawn names what the page of the selected theme shows. Chosen cards are left out: they repaint themselves.
func (s *Screen) pageDrawn() string {
	m := s.model
	var b strings.Builder
	if t := m.Theme(); t != nil {
		fmt.Fprint(&b, say.T("theme "), t.ID, t.Modified.UnixNano(), t.Findings, t.Participants, m.People, m.Tight[t.ID], m.Tight == nil, m.Measuring())
	} else {
		fmt.Fprint(&b, "unsorted")
	}
	fmt.Fprint(&b, " ", m.CardsOf, m.CardsAll, s.digestDrawn(), s.portraitDrawn())
	for i := range m.Cards {
		fmt.Fprint(&b, " ", m.Cards[i].ID, m.cardSays(&m.Cards[i]))
	}
	return b.String()
}

// themePage shows the selected theme, or the unsorted findings: name, note, acts, and the quotes as cards.
func (s *Screen) themePage() []fyne.CanvasObject {
	m := s.model
	var rows []fyne.CanvasObject
	if t := m.Theme(); t != nil {
		rows = append(rows, s.themeHead(t)...)
		rows = append(rows, s.digest()...)
		rows = append(rows, s.portrait()...)
	} else {
		rows = append(rows, kit.NewText(say.T("Unsorted"), kit.Title),
			kit.NewParagraph(say.T("Findings in no theme: not yet sorted, or like nothing else. Choose some and move them, or propose themes."), kit.Body.In(kit.Muted)))
	}
	var left, right []fyne.CanvasObject
	there := make(map[app.FindingID]bool, len(m.Cards))
	for i := range m.Cards {
		there[m.Cards[i].ID] = true
		c := s.card(&m.Cards[i]).tap
		if i%2 == 0 {
			left = append(left, c)
		} else {
			right = append(right, c)
		}
	}
	for id := range s.cards {
		if !there[id] {
			delete(s.cards, id)
		}
	}
	switch {
	case m.CardsOf == "" || m.CardsOf != m.Selected:
		return append(rows, kit.Fixed(kit.NewSkeleton(), 0, 160))
	case m.CardsAll == 0:
		rows = append(rows, kit.NewParagraph(s.noCards(), kit.Body.In(kit.Muted)))
	}
	rows = append(rows, kit.Columns(kit.Space3, []float32{1, 1}, kit.VStack(kit.Space3, left...), kit.VStack(kit.Space3, right...)))
	if n := m.CardsAll - len(m.Cards); n > 0 && len(m.Cards) > 0 {
		rows = append(rows, kit.Centered(kit.NewButton(say.T("Show %d more of %s", min(n, shown), say.Number(n)), kit.Secondary, m.More)))
	}
	return rows
}

func (s *Screen) noCards() string {
	if s.model.Theme() != nil {
		return say.T("No findings in it yet. Choose cards of another theme, or unsorted ones, and move them here.")
	}
	return say.T("Everything is in a theme.")
}

func (s *Screen) themeHead(t *app.ThemeRow) []fyne.CanvasObject {
	m := s.model
	lock := kit.NewIconButton(icons.Unlock, say.T("Lock: proposals take nothing from this theme, and may offer what is very like it (L)"), func() { m.Lock(true) })
	if t.Locked {
		lock = kit.NewIconButton(icons.Lock, say.T("Unlock: proposals may change this theme (L)"), func() { m.Lock(false) })
		lock.SetOn(true)
	}
	var more *kit.IconButton
	more = kit.NewIconButton(icons.More, say.T("More about this theme"), func() { kit.ShowMenu(more, s.themeMenu()...) })
	rename := kit.NewIconButton(icons.Edit, say.T("Rename (R)"), s.askRename)
	insight := kit.NewIconTextButton(icons.Insights, say.T("Write insight"), kit.Secondary, s.writeInsight)
	rows := []fyne.CanvasObject{
		kit.HStackTop(kit.Space2, kit.Grow(kit.NewParagraph(t.Name, kit.Title)), rename, lock, more, insight),
		s.facts(t),
	}
	if t.Note != "" {
		rows = append(rows, kit.NewParagraph(t.Note, kit.Body))
	}
	if t.Proposed && len(t.Terms) > 0 {
		rows = append(rows, kit.NewParagraph(say.T("Named by: %s. A name of your own makes the theme yours.", strings.Join(t.Terms, ", ")), kit.Small))
	}
	return append(rows, s.memos.On(t.Ref(), t.Name))
}

// facts are the numbers of a theme; each goes to the findings it counts.
func (s *Screen) facts(t *app.ThemeRow) fyne.CanvasObject {
	id, name := t.ID, t.Name
	all := kit.NewTextButton(say.Count(t.Findings, "finding"), kit.Control.In(kit.Accent), func() { s.goTo(kit.FindingsIn(id, name, false)) })
	all.SetTip(say.T("List them in Findings"))
	who := kit.NewTextButton(say.T("%d of %s", t.Participants, say.Count(s.model.People, "person")), kit.Control.In(kit.Accent), func() { s.goTo(kit.FindingsIn(id, name, true)) })
	who.SetTip(say.T("List its findings by person"))
	who.Hidden = s.model.People == 0
	return kit.HStack(kit.Space4, all, who, s.tightness(t), kit.Spacer())
}

// tightness says how alike the findings of a theme are, or offers to find out.
func (s *Screen) tightness(t *app.ThemeRow) fyne.CanvasObject {
	m := s.model
	if at, ok := m.Tight[t.ID]; ok {
		return kit.NewElastic(say.T("%s (%.2f)", hold(at), at), kit.Small)
	}
	if t.Findings < 2 || m.Tight != nil {
		return kit.VStack(0)
	}
	if m.Measuring() {
		return kit.NewText(say.T("measuring …"), kit.Small)
	}
	ask := kit.NewTextButton(say.T("How tight?"), kit.Control.In(kit.Accent), m.Measure)
	ask.SetTip(say.T("Compares all findings and says how alike those of each theme are"))
	return ask
}

func (s *Screen) writeInsight() {
	if t := s.model.Theme(); t != nil {
		s.goTo(kit.NewInsight(t.ID))
	}
}

// card is a finding as a card; a click chooses it.
type card struct {
	tap *kit.TapCard
	row app.FindingRow
	say string
}

// cardSays names what a card shows.
func (m *Model) cardSays(f *app.FindingRow) string {
	says := fmt.Sprint(f.Modified.UnixNano(), f.Code, f.Segment, f.InterviewTitle, f.Consent)
	for _, id := range f.TagIDs() {
		t := m.Tags[id]
		says += t.Name + fmt.Sprint(t.Color)
	}
	return says
}

// card returns the card of a finding, made anew only when it would show something else.
func (s *Screen) card(f *app.FindingRow) *card {
	m := s.model
	says := m.cardSays(f)
	if c := s.cards[f.ID]; c != nil && c.say == says {
		return c
	}
	foot := []fyne.CanvasObject{kit.Grow(kit.NewElastic(source(f), kit.Small))}
	var names []string
	for _, id := range f.TagIDs() {
		if t, ok := m.Tags[id]; ok {
			foot = append(foot, kit.NewDot(kit.TagPaint(t.Color)))
			names = append(names, t.Name)
		}
	}
	if mark := s.consents.MarkOf(f, false, nil); mark != nil {
		foot = append(foot, mark)
	}
	if f.Star {
		foot = append(foot, kit.NewIconSized(icons.StarFull, kit.Muted, 14))
	}
	words := []fyne.CanvasObject{kit.NewParagraph(f.Text(), kit.Body).Limit(8)}
	if f.Quote != "" && f.Note != "" {
		words = append(words, kit.NewParagraph(f.Note, kit.Small).Limit(3))
	}
	id := f.ID
	c := &card{row: *f, say: says}
	c.tap = kit.NewTapCard(kit.VStack(kit.Space2, append(words, kit.HStack(kit.Space2, foot...))...), func() { m.Pick(id, !m.Picked[id]) })
	if f.InterviewTitle != "" {
		names = append([]string{f.InterviewTitle}, names...)
	}
	c.tap.SetTip(strings.Join(names, " · "))
	c.tap.OnMenu = func(at fyne.Position) { s.cardMenu(&c.row, at) }
	s.cards[id] = c
	return c
}

func (s *Screen) cardMenu(f *app.FindingRow, at fyne.Position) {
	m := s.model
	ids := []app.FindingID{f.ID}
	if m.Picked[f.ID] {
		ids = m.PickedIDs()
	}
	word := say.T("Choose")
	if m.Picked[f.ID] {
		word = say.T("Do not choose")
	}
	kit.ShowMenuAt(kit.CanvasOf(s.root), at,
		kit.MenuItem{Text: say.T("Copy the quote"), Icon: icons.Copy, Run: func() { kit.CopyQuote(s.root, kit.QuotationOf(f), f.Consent, s.goTo) }},
		kit.MenuItem{Text: say.T("Open in the interview"), Icon: icons.Interviews, Key: "O", Disabled: f.Interview == "", Run: func() { s.openFinding(f) }},
		kit.MenuItem{Text: word, Icon: icons.Check, Key: "Space", Run: func() { m.Pick(f.ID, !m.Picked[f.ID]) }},
		kit.MenuItem{Text: say.T("Move to…"), Icon: icons.Move, Key: "M", Run: func() { s.pickTarget(nil, ids) }},
		kit.MenuItem{Text: say.T("Add to insight…"), Icon: icons.Insights, Key: "I", Run: func() { s.addFindings(ids) }})
}

func (s *Screen) openFinding(f *app.FindingRow) {
	if f.Interview == "" {
		s.goTo(kit.Route{Screen: kit.Findings, ID: string(f.ID)})
		return
	}
	s.goTo(kit.Route{Screen: kit.Reader, ID: string(f.Interview), Span: f.Span})
}

// paintFoot shows which cards are chosen and what can be done with them, under the cards so that they stay in place.
func (s *Screen) paintFoot() {
	m := s.model
	for id, c := range s.cards {
		c.tap.SetSelected(m.Picked[id])
	}
	had := len(s.foot.Objects) > 0
	s.foot.Objects = nil
	switch {
	case m.Viewing, s.pane() != nil:
	case !m.MapOn && len(m.Picked) > 0:
		s.foot.Objects = []fyne.CanvasObject{s.pickedBar(len(m.Picked), m.DropPicks, m.PickedIDs)}
	}
	if had || len(s.foot.Objects) > 0 {
		s.root.Refresh()
	}
}

// pickedBar offers what can be done with n chosen cards or dots.
func (s *Screen) pickedBar(n int, drop func(), ids func() []app.FindingID) fyne.CanvasObject {
	var move *kit.Button
	move = kit.NewIconTextButton(icons.Move, say.T("Move to…"), kit.Primary, func() { s.pickTarget(move, ids()) })
	move.SetTip(say.T("To a theme, or to a new one: type its name (M)"))
	row := kit.HStack(kit.Space2, kit.NewText(say.T("%s chosen", say.Number(n)), kit.Strong), kit.Spacer(), kit.NewButton(say.T("Choose none"), kit.Quiet, drop))
	if n == 1 {
		row.Add(kit.NewButton(say.T("Open in the interview"), kit.Quiet, s.openActing))
	}
	row.Add(move)
	return kit.Stack(kit.NewFill(kit.AccentSoft), kit.PadXY(row, kit.Space5, kit.Space2))
}

// acting returns the chosen cards in the order shown, or the one that has the keyboard.
func (s *Screen) acting() []app.FindingID {
	if m := s.model; m.MapOn {
		if ids := m.DotIDs(); len(ids) > 0 || m.Plane == nil || s.plane.dots.dots.Hovered() < 0 {
			return ids
		}
		return []app.FindingID{m.Plane.Findings[s.plane.dots.dots.Hovered()]}
	}
	if ids := s.model.PickedIDs(); len(ids) > 0 {
		return ids
	}
	if c := kit.CanvasOf(s.root); c != nil {
		for id, card := range s.cards {
			if c.Focused() == fyne.Focusable(card.tap) {
				return []app.FindingID{id}
			}
		}
	}
	return nil
}

func (s *Screen) openActing() {
	if ids := s.acting(); s.model.MapOn && len(ids) > 0 {
		s.plane.open(ids[0])
	} else if ids := s.acting(); len(ids) > 0 && s.cards[ids[0]] != nil {
		s.openFinding(&s.cards[ids[0]].row)
	}
}
