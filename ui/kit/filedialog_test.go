package kit

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
)

func folder(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, n := range names {
		p := filepath.Join(dir, n)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestListFolder_FoldersFirstThenAsPeopleCount(t *testing.T) {
	dir := folder(t, "p10.vtt", "P2.vtt", "p1.vtt", ".hidden", "notes/a.txt", "skip.exe")
	rows, names, err := listFolder(dir, func(n string) bool { return filepath.Ext(n) != ".exe" })
	var got []string
	for _, r := range rows {
		got = append(got, r.name)
	}
	if err != nil || !names["skip.exe"] || !slices.Equal(got, []string{"notes", "p1.vtt", "P2.vtt", "p10.vtt"}) {
		t.Errorf("listFolder() = %v, %v", got, err)
	}
	if _, _, err := listFolder(filepath.Join(dir, "gone"), nil); app.CodeOf(err) != app.ENotFound {
		t.Errorf("a missing folder gives %v, want not found", err)
	}
}

func showFiles(t *testing.T, f *FileDialog) {
	t.Helper()
	test.NewTempApp(t)
	w := test.NewTempWindow(t, NewStage(NewFill(Background)))
	w.Resize(fyne.NewSize(1000, 700))
	f.still = true
	f.Show(w.Canvas())
}

func TestFileDialog_PicksManyFilesAndFolders(t *testing.T) {
	dir := folder(t, "a.vtt", "b.vtt", "more/c.vtt")
	var got []string
	f := &FileDialog{Mode: OpenFiles, Title: "Import", Dir: dir, OnPick: func(p []string) { got = p }}
	showFiles(t, f)
	if !f.ok.Disabled() {
		t.Error("nothing is chosen and the button can be pressed")
	}
	f.table.pick(0, 0)
	f.table.pick(2, fyne.KeyModifierShift)
	test.Tap(f.ok)
	want := []string{filepath.Join(dir, "more"), filepath.Join(dir, "a.vtt"), filepath.Join(dir, "b.vtt")}
	if !slices.Equal(got, want) || f.d.Shown() {
		t.Errorf("picked %v, want %v and the dialog gone", got, want)
	}
}

func TestFileDialog_SavesUnderANameAndWarnsBeforeReplacing(t *testing.T) {
	dir := folder(t, "old.pdf")
	var got []string
	f := &FileDialog{Mode: SaveFile, Title: "Save", Dir: dir, Name: "new.pdf", OnPick: func(p []string) { got = p }}
	showFiles(t, f)
	f.name.SetText("old.pdf")
	if f.note.Text() == "" {
		t.Error("no word about the file that would be replaced")
	}
	f.name.SetText("../evil.pdf")
	if !f.ok.Disabled() {
		t.Error("a path was taken for a name")
	}
	f.name.SetText("new.pdf")
	test.Tap(f.ok)
	if !slices.Equal(got, []string{filepath.Join(dir, "new.pdf")}) {
		t.Errorf("picked %v", got)
	}
}

func TestFileDialog_WalksFolders(t *testing.T) {
	dir := folder(t, "in/side.vtt")
	f := &FileDialog{Mode: OpenFile, Title: "Open", Dir: dir}
	showFiles(t, f)
	f.open(0)
	if f.dir != filepath.Join(dir, "in") || len(f.rows) != 1 {
		t.Errorf("in %s with %d rows", f.dir, len(f.rows))
	}
	f.up()
	f.enterPath(filepath.Join(dir, "nowhere", "at", "all"))
	if len(f.rows) != 0 {
		t.Error("a missing folder shows rows")
	}
	f.enterPath(filepath.Join(dir, "panel.xlsx"))
	if f.dir != dir || len(f.rows) != 1 || f.note.Text() != "There is no panel.xlsx in this folder." {
		t.Errorf("a missing file shows %s with %d rows and says %q", f.dir, len(f.rows), f.note.Text())
	}
	f.Mode = SaveFile
	f.enterPath(filepath.Join(dir, "in", "new.pdf"))
	if f.dir != filepath.Join(dir, "in") || f.name.Text != "new.pdf" {
		t.Errorf("a name to save under leads to %s and %q", f.dir, f.name.Text)
	}
}

func TestFileDialog_IsWalkedByLetters(t *testing.T) {
	home := folder(t, "apple.vtt", "banana.vtt", "blueberry.vtt", "deep/pear.vtt", "quinces/one/two.vtt")
	t.Setenv("HOME", home)
	f := &FileDialog{Mode: OpenFile, Title: "Open", Dir: home}
	showFiles(t, f)
	keys := func(text string) {
		for _, r := range text {
			if r == '\n' {
				CanvasOf(f.path).Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
				continue
			}
			CanvasOf(f.path).Focused().TypedRune(r)
		}
	}
	at := func() string { return f.rows[f.table.Cursor()].name }
	keys("b")
	first := at()
	keys("B")
	if second := at(); first != "banana.vtt" || second != "blueberry.vtt" || f.ok.Disabled() {
		t.Errorf("two times B leads to %s, then %s", first, second)
	}
	keys("~/deep\n")
	if f.dir != filepath.Join(home, "deep") {
		t.Errorf("a path below the home folder leads to %s", f.dir)
	}
	f.table.Focus()
	var got []string
	f.OnPick = func(p []string) { got = p }
	file := filepath.Join(home, "quinces", "one", "two.vtt")
	keys(file + "\n")
	if !slices.Equal(got, []string{file}) {
		t.Errorf("a typed path picked %v, want %s", got, file)
	}
}

func TestFileDialog_PicksTheFolderShownOrTheOneChosen(t *testing.T) {
	dir := folder(t, "more/c.vtt")
	for row, want := range map[int]string{-1: dir, 0: filepath.Join(dir, "more")} {
		var got []string
		f := &FileDialog{Mode: OpenFolder, Title: "Watch", Dir: dir, Accept: func(string) bool { return false }, OnPick: func(p []string) { got = p }}
		showFiles(t, f)
		if row >= 0 {
			f.table.Select(row)
			f.selected()
		}
		test.Tap(f.ok)
		if !slices.Equal(got, []string{want}) {
			t.Errorf("with row %d picked %v, want %s", row, got, want)
		}
	}
}

func TestFileDialog_EnterInThePathTakesTheFolderThatIsShown(t *testing.T) {
	dir := folder(t, "more/c.vtt")
	more := filepath.Join(dir, "more")
	var got []string
	f := &FileDialog{Mode: OpenFolder, Title: "Watch", Dir: dir, Accept: func(string) bool { return false }, OnPick: func(p []string) { got = p }}
	showFiles(t, f)
	f.path.OnSubmitted(more)
	if got != nil || f.dir != more {
		t.Fatalf("the first Enter picked %v and shows %s, want %s shown", got, f.dir, more)
	}
	f.path.OnSubmitted(more)
	if !slices.Equal(got, []string{more}) {
		t.Errorf("the second Enter picked %v, want %s", got, more)
	}
}

func TestFileDialog_ShowsTheKindThatIsChosen(t *testing.T) {
	dir := folder(t, "a.vtt", "B.CSV", "c.exe", "in/d.vtt")
	f := &FileDialog{Mode: OpenFiles, Dir: dir, Types: []FileType{{Title: "Captions", Endings: []string{".vtt"}}, TableFiles}}
	showFiles(t, f)
	types := f.types()
	for _, c := range []struct {
		kind string
		want []string
	}{
		{"Captions", []string{"in", "a.vtt"}},
		{TableFiles.Title, []string{"in", "B.CSV"}},
		{AllFiles.Title, []string{"in", "a.vtt", "B.CSV", "c.exe"}},
	} {
		if c.kind != "Captions" {
			types.choose(c.kind)
		}
		var got []string
		for _, r := range f.rows {
			got = append(got, r.name)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s shows %v, want %v", c.kind, got, c.want)
		}
	}
}
