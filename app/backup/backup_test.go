package backup_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/backup"
	"throughline/storage"
)

// room is a workspace with a study in it, and its backups.
type room struct {
	*apptest.Bench
	*backup.Service
	study *app.Study
	clock time.Time
}

func newRoom(t *testing.T) *room {
	t.Helper()
	r := &room{Bench: apptest.New(t), clock: apptest.Noon}
	tick := func() time.Time { r.clock = r.clock.Add(time.Second); return r.clock }
	r.Service = &backup.Service{Store: r.Bench.Store, Files: storage.Backups{Now: tick}, Path: r.Bench.Store.Path(), Now: tick}
	r.study = r.Study("Checkout")
	s := r.Session(r.study, "P1", "Mod: Well?", "P: The blue one works for all of us.")
	s.Finding("The blue one works")
	return r
}

func (r *room) made(why app.BackupReason) backup.Made {
	r.T.Helper()
	m, err := r.Make(r.T.Context(), why, nil)
	if err != nil {
		r.T.Fatal(err)
	}
	return m
}

func (r *room) list() backup.View {
	r.T.Helper()
	v, err := r.List(r.T.Context())
	if err != nil {
		r.T.Fatal(err)
	}
	return v
}

// flip changes one byte of a file, counted from its end.
func flip(t *testing.T, path string, back int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	var b [1]byte
	if _, err := f.ReadAt(b[:], info.Size()-back); err != nil {
		t.Fatal(err)
	}
	b[0] ^= 0x20
	if _, err := f.WriteAt(b[:], info.Size()-back); err != nil {
		t.Fatal(err)
	}
}

func TestMake_SaysWhatIsInItAndMakesNoneTwice(t *testing.T) {
	r := newRoom(t)
	first := r.made(app.BackupOnRhythm)
	if h := first.Item.Seal.Holds; first.Same || h.Interviews != 1 || h.Findings != 1 || h.Studies != 1 || h.Steps == 0 || first.Item.Seal.Hash == "" {
		t.Errorf("the first is %+v", first)
	}
	if again := r.made(app.BackupOnClose); !again.Same || again.Item.Path != first.Item.Path {
		t.Errorf("a second of the same state: %+v", again)
	}
	r.Tag(r.study, "Slow", "")
	second := r.made(app.BackupOnRhythm)
	v := r.list()
	if second.Same || len(v.Items) != 2 || v.Items[0].Path != second.Item.Path || v.Items[0].State != backup.Good {
		t.Fatalf("after a step: %+v, %+v", second, v.Items)
	}
	if _, ok := v.Current(); !ok {
		t.Error("no backup of the present state is known")
	}
	if before, ok := v.Before(0); !ok || second.Item.Seal.Holds.Less(before.Seal.Holds).Words() != "1 step" {
		t.Errorf("since the one before: %s", second.Item.Seal.Holds.Less(before.Seal.Holds).Words())
	}
	if _, err := r.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if back := r.made(app.BackupOnRhythm); !back.Same || back.Item.Path != first.Item.Path {
		t.Errorf("undone, the state is the first one's: %+v", back)
	}
}

// TestCurrent_IsNotWhatWasTakenBackAndOvertaken checks that a step taken back stays out of what names a state when a later step was taken over it and taken back as well.
func TestCurrent_IsNotWhatWasTakenBackAndOvertaken(t *testing.T) {
	r := newRoom(t)
	undo := func() {
		t.Helper()
		if _, err := r.Log.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	rename := func(name string) {
		t.Helper()
		was := apptest.Find(r.Bench, r.study)
		next := *was
		next.Name, next.Stamp = name, r.Hand.Touch(was.Stamp)
		cs := r.Hand.Begin("Rename the study")
		cs.Update(was, &next)
		if err := r.Log.Commit(t.Context(), cs); err != nil {
			t.Fatal(err)
		}
	}
	rename("B")
	renamed := r.made(app.BackupByHand)
	undo()
	rename("C")
	undo()
	if it, ok := r.list().Current(); ok {
		t.Errorf("the backup of the study as B passes for the present state: %+v", it)
	}
	now := r.made(app.BackupOnClose)
	if now.Same || now.Item.Path == renamed.Item.Path {
		t.Errorf("no backup was made on closing: %+v", now)
	}
	if in, err := (storage.Backups{}).Look(t.Context(), now.Item.Path); err != nil || len(in.Steps) == 0 || in.Steps[0].Label == "Rename the study" {
		t.Errorf("the last steps in it are %+v (%v)", in.Steps, err)
	}
}

func TestCheck_RefusesFlippedBytes(t *testing.T) {
	r := newRoom(t)
	it := r.made(app.BackupByHand).Item
	info, err := os.Stat(it.Path)
	if err != nil {
		t.Fatal(err)
	}
	for _, back := range []int64{1, info.Size() / 3, info.Size() / 2, info.Size() - 120} {
		flip(t, it.Path, back)
		got, err := r.Check(t.Context(), it, nil)
		if err != nil || got.State != backup.Faulty || got.Seal.Fault == "" {
			t.Errorf("a byte %d from the end: %v, %+v", back, err, got)
		}
		out := filepath.Join(t.TempDir(), "out.throughline")
		if _, err := r.Restore(t.Context(), it, out, nil); app.CodeOf(err) != app.EDamaged {
			t.Errorf("it was restored: %v", err)
		}
		if _, err := os.Stat(out); err == nil {
			t.Error("something was left of the restore")
		}
		flip(t, it.Path, back)
	}
	if got, err := r.Check(t.Context(), it, nil); err != nil || got.State != backup.Good || got.Seal.Fault != "" {
		t.Errorf("mended: %v, %+v", err, got)
	}
	if err := os.Truncate(it.Path, info.Size()-4096); err != nil {
		t.Fatal(err)
	}
	if v := r.list(); v.Items[0].State != backup.Faulty {
		t.Errorf("cut short it is %s", v.Items[0].State)
	}
	if m := r.made(app.BackupOnRhythm); m.Same {
		t.Error("a bad backup of the same state was taken for one")
	}
}

func TestRestore_IsACopyAndNeverReplaces(t *testing.T) {
	r := newRoom(t)
	it := r.made(app.BackupByHand).Item
	r.Tag(r.study, "Slow", "")
	out, err := r.Restore(t.Context(), it, "", nil)
	if err != nil || !strings.Contains(filepath.Base(out), " as of "+it.Seal.Made.Local().Format("2006-01-02 15.04")) || filepath.Dir(out) != filepath.Dir(r.Path) {
		t.Fatalf("Restore() = %s, %v", out, err)
	}
	s, err := storage.Open(t.Context(), out, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if h, err := s.Holding(t.Context()); err != nil || !h.Same(it.Seal.Holds) {
		t.Errorf("the copy holds %+v, %v", h, err)
	}
	if tags, err := r.Bench.Store.AllTags(t.Context()); err != nil || len(tags) != 1 {
		t.Errorf("the workspace is not as it was: %v, %v", tags, err)
	}
	for _, taken := range []string{out, r.Path} {
		if _, err := r.Restore(t.Context(), it, taken, nil); app.CodeOf(err) != app.EConflict {
			t.Errorf("over %s: %v", filepath.Base(taken), err)
		}
	}
	if next := r.RestoreName(it); next == out {
		t.Error("the name is not free")
	}
	if _, err := r.Restore(t.Context(), it, filepath.Join(t.TempDir(), "nowhere", "x.throughline"), nil); app.CodeOf(err) != app.ENotFound {
		t.Errorf("into a folder that is not there: %v", err)
	}
}

func TestMake_GuardsTheFullAgainstTheEmpty(t *testing.T) {
	r := newRoom(t)
	full := r.made(app.BackupOnRhythm).Item
	empty, err := storage.Create(t.Context(), filepath.Join(t.TempDir(), "empty.throughline"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = empty.Close() }()
	r.Service.Store = empty
	if _, err := r.Make(t.Context(), app.BackupOnClose, nil); app.CodeOf(err) != app.EConflict {
		t.Errorf("the empty workspace was backed up: %v", err)
	}
	v := r.list()
	if it, ok := v.Fuller(); !ok || it.Path != full.Path || v.OnClose() != backup.CloseNothing {
		t.Errorf("the loss is not seen: %+v", it)
	}
	if m := r.made(app.BackupByHand); m.Same || m.Let != 0 {
		t.Errorf("by hand: %+v", m)
	}
	if v := r.list(); len(v.Items) != 2 {
		t.Errorf("there are %d", len(v.Items))
	}
	if err := empty.Backup(t.Context(), full.Path, nil); app.CodeOf(err) != app.EConflict {
		t.Errorf("the empty workspace was saved over the full backup: %v", err)
	}
}

func TestBehind_SeesThatAnOlderFileStandsInTheWorkspacesPlace(t *testing.T) {
	r := newRoom(t)
	old := r.made(app.BackupOnRhythm).Item
	r.Tag(r.study, "Slow", "")
	newer := r.made(app.BackupOnRhythm).Item
	if _, ok := r.list().Behind(); ok {
		t.Error("the workspace is not behind")
	}
	s, err := storage.Open(t.Context(), old.Path, storage.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	r.Service.Store = s
	if it, ok := r.list().Behind(); !ok || it.Path != newer.Path {
		t.Errorf("Behind() = %+v, %v", it, ok)
	}
}

func TestPlace_ThatIsAwayIsToldAndNothingIsLost(t *testing.T) {
	r := newRoom(t)
	disk := filepath.Join(t.TempDir(), "disk")
	rule := app.UsualBackups()
	rule.Place = disk
	if _, err := r.SetRule(t.Context(), rule); app.CodeOf(err) != app.ENotFound {
		t.Errorf("a folder that is not there: %v", err)
	}
	if err := os.Mkdir(disk, 0o755); err != nil {
		t.Fatal(err)
	}
	home, err := r.SetRule(t.Context(), rule)
	if err != nil || home.Rule.Place != filepath.Join(disk, filepath.Base(r.Beside())) {
		t.Fatalf("SetRule() = %+v, %v", home, err)
	}
	there := r.made(app.BackupByHand)
	if filepath.Dir(there.Item.Path) != home.Rule.Place || there.Instead != "" {
		t.Errorf("it went to %s", there.Item.Path)
	}
	if err := os.Rename(disk, disk+" unplugged"); err != nil {
		t.Fatal(err)
	}
	r.Tag(r.study, "Slow", "")
	beside := r.made(app.BackupOnRhythm)
	if filepath.Dir(beside.Item.Path) != r.Beside() || !strings.Contains(beside.Words(), "is not there") {
		t.Errorf("the disk is away: %s, %s", beside.Item.Path, beside.Words())
	}
	if _, err := os.Stat(disk); err == nil {
		t.Error("a folder was made where the disk belongs")
	}
	v := r.list()
	if len(v.Items) != 1 || len(v.Places) != 2 || !v.Places[1].Away || !v.Places[1].Chosen {
		t.Errorf("the view is %+v", v.Places)
	}
	if err := os.Rename(disk+" unplugged", disk); err != nil {
		t.Fatal(err)
	}
	if v := r.list(); len(v.Items) != 2 {
		t.Errorf("back again there are %d", len(v.Items))
	}
	rule.Place = ""
	if home, err = r.SetRule(t.Context(), rule); err != nil || len(home.Folders) != 1 {
		t.Errorf("a place that was used is forgotten: %+v, %v", home, err)
	}
	if home, err = r.ForgetPlace(t.Context(), home.Folders[0]); err != nil || len(home.Folders) != 0 {
		t.Errorf("forgotten: %+v, %v", home, err)
	}
}

func TestRemove_CanBeTakenBackAndNotOfTheOnlyGoodOne(t *testing.T) {
	r := newRoom(t)
	first := r.made(app.BackupByHand).Item
	if _, err := r.Remove(t.Context(), first); app.CodeOf(err) != app.EInvalid {
		t.Errorf("the only good one was removed: %v", err)
	}
	r.Tag(r.study, "Slow", "")
	r.made(app.BackupByHand)
	gone, err := r.Remove(t.Context(), first)
	if err != nil || len(r.list().Items) != 1 {
		t.Fatalf("Remove() = %v", err)
	}
	r.Tag(r.study, "Fast", "")
	r.made(app.BackupByHand) // sweeps the seal
	if back, err := r.BringBack(gone); err != nil || back.Gone || r.list().Items[2].State != backup.Good {
		t.Errorf("BringBack() = %+v, %v", back, err)
	}
	if gone, err = r.Remove(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if err := r.Forget(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := r.BringBack(gone); app.CodeOf(err) != app.ENotFound {
		t.Errorf("it came back from nowhere: %v", err)
	}
	left, err := os.ReadDir(r.Beside())
	if err != nil || len(left) != 5 { // two backups, their seals, the guard
		t.Errorf("left are %v, %v", left, err)
	}
}

func TestKeep_StaysThroughTheRotation(t *testing.T) {
	r := newRoom(t)
	first, err := r.Keep(r.made(app.BackupOnRhythm).Item, true)
	if err != nil {
		t.Fatal(err)
	}
	let := 0
	for i := range 8 {
		r.Tag(r.study, strings.Repeat("x", i+1), "")
		let += r.made(app.BackupOnRhythm).Let
	}
	v := r.list()
	if last := v.Items[len(v.Items)-1]; last.Path != first.Path || !last.Seal.Keep || let == 0 || len(v.Items) != 9-let {
		t.Errorf("%d were let go, the oldest left is %+v", let, last)
	}
	if _, err := r.Keep(backup.Item{State: backup.Faulty}, true); app.CodeOf(err) != app.EInvalid {
		t.Errorf("a bad one was kept: %v", err)
	}
}

func TestMake_OneAtATime(t *testing.T) {
	r := newRoom(t)
	if err := os.Mkdir(r.Beside(), 0o755); err != nil {
		t.Fatal(err)
	}
	release, err := r.Files.Guard(r.Beside())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Make(t.Context(), app.BackupByHand, nil); app.CodeOf(err) != app.ELocked {
		t.Errorf("a second program made one: %v", err)
	}
	release()
	r.made(app.BackupByHand)
}

func TestMake_StoppedLeavesNothing(t *testing.T) {
	r := newRoom(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := r.Make(ctx, app.BackupByHand, func(_, _ int64, what string) {
		if what == "Trying to restore the copy" {
			cancel()
		}
	})
	if app.CodeOf(err) != app.ECanceled {
		t.Errorf("Make() = %v", err)
	}
	left, err := os.ReadDir(r.Beside())
	if err != nil || len(left) != 1 || left[0].Name() != "making.lock" {
		t.Errorf("left are %v, %v", left, err)
	}
}

func TestList_OfAWorkspaceThatCannotBeOpened(t *testing.T) {
	r := newRoom(t)
	it := r.made(app.BackupByHand).Item
	alone := &backup.Service{Files: storage.Backups{}, Path: r.Path}
	v, err := alone.List(t.Context())
	if err != nil || v.Open || len(v.Items) != 1 || v.Items[0].Path != it.Path {
		t.Fatalf("List() = %+v, %v", v, err)
	}
	in, err := alone.Look(t.Context(), v.Items[0])
	if err != nil || len(in.Studies) != 1 || in.Studies[0] != (app.BackupStudy{Name: "Checkout", Interviews: 1, Findings: 1}) || len(in.Steps) == 0 {
		t.Errorf("Look() = %+v, %v", in, err)
	}
	if err := os.WriteFile(filepath.Join(r.Beside(), "mine-version-3-x.throughline"), []byte("no"), 0o600); err != nil {
		t.Fatal(err)
	}
	if v, err = alone.List(t.Context()); err != nil || len(v.Items) != 2 {
		t.Fatalf("List() = %+v, %v", v, err)
	}
	odd := v.Items[0]
	if odd.State != backup.Unknown || odd.Seal.Reason != app.BackupBeforeUpgrade {
		t.Errorf("a file nobody sealed is %+v", odd)
	}
	if odd, err = alone.Check(t.Context(), odd, nil); err != nil || odd.State != backup.Faulty {
		t.Errorf("checked it is %+v, %v", odd, err)
	}
}
