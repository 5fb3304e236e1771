package exchange

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"throughline/app"
	"throughline/app/format"
)

// maxCodebook bounds a codebook file, in bytes.
const maxCodebook = 32 << 20

// Field is a part of a tag that a codebook file may tell otherwise than the workspace.
type Field string

// The fields, in the order shown.
const (
	FieldName       Field = "name"
	FieldParent     Field = "parent"
	FieldColor      Field = "colour"
	FieldDefinition Field = "definition"
	FieldInclude    Field = "include"
	FieldExclude    Field = "exclude"
	FieldExample    Field = "example"
	FieldShortcut   Field = "shortcut"
	FieldStatus     Field = "status"
)

// CodeState is what an import would do with one tag of the file.
type CodeState string

// What an import would do with a tag.
const (
	CodeNew      CodeState = "new"      // it is made
	CodeChanged  CodeState = "changed"  // fields that are empty here are filled
	CodeSame     CodeState = "same"     // nothing; the file tells nothing new
	CodeConflict CodeState = "conflict" // a field is told otherwise; ours stays unless theirs is taken
)

// FieldDiff is a field that the file tells otherwise.
type FieldDiff struct {
	Field        Field
	Ours, Theirs string
	Fills        bool // ours is empty, so theirs is taken anyway
}

// CodeRow is one tag of the file and what would become of it.
type CodeRow struct {
	Path   []string // names from the top down, as the file has them
	State  CodeState
	Tag    app.TagID // the tag here that it is; "" for a new one
	ByID   bool      // found by its GUID, not by its place and name
	Shared bool      // it is the workspace-wide tag of that name, which the import into a study leaves alone
	Diffs  []FieldDiff
}

// CodebookPlan is what an import of a codebook would do: a dry run. Nothing is stored.
type CodebookPlan struct {
	Path  string
	Study app.StudyID // "" for the workspace-wide codebook
	Book  app.Codebook
	Rows  []CodeRow  // beside Book.Codes
	Lost  []app.Loss // of the file, and of what the codebook here has no place for
}

// Count returns how many tags are in a state.
func (p *CodebookPlan) Count(s CodeState) int {
	n := 0
	for i := range p.Rows {
		if p.Rows[i].State == s {
			n++
		}
	}
	return n
}

// Spot names a field of a row of a plan.
type Spot struct {
	Row   int
	Field Field
}

// Take chooses which fields told otherwise are taken from the file. The zero value keeps all of ours.
type Take struct {
	All    bool          // theirs everywhere
	Fields map[Spot]bool // theirs here
}

func (t Take) theirs(row int, f Field) bool { return t.All || t.Fields[Spot{row, f}] }

// CodebookResult tells what an import did.
type CodebookResult struct {
	New     int // tags made
	Changed int // tags changed
	Kept    int // fields told otherwise that stayed ours
}

// PlanCodebook reads a codebook file and tells what its import into a study's codebook ("" for the workspace-wide one) would
// do. A tag of the file is the one here with its GUID, else the one of its name in its place; no tag is ever deleted. Returns
// ENotFound for a file or study that does not exist, EIO, and the errors of format.ReadCodebook.
func (s *Service) PlanCodebook(ctx context.Context, study app.StudyID, path string, p app.Progress) (*CodebookPlan, error) {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, pathError(path, err)
	case !info.Mode().IsRegular():
		return nil, &app.Error{Code: app.EInvalid, Path: path, Message: name + " is not a file.", Hint: "Choose a codebook: .qdc, .csv or .xlsx."}
	case info.Size() > maxCodebook:
		return nil, &app.Error{Code: app.ETooLarge, Path: path, Message: fmt.Sprintf("%s is larger than %d MB.", name, maxCodebook>>20), Hint: "Is it a codebook?"}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, pathError(path, err)
	}
	book, err := format.ReadCodebook(ctx, name, bytes.NewReader(data), int64(len(data)), format.Options{MaxBytes: maxCodebook, Progress: p})
	if err != nil {
		return nil, err
	}
	plan := &CodebookPlan{Path: path, Study: study, Book: book}
	m, err := s.matcher(ctx, plan)
	if err != nil {
		return nil, err
	}
	plan.Rows, plan.Lost = m.rows, append(append([]app.Loss{}, book.Lost...), m.lost()...)
	return plan, nil
}

// ImportCodebook carries out a plan as one undoable step: tags that are new are made, empty fields filled, and fields told
// otherwise taken where take says so. The plan is held against the codebook as it is now. A name or place that would clash with
// another tag, or put a tag under itself, stays ours. Returns ENotFound if the study is gone, EConflict if the codebook
// changes meanwhile.
func (s *Service) ImportCodebook(ctx context.Context, plan *CodebookPlan, take Take) (CodebookResult, error) {
	m, err := s.matcher(ctx, plan)
	if err != nil {
		return CodebookResult{}, err
	}
	c := carrier{matcher: m, take: take, hand: s.Hand, step: s.Hand.Begin("Import codebook " + filepath.Base(plan.Path))}
	c.run()
	if len(c.step.Changes) == 0 {
		return c.result, nil
	}
	return c.result, s.Log.Commit(ctx, c.step)
}

// Codebook gathers the codebook of a study, with the workspace-wide tags it can use, or for "" the workspace-wide ones alone.
func (s *Service) Codebook(ctx context.Context, study app.StudyID) (app.Codebook, error) {
	if err := s.knows(ctx, study); err != nil {
		return app.Codebook{}, err
	}
	rows, err := s.Store.Tags(ctx, study)
	if err != nil {
		return app.Codebook{}, err
	}
	var tags []app.Tag
	for i := range rows {
		if rows[i].Study == study || rows[i].Study == "" {
			tags = append(tags, rows[i].Tag)
		}
	}
	return app.NewCodebook(tags), nil
}

// knows returns ENotFound for a study that is not stored.
func (s *Service) knows(ctx context.Context, study app.StudyID) error {
	if study == "" {
		return nil
	}
	_, err := s.Store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(study)})
	return err
}
