package tally

import (
	"cmp"
	"context"
	"slices"
	"unicode"
	"unicode/utf8"

	"throughline/app"
	"throughline/synthesis/stat"
)

// Kind is what two coders differ in.
type Kind string

// The kinds of disagreement.
const (
	OnlyA  Kind = "only a" // B gave the passage no tag
	OnlyB  Kind = "only b"
	Tags   Kind = "tags"   // the same passage, other tags
	Bounds Kind = "bounds" // the same tags, other bounds
	Mixed  Kind = "mixed"  // other tags and other bounds
)

// Marked is a passage that a coder gave tags.
type Marked struct {
	app.Span
	Finding app.FindingID
	Tags    []app.TagID // by id
}

// Differing is a place at which two coders differ: what either marked there and all that touches it.
type Differing struct {
	Interview app.InterviewID
	app.Span           // from the first start to the last end, in bytes of the latest text
	A, B      []Marked // by place
	Kind      Kind
}

// Contrast is where two coders differ in some interviews.
type Contrast struct {
	Same    int         // places at which they agree
	Settled int         // of those, at which they agree because somebody settled it
	Places  []Differing // in the order of the interviews, then of the text
}

// Contrast lists where the coders of a query differ, over all tags or those of the query. Bounds that differ by space and signs alone count as
// the same. Its interviews are those of Agreement; Unit and RollUp make no difference.
func (s *Service) Contrast(ctx context.Context, q AgreementQuery) (*Contrast, error) {
	if len(q.Interviews) == 0 {
		both, err := s.bothCoded(ctx, q.Study, q.A, q.B)
		if err != nil {
			return nil, err
		}
		q.Interviews = both
	}
	all, err := s.Store.Codings(ctx, q.Interviews)
	if err != nil {
		return nil, err
	}
	out := &Contrast{}
	for at := 0; at < len(all); {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		from := at
		for at < len(all) && all[at].Interview == all[from].Interview {
			at++
		}
		tr, err := s.Store.Transcript(ctx, all[from].Interview)
		if err != nil {
			return nil, err
		}
		out.add(tr.Text, q, all[from:at])
	}
	return out, nil
}

// add compares the codings of one interview, which are in the order of the text.
func (c *Contrast) add(text string, q AgreementQuery, codings []app.Coding) {
	var place []app.Coding
	end := 0
	flush := func() {
		if len(place) == 0 {
			return
		}
		d := differing(place, q.A, q.B)
		switch same, settled := agree(text, place, q.A, q.B), slices.ContainsFunc(place, func(c app.Coding) bool { return c.Provenance == app.ByAgreement }); {
		case !same:
			d.Kind = kindOf(text, place, d, q)
			c.Places = append(c.Places, d)
		case settled:
			c.Settled++
			c.Same++
		default:
			c.Same++
		}
		place = nil
	}
	for _, k := range codings {
		if k.Author != q.A && k.Author != q.B || len(q.Tags) > 0 && !slices.Contains(q.Tags, k.Tag) {
			continue
		}
		if len(place) > 0 && k.Start >= end {
			flush()
			end = 0
		}
		place, end = append(place, k), max(end, k.End)
	}
	flush()
}

// differing gathers what both marked at a place.
func differing(place []app.Coding, a, b string) Differing {
	d := Differing{Interview: place[0].Interview, Span: place[0].Span}
	for _, c := range place {
		d.Start, d.End = min(d.Start, c.Start), max(d.End, c.End)
	}
	d.A, d.B = markedBy(place, a), markedBy(place, b)
	return d
}

func markedBy(place []app.Coding, author string) []Marked {
	var out []Marked
	for _, c := range place {
		if c.Author != author {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Finding == c.Finding {
			out[n-1].Tags = append(out[n-1].Tags, c.Tag)
			continue
		}
		out = append(out, Marked{Span: c.Span, Finding: c.Finding, Tags: []app.TagID{c.Tag}})
	}
	return out
}

// covers is the text that a coder gave each tag, without space and signs at the ends.
func covers(text string, place []app.Coding, author string) map[app.TagID][]stat.Stretch {
	out := map[app.TagID][]stat.Stretch{}
	for _, c := range place {
		if c.Author == author {
			out[c.Tag] = append(out[c.Tag], bare(text, c.Span))
		}
	}
	for tag, all := range out {
		out[tag] = stat.Union(all)
	}
	return out
}

// bare leaves out what is neither letter nor digit at the ends of a span.
func bare(text string, s app.Span) stat.Stretch {
	said := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
	for s.Start < s.End {
		r, n := utf8.DecodeRuneInString(text[s.Start:s.End])
		if said(r) {
			break
		}
		s.Start += n
	}
	for s.Start < s.End {
		r, n := utf8.DecodeLastRuneInString(text[s.Start:s.End])
		if said(r) {
			break
		}
		s.End -= n
	}
	return stat.Stretch{Start: s.Start, End: s.End}
}

func agree(text string, place []app.Coding, a, b string) bool {
	x, y := covers(text, place, a), covers(text, place, b)
	if len(x) != len(y) {
		return false
	}
	for tag, spans := range x {
		if !slices.Equal(spans, y[tag]) {
			return false
		}
	}
	return true
}

func kindOf(text string, place []app.Coding, d Differing, q AgreementQuery) Kind {
	switch {
	case len(d.B) == 0:
		return OnlyA
	case len(d.A) == 0:
		return OnlyB
	}
	x, y := covers(text, place, q.A), covers(text, place, q.B)
	sameTags := len(x) == len(y)
	for tag := range x {
		_, both := y[tag]
		sameTags = sameTags && both
	}
	if sameTags {
		return Bounds
	}
	if slices.Equal(hulls(text, d.A), hulls(text, d.B)) {
		return Tags
	}
	return Mixed
}

// hulls is where somebody marked anything at all.
func hulls(text string, marks []Marked) []stat.Stretch {
	var all []stat.Stretch
	for _, m := range marks {
		all = append(all, bare(text, m.Span))
	}
	return stat.Union(all)
}

// tagsOf lists the tags of marks, each once, by id.
func tagsOf(marks []Marked) []app.TagID {
	var out []app.TagID
	for _, m := range marks {
		out = append(out, m.Tags...)
	}
	slices.SortFunc(out, func(a, b app.TagID) int { return cmp.Compare(a, b) })
	return slices.Compact(out)
}

func sameMarks(a, b []Marked) bool {
	return slices.EqualFunc(a, b, func(x, y Marked) bool {
		return x.Span == y.Span && x.Finding == y.Finding && slices.Equal(x.Tags, y.Tags)
	})
}
