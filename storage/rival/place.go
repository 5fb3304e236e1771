package rival

import (
	"context"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// way is one way to count places in a text. The zero way counts code points from 0, a line end with carriage return as two, the byte
// order mark as none, and has the end after the last.
type way struct {
	unit  string // "" code points, "utf16", "bytes"
	lf    bool   // a line end is one, whatever it is made of
	mark  bool   // the byte order mark counts
	first int64  // the number of the first place
	last  bool   // the end is the last place itself
}

// scale tells places in a text: numbers of the file as bytes of the text.
type scale interface {
	reading() string // the text
	ways() []way     // that differ in this text, the most likely first
	// at gives the byte for each number, which are sorted, and -1 for one outside the text. Numbers count from 0.
	at(w way, sorted []int64) []int
	// trim is a passage without what a place between two letters cannot tell to be in it or not.
	trim(start, end int) (int, int)
}

// claim is a passage as a file tells it: its places, and its words if it kept them.
type claim struct {
	from, to int64
	words    string

	start, end int // bytes, -1 without a place
	how        placing
}

// placing says how a claim was given its place.
type placing uint8

const (
	unplaced  placing = iota
	unchecked         // there were no words to hold against it
	equal             // the words are those of the text
	counted           // as equal, under another way of counting than the others of its text
	moved             // the nearest place that has the words
	differing         // the words are others, and nowhere to be found
)

// survey is how the claims on one text came out.
type survey struct {
	checked, equal int // claims with words, and those that stand where their words are now
	best           way
}

// place finds the places of claims in a text. The way of counting that makes most of them say their own words is taken; a claim that
// does not is put where another way or a search finds its words, and else left where the numbers say.
func place(ctx context.Context, s scale, claims []claim) (survey, error) {
	var out survey
	ways := s.ways()
	text := s.reading()
	spans := make([][][2]int, 0, len(ways))
	best, most := 0, -1
	for i, w := range ways {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		spans = append(spans, span(s, w, claims))
		checked, n := agree(text, claims, spans[i])
		out.checked = checked
		if n > most {
			best, most = i, n
		}
		if n == checked {
			break // none can be better
		}
	}
	out.best = ways[best]
	f := finder{text: text}
	for i := range claims {
		if i%64 == 0 && ctx.Err() != nil {
			return out, ctx.Err()
		}
		c := &claims[i]
		c.start, c.end = spans[best][i][0], spans[best][i][1]
		settle(c, i, spans, &f)
		if c.how == equal || c.how == counted || c.how == moved {
			out.equal++
		}
	}
	return out, nil
}

// settle decides about one claim that has the place which the best way gives it.
func settle(c *claim, i int, spans [][][2]int, f *finder) {
	if c.words == "" {
		if c.how = unchecked; c.start < 0 {
			c.how = unplaced
		}
		return
	}
	if c.start >= 0 && same(f.text[c.start:c.end], c.words) {
		c.how = equal
		return
	}
	for _, by := range spans {
		if at := by[i]; at[0] >= 0 && same(f.text[at[0]:at[1]], c.words) {
			c.start, c.end, c.how = at[0], at[1], counted
			return
		}
	}
	near := c.start
	if near < 0 {
		near = int(min(max(c.from, 0), int64(len(f.text))))
	}
	if start, end := f.nearest(c.words, near); start >= 0 {
		c.start, c.end, c.how = start, end, moved
		return
	}
	if c.how = differing; c.start < 0 {
		c.how = unplaced
	}
}

// span gives the bytes of each claim under a way of counting, -1 for both when it does not lie in the text.
func span(s scale, w way, claims []claim) [][2]int {
	numbers := make([]int64, 0, 2*len(claims))
	bounds := func(c *claim) (from, to int64) {
		from, to = min(c.from, c.to)-w.first, max(c.from, c.to)-w.first
		if w.last {
			to++
		}
		return from, to
	}
	for i := range claims {
		from, to := bounds(&claims[i])
		numbers = append(numbers, from, to)
	}
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	at := s.at(w, numbers)
	find := func(n int64) int {
		i, _ := slices.BinarySearch(numbers, n)
		return at[i]
	}
	out := make([][2]int, len(claims))
	for i := range claims {
		from, to := bounds(&claims[i])
		start, end := find(from), find(to)
		if start < 0 || end < start {
			start, end = -1, -1
		}
		out[i] = [2]int{start, end}
	}
	return out
}

// agree counts the claims that have words, and those whose words stand at their place.
func agree(text string, claims []claim, spans [][2]int) (checked, equal int) {
	for i, c := range claims {
		if c.words == "" {
			continue
		}
		checked++
		if at := spans[i]; at[0] >= 0 && same(text[at[0]:at[1]], c.words) {
			equal++
		}
	}
	return checked, equal
}

// same reports whether two passages say the same, white space aside.
func same(a, b string) bool { return a == b || squeeze(a) == squeeze(b) }

// squeeze is a text with one space for each stretch of white space, none round it.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// plain is a text whose places are counted as it stands.
type plain struct {
	raw, text string
	usual     []way // how the program counts, the most likely first; none for the zero way
}

// newPlain makes the text of what a file has: line feeds, no byte order mark.
func newPlain(raw string, usual ...way) *plain {
	text := strings.TrimPrefix(raw, mark)
	if strings.ContainsRune(text, '\r') {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	return &plain{raw: raw, text: text, usual: usual}
}

const mark = "\ufeff"

func (p *plain) reading() string { return p.text }

func (p *plain) trim(start, end int) (int, int) { return start, end }

// ways are those that count this text differently.
func (p *plain) ways() []way {
	ways := slices.Clone(p.usual)
	if len(ways) == 0 {
		ways = []way{{}}
	}
	also := func(when bool, change func(*way)) {
		if !when {
			return
		}
		for _, w := range slices.Clone(ways) {
			change(&w)
			ways = append(ways, w)
		}
	}
	also(strings.Contains(p.raw, "\r\n"), func(w *way) { w.lf = true })
	also(strings.ContainsFunc(p.raw, func(r rune) bool { return r > 0xffff }), func(w *way) { w.unit = "utf16" })
	also(strings.HasPrefix(p.raw, mark), func(w *way) { w.mark = true })
	if strings.ContainsFunc(p.raw, func(r rune) bool { return r >= utf8.RuneSelf }) {
		ways = append(ways, way{unit: "bytes"})
	}
	return ways
}

// at walks the text once.
func (p *plain) at(w way, sorted []int64) []int {
	out := make([]int, len(sorted))
	next := 0
	for next < len(sorted) && sorted[next] < 0 {
		out[next] = -1
		next++
	}
	var n int64
	at := 0
	raw := p.raw
	if strings.HasPrefix(raw, mark) {
		raw = raw[len(mark):]
		if w.mark {
			n = int64(w.width(0xfeff))
		}
	}
	for i, r := range raw {
		for next < len(sorted) && sorted[next] <= n {
			out[next] = at
			next++
		}
		if next == len(sorted) {
			return out
		}
		switch {
		case r == '\r' && i+1 < len(raw) && raw[i+1] == '\n':
			if !w.lf {
				n++ // its line feed makes the other
			}
		default:
			n += int64(w.width(r))
			at += utf8.RuneLen(r)
		}
	}
	for ; next < len(sorted); next++ {
		if out[next] = at; sorted[next] > n {
			out[next] = -1
		}
	}
	return out
}

// width is how many units a rune counts.
func (w way) width(r rune) int {
	switch {
	case w.unit == "bytes":
		return utf8.RuneLen(r)
	case w.unit == "utf16" && r > 0xffff:
		return 2
	}
	return 1
}

// finder looks for words in a text.
type finder struct {
	text     string
	squeezed string // the text with one space for each stretch of white space; made when first needed
	back     []int  // of each byte of squeezed, its byte in text
}

// nearest finds the words where they stand nearest to a byte; as they are, or else white space aside. Returns -1, -1 for nowhere.
func (f *finder) nearest(words string, near int) (start, end int) {
	words = newPlain(words).text
	if at := nearest(f.text, words, near); at >= 0 {
		return at, at + len(words)
	}
	words = squeeze(words)
	if words == "" {
		return -1, -1
	}
	f.squeeze()
	at := nearest(f.squeezed, words, sort.SearchInts(f.back, near))
	if at < 0 {
		return -1, -1
	}
	start, last := f.back[at], f.back[at+len(words)-1]
	_, n := utf8.DecodeRuneInString(f.text[last:])
	for !utf8.RuneStart(f.text[last]) { // a squeezed byte in the middle of a rune
		last--
		_, n = utf8.DecodeRuneInString(f.text[last:])
	}
	return start, last + n
}

// squeeze fills squeezed and back.
func (f *finder) squeeze() {
	if f.back != nil {
		return
	}
	var b strings.Builder
	f.back = make([]int, 0, len(f.text)+1)
	gap := -1
	for i, r := range f.text {
		if unicode.IsSpace(r) {
			if gap < 0 {
				gap = i
			}
			continue
		}
		if gap >= 0 && b.Len() > 0 {
			b.WriteByte(' ')
			f.back = append(f.back, gap)
		}
		gap = -1
		n := utf8.RuneLen(r)
		b.WriteString(f.text[i : i+n])
		for k := range n {
			f.back = append(f.back, i+k)
		}
	}
	f.squeezed = b.String()
}

// nearest is where words stand in text nearest to near, -1 for nowhere. Before and after at one distance, before is taken.
func nearest(text, words string, near int) int {
	if words == "" {
		return -1
	}
	near = min(max(near, 0), len(text))
	before := strings.LastIndex(text[:min(near+len(words)-1, len(text))], words)
	after := strings.Index(text[near:], words)
	switch {
	case after < 0:
		return before
	case before < 0 || after < near-before:
		return near + after
	}
	return before
}
