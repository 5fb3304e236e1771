package reader

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/passage"
	"throughline/app/revise"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

const (
	// maxItems is how many findings a review lists; those most in doubt come first.
	maxItems = 150
	// minGuess is the least likeness at which a place is offered for a finding that lost its own.
	minGuess = 0.2
	// maxStretches is how many changed stretches of the text it shows.
	maxStretches = 60
)

// reviewer is the dialog that shows what a draft would do, before it is saved.
type reviewer struct {
	s       *Screen
	r       review
	choices map[app.FindingID]revise.Choice
	d       *kit.Dialog
	list    *fyne.Container
	scroll  *kit.ScrollView
	sums    *fyne.Container
}

// showReview opens the dialog.
func (s *Screen) showReview(r review) {
	v := &reviewer{s: s, r: r, choices: map[app.FindingID]revise.Choice{}, list: kit.VStack(kit.Space3), sums: kit.HStack(kit.Space2)}
	v.d = kit.NewDialog(say.T("Review: %s", say.Sentence(r.of.Label)), 860, 620)
	v.scroll = kit.Scroll(kit.Inset(v.list, 0, kit.Space3, kit.Space4, 0))
	for _, w := range r.warnings {
		v.list.Add(kit.NewParagraph(w, kit.Small.In(kit.WarnInk)))
	}
	v.findings()
	v.turns()
	v.stretches()
	v.sum()
	v.d.SetContent(kit.Dock(kit.Inset(v.sums, 0, 0, kit.Space3, 0), nil, nil, nil, v.scroll))
	words := say.T("One step that undo takes back")
	if r.of.Words == 0 {
		words = say.T("The words stay, only speakers, turns or times change. Undo takes it back.")
	}
	back := say.T("Cancel")
	if s.model.Editing() != nil {
		back = say.T("Keep editing")
	}
	v.d.OnClose = s.backToWork
	v.d.SetActions([]fyne.CanvasObject{kit.NewElastic(words, kit.Small)},
		kit.NewButton(back, kit.Secondary, v.d.Hide), kit.NewButton(say.T("Save as revision %d", r.of.Next.Revision), kit.Primary, v.save))
	v.d.Show(kit.CanvasOf(s.root))
}

// sum counts what becomes of the findings, with the choices made.
func (v *reviewer) sum() {
	n, again := map[passage.Verdict]int{}, 0
	for _, it := range v.r.of.Items {
		verdict := it.Verdict
		if c, ok := v.choices[it.Finding.ID]; ok {
			verdict = passage.Changed
			if c.Leave {
				verdict = passage.Lost
			}
		}
		switch {
		case it.Older && verdict == passage.Lost:
		case back(it) && verdict == passage.Moved:
			again++
		default:
			n[verdict]++
		}
	}
	v.sums.Objects = []fyne.CanvasObject{kit.NewBadge(say.T("%s kept", say.Count(n[passage.Kept], "finding")), kit.Positive)}
	for _, p := range []struct {
		verdict passage.Verdict
		words   string
		tone    kit.Tone
	}{{passage.Moved, say.T("moved"), kit.Calling}, {passage.Changed, say.T("with other words"), kit.Caution}, {passage.Lost, say.T("without a place"), kit.Negative}} {
		if n[p.verdict] > 0 {
			v.sums.Add(kit.NewBadge(say.Number(n[p.verdict])+" "+p.words, p.tone))
		}
	}
	if again > 0 {
		v.sums.Add(kit.NewBadge(say.T("%s with a place again", say.Number(again)), kit.Positive))
	}
	v.sums.Add(kit.NewText(say.T("%s of the text %s", say.Count(v.r.of.Words, "word"), verb(v.r.of.Words, say.T("differs"), say.T("differ"))), kit.Small))
	v.sums.Refresh()
}

// findings lists those that are not simply kept.
func (v *reviewer) findings() {
	items := v.r.of.Doubtful()
	if len(items) == 0 {
		v.list.Add(kit.NewParagraph(say.T("Every finding keeps its words and its place."), kit.Body))
		return
	}
	v.list.Add(kit.NewText(say.T("Findings to look at"), kit.Strong))
	for i := range items[:min(len(items), maxItems)] {
		v.list.Add(v.card(items[i]))
	}
	if more := len(items) - maxItems; more > 0 {
		v.list.Add(kit.NewText(say.T("and %s more like the last ones", say.Number(more)), kit.Small))
	}
}

// decision is one finding of a review, with old and new words and what can be done about it.
type decision struct {
	v       *reviewer
	it      revise.Item
	guess   string // the likeliest words for a lost one
	verdict *kit.Badge
	now     *kit.Paragraph
	acts    *fyne.Container
}

func (v *reviewer) card(it revise.Item) fyne.CanvasObject {
	c := &decision{v: v, it: it, verdict: kit.NewBadge("", kit.Plain), now: kit.NewParagraph("", kit.Body), acts: kit.HStack(kit.Space2)}
	if it.Verdict == passage.Lost && it.Span.Len() > 0 && it.Confidence >= minGuess {
		c.guess = v.r.of.Next.Text[it.Span.Start:it.Span.End]
	}
	var tags []string
	for _, id := range it.Finding.TagIDs() {
		if t := v.s.model.TagNamed(id); t != nil {
			tags = append(tags, t.Name)
		}
	}
	head := kit.HStack(kit.Space2, c.verdict, kit.Grow(kit.NewElastic(strings.Join(tags, ", "), kit.Small)))
	was := kit.NewRuns(runsOf(say.T("Was "), it.Finding.Quote, it.Now, true)...)
	c.paint()
	return kit.NewCard(kit.VStack(kit.Space2, head, was, c.now, c.acts))
}

// paint shows the verdict as it is with the choice made.
func (c *decision) paint() {
	choice, chosen := c.v.choices[c.it.Finding.ID]
	lost := c.it.Verdict == passage.Lost && !chosen || choice.Leave
	c.say(lost, chosen)
	c.offer(lost, choice, chosen)
	c.v.list.Refresh()
}

func (c *decision) say(lost, chosen bool) {
	quiet := func(words string) { c.now.SetRuns(kit.Run{Text: words, Style: kit.Body.In(kit.Muted)}) }
	switch {
	case lost:
		c.verdict.Set(say.T("Without a place"), kit.Negative)
		quiet(say.T("Keeps its words, tags and note. You can place it by hand later."))
	case back(c.it):
		c.verdict.Set(say.T("Has its place again"), kit.Positive)
		quiet(say.T("Its words are in the text again."))
	case c.it.Verdict == passage.Moved:
		c.verdict.Set(say.T("Moved"), kit.Calling)
		quiet(say.T("The same words stand elsewhere."))
	case chosen:
		c.verdict.Set(say.T("Placed by you"), kit.Caution)
		c.now.SetRuns(runsOf(say.T("Now "), c.guess, c.it.Finding.Quote, false)...)
	default:
		c.verdict.Set(say.T("Other words, %.0f %% alike", 100*c.it.Confidence), kit.Caution)
		c.now.SetRuns(runsOf(say.T("Now "), c.it.Now, c.it.Finding.Quote, false)...)
	}
}

// offer shows the buttons.
func (c *decision) offer(lost bool, choice revise.Choice, chosen bool) {
	c.acts.Objects = nil
	switch {
	case lost && choice.Leave:
		c.acts.Add(kit.NewButton(say.T("Accept the new words"), kit.Secondary, func() { c.choose(nil) }))
	case lost && c.guess != "":
		c.acts.Add(kit.NewButton(say.T("Place it at “%s”", short(flat(c.guess), 48)), kit.Secondary, func() { c.choose(&revise.Choice{Span: c.it.Span}) }))
	case !lost && chosen:
		c.acts.Add(kit.NewButton(say.T("Leave without a place"), kit.Quiet, func() { c.choose(nil) }))
	case !lost:
		c.acts.Add(kit.NewButton(say.T("Leave without a place"), kit.Quiet, func() { c.choose(&revise.Choice{Leave: true}) }))
	}
	if !c.it.Older {
		c.acts.Add(kit.NewButton(say.T("Go there"), kit.Quiet, func() { c.v.goThere(c.it.Finding.Span) }))
	}
}

// choose sets what becomes of the finding; nil is what the review proposes.
func (c *decision) choose(choice *revise.Choice) {
	delete(c.v.choices, c.it.Finding.ID)
	if choice != nil {
		c.v.choices[c.it.Finding.ID] = *choice
	}
	c.paint()
	c.v.sum()
}

// goThere closes the dialog and goes to a passage of the text as it stands, in the sheet while the text is being edited.
func (v *reviewer) goThere(span app.Span) {
	v.d.Hide()
	if v.s.model.Editing() != nil {
		v.s.model.BeginEdit(span.Start)
	}
	v.s.text.Select(span)
	v.s.text.Center(span)
	v.s.backToWork()
}

// runsOf shows words with those that another wording has not in bold.
func runsOf(lead, words, other string, old bool) []kit.Run {
	out := []kit.Run{{Text: lead, Style: kit.Small}}
	if other == "" {
		return append(out, kit.Run{Text: "“" + words + "”", Style: kit.Body})
	}
	out = append(out, kit.Run{Text: "“", Style: kit.Body})
	for _, p := range passage.Diff(words, other).Pieces() {
		style := kit.Body
		if !p.Same {
			style = kit.Body.B().In(kit.GoodInk)
			if old {
				style = kit.Body.B().In(kit.BadInk)
			}
		}
		if p.Old.Len() > 0 {
			out = append(out, kit.Run{Text: words[p.Old.Start:p.Old.End], Style: style})
		}
	}
	return append(out, kit.Run{Text: "”", Style: kit.Body})
}

// stretches shows where the text differs.
func (v *reviewer) stretches() {
	of := v.r.of
	n := 0
	var lines []fyne.CanvasObject
	for _, p := range of.Pieces {
		if p = tight(of, p); p.Same || p.Old.Len()+p.New.Len() == 0 {
			continue
		}
		if n++; n <= maxStretches {
			lines = append(lines, stretchLine(of, p))
		}
	}
	if n == 0 {
		return
	}
	v.list.Add(kit.NewText(say.T("Changes of the text"), kit.Strong))
	for _, l := range lines {
		v.list.Add(l)
	}
	if n > maxStretches {
		v.list.Add(kit.NewText(say.T("and %s more", say.Number(n-maxStretches)), kit.Small))
	}
}

// tight leaves white space at the ends of a changed stretch out.
func tight(of *revise.Review, p passage.Piece) passage.Piece {
	if p.Old.Len() > 0 {
		p.Old = passage.Snap(of.Base.Text, p.Old)
	}
	if p.New.Len() > 0 {
		p.New = passage.Snap(of.Next.Text, p.New)
	}
	return p
}

// stretchLine is one changed stretch with the text round it.
func stretchLine(of *revise.Review, p passage.Piece) fyne.CanvasObject {
	t := stretchOf(of.Base.Text, of.Next.Text, p)
	return kit.NewRuns(kit.Run{Text: t.before, Style: kit.Small}, kit.Run{Text: t.was, Style: kit.Small.In(kit.BadInk)}, kit.Run{Text: t.says, Style: kit.Small},
		kit.Run{Text: t.now, Style: kit.Small.B().In(kit.GoodInk)}, kit.Run{Text: t.after, Style: kit.Small})
}

// turns lists what becomes of whole turns.
func (v *reviewer) turns() {
	all := v.r.of.TurnChanges()
	if len(all) == 0 {
		return
	}
	v.list.Add(kit.NewText(say.T("Changes of turns"), kit.Strong))
	for _, c := range all[:min(len(all), maxStretches)] {
		says, words := turnWords(c)
		line := []kit.Run{{Text: says, Style: kit.Body}}
		if words != "" {
			line = append(line, kit.Run{Text: "  “" + beginning(flat(words), 120) + "”", Style: kit.Small})
		}
		v.list.Add(kit.NewRuns(line...))
	}
	if more := len(all) - maxStretches; more > 0 {
		v.list.Add(kit.NewText(say.T("and %s more", say.Number(more)), kit.Small))
	}
}

// flat writes text in one line.
func flat(s string) string { return strings.ReplaceAll(s, "\n", " ¶ ") }

// onRune is the nearest place at or before at where a rune begins.
func onRune(text string, at int) int {
	for at > 0 && at < len(text) && text[at]&0xC0 == 0x80 {
		at--
	}
	return at
}

// short cuts s after n runes.
func short(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return strings.TrimSpace(string(r[:n])) + "…"
	}
	return s
}

func (v *reviewer) save() {
	v.d.Hide()
	v.s.model.SaveRevision(v.r.draft, v.choices, v.s.saved)
}

// saved says what came of a revision.
func (s *Screen) saved(r *revise.Review) {
	words := []string{say.T("Saved as revision %d", r.Next.Revision)}
	again := regained(r)
	for _, p := range []struct {
		n    int
		word string
	}{{r.Count(passage.Changed), say.T("with other words")}, {r.Count(passage.Moved) - again, say.T("moved")}, {again, say.T("with a place again")}, {r.Count(passage.Lost), say.T("without a place")}} {
		if p.n > 0 {
			words = append(words, say.Count(p.n, "finding")+" "+p.word)
		}
	}
	s.paint(PartEdit)
	s.told(strings.Join(words, ", "), icons.Done)
	s.text.Focus()
}
