package token

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// bpe merges neighbours in the order learned (Sennrich and others 2016).
type bpe struct {
	words   map[string]int32
	ranks   map[[2]string]int
	unknown int32
	prefix  string // of pieces that do not begin a word
	suffix  string // of the piece that ends a word
	bytes   *[256]int32
	fuse    bool // unknown characters side by side make one token
	wholes  bool // a known whole word is not merged from its parts
}

// maxPiece bounds the time of merging, which grows with the square of a piece: longer pieces are cut.
const maxPiece = 256

func (f *modelFile) bpe(words map[string]int32, unknown int32) (*bpe, error) {
	m := &bpe{words: words, ranks: map[[2]string]int{}, unknown: unknown, suffix: f.Suffix, fuse: f.FuseUnknown,
		wholes: f.IgnoreMerges}
	if f.Prefix != nil {
		m.prefix = *f.Prefix
	}
	if f.ByteFallback {
		m.bytes = byteTokens(words)
	}
	var merges []json.RawMessage
	if err := json.Unmarshal(f.Merges, &merges); err != nil {
		return nil, fmt.Errorf("read the merges: %w", err)
	}
	for i, raw := range merges {
		var pair []string
		var line string
		if json.Unmarshal(raw, &line) == nil {
			pair = strings.SplitN(line, " ", 2)
		} else if err := json.Unmarshal(raw, &pair); err != nil {
			return nil, fmt.Errorf("read merge %d: %w", i, err)
		}
		if len(pair) != 2 {
			return nil, errors.New("a merge does not name two pieces")
		}
		m.ranks[[2]string{pair[0], pair[1]}] = i
	}
	return m, nil
}

// byteTokens returns the ids of the tokens <0x00> to <0xFF>, or nil when one is missing.
func byteTokens(words map[string]int32) *[256]int32 {
	var out [256]int32
	for b := range out {
		id, ok := words[fmt.Sprintf("<0x%02X>", b)]
		if !ok {
			return nil
		}
		out[b] = id
	}
	return &out
}

func (m *bpe) encode(dst []int32, piece string) []int32 {
	if id, ok := m.words[piece]; ok && m.wholes {
		return append(dst, id)
	}
	parts := m.letters(piece)
	for len(parts) > maxPiece {
		dst = m.merged(dst, parts[:maxPiece])
		parts = parts[maxPiece:]
	}
	return m.merged(dst, parts)
}

// letters cuts a piece into characters, marked as the model writes them.
func (m *bpe) letters(piece string) []string {
	var parts []string
	for i, r := range piece {
		s := string(r)
		if i > 0 {
			s = m.prefix + s
		}
		parts = append(parts, s)
	}
	if n := len(parts); n > 0 {
		parts[n-1] += m.suffix
	}
	return parts
}

// merged joins parts by rank until no pair is known, and appends the ids.
func (m *bpe) merged(dst []int32, letters []string) []int32 {
	parts := append([]string{}, letters...)
	for len(parts) > 1 {
		best, at := -1, 0
		for i := range len(parts) - 1 {
			if r, ok := m.ranks[[2]string{parts[i], parts[i+1]}]; ok && (best < 0 || r < best) {
				best, at = r, i
			}
		}
		if best < 0 {
			break
		}
		parts[at] += strings.TrimPrefix(parts[at+1], m.prefix)
		parts = append(parts[:at+1], parts[at+2:]...)
	}
	unknown := false
	for _, p := range parts {
		id, ok := m.words[p]
		switch {
		case ok:
			dst = append(dst, id)
		case m.bytes != nil:
			for i := range len(p) {
				dst = append(dst, m.bytes[p[i]])
			}
		case !m.fuse || !unknown:
			dst = add(dst, m.unknown)
		}
		unknown = !ok && m.bytes == nil
	}
	return dst
}
