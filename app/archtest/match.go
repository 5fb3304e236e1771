package archtest

import (
	"slices"
	"strings"
)

// roomOf returns the row for a folder: its own, else that of the nearest folder above it, else nil. A row
// "ui/*" stands for the folders below ui that have none.
func roomOf(dir string) *room {
	var best *room
	for i := range house {
		r := &house[i]
		prefix := strings.TrimSuffix(r.path, "/*")
		covers := strings.HasPrefix(dir, prefix+"/") || dir == prefix && prefix == r.path
		if covers && (best == nil || len(r.path) > len(best.path)) {
			best = r
		}
	}
	// A use case or a top-level folder nobody has entered in the table is no room: "app" and "ui" cover only themselves.
	if best != nil && best.path == "app" && dir != "app" {
		return nil
	}
	return best
}

// matchAny reports whether one of patterns ("x", "x/...", "x/*") covers target.
func matchAny(patterns []string, target string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		if base, ok := strings.CutSuffix(p, "/..."); ok {
			return target == base || strings.HasPrefix(target, base+"/")
		}
		if base, ok := strings.CutSuffix(p, "/*"); ok {
			return strings.HasPrefix(target, base+"/")
		}
		return target == p
	})
}

// matchModule reports whether target is one of modules or a package inside one.
func matchModule(modules []string, target string) bool {
	return slices.ContainsFunc(modules, func(m string) bool { return below(m)(target) })
}

func oneOf(targets ...string) func(string) bool {
	return func(t string) bool { return slices.Contains(targets, t) }
}

func below(module string) func(string) bool {
	return func(t string) bool { return t == module || strings.HasPrefix(t, module+"/") }
}

func under(prefixes ...string) func(string) bool {
	return func(file string) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(file, p) })
	}
}

func nowhere(string) bool { return false }
