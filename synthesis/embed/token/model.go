package token

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// modelFile is the model of a tokenizer.json: the fields of all kinds together.
type modelFile struct {
	Type         string          `json:"type"`
	Vocab        json.RawMessage `json:"vocab"`
	Merges       json.RawMessage `json:"merges"`
	Unknown      json.RawMessage `json:"unk_token"`
	UnknownID    *int            `json:"unk_id"`
	Prefix       *string         `json:"continuing_subword_prefix"`
	Suffix       string          `json:"end_of_word_suffix"`
	MaxChars     int             `json:"max_input_chars_per_word"`
	ByteFallback bool            `json:"byte_fallback"`
	FuseUnknown  bool            `json:"fuse_unk"`
	IgnoreMerges bool            `json:"ignore_merges"`
}

// readModel fills t.model and t.maxID, and returns the words of the vocabulary by name.
func (t *Tokenizer) readModel(data json.RawMessage) (map[string]int32, error) {
	if len(data) == 0 {
		return nil, errors.New("the tokenizer has no model")
	}
	var f modelFile
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("read the tokenizer's model: %w", err)
	}
	if f.kind() == "Unigram" {
		return t.readUnigram(&f)
	}
	words := map[string]int32{}
	if err := json.Unmarshal(f.Vocab, &words); err != nil {
		return nil, fmt.Errorf("read the vocabulary: %w", err)
	}
	if len(words) == 0 {
		return nil, errors.New("the vocabulary is empty")
	}
	for w, id := range words {
		if id < 0 {
			return nil, fmt.Errorf("the word %q has an id below zero", w)
		}
		t.maxID = max(t.maxID, id)
	}
	unknown := f.unknown(words)
	switch f.kind() {
	case "WordPiece":
		m := &wordPiece{words: words, unknown: unknown, prefix: "##", maxChars: f.MaxChars}
		if f.Prefix != nil {
			m.prefix = *f.Prefix
		}
		if m.maxChars <= 0 {
			m.maxChars = 100
		}
		t.model = m
	case "WordLevel":
		t.model = &wordLevel{words: words, unknown: unknown}
	case "BPE":
		m, err := f.bpe(words, unknown)
		if err != nil {
			return nil, err
		}
		t.model = m
	default:
		return nil, &Unsupported{Part: "model", Name: f.Type}
	}
	return words, nil
}

// kind returns the type of the model; old files leave it out.
func (f *modelFile) kind() string {
	switch {
	case f.Type != "":
		return f.Type
	case len(f.Merges) > 0 && string(f.Merges) != "null":
		return "BPE"
	case f.Prefix != nil:
		return "WordPiece"
	case strings.HasPrefix(strings.TrimSpace(string(f.Vocab)), "["):
		return "Unigram"
	}
	return "WordLevel"
}

// unknown returns the id of the token for what is not in the vocabulary, or -1: such pieces are left out.
func (f *modelFile) unknown(words map[string]int32) int32 {
	var name string
	if json.Unmarshal(f.Unknown, &name) != nil {
		return -1
	}
	if id, ok := words[name]; ok {
		return id
	}
	return -1
}

// add appends an id unless it stands for nothing.
func add(dst []int32, id int32) []int32 {
	if id < 0 {
		return dst
	}
	return append(dst, id)
}

// wordLevel knows whole words only.
type wordLevel struct {
	words   map[string]int32
	unknown int32
}

func (m *wordLevel) encode(dst []int32, piece string) []int32 {
	if id, ok := m.words[piece]; ok {
		return append(dst, id)
	}
	return add(dst, m.unknown)
}

// wordPiece takes the longest known beginning, again and again (Wu and others 2016, as in BERT).
type wordPiece struct {
	words    map[string]int32
	unknown  int32
	prefix   string // of pieces that do not begin a word
	maxChars int    // longer words are unknown
}

func (m *wordPiece) encode(dst []int32, piece string) []int32 {
	if utf8.RuneCountInString(piece) > m.maxChars {
		return add(dst, m.unknown)
	}
	n := len(dst)
	for start := 0; start < len(piece); {
		end, id := len(piece), int32(-1)
		for ; end > start; end-- {
			if end < len(piece) && !utf8.RuneStart(piece[end]) {
				continue
			}
			part := piece[start:end]
			if start > 0 {
				part = m.prefix + part
			}
			if found, ok := m.words[part]; ok {
				id = found
				break
			}
		}
		if id < 0 {
			return add(dst[:n], m.unknown)
		}
		dst = append(dst, id)
		start = end
	}
	return dst
}
