package text

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Guess names the language a text is written in and how sure that is, from 0 to 1. The script decides where it is that of
// one language here, with the share of letters that are of it. Among languages of one script words vote: the sureness is how far
// the best leads the next, as a share of its own votes. A text without a sign of any known language is Unknown with 0.
//
// A vote is a stop word, and half a vote a letter or an ending that few languages have (Grefenstette 1995, "Comparing two
// language identification schemes", measured both); what several languages share is parted among them. A sentence
// mostly suffices, three words often do not: docs/QUALITY.md has figures.
func Guess(s string) (Language, float64) {
	script, share := scriptOf(s)
	switch script {
	case latin, cyrillic:
		return guessWords(s, script)
	case 0:
		return Unknown, 0
	}
	return ofScript(script, s), share
}

// script is a group of letters, see scripts.
type script int

const (
	latin script = iota + 1
	cyrillic
	greek
	arabic
	hebrew
	devanagari
	thai
	hangul
	kana
	han
	allScripts
)

var scripts = [allScripts]*unicode.RangeTable{latin: unicode.Latin, cyrillic: unicode.Cyrillic, greek: unicode.Greek, arabic: unicode.Arabic,
	hebrew: unicode.Hebrew, devanagari: unicode.Devanagari, thai: unicode.Thai, hangul: unicode.Hangul, kana: unicode.Hiragana, han: unicode.Han}

// dense is how many letters of an alphabet a letter of these scripts stands for, about.
var dense = [allScripts]int{hangul: 2, kana: 2, han: 3}

// maxGuess is how much of a text decides a guess, in bytes; more changes nothing.
const maxGuess = 20_000

// scriptOf returns the script of most of the letters and its share; 0 when there is no letter.
func scriptOf(s string) (script, float64) {
	var count [allScripts]int
	all := 0
	for _, r := range head(s) {
		found := script(0)
		switch {
		case r < utf8.RuneSelf:
			if r|0x20 >= 'a' && r|0x20 <= 'z' {
				found = latin
			}
		case unicode.Is(unicode.Katakana, r):
			found = kana
		case unicode.IsLetter(r):
			for sc := latin; sc < allScripts; sc++ {
				if unicode.Is(scripts[sc], r) {
					found = sc
					break
				}
			}
		}
		if found > 0 {
			n := max(1, dense[found])
			count[found] += n
			all += n
		}
	}
	if all == 0 {
		return 0, 0
	}
	// Japanese is written with both: a tenth in kana tells it from Chinese.
	if count[kana]*10 > count[han] {
		count[kana], count[han] = count[kana]+count[han], 0
	}
	best := latin
	for sc := latin; sc < allScripts; sc++ {
		if count[sc] > count[best] {
			best = sc
		}
	}
	return best, float64(count[best]) / float64(all)
}

func head(s string) string {
	if len(s) > maxGuess {
		return s[:maxGuess]
	}
	return s
}

// ofScript returns the language of a script that is one language's here.
func ofScript(sc script, s string) Language {
	switch sc {
	case greek:
		return Greek
	case hebrew:
		return Hebrew
	case devanagari:
		return Hindi
	case thai:
		return Thai
	case hangul:
		return Korean
	case kana:
		return Japanese
	case han:
		return Chinese
	case arabic:
		switch {
		case strings.ContainsAny(s, "ٹڈڑںے"):
			return Urdu
		case strings.ContainsAny(s, "پچژگ"):
			return Persian
		}
		return Arabic
	}
	return Unknown
}

// cue says that a letter or an ending is a sign of languages.
type cue struct {
	signs     string // parted by spaces
	languages []Language
}

// letterCues are letters that few languages of a script have, by the orthographies.
var letterCues = []cue{
	{"ß", []Language{German}}, {"ä", []Language{German, Swedish, Finnish}}, {"ö", []Language{German, Swedish, Finnish, Turkish, Hungarian}},
	{"ü", []Language{German, Turkish, Hungarian}}, {"ñ ¿ ¡", []Language{Spanish}}, {"ã õ", []Language{Portuguese}},
	{"ç", []Language{French, Portuguese, Turkish}}, {"ê ô", []Language{French, Portuguese}}, {"è ù", []Language{French, Italian}},
	{"à", []Language{French, Italian, Portuguese}}, {"ò ì", []Language{Italian}}, {"œ û ë ï", []Language{French, Dutch}}, {"î â", []Language{French, Romanian}},
	{"å", []Language{Swedish, Danish, Norwegian}}, {"ø æ", []Language{Danish, Norwegian}}, {"ł ą ę ś ź ż ć ń", []Language{Polish}},
	{"ě ř ů č š ž ď ť ý", []Language{Czech}}, {"ő ű", []Language{Hungarian}}, {"ğ ı ş", []Language{Turkish}}, {"ă ș ț", []Language{Romanian}},
	{"á í ú", []Language{Spanish, Portuguese, Czech, Hungarian}}, {"ó", []Language{Spanish, Polish, Hungarian}},
	{"é", []Language{French, Spanish, Portuguese, Hungarian, Czech}}, {"ы э ё ъ", []Language{Russian}}, {"і ї є ґ", []Language{Ukrainian}},
}

// endingCues are endings of words of at least five letters.
var endingCues = []cue{
	{"ung ungen keit heit lich isch ieren schaft", []Language{German}}, {"ing ness ally ould ght", []Language{English}},
	{"ción ciones miento dad ado ando aba", []Language{Spanish}}, {"ção ções dade mento ando ava eiro", []Language{Portuguese}},
	{"zione zioni tà mento ggio are ere ava", []Language{Italian}}, {"ement eux eur ais ait ois aient", []Language{French}},
	{"heid lijk baar ijk aal oor", []Language{Dutch}}, {"ość nie ego ych ować dzie", []Language{Polish}}, {"ssa ssä sta stä lla llä ksi nen", []Language{Finnish}},
	{"lar ler lık lik yor dan den", []Language{Turkish}}, {"ság ség ban ben nak nek ott ett", []Language{Hungarian}}, {"igt ade ning arna", []Language{Swedish}},
	{"else erne ede hed", []Language{Danish}}, {"else ene het", []Language{Norwegian}}, {"ului rea ește", []Language{Romanian}}, {"ého ost", []Language{Czech}},
}

// voters holds what votes for which languages.
type voters struct {
	words   map[string][]int
	letters map[rune][]int
	endings map[string][]int
}

const longestEnding = 7 // runes

var allVoters = sync.OnceValue(func() *voters {
	v := &voters{words: map[string][]int{}, letters: map[rune][]int{}, endings: map[string][]int{}}
	for i, lang := range languages {
		for w := range stopLists()[lang] {
			v.words[w] = append(v.words[w], i)
		}
	}
	for _, c := range letterCues {
		for sign := range strings.FieldsSeq(c.signs) {
			v.letters[firstRune(sign)] = append(v.letters[firstRune(sign)], places(c.languages)...)
		}
	}
	for _, c := range endingCues {
		for sign := range strings.FieldsSeq(c.signs) {
			v.endings[sign] = append(v.endings[sign], places(c.languages)...)
		}
	}
	return v
})

func places(langs []Language) []int {
	out := make([]int, len(langs))
	for i, lang := range langs {
		out[i] = slices.Index(languages, lang)
	}
	return out
}

// guessWords lets the words of a text vote.
func guessWords(s string, sc script) (Language, float64) {
	v := allVoters()
	votes := make([]float64, len(languages))
	cast := func(weight float64, langs []int) {
		for _, i := range langs {
			votes[i] += weight / float64(len(langs))
		}
	}
	for _, t := range Tokens(head(s)) {
		if t.Kind != Word || !unicode.Is(scripts[sc], firstRune(t.Norm)) {
			continue
		}
		cast(1, v.words[t.Norm])
		for _, r := range t.Norm {
			if r >= utf8.RuneSelf {
				cast(0.5, v.letters[r])
			}
		}
		cast(0.5, v.endings[endingOf(v, t.Norm)])
	}
	best, second := 0, -1
	for i := 1; i < len(votes); i++ {
		switch {
		case votes[i] > votes[best]:
			best, second = i, best
		case second < 0 || votes[i] > votes[second]:
			second = i
		}
	}
	if votes[best] == 0 {
		return Unknown, 0
	}
	return languages[best], (votes[best] - votes[second]) / votes[best]
}

// endingOf returns the longest ending of a word that votes, or "".
func endingOf(v *voters, norm string) string {
	if len(norm) < 5 {
		return ""
	}
	found := ""
	for i, n := len(norm), 0; i > 1 && n < longestEnding; n++ {
		_, size := utf8.DecodeLastRuneInString(norm[:i])
		i -= size
		if _, ok := v.endings[norm[i:]]; ok && i > 0 {
			found = norm[i:]
		}
	}
	return found
}

// Share is how much of several texts is in a language.
type Share struct {
	Language Language
	Share    float64 // of the words whose language was recognised, 0 to 1
}

// Shares names the languages of texts with their shares, the largest first; languages with less than a twentieth are left out.
// Texts too short or too unclear to tell are not counted. Of many texts a sample spread over them is read, the same for equal texts.
func Shares(texts []string) []Share {
	words := map[Language]float64{}
	all := 0.0
	for i := 0; i < len(texts); i += max(1, len(texts)/maxShares) {
		s := texts[i]
		if len(s) > maxShareText {
			s = s[:maxShareText]
		}
		lang, sure := Guess(s)
		if lang == Unknown || sure < minSure {
			continue
		}
		n := float64(utf8.RuneCountInString(s) * max(1, dense[scriptFor(lang)]))
		words[lang] += n
		all += n
	}
	var out []Share
	for lang, n := range words {
		if n >= all/20 {
			out = append(out, Share{lang, n / all})
		}
	}
	slices.SortFunc(out, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Share, a.Share), cmp.Compare(a.Language, b.Language))
	})
	return out
}

const (
	maxShares    = 400  // texts that Shares reads, up to twice as many
	maxShareText = 1000 // bytes of each
	minSure      = 0.2  // a text whose language is less sure is not counted
)

func scriptFor(lang Language) script {
	switch lang {
	case Japanese:
		return kana
	case Chinese:
		return han
	case Korean:
		return hangul
	}
	return latin
}

// mainShare is the share from which one language counts as that of all.
const mainShare = 0.75

// kin are languages so near each other that single sentences of one are taken for the other.
var kin = map[Language]int{Danish: 1, Norwegian: 1, Swedish: 1, Spanish: 2, Portuguese: 2, Russian: 3, Ukrainian: 3}

// Main names the language of texts: that of three quarters and more of what is recognised, counting what is taken for a language
// near to it; else Multiple; Unknown when nothing is recognised.
func Main(texts []string) Language {
	shares := Shares(texts)
	sum := 0.0
	for i, s := range shares {
		if k := kin[s.Language]; i == 0 || k > 0 && k == kin[shares[0].Language] && shares[0].Share > 2*s.Share {
			sum += s.Share
		}
	}
	switch {
	case len(shares) > 0 && sum >= mainShare:
		return shares[0].Language
	case len(shares) > 1:
		return Multiple
	}
	var b strings.Builder // texts too short to tell one by one
	for i := 0; i < len(texts) && b.Len() < maxGuess; i += max(1, len(texts)/maxShares) {
		b.WriteString(texts[i][:min(len(texts[i]), maxShareText)])
		b.WriteByte('\n')
	}
	lang, _ := Guess(b.String())
	return lang
}
