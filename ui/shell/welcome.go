package shell

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// WelcomeParams is what the first page offers.
type WelcomeParams struct {
	Recent     []string // workspace files, the latest first
	OnSample   func()
	OnImport   func() // makes a workspace and brings files into it
	OnNew      func()
	OnOpen     func()
	OnSettings func()
	OnHelp     func() // F1 and ?
	OnRecent   func(path string)
}

// Extension of workspace files.
const Extension = ".throughline"

// NewWelcome makes the page shown without a workspace: three ways in, on the keys 1 to 3, and what was open lately. The returned function
// shows an error above them; nil takes it away.
func NewWelcome(p WelcomeParams) (page *kit.Stage, fail func(error, ...fyne.CanvasObject)) {
	trouble := kit.VStack(0)
	way := func(key string, icon icons.Name, title, sentence string, run func()) fyne.CanvasObject {
		return kit.NewTapCard(kit.Pad(kit.VStack(kit.Space2, kit.HStack(0, kit.NewIconSized(icon, kit.Accent, 24), kit.Spacer(), kit.NewKeyHint(key)),
			kit.NewParagraph(title, kit.Strong), kit.NewParagraph(sentence, kit.Body.In(kit.Muted))), kit.Space1), run)
	}
	rows := []fyne.CanvasObject{
		kit.HStack(kit.Space3, kit.NewIconSized(icons.Logo, kit.Ink, 32), kit.NewText(say.T("Throughline"), kit.Display)),
		kit.NewParagraph(say.T("From interviews to insights that keep their evidence. Everything stays on this computer."), kit.Reading.In(kit.Muted)),
		trouble,
		kit.Inset(kit.Columns(kit.Space4, nil,
			way("1", icons.Insights, say.T("Open the sample study"), say.T("Twelve invented interviews, tagged, themed and written up. A tour of five stops shows you round."), p.OnSample),
			way("2", icons.Import, say.T("Import my files"), say.T("Transcripts, notes or tables; drop them here or choose. You see what was recognised before anything is stored."), p.OnImport),
			way("3", icons.Plus, say.T("New workspace"), say.T("Empty: one file on this computer. Begin with a study, its guide or a codebook of your own."), p.OnNew)), kit.Space2, 0, 0, 0),
	}
	open := kit.NewIconTextButton(icons.Folder, say.T("Open a workspace…"), kit.Secondary, p.OnOpen)
	if len(p.Recent) > 0 {
		rows = append(rows, kit.Inset(kit.HStack(kit.Space3, kit.NewText(say.T("Recent"), kit.Label), kit.Spacer(), open), kit.Space3, 0, 0, 0), recentList(p))
	} else {
		rows = append(rows, kit.Inset(kit.HStack(kit.Space3, kit.NewText(say.T("You have one already, or were sent one?"), kit.Body.In(kit.Muted)), open, kit.Spacer()), kit.Space3, 0, 0, 0))
	}
	column := kit.VStack(kit.Space3, rows...)
	page = kit.NewStage(kit.Stack(kit.NewFill(kit.Background), kit.Dock(nil, nil, kit.Fixed(kit.NewFill(kit.Background), 0, footHigh), nil, kit.Scroll(kit.Middle(column, 780+2*kit.Space4)))))
	page.OnKey = func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyF1 && p.OnHelp != nil {
			p.OnHelp()
		}
	}
	page.OnRune = func(r rune) {
		if r == '?' && p.OnHelp != nil {
			p.OnHelp()
			return
		}
		for i, run := range []func(){p.OnSample, p.OnImport, p.OnNew} {
			if r == rune('1'+i) {
				run()
			}
		}
	}
	foot := kit.HStack(kit.Space1, kit.NewIconTextButton(icons.Settings, say.T("Settings"), kit.Quiet, p.OnSettings))
	if p.OnHelp != nil {
		help := kit.NewIconTextButton(icons.Help, say.T("Help"), kit.Quiet, p.OnHelp)
		help.SetTip(say.T("The user guide (F1)"))
		foot.Add(help)
	}
	page.Float(foot, func(stage, m fyne.Size) fyne.Position {
		return fyne.NewPos(kit.Space2, stage.Height-m.Height-kit.Space1)
	})
	fail = func(err error, actions ...fyne.CanvasObject) {
		trouble.Objects = nil
		if bar := kit.ErrorBar(err, actions...); bar != nil {
			trouble.Objects = []fyne.CanvasObject{bar}
		}
		page.Content().Refresh()
		column.Refresh()
	}
	return page, fail
}

// footHigh is the foot of the page, where the settings and the version stand: it is never scrolled over.
const footHigh float32 = 40

// recentList lists workspace files, name first, folder muted.
func recentList(p WelcomeParams) fyne.CanvasObject {
	rows := []fyne.CanvasObject{}
	for i, path := range p.Recent {
		if i > 0 {
			rows = append(rows, kit.HLine())
		}
		name := strings.TrimSuffix(filepath.Base(path), Extension)
		row := kit.HStack(kit.Space3, kit.NewIconSized(icons.Workspace, kit.Muted, 18), kit.NewText(name, kit.Body),
			kit.Grow(kit.NewElastic(filepath.Dir(path), kit.Small)))
		entry := kit.NewListEntry(row, func() { p.OnRecent(path) })
		rows = append(rows, entry)
	}
	return kit.Stack(kit.NewBox(kit.Surface, kit.Line), kit.Pad(kit.VStack(0, rows...), kit.Space1))
}
