package reader

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Keeper remembers what people have open. *storage.Store is one.
type Keeper interface {
	ReadingDesk(ctx context.Context, author string) (app.ReadingDesk, error)
	SaveReadingDesk(ctx context.Context, author string, d app.ReadingDesk) error
}

// Desk is the reader with several interviews: a strip of tabs when more than one is open, one or two of them in sight, and
// the inspector of the one that has the keyboard.
type Desk struct {
	consents *kit.Consents

	// NewModel makes the model of one interview.
	NewModel func() *Model
	// Keeper remembers what is open; nil remembers nothing.
	Keeper Keeper
	Author string
	// Memos lets the memos on findings and interviews be read and written in the inspector; nil leaves them out.
	Memos *kit.MemoDesk
	// Past lets the history of findings and interviews be read there; nil leaves it out.
	Past *kit.PastDesk
	// Insights lets findings be added to insights; nil leaves it out.
	Insights *kit.EvidenceDesk
	// Undo takes the last step back; nil leaves the word out of messages.
	Undo func()

	goTo   func(kit.Route)
	tabs   tabs
	whose  Whose
	lately lately
	drafts map[app.InterviewID]*Edit // edits that are not saved, of interviews not being edited now
	seats  map[app.InterviewID]*seat
	strip  *tabStrip
	panes  *panes
	middle *fyne.Container // strip and panes
	sides  *kit.SplitView
	aside  *fyne.Container // the inspector in sight
	root   *fyne.Container
	width  float32
	loads  task.Latest[app.ReadingDesk]
	saving task.Queue
	save   func() // stops the saving that waits
}

// seat is an open interview that was looked at, with what was committed while it was out of sight.
type seat struct {
	screen *Screen
	missed []*app.ChangeSet
	heavy  int    // changes of those missed
	look   string // the colours it was painted in
}

// NewDesk makes the reader; goTo opens other places. Call Restore once NewModel and Keeper are set.
func NewDesk(goTo func(kit.Route)) *Desk {
	d := &Desk{goTo: goTo, seats: map[app.InterviewID]*seat{}, drafts: map[app.InterviewID]*Edit{}, aside: kit.Stack()}
	d.strip = newTabStrip()
	d.strip.OnChoose = func(id app.InterviewID) { d.choose(id) }
	d.strip.OnClose = d.close
	d.strip.OnSplit = d.Split
	d.panes = newPanes(kit.EmptyState(icons.Interviews, say.T("No interview is open"), say.T("Choose one to read it and to mark what matters."),
		kit.NewButton(say.T("Open interviews"), kit.Primary, func() { d.goTo(kit.Route{Screen: kit.Interviews}) })))
	d.middle = kit.Dock(d.strip, nil, nil, nil, d.panes)
	d.sides = kit.NewSplit(nil, d.middle, d.aside, 0, inspectorWidth)
	d.root = container.New(deskLayout{d}, d.sides)
	return d
}

// Content returns what the shell shows.
func (d *Desk) Content() fyne.CanvasObject { return d.root }

// Restore opens the tabs of the last time, off the UI goroutine.
func (d *Desk) Restore() {
	if d.Keeper == nil {
		return
	}
	k, author := d.Keeper, d.Author
	d.loads.Load(func(ctx context.Context) (app.ReadingDesk, error) { return k.ReadingDesk(ctx, author) }, func(r app.ReadingDesk, err error) {
		if err != nil {
			return // what was open is gone; reading goes on without
		}
		d.whose = Whose(r.Whose)
		for _, s := range d.seats {
			s.screen.model.ShowWhose(d.whose)
		}
		d.tabs.restore(r)
		d.paint()
	})
}

// Open shows the interview that a route names, at its passage; without one, what is in front.
func (d *Desk) Open(r kit.Route) {
	id := app.InterviewID(r.ID)
	if id == "" {
		id = d.tabs.focused()
	}
	if id == "" {
		d.paint()
		return
	}
	if gone := d.tabs.show(id); gone != "" {
		d.leave(gone)
	}
	d.seat(id).screen.model.Open(id, r.Span)
	d.paint()
	d.saveSoon()
}

// seat is the screen of an open interview, made when it is first looked at.
func (d *Desk) seat(id app.InterviewID) *seat {
	s := d.seats[id]
	if s == nil {
		m := d.NewModel()
		m.shows.whose = d.whose
		m.aside, m.tags.lately = d.drafts, &d.lately
		s = &seat{screen: New(m, d.goTo), look: kit.Look()}
		d.seats[id] = s
		if d.Memos != nil {
			s.screen.UseMemos(d.Memos)
		}
		if d.Past != nil {
			s.screen.UsePast(d.Past)
		}
		s.screen.OnUndo, s.screen.proofs, s.screen.consents = d.Undo, d.Insights, d.consents
		m.OnWhose = d.showWhose
		paint := m.OnChange
		m.OnChange = func(p Part) {
			paint(p)
			if p&PartState != 0 && m.id == id && d.tabs.name(id, m.Interview.Title) {
				d.strip.set(&d.tabs)
			}
		}
		s.screen.OnFocus = func() { d.focused(id) }
		s.screen.OnDetails = d.details
	}
	for _, cs := range s.missed {
		s.screen.Changed(cs)
	}
	s.missed, s.heavy = nil, 0
	return s
}

// paint shows the tabs and the interviews in sight.
func (d *Desk) paint() {
	left, right := d.inSight(d.tabs.front), d.inSight(d.tabs.beside)
	d.strip.set(&d.tabs)
	if several := len(d.tabs.open) > 1; several != d.strip.Visible() {
		d.strip.Hidden = !several
		d.middle.Refresh()
	}
	d.panes.set(left, right, d.tabs.right)
	d.arrange()
	if s := d.Screen(); s != nil {
		d.aside.Objects = []fyne.CanvasObject{s.side}
		d.aside.Refresh()
	}
	d.root.Refresh()
}

// inSight is the screen of an interview that is to show, nil for "".
func (d *Desk) inSight(id app.InterviewID) *Screen {
	if id == "" {
		return nil
	}
	s := d.seat(id)
	if s.screen.model.id == "" {
		s.screen.model.Open(id, app.Span{})
	}
	if look := kit.Look(); s.look != look { // the theme changed while it was out of sight
		s.look = look
		s.screen.middle.Refresh()
		s.screen.side.Refresh()
	}
	return s.screen
}

// Screen is the one that has the keyboard, nil while none is open.
func (d *Desk) Screen() *Screen {
	if s := d.seats[d.tabs.focused()]; s != nil {
		return s.screen
	}
	return nil
}

// asideWide is how wide the reader must be for two texts and an inspector beside each other.
const asideWide float32 = 2*480 + inspectorWidth

// arrange gives the inspector room, unless two texts need it.
func (d *Desk) arrange() {
	two := d.tabs.beside != "" && !d.panes.lone
	if show := d.tabs.front != "" && (!two || d.width >= asideWide); show != d.sides.RightShown() {
		d.sides.ShowRight(show)
	}
}

// deskLayout gives the reader all its room and sees to the inspector when that changes.
type deskLayout struct{ d *Desk }

// MinSize implements fyne.Layout.
func (l deskLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.d.sides.MinSize() }

// Layout implements fyne.Layout.
func (l deskLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.d.width = size.Width
	l.d.arrange()
	l.d.sides.Resize(size)
}

// details makes room for the inspector when something is to be written there: the text beside steps aside until the keyboard
// is back in the text.
func (d *Desk) details() {
	if d.tabs.beside != "" && !d.sides.RightShown() {
		d.panes.alone(true)
		d.arrange()
	}
}

// focused hears that a text got the keyboard.
func (d *Desk) focused(id app.InterviewID) {
	if d.panes.lone {
		d.panes.alone(false)
		d.arrange()
	}
	if id == d.tabs.focused() || id != d.tabs.front && id != d.tabs.beside {
		return
	}
	d.tabs.right = id == d.tabs.beside
	d.tabs.touch(id)
	d.paint()
}

// choose goes to a tab by way of the frame, so that Back leads back.
func (d *Desk) choose(id app.InterviewID) {
	if id != "" {
		d.goTo(kit.Route{Screen: kit.Reader, ID: string(id)})
	}
}

// Step goes to the tab by places to the right of the present one.
func (d *Desk) Step(by int) {
	if len(d.tabs.open) > 1 {
		d.choose(d.tabs.next(by))
	}
}

// Close closes the tab that has the keyboard.
func (d *Desk) Close() { d.close(d.tabs.focused()) }

func (d *Desk) close(id app.InterviewID) {
	if !d.tabs.has(id) {
		return
	}
	d.tabs.close(id)
	d.leave(id)
	d.saveSoon()
	if d.tabs.front == "" {
		d.goTo(kit.Route{Screen: kit.Interviews})
		d.paint()
		return
	}
	d.paint()
	d.Shown()
}

// leave lets go of an interview: what is to be written is written, then its memory is free.
func (d *Desk) leave(id app.InterviewID) {
	if s := d.seats[id]; s != nil {
		delete(d.seats, id)
		s.screen.leaveEdit()
		s.screen.close()
	}
}

// Split shows a second interview beside the present one, or takes it away.
func (d *Desk) Split() {
	if !d.tabs.split() {
		d.toast(say.T("Open another interview first: both then stand side by side."))
		return
	}
	d.panes.alone(false)
	d.paint()
	d.Shown()
	d.saveSoon()
}

// Swap gives the keyboard to the text beside.
func (d *Desk) Swap() {
	d.tabs.swap()
	d.paint()
	d.Shown()
}

// showWhose shows the same people's work in all interviews, also the next time.
func (d *Desk) showWhose(w Whose) {
	d.whose = w
	for _, s := range d.seats {
		s.screen.model.ShowWhose(w)
	}
	d.saveSoon()
}

// Changed takes in a committed step; interviews out of sight hear it when they are shown.
func (d *Desk) Changed(cs *app.ChangeSet) {
	for id, s := range d.seats {
		switch {
		case id == d.tabs.front || id == d.tabs.beside:
			s.screen.Changed(cs)
		case len(s.missed) < maxMissed && s.heavy+len(cs.Changes) <= maxHeavy:
			s.missed, s.heavy = append(s.missed, cs), s.heavy+len(cs.Changes)
		default: // it is read anew when it is shown
			d.leave(id)
		}
	}
}

// How many steps are kept for an interview out of sight, and how many changes in all of them: a step over all findings of a large workspace is
// 100 MB of them.
const (
	maxMissed = 200
	maxHeavy  = 2000
)

// Settle hands over what all open interviews still hold back.
func (d *Desk) Settle() {
	for _, s := range d.seats {
		s.screen.model.Flush()
	}
}

// Shown gives the text the keyboard.
func (d *Desk) Shown() {
	if s := d.Screen(); s != nil {
		s.Shown()
	}
}

// Key takes a key that no other widget wanted.
func (d *Desk) Key(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyF6 {
		d.Swap()
		return
	}
	if s := d.Screen(); s != nil {
		s.Key(e)
	}
}

// Rune takes a letter that no other widget wanted.
func (d *Desk) Rune(r rune) {
	if s := d.Screen(); s != nil {
		s.Rune(r)
	}
}

// Visible reports whether the reader is in sight.
func (d *Desk) Visible() bool { return d.root.Visible() }

// Leave writes what is still to be written and waits for it, before the workspace is closed.
func (d *Desk) Leave() {
	d.loads.Cancel()
	if d.save != nil {
		d.save()
		d.saveNow()
	}
	for id := range d.seats {
		d.leave(id)
	}
}
