package ui

import (
	"time"

	"throughline/app"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/people"
	"throughline/ui/say"
	"throughline/ui/shell"
)

// peoplePage is everybody whom research knows.
func (d *desktop) peoplePage(w *workspace.Workspace, l links) *shell.Page {
	m := &people.Model{Store: w.Store, People: w.People, Views: w.Views, Now: time.Now, ReadOnly: w.Store.ReadOnly()}
	m.Taste = people.ReadTaste(d.settings.Taste(string(kit.People)))
	m.OnTaste = func() { d.settings.SetTaste(string(kit.People), m.Taste.Text()) }
	d.leave = append(d.leave, m.Close)
	s := people.New(m, l.goTo)
	d.people = s
	s.UseConsents(d.consents)
	d.showConsents(s, m)
	page := withMemos(&shell.Page{ID: kit.People, Title: say.T("People"), Icon: icons.People, Content: s.Content(), Open: s.Open, Changed: m.Changed,
		Shown: s.Shown, Rune: s.Rune, Keys: s.Keys(), Count: func(c app.Counts) int { return c.People }}, s.UseMemos(d.memoDesk(w, l)))
	return d.withContacts(w, page, s.UseContacts(d.contactDesk(w)))
}

// peopleCommands are the acts on people that can be found from anywhere.
func (d *desktop) peopleCommands(w *workspace.Workspace, goTo func(kit.Route)) []shell.Command {
	at := func(act func(*people.Screen)) func() {
		return func() {
			goTo(kit.Route{Screen: kit.People})
			act(d.people)
		}
	}
	return []shell.Command{
		{ID: "import-people", Group: say.T("File"), Title: say.T("Import people…"), Icon: icons.Import, Off: w.Store.ReadOnly(), Run: at((*people.Screen).Import)},
		{ID: "fields-of-people", Group: say.T("Go"), Title: say.T("Fields of people…"), Icon: icons.Table, Run: at((*people.Screen).ShowFields)},
		{ID: "duplicates-among-people", Group: say.T("Go"), Title: say.T("Duplicates among people…"), Icon: icons.Merge, Run: at((*people.Screen).FindDuplicates)},
		{ID: "rules-of-the-programme", Group: say.T("Go"), Title: say.T("Rules of the programme…"), Icon: icons.Settings, Run: at((*people.Screen).ShowRules)},
	}
}
