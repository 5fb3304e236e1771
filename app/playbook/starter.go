package playbook

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"sync"

	"throughline/app"
	"throughline/assets/templates"
)

// starters reads the templates that come with the program, once.
var starters = sync.OnceValues(func() ([]Draft, error) {
	names, err := fs.Glob(templates.Files, "*")
	if err != nil {
		return nil, err
	}
	var all []Draft
	for _, name := range names {
		data, err := templates.Files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		found, err := ReadFile(path.Base(name), data)
		if err != nil {
			return nil, fmt.Errorf("starter %s: %w", name, err)
		}
		all = append(all, found...)
	}
	return all, nil
})

// Starters returns the templates that come with the program and that are not among have, by kind and name, as rows without ID. They are not in
// a workspace until they are used or added.
func Starters(have []Row) []Row {
	all, err := starters()
	if err != nil {
		panic("playbook: " + err.Error()) // embedded, and read by a test
	}
	var known []app.Template
	for _, r := range have {
		known = append(known, r.Template)
	}
	var out []Row
	for _, d := range all {
		if !taken(known, d.Kind, d.Name) {
			out = append(out, Row{Kit: true, Template: app.Template{Kind: d.Kind, Name: d.Name, About: d.About, Language: d.Language,
				Versions: []app.TemplateVersion{{Number: 1, Body: d.Body}}}})
		}
	}
	Sort(out)
	return out
}

// Key names a starter: its kind and name.
type Key struct {
	Kind app.TemplateKind
	Name string
}

// KeyOf is the key of a row.
func KeyOf(r *Row) Key { return Key{r.Kind, r.Name} }

// AddStarters puts starter templates into the workspace as one step, all that are not there for no keys. Those that are there stay as they
// are. It returns how many were added. Returns ENotFound for a key of none.
func (s *Service) AddStarters(ctx context.Context, keys ...Key) (int, error) {
	have, err := s.templates(ctx)
	if err != nil {
		return 0, err
	}
	made, err := s.starting(have, keys)
	if err != nil || len(made) == 0 {
		return 0, err
	}
	label := "Add " + app.Count(len(made), "starter template")
	if len(made) == 1 {
		label = "Add template " + made[0].Name
	}
	cs := s.Hand.Begin(label)
	for _, t := range made {
		cs.Create(t)
	}
	return len(made), s.Log.Commit(ctx, cs)
}

// starting makes the templates of starters that are not among have.
func (s *Service) starting(have []app.Template, keys []Key) ([]*app.Template, error) {
	all, err := starters()
	if err != nil {
		return nil, err
	}
	if len(keys) == 0 {
		for _, d := range all {
			keys = append(keys, Key{d.Kind, d.Name})
		}
	}
	var made []*app.Template
	for _, k := range keys {
		if taken(have, k.Kind, k.Name) {
			continue
		}
		d, ok := starter(all, k)
		if !ok {
			return nil, &app.Error{Code: app.ENotFound, Message: "There is no starter template “" + k.Name + "”.", Hint: "Choose one of the list."}
		}
		t, err := s.made(d)
		if err != nil {
			return nil, err
		}
		made = append(made, t)
	}
	return made, nil
}

func starter(all []Draft, k Key) (Draft, bool) {
	for _, d := range all {
		if d.Kind == k.Kind && d.Name == k.Name {
			d.Note = "As it comes with Throughline"
			return d, true
		}
	}
	return Draft{}, false
}
