package charset

import (
	"strings"
	"unicode"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode/utf32"

	wide "golang.org/x/text/encoding/unicode"
)

// believed is the confidence from which the statistical detector's word is taken. Below it, it is right less often
// than the rule of thumb for Latin scripts.
const believed = 0.8

// legacy tells eight-bit encodings apart by the surroundings of their non-ASCII bytes. When these stand alone
// among ASCII letters the text is in a Latin script, and the encoding is the one under which they make sense
// where they stand; ties go to windows-1252. Otherwise the statistical detector decides.
func legacy(sample []byte) Guess {
	alone, high := 0, 0
	for i, b := range sample {
		if b < 0x80 {
			continue
		}
		high++
		if (i == 0 || sample[i-1] < 0x80) && (i+1 == len(sample) || sample[i+1] < 0x80) {
			alone++
		}
	}
	latin, sure := bestLatin(sample)
	stat, confidence := statistical(sample)
	switch {
	case alone*10 >= high*6 && (high < 40 || !isLatin(stat) || confidence < believed):
		return Guess{Name: latin, Sure: sure}
	case stat != "" && confidence >= believed:
		return Guess{Name: stat, Sure: true}
	case alone*2 >= high || stat == "":
		return Guess{Name: latin, Sure: false}
	}
	return Guess{Name: stat, Sure: false}
}

// statistical asks the detector. Names that cannot be decoded give "".
func statistical(sample []byte) (name string, confidence float64) {
	defer func() {
		if recover() != nil { // its tables are large and not ours: a fault in them must not cost the file
			name, confidence = "", 0
		}
	}()
	for i, r := range chardet.DetectAll(sample) {
		if i == 0 || r.Confidence > confidence {
			if n, ok := Canonical(r.Encoding); ok && !strings.HasPrefix(n, "utf-") {
				name, confidence = n, r.Confidence
			}
		}
	}
	return name, confidence
}

func isLatin(name string) bool {
	switch name {
	case "windows-1252", "windows-1250", "windows-1254", "windows-1257", "macintosh", "iso-8859-2", "iso-8859-15":
		return true
	}
	return false
}

// latins are tried in this order; an earlier one wins a tie.
var latins = []struct {
	name string
	cm   *charmap.Charmap
	own  string // letters that speak for it where two encodings both give letters
}{
	{"windows-1252", charmap.Windows1252, western},
	{"macintosh", charmap.Macintosh, western},
	{"windows-1250", charmap.Windows1250, "ąćęłńśźżŁŚŻőűáéíóúäöüßçčďěňřšťůžýČŘŠŽîâţş"},
	{"windows-1254", charmap.Windows1254, "ğışçöüİŞ"},
}

// western lists letters common in western Europe. It lacks õ and û, whose places Hungarian ő and ű take.
const western = "äöüÄÖÜßéèàêçñáíóúâîôëïåæøœãìòùÉÀÅÆØÑÇÊÂÔÓÚÍÁºª"

// bestLatin returns the Latin encoding under which the sample's non-ASCII bytes suit their neighbours best, and
// whether the lead over the next is clear.
func bestLatin(sample []byte) (name string, sure bool) {
	var used [256]bool
	high := 0
	for _, b := range sample {
		if b >= 0x80 {
			used[b] = true
			high++
		}
	}
	var scores [4]int
	best := 0
	for i, l := range latins {
		scores[i] = latinScore(l.cm, l.own, sample)
		if scores[i] > scores[best] {
			best = i
		}
	}
	if best == 0 {
		return latins[0].name, scores[0]*2 >= high*3 // by far the commonest: no lead is asked for, only sense
	}
	for i, l := range latins {
		if i != best && scores[best]-scores[i] < max(1, high/4) && !sameText(l.cm, latins[best].cm, &used) {
			return latins[best].name, false
		}
	}
	return latins[best].name, true
}

func latinScore(cm *charmap.Charmap, own string, sample []byte) int {
	score := 0
	for i, b := range sample {
		if b < 0x80 {
			continue
		}
		prev, next := ' ', ' '
		if i > 0 {
			prev = cm.DecodeByte(sample[i-1])
		}
		if i+1 < len(sample) {
			next = cm.DecodeByte(sample[i+1])
		}
		score += suits(cm.DecodeByte(b), prev, next, own)
	}
	return score
}

// sameText reports whether both encodings give the same text for the bytes used.
func sameText(a, b *charmap.Charmap, used *[256]bool) bool {
	for i, u := range used {
		if u && a.DecodeByte(byte(i)) != b.DecodeByte(byte(i)) {
			return false
		}
	}
	return true
}

// suits scores a character between its neighbours: letters inside words, quotation marks at the edges of words.
func suits(r, prev, next rune, own string) int {
	switch {
	case r == unicode.ReplacementChar || r < 0xA0:
		return -6
	case unicode.IsLetter(r):
		return letterSuits(r, prev, next, own)
	}
	return signSuits(r, unicode.IsLetter(prev), unicode.IsLetter(next), unicode.IsSpace(prev))
}

func letterSuits(r, prev, next rune, own string) int {
	switch {
	case unicode.IsUpper(r) && unicode.IsLower(prev):
		return -3
	case !unicode.IsLetter(prev) && !unicode.IsLetter(next):
		return -1
	case strings.ContainsRune(own, r):
		return 3
	}
	return 0
}

// signSuits scores a sign by whether letters stand before and after it, or a blank before.
func signSuits(r rune, before, after, blank bool) int {
	in := before && after
	is := func(signs string) bool { return strings.ContainsRune(signs, r) }
	switch {
	case is("¿¡"):
		return edge(!before)
	case is("’") && before:
		return 3
	case is("’"):
		return 1
	case is("“„«‘‚"):
		return edge(after && !before)
	case is("”»"):
		return edge(!after && !blank)
	case is("–—…€\u00a0"):
		return edge(!in)
	case is("°§£©®™·•½×"):
		return edge(!in) / 2
	case in:
		return -3
	}
	return -1
}

func edge(good bool) int {
	if good {
		return 2
	}
	return -2
}

func assigned(r rune) bool {
	return unicode.IsPrint(r) || unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.M, unicode.Co)
}

// Canonical returns the name under which an encoding is known here, and whether it can be decoded. It knows the
// labels of the WHATWG encoding standard and those of the detector, in any case; "utf-16" is little-endian.
func Canonical(label string) (string, bool) {
	l := strings.ToLower(strings.TrimSpace(label))
	switch l {
	case "utf-32le", "utf-32be":
		return l, true
	case "utf-32":
		return "utf-32le", true
	case "utf-8-sig", "ascii", "us-ascii":
		return "utf-8", true
	case "macroman":
		return "macintosh", true
	case "maccyrillic":
		return "x-mac-cyrillic", true
	case "cp932":
		return "shift_jis", true
	case "cp949":
		return "euc-kr", true
	case "gb2312":
		return "gb18030", true
	}
	e, err := htmlindex.Get(l)
	if err != nil || e == encoding.Replacement {
		return "", false
	}
	name, err := htmlindex.Name(e)
	if err != nil || name == "replacement" || name == "x-user-defined" {
		return "", false
	}
	return name, true
}

// decoder returns a decoder for a canonical name. It writes U+FFFD for what does not fit and drops no mark.
func decoder(name string) *encoding.Decoder {
	switch name {
	case "utf-16le":
		return wide.UTF16(wide.LittleEndian, wide.IgnoreBOM).NewDecoder()
	case "utf-16be":
		return wide.UTF16(wide.BigEndian, wide.IgnoreBOM).NewDecoder()
	case "utf-32le":
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM).NewDecoder()
	case "utf-32be":
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM).NewDecoder()
	}
	if e, err := htmlindex.Get(name); err == nil {
		return e.NewDecoder()
	}
	return wide.UTF8.NewDecoder()
}
