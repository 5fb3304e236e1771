package people

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"throughline/app"
)

// ProfileWhat is the What of a tool's profiles that bring people in.
const ProfileWhat = "people"

// SavedSpec is a spec kept in the register of tools: how the people of that tool come in.
type SavedSpec struct {
	Tool     app.ToolID
	ToolName string
	Name     string
	Spec     Spec
}

// ReadSpec reads a spec from JSON, as a profile keeps it. Returns EInvalid for text that is none.
func ReadSpec(text string) (Spec, error) {
	var spec Spec
	if err := json.Unmarshal([]byte(text), &spec); err != nil {
		return spec, &app.Error{Code: app.EInvalid, Message: "This is no saved import of people.", Hint: "Choose a file that was saved as one.", Err: err}
	}
	return spec, nil
}

// specMembers are the members of a Spec as JSON has them.
var specMembers = []string{"columns", "sheet", "key", "mode", "clear", "repeat", "alike"}

// CarrySpec returns another spec of a profile that brings people, with what the profile's says about columns.
func CarrySpec(p *app.ToolProfile, spec string) string { return p.Carry(spec, specMembers...) }

// SavedSpecs lists the specs in the register of tools, by tool and name. Connections that do not say what columns mean are left out.
func (s *Service) SavedSpecs(ctx context.Context) ([]SavedSpec, error) {
	tools, err := app.Papers[app.Tool](ctx, s.Store, app.PaperQuery{Kind: app.KindTool})
	if err != nil {
		return nil, err
	}
	var all []SavedSpec
	for i := range tools {
		for _, p := range tools[i].Profiles {
			if p.What != ProfileWhat || p.Out {
				continue
			}
			if spec, err := ReadSpec(p.Spec); err == nil && len(spec.Columns) > 0 {
				all = append(all, SavedSpec{tools[i].ID, tools[i].Name, p.Name, spec})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b SavedSpec) int {
		return strings.Compare(nameKey(a.ToolName)+"\x00"+nameKey(a.Name), nameKey(b.ToolName)+"\x00"+nameKey(b.Name))
	})
	return all, nil
}

// SaveSpec keeps a spec in the register of tools under a name, in place of one of that name, as one step. A tool that is not in the register
// yet is entered. Returns EInvalid without a tool or a name.
func (s *Service) SaveSpec(ctx context.Context, tool, name string, spec Spec) error {
	tool, name = strings.TrimSpace(tool), strings.TrimSpace(name)
	if tool == "" || name == "" {
		return app.Invalid("A saved import needs a tool and a name.", "Write where the file comes from, such as CRM, and what it is, such as Customers.")
	}
	body, err := json.Marshal(spec)
	if err != nil {
		return err
	}
	found, err := app.Papers[app.Tool](ctx, s.Store, app.PaperQuery{Kind: app.KindTool, Once: (&app.Tool{Name: tool}).Filed().Once})
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("Save import " + name + " of " + tool)
	profile := app.ToolProfile{Name: name, What: ProfileWhat, Spec: string(body)}
	if len(found) == 0 {
		cs.Create(&app.Tool{ID: app.NewID[app.ToolID](), Name: tool, Profiles: []app.ToolProfile{profile}, Stamp: s.Hand.Stamp()})
		return s.Log.Commit(ctx, cs)
	}
	t := found[0]
	t.Profiles = slices.Clone(t.Profiles)
	if at := profileAt(t.Profiles, name); at >= 0 {
		profile.Spec = t.Profiles[at].Carry(profile.Spec, "path")
		if t.Profiles[at].Spec == profile.Spec {
			return nil
		}
		t.Profiles[at].Spec = profile.Spec
	} else {
		t.Profiles = append(t.Profiles, profile)
	}
	t.Stamp = s.Hand.Touch(t.Stamp)
	cs.Update(&found[0], &t)
	return s.Log.Commit(ctx, cs)
}

func profileAt(all []app.ToolProfile, name string) int {
	return slices.IndexFunc(all, func(p app.ToolProfile) bool {
		return p.What == ProfileWhat && !p.Out && strings.EqualFold(p.Name, name)
	})
}

// ran adds to a step that a saved spec was used, for how many rows.
func (s *Service) ran(ctx context.Context, cs *app.ChangeSet, used *SavedSpec, rows int) error {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindTool, ID: string(used.Tool)})
	if err != nil {
		if app.CodeOf(err) == app.ENotFound {
			return nil // the tool left the register meanwhile
		}
		return err
	}
	old := rec.(*app.Tool)
	at := profileAt(old.Profiles, used.Name)
	if at < 0 {
		return nil
	}
	t := *old
	t.Profiles = slices.Clone(old.Profiles)
	t.Stamp = s.Hand.Touch(old.Stamp)
	t.Profiles[at].Last, t.Profiles[at].Rows = t.Modified, rows
	cs.Update(old, &t)
	return nil
}
