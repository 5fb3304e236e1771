package backups

import (
	"fyne.io/fyne/v2"

	"throughline/app/backup"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

const panelWidth float32 = 340

// Doors are what the screen asks of the window.
type Doors struct {
	Reveal func(path string)                            // shows a file's folder
	SaveAs func(name string, then func(path string))    // asks for a new workspace file
	Folder func(title string, then func(folder string)) // asks for a folder
	Rescue func(path string)                            // saves what can be read of a damaged file
}

// Screen paints a Model: what is safe, the backups, and one of them in the inspector.
type Screen struct {
	model *Model
	doors Doors

	line  *kit.Text
	make  *kit.Button
	rule  *kit.Button
	news  *fyne.Container
	said  News
	bar   *kit.Progress
	step  *kit.Text
	busy  *fyne.Container
	above *fyne.Container // news and busy, over the list
	mid   *fyne.Container
	strip *fyne.Container // what stands above the list, with its edge
	list  *kit.GroupList
	body  *fyne.Container
	panel *kit.Inspector
	split *kit.SplitView
	root  fyne.CanvasObject

	settings *settings
	shown    string // what the inspector shows
	waiting  bool   // the list takes the keyboard once it is there
	away     string
}

// New makes the screen over a model.
func New(m *Model, doors Doors) *Screen {
	s := &Screen{model: m, doors: doors, line: kit.NewElastic("", kit.Small), news: kit.VStack(kit.Space2), bar: kit.NewProgress(120), step: kit.NewElastic("", kit.Small), panel: kit.NewInspector()}
	s.make = kit.NewButton(say.T("Back up now"), kit.Primary, m.Make)
	s.rule = kit.NewIconTextButton(icons.Settings, say.T("Rhythm and place"), kit.Quiet, s.AskRule)
	head := kit.Head(kit.Space3, kit.NewText(say.T("Backups"), kit.Title), kit.Grow(s.line), s.rule, s.make)
	s.busy = kit.HStack(kit.Space3, kit.Grow(s.step), kit.Fixed(s.bar, 240, 4), kit.NewButton(say.T("Stop"), kit.Quiet, m.Stop))
	s.above = kit.VStack(kit.Space2, s.news)
	s.list = kit.NewGroupList(s.row)
	s.list.OnSelect = m.Choose
	s.list.OnOpen = func(int) { m.Restore("") }
	s.list.OnMenu = func(_ int, at fyne.Position) { kit.ShowMenuAt(kit.CanvasOf(s.root), at, s.menu()...) }
	s.list.OnKey = func(k *fyne.KeyEvent) bool { s.Key(k); return k.Name == fyne.KeyDelete }
	s.list.OnRune = func(r rune) bool { s.Rune(r); return true }
	s.body = kit.Stack(s.list)
	s.panel.SetHints(kit.Hint("R", say.T("restore as a copy")), kit.Hint("K", say.T("keep")), kit.Hint("C", say.T("check")), kit.Hint("B", say.T("back up now")))
	s.strip = kit.VStack(0, kit.Inset(s.above, kit.Space3, kit.Space4, kit.Space3, kit.Space4), kit.HLine())
	s.mid = kit.Dock(kit.VStack(0, s.strip), nil, nil, nil, s.body)
	s.split = kit.NewSplit(nil, s.mid, s.panel, 0, panelWidth)
	top := kit.Inset(head, kit.Space4, kit.Space4, kit.Space3, 20)
	s.root = kit.Dock(top, nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, s.split))
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open reads the backups anew.
func (s *Screen) Open(kit.Route) { s.model.Open() }

// Shown gives the list the keyboard, now or once it is there.
func (s *Screen) Shown() {
	s.waiting = s.body.Objects[0] != s.list
	if !s.waiting {
		s.list.Focus()
	}
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	s.line.SetText(m.Line())
	s.paintBusy()
	s.paintNews()
	if bare := len(s.above.Objects) == 1 && len(s.news.Objects) == 0; bare != s.strip.Hidden {
		s.strip.Hidden = bare
		s.mid.Refresh()
	}
	s.split.ShowRight(len(m.View.Items) > 0)
	s.list.SetRows(len(m.View.Items), m.At())
	show := s.state()
	if s.body.Objects[0] != show {
		s.body.Objects = []fyne.CanvasObject{show}
		s.body.Refresh()
	}
	if s.waiting && show == s.list {
		s.waiting = false
		s.list.Focus()
	}
	s.inspect()
	if s.settings != nil {
		s.settings.paint()
	}
}

func (s *Screen) paintBusy() {
	m := s.model
	if m.Busy == "" {
		s.make.Enable()
	} else {
		s.make.Disable()
		s.bar.Set(m.Share)
		words := m.Busy
		if m.Step != "" {
			words += ": " + m.Step
		}
		s.step.SetText(words)
	}
	if busy := m.Busy != ""; busy != (len(s.above.Objects) > 1) {
		s.above.Objects = []fyne.CanvasObject{s.news}
		if busy {
			s.above.Objects = append(s.above.Objects, s.busy)
		}
		s.above.Refresh()
		s.mid.Refresh()
	}
}

// paintNews says what is safe, before everything else.
func (s *Screen) paintNews() {
	m := s.model
	var n News
	if m.Loaded && m.Err == nil && len(m.View.Items) > 0 {
		n = m.News()
	}
	folder, away := m.Away()
	if n == s.said && folder == s.away {
		return
	}
	s.said, s.away = n, folder
	s.news.Objects = nil
	if n.Title != "" {
		icon, tone, ink := icons.Done, kit.Positive, kit.GoodInk
		switch n.Mood {
		case Fair:
			icon, tone, ink = icons.Clock, kit.Plain, kit.Ink
		case Alarmed:
			icon, tone, ink = icons.Warning, kit.Caution, kit.WarnInk
		}
		words := kit.VStack(kit.Space1, kit.NewParagraph(n.Title, kit.Strong.In(ink)), kit.NewParagraph(n.Line, kit.Body))
		var acts []fyne.CanvasObject
		if n.Mood == Alarmed && n.Show != "" {
			acts = append(acts, kit.NewButton(say.T("Show it"), kit.Secondary, func() { m.Choose(m.at(n.Show)) }))
		}
		s.news.Add(kit.NoticeBar(icon, tone, kit.PadXY(words, 0, kit.Space1), acts...))
	}
	if away {
		s.news.Add(kit.NoticeBar(icons.Folder, kit.Caution, kit.NewParagraph(say.T("The place for backups %s is not there. Until its disk is connected, backups are kept beside the workspace.", folder), kit.Body),
			kit.NewButton(say.T("Choose another…"), kit.Quiet, s.AskRule)))
	}
	s.news.Refresh()
	s.mid.Refresh()
}

// state is the list, or what stands in its place while there is nothing to show.
func (s *Screen) state() fyne.CanvasObject {
	m := s.model
	switch {
	case m.Err != nil && len(m.View.Items) == 0:
		return kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Retry))
	case !m.Loaded:
		return kit.Pad(kit.NewSkeleton(), kit.Space4)
	case len(m.View.Items) == 0:
		return kit.EmptyState(icons.Copy, say.T("No backup yet"), say.T("Throughline backs this workspace up by itself, tries to restore each backup, and lists here what it holds and what changed since. Make the first one now, or go on working."),
			kit.NewButton(say.T("Back up now"), kit.Primary, m.Make))
	}
	return s.list
}

func (s *Screen) row(i int) kit.GroupRow {
	r := s.model.Row(i)
	row := kit.GroupRow{Title: r.Title, Line: r.Line, Why: r.Since, Badge: r.Badge, Tone: kit.Positive, Icon: icons.Done}
	switch {
	case r.State == backup.Faulty:
		row.Tone, row.Icon = kit.Negative, icons.Error
	case r.State == backup.Unknown:
		row.Tone, row.Icon = kit.Plain, icons.Help
	case r.Kept:
		row.Badge, row.Tone, row.Icon = say.T("Kept"), kit.Calling, icons.StarFull
	}
	return row
}

func (s *Screen) menu() []kit.MenuItem {
	m := s.model
	it, ok := m.Item()
	if !ok {
		return nil
	}
	idle, good := m.Busy == "", it.State == backup.Good
	return []kit.MenuItem{
		{Text: say.T("Restore as a copy"), Icon: icons.Copy, Key: "R", Disabled: !idle || it.State == backup.Faulty, Run: func() { m.Restore("") }},
		{Text: say.T("Restore elsewhere…"), Icon: icons.Export, Disabled: !idle || it.State == backup.Faulty, Run: s.restoreElsewhere},
		{Text: keepWord(it), Icon: icons.Star, Key: "K", Disabled: !good, Run: m.Keep},
		{Text: say.T("Check it again"), Icon: icons.Refresh, Key: "C", Disabled: !idle, Run: m.Check},
		{Text: say.T("Show in its folder"), Icon: icons.Folder, Key: "F", Run: s.reveal},
		{Text: say.T("Remove"), Icon: icons.Trash, Key: "Delete", Danger: true, Run: m.Remove},
	}
}

func keepWord(it backup.Item) string {
	if it.Seal.Keep {
		return say.T("Keep no longer")
	}
	return say.T("Keep")
}

func (s *Screen) restoreElsewhere() {
	if it, ok := s.model.Item(); ok && s.doors.SaveAs != nil {
		s.doors.SaveAs(base(s.model.Keeper.RestoreName(it)), s.model.Restore)
	}
}

func (s *Screen) reveal() {
	if it, ok := s.model.Item(); ok && s.doors.Reveal != nil {
		s.doors.Reveal(it.Path)
	}
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Up, Down", Does: say.T("Go through the backups")}, {Keys: "R, Enter", Does: say.T("Restore as a copy")}, {Keys: "K", Does: say.T("Keep it whatever its age, or not")},
		{Keys: "C", Does: say.T("Try a restore of it again")}, {Keys: "F", Does: say.T("Show it in its folder")}, {Keys: "Delete", Does: say.T("Remove it")}, {Keys: "B", Does: say.T("Back up now")}, {Keys: "S", Does: say.T("Rhythm and place")}}
}

// Key acts on the backup that is looked at.
func (s *Screen) Key(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyDelete {
		s.model.Remove()
	}
}

// Rune acts by letters.
func (s *Screen) Rune(r rune) {
	m := s.model
	switch r {
	case 'r', 'R':
		if it, ok := m.Item(); ok && it.State != backup.Faulty {
			m.Restore("")
		}
	case 'k', 'K':
		m.Keep()
	case 'c', 'C':
		m.Check()
	case 'f', 'F':
		s.reveal()
	case 'b', 'B':
		m.Make()
	case 's', 'S':
		s.AskRule()
	}
}
