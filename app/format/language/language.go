// Package language guesses which language a text is written in.
package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Guess returns the ISO 639-1 code of the language of text: by its script for languages that have one of their
// own, else by counting function words; "" when the text is short or no language leads clearly. It looks at the first
// 40,000 bytes.
func Guess(text string) string {
	text = text[:cut(text, 40_000)]
	if code := byScript(text); code != "" {
		return code
	}
	scores := make([]int, len(languages))
	words := 0
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		words++
		if len(w) <= 12 {
			for _, l := range owners[strings.ToLower(w)] {
				scores[l]++
			}
		}
	}
	best, second := -1, 0
	for i, s := range scores {
		if best < 0 || s > scores[best] {
			if best >= 0 {
				second = scores[best]
			}
			best = i
		} else if s > second {
			second = s
		}
	}
	// One word in twelve is a function word of the list in plain speech of every language listed.
	if scores[best] < 3 || scores[best]*12 < words || scores[best]*4 < second*5 {
		return ""
	}
	return languages[best].code
}

// cut returns the last rune boundary of s at or before n.
func cut(s string, n int) int {
	if len(s) <= n {
		return len(s)
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

var scripts = []struct {
	code  string
	table *unicode.RangeTable
}{
	{"ja", unicode.Hiragana}, {"ja", unicode.Katakana}, {"ko", unicode.Hangul}, {"zh", unicode.Han}, {"ru", unicode.Cyrillic},
	{"el", unicode.Greek}, {"ar", unicode.Arabic}, {"he", unicode.Hebrew}, {"th", unicode.Thai}, {"hi", unicode.Devanagari},
}

func byScript(text string) string {
	counts := map[string]int{}
	letters := 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if r < 0x370 {
			continue
		}
		for _, s := range scripts {
			if unicode.Is(s.table, r) {
				counts[s.code]++
				break
			}
		}
	}
	if letters < 6 {
		return ""
	}
	if counts["ja"]*10 > counts["zh"] && counts["ja"] > 0 && (counts["ja"]+counts["zh"])*2 > letters {
		return "ja" // written with kana and Chinese characters
	}
	for _, s := range scripts {
		if counts[s.code]*2 > letters {
			if s.code == "ru" && strings.ContainsAny(text, "іїєґ") {
				return "uk"
			}
			return s.code
		}
	}
	return ""
}

var languages = []struct{ code, words string }{
	{"en", "the and to of that it is was you i in we they this have but so with for not what it's don't i'm just are be on"},
	{"de", "der die das und ich ist nicht es ein eine zu den mit auf wir sie aber auch dass war von für wie man mir habe dann"},
	{"fr", "le la les et je est pas que un une des vous c'est on pour dans mais ce qui j'ai il avec sur du était ça donc"},
	{"es", "el la los que y en no un una es se lo con por para pero las me del está muy como más eso yo porque"},
	{"it", "il di che non la un è per una ho sono mi con ma come si del anche questo le gli più era perché della io"},
	{"pt", "o que não e um uma de é para com eu os mas do da se isso em foi mais muito na por como você tem"},
	{"nl", "de het een ik en van niet dat is je in maar op te zijn was voor met ook wel er we die heb dan naar"},
	{"sv", "och att det jag är inte en som på för med men har vi den av så ett var till om man när från"},
	{"da", "og jeg det er ikke at en på til med som har men vi for den af så et var man også hvad fra"},
	{"pl", "i nie to się w na że jest z do jak ale ja co tak mi było czy bo po już za przez dla tylko"},
	{"cs", "a to se je na že v jsem ne jak ale tak já by co si s z do už bylo mi když protože"},
	{"hu", "a az és hogy nem is egy de ez csak van meg volt ha én azt mert már még így lehet vagy"},
	{"fi", "ja on ei se että en mutta niin oli mitä kun minä ole tai jos sitten kuin nyt vain ovat"},
	{"tr", "ve bir bu da de için çok ben ama ne var gibi daha sonra değil yok olarak bana kadar"},
	{"ro", "și de la nu că este în am un o cu pe să mai dar pentru din care era foarte eu"},
}

// owners maps a function word to the languages that use it.
var owners = func() map[string][]int {
	m := map[string][]int{}
	for i, l := range languages {
		for w := range strings.FieldsSeq(l.words) {
			m[w] = append(m[w], i)
		}
	}
	return m
}()
