package ui

import (
	"path/filepath"

	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// dropped is what was let go over the window of an open workspace.
type dropped struct {
	workspaces []string
	projects   []string // whole projects of other programs
	files      []string // everything else, folders of transcripts too
}

// sortDropped tells apart what was dropped, in its order. project reports whether a path is a whole project; nil where none can come in.
func sortDropped(paths []string, project func(path string) bool) (d dropped) {
	for _, p := range paths {
		switch {
		case isWorkspace(filepath.Base(p)):
			d.workspaces = append(d.workspaces, p)
		case project != nil && project(p):
			d.projects = append(d.projects, p)
		default:
			d.files = append(d.files, p)
		}
	}
	return d
}

// drop takes what was dropped: documents and a project go into their imports; another workspace is offered to be merged. What comes along
// with something else is named, and can be taken afterwards.
func (d *desktop) drop(paths []string, importFiles func(paths []string)) {
	got := sortDropped(paths, d.wizard.Project)
	switch {
	case len(got.files) > 0:
		importFiles(got.files)
	case len(got.projects) > 0:
		importFiles(got.projects[:1])
		got.projects = got.projects[1:]
	}
	switch {
	case len(got.workspaces) > 0:
		path := got.workspaces[0]
		d.toast(kit.Toast{Text: say.T("%s is a workspace of its own", filepath.Base(path)), Icon: icons.Info, Action: say.T("Merge it here…"), Run: func() { d.showMerge(path) }})
	case len(got.projects) > 0:
		path := got.projects[0]
		said := say.T("%s is a whole project and comes in by itself", filepath.Base(path))
		if more := len(got.projects) - 1; more > 0 {
			said += say.T(", %s as well", say.Count(more, "other project"))
		}
		d.toast(kit.Toast{Text: said, Icon: icons.Info, Action: say.T("Look at it…"), Run: func() { importFiles(got.projects[:1]) }})
	}
}
