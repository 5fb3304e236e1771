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
	Recent   []string // workspace files, the latest first
	OnSample func()
	OnNew    func()
	OnOpen   func()
	OnRecent func(path string)
}

// Extension of workspace files.
const Extension = ".throughline"

// NewWelcome makes the page shown without a workspace: three ways in, and what was open lately. The returned function
// shows an error above them; nil takes it away.
func NewWelcome(p WelcomeParams) (page *kit.Stage, fail func(error, ...fyne.CanvasObject)) {
	trouble := kit.VStack(0)
	way := func(icon icons.Name, title, sentence string, run func()) fyne.CanvasObject {
		return kit.NewTapCard(kit.Pad(kit.VStack(kit.Space2, kit.HStack(0, kit.NewIconSized(icon, kit.Accent, 24), kit.Spacer()),
			kit.NewParagraph(title, kit.Strong), kit.NewParagraph(sentence, kit.Body.In(kit.Muted))), kit.Space1), run)
	}
	rows := []fyne.CanvasObject{
		kit.HStack(kit.Space3, kit.NewIconSized(icons.Logo, kit.Ink, 32), kit.NewText(say.T("Throughline"), kit.Display)),
		kit.NewParagraph(say.T("From interviews to insights that keep their evidence. Everything stays on this computer."), kit.Reading.In(kit.Muted)),
		trouble,
		kit.Inset(kit.Columns(kit.Space4, nil,
			way(icons.Insights, say.T("Open the sample study"), say.T("Twelve invented interviews, tagged, themed and written up. A good place to look round."), p.OnSample),
			way(icons.Plus, say.T("New workspace"), say.T("One file on this computer for your studies. Then drop interviews in."), p.OnNew),
			way(icons.Folder, say.T("Open a workspace"), say.T("Go on with a %s file.", Extension), p.OnOpen)), kit.Space2, 0, 0, 0),
	}
	if len(p.Recent) > 0 {
		rows = append(rows, kit.Inset(kit.NewText(say.T("Recent"), kit.Label), kit.Space4, 0, 0, 0), recentList(p))
	}
	column := kit.Fixed(kit.VStack(kit.Space3, rows...), 780, 0)
	page = kit.NewStage(kit.Stack(kit.NewFill(kit.Background), kit.Centered(column)))
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
