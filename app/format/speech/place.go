package speech

import (
	"context"
	"sort"
	"strings"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/format/source"
)

// Spot is a byte of a line's Text.
type Spot struct{ Line, Byte int }

// MarkedLines is something marked in lines, half-open: a comment, a highlight. An empty range stands for the whole of its line.
type MarkedLines struct {
	From, To    Spot
	app.DocMark // without places
}

// PageSpot says where a page begins.
type PageSpot struct {
	Spot
	Page int
}

// Beside is what stands beside the lines of a file and follows them to where they go.
type Beside struct {
	Marks []MarkedLines
	Pages []PageSpot // ascending
}

// place is where the text of a line went: it ends at byte end of an utterance and is size bytes long. Lines that gave no text have
// size 0.
type place struct{ utterance, end, size int }

// ReadMarked is Read, and says where in the utterances everything beside the lines stands. Marks on what is no text of anybody, such as a name or a
// line of a service, are moved to the text next to it; those without any text around are left out.
func ReadMarked(ctx context.Context, lines Lines, beside Beside) (Script, error) {
	if len(beside.Marks) == 0 && len(beside.Pages) == 0 {
		return Read(ctx, lines)
	}
	s, err := read(ctx, lines, make([]place, lines.Len()))
	if err != nil {
		return Script{}, err
	}
	for _, m := range beside.Marks {
		if m.From == m.To {
			m.From.Byte, m.To.Byte = 0, len(lines.At(min(m.From.Line, lines.Len()-1)).Text)
		}
		from, ok := s.after(lines, m.From)
		to, found := s.before(lines, m.To)
		if !ok || !found || to.Utterance < from.Utterance || to.Utterance == from.Utterance && to.Byte <= from.Byte {
			continue
		}
		m.DocMark.From, m.DocMark.To = from, to
		m.Note, m.Author = source.Clean(strings.TrimSpace(m.Note)), source.Clean(strings.TrimSpace(m.Author))
		s.Marks = append(s.Marks, m.DocMark)
	}
	for _, p := range beside.Pages {
		if at, ok := s.after(lines, p.Spot); ok {
			if n := len(s.Pages); n > 0 && s.Pages[n-1].DocPlace == at {
				s.Pages[n-1].Page = p.Page // a page without text of its own
				continue
			}
			s.Pages = append(s.Pages, app.PageStart{DocPlace: at, Page: p.Page})
		}
	}
	s.places = nil
	return s, nil
}

// place notes where the lines of the utterance being built end in it.
func (r *reader) place() {
	if r.out.places == nil {
		return
	}
	end := 0
	for i, text := range r.text {
		end += len(text)
		r.out.places[r.of[i]] = place{utterance: len(r.out.Utterances), end: end, size: len(text)}
		end++ // the line feed between
	}
	r.of = r.of[:0]
}

// after is the place of a spot, or of the first text after it.
func (s *Script) after(lines Lines, at Spot) (app.DocPlace, bool) {
	for i := max(0, at.Line); i < len(s.places); i++ {
		p := s.places[i]
		if p.size == 0 {
			continue
		}
		if i > at.Line {
			return app.DocPlace{Utterance: p.utterance, Byte: p.end - p.size}, true
		}
		if to := s.in(lines, at); to.Byte < p.end {
			return to, true
		}
	}
	return app.DocPlace{}, false
}

// before is the place of a spot, or of the end of the last text before it.
func (s *Script) before(lines Lines, at Spot) (app.DocPlace, bool) {
	for i := min(at.Line, len(s.places)-1); i >= 0; i-- {
		p := s.places[i]
		if p.size == 0 {
			continue
		}
		if i < at.Line {
			return app.DocPlace{Utterance: p.utterance, Byte: p.end}, true
		}
		if to := s.in(lines, at); to.Byte > p.end-p.size {
			return to, true
		}
	}
	return app.DocPlace{}, false
}

// in is the place of a spot within its own line. What a line gives is the end of its text: names and times stand before.
func (s *Script) in(lines Lines, at Spot) app.DocPlace {
	p, text := s.places[at.Line], lines.At(at.Line).Text
	rest := len(strings.TrimRight(text, " \t\u00a0")) - at.Byte
	byteAt := p.end - min(max(0, rest), p.size)
	whole := s.Utterances[p.utterance].Text
	for byteAt > 0 && byteAt < len(whole) && !utf8.RuneStart(whole[byteAt]) {
		byteAt--
	}
	return app.DocPlace{Utterance: p.utterance, Byte: byteAt}
}

// Spot is the line and byte of a byte of the text that was split.
func (s *Strings) Spot(at int) Spot {
	line := sort.Search(len(s.starts)-1, func(i int) bool { return s.starts[i] > at }) - 1
	return Spot{Line: line, Byte: at - s.starts[line]}
}
