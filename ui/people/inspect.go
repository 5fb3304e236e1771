package people

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/people"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// part is what the inspector shows of one person.
type part string

// The parts.
const (
	partProfile  part = "profile"
	partTimeline part = "timeline"
	partSaid     part = "said"
)

var parts = []part{partProfile, partTimeline, partSaid}

// showPart shows another part of the person.
func (s *Screen) showPart(p part) {
	s.part = p
	s.inspect()
}

// inspect shows the one chosen, or what can be done with several.
func (s *Screen) inspect() {
	m := s.model
	cur := m.Current()
	if shown := s.inspected(cur); shown == s.shown {
		return
	} else {
		s.shown = shown
	}
	switch {
	case len(m.Chosen) > 1:
		s.inspectMany()
	case cur == nil:
		s.panel.SetHints(kit.Hint("F", say.T("filter")), kit.Hint("I", say.T("import")), kit.Hint("A", say.T("add")), kit.Hint("D", say.T("duplicates")))
		s.panel.Set(say.T("Person"), "", kit.NewParagraph(say.T("Select somebody to see their fields, what happened over studies and what they said. Select several to change them together."), kit.Small))
	default:
		s.inspectOne(cur)
	}
}

// inspected is all that the inspector depends on.
func (s *Screen) inspected(cur *app.ParticipantRow) string {
	m := s.model
	var b strings.Builder
	fmt.Fprint(&b, len(m.Chosen), s.part, m.ReadOnly)
	if len(m.Chosen) > 1 || cur == nil {
		for _, id := range m.Chosen[:min(len(m.Chosen), 50)] {
			b.WriteString(string(id))
		}
		return b.String()
	}
	fmt.Fprint(&b, cur.ID, cur.Modified.UnixNano(), cur.Findings, cur.Interviews, m.State(), m.Profile != nil)
	for _, f := range m.Roster.Fields {
		fmt.Fprint(&b, f.Name, f.Type, f.Help)
	}
	if m.Profile != nil {
		fmt.Fprint(&b, m.Profile.Events, m.Profile.Year)
	}
	for i := range m.Said {
		fmt.Fprint(&b, m.Said[i].ID, m.Said[i].Modified.UnixNano(), m.Said[i].Consent)
	}
	for _, x := range m.Extra {
		text, warn := x.Cell(cur.ID)
		fmt.Fprint(&b, text, warn)
	}
	return b.String()
}

// inspectMany offers what can be done with all of them at once.
func (s *Screen) inspectMany() {
	m := s.model
	n := len(m.Chosen)
	s.panel.SetHints(kit.Hint("E", say.T("field")), kit.Hint("L", say.T("label")), kit.Hint("G", say.T("segment")), kit.Hint("P", say.T("panel")), kit.Hint("B", say.T("block")), kit.Hint("M", say.T("merge")))
	line := say.T("Each act is one step; undo takes it back.")
	if m.ReadOnly {
		s.panel.Set(say.Count(n, "person"), "", kit.NewParagraph(say.T("The workspace is open for reading only."), kit.Small))
		return
	}
	act := func(icon icons.Name, words string, run func(fyne.CanvasObject)) fyne.CanvasObject {
		var b *kit.Button
		b = kit.NewIconTextButton(icon, words, kit.Secondary, func() { run(b) })
		return kit.HStack(0, b, kit.Spacer())
	}
	details := []fyne.CanvasObject{
		act(icons.Edit, say.T("Set a field…"), s.pickField), act(icons.Tag, say.T("Label…"), s.pickLabels), act(icons.People, say.T("Assign segment…"), s.pickPlace),
		act(icons.Done, say.T("Panel status…"), s.pickStatus), act(icons.Lock, say.T("Block…"), func(fyne.CanvasObject) { s.askBlock() }),
	}
	if n <= 20 {
		details = append(details, act(icons.Merge, say.T("Merge into one…"), func(fyne.CanvasObject) { s.twins.merge(m.Chosen) }))
	}
	s.panel.Set(say.T("%s selected", say.Count(n, "person")), line, details...)
}

// inspectOne shows one person.
func (s *Screen) inspectOne(cur *app.ParticipantRow) {
	s.panel.SetHints(kit.Hint("E", say.T("field")), kit.Hint("L", say.T("label")), kit.Hint("P", say.T("panel")), kit.Hint("B", say.T("block")), kit.Hint("N", say.T("note")), kit.Hint("Enter", say.T("interviews")))
	tabs := kit.NewSegments([]kit.Option{{ID: string(partProfile), Text: say.T("Profile")}, {ID: string(partTimeline), Text: say.T("Timeline")}, {ID: string(partSaid), Text: say.T("Said")}},
		func(id string) { s.showPart(part(id)) })
	tabs.Select(string(s.part))
	details := []fyne.CanvasObject{kit.HStack(0, tabs, kit.Spacer())}
	switch s.part {
	case partTimeline:
		details = append(details, s.timeline()...)
	case partSaid:
		details = append(details, s.said(cur)...)
	default:
		details = append(details, s.profile(cur)...)
	}
	s.panel.Set(cur.Code, s.summary(cur), details...)
}

// summary is the line under the code.
func (s *Screen) summary(cur *app.ParticipantRow) string {
	words := []string{say.Count(cur.Interviews, "interview"), say.Count(cur.Findings, "finding")}
	if cur.Last != "" {
		words = append(words, say.T("last %s", dayWord(cur.Last)))
	}
	return strings.Join(words, " · ")
}

// profile is what is known of somebody, each line to be pressed to change it.
func (s *Screen) profile(cur *app.ParticipantRow) []fyne.CanvasObject {
	m := s.model
	out := s.standing(cur)
	lines := kit.VStack(0)
	lines.Add(s.valueLine(say.T("Segment"), cur.Segment, "", s.pickPlace))
	lines.Add(s.valueLine(say.T("Panel"), say.Sentence(people.StatusWord(cur.Panel.Status)), "", s.pickStatus))
	lines.Add(s.valueLine(say.T("Labels"), strings.Join(cur.Panel.Labels, ", "), "", s.pickLabels))
	for _, f := range m.Roster.Fields {
		value := cur.Attribute(f.Name)
		if f.Type == app.FieldDate {
			value = dayWord(app.Date(value))
		}
		lines.Add(s.valueLine(f.Name, value, f.Help, func(anchor fyne.CanvasObject) { s.editField(anchor, f) }))
	}
	lines.Add(s.valueLine(say.T("Came from"), cur.Panel.Source, "", func(anchor fyne.CanvasObject) {
		s.typeText(anchor, say.T("Came from"), say.T("Customer list May, referral, …"), cur.Panel.Source, "", m.SetSource)
	}))
	lines.Add(s.valueLine(say.T("Note"), cur.Note, "", func(fyne.CanvasObject) { s.askNote() }))
	out = append(out, s.contact.On(cur.ID, cur.Code), lines, s.memos.On(cur.Ref(), cur.Code))
	return out
}

// standing says whether they may be contacted, and what others know of them.
func (s *Screen) standing(cur *app.ParticipantRow) []fyne.CanvasObject {
	m := s.model
	var out []fyne.CanvasObject
	badges := kit.Flow(kit.Space1)
	if st := m.State(); st.OK {
		badges.Add(kit.NewBadge(say.T("Can be contacted"), kit.Positive))
	} else {
		badges.Add(kit.NewBadge(say.T("Not to be contacted"), kit.Caution))
		why := say.Sentence(st.Why) + "."
		if st.Next != "" {
			why += say.T(" Again from %s.", dayWord(st.Next))
		}
		out = append(out, kit.NewParagraph(why, kit.Small))
	}
	for _, x := range m.Extra {
		text, warn := x.Cell(cur.ID)
		if text == "" {
			continue
		}
		badges.Add(s.extraBadge(x, cur, text, warn))
	}
	if p := m.Profile; p != nil && p.OverYear {
		badges.Add(kit.NewBadge(say.T("Incentives %s this year", say.Money(p.Year, p.Currency)), kit.Caution))
	}
	return append([]fyne.CanvasObject{badges}, out...)
}

// valueLine is one thing that is known, pressed to change it.
func (s *Screen) valueLine(label, value, help string, edit func(anchor fyne.CanvasObject)) fyne.CanvasObject {
	text := kit.NewParagraph(value, kit.Control).Limit(4)
	if value == "" {
		text = kit.NewParagraph("—", kit.Control.In(kit.Muted))
	}
	row := kit.Columns(kit.Space2, []float32{2, 3}, kit.NewElastic(label, kit.Control.In(kit.Muted)), text)
	if s.model.ReadOnly {
		return kit.Pad(row, kit.Space1)
	}
	var card *kit.TapCard
	card = kit.NewCompactEntry(row, func() { edit(card) })
	tip := say.T("Change %s", label)
	if help != "" {
		tip = help
	}
	card.SetTip(tip)
	return card
}

// timeline is what happened with somebody over all studies, the newest first.
func (s *Screen) timeline() []fyne.CanvasObject {
	p := s.model.Profile
	if p == nil {
		return []fyne.CanvasObject{kit.NewSkeleton()}
	}
	icon := map[people.EventKind]icons.Name{people.EventInvited: icons.Calendar, people.EventInterview: icons.Interviews, people.EventConsent: icons.Done,
		people.EventIncentive: icons.Star, people.EventAdded: icons.Plus}
	list := kit.VStack(kit.Space1)
	for _, e := range p.Events {
		under := strings.Join(notEmpty(dayOrUnknown(e), e.StudyName, detailWords(e)), " · ")
		ink := kit.Muted
		if e.Ahead {
			ink = kit.Accent
		}
		row := kit.HStackTop(kit.Space2, kit.VStack(0, kit.Inset(kit.NewIconSized(icon[e.Kind], ink, 16), 2, 0, 0, 0)),
			kit.Grow(kit.VStack(1, kit.NewParagraph(say.Sentence(e.Text), kit.Control), kit.NewParagraph(under, kit.Small))))
		if e.Interview == "" {
			list.Add(kit.Pad(row, kit.Space1))
			continue
		}
		id := e.Interview
		list.Add(kit.NewCompactEntry(row, func() { s.goTo(kit.Route{Screen: kit.Reader, ID: string(id)}) }))
	}
	return []fyne.CanvasObject{list}
}

// detailWords is what an event says of itself; what people wrote of an incentive stays as it is.
func detailWords(e people.Event) string {
	if e.Kind == people.EventIncentive {
		return strings.Join(notEmpty(say.Money(e.Amount, e.Currency), e.Detail), ", ")
	}
	return say.Sentence(e.Detail)
}

// dayOrUnknown is the day of an event.
func dayOrUnknown(e people.Event) string {
	if e.Day == "" {
		return say.T("Day unknown")
	}
	return dayWord(e.Day)
}

func notEmpty(words ...string) (out []string) {
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

// said is what somebody said.
func (s *Screen) said(cur *app.ParticipantRow) []fyne.CanvasObject {
	m := s.model
	if len(m.Said) == 0 {
		return []fyne.CanvasObject{kit.NewParagraph(say.T("No finding is of what they said. Open one of their interviews and tag a passage."), kit.Small)}
	}
	word := say.Count(cur.Findings, "finding")
	if len(m.Said) < cur.Findings {
		word = say.T("The newest %s of %s", say.Number(len(m.Said)), word)
	}
	out := []fyne.CanvasObject{kit.NewText(word, kit.Label)}
	for i := range m.Said {
		f := &m.Said[i]
		said := kit.VStack(2, kit.NewParagraph(f.Text(), kit.Control).Limit(4))
		foot := kit.HStack(kit.Space2)
		if at := say.Sentence(f.Locator()); at != "" {
			foot.Add(kit.NewText(at, kit.Small))
		}
		if mark := s.consents.MarkOf(f, true, nil); mark != nil {
			foot.Add(mark)
		}
		if len(foot.Objects) > 0 {
			said.Add(foot)
		}
		out = append(out, kit.NewCompactEntry(kit.Barred(kit.PaintOf(kit.Line), said), func() {
			if f.Interview != "" {
				s.goTo(kit.Route{Screen: kit.Reader, ID: string(f.Interview), Span: f.Span})
			}
		}))
	}
	return out
}
