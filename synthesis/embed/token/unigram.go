package token

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"unicode/utf8"
)

// unigram takes the most probable cut of a piece (Kudo 2018, as in SentencePiece).
type unigram struct {
	words    map[string]int32
	scores   []float64 // log probability of each id
	unknown  int32
	penalty  float64 // score of an unknown character
	maxBytes int     // the longest word
	bytes    *[256]int32
}

func (t *Tokenizer) readUnigram(f *modelFile) (map[string]int32, error) {
	var vocab []json.RawMessage
	if err := json.Unmarshal(f.Vocab, &vocab); err != nil {
		return nil, fmt.Errorf("read the vocabulary: %w", err)
	}
	if len(vocab) == 0 {
		return nil, errors.New("the vocabulary is empty")
	}
	m := &unigram{words: make(map[string]int32, len(vocab)), unknown: -1, scores: make([]float64, len(vocab))}
	lowest := 0.0
	for id, raw := range vocab {
		var word string
		if err := json.Unmarshal(raw, &[]any{&word, &m.scores[id]}); err != nil {
			return nil, fmt.Errorf("read word %d: %w", id, err)
		}
		m.words[word] = int32(id)
		m.maxBytes = max(m.maxBytes, len(word))
		lowest = min(lowest, m.scores[id])
	}
	m.maxBytes = min(m.maxBytes, maxPiece)
	m.penalty = lowest - 10
	if f.UnknownID != nil {
		if *f.UnknownID < 0 || *f.UnknownID >= len(vocab) {
			return nil, errors.New("the token for unknown words is not in the vocabulary")
		}
		m.unknown = int32(*f.UnknownID)
	}
	if f.ByteFallback {
		m.bytes = byteTokens(m.words)
	}
	t.maxID = int32(len(vocab) - 1)
	t.model = m
	return m.words, nil
}

// step is how the best cut reaches a byte of the piece.
type step struct {
	score float64
	from  int
	id    int32 // -1: an unknown character
}

func (m *unigram) encode(dst []int32, piece string) []int32 {
	best := make([]step, len(piece)+1)
	for i := range best {
		best[i].score = math.Inf(-1)
	}
	best[0].score = 0
	for start := 0; start < len(piece); {
		_, first := utf8.DecodeRuneInString(piece[start:])
		m.reach(best, piece, start, first)
		start += first
	}
	var back []step
	for end := len(piece); end > 0; end = best[end].from {
		back = append(back, best[end])
	}
	unknown, end := false, 0
	for i := len(back) - 1; i >= 0; i-- {
		start := end
		end = len(piece)
		if i > 0 {
			end = back[i-1].from
		}
		switch id := back[i].id; {
		case id >= 0:
			dst = append(dst, id)
		case m.bytes != nil:
			for j := start; j < end; j++ {
				dst = append(dst, m.bytes[piece[j]])
			}
		case !unknown: // unknown characters side by side make one token
			dst = add(dst, m.unknown)
		}
		unknown = back[i].id < 0 && m.bytes == nil
	}
	return dst
}

// reach tries every known word that begins at start, and the unknown character there, which is first bytes long.
func (m *unigram) reach(best []step, piece string, start, first int) {
	known := false
	for end := start + first; end <= len(piece) && end-start <= m.maxBytes; end++ {
		if end < len(piece) && !utf8.RuneStart(piece[end]) {
			continue
		}
		id, ok := m.words[piece[start:end]]
		if !ok {
			continue
		}
		known = known || end == start+first
		if s := best[start].score + m.scores[id]; s > best[end].score {
			best[end] = step{score: s, from: start, id: id}
		}
	}
	if !known {
		if s := best[start].score + m.penalty; s > best[start+first].score {
			best[start+first] = step{score: s, from: start, id: -1}
		}
	}
}
