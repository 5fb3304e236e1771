package ui

import (
	"context"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/playbook"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// manual is what the window itself keeps of the playbook.
type manual struct {
	screen *playbook.Screen
	forms  task.Latest[[]kit.PickItem] // the note forms offered
	work   task.Queue
}

func (d *desktop) playbookPage(w *workspace.Workspace, l links) *shell.Page {
	m := &playbook.Model{Playbook: w.Playbook, Now: time.Now, ReadOnly: w.Store.ReadOnly(), Names: w.Store.Named, Insights: insightNames(w), Checkup: checkup(w)}
	m.Run = func(ctx context.Context, tool app.ToolID, profile string) (int, error) {
		return w.RunProfile(ctx, tool, profile, nil)
	}
	m.OnDone = func(words string) {
		if d.work == w && d.shell != nil {
			d.toast(kit.Toast{Text: words, Icon: icons.Done})
		}
	}
	m.Shelf = draftsOf(d.app.Storage().RootURI().Path(), w.Store.Path())
	s := playbook.New(m, d.playbookFiles(w, l), l.goTo)
	s.OnStudy(l.goTo)
	d.manual.screen = s
	d.leave = append(d.leave, m.Flush)
	return &shell.Page{ID: kit.Playbook, Title: say.T("Playbook"), Icon: icons.Book, Shift: "B", Content: s.Content(), Open: s.Open, Here: s.Here, Changed: m.Changed,
		Shown: s.Shown, Key: s.Key, Rune: s.Rune, Keys: s.Keys()}
}

// playbookFiles asks for files of templates and tools and writes them in the background.
func (d *desktop) playbookFiles(w *workspace.Workspace, l links) playbook.Files {
	return playbook.Files{
		Read: func(done func([]string)) {
			(&kit.FileDialog{Mode: kit.OpenFiles, Title: say.T("Import templates"), Dir: documents(), Types: []kit.FileType{{Title: say.T("Templates (Markdown, JSON)"), Endings: []string{".md", ".markdown", ".json"}}}, OnPick: done}).Show(d.win.Canvas())
		},
		Templates: func(format, name string, all []app.Template) {
			l.save(name+"."+format, func(path string) {
				w.Jobs.Start(say.T("Export templates"), func(context.Context, app.Progress) error {
					err := w.WriteTemplates(all, format, path, report.FileOptions{Overwrite: true})
					if err == nil {
						task.Post(func() { d.sayListed(w, say.Count(len(all), "template"), path) })
					}
					return err
				})
			})
		},
		Tools: func(format string) {
			l.save(say.T("Tools.%s", format), func(path string) {
				w.Jobs.Start(say.T("Export tools"), func(ctx context.Context, _ app.Progress) error {
					n, err := w.WriteTools(ctx, format, path, report.FileOptions{Overwrite: true})
					if err == nil {
						task.Post(func() { d.sayListed(w, say.Count(n, "tool"), path) })
					}
					return err
				})
			})
		},
		Pick: d.pickConnection,
		Open: openLink,
	}
}

// pickConnection asks for the file of a connection: one that is there to import, any to export.
func (d *desktop) pickConnection(out, folder bool, name string, endings []string, done func(path string)) {
	f := &kit.FileDialog{Mode: kit.OpenFile, Title: say.T("Choose what is imported"), Dir: documents(), Accept: endsIn(endings...), OnPick: func(paths []string) { done(paths[0]) }}
	switch {
	case out:
		f.Mode, f.Title, f.Name, f.Action = kit.SaveFile, say.T("Choose where it is written"), name, say.T("Choose")
	case folder:
		f.Mode = kit.OpenFiles
	}
	f.Show(d.win.Canvas())
}

func endsIn(endings ...string) func(string) bool {
	return func(name string) bool { return slices.Contains(endings, strings.ToLower(filepath.Ext(name))) }
}

// openLink opens the address of a tool in the program the system has for it. Only addresses of the web are opened.
func openLink(address string) error {
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return app.Invalid(say.T("“%s” is no address of the web.", address), say.T("Correct the link of the tool."))
	}
	return outside(u, address)
}

// insightNames lists the insights of all studies by their claims.
func insightNames(w *workspace.Workspace) func(ctx context.Context) ([]app.Named, error) {
	return func(ctx context.Context) ([]app.Named, error) {
		all, err := w.Insights.List(ctx, "")
		var out []app.Named
		for _, in := range all {
			out = append(out, app.Named{Ref: app.Ref{Kind: app.KindInsight, ID: string(in.ID)}, Name: in.Title, Study: in.Study})
		}
		return out, err
	}
}

// checkup looks the codebook of a study over and counts what was seen.
func checkup(w *workspace.Workspace) func(ctx context.Context, study app.StudyID) (playbook.Health, error) {
	return func(ctx context.Context, study app.StudyID) (h playbook.Health, err error) {
		r, err := w.Analysis.Health(ctx, study, 1, nil)
		if err != nil {
			return h, err
		}
		h.Tags = r.Tags
		for _, g := range r.Groups {
			switch n := len(g.Items); g.Kind {
			case analysis.Unused:
				h.Unused = n
			case analysis.Near:
				h.Near = n
			case analysis.Undefined:
				h.Undefined = n
			default:
				h.Other += n
			}
		}
		return h, nil
	}
}

// playbookCommands are the acts on the playbook that can be found from anywhere.
func (d *desktop) playbookCommands(w *workspace.Workspace, goTo func(kit.Route)) []shell.Command {
	all := []shell.Command{{ID: "tools", Group: say.T("Go"), Title: say.T("Tools"), Icon: icons.Table, Run: func() { goTo(kit.OpenTool("")) }},
		{ID: "which-studies-use-which-templates", Group: say.T("Go"), Title: say.T("Which studies use which templates"), Icon: icons.Studies, Run: func() { goTo(kit.OpenUses("")) }}}
	if w.Store.ReadOnly() {
		return all
	}
	return append(all, shell.Command{ID: "new-study-from-templates", Group: say.T("File"), Title: say.T("New study from templates…"), Icon: icons.Play, Run: d.startFromTemplates(w, goTo)}, shell.Command{Group: say.T("Edit"), Title: say.T("New note from a form…"), Icon: icons.Note, Run: func() { d.askNoteForm(w) }})
}

// askNoteForm begins a note on the interview that is open, or on the study in force.
func (d *desktop) askNoteForm(w *workspace.Workspace) {
	sh := d.shell
	here := sh.Here()
	on := app.Ref{}
	switch {
	case here.Screen == kit.Reader && here.ID != "":
		on = app.Ref{Kind: app.KindInterview, ID: here.ID}
	case sh.Study() != "":
		on = app.Ref{Kind: app.KindStudy, ID: string(sh.Study())}
	}
	d.manual.forms.Load(func(ctx context.Context) ([]kit.PickItem, error) {
		rows, err := w.Playbook.List(ctx)
		var items []kit.PickItem
		for _, r := range rows {
			if r.Kind == app.TemplateNotes && !r.Retired {
				items = append(items, kit.PickItem{Text: r.Name, Detail: r.About, Icon: icons.Note, Run: func() { d.noteFrom(w, r.ID, sh.Study(), on) }})
			}
		}
		return items, err
	}, func(items []kit.PickItem, err error) {
		if err != nil {
			sh.Fail(err)
			return
		}
		if len(items) == 0 {
			items = []kit.PickItem{{Text: say.T("No note form in the playbook yet: open the playbook"), Icon: icons.Book, Muted: true, Run: func() { sh.Go(kit.Route{Screen: kit.Playbook}) }}}
		}
		kit.NewPicker(say.T("Note form"), 520, func(q string) []kit.PickItem { return kit.Match(q, items) }).ShowTop(d.win.Canvas())
	})
}

// noteFrom makes a note of a form and opens it.
func (d *desktop) noteFrom(w *workspace.Workspace, form app.TemplateID, study app.StudyID, on app.Ref) {
	sh := d.shell
	var made *app.Memo
	d.manual.work.Do(func(ctx context.Context) (err error) {
		if on.Kind == app.KindInterview {
			if rec, err := w.Store.Find(ctx, on); err == nil {
				study = rec.(*app.Interview).Study
			}
		}
		made, err = w.Playbook.NoteIn(ctx, form, study, on)
		return err
	}, func(err error) {
		if err != nil {
			sh.Fail(err)
			return
		}
		sh.Go(kit.Route{Screen: kit.Memos, ID: string(made.ID)})
	})
}

// savesTemplates lets Ctrl+S save the template that is edited while the playbook is in sight: the shortcut belongs to a command of the
// reader, which Fyne asks first.
func (d *desktop) savesTemplates(all []shell.Command) []shell.Command {
	for i, c := range all {
		if c.Shortcut == (shell.Shortcut{Key: fyne.KeyS, Ctrl: true}) {
			all[i].Run = func() {
				if d.shell == nil || d.shell.Here().Screen != kit.Playbook || !d.manual.screen.Save() {
					c.Run()
				}
			}
		}
	}
	return all
}

// both lets two hear what was committed.
func both(a, b func(*app.ChangeSet)) func(*app.ChangeSet) {
	return func(cs *app.ChangeSet) {
		a(cs)
		b(cs)
	}
}

// startFromTemplates opens the form of a study that begins from templates; nil where nothing can be written.
func (d *desktop) startFromTemplates(w *workspace.Workspace, goTo func(kit.Route)) func() {
	if w.Store.ReadOnly() {
		return nil
	}
	return func() {
		goTo(kit.Route{Screen: kit.Playbook})
		d.manual.screen.StartWith(false)
	}
}
