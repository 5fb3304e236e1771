package workspace

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/playbook"
	"throughline/app/report"
)

// Designs are the report templates of the playbook that are offered, by name.
func (w *Workspace) Designs(ctx context.Context) ([]app.Template, error) {
	rows, err := w.Playbook.List(ctx)
	if err != nil {
		return nil, err
	}
	var out []app.Template
	for i := range rows {
		if rows[i].Kind == app.TemplateDesign && !rows[i].Retired {
			out = append(out, rows[i].Template)
		}
	}
	slices.SortStableFunc(out, func(a, b app.Template) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return out, nil
}

// DesignNamed reads a report template of the playbook, the version that holds. Returns ENotFound, naming those there are, and the errors of report.ReadDesign.
func (w *Workspace) DesignNamed(ctx context.Context, name string) (report.Design, error) {
	all, err := w.Designs(ctx)
	if err != nil {
		return report.Design{}, err
	}
	var names []string
	for i := range all {
		if strings.EqualFold(all[i].Name, strings.TrimSpace(name)) || string(all[i].ID) == name {
			return report.ReadDesign(all[i].Latest().Body)
		}
		names = append(names, all[i].Name)
	}
	e := app.NotFound("The report template " + name)
	e.Hint = "No report template is kept here: save one in Reports."
	if len(names) > 0 {
		e.Hint = "Report templates here: " + strings.Join(names, ", ") + "."
	}
	return report.Design{}, e
}

// KeepDesign saves how a report is made as a report template: a new one, or the next version of the one that has the name. The logo is kept as the small
// picture that files hold.
func (w *Workspace) KeepDesign(ctx context.Context, name string, d report.Design) error {
	d, err := d.Compact()
	if err != nil {
		return err
	}
	all, err := w.Designs(ctx)
	if err != nil {
		return err
	}
	for i := range all {
		if strings.EqualFold(all[i].Name, strings.TrimSpace(name)) {
			_, err := w.Playbook.Edit(ctx, all[i].ID, d.Text(), "")
			return err
		}
	}
	_, err = w.Playbook.Create(ctx, playbook.Draft{Kind: app.TemplateDesign, Name: name, About: "How a report is made, whatever it is about.", Body: d.Text()})
	return err
}
