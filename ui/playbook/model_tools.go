package playbook

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/people"
	"throughline/app/playbook"
	"throughline/ui/say"
)

// Register is the state of the register of tools.
type Register struct {
	All      []app.Tool
	Rows     []app.Tool // All under Filter, sorted
	Filter   string
	Personal bool // only those that hold personal data
	Sort     string
	Down     bool
	Selected app.ToolID
	Running  string // the connection that runs, "" for none
}

func (r *Register) take(all []app.Tool) {
	r.All = all
	r.arrange()
}

func (r *Register) arrange() {
	r.Rows = r.Rows[:0:0]
	needle := strings.ToLower(strings.TrimSpace(r.Filter))
	for _, t := range r.All {
		words := strings.ToLower(strings.Join([]string{t.Name, t.Kind, t.Owner, t.Purpose, t.Where, strings.Join(t.Personal, " ")}, " "))
		if strings.Contains(words, needle) && (!r.Personal || len(t.Personal) > 0) {
			r.Rows = append(r.Rows, t)
		}
	}
	if r.Sort != "" {
		slices.SortStableFunc(r.Rows, func(a, b app.Tool) int {
			c := compareTools(r.Sort, &a, &b)
			if r.Down {
				return -c
			}
			return c
		})
	}
	if r.Current() == nil {
		r.Selected = ""
		if len(r.Rows) > 0 {
			r.Selected = r.Rows[0].ID
		}
	}
}

func compareTools(by string, a, b *app.Tool) int {
	switch by {
	case "owner":
		return strings.Compare(strings.ToLower(a.Owner), strings.ToLower(b.Owner))
	case "cost":
		return cmp.Compare(playbook.Yearly(a), playbook.Yearly(b))
	case "renewal": // without one last
		return strings.Compare(cmp.Or(string(a.Renewal), "9999"), cmp.Or(string(b.Renewal), "9999"))
	}
	return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
}

// Current returns the selected tool, or nil.
func (r *Register) Current() *app.Tool {
	i := slices.IndexFunc(r.Rows, func(t app.Tool) bool { return t.ID == r.Selected })
	if i < 0 {
		return nil
	}
	return &r.Rows[i]
}

// Place is where the selected tool stands, or -1.
func (r *Register) Place() int {
	return slices.IndexFunc(r.Rows, func(t app.Tool) bool { return t.ID == r.Selected })
}

// NarrowTools shows only tools with the words, or only those that hold personal data.
func (m *Model) NarrowTools(words string, personal bool) {
	m.Register.Filter, m.Register.Personal = words, personal
	m.Register.arrange()
	m.changed()
}

// SortTools sorts by a column.
func (m *Model) SortTools(column string, down bool) {
	m.Register.Sort, m.Register.Down = column, down
	m.Register.arrange()
	m.changed()
}

// SelectTool shows a tool.
func (m *Model) SelectTool(id app.ToolID) {
	if m.Register.Selected != id {
		m.Register.Selected = id
		m.changed()
	}
}

// SaveTool stores a tool and shows it; done hears how it went.
func (m *Model) SaveTool(t app.Tool, done func(error)) {
	var made *app.Tool
	m.acted(func(ctx context.Context) (err error) {
		made, err = m.Playbook.SaveTool(ctx, t)
		return err
	}, func(err error) {
		if err == nil {
			m.Register.Selected = made.ID
		}
		done(err)
	})
}

// RetireTool takes the selected tool out of use, or into it again.
func (m *Model) RetireTool() {
	if t := m.Register.Current(); t != nil {
		id, on := t.ID, !t.Retired
		m.act(func(ctx context.Context) error { return m.Playbook.RetireTool(ctx, id, on) }, nil)
	}
}

// DeleteTool removes the selected tool.
func (m *Model) DeleteTool() {
	if t := m.Register.Current(); t != nil {
		id := t.ID
		m.act(func(ctx context.Context) error { return m.Playbook.DeleteTool(ctx, id) }, nil)
	}
}

// Renewed moves the renewal of the selected tool on.
func (m *Model) Renewed() {
	if t := m.Register.Current(); t != nil {
		id, today := t.ID, m.Today()
		m.act(func(ctx context.Context) error { return m.Playbook.Renewed(ctx, id, today) }, nil)
	}
}

// SaveProfile puts a connection to the selected tool, in place of the one called old unless that is "".
func (m *Model) SaveProfile(old string, p app.ToolProfile, done func(error)) {
	t := m.Register.Current()
	if t == nil {
		return
	}
	c := *t
	c.Profiles = slices.Clone(t.Profiles)
	p.Name = strings.TrimSpace(p.Name)
	i := slices.IndexFunc(c.Profiles, func(o app.ToolProfile) bool { return o.Name == old })
	clash := slices.IndexFunc(c.Profiles, func(o app.ToolProfile) bool { return strings.EqualFold(o.Name, p.Name) && o.Name != old })
	_, err := playbook.SpecOf(p)
	switch {
	case p.Name == "":
		err = app.Invalid(say.T("A connection needs a name."), say.T("Type a name such as Weekly findings."))
	case clash >= 0:
		err = app.Invalid(say.T("“%s” has a connection “%s” already.", c.Name, p.Name), say.T("Choose another name."))
	}
	if err != nil {
		done(err)
		return
	}
	if i >= 0 {
		p.Last, p.Rows = c.Profiles[i].Last, c.Profiles[i].Rows
		if was := &c.Profiles[i]; was.What == p.What && was.Out == p.Out && p.What == people.ProfileWhat {
			p.Spec = people.CarrySpec(was, p.Spec)
		}
		c.Profiles[i] = p
	} else {
		c.Profiles = append(c.Profiles, p)
	}
	m.SaveTool(c, done)
}

// DropProfile removes a connection of the selected tool.
func (m *Model) DropProfile(name string) {
	if t := m.Register.Current(); t != nil {
		c := *t
		c.Profiles = slices.DeleteFunc(slices.Clone(t.Profiles), func(p app.ToolProfile) bool { return p.Name == name })
		if len(c.Profiles) == 0 {
			c.Profiles = nil
		}
		m.act(func(ctx context.Context) error { _, err := m.Playbook.SaveTool(ctx, c); return err }, nil)
	}
}

// RunProfile carries out a connection of the selected tool.
func (m *Model) RunProfile(name string) {
	t := m.Register.Current()
	if t == nil || m.Run == nil || m.Register.Running != "" {
		return
	}
	id, tool := t.ID, t.Name
	m.Register.Running = name
	m.changed()
	n := 0
	m.work.Do(func(ctx context.Context) (err error) {
		n, err = m.Run(ctx, id, name)
		return err
	}, func(err error) {
		m.Register.Running = ""
		if err != nil {
			m.Err = err
		} else {
			m.said(say.T("%s of %s: %s", name, tool, say.Count(n, "row")))
		}
		m.changed()
	})
}

// Today is the day by the model's clock.
func (m *Model) Today() app.Date { return app.DateOf(m.Now()) }
