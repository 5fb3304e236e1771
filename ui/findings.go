package ui

import (
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/shell"
)

// findingsCommands are the acts on the table of findings that can be found from anywhere.
func (d *desktop) findingsCommands(goTo func(kit.Route)) []shell.Command {
	return []shell.Command{{Group: "Go", Title: "Duplicate findings", Icon: icons.Copy, Run: func() {
		goTo(kit.Route{Screen: kit.Findings})
		d.table.ShowDuplicates()
	}}}
}
