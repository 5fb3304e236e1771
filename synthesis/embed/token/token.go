// Package token cuts a text into the numbers that a sentence model reads, as the tokenizer.json beside the model
// says (the format of the Hugging Face tokenizers library).
//
// It knows the parts that encoders for sentences use: WordPiece, Unigram, BPE and WordLevel, with their usual
// normalizers, pre-tokenizers and templates. A file that names another part is refused with its name, for a text cut
// wrongly gives wrong numbers without a word. Files are not trusted: Read and Encode take any bytes without a panic.
//
// Tokens such as [SEP] that stand in a text are read as plain text, for there a person wrote them.
package token

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Tokenizer cuts texts. It is safe for use by many goroutines.
type Tokenizer struct {
	normalize []func(string) string
	split     []func([]string) []string
	model     model
	before    []int32 // what stands before and after every text
	after     []int32
	limit     int // tokens at most, with those before and after; 0: the file sets none
	pad       int32
	maxID     int32
}

// model turns one piece of text, as the pre-tokenizers cut it, into ids appended to dst.
type model interface {
	encode(dst []int32, piece string) []int32
}

// Limit returns how many tokens a text may have by the file, with those that the template adds; 0 when it says nothing.
func (t *Tokenizer) Limit() int { return t.limit }

// Pad returns the id that fills a short row.
func (t *Tokenizer) Pad() int32 { return t.pad }

// MaxID returns the largest id that Encode may return.
func (t *Tokenizer) MaxID() int32 { return t.maxID }

// bytesPerToken bounds the text looked at for a number of tokens: no tokenizer makes longer ones on average.
const bytesPerToken = 32

// Encode returns the ids of s with what the template puts around them, at most limit of them (limit at least 1). What
// does not fit is left out at the end. Broken UTF-8 counts as U+FFFD.
func (t *Tokenizer) Encode(s string, limit int) []int32 {
	if limit < len(t.before)+len(t.after) {
		return append(append([]int32{}, t.before...), t.after...)[:max(0, limit)]
	}
	if most := limit * bytesPerToken; len(s) > most {
		for most > 0 && !utf8.RuneStart(s[most]) {
			most--
		}
		s = s[:most]
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	for _, f := range t.normalize {
		s = f(s)
	}
	pieces := []string{s}
	for _, f := range t.split {
		pieces = f(pieces)
	}
	ids := append(make([]int32, 0, limit), t.before...)
	room := limit - len(t.after)
	for _, p := range pieces {
		if len(ids) >= room {
			break
		}
		if p != "" {
			ids = t.model.encode(ids, p)
		}
	}
	return append(ids[:min(len(ids), room)], t.after...)
}

// Unsupported says that a tokenizer.json names a part this package does not know.
type Unsupported struct {
	Part string // "normalizer", "pre-tokenizer", "model" or "template"
	Name string // as the file names it
}

// Error names the part.
func (e *Unsupported) Error() string { return fmt.Sprintf("%s %q is not supported", e.Part, e.Name) }
