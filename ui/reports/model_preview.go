package reports

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/report/pdf"
	"throughline/ui/say"
	"throughline/ui/task"
)

type previewState struct {
	withheld app.Withheld
	views    []app.View
	doc      *report.Document
	pages    *pdf.View
	insights []app.InsightRow
	of       int
	name     string
	outline  outline
	designs  []app.Template
	known    []app.Study
	some     []app.StudyID
}

// noting keeps the insights that a report was made of, for the list of them.
type noting struct {
	report.Store
	state *previewState
}

// Insights are those of the store.
func (n noting) Insights(ctx context.Context, study app.StudyID) ([]app.InsightRow, error) {
	all, err := n.Store.Insights(ctx, study)
	n.state.insights, n.state.of = report.Strongest(all, study)
	return all, err
}

// reload makes the preview anew.
func (m *Model) reload() {
	spec, ask := m.Spec(), m.question()
	spec.Progress = m.reading()
	m.preview.Load(func(ctx context.Context) (s previewState, err error) {
		if err = m.about(ctx, &spec, &s); err == nil {
			err = m.compose(ctx, &spec, ask, &s)
		}
		return s, err
	}, func(s previewState, err error) {
		m.Loaded, m.day, m.Reading = true, spec.Date, ""
		if err != nil || m.failed {
			m.Err = err
		}
		if m.failed = err != nil; err == nil {
			m.show(spec, s)
		}
		m.changed()
	})
}

// about finds what the report can be of, and what that is called.
func (m *Model) about(ctx context.Context, spec *report.Spec, s *previewState) (err error) {
	if s.designs, s.known, err = m.choices(ctx, spec.Study); err != nil {
		return err
	}
	if spec.Study != "" {
		r, err := m.Store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(spec.Study)})
		if err == nil {
			s.name = r.(*app.Study).Name
		}
		return err
	}
	spec.Studies = slices.DeleteFunc(slices.Clone(spec.Studies), func(id app.StudyID) bool { return !has(s.known, id) }) // some may be gone
	s.some, s.name = spec.Studies, say.T("All studies")
	if len(s.some) > 0 {
		s.name = someNamed(s.known, s.some)
	}
	return nil
}

// compose writes the report as its readers may read it, and sets its first pages.
func (m *Model) compose(ctx context.Context, spec *report.Spec, ask question, s *previewState) (err error) {
	door := m.Door(spec.Readers)
	spec.Readers = door.Readers()
	if s.views, err = ask.put(ctx, spec); err != nil {
		return err
	}
	if m.Furnish != nil {
		if *spec, err = m.Furnish(ctx, *spec); err != nil {
			return err
		}
		s.outline = outline{spec.Outline, spec.Order}
	}
	if s.doc, err = report.Compose(ctx, noting{door, s}, *spec); err != nil {
		return err
	}
	s.withheld = door.Withheld()
	if s.doc.Withheld != nil { // said as the report says it
		s.withheld = *s.doc.Withheld
	}
	most := 0
	if s.doc.Size() > longReport {
		most = firstPages
	}
	s.pages, err = pdf.Lay(ctx, s.doc, most)
	return err
}

// show takes a preview over.
func (m *Model) show(spec report.Spec, s previewState) {
	m.Doc, m.Name, m.Withheld, m.Views, m.Designs, m.Known, m.Some = s.doc, s.name, s.withheld, s.views, s.designs, s.known, s.some
	m.set(s.pages)
	if spec.Published.Insight == "" && !m.Fixed() {
		m.follow(s.outline)
		m.Insights, m.Of = s.insights, s.of
	}
}

// Of a report of more than longReport blocks and rows, some 120 pages, the first pages are set before all others, so that they can be read at once.
const (
	longReport = 2500
	firstPages = 12
)

// set shows pages, and of a long report sets the others.
func (m *Model) set(first *pdf.View) {
	m.Pages = first
	m.setting.Cancel()
	if doc := m.Doc; first.More() {
		m.setting.Load(func(ctx context.Context) (*pdf.View, error) { return pdf.Lay(ctx, doc, 0) }, func(all *pdf.View, err error) {
			if err == nil {
				m.Pages = all
				m.changed()
			}
		})
	}
}

// reading tells what is being read, as long as no newer preview is.
func (m *Model) reading() app.Progress {
	m.reads++
	read := m.reads
	return func(_, _ int64, what string) {
		task.Post(func() {
			if read == m.reads && m.Doc == nil && what != "" {
				m.Reading = what + "…"
				m.changed()
			}
		})
	}
}
