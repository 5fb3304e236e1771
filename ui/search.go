package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/search"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// placesPause is how long a workspace rests before what was changed is placed by meaning; placesMany from how many texts on it is a job to be
// seen in the status bar.
const (
	placesPause = 1500 * time.Millisecond
	placesMany  = 5000
)

// places keeps up what is found by meaning, beside the window.
type places struct {
	work  *workspace.Workspace
	due   task.Latest[int]
	quiet task.Latest[struct{}]
	wait  func() // stops the round that is waiting
	ready func() // runs after each round
}

// keepPlaces begins to keep up the places of a workspace and has it end before the workspace is closed.
func (d *desktop) keepPlaces(w *workspace.Workspace) *places {
	p := &places{work: w, wait: func() {}, ready: func() {}}
	stop := w.Log.Subscribe(func(*app.ChangeSet) { task.Post(p.soon) })
	d.leave = append(d.leave, func() {
		stop()
		p.wait()
		p.due.Cancel()
		p.quiet.Cancel()
	})
	p.round()
	return p
}

// soon waits for a rest.
func (p *places) soon() {
	p.wait()
	p.wait = task.After(placesPause, p.round)
}

// round places what is due: a little quietly, much as a job.
func (p *places) round() {
	p.due.Load(p.work.Search.Due, func(n int, err error) {
		if err != nil {
			return // the search goes on by words, and the next step tries again
		}
		if n > placesMany {
			p.work.Jobs.Start(say.T("Prepare search by meaning"), func(ctx context.Context, progress app.Progress) error {
				err := p.work.Search.Prepare(ctx, progress)
				task.Post(p.ready)
				return err
			})
			return
		}
		p.quiet.Load(func(ctx context.Context) (struct{}, error) { return struct{}{}, p.work.Search.Prepare(ctx, nil) }, func(struct{}, error) { p.ready() })
	})
}

// savedSearches lists the searches of a study that were kept.
func savedSearches(w *workspace.Workspace) func(context.Context, app.StudyID) ([]app.View, error) {
	return func(ctx context.Context, study app.StudyID) ([]app.View, error) {
		return w.Views.List(ctx, app.ViewSearch, study)
	}
}

// answersSeen remembers in the preferences how many answers saved searches had.
type answersSeen struct{ prefs fyne.Preferences }

func (a answersSeen) Answers(id app.ViewID) int {
	return a.prefs.IntWithFallback("search.seen."+string(id), -1)
}

func (a answersSeen) SetAnswers(id app.ViewID, n int) { a.prefs.SetInt("search.seen."+string(id), n) }

// searchPage stands under no entry of the rail: the palette and Ctrl+Shift+K lead to it.
func (d *desktop) searchPage(w *workspace.Workspace, l links, p *places) *shell.Page {
	m := &search.Model{Search: w.Search, Store: w.Store, Seen: answersSeen{d.app.Preferences()}}
	m.Views, m.Allowed = w.Views, w.Allowed
	d.leave = append(d.leave, m.Close)
	s := search.New(m, l.goTo)
	p.ready = m.Prepared
	return &shell.Page{ID: kit.Search, Title: say.T("Search"), Icon: icons.Search, Under: kit.Search, Content: s.Content(), Open: s.Open, Changed: m.Changed,
		Shown: s.Shown, Key: s.Key, Rune: s.Rune, Keys: s.Keys()}
}
