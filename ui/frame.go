package ui

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/library"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// newShell builds the frame and all screens over an open workspace.
func (d *desktop) newShell(w *workspace.Workspace) *shell.Shell {
	var sh *shell.Shell
	goTo := func(r kit.Route) { sh.Go(r) }
	fail := func(err error) { sh.Fail(err) }
	w.CacheIn(d.opt.Settings)
	d.wizard = library.NewWizard(&library.Import{Importer: w.Importer(), Studies: w.Studies, Jobs: w.Jobs, Store: w.Store}, d.win.Canvas(), goTo)
	d.wizard.Tell = func(outcome string, see func()) {
		sh.Toast(kit.Toast{Text: outcome, Icon: icons.Done, Action: say.T("See files"), Run: see})
	}
	importFiles := func(paths []string) { d.wizard.Show(sh.Study(), paths) }
	carriage := d.projectDialogs(w, func() *shell.Shell { return sh })
	l := links{goTo: goTo, file: func() { importFiles(nil) }, sample: d.addSample, save: d.askSave, signs: d.opt.Signs, choose: func() { sh.ChooseStudy() }}
	find := d.findCommand(func() *shell.Shell { return sh })
	p := shell.Params{
		Window: d.win, Settings: d.settings, Events: d.events, Start: kit.Home, Services: services(d.path, w),
		OnReport: func() { goTo(kit.Route{Screen: kit.Reports}) },
		Banner:   d.presentingBanner(w),
		OnSave:   d.saver(func(t kit.Toast) { sh.Toast(t) }, fail),
	}
	p.Services.NewStudy = offerAsked(p.Services.NewStudy, func() *shell.Shell { return sh })
	if !w.Store.ReadOnly() {
		p.OnImport, p.OnDrop = l.file, func(paths []string) { d.drop(paths, importFiles) }
	}
	d.keepConsents(w)
	reading, tabs := d.readerPage(w, l, func() { sh.Undo() })
	p.Commands = slices.Concat(d.commands(), carriage, []shell.Command{find}, tabs, d.codebookCommands(w, goTo), d.findingsCommands(goTo), d.codedCommands(w, l), d.peopleCommands(w, goTo), acrossCommands(goTo), privacyCommands(goTo), recruitCommands(goTo), d.vaultCommands(w, l), d.retentionCommands(w, l))
	p.OnStart = d.startFromTemplates(w, goTo)
	p.Commands = append(d.savesTemplates(p.Commands), d.playbookCommands(w, goTo)...)
	p.Commands = append(p.Commands, d.presentingCommands(w)...)
	p.Commands = append(p.Commands, studyCommands(goTo)...)
	pages := []*shell.Page{d.homePage(w, l), interviewsPage(w, l, fail), reading, d.codebookPage(w, l), d.findingsPage(w, l),
		d.autocodePage(w, l, func() { sh.Undo() }), d.themesPage(w, l), d.acrossPage(w, l), d.insightsPage(w, l), d.analysisPage(w, l), d.memosPage(w, l), d.peoplePage(w, l), d.reportsPage(w, l)}
	pages = append(pages, d.recruitPage(w, l), d.privacyPage(w, l))
	pages = append(pages, d.playbookPage(w, l), d.studyPage(w, l))
	pages = append(pages, historyPage(w, l, func() *shell.Shell { return sh }), d.backupsPage(w))
	places := d.keepPlaces(w)
	pages = append(pages, d.searchPage(w, l, places))
	p.Commands = append(p.Commands, redactCommand(l)...)
	p.Commands = append(p.Commands, measuresCommands(goTo)...)
	p.Commands = append(p.Commands, d.mergeCommands(w)...)
	p.Commands = slices.Concat(p.Commands, d.watchCommands(w), d.backupsCommands(goTo), d.helpCommands())
	pages = append(pages, d.redactPage(w, l), d.measuresPage(w, l), d.helpPage(func() *shell.Shell { return sh }))
	settings, seen := d.settingsPage(w, func() *shell.Shell { return sh })
	pages = append(pages, settings)
	p.Guide = guideChapters(goTo)
	sh = shell.New(p, pages...)
	seen()
	return sh
}

// services takes what the frame needs out of an open workspace.
func services(path string, w *workspace.Workspace) shell.Services {
	return shell.Services{
		Name: strings.TrimSuffix(filepath.Base(path), shell.Extension), ReadOnly: w.Store.ReadOnly(),
		History: w.Log, Jobs: w.Jobs, Library: w.Store, Search: w.Search, Saved: savedSearches(w),
		NewStudy: func(ctx context.Context, name string) (app.StudyID, error) {
			st, err := w.Studies.Create(ctx, app.Study{Name: name})
			if err != nil {
				return "", err
			}
			return st.ID, nil
		},
	}
}

func interviewsPage(w *workspace.Workspace, l links, fail func(error)) *shell.Page {
	m := &library.Model{Store: w.Store, Editor: w.Studies, OnError: fail}
	s := library.New(m, l.goTo, l.file)
	return &shell.Page{ID: kit.Interviews, Title: say.T("Interviews"), Icon: icons.Interviews, Content: s.Content(), Open: s.Open, Changed: m.Changed,
		Shown: s.Shown, Key: s.Key, Rune: s.Rune, Keys: s.Keys(), Count: func(c app.Counts) int { return c.Interviews }}
}

// askSave asks for a file to write and hands its path on.
func (d *desktop) askSave(name string, done func(path string)) {
	ext := filepath.Ext(name)
	(&kit.FileDialog{Mode: kit.SaveFile, Title: say.T("Save as"), Name: name, Dir: documents(),
		Accept: func(n string) bool { return strings.EqualFold(filepath.Ext(n), ext) },
		OnPick: func(paths []string) {
			path := paths[0]
			if !strings.EqualFold(filepath.Ext(path), ext) {
				path += ext
			}
			done(path)
		}}).Show(d.win.Canvas())
}

// saver asks for a file and has write fill it beside the window, whole or not at all, and says so.
func (d *desktop) saver(tell func(kit.Toast), fail func(error)) func(name string, write func(io.Writer) error) {
	return func(name string, write func(io.Writer) error) {
		d.askSave(name, func(path string) {
			var work task.Latest[struct{}]
			work.Load(func(context.Context) (struct{}, error) {
				return struct{}{}, report.WriteFile(path, report.FileOptions{Overwrite: true}, write)
			}, func(_ struct{}, err error) {
				if err != nil {
					fail(err)
					return
				}
				tell(kit.Toast{Text: say.T("Saved as %s", path), Icon: icons.Done})
			})
		})
	}
}
