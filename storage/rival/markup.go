package rival

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is the text of an HTML document whose places are counted in bytes of its text nodes, as Taguette does: every byte of them, tags
// not. The text is as people read it: a line for each paragraph, one space for each stretch of white space.
type page struct {
	text     strings.Builder
	out      string // text, when all is read
	runs     []run  // sorted by both
	raw      int    // bytes of text nodes so far
	lead     int    // white space before everything
	pictures int
	marked   bool // there are tags that say more than where paragraphs end
	deep     int
}

// run says that bytes of the text nodes from raw on are bytes of the text from at on, size of them.
type run struct{ raw, at, size int }

// readPage reads HTML as the body of a page.
func readPage(source string) *page {
	p := &page{}
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(source), body)
	if err != nil { // a page nested beyond what can be read
		p.add(source)
	}
	for _, n := range nodes {
		p.walk(n)
	}
	p.out = strings.TrimRight(p.text.String(), " \n\t")
	p.lead = len(source) - len(strings.TrimLeft(source, " \t\r\n\f"))
	return p
}

// deepest bounds how far elements lie in one another; what is deeper is read without paragraphs.
const deepest = 2000

// blocks are elements that stand in lines of their own.
var blocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Li: true, atom.Ul: true, atom.Ol: true,
	atom.Table: true, atom.Tr: true, atom.Blockquote: true, atom.Pre: true, atom.Hr: true, atom.Section: true, atom.Article: true, atom.Header: true, atom.Footer: true,
	atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Figure: true, atom.Figcaption: true, atom.Address: true, atom.Caption: true, atom.Tbody: true, atom.Thead: true,
}

// unmarked are elements that make paragraphs and say no more.
var unmarked = map[atom.Atom]bool{atom.P: true, atom.Div: true, atom.Br: true, atom.Span: true, atom.Html: true, atom.Body: true}

func (p *page) walk(n *html.Node) {
	p.deep++
	defer func() { p.deep-- }()
	switch n.Type {
	case html.TextNode:
		p.add(n.Data)
		return
	case html.CommentNode, html.DoctypeNode:
		return
	}
	p.marked = p.marked || !unmarked[n.DataAtom]
	block := blocks[n.DataAtom]
	switch {
	case n.DataAtom == atom.Img:
		p.pictures++
	case n.DataAtom == atom.Br:
		p.line(true)
	case n.DataAtom == atom.Td, n.DataAtom == atom.Th:
		p.cell()
	case block:
		p.line(false)
	}
	for c := n.FirstChild; c != nil && p.deep < deepest; c = c.NextSibling {
		p.walk(c)
	}
	if block {
		p.line(false)
	}
}

// line ends the line; where one has just ended, only always does.
func (p *page) line(always bool) {
	s := p.text.String()
	if s == "" || !always && strings.HasSuffix(s, "\n") {
		return
	}
	p.text.WriteByte('\n')
}

// cell parts a cell of a table from the one before.
func (p *page) cell() {
	if s := p.text.String(); s != "" && !strings.HasSuffix(s, "\n") {
		p.text.WriteByte('\t')
	}
}

// add adds a text node.
func (p *page) add(s string) {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if blank(r) {
			if p.begun() {
				p.put(i, 1, " ")
			}
			i += size
			for i < len(s) && blank(rune(s[i])) {
				i++
			}
			continue
		}
		end := i + size
		for end < len(s) {
			r, size := utf8.DecodeRuneInString(s[end:])
			if blank(r) {
				break
			}
			end += size
		}
		p.put(i, end-i, clean(s[i:end]))
		i = end
	}
	p.raw += len(s)
}

// clean is a stretch without NUL and bytes that are no letters, at the same length or longer.
func clean(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "\ufffd")
}

// begun reports whether the line has words that a space may follow.
func (p *page) begun() bool {
	s := p.text.String()
	return s != "" && !unicode.IsSpace(rune(s[len(s)-1]))
}

// put adds text that stands for size bytes of the present node from i on.
func (p *page) put(i, size int, text string) {
	r := run{raw: p.raw + i, at: p.text.Len(), size: min(size, len(text))}
	if n := len(p.runs); n > 0 && p.runs[n-1].raw+p.runs[n-1].size == r.raw && p.runs[n-1].at+p.runs[n-1].size == r.at {
		p.runs[n-1].size += r.size
	} else {
		p.runs = append(p.runs, r)
	}
	p.text.WriteString(text)
}

// blank is white space of HTML: one that breaks lines.
func blank(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' }

func (p *page) reading() string { return p.out }

func (p *page) ways() []way {
	if p.lead > 0 {
		return []way{{unit: "bytes"}, skipped}
	}
	return []way{{unit: "bytes"}}
}

// trim drops white space at the ends: between two paragraphs there is none in the text nodes.
func (p *page) trim(start, end int) (int, int) {
	words := p.out[start:end]
	if left := strings.TrimLeft(words, " \t\n"); left != "" {
		start = end - len(left)
		end = start + len(strings.TrimRight(left, " \t\n"))
	}
	return start, end
}

// skipped is the way of counting in which white space before everything is none: a reader of whole pages drops it.
var skipped = way{unit: "bytes", mark: true}

// at tells bytes of text nodes as bytes of the text. One inside a stretch of white space is the place after it for a beginning, which
// is what numbers between runs become; one inside a letter is the beginning of it.
func (p *page) at(w way, sorted []int64) []int {
	out := make([]int, len(sorted))
	for i, n := range sorted {
		if w == skipped {
			n += int64(p.lead)
		}
		out[i] = p.byteOf(n)
	}
	return out
}

func (p *page) byteOf(n int64) int {
	if n < 0 || n > int64(p.raw) {
		return -1
	}
	i := sort.Search(len(p.runs), func(i int) bool { return int64(p.runs[i].raw) > n }) - 1
	if i < 0 {
		return 0
	}
	r := p.runs[i]
	at := r.at + min(int(n)-r.raw, r.size)
	at = min(at, len(p.out))
	for at > 0 && at < len(p.out) && !utf8.RuneStart(p.out[at]) {
		at--
	}
	return at
}
