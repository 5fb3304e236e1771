package codebook

import (
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/format/tagpath"
)

// nest makes a tree of codes that carry their path in their name, as two programs write: ATLAS.ti parts folders by "::";
// Taguette by a full stop, which is taken as such only where what stands before it is a code of the file too.
func (t *tree) nest() {
	dots := strings.HasPrefix(strings.ToLower(t.book.Origin), "taguette")
	known := map[string]bool{}
	any := false
	for _, c := range t.book.Codes {
		if c.Parent >= 0 {
			return // it has a tree
		}
		known[strings.ToLower(c.Tag.Name)] = true
		any = any || dots || strings.Contains(c.Tag.Name, "::")
	}
	if !any {
		return
	}
	old := t.book.Codes
	flat := *t
	flat.book.Codes, flat.named, flat.levels, flat.implied = nil, map[place]int{}, nil, map[int]bool{}
	for _, c := range old {
		names := tagpath.SplitBy(c.Tag.Name, "::")
		if dots {
			names = splitDots(c.Tag.Name, known)
		}
		if len(names) == 0 || len(names) > maxDepth || slices.Contains(names, "") {
			names = []string{c.Tag.Name}
		}
		if _, err := flat.addPath(names, c); err != nil {
			return // stays as flat as it is
		}
	}
	*t = flat
}

// splitDots parts a name at the full stops before which stands the name of another code.
func splitDots(name string, known map[string]bool) []string {
	var names []string
	from := 0
	for i := range name {
		if name[i] == '.' && i > from && i+1 < len(name) && known[strings.ToLower(name[:i])] {
			names = append(names, tidy(name[from:i]))
			from = i + 1
		}
	}
	return append(names, tidy(name[from:]))
}

// entryOf is a code of a name alone.
func entryOf(name string) app.CodeEntry { return app.CodeEntry{Tag: app.Tag{Name: name}} }
