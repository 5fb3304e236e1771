package refi

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"path"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/format/pack"
	"throughline/app/qda"
)

// Write writes a project as QDPX, valid by the standard's schema whatever p holds: what the schema would refuse is mended or put into a
// member beside. It returns what was mended. Sources with bytes of their own are written with them and in their way of counting; others
// by the standard. Progress counts members. Errors are w's and the context's.
func Write(ctx context.Context, w io.Writer, p *qda.Project, progress app.Progress) ([]app.Loss, error) {
	z := zip.NewWriter(w)
	part, err := z.CreateHeader(&zip.FileHeader{Name: "project.qde", Method: zip.Deflate, Modified: noDay})
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	x := &writer{ctx: ctx, p: p, out: bufio.NewWriterSize(io.MultiWriter(part, sum), 1<<16), places: map[string][]byte{}}
	x.project()
	x.keep()
	if err := x.out.Flush(); err != nil {
		return nil, err
	}
	if x.err != nil {
		return nil, x.err
	}
	members := append(x.members(), qda.Member{Path: sumFile, Data: []byte(hex.EncodeToString(sum.Sum(nil)) + "\n")})
	for i, m := range members {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		progress.Report(int64(i), int64(len(members)), m.Path)
		part, err := z.CreateHeader(&zip.FileHeader{Name: m.Path, Method: zip.Deflate, Modified: noDay})
		if err != nil {
			return nil, err
		}
		if _, err := part.Write(m.Data); err != nil {
			return nil, err
		}
	}
	return x.lost(), z.Close()
}

// noDay is the day of all members: equal projects give equal files.
var noDay = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// writer writes the XML of a project.
type writer struct {
	ctx    context.Context
	p      *qda.Project
	out    *bufio.Writer
	err    error
	open   []string          // elements
	bare   bool              // the last tag is not closed yet
	files  []qda.Member      // of sources, in order
	places map[string][]byte // files by path in small letters
	rest   []restOf          // what the schema has no place for
	mended []string          // what was mended, a word each time
}

// file puts bytes of a source into the archive under the path that it names. A path that leads elsewhere, or is that of other bytes, is changed.
func (x *writer) file(said, guid, ending string, data []byte) string {
	name := strings.TrimPrefix(said, "internal://")
	scheme := len(name) < len(said)
	name = strings.TrimLeft(strings.ReplaceAll(name, `\`, "/"), "/")
	if strings.Contains(name, "://") || name == "" || !pack.Inside("sources/"+name) || path.Clean(name) != name || !x.free(name, data) {
		scheme = true
		for name = guid + ending; !x.free(name, data); {
			name = "x" + name
		}
	}
	key := strings.ToLower(name)
	if _, there := x.places[key]; !there {
		x.places[key] = data
		x.files = append(x.files, qda.Member{Path: "sources/" + name, Data: data})
	}
	if !scheme {
		return said
	}
	return "internal://" + name
}

// free reports whether bytes can stand under a name: nothing does, or the same.
func (x *writer) free(name string, data []byte) bool {
	there, taken := x.places[strings.ToLower(name)]
	return !taken || bytes.Equal(there, data)
}

// members are the files of the archive besides project.qde.
func (x *writer) members() []qda.Member {
	all := x.files
	if len(x.rest) > 0 {
		all = append(all, qda.Member{Path: restFile, Data: jsonOf(x.rest)})
	}
	taken := map[string]bool{"project.qde": true}
	for _, m := range all {
		taken[strings.ToLower(m.Path)] = true
	}
	for _, m := range x.p.Members {
		key := strings.ToLower(m.Path)
		if m.Path == "" || taken[key] || m.Path == restFile || m.Path == sumFile || strings.HasSuffix(key, ".qde") || strings.HasPrefix(path.Clean(m.Path), "..") || path.IsAbs(m.Path) {
			continue
		}
		taken[key] = true
		all = append(all, m)
	}
	return all
}

// lost says what was mended, each kind once.
func (x *writer) lost() []app.Loss {
	var all []app.Loss
	at := map[string]int{}
	for _, what := range x.mended {
		i, ok := at[what]
		if !ok {
			i = len(all)
			at[what] = i
			all = append(all, app.Loss{Kind: what, Degree: app.Degraded})
		}
		all[i].Count++
	}
	for i := range all {
		l := &all[i]
		text, aside := mends[l.Kind], strings.HasPrefix(l.Kind, "unknown")
		l.Text = app.Number(l.Count) + " " + text
		if aside {
			l.Degree = app.Aside
		}
	}
	return all
}

// mends say what was done, after how often.
var mends = map[string]string{
	"guids":            "ids were none and were made anew.",
	"times":            "times could not be read and were left out.",
	"colours":          "colours could not be read and were left out.",
	"signs":            "texts held signs that XML cannot hold: they were left out.",
	"names":            "names were missing and were given.",
	"values":           "values did not fit their variable and are written as text.",
	"types":            "variables were of no known type and are text now.",
	"directions":       "links had no known direction.",
	"places":           "selections had no place in their text and stand at its beginning.",
	"dangling":         "references named something that is not in the project and were left out.",
	"codings":          "codings named no code and were left out.",
	"graphs":           "parts of graphs were not as the standard wants them and were mended or left out.",
	"unknown elements": "elements that the standard does not name are kept in a file beside.",
}

// begin opens an element.
func (x *writer) begin(name string) {
	x.close()
	x.put("\n" + strings.Repeat("  ", len(x.open)) + "<" + name)
	x.open, x.bare = append(x.open, name), true
}

// close ends the tag that is open.
func (x *writer) close() {
	if x.bare {
		x.put(">")
		x.bare = false
	}
}

// end closes the last element.
func (x *writer) end() {
	name := x.open[len(x.open)-1]
	x.open = x.open[:len(x.open)-1]
	if x.bare {
		x.put("/>")
		x.bare = false
		return
	}
	x.put("\n" + strings.Repeat("  ", len(x.open)) + "</" + name + ">")
}

// attr writes an attribute; "" is written as well.
func (x *writer) attr(name, value string) {
	x.put(" " + name + `="` + quoted(x.clean(value)) + `"`)
}

// some writes an attribute unless it is empty.
func (x *writer) some(name, value string) {
	if value != "" {
		x.attr(name, value)
	}
}

// element writes an element with text.
func (x *writer) element(name, text string) {
	x.close()
	x.put("\n" + strings.Repeat("  ", len(x.open)) + "<" + name + ">" + escaped(x.clean(text)) + "</" + name + ">")
}

// about writes a description unless it is empty.
func (x *writer) about(text string) {
	if text != "" {
		x.element("Description", text)
	}
}

func (x *writer) put(s string) {
	if x.err == nil {
		_, x.err = x.out.WriteString(s)
	}
	if x.err == nil {
		x.err = x.ctx.Err()
	}
}

// mend notes that something was mended.
func (x *writer) mend(what string) { x.mended = append(x.mended, what) }

// clean leaves out what XML cannot hold.
func (x *writer) clean(s string) string {
	c := strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 {
			return r
		}
		return -1
	}, strings.ToValidUTF8(s, "\ufffd"))
	if c != s {
		x.mend("signs")
	}
	return c
}

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#xD;")

// escaped is text as XML writes it.
func escaped(s string) string { return escapes.Replace(s) }

var quotes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#xD;", "\n", "&#xA;", "\t", "&#x9;")

// quoted is text as the value of an attribute.
func quoted(s string) string { return quotes.Replace(s) }
