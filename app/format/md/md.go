// Package md reads Markdown: notes and transcripts with headings, lists and emphasis, flattened to readable text.
package md

import (
	"context"
	"strings"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/format/speech"
	"throughline/app/format/when"
)

// look is how often, in lines, the context is looked at: far below 100 ms.
const look = 2048

// Read reads one file into one document. Its title and date come from the front matter, else the title from the first
// heading of the first level. See source.File.Text for errors.
func Read(ctx context.Context, f source.File) (app.Bundle, error) {
	t, err := f.Text(ctx)
	if err != nil {
		return app.Bundle{}, err
	}
	d, err := flatten(ctx, t.Text)
	if err != nil {
		return app.Bundle{}, err
	}
	s, err := speech.Read(ctx, speech.List(d.lines))
	if err != nil {
		return app.Bundle{}, err
	}
	if len(s.Utterances) == 0 {
		return app.Bundle{}, f.Fail(app.EInvalid, "has no text.", "Open it elsewhere to see what is in it.", nil)
	}
	for i := range s.Utterances {
		u := &s.Utterances[i]
		u.Speaker, u.Text = source.Clean(u.Speaker), source.Clean(u.Text)
	}
	s.Moderator = source.Clean(s.Moderator)
	if d.title != "" {
		s.Title = source.Clean(d.title)
	}
	if d.date != "" {
		s.Date = d.date
	}
	b := s.Bundle("md")
	b.Encoding = t.Encoding
	b.Warnings = append(t.Warnings, b.Warnings...)
	return b, nil
}

// document is Markdown taken apart.
type document struct {
	lines []speech.Line
	title string
	date  app.Date
	fence string // the sign that ends the code block at hand
	skip  bool   // inside an HTML comment
	now   int    // the line at hand
	ends  int    // the last line that ends an HTML comment, or -1
}

func flatten(ctx context.Context, text string) (*document, error) {
	lines := speech.Split(text)
	d := &document{ends: lines.Len() - 1}
	for d.ends >= 0 && !strings.Contains(lines.At(d.ends).Text, commentEnd) {
		d.ends--
	}
	for i := d.frontMatter(lines); i < lines.Len(); i++ {
		if i%look == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		d.now = i
		next := ""
		if i+1 < lines.Len() {
			next = strings.TrimSpace(lines.At(i + 1).Text)
		}
		if d.line(strings.TrimRight(lines.At(i).Text, " \t"), next) {
			i++
		}
	}
	return d, nil
}

// maxFront bounds the front matter, in lines.
const maxFront = 200

// frontMatter reads "key: value" lines between two lines of hyphens at the head of the file and returns the line after.
func (d *document) frontMatter(lines *speech.Strings) int {
	if strings.TrimSpace(lines.At(0).Text) != "---" {
		return 0
	}
	title, date := "", app.Date("")
	for i := 1; i < min(lines.Len(), maxFront); i++ {
		s := strings.TrimSpace(lines.At(i).Text)
		if s == "---" || s == "..." {
			d.title, d.date = title, date
			return i + 1
		}
		key, value, found := strings.Cut(s, ":")
		value = strings.Trim(strings.TrimSpace(value), `"'`)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "title":
			title = value
		case "date":
			date = when.Date(value, when.Unknown)
		default:
			if i == 1 && !found {
				return 0 // a rule, not front matter
			}
		}
	}
	return 0
}

// line takes one line and reports whether it used up the next, the underline of a heading.
func (d *document) line(s, next string) bool {
	t := strings.TrimSpace(s)
	if d.fence != "" {
		if strings.HasPrefix(t, d.fence) && strings.Trim(t, d.fence[:1]) == "" {
			d.fence = ""
		} else {
			d.add(speech.Line{Text: s})
		}
		return false
	}
	t, passed := d.comment(t)
	if passed && t == "" {
		return false
	}
	if strings.HasPrefix(t, "```") || strings.HasPrefix(t, "~~~") {
		d.fence = t[:3]
		return false
	}
	for strings.HasPrefix(t, ">") && !strings.HasPrefix(t, ">>") {
		t = strings.TrimSpace(t[1:])
	}
	switch {
	case t == "" || isRule(t) || isTableRule(t):
		d.add(speech.Line{})
		return false
	case d.isUnderlined(t, next):
		d.heading(t, next[0] == '=')
		return true
	}
	if text, n := atx(t); n > 0 {
		d.heading(text, n == 1)
		return false
	}
	d.plain(t)
	return false
}

const commentEnd = "-->"

// comment takes the HTML comments off the start of a line, and reports whether there was one. What stands behind the end of a comment
// is text, and so is a comment that nothing ends.
func (d *document) comment(t string) (rest string, passed bool) {
	for {
		from := 0
		if !d.skip {
			if !strings.HasPrefix(t, "<!--") {
				return t, passed
			}
			from = len("<!")
		}
		end := strings.Index(t[from:], commentEnd)
		switch {
		case end >= 0:
			t = strings.TrimSpace(t[from+end+len(commentEnd):])
			d.skip, passed = false, true
		case d.skip || d.ends > d.now:
			d.skip = true
			return "", true
		default:
			return t, passed
		}
	}
}

func (d *document) isUnderlined(t, next string) bool {
	return isUnderline(next) && !isList(t) && (next[0] == '=' || !d.isSpeech(t))
}

// isSpeech reports a line above hyphens that is the end of what somebody said, with a rule below it, and no heading: a sentence behind a name
// or right below another line.
func (d *document) isSpeech(t string) bool {
	text, _ := inline(t, 0)
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, `"'”’»)]`))
	if !strings.ContainsRune(".?!…", r) {
		return false
	}
	m := speech.Parse(speech.Line{Text: text})
	n := len(d.lines)
	return m.Label() != "" && m.Rest() != "" || n > 0 && !d.lines[n-1].Heading && d.lines[n-1].Text != ""
}

func (d *document) heading(t string, first bool) {
	text, _ := inline(t, 0)
	if first && d.title == "" {
		d.title = strings.Join(strings.Fields(text), " ")
	}
	d.add(speech.Line{Text: text, Heading: true})
}

// plain takes a line of a paragraph, list or table.
func (d *document) plain(t string) {
	prefix, t := list(t)
	if strings.HasPrefix(t, "|") {
		cells := strings.Split(strings.Trim(t, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		t = strings.Join(cells, " | ")
	}
	text, bold := inline(t, 0)
	for l := range strings.SplitSeq(text, "\n") {
		d.add(speech.Line{Text: l, Prefix: prefix, Bold: min(bold, len(l))})
		prefix, bold = "", 0
	}
}

func (d *document) add(l speech.Line) {
	if l.Text != "" || len(d.lines) > 0 {
		d.lines = append(d.lines, l)
	}
}

// list takes the sign of a list item off a line.
func list(t string) (prefix, rest string) {
	switch {
	case len(t) > 1 && strings.IndexByte("-*+", t[0]) >= 0 && t[1] == ' ':
		rest = strings.TrimSpace(t[2:])
		for box, sign := range map[string]string{"[ ] ": "☐ ", "[x] ": "☑ ", "[X] ": "☑ "} {
			if after, ok := strings.CutPrefix(rest, box); ok {
				return sign, after
			}
		}
		return "• ", rest
	case isList(t):
		n := strings.IndexAny(t, ".)")
		return t[:n] + ". ", strings.TrimSpace(t[n+1:])
	}
	return "", t
}

// isList reports an item with a sign, or a number of up to four digits.
func isList(t string) bool {
	if len(t) > 1 && strings.IndexByte("-*+", t[0]) >= 0 && t[1] == ' ' {
		return true
	}
	n := strings.IndexAny(t, ".)")
	return n > 0 && n <= 4 && strings.Trim(t[:n], "0123456789") == "" && len(t) > n+1 && t[n+1] == ' '
}

// atx reads "## Heading ##" and returns its level, 0 for no heading.
func atx(t string) (text string, level int) {
	rest := strings.TrimLeft(t, "#")
	level = len(t) - len(rest)
	if level == 0 || level > 6 || rest == "" || rest[0] != ' ' && rest[0] != '\t' {
		return "", 0
	}
	return strings.TrimSpace(strings.TrimRight(strings.TrimSpace(rest), "#")), level
}

func isUnderline(t string) bool {
	return len(t) >= 3 && (strings.Trim(t, "=") == "" || strings.Trim(t, "-") == "")
}

// isRule reports a line of three or more of one of the signs - * _.
func isRule(t string) bool {
	t = strings.ReplaceAll(t, " ", "")
	return len(t) >= 3 && (strings.Trim(t, "-") == "" || strings.Trim(t, "*") == "" || strings.Trim(t, "_") == "" || strings.Trim(t, "=") == "")
}

// isTableRule reports the line under a table's header.
func isTableRule(t string) bool {
	return strings.Contains(t, "|") && strings.Contains(t, "-") && strings.Trim(t, "|-: ") == ""
}
