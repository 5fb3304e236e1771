package analysis

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/tally"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// codingView is the browser of disagreements: one place at a time, what either coder did there side by side, and the ways to settle it.
type codingView struct {
	s        *Screen
	progress *kit.Progress
	line     *kit.Text
	box      *fyne.Container
	scroll   *kit.ScrollView
	root     *fyne.Container
}

func newCodingView(s *Screen) *codingView {
	v := &codingView{s: s, progress: kit.NewProgress(160), line: kit.NewElastic("", kit.Small), box: kit.VStack(kit.Space3)}
	back := kit.NewIconButton(icons.Left, say.T("Previous (K)"), func() { s.model.Walk(-1) })
	next := kit.NewIconButton(icons.Right, say.T("Next (J)"), func() { s.model.Walk(1) })
	head := kit.Inset(kit.HStack(kit.Space2, v.progress, kit.Grow(v.line), back, next), kit.Space3, 0, kit.Space2, 0)
	v.scroll = kit.Scroll(kit.Inset(kit.AtMost(v.box, placeWidth), kit.Space2, kit.Space4, kit.Space4, 0))
	v.root = kit.Dock(kit.AtMost(head, placeWidth), nil, nil, nil, v.scroll)
	return v
}

// placeWidth is how wide a place runs.
const placeWidth float32 = 980

// contextBytes is how much of the text stands before and after a place.
const contextBytes = 240

// content is the browser, up to date.
func (v *codingView) content() fyne.CanvasObject {
	c := &v.s.model.Coding
	n, of := c.Progress()
	share := 1.0
	if of > 0 {
		share = float64(n) / float64(of)
	}
	v.progress.Set(share)
	d, ok := c.Now()
	words := say.T("%d of %s settled", n, say.Count(of, "disagreement"))
	if ok {
		words += say.T(" · place %d of %d left", c.Place+1, len(c.Contrast.Places))
	}
	if c.Contrast != nil {
		words += say.T(" · they agree on %s", say.Count(c.Contrast.Same, "place"))
	}
	v.line.SetText(words)
	v.box.Objects = nil
	if !ok {
		v.box.Add(kit.EmptyState(icons.Done, say.T("Nothing left to settle"), say.T("Both coders have the same tags on the same passages. Figures shows how far they agree.")))
		v.root.Refresh()
		return v.root
	}
	v.place(d)
	v.root.Refresh()
	return v.root
}

// place shows one disagreement.
func (v *codingView) place(d tally.Differing) {
	m := v.s.model
	c := &m.Coding
	tr := c.Texts[d.Interview]
	title := kit.HStack(kit.Space2, kit.NewText(c.Titles[d.Interview], kit.Strong), kit.NewBadge(kindWords(d.Kind, c.Pair), kit.Caution), kit.Spacer(),
		kit.NewIconTextButton(icons.Interviews, say.T("Open in the interview"), kit.Quiet, func() {
			v.s.goTo(kit.Route{Screen: kit.Reader, ID: string(d.Interview), Span: d.Span})
		}))
	v.box.Add(title)
	if tr != nil {
		v.box.Add(kit.NewCard(kit.NewRuns(passageRuns(tr, d.Span, c.Span)...)))
	}
	v.box.Add(kit.Columns(kit.Space3, []float32{1, 1}, v.side(c.Pair.A, d.A, tr), v.side(c.Pair.B, d.B, tr)))
	if m.ReadOnly {
		v.box.Add(kit.NewText(say.T("The workspace is open for reading only."), kit.Small))
		return
	}
	take := func(text, key string, verdict tally.Verdict) *kit.Button {
		return kit.NewButton(text+"  "+key, kit.Secondary, func() { m.Settle(verdict) })
	}
	acts := kit.Flow(kit.Space2, take(say.T("Take %s", c.Pair.A), "1", tally.TakeA), take(say.T("Take %s", c.Pair.B), "2", tally.TakeB),
		take(say.T("Take both"), "3", tally.TakeBoth), take(say.T("Take neither"), "4", tally.TakeNeither))
	if c.Span.Len() <= 0 {
		acts.Add(kit.NewButton(say.T("New boundary  B"), kit.Quiet, func() { m.Stretch(0, 0) }))
	}
	v.box.Add(acts)
	if c.Span.Len() > 0 {
		v.box.Add(v.boundary())
	}
}

// boundary are the ways to draw a boundary of its own.
func (v *codingView) boundary() fyne.CanvasObject {
	m := v.s.model
	step := func(icon icons.Name, tip string, end, by int) fyne.CanvasObject {
		return kit.NewIconButton(icon, tip, func() { m.Stretch(end, by) })
	}
	return kit.NewCard(kit.VStack(kit.Space2,
		kit.NewText(say.T("A passage of its own, with the tags of both"), kit.Strong),
		kit.HStack(kit.Space2, kit.NewText(say.T("Start"), kit.Label), step(icons.Left, say.T("Start a word earlier ( [ )"), 0, -1), step(icons.Right, say.T("Start a word later ( ] )"), 0, 1),
			kit.NewText(say.T("End"), kit.Label), step(icons.Left, say.T("End a word earlier ( { )"), 1, -1), step(icons.Right, say.T("End a word later ( } )"), 1, 1),
			kit.Spacer(), kit.NewButton(say.T("Settle with this boundary  S"), kit.Primary, func() { m.Settle(tally.TakeSpan) }))))
}

// side is what one coder did at the place.
func (v *codingView) side(name string, marks []tally.Marked, tr *app.Transcript) fyne.CanvasObject {
	box := kit.VStack(kit.Space2, kit.NewText(name, kit.Strong))
	if len(marks) == 0 {
		box.Add(kit.NewText(say.T("No tag here"), kit.Small))
	}
	for _, mark := range marks {
		quote := ""
		if tr != nil {
			quote, _ = tr.Quote(mark.Span) // a passage that is not in the text any more shows no words
		}
		chips := kit.Flow(kit.Space1)
		for _, id := range mark.Tags {
			t := v.s.model.Coding.Tags[id]
			chips.Add(kit.NewTagChip(t.Name, kit.TagPaint(t.Color), nil))
		}
		box.Add(kit.VStack(kit.Space1, kit.NewParagraph("“"+oneLine(quote)+"”", kit.Body), chips))
	}
	return kit.NewCard(box)
}

func kindWords(k tally.Kind, p tally.Pair) string {
	switch k {
	case tally.OnlyA:
		return say.T("only %s", p.A)
	case tally.OnlyB:
		return say.T("only %s", p.B)
	case tally.Tags:
		return say.T("other tags")
	case tally.Bounds:
		return say.T("other bounds")
	}
	return say.T("other tags and bounds")
}

// passageRuns is a place in its text: what stands round it quiet, a boundary that is being drawn strong.
func passageRuns(tr *app.Transcript, place, own app.Span) []kit.Run {
	text := tr.Text
	from, to := edge(text, place.Start-contextBytes), edge(text, place.End+contextBytes)
	if own.Len() > 0 {
		from, to = min(from, own.Start), max(to, own.End)
	}
	quiet, loud := kit.Body.In(kit.Muted), kit.Body
	if own.Len() <= 0 {
		return []kit.Run{{Text: "… " + oneLine(text[from:place.Start]) + " ", Style: quiet}, {Text: oneLine(text[place.Start:place.End]), Style: loud.B()},
			{Text: " " + oneLine(text[place.End:to]) + " …", Style: quiet}}
	}
	return []kit.Run{{Text: "… " + oneLine(text[from:own.Start]) + " ", Style: quiet}, {Text: oneLine(text[own.Start:own.End]), Style: loud.B()},
		{Text: " " + oneLine(text[own.End:to]) + " …", Style: quiet}}
}

// edge moves a place into the text and on to a space, so that no word is cut.
func edge(text string, at int) int {
	if at <= 0 {
		return 0
	}
	if at >= len(text) {
		return len(text)
	}
	for at < len(text) && !space(text[at]) {
		at++
	}
	return at
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// rune acts on a letter and reports whether it did.
func (v *codingView) rune(r rune) bool {
	m := v.s.model
	switch r {
	case 'j', 'J':
		m.Walk(1)
	case 'k', 'K':
		m.Walk(-1)
	case '1':
		m.Settle(tally.TakeA)
	case '2':
		m.Settle(tally.TakeB)
	case '3':
		m.Settle(tally.TakeBoth)
	case '4':
		m.Settle(tally.TakeNeither)
	case 's', 'S':
		m.Settle(tally.TakeSpan)
	case 'b', 'B':
		m.Stretch(0, 0)
	case '[':
		m.Stretch(0, -1)
	case ']':
		m.Stretch(0, 1)
	case '{':
		m.Stretch(1, -1)
	case '}':
		m.Stretch(1, 1)
	default:
		return false
	}
	return true
}
