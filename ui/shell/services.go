// Package shell is the frame of the window: rail, study switcher, search and commands, history, status bar and
// settings. Screens stand inside it as Pages and reach each other by kit.Route.
package shell

import (
	"context"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/history"
	"throughline/app/job"
	"throughline/app/search"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// History is the write door as the frame sees it. *history.Log is one.
type History interface {
	State() history.State
	Undo(ctx context.Context) (app.Entry, error)
	Redo(ctx context.Context) (app.Entry, error)
	Subscribe(func(*app.ChangeSet)) (cancel func())
}

// Jobs is the background work as the status bar sees it. *job.Runner is one.
type Jobs interface {
	Jobs() []job.Status
	Cancel(id int)
	Subscribe(func([]job.Status)) (cancel func())
}

// Library answers what the rail and the study switcher show.
type Library interface {
	Studies(ctx context.Context) ([]app.Study, error)
	Counts(ctx context.Context, study app.StudyID) (app.Counts, error)
}

// Searcher finds in everything. *search.Service is one.
type Searcher interface {
	Search(ctx context.Context, query string, study app.StudyID, limit int) ([]search.Group, error)
	Answer(ctx context.Context, q search.Question) (search.Answer, error)
}

// Services is the open workspace as the frame needs it.
type Services struct {
	Name     string // of the workspace, without folders
	ReadOnly bool
	History  History
	Jobs     Jobs
	Library  Library
	Search   Searcher
	Saved    func(ctx context.Context, study app.StudyID) ([]app.View, error) // searches that were kept; nil for none
	NewStudy func(ctx context.Context, name string) (app.StudyID, error)
}

// Page is one screen as the frame knows it. Only ID, Title and Content are needed; what is nil the screen cannot do.
type Page struct {
	ID      kit.Screen
	Title   string
	Icon    icons.Name
	Content fyne.CanvasObject
	Under   kit.Screen // the rail entry to light up instead of an own one: the reader stands under Interviews
	Shift   string     // with Ctrl and Shift it goes to the page, in place of a digit
	Digit   string     // with Ctrl it goes to the page; "" takes the next of 1 to 9, in the order of the rail

	Open    func(kit.Route)      // shows what the route names; its Study is the one in force, "" for all
	Here    func() kit.Route     // the place as the person has made it, to come back to when they go elsewhere
	Changed func(*app.ChangeSet) // something was committed, undone or redone; hidden pages hear it when shown
	Count   func(app.Counts) int // the number beside the rail entry
	Key     func(*fyne.KeyEvent) // keys that no widget wants
	Rune    func(rune)           // letters likewise
	Settle  func()               // gives its queue what waits to be written
	Shown   func()               // the page has come into sight: take the keyboard
	Away    func()               // it has gone out of sight: let go of what is large and made anew when it is needed
	Keys    []kit.KeyHelp        // for the shortcut sheet

	looks int // of Settings when the page was in the window last
}

// goAway takes the page out of sight.
func (p *Page) goAway() {
	p.Content.Hide()
	if p.Away != nil {
		p.Away()
	}
}

// KeyHelp is one line of the shortcut sheet.
type KeyHelp = kit.KeyHelp

// Shortcut is a key with Ctrl (Command on a Mac), Shift or Alt.
type Shortcut = kit.Shortcut

// Command is something a person can do from anywhere: in the menu, in the palette, by its shortcut.
type Command struct {
	ID       string // by which the settings keep its keys; one command has one, its second shortcut the same
	Title    string
	Group    string // menu it stands in: "File", "Edit", "View", "Go", "Help"
	Icon     icons.Name
	Shortcut Shortcut // zero for none
	Off      bool     // cannot be done now
	Break    bool     // a line stands before it in the menu
	Usual    Shortcut // as it comes, where the person chose other keys
	Hidden   bool     // a second shortcut for a command that is listed already
	Grave    bool     // cannot be undone: the palette finds it last
	Anywhere bool     // its shortcut acts while a dialog is open as well
	Run      func()
}
