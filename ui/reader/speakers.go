package reader

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// roleWords are the roles as shown.
var roleWords = map[app.Role]string{app.RoleParticipant: say.T("Participant"), app.RoleModerator: say.T("Moderator"), app.RoleOther: say.T("Other")}

// speakers shows who says how much, and lets names, roles and people be put right.
func (p *panel) speakers() fyne.CanvasObject {
	talk := p.s.model.Talk()
	if len(talk.Voices) == 0 {
		return nil
	}
	by := say.T("by words, because times are unknown")
	if talk.ByTime {
		by = say.T("by talking time")
	}
	rows := kit.VStack(kit.Space2)
	for _, v := range talk.Voices {
		rows.Add(p.voice(v, talk))
	}
	return kit.VStack(kit.Space1, kit.NewParagraph(say.T("Speakers, %s", by), kit.Small), rows)
}

// voice is one speaker: name, bar, figures.
func (p *panel) voice(v app.Voice, talk app.Talk) fyne.CanvasObject {
	name := v.Name
	if name == "" {
		name = say.T("No speaker")
	}
	tint := kit.PaintOf(kit.Accent)
	if v.Role != app.RoleParticipant {
		tint = kit.PaintOf(kit.Muted)
	}
	figures := fmt.Sprintf("%.0f %% · %s", 100*v.Share, say.Count(v.Words, "word"))
	if talk.ByTime {
		figures += say.T(" · %.0f min", v.Time.Minutes())
	}
	who := roleWords[v.Role]
	if code := p.s.model.codeOf(v.Participant); code != "" && code != name {
		who += " " + code
	}
	line := kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(name, kit.Body)), kit.NewElastic(who, kit.Small))
	if p.s.model.Revise != nil {
		var more *kit.IconButton
		more = kit.NewIconButton(icons.More, say.T("Rename, assign, merge"), func() { p.s.speakerMenu(more, v.Speaker, talk) })
		line.Add(more)
	}
	return kit.VStack(2, line, kit.NewMeter(v.Share, tint, 80), kit.NewElastic(figures, kit.Small))
}

// speakerMenu offers what can be done with a speaker.
func (s *Screen) speakerMenu(anchor fyne.CanvasObject, sp app.Speaker, talk app.Talk) {
	m := s.model
	items := []kit.MenuItem{
		{Icon: icons.Edit, Text: say.T("Rename…"), Run: func() {
			s.askName(say.T("Rename speaker"), say.T("Rename"), sp.Name, func(name string) { s.rename(sp, name) })
		}},
		{Icon: icons.People, Text: say.T("Is participant…"), Detail: m.codeOf(sp.Participant), Run: func() { s.pickPerson(sp) }},
		kit.Separator,
	}
	for _, role := range []app.Role{app.RoleModerator, app.RoleParticipant, app.RoleOther} {
		items = append(items, kit.MenuItem{Text: roleWords[role], Checked: sp.Role == role, Run: func() {
			m.Speaker(func(ctx context.Context, r Reviser, id app.InterviewID) error {
				return r.SetRole(ctx, id, sp.Label, role)
			})
		}})
	}
	head := false
	for _, v := range talk.Voices {
		if v.Label == sp.Label || v.Words == 0 {
			continue
		}
		if !head {
			items = append(items, kit.Separator, kit.MenuItem{Text: say.T("Is the same voice as"), Head: true})
			head = true
		}
		items = append(items, kit.MenuItem{Icon: icons.Merge, Text: v.Name, Run: func() { s.merge(sp, v.Speaker) }})
	}
	kit.ShowMenu(anchor, items...)
}

// rename gives a speaker another name. When another speaker has it already the two are most likely one, so to merge them is offered.
func (s *Screen) rename(sp app.Speaker, name string) {
	m := s.model
	same, ok := m.SpeakerCalled(name, sp.Label)
	if !ok {
		m.Speaker(func(ctx context.Context, r Reviser, id app.InterviewID) error {
			return r.Rename(ctx, id, sp.Label, name)
		})
		return
	}
	d := kit.NewDialog(say.T("%s is a speaker here already", same.Name), 440, 200)
	d.SetContent(kit.NewParagraph(say.T("Two speakers of one name could not be told apart. If both are the same voice, give all turns of %s to %s; else choose another name.", sp.Name, same.Name), kit.Body))
	d.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(say.T("Merge into %s", short(same.Name, 24)), kit.Primary, func() {
		d.Hide()
		s.merge(sp, same)
	}))
	d.Show(kit.CanvasOf(s.root))
}

// merge gives all turns of one speaker to another and says so.
func (s *Screen) merge(from, into app.Speaker) {
	s.model.MergeSpeakers(from.Label, into.Label, func() { s.told(say.T("%s is %s now", from.Name, into.Name), icons.Merge) })
}

// pickPerson lets the person choose which participant a speaker is.
func (s *Screen) pickPerson(sp app.Speaker) {
	m := s.model
	m.Persons(func(all []app.ParticipantRow) {
		assign := func(who app.ParticipantID) func() {
			return func() {
				m.Speaker(func(ctx context.Context, r Reviser, id app.InterviewID) error {
					return r.Assign(ctx, id, sp.Label, who)
				})
			}
		}
		var items []kit.PickItem
		known := map[string]bool{}
		for _, p := range all {
			known[strings.ToLower(p.Code)] = true
			items = append(items, kit.PickItem{Text: p.Code, Detail: p.Segment, Run: assign(p.ID)})
		}
		if sp.Participant != "" {
			items = append(items, kit.PickItem{Text: say.T("Nobody known"), Muted: true, Run: assign("")})
		}
		kit.NewPicker(say.T("Which participant is %s?", sp.Name), 360, func(q string) []kit.PickItem {
			found := kit.Match(q, items)
			if code := strings.Join(strings.Fields(q), " "); code != "" && !known[strings.ToLower(code)] {
				found = append(found, kit.PickItem{Text: say.T("New participant “%s”", code), Muted: true, Run: func() {
					m.Speaker(func(ctx context.Context, r Reviser, id app.InterviewID) error {
						return r.AssignNew(ctx, id, sp.Label, code)
					})
				}})
			}
			return found
		}).ShowTop(kit.CanvasOf(s.root))
	})
}

// homeless lists the findings whose words only an older revision has.
func (p *panel) homeless() fyne.CanvasObject {
	m := p.s.model
	all := m.Unplaced()
	if len(all) == 0 {
		return nil
	}
	rows := kit.VStack(kit.Space2, kit.NewText(say.T("%s without a place", say.Count(len(all), "finding")), kit.Strong),
		kit.NewParagraph(say.T("%s words were taken out of the text. Quote, tags and evidence are kept. Select where %s belongs, then place it.", verb(len(all), say.T("Its"), say.T("Their")), verb(len(all), say.T("it"), say.T("one"))), kit.Small))
	const most = 20
	for i := range all[:min(len(all), most)] {
		f := &all[i]
		place := kit.NewButton(say.T("Place on the selection"), kit.Secondary, func() { m.PlaceFinding(f.ID) })
		if f.ID == m.wanted {
			place.SetKind(kit.Primary)
		}
		row := kit.VStack(kit.Space1, kit.Barred(p.stripe(f), kit.NewParagraph("“"+f.Quote+"”", kit.Body).Limit(4)))
		if m.Revise != nil {
			row.Add(kit.HStack(0, place))
		}
		if f.ID == m.wanted { // it was asked for: first
			rows.Objects = append(rows.Objects[:2:2], append([]fyne.CanvasObject{row}, rows.Objects[2:]...)...)
			continue
		}
		rows.Add(row)
	}
	if more := len(all) - most; more > 0 {
		rows.Add(kit.NewText(say.T("and %s more", say.Number(more)), kit.Small))
	}
	return rows
}
