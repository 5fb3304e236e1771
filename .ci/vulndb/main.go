// Vulndb lays the entries of the Go vulnerability database, as its module golang.org/x/vulndb holds them, out the way that govulncheck
// reads a database from a folder: go run ./.ci/vulndb MODULE/data/osv OUT.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// entry is what the index tells of one vulnerability. The rest of its file is copied as it is.
type entry struct {
	ID       string    `json:"id"`
	Modified time.Time `json:"modified"`
	Aliases  []string  `json:"aliases,omitempty"`
	Affected []struct {
		Package struct {
			Name string `json:"name"`
		} `json:"package"`
	} `json:"affected,omitempty"`
}

// mark is one vulnerability in the index of a module. Without the version that is free of it, govulncheck reads the entry itself for what is affected.
type mark struct {
	ID       string    `json:"id"`
	Modified time.Time `json:"modified"`
}

type module struct {
	Path  string `json:"path"`
	Vulns []mark `json:"vulns"`
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: vulndb FOLDER-OF-ENTRIES OUT")
		os.Exit(2)
	}
	if err := lay(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "vulndb:", err)
		os.Exit(1)
	}
}

func lay(from, to string) error {
	files, err := filepath.Glob(filepath.Join(from, "*.json"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no entries in %s: %v", from, err)
	}
	for _, dir := range []string{"ID", "index"} {
		if err := os.MkdirAll(filepath.Join(to, dir), 0o700); err != nil {
			return err
		}
	}
	modules := map[string][]mark{}
	var all []entry
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		var e entry
		if err := json.Unmarshal(data, &e); err != nil || e.ID+".json" != filepath.Base(file) {
			return fmt.Errorf("%s is no entry: %v", file, err)
		}
		if err := os.WriteFile(filepath.Join(to, "ID", e.ID+".json"), data, 0o600); err != nil {
			return err
		}
		for _, a := range e.Affected {
			if m := (mark{ID: e.ID, Modified: e.Modified}); !slices.Contains(modules[a.Package.Name], m) {
				modules[a.Package.Name] = append(modules[a.Package.Name], m)
			}
		}
		e.Affected = nil
		all = append(all, e)
	}
	list := make([]module, 0, len(modules))
	for path, marks := range modules {
		list = append(list, module{path, marks})
	}
	slices.SortFunc(list, func(a, b module) int { return strings.Compare(a.Path, b.Path) })
	newest := slices.MaxFunc(all, func(a, b entry) int { return a.Modified.Compare(b.Modified) })
	for name, value := range map[string]any{"modules": list, "vulns": all, "db": map[string]time.Time{"modified": newest.Modified}} {
		data, err := json.Marshal(value)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, "index", name+".json"), data, 0o600); err != nil {
			return err
		}
	}
	return nil
}
