package report

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/chart"
	"throughline/assets/locale"
)

// Language is what the fixed words, dates and numbers of a report are written in: headings, labels, method words. What people wrote stays as it is.
type Language string

// The languages. The empty Language is English.
const (
	English Language = "en"
	German  Language = "de"
	Spanish Language = "es"
)

// Languages are all languages, English first.
func Languages() []Language { return []Language{English, German, Spanish} }

// Name is the language's own name.
func (l Language) Name() string {
	switch l {
	case German:
		return "Deutsch"
	case Spanish:
		return "Español"
	}
	return "English"
}

// Tag is the language as files name it: "en", "de" or "es".
func (l Language) Tag() string {
	if l == German || l == Spanish {
		return string(l)
	}
	return string(English)
}

// Say is a fixed word or sentence, named by its English, in the language; what is not in its catalogue stays English.
func (l Language) Say(key string) string { return tongue{l}.t(key) }

// tongue writes words, numbers and dates in a language.
type tongue struct{ lang Language }

// t is a fixed sentence, named by its English, with its places filled as by fmt.Sprintf. White space round it stays outside the catalogue.
func (g tongue) t(key string, args ...any) string {
	if g.lang == German || g.lang == Spanish {
		core := strings.TrimSpace(key)
		if w, ok := locale.Words(g.lang.Tag())[core]; ok {
			at := strings.Index(key, core)
			key = key[:at] + w + key[at+len(core):]
		}
	}
	if len(args) == 0 {
		return key
	}
	return fmt.Sprintf(key, args...)
}

// figure writes the signs of a number as the language has them: 1,234.5 or 1.234,5.
func (g tongue) figure(s string) string {
	if g.lang != German && g.lang != Spanish {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case ',':
			return '.'
		case '.':
			return ','
		}
		return r
	}, s)
}

// count writes a number with parted thousands.
func (g tongue) count(n int) string { return g.figure(chart.Format(float64(n))) }

// counted writes a number with its noun: "1 insight", "12 insights", "no insights" never: "0 insights".
func (g tongue) counted(n int, one, many string) string {
	if n == 1 {
		return g.one(one)
	}
	return g.count(n) + " " + g.t(many)
}

// one is a single thing with its number, which agrees with it: "1 Person hat", "1 persona ha".
func (g tongue) one(noun string) string { return "1 " + g.t(noun) }

// kOfN writes a count with its denominator, "8 of 12". Without a denominator it writes the count alone.
func (g tongue) kOfN(k, n int) string {
	if n <= 0 || k > n {
		return g.count(k)
	}
	return g.t("%s of %s", g.count(k), g.count(n))
}

// peopleOf is kOfN with its noun: "8 of 12 people", "1 person".
func (g tongue) peopleOf(k, n int) string {
	if n <= 0 || k > n {
		return g.counted(k, "person", "people")
	}
	return g.kOfN(k, n) + " " + g.t(plural(n, "person", "people"))
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// day writes a date as "4 November 2026", "" when unknown.
func (g tongue) day(d app.Date) string {
	t := d.Time()
	if t.IsZero() {
		return ""
	}
	return g.date(t, true, true)
}

// date writes a day with month and year as far as they are told.
func (g tongue) date(t time.Time, month, year bool) string {
	first, between := "2", " "
	switch g.lang {
	case German:
		first = "2."
	case Spanish:
		between = " de "
	}
	s := t.Format(first)
	if month {
		s += between + g.t(t.Format("January"))
	}
	if year {
		s += between + t.Format("2006")
	}
	return s
}

// shortDay writes a date so that it stays on one line of a narrow column: "4 Nov 2026".
func (g tongue) shortDay(d app.Date) string {
	t := d.Time()
	if t.IsZero() {
		return ""
	}
	point := ""
	if g.lang == German {
		point = "."
	}
	return t.Format("2") + point + "\u00a0" + g.t(t.Format("Jan")) + "\u00a0" + t.Format("2006")
}

// days writes a range of dates as short as it stays clear: "2–26 September 2026".
func (g tongue) days(from, to app.Date) string {
	a, b := from.Time(), to.Time()
	switch {
	case a.IsZero():
		return g.day(to)
	case b.IsZero() || from == to:
		return g.day(from)
	case a.Year() != b.Year():
		return g.day(from) + " – " + g.day(to)
	case a.Month() != b.Month():
		return g.date(a, true, false) + " – " + g.day(to)
	}
	return g.date(a, false, false) + "–" + g.day(to)
}

// enumerate writes a list of words: "a, b and c".
func (g tongue) enumerate(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + g.t(" and ") + words[len(words)-1]
}

// percent writes a share (0-1) in whole percent.
func (g tongue) percent(share float64) string { return fmt.Sprintf("%.0f %%", share*100) }

func (g tongue) intervalText(k, n int) string {
	lo, hi := interval95(k, n)
	return fmt.Sprintf("%.0f–%.0f %%", lo*100, hi*100)
}

// phrase is a sentence that another room made, found by its pattern: "newest 6 weeks ago" by "newest * ago". What no pattern fits stays.
func (g tongue) phrase(s string) string {
	if g.lang != German && g.lang != Spanish {
		return s
	}
	var out []string
	for _, sentence := range strings.SplitAfter(s, ". ") {
		core := strings.TrimSuffix(sentence, " ")
		said := g.fitted(core, 0)
		if bare, ok := strings.CutSuffix(core, "."); ok && said == core { // a part of a sentence that ends one here
			said = g.fitted(bare, 0) + "."
		}
		out = append(out, said+sentence[len(core):])
	}
	return unmarked.Replace(strings.Join(out, ""))
}

// Own marks somebody's own words in a sentence that is said in the language by its pattern, so that they stay as they are. What is said has no marks.
func (l Language) Own(words string) string {
	if l.Tag() == English.Tag() || words == "" {
		return words
	}
	return ownBegins + words + ownEnds
}

// The marks round somebody's own words are of the private use area: no text has them.
const (
	ownBegins = "\uE0F2"
	ownEnds   = "\uE0F3"
)

var unmarked = strings.NewReplacer(ownBegins, "", ownEnds, "")

// places are those that fmt.Sprintf fills.
var places = regexp.MustCompile(`%[a-z\[]`)

// fitted puts a sentence into the pattern that fits it, and what stands in its places into theirs.
func (g tongue) fitted(s string, depth int) string {
	if own, ok := strings.CutPrefix(s, ownBegins); ok && strings.HasSuffix(s, ownEnds) && strings.Count(own, ownBegins) == 0 {
		return s
	}
	words := locale.Words(g.lang.Tag())
	if w, ok := words[s]; ok && !strings.Contains(s, "*") && !places.MatchString(s) {
		return w
	}
	if strings.Trim(s, "0123456789,.+−-% ") == "" {
		return g.figure(s)
	}
	if depth > 4 { // no sentence is nested deeper
		return s
	}
	for _, p := range locale.Patterns(g.lang.Tag()) {
		parts, ok := p.Fit(s)
		if !ok {
			continue
		}
		text := saidPlace.ReplaceAllString(words[p.Key], "*")
		for _, part := range parts {
			text = strings.Replace(text, "*", strings.ReplaceAll(g.fitted(part, depth+1), "*", "∗"), 1)
		}
		return text
	}
	return s
}

// saidPlace marks a place of a translation whose words the window has to say, too; here all are said.
var saidPlace = regexp.MustCompile(`\*[1-9]~`)

// phrases are sentences or parts of them, each by its pattern.
func (g tongue) phrases(all []string) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = g.phrase(s)
	}
	return out
}
