package codebook

import (
	"slices"

	"throughline/app"
	"throughline/app/coding"
	"throughline/ui/say"
)

// Target is where tags may be put: a place of the tree, or a tag of the taxonomy to count for.
type Target struct {
	Place   coding.Place
	Map     app.TagID // count for this tag instead of moving
	Promote bool      // get tags of their own in the taxonomy instead of moving
}

// Beside says how tags come to stand to the line they are put at.
type Beside int

// The ways to put tags at a line.
const (
	Into Beside = iota
	Above
	Below
)

// TargetAt returns what putting the chosen tags at a line means; row -1 is the room below all lines. A study's tag at one of the
// taxonomy counts for it; at the heading of the taxonomy it gets a tag of its own there.
func (m *Model) TargetAt(row int, how Beside) Target {
	if row < 0 || row >= len(m.Rows) {
		return Target{}
	}
	r := m.Rows[row]
	shared := r.Study == "" && !slices.ContainsFunc(m.Chosen, m.Taxonomy)
	switch {
	case shared && r.Head != "":
		return Target{Promote: true}
	case shared && r.Tag != nil:
		return Target{Map: r.Tag.ID}
	case r.Tag == nil:
		return Target{}
	case how == Into:
		return Target{Place: coding.Place{Parent: r.Tag.ID}}
	}
	return Target{Place: coding.Place{Beside: r.Tag.ID, After: how == Below}}
}

// CanDrop says in words what putting the chosen tags at a line would do, and whether it can be done.
func (m *Model) CanDrop(row int, how Beside) (words string, ok bool) {
	what := m.some(m.Chosen)
	t := m.TargetAt(row, how)
	switch {
	case t.Promote:
		return say.T("Promote %s to the taxonomy", what), true
	case t.Map != "":
		return say.T("Count %s for %s", what, m.Tags[t.Map].Name), true
	case row >= 0 && row < len(m.Rows) && m.Rows[row].Head != "" && !m.allOf(m.Rows[row].Study):
		return say.T("Another codebook"), false
	}
	if err := m.laws.CanMove(m.Chosen, t.Place); err != nil {
		message, _ := say.Explain(err)
		return message, false
	}
	return m.moveWords(what, t.Place), true
}

func (m *Model) moveWords(what string, p coding.Place) string {
	switch {
	case p.Beside != "" && p.After:
		return say.T("Move %s after %s", what, m.Tags[p.Beside].Name)
	case p.Beside != "":
		return say.T("Move %s before %s", what, m.Tags[p.Beside].Name)
	case p.Parent != "":
		return say.T("Move %s under %s", what, m.Tags[p.Parent].Name)
	}
	return say.T("Move %s to the top", what)
}

// allOf reports whether all chosen tags are of one codebook.
func (m *Model) allOf(study app.StudyID) bool {
	return !slices.ContainsFunc(m.Chosen, func(id app.TagID) bool { return m.Tags[id] == nil || m.Tags[id].Study != study })
}

// Drop does what CanDrop said.
func (m *Model) Drop(row int, how Beside) {
	switch t := m.TargetAt(row, how); {
	case t.Promote:
		m.Promote()
	case t.Map != "":
		m.Map(t.Map)
	default:
		m.Move(t.Place)
	}
}

// some names tags: the one by name, several by their number.
func (m *Model) some(ids []app.TagID) string {
	if len(ids) == 1 && m.Tags[ids[0]] != nil {
		return m.Tags[ids[0]].Name
	}
	return say.Count(len(ids), "tag")
}

// Path names the tags above one: "Trust › Security", "" at the top.
func (m *Model) Path(id app.TagID) string {
	t := m.Tags[id]
	if t == nil {
		return ""
	}
	path := ""
	for up := m.Tags[t.Parent]; up != nil; up = m.Tags[up.Parent] { // the store lets no tag stand under itself
		if path != "" {
			path = " › " + path
		}
		path = up.Name + path
	}
	return path
}
