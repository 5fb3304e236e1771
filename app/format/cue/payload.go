package cue

import (
	"html"
	"strings"

	"throughline/app/format/when"
)

// segment is what one voice says in a cue.
type segment struct {
	voice string // named by a <v> tag
	known bool   // the tag was there, even if empty
	text  string
}

// segments takes markup out of a cue's text and parts it by voices. A voice reaches to its end tag, the next
// voice or the end of the cue. Tags nobody knows stay: they may be words.
func segments(s string) []segment {
	var out []segment
	var b strings.Builder
	var cur segment
	flush := func() {
		cur.text = strings.TrimSpace(b.String())
		if cur.text != "" {
			out = append(out, cur)
		}
		b.Reset()
	}
	for i := 0; i < len(s); {
		switch s[i] {
		case '<':
			tag, n := tagAt(s[i:])
			switch kind, note := tagKind(tag); kind {
			case voiceTag:
				flush()
				cur = segment{voice: voiceName(note), known: true}
			case voiceEnd:
				flush()
				cur = segment{}
			case breakTag:
				b.WriteByte('\n')
			case noTag:
				b.WriteByte('<')
				n = 1
			}
			i += n
		case '{':
			if n := overrideAt(s[i:]); n > 0 {
				i += n
				continue
			}
			b.WriteByte('{')
			i++
		case '&':
			text, n := entityAt(s[i:])
			b.WriteString(text)
			i += n
		default:
			n := strings.IndexAny(s[i:], "<{&")
			if n < 0 {
				n = len(s) - i
			}
			b.WriteString(s[i : i+n])
			i += n
		}
	}
	flush()
	return out
}

// maxTag bounds a tag's length, so that a text full of < is read in linear time.
const maxTag = 512

// tagAt returns the inside of the tag at the start of s and its length with brackets; 0 if there is none.
func tagAt(s string) (inside string, n int) {
	end := strings.IndexByte(s[:min(len(s), maxTag)], '>')
	if end < 2 {
		return "", 0
	}
	return s[1:end], end + 1
}

type tagType int

const (
	noTag tagType = iota
	voiceTag
	voiceEnd
	breakTag
	otherTag
)

var knownTags = map[string]bool{
	"c": true, "i": true, "b": true, "u": true, "s": true, "lang": true, "ruby": true, "rt": true,
	"font": true, "em": true, "strong": true, "span": true,
}

func tagKind(tag string) (kind tagType, note string) {
	if tag == "" {
		return noTag, ""
	}
	name, note, _ := strings.Cut(strings.NewReplacer("\t", " ", "\n", " ").Replace(tag), " ")
	name, _, _ = strings.Cut(strings.ToLower(name), ".")
	switch {
	case name == "v":
		return voiceTag, note
	case name == "/v":
		return voiceEnd, ""
	case strings.Trim(name, "/") == "br":
		return breakTag, ""
	case knownTags[strings.TrimPrefix(name, "/")]:
		return otherTag, ""
	}
	if _, rest, ok := when.Clock(tag); ok && rest == "" {
		return otherTag, ""
	}
	return noTag, ""
}

func voiceName(note string) string {
	return strings.Join(strings.Fields(decode(note)), " ")
}

// overrideAt returns the length of a style override such as {\an8} at the start of s, or 0.
func overrideAt(s string) int {
	if !strings.HasPrefix(s, `{\`) {
		return 0
	}
	return strings.IndexByte(s[:min(len(s), maxTag)], '}') + 1
}

// entityAt decodes the entity at the start of s. Without its semicolon it is an ordinary "&".
func entityAt(s string) (text string, n int) {
	end := strings.IndexByte(s[:min(len(s), 34)], ';')
	if end < 2 || strings.ContainsAny(s[1:end], " &\n") {
		return "&", 1
	}
	return html.UnescapeString(s[:end+1]), end + 1
}

func decode(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] != '&' {
			b.WriteByte(s[i])
			i++
			continue
		}
		text, n := entityAt(s[i:])
		b.WriteString(text)
		i += n
	}
	return b.String()
}
