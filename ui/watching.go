package ui

import (
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"time"

	"throughline/app"
	"throughline/app/exchange"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// watchEvery is how often watched folders are looked into: soon enough for who drops a file in, and no burden for a shared folder.
const watchEvery = 15 * time.Second

// watching looks into the folders that are watched for the open workspace. It belongs to the UI goroutine.
type watching struct {
	d     *desktop
	w     *workspace.Workspace
	all   []*exchange.Watch
	look  task.Latest[[][]string]
	stop  func()
	away  map[string]bool // folders that could not be read; told once
	busy  bool
	every time.Duration
}

// keptWatch is a watch as it is kept between runs, for this person and computer.
type keptWatch struct {
	Dir   string      `json:"dir"`
	Study app.StudyID `json:"study"`
	Done  []string    `json:"done,omitempty"`
}

// watch begins to look into the folders that are kept for a workspace.
func (d *desktop) watch(w *workspace.Workspace) *watching {
	g := &watching{d: d, w: w, stop: func() {}, away: map[string]bool{}, every: watchEvery}
	var kept []keptWatch
	if json.Unmarshal([]byte(d.settings.Taste(g.key())), &kept) == nil && !w.Store.ReadOnly() {
		for _, k := range kept {
			g.all = append(g.all, &exchange.Watch{Dir: k.Dir, Study: k.Study, Done: k.Done})
		}
	}
	g.plan()
	return g
}

func (g *watching) key() string { return "watch:" + g.w.Store.Path() }

func (g *watching) keep() {
	kept := make([]keptWatch, len(g.all))
	for i, x := range g.all {
		kept[i] = keptWatch{x.Dir, x.Study, x.Done}
	}
	text, err := json.Marshal(kept)
	if err == nil {
		g.d.settings.SetTaste(g.key(), string(text))
	}
}

// close stops looking.
func (g *watching) close() {
	g.stop()
	g.all = nil
}

// plan looks again in a while.
func (g *watching) plan() {
	g.stop()
	if g.stop = func() {}; len(g.all) > 0 {
		g.stop = task.After(g.every, g.now)
	}
}

// now looks into the folders, beside the window: a shared one may take its time.
func (g *watching) now() {
	if g.busy || len(g.all) == 0 {
		g.plan()
		return
	}
	all := slices.Clone(g.all)
	errs := make([]error, len(all))
	g.look.Load(func(ctx context.Context) ([][]string, error) {
		ready := make([][]string, len(all))
		for i, x := range all {
			ready[i], errs[i] = x.Look(ctx)
		}
		return ready, ctx.Err()
	}, func(ready [][]string, err error) {
		if g.d.work != g.w {
			return
		}
		for i, x := range all {
			if err == nil && slices.Contains(g.all, x) {
				g.found(x, ready[i], errs[i])
			}
		}
		g.plan()
	})
}

// found imports what is ready, as a job, or says once that the folder is away.
func (g *watching) found(x *exchange.Watch, ready []string, err error) {
	if err != nil {
		if !g.away[x.Dir] {
			message, hint := say.Explain(err)
			g.d.toast(kit.Toast{Text: message + " " + hint, Icon: icons.Warning})
		}
		g.away[x.Dir] = true
		return
	}
	g.away[x.Dir] = false
	if len(ready) == 0 || g.busy {
		return
	}
	g.busy = true
	g.w.Jobs.Start(say.T("Import from %s", filepath.Base(x.Dir)), func(ctx context.Context, p app.Progress) error {
		return task.Told(func() (exchange.Result, error) { return g.w.Exchange.ImportWatched(ctx, x, ready, p) }, func(res exchange.Result, _ error) {
			g.busy = false
			if g.d.work == g.w {
				g.keep()
				g.tell(x, res)
			}
		})
	})
}

// tell says what came in, and what could not be read.
func (g *watching) tell(x *exchange.Watch, res exchange.Result) {
	if said, undo := watchSaid(x.Dir, res); said != "" {
		t := kit.Toast{Text: said, Icon: icons.Import}
		if undo {
			t.Action, t.Run = say.T("Undo"), g.d.shell.Undo
		}
		g.d.toast(t)
	}
}

// watchSaid says what came of files of a watched folder; undo reports whether anything came in.
func watchSaid(dir string, res exchange.Result) (said string, undo bool) {
	highlights := 0
	for _, f := range res.Files {
		highlights += f.Findings
	}
	if n := res.Interviews(); n > 0 {
		said, undo = say.T("%s imported from %s", say.Count(n, "interview"), filepath.Base(dir)), true
	} else if highlights > 0 {
		said, undo = say.T("%s imported from %s", say.Count(highlights, "highlight"), filepath.Base(dir)), true
	}
	var failed []exchange.FileResult
	for _, f := range res.Files {
		if f.Status == exchange.Failed {
			failed = append(failed, f)
		}
	}
	if len(failed) == 0 {
		return said, undo
	}
	if said != "" {
		said += ". "
	}
	message, _ := say.Explain(failed[0].Err)
	said += say.T("%s could not be imported: %s", filepath.Base(failed[0].Path), message)
	if more := len(failed) - 1; more > 0 {
		said += say.T(" %s failed as well.", say.Count(more, "other file"))
	}
	return said, undo
}

// askWatch asks for the folder whose new files come into the study in force. Where folders are watched, it shows them.
func (d *desktop) askWatch() {
	if len(d.watches.all) > 0 {
		d.watches.show()
		return
	}
	d.pickWatch()
}

// pickWatch asks for a folder, and for a study where all are shown.
func (d *desktop) pickWatch() {
	d.shell.WithStudy(say.T("Which study do new files come into?"), func(study app.StudyID) {
		(&kit.FileDialog{Mode: kit.OpenFolder, Title: say.T("Watch a folder for new files"), Action: say.T("Watch"), Accept: func(string) bool { return false },
			OnPick: func(paths []string) { d.watches.begin(study, paths[0]) }}).Show(d.win.Canvas())
	})
}

// begin watches a folder for a study, in place of the one before.
func (g *watching) begin(study app.StudyID, dir string) {
	said := say.T("New files in “%s” come into “%s” while the workspace is open", filepath.Base(dir), g.studyName(study))
	for _, x := range g.all {
		if x.Study == study && x.Dir != dir {
			said += say.T(", in place of those in “%s”", filepath.Base(x.Dir))
		}
	}
	g.all = slices.DeleteFunc(g.all, func(x *exchange.Watch) bool { return x.Study == study })
	g.all = append(g.all, &exchange.Watch{Dir: dir, Study: study})
	g.keep()
	g.now()
	g.d.toast(kit.Toast{Text: said, Icon: icons.Folder, Action: say.T("Stop watching"), Run: func() { g.end(study) }})
}

// end stops watching for a study.
func (g *watching) end(study app.StudyID) {
	g.all = slices.DeleteFunc(g.all, func(x *exchange.Watch) bool { return x.Study == study })
	g.keep()
	g.plan()
	g.d.toast(kit.Toast{Text: say.T("The folder is not watched any more. What came in stays"), Icon: icons.Folder})
}

// finish ends what there is to end: the one watch, else the person chooses.
func (g *watching) finish() {
	switch len(g.all) {
	case 0:
		g.d.toast(kit.Toast{Text: say.T("No folder is watched"), Icon: icons.Folder, Action: say.T("Watch a folder…"), Run: g.d.pickWatch})
	case 1:
		g.end(g.all[0].Study)
	default:
		g.show()
	}
}

// watchCommands begin and end watching.
func (d *desktop) watchCommands(w *workspace.Workspace) []shell.Command {
	_, drawn := w.Curtain.Drawn() // nothing is written then
	off := drawn || w.Store.ReadOnly()
	return []shell.Command{
		{ID: "watch-a-folder-for-new-files", Group: say.T("File"), Title: say.T("Watch a folder for new files…"), Icon: icons.Folder, Off: off, Run: d.askWatch},
		{ID: "stop-watching-the-folder", Group: say.T("File"), Title: say.T("Stop watching the folder"), Icon: icons.Folder, Off: off, Run: func() { d.watches.finish() }},
	}
}
