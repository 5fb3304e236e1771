package shell

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app/ownmodel"
	"throughline/app/settings"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// NewOwnModel returns the choice kept in the settings and puts it into force with the keeper, now and whenever it changes.
func NewOwnModel(set *Settings, keeper *ownmodel.Keeper) *OwnModel {
	here := set.Choices().Here
	m := &OwnModel{Dir: here.ModelFolder, On: here.ModelOn, Found: here.ModelFound}
	m.Check = func(ctx context.Context, dir string) (ownmodel.Info, error) {
		return ownmodel.Check(ctx, dir, time.Now, nil)
	}
	m.Save = func() {
		_ = set.Change(func(now *settings.Settings) {
			now.Here.ModelFolder, now.Here.ModelOn, now.Here.ModelFound = m.Dir, m.On, m.Found
		}) // where it cannot be kept it holds for this run
		keeper.Choose(m.Dir, m.On)
	}
	keeper.Choose(m.Dir, m.On)
	return m
}

// Show opens the choice of a language model over a window.
func (m *OwnModel) Show(c fyne.Canvas) {
	d := kit.NewDialog(say.T("Language model"), 560, 480)
	choose := func() {
		(&kit.FileDialog{Mode: kit.OpenFiles, Title: say.T("Choose the folder of a model"), Action: say.T("Check it"), Dir: m.Dir,
			OnPick: func(paths []string) { m.Choose(paths[0]) }}).Show(c)
	}
	m.Paint = func() {
		d.SetContent(kit.Scroll(ownModelPage(m)))
		if m.Dir == "" {
			d.SetActions(nil, kit.NewButton(say.T("Close"), kit.Secondary, d.Hide), kit.NewButton(say.T("Choose folder…"), kit.Primary, choose))
			return
		}
		d.SetActions([]fyne.CanvasObject{kit.NewButton(say.T("Forget it"), kit.Quiet, m.Forget)},
			kit.NewButton(say.T("Choose folder…"), kit.Secondary, choose), kit.NewButton(say.T("Done"), kit.Primary, d.Hide))
	}
	d.OnClose = m.Leave
	m.Paint()
	d.Show(c)
}

// ownModelPage says what the model is for, which is chosen, and what its check said.
func ownModelPage(m *OwnModel) fyne.CanvasObject {
	rows := []fyne.CanvasObject{
		kit.NewParagraph(say.T("A sentence-embedding model of your own compares findings by their meaning when themes are proposed, also in languages other than English. It needs a folder with model.onnx and tokenizer.json. It runs here and nothing leaves this machine."), kit.Body.In(kit.Muted))}
	switch {
	case m.Busy:
		rows = append(rows, kit.NewParagraph(say.T("Checking the model: it is opened and run over fifty sentences…"), kit.Body))
	case m.Dir == "" && m.Fault == "":
		rows = append(rows, kit.NewParagraph(say.T("No model is chosen. Themes use the word vectors that come with Throughline, which know English."), kit.Body))
	}
	if m.Fault != "" {
		rows = append(rows, kit.HStackTop(kit.Space2, kit.NewIcon(icons.Warning, kit.Bad), kit.Grow(kit.VStack(kit.Space1,
			kit.NewParagraph(m.Fault, kit.Body), kit.NewParagraph(m.Hint, kit.Small)))))
	}
	if m.Dir != "" {
		use := kit.NewSegments([]kit.Option{{ID: "", Text: say.T("Off")}, {ID: "on", Text: say.T("On")}}, func(id string) { m.Switch(id == "on") })
		if m.On {
			use.Select("on")
		}
		rows = append(rows, kit.NewCard(kit.VStack(kit.Space2,
			kit.HStack(kit.Space3, kit.Grow(kit.NewElastic(m.Name(), kit.Strong)), use),
			kit.NewElastic(m.Dir, kit.Small), kit.NewParagraph(m.Found, kit.Control))))
	}
	return kit.VStack(kit.Space4, rows...)
}
