package ui

import (
	"context"

	"throughline/app"
	"throughline/app/erase"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/privacy"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

var _ privacy.Eraser = (*erase.Service)(nil)

// retentionSection is how long words are kept, and how somebody is erased.
func (d *desktop) retentionSection(w *workspace.Workspace, l links, tell func()) privacy.Section {
	m := &privacy.RetentionModel{Eraser: w.Erase, Jobs: w.Jobs, ReadOnly: w.Store.ReadOnly(),
		People:  func(ctx context.Context) ([]app.ParticipantRow, error) { return w.Store.Participants(ctx, "") },
		Studies: w.Store.Studies, Today: func() app.Date { return app.DateOf(w.Hand.Stamp().Created) }}
	m.OnTell = func(text string) {
		d.told(w, text)
	}
	m.OnErased = d.erased
	m.OnRest = func() {
		d.toast(kit.Toast{Text: say.T("The backups are searched for names of the vault; the erasure is complete"), Icon: icons.Done})
	}
	d.leave = append(d.leave, m.Close, w.Vault.OnChange(func() { task.Post(func() { m.Unlocked(w.Vault.IsOpen()) }) }))
	d.eraser = privacy.NewRetention(m, privacy.RetentionDoors{Save: d.saveCertificate, OpenVault: func(then func()) { d.vault.AskOpen(d.win.Canvas(), then) }})
	return d.eraser.Section(tell)
}

// erased opens the workspace anew: lists, drafts and caches of the window are of the time before.
func (d *desktop) erased(code string, e *app.Erasure) {
	path := d.path
	d.leaveWorkspace()
	if d.work == nil { // the ways in wait behind: they are seen only where the workspace cannot be opened
		d.behind = d.win.Content()
		d.win.SetContent(kit.Stack(kit.NewFill(kit.Background), kit.Pad(kit.NewSkeleton(), kit.Space6)))
	}
	d.openThen(path, workspace.Existing, func() {
		d.shell.Go(kit.PrivacyAt(privacy.RetentionSection, ""))
		text := say.T("%s was erased", code)
		if n := len(e.Failed()); n > 0 {
			text += say.T(", but not in %s", say.Count(n, "backup"))
		}
		d.toast(kit.Toast{Text: text, Icon: icons.Done, Action: say.T("Save certificate"), Run: func() { d.saveCertificate(e) }})
	})
}

// saveCertificate asks for a file and writes the certificate of an erasure.
func (d *desktop) saveCertificate(e *app.Erasure) {
	name := say.T("Certificate of erasure %s.txt", string(e.Date))
	d.askSave(name, func(path string) {
		w := d.work
		var work task.Latest[struct{}]
		work.Load(func(ctx context.Context) (struct{}, error) {
			_, err := w.WriteCertificate(ctx, e, path, report.FileOptions{Overwrite: true})
			return struct{}{}, err
		}, func(_ struct{}, err error) {
			if err != nil {
				d.sayIf(err)
				return
			}
			d.toast(kit.Toast{Text: say.T("The certificate is saved"), Icon: icons.Done})
		})
	})
}

// retentionCommands lead to the section, and to erasing somebody, from anywhere.
func (d *desktop) retentionCommands(w *workspace.Workspace, l links) []shell.Command {
	return []shell.Command{
		{ID: "retention-and-erasure", Group: say.T("Go"), Title: say.T("Retention and erasure"), Icon: icons.Clock, Run: func() { l.goTo(kit.PrivacyAt(privacy.RetentionSection, "")) }},
		{ID: "erase-a-participant", Group: say.T("File"), Title: say.T("Erase a participant…"), Grave: true, Icon: icons.Trash, Off: w.Store.ReadOnly(), Run: func() {
			l.goTo(kit.PrivacyAt(privacy.RetentionSection, ""))
			d.eraser.AskPerson()
		}},
	}
}
