package codebook

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/format/tagpath"
)

// tree gathers codes as a reader meets them, and makes one of those that share a place.
type tree struct {
	file    source.File
	book    app.Codebook
	named   map[place]int
	levels  []int        // of the codes, from 1
	implied map[int]bool // codes that only a path speaks of
	lost    losses
}

// place is a name, upper and lower case alike, under a parent.
type place struct {
	parent int
	name   string
}

func newTree(f source.File, format string) *tree {
	return &tree{file: f, book: app.Codebook{Format: format}, named: map[place]int{}, implied: map[int]bool{}}
}

// tidy is a name as it is stored: composed signs, single spaces.
func tidy(name string) string { return norm.NFC.String(tagpath.Name(source.Clean(name))) }

func placeOf(parent int, name string) place { return place{parent, strings.ToLower(name)} }

// find returns the code of a tidy name under parent, or -1.
func (t *tree) find(parent int, name string) int {
	if i, ok := t.named[placeOf(parent, name)]; ok {
		return i
	}
	return -1
}

// add puts a code into the tree and returns its place. A name that stands under the parent already gives that code, with
// what it lacked. Returns ETooLarge beyond the limits.
func (t *tree) add(parent int, c app.CodeEntry) (int, error) {
	c.Parent, c.Tag.Name = parent, tidy(c.Tag.Name)
	if i := t.find(parent, c.Tag.Name); i >= 0 {
		if !t.implied[i] {
			t.lost.add(lostDoubles, c.Tag.Name)
		}
		delete(t.implied, i)
		join(&t.book.Codes[i], &c)
		return i, nil
	}
	level := 1
	if parent >= 0 {
		level = t.levels[parent] + 1
	}
	if level > maxDepth {
		return 0, t.file.Fail(app.ETooLarge, fmt.Sprintf("has codes more than %d levels deep.", maxDepth), "Flatten the codebook and export it again.", nil)
	}
	if len(t.book.Codes) == MaxCodes {
		return 0, t.file.Fail(app.ETooLarge, fmt.Sprintf("has more than %s codes.", app.Number(MaxCodes)), "Is it a codebook? Split it if so.", nil)
	}
	i := len(t.book.Codes)
	t.named[placeOf(parent, c.Tag.Name)] = i
	t.book.Codes, t.levels = append(t.book.Codes, c), append(t.levels, level)
	return i, nil
}

// addPath puts a code at a path and makes what is missing above it.
func (t *tree) addPath(names []string, c app.CodeEntry) (int, error) {
	parent := -1
	for _, n := range names[:len(names)-1] {
		next := t.find(parent, tidy(n))
		if next < 0 {
			var err error
			if next, err = t.add(parent, entryOf(n)); err != nil {
				return 0, err
			}
			t.implied[next] = true
		}
		parent = next
	}
	c.Tag.Name = names[len(names)-1]
	return t.add(parent, c)
}

// join gives a code what it lacks and another of its place has. Texts that differ come one below the other.
func join(to, from *app.CodeEntry) {
	a, b := &to.Tag, &from.Tag
	for _, f := range []struct {
		to   *string
		more string
	}{{&a.Definition, b.Definition}, {&a.Include, b.Include}, {&a.Exclude, b.Exclude}, {&a.Example, b.Example}} {
		switch {
		case f.more == "" || f.more == *f.to:
		case *f.to == "":
			*f.to = f.more
		default:
			*f.to += "\n" + f.more
		}
	}
	if a.ID == "" {
		a.ID = b.ID
	}
	if a.Shortcut == 0 {
		a.Shortcut = b.Shortcut
	}
	if a.Status == "" {
		a.Status = b.Status
	}
	if !to.Colored && from.Colored {
		a.Color, to.Colored = b.Color, true
	}
	if len(to.Replaced) == 0 {
		to.Replaced = from.Replaced
	}
}

// finish closes the codebook. Returns EInvalid if it holds no code.
func (t *tree) finish(what string) (app.Codebook, error) {
	if len(t.book.Codes) == 0 {
		return app.Codebook{}, t.file.Fail(app.EInvalid, "holds no "+what+".", "Export the codebook again and check what it includes.", nil)
	}
	for i := range t.book.Codes {
		if t.implied[i] {
			t.lost.add(lostImplied, t.book.Codes[i].Tag.Name)
			t.book.Codes[i].Implied = true
		}
	}
	t.book.Codes = inTreeOrder(t.book.Codes)
	t.uniqueIDs()
	t.book.Lost = t.lost.list()
	t.file.Progress.Report(t.file.Size, t.file.Size, t.file.Short())
	return t.book, nil
}

// inTreeOrder puts sub-tags right behind their parent, each level in the order of the file.
func inTreeOrder(codes []app.CodeEntry) []app.CodeEntry {
	under := make(map[int][]int, len(codes))
	for i := range codes {
		under[codes[i].Parent] = append(under[codes[i].Parent], i)
	}
	out := make([]app.CodeEntry, 0, len(codes))
	var add func(i, parent int)
	add = func(i, parent int) {
		c, at := codes[i], len(out)
		c.Parent = parent
		out = append(out, c)
		for _, sub := range under[i] {
			add(sub, at)
		}
	}
	for _, i := range under[-1] {
		add(i, -1)
	}
	return out
}

// uniqueIDs takes a GUID away from all codes but the first that bear it.
func (t *tree) uniqueIDs() {
	seen := map[app.TagID]bool{}
	for i := range t.book.Codes {
		id := &t.book.Codes[i].Tag.ID
		if *id != "" && seen[*id] {
			*id = ""
			t.lost.add(lostIDs, t.book.Codes[i].Tag.Name)
		}
		seen[*id] = true
	}
}

// guid reads a GUID, with or without braces, as the lower-case form of ids here; "" for anything else.
func guid(s string) app.TagID {
	s = strings.ToLower(strings.Trim(strings.TrimSpace(s), "{}"))
	if len(s) != 36 {
		return ""
	}
	for i := range len(s) {
		c := s[i]
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (c == '-') || !dash && (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return ""
		}
	}
	return app.TagID(s)
}
