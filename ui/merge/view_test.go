package merge_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/history"
	"throughline/app/job"
	domain "throughline/app/merge"
	"throughline/storage"
	"throughline/ui/kit"
	"throughline/ui/merge"
	"throughline/ui/task"
)

// files merges workspace files into a bench.
type files struct {
	b    *apptest.Bench
	hold chan struct{} // nil, or what a merge waits for
}

func (f *files) service() *domain.Service {
	return &domain.Service{Store: f.b.Store, Log: f.b.Log, Hand: f.b.Hand}
}

// PlanMerge implements merge.Merger.
func (f *files) PlanMerge(ctx context.Context, path string, c domain.Choices, p app.Progress) (*domain.Plan, error) {
	other, err := storage.Open(ctx, path, storage.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer func() { _ = other.Close() }()
	return f.service().Plan(ctx, other, c, p)
}

// MergeFrom implements merge.Merger.
func (f *files) MergeFrom(ctx context.Context, path string, c domain.Choices, p app.Progress) (*domain.Plan, string, error) {
	if f.hold != nil {
		p.Report(0, 2, "Waiting")
		<-ctx.Done()
		return nil, "", &app.Error{Code: app.ECanceled, Message: "Stopped."}
	}
	other, err := storage.Open(ctx, path, storage.Options{ReadOnly: true})
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = other.Close() }()
	plan, err := f.service().Merge(ctx, other, "jon", c, p)
	return plan, "before.throughline", err
}

// Agreement implements merge.Merger.
func (f *files) Agreement(context.Context, *domain.Plan, app.Progress) ([]string, error) {
	return []string{"Jon and Mara agree"}, nil
}

// scene is a workspace, and a copy in which somebody changed as many tags as the workspace itself changed.
type scene struct {
	*testing.T
	m     *merge.Model
	files *files
	tags  []*app.Tag
	await func(time.Duration, func() bool) bool
}

func newScene(t *testing.T, tags int) *scene {
	await, release := task.Hold()
	t.Cleanup(release)
	b := apptest.New(t)
	s := &scene{T: t, files: &files{b: b}, await: await}
	study := b.Study("Ordering")
	for i := range tags {
		s.tags = append(s.tags, b.Tag(study, fmt.Sprint("Tag ", i), ""))
	}
	path := filepath.Join(t.TempDir(), "jon.throughline")
	if err := b.Store.Backup(t.Context(), path, nil); err != nil {
		t.Fatal(err)
	}
	other, err := storage.Open(t.Context(), path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log, err := history.Open(t.Context(), other)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []app.Committer{log, b.Log} {
		cs := b.Hand.Begin("Rename")
		for _, tag := range s.tags {
			after := *tag
			after.Name += fmt.Sprintf(" by %T", c)
			if c != app.Committer(log) {
				after.Name = "Our " + tag.Name
			}
			cs.Update(tag, &after)
		}
		if err := c.Commit(t.Context(), cs); err != nil {
			t.Fatal(err)
		}
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	jobs := &job.Runner{}
	t.Cleanup(jobs.Close)
	s.m = &merge.Model{Merger: s.files, Jobs: jobs, Path: path}
	return s
}

func (s *scene) until(what string, done func() bool) {
	s.Helper()
	if !s.await(20*time.Second, done) {
		s.Fatalf("waited for %s in vain; error: %v", what, s.m.Err)
	}
}

func (s *scene) name(i int) string {
	s.Helper()
	r, err := s.files.b.Store.Find(s.Context(), s.tags[i].Ref())
	if err != nil {
		s.Fatal(err)
	}
	return r.(*app.Tag).Name
}

func TestModel_MergesAsChosen(t *testing.T) {
	s := newScene(t, 14)
	s.m.Look()
	s.until("the plan", func() bool { return s.m.Stage == merge.Asking })
	some, first := s.m.Shown()
	if len(s.m.Asked()) != 14 || len(some) != 12 || first != 0 || s.m.Nothing() {
		t.Fatalf("%d conflicts, %d shown from %d", len(s.m.Asked()), len(some), first)
	}
	s.m.Turn(5)
	if some, first = s.m.Shown(); len(some) != 2 || first != 12 {
		t.Errorf("on the second page %d from %d", len(some), first)
	}
	s.m.Turn(-5)
	s.m.ChooseAll(domain.Theirs)
	all := s.m.Asked()
	s.m.Choose(all[0], domain.Ours)
	if s.m.Side(all[0]) != domain.Ours || s.m.Side(all[1]) != domain.Theirs {
		t.Errorf("sides %s, %s", s.m.Side(all[0]), s.m.Side(all[1]))
	}
	s.m.Merge()
	s.until("the merge", func() bool { return s.m.Stage == merge.Done })
	ours := 0
	for i := range s.tags {
		if strings.HasPrefix(s.name(i), "Our ") {
			ours++
		}
	}
	if ours != 1 || s.m.Backup == "" {
		t.Errorf("%d kept ours, backup %q", ours, s.m.Backup)
	}
	s.m.Look()
	s.until("the plan", func() bool { return s.m.Stage == merge.Asking })
	if !s.m.Nothing() {
		t.Errorf("there is something to merge again: %+v", s.m.Plan.Counts)
	}
	s.m.Merge()
	if s.m.Stage != merge.Asking {
		t.Error("nothing is merged")
	}
}

func TestModel_StopsAndTellsWhatFailed(t *testing.T) {
	s := newScene(t, 1)
	s.files.hold = make(chan struct{})
	s.m.Look()
	s.until("the plan", func() bool { return s.m.Stage == merge.Asking })
	s.m.Merge()
	s.until("some progress", func() bool { return s.m.What == "Waiting" })
	s.m.Stop()
	s.until("the plan again", func() bool { return s.m.Stage == merge.Asking })
	if app.CodeOf(s.m.Err) != app.ECanceled {
		t.Errorf("stopped: %v", s.m.Err)
	}
	s.m.Path = filepath.Join(t.TempDir(), "none.throughline")
	s.m.Look()
	s.until("the failure", func() bool { return s.m.Stage == merge.Failed })
	if app.CodeOf(s.m.Err) != app.ENotFound {
		t.Errorf("failed: %v", s.m.Err)
	}
}

func texts(o fyne.CanvasObject) string {
	var out []string
	for _, c := range test.LaidOutObjects(o) {
		if t, ok := c.(*canvas.Text); ok {
			out = append(out, t.Text)
		}
	}
	return strings.Join(out, " ")
}

func TestSheet_WorksByKeyboard(t *testing.T) {
	s := newScene(t, 2)
	test.NewTempApp(t)
	w := test.NewTempWindow(t, kit.NewStage(kit.NewText("", kit.Body)))
	w.Resize(fyne.NewSize(1000, 760))
	undone := 0
	merge.Show(w.Canvas(), s.m, merge.Doors{Undo: func() { undone++ }})
	s.until("the plan", func() bool { return s.m.Stage == merge.Asking })
	sheet := w.Canvas().Overlays().Top()
	if got := texts(sheet); !strings.Contains(got, "2 conflicts") || !strings.Contains(got, "Our Tag 0") || !strings.Contains(got, "before: Tag 0") {
		t.Errorf("the sheet says %q", got)
	}
	var picks []*kit.Segments
	for _, o := range test.LaidOutObjects(sheet) {
		if p, ok := o.(*kit.Segments); ok {
			picks = append(picks, p)
		}
	}
	if len(picks) != 2 {
		t.Fatalf("%d choices", len(picks))
	}
	w.Canvas().Focus(picks[0])
	picks[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	now, ok := w.Canvas().Focused().(*kit.Segments)
	if !ok || now.Selected() != string(domain.Theirs) {
		t.Fatalf("%T has the keyboard after a choice", w.Canvas().Focused())
	}
	now.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.until("the merge", func() bool { return s.m.Stage == merge.Done })
	if got := texts(sheet); !strings.Contains(got, "Merged jon.throughline") || !strings.Contains(got, "before.throughline") || !strings.Contains(got, "Jon and Mara agree") {
		t.Errorf("afterwards it says %q", got)
	}
	if strings.HasPrefix(s.name(0), "Our ") == strings.HasPrefix(s.name(1), "Our ") {
		t.Errorf("merged to %q and %q", s.name(0), s.name(1))
	}
	for _, o := range test.LaidOutObjects(sheet) {
		if b, ok := o.(*kit.Button); ok && b.Text() == "Undo" {
			test.Tap(b)
		}
	}
	if undone != 1 {
		t.Errorf("undone %d times", undone)
	}
}

func TestPack_KeepsTheOrderOfTheList(t *testing.T) {
	p := merge.NewPack("s", []app.InterviewRow{{Interview: app.Interview{ID: "b"}}, {Interview: app.Interview{ID: "a"}}})
	if got := fmt.Sprint(p.Chosen()); got != "[b a]" || p.Audience() != app.AudienceInside {
		t.Errorf("at first %s for %s", got, p.Audience())
	}
	p.ChooseAll(false)
	p.Choose("a", true)
	if got := fmt.Sprint(p.Chosen()); got != "[a]" {
		t.Errorf("chosen %s", got)
	}
	if p.Outside = true; p.Audience() != app.AudienceOutside {
		t.Error("outside is inside")
	}
}

func TestPackSheet_WritesWhatIsChosen(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, kit.NewStage(kit.NewText("", kit.Body)))
	w.Resize(fyne.NewSize(1000, 760))
	p := merge.NewPack("s", []app.InterviewRow{{Interview: app.Interview{ID: "a", Title: "With P1"}}, {Interview: app.Interview{ID: "b", Title: "With P2"}}})
	written := 0
	merge.ShowPack(w.Canvas(), p, func() { written++ })
	sheet := w.Canvas().Overlays().Top()
	press := func(name string) {
		t.Helper()
		for _, o := range test.LaidOutObjects(sheet) {
			if b, ok := o.(*kit.Button); ok && b.Text() == name {
				test.Tap(b)
				return
			}
		}
		t.Fatalf("no button %q", name)
	}
	press("None")
	press("Save the part…")
	if written != 0 || !strings.Contains(texts(sheet), "0 interviews of 2") {
		t.Errorf("with none chosen it is written %d times: %s", written, texts(sheet))
	}
	press("All")
	press("Save the part…")
	if written != 1 || len(p.Chosen()) != 2 {
		t.Errorf("written %d times with %v", written, p.Chosen())
	}
}
