package ui

import (
	"context"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/report"
	"throughline/app/search"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/codebook"
	"throughline/ui/findings"
	"throughline/ui/home"
	"throughline/ui/insights"
	"throughline/ui/kit"
	"throughline/ui/reports"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/themes"
)

// links is what screens ask of the window: to go somewhere, and to open its dialogs.
type links struct {
	goTo   func(kit.Route)
	file   func() // choose files to import
	sample func() // add the sample study
	choose func() // open the list of studies
	save   reports.Ask
	signs  string // the person's name on reports
}

func (d *desktop) homePage(w *workspace.Workspace, l links) *shell.Page {
	m := &home.Model{Store: w.Store, Now: time.Now, Author: w.Hand.Author}
	m.Others = append(m.Others, recruitNeeds(w), consentNeeds(w))
	m.Recruits, m.Tracks = recruiting(w), w.Metrics.Track
	d.leave = append(d.leave, m.Close)
	s := home.New(m, home.Begin{Import: l.file, Sample: l.sample, Templates: d.startFromTemplates(w, l.goTo)}, l.goTo)
	return withMemos(&shell.Page{ID: kit.Home, Title: say.T("Home"), Icon: icons.Home, Content: s.Content(), Open: s.Open, Changed: m.Changed,
		Shown: freeKeys(s.Content()), Rune: s.Rune, Keys: s.Keys()}, s.UseMemos(d.memoDesk(w, l)))
}

func (d *desktop) codebookPage(w *workspace.Workspace, l links) *shell.Page {
	m := &codebook.Model{Store: w.Store, Coding: w.Coding, Past: w.Log, Group: groupTexts, Standing: w.Analysis.Words, Asker: asker{w.Tally, w.Guide}}
	s := codebook.New(m, l.goTo)
	c := &codebook.Checkup{Analyst: w.Analysis, Quotes: w.Store}
	s.UseHealth(c)
	s.UseExchange(d.codebookExchange(w, l))
	d.book = s
	d.leave = append(d.leave, s.Leave, c.Close)
	changed := func(cs *app.ChangeSet) {
		m.Changed(cs)
		c.Changed(cs)
	}
	return withMemos(&shell.Page{ID: kit.Codebook, Title: say.T("Codebook"), Icon: icons.Tag, Content: s.Content(), Open: s.Open, Changed: changed,
		Shown: s.Shown, Key: s.Key, Rune: s.Rune, Keys: s.Keys(), Count: func(c app.Counts) int { return c.Tags }}, s.UseMemos(d.memoDesk(w, l)))
}

// groupTexts proposes how the passages of a tag could be told apart.
func groupTexts(ctx context.Context, texts []string) (group []int, names []string, err error) {
	group, found, err := analysis.GroupTexts(ctx, texts, analysis.Options{Seed: 1}, nil)
	for _, g := range found {
		words := strings.SplitN(g.Label, " / ", 3) // a tag is called by fewer words than a theme
		names = append(names, strings.Join(words[:min(2, len(words))], " / "))
	}
	return group, names, err
}

func (d *desktop) findingsPage(w *workspace.Workspace, l links) *shell.Page {
	m := &findings.Model{Store: w.Store, Coding: w.Coding, Analysis: w.Analysis, Sounds: w.Sentiment, Views: w.Views, Jobs: w.Jobs}
	m.Taste = findings.ReadTaste(d.settings.Taste(string(kit.Findings)))
	m.OnTaste = func() { d.settings.SetTaste(string(kit.Findings), m.Taste.Text()) }
	d.leave = append(d.leave, m.Close)
	s := findings.New(m, l.goTo)
	s.UseExport(d.exportFindings(w, l))
	s.UseCoded(d.exportCoded(w, l))
	s.UseInsights(d.evidenceDesk(w, l))
	s.UseConsents(d.consents)
	d.table = s
	return withPast(withMemos(&shell.Page{ID: kit.Findings, Title: say.T("Findings"), Icon: icons.Findings, Content: s.Content(), Open: s.Open, Here: s.Here, Changed: m.Changed,
		Shown: s.Shown, Away: w.Analysis.LetGo, Key: s.Key, Rune: s.Rune, Keys: s.Keys(), Count: func(c app.Counts) int { return c.Findings }}, s.UseMemos(d.memoDesk(w, l))), s.UsePast(pastDesk(w, l)))
}

func (d *desktop) themesPage(w *workspace.Workspace, l links) *shell.Page {
	m := &themes.Model{Store: w.Store, Analysis: w.Analysis, Jobs: w.Jobs}
	m.Cross, _ = w.Store.(themes.Crosser)
	m.Asker, m.LeftOut = asker{w.Tally, w.Guide}, w.LeftOut
	if !w.Store.ReadOnly() {
		m.Tagger = w.Coding
	}
	s := themes.New(m, l.goTo)
	s.UseExport(d.boardExport(w, l))
	s.UseInsights(d.evidenceDesk(w, l))
	s.UseConsents(d.consents)
	s.UseAcross(func() { l.goTo(kit.Route{Screen: kit.Across}) })
	s.UseStudies(l.choose)
	return withMemos(&shell.Page{ID: kit.Themes, Title: say.T("Themes"), Icon: icons.Themes, Content: s.Content(), Open: s.Open, Changed: m.Changed,
		Shown: freeKeys(s.Content()), Key: s.Key, Rune: s.Rune, Keys: s.Keys(), Count: func(c app.Counts) int { return c.Themes }}, s.UseMemos(d.memoDesk(w, l)))
}

func (d *desktop) insightsPage(w *workspace.Workspace, l links) *shell.Page {
	m := &insights.Model{Store: w.Store, Insights: w.Insights, Now: time.Now, Seek: seekEvidence(w), Draw: w.Metrics.Drawn}
	s := insights.New(m, l.goTo)
	s.UsePlaybook(w.Playbook.Informed)
	s.UseConsents(d.consents)
	return withMemos(&shell.Page{ID: kit.Insights, Title: say.T("Insights"), Icon: icons.Insights, Content: s.Content(), Open: s.Open, Changed: both(m.Changed, s.PlaybookChanged),
		Shown: freeKeys(s.Content()), Key: s.Key, Rune: s.Rune, Keys: s.Keys(), Count: func(c app.Counts) int { return c.Insights }}, s.UseMemos(d.memoDesk(w, l)))
}

// seekEvidence finds findings and themes by words and meaning.
func seekEvidence(w *workspace.Workspace) func(context.Context, app.StudyID, string, int) ([]app.Ref, error) {
	return func(ctx context.Context, study app.StudyID, text string, limit int) ([]app.Ref, error) {
		q := search.Question{SearchQuery: app.SearchQuery{Text: text, Study: study, Limit: limit,
			Narrow: app.SearchNarrow{Kinds: []app.Kind{app.KindTheme, app.KindFinding}}}}
		answer, err := w.Search.Answer(ctx, q)
		var refs []app.Ref
		for _, group := range answer.Groups {
			for _, r := range group.Results {
				refs = append(refs, app.Ref{Kind: r.Kind, ID: r.ID})
			}
		}
		return refs, err
	}
}

func (d *desktop) reportsPage(w *workspace.Workspace, l links) *shell.Page {
	save := func(ctx context.Context, k reports.Kind, spec report.Spec, path string) (err error) {
		if k == reports.HandOff {
			return d.handOver(ctx, w, spec, path)
		}
		if k == reports.Sheet {
			_, err = w.WriteSheet(ctx, spec, path, report.FileOptions{Overwrite: true, Audience: spec.Readers})
			return err
		}
		_, err = w.WriteReport(ctx, spec, path, report.FileOptions{Overwrite: true, Audience: spec.Readers})
		return err
	}
	door := func(a app.Audience) reports.Door { return w.Door(a) }
	m := &reports.Model{Store: w.Store, Door: door, Save: save, Jobs: w.Jobs, Author: l.signs, Now: time.Now, Reveal: reveal,
		ViewsOf: func(ctx context.Context, study app.StudyID) ([]app.View, error) {
			return w.Views.List(ctx, app.ViewFindings, study)
		},
		Parse: w.Clause, Furnish: w.Furnished, Making: d.reportMaking(w)}
	s := reports.New(m, l.save, l.goTo)
	shown := func() {
		freeKeys(s.Content())()
		s.Shown()
	}
	return &shell.Page{ID: kit.Reports, Title: say.T("Reports"), Icon: icons.Reports, Content: s.Content(), Open: s.Open, Changed: m.Changed,
		Shown: shown, Away: s.Away, Key: s.Key, Keys: s.Keys()}
}

// freeKeys takes the keyboard from what had it on another screen, so that keys never act on what is out of sight. A dialog
// that is open keeps it.
func freeKeys(on fyne.CanvasObject) func() {
	return func() {
		if c := kit.CanvasOf(on); c != nil && c.Overlays().Top() == nil {
			c.Unfocus()
		}
	}
}

// reveal opens a file or folder with the program the system has for it.
func reveal(path string) error {
	at := filepath.ToSlash(path)
	if !strings.HasPrefix(at, "/") { // it begins with the letter of a disk
		at = "/" + at
	}
	return outside(&url.URL{Scheme: "file", Path: at}, path)
}

// outside opens an address with the program that the system has for it; shown is the address as a person would write it.
func outside(u *url.URL, shown string) error {
	if err := fyne.CurrentApp().OpenURL(u); err != nil {
		return &app.Error{Code: app.EUnsupported, Message: say.T("This system has no program that opens it."),
			Hint: say.T("Open it yourself: %s", shown), Err: err}
	}
	return nil
}
