package txt

import (
	"strings"

	"throughline/app"
	"throughline/app/format/speech"
)

// The signs in which qcoder marks a passage: (QCODE)text(/QCODE){#code1,#code2}.
const (
	opens  = "(QCODE)"
	closes = "(/QCODE)"
)

// coded are the passages that were marked in a text.
type coded struct {
	passages []codedPassage
	open     int // without an end
	bare     int // without a tag
	stray    int // ends without a beginning
}

// codedPassage is a passage of the text without its signs, in bytes.
type codedPassage struct {
	app.Span
	tags [][]string
}

// uncode takes the signs of coded passages out of a text. Passages may nest and overlap: an end belongs to the last beginning.
func uncode(text string) (string, coded) {
	var c coded
	if !strings.Contains(text, opens) {
		return text, c
	}
	var out strings.Builder
	var began []int
	for text != "" {
		from, to := strings.Index(text, opens), strings.Index(text, closes)
		switch {
		case from < 0 && to < 0:
			out.WriteString(text)
			text = ""
		case to < 0 || from >= 0 && from < to:
			out.WriteString(text[:from])
			began = append(began, out.Len())
			text = text[from+len(opens):]
		default:
			out.WriteString(text[:to])
			var tags [][]string
			tags, text = codes(text[to+len(closes):])
			began = c.end(began, out.Len(), tags)
		}
	}
	c.open = len(began)
	return out.String(), c
}

// end ends the last passage that began.
func (c *coded) end(began []int, at int, tags [][]string) []int {
	n := len(began)
	switch {
	case n == 0:
		c.stray++
		return began
	case len(tags) == 0:
		c.bare++
	}
	if began[n-1] < at {
		c.passages = append(c.passages, codedPassage{app.Span{Start: began[n-1], End: at}, tags})
	}
	return began[:n-1]
}

// codes reads "{#code1,#code2}" at the start of a text and returns what follows.
func codes(text string) (tags [][]string, rest string) {
	body, found := strings.CutPrefix(text, "{")
	end := strings.IndexByte(body, '}')
	if !found || end < 0 || strings.Contains(body[:end], "\n") {
		return nil, text
	}
	for name := range strings.SplitSeq(body[:end], ",") {
		if name = strings.Join(strings.Fields(strings.TrimLeft(strings.TrimSpace(name), "#")), " "); name != "" {
			tags = append(tags, []string{name})
		}
	}
	return tags, body[end+1:]
}

// on places the passages on lines.
func (c *coded) on(lines *speech.Strings) []speech.MarkedLines {
	var out []speech.MarkedLines
	for _, p := range c.passages {
		out = append(out, speech.MarkedLines{From: lines.Spot(p.Start), To: lines.Spot(p.End), DocMark: app.DocMark{Tags: p.tags}})
	}
	return out
}

// lost tells what was not understood. kept is how many passages have a place in what is said.
func (c *coded) lost(kept int) []app.Loss {
	var out []app.Loss
	for _, k := range []struct {
		n    int
		kind string
		text string
	}{
		{c.open, "unended", " without an end left out: (QCODE) without (/QCODE)."},
		{c.stray, "unbegun", " without a beginning left out: (/QCODE) without (QCODE)."},
		{c.bare, "untagged", " without a tag kept as a finding."},
		{len(c.passages) - kept, "passages", " without text to stand at left out."},
	} {
		if k.n > 0 {
			out = append(out, app.Loss{Kind: k.kind, Count: k.n, Text: app.Count(k.n, "coded passage") + k.text})
		}
	}
	return out
}
