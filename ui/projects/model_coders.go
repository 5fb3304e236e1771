package projects

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/qda"
)

// Coders are the people of the project who made something of it.
func (m *Import) Coders() []qda.User {
	if m.Project == nil {
		return nil
	}
	return m.Project.Users
}

// CoderName is what the file calls a coder.
func CoderName(u qda.User) string {
	if name := strings.TrimSpace(u.Name); name != "" {
		return name
	}
	return strings.TrimSpace(u.ID)
}

// ComesAs is the name under which a coder's work comes in.
func (m *Import) ComesAs(u qda.User) string {
	if name := m.Signs[u.GUID]; name != "" {
		return name
	}
	return CoderName(u)
}

// Sign lets a coder's work come in under another name, of somebody here or a new one; "" or the coder's own for that of the file.
func (m *Import) Sign(coder qda.GUID, name string) {
	name = strings.Join(strings.Fields(name), " ")
	for _, u := range m.Coders() {
		if u.GUID == coder && name == CoderName(u) {
			name = ""
		}
	}
	if m.Signs[coder] == name {
		return
	}
	if m.Signs[coder] = name; name == "" {
		delete(m.Signs, coder)
	}
	m.changed()
}

// Others are the names under which a coder's work can come in beside the file's own: who works here, oneself first.
func (m *Import) Others(u qda.User) []string {
	var all []string
	for _, name := range append([]string{m.Author}, m.names...) {
		if name != "" && name != CoderName(u) && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// working finds who works in the workspace.
func (m *Import) working(ctx context.Context) ([]string, error) {
	if m.People == nil {
		return nil, nil
	}
	names, err := m.People.Authors(ctx)
	if err != nil {
		return nil, err
	}
	facets, err := m.People.FindingFacets(ctx, app.FindingQuery{})
	for _, f := range facets.Authors {
		names = append(names, f.Value)
	}
	slices.Sort(names)
	return slices.Compact(names), err
}
