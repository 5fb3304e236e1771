package ui

import (
	"context"

	"throughline/app"
	"throughline/app/guide"
	"throughline/app/tally"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/study"
)

// studyPage is the sheet of a study. It stands under Home.
func (d *desktop) studyPage(w *workspace.Workspace, l links) *shell.Page {
	m := &study.Model{Store: w.Store, Keeper: w.Guide, ReadOnly: w.Store.ReadOnly()}
	m.OnSaved = func() {
		d.told(w, say.T("The study is saved"))
	}
	s := study.New(m, l.goTo)
	return &shell.Page{ID: kit.StudySheet, Title: say.T("Study"), Icon: icons.Studies, Under: kit.Home, Content: s.Content(), Open: s.Open, Changed: m.Changed,
		Shown: freeKeys(s.Content()), Keys: s.Keys()}
}

// asker tells who was asked about a theme, and keeps which questions it belongs to.
type asker struct {
	*tally.Service
	guide *guide.Service
}

// TieTheme implements themes.Asker.
func (a asker) TieTheme(ctx context.Context, study app.StudyID, theme app.ThemeID, tag app.TagID, questions []string) error {
	return a.guide.TieTheme(ctx, study, theme, tag, questions)
}

// studyCommands lead to the sheet, and to what of its guide was asked, from anywhere.
func studyCommands(goTo func(kit.Route)) []shell.Command {
	return []shell.Command{
		{ID: "edit-the-study-and-its-guide", Group: say.T("File"), Title: say.T("Edit the study and its guide"), Icon: icons.Edit, Run: func() { goTo(kit.Route{Screen: kit.StudySheet}) }},
		{Group: say.T("Go"), Title: say.T("Guide: which questions were asked"), Icon: icons.Board, Run: func() { goTo(kit.Route{Screen: kit.Analysis, ID: "guide"}) }},
		{Group: say.T("Go"), Title: say.T("Moderation: how sessions were led"), Icon: icons.Interviews, Run: func() { goTo(kit.Route{Screen: kit.Analysis, ID: "moderation"}) }},
	}
}
