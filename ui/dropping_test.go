package ui

import (
	"reflect"
	"strings"
	"testing"
)

func TestSortDropped_TellsWorkspacesProjectsAndFilesApart(t *testing.T) {
	project := func(path string) bool { return strings.HasSuffix(path, ".qdpx") }
	for _, row := range []struct {
		name    string
		paths   []string
		project func(string) bool
		want    dropped
	}{
		{"documents and a folder", []string{"/a/p1.vtt", "/a/more"}, project, dropped{files: []string{"/a/p1.vtt", "/a/more"}}},
		{"a project", []string{"/a/x.qdpx"}, project, dropped{projects: []string{"/a/x.qdpx"}}},
		{"a project among documents", []string{"/a/p1.vtt", "/a/x.qdpx", "/a/p2.vtt"}, project, dropped{files: []string{"/a/p1.vtt", "/a/p2.vtt"}, projects: []string{"/a/x.qdpx"}}},
		{"another workspace", []string{"/a/jon.throughline"}, project, dropped{workspaces: []string{"/a/jon.throughline"}}},
		{"where no project can come in", []string{"/a/x.qdpx"}, nil, dropped{files: []string{"/a/x.qdpx"}}},
		{"nothing", nil, project, dropped{}},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := sortDropped(row.paths, row.project); !reflect.DeepEqual(got, row.want) {
				t.Errorf("%+v, want %+v", got, row.want)
			}
		})
	}
}
