package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
	"github.com/kljensen/snowball/hungarian"
	"github.com/kljensen/snowball/norwegian"
	"github.com/kljensen/snowball/russian"
	"github.com/kljensen/snowball/spanish"
	"github.com/kljensen/snowball/swedish"
)

// Stemmer cuts words to what their forms share and remembers what it cut: by the Snowball rules (Porter 2001) for English,
// French, Spanish, Swedish, Norwegian, Russian and Hungarian; by a list of endings for German, Italian, Portuguese, Dutch, Danish, Finnish,
// Polish, Czech, Romanian, Turkish and Korean (light stemming, Savoy 2006); by articles and endings for Arabic (Larkey, Ballesteros and
// Connell 2002). Words of other languages stay whole. The zero value is ready, for an Unknown language.
// Not safe for concurrent use: give each goroutine its own.
type Stemmer struct {
	Lang  Language
	cache map[string]string
}

const (
	maxStemBytes = 60      // longer words are no words; they stay whole
	maxStemCache = 1 << 17 // words kept before the cache starts anew, about 10 MB
)

// Stem returns the stem of a word in lower case (Token.Norm).
func (m *Stemmer) Stem(norm string) string {
	if len(norm) <= 2 || len(norm) > maxStemBytes {
		return norm
	}
	cut := stemRule(m.Lang)
	if cut == nil {
		return norm
	}
	if stem, ok := m.cache[norm]; ok {
		return stem
	}
	if m.cache == nil || len(m.cache) >= maxStemCache {
		m.cache = make(map[string]string, 1024)
	}
	stem := safeStem(cut, norm)
	m.cache[norm] = stem
	return stem
}

func stemRule(lang Language) func(string, bool) string {
	switch lang {
	case English:
		return english.Stem
	case French:
		return french.Stem
	case Spanish:
		return spanish.Stem
	case Swedish:
		return swedish.Stem
	case Norwegian:
		return norwegian.Stem
	case Russian:
		return russian.Stem
	case Hungarian:
		return hungarian.Stem
	case Arabic:
		return func(w string, _ bool) string { return stemArabic(w) }
	}
	if list := endings[lang]; list != nil {
		return func(w string, _ bool) string { return stemLight(w, list) }
	}
	return nil
}

// safeStem returns the word itself should the rules fail on it or leave nothing.
func safeStem(cut func(string, bool) string, norm string) (stem string) {
	defer func() {
		if recover() != nil || stem == "" {
			stem = norm
		}
	}()
	return cut(norm, true)
}

// endings of words that change with their place in a sentence, longest first within each language.
var endings = map[Language][]string{
	German:     strings.Fields("ungen innen ung ern em en er es e s n"),
	Italian:    strings.Fields("ioni ione hi he i e a o"),
	Portuguese: strings.Fields("ções ção ões ão res es as os s a e o"),
	Dutch:      strings.Fields("ingen ing heden en s e"),
	Danish:     strings.Fields("erne erens eren ene ens ets er en et es e s"),
	Finnish:    strings.Fields("issa issä ista istä illa illä ille iin ssa ssä sta stä lla llä lta ltä lle ksi ien jen een aan ään ja jä ia iä ta tä na nä n t a ä i"),
	Polish:     strings.Fields("ościami ościach ością ości ość ami ach owi ego emu ych ymi ów om em ie ą ę y i a e o u"),
	Czech:      strings.Fields("ostmi ostech ostí osti ost ami ách ech ého ému ých ými ové ovi ům em ou y i a e o u á é í ý ě"),
	Romanian:   strings.Fields("urilor urile elor ilor ului uri ele ile ii ea le ul ei e i a ă"),
	Turkish:    strings.Fields("larından lerinden larında lerinde larını lerini ların lerin ları leri lardan lerden larda lerde lar ler ından inden ında inde ının inin nın nin dan den tan ten da de ta te ı i u ü"),
	Korean:     strings.Fields("에서는 으로는 에게서 이라고 에서 에게 에는 으로 까지 부터 처럼 보다 라고 이나 은 는 이 가 을 를 에 의 와 과 도 로 만"),
}

// minStem is the least number of letters that an ending leaves; Korean letters are syllables.
const (
	minStem       = 4
	minStemKorean = 2
)

// stemLight drops the longest ending that leaves enough of a word, and takes the two dots from German vowels, which come and go
// with the plural.
func stemLight(w string, list []string) string {
	least := minStem
	if unicode.Is(unicode.Hangul, firstRune(w)) {
		least = minStemKorean
	}
	for _, e := range list {
		if rest, ok := strings.CutSuffix(w, e); ok && utf8.RuneCountInString(rest) >= least {
			w = rest
			break
		}
	}
	return undotted.Replace(w)
}

var undotted = strings.NewReplacer("ä", "a", "ö", "o", "ü", "u", "ß", "ss")

// plainArabic returns an Arabic word without vowel marks and the lengthening stroke, with one form each of alef, yeh and heh.
func plainArabic(w string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == 'ـ', unicode.Is(unicode.Mn, r):
			return -1
		case r == 'أ', r == 'إ', r == 'آ', r == 'ٱ':
			return 'ا'
		case r == 'ى':
			return 'ي'
		case r == 'ة':
			return 'ه'
		case r == 'ؤ':
			return 'و'
		case r == 'ئ':
			return 'ي'
		}
		return r
	}, w)
}

var (
	arabicPrefixes = []string{"وال", "بال", "كال", "فال", "لل", "ال"}
	arabicEndings  = []string{"ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"}
)

// stemArabic is the light stemmer "light10": a conjunction, the article and common endings go.
func stemArabic(w string) string {
	w = plainArabic(w)
	letters := func(s string) int { return utf8.RuneCountInString(s) }
	if rest, ok := strings.CutPrefix(w, "و"); ok && letters(rest) >= 3 && !strings.HasPrefix(w, "وال") {
		w = rest
	}
	for _, p := range arabicPrefixes {
		if rest, ok := strings.CutPrefix(w, p); ok && letters(rest) >= 2 {
			w = rest
			break
		}
	}
	for _, e := range arabicEndings {
		if rest, ok := strings.CutSuffix(w, e); ok && letters(rest) >= 2 {
			w = rest
		}
	}
	return w
}
