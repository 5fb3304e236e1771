package exchange

import (
	"fmt"
	"slices"

	"throughline/app"
)

// hues is the number of colours of tags.
const hues = len(app.Hues)

// carrier carries a plan out: it changes copies of the tags and makes one step of the difference.
type carrier struct {
	*matcher
	take   Take
	hand   app.Hand
	step   *app.ChangeSet
	result CodebookResult
	now    map[app.TagID]*app.Tag // tags as they become, stored and new
	stand  map[spotOfTag]int      // how many of them stand at a spot
	used   [hues]int
}

func (c *carrier) run() {
	c.now, c.stand = make(map[app.TagID]*app.Tag, len(c.tags)+len(c.rows)), make(map[spotOfTag]int, len(c.tags)+len(c.rows))
	for _, id := range c.order {
		t := *c.tags[id]
		c.now[id] = &t
		c.stand[spot(t.Parent, t.Name)]++
		c.used[hue(t.Color)]++
	}
	var fresh []*app.Tag
	for i := range c.rows {
		if c.rows[i].State == CodeNew {
			fresh = append(fresh, c.create(i))
		}
	}
	var changed []app.TagID
	for i := range c.rows {
		if r := &c.rows[i]; r.State == CodeChanged || r.State == CodeConflict {
			c.change(i)
			changed = append(changed, r.Tag)
		}
	}
	for _, t := range fresh {
		c.tellApart(t)
	}
	for _, id := range changed {
		before, after := c.tags[id], c.now[id]
		if !before.Equal(after) {
			after.Stamp = c.hand.Touch(before.Stamp)
			c.step.Update(before, after)
			c.result.Changed++
		}
	}
	c.replace(fresh)
}

// tellApart gives a new tag another name if a tag here that goes by another GUID in the file keeps the one it has.
func (c *carrier) tellApart(t *app.Tag) {
	name := t.Name
	for n := 2; !c.free(t, spot(t.Parent, t.Name)); n++ {
		c.put(t, t.Parent, fmt.Sprintf("%s %d", name, n))
	}
}

// free reports whether no other tag stands at a spot.
func (c *carrier) free(t *app.Tag, at spotOfTag) bool {
	n := c.stand[at]
	if spot(t.Parent, t.Name) == at {
		n--
	}
	return n == 0
}

// put gives a tag its place and name.
func (c *carrier) put(t *app.Tag, parent app.TagID, name string) {
	c.stand[spot(t.Parent, t.Name)]--
	t.Parent, t.Name = parent, name
	c.stand[spot(parent, name)]++
}

func hue(color int) int { return ((color % hues) + hues) % hues }

// create makes the tag of a new row. Its replacement is set at the end, when all tags are there.
func (c *carrier) create(i int) *app.Tag {
	code := &c.plan.Book.Codes[i]
	t := code.Tag
	t.ID, t.Study, t.Parent, t.ReplacedBy, t.Stamp = c.ids[i], c.plan.Study, c.parent(i), "", c.hand.Stamp()
	if t.Status == "" {
		t.Status = app.TagActive
	}
	if !code.Colored {
		t.Color = slices.Index(c.used[:], slices.Min(c.used[:]))
	}
	c.used[hue(t.Color)]++
	if t.Shortcut > 0 && c.keys[t.Shortcut] != t.ID {
		t.Shortcut = 0
	}
	c.now[t.ID] = &t
	c.stand[spot(t.Parent, t.Name)]++
	c.step.Create(&t)
	c.result.New++
	return &t
}

// change fills and takes what the file tells otherwise of a tag.
func (c *carrier) change(i int) {
	r, code := &c.rows[i], &c.plan.Book.Codes[i]
	for _, d := range r.Diffs {
		if !d.Fills && !c.take.theirs(i, d.Field) || !c.set(c.now[r.Tag], d.Field, i, code) {
			c.result.Kept++
		}
	}
}

// set takes a field from the file. It reports false where that cannot be.
func (c *carrier) set(t *app.Tag, f Field, i int, code *app.CodeEntry) bool {
	switch f {
	case FieldName:
		return c.move(t, t.Parent, code.Tag.Name)
	case FieldParent:
		return c.move(t, c.parent(i), t.Name)
	case FieldColor:
		t.Color = code.Tag.Color
	case FieldDefinition:
		t.Definition = code.Tag.Definition
	case FieldInclude:
		t.Include = code.Tag.Include
	case FieldExclude:
		t.Exclude = code.Tag.Exclude
	case FieldExample:
		t.Example = code.Tag.Example
	case FieldShortcut:
		t.Shortcut = code.Tag.Shortcut
	case FieldStatus:
		t.Status, t.ReplacedBy = code.Tag.Status, ""
		if next := c.replacement(code); next != t.ID && t.Status == app.TagDeprecated {
			t.ReplacedBy = next
		}
	}
	return true
}

// move puts a tag in another place or gives it another name, unless another tag has that or it would stand under itself.
func (c *carrier) move(t *app.Tag, parent app.TagID, name string) bool {
	if !c.free(t, spot(parent, name)) {
		return false
	}
	for up := parent; up != ""; up = c.now[up].Parent {
		if up == t.ID || c.now[up] == nil {
			return false
		}
	}
	c.put(t, parent, name)
	return true
}

// replace gives the new tags that are replaced their replacement, which may be new as well.
func (c *carrier) replace(fresh []*app.Tag) {
	row := make(map[app.TagID]int, len(c.ids))
	for i, id := range c.ids {
		row[id] = i
	}
	for _, t := range fresh {
		if t.Status != app.TagDeprecated {
			continue
		}
		next := c.replacement(&c.plan.Book.Codes[row[t.ID]])
		if next == "" || next == t.ID {
			continue
		}
		after := *t
		after.ReplacedBy = next
		c.step.Update(t, &after)
	}
}
