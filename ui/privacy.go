package ui

import (
	"throughline/app/consent"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/privacy"
	"throughline/ui/shell"
)

// privacyPage stands under People. Each section has a file of its own beside this one and in ui/privacy.
func (d *desktop) privacyPage(w *workspace.Workspace, l links) *shell.Page {
	var s *privacy.Screen
	say := func() {
		if s != nil {
			s.Say()
		}
	}
	s = privacy.New(l.goTo, d.consentSection(w, l, say), d.retentionSection(w, l, say), d.vaultSection(w, l, say))
	return &shell.Page{ID: kit.Consent, Title: "Consent", Icon: icons.Lock, Under: kit.People, Content: s.Content(), Open: s.Open,
		Changed: s.Changed, Shown: s.Shown, Key: s.Key, Rune: s.Rune, Keys: s.Keys()}
}

// consentSection is what people allowed.
func (d *desktop) consentSection(w *workspace.Workspace, l links, say func()) privacy.Section {
	m := &privacy.ConsentModel{Keeper: w.Consent, ReadOnly: w.Store.ReadOnly()}
	m.OnTell = func(text string) {
		d.shell.Toast(kit.Toast{Text: text, Icon: icons.Done, Action: "Undo", Run: func() { d.shell.Undo() }})
	}
	m.OnFail = func(err error) { d.shell.Fail(err) }
	return privacy.NewConsent(m, l.goTo).Section(say)
}

var _ privacy.Keeper = (*consent.Service)(nil)

// privacyCommands lead to the page from anywhere.
func privacyCommands(goTo func(kit.Route)) []shell.Command {
	return []shell.Command{{Group: "Go", Title: "Consent", Icon: icons.Lock, Run: func() { goTo(kit.PrivacyAt(privacy.ConsentSection, "")) }}}
}
