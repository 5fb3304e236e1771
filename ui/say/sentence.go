package say

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"throughline/app"
	"throughline/assets/locale"
)

// Sentence says in the language what the rest of the program says in English: labels of steps, reasons, errors, names of kinds. It knows
//
//   - a sentence that stands in a catalogue as it is;
//   - one that stands there with a * for each place. A place keeps its words, as names are nobody's to translate, but one that begins with a number is said as a sentence;
//   - one made of such sentences, of numbers, of numbers with nouns and of “quoted” names: "11 of 12 people; 2 insights wait for review".
//
// What it does not know stays as it is.
func Sentence(english string) string { return in(Language()).sentence(english) }

func (l in) sentence(english string) string {
	core := strings.TrimSpace(english)
	if l == English || core == "" {
		return english
	}
	said, ok := l.known(core)
	if !ok {
		return english
	}
	at := strings.Index(english, core)
	return english[:at] + said + english[at+len(core):]
}

// learned remembers what was asked, as lists ask for the same all the time. It is emptied when it has grown past maxLearned.
var learned = struct {
	sync.Mutex
	said map[learning]string
}{said: map[learning]string{}}

type learning struct {
	language in
	english  string
}

const maxLearned = 20_000

// known is a sentence in the language, false when it is none that the catalogues know.
func (l in) known(core string) (string, bool) {
	if w := l.words()[core]; w != "" {
		return w, true
	}
	k := learning{l, core}
	learned.Lock()
	said, ok := learned.said[k]
	learned.Unlock()
	if !ok {
		said = l.learn(core)
		learned.Lock()
		if len(learned.said) > maxLearned {
			clear(learned.said)
		}
		learned.said[k] = said
		learned.Unlock()
	}
	return said, said != ""
}

// plain is how many signs a sentence has besides its places at least, to be looked for before one that is made of pieces: "* of *" fits what it does not mean.
const plain = 9

func (l in) learn(core string) string {
	if figure, long := l.figure(core); long == len(core) {
		return figure
	}
	patterns := l.patterns(core)
	clear := slices.IndexFunc(patterns, func(p locale.Pattern) bool { return len(p.Key)-strings.Count(p.Key, "*") < plain })
	if clear < 0 {
		clear = len(patterns)
	}
	if said := cmp.Or(l.day(core), l.otherCase(core), l.fill(l.numbered(patterns[:clear], core), core), l.counted(core)); said != "" {
		return said
	}
	return cmp.Or(l.row(core, ". "), l.fill(patterns[:clear], core), l.pieces(core), l.chain(core), l.stopped(core), l.fill(patterns[clear:], core))
}

// otherCase says what a catalogue has with a small first letter, and the other way round.
func (l in) otherCase(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if unicode.IsUpper(r) {
		return app.Capital(l.words()[string(unicode.ToLower(r))+s[size:]])
	}
	return ""
}

// numbered are the sentences with places that s is one of with nothing but numbers in them: "* strong, * weak" says more of "3 strong, 1 weak" than its words do.
func (l in) numbered(patterns []locale.Pattern, s string) []locale.Pattern {
	var out []locale.Pattern
	for _, p := range patterns {
		places, ok := p.Fit(s)
		if ok && !slices.ContainsFunc(places, func(place string) bool { _, long := l.figure(place); return long == 0 || long != len(place) }) {
			out = append(out, p)
		}
	}
	return out
}

// counted says a number before three words or more that a catalogue has as they are, or several of such with commas between them: "5 after the consent ended". Fewer words may mean something
// else by themselves.
func (l in) counted(s string) string {
	figure, long := l.figure(s)
	if long == 0 {
		return ""
	}
	if rest, ok := strings.CutPrefix(s[long:], " "); ok && strings.Count(rest, " ") > 1 && l.words()[rest] != "" {
		return figure + " " + l.words()[rest]
	}
	for part := range strings.SplitSeq(s, ", ") {
		if _, long := l.figure(part); long == 0 {
			return ""
		}
	}
	return l.row(s, ", ")
}

// stopped says a sentence that a catalogue has without the full stop.
func (l in) stopped(s string) string {
	if core, ok := strings.CutSuffix(s, "."); ok && core != "" {
		if said, ok := l.known(core); ok {
			return said + "."
		}
	}
	return ""
}

// day says a date as the rest of the program writes it, "" for what is none.
func (l in) day(s string) string {
	for _, layout := range []string{"2 Jan 2006", "2 January 2006"} {
		if at, err := time.Parse(layout, s); err == nil {
			return l.date(at, layout)
		}
	}
	return ""
}

// chain says one sentence and another in brackets, sentences that stand one after the other, and lines whose parts have dots between them, "" where they are not known.
func (l in) chain(s string) string {
	if at := strings.Index(s, " ("); at > 0 {
		if head, ok := l.known(s[:at]); ok {
			if tail, ok := l.known(s[at+1:]); ok {
				return head + " " + tail
			}
		}
	}
	return cmp.Or(l.row(s, " · "), l.row(s, "; "))
}

// row says what stands between joints, "" unless all of it is known. The parts of a line with dots between them are apart: one is enough, as others are names.
func (l in) row(s, joint string) string {
	parts := strings.Split(s, joint)
	if len(parts) == 1 {
		return ""
	}
	some := false
	for i, part := range parts {
		said, ok := "", false
		if joint == ". " && i < len(parts)-1 { // first with its full stop
			said, ok = l.known(part + ".")
			said = strings.TrimSuffix(said, ".")
		}
		if !ok {
			said, ok = l.known(part)
		}
		some = some || ok
		switch {
		case ok:
			parts[i] = said
		case joint != " · ":
			return ""
		}
	}
	if !some {
		return ""
	}
	return strings.Join(parts, joint)
}

// fill is what the first of the sentences with places says, "" when it is none of them.
func (l in) fill(patterns []locale.Pattern, core string) string {
	for _, p := range patterns {
		places, ok := p.Fit(core)
		w := l.words()[p.Key]
		if !ok || w == "" || len(places) == 1 && len(p.Key) < plain && p.Key[0] == '*' && !l.begins(places[0]) {
			continue
		}
		for i, place := range places {
			places[i] = l.place(place)
		}
		w = saidPlace.ReplaceAllStringFunc(w, func(mark string) string {
			if n := int(mark[1] - '1'); n < len(places) {
				places[n] = l.sentence(places[n])
			}
			return mark[:2]
		})
		return locale.Fill(w, places)
	}
	return ""
}

// saidPlace is a place of a translation whose words are no name but of the program: "*1~" is said as a sentence.
var saidPlace = regexp.MustCompile(`\*[1-9]~`)

// begins reports whether s begins with a number.
func (l in) begins(s string) bool {
	figure, _ := l.figure(s)
	return figure != ""
}

// place is what stands in a place of a sentence: names stay, what begins with a number is said, and a phrase of several words in small letters that a catalogue has.
func (l in) place(s string) string {
	figure, long := l.figure(s)
	switch {
	case strings.HasPrefix(s, "“") && strings.Index(s, "”") == len(s)-len("”"):
		return l.t("“%s”", s[len("“"):len(s)-len("”")])
	case figure == "":
		if w := l.words()[s]; w != "" && strings.Contains(s, " ") && strings.ToLower(s) == s {
			return w
		}
		return s
	case long == len(s):
		return figure
	}
	if said, ok := l.known(s); ok {
		return said
	}
	return s
}

// pieces says a sentence piece by piece, "" unless each piece is known and one has words. Words stand side by side only after a number or a “name”: two words that a catalogue happens to have
// make no sentence, and may be a name.
func (l in) pieces(s string) string {
	var out strings.Builder
	words, begin, after, counted := false, true, false, false // begin: a piece may begin here; after: a figure or a name went before; counted: and so did its noun
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		figure, long := l.figure(s)
		end := strings.Index(s, "”")
		switch {
		case begin && figure != "":
			out.WriteString(figure)
			s, begin, after, counted = s[long:], false, true, false
		case r == '“' && end > 0:
			out.WriteString(l.t("“%s”", s[size:end]))
			s, begin, after, counted = s[end+len("”"):], false, true, false
		case !unicode.IsLetter(r):
			out.WriteRune(r)
			s, begin = s[size:], !unicode.IsDigit(r)
			if r != ' ' {
				after, counted = true, false
			}
		default:
			said, long := l.longest(s)
			if !begin || long == 0 || words && !after && !counted {
				return ""
			}
			out.WriteString(said)
			s, begin, words, after, counted = s[long:], false, true, false, after
		}
	}
	if !words {
		return ""
	}
	return out.String()
}

// longest is the longest beginning of s that a catalogue has, and how many bytes of s it is; it ends where a word ends.
func (l in) longest(s string) (said string, long int) {
	for end := len(s); end > 0; {
		for _, stop := range []string{".", "…", "?", ""} {
			if to := s[:end] + stop; strings.HasPrefix(s, to) && !strings.ContainsAny(to, "*%") {
				if w := l.words()[to]; w != "" {
					return w, len(to)
				}
			}
		}
		end = strings.LastIndexFunc(s[:end], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' })
	}
	return "", 0
}

// number is what a number looks like in English, with a sign or without.
var number = regexp.MustCompile(`^[+−±~≈-]?(\d+([.,]\d+)*|\.\d+)`)

// turned are the signs within a number in languages whose fractions begin with a comma.
var turned = strings.NewReplacer(",", ".", ".", ",")

// figure is the number that s begins with, as the language writes it, and how many bytes of s it is; "" where s begins otherwise.
func (l in) figure(s string) (figure string, long int) {
	figure = number.FindString(s)
	long = len(figure)
	if r, _ := utf8.DecodeRuneInString(s[long:]); long == 0 || unicode.IsLetter(r) {
		return "", 0
	}
	if !l.comma() {
		return figure, long
	}
	if strings.HasPrefix(figure, ".") {
		figure = "0" + figure
	}
	return turned.Replace(figure), long
}

// Explain is app.Explain in the language: what went wrong, and the way out.
func Explain(err error) (message, hint string) {
	message, hint = app.Explain(err)
	return Sentence(message), Sentence(hint)
}
