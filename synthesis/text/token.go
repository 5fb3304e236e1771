package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind says what a Token is made of.
type Kind uint8

// The kinds of tokens.
const (
	Word   Kind = iota // letters, perhaps with digits: "login", "h264", "C++"
	Number             // digits, perhaps with inner marks: "12", "3.5", "10:30"
	Symbol             // emoji and other signs: "👍🏽", "€"
)

// Token is a word, number or symbol of a text. Punctuation and white space make no tokens.
type Token struct {
	Start, End int    // byte offsets into the text, half-open
	Kind       Kind   //
	Norm       string // lower case, straight apostrophe, contractions spelt out: "n't" is "not", "ca" of "can't" is "can"
}

// Tokens returns the tokens of s in order. Their spans do not overlap.
//
// English contractions become two tokens ("don't" is "do" and "not", "I'd" is "i" and "'d"), as do Romance
// elisions ("l'hôtel" is "l'" and "hôtel"); hyphens part words. A Han, Hiragana or Thai-like letter is a token of
// its own, since no spaces show where words end. Bytes that are no UTF-8 are skipped.
func Tokens(s string) []Token { return AppendTokens(make([]Token, 0, len(s)/6+1), s) }

// AppendTokens appends the tokens of s, see Tokens, to tokens: whoever reads many texts spares their memory.
func AppendTokens(tokens []Token, s string) []Token {
	for i := 0; i < len(s); {
		if ascii[s[i]] == classOther && s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		class := classOf(r, size)
		if class == classOther {
			i += size
			continue
		}
		end := i + size
		switch class {
		case classLetter, classDigit:
			end = wordEnd(s, i)
			tokens = appendWord(tokens, s, i, end)
		case classSingle:
			tokens = append(tokens, Token{Start: i, End: end, Kind: Word, Norm: s[i:end]})
		case classSymbol:
			end = i + symbolLen(s[i:], size)
			tokens = append(tokens, Token{Start: i, End: end, Kind: Symbol, Norm: s[i:end]})
		}
		i = end
	}
	return tokens
}

type runeClass uint8

const (
	classOther  runeClass = iota
	classLetter           // letters and the marks that follow them
	classDigit
	classSingle // a letter of a script written without spaces
	classSymbol
)

// ascii has the class of each ASCII byte.
var ascii = func() (class [256]runeClass) {
	for c := range class {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
			class[c] = classLetter
		case '0' <= c && c <= '9':
			class[c] = classDigit
		}
	}
	return class
}()

func classOf(r rune, size int) runeClass {
	switch {
	case r < utf8.RuneSelf:
		return ascii[r]
	case r == utf8.RuneError && size == 1:
		return classOther
	case unicode.IsLetter(r):
		if isUnspaced(r) {
			return classSingle
		}
		return classLetter
	case unicode.IsDigit(r):
		return classDigit
	case unicode.IsMark(r):
		return classOther // inside words marks are taken by wordEnd
	case unicode.IsSymbol(r):
		return classSymbol
	}
	return classOther
}

// isUnspaced reports whether r belongs to a script that writes no spaces between words.
func isUnspaced(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// IsUnspaced reports whether a word begins with a letter of a script written without spaces, such as Han. Tokens
// makes each such letter a word.
func IsUnspaced(norm string) bool { return isUnspaced(firstRune(norm)) }

// wordEnd returns the end of the word or number that starts at i: letters, digits and marks, and single
// apostrophes and number marks between them.
func wordEnd(s string, i int) int {
	var last runeClass
	for i < len(s) {
		if class := ascii[s[i]]; class != classOther { // most bytes of most texts
			last = class
			i++
			continue
		}
		if s[i] == ' ' {
			return i
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		class := classOf(r, size)
		switch {
		case class == classLetter || class == classDigit:
			last = class
		case size > 1 && (unicode.IsMark(r) || r == '\u200c' || r == '\u200d' || r == '\u00ad'):
			// a mark, joiner or soft hyphen belongs to the letter before it
		case isJoint(s[i+size:], r, last):
		default:
			return i + codeSuffix(s[i:], last)
		}
		i += size
	}
	return i
}

// isJoint reports whether r, between a rune of class last and rest, holds one token together.
func isJoint(rest string, r rune, last runeClass) bool {
	next, size := utf8.DecodeRuneInString(rest)
	class := classOf(next, size)
	if isApostrophe(r) {
		return last == classLetter && class == classLetter
	}
	return (r == '.' || r == ',' || r == ':') && last == classDigit && class == classDigit
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '＇' }

// codeSuffix returns the length of "++" or "#" after a letter, as in the names C++ and F#.
func codeSuffix(rest string, last runeClass) int {
	n := 0
	switch {
	case last != classLetter:
	case strings.HasPrefix(rest, "++"):
		n = 2
	case strings.HasPrefix(rest, "#"):
		n = 1
	}
	next, size := utf8.DecodeRuneInString(rest[n:])
	if class := classOf(next, size); class == classLetter || class == classDigit {
		return 0
	}
	return n
}

// symbolLen returns the length of the symbol at the start of s, whose first rune has size bytes: it goes on over
// variation selectors, skin tones, joiners and what they join, and the second letter of a flag.
func symbolLen(s string, size int) int {
	first, _ := utf8.DecodeRuneInString(s)
	i, joined := size, false
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\u200d':
			joined = true
		case r == '\ufe0f' || r >= 0x1f3fb && r <= 0x1f3ff || r == '\u20e3':
		case joined && classOf(r, size) == classSymbol:
			joined = false
		case isRegional(first) && isRegional(r):
			return i + size
		default:
			return i
		}
		i += size
	}
	return i
}

// isRegional reports whether r is half of a flag.
func isRegional(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }

// maxContracted is the longest word whose first part is looked at for a contraction of its own, in bytes.
const maxContracted = 24

// appendWord adds the tokens of the word s[start:end]: one, or two for a contraction or an elision.
func appendWord(tokens []Token, s string, start, end int) []Token {
	norm, kind := fold(s[start:end])
	if kind == Number || !strings.Contains(norm, "'") {
		return append(tokens, Token{Start: start, End: end, Kind: kind, Norm: norm})
	}
	head, tail := splitContraction(norm)
	if tail == "" {
		return append(tokens, Token{Start: start, End: end, Kind: kind, Norm: norm})
	}
	cut := end - sourceLen(s[start:end], len([]rune(tail)))
	if cut <= start {
		return append(tokens, Token{Start: start, End: end, Kind: kind, Norm: norm})
	}
	if full, ok := contractions[head+tail]; ok {
		head = full
	}
	if tail == "n't" {
		tail = "not"
	}
	if strings.Contains(head, "'") && len(head) <= maxContracted { // "shouldn't've"
		tokens = appendWord(tokens, s, start, cut)
	} else {
		tokens = append(tokens, Token{Start: start, End: cut, Kind: Word, Norm: head})
	}
	return append(tokens, Token{Start: cut, End: end, Kind: Word, Norm: tail})
}

// sourceLen returns how many bytes the last n runes of s take, soft hyphens not counted as runes.
func sourceLen(s string, n int) int {
	i := len(s)
	for i > 0 && n > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		if !isDropped(r) {
			n--
		}
	}
	return len(s) - i
}

func isDropped(r rune) bool { return r == '\u00ad' || r == utf8.RuneError }

// fold returns word in lower case with straight apostrophes and without soft hyphens, and its kind.
func fold(word string) (string, Kind) {
	kind, plain, onlyASCII := Number, true, true
	for i := 0; i < len(word); i++ {
		c := word[i]
		plain = plain && (c >= 'a' && c <= 'z' || c >= '0' && c <= '9')
		onlyASCII = onlyASCII && c < utf8.RuneSelf
		if c >= utf8.RuneSelf || c|0x20 >= 'a' && c|0x20 <= 'z' {
			kind = Word
		}
	}
	if plain {
		return word, kind
	}
	if onlyASCII {
		return strings.ToLower(word), kind
	}
	return strings.Map(func(r rune) rune {
		switch {
		case isDropped(r):
			return -1
		case isApostrophe(r):
			return '\''
		}
		return unicode.ToLower(r)
	}, word), kind
}

// contractions are words whose first part changes: what it stands for.
var contractions = map[string]string{"can't": "can", "won't": "will", "shan't": "shall", "ain't": "is"}

// clitics are endings that are words of their own, longest first.
var clitics = []string{"n't", "'ll", "'re", "'ve", "'s", "'d", "'m"}

// elided are Romance words that lose their last vowel before another: "l'hôtel", "dell'arte".
var elided = map[string]bool{"l": true, "d": true, "j": true, "m": true, "t": true, "s": true, "c": true, "n": true, "qu": true,
	"jusqu": true, "lorsqu": true, "puisqu": true, "un": true, "all": true, "dall": true, "dell": true, "nell": true, "sull": true}

// splitContraction parts a lower-case word with an apostrophe; tail is empty when it is one word.
func splitContraction(norm string) (head, tail string) {
	for _, c := range clitics {
		if len(norm) > len(c) && strings.HasSuffix(norm, c) {
			return norm[:len(norm)-len(c)], c
		}
	}
	if i := strings.IndexByte(norm, '\''); elided[norm[:i]] && i+1 < len(norm) {
		return norm[:i+1], norm[i+1:]
	}
	return norm, ""
}
