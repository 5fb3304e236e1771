package ui

import (
	"context"
	"strings"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/ui/reports"
	"throughline/ui/say"
)

// reportMaking is what the reports screen asks for of the playbook, of what was chosen last in this workspace, and of files to check.
func (d *desktop) reportMaking(w *workspace.Workspace) reports.Making {
	last := "reports:" + w.Store.Path()
	return reports.Making{Language: ownLanguage(), DesignsOf: w.Designs, KeepDesign: w.KeepDesign,
		Recall:   func() string { return d.settings.Taste(last) },
		Remember: func(design string) { d.settings.SetTaste(last, design) },
		CheckFile: func(ctx context.Context, path string, p app.Progress) (c reports.Checked, err error) {
			if strings.HasSuffix(strings.ToLower(path), ".zip") {
				c.Signed, err = workspace.CheckHandOff(ctx, path)
				return c, err
			}
			c.Drift, err = w.CheckReport(ctx, path, p)
			return c, err
		}}
}

// handOver writes a hand-off bundle signed with the key of this person.
func (d *desktop) handOver(ctx context.Context, w *workspace.Workspace, spec report.Spec, path string) error {
	key, err := workspace.SigningKey(d.opt.Settings)
	if err != nil {
		return err
	}
	_, err = w.WriteHandOff(ctx, spec, path, workspace.HandOff{Open: d.opt.Open, Key: key, File: report.FileOptions{Overwrite: true, Audience: spec.Readers}})
	return err
}

// ownLanguage is the language that a report begins with: that of the window.
func ownLanguage() report.Language {
	switch say.Language() {
	case say.German:
		return report.German
	case say.Spanish:
		return report.Spanish
	}
	return "" // English
}
