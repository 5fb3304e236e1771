package workspace

import "path/filepath"

// CacheIn keeps what readers compile in a person's settings folder, so that the next program that reads a PDF begins at once: some 20 MB that
// can be deleted at any time. "" keeps nothing.
func (w *Workspace) CacheIn(settings string) {
	if settings != "" {
		w.Exchange.Cache = filepath.Join(settings, "cache")
	}
}
