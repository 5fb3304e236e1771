// Package tagpath reads and writes where a tag stands as one text: "Pay run / Parallel run".
package tagpath

import "strings"

// Sign stands between the names of a path: "Pay run / Parallel run".
const Sign = " / "

// Join writes names as one path. A slash that stands alone in a name gets a backslash, so that Split tells it from
// the Sign.
func Join(names []string) string {
	parts := make([]string, len(names))
	for i, n := range names {
		parts[i] = guardSlashes(n, func(w string) string { return `\` + w })
	}
	return strings.Join(parts, Sign)
}

// Split reads a path written by Join. An empty one has no names.
func Split(path string) []string {
	path = Name(path)
	if path == "" {
		return nil
	}
	parts := strings.Split(path, Sign)
	names := parts[:0]
	for _, p := range parts {
		p = guardSlashes(p, func(w string) string { return strings.TrimPrefix(w, `\`) })
		if p = Name(p); p != "" {
			names = append(names, p)
		}
	}
	return names
}

// guardSlashes changes the words of a name that are a slash, with or without backslashes before it.
func guardSlashes(name string, change func(string) string) string {
	if !strings.Contains(name, "/") {
		return name
	}
	words := strings.Split(name, " ")
	for i, w := range words {
		if strings.TrimLeft(w, `\`) == "/" {
			words[i] = change(w)
		}
	}
	return strings.Join(words, " ")
}

// separators are how other programs part the names of a path, the safest first.
var separators = []string{Sign, " > ", "::", " » ", " → ", `\\`, `\`, ">", "|"}

// Separator finds how the paths of a column are parted, or "" if they hold single names.
func Separator(paths []string) string {
	for _, sep := range separators {
		for _, p := range paths {
			if i := strings.Index(p, sep); i > 0 && i+len(sep) < len(p) && !strings.HasPrefix(p[i:], `\/`) {
				return sep
			}
		}
	}
	return ""
}

// SplitBy parts a path of another program.
func SplitBy(path, sep string) []string {
	if sep == Sign {
		return Split(path)
	}
	var names []string
	parts := []string{path}
	if sep != "" {
		parts = strings.Split(path, sep)
	}
	for _, p := range parts {
		if p = Name(p); p != "" {
			names = append(names, p)
		}
	}
	return names
}

// Name is a name as it is stored: single spaces, no white space round it.
func Name(s string) string { return strings.Join(strings.Fields(s), " ") }

// Paths reads names of a column, parted as other programs part the names of a path, as names from the top down. A name that is nothing but signs
// stays as it is.
func Paths(all []string) [][]string {
	sep := Separator(all)
	out := make([][]string, len(all))
	for i, p := range all {
		if out[i] = SplitBy(p, sep); len(out[i]) == 0 {
			out[i] = []string{Name(p)}
		}
	}
	return out
}
