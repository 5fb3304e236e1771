package memos

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// What of the open memo is being edited, beside the number of a block.
const (
	nothing = -2
	title   = -1
)

// sheet paints the open memo. Blocks are read as paragraphs with live links; the one that is written in is a field.
type sheet struct {
	s    *Screen
	edit int // nothing, title or the number of a block

	heading  *kit.Entry        // while the title is edited
	field    *kit.GrowingField // while a block is edited
	links    map[string]app.Named
	quiet    bool // the field is being filled or exchanged, not typed into
	brackets int  // how often two brackets stand in the field
	picking  bool // the picker of links has the keyboard
	blocks   []fyne.CanvasObject
	kind     *kit.Dropdown
	byline   *kit.Text
	drawn    string
}

// paint shows the page of the model.
func (e *sheet) paint() {
	s, m := e.s, e.s.model
	said := e.says()
	if said == e.drawn {
		if e.byline != nil && m.Page != nil {
			e.byline.SetText(byline(m.Page))
		}
		return
	}
	e.drawn = said
	s.state.Objects, s.page.Objects = nil, nil
	switch p := m.Page; {
	case p != nil && p.Err != nil:
		s.state.Objects = []fyne.CanvasObject{kit.ErrorState(p.Err, kit.NewButton(say.T("Try again"), kit.Secondary, func() { m.load(p) }))}
	case p != nil && p.Loaded:
		s.page.Objects = e.memo(p)
	case p != nil || !m.Loaded:
		s.page.Objects = []fyne.CanvasObject{kit.Fixed(kit.NewSkeleton(), 0, 300)}
	case m.Err == nil && m.Filter == (Filter{}):
		s.state.Objects = []fyne.CanvasObject{kit.EmptyState(icons.Note, say.T("No memo yet"),
			say.T("A memo is a dated note: a thought, a question, the rule of a tag. It stands alone or on an interview, a passage, a tag, a theme, an insight or a person."),
			kit.NewButton(say.T("Write a memo"), kit.Primary, s.begin))}
	}
	s.body.Hidden = len(s.state.Objects) > 0
	s.state.Refresh()
	s.page.Refresh()
	s.body.Refresh()
}

// says names what the page shows, the words being typed left out.
func (e *sheet) says() string {
	m := e.s.model
	p := m.Page
	if p == nil {
		return fmt.Sprint("none", m.Loaded, m.Err, m.Filter)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%p %v %v %d %d %s %v %v", p, p.Loaded, p.Err, p.Version, e.edit, p.Memo.Kind, p.Place, p.Gone)
	if e.edit != title {
		b.WriteString(p.Memo.Title)
	}
	for i, bl := range p.Blocks {
		fmt.Fprint(&b, "\n", i)
		if i != e.edit {
			b.WriteString(app.ReplaceLinks(bl.Text, func(l app.Link) string {
				_, ok := p.Targets.Of(l)
				return fmt.Sprint("[[", p.Targets.Read(l), ok)
			}))
		}
	}
	for _, r := range p.Backlinks {
		fmt.Fprint(&b, r.ID, r.Name())
	}
	return b.String()
}

func (e *sheet) memo(p *Page) []fyne.CanvasObject {
	s, m := e.s, e.s.model
	e.kind = kit.NewDropdown(kindOptions(), func(id string) { m.SetKind(app.MemoKind(id)) })
	e.kind.Select(string(p.Memo.Kind))
	head := []fyne.CanvasObject{e.kind}
	if c := s.placeChip(p.Place, p.Gone, 300); c != nil {
		head = append(head, c)
	}
	var more *kit.IconButton
	more = kit.NewIconButton(icons.More, say.T("More about this memo"), func() { kit.ShowMenu(more, e.menu(p)...) })
	e.byline = kit.NewElastic(byline(p), kit.Small)
	rows := []fyne.CanvasObject{
		kit.HStack(kit.Space2, append(head, kit.Spacer(), more)...),
		kit.Inset(e.titleRow(p), kit.Space3, 0, 0, -textPad),
		kit.Inset(e.byline, 0, 0, kit.Space3, 0),
	}
	e.blocks = nil
	for i := range p.Blocks {
		e.blocks = append(e.blocks, e.block(p, i))
	}
	rows = append(rows, kit.Inset(kit.VStack(0, e.blocks...), 0, 0, 0, -textPad))
	return append(rows, e.mentions(p)...)
}

// textPad is the room round the words of a field; the words that are read stand at the same place.
const textPad float32 = 8

func byline(p *Page) string {
	if !p.Stored() {
		return say.T("Saved as you write")
	}
	st := p.Memo.Stamp
	line := st.Author + " · " + day(st.Created)
	if changed := day(st.Modified); changed != day(st.Created) {
		line += say.T(" · changed %s", changed)
	}
	if p.StudyName != "" {
		line += " · " + p.StudyName
	}
	return line
}

func day(t time.Time) string { return say.Date(t.Local(), "2 Jan 2006, 15:04") }

func kindOptions() []kit.Option {
	var out []kit.Option
	for _, k := range app.MemoKinds {
		out = append(out, kit.Option{ID: string(k), Text: say.Sentence(k.Word())})
	}
	return out
}

func (e *sheet) menu(p *Page) []kit.MenuItem {
	m := e.s.model
	items := []kit.MenuItem{{Text: say.T("Write in the text"), Icon: icons.Edit, Key: "E", Run: e.editEnd}, {Text: say.T("Change the title"), Icon: icons.Edit, Key: "T", Run: e.editTitle},
		{Text: say.T("Copy a link to this memo"), Icon: icons.Link, Disabled: !p.Stored(), Run: func() {
			fyne.CurrentApp().Clipboard().SetContent(app.ExactLink(p.Memo.Ref(), e.named(p)))
		}}}
	if p.Memo.On != (app.Ref{}) {
		items = append(items, kit.MenuItem{Text: say.T("Let it stand on nothing"), Icon: icons.Minus, Run: m.Detach})
	}
	return append(items, kit.Separator, kit.MenuItem{Text: say.T("Delete memo"), Icon: icons.Trash, Key: "Del", Danger: true, Run: func() {
		e.close()
		m.Delete()
	}})
}

func (e *sheet) named(p *Page) string {
	m := p.Memo
	m.Text = p.Text()
	return m.Name()
}

func (e *sheet) titleRow(p *Page) fyne.CanvasObject {
	if e.edit == title {
		return e.heading
	}
	words, style := p.Memo.Title, kit.Title
	if strings.TrimSpace(words) == "" {
		words, style = say.T("Add a title"), kit.Title.In(kit.Muted)
	}
	t := kit.NewProse(kit.ProseRun{Text: words, Style: style})
	t.OnTap = func(fyne.Position) { e.editTitle() }
	return kit.Pad(t, textPad)
}

// block is a block as it is read, or the field.
func (e *sheet) block(p *Page, i int) fyne.CanvasObject {
	if i == e.edit {
		return kit.WheelPast(e.field, e.s.body)
	}
	text := p.Blocks[i].Text
	var runs []kit.ProseRun
	add := func(text string, style kit.Style, do func()) {
		if text != "" {
			runs = append(runs, kit.ProseRun{Text: text, Style: style, Go: do})
		}
	}
	at := 0
	for _, l := range app.Links(text) {
		add(text[at:l.Start], kit.Body, nil)
		at = l.End
		if n, ok := p.Targets.Of(l); ok {
			add(p.Targets.Read(l), kit.Body.In(kit.Accent), func() { e.s.follow(n) })
		} else {
			add("[["+p.Targets.Read(l)+"]]", kit.Body.In(kit.Muted), nil) // leads nowhere: the brackets say so
		}
	}
	add(text[at:], kit.Body, nil)
	if len(runs) == 0 {
		words := ""
		if len(p.Blocks) == 1 {
			words = say.T("Write here. [[ links to anything.")
		}
		runs = []kit.ProseRun{{Text: words, Style: kit.Body.In(kit.Muted)}}
	}
	prose := kit.NewProse(runs...)
	prose.OnTap = func(at fyne.Position) { e.editAt(i, at) }
	gap := float32(0)
	if p.Blocks[i].End == "\n" {
		gap = 6
	}
	return kit.Inset(prose, 3, textPad, 3+gap, textPad)
}

// mentions lists the memos that link to this one.
func (e *sheet) mentions(p *Page) []fyne.CanvasObject {
	if len(p.Backlinks) == 0 {
		return nil
	}
	rows := []fyne.CanvasObject{kit.Inset(kit.NewText(say.T("Mentioned in"), kit.Strong), kit.Space6, 0, kit.Space1, 0), kit.HLine()}
	for _, r := range p.Backlinks {
		words := []fyne.CanvasObject{kit.NewElastic(r.Name(), kit.Body), kit.NewElastic(say.Sentence(r.Kind.Word())+" · "+r.Author+" · "+day(r.Modified), kit.Small)}
		rows = append(rows, kit.Inset(kit.NewListEntry(kit.VStack(0, words...), func() { e.s.model.Select(r.ID) }), 0, 0, 0, -10), kit.HLine())
	}
	return rows
}

// chooseKind opens the types.
func (e *sheet) chooseKind() {
	if e.s.model.Page != nil && e.kind != nil {
		e.kind.Tapped(nil)
	}
}
