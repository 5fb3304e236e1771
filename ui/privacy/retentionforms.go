package privacy

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/erase"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// AskPerson lets somebody be chosen to erase.
func (v *RetentionView) AskPerson() {
	m := v.model
	if m.ReadOnly {
		return
	}
	waited := v.asked
	if v.asked = !m.Loaded; v.asked {
		return // Refresh asks again once people are known
	}
	items := make([]kit.PickItem, len(m.Persons))
	for i, p := range m.Persons {
		items[i] = kit.PickItem{Text: p.Code, Detail: p.Segment, Run: func() { v.AskErase(erase.Order{Participant: p.ID}) }}
	}
	pick := kit.NewPicker(say.T("Whom to erase"), 320, func(query string) []kit.PickItem { return kit.Match(query, items) })
	pick.OnClose = v.Shown
	if waited { // the button was not laid out yet
		pick.ShowTop(kit.CanvasOf(v.root))
		return
	}
	pick.ShowBelow(v.erase)
}

// AskDay lets a study without a last day have one.
func (v *RetentionView) AskDay() {
	var items []kit.PickItem
	for _, st := range v.model.Others {
		items = append(items, kit.PickItem{Text: st.Name, Run: func() { v.AskExtend(erase.Due{Study: st.ID, Name: st.Name}) }})
	}
	pick := kit.NewPicker(say.T("Which study"), 320, func(query string) []kit.PickItem { return kit.Match(query, items) })
	pick.OnClose = v.Shown
	pick.ShowBelow(v.other)
}

// AskExtend lets the words of a study be kept until another day.
func (v *RetentionView) AskExtend(d erase.Due) {
	day, why := kit.NewEntry("2027-05-31"), kit.NewEntry(say.T("a follow-up study is planned …"))
	now := say.T("They may be kept without limit.")
	if d.Until != "" {
		now = say.T("They may be kept until %s.", dayWord(d.Until))
	}
	v.ask(say.T("Keep the words of %s", d.Name), say.T("Set the last day"), []fyne.CanvasObject{kit.NewParagraph(say.T("%s The reason stands in the history.", now), kit.Small),
		kit.FormRow(say.T("Last day"), day), kit.FormRow(say.T("Reason"), why)}, []*kit.Entry{day, why},
		func(done func(error)) { v.model.Extend(d, app.Date(strings.TrimSpace(day.Text)), why.Text, done) })
}

// AskMonths changes the rule for all studies without a day of their own.
func (v *RetentionView) AskMonths() {
	months := kit.NewEntry(say.T("no limit"))
	if n := v.model.Months; n > 0 {
		months.SetText(strconv.Itoa(n))
	}
	v.ask(say.T("How long words are kept"), say.T("Change the rule"), []fyne.CanvasObject{kit.NewParagraph(say.T("It holds for every study that has an end and no last day of its own. Nothing is erased by itself: what is due is listed here and on Home."), kit.Small),
		kit.FormRow(say.T("Months after a study's end"), months)}, []*kit.Entry{months}, func(done func(error)) { v.model.KeepFor(months.Text, done) })
}

// ask shows a sheet of fields; save is handed what tells how it went.
func (v *RetentionView) ask(title, button string, rows []fyne.CanvasObject, fields []*kit.Entry, save func(done func(error))) {
	const width float32 = 480
	wrong := kit.NewParagraph("", kit.Small.In(kit.BadInk))
	body := kit.VStack(kit.Space3, append(rows, wrong)...)
	sheet := kit.NewDialog(title, width, kit.HeightFor(body, width-2*kit.Space5)+170)
	sheet.SetContent(kit.Inset(body, kit.Space2, 0, 0, 0))
	do := func() {
		save(func(err error) {
			if err == nil {
				sheet.Hide()
				return
			}
			message, hint := say.Explain(err)
			wrong.SetText(strings.TrimSpace(message + " " + hint))
			body.Refresh()
		})
	}
	for i, f := range fields {
		f.OnSubmitted = func(string) {
			if i+1 < len(fields) {
				fields[i+1].Focus()
				return
			}
			do()
		}
	}
	sheet.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, sheet.Hide), kit.NewButton(button, kit.Primary, do))
	sheet.OnClose = v.Shown
	sheet.Show(kit.CanvasOf(v.root))
	fields[0].Focus()
}

// eraseSheet is the sheet that says what goes, asks for certainty, and shows how far it is.
type eraseSheet struct {
	v       *RetentionView
	dialog  *kit.Dialog
	order   erase.Order
	preview *erase.Preview
	failed  error
	run     *Running

	code, why *kit.Entry
	proof     *kit.Check
	keeps     *kit.Segments
	goes      *fyne.Container
	wrong     *kit.Paragraph
	button    *kit.Button
	bar       *kit.Progress
	step      *kit.Text
}

const (
	eraseWidth  float32 = 640
	eraseHeight float32 = 640
)

// AskErase shows what an erasure would take, and carries it out once it is confirmed.
func (v *RetentionView) AskErase(o erase.Order) {
	if v.model.ReadOnly {
		return
	}
	s := &eraseSheet{v: v, order: o, goes: kit.VStack(kit.Space3), wrong: kit.NewParagraph("", kit.Small.In(kit.BadInk)), why: kit.NewEntry(say.T("asked by the person")), code: kit.NewEntry("")}
	title := say.T("Erase a participant")
	if o.Study != "" {
		title = say.T("Erase the words of a study")
		s.why = kit.NewEntry(say.T("retention ended"))
		s.keeps = kit.NewSegments([]kit.Option{{ID: string(app.KeepQuotes), Text: say.T("Keep what findings quote")}, {ID: "nothing", Text: say.T("Remove all words")}}, s.setKeeps)
		s.keeps.Select(string(app.KeepQuotes))
	} else {
		s.proof = kit.NewCheck(say.T("Keep that and when they consented, because they ask for it"), false, nil)
	}
	s.button = kit.NewButton(say.T("Erase for good"), kit.Danger, s.begin)
	s.dialog = kit.NewDialog(title, eraseWidth, eraseHeight)
	s.dialog.OnClose = s.closed
	s.code.OnSubmitted = func(string) { s.begin() }
	s.why.OnSubmitted = func(string) { s.code.Focus() }
	s.show()
	s.dialog.Show(kit.CanvasOf(v.root))
	s.why.Focus() // the reason can be typed while the workspace is looked through
	s.look()
}

func (s *eraseSheet) setKeeps(id string) {
	s.order.Keeps = app.KeepQuotes
	if id == "nothing" {
		s.order.Keeps = app.KeepNothing
	}
	s.preview = nil
	s.show()
	s.look()
}

// look asks what goes.
func (s *eraseSheet) look() {
	s.v.model.Look(s.order, func(p erase.Preview, err error) {
		s.preview, s.failed = &p, err
		s.show()
	})
}

// show paints the step the sheet is at.
func (s *eraseSheet) show() {
	switch {
	case s.run != nil:
		s.showRunning()
		return
	case s.preview == nil:
		s.goes.Objects = []fyne.CanvasObject{kit.NewParagraph(say.T("Looking through the workspace, its history and what others wrote…"), kit.Body.In(kit.Muted))}
		s.dialog.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, s.dialog.Hide))
	case s.failed != nil:
		s.goes.Objects = []fyne.CanvasObject{kit.ErrorState(s.failed, kit.NewButton(say.T("Try again"), kit.Secondary, s.look))}
		s.dialog.SetActions(nil, kit.NewButton(say.T("Close"), kit.Secondary, s.dialog.Hide))
	default:
		s.goes.Objects = append(goes(s.preview), s.vaultLine()...)
		s.dialog.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, s.dialog.Hide), s.button)
	}
	s.dialog.SetContent(kit.Dock(nil, nil, s.form(), nil, kit.Scroll(kit.Inset(s.goes, kit.Space2, kit.Space3, kit.Space3, 0))))
}

// form is what is to be typed before it begins.
func (s *eraseSheet) form() fyne.CanvasObject {
	rows := kit.VStack(kit.Space3, kit.HLine())
	if s.keeps != nil {
		rows.Add(kit.HStack(0, s.keeps, kit.Spacer()))
	}
	why := kit.Grow(kit.FormRow(say.T("Reason, without names"), s.why))
	switch {
	case s.failed != nil:
		return rows
	case s.preview == nil:
		rows.Add(why)
		return rows
	}
	rows.Add(kit.HStackTop(kit.Space3, why, kit.Grow(kit.FormRow(say.T("Type “%s” to confirm", s.preview.Code), s.code))))
	if s.proof != nil && s.preview.Removed["consents"] > 0 {
		rows.Add(s.proof)
	}
	rows.Add(s.wrong)
	return rows
}

// goes lists what an erasure takes.
func goes(p *erase.Preview) []fyne.CanvasObject {
	list := kit.VStack(kit.Space1, kit.NewText(say.T("What goes with %s", p.Code), kit.Strong))
	for _, r := range erase.Lines(p.Removed) {
		list.Add(kit.HStack(kit.Space3, kit.Fixed(kit.NewTextAt(say.Number(r.Count), kit.Body.B(), fyne.TextAlignTrailing), 64, 0), kit.Grow(kit.NewElastic(say.Sentence(r.What), kit.Body))))
	}
	if len(p.Removed) == 0 {
		list.Add(kit.NewParagraph(say.T("Nothing is held but the name."), kit.Body.In(kit.Muted)))
	}
	all := []fyne.CanvasObject{list}
	if len(p.Affected) > 0 {
		part := kit.VStack(kit.Space1, kit.NewText(say.T("Insights that lose evidence"), kit.Strong))
		for _, a := range p.Affected {
			part.Add(kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(a.Title, kit.Body)), kit.NewText(leaves(a), kit.Small)))
		}
		all = append(all, part)
	}
	if len(p.Passages) > 0 {
		all = append(all, passages(p.Passages))
	}
	if len(p.Copies) > 0 {
		part := kit.VStack(kit.Space1, kit.NewText(say.T("Backups that are erased as well"), kit.Strong))
		for _, name := range p.Copies {
			part.Add(kit.NewElastic(name, kit.Body))
		}
		all = append(all, part)
	}
	return append(all, kit.NoticeBar(icons.Warning, kit.Caution, kit.NewParagraph(say.T("This cannot be undone, and what you undid before cannot be redone. Reports and exports that were given away, and copies of the workspace elsewhere, are not reached."), kit.Small)))
}

func leaves(a erase.Affected) string {
	switch {
	case a.Left == 0:
		return say.T("loses all %s", say.Number(a.Lost))
	case a.Status == app.InsightPublished:
		return say.T("loses %s of %s, becomes stale", say.Number(a.Lost), say.Number(a.Lost+a.Left))
	}
	return say.T("loses %s of %s", say.Number(a.Lost), say.Number(a.Lost+a.Left))
}

// passagesShown is how many passages the sheet lists.
const passagesShown = 40

// passages lists where words of theirs stand in the texts of others.
func passages(all []erase.Passage) fyne.CanvasObject {
	part := kit.VStack(kit.Space2, kit.NewText(say.T("Passages in texts of others that give way to %s", app.Erased), kit.Strong))
	for _, p := range all[:min(passagesShown, len(all))] {
		part.Add(kit.VStack(2, kit.NewParagraph(p.Text, kit.Body), kit.NewElastic(app.Capital(say.Sentence(string(p.In.Kind)))+" · "+p.Name, kit.Small)))
	}
	if more := len(all) - passagesShown; more > 0 {
		part.Add(kit.NewText(say.T("and %s more", say.Number(more)), kit.Small))
	}
	part.Add(kit.NewParagraph(say.T("What is told in other words is not found. Read the memos and insights about them yourself."), kit.Small))
	return part
}

// begin starts it, when it is confirmed.
func (s *eraseSheet) begin() {
	if s.preview == nil || s.failed != nil || s.run != nil {
		return
	}
	switch {
	case strings.TrimSpace(s.why.Text) == "":
		s.wrong.SetText(say.T("Say why. Name nobody in it."))
		s.why.Focus()
		return
	case !Confirmed(s.code.Text, s.preview.Code):
		s.wrong.SetText(say.T("Type “%s” to confirm that it goes for good.", s.preview.Code))
		s.code.Focus()
		return
	}
	s.order.Reason = s.why.Text
	s.order.Proof = s.proof != nil && s.proof.On()
	s.bar, s.step = kit.NewProgress(eraseWidth-2*kit.Space5), kit.NewElastic("", kit.Small)
	s.run = s.v.model.Erase(s.order, s.preview.Code, s.ended)
	s.run.OnChange = s.showRunning
	s.show()
}

// showRunning says how far it is.
func (s *eraseSheet) showRunning() {
	s.bar.Set(s.run.Share)
	s.step.SetText(s.run.What)
	if s.run.Stopping {
		s.dialog.SetActions(nil)
		s.step.SetText(say.T("Stopping, unless it is stored already…"))
		return
	}
	s.dialog.SetContent(kit.Centered(kit.Fixed(kit.VStack(kit.Space3, kit.NewText(say.T("Erasing %s", s.preview.Code), kit.Strong), s.bar, s.step,
		kit.NewParagraph(say.T("Until everything is stored it can be stopped, and nothing has changed. From then on it is carried through, at the next opening if need be."), kit.Small)), eraseWidth-4*kit.Space5, 0)))
	s.dialog.SetActions(nil, kit.NewButton(say.T("Stop"), kit.Secondary, s.run.Stop))
}

// ended hears how it went. When something was erased the window opens the workspace anew, and the sheet goes with it.
// Otherwise the form is back and has the keyboard: without it, keys would reach the page behind the sheet.
func (s *eraseSheet) ended(err error) {
	s.run = nil
	if err == nil {
		s.dialog.Hide()
		return
	}
	if app.CodeOf(err) == app.ECanceled {
		s.wrong.SetText(say.T("Stopped. Nothing was erased."))
	} else {
		message, hint := say.Explain(err)
		s.wrong.SetText(strings.TrimSpace(message + " " + hint))
	}
	s.show()
	s.code.Focus()
}

// closed stops what runs, and gives the keyboard back.
func (s *eraseSheet) closed() {
	if s.run != nil {
		s.run.Stop()
	}
	s.v.Shown()
}
