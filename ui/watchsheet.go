package ui

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// show lists the folders that are watched, each with the study its files come into and a way to stop.
func (g *watching) show() {
	c := g.d.win.Canvas()
	dialog := kit.NewDialog(say.T("Watched folders"), 620, min(420, c.Size().Height-2*kit.Space5))
	var paint func()
	paint = func() {
		if len(g.all) == 0 {
			dialog.Hide()
			return
		}
		rows := []fyne.CanvasObject{kit.NewParagraph(say.T("New files in them are imported while this workspace is open. A notice says what came in and can take it back; the files themselves stay as they are."), kit.Body.In(kit.Muted))}
		for _, x := range g.all {
			words := kit.VStack(2, kit.NewParagraph(x.Dir, kit.Body), kit.NewElastic(say.T("Into %s", g.studyName(x.Study)), kit.Small))
			if g.away[x.Dir] {
				words.Add(kit.NewParagraph(say.T("The folder is not there now."), kit.Small.In(kit.WarnInk)))
			}
			stop := kit.NewButton(say.T("Stop watching"), kit.Secondary, func() {
				g.end(x.Study)
				paint()
			})
			rows = append(rows, kit.HLine(), kit.HStack(kit.Space3, kit.NewIconSized(icons.Folder, kit.Muted, 18), kit.Grow(words), stop))
		}
		dialog.SetContent(kit.Scroll(kit.Inset(kit.VStack(kit.Space3, rows...), 0, kit.Space3, 0, 0)))
	}
	paint()
	another := kit.NewButton(say.T("Watch another folder…"), kit.Secondary, func() {
		dialog.Hide()
		g.d.pickWatch()
	})
	done := kit.NewButton(say.T("Done"), kit.Primary, dialog.Hide)
	dialog.SetActions(nil, another, done)
	dialog.Show(c)
	c.Focus(done)
}

// studyName is what a study is called.
func (g *watching) studyName(id app.StudyID) string {
	for _, st := range g.d.shell.Studies() {
		if st.ID == id {
			return st.Name
		}
	}
	return say.T("a study that is not there any more")
}
