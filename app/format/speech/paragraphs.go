package speech

import (
	"context"
	"strings"

	"throughline/app"
	"throughline/app/format/source"
)

// maxBlock is how many lines of wrapped text a paragraph may have before it is parted at the next sentence end.
const maxBlock = 60

// paragraphs reads text without speakers. Blank lines part paragraphs; where most lines end a sentence, each
// line is one.
func (r *reader) paragraphs(ctx context.Context) (Script, error) {
	r.out.Unspeakered = true
	single := r.linesAreParagraphs()
	for i := range r.lines.Len() {
		if i%look == 0 && ctx.Err() != nil {
			return Script{}, ctx.Err()
		}
		l := r.lines.At(i)
		switch {
		case isBlank(l.Text):
			r.flush()
			continue
		case isFooter(l.Text):
			r.footers++
			continue
		case l.Heading:
			r.flush()
		}
		r.now = i
		r.put(l.Prefix + strings.TrimSpace(l.Text))
		if single || l.Heading || len(r.text) >= maxBlock && endsSentence(l.Text) {
			r.flush()
		}
	}
	r.flush()
	if r.footers > 0 {
		r.out.Warnings = append(r.out.Warnings, source.Count(r.footers, "line")+" added by the transcription service left out.")
	}
	r.meta()
	r.out.Moderator = ""
	return r.out, nil
}

// linesAreParagraphs looks at up to 2,000 lines: wrapped text breaks most lines within a sentence.
func (r *reader) linesAreParagraphs() bool {
	lines, ends := 0, 0
	for i := range min(r.lines.Len(), 2000) {
		t := r.lines.At(i).Text
		if isBlank(t) {
			continue
		}
		lines++
		if endsSentence(t) {
			ends++
		}
	}
	return ends*5 >= lines*3
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, " \t\"'”’»)]")
	for _, end := range []string{".", "?", "!", "…", ":", "。", "！", "？"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// Strings is Lines of a text, split at \n.
type Strings struct {
	text   string
	starts []int
}

// Split cuts text into its lines without copying it.
func Split(text string) *Strings {
	s := &Strings{text: text, starts: make([]int, 1, strings.Count(text, "\n")+2)}
	for i := 0; ; {
		n := strings.IndexByte(text[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		s.starts = append(s.starts, i)
	}
	s.starts = append(s.starts, len(text)+1)
	return s
}

// Len is the number of lines.
func (s *Strings) Len() int { return len(s.starts) - 1 }

// At returns line i without its line end.
func (s *Strings) At(i int) Line { return Line{Text: s.text[s.starts[i] : s.starts[i+1]-1]} }

// List is Lines that stand ready.
type List []Line

// Len is the number of lines.
func (l List) Len() int { return len(l) }

// At returns line i.
func (l List) At(i int) Line { return l[i] }

// Bundle makes a Bundle of one document of s.
func (s Script) Bundle(format string) app.Bundle {
	return app.Bundle{Format: format, Warnings: s.Warnings, Documents: []app.Document{{
		Title: s.Title, Date: s.Date, Moderator: s.Moderator, Utterances: s.Utterances, Unspeakered: s.Unspeakered,
		Marks: s.Marks, Pages: s.Pages,
	}}}
}
