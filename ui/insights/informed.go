package insights

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// informed is which templates and standards rest on the shown insight.
type informed struct {
	read func(ctx context.Context, id app.InsightID) ([]app.Template, error)
	load task.Latest[[]app.Template]
	of   app.InsightID
	all  []app.Template
}

// UsePlaybook shows the templates and standards that rest on an insight. Call it once, before the screen is used.
func (s *Screen) UsePlaybook(read func(ctx context.Context, id app.InsightID) ([]app.Template, error)) {
	s.informed = &informed{read: read}
}

// PlaybookChanged reads them anew when a template was changed.
func (s *Screen) PlaybookChanged(cs *app.ChangeSet) {
	if s.informed != nil && cs.Touches(app.KindTemplate) {
		s.informed.of = ""
		s.readInformed()
	}
}

// readInformed reads what rests on the shown insight, once for each.
func (s *Screen) readInformed() {
	i, cur := s.informed, s.model.Current()
	if i == nil || cur == nil || i.of == cur.ID {
		return
	}
	id := cur.ID
	i.of = id
	i.load.Load(func(ctx context.Context) ([]app.Template, error) { return i.read(ctx, id) }, func(all []app.Template, err error) {
		same := func(a, b app.Template) bool { return a.ID == b.ID && a.Name == b.Name }
		if err != nil || slices.EqualFunc(i.all, all, same) {
			return
		}
		i.all = all
		s.drawn = ""
		s.Refresh()
	})
}

// informs lists the templates that rest on the shown insight; none are not spoken of.
func (s *Screen) informs() []fyne.CanvasObject {
	if s.informed == nil || len(s.informed.all) == 0 {
		return nil
	}
	rows := []fyne.CanvasObject{kit.NewText(say.T("Informed in the playbook"), kit.Strong)}
	for _, t := range s.informed.all {
		card := kit.NewCompactEntry(kit.HStackTop(kit.Space2, kit.NewIconSized(icons.Book, kit.Muted, 16),
			kit.Grow(kit.VStack(2, kit.NewParagraph(t.Name, kit.Control), kit.NewElastic(say.Sentence(t.Kind.Word()), kit.Small)))), func() { s.goTo(kit.OpenTemplate(t.ID)) })
		card.SetTip(say.T("Open it in the playbook"))
		rows = append(rows, kit.Inset(card, 0, -5, 0, -5))
	}
	return append(rows, kit.HLine())
}
