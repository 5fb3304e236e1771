package ui

import (
	"context"

	"throughline/app"
	"throughline/app/format/table"
	"throughline/app/metric"
	"throughline/app/score"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/measures"
	"throughline/ui/say"
	"throughline/ui/shell"
)

var (
	_ measures.Scorer  = (*score.Service)(nil)
	_ measures.Counter = (*metric.Service)(nil)
)

// measuresPage shows UX measures and product metrics. It stands under Analysis.
func (d *desktop) measuresPage(w *workspace.Workspace, l links) *shell.Page {
	m := &measures.Model{Scorer: w.Scores, Counter: w.Metrics, Store: w.Store, ReadOnly: w.Store.ReadOnly()}
	m.OnTell = func(text string) {
		d.told(w, text)
	}
	m.OnFail = d.sayIf
	d.leave = append(d.leave, m.Close)
	s := measures.New(m, measures.Doors{GoTo: l.goTo, File: d.askTable, Claims: measures.Claims{List: w.Store.Insights,
		Attach: func(ctx context.Context, f app.Figure) error { _, err := w.Insights.AttachFigure(ctx, f); return err }}, Bring: measures.Bring{
		Measures: func(ctx context.Context, path, sheet string) (*table.Named, error) {
			return workspace.ReadTable(ctx, path, sheet, score.ReadSheet)
		},
		Metrics: func(ctx context.Context, path, sheet string) (*table.Named, error) {
			return workspace.ReadTable(ctx, path, sheet, metric.ReadSheet)
		}}})
	return &shell.Page{ID: kit.Measures, Title: say.T("Measures"), Icon: icons.Chart, Under: kit.Analysis, Content: s.Content(), Open: s.Open, Here: s.Here, Changed: m.Changed,
		Shown: s.Shown, Rune: s.Rune, Keys: s.Keys()}
}

// measuresCommands lead to the page from anywhere.
func measuresCommands(goTo func(kit.Route)) []shell.Command {
	to := func(part measures.Part) func() { return func() { goTo(kit.MeasuresAt(string(part))) } }
	return []shell.Command{
		{ID: "ux-measures", Group: say.T("Go"), Title: say.T("UX measures"), Icon: icons.Chart, Run: to(measures.Scores)},
		{ID: "ux-measures-enter", Group: say.T("Go"), Title: say.T("UX measures: enter"), Icon: icons.Chart, Run: to(measures.Entry)},
		{ID: "ux-measures-compare", Group: say.T("Go"), Title: say.T("UX measures: compare"), Icon: icons.Chart, Run: to(measures.Compare)},
		{ID: "product-metrics", Group: say.T("Go"), Title: say.T("Product metrics"), Icon: icons.Chart, Run: to(measures.Metrics)},
	}
}

// askTable asks for a CSV, TSV or Excel file.
func (d *desktop) askTable(title string, pick func(path string)) {
	(&kit.FileDialog{Mode: kit.OpenFile, Title: title, Dir: documents(),
		Types:  []kit.FileType{kit.TableFiles},
		OnPick: func(paths []string) { pick(paths[0]) }}).Show(d.win.Canvas())
}
