package playbook

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/markdown"
	"throughline/app/playbook"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// paintTemplate shows the selected template, or what stands in its place.
func (s *Screen) paintTemplate() {
	m := s.model
	cur := m.Current()
	switch {
	case cur == nil && m.Err != nil:
		s.alone(kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Retry)))
	case !m.Loaded:
		s.put([]fyne.CanvasObject{kit.Fixed(kit.NewSkeleton(), 0, 300)}, nil)
	case cur == nil && len(m.All) > 0:
		s.alone(kit.EmptyState(icons.Search, say.T("No template fits"), say.T("Nothing in the playbook has these words."),
			kit.NewButton(say.T("Show all templates"), kit.Secondary, func() { m.SetFilter("") })))
	case cur == nil:
		s.alone(kit.EmptyState(icons.Note, say.T("No template yet"), say.T("A template is a plan, guide, screener or standard that studies start from."),
			kit.NewButton(say.T("New template"), kit.Primary, s.askNew)))
	case m.Draft != nil && m.Draft.ID == cur.ID:
		s.paintEditor(cur)
		return
	default:
		s.put(s.template(cur), s.about(cur))
	}
	s.editor = nil
}

// template is the page of a template.
func (s *Screen) template(r *playbook.Row) []fyne.CanvasObject {
	m := s.model
	var rows []fyne.CanvasObject
	if bar := kit.ErrorBar(m.Err, kit.NewIconButton(icons.Close, say.T("Dismiss"), m.Dismiss)); bar != nil {
		rows = append(rows, bar)
	}
	rows = append(rows, kit.NewElastic(kicker(r), kit.Small), kit.NewParagraph(r.Name, kit.Display))
	if r.About != "" {
		rows = append(rows, kit.NewParagraph(r.About, kit.Reading.In(kit.Muted)))
	}
	rows = append(rows, kit.Inset(s.acts(r), kit.Space1, 0, kit.Space1, 0))
	rows = append(rows, s.versionBar(r)...)
	rows = append(rows, kit.HLine())
	v := m.Shown()
	if older, ok := r.Version(m.Against); ok && m.Against != 0 {
		rows = append(rows, s.compared(r, older, v)...)
	} else {
		rows = append(rows, kit.Markdown(markdown.Parse(playbook.Readable(r.Kind, v.Body))))
	}
	return []fyne.CanvasObject{column(kit.VStack(kit.Space3, rows...))}
}

// column keeps a text narrow enough to be read.
func column(o fyne.CanvasObject) fyne.CanvasObject {
	return kit.AtMost(o, readWidth)
}

// kicker is the line above the name: "Study plan · version 3 · 4 Nov 2026 · Mara".
func kicker(r *playbook.Row) string {
	if r.Kit {
		return say.T("%s · comes with Throughline", say.Sentence(r.Kind.Word()))
	}
	v := r.Latest()
	parts := []string{say.Sentence(r.Kind.Word()), say.T("version %d", v.Number), say.Date(v.At.Local(), "2 Jan 2006"), v.Author}
	if r.Retired {
		parts = append(parts, say.T("retired"))
	}
	return strings.Join(parts, " · ")
}

// acts are the buttons of a template.
func (s *Screen) acts(r *playbook.Row) fyne.CanvasObject {
	m := s.model
	var more *kit.IconButton
	more = kit.NewIconButton(icons.More, say.T("More about this template"), func() { kit.ShowMenu(more, s.more(r)...) })
	if m.ReadOnly {
		return kit.HStack(kit.Space2, kit.Spacer(), more)
	}
	start := kit.NewIconTextButton(icons.Play, say.T("Start a study…"), kit.Primary, s.askStart)
	start.SetTip(say.T("Start a study with this template (S)"))
	if r.Kit {
		use := kit.NewIconTextButton(icons.Plus, say.T("Add to the playbook"), kit.Secondary, m.UseStarter)
		use.SetTip(say.T("Add it, to change it and to use it in studies"))
		return kit.HStack(kit.Space2, start, use, kit.Spacer())
	}
	edit := kit.NewIconTextButton(icons.Edit, say.T("Edit"), kit.Secondary, s.edit)
	edit.SetTip(say.T("Edit the text as the next version (E)"))
	row := kit.HStack(kit.Space2, start, edit, more, kit.Spacer())
	if m.Study != "" && !r.Retired && !usedIn(r, m.Study) {
		use := kit.NewButton(say.T("Use in this study"), kit.Secondary, func() { m.UseIn(m.Study, []app.TemplateID{r.ID}, nil) })
		use.SetTip(say.T("Fill what is empty in the study at hand, and note that it uses this version"))
		row.Objects = []fyne.CanvasObject{start, use, edit, more, kit.Spacer()}
	}
	return row
}

func usedIn(r *playbook.Row, study app.StudyID) bool {
	for _, u := range r.Uses {
		if u.Study == study {
			return true
		}
	}
	return false
}

// more is the menu of everything that can be done with a template.
func (s *Screen) more(r *playbook.Row) []kit.MenuItem {
	m := s.model
	t := r.Template
	name := strings.NewReplacer("/", "-", "\\", "-", ":", "-").Replace(t.Name)
	items := []kit.MenuItem{
		{Text: say.T("Name, purpose and owner…"), Icon: icons.Edit, Disabled: m.ReadOnly, Run: s.askDescribe},
		{Text: say.T("Duplicate"), Icon: icons.Copy, Key: "D", Disabled: m.ReadOnly, Run: m.Duplicate},
		kit.Separator,
		{Text: say.T("Export as JSON…"), Icon: icons.Export, Run: func() { s.files.Templates("json", name, []app.Template{t}) }},
	}
	if !playbook.IsStructured(t.Kind) {
		items = append(items, kit.MenuItem{Text: say.T("Export as Markdown…"), Icon: icons.Export, Run: func() { s.files.Templates("md", name, []app.Template{t}) }})
	}
	retire := say.T("Retire")
	if t.Retired {
		retire = say.T("Offer again")
	}
	return append(items, kit.Separator, kit.MenuItem{Text: retire, Icon: icons.Clock, Disabled: m.ReadOnly, Run: m.Retire},
		kit.MenuItem{Text: say.T("Delete"), Icon: icons.Trash, Disabled: m.ReadOnly || len(r.Uses) > 0, Run: m.Delete})
}

// versionBar says that an older version or a comparison is on the page.
func (s *Screen) versionBar(r *playbook.Row) []fyne.CanvasObject {
	m := s.model
	newest := kit.NewButton(say.T("Show the newest"), kit.Quiet, func() { m.ShowVersion(0, 0) })
	switch {
	case m.Against != 0:
		_, n := playbook.Compare(r.Kind, version(r, m.Against).Body, m.Shown().Body)
		words := say.T("Version %d compared with version %d: %s changed.", m.Shown().Number, m.Against, say.Count(n, "word"))
		if note := m.Shown().Note; note != "" {
			words += " “" + say.Sentence(note) + "”"
		}
		return []fyne.CanvasObject{kit.NoticeBar(icons.Merge, kit.Plain, kit.NewParagraph(words, kit.Control), newest)}
	case m.Version != 0 && m.Version != r.Latest().Number:
		acts := []fyne.CanvasObject{newest}
		if !m.ReadOnly {
			acts = append([]fyne.CanvasObject{kit.NewButton(say.T("Make it the newest"), kit.Quiet, m.Restore)}, acts...)
		}
		return []fyne.CanvasObject{kit.NoticeBar(icons.History, kit.Caution,
			kit.NewParagraph(say.T("Version %d of %d.", m.Version, r.Latest().Number), kit.Control), acts...)}
	}
	return nil
}

func version(r *playbook.Row, n int) app.TemplateVersion {
	v, _ := r.Version(n)
	return v
}

// maxSame is about how many letters that stayed the same are shown around a change.
const maxSame = 240

// compared shows what a version says otherwise than an older one: what is gone is struck by its mark and colour, what came stands out.
func (s *Screen) compared(r *playbook.Row, older, newer app.TemplateVersion) []fyne.CanvasObject {
	changes, n := playbook.Compare(r.Kind, older.Body, newer.Body)
	if n == 0 && len(changes) <= 1 {
		return []fyne.CanvasObject{kit.NewParagraph(say.T("Both say the same."), kit.Body.In(kit.Muted))}
	}
	d := &differ{}
	for i, c := range changes {
		switch {
		case c.Op == playbook.Stays:
			d.add(shorten(c.Text, i == 0, i == len(changes)-1), kit.Body.In(kit.Muted))
		case strings.TrimSpace(c.Text) == "":
			d.add(c.Text, kit.Body) // an empty line more or less says nothing
		case c.Op == playbook.Gone:
			d.add("−"+strings.TrimSpace(c.Text)+" ", kit.Body.In(kit.BadInk))
		default:
			d.add("+"+strings.TrimSpace(c.Text)+" ", kit.Body.In(kit.GoodInk).B())
			if strings.HasSuffix(c.Text, "\n") {
				d.flush()
			}
		}
	}
	d.flush()
	return []fyne.CanvasObject{kit.HStack(kit.Space4, kit.NewText(say.T("− taken out"), kit.Small.In(kit.BadInk)), kit.NewText(say.T("+ put in"), kit.Small.In(kit.GoodInk)), kit.Spacer()),
		kit.VStack(kit.Space1, d.rows...)}
}

// differ puts the stretches of a comparison into lines.
type differ struct {
	rows []fyne.CanvasObject
	line []kit.Run
}

func (d *differ) add(text string, style kit.Style) {
	for i, part := range strings.Split(text, "\n") {
		if i > 0 {
			d.flush()
		}
		own := style
		if title := strings.TrimLeft(part, "#"); len(d.line) == 0 && title != part && strings.HasPrefix(title, " ") {
			part, own = strings.TrimSpace(title), style.B()
		}
		if part != "" {
			d.line = append(d.line, kit.Run{Text: part, Style: own})
		}
	}
}

func (d *differ) flush() {
	if len(d.line) > 0 {
		d.rows = append(d.rows, kit.NewRuns(d.line...))
		d.line = nil
	}
}

// shorten leaves out the middle of a long stretch that stayed the same, whole lines of it.
func shorten(text string, first, last bool) string {
	lines := strings.Split(text, "\n")
	if len([]rune(text)) <= 2*maxSame || len(lines) < 4 {
		return text
	}
	head, tail := lines[0], lines[len(lines)-1]
	for i := 1; i < len(lines)-1 && len(head)+len(lines[i]) < maxSame; i++ {
		head += "\n" + lines[i]
	}
	for i := len(lines) - 2; i > 0 && len(tail)+len(lines[i]) < maxSame; i-- {
		tail = lines[i] + "\n" + tail
	}
	switch {
	case first:
		return "…\n" + tail
	case last:
		return head + "\n…"
	}
	return head + "\n…\n" + tail
}

// edit begins to edit the selected template; a starter is to be added first.
func (s *Screen) edit() {
	if s.model.Face != Templates {
		return
	}
	if cur := s.model.Current(); cur != nil && cur.Kit {
		s.model.UseStarter()
		return
	}
	s.model.Edit()
}

// compare shows what the version on the page says otherwise than the one before.
func (s *Screen) compare() {
	m := s.model
	cur := m.Current()
	if cur == nil || m.Draft != nil {
		return
	}
	if m.Against != 0 {
		m.ShowVersion(m.Version, 0)
		return
	}
	if n := m.Shown().Number; n > 1 {
		m.ShowVersion(n, n-1)
	}
}

// step shows an older or newer version.
func (s *Screen) step(by int) {
	m := s.model
	cur := m.Current()
	if cur == nil || m.Draft != nil {
		return
	}
	if n := m.Shown().Number + by; n >= 1 && n <= cur.Latest().Number {
		against := 0
		if m.Against != 0 {
			against = n - 1
		}
		m.ShowVersion(n, against)
	}
}
