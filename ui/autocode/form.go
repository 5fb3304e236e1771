package autocode

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// form is the rule as a sentence: Find … said by … in … , look …, tag … with ….
type form struct {
	s     *Screen
	kind  *kit.Dropdown
	texts *kit.Entry // words, questions, headings: one a line
	line  *kit.Entry // a pattern
	wrong *fyne.Container
	whole *kit.Check
	exact *kit.Check
	voice *kit.Dropdown
	where *kit.Dropdown
	scope *kit.Dropdown
	turns *kit.Dropdown
	box   *fyne.Container
	with  *fyne.Container // the tags, always in sight
	shape string          // what the box was laid out for
	root  fyne.CanvasObject
	fills bool // the fields are being filled: nobody types
}

func options(all []choice) []kit.Option {
	out := make([]kit.Option, len(all))
	for i, c := range all {
		out[i] = kit.Option{ID: c.id, Text: c.words}
	}
	return out
}

func newForm(s *Screen) *form {
	m := s.model
	f := &form{s: s, box: kit.VStack(kit.Space3), with: kit.VStack(kit.Space1), wrong: kit.VStack(0)}
	f.kind = kit.NewDropdown(options(kinds), func(id string) { m.SetKind(app.RuleKind(id)); f.focus() })
	f.texts = kit.NewTextArea("", 2)
	f.texts.OnChanged = f.typed
	f.line = kit.NewEntry(say.T(`pric(e|ing)|\d+ euros?`))
	f.line.OnChanged = f.typed
	f.line.OnSubmitted = func(string) { s.list.focus() }
	f.whole = kit.NewCheck(say.T("Whole words only"), false, func(on bool) { m.Edit(func(r *app.RuleSpec) { r.WholeWords = on }) })
	f.exact = kit.NewCheck(say.T("Case and accents as typed"), false, func(on bool) { m.Edit(func(r *app.RuleSpec) { r.MatchCase = on }) })
	f.voice = kit.NewDropdown(options(voices), m.SetVoice)
	f.where = kit.NewDropdown(options(relations), func(id string) { m.Edit(func(r *app.RuleSpec) { r.Relation = app.RuleRelation(id) }) })
	f.scope = kit.NewDropdown(options(scopeChoices(app.RuleWords)), func(id string) { m.Edit(func(r *app.RuleSpec) { r.Scope = app.RuleScope(id) }) })
	var around []kit.Option
	for n := 1; n <= 5; n++ {
		around = append(around, kit.Option{ID: strconv.Itoa(n), Text: say.T("%s on each side", say.Count(n, "turn"))})
	}
	f.turns = kit.NewDropdown(around, func(id string) {
		n, _ := strconv.Atoi(id) // ids are numbers
		m.Edit(func(r *app.RuleSpec) { r.Around = n })
	})
	f.root = kit.Scroll(kit.Inset(f.box, kit.Space4, kit.Space4, kit.Space5, 20))
	return f
}

// typed takes what stands in the field into the rule.
func (f *form) typed(text string) {
	if f.fills {
		return
	}
	f.s.model.Edit(func(r *app.RuleSpec) {
		r.Texts = TextsOf(text)
		if r.Kind == app.RulePattern {
			r.Texts = []string{text}
		}
	})
}

// focus puts the keyboard where one types what is looked for.
func (f *form) focus() {
	switch f.s.model.Spec.Kind {
	case app.RulePattern:
		toEnd(f.line)
	case app.RuleSpeaker:
	default:
		toEnd(f.texts)
	}
}

// toEnd puts the keyboard behind what stands in a field, so that typing goes on there.
func toEnd(e *kit.Entry) {
	e.CursorRow = strings.Count(e.Text, "\n")
	e.CursorColumn = utf8.RuneCountInString(e.Text[strings.LastIndexByte(e.Text, '\n')+1:])
	e.Focus()
}

// paint shows the model's rule.
func (f *form) paint() {
	m := f.s.model
	r := &m.Spec
	f.fill()
	f.kind.Select(string(r.Kind))
	f.whole.Set(r.WholeWords)
	f.exact.Set(r.MatchCase)
	f.voice.Select(m.Voice())
	f.where.Select(string(r.Relation))
	f.scope.SetOptions(options(scopeChoices(r.Kind)))
	f.scope.Select(string(r.Scope))
	f.turns.Select(strconv.Itoa(r.Around))
	f.paintWrong()
	if shape := f.shapeOf(); shape != f.shape {
		f.shape = shape
		f.box.Objects = f.parts()
		f.with.Objects = []fyne.CanvasObject{lead(say.T("with"), f.chips(f.tags()))}
		f.box.Refresh()
		f.with.Refresh()
		f.root.Refresh()
		f.s.root.Refresh()
	}
}

// fill puts the rule's texts into the field, unless they stand there as typed.
func (f *form) fill() {
	r := &f.s.model.Spec
	f.fills = true
	defer func() { f.fills = false }()
	if r.Kind == app.RulePattern {
		if text := strings.Join(r.Texts, ""); f.line.Text != text {
			f.line.SetText(text)
		}
		return
	}
	if !slices.Equal(TextsOf(f.texts.Text), TextsOf(strings.Join(r.Texts, "\n"))) {
		f.texts.SetText(strings.Join(r.Texts, "\n"))
	}
	f.texts.SetPlaceHolder(map[app.RuleKind]string{app.RuleQuestion: say.T("How do you share files today?"), app.RuleHeading: say.T("Sharing files")}[r.Kind])
	if r.Kind == app.RuleWords {
		f.texts.SetPlaceHolder(say.T("pricing page\ntoo expensive"))
	}
}

// paintWrong says below the field what is wrong with a pattern.
func (f *form) paintWrong() {
	f.wrong.Objects = nil
	if w, ok := kit.Notice(f.s.model.RuleErr); ok {
		f.wrong.Objects = []fyne.CanvasObject{kit.NewRuns(kit.Run{Text: w.Message, Style: kit.Small.In(kit.BadInk)}, kit.Run{Text: " " + w.Hint, Style: kit.Small})}
	}
	f.wrong.Refresh()
}

// shapeOf tells when the parts have to be laid out anew.
func (f *form) shapeOf() string {
	m := f.s.model
	r := &m.Spec
	names := ""
	for _, id := range append(slices.Clone(r.Tags), r.Others...) {
		if t := m.TagNamed(id); t != nil {
			names += t.Name + "\x00" + strconv.Itoa(t.Color) + "\x00"
		}
	}
	for _, id := range r.Interviews {
		names += m.Title(id) + "\x00"
	}
	return fmt.Sprint(r.Kind, r.Scope, r.Relation, r.Tags, r.Others, r.Interviews, r.Speakers, m.NewTags, len(m.Guide()), m.Spec.Study == "", m.RuleErr, names)
}

// labelWidth is the room of the words that lead the lines of the form.
const labelWidth float32 = 52

// lead puts words of the sentence before a field.
func lead(words string, fields ...fyne.CanvasObject) fyne.CanvasObject {
	label := kit.VStack(0, kit.Fixed(kit.NewText(words, kit.Label), max(labelWidth, kit.Measure(say.T("said by"), kit.Label).Width+1), kit.ControlHigh))
	return kit.HStackTop(kit.Space2, label, kit.Grow(kit.VStack(kit.Space2, fields...)))
}

// parts are the lines of the form for the rule as it stands.
func (f *form) parts() []fyne.CanvasObject {
	m := f.s.model
	r := &m.Spec
	parts := []fyne.CanvasObject{lead(say.T("Find"), f.kind)}
	switch r.Kind {
	case app.RulePattern:
		parts = append(parts, kit.VStack(kit.Space1, f.line, f.wrong))
	case app.RuleSpeaker:
	default:
		parts = append(parts, kit.VStack(kit.Space1, f.texts, kit.NewText(say.T("One a line; any of them will do."), kit.Small), f.wrong))
	}
	if r.Kind == app.RuleQuestion && len(m.Guide()) > 0 {
		parts = append(parts, kit.NewIconTextButton(icons.Interviews, say.T("Take from the guide…"), kit.Secondary, f.s.pickQuestion))
	}
	if r.Kind == app.RuleWords || r.Kind == app.RulePattern {
		parts = append(parts, kit.VStack(0, f.whole, f.exact))
	}
	parts = append(parts, lead(say.T("said by"), f.voice, f.chips(f.speakers())), lead(say.T("in"), f.chips(f.interviews())))
	look := []fyne.CanvasObject{f.where}
	if r.Relation != app.AnyPlace && r.Relation != app.Untagged {
		look = append(look, f.chips(f.others()))
	}
	parts = append(parts, lead(say.As("look", "where"), look...), kit.HLine())
	tag := []fyne.CanvasObject{f.scope}
	if r.Scope == app.ScopeAround {
		tag = append(tag, f.turns)
	}
	return append(parts, lead(say.As("Tag", "to tag"), tag...))
}

func (f *form) chips(all []fyne.CanvasObject) fyne.CanvasObject { return kit.Flow(kit.Space1, all...) }

func (f *form) speakers() []fyne.CanvasObject {
	m := f.s.model
	var out []fyne.CanvasObject
	for _, name := range m.Spec.Speakers {
		c := kit.NewChip(name, nil)
		c.OnRemove = func() {
			m.Edit(func(r *app.RuleSpec) {
				r.Speakers = slices.DeleteFunc(slices.Clone(r.Speakers), func(s string) bool { return s == name })
			})
		}
		out = append(out, c)
	}
	return append(out, f.more(say.T("+ speaker"), f.s.pickSpeaker))
}

func (f *form) interviews() []fyne.CanvasObject {
	m := f.s.model
	var out []fyne.CanvasObject
	for _, id := range m.Spec.Interviews {
		c := kit.NewChip(short(m.Title(id)), nil)
		c.OnRemove = func() {
			m.Edit(func(r *app.RuleSpec) {
				r.Interviews = slices.DeleteFunc(slices.Clone(r.Interviews), func(i app.InterviewID) bool { return i == id })
			})
		}
		out = append(out, c)
	}
	words := say.T("all interviews of the study")
	if m.Spec.Study == "" {
		words = say.T("all studies")
	}
	if len(out) == 0 {
		out = append(out, kit.NewChip(words, nil))
	}
	return append(out, f.more(say.T("+ interview"), f.s.pickInterview))
}

// more is the dashed chip that adds to a list.
func (f *form) more(words string, pick func(anchor fyne.CanvasObject)) fyne.CanvasObject {
	c := kit.NewChip(words, nil).Faintly()
	c.OnTap = func() { pick(c) }
	return c
}

func (f *form) others() []fyne.CanvasObject {
	m := f.s.model
	var out []fyne.CanvasObject
	for _, id := range m.Spec.Others {
		t := m.TagNamed(id)
		if t == nil {
			continue
		}
		c := kit.NewTagChip(short(t.Name), kit.TagPaint(t.Color), nil)
		c.OnRemove = func() {
			m.Edit(func(r *app.RuleSpec) {
				r.Others = slices.DeleteFunc(slices.Clone(r.Others), func(o app.TagID) bool { return o == id })
			})
		}
		out = append(out, c)
	}
	return append(out, f.more(say.T("+ tag"), f.s.pickOther))
}

func (f *form) tags() []fyne.CanvasObject {
	m := f.s.model
	var out []fyne.CanvasObject
	for _, id := range m.Spec.Tags {
		if t := m.TagNamed(id); t != nil {
			c := kit.NewTagChip(short(t.Name), kit.TagPaint(t.Color), nil)
			c.OnRemove = func() { m.DropTag(id) }
			out = append(out, c)
		}
	}
	for _, name := range m.NewTags {
		c := kit.NewChip(say.T("%s (new)", short(name)), nil)
		c.OnRemove = func() { m.DropNewTag(name) }
		out = append(out, c)
	}
	return append(out, f.more(say.T("+ tag"), f.s.pickTag))
}

// short cuts words for a chip.
func short(s string) string {
	if r := []rune(s); len(r) > 30 {
		return strings.TrimSpace(string(r[:28])) + "…"
	}
	return s
}
