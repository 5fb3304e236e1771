// Package projects brings whole coded projects of other programs into the workspace, and takes studies out as one: a dry run that says
// what becomes of everything, then a job. Models hold state and know no widgets.
package projects

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/job"
	"throughline/app/project"
	"throughline/app/qda"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Carrier carries projects in. *project.Service is one.
type Carrier interface {
	Knows(path string) bool
	Parts(ctx context.Context, path string) ([]qda.Part, error)
	OpenPart(ctx context.Context, path, part string, p app.Progress) (*qda.Project, error)
	Plan(ctx context.Context, p *qda.Project, opt project.Options, progress app.Progress) (project.Plan, error)
	Import(ctx context.Context, p *qda.Project, opt project.Options, progress app.Progress) (project.Plan, error)
}

// Store says which studies there are.
type Store interface {
	Studies(ctx context.Context) ([]app.Study, error)
}

// People says who works in the workspace: who made steps, and whose findings there are.
type People interface {
	Authors(ctx context.Context) ([]string, error)
	FindingFacets(ctx context.Context, q app.FindingQuery) (app.FindingFacets, error)
}

// Step is where the import stands.
type Step int

// The steps of an import.
const (
	Choosing  Step = iota // no project yet
	Reading               // the project is read
	Broken                // it cannot be read; Err says why
	Checking              // what it would become, nothing is written
	Importing             // the job runs
	Finished              // it is in; Plan says what became of it
)

// Import is the way of a project into the workspace. It belongs to the UI goroutine.
type Import struct {
	Carrier Carrier
	Store   Store
	People  People
	Jobs    *job.Runner
	Author  string // whose workspace it is: coders can be this person

	Step     Step
	Path     string
	Size     int64      // bytes of the file or folder
	Parts    []qda.Part // to choose from, when the file holds several
	Part     string     // the one that is read
	Project  *qda.Project
	Plan     *project.Plan // nil while it is made
	Study    app.StudyID   // "" for a new one
	NewName  string        // of the new study
	All      []app.Study
	Signs    map[qda.GUID]string // under which name a coder's work comes in, where it is another than in the file
	Progress float64             // 0 to 1, -1 when unknown
	What     string
	Err      error
	OnChange func()
	OnMoved  func() // Progress and What alone changed

	opened  task.Latest[opened]
	plan    task.Latest[project.Plan]
	studies task.Latest[[]app.Study]
	people  task.Latest[[]string]
	names   []string // who works in the workspace
	meter   meter
	running *job.Job
	quiet   func()
	begun   app.StudyID // the study that was on screen
}

// opened is what reading a file brings.
type opened struct {
	project *qda.Project
	parts   []qda.Part
	part    string
	size    int64
}

// Begin starts anew, with a project's path or "". study is the one on screen, "" for all.
func (m *Import) Begin(study app.StudyID, path string) {
	m.Stop()
	m.Step, m.Path, m.Parts, m.Part, m.Project, m.Plan, m.Err = Choosing, "", nil, "", nil, nil, nil
	m.Study, m.NewName, m.Signs, m.begun = "", "", map[qda.GUID]string{}, study
	m.studies.Load(m.Store.Studies, func(all []app.Study, err error) {
		m.All = all
		if err != nil {
			m.Err = err
		}
		m.changed()
	})
	m.people.Load(m.working, func(all []string, err error) {
		if m.names = all; err != nil {
			m.names = nil // names can be typed
		}
	})
	if path != "" {
		m.Open(path)
		return
	}
	m.changed()
}

// Open reads the project at a path and then says what it would become.
func (m *Import) Open(path string) {
	m.Path, m.Parts, m.Signs = path, nil, map[qda.GUID]string{}
	m.read("")
}

// Choose reads another project of the file.
func (m *Import) Choose(part string) {
	if part != m.Part {
		m.read(part)
	}
}

func (m *Import) read(part string) {
	path := m.Path
	m.Step, m.Part, m.Project, m.Plan, m.Err, m.Progress, m.What = Reading, part, nil, nil, nil, -1, ""
	progress := m.meter.begin(m.tick)
	m.opened.Load(func(ctx context.Context) (opened, error) { return m.fetch(ctx, path, part, progress) }, m.show)
	m.changed()
}

// fetch reads off the UI goroutine. Where a file holds several projects and none was chosen, the first is taken.
func (m *Import) fetch(ctx context.Context, path, part string, progress app.Progress) (opened, error) {
	o := opened{part: part, size: sizeOf(path)}
	var err error
	if o.parts, err = m.Carrier.Parts(ctx, path); err != nil {
		return o, err
	}
	if o.part == "" && len(o.parts) > 1 {
		o.part = o.parts[0].ID
	}
	o.project, err = m.Carrier.OpenPart(ctx, path, o.part, progress)
	return o, err
}

// sizeOf is how large a file or the files of a folder are, in bytes; 0 when it cannot be told.
func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		if err != nil {
			return 0
		}
		return info.Size()
	}
	var n int64
	_ = filepath.WalkDir(path, func(_ string, e os.DirEntry, err error) error { // what cannot be listed weighs nothing
		if err == nil && e.Type().IsRegular() {
			if info, err := e.Info(); err == nil {
				n += info.Size()
			}
		}
		return nil
	})
	return n
}

// tick takes the progress of reading or planning over.
func (m *Import) tick(share float64, what string) {
	m.Progress, m.What = share, what
	if m.OnMoved != nil {
		m.OnMoved()
	}
}

// show takes over what was read.
func (m *Import) show(o opened, err error) {
	if app.CodeOf(err) == app.ECanceled {
		return
	}
	m.meter.end()
	m.Size, m.Parts, m.Part, m.Project, m.Err = o.size, o.parts, o.part, o.project, err
	if err != nil {
		m.Step = Broken
		m.changed()
		return
	}
	m.Step = Checking
	if m.NewName == "" || len(m.Parts) > 1 {
		m.NewName = m.freeName(cmpName(m.Project.Name, m.Path))
	}
	m.look()
	m.changed()
}

// cmpName is what a project is called: its own name, else its file's.
func cmpName(name, path string) string {
	if name = strings.TrimSpace(name); name != "" {
		return name
	}
	base := filepath.Base(path)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// freeName is a name that no study has.
func (m *Import) freeName(base string) string {
	name := base
	for n := 2; slices.ContainsFunc(m.All, func(st app.Study) bool { return strings.EqualFold(st.Name, name) }); n++ {
		name = base + " (" + say.Number(n) + ")"
	}
	return name
}

// SetStudy chooses where the project goes: a study, or "" for a new one.
func (m *Import) SetStudy(id app.StudyID) {
	if m.Study != id {
		m.Study = id
		m.look()
		m.changed()
	}
}

// options says where the project goes, and who its coders are.
func (m *Import) options() project.Options {
	opt := project.Options{Study: m.Study, File: filepath.Base(m.Path), Coders: maps.Clone(m.Signs)}
	if m.Study == "" {
		opt.Name = strings.TrimSpace(m.NewName)
	}
	return opt
}

// look makes the plan anew; a newer choice overtakes an older plan. The name of a new study and those of coders change nothing in it.
func (m *Import) look() {
	p, opt := m.Project, m.options()
	opt.Name, opt.Coders = "", nil
	m.Plan, m.Progress, m.What = nil, -1, ""
	progress := m.meter.begin(m.tick)
	m.plan.Load(func(ctx context.Context) (project.Plan, error) { return m.Carrier.Plan(ctx, p, opt, progress) }, func(plan project.Plan, err error) {
		if app.CodeOf(err) == app.ECanceled {
			return
		}
		m.meter.end()
		if m.Err = err; err == nil {
			m.Plan = &plan
		}
		m.changed()
	})
}

// Taken reports whether the new study would have the name of another.
func (m *Import) Taken() bool {
	name := strings.TrimSpace(m.NewName)
	return m.Study == "" && slices.ContainsFunc(m.All, func(st app.Study) bool { return strings.EqualFold(st.Name, name) })
}

// Ready reports whether the project can come in now.
func (m *Import) Ready() bool {
	return m.Step == Checking && m.Plan != nil && (m.Study != "" || strings.TrimSpace(m.NewName) != "" && !m.Taken())
}

// Start brings the project in as a job; the window stays free.
func (m *Import) Start() {
	if !m.Ready() {
		return
	}
	m.Step, m.Progress, m.What, m.Err = Importing, -1, "", nil
	p, opt := m.Project, m.options()
	m.running = m.Jobs.Start(say.T("Import project %s", m.Called()), func(ctx context.Context, progress app.Progress) error {
		return task.Told(func() (project.Plan, error) { return m.Carrier.Import(ctx, p, opt, progress) }, m.finish)
	})
	m.quiet = m.Jobs.Subscribe(func(all []job.Status) { task.Post(func() { m.moved(all) }) })
	m.changed()
}

// moved takes the progress of the running import over.
func (m *Import) moved(all []job.Status) {
	for _, j := range all {
		if m.Step != Importing || j.ID != m.running.ID() {
			continue
		}
		m.Progress, m.What = -1, say.Sentence(j.What)
		if j.Total > 0 {
			m.Progress = float64(j.Done) / float64(j.Total)
		}
		m.changed()
	}
}

func (m *Import) finish(plan project.Plan, err error) {
	m.quiet()
	if err != nil {
		m.Step = Checking
		if m.Err = err; errors.Is(err, context.Canceled) {
			m.Err = nil
		}
		m.changed()
		return
	}
	m.Step, m.Plan, m.Project = Finished, &plan, nil
	m.changed()
}

// Stop ends reading, or a running import: nothing of it stays.
func (m *Import) Stop() {
	m.opened.Cancel()
	m.plan.Cancel()
	m.people.Cancel()
	m.meter.end()
	if m.Step == Importing && m.running != nil {
		m.running.Cancel()
	}
}

// Called is what the project is called.
func (m *Import) Called() string {
	if m.Project != nil {
		return cmpName(m.Project.Name, m.Path)
	}
	return filepath.Base(m.Path)
}

func (m *Import) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
