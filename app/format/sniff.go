package format

import (
	"bytes"
	"context"
	"path"
	"strings"

	"throughline/app"
	"throughline/app/format/charset"
	"throughline/app/format/pack"
	"throughline/app/format/source"
	"throughline/app/format/when"
)

// headBytes is how much of a file Sniff is shown.
const headBytes = 64 << 10

// magics are beginnings that settle the format.
// Short ones in plain letters count only before what is no text.
var magics = []struct{ start, format string }{
	{"%PDF-", "pdf"}, {"{\\rtf", "rtf"}, {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "ole"},
	{"\x89PNG", "image"}, {"\xFF\xD8\xFF", "image"}, {"GIF8", "image"}, {"II*\x00", "image"}, {"MM\x00*", "image"},
	{"ID3", "audio"}, {"OggS", "audio"}, {"fLaC", "audio"}, {"\x1A\x45\xDF\xA3", "video"}, {"RIFF", "audio"},
	{"\x1F\x8B", "archive"}, {"7z\xBC\xAF\x27\x1C", "archive"}, {"Rar!", "archive"}, {"SQLite format 3\x00", "database"},
}

// names gives the format of a file name's extension.
var names = map[string]string{
	"txt": "txt", "text": "txt", "log": "txt", "vtt": "vtt", "webvtt": "vtt", "srt": "srt", "sbv": "sbv",
	"md": "md", "markdown": "md", "docx": "docx", "docm": "docx", "dotx": "docx",
	"csv": "csv", "tsv": "tsv", "tab": "tsv", "xlsx": "xlsx", "xlsm": "xlsx",
	"html": "html", "htm": "html", "xhtml": "html", "json": "json", "xml": "xml", "rtf": "rtf", "pdf": "pdf", "odt": "odt", "ott": "odt", "epub": "epub",
}

// Sniff names a file's format from its first bytes and, where these do not decide, from its name: txt, md, vtt,
// srt, sbv, html, rtf, pdf, docx, odt, epub, xlsx, csv or tsv, which Read reads; or ole, zip, json, xml, image, audio, video,
// archive, database, binary or empty, which it refuses with a sentence. head should hold the first 64 KiB, or all.
func Sniff(name string, head []byte) string {
	if len(head) == 0 {
		return "empty"
	}
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.start)) && (len(m.start) > 4 || m.start[0] >= 0x80 || !isText(head)) {
			return m.format
		}
	}
	ext := extension(name)
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return sniffZip(head, ext)
	case len(head) > 12 && string(head[4:8]) == "ftyp":
		return "video"
	case names[ext] == "docx" || names[ext] == "xlsx" || names[ext] == "epub":
		return names[ext] // its reader says what is wrong
	}
	return sniffText(head, ext)
}

// sniffZip tells office packages apart by the member names at the start of the file.
func sniffZip(head []byte, ext string) string {
	has := func(s string) bool { return bytes.Contains(head, []byte(s)) }
	switch {
	case has("mimetypeapplication/vnd.oasis.opendocument"):
		return "odt"
	case has("mimetypeapplication/epub+zip"):
		return "epub"
	case has("project.qde"):
		return "qdpx"
	case has("word/"):
		return "docx"
	case has("xl/"):
		return "xlsx"
	case has("ppt/"):
		return "pptx"
	case names[ext] == "docx" || names[ext] == "xlsx" || names[ext] == "odt" || names[ext] == "epub":
		return names[ext]
	}
	return "zip"
}

func sniffText(head []byte, ext string) string {
	text, ok := decodeHead(head)
	if !ok {
		if kind, known := names[ext]; known {
			return kind // its reader says that the content is binary, or reads it in an encoding forced
		}
		return "binary"
	}
	if kind := sniffLines(text); kind != "" {
		return kind
	}
	low := strings.ToLower(text[:min(len(text), 512)])
	if strings.HasPrefix(low, "<!doctype html") || strings.HasPrefix(low, "<html") {
		return "html"
	}
	switch kind := names[ext]; kind {
	case "":
		if ext == "json" {
			return kind
		}
		return "txt"
	case "vtt", "srt", "sbv", "pdf", "rtf", "odt":
		return "txt" // so named, but without a single timing line or without the format's beginning
	default:
		if kind == "txt" && isTabTable(text) {
			return "tsv"
		}
		return kind
	}
}

// sniffLines finds caption formats by their first lines.
func sniffLines(text string) string {
	if rest, ok := strings.CutPrefix(text, "WEBVTT"); ok && (rest == "" || strings.ContainsRune(" \t\n", rune(rest[0]))) {
		return "vtt"
	}
	n := 0
	for l := range strings.SplitSeq(text, "\n") {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		if n++; n > 60 {
			break
		}
		_, rest, ok := when.Clock(l)
		if !ok {
			continue
		}
		if arrow, found := strings.CutPrefix(strings.TrimSpace(rest), "-->"); found {
			if _, _, ok := when.Clock(strings.TrimSpace(arrow)); ok {
				if strings.Contains(l[:len(l)-len(rest)], ".") {
					return "vtt"
				}
				return "srt"
			}
		}
		if to, found := strings.CutPrefix(rest, ","); found && n == 1 {
			if _, rest, ok := when.Clock(to); ok && rest == "" {
				return "sbv"
			}
		}
	}
	return ""
}

// isTabTable reports whether the first lines have the same number of tabs, at least two, and do not begin with a time.
// One tab parts a name from what is said.
func isTabTable(text string) bool {
	lines := strings.Split(text, "\n")
	if len(lines) > 1 && len(text) >= headBytes/2 {
		lines = lines[:len(lines)-1] // cut off
	}
	tabs, n := -1, 0
	for _, l := range lines {
		if strings.TrimSpace(l) == "" {
			continue
		}
		if _, _, ok := when.Clock(strings.TrimSpace(l)); ok {
			return false
		}
		c := strings.Count(l, "\t")
		if c < 2 || tabs >= 0 && c != tabs {
			return false
		}
		tabs = c
		if n++; n == 40 {
			break
		}
	}
	return n >= 3
}

// insideZip tells a package by all its member names; those at its start, and its own, may say too little. guess stays
// when they say nothing or cannot be read.
func insideZip(ctx context.Context, f source.File, guess string) string {
	a, err := pack.Open(ctx, f, "a packed archive")
	if err != nil {
		return guess
	}
	switch {
	case a.Has("word/document.xml"):
		return "docx"
	case a.Has("xl/workbook.xml"):
		return "xlsx"
	case a.Has("project.qde"):
		return "qdpx"
	case a.Has("META-INF/container.xml"):
		return "epub"
	case a.Has("content.xml") && a.Has("META-INF/manifest.xml"):
		return "odt"
	}
	return guess
}

func isText(head []byte) bool {
	_, ok := decodeHead(head)
	return ok
}

// decodeHead decodes the start of a file to text.
func decodeHead(head []byte) (string, bool) {
	ctx := context.Background()
	g, err := charset.Detect(ctx, bytes.NewReader(head))
	if err != nil || g.Name == "" {
		return "", false
	}
	text, _, _, err := charset.Decode(ctx, bytes.NewReader(head), g.Name, int64(len(head)), nil)
	return strings.TrimLeft(text, " \t\n"), err == nil
}

func extension(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Ext(strings.ReplaceAll(name, "\\", "/")), "."))
}

// families describe what is read, for the sentence about a wrong name.
var families = map[string]string{
	"txt": "plain text", "md": "Markdown", "vtt": "WebVTT captions", "srt": "SubRip captions", "sbv": "SubViewer captions",
	"html": "a web page", "pdf": "a PDF", "rtf": "rich text", "odt": "an OpenDocument text", "epub": "a book",
	"docx": "a Word document", "xlsx": "an Excel workbook", "csv": "a table", "tsv": "a table",
}

var knownName = map[string]bool{"html": true, "pdf": true, "htm": true, "rtf": true, "odt": true, "epub": true, "vtt": true, "srt": true, "sbv": true, "docx": true, "xlsx": true, "csv": true, "tsv": true, "txt": true}

func sameFamily(ext, format string) bool {
	kind := names[ext]
	table := func(s string) bool { return s == "csv" || s == "tsv" }
	return kind == format || table(kind) && table(format)
}

// refuse says why a file of a format not read here cannot be read, and what to do.
func refuse(f source.File, kind string) *app.Error {
	hint := "Export the transcript as text, Word, VTT or SRT and import that file."
	say := map[string]string{
		"pptx": "is a PowerPoint file, which holds no transcript.",
		"qdpx": "is a project of another research program, not a transcript.",
		"json": "is JSON data, not a transcript.", "xml": "is XML data, not a transcript.",
		"image": "is a picture. Text in pictures cannot be read.", "audio": "is a recording. It has to be transcribed first.",
		"video": "is a recording. It has to be transcribed first.", "archive": "is a packed archive.", "zip": "is a packed archive.",
		"database": "is a database.", "binary": "is not a text file.",
	}
	switch kind {
	case "archive", "zip":
		hint = "Unpack it and import the files in it."
	case "database":
		hint = "To open a workspace, use Open instead of Import."
	case "ole":
		return refuseOLE(f)
	}
	message, ok := say[kind]
	if !ok {
		message = "is of a kind that cannot be read."
	}
	return f.Fail(app.EUnsupported, message, hint, nil)
}

// refuseOLE tells apart what Microsoft's compound files hold: an encrypted package, an old document or an old
// workbook. Their directory names stand in the file as UTF-16.
func refuseOLE(f source.File) *app.Error {
	head, err := f.Head(4 << 20)
	if err != nil {
		head = nil // the sentence below that fits both is still true
	}
	has := func(name string) bool {
		wide := make([]byte, 0, 2*len(name))
		for _, b := range []byte(name) {
			wide = append(wide, b, 0)
		}
		return bytes.Contains(head, wide)
	}
	switch {
	case has("EncryptedPackage") || has("EncryptionInfo"):
		return f.Fail(app.EInvalid, "is protected by a password.", "Open it, save a copy without a password and import the copy.", nil)
	case has("WordDocument"):
		return f.Fail(app.EUnsupported, "is in the old Word format (.doc), which cannot be read.", "Open it in Word and save it as .docx.", nil)
	case has("Workbook"), has("Book"):
		return f.Fail(app.EUnsupported, "is in the old Excel format (.xls), which cannot be read.", "Open it in Excel and save it as .xlsx.", nil)
	}
	return f.Fail(app.EUnsupported, "is in an old Office format or protected by a password.",
		"Open it and save a copy as .docx or .xlsx without a password.", nil)
}

// dateInName finds a day written 2026-03-04, 2026_03_04 or 20260304 in a file's name.
func dateInName(name string) app.Date {
	for i := 0; i+8 <= len(name); i++ {
		if name[i] < '1' || name[i] > '2' || i > 0 && name[i-1] >= '0' && name[i-1] <= '9' {
			continue
		}
		digits := i
		for digits < len(name) && name[digits] >= '0' && name[digits] <= '9' {
			digits++
		}
		s := name[i:min(len(name), i+10)]
		switch {
		case digits-i == 8:
			s = s[:8]
		case digits-i == 4 && len(s) == 10 && s[4] == s[7] && strings.IndexByte("-_.", s[4]) >= 0:
			s = s[:4] + "-" + s[5:7] + "-" + s[8:]
			if i+10 < len(name) && name[i+10] >= '0' && name[i+10] <= '9' {
				continue
			}
		default:
			continue
		}
		if d := when.Date(s, when.Unknown); d != "" {
			return d
		}
	}
	return ""
}
