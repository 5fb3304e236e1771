package codebook

import (
	"strings"
)

// separator stands between the names of a path: "Pay run / Parallel run".
const separator = " / "

// joinPath writes names as one path. A slash that stands alone in a name gets a backslash, so that splitPath tells it from
// the separator.
func joinPath(names []string) string {
	parts := make([]string, len(names))
	for i, n := range names {
		parts[i] = guardSlashes(n, func(w string) string { return `\` + w })
	}
	return strings.Join(parts, separator)
}

// splitPath reads a path written by joinPath. An empty one has no names.
func splitPath(path string) []string {
	path = oneLine(path)
	if path == "" {
		return nil
	}
	parts := strings.Split(path, separator)
	names := parts[:0]
	for _, p := range parts {
		p = guardSlashes(p, func(w string) string { return strings.TrimPrefix(w, `\`) })
		if p = oneLine(p); p != "" {
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
var separators = []string{separator, " > ", "::", " » ", " → ", `\\`, `\`, ">", "|"}

// pathSeparator finds how the paths of a column are parted, or "" if they hold single names.
func pathSeparator(paths []string) string {
	for _, sep := range separators {
		for _, p := range paths {
			if i := strings.Index(p, sep); i > 0 && i+len(sep) < len(p) && !strings.HasPrefix(p[i:], `\/`) {
				return sep
			}
		}
	}
	return ""
}

// splitBy parts a path of another program.
func splitBy(path, sep string) []string {
	if sep == separator {
		return splitPath(path)
	}
	var names []string
	parts := []string{path}
	if sep != "" {
		parts = strings.Split(path, sep)
	}
	for _, p := range parts {
		if p = oneLine(p); p != "" {
			names = append(names, p)
		}
	}
	return names
}

// oneLine is a name as it is stored: single spaces, no white space round it.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
