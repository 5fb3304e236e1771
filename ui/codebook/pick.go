package codebook

import (
	"slices"

	"throughline/app"
	"throughline/app/coding"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// maxPicked bounds the lines of a picker of tags; the rest is found by typing.
const maxPicked = 30

// pickTag lets the person choose one of the tags that fit. first stands above them.
func (s *Screen) pickTag(words string, first []kit.PickItem, fits func(*app.TagRow) bool, run func(app.TagID)) {
	m := s.model
	items := slices.Clone(first)
	for i := range m.list {
		t := &m.list[i]
		if !fits(t) {
			continue
		}
		detail := m.Path(t.ID)
		if t.Study == "" && m.Study != "" && detail == "" {
			detail = say.T("Taxonomy")
		}
		items = append(items, kit.PickItem{Text: t.Name, Dot: kit.TagPaint(t.Color), Detail: detail, Run: func() { run(t.ID) }})
	}
	kit.NewPicker(words, 380, func(q string) []kit.PickItem {
		found := kit.Match(q, items)
		return found[:min(len(found), maxPicked)]
	}).ShowTop(kit.CanvasOf(s.root))
}

// pickParent lets the person choose the tag that what is chosen is put beneath.
func (s *Screen) pickParent() {
	m := s.model
	if len(m.Chosen) == 0 {
		return
	}
	top := []kit.PickItem{{Text: say.T("Top of the codebook"), Muted: true, Run: func() { m.Move(coding.Place{}) }}}
	s.pickTag(say.T("Move %s under…", m.some(m.Chosen)), top, func(t *app.TagRow) bool {
		return !slices.Contains(m.Chosen, t.ID) && m.laws.CanMove(m.Chosen, coding.Place{Parent: t.ID}) == nil
	}, func(id app.TagID) { m.Move(coding.Place{Parent: id}) })
}

// pickMap lets the person choose the tag of the taxonomy that what is chosen counts for.
func (s *Screen) pickMap() {
	m := s.model
	if len(m.Chosen) == 0 || slices.ContainsFunc(m.Chosen, m.Taxonomy) {
		return
	}
	promote := []kit.PickItem{{Text: say.T("A new tag of its name"), Muted: true, Run: m.Promote}}
	s.pickTag(say.T("Count %s for…", m.some(m.Chosen)), promote, func(t *app.TagRow) bool { return t.Study == "" }, m.Map)
}

// retire lets the person choose what replaces what is chosen, and whether the findings go along.
func (s *Screen) retire() {
	m := s.model
	if len(m.Chosen) == 0 {
		return
	}
	none := []kit.PickItem{{Text: say.T("Nothing replaces it"), Muted: true, Run: func() { m.SetStatus(app.TagDeprecated, coding.Retire{}) }}}
	s.pickTag(say.T("Replace %s by…", m.some(m.Chosen)), none, func(t *app.TagRow) bool {
		return !slices.Contains(m.Chosen, t.ID) && t.Status != app.TagDeprecated && (t.Study == "" || m.allOf(t.Study))
	}, s.askRetire)
}

// askRetire asks whether the findings get the replacement, unless there are none.
func (s *Screen) askRetire(next app.TagID) {
	m := s.model
	findings := 0
	for _, id := range m.Chosen {
		findings += m.Tags[id].Findings
	}
	how := coding.Retire{ReplacedBy: next}
	if findings == 0 {
		m.SetStatus(app.TagDeprecated, how)
		return
	}
	d := kit.NewDialog(say.T("Deprecate %s", m.some(m.Chosen)), 460, 210)
	act := func(move bool) func() {
		return func() {
			d.Hide()
			how.Move = move
			m.SetStatus(app.TagDeprecated, how)
		}
	}
	d.SetContent(kit.NewParagraph(say.T("“%s” takes over from now on. Should what was tagged before get it, too, in place of the old tag?", m.Tags[next].Name), kit.Body))
	d.SetActions(nil, kit.NewButton(say.T("Leave the findings"), kit.Secondary, act(false)), kit.NewButton(say.T("Move %s", say.Count(findings, "finding")), kit.Primary, act(true)))
	d.Show(kit.CanvasOf(s.root))
}

// pickRetag lets the person choose the tag that findings get in place of one they carry.
func (s *Screen) pickRetag(ids []app.FindingID, study app.StudyID, from app.TagID) {
	m := s.model
	s.pickTag(say.T("Move %s to…", say.Count(len(ids), "finding")), nil, func(t *app.TagRow) bool {
		return t.ID != from && (t.Study == "" || t.Study == study)
	}, func(id app.TagID) { m.Retag(ids, from, id) })
}

// pickExample lets the person choose a quote of the tag's findings as its example.
func (s *Screen) pickExample() {
	m := s.model
	t := m.Current()
	if t == nil {
		return
	}
	id := t.ID
	m.Quotes(id, maxPicked, func(rows []app.FindingRow, err error) {
		if err != nil {
			m.Err = err
			return
		}
		var items []kit.PickItem
		for i := range rows {
			text := oneLine(rows[i].Text())
			items = append(items, kit.PickItem{Text: text, Detail: rows[i].Code, Run: func() { s.panel.setExample(id, text) }})
		}
		kit.NewPicker(say.T("Which passage shows it best?"), 560, func(q string) []kit.PickItem { return kit.Match(q, items) }).ShowTop(kit.CanvasOf(s.root))
	})
}
