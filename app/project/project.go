// Package project carries whole coded projects of other programs into a workspace and out of it: codes become tags, sources interviews,
// selections findings, codings taggings, cases participants, notes memos. What no record can hold is kept beside (app.Origin) and written
// back as it came.
package project

import (
	"context"

	"throughline/app"
	"throughline/app/qda"
)

// Store is what the use case asks of the workspace.
type Store interface {
	Studies(ctx context.Context) ([]app.Study, error)
	Tags(ctx context.Context, study app.StudyID) ([]app.TagRow, error)
	ParticipantsByCode(ctx context.Context) (map[string]app.Participant, error)
	Named(ctx context.Context, refs []app.Ref) ([]app.Named, error)
	OpinionWords(ctx context.Context) ([]app.OpinionWord, error)
	Standards(ctx context.Context) (app.Standards, error)
	app.PaperStore
}

// Reader reads the projects of one program or standard.
type Reader struct {
	Name  string // as people know the program: "REFI-QDA project", "QualCoder"
	Knows func(path string) bool
	Read  func(ctx context.Context, path string, p app.Progress) (*qda.Project, error)

	// Of a program whose files can hold several projects: what a file holds, and one of it. nil for others.
	Parts    func(ctx context.Context, path string) ([]qda.Part, error)
	ReadPart func(ctx context.Context, path, part string, p app.Progress) (*qda.Project, error)
}

// Service carries projects in. Safe for concurrent use.
type Service struct {
	Store   Store
	Log     app.Committer
	Hand    app.Hand
	Readers []Reader // the first that knows a path reads it
}

// Open reads the project at a path, a file or a folder. Progress counts bytes. Returns EUnsupported for what no reader knows, and the
// reader's errors.
func (s *Service) Open(ctx context.Context, path string, p app.Progress) (*qda.Project, error) {
	for _, r := range s.Readers {
		if r.Knows(path) {
			return r.Read(ctx, path, p)
		}
	}
	return nil, &app.Error{Code: app.EUnsupported, Op: "open project", Path: path, Message: "This is no project that can be read here.",
		Hint: "Export it as REFI-QDA (.qdpx) in the program it comes from."}
}

// Parts lists the projects of a file that can hold several, at least one; none for a file that is one project. Errors are those of Open.
func (s *Service) Parts(ctx context.Context, path string) ([]qda.Part, error) {
	for _, r := range s.Readers {
		if r.Knows(path) && r.Parts != nil {
			return r.Parts(ctx, path)
		}
	}
	return nil, nil
}

// OpenPart is Open for one project of a file that holds several, by its id or name; "" is for the only one. Returns EInvalid when there
// are several to choose from and ENotFound for one that is not there.
func (s *Service) OpenPart(ctx context.Context, path, part string, p app.Progress) (*qda.Project, error) {
	for _, r := range s.Readers {
		if r.Knows(path) && r.ReadPart != nil && part != "" {
			return r.ReadPart(ctx, path, part, p)
		}
	}
	return s.Open(ctx, path, p)
}

// Knows reports whether a reader takes a path for one of its projects, by name and first bytes.
func (s *Service) Knows(path string) bool {
	for _, r := range s.Readers {
		if r.Knows(path) {
			return true
		}
	}
	return false
}

// Options says where a project goes.
type Options struct {
	Study app.StudyID // a study that is there; "" makes a new one
	Name  string      // of the new study; "" takes the project's name, with a number where that is taken
	File  string      // name of the file it comes from, without folders

	// Coders are the names under which the work of users comes in, by GUID, where it is another than in the file. The file's own names are
	// kept, and written back.
	Coders map[qda.GUID]string
}

// Clash is a thing of the file that meets something that is here already.
type Clash struct {
	Kind app.Kind `json:"kind"`
	Name string   `json:"name"`
	Text string   `json:"text"` // a sentence: what is done about it
}

// Plan says what an import would do, or did.
type Plan struct {
	Study    app.StudyID `json:"study,omitempty"` // "" while it would be made
	Name     string      `json:"name"`            // of the study
	Holds    qda.Tally   `json:"holds"`
	Makes    Makes       `json:"makes"`
	Clashes  []Clash     `json:"clashes,omitempty"`
	Report   Report      `json:"report"`
	Warnings []string    `json:"warnings,omitempty"`

	Batch app.ChangeSetID `json:"batch,omitempty"` // the step that an undo takes back; "" in a plan
}

// Makes counts the records that a project becomes.
type Makes struct {
	Tags       int `json:"tags"`
	Joined     int `json:"joined"` // tags and participants that are here already
	People     int `json:"participants"`
	Interviews int `json:"interviews"`
	Findings   int `json:"findings"`
	Taggings   int `json:"taggings"`
	Memos      int `json:"memos"`
	Files      int `json:"files"` // kept as they are
}

// Plan says what Import would do with a project, and writes nothing. Progress counts selections.
func (s *Service) Plan(ctx context.Context, p *qda.Project, opt Options, progress app.Progress) (Plan, error) {
	d, err := s.draft(ctx, p, opt, progress)
	if err != nil {
		return Plan{}, err
	}
	return d.plan(), nil
}

// Import brings a project into a study, as one step that one undo takes back. When ctx ends before that step is stored, nothing was
// changed. Returns EInvalid for a name that is taken, ENotFound for a study that is not there.
func (s *Service) Import(ctx context.Context, p *qda.Project, opt Options, progress app.Progress) (Plan, error) {
	d, err := s.draft(ctx, p, opt, progress)
	if err != nil {
		return Plan{}, err
	}
	cs := d.exact
	if cs == nil {
		if cs, err = d.step(); err != nil {
			return Plan{}, err
		}
	}
	if err := s.Log.Commit(app.WithProgress(ctx, progress), cs); err != nil {
		return Plan{}, err
	}
	plan := d.plan()
	plan.Study, plan.Batch = d.study.ID, cs.ID
	return plan, nil
}
