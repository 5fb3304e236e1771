package rtf

import (
	"strconv"
	"strings"

	"throughline/app/format/charset"
)

// control reads what begins with a backslash: a sign, a byte by number, or a word with its number.
func (r *reader) control() {
	r.at++
	if r.at >= len(r.data) {
		return
	}
	c := r.data[r.at]
	if isLetter(c) {
		r.word()
		return
	}
	r.at++
	switch c {
	case '\'':
		if r.at+2 <= len(r.data) {
			if n, err := strconv.ParseUint(string(r.data[r.at:r.at+2]), 16, 8); err == nil {
				r.letter(byte(n))
			}
			r.at += 2
		}
	case '\\', '{', '}':
		r.letter(c)
	case '*':
		r.star = true
	case '~':
		r.sign("\u00a0")
	case '_':
		r.sign("-")
	case '\r', '\n':
		r.flush()
		r.endPara()
	}
}

// sign adds a character that has a name.
func (r *reader) sign(s string) {
	if r.skip > 0 {
		r.skip--
		return
	}
	r.flush()
	r.add(s)
}

// word reads a word of letters with its number, and the blank that ends it.
func (r *reader) word() {
	name := string(r.stretch(32, isLetter))
	sign := ""
	if r.at < len(r.data) && r.data[r.at] == '-' {
		r.at++
		sign = "-"
	}
	n, err := strconv.Atoi(sign + string(r.stretch(12, isDigit)))
	if err != nil {
		n = 1 // a word without a number switches on
	}
	if r.at < len(r.data) && r.data[r.at] == ' ' {
		r.at++
	}
	star := r.star
	r.star = false
	w, ok := groups[name]
	switch {
	case name == "bin":
		r.at = min(len(r.data), r.at+max(0, n))
	case ok:
		r.enter(w, name)
	case star:
		r.enter(inNothing, name)
	case name != "u" && r.skip > 0:
		r.skip-- // a word may stand in for a character as well
	default:
		r.do(name, n, err == nil)
	}
}

// stretch passes over bytes of a kind and returns the first of them, at most a number.
func (r *reader) stretch(most int, is func(byte) bool) []byte {
	from := r.at
	for r.at < len(r.data) && is(r.data[r.at]) {
		r.at++
	}
	return r.data[from:min(r.at, from+most)]
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// groups are words that say what their group is for.
var groups = map[string]where{
	"fonttbl": inFonts, "title": inTitle, "footnote": inFoot, "annotation": inRemark, "atnauthor": inAuthor, "atrfstart": inFact, "atrfend": inFact,
	"atnref": inFact, "listtext": inList, "pntext": inList, "shptxt": inBody,
	"colortbl": inNothing, "stylesheet": inNothing, "info": inNothing, "pict": inNothing, "object": inNothing, "fldinst": inNothing, "header": inNothing,
	"footer": inNothing, "headerl": inNothing, "headerr": inNothing, "headerf": inNothing, "footerl": inNothing, "footerr": inNothing, "footerf": inNothing,
	"listtable": inNothing, "listoverridetable": inNothing, "revtbl": inNothing, "rsidtbl": inNothing, "themedata": inNothing, "datastore": inNothing,
	"xe": inNothing, "tc": inNothing, "bkmkstart": inNothing, "bkmkend": inNothing, "atndate": inFact, "atnid": inNothing, "atntime": inNothing, "shpinst": inNothing,
	"generator": inNothing, "nonshppict": inNothing, "latentstyles": inNothing, "mmathPr": inNothing, "private": inNothing, "filetbl": inNothing,
}

// enter makes the group at hand what its first word says. Inside a group that is passed over nothing changes, but titles stand in the one of
// facts about the document.
func (r *reader) enter(w where, name string) {
	r.flush()
	if r.where == inNothing && !(w == inTitle && r.state.word == "" && r.parent() == "info") {
		return
	}
	switch {
	case w == inBody:
		return
	case name == "pict":
		r.gone.pictures++
	case name == "object", name == "shpinst":
		r.gone.embedded++
	case r.where != inBody && r.where != inNothing && w != inNothing && w != inFact:
		return // a footnote in a comment is part of it
	}
	if w == inFact {
		r.held = r.small.String()
	}
	if w != inNothing && w != inFonts {
		r.small.Reset()
	}
	r.where, r.state.word = w, name
}

// parent is the word of the group around the one at hand.
func (r *reader) parent() string {
	if n := len(r.stack); n > 0 {
		return r.stack[n-1].word
	}
	return ""
}

// do carries out a word that is no group.
func (r *reader) do(name string, n int, numbered bool) {
	if s, ok := signs[name]; ok {
		r.sign(s)
		return
	}
	switch name {
	case "u":
		if numbered {
			r.unicode(n)
		}
	case "uc":
		r.fallback = min(max(0, n), 8)
	case "ansicpg":
		r.page = codepage(n, r.page)
	case "mac":
		r.page = "macintosh"
	case "f":
		r.flush()
		r.font = n
	case "fcharset":
		if enc, ok := charsets[n]; ok && r.where == inFonts {
			r.fonts[r.font] = enc
		}
	case "b":
		r.flush()
		r.bold = n != 0
	case "v":
		r.flush()
		r.hidden = n != 0
	case "deleted":
		r.flush()
		r.deleted = n != 0
	case "plain":
		r.flush()
		r.bold, r.hidden, r.deleted = false, false, false
	default:
		r.layout(name, n)
	}
}

// layout carries out words about paragraphs and tables.
func (r *reader) layout(name string, n int) {
	switch name {
	case "par", "sect", "page", "column":
		r.flush()
		if r.where == inBody {
			r.endPara()
		} else {
			r.add("\n")
		}
	case "line":
		r.sign("\n")
	case "pard":
		r.flush()
		r.inRow = false
		r.para.Heading = false
	case "outlinelevel":
		r.para.Heading = n < 9
	case "intbl":
		r.inRow = true
	case "cell", "nestcell":
		r.flush()
		r.cell()
	case "row", "nestrow":
		r.flush()
		r.row = false
	}
}

// cell ends a cell of the row at hand.
func (r *reader) cell() {
	if !r.table {
		r.table, r.row = true, false
		r.doc.OpenTable()
	}
	if !r.row {
		r.row = true
		r.doc.Row()
	}
	r.doc.Cell()
	heading := r.para.Heading
	r.para.Heading = false
	r.doc.Emit(&r.para)
	r.para.Heading = heading
}

// endPara ends a paragraph. The first one outside a row ends the table before it. Paragraphs of one cell are told apart when the cell ends, by line.
func (r *reader) endPara() {
	if r.inRow && r.where == inBody {
		r.para.Add("\n", r.bold)
		return
	}
	if strings.TrimSpace(r.para.String()) != "" {
		r.closeTable()
	}
	heading := r.para.Heading
	r.doc.Emit(&r.para)
	r.para.Heading = heading
}

func (r *reader) closeTable() {
	if r.table {
		r.table = false
		r.doc.CloseTable()
	}
}

// signs are characters that have names.
var signs = map[string]string{
	"tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
	"emspace": " ", "enspace": " ", "qmspace": " ",
}

// charsets are the encodings of fonts by their number.
var charsets = map[int]string{
	0: "windows-1252", 77: "macintosh", 128: "shift_jis", 129: "euc-kr", 134: "gbk", 136: "big5", 161: "windows-1253", 162: "windows-1254",
	163: "windows-1258", 177: "windows-1255", 178: "windows-1256", 186: "windows-1257", 204: "windows-1251", 222: "windows-874", 238: "windows-1250",
}

// codepage names the encoding of a code page, or what was for one not known.
func codepage(n int, was string) string {
	switch n {
	case 932:
		return "shift_jis"
	case 936:
		return "gbk"
	case 949:
		return "euc-kr"
	case 950:
		return "big5"
	case 65001:
		return "utf-8"
	case 10000:
		return "macintosh"
	}
	for _, name := range []string{"windows-" + strconv.Itoa(n), "ibm" + strconv.Itoa(n)} {
		if _, ok := charset.Canonical(name); ok {
			return name
		}
	}
	return was
}
