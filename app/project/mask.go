package project

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"throughline/app/qda"
)

// mask puts what people are called in the file in the place of what they are called here, in all that is written about them. What they say themselves
// stays as it is.
func (e *exporter) mask() {
	if e.opt.Names {
		return
	}
	for i := range e.now.people {
		p := &e.now.people[i]
		if name := e.names[p.ID]; name != p.Code && len(strings.TrimSpace(p.Code)) > 2 {
			e.hidden = append(e.hidden, [2]string{strings.TrimSpace(p.Code), name})
		}
	}
	if len(e.hidden) == 0 {
		return
	}
	slices.SortFunc(e.hidden, func(a, b [2]string) int { return cmp.Compare(len(b[0]), len(a[0])) }) // a name inside a longer one comes after it
	e.maskAll()
}

// maskAll does so wherever something is written.
func (e *exporter) maskAll() {
	say := func(texts ...*string) {
		for _, t := range texts {
			*t = e.say(*t)
		}
	}
	out := e.out
	say(&out.Name, &out.Description)
	for i := range out.Codes {
		say(&out.Codes[i].Name, &out.Codes[i].Description)
	}
	for i := range out.Cases {
		say(&out.Cases[i].Description)
	}
	for i := range out.Sets {
		say(&out.Sets[i].Name, &out.Sets[i].Description)
	}
	for i := range out.Links {
		say(&out.Links[i].Name)
	}
	for _, list := range [][]qda.Source{out.Sources, out.Notes} {
		for i := range list {
			eachText(&list[i], func(s *qda.Source) {
				say(&s.Name, &s.Description)
				for j := range s.Selections {
					say(&s.Selections[j].Name, &s.Selections[j].Description)
				}
			})
		}
	}
	for i := range out.Notes {
		if n := &out.Notes[i]; n.Plain == nil {
			say(&n.Text)
		}
	}
}

// say is a text with people called as they are in the file.
func (e *exporter) say(s string) string {
	for _, h := range e.hidden {
		s = replaceWord(s, h[0], h[1])
	}
	return s
}

// replaceWord puts one name in the place of another where it stands as a word of its own, whatever its case.
func replaceWord(s, name, with string) string {
	var out strings.Builder
	for rest := s; ; {
		at := indexFold(rest, name)
		if at < 0 {
			if out.Len() == 0 {
				return s
			}
			return out.String() + rest
		}
		before, _ := utf8.DecodeLastRuneInString(out.String() + rest[:at])
		after, _ := utf8.DecodeRuneInString(rest[at+len(name):])
		out.WriteString(rest[:at])
		if unicode.IsLetter(before) || unicode.IsLetter(after) || unicode.IsDigit(after) {
			out.WriteString(rest[at : at+len(name)])
		} else {
			out.WriteString(with)
		}
		rest = rest[at+len(name):]
	}
}

// indexFold finds a name in a text, whatever its case; -1 for nowhere.
func indexFold(s, name string) int {
	for i := range s {
		if i+len(name) <= len(s) && strings.EqualFold(s[i:i+len(name)], name) {
			return i
		}
	}
	return -1
}
