package report

import (
	"cmp"
	"slices"
	"strings"

	"throughline/app"
)

// tagSection writes the table of tags in use, the most people first. It goes on below the themes if there is room.
func (m *material) tagSection(d *Document) {
	used := m.usedTags()
	if len(used) == 0 {
		return
	}
	d.add(Heading{Level: 1, ID: "tags", Kicker: m.topic(), Text: m.t("Tags")})
	t := Table{Dense: true, Columns: []Column{{Title: m.t("Tag"), Share: 2}, {Title: m.t("Meaning"), Share: 3},
		{Title: m.t("Findings"), Right: true}}}
	if m.countsPeople() {
		t.Columns = append(t.Columns, Column{Title: m.t("People"), Right: true})
	}
	if len(m.spec.Asked) > 0 {
		t.Columns = append(t.Columns, Column{Title: m.t("Of those asked"), Right: true})
	}
	shown := used[:min(m.spec.bounds().tags, len(used))]
	for _, tag := range shown {
		r := Row{Cells: []Cell{cell(m.tagPath(tag)), cell(clip(oneLine(tag.Definition), 160)), cell(m.count(tag.Findings))}}
		if m.countsPeople() {
			r.Cells = append(r.Cells, cell(m.kOfN(tag.Participants, m.askedFor(m.spec.Study))))
		}
		if len(m.spec.Asked) > 0 {
			r.Cells = append(r.Cells, cell(m.spec.Asked[string(tag.ID)].Short(m.lang)))
		}
		t.Rows = append(t.Rows, r)
	}
	var notes []string
	if len(shown) < len(used) {
		notes = append(notes, m.t("The %s tags that most people speak of, of %s.", m.count(len(shown)), m.count(len(used))))
	}
	if n := len(m.tags) - len(used); n > 0 {
		note := m.t("%s of the codebook are not used here.", upperFirst(m.counted(n, "tag", "tags")))
		if n == 1 {
			note = m.t("1 tag of the codebook is not used here.")
		}
		notes = append(notes, note)
	}
	notes = append(notes, m.t("A finding may carry several tags; a person is counted once a tag."))
	if len(m.spec.Asked) > 0 {
		notes = append(notes, m.t("Of those asked: by the questions of the guide; + raised it unasked, – nobody is known to have been asked."))
	}
	t.Note = strings.Join(notes, " ")
	d.add(t)
}

// usedTags are the tags on at least one finding, by people, findings and name.
func (m *material) usedTags() []app.TagRow {
	used := slices.DeleteFunc(slices.Clone(m.tags), func(t app.TagRow) bool { return t.Findings == 0 })
	slices.SortStableFunc(used, func(a, b app.TagRow) int {
		return cmp.Or(cmp.Compare(b.Participants, a.Participants), cmp.Compare(b.Findings, a.Findings),
			cmp.Compare(a.Name, b.Name))
	})
	return used
}

// tagPath is the tag's name after those it stands under: "Setup / Permissions".
func (m *material) tagPath(t app.TagRow) string {
	path := []string{oneLine(t.Name)}
	parent := t.Parent
	for depth := 0; parent != "" && depth < 8; depth++ { // eight: a codebook that runs in a circle must end
		i := slices.IndexFunc(m.tags, func(p app.TagRow) bool { return p.ID == parent })
		if i < 0 {
			break
		}
		path = append(path, oneLine(m.tags[i].Name))
		parent = m.tags[i].Parent
	}
	slices.Reverse(path)
	return strings.Join(path, " / ")
}
