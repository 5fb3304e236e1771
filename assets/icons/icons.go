// Package icons holds Throughline's line icons: 20 x 20 SVG, stroke 1.5, drawn in "currentColor" so that the
// screen paints them in the colour of the place they stand in.
package icons

import "embed"

// Name names one icon.
type Name string

// The icons.
const (
	Back       Name = "back"
	Board      Name = "board"
	Book       Name = "book"
	Calendar   Name = "calendar"
	Chart      Name = "chart"
	Check      Name = "check"
	Clock      Name = "clock"
	Close      Name = "close"
	Copy       Name = "copy"
	Done       Name = "done"
	Down       Name = "down"
	Edit       Name = "edit"
	Error      Name = "error"
	Export     Name = "export"
	File       Name = "file"
	Filter     Name = "filter"
	Findings   Name = "findings"
	Folder     Name = "folder"
	Forward    Name = "forward"
	Help       Name = "help"
	History    Name = "history"
	Home       Name = "home"
	Import     Name = "import"
	Info       Name = "info"
	Insights   Name = "insights"
	Inspector  Name = "inspector"
	Interviews Name = "interviews"
	Keyboard   Name = "keyboard"
	Left       Name = "left"
	Link       Name = "link"
	Lock       Name = "lock"
	Map        Name = "map"
	Merge      Name = "merge"
	Minus      Name = "minus"
	Moon       Name = "moon"
	More       Name = "more"
	Move       Name = "move"
	Note       Name = "note"
	People     Name = "people"
	Play       Name = "play"
	Plus       Name = "plus"
	Quote      Name = "quote"
	Redo       Name = "redo"
	Refresh    Name = "refresh"
	Reports    Name = "reports"
	Right      Name = "right"
	Search     Name = "search"
	Settings   Name = "settings"
	Sidebar    Name = "sidebar"
	Sort       Name = "sort"
	SortDown   Name = "sort-down"
	SortUp     Name = "sort-up"
	Split      Name = "split"
	Star       Name = "star"
	StarFull   Name = "star-full"
	Studies    Name = "studies"
	Sun        Name = "sun"
	Table      Name = "table"
	Tag        Name = "tag"
	Themes     Name = "themes"
	Trash      Name = "trash"
	Undo       Name = "undo"
	Unlock     Name = "unlock"
	Up         Name = "up"
	Wand       Name = "wand"
	Warning    Name = "warning"
	Workspace  Name = "workspace"
	Logo       Name = "logo" // in its own colours
)

//go:embed *.svg
var files embed.FS

// SVG returns the drawing of an icon, or nil for a name that does not exist.
func SVG(n Name) []byte {
	b, err := files.ReadFile(string(n) + ".svg")
	if err != nil {
		return nil // an unknown name shows nothing rather than stopping the window
	}
	return b
}

// All lists the icons by name.
func All() []Name {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil // the embedded folder always reads
	}
	names := make([]Name, len(entries))
	for i, e := range entries {
		names[i] = Name(e.Name()[:len(e.Name())-len(".svg")])
	}
	return names
}
