package playbook

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"

	"throughline/app"
)

// Spec is what a saved connection of a tool does, as app.ToolProfile.Spec keeps it.
type Spec struct {
	Path  string      `json:"path"`            // the file that is read or written; for interviews a folder as well
	Study app.StudyID `json:"study,omitempty"` // "" for all
}

// Connection is a sort of import or export that can be saved with a tool.
type Connection struct {
	What    string
	Title   string // "Findings as a table"
	Out     bool
	Endings []string // of the files, with the dot; the first is the usual one
	Folder  bool     // a folder can be chosen as well
	Study   bool     // it is of a study, or of all
}

// Connections lists the sorts of connections, imports first.
func Connections() []Connection {
	return []Connection{
		{What: "people", Title: "People from a table", Endings: []string{".csv", ".tsv", ".xlsx"}},
		{What: "interviews", Title: "Interviews from a folder or file", Folder: true, Study: true, Endings: []string{".vtt", ".srt", ".docx", ".txt", ".md", ".csv", ".xlsx"}},
		{What: "codebook", Title: "Codebook from a file", Study: true, Endings: []string{".qdc", ".csv", ".xlsx"}},
		{What: "templates", Title: "Templates from a file", Endings: []string{".json", ".md"}},
		{What: "findings", Title: "Findings as a table", Out: true, Study: true, Endings: []string{".csv", ".xlsx"}},
		{What: "memos", Title: "Memos", Out: true, Study: true, Endings: []string{".md", ".csv"}},
		{What: "codebook", Title: "Codebook", Out: true, Study: true, Endings: []string{".qdc", ".csv"}},
		{What: "templates", Title: "Templates", Out: true, Endings: []string{".json"}},
		{What: "tools", Title: "This register", Out: true, Endings: []string{".csv", ".xlsx"}},
	}
}

// ConnectionOf returns the sort of a saved connection; ok is false for one that this version does not know.
func ConnectionOf(p app.ToolProfile) (c Connection, ok bool) {
	all := Connections()
	i := slices.IndexFunc(all, func(c Connection) bool { return c.What == p.What && c.Out == p.Out })
	if i < 0 {
		return Connection{}, false
	}
	return all[i], true
}

// SpecOf reads what a connection does. Returns EInvalid for what cannot be read, or has no path, or a path of another ending.
func SpecOf(p app.ToolProfile) (Spec, error) {
	var s Spec
	if err := json.Unmarshal([]byte(p.Spec), &s); err != nil {
		return s, &app.Error{Code: app.EInvalid, Message: "The connection “" + p.Name + "” cannot be read.", Hint: "Set it up again.", Err: err}
	}
	c, ok := ConnectionOf(p)
	if !ok {
		return s, &app.Error{Code: app.EUnsupported, Message: "The connection “" + p.Name + "” is of a sort that this version does not know.", Hint: "Use a newer Throughline."}
	}
	return s, c.Check(s)
}

// Check returns EInvalid for a path that a connection cannot use.
func (c Connection) Check(s Spec) error {
	ext := strings.ToLower(filepath.Ext(s.Path))
	switch {
	case strings.TrimSpace(s.Path) == "":
		return app.Invalid("A connection needs a file.", "Choose where its data comes from or goes to.")
	case c.Folder, slices.Contains(c.Endings, ext):
		return nil
	}
	return app.Invalid("“"+filepath.Base(s.Path)+"” has the wrong ending.", "Choose a file that ends in "+strings.Join(c.Endings, ", ")+".")
}
