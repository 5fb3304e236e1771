package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// byteLevel cuts as GPT-2 does and writes every byte as a letter.
func (p *part) byteLevel() func([]string) []string {
	prefix, cuts := isTrue(p.AddPrefixSpace, true), isTrue(p.UseRegex, true)
	return func(pieces []string) []string {
		var out []string
		for _, s := range pieces {
			if prefix && s != "" && s[0] != ' ' {
				s = " " + s
			}
			if !cuts {
				out = append(out, byteLetters(s))
				continue
			}
			for s != "" {
				n := gptPiece(s)
				out = append(out, byteLetters(s[:n]))
				s = s[n:]
			}
		}
		return out
	}
}

// gptPiece returns the length of the first match of GPT-2's expression in s, at least one character:
//
//	's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
func gptPiece(s string) int {
	if s[0] == '\'' {
		for _, end := range []string{"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"} {
			if strings.HasPrefix(s, end) {
				return len(end)
			}
		}
	}
	start := 0
	if s[0] == ' ' {
		start = 1
	}
	if start < len(s) {
		r, _ := utf8.DecodeRuneInString(s[start:])
		if k := gptKind(r); k != gap {
			return start + run(s[start:], k)
		}
	}
	spaces := run(s, gap)
	if spaces == len(s) {
		return spaces
	}
	_, last := utf8.DecodeLastRuneInString(s[:spaces])
	if spaces > last {
		return spaces - last // the last space goes with what follows
	}
	return spaces
}

func gptKind(r rune) int {
	switch {
	case unicode.IsSpace(r):
		return gap
	case unicode.IsLetter(r):
		return firstRun
	case unicode.IsNumber(r):
		return secondRun
	}
	return single
}

// run returns the length of the leading characters of s that are of kind k, at least one character.
func run(s string, k int) int {
	for i, r := range s {
		if i > 0 && gptKind(r) != k {
			return i
		}
	}
	return len(s)
}

// letterOf holds the letter that stands for each byte: itself where it can be seen, else one from U+0100 on.
var letterOf = func() (out [256]rune) {
	next := rune(0x100)
	for b := range out {
		if b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE {
			out[b] = rune(b)
		} else {
			out[b] = next
			next++
		}
	}
	return out
}()

// byteLetters writes the bytes of s as letters.
func byteLetters(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(letterOf[s[i]])
	}
	return b.String()
}
