package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/vault"
	keyring "throughline/app/vault/desktop"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/privacy"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

var _ privacy.VaultKeeper = (*vault.Service)(nil)

// vaultSection is the vault of the open workspace. Only the window asks the desktop's keyring; commands never do.
func (d *desktop) vaultSection(w *workspace.Workspace, l links, tell func()) privacy.Section {
	w.Vault.Keyring = keyring.Keyring{}
	m := &privacy.VaultModel{Keeper: w.Vault, ReadOnly: w.Store.ReadOnly()}
	m.OnTell = func(text string) { d.toast(kit.Toast{Text: text, Icon: icons.Done}) }
	m.OnFail = d.sayIf
	if idle := d.settings.VaultIdle(); idle != 0 {
		w.Vault.Idle = idle
	}
	m.OnIdle = func(idle time.Duration) { d.sayIf(d.settings.SetVaultIdle(idle)) }
	d.vault = privacy.NewVault(m, l.goTo)
	m.Begin()
	d.leave = append(d.leave, m.Close)
	return d.vault.Section(tell)
}

// vaultCommands open and lock the vault from anywhere.
func (d *desktop) vaultCommands(w *workspace.Workspace, l links) []shell.Command {
	return []shell.Command{
		{ID: "vault", Group: say.T("Go"), Title: say.T("Vault"), Icon: icons.Lock, Run: func() { l.goTo(kit.PrivacyAt(privacy.VaultSection, "")) }},
		{ID: "open-vault", Group: say.T("File"), Title: say.T("Open vault…"), Break: true, Icon: icons.Unlock, Run: func() {
			d.vault.AskOpen(d.win.Canvas(), func() { d.toast(kit.Toast{Text: say.T("The vault is open"), Icon: icons.Unlock}) })
		}},
		{ID: "lock-vault", Group: say.T("File"), Title: say.T("Lock vault"), Icon: icons.Lock, Run: func() {
			w.Vault.Lock()
			d.toast(kit.Toast{Text: say.T("The vault is locked"), Icon: icons.Lock})
		}},
	}
}

// contactDesk lets the screen of people show who somebody is while the vault is open. turned hears when it is opened or locked.
func (d *desktop) contactDesk(w *workspace.Workspace) *kit.ContactDesk {
	desk := &kit.ContactDesk{IsOpen: w.Vault.IsOpen, Read: w.Vault.Contact}
	desk.AskOpen = func(c fyne.Canvas, then func()) { d.vault.AskOpen(c, then) }
	if !w.Store.ReadOnly() {
		desk.Write = func(ctx context.Context, id app.ParticipantID, c app.Contact) error {
			return w.Vault.PutContact(ctx, id, c)
		}
	}
	desk.Tell = func(text string, undo bool) {
		t := kit.Toast{Text: text, Icon: icons.Done}
		if undo {
			t.Action, t.Run = say.T("Undo"), func() { d.shell.Undo() }
		}
		d.toast(t)
	}
	return desk
}

// withContacts lets the contact details on a page hear what the page hears, and when the vault is opened or locked.
func (d *desktop) withContacts(w *workspace.Workspace, p *shell.Page, row *kit.ContactRow) *shell.Page {
	changed := p.Changed
	p.Changed = func(cs *app.ChangeSet) {
		changed(cs)
		row.Changed(cs)
	}
	d.leave = append(d.leave, w.Vault.OnChange(func() { task.Post(row.Turned) }))
	return p
}
