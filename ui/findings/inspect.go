package findings

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// inspect shows what is chosen; what is shown already stays, with its scrolling and its focus.
func (s *Screen) inspect() {
	n, one := s.table.SelectedLen(), s.one()
	shown := fmt.Sprint(n)
	if one != nil {
		scene, ok := s.model.Scene(one, besideTurns)
		shown = fmt.Sprint(one.ID, one.Modified.UnixNano(), one.ThemeName, one.Code, one.Segment, one.InterviewTitle, len(one.Tags), one.Consent, s.soundKey(one), ok, len(scene.Turns))
		for _, id := range one.TagIDs() {
			if t := s.model.TagNamed(id); t != nil {
				shown += t.Name + fmt.Sprint(t.Color)
			}
		}
	}
	shown += s.likeDrawn(one, n)
	if shown == s.shown {
		return
	}
	s.shown = shown
	switch {
	case n == 0:
		s.panel.Set(say.T("Finding"), "", append([]fyne.CanvasObject{kit.NewParagraph(say.T("Select a finding to see it in full. Shift, Ctrl or X selects several, Ctrl A all that match, to tag, star or move them together."), kit.Small)},
			s.standingWords()...)...)
	case one != nil:
		s.inspectOne(one)
	case n == 1:
		s.panel.Set(say.T("Finding"), "")
	default:
		s.inspectMany(n)
	}
}

// inspectMany offers what can be done with all that is chosen.
func (s *Screen) inspectMany(n int) {
	line := ""
	if n == s.model.Count() {
		line = say.T("all that match")
	}
	s.panel.Set(findings(n), line, s.bulk(), s.bulkStances(), kit.NewParagraph(say.T("Each act is one step that one undo takes back."), kit.Small))
}

func (s *Screen) inspectOne(f *app.FindingRow) {
	scene, ok := s.model.Scene(f, besideTurns)
	rows, _ := s.scene(f, scene, ok || f.Quote == "")
	if !ok && f.Quote != "" {
		rows = []fyne.CanvasObject{kit.Barred(s.stripe(f), kit.NewRuns(passage(f)...))}
	}
	var details []fyne.CanvasObject
	if f.Quote != "" {
		details = append(details, kit.VStack(kit.Space2, rows...))
	}
	if mark := s.consents.MarkOf(f, true, func() { s.goTo(kit.PrivacyAt("consent", string(f.Participant))) }); mark != nil {
		details = append(details, kit.HStack(0, mark, kit.Spacer()))
	}
	details = append(details, s.oneActs(f), s.tagChips(f))
	if f.Note != "" {
		details = append(details, kit.Detail(say.T("Note"), kit.NewParagraph(f.Note, kit.Body)))
	}
	details = append(details, s.stances(f), s.soundOf(f), s.themeOf(f), s.moreLike(f), s.belongings(f))
	if f.InterviewTitle != "" {
		details = append(details, kit.Detail(say.T("Interview"), kit.NewParagraph(f.InterviewTitle, kit.Body)))
	}
	details = append(details, kit.Detail(say.T("Made by"), kit.NewParagraph(f.Author+", "+say.Date(f.Created.Local(), "2 Jan 2006"), kit.Body)))
	s.panel.Set(say.T("Finding"), joined(f.Code, f.Segment, when(f)), details...)
}

// oneActs is the row of acts on one finding.
func (s *Screen) oneActs(f *app.FindingRow) fyne.CanvasObject {
	var move *kit.Button
	var more *kit.IconButton
	move = kit.NewIconTextButton(icons.Move, say.T("Move…"), kit.Secondary, func() { s.pickTheme(move) })
	more = kit.NewIconButton(icons.More, say.T("More about this finding"), func() { kit.ShowMenu(more, s.menu()...) })
	row := []fyne.CanvasObject{move, more}
	if f.Interview != "" {
		row = append([]fyne.CanvasObject{kit.NewIconTextButton(icons.Interviews, say.T("Open"), kit.Secondary, s.openChosen)}, row...)
	}
	return kit.Flow(kit.Space1, row...)
}

// passage is the quote between what was said before and after it.
func passage(f *app.FindingRow) []kit.Run {
	var runs []kit.Run
	if b := wholeStart(f.Before); b != "" {
		runs = append(runs, kit.Run{Text: b, Style: kit.Body.In(kit.Muted)})
	}
	runs = append(runs, kit.Run{Text: strings.Join(strings.Fields(f.Quote), " "), Style: kit.Body})
	if a := wholeEnd(f.After); a != "" {
		runs = append(runs, kit.Run{Text: a, Style: kit.Body.In(kit.Muted)})
	}
	return runs
}

// contextRunes is how much of the text round a finding is kept with it; a shorter stretch ends where the text does.
const contextRunes = 32

// wholeStart returns what stands before a quote, from the first whole word on, with an ellipsis where text is left out.
func wholeStart(s string) string {
	cut := utf8.RuneCountInString(s) >= contextRunes
	tail := strings.HasSuffix(s, " ") || strings.HasSuffix(s, "\n")
	words := strings.Fields(s)
	if cut && len(words) > 0 {
		words = words[1:]
	}
	if len(words) == 0 {
		return ""
	}
	out := strings.Join(words, " ")
	if cut {
		out = "… " + out
	}
	if tail {
		out += " "
	}
	return out
}

// wholeEnd returns what stands after a quote, up to the last whole word, with an ellipsis where text is left out.
func wholeEnd(s string) string {
	cut := utf8.RuneCountInString(s) >= contextRunes
	head := strings.HasPrefix(s, " ") || strings.HasPrefix(s, "\n")
	words := strings.Fields(s)
	if cut && len(words) > 0 {
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return ""
	}
	out := strings.Join(words, " ")
	if cut {
		out += " …"
	}
	if head {
		out = " " + out
	}
	return out
}

func (s *Screen) stripe(f *app.FindingRow) kit.Paint {
	for _, id := range f.TagIDs() {
		if t := s.model.TagNamed(id); t != nil {
			return kit.TagPaint(t.Color)
		}
	}
	return kit.PaintOf(kit.Line)
}

func (s *Screen) tagChips(f *app.FindingRow) fyne.CanvasObject {
	m := s.model
	var chips []fyne.CanvasObject
	for _, id := range f.TagIDs() {
		if t := m.TagNamed(id); t != nil {
			c := kit.NewTagChip(t.Name, kit.TagPaint(t.Color), nil)
			one := Only(f.ID)
			c.OnRemove = func() { m.Untag(one, id) }
			chips = append(chips, c)
		}
	}
	var add *kit.Chip
	add = kit.NewChip(say.T("+ tag"), func() { s.pickTag(add) }).Faintly()
	star := kit.NewChip(say.T("Star"), func() { m.Star(Only(f.ID), !f.Star) }).WithIcon(icons.Star)
	if f.Star {
		star.SetIcon(icons.StarFull)
		star.SetText(say.T("Starred"))
		star.SetOn(true)
	}
	return kit.Flow(kit.Space1, append(chips, add, star)...)
}

// stances says what the finding does to the question at hand, and lets the person say so.
func (s *Screen) stances(f *app.FindingRow) fyne.CanvasObject {
	m := s.model
	var chips []fyne.CanvasObject
	for _, st := range []app.Stance{app.Supports, app.Contradicts, app.Nuances} {
		to := st
		if f.Stance == st {
			to = ""
		}
		c := kit.NewChip(stanceWord(st), func() { m.SetStance(Only(f.ID), to) })
		c.SetOn(f.Stance == st)
		chips = append(chips, c)
	}
	return kit.Detail(say.T("Stance"), kit.Inset(kit.Flow(kit.Space1, chips...), 2, 0, 0, 0))
}

func (s *Screen) themeOf(f *app.FindingRow) fyne.CanvasObject {
	if f.Theme == "" {
		return kit.Detail(say.T("Theme"), kit.NewParagraph(say.T("In no theme"), kit.Body.In(kit.Muted)))
	}
	name := kit.NewParagraph(f.ThemeName, kit.Body)
	i := -1
	for n := range s.model.Themes {
		if s.model.Themes[n].ID == f.Theme {
			i = n
		}
	}
	if i < 0 {
		return kit.Detail(say.T("Theme"), name)
	}
	t := s.model.Themes[i]
	line := kit.NewElastic(fmt.Sprintf("%s · %s", findings(t.Findings), say.Count(t.Participants, "person")), kit.Small)
	card := kit.NewCompactEntry(kit.VStack(2, name, line), func() { s.goTo(kit.Route{Screen: kit.Themes, ID: string(t.ID)}) })
	card.SetTip(say.T("Open the theme"))
	return kit.VStack(0, kit.NewText(say.T("Theme"), kit.Small), kit.Inset(card, 0, 0, 0, -5))
}

// bulk is the row of acts on everything chosen.
func (s *Screen) bulk() fyne.CanvasObject {
	var tag, untag, move *kit.Button
	var more *kit.IconButton
	tag = kit.NewIconTextButton(icons.Tag, say.T("Tag…"), kit.Secondary, func() { s.pickTag(tag) })
	untag = kit.NewIconTextButton(icons.Minus, say.T("Untag…"), kit.Secondary, func() { s.pickUntag(untag) })
	move = kit.NewIconTextButton(icons.Move, say.T("Move…"), kit.Secondary, func() { s.pickTheme(move) })
	note := kit.NewIconTextButton(icons.Note, say.T("Note…"), kit.Secondary, s.askNote)
	star := kit.NewIconTextButton(icons.Star, say.T("Star"), kit.Secondary, func() { s.model.Star(s.target(), true) })
	more = kit.NewIconButton(icons.More, say.T("More acts"), func() { kit.ShowMenu(more, s.menu()...) })
	return kit.Flow(kit.Space2, tag, untag, move, note, star, more)
}

// bulkStances says of everything chosen what it does to the question at hand.
func (s *Screen) bulkStances() fyne.CanvasObject {
	var chips []fyne.CanvasObject
	for _, st := range []app.Stance{app.Supports, app.Contradicts, app.Nuances} {
		chips = append(chips, kit.NewChip(stanceWord(st), func() { s.model.SetStance(s.target(), st) }))
	}
	return kit.Detail(say.T("Stance"), kit.Inset(kit.Flow(kit.Space1, chips...), 2, 0, 0, 0))
}
