package app

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"strings"
)

// Origin is what a project of another program said that no record here can hold: its skeleton, without the texts, so that it can be
// written back as it came.
type Origin struct {
	ID       OriginID  `json:"id"`
	Study    StudyID   `json:"study"`
	File     string    `json:"file"`              // its name, without folders
	Program  string    `json:"program,omitempty"` // as the file says it: "NVivo for Windows 12.6"
	Format   string    `json:"format"`            // "qdpx", "qualcoder", …
	Names    []OldName `json:"names,omitempty"`   // records whose id is not the GUID that the file gives them
	Skeleton []byte    `json:"skeleton"`          // packed JSON, see PackJSON
	Stamp
}

// OldName is under which id a project of another program knew a record.
type OldName struct {
	Kind Kind   `json:"kind"`
	GUID string `json:"guid"` // in lower case
	ID   string `json:"id"`
}

// OriginFile is a file inside such a project that is not the text of an interview: formatted text, PDF, picture, recording, or what no
// program but its own can read.
type OriginFile struct {
	ID        OriginFileID `json:"id"`
	Origin    OriginID     `json:"origin"`
	Study     StudyID      `json:"study"`
	Interview InterviewID  `json:"interview,omitempty"` // whose text it belongs to; "" for none
	Of        string       `json:"of,omitempty"`        // GUID of the source it is of; "" for a file that nothing speaks of
	Path      string       `json:"path"`                // as the project names it
	Data      []byte       `json:"data"`
	Stamp
}

// Ref names the record.
func (o *Origin) Ref() Ref { return Ref{KindOrigin, string(o.ID)} }

// Filed says which study came from it.
func (o *Origin) Filed() Filing { return Filing{Study: o.Study} }

// Called is the name of the file.
func (o *Origin) Called() string { return o.File }

// Validate refuses an origin of nothing.
func (o *Origin) Validate() error {
	if o.Study == "" || o.Format == "" {
		return Invalid("What is kept of an imported project needs a study and a format.", "")
	}
	return nil
}

// Equal reports whether other is the same in the same state.
func (o *Origin) Equal(other Record) bool {
	p, ok := other.(*Origin)
	return ok && bytes.Equal(o.Skeleton, p.Skeleton) && samePaper(o, other)
}

// Ref names the record.
func (f *OriginFile) Ref() Ref { return Ref{KindOriginFile, string(f.ID)} }

// Filed says to which study and interview it belongs.
func (f *OriginFile) Filed() Filing { return Filing{Study: f.Study, Interview: f.Interview} }

// Called is the file's path in the project.
func (f *OriginFile) Called() string { return f.Path }

// Validate refuses a file of no project.
func (f *OriginFile) Validate() error {
	if f.Study == "" || f.Origin == "" || f.Path == "" {
		return Invalid("A file of an imported project needs its project and its path.", "")
	}
	return nil
}

// Equal reports whether o is the same file in the same state.
func (f *OriginFile) Equal(o Record) bool {
	g, ok := o.(*OriginFile)
	return ok && f.ID == g.ID && f.Origin == g.Origin && f.Study == g.Study && f.Interview == g.Interview && f.Of == g.Of && f.Path == g.Path &&
		bytes.Equal(f.Data, g.Data) && f.Stamp.equal(g.Stamp)
}

// maxPacked bounds what UnpackJSON unpacks, in bytes.
const maxPacked = 512 << 20

// PackJSON writes a value as packed JSON. Equal values give equal bytes.
func PackJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	e := json.NewEncoder(z)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	err := z.Close()
	return b.Bytes(), err
}

// UnpackJSON reads what PackJSON wrote into v. Returns EDamaged for anything else.
func UnpackJSON(data []byte, v any) error {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err == nil {
		d := json.NewDecoder(io.LimitReader(z, maxPacked))
		d.UseNumber()
		err = d.Decode(v)
	}
	if err != nil {
		return &Error{Code: EDamaged, Message: "What was kept of an imported project cannot be read.", Hint: "Undo the import, or import the project again.", Err: err}
	}
	return nil
}

// OriginScrub says what of a skeleton is kept when something is erased. Things are known by their GUID, in lower case.
type OriginScrub struct {
	Words func(text string) string // what stays of a text
	Goes  func(guid string) bool   // a thing goes, with all that stands in it
	Hush  func(guid string) bool   // a thing stays, and nothing that is written inside it
}

// Scrubbed is what is left of an origin; the same when nothing changes.
func (o *Origin) Scrubbed(s OriginScrub) (*Origin, error) {
	var tree any
	if err := UnpackJSON(o.Skeleton, &tree); err != nil {
		return nil, err
	}
	w := skeletonWalk{OriginScrub: s}
	tree, _ = w.value(tree, false)
	out := *o
	out.File, out.Program = s.Words(o.File), s.Words(o.Program)
	if !w.changed && out.File == o.File && out.Program == o.Program {
		return o, nil
	}
	var err error
	out.Skeleton, err = PackJSON(tree)
	return &out, err
}

// skeletonWalk goes through the JSON of a skeleton.
type skeletonWalk struct {
	OriginScrub
	changed bool
}

// value is what is kept of v, and false where all of it goes. Inside what is hushed no name and no description stays.
func (w *skeletonWalk) value(v any, hushed bool) (any, bool) {
	switch v := v.(type) {
	case string:
		now := w.Words(v)
		w.changed = w.changed || now != v
		return now, true
	case []any:
		kept := make([]any, 0, len(v))
		for _, item := range v {
			if now, stays := w.value(item, hushed); stays {
				kept = append(kept, now)
			}
		}
		return kept, true
	case map[string]any:
		return w.thing(v, hushed)
	}
	return v, true
}

// thing is value for what has fields.
func (w *skeletonWalk) thing(v map[string]any, hushed bool) (any, bool) {
	id, _ := v["GUID"].(string)
	id = strings.ToLower(strings.Trim(id, "{} "))
	if id != "" && w.Goes(id) {
		w.changed = true
		return nil, false
	}
	if hushed {
		for _, key := range []string{"Name", "Description", "Rest", "Text"} {
			if said, ok := v[key]; ok && said != "" {
				w.changed = true
				delete(v, key)
			}
		}
	}
	hushed = hushed || id != "" && w.Hush(id)
	for key, item := range v { // each is changed on its own: the order does not matter
		now, stays := w.value(item, hushed)
		if !stays {
			now = nil
		}
		v[key] = now
	}
	return v, true
}
