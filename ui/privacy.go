package ui

import (
	"context"

	"throughline/app"
	"throughline/app/consent"
	"throughline/app/dashboard"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/privacy"
	"throughline/ui/say"
	"throughline/ui/shell"
)

// privacyPage stands under People. Each section has a file of its own beside this one and in ui/privacy.
func (d *desktop) privacyPage(w *workspace.Workspace, l links) *shell.Page {
	var s *privacy.Screen
	tell := func() {
		if s != nil {
			s.Say()
		}
	}
	s = privacy.New(l.goTo, d.consentSection(w, l, tell), d.retentionSection(w, l, tell), d.vaultSection(w, l, tell))
	return &shell.Page{ID: kit.Consent, Title: say.T("Consent"), Icon: icons.Lock, Under: kit.People, Content: s.Content(), Open: s.Open,
		Changed: s.Changed, Shown: s.Shown, Key: s.Key, Rune: s.Rune, Keys: s.Keys()}
}

// consentSection is what people allowed.
func (d *desktop) consentSection(w *workspace.Workspace, l links, tell func()) privacy.Section {
	m := &privacy.ConsentModel{Keeper: w.Consent, Bringer: w.Consent, ReadOnly: w.Store.ReadOnly()}
	m.OnTell = func(text string) {
		d.told(w, text)
	}
	m.OnFail = d.sayIf
	return privacy.NewConsent(m, l.goTo).Section(tell)
}

var _ privacy.Keeper = (*consent.Service)(nil)

// consentNeeds says on the home screen which consents end soon and who has none.
func consentNeeds(w *workspace.Workspace) func(context.Context, app.StudyID) ([]dashboard.Need, error) {
	return func(ctx context.Context, study app.StudyID) (needs []dashboard.Need, err error) {
		d, err := w.Consent.Desk(ctx, study)
		if err != nil {
			return nil, err
		}
		ending, missing, one := d.Waiting()
		if ending > 0 {
			needs = append(needs, dashboard.Need{Kind: dashboard.NeedRenewal, Text: say.T("Consent of %s ends within %s", say.Count(ending, "person"), say.Count(d.Notice, "day")),
				Act: say.T("Renew"), N: ending, Study: study, ID: string(one), Loud: true})
		}
		if missing > 0 {
			needs = append(needs, dashboard.Need{Kind: dashboard.NeedConsent, Text: say.T("%s without a recorded consent", say.Count(missing, "person")), Act: say.T("Record"), N: missing, Study: study})
		}
		return needs, nil
	}
}

// privacyCommands lead to the page from anywhere.
func privacyCommands(goTo func(kit.Route)) []shell.Command {
	return []shell.Command{{ID: "consent", Group: say.T("Go"), Title: say.T("Consent"), Icon: icons.Lock, Run: func() { goTo(kit.PrivacyAt(privacy.ConsentSection, "")) }}}
}
