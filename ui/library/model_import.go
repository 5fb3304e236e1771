package library

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/exchange"
	"throughline/app/format"
	"throughline/app/job"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Importer brings files in. *exchange.Service is one.
type Importer interface {
	Preview(ctx context.Context, paths []string, opt exchange.Options, p app.Progress) (exchange.Result, error)
	Import(ctx context.Context, paths []string, opt exchange.Options, p app.Progress) (exchange.Result, error)
}

// Studies makes the study files go to when there is none. *study.Service is one.
type Studies interface {
	Create(ctx context.Context, st app.Study) (*app.Study, error)
}

// Step is where the import stands.
type Step int

// The steps of an import.
const (
	Choosing  Step = iota // no files yet
	Reading               // the files are being looked at
	Checking              // the person checks what was recognised
	Columns               // the person says what the columns of a table mean
	Importing             // the job runs
	Finished              // what became of each file
)

// Import is the way from files to interviews: chosen, previewed, corrected, imported, told.
type Import struct {
	Importer Importer
	Studies  Studies
	Jobs     *job.Runner
	Store    Store

	Step     Step
	Paths    []string
	Options  exchange.Options
	Result   exchange.Result
	Table    format.Table // of TablePath, in step Columns
	File     string       // the table whose columns are being named
	Mapping  format.Mapping
	NewName  string // a study to be made, when Options.Study is ""
	All      []app.Study
	Progress float64 // 0 to 1, -1 when unknown
	What     string
	Err      error // why the step failed as a whole
	OnChange func()

	preview task.Latest[exchange.Result]
	table   task.Latest[format.Table]
	studies task.Latest[[]app.Study]
	running *job.Job
	quiet   func() // stops hearing of jobs
}

// Begin starts anew, for a study ("" asks), with files that were dropped or none.
func (m *Import) Begin(study app.StudyID, paths []string) {
	m.preview.Cancel()
	m.Step, m.Paths, m.Result, m.Err, m.NewName = Choosing, nil, exchange.Result{}, nil, ""
	m.Options = exchange.Options{Study: study, Mappings: map[string]format.Mapping{}, Moderator: map[string]string{}}
	m.studies.Load(m.Store.Studies, func(all []app.Study, err error) {
		m.All = all
		if err != nil {
			m.Err = err
		}
		switch {
		case m.Options.Study != "" || m.NewName != "":
		case len(all) == 0:
			m.NewName = say.T("My first study")
		default:
			m.Options.Study = all[len(all)-1].ID
		}
		m.look()
		m.changed()
	})
	if len(paths) > 0 {
		m.Add(paths)
		return
	}
	m.changed()
}

func (m *Import) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}

// Add takes more files and folders and looks at all again.
func (m *Import) Add(paths []string) {
	for _, p := range paths {
		if !slices.Contains(m.Paths, p) {
			m.Paths = append(m.Paths, p)
		}
	}
	m.look()
	m.changed()
}

// Leave takes one file out: by its path, or by turning a folder into its other files.
func (m *Import) Leave(path string) {
	var keep []string
	for _, p := range m.Paths {
		if p == path {
			continue
		}
		if strings.HasPrefix(path, p+string(filepath.Separator)) {
			for _, f := range m.Result.Files {
				if f.Path != path && strings.HasPrefix(f.Path, p+string(filepath.Separator)) {
					keep = append(keep, f.Path)
				}
			}
			continue
		}
		keep = append(keep, p)
	}
	m.Paths = keep
	m.look()
	m.changed()
}

// SetStudy chooses where the files go; "" with a name makes a new study.
func (m *Import) SetStudy(id app.StudyID, newName string) {
	if m.Options.Study == id && m.NewName == newName {
		return
	}
	again := m.Options.Study != id
	m.Options.Study, m.NewName = id, newName
	if again {
		m.look() // other files are duplicates in another study
	}
	m.changed()
}

// SetModerator says who asks the questions in a file; "" lets it be guessed.
func (m *Import) SetModerator(path, label string) {
	m.Options.Moderator[path] = label
	if label == "" {
		delete(m.Options.Moderator, path)
	}
	m.look()
}

// SetAgain imports files once more that the study already holds.
func (m *Import) SetAgain(on bool) {
	m.Options.Again = on
	m.look()
}

// SetUpdate updates respondents of surveys who are here already, instead of bringing them in once more.
func (m *Import) SetUpdate(on bool) {
	m.Options.Update = on
	m.look()
}

// HasTables reports whether a table of respondents is among the files.
func (m *Import) HasTables() bool {
	return slices.ContainsFunc(m.Result.Files, func(f exchange.FileResult) bool { return IsTable(&f) })
}

// look previews the files; newer choices overtake older previews.
func (m *Import) look() {
	if len(m.Paths) == 0 {
		m.preview.Cancel()
		m.Step = Choosing
		return
	}
	if m.Step == Choosing {
		m.Step = Reading
	}
	paths, opt := slices.Clone(m.Paths), m.options()
	m.preview.Load(func(ctx context.Context) (exchange.Result, error) {
		return m.Importer.Preview(ctx, paths, opt, nil)
	}, func(r exchange.Result, err error) {
		if app.CodeOf(err) == app.ECanceled {
			return
		}
		m.Result, m.Err = r, err
		if m.Step == Reading {
			m.Step = Checking
		}
		m.changed()
	})
}

// options is a copy that a goroutine may read while the person goes on choosing.
func (m *Import) options() exchange.Options {
	opt := m.Options
	opt.Mappings, opt.Moderator = maps.Clone(opt.Mappings), maps.Clone(opt.Moderator)
	return opt
}

// IsTable reports whether a file's columns can be named.
func IsTable(f *exchange.FileResult) bool {
	return f.Format == "csv" || f.Format == "tsv" || f.Format == "xlsx"
}

// NameColumns opens the step where the columns of a table get their meaning.
func (m *Import) NameColumns(path, sheet string) {
	var mapping *format.Mapping
	if sheet != "" {
		mapping = &format.Mapping{Sheet: sheet, Header: true}
	}
	m.table.Load(func(ctx context.Context) (format.Table, error) { return readTable(ctx, path, mapping) },
		func(t format.Table, err error) {
			if err != nil {
				m.Err = err
				m.changed()
				return
			}
			m.Step, m.File, m.Table = Columns, path, t
			known, ok := m.Options.Mappings[path]
			if m.Mapping = known; !ok || known.Sheet != t.Sheet {
				m.Mapping = format.GuessMapping(t)
			}
			m.changed()
		})
}

func readTable(ctx context.Context, path string, mapping *format.Mapping) (format.Table, error) {
	f, err := os.Open(path)
	if err != nil {
		return format.Table{}, &app.Error{Code: app.EIO, Path: path, Err: err, Message: say.T("The file %s cannot be opened.", filepath.Base(path)), Hint: say.T("Check that it still exists and may be read.")}
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return format.Table{}, err
	}
	return format.Preview(ctx, path, f, info.Size(), format.Options{Mapping: mapping})
}

// UseColumns takes the meanings over and goes back to the files.
func (m *Import) UseColumns() {
	m.Options.Mappings[m.File] = m.Mapping
	m.Step = Checking
	m.look()
	m.changed()
}

// LeaveColumns goes back to the files without change.
func (m *Import) LeaveColumns() {
	m.Step = Checking
	m.changed()
}

// Ready is how many files would come in now, 0 while something is missing.
func (m *Import) Ready() int {
	if m.Step != Checking || m.Options.Study == "" && strings.TrimSpace(m.NewName) == "" {
		return 0
	}
	return m.Result.Count(exchange.Imported)
}

// Start imports the files as a job; the window stays free.
func (m *Import) Start() {
	n := m.Ready()
	if n == 0 {
		return
	}
	m.Step, m.Progress, m.What, m.Err = Importing, 0, "", nil
	paths, opt, name := slices.Clone(m.Paths), m.options(), strings.TrimSpace(m.NewName)
	var study app.StudyID
	m.running = m.Jobs.Start(say.T("Import %s", say.Count(n, "file")), func(ctx context.Context, p app.Progress) error {
		return task.Told(func() (res exchange.Result, err error) {
			if opt.Study == "" {
				st, err := m.Studies.Create(ctx, app.Study{Name: name})
				if err != nil {
					return res, err
				}
				opt.Study = st.ID
			}
			study = opt.Study
			return m.Importer.Import(ctx, paths, opt, p)
		}, func(res exchange.Result, err error) { m.finish(study, res, err) })
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

func (m *Import) finish(study app.StudyID, r exchange.Result, err error) {
	m.Step, m.Result, m.Err = Finished, r, err
	m.Options.Study, m.NewName = study, ""
	m.quiet()
	if errors.Is(err, context.Canceled) {
		m.Err = nil
	}
	m.changed()
}

// Stop cancels the running import; files already in stay.
func (m *Import) Stop() {
	if m.running != nil {
		m.running.Cancel()
	}
}

// First returns the first interview that came in, or "".
func (m *Import) First() app.InterviewID {
	for _, f := range m.Result.Files {
		if len(f.Interviews) > 0 {
			return f.Interviews[0]
		}
	}
	return ""
}
