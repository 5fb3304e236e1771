package exchange

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"throughline/app"
)

// matcher holds a codebook file against the codebook of the workspace.
type matcher struct {
	plan  *CodebookPlan
	rows  []CodeRow
	tags  map[app.TagID]*app.Tag // that the study can use, as stored
	order []app.TagID            // of tags, by name
	taken map[app.TagID]bool     // ids of all tags of the workspace
	at    map[spotOfTag]app.TagID
	only  map[string]app.TagID // tags whose name no other has; "" where several do
	ids   []app.TagID          // what each row is or becomes
	keys  map[int]app.TagID
	paths map[string]app.TagID // of the rows, once asked for
	full  []string             // names whose shortcut has another tag
}

// spotOfTag is a name, upper and lower case alike, under a parent.
type spotOfTag struct {
	parent app.TagID
	name   string
}

func spot(parent app.TagID, name string) spotOfTag { return spotOfTag{parent, strings.ToLower(name)} }

// matcher finds what each code of a plan's file is here.
func (s *Service) matcher(ctx context.Context, plan *CodebookPlan) (*matcher, error) {
	if err := s.knows(ctx, plan.Study); err != nil {
		return nil, err
	}
	all, err := s.Store.Tags(ctx, "")
	if err != nil {
		return nil, err
	}
	m := &matcher{plan: plan, tags: map[app.TagID]*app.Tag{}, taken: map[app.TagID]bool{}, at: map[spotOfTag]app.TagID{}, keys: map[int]app.TagID{}, only: map[string]app.TagID{}}
	for i := range all {
		t := &all[i].Tag
		m.taken[t.ID] = true
		if t.Study != plan.Study && t.Study != "" {
			continue
		}
		m.tags[t.ID] = t
		m.order = append(m.order, t.ID)
		if _, several := m.only[strings.ToLower(t.Name)]; several {
			m.only[strings.ToLower(t.Name)] = ""
		} else {
			m.only[strings.ToLower(t.Name)] = t.ID
		}
		if k := spot(t.Parent, t.Name); m.at[k] == "" || t.Study == plan.Study { // the study's own before the shared one
			m.at[k] = t.ID
		}
		if t.Shortcut > 0 && t.Status != app.TagDeprecated {
			m.keys[t.Shortcut] = t.ID
		}
	}
	m.match()
	for i := range m.rows {
		m.compare(i)
	}
	return m, nil
}

// match finds the tag of each row, first by GUID, then by place and name, or gives it an id of its own.
func (m *matcher) match() {
	codes := m.plan.Book.Codes
	m.rows, m.ids = make([]CodeRow, len(codes)), make([]app.TagID, len(codes))
	found := map[app.TagID]bool{}
	for i := range codes {
		m.rows[i].Path = m.plan.Book.Path(i)
		if t := m.tags[codes[i].Tag.ID]; t != nil {
			m.rows[i].Tag, m.rows[i].ByID, m.ids[i] = t.ID, true, t.ID
			found[t.ID] = true
		}
	}
	for i := range codes {
		if m.ids[i] != "" {
			continue
		}
		if id := m.at[spot(m.parent(i), codes[i].Tag.Name)]; id != "" && !found[id] {
			m.rows[i].Tag, m.ids[i] = id, id
			found[id] = true
			continue
		}
		if id := m.only[strings.ToLower(codes[i].Tag.Name)]; codes[i].Implied && codes[i].Parent < 0 && id != "" && !found[id] {
			m.rows[i].Tag, m.ids[i] = id, id // a parent named alone is the tag of that name, wherever it stands
			found[id] = true
			continue
		}
		id := codes[i].Tag.ID
		if id == "" || m.taken[id] {
			id = app.NewID[app.TagID]()
		}
		m.ids[i] = id
	}
}

// parent is the tag under which row i stands according to the file.
func (m *matcher) parent(i int) app.TagID {
	if p := m.plan.Book.Codes[i].Parent; p >= 0 {
		return m.ids[p]
	}
	return ""
}

// compare finds what the file tells otherwise of the tag that row i is.
func (m *matcher) compare(i int) {
	r, code := &m.rows[i], &m.plan.Book.Codes[i]
	ours := m.tags[r.Tag]
	if ours == nil {
		r.State = CodeNew
		if n := code.Tag.Shortcut; n > 0 {
			m.key(n, m.ids[i], code.Tag.Name)
		}
		return
	}
	r.State = CodeSame
	if r.Shared = ours.Study != m.plan.Study; r.Shared {
		return
	}
	theirs := &code.Tag
	m.diff(r, FieldName, ours.Name, theirs.Name)
	if up := m.parent(i); r.ByID && up != ours.Parent {
		r.Diffs = append(r.Diffs, FieldDiff{Field: FieldParent, Ours: m.path(ours.Parent), Theirs: strings.Join(r.Path[:len(r.Path)-1], " / ")})
	}
	if code.Colored && ours.Color != theirs.Color {
		m.diff(r, FieldColor, app.HueCode(ours.Color), app.HueCode(theirs.Color))
	}
	m.diff(r, FieldDefinition, ours.Definition, theirs.Definition)
	m.diff(r, FieldInclude, ours.Include, theirs.Include)
	m.diff(r, FieldExclude, ours.Exclude, theirs.Exclude)
	m.diff(r, FieldExample, ours.Example, theirs.Example)
	if n := theirs.Shortcut; n > 0 && n != ours.Shortcut && m.key(n, ours.ID, ours.Name) {
		m.diff(r, FieldShortcut, strings.TrimPrefix(strconv.Itoa(ours.Shortcut), "0"), strconv.Itoa(n))
	}
	m.diffStatus(r, ours, code)
	for _, d := range r.Diffs {
		if !d.Fills {
			r.State = CodeConflict
			return
		}
		r.State = CodeChanged
	}
}

// diff adds a field whose text differs; an empty text of theirs says nothing.
func (m *matcher) diff(r *CodeRow, f Field, ours, theirs string) {
	a, b := strings.TrimSpace(ours), strings.TrimSpace(theirs)
	if b != "" && a != b {
		r.Diffs = append(r.Diffs, FieldDiff{Field: f, Ours: a, Theirs: b, Fills: a == ""})
	}
}

// diffStatus compares status and replacement, which belong together.
func (m *matcher) diffStatus(r *CodeRow, ours *app.Tag, code *app.CodeEntry) {
	theirs := code.Tag.Status
	if theirs == "" || theirs == ours.Status && (len(code.Replaced) == 0 || theirs != app.TagDeprecated) {
		return
	}
	next := m.replacement(code)
	if theirs == ours.Status && (next == "" || next == ours.ReplacedBy) {
		return
	}
	fills := theirs == ours.Status && ours.ReplacedBy == ""
	r.Diffs = append(r.Diffs, FieldDiff{Field: FieldStatus, Ours: statusText(ours.Status, m.path(ours.ReplacedBy)),
		Theirs: statusText(theirs, strings.Join(code.Replaced, " / ")), Fills: fills})
}

func statusText(s app.TagStatus, next string) string {
	if next == "" {
		return string(s)
	}
	return string(s) + ", replaced by " + next
}

// replacement finds the tag that a code names as its replacement, in the file or here; "" for none.
func (m *matcher) replacement(code *app.CodeEntry) app.TagID {
	if len(code.Replaced) == 0 {
		return ""
	}
	if m.paths == nil {
		m.paths = make(map[string]app.TagID, len(m.rows))
		for i := range m.rows {
			m.paths[pathKey(m.rows[i].Path)] = m.ids[i]
		}
	}
	if id := m.paths[pathKey(code.Replaced)]; id != "" {
		return id
	}
	var id app.TagID
	for _, n := range code.Replaced {
		if id = m.at[spot(id, n)]; id == "" {
			return ""
		}
	}
	return id
}

func pathKey(names []string) string { return strings.ToLower(strings.Join(names, "\n")) }

// key gives a shortcut to a tag unless another has it.
func (m *matcher) key(n int, id app.TagID, name string) bool {
	if has := m.keys[n]; has != "" && has != id {
		m.full = append(m.full, fmt.Sprintf("%d for %s", n, name))
		return false
	}
	m.keys[n] = id
	return true
}

// path writes where a tag stands, "" for none.
func (m *matcher) path(id app.TagID) string {
	var names []string
	for t := m.tags[id]; t != nil && len(names) <= len(m.tags); t = m.tags[t.Parent] {
		names = append([]string{t.Name}, names...)
	}
	return strings.Join(names, " / ")
}

// lost tells what the codebook here has no place for.
func (m *matcher) lost() []app.Loss {
	if len(m.full) == 0 {
		return nil
	}
	return []app.Loss{{Kind: "shortcuts", Count: len(m.full),
		Text: app.Count(len(m.full), "shortcut") + " left out, another tag has it: " + strings.Join(m.full[:min(5, len(m.full))], ", ") + "."}}
}
