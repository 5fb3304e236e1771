package refi

import (
	"strconv"
	"strings"

	"throughline/app/qda"
)

// elements are the names of sources and of their selections, by kind.
var elements = map[qda.SourceKind][2]string{
	qda.Text: {"TextSource", "PlainTextSelection"}, qda.PDF: {"PDFSource", "PDFSelection"}, qda.Picture: {"PictureSource", "PictureSelection"},
	qda.Audio: {"AudioSource", "AudioSelection"}, qda.Video: {"VideoSource", "VideoSelection"},
}

// kindOf is the kind of a source; text for one of no known kind.
func kindOf(s *qda.Source) qda.SourceKind {
	if _, ok := elements[s.Kind]; ok {
		return s.Kind
	}
	return qda.Text
}

// ofSources writes a source of any kind.
func (x *writer) anySource(s *qda.Source) { x.source(s, elements[kindOf(s)][0]) }

// source writes a source, a note, or the text of either, under the name of its element.
func (x *writer) source(s *qda.Source, element string) {
	kind := kindOf(s)
	x.begin(element)
	x.attr("guid", x.guid(s.GUID))
	x.some("name", s.Name)
	if kind == qda.Text {
		x.textPaths(s)
	} else {
		x.some("path", x.path(s, s.Path, ".bin", s.Data))
		x.some("currentPath", s.CurrentPath)
	}
	x.made(s.Made, "")
	x.about(s.Description)
	x.content(s, kind)
	x.codings(s.Codings)
	x.refs("NoteRef", s.NoteRefs)
	x.values(s.Values)
	x.end()
}

// path is what names a file of a source, which goes into the archive when its bytes are there.
func (x *writer) path(s *qda.Source, said, ending string, data []byte) string {
	if data == nil {
		return said
	}
	if i := strings.LastIndexByte(said, '.'); i > 0 && len(said)-i < 6 && !strings.ContainsAny(said[i:], "/\\") {
		ending = said[i:]
	}
	return x.file(said, strings.Trim(x.guid(s.GUID), "{} "), ending, data)
}

// textPaths writes where the text of a source is: in the archive, unless it stands in the XML.
func (x *writer) textPaths(s *qda.Source) {
	x.some("richTextPath", x.path(s, s.Path, ".docx", s.Data))
	if x.inline(s) {
		return
	}
	data := s.Plain
	if data == nil && s.Text != "" {
		data = []byte(s.Text)
	}
	x.some("plainTextPath", x.path(s, s.PlainPath, ".txt", data))
}

// inline reports whether a text stands in the XML. The schema's authors allow one of both.
func (x *writer) inline(s *qda.Source) bool { return s.Inline && s.Plain == nil }

// content writes what is inside a source: texts and selections, in the order of the schema for its kind.
func (x *writer) content(s *qda.Source, kind qda.SourceKind) {
	switch kind {
	case qda.Text:
		if x.inline(s) {
			x.element("PlainTextContent", s.Text)
		}
	case qda.Picture:
		if s.Of != nil {
			x.source(s.Of, "TextDescription")
		}
	case qda.Audio, qda.Video:
		for i := range s.Transcripts {
			x.transcript(&s.Transcripts[i])
		}
	}
	for i := range s.Selections {
		x.selection(&s.Selections[i], elements[kind][1], kind)
	}
	if kind == qda.PDF && s.Of != nil {
		x.source(s.Of, "Representation")
	}
}

func (x *writer) transcript(t *qda.Transcript) {
	x.begin("Transcript")
	x.attr("guid", x.guid(t.GUID))
	x.some("name", t.Name)
	x.textPaths(&t.Source)
	x.made(t.Made, "")
	x.about(t.Description)
	if x.inline(&t.Source) {
		x.element("PlainTextContent", t.Text)
	}
	for _, p := range t.Sync {
		x.begin("SyncPoint")
		x.attr("guid", x.guid(p.GUID))
		if p.At != nil {
			x.attr("timeStamp", strconv.FormatInt(*p.At, 10))
		}
		if p.Position != nil {
			x.attr("position", strconv.FormatInt(*p.Position, 10))
		}
		x.end()
	}
	for i := range t.Selections {
		x.selection(&t.Selections[i], "TranscriptSelection", "")
	}
	for range t.Codings {
		x.mend("codings")
	}
	x.refs("NoteRef", t.NoteRefs)
	x.end()
}

// selection writes a passage, region or stretch of a recording.
func (x *writer) selection(s *qda.Selection, element string, kind qda.SourceKind) {
	number := func(name string, n int64) { x.attr(name, strconv.FormatInt(n, 10)) }
	x.begin(element)
	x.attr("guid", x.guid(s.GUID))
	x.some("name", s.Name)
	switch kind {
	case qda.Text:
		number("startPosition", s.From)
		number("endPosition", s.To)
	case qda.Audio, qda.Video:
		number("begin", s.From)
		number("end", s.To)
	case qda.PDF, qda.Picture:
		if kind == qda.PDF {
			number("page", s.Page)
		}
		for i, name := range corners {
			number(name, s.Box[i])
		}
	default:
		x.userAttr("fromSyncPoint", s.FromSync)
		x.userAttr("toSyncPoint", s.ToSync)
	}
	x.made(s.Made, "")
	x.about(s.Description)
	if kind == qda.PDF && s.Of != nil {
		x.source(s.Of, "Representation")
	}
	x.codings(s.Codings)
	x.refs("NoteRef", s.NoteRefs)
	x.end()
}

func (x *writer) codings(all []qda.Coding) {
	for i := range all {
		c := &all[i]
		if strings.TrimSpace(string(c.Code)) == "" {
			x.mend("codings")
			continue
		}
		x.begin("Coding")
		x.attr("guid", x.guid(c.GUID))
		x.userAttr("creatingUser", c.By)
		x.time("creationDateTime", c.At)
		x.refs("CodeRef", []qda.GUID{c.Code})
		x.refs("NoteRef", c.NoteRefs)
		x.end()
	}
}
