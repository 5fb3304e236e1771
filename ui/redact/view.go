package redact

import (
	"cmp"

	"fyne.io/fyne/v2"

	"throughline/app/analysis"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// panelWidth is the width of the panel with the places of a value.
const panelWidth float32 = 380

// shown is how many places of a value are shown.
const shown = 40

// Screen paints a Model: values by kind, each with a box, and the places of the chosen one beside.
type Screen struct {
	model  *Model
	goTo   func(kit.Route)
	choose func()            // opens the list of studies
	vault  func(then func()) // asks for the passphrase; nil without a vault

	line   *kit.Text
	picks  *fyne.Container
	act    *kit.Button
	head   *fyne.Container
	notice *fyne.Container
	list   *kit.GroupList
	middle *fyne.Container
	panel  *kit.Inspector
	split  *kit.SplitView
	root   *fyne.Container

	painted string // what the panel shows
	waiting bool   // the list takes the keyboard once it is there
}

// New makes the screen over a model; goTo opens other places, choose the list of studies, vault asks for the passphrase of the vault.
func New(m *Model, goTo func(kit.Route), choose func(), vault func(then func())) *Screen {
	s := &Screen{model: m, goTo: goTo, choose: choose, vault: vault, line: kit.NewElastic("", kit.Small), notice: kit.VStack(kit.Space2), middle: kit.Stack(), panel: kit.NewInspector()}
	pick := func(word, tip string, band int) *kit.Button {
		b := kit.NewButton(word, kit.Quiet, func() {
			m.ChooseFrom(band)
			s.list.Focus()
		})
		b.SetTip(tip)
		return b
	}
	s.picks = kit.HStack(0, pick(say.T("All"), say.T("Choose everything (A)"), 0), pick(say.T("Likely"), say.T("Choose what is likely only (L)"), 2), pick(say.T("None"), say.T("Choose nothing (N)"), 3))
	s.act = kit.NewButton(say.T("Redact"), kit.Primary, m.Apply)
	s.head = kit.Head(kit.Space3, kit.NewText(say.T("Redact"), kit.Title), kit.Grow(s.line), s.picks, s.act)
	s.list = kit.NewGroupList(s.row)
	s.list.OnSelect, s.list.OnToggle, s.list.OnTick, s.list.OnOpen = m.Select, m.Toggle, m.Tick, s.open
	s.list.OnRune = s.letter
	s.split = kit.NewSplit(nil, s.middle, s.panel, 0, panelWidth)
	s.panel.SetHints(kit.Hint("Space", say.T("choose or leave")), kit.Hint("Enter", say.T("open the first place")))
	top := kit.Inset(kit.VStack(kit.Space2, s.head, s.notice), kit.Space4, kit.Space4, kit.Space3, 20)
	s.root = kit.Dock(top, nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, s.split))
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open looks through the study of the route.
func (s *Screen) Open(r kit.Route) { s.model.Open(r.Study) }

// Shown gives the list the keyboard, now or once it is there.
func (s *Screen) Shown() {
	s.waiting = len(s.middle.Objects) == 0 || s.middle.Objects[0] != s.list
	if !s.waiting {
		s.list.Focus()
	} else if c := kit.CanvasOf(s.root); c != nil && c.Overlays().Top() == nil {
		c.Unfocus()
	}
}

// Key gives keys that no widget wants to the list.
func (s *Screen) Key(k *fyne.KeyEvent) { s.list.Key(k) }

// Rune chooses by how sure.
func (s *Screen) Rune(r rune) { s.letter(r) }

func (s *Screen) letter(r rune) bool {
	switch r {
	case 'a', 'A':
		s.model.ChooseFrom(0)
	case 'l', 'L':
		s.model.ChooseFrom(2)
	case 'n', 'N':
		s.model.ChooseFrom(3)
	default:
		return false
	}
	return true
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Up, Down", Does: say.T("Go through what was found")}, {Keys: "Space", Does: say.T("Choose a value, or leave it in the texts")}, {Keys: "A, L, N", Does: say.T("Choose all, what is likely, nothing")},
		{Keys: "Left, Right", Does: say.T("Close or open a kind")}, {Keys: "Enter", Does: say.T("Open the first place in its interview")}}
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	s.list.SetRows(len(m.Rows()), m.At()) // before anything is laid out: the list asks for the rows it knows of
	s.line.SetText(m.Line())
	chosen, all := m.Count("")
	word := say.T("Redact %s", say.Count(chosen, "value"))
	if m.Redacting {
		word = say.T("Redacting…")
	}
	s.act.SetText(word)
	if s.act.Hidden = m.ReadOnly || all == 0; chosen == 0 || m.Redacting {
		s.act.Disable()
	} else {
		s.act.Enable()
	}
	s.picks.Hidden = m.ReadOnly || all == 0
	s.head.Refresh()
	s.paintNotice(all)
	s.split.ShowRight(all > 0)
	if show := s.state(); len(s.middle.Objects) != 1 || s.middle.Objects[0] != show {
		s.middle.Objects = []fyne.CanvasObject{show}
		s.middle.Refresh()
	}
	if s.waiting && s.middle.Objects[0] == s.list {
		s.waiting = false
		s.list.Focus()
	}
	s.inspect()
}

// paintNotice says what the vault would add, and what is not to be expected.
func (s *Screen) paintNotice(all int) {
	m := s.model
	had := len(s.notice.Objects)
	s.notice.Objects = nil
	if all > 0 && s.vault != nil && !m.open() && !m.ReadOnly {
		words := kit.NewParagraph(say.T("No vault is open: names that only it knows may be missed, and what a replacement stands for is not kept."), kit.Body)
		s.notice.Add(kit.NoticeBar(icons.Lock, kit.Plain, words, kit.NewButton(say.T("Open vault…"), kit.Quiet, func() { s.vault(m.Look) })))
	}
	if n := m.Strangers(); n > 0 && all > 0 {
		words := kit.NewParagraph(say.T("%s not in English: names there are found only where they are known, listed or introduced.", say.Count(n, "interview")), kit.Body)
		s.notice.Add(kit.NoticeBar(icons.Info, kit.Plain, words))
	}
	s.notice.Hidden = len(s.notice.Objects) == 0
	if had != len(s.notice.Objects) {
		s.root.Refresh()
	}
}

// state is the list, or what stands in its place.
func (s *Screen) state() fyne.CanvasObject {
	m := s.model
	switch {
	case m.Study == "":
		return kit.EmptyState(icons.Lock, say.T("Choose a study"), say.T("Personal data is looked for in one study at a time. Choose it at the top left."), kit.NewButton(say.T("Choose a study…"), kit.Primary, s.choose))
	case m.Err != nil:
		return kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Look))
	case m.Result == nil:
		return kit.Pad(kit.NewSkeleton(), kit.Space4)
	case len(m.Result.Interviews) == 0:
		return kit.EmptyState(icons.Interviews, say.T("No interviews yet"), say.T("Import some; what may tell who somebody is then stands here, to be taken out."),
			kit.NewButton(say.T("Open interviews"), kit.Primary, func() { s.goTo(kit.Route{Screen: kit.Interviews}) }))
	case len(m.Result.Values) == 0:
		return kit.EmptyState(icons.Done, say.T("Nothing found"), say.T("That does not mean there is nothing: names can be missed. Read before you share."),
			kit.NewButton(say.T("Open interviews"), kit.Secondary, func() { s.goTo(kit.Route{Screen: kit.Interviews}) }))
	}
	return s.list
}

// kindTitles head the kinds of values.
var kindTitles = map[string]string{analysis.KindSpeaker: say.T("Speakers"), "person": say.T("People"), "organisation": say.T("Organisations"), "email": say.T("E-mail addresses"), "phone": say.T("Phone numbers"),
	"address": say.T("Addresses"), "birth": say.T("Birth dates"), "card": say.T("Payment cards"), "iban": say.T("Bank accounts"), "id": say.T("Other numbers"), "url": say.T("Web addresses"), "ip": say.T("IP addresses")}

func (s *Screen) row(i int) kit.GroupRow {
	m := s.model
	r := m.Rows()[i]
	if r.Head {
		chosen, all := m.Count(r.Kind)
		return kit.GroupRow{Head: true, Open: !m.Closed(r.Kind), Title: cmp.Or(kindTitles[r.Kind], r.Kind), Line: say.T("%s of %s", say.Number(chosen), say.Number(all))}
	}
	v := m.Value(i)
	row := kit.GroupRow{Box: kit.Unticked, Title: v.Text, Line: say.T("becomes %s · %s in %s · %s", v.As, say.Count(v.Places, "place"), say.Count(v.Interviews, "interview"), say.Sentence(v.Why)),
		Badge: []string{say.T("weak"), say.T("maybe"), say.T("likely")}[analysis.SureBand(v.Score)]}
	if m.Chosen[v.Key] {
		row.Box = kit.Ticked
	}
	return row
}

// open shows the first place of a value in its interview.
func (s *Screen) open(i int) {
	if v := s.model.Value(i); v != nil {
		if places := s.model.Result.Places(v.Key, 1); len(places) > 0 {
			s.goTo(kit.Route{Screen: kit.Reader, ID: string(places[0].Interview), Span: places[0].Span})
		}
	}
}

// inspect shows the places of the chosen value as they would read.
func (s *Screen) inspect() {
	m := s.model
	v := m.value()
	if v == nil {
		s.painted = ""
		s.panel.Set(say.T("Places"), "", kit.NewParagraph(say.T("Choose something to see where it stands."), kit.Small))
		return
	}
	taken := m.Chosen[v.Key]
	painted := v.Key
	if taken {
		painted += "+"
	}
	if painted == s.painted {
		return
	}
	s.painted = painted
	said := say.T("stays in the texts")
	if taken {
		said = say.T("becomes %s", v.As)
	}
	places := m.Result.Places(v.Key, shown)
	count := say.Count(v.Places, "place")
	if len(places) < v.Places {
		count = say.T("The first %s of %s", say.Number(len(places)), count)
	}
	details := []fyne.CanvasObject{kit.NewText(count, kit.Label)}
	for _, p := range places {
		now, style := p.Words, kit.Control.B()
		if taken {
			now, style = v.As, kit.Control.B().In(kit.Accent)
		}
		words := kit.NewRuns(kit.Run{Text: p.Before, Style: kit.Control}, kit.Run{Text: now, Style: style}, kit.Run{Text: p.After, Style: kit.Control})
		entry := kit.NewCompactEntry(kit.VStack(1, kit.NewElastic(p.Title, kit.Small), words), func() {
			s.goTo(kit.Route{Screen: kit.Reader, ID: string(p.Interview), Span: p.Span})
		})
		entry.SetTip(say.T("Open in the interview"))
		details = append(details, kit.Inset(entry, 0, 0, 0, -5))
	}
	s.panel.Set(v.Text, said, details...)
}
