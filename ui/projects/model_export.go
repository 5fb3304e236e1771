package projects

import (
	"context"

	"throughline/app"
	"throughline/app/project"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Planner says what a study becomes as a project. *workspace.Workspace is one.
type Planner interface {
	PlanProject(ctx context.Context, opt project.ExportOptions, p app.Progress) (project.Report, app.Withheld, error)
}

// Export is the way of a study out as a REFI-QDA project, up to the choice of its file. It belongs to the UI goroutine.
type Export struct {
	Planner Planner
	Store   Store
	Program string // names this program in the file

	Options  project.ExportOptions
	All      []app.Study
	Loaded   bool
	Report   *project.Report // nil while it is made
	Withheld app.Withheld
	Progress float64 // 0 to 1, -1 when unknown
	What     string
	Err      error
	OnChange func()
	OnMoved  func() // Progress and What alone changed

	studies task.Latest[[]app.Study]
	plan    task.Latest[outlook]
	meter   meter
}

// outlook is what a plan brings.
type outlook struct {
	report   project.Report
	withheld app.Withheld
}

// Begin starts anew for the study on screen; "" takes the newest.
func (m *Export) Begin(study app.StudyID) {
	m.Options = project.ExportOptions{Study: study, Audience: app.AudienceOutside, Program: m.Program}
	m.Report, m.Err, m.Loaded = nil, nil, false
	m.studies.Load(m.Store.Studies, func(all []app.Study, err error) {
		m.All, m.Err, m.Loaded = all, err, true
		if m.Options.Study == "" && len(all) > 0 {
			m.Options.Study = all[len(all)-1].ID
		}
		m.look()
		m.changed()
	})
	m.changed()
}

// Set changes what is written and makes the plan anew.
func (m *Export) Set(change func(*project.ExportOptions)) {
	was := m.Options
	change(&m.Options)
	if m.Options != was {
		m.look()
		m.changed()
	}
}

// look makes the plan; a newer choice overtakes an older plan.
func (m *Export) look() {
	m.Report, m.Progress, m.What = nil, -1, ""
	m.meter.end()
	if m.Options.Study == "" || m.Err != nil && !m.Loaded {
		m.plan.Cancel()
		return
	}
	opt := m.Options
	progress := m.meter.begin(func(share float64, what string) {
		m.Progress, m.What = share, what
		if m.OnMoved != nil {
			m.OnMoved()
		}
	})
	m.plan.Load(func(ctx context.Context) (outlook, error) {
		r, held, err := m.Planner.PlanProject(ctx, opt, progress)
		return outlook{r, held}, err
	}, func(o outlook, err error) {
		if app.CodeOf(err) == app.ECanceled {
			return
		}
		m.meter.end()
		if m.Err = err; err == nil {
			m.Report, m.Withheld = &o.report, o.withheld
		}
		m.changed()
	})
}

// Stop drops a plan that is being made.
func (m *Export) Stop() {
	m.studies.Cancel()
	m.plan.Cancel()
	m.meter.end()
}

// Called is the name of the study.
func (m *Export) Called() string {
	for i := range m.All {
		if m.All[i].ID == m.Options.Study {
			return m.All[i].Name
		}
	}
	return say.T("Study")
}

// FileName is the name proposed for the file.
func (m *Export) FileName() string {
	return app.FileName(app.FileName(m.Called(), say.T("Study"))+".qdpx", "")
}

// Covered says what readers may not see of the study, "" for nothing.
func (m *Export) Covered() string { return say.Sentence(m.Withheld.Words()) }

func (m *Export) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
