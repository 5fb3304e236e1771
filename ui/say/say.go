// Package say writes the words, numbers and dates of the window in the language of the person who uses it. Each sentence is named by its English, with places as
// in fmt.Sprintf; the other languages stand in assets/locale. What people wrote, such as names of studies and quotes, never goes through it.
//
// The language is chosen once, before the first word is said, and stays for the life of the program: tables of words may be made with their packages.
package say

import (
	"fmt"
	"strings"
	"time"

	"throughline/app"
	"throughline/assets/locale"
)

// T is a sentence in the language, its places filled as by fmt.Sprintf; without args the sentence stands as it is, and a % in it is a %. White space and signs round it are kept. A sentence that
// the language does not have stays English.
func T(english string, args ...any) string {
	return in(Language()).t(english, args...)
}

// As is a word that means several things, named by its English and by what it means here: As("Word", "program"). A catalogue has it as "Word [program]".
func As(english, meaning string) string { return in(Language()).as(english, meaning) }

func (l in) as(english, meaning string) string {
	w := l.words()[english+" ["+meaning+"]"]
	switch {
	case w == "":
		return english
	case l == Accented:
		return accent(english)
	}
	return w
}

// Number writes a whole number with its thousands parted: 24,078 or 24.078.
func Number(n int) string { return in(Language()).number(n) }

// Count writes a number with its noun, which is named by its English singular: "1 finding", "1,204 findings".
func Count(n int, noun string) string { return in(Language()).count(n, noun) }

// Date writes a time as a layout of package time has it, which is itself a sentence: "2 Jan 2006" is "2. Jan. 2006" in German. Names of months and days are of the language.
func Date(t time.Time, layout string) string { return in(Language()).date(t, layout) }

// in is a language by its two letters.
type in string

func (l in) words() map[string]string {
	if l == Accented {
		return accented()
	}
	return locale.Window(string(l))
}

// patterns are the sentences with places that s may be one of.
func (l in) patterns(s string) []locale.Pattern {
	if l == Accented {
		l = German
	}
	return locale.WindowPatterns(string(l), s)
}

func (l in) t(english string, args ...any) string {
	core := strings.TrimSpace(english)
	said := english
	if w := l.words()[core]; w != "" {
		at := strings.Index(english, core)
		said = english[:at] + w + english[at+len(core):]
	}
	if len(args) == 0 {
		return said
	}
	return fmt.Sprintf(said, l.numbers(args)...)
}

// numbers are the args, of which those with a fraction are written with the sign of the language.
func (l in) numbers(args []any) []any {
	if !l.comma() {
		return args
	}
	out := make([]any, len(args))
	for i, a := range args {
		switch a.(type) {
		case float32, float64:
			a = fraction{a}
		}
		out[i] = a
	}
	return out
}

// fraction is a number whose point is a comma.
type fraction struct{ value any }

// Format writes the number as its verb says.
func (f fraction) Format(s fmt.State, verb rune) {
	fmt.Fprint(s, strings.ReplaceAll(fmt.Sprintf(fmt.FormatString(s, verb), f.value), ".", ","))
}

// comma says that a fraction begins with a comma and thousands are parted by points.
func (l in) comma() bool { return l == German || l == Spanish }

func (l in) number(n int) string {
	s := app.Number(n)
	if l.comma() {
		s = strings.ReplaceAll(s, ",", ".")
	}
	return s
}

func (l in) count(n int, noun string) string {
	_, english, _ := strings.Cut(app.Count(n, noun), " ")
	return l.number(n) + " " + l.t(english)
}

// names are the parts of a layout that are words, longest first where one begins with the other.
var names = []string{"January", "Jan", "Monday", "Mon"}

func (l in) date(t time.Time, layout string) string {
	layout = l.t(layout)
	var out strings.Builder
	for layout != "" {
		at, name := len(layout), ""
		for _, n := range names {
			if i := strings.Index(layout, n); i >= 0 && i < at {
				at, name = i, n
			}
		}
		out.WriteString(t.Format(layout[:at]))
		if name == "" {
			break
		}
		out.WriteString(l.t(t.Format(name)))
		layout = layout[at+len(name):]
	}
	return out.String()
}

// Lower is a word as it stands within a line: with a small letter, except in German, where nouns keep theirs.
func Lower(word string) string {
	if Language() == German {
		return word
	}
	return strings.ToLower(word)
}
