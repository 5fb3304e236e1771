package token

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// normalizers returns the steps of a normalizer in order.
func normalizers(p *part, depth int) ([]func(string) string, error) {
	if p == nil {
		return nil, nil
	}
	if p.Type == "Sequence" {
		if depth > maxDepth {
			return nil, errors.New("normalizers are nested too deep")
		}
		var all []func(string) string
		for i := range p.Normalizers {
			steps, err := normalizers(&p.Normalizers[i], depth+1)
			if err != nil {
				return nil, err
			}
			all = append(all, steps...)
		}
		return all, nil
	}
	step, err := p.normalizer()
	if err != nil {
		return nil, err
	}
	return []func(string) string{step}, nil
}

func (p *part) normalizer() (func(string) string, error) {
	switch p.Type {
	case "BertNormalizer":
		return p.bert(), nil
	case "Lowercase":
		return strings.ToLower, nil
	case "NFC":
		return norm.NFC.String, nil
	case "NFD":
		return norm.NFD.String, nil
	case "NFKC":
		return norm.NFKC.String, nil
	case "NFKD":
		return norm.NFKD.String, nil
	case "StripAccents":
		return stripMarks, nil
	case "Strip":
		return p.strip, nil
	case "Nmt":
		return cleanSpaces, nil
	case "Precompiled": // SentencePiece's table, which for the models in use is NFKC with white space made plain
		return func(s string) string { return norm.NFKC.String(cleanSpaces(s)) }, nil
	case "Replace":
		return p.replace()
	case "Prepend":
		return func(s string) string {
			if s == "" {
				return s
			}
			return p.Prepend + s
		}, nil
	case "ByteLevel":
		return byteLetters, nil
	}
	return nil, &Unsupported{Part: "normalizer", Name: p.Type}
}

// bert cleans as BERT does: control characters go, Chinese characters stand alone, accents and capitals go.
func (p *part) bert() func(string) string {
	lower := isTrue(p.Lowercase, true)
	accents := isTrue(p.StripAccents, lower)
	clean, chinese := isTrue(p.CleanText, true), isTrue(p.Chinese, true)
	return func(s string) string {
		if clean {
			s = cleanControls(s)
		}
		if chinese {
			s = spaceChinese(s)
		}
		if accents {
			s = stripMarks(norm.NFD.String(s))
		}
		if lower {
			s = strings.ToLower(s)
		}
		return s
	}
}

func (p *part) strip(s string) string {
	if isTrue(p.Left, false) {
		s = strings.TrimLeftFunc(s, unicode.IsSpace)
	}
	if isTrue(p.Right, false) {
		s = strings.TrimRightFunc(s, unicode.IsSpace)
	}
	return s
}

func (p *part) replace() (func(string) string, error) {
	switch {
	case p.Pattern == nil:
		return nil, errors.New("a Replace normalizer has no pattern")
	case p.Pattern.String != nil && *p.Pattern.String != "":
		return func(s string) string { return strings.ReplaceAll(s, *p.Pattern.String, p.Content) }, nil
	case p.Pattern.Regex != nil:
		re, err := regexp.Compile(*p.Pattern.Regex)
		if err != nil {
			return nil, fmt.Errorf("a Replace normalizer: %w", err)
		}
		return func(s string) string { return re.ReplaceAllLiteralString(s, p.Content) }, nil
	}
	return nil, errors.New("a Replace normalizer has an empty pattern")
}

func isTrue(b *bool, otherwise bool) bool {
	if b == nil {
		return otherwise
	}
	return *b
}

// cleanControls drops control characters and makes all white space plain.
func cleanControls(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == 0, r == 0xFFFD, unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co):
			return -1
		}
		return r
	}, s)
}

// cleanSpaces makes white space and the marks of broken files plain, as SentencePiece does.
func cleanSpaces(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u200b', r == '\ufeff', r == 0xFFFD, unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
}

// spaceChinese puts spaces round each Chinese character.
func spaceChinese(s string) string {
	if !strings.ContainsFunc(s, isChinese) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if isChinese(r) {
			b.WriteByte(' ')
			b.WriteRune(r)
			b.WriteByte(' ')
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isChinese reports whether r is of the blocks that BERT takes for Chinese: kana and hangul are not.
func isChinese(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r >= 0x20000 && r <= 0x2CEAF ||
		r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F
}

// stripMarks drops marks that stand on their own, as accents do after NFD.
func stripMarks(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0x7F && unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, s)
}
