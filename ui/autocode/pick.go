package autocode

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// pickWidth is the width of the lists to choose from, maxPicked how many lines they show at most.
const (
	pickWidth float32 = 340
	maxPicked int     = 60
)

// pick opens a list under what was pressed, or in the upper middle when it was a key.
func (s *Screen) pick(anchor fyne.CanvasObject, words string, find func(string) []kit.PickItem) {
	p := kit.NewPicker(words, pickWidth, func(q string) []kit.PickItem {
		found := find(q)
		return found[:min(len(found), maxPicked)]
	})
	if anchor == nil {
		p.ShowTop(kit.CanvasOf(s.root))
		return
	}
	p.ShowBelow(anchor)
}

// pickTag chooses a tag to put on, or names a new one.
func (s *Screen) pickTag(anchor fyne.CanvasObject) {
	m := s.model
	items := s.tagItems(m.Spec.Tags, m.AddTag)
	s.pick(anchor, say.T("Find or create a tag"), func(q string) []kit.PickItem {
		found := kit.Match(q, items)
		if q = strings.Join(strings.Fields(q), " "); q != "" && !m.HasTag(q) {
			found = append(found[:min(len(found), maxPicked-1)], kit.PickItem{Text: say.T("Create tag “%s”", q), Muted: true, Run: func() { m.AddNewTag(q) }})
		}
		return found
	})
}

// pickOther chooses a tag that the passages must have to do with.
func (s *Screen) pickOther(anchor fyne.CanvasObject) {
	m := s.model
	items := s.tagItems(m.Spec.Others, func(id app.TagID) {
		m.Edit(func(r *app.RuleSpec) { r.Others = append(slices.Clone(r.Others), id) })
	})
	s.pick(anchor, say.T("Find a tag"), func(q string) []kit.PickItem { return kit.Match(q, items) })
}

// tagItems are the tags that are not chosen yet.
func (s *Screen) tagItems(chosen []app.TagID, do func(app.TagID)) []kit.PickItem {
	var items []kit.PickItem
	for _, t := range s.model.Tags {
		if !slices.Contains(chosen, t.ID) && t.Status != app.TagDeprecated {
			items = append(items, kit.PickItem{Text: t.Name, Dot: kit.TagPaint(t.Color), Detail: say.Number(t.Findings), Run: func() { do(t.ID) }})
		}
	}
	return items
}

// pickInterview chooses an interview to look in.
func (s *Screen) pickInterview(anchor fyne.CanvasObject) {
	m := s.model
	m.WithInterviews(func(all []app.InterviewRow) {
		var items []kit.PickItem
		for _, iv := range all {
			if !slices.Contains(m.Spec.Interviews, iv.ID) {
				items = append(items, kit.PickItem{Text: iv.Title, Detail: strings.Join(iv.Codes, ", "), Run: func() {
					m.Edit(func(r *app.RuleSpec) { r.Interviews = append(slices.Clone(r.Interviews), iv.ID) })
				}})
			}
		}
		s.pick(anchor, say.T("Find an interview"), func(q string) []kit.PickItem { return kit.Match(q, items) })
	})
}

// pickSpeaker chooses whose words are looked at.
func (s *Screen) pickSpeaker(anchor fyne.CanvasObject) {
	m := s.model
	m.WithInterviews(func(all []app.InterviewRow) {
		var items []kit.PickItem
		seen := map[string]bool{"": true}
		for _, iv := range all {
			for _, sp := range iv.Speakers {
				if seen[sp.Name] || slices.Contains(m.Spec.Speakers, sp.Name) {
					continue
				}
				seen[sp.Name] = true
				items = append(items, kit.PickItem{Text: sp.Name, Detail: say.Sentence(string(sp.Role)), Run: func() { s.listenTo(sp) }})
			}
		}
		s.pick(anchor, say.T("Find a speaker"), func(q string) []kit.PickItem { return kit.Match(q, items) })
	})
}

// listenTo adds a speaker to the rule. A moderator is heard only if moderators are.
func (s *Screen) listenTo(sp app.Speaker) {
	s.model.Edit(func(r *app.RuleSpec) {
		r.Speakers = append(slices.Clone(r.Speakers), sp.Name)
		if sp.Role == app.RoleModerator && !slices.Contains(r.Roles, sp.Role) {
			r.Roles = []app.Role{app.RoleParticipant, app.RoleModerator, app.RoleOther}
		}
	})
}

// pickQuestion takes a question from the guide.
func (s *Screen) pickQuestion() {
	m := s.model
	var items []kit.PickItem
	for _, q := range m.Guide() {
		items = append(items, kit.PickItem{Text: q, Icon: icons.Help, Run: func() {
			m.Edit(func(r *app.RuleSpec) { r.Texts = append(slices.Clone(r.Texts), q) })
		}})
	}
	s.pick(nil, say.T("Find a question of the guide"), func(q string) []kit.PickItem { return kit.Match(q, items) })
}

// showSaved opens the saved rules, and what can be done with the one at hand.
func (s *Screen) showSaved() {
	m := s.model
	var items []kit.MenuItem
	for _, r := range m.Saved {
		icon := icons.Search
		if r.Name == m.Name {
			icon = icons.Check
		}
		items = append(items, kit.MenuItem{Text: short(r.Name), Icon: icon, Run: func() { m.Load(r) }})
	}
	if len(items) > 0 {
		items = append(items, kit.Separator)
	}
	items = append(items, kit.MenuItem{Text: say.T("Save this rule…"), Icon: icons.Plus, Disabled: !m.Ready() || m.RuleErr != nil, Run: s.askName},
		kit.MenuItem{Text: say.T("New rule"), Icon: icons.Edit, Run: func() { m.Clear(); s.form.focus() }})
	for _, r := range m.Saved {
		if r.Name == m.Name {
			items = append(items, kit.MenuItem{Text: say.T("Delete rule %s", short(r.Name)), Icon: icons.Trash, Danger: true, Run: func() { m.Forget(r.ID) }})
		}
	}
	kit.ShowMenu(s.saved, items...)
}

// askName saves the rule under a name. The name stays in the form when it could not be saved.
func (s *Screen) askName() {
	m := s.model
	name := kit.NewEntry(say.T("Price words"))
	name.SetText(m.Name)
	wrong := kit.VStack(0)
	d := kit.NewDialog(say.T("Save rule"), 420, 210)
	save := func() {
		m.Save(name.Text, func(err error) {
			if err == nil {
				d.Hide()
				return
			}
			wrong.Objects = []fyne.CanvasObject{kit.ErrorBar(err)}
			wrong.Refresh()
		})
	}
	name.OnSubmitted = func(string) { save() }
	d.SetContent(kit.VStack(kit.Space2, wrong, kit.FormRow(say.T("Name"), name)))
	d.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(say.T("Save rule"), kit.Primary, save))
	d.Show(kit.CanvasOf(s.root))
	name.FocusAll()
}
