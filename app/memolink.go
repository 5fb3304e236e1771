package app

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Link is one [[link]] in a text.
type Link struct {
	Span         // of the whole link with its brackets, in bytes of the text
	To    Ref    // empty for a link by name
	Words string // what is read; for a link by name the name
}

// maxLink is how long a link may be between its brackets, in bytes: longer ones are text.
const maxLink = 400

// linkKinds are the kinds of records a link can lead to.
var linkKinds = append(slices.Clone(memoPlaces), KindMemo)

// Links finds the links of a text in order, apart from each other. Two forms are known:
//
//	[[Permissions]]               by name: whatever is called so, case and accents making no difference
//	[[tag:0190c5…|Permissions]]   exact: the record itself, whatever it is called now; the words are those of the day
//
// A link stands on one line. Brackets that do not close, or hold nothing, are text.
func Links(text string) []Link {
	var all []Link
	for at := 0; ; {
		open := strings.Index(text[at:], "[[")
		if open < 0 {
			return all
		}
		open += at
		inner := text[open+2:]
		end := strings.Index(inner, "]]")
		if end < 0 {
			return all
		}
		for strings.HasPrefix(inner[end+1:], "]]") { // "[[a]]]" is the link "a]"
			end++
		}
		if again := strings.LastIndex(inner[:end], "[["); again >= 0 { // the innermost brackets count
			at = open + 2 + again
			continue
		}
		inner = inner[:end]
		at = open + 2 + end + 2
		if strings.TrimSpace(inner) == "" || len(inner) > maxLink || strings.ContainsAny(inner, "\n\r") {
			at = open + 2
			continue
		}
		l := Link{Span: Span{Start: open, End: open + end + 4}}
		l.To, l.Words = readLink(inner)
		all = append(all, l)
	}
}

// readLink takes apart what stands between the brackets.
func readLink(inner string) (to Ref, words string) {
	head, words, _ := strings.Cut(inner, "|")
	kind, id, ok := strings.Cut(head, ":")
	if ok && slices.Contains(linkKinds, Kind(kind)) && validID(id) {
		return Ref{Kind(kind), id}, strings.TrimSpace(words)
	}
	return Ref{}, strings.TrimSpace(inner)
}

// validID reports whether id can be the id of a record in a link: letters, digits and hyphens.
func validID(id string) bool {
	return id != "" && !strings.ContainsFunc(id, func(r rune) bool {
		return r >= utf8.RuneSelf || r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// ExactLink writes the link to a record that is read as words. What would end the link early is left out of the words.
func ExactLink(to Ref, words string) string {
	return "[[" + string(to.Kind) + ":" + to.ID + "|" + LinkWords(words) + "]]"
}

// linkWordsMax leaves room for kind and id inside maxLink bytes.
const linkWordsMax = 80

// LinkWords makes a name fit to be the words of a link: one line, without brackets and bars, at most 80 runes.
func LinkWords(name string) string {
	name = strings.Map(func(r rune) rune {
		switch r {
		case '[', ']', '|':
			return -1
		}
		return r
	}, name)
	return cut(strings.Join(strings.Fields(name), " "), linkWordsMax)
}

// QuietLinks is a text as it is read where only names are wanted: as PlainLinks without names, and a link to a finding is no quotation.
func QuietLinks(text string) string {
	return ReplaceLinks(text, func(l Link) string {
		if l.Words == "" || l.To.Kind == KindFinding {
			return "a " + string(l.To.Kind)
		}
		return l.Words
	})
}

// PlainLinks is a text as it is read: each link by the present name of what it leads to, where names has one, else by its
// words.
func PlainLinks(text string, names map[Ref]string) string {
	return ReplaceLinks(text, func(l Link) string {
		if name := names[l.To]; name != "" && l.To != (Ref{}) {
			return name
		}
		if l.Words == "" {
			return "a " + string(l.To.Kind)
		}
		return l.Words
	})
}

// ReplaceLinks puts what with returns in the place of each link.
func ReplaceLinks(text string, with func(Link) string) string {
	links := Links(text)
	if len(links) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, l := range links {
		b.WriteString(text[at:l.Start])
		b.WriteString(with(l))
		at = l.End
	}
	b.WriteString(text[at:])
	return b.String()
}
