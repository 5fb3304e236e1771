package reader

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"throughline/app"
)

// codebook is the study's tags and which of them the digits put on.
type codebook struct {
	rows   []app.TagRow // by name
	recent []app.TagID  // last used first
	slots  slots
	known  bool
	lately *lately // what all interviews that are open share; nil for one alone
}

// lately is what was put on last in any interview since the reader was opened, last used first, and by which digits. The nil lately keeps nothing.
type lately struct {
	tags  []app.TagID
	slots slots
}

func (l *lately) used(id app.TagID) {
	if l != nil {
		l.tags = toFront(l.tags, id)
	}
}

// before puts what was used lately before a list of tags.
func (l *lately) before(list []app.TagID) []app.TagID {
	if l != nil {
		for _, id := range slices.Backward(l.tags) {
			list = toFront(list, id)
		}
	}
	return list
}

// toFront moves an id to the front of a list, or puts it there.
func toFront(list []app.TagID, id app.TagID) []app.TagID {
	return slices.Insert(slices.DeleteFunc(list, func(x app.TagID) bool { return x == id }), 0, id)
}

// last is the tag that was put on last, in this interview or another, "" before any was.
func (c *codebook) last() app.TagID {
	for _, id := range c.lately.before(slices.Clone(c.recent)) {
		if c.tag(id) != nil {
			return id
		}
	}
	return ""
}

// set takes the tags of a study; what is recent is learned once, from other interviews and from the interview's findings.
func (c *codebook) set(rows []app.TagRow, found []app.Finding, author string) {
	c.rows = rows
	if !c.known || len(c.recent) == 0 {
		c.known = true
		c.recent = c.lately.before(lastUsed(found, author))
		if c.lately != nil {
			c.slots = c.lately.slots
		}
	}
	c.recent = slices.DeleteFunc(c.recent, func(id app.TagID) bool { return c.tag(id) == nil })
	c.fill()
}

// lastUsed lists the tags of findings, those put on last first; the author's own before others'.
func lastUsed(found []app.Finding, author string) []app.TagID {
	type use struct {
		tag  app.TagID
		own  bool
		last time.Time
	}
	uses := map[app.TagID]*use{}
	for i := range found {
		for _, t := range found[i].Tags {
			u := uses[t.Tag]
			if u == nil {
				u = &use{tag: t.Tag}
				uses[t.Tag] = u
			}
			u.own = u.own || t.Author == author
			if t.Created.After(u.last) {
				u.last = t.Created
			}
		}
	}
	list := make([]*use, 0, len(uses))
	for _, u := range uses {
		list = append(list, u)
	}
	slices.SortFunc(list, func(a, b *use) int {
		if a.own != b.own {
			if a.own {
				return -1
			}
			return 1
		}
		return cmp.Or(b.last.Compare(a.last), cmp.Compare(a.tag, b.tag))
	})
	ids := make([]app.TagID, len(list))
	for i, u := range list {
		ids[i] = u.tag
	}
	return ids
}

// slots are the tags of the digits 1 to 9; 0 is never used.
type slots [10]app.TagID

func (s *slots) has(id app.TagID) bool { return id != "" && slices.Contains(s[1:], id) }

// free is the first digit without a tag, 0 when all have one.
func (s *slots) free() int { return 1 + slices.Index(s[1:], "") }

// fill gives digits to pinned tags first, then to recent ones. A tag keeps its digit as long as it is recent enough, so
// that a digit does not change its meaning under the hand.
func (c *codebook) fill() {
	next := pinned(c.rows)
	var want []app.TagID
	room := 0
	for _, id := range next[1:] {
		if id == "" {
			room++
		}
	}
	for _, id := range c.recent {
		if len(want) < room && !next.has(id) {
			want = append(want, id)
		}
	}
	for n, id := range c.slots {
		if n > 0 && next[n] == "" && slices.Contains(want, id) {
			next[n] = id
		}
	}
	for _, id := range want {
		if n := next.free(); n > 0 && !next.has(id) {
			next[n] = id
		}
	}
	c.slots = next
	if c.lately != nil {
		c.lately.slots = next
	}
}

// pinned are the digits that the codebook itself gives.
func pinned(rows []app.TagRow) (s slots) {
	for i := range rows {
		if n := rows[i].Shortcut; n >= 1 && n <= 9 && s[n] == "" && rows[i].Status != app.TagDeprecated {
			s[n] = rows[i].ID
		}
	}
	return s
}

// used moves a tag to the front of the recent ones.
func (c *codebook) used(id app.TagID) {
	c.recent = toFront(c.recent, id)
	c.lately.used(id)
	c.fill()
}

func (c *codebook) digit(n int) app.TagID {
	if n < 1 || n > 9 {
		return ""
	}
	return c.slots[n]
}

func (c *codebook) tag(id app.TagID) *app.TagRow {
	if i := slices.IndexFunc(c.rows, func(t app.TagRow) bool { return t.ID == id }); i >= 0 {
		return &c.rows[i]
	}
	return nil
}

func (c *codebook) named(name string) *app.TagRow {
	if i := slices.IndexFunc(c.rows, func(t app.TagRow) bool {
		return strings.EqualFold(t.Name, name) && t.Status != app.TagDeprecated
	}); i >= 0 {
		return &c.rows[i]
	}
	return nil
}

func (c *codebook) put(t app.Tag) {
	if old := c.tag(t.ID); old != nil {
		old.Tag = t
		return
	}
	c.rows = append(c.rows, app.TagRow{Tag: t})
	c.recent = append([]app.TagID{t.ID}, c.recent...)
	c.lately.used(t.ID)
	slices.SortFunc(c.rows, func(a, b app.TagRow) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	c.fill()
}

func (c *codebook) remove(id app.TagID) {
	c.rows = slices.DeleteFunc(c.rows, func(t app.TagRow) bool { return t.ID == id })
	c.recent = slices.DeleteFunc(c.recent, func(x app.TagID) bool { return x == id })
	c.fill()
}

// TagNamed returns the tag with an id, nil when there is none.
func (m *Model) TagNamed(id app.TagID) *app.TagRow { return m.tags.tag(id) }

// Choice is one tag to pick.
type Choice struct {
	app.TagRow
	Path  string // "Setup effort / Doc gaps"
	Digit int    // that puts it on, 0 for none
	On    bool   // already on the finding at hand
}

// Choices lists the tags to pick from: last used first, then those with most findings, then by name. Deprecated tags are
// left out.
func (m *Model) Choices() []Choice {
	c := &m.tags
	var on *app.Finding
	if m.selection.Len() == 0 {
		on = m.Active()
	}
	rank := map[app.TagID]int{}
	for i, id := range c.recent {
		rank[id] = len(c.recent) - i
	}
	out := make([]Choice, 0, len(c.rows))
	for i := range c.rows {
		t := c.rows[i]
		if t.Status == app.TagDeprecated {
			continue
		}
		ch := Choice{TagRow: t, Path: c.path(&t), On: on != nil && on.HasTag(t.ID)}
		ch.Digit = max(0, slices.Index(c.slots[:], t.ID))
		out = append(out, ch)
	}
	slices.SortStableFunc(out, func(a, b Choice) int {
		return cmp.Or(cmp.Compare(rank[b.ID], rank[a.ID]), cmp.Compare(b.Findings, a.Findings), cmp.Compare(a.Path, b.Path))
	})
	return out
}

// path names a tag with those it stands under.
func (c *codebook) path(t *app.TagRow) string {
	name := t.Name
	for p, depth := t.Parent, 0; p != "" && depth < 8; depth++ {
		up := c.tag(p)
		if up == nil {
			break
		}
		name, p = up.Name+" / "+name, up.Parent
	}
	return name
}

// Used lists the tags on this interview's findings, whatever filter is on, with the number of these findings, most used first.
func (m *Model) Used() []Choice {
	n := map[app.TagID]int{}
	for _, e := range m.findings {
		if m.unseen(e) {
			continue
		}
		for _, id := range m.seen(e).TagIDs() {
			n[id]++
		}
	}
	var out []Choice
	for i := range m.tags.rows {
		if t := m.tags.rows[i]; n[t.ID] > 0 {
			t.Findings = n[t.ID]
			out = append(out, Choice{TagRow: t, Path: m.tags.path(&t)})
		}
	}
	slices.SortStableFunc(out, func(a, b Choice) int { return cmp.Compare(b.Findings, a.Findings) })
	return out
}
