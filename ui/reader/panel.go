package reader

import (
	"fmt"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/sentiment"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// panel is the inspector: the finding at hand, or what the interview holds while there is none.
type panel struct {
	s        *Screen
	view     *kit.Inspector
	box      *fyne.Container // the details; kept, so that a change of the same height is laid out too
	note     *kit.Entry
	severity *kit.Chip
	shown    app.FindingID
	quiet    bool // the note is being set, not typed
}

func newPanel(s *Screen) *panel {
	p := &panel{s: s, view: kit.NewInspector(), box: kit.VStack(kit.Space3), note: kit.NewTextArea(say.T("What is behind it?"), 2)}
	p.note.OnChanged = func(text string) {
		if !p.quiet {
			s.model.SetNote(text)
		}
	}
	p.note.OnFocus = func(on bool) {
		if !on {
			s.model.Flush()
		}
	}
	p.note.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name == fyne.KeyEscape {
			s.text.Focus()
			return true
		}
		return false
	}
	p.view.SetHints(kit.Hint("T", say.As("tag", "to tag")), kit.Hint("1–9", say.T("recent")), kit.Hint("N", say.T("note")), kit.Hint("J/K", say.T("next")))
	return p
}

func (p *panel) focusNote() {
	p.s.tellMaybe(p.s.OnDetails)
	p.paint()
	p.note.CursorRow, p.note.CursorColumn = 1<<20, 1<<20
	p.note.Focus()
}

// paint shows the model's state.
func (p *panel) paint() {
	m := p.s.model
	f := m.Active()
	if i := p.s.whyIndex(); i >= 0 {
		p.explain(i)
		return
	}
	p.s.why = nil
	if f == nil {
		p.shown = ""
		p.overview()
		return
	}
	if p.shown != f.ID || p.note.Text != f.Note && !p.typing() {
		p.quiet = true
		p.note.SetText(f.Note)
		p.quiet = false
	}
	p.shown = f.ID
	details := []fyne.CanvasObject{
		kit.Barred(p.stripe(f), kit.NewParagraph("“"+f.Quote+"”", kit.Body).Limit(9)),
		kit.Flow(kit.Space1, p.tags(f)...),
		kit.VStack(2, kit.NewText(say.T("Note"), kit.Small), p.note),
		kit.Flow(kit.Space1, p.marks(f)...),
	}
	details = append(details, p.sound(f)...)
	if t := m.Theme(); t.ID != "" {
		open := func() { p.s.goTo(kit.Route{Screen: kit.Themes, ID: string(t.ID)}) }
		line := kit.NewRuns(kit.Run{Text: t.Name, Style: kit.Body},
			kit.Run{Text: say.T(" · %s, %d of %d people", say.Count(t.Findings, "finding"), t.People, m.People), Style: kit.Small})
		details = append(details, kit.Detail(say.T("In theme"), kit.HStackTop(kit.Space1, kit.Grow(line), kit.NewIconButton(icons.Right, say.T("Open the theme"), open))))
	}
	p.set(say.T("Finding"), m.Byline(), append(details, p.moreLike(f), p.memoRow(f.Ref(), f.Text()), p.pastRow(f.Ref())))
}

func (p *panel) set(title, line string, details []fyne.CanvasObject) {
	p.box.Objects = details
	p.view.Set(title, line, p.box)
	p.box.Refresh()
}

func (p *panel) typing() bool {
	c := kit.CanvasOf(p.note)
	return c != nil && c.Focused() == fyne.Focusable(p.note)
}

func (p *panel) stripe(f *app.Finding) kit.Paint {
	for _, id := range byAge(f) {
		if t := p.s.model.TagNamed(id); t != nil {
			return kit.TagPaint(t.Color)
		}
	}
	return kit.PaintOf(kit.Line)
}

func (p *panel) tags(f *app.Finding) []fyne.CanvasObject {
	m := p.s.model
	var chips []fyne.CanvasObject
	for _, id := range byAge(f) {
		if t := m.TagNamed(id); t != nil {
			c := kit.NewTagChip(t.Name, kit.TagPaint(t.Color), nil)
			c.OnRemove = func() { m.Untag(id) }
			chips = append(chips, c)
		}
	}
	return append(chips, kit.NewChip(say.T("+ tag"), func() { p.s.Do(Command{Act: ActTag}) }).Faintly())
}

// stances in words.
var stanceWords = map[app.Stance]string{"": say.T("Stance"), app.Supports: say.T("Supports"), app.Contradicts: say.T("Contradicts"), app.Nuances: say.T("Nuances")}

func (p *panel) marks(f *app.Finding) []fyne.CanvasObject {
	m := p.s.model
	star := kit.NewChip(say.T("Star"), m.ToggleStar).WithIcon(icons.Star)
	if f.Star {
		star.SetIcon(icons.StarFull)
		star.SetOn(true)
	}
	feeling := kit.NewDropChip(say.T("Sentiment"), nil)
	if f.Sentiment != 0 {
		feeling.SetText(judged(Feelings, f.Sentiment).String())
	} else if r, ok := m.Reasons(); ok && r.Sound != "" {
		feeling.SetText("≈ " + say.Sentence(sentiment.Word(r.Sound)))
	}
	feeling.OnTap = func() { kit.ShowMenu(feeling, scale(Feelings, f.Sentiment, m.SetSentiment)...) }
	feeling.SetOn(f.Sentiment != 0)
	p.severity = kit.NewDropChip(say.T("Severity"), nil)
	if f.Severity != 0 {
		p.severity.SetText(say.T("Severity %s", judged(Severities, f.Severity).String()))
	}
	p.severity.OnTap = func() { kit.ShowMenu(p.severity, scale(Severities, f.Severity, m.SetSeverity)...) }
	p.severity.SetOn(f.Severity != 0)
	var stance *kit.Chip
	stance = kit.NewDropChip(stanceWords[f.Stance], func() {
		item := func(st app.Stance, key string) kit.MenuItem {
			return kit.MenuItem{Text: stanceWords[st], Key: key, Checked: f.Stance == st, Run: func() { m.SetStance(st) }}
		}
		kit.ShowMenu(stance, item(app.Supports, "+"), item(app.Contradicts, "-"), item(app.Nuances, ""))
	})
	stance.SetOn(f.Stance != "")
	return []fyne.CanvasObject{star, stance, feeling, p.severity}
}

// sound says how the finding is estimated to sound and why, while no person has decided, and what it states.
func (p *panel) sound(f *app.Finding) []fyne.CanvasObject {
	r, ok := p.s.model.Reasons()
	if !ok {
		return nil
	}
	lines := r.SayKinds()
	if f.Sentiment == app.NoSentiment {
		lines = append([]string{say.Sentence(r.Say())}, lines...)
	}
	if len(lines) == 0 {
		return nil
	}
	rows := kit.VStack(2)
	for _, line := range lines {
		rows.Add(kit.NewParagraph(line, kit.Small))
	}
	return []fyne.CanvasObject{rows}
}

// scale is the menu of a scale, with the value that holds marked.
func scale(steps []Judgement, holds int, set func(int)) []kit.MenuItem {
	var items []kit.MenuItem
	for _, j := range steps {
		items = append(items, kit.MenuItem{Text: j.String(), Checked: j.Value == holds, Run: func() { set(j.Value) }})
	}
	return items
}

// overview lists the tags of the interview while no finding is at hand.
func (p *panel) overview() {
	m := p.s.model
	if m.Transcript == nil || m.Err != nil {
		p.set(say.T("Finding"), "", nil)
		return
	}
	words := say.T("Select words and press T to tag them. Click a highlight to see it here.")
	details := []fyne.CanvasObject{kit.NewParagraph(words, kit.Small)}
	for _, o := range []fyne.CanvasObject{p.homeless(), p.speakers()} {
		if o != nil {
			details = append(details, o)
		}
	}
	var chips []fyne.CanvasObject
	for _, u := range m.Used() {
		c := kit.NewTagChip(fmt.Sprintf("%s  %d", u.Name, u.Findings), kit.TagPaint(u.Color), func() { p.s.toggleFilter(u.ID) })
		c.SetOn(m.ShownTag() == u.ID)
		chips = append(chips, c)
	}
	if len(chips) > 0 {
		details = append(details, kit.VStack(kit.Space1, kit.NewText(say.T("Tags in this interview"), kit.Small), kit.Flow(kit.Space1, chips...)))
	}
	for _, o := range []fyne.CanvasObject{p.questions(), p.session(), p.lessons()} {
		if o != nil {
			details = append(details, o)
		}
	}
	p.set(say.T("Interview"), m.Interview.Title, append(details, p.memoRow(m.Interview.Ref(), m.Interview.Title), p.pastRow(m.Interview.Ref())))
}

func (s *Screen) toggleFilter(id app.TagID) {
	if s.model.ShownTag() == id {
		id = ""
	}
	s.model.ShowTag(id)
}
