package kit

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/say"
	"throughline/ui/task"
)

// PastDesk is how a screen reads the history of a record without knowing who keeps it.
type PastDesk struct {
	// Read returns a page of what happened to a record, newest first.
	Read func(ctx context.Context, of app.Ref, page app.Page) ([]app.PastStep, error)
	// Now tells which day is today.
	Now func() time.Time
	// GoTo opens a place.
	GoTo func(Route)
}

// pastPage is how many steps are shown at first, and more at a time.
const pastPage = 20

// PastRow is the line "History" in an inspector: it opens to who did what to the record, and when. Nothing is read while it
// is closed. A nil row shows nothing.
type PastRow struct {
	desk  *PastDesk
	root  *fyne.Container
	of    app.Ref
	steps []app.PastStep
	err   error
	ready bool // steps are those of the record
	open  bool
	want  int // steps asked for
	load  task.Latest[[]app.PastStep]
	come  bool // the row is to be brought into sight once it is read
	// OnGrow runs when the row needs another height; lay out what surrounds it.
	OnGrow func()
	// OnReveal runs when the row was opened; bring it into sight.
	OnReveal func(row fyne.CanvasObject)
}

// NewPastRow makes the row, closed.
func NewPastRow(d *PastDesk, onGrow func()) *PastRow {
	return &PastRow{desk: d, root: VStack(Space2), want: pastPage, OnGrow: onGrow}
}

// Of shows the history of a record and returns the row to be placed. Open or closed stays as it was.
func (r *PastRow) Of(ref app.Ref) fyne.CanvasObject {
	if r == nil {
		return VStack(0)
	}
	if ref != r.of {
		r.of, r.steps, r.err, r.ready, r.want = ref, nil, nil, false, pastPage
		r.load.Cancel()
		if r.open {
			r.read()
		}
	}
	r.paint()
	return r.root
}

// Toggle opens or closes the history.
func (r *PastRow) Toggle() {
	if r == nil || r.of == (app.Ref{}) {
		return
	}
	r.open = !r.open
	r.come = r.open
	if r.open && !r.ready {
		r.read()
	}
	r.grow()
}

// IsOpen reports whether the history is shown.
func (r *PastRow) IsOpen() bool { return r != nil && r.open }

// Changed reads again after a step that belongs to the record's history was committed, taken back or brought again.
func (r *PastRow) Changed(cs *app.ChangeSet) {
	if r == nil || r.of == (app.Ref{}) {
		return
	}
	for _, c := range cs.Changes {
		for _, ref := range app.Touched(c) {
			if ref != r.of {
				continue
			}
			r.ready = false
			if r.open {
				r.read()
			}
			return
		}
	}
}

func (r *PastRow) read() {
	of, n := r.of, r.want
	r.load.Load(func(ctx context.Context) ([]app.PastStep, error) { return r.desk.Read(ctx, of, app.Page{Limit: n + 1}) },
		func(steps []app.PastStep, err error) {
			r.steps, r.err, r.ready = steps, err, err == nil
			r.grow()
		})
}

func (r *PastRow) grow() {
	r.paint()
	if r.OnGrow != nil {
		r.OnGrow()
	}
	if r.come && r.ready && r.OnReveal != nil {
		r.come = false
		r.OnReveal(r.root)
	}
}

func (r *PastRow) paint() {
	icon := icons.Right
	if r.open {
		icon = icons.Down
	}
	head := []fyne.CanvasObject{NewTextButton(say.T("History"), Small, r.Toggle), NewIconButton(icon, say.T("Show or hide the history (H)"), r.Toggle), Spacer()}
	if r.open {
		head = append(head, NewIconButton(icons.History, say.T("Show in the history of everything"), func() { r.desk.GoTo(HistoryOf(r.of)) }))
	}
	rows := []fyne.CanvasObject{HStack(Space1, head...)}
	switch {
	case !r.open:
	case r.err != nil:
		message, _ := say.Explain(r.err)
		rows = append(rows, NewParagraph(message, Small.In(BadInk)))
	case r.ready || len(r.steps) > 0:
		p := Past{Steps: r.steps, Now: r.desk.Now()}
		if len(p.Steps) > r.want {
			p.Steps, p.More = p.Steps[:r.want], r.more
		}
		rows = append(rows, Timeline(p))
	}
	r.root.Objects = rows
	r.root.Refresh()
}

func (r *PastRow) more() {
	r.want += 2 * pastPage
	r.read()
}
