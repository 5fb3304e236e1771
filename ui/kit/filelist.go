package kit

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"throughline/app"
	"throughline/ui/say"
)

// fileRow is one entry of a folder.
type fileRow struct {
	name string
	dir  bool
	size int64
	at   time.Time
}

// listFolder reads a folder: folders first, then the files that accept allows (nil: all), both by name as people
// count (p2 before p10), and the names of all that is there. Hidden entries are no rows.
func listFolder(dir string, accept func(name string) bool) (rows []fileRow, names map[string]bool, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, folderError(dir, err)
	}
	names = make(map[string]bool, len(entries))
	for _, e := range entries {
		names[e.Name()] = true
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		info, err := os.Stat(filepath.Join(dir, e.Name())) // follows links
		if err != nil {
			continue // a dangling link cannot be chosen
		}
		if !info.IsDir() && accept != nil && !accept(e.Name()) {
			continue
		}
		rows = append(rows, fileRow{e.Name(), info.IsDir(), info.Size(), info.ModTime()})
	}
	sort.SliceStable(rows, func(i, j int) bool {
		if rows[i].dir != rows[j].dir {
			return rows[i].dir
		}
		return naturalLess(rows[i].name, rows[j].name)
	})
	return rows, names, nil
}

func folderError(dir string, err error) error {
	e := &app.Error{Code: app.EIO, Op: "list folder", Path: dir, Err: err, Message: say.T("The folder %s cannot be read.", filepath.Base(dir)), Hint: say.T("Choose another folder.")}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Code, e.Message = app.ENotFound, say.T("The folder %s does not exist.", filepath.Base(dir))
	case errors.Is(err, fs.ErrPermission):
		e.Message = say.T("You may not look into the folder %s.", filepath.Base(dir))
	}
	return e
}

// naturalLess orders names as people count: p2 before p10, case aside.
func naturalLess(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	for a != "" && b != "" {
		na, nb := digits(a), digits(b)
		if na > 0 && nb > 0 {
			x, y := strings.TrimLeft(a[:na], "0"), strings.TrimLeft(b[:nb], "0")
			if len(x) != len(y) {
				return len(x) < len(y)
			}
			if x != y {
				return x < y
			}
			a, b = a[na:], b[nb:]
			continue
		}
		if a[0] != b[0] {
			return a[0] < b[0]
		}
		a, b = a[1:], b[1:]
	}
	return len(a) < len(b)
}

// digits is how many digits s begins with.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// FileSize writes a number of bytes for people: "12 KB".
func FileSize(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1_000_000:
		return say.T("%d KB", (n+500)/1000)
	case n < 1_000_000_000:
		return say.T("%.1f MB", float64(n)/1e6)
	}
	return say.T("%.1f GB", float64(n)/1e9)
}

// place is a shortcut to a folder.
type folderPlace struct {
	title string
	path  string
}

// folderPlaces are the folders people keep files in, those that exist.
func folderPlaces() []folderPlace {
	home, err := os.UserHomeDir()
	if err != nil {
		return []folderPlace{{say.T("Computer"), string(filepath.Separator)}}
	}
	places := []folderPlace{{say.T("Home"), home}}
	for _, name := range []string{say.T("Desktop"), say.T("Documents"), say.T("Downloads")} {
		if info, err := os.Stat(filepath.Join(home, name)); err == nil && info.IsDir() {
			places = append(places, folderPlace{name, filepath.Join(home, name)})
		}
	}
	letters := drives()
	if len(letters) == 0 {
		return append(places, folderPlace{say.T("Computer"), filepath.VolumeName(home) + string(filepath.Separator)})
	}
	for _, letter := range letters {
		places = append(places, folderPlace{say.T("Drive %s", letter), letter + string(filepath.Separator)})
	}
	return places
}
