package token

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// preTokenizers returns the steps of a pre-tokenizer in order.
func preTokenizers(p *part, depth int) ([]func([]string) []string, error) {
	if p == nil {
		return nil, nil
	}
	if p.Type == "Sequence" {
		if depth > maxDepth {
			return nil, errors.New("pre-tokenizers are nested too deep")
		}
		var all []func([]string) []string
		for i := range p.PreTokenizers {
			steps, err := preTokenizers(&p.PreTokenizers[i], depth+1)
			if err != nil {
				return nil, err
			}
			all = append(all, steps...)
		}
		return all, nil
	}
	step, err := p.preTokenizer()
	if err != nil {
		return nil, err
	}
	return []func([]string) []string{step}, nil
}

func (p *part) preTokenizer() (func([]string) []string, error) {
	switch p.Type {
	case "BertPreTokenizer":
		return each(func(s string) []string { return byKind(s, bertKind) }), nil
	case "Whitespace":
		return each(func(s string) []string { return byKind(s, wordKind) }), nil
	case "WhitespaceSplit":
		return each(strings.Fields), nil
	case "Punctuation":
		return p.by(func(s string) [][2]int { return runesWhere(s, isPunctuation, true) })
	case "Digits":
		return p.digits()
	case "CharDelimiterSplit":
		if p.Delimiter == "" {
			return nil, errors.New("a CharDelimiterSplit has no delimiter")
		}
		return each(func(s string) []string { return strings.Split(s, p.Delimiter) }), nil
	case "Metaspace":
		return p.metaspace(), nil
	case "ByteLevel":
		return p.byteLevel(), nil
	case "Split":
		return p.pattern()
	}
	return nil, &Unsupported{Part: "pre-tokenizer", Name: p.Type}
}

// each makes a step of a function that cuts one piece.
func each(cut func(string) []string) func([]string) []string {
	return func(pieces []string) []string {
		var out []string
		for _, p := range pieces {
			out = append(out, cut(p)...)
		}
		return out
	}
}

// Kinds of characters for byKind: runs of one kind stay together, gaps are dropped, singles stand alone.
const (
	gap = iota
	single
	firstRun
	secondRun
)

func bertKind(r rune) int {
	switch {
	case unicode.IsSpace(r):
		return gap
	case isPunctuation(r):
		return single
	}
	return firstRun
}

func wordKind(r rune) int {
	switch {
	case unicode.IsSpace(r):
		return gap
	case r == '_', unicode.In(r, unicode.L, unicode.M, unicode.N):
		return firstRun
	}
	return secondRun
}

func isPunctuation(r rune) bool {
	if r < 0x80 {
		return r > ' ' && r < 0x7F && !(r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z')
	}
	return unicode.Is(unicode.P, r)
}

func byKind(s string, kind func(rune) int) []string {
	var out []string
	start, last := 0, gap
	for i, r := range s {
		k := kind(r)
		if k == last && k != single {
			continue
		}
		if last != gap {
			out = append(out, s[start:i])
		}
		start, last = i, k
	}
	if last != gap {
		out = append(out, s[start:])
	}
	return out
}

// runesWhere returns the byte ranges of the characters for which is holds, each alone or in runs.
func runesWhere(s string, is func(rune) bool, alone bool) [][2]int {
	var out [][2]int
	for i, r := range s {
		if !is(r) {
			continue
		}
		end := i + utf8.RuneLen(r)
		if n := len(out); !alone && n > 0 && out[n-1][1] == i {
			out[n-1][1] = end
		} else {
			out = append(out, [2]int{i, end})
		}
	}
	return out
}

func (p *part) digits() (func([]string) []string, error) {
	p.Behavior = "Isolated"
	return p.by(func(s string) [][2]int { return runesWhere(s, unicode.IsNumber, p.IndividualDigits) })
}

// pattern cuts at matches of a text or a regular expression.
func (p *part) pattern() (func([]string) []string, error) {
	if p.Pattern == nil || p.Pattern.String == nil && p.Pattern.Regex == nil {
		return nil, errors.New("a Split has no pattern")
	}
	source := ""
	if p.Pattern.String != nil {
		source = regexp.QuoteMeta(*p.Pattern.String)
	} else {
		source = *p.Pattern.Regex
	}
	re, err := regexp.Compile(source)
	if err != nil {
		return nil, fmt.Errorf("a Split: %w", err)
	}
	return p.by(func(s string) [][2]int {
		var out [][2]int
		for _, m := range re.FindAllStringIndex(s, -1) {
			if m[1] > m[0] {
				out = append(out, [2]int{m[0], m[1]})
			}
		}
		return out
	})
}

// by cuts where find says, and does with what was found as the behavior says.
func (p *part) by(find func(string) [][2]int) (func([]string) []string, error) {
	behavior := p.Behavior
	if behavior == "" {
		behavior = "Isolated"
	}
	switch behavior {
	case "Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous":
	default:
		return nil, &Unsupported{Part: "pre-tokenizer", Name: p.Type + " " + behavior}
	}
	return each(func(s string) []string {
		found := find(s)
		if p.Invert {
			found = between(found, len(s))
		}
		return cut(s, found, behavior)
	}), nil
}

// between returns what lies between the ranges.
func between(found [][2]int, n int) [][2]int {
	var out [][2]int
	last := 0
	for _, f := range append(found, [2]int{n, n}) {
		if f[0] > last {
			out = append(out, [2]int{last, f[0]})
		}
		last = f[1]
	}
	return out
}

func cut(s string, found [][2]int, behavior string) []string {
	var out []string
	start, end := 0, -1 // of the piece under way; where the last match ended
	emit := func(to int) {
		if to > start {
			out = append(out, s[start:to])
		}
		start = to
	}
	for _, f := range found {
		switch behavior {
		case "Removed":
			emit(f[0])
			start = f[1]
		case "MergedWithPrevious":
			emit(f[1])
		case "MergedWithNext":
			emit(f[0])
		case "Contiguous":
			if f[0] != end {
				emit(f[0])
			}
			end = f[1]
			if !touches(found, f[1]) {
				emit(f[1])
			}
		default:
			emit(f[0])
			emit(f[1])
		}
	}
	emit(len(s))
	return out
}

func touches(found [][2]int, at int) bool {
	for _, f := range found {
		if f[0] == at {
			return true
		}
	}
	return false
}

// metaspace marks spaces with a sign that is part of the tokens, as SentencePiece does.
func (p *part) metaspace() func([]string) []string {
	sign := p.Replacement
	if sign == "" {
		sign = "▁"
	}
	prepend := p.PrependScheme != "never" && isTrue(p.AddPrefixSpace, true)
	split := isTrue(p.SplitPieces, true)
	return func(pieces []string) []string {
		var out []string
		for i, s := range pieces {
			s = strings.ReplaceAll(s, " ", sign)
			if prepend && (p.PrependScheme != "first" || i == 0) && !strings.HasPrefix(s, sign) {
				s = sign + s
			}
			if !split {
				out = append(out, s)
				continue
			}
			for s != "" {
				at := strings.Index(s[1:], sign)
				if at < 0 {
					break
				}
				out = append(out, s[:at+1])
				s = s[at+1:]
			}
			out = append(out, s)
		}
		return out
	}
}
