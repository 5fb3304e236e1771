package findings

import (
	"cmp"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Export is a list of findings to be written to a file.
type Export struct {
	Find    app.FindingQuery
	Columns []ColumnID
	Title   string // "" for the study's
	Format  string // "csv", "xlsx"
}

// UseExport lets findings be written to files. Call it once, before the screen is used.
func (s *Screen) UseExport(write func(Export)) { s.export = write }

// UseCoded lets findings be written as coded data: asked for in a form of the person's choice. Call it once, before the screen is used.
func (s *Screen) UseCoded(ask func(find app.FindingQuery, title string)) { s.coded = ask }

// allMenu is what can be done with everything that matches.
func (s *Screen) allMenu() []kit.MenuItem {
	m := s.model
	n := m.Count()
	items := []kit.MenuItem{
		{Text: say.T("Select all %s", findings(n)), Icon: icons.Check, Key: "Ctrl A", Disabled: n == 0, Run: s.table.SelectAll},
		{Text: say.T("Edit the filter as a query"), Icon: icons.Filter, Disabled: !m.Filtered(), Run: m.EditAsQuery},
		{Text: say.T("Save as a view…"), Icon: icons.Plus, Disabled: m.Views == nil, Run: s.askSaveAs},
		kit.Separator,
		{Text: say.T("Count and chart these"), Icon: icons.Chart, Disabled: n == 0, Run: func() { s.goTo(kit.AnalysisOf(cmp.Or(m.viewTitle(), say.T("findings of the table")), m.Query)) }},
		{Text: say.T("New theme of these…"), Icon: icons.Themes, Disabled: n == 0, Run: s.askTheme},
	}
	if s.export != nil {
		write := func(format string) func() {
			return func() { s.export(Export{Find: m.Query, Columns: s.exported(), Format: format, Title: m.viewTitle()}) }
		}
		items = append(items, kit.MenuItem{Text: say.T("Export as CSV…"), Icon: icons.Export, Disabled: n == 0, Run: write("csv")},
			kit.MenuItem{Text: say.T("Export as Excel…"), Icon: icons.Export, Disabled: n == 0, Run: write("xlsx")})
	}
	if s.coded != nil {
		items = append(items, kit.MenuItem{Text: say.T("Export coded data…"), Icon: icons.Export, Disabled: n == 0, Run: func() { s.coded(m.Query, m.viewTitle()) }})
	}
	return append(items, kit.Separator, kit.MenuItem{Text: say.T("Find duplicates"), Icon: icons.Copy, Key: "D", Run: s.ShowDuplicates})
}

// viewTitle is what the table shows, "" for all findings or an unnamed filter.
func (m *Model) viewTitle() string {
	if v, ok := m.View(); ok && v.ID != ViewAll && !m.Edited() {
		return v.Name
	}
	return m.Title
}

// exported are the columns shown, as an export takes them.
func (s *Screen) exported() []ColumnID {
	var out []ColumnID
	for _, c := range s.model.ShownColumns() {
		out = append(out, ColumnID(c.ID))
	}
	return out
}

// askTheme makes a theme of everything that matches.
func (s *Screen) askTheme() {
	m := s.model
	of := m.Matching()
	s.askName(say.T("New theme of %s", findings(of.Len())), m.SuggestedName(), say.T("Make theme"), nil, func(name string, done func(error)) {
		m.MoveToNew(of, name, func(made app.ThemeID, err error) {
			if done(err); err == nil {
				s.goTo(kit.Route{Screen: kit.Themes, ID: string(made)})
			}
		})
	})
}
