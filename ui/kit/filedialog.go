package kit

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/say"
	"throughline/ui/task"
)

// FileMode is what a FileDialog is for.
type FileMode int

// What a file dialog is for.
const (
	OpenFiles  FileMode = iota // one or more files, or folders
	OpenFile                   // one file
	SaveFile                   // a name for a new file
	OpenFolder                 // one folder: the one chosen in the list, else the one shown
)

// FileDialog lets a person choose files, a folder or a name to save under, in our look and with many at once, which
// Fyne's own cannot.
type FileDialog struct {
	Mode   FileMode
	Title  string
	Action string                 // the word on the button: "Import", "Open", "Save"
	Accept func(name string) bool // files to show; nil shows all
	Types  []FileType             // kinds of files to choose from, the first shown first, all files last; in place of Accept
	Whole  func(path string) bool // folders that are chosen as one, like a file; nil for none
	Name   string                 // proposed name, for SaveFile
	Dir    string                 // where to begin; "" is the home folder
	OnPick func(paths []string)   // what was chosen; not called on cancel

	d     *Dialog
	dir   string
	rows  []fileRow
	names map[string]bool // all that is in the folder, shown or not
	look  task.Latest[listing]
	still bool // reads folders at once, for tests without a clock
	table *DataTable
	path  *Entry
	name  *Entry
	ok    *Button
	body  *fyne.Container
	note  *Text
}

// Show opens the dialog over a window.
func (f *FileDialog) Show(c fyne.Canvas) {
	if f.Action == "" {
		f.Action = map[FileMode]string{OpenFiles: say.T("Choose"), OpenFile: say.T("Open"), SaveFile: say.T("Save"), OpenFolder: say.T("Choose")}[f.Mode]
	}
	f.d = NewDialog(f.Title, 820, 560)
	f.ok = NewButton(f.Action, Primary, f.accept)
	f.path, f.name, f.note = NewEntry(say.T("Folder")), NewEntry(say.T("Name")), NewElastic("", Small)
	f.path.OnSubmitted = f.enterPath
	f.name.SetText(app.FileName(f.Name, ""))
	f.name.OnChanged = func(string) { f.paint() }
	f.name.OnSubmitted = func(string) { f.accept() }
	f.table = NewDataTable([]Column{
		{ID: "name", Title: say.T("Name"), Width: 240, Grow: 1},
		{ID: "size", Title: say.T("Size"), Width: 90, Trailing: true},
		{ID: "at", Title: say.T("Changed"), Width: 130},
	}, f.cell)
	f.table.SetRowHeight(30)
	f.table.OnSelect = func([]int) { f.selected() }
	f.table.OnOpen = f.open
	f.table.OnKey = func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyBackspace {
			f.up()
		}
	}
	f.table.OnRune = f.typed
	f.body = Stack(f.table)
	var places []fyne.CanvasObject
	for _, p := range folderPlaces() {
		places = append(places, NewNavItem(icons.Folder, p.title, func() { f.goTo(p.path) }))
	}
	line := []fyne.CanvasObject{NewIconButton(icons.Up, say.T("Up (Backspace)"), f.up), Grow(f.path)}
	if types := f.types(); types != nil {
		line = append(line, types)
	}
	head := Inset(HStack(Space2, line...), 0, 0, Space2, 0)
	box := Stack(NewBox(Background, Line), Pad(f.body, 1))
	right := Dock(head, nil, nil, nil, box)
	if f.Mode == SaveFile {
		right = Dock(Inset(FormRow(say.T("Name"), f.name), 0, 0, Space2, 0), nil, nil, nil, right)
	}
	f.d.SetContent(Dock(nil, nil, nil, Inset(Fixed(VStack(1, places...), 150, 0), 0, Space3, 0, 0), right))
	f.d.SetActions([]fyne.CanvasObject{Grow(f.note)}, NewButton(say.T("Cancel"), Quiet, f.d.Hide), f.ok)
	f.d.OnClose = f.look.Cancel
	f.d.Show(c)
	if f.Mode == SaveFile {
		f.name.Focus()
	}
	f.goThen(f.start(), func() {
		switch c := CanvasOf(f.table); {
		case f.Mode == SaveFile || c == nil || c.Focused() != nil && c.Focused() != fyne.Focusable(f.d.pop): // somebody is typing already
		case len(f.rows) == 0:
			f.path.FocusAll()
		default:
			f.table.Focus()
		}
	})
}

// typed finds the next file that begins with a letter; "/" and "~" begin a path.
func (f *FileDialog) typed(r rune) {
	switch r {
	case '/', '~':
		f.path.FocusAll()
		f.path.TypedRune(r)
		return
	}
	for k := range f.rows {
		row := (f.table.Cursor() + 1 + k) % len(f.rows)
		first, _ := utf8.DecodeRuneInString(f.rows[row].name)
		if unicode.ToLower(first) == unicode.ToLower(r) {
			f.table.Select(row)
			f.table.Reveal(row)
			f.selected()
			return
		}
	}
}

// lastFolder is where files were chosen last, while the program runs.
var lastFolder string

func (f *FileDialog) start() string {
	switch {
	case f.Dir != "":
		return f.Dir
	case lastFolder != "":
		return lastFolder
	}
	if home, err := os.UserHomeDir(); err == nil {
		return home
	}
	return string(filepath.Separator)
}

// listing is what was found in a folder, or at a path that was typed.
type listing struct {
	dir   string
	rows  []fileRow
	names map[string]bool
	pick  string // a file that a typed path names: it is taken
	name  string // a name to save under
	note  string
}

// goTo shows a folder.
func (f *FileDialog) goTo(dir string) { f.goThen(dir, nil) }

// goThen shows a folder, then runs then.
func (f *FileDialog) goThen(dir string, then func()) {
	f.dir = dir
	f.path.SetText(dir)
	f.read(func() (listing, error) { return f.list(dir) }, then)
}

// read asks the disk beside the window, which a slow disk must not hold up, and shows what it says.
func (f *FileDialog) read(ask func() (listing, error), then func()) {
	show := func(l listing, err error) {
		f.show(l, err)
		if then != nil {
			then()
		}
	}
	if f.still {
		show(ask())
		return
	}
	f.look.Load(func(context.Context) (listing, error) { return ask() }, show)
}

// list reads a folder. It runs beside the window.
func (f *FileDialog) list(dir string) (listing, error) {
	rows, names, err := listFolder(dir, f.Accept)
	for i := range rows {
		if rows[i].dir && f.whole(filepath.Join(dir, rows[i].name)) {
			rows[i].dir, rows[i].size = false, -1
		}
	}
	return listing{dir: dir, rows: rows, names: names}, err
}

// show shows what was found.
func (f *FileDialog) show(l listing, err error) {
	if l.pick != "" {
		f.pick([]string{l.pick})
		return
	}
	f.dir, f.rows, f.names = l.dir, l.rows, l.names
	if f.path.Text != l.dir && !f.path.focused || l.name != "" {
		f.path.SetText(l.dir)
	}
	f.table.Select()
	f.table.SetRows(len(l.rows))
	switch {
	case err != nil:
		f.body.Objects = []fyne.CanvasObject{ErrorState(err)}
	case len(l.rows) == 0 && f.Mode != SaveFile:
		f.body.Objects = []fyne.CanvasObject{f.nothing()}
	default:
		f.body.Objects = []fyne.CanvasObject{f.table}
	}
	f.body.Refresh()
	if l.name != "" {
		f.name.SetText(l.name)
		f.name.Focus()
	}
	f.paint()
	if l.note != "" {
		f.note.SetText(l.note)
	}
}

// whole reports whether a folder is chosen as one.
func (f *FileDialog) whole(path string) bool { return f.Whole != nil && f.Whole(path) }

func (f *FileDialog) up() { f.goTo(filepath.Dir(f.dir)) }

// nothing is what stands in the place of a list without rows.
func (f *FileDialog) nothing() fyne.CanvasObject {
	if f.Mode == OpenFolder {
		return EmptyState(icons.Folder, say.T("No folders in %s", filepath.Base(f.dir)), say.T("%s takes this folder itself.", f.Action))
	}
	return EmptyState(icons.Folder, say.T("Nothing to choose here"), say.T("No file in this folder fits. Look in another one."))
}

// enterPath goes where a typed path leads: into a folder, or to a file at once. A name that is not there is one to save under, or shows the folder
// it is not in.
func (f *FileDialog) enterPath(text string) {
	if home, err := os.UserHomeDir(); err == nil && (text == "~" || strings.HasPrefix(text, "~"+string(filepath.Separator))) {
		text = home + text[1:]
	}
	shown := f.dir
	f.read(func() (listing, error) { return f.follow(text, shown) }, func() { f.path.SetText(f.dir) })
}

// follow finds what a typed path names, from the folder that is shown. It runs beside the window.
func (f *FileDialog) follow(text, shown string) (listing, error) {
	info, err := os.Stat(text)
	if err == nil && (!info.IsDir() || f.whole(text)) && f.Mode != SaveFile {
		return listing{pick: text}, nil
	}
	if err == nil && f.Mode == OpenFolder && filepath.Clean(text) == filepath.Clean(shown) { // it is shown already: Enter again takes it
		return listing{pick: shown}, nil
	}
	dir, name := filepath.Split(filepath.Clean(text))
	above, missing := os.Stat(dir)
	if missing != nil || !above.IsDir() || err == nil && info.IsDir() {
		return f.list(filepath.Clean(text))
	}
	l, err := f.list(filepath.Clean(dir))
	if f.Mode == SaveFile {
		l.name = name
	} else {
		l.note = say.T("There is no %s in this folder.", name)
	}
	return l, err
}

func (f *FileDialog) cell(row, col int) Cell {
	if row >= len(f.rows) {
		return Cell{}
	}
	r := f.rows[row]
	st := Control
	if r.dir {
		st = Control.B()
	}
	switch col {
	case 0:
		name := r.name
		if r.dir {
			name += string(filepath.Separator)
		}
		return Cell{Text: name, Style: st}
	case 1:
		if r.dir || r.size < 0 {
			return Cell{}
		}
		return Cell{Text: FileSize(r.size), Style: Control.In(Muted)}
	}
	return Cell{Text: say.Date(r.at, "2 Jan 2006"), Style: Control.In(Muted)}
}

func (f *FileDialog) open(row int) {
	if r := f.rows[row]; r.dir {
		f.goTo(filepath.Join(f.dir, r.name))
		return
	}
	f.accept()
}

// selected takes the name of the chosen file over when saving.
func (f *FileDialog) selected() {
	if rows := f.table.Selected(); f.Mode == SaveFile && len(rows) == 1 && !f.rows[rows[0]].dir {
		f.name.SetText(f.rows[rows[0]].name)
	}
	f.paint()
}

// chosen lists the paths of what is selected that this mode can take.
func (f *FileDialog) chosen() []string {
	var out []string
	for _, i := range f.table.Selected() {
		if r := f.rows[i]; r.dir == (f.Mode == OpenFolder) || f.Mode == OpenFiles {
			out = append(out, filepath.Join(f.dir, r.name))
		}
	}
	if f.Mode == OpenFolder && len(out) == 0 {
		out = []string{f.dir}
	}
	if (f.Mode == OpenFile || f.Mode == OpenFolder) && len(out) > 1 {
		out = out[:1]
	}
	return out
}

// paint says what the button would do now.
func (f *FileDialog) paint() {
	n, note := len(f.chosen()), ""
	can := n > 0
	switch f.Mode {
	case SaveFile:
		name := strings.TrimSpace(f.name.Text)
		can = name != "" && filepath.Base(name) == name
		if can && f.names[name] {
			note = say.T("A file of this name exists and would be replaced.")
		}
	case OpenFiles:
		switch {
		case n > 1:
			note = say.T("%d chosen. A folder brings all files in it.", n)
		case len(f.rows) > 1:
			note = say.T("Ctrl or Shift chooses several. A folder brings all files in it.")
		}
	case OpenFolder:
		note = filepath.Base(f.chosen()[0])
	}
	f.note.SetText(note)
	f.ok.Disable()
	if can {
		f.ok.Enable()
	}
}

func (f *FileDialog) accept() {
	if f.ok.Disabled() {
		return
	}
	if f.Mode == SaveFile {
		f.pick([]string{filepath.Join(f.dir, strings.TrimSpace(f.name.Text))})
		return
	}
	rows := f.table.Selected()
	if f.Mode == OpenFile && len(rows) == 1 && f.rows[rows[0]].dir {
		f.goTo(filepath.Join(f.dir, f.rows[rows[0]].name))
		return
	}
	f.pick(f.chosen())
}

func (f *FileDialog) pick(paths []string) {
	f.d.Hide()
	lastFolder = f.dir
	if f.OnPick != nil && len(paths) > 0 {
		f.OnPick(paths)
	}
}
