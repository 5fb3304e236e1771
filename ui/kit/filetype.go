package kit

import (
	"slices"
	"strings"

	"throughline/ui/say"
)

// FileType is one kind of files that a FileDialog shows.
type FileType struct {
	Title   string   // "Tables (CSV, Excel)"
	Endings []string // of names, in lower case with their dot; none for all files
}

// AllFiles shows every file. A FileDialog with Types offers it last.
var AllFiles = FileType{Title: say.T("All files")}

// TableFiles are tables that can be read.
var TableFiles = FileType{Title: say.T("Tables (CSV, TSV, Excel)"), Endings: []string{".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm"}}

// Takes reports whether a file of that name is of the kind.
func (t FileType) Takes(name string) bool {
	name = strings.ToLower(name)
	return len(t.Endings) == 0 || slices.ContainsFunc(t.Endings, func(e string) bool { return strings.HasSuffix(name, e) })
}

// types is the choice of kinds beside the folder; nil for a dialog without.
func (f *FileDialog) types() *Dropdown {
	if len(f.Types) == 0 {
		return nil
	}
	all := append(slices.Clone(f.Types), AllFiles)
	options := make([]Option, len(all))
	for i, t := range all {
		options[i] = Option{ID: t.Title, Text: t.Title}
	}
	f.Accept = all[0].Takes
	d := NewDropdown(options, func(id string) {
		f.Accept = all[slices.IndexFunc(all, func(t FileType) bool { return t.Title == id })].Takes
		f.goTo(f.dir)
	})
	return d.WithPrefix(say.T("Show: "))
}
