package recruit

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// inviteSheet shows the invitations of the chosen candidates, to be copied or saved, and marks them as invited.
type inviteSheet struct {
	s      *Screen
	ids    []app.CandidacyID
	all    []engine.Invitation
	at     int
	head   *kit.Text
	text   *kit.Paragraph
	title  *kit.Paragraph
	notice *fyne.Container
	dialog *sheet
	body   *kit.ScrollView
}

// AskInvite shows the invitations of the chosen candidates.
func (s *Screen) AskInvite() {
	m := s.model
	if m.Desk == nil || len(m.Chosen) == 0 || m.ReadOnly {
		return
	}
	v := &inviteSheet{s: s, ids: m.Chosen, head: kit.NewElastic("", kit.Small), title: kit.NewParagraph("", kit.Body.B()), text: kit.NewParagraph("", kit.Body), notice: kit.VStack(kit.Space2)}
	v.all = m.Desk.Invitations(v.ids, nil)
	if len(v.all) == 0 {
		return
	}
	v.dialog = &sheet{Dialog: kit.NewDialog(say.T("Invite %s", say.Count(len(v.all), "person")), 640, 600), wrong: kit.NewParagraph("", kit.Small.In(kit.BadInk))}
	v.body = kit.Scroll(kit.Pad(kit.VStack(kit.Space3, v.title, v.text), kit.Space3))
	v.paint()
	marked := m.Deck.allOf(v.ids, app.StageCandidate)
	actions := []fyne.CanvasObject{kit.NewButton(say.T("Close"), kit.Quiet, v.dialog.Hide)}
	var mark *kit.Button
	if marked > 0 {
		mark = kit.NewButton(say.T("Mark %s as invited", say.Number(marked)), kit.Primary, v.mark)
		actions = append(actions, mark)
	}
	v.dialog.SetActions([]fyne.CanvasObject{kit.Fixed(v.dialog.wrong, 320, 0)}, actions...)
	v.dialog.OnClose = s.Shown
	v.dialog.Show(s.canvas())
	if c := s.canvas(); c != nil && mark != nil {
		c.Focus(mark) // Enter marks them
	}
	if s.doors.Contacts != nil {
		s.doors.Contacts(v.people(), v.opened)
	}
}

// allOf counts candidates of a stage among some.
func (k *Deck) allOf(ids []app.CandidacyID, stage app.Stage) int {
	want := map[app.CandidacyID]bool{}
	for _, id := range ids {
		want[id] = true
	}
	n := 0
	for i := range k.all {
		if want[k.all[i].ID] && k.all[i].Stage == stage {
			n++
		}
	}
	return n
}

func (v *inviteSheet) people() []app.ParticipantID {
	out := make([]app.ParticipantID, len(v.all))
	for i := range v.all {
		out[i] = v.all[i].Participant
	}
	return out
}

// opened fills in names and addresses, or says why there are none.
func (v *inviteSheet) opened(contacts map[app.ParticipantID]app.Contact, err error) {
	v.notice.Objects = nil
	if err != nil {
		message, hint := say.Explain(err)
		v.notice.Add(kit.NoticeBar(icons.Lock, kit.Plain, kit.NewParagraph(say.T("%s The texts name people by code.", strings.TrimSpace(message+" "+hint)), kit.Small)))
	} else if d := v.s.model.Desk; d != nil {
		v.all = d.Invitations(v.ids, contacts)
		if _, missing := engine.Mailto(v.all, ""); missing > 0 {
			v.notice.Add(kit.NoticeBar(icons.Info, kit.Caution, kit.NewParagraph(say.T("The vault has no address of %s of them.", say.Number(missing)), kit.Small.In(kit.WarnInk))))
		}
	}
	v.paint()
}

func (v *inviteSheet) paint() {
	in := v.all[v.at]
	head := in.Code
	if len(v.all) > 1 {
		head += say.T(", %s of %s", say.Number(v.at+1), say.Number(len(v.all)))
	}
	if in.To != "" {
		head += " · " + in.To
	}
	v.head.SetText(head)
	v.title.SetText(in.Subject)
	v.text.SetText(in.Text)
	step := kit.HStack(kit.Space1)
	if len(v.all) > 1 {
		step.Add(kit.NewIconButton(icons.Left, say.T("The one before"), func() { v.step(-1) }))
		step.Add(kit.NewIconButton(icons.Right, say.T("The next one"), func() { v.step(1) }))
	}
	row := kit.HStack(kit.Space2, step, kit.Grow(v.head))
	if do := v.s.doors.Copy; do != nil {
		row.Add(kit.NewIconTextButton(icons.Copy, say.T("Copy"), kit.Secondary, func() { do(in.Subject + "\n\n" + in.Text) }))
	}
	if v.s.doors.SaveMails != nil {
		row.Add(kit.NewIconTextButton(icons.Export, say.T("Save as mail…"), kit.Secondary, func() { v.s.doors.SaveMails(v.all) }))
	}
	if link, missing := engine.Mailto(v.all, in.Subject); link != "" && v.s.doors.Copy != nil {
		b := kit.NewButton(say.T("Copy addresses"), kit.Secondary, func() { v.s.doors.Copy(link) })
		b.SetTip(say.T("A mailto link to %s", say.Count(len(v.all)-missing, "address")))
		row.Add(b)
	}
	paper := kit.Stack(kit.NewBox(kit.Surface, kit.Line), v.body)
	v.dialog.SetContent(kit.Dock(kit.Inset(kit.VStack(kit.Space2, row, v.notice), 0, 0, kit.Space3, 0), nil, nil, nil, paper))
	v.body.ScrollTo(0)
}

func (v *inviteSheet) step(by int) {
	v.at = (v.at + by + len(v.all)) % len(v.all)
	v.paint()
}

// mark takes those who are still candidates to invited.
func (v *inviteSheet) mark() {
	m := v.s.model
	var ids []app.CandidacyID
	for _, id := range v.ids {
		if c := m.Desk.Candidate(id); c != nil && c.Stage == app.StageCandidate {
			ids = append(ids, id)
		}
	}
	m.Move(ids, engine.Target{Stage: app.StageInvited}, v.dialog.told)
}
