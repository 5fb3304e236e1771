package workspace

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/exchange"
	"throughline/app/format"
	"throughline/app/format/source"
	"throughline/app/memo"
	"throughline/app/people"
	"throughline/app/playbook"
	"throughline/app/report"
)

// RunProfile carries out a saved connection of a tool now, notes when it ran and returns how many rows it brought or gave. An export replaces
// its file, whole or not at all. Returns ENotFound if tool or connection is gone, and the errors of what it does.
func (w *Workspace) RunProfile(ctx context.Context, id app.ToolID, name string, p app.Progress) (int, error) {
	rec, err := w.Store.Find(ctx, app.Ref{Kind: app.KindTool, ID: string(id)})
	if err != nil {
		return 0, err
	}
	tool := rec.(*app.Tool)
	i := slices.IndexFunc(tool.Profiles, func(p app.ToolProfile) bool { return p.Name == name })
	if i < 0 {
		return 0, &app.Error{Code: app.ENotFound, Message: "“" + tool.Name + "” has no connection “" + name + "” any more.", Hint: "Choose another."}
	}
	spec, err := playbook.SpecOf(tool.Profiles[i])
	if err != nil {
		return 0, err
	}
	if tool.Profiles[i].What == people.ProfileWhat && !tool.Profiles[i].Out {
		return w.bringPeople(ctx, tool, &tool.Profiles[i], spec.Path, p)
	}
	var n int
	if tool.Profiles[i].Out {
		n, err = w.give(ctx, tool.Profiles[i].What, spec, p)
	} else {
		n, err = w.bring(ctx, tool.Profiles[i].What, spec, p)
	}
	if err != nil {
		return n, err
	}
	return n, w.Playbook.Ran(ctx, id, name, n)
}

// give carries out an export.
func (w *Workspace) give(ctx context.Context, what string, s playbook.Spec, p app.Progress) (n int, err error) {
	file := report.FileOptions{Overwrite: true}
	kind := strings.TrimPrefix(strings.ToLower(filepath.Ext(s.Path)), ".")
	switch what {
	case "findings":
		spec := report.ListSpec{Find: app.FindingQuery{Study: s.Study}, Author: w.Hand.Author, Date: app.DateOf(w.Hand.Begin("").At), Progress: p}
		return w.WriteList(ctx, spec, kind, s.Path, file)
	case "memos":
		f, err := memo.FormatOf("", s.Path)
		if err != nil {
			return 0, err
		}
		return w.WriteMemos(ctx, app.MemoQuery{Study: s.Study}, f, s.Path, file)
	case "codebook":
		return w.WriteCodebook(ctx, s.Study, s.Path, format.CodebookFormat(kind), file)
	case "templates":
		rows, err := w.Playbook.List(ctx)
		if err != nil {
			return 0, err
		}
		all := make([]app.Template, len(rows))
		for i := range rows {
			all[i] = rows[i].Template
		}
		return len(all), w.WriteTemplates(all, kind, s.Path, file)
	}
	return w.WriteTools(ctx, kind, s.Path, file)
}

// bring carries out an import.
func (w *Workspace) bring(ctx context.Context, what string, s playbook.Spec, p app.Progress) (int, error) {
	switch what {
	case "codebook":
		plan, err := w.Exchange.PlanCodebook(ctx, s.Study, s.Path, p)
		if err != nil {
			return 0, err
		}
		done, err := w.Exchange.ImportCodebook(ctx, plan, exchange.Take{})
		return done.New + done.Changed, err
	case "templates":
		data, err := os.ReadFile(s.Path)
		if err != nil {
			return 0, &app.Error{Code: app.ENotFound, Path: s.Path, Message: filepath.Base(s.Path) + " cannot be read.", Hint: "Is the file still there?", Err: err}
		}
		drafts, err := playbook.ReadFile(filepath.Base(s.Path), data)
		if err != nil {
			return 0, err
		}
		done, err := w.Playbook.Import(ctx, filepath.Base(s.Path), drafts)
		return done.New + done.Changed, err
	}
	res, err := w.Exchange.Import(ctx, []string{s.Path}, exchange.Options{Study: s.Study}, p)
	return res.Interviews(), err
}

// bringPeople adds and updates participants of a table and notes it with the tool, and returns how many. Columns mean what is saved with the
// connection; the first run saves what their names tell.
func (w *Workspace) bringPeople(ctx context.Context, tool *app.Tool, profile *app.ToolProfile, path string, p app.Progress) (int, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return 0, &app.Error{Code: app.ENotFound, Path: path, Message: filepath.Base(path) + " cannot be read.", Hint: "Is the file still there?", Err: err}
	}
	spec, err := people.ReadSpec(profile.Spec)
	if err != nil {
		return 0, err
	}
	table, err := people.ReadSheet(ctx, source.File{Name: filepath.Base(path), R: bytes.NewReader(data), Size: int64(len(data)), Progress: p}, spec.Table)
	if err != nil {
		return 0, err
	}
	if len(spec.Columns) > 0 {
		spec, _ = spec.Fill(table) // a column that is gone says nothing about anybody
	} else {
		fields, err := w.People.Fields(ctx)
		if err != nil {
			return 0, err
		}
		spec = people.Guess(table, fields)
		if err := w.People.SaveSpec(ctx, tool.Name, profile.Name, spec); err != nil {
			return 0, err
		}
	}
	plan, err := w.People.PlanImport(ctx, table, spec)
	if err != nil {
		return 0, err
	}
	if plan.Empty() {
		return 0, w.Playbook.Ran(ctx, tool.ID, profile.Name, 0)
	}
	plan.Used = &people.SavedSpec{Tool: tool.ID, ToolName: tool.Name, Name: profile.Name, Spec: spec}
	return plan.Count(people.ActAdd) + plan.Count(people.ActUpdate), w.People.Import(ctx, plan, filepath.Base(path))
}
