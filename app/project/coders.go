package project

import (
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/qda"
)

// Coders reads lines "name in the file=name here" as Options.Coders. The name in the file may be that of a user or their id, in any letter
// case. Returns EInvalid for a line without both names and ENotFound for somebody who is not in the file.
func Coders(p *qda.Project, lines []string) (map[qda.GUID]string, error) {
	if len(lines) == 0 {
		return nil, nil
	}
	called := map[qda.GUID]string{}
	for _, line := range lines {
		was, now, _ := strings.Cut(line, "=")
		was, now = strings.TrimSpace(was), strings.TrimSpace(now)
		if was == "" || now == "" {
			return nil, app.Invalid("“"+line+"” does not say who comes in under which name.", "Write the name in the file, =, and the name here.")
		}
		found := false
		for _, u := range p.Users {
			if strings.EqualFold(userName(u), was) || strings.EqualFold(strings.TrimSpace(u.ID), was) {
				called[u.GUID], found = now, true
			}
		}
		if !found {
			return nil, &app.Error{Code: app.ENotFound, Message: "The project has no coder " + was + ".", Hint: codersHere(p)}
		}
	}
	return called, nil
}

// codersHere lists the users of a project.
func codersHere(p *qda.Project) string {
	var names []string
	for _, u := range p.Users {
		if name := userName(u); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "It names no coders."
	}
	return "Coders in the file: " + strings.Join(names, ", ") + "."
}
