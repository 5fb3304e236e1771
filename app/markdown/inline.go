package markdown

import "strings"

// Inline reads the looks of words: **bold**, *italic* or _italic_, `code` and [words](link). A mark without its partner stays text.
func Inline(text string) []Run {
	var in inliner
	for text != "" {
		text = in.step(text)
	}
	in.flush()
	return in.out
}

type inliner struct {
	out          []Run
	plain        strings.Builder
	bold, italic bool
	last         byte // before what is read, 0 at the beginning
}

func (in *inliner) flush() {
	if in.plain.Len() > 0 {
		in.out = append(in.out, Run{Text: in.plain.String(), Bold: in.bold, Italic: in.italic})
		in.plain.Reset()
	}
}

// step reads something from the beginning of a text and returns the rest.
func (in *inliner) step(t string) string {
	for _, try := range []func(string) (string, bool){in.escaped, in.code, in.link, in.strong, in.emphasis} {
		if rest, ok := try(t); ok {
			return rest
		}
	}
	end := strings.IndexAny(t[1:], "\\*_`[")
	if end < 0 {
		return in.take(t, "")
	}
	return in.take(t[:end+1], t[end+1:])
}

// escaped reads a mark that is meant as it stands.
func (in *inliner) escaped(t string) (rest string, ok bool) {
	if t[0] != '\\' || len(t) < 2 || strings.IndexByte("\\*_`[]|#", t[1]) < 0 {
		return "", false
	}
	return in.take(t[1:2], t[2:]), true
}

func (in *inliner) code(t string) (rest string, ok bool) {
	if t[0] != '`' {
		return "", false
	}
	end := strings.IndexByte(t[1:], '`')
	if end <= 0 {
		return "", false
	}
	in.put(Run{Text: t[1 : end+1], Code: true}, '`')
	return t[end+2:], true
}

func (in *inliner) link(t string) (rest string, ok bool) {
	if t[0] != '[' {
		return "", false
	}
	words, link, rest, ok := linked(t)
	if ok {
		bare, code := strings.CutPrefix(words, "`")
		if code = code && len(bare) > 1 && strings.IndexByte(bare, '`') == len(bare)-1; code {
			words = bare[:len(bare)-1]
		}
		in.put(Run{Text: words, Code: code, Link: link, Bold: in.bold, Italic: in.italic}, ')')
	}
	return rest, ok
}

// put adds a run behind what was read so far; last is the sign it ends with.
func (in *inliner) put(r Run, last byte) {
	in.flush()
	in.out = append(in.out, r)
	in.last = last
}

func (in *inliner) strong(t string) (rest string, ok bool) {
	if !strings.HasPrefix(t, "**") {
		return "", false
	}
	if !in.bold && !closes(t[2:], "**") {
		return in.take("**", t[2:]), true
	}
	in.flush()
	in.bold, in.last = !in.bold, '*'
	return t[2:], true
}

func (in *inliner) emphasis(t string) (rest string, ok bool) {
	switch {
	case t[0] != '*' && t[0] != '_', t[0] == '_' && !in.italic && letter(in.last):
		return "", false
	case in.italic && t[0] == '_' && len(t) > 1 && letter(t[1]), !in.italic && !closes(t[1:], t[:1]):
		return "", false
	}
	in.flush()
	in.italic, in.last = !in.italic, t[0]
	return t[1:], true
}

func (in *inliner) take(words, rest string) string {
	in.plain.WriteString(words)
	in.last = words[len(words)-1]
	return rest
}

// closes reports whether a mark that was opened is closed again: words come right after it, and it comes again behind a word.
func closes(t, mark string) bool {
	if t == "" || t[0] == ' ' || t[0] == mark[0] {
		return false
	}
	if mark == "*" {
		t = strings.ReplaceAll(t, "**", "__") // those are of another mark
	}
	end := strings.Index(t, mark)
	return end > 0 && t[end-1] != ' '
}

func letter(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80
}

// linked reads [words](link).
func linked(t string) (words, link, rest string, ok bool) {
	words, rest, ok = strings.Cut(t[1:], "](")
	if !ok || strings.ContainsAny(words, "[]\n") || words == "" {
		return "", "", "", false
	}
	link, rest, ok = strings.Cut(rest, ")")
	return words, strings.TrimSpace(link), rest, ok
}
