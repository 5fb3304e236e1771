package help

import (
	"cmp"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/fold"
	"throughline/app/markdown"
)

// Hit is a part of a page that has what is looked for: a heading and what stands below it until the next.
type Hit struct {
	File    string
	Title   string // of the page
	Section string // "" for what stands over the first heading of a page
	Block   int    // where the first word stands
	Said    string // words from there
	Marks   []app.Span

	score int
}

// maxHits is how many parts are shown; nobody looks through more.
const maxHits = 60

// How much a word counts by where it stands.
const (
	inTitle   = 40
	inHeading = 25
	inText    = 1
	mostText  = 8 // a word counts no more often than this in a text
)

// Find returns the parts that have every word that was typed, or, where no part has, the most of them: best first. Words are found by how
// they begin, without regard to case and accents.
func (b *Book) Find(query string) []Hit {
	typed := typedWords(query)
	if len(typed) == 0 {
		return nil
	}
	var all []Hit
	most := 1
	for _, c := range b.Chapters {
		for _, h := range b.pages[c.File].find(typed, c.File == contents) {
			all = append(all, h)
			most = max(most, h.score/whole)
		}
	}
	all = slices.DeleteFunc(all, func(h Hit) bool { return h.score/whole < most })
	slices.SortStableFunc(all, func(x, y Hit) int { return cmp.Compare(y.score, x.score) })
	return all[:min(len(all), maxHits)]
}

// whole is what each of the words that was found adds to a score, above all that their places add.
const whole = 10000

func typedWords(query string) []string {
	var typed []string
	for _, w := range fold.Words(query) {
		if !slices.Contains(typed, w.Folded) {
			typed = append(typed, w.Folded)
		}
	}
	return typed
}

// find looks through the parts of a page; less takes something off for a page that only names what others tell.
func (p *Page) find(typed []string, less bool) []Hit {
	var out []Hit
	for from := 0; from < len(p.Blocks); {
		end := from + 1
		for end < len(p.Blocks) && p.Blocks[end].Kind != markdown.Heading {
			end++
		}
		if h, ok := p.part(from, end, typed); ok {
			if less {
				h.score -= h.score % whole / 2
			}
			out = append(out, h)
		}
		from = end
	}
	return out
}

// part looks through the blocks from, up to end.
func (p *Page) part(from, end int, typed []string) (h Hit, ok bool) {
	h = Hit{File: p.File, Title: p.Title, Block: -1}
	if b := p.Blocks[from]; b.Kind == markdown.Heading && b.Level > 1 {
		h.Section = b.Words()
	}
	title := fold.Words(p.Title)
	for _, t := range typed {
		count, places := 0, 0
		for i := from; i < end; i++ {
			for _, w := range p.words[i] {
				if !strings.HasPrefix(w.Folded, t) {
					continue
				}
				count++
				switch {
				case p.Blocks[i].Kind == markdown.Heading:
					places += inHeading
				case places < mostText:
					places += inText
				}
				if h.Block < 0 || p.Blocks[h.Block].Kind == markdown.Heading && p.Blocks[i].Kind != markdown.Heading {
					h.Block = i
				}
			}
		}
		if count > 0 {
			h.score += whole + places
			if slices.ContainsFunc(title, func(w fold.Word) bool { return strings.HasPrefix(w.Folded, t) }) {
				h.score += inTitle
			}
		}
	}
	if h.Block < 0 {
		return h, false
	}
	h.Said, h.Marks = p.excerpt(h.Block, end, typed)
	return h, true
}

// excerptBytes is how much of a text is shown of a part, and leadBytes how much of it stands before the first word found.
const excerptBytes, leadBytes = 170, 50

// excerpt is a stretch of a block round the first word found, with the words marked; a heading is told by what stands below it.
func (p *Page) excerpt(block, end int, typed []string) (string, []app.Span) {
	if p.Blocks[block].Kind == markdown.Heading && block+1 < end {
		block++
	}
	text := strings.ReplaceAll(said(p.Blocks[block]), "\n", " ")
	from, to := 0, len(text)
	if marks := Marks(text, typed); len(marks) > 0 && marks[0].Start > leadBytes {
		from = marks[0].Start - leadBytes
		if i := strings.IndexByte(text[from:marks[0].Start], ' '); i >= 0 {
			from += i + 1
		} else {
			from = marks[0].Start
		}
	}
	if to-from > excerptBytes {
		to = from + strings.LastIndexByte(text[from:from+excerptBytes], ' ')
		if to <= from {
			return "", nil
		}
	}
	text = text[from:to]
	if from > 0 {
		text = "… " + text
	}
	return text, Marks(text, typed)
}

// Marks are the words of a text that begin with one of those typed, folded: bytes, half-open, ascending.
func Marks(text string, typed []string) []app.Span {
	var out []app.Span
	if len(typed) == 0 {
		return nil
	}
	for _, w := range fold.Words(text) {
		if slices.ContainsFunc(typed, func(t string) bool { return strings.HasPrefix(w.Folded, t) }) {
			out = append(out, w.Span)
		}
	}
	return out
}

// widened takes what touches a mark along, up to the next white space, so that no line breaks inside a word that is marked in part.
func widened(text string, marks []app.Span) []app.Span {
	var out []app.Span
	for _, m := range marks {
		for m.Start > 0 && text[m.Start-1] > ' ' {
			m.Start--
		}
		for m.End < len(text) && text[m.End] > ' ' {
			m.End++
		}
		if n := len(out); n > 0 && m.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, m.End)
			continue
		}
		out = append(out, m)
	}
	return out
}
