package rtf

import (
	"context"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"throughline/app/format/charset"
	"throughline/app/format/flow"
)

const (
	// maxDepth bounds how deep groups nest. Word's own documents stay below 40.
	maxDepth = 512
	// look is how often, in words of the format, the context is looked at: far below 100 ms.
	look = 8192
)

// where says what the text of a group is for.
type where int

const (
	inBody where = iota
	inNothing
	inFonts
	inTitle
	inFoot   // a footnote or endnote
	inRemark // the text of a comment
	inAuthor // who made the comment that follows
	inFact   // of a comment: where its passage begins or ends, its id or time
	inList   // the sign of a list item
)

// state is what a group inherits and gives back at its end.
type state struct {
	where    where
	bold     bool
	hidden   bool
	deleted  bool
	fallback int    // bytes that stand in for a character given by number
	font     int    // of the table of fonts
	word     string // the word that made the group what it is
}

// reader reads one file.
type reader struct {
	data []byte
	at   int
	doc  flow.Flow

	state
	stack   []state
	tooDeep bool

	page   string         // encoding of the document
	fonts  map[int]string // encoding by font
	bytes  []byte         // that wait to be decoded
	high   uint16         // first half of a character beyond the first 65,536
	skip   int            // characters to pass over: they stand in for one given by number
	star   bool           // the next word names a group that may be passed over
	para   flow.Para
	inRow  bool
	table  bool            // one is open
	row    bool            // of it, one is open
	small  strings.Builder // text that is not the document's: a title, a name, a comment, a sign
	held   string          // of small, while a fact inside is gathered
	author string          // of the comment that comes, as are ref and date
	ref    string
	date   time.Time
	foot   []string

	passages map[string]bool // that comments are made of

	gone       struct{ deletions, hidden, pictures, embedded int }
	wasDeleted bool
}

func newReader(data []byte) *reader {
	return &reader{data: data, page: "windows-1252", fonts: map[int]string{}, passages: map[string]bool{}, state: state{fallback: 1, font: -1}}
}

// run reads the file to its end.
func (r *reader) run(ctx context.Context) error {
	for n := 0; r.at < len(r.data) && !r.tooDeep; n++ {
		if n%look == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		switch c := r.data[r.at]; c {
		case '{':
			r.flush()
			r.at++
			if len(r.stack) == maxDepth {
				r.tooDeep = true
			}
			r.stack = append(r.stack, r.state)
			r.state.word, r.skip = "", 0
		case '}':
			r.at++
			r.close()
		case '\\':
			r.control()
		case '\r', '\n', 0:
			r.at++
		default:
			r.at++
			r.letter(c)
		}
	}
	for len(r.stack) > 0 {
		r.close()
	}
	r.flush()
	r.endPara()
	r.closeTable()
	for _, text := range r.foot {
		r.doc.Heading(text)
	}
	return nil
}

// letter takes one byte of text.
func (r *reader) letter(c byte) {
	if r.skip > 0 {
		r.skip--
		return
	}
	r.bytes = append(r.bytes, c)
}

// close ends a group.
func (r *reader) close() {
	r.flush()
	r.skip, r.star = 0, false
	if len(r.stack) == 0 {
		return
	}
	was := r.state
	r.state = r.stack[len(r.stack)-1]
	r.stack = r.stack[:len(r.stack)-1]
	if was.where != r.where {
		r.leave(was)
	}
}

// leave takes what was gathered in a group that is not the document's text.
func (r *reader) leave(was state) {
	text := strings.TrimSpace(r.small.String())
	switch was.where {
	case inTitle:
		r.doc.Title = strings.Join(strings.Fields(text), " ")
	case inFoot:
		if text != "" {
			r.foot = append(r.foot, "["+strconv.Itoa(len(r.foot)+1)+"] "+strings.Join(strings.Fields(text), " "))
			r.add("[" + strconv.Itoa(len(r.foot)) + "]")
		}
	case inAuthor:
		r.author = text
	case inRemark:
		r.remark(text)
	case inFact:
		switch was.word {
		case "atrfstart":
			r.passages[text] = true
			r.para.Point(text, false)
		case "atrfend":
			r.para.Point(text, true)
		case "atnref":
			r.ref = text
		case "atndate":
			r.date = packed(text)
		}
		r.small.Reset()
		r.small.WriteString(r.held)
		r.held = ""
		return
	case inList:
		if sign := strings.TrimSpace(text); sign != "" {
			r.para.Prefix = listSign(sign)
		}
	default:
		return
	}
	r.small.Reset()
}

// remark takes the text of a comment. Its passage has the id that the comment names inside; without one it stands at its line.
func (r *reader) remark(text string) {
	n := flow.Note{ID: r.ref, Text: text, Author: r.author, Created: r.date}
	if !r.passages[n.ID] {
		n.ID = "here" + strconv.Itoa(len(r.doc.Notes))
		r.para.Point(n.ID, true)
	}
	r.doc.Notes = append(r.doc.Notes, n)
	r.author, r.ref, r.date = "", "", time.Time{}
}

// packed reads a time as word processors pack it into a number: minute, hour, day, month and the year from 1900, the least first.
func packed(text string) time.Time {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n <= 0 {
		return time.Time{}
	}
	return time.Date(1900+int(n>>20&0x1ff), time.Month(n>>16&0xf), int(n>>11&0x1f), int(n>>6&0x1f), int(n&0x3f), 0, 0, time.UTC)
}

// listSign makes bullets of symbol fonts a bullet.
func listSign(s string) string {
	if strings.ContainsAny(s, "0123456789") || len([]rune(s)) > 1 {
		return s + " "
	}
	return "• "
}

// flush decodes the bytes that wait.
func (r *reader) flush() {
	if len(r.bytes) == 0 {
		return
	}
	b := r.bytes
	r.bytes = r.bytes[:0]
	if r.where == inNothing || r.where == inFonts {
		return
	}
	for _, c := range b {
		if c >= 0x80 {
			enc := r.page
			if own, ok := r.fonts[r.font]; ok {
				enc = own
			}
			r.add(charset.Bytes(enc, b))
			return
		}
	}
	r.add(string(b))
}

// add adds text to the document, or to what is gathered beside it.
func (r *reader) add(s string) {
	switch r.where {
	case inNothing, inFonts:
	case inBody:
		r.addBody(s)
	default:
		r.small.WriteString(s)
	}
}

func (r *reader) addBody(s string) {
	switch {
	case r.deleted:
		if !r.wasDeleted {
			r.gone.deletions++
		}
		r.wasDeleted = true
		return
	case r.hidden:
		r.gone.hidden += len(strings.Fields(s))
		return
	}
	r.wasDeleted = false
	r.para.Add(s, r.bold)
}

// unicode takes a character given by number; two halves make one beyond the first 65,536.
func (r *reader) unicode(n int) {
	r.flush()
	c := uint16(n) // negative numbers stand for those above 32,767
	r.skip = r.fallback
	switch {
	case c >= 0xD800 && c < 0xDC00:
		r.high = c
		return
	case c >= 0xDC00 && c < 0xE000:
		if r.high != 0 {
			r.add(string(utf16.DecodeRune(rune(r.high), rune(c))))
		}
	case c >= 0x20 && (c < 0xE000 || c >= 0xF900): // signs of symbol fonts mean nothing outside their font
		r.add(string(rune(c)))
	}
	r.high = 0
}
