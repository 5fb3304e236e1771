package shell

import "fyne.io/fyne/v2"

func (s *Shell) dropped(uris []fyne.URI) {
	var paths []string
	for _, u := range uris {
		if u.Scheme() == "file" {
			paths = append(paths, u.Path())
		}
	}
	if len(paths) > 0 && s.p.OnDrop != nil {
		s.p.OnDrop(paths)
	}
}
