package ui

import (
	"context"
	"path/filepath"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/report/board"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/across"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// acrossPage reads studies side by side. It stands under Themes.
func (d *desktop) acrossPage(w *workspace.Workspace, l links) *shell.Page {
	m := &across.Model{Store: w.Store, Across: w.Across, Asker: w.Search, Jobs: w.Jobs, ReadOnly: w.Store.ReadOnly()}
	m.LeftOut = w.LeftOut
	d.leave = append(d.leave, m.Close)
	s := across.New(m, l.goTo)
	return &shell.Page{ID: kit.Across, Title: say.T("Across studies"), Icon: icons.Merge, Under: kit.Themes, Content: s.Content(), Open: s.Open, Changed: m.Changed,
		Shown: s.Shown, Key: s.Key, Rune: s.Rune, Keys: s.Keys()}
}

// acrossCommands lead to what is known across studies from anywhere.
func acrossCommands(goTo func(kit.Route)) []shell.Command {
	return []shell.Command{
		{ID: "across-studies", Group: say.T("Go"), Title: say.T("Across studies"), Icon: icons.Merge, Run: func() { goTo(kit.Route{Screen: kit.Across}) }},
		{ID: "have-we-asked-this-before", Group: say.T("Go"), Title: say.T("Have we asked this before?"), Icon: icons.Search, Run: func() { goTo(kit.AskedBefore("")) }},
	}
}

// offerAsked lets who made a study see what is known about its subject already.
func offerAsked(create func(context.Context, string) (app.StudyID, error), frame func() *shell.Shell) func(context.Context, string) (app.StudyID, error) {
	return func(ctx context.Context, name string) (app.StudyID, error) {
		id, err := create(ctx, name)
		if err == nil {
			task.Post(func() {
				sh := frame()
				sh.Toast(kit.Toast{Text: say.T("%s is made", name), Icon: icons.Done, Action: say.T("Asked before?"), Run: func() { sh.Go(kit.AskedBefore(name)) }})
			})
		}
		return id, err
	}
}

// boardExport writes a board of themes to a file of the person's choice, as a job.
func (d *desktop) boardExport(w *workspace.Workspace, l links) func(app.StudyID, string, board.Kind) {
	return func(study app.StudyID, name string, kind board.Kind) {
		d.askReaders(w, l, name+"."+string(kind), func(file report.FileOptions, path string) {
			w.Jobs.Start(say.T("Export board"), func(ctx context.Context, p app.Progress) error {
				kept := heardBy(&file)
				err := w.WriteBoard(ctx, study, kind, path, file, p)
				if err == nil {
					task.Post(func() { d.sayWritten(w, path, kept()) })
				}
				return err
			})
		})
	}
}

// sayWritten tells that a file is there and offers to open it.
func (d *desktop) sayWritten(w *workspace.Workspace, path, kept string) {
	if d.work == w && d.shell != nil {
		d.toast(kit.Toast{Text: say.T("%s is written%s", filepath.Base(path), kept), Icon: icons.Done, Action: say.T("Open"), Run: func() {
			if err := reveal(path); err != nil {
				d.sayIf(err)
			}
		}})
	}
}
