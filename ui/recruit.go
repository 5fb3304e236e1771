package ui

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/dashboard"
	"throughline/app/people"
	"throughline/app/playbook"
	engine "throughline/app/recruit"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/recruit"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

var _ recruit.Keeper = (*engine.Service)(nil)

// recruitPage finds people for a study. It stands under People.
func (d *desktop) recruitPage(w *workspace.Workspace, l links) *shell.Page {
	m := &recruit.Model{Keeper: w.Recruit, Now: time.Now, Zone: zoneHere(), Author: w.Hand.Author, ReadOnly: w.Store.ReadOnly()}
	m.OnTell = func(text string) {
		d.told(w, text)
	}
	m.OnFail = d.sayIf
	d.leave = append(d.leave, m.Close)
	doors := recruit.Doors{GoTo: l.goTo, Copy: d.copyText, Contacts: contactsOf(w), Answers: d.askAnswers, Segments: savedSegments(w), SaveMails: d.saveMails(w, l), SaveLedger: d.saveLedger(w, l)}
	doors.Save = func(name string, write recruit.Write) {
		d.saver(d.toast, m.OnFail)(name, write)
	}
	doors.Templates = screenerTemplates(w, m)
	s := recruit.New(m, doors)
	return &shell.Page{ID: kit.Recruitment, Title: say.T("Recruitment"), Icon: icons.Calendar, Under: kit.People, Content: s.Content(), Open: s.Open, Here: s.Here, Changed: m.Changed,
		Shown: s.Shown, Key: s.Key, Rune: s.Rune, Keys: s.Keys()}
}

// recruitNeeds are what waits in recruitment, for the home screen.
func recruitNeeds(w *workspace.Workspace) func(context.Context, app.StudyID) ([]dashboard.Need, error) {
	return func(ctx context.Context, study app.StudyID) ([]dashboard.Need, error) {
		all, err := w.Recruit.Errands(ctx, study, time.Now())
		var out []dashboard.Need
		for _, e := range all {
			out = append(out, dashboard.Need{Kind: dashboard.NeedKind(e.Kind), Text: e.Text, Act: e.Act, N: e.N, Study: e.Study, Loud: e.Loud})
		}
		return out, err
	}
}

// recruiting is how far the candidates of each study got, for the dashboard.
func recruiting(w *workspace.Workspace) func(context.Context) ([]dashboard.Recruiting, error) {
	return func(ctx context.Context) ([]dashboard.Recruiting, error) {
		all, err := w.Recruit.Overview(ctx)
		var out []dashboard.Recruiting
		for _, r := range all {
			out = append(out, dashboard.Recruiting{Study: app.StudyRow{Study: r.Study}, Candidates: r.Funnel.Candidates, Qualified: r.Funnel.Qualified, Invited: r.Funnel.Invited,
				Scheduled: r.Funnel.Scheduled, Completed: r.Funnel.Completed})
		}
		return out, err
	}
}

// recruitCommands lead to the page from anywhere.
func recruitCommands(goTo func(kit.Route)) []shell.Command {
	to := func(part recruit.Part) func() { return func() { goTo(kit.RecruitAt(string(part), "")) } }
	return []shell.Command{
		{ID: "recruitment", Group: say.T("Go"), Title: say.T("Recruitment"), Icon: icons.Calendar, Run: to("")},
		{ID: "recruitment-screener", Group: say.T("Go"), Title: say.T("Recruitment: screener"), Icon: icons.Calendar, Run: to(recruit.Screener)},
		{ID: "recruitment-quotas", Group: say.T("Go"), Title: say.T("Recruitment: quotas"), Icon: icons.Calendar, Run: to(recruit.Quotas)},
		{ID: "recruitment-sessions", Group: say.T("Go"), Title: say.T("Recruitment: sessions"), Icon: icons.Calendar, Run: to(recruit.Sessions)},
		{ID: "recruitment-incentives", Group: say.T("Go"), Title: say.T("Recruitment: incentives"), Icon: icons.Calendar, Run: to(recruit.Incentives)},
	}
}

// zoneHere is the IANA name of the time zone of this computer, "" where it cannot be told.
func zoneHere() string {
	name := time.Local.String()
	if name == "Local" {
		name = os.Getenv("TZ")
	}
	if name == "" {
		if to, err := filepath.EvalSymlinks("/etc/localtime"); err == nil {
			if _, after, ok := strings.Cut(filepath.ToSlash(to), "zoneinfo/"); ok {
				name = after
			}
		}
	}
	if _, err := engine.Zone(name); err != nil {
		return ""
	}
	return name
}

func (d *desktop) copyText(text string) {
	fyne.CurrentApp().Clipboard().SetContent(text)
	d.toast(kit.Toast{Text: say.T("Copied"), Icon: icons.Copy})
}

// contactsOf reads names and addresses while the vault is open.
func contactsOf(w *workspace.Workspace) func([]app.ParticipantID, func(map[app.ParticipantID]app.Contact, error)) {
	work := &task.Latest[map[app.ParticipantID]app.Contact]{}
	return func(ids []app.ParticipantID, done func(map[app.ParticipantID]app.Contact, error)) {
		work.Load(func(ctx context.Context) (map[app.ParticipantID]app.Contact, error) { return w.ContactsOf(ctx, ids) }, done)
	}
}

// savedSegments are the saved filters of the table of people, with who matches them now.
func savedSegments(w *workspace.Workspace) func(func([]recruit.Segment)) {
	work := &task.Latest[[]recruit.Segment]{}
	return func(done func([]recruit.Segment)) {
		work.Load(func(ctx context.Context) ([]recruit.Segment, error) {
			views, err := w.Views.List(ctx, app.ViewPeople, "")
			if err != nil || len(views) == 0 {
				return nil, err
			}
			src, err := w.People.Load(ctx, "", app.DateOf(time.Now()))
			if err != nil {
				return nil, err
			}
			roster := people.NewRoster(src)
			var all []recruit.Segment
			for _, v := range views {
				var spec app.PeopleView
				if v.Read(&spec) != nil {
					continue // of a newer version: it is not offered
				}
				who := map[app.ParticipantID]bool{}
				for _, i := range roster.Select(spec.Find, false, "", false) {
					who[roster.Rows[i].ID] = true
				}
				all = append(all, recruit.Segment{Name: v.Name, Who: who})
			}
			return all, nil
		}, func(all []recruit.Segment, err error) {
			if err == nil {
				done(all)
			}
		})
	}
}

// screenerTemplates are the screeners of the playbook, the workspace's own first.
func screenerTemplates(w *workspace.Workspace, m *recruit.Model) func(func([]recruit.Template)) {
	work, use := &task.Latest[[]recruit.Template]{}, &task.Queue{}
	return func(done func([]recruit.Template)) {
		study := m.Study
		var uses []app.TemplateUse
		if m.Desk != nil {
			uses = m.Desk.Study.Templates
		}
		work.Load(func(ctx context.Context) ([]recruit.Template, error) {
			have, err := w.Playbook.List(ctx)
			if err != nil {
				return nil, err
			}
			var all []recruit.Template
			for _, r := range append(have, playbook.Starters(have)...) {
				sc, err := playbook.ReadScreener(r.Latest().Body)
				if r.Kind != app.TemplateScreener || r.Retired || err != nil {
					continue
				}
				t := recruit.Template{Name: r.Name, Detail: say.Count(len(sc.Questions), "question"), Screener: sc}
				ids, keys := []app.TemplateID{r.ID}, []playbook.Key(nil)
				if r.Kit {
					t.Detail += say.T(" · starter")
					ids, keys = nil, []playbook.Key{playbook.KeyOf(&r)}
				}
				if !slices.ContainsFunc(uses, func(u app.TemplateUse) bool { return u.Template == r.ID }) {
					t.Use = func(told func(error)) {
						use.Do(func(ctx context.Context) error { return w.Playbook.UseIn(ctx, study, ids, keys) }, told)
					}
				}
				all = append(all, t)
			}
			return all, nil
		}, func(all []recruit.Template, err error) {
			if err != nil {
				m.OnFail(err)
				return
			}
			done(all)
		})
	}
}

// askAnswers asks for a table of answers, which is read beside the window.
func (d *desktop) askAnswers(done func(recruit.AnswerFile)) {
	(&kit.FileDialog{Mode: kit.OpenFile, Title: say.T("Import answers to the screener"), Dir: documents(),
		Types: []kit.FileType{kit.TableFiles},
		OnPick: func(paths []string) {
			var work task.Latest[engine.Sheet]
			done(recruit.AnswerFile{Name: filepath.Base(paths[0]), Read: func(named string, read func(engine.Sheet, error)) {
				work.Load(func(ctx context.Context) (engine.Sheet, error) { return workspace.ReadAnswers(ctx, paths[0], named) }, read)
			}})
		}}).Show(d.win.Canvas())
}

// saveMails asks where to save one message, or the folder to make for several, and writes them.
func (d *desktop) saveMails(w *workspace.Workspace, l links) func([]engine.Invitation) {
	write := func(folder, name string, all []engine.Invitation) {
		w.Jobs.Start(say.T("Save invitations"), func(ctx context.Context, _ app.Progress) error {
			n, err := workspace.WriteMails(ctx, folder, name, all, time.Now())
			if err == nil {
				task.Post(func() {
					d.toast(kit.Toast{Text: say.T("%s saved in %s", say.Count(n, "message"), filepath.Base(folder)), Icon: icons.Done})
				})
			}
			return err
		})
	}
	return func(all []engine.Invitation) {
		if len(all) == 1 {
			l.save(all[0].Code+".eml", func(path string) { write(filepath.Dir(path), filepath.Base(path), all) })
			return
		}
		(&kit.FileDialog{Mode: kit.SaveFile, Title: say.T("Save the invitations as a folder"), Name: say.T("Invitations"), Dir: documents(),
			OnPick: func(paths []string) { write(paths[0], "", all) }}).Show(d.win.Canvas())
	}
}

// saveLedger asks for a file and writes the incentives of a study.
func (d *desktop) saveLedger(w *workspace.Workspace, l links) func(app.StudyID, bool) {
	return func(study app.StudyID, names bool) {
		l.save(say.T("Incentives.xlsx"), func(path string) {
			w.Jobs.Start(say.T("Export incentives"), func(ctx context.Context, _ app.Progress) error {
				n, err := w.WriteLedger(ctx, study, names, "xlsx", path, report.FileOptions{Overwrite: true})
				if err == nil {
					task.Post(func() { d.sayListed(w, say.Count(n, "entry"), path) })
				}
				return err
			})
		})
	}
}
