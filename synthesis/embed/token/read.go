package token

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// file is tokenizer.json.
type file struct {
	Truncation *struct {
		MaxLength int `json:"max_length"`
	} `json:"truncation"`
	Padding *struct {
		PadID int32 `json:"pad_id"`
	} `json:"padding"`
	Added []struct {
		ID      int32  `json:"id"`
		Content string `json:"content"`
	} `json:"added_tokens"`
	Normalizer    *part           `json:"normalizer"`
	PreTokenizer  *part           `json:"pre_tokenizer"`
	PostProcessor *part           `json:"post_processor"`
	Model         json.RawMessage `json:"model"`
}

// part is a normalizer, pre-tokenizer or post-processor: the fields of all kinds together.
type part struct {
	Type string `json:"type"`

	Normalizers   []part `json:"normalizers"`
	PreTokenizers []part `json:"pretokenizers"`
	Processors    []part `json:"processors"`

	CleanText    *bool    `json:"clean_text"`
	Chinese      *bool    `json:"handle_chinese_chars"`
	StripAccents *bool    `json:"strip_accents"`
	Lowercase    *bool    `json:"lowercase"`
	Left         *bool    `json:"strip_left"`
	Right        *bool    `json:"strip_right"`
	Pattern      *pattern `json:"pattern"`
	Content      string   `json:"content"`
	Prepend      string   `json:"prepend"`

	Replacement      string `json:"replacement"`
	AddPrefixSpace   *bool  `json:"add_prefix_space"`
	PrependScheme    string `json:"prepend_scheme"`
	SplitPieces      *bool  `json:"split"`
	UseRegex         *bool  `json:"use_regex"`
	Behavior         string `json:"behavior"`
	Invert           bool   `json:"invert"`
	IndividualDigits bool   `json:"individual_digits"`
	Delimiter        string `json:"delimiter"`

	Single        []templatePiece `json:"single"`
	SpecialTokens map[string]struct {
		IDs []int32 `json:"ids"`
	} `json:"special_tokens"`
	Sep pair `json:"sep"`
	Cls pair `json:"cls"`
}

type pattern struct {
	String *string `json:"String"`
	Regex  *string `json:"Regex"`
}

type templatePiece struct {
	SpecialToken *struct {
		ID string `json:"id"`
	} `json:"SpecialToken"`
	Sequence *struct {
		ID string `json:"id"`
	} `json:"Sequence"`
}

// pair is a token with its id, written ["[SEP]", 102].
type pair struct {
	Token string
	ID    int32
}

// UnmarshalJSON reads the two values of the list.
func (p *pair) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&p.Token, &p.ID})
}

// maxDepth is how deep sequences may hold sequences.
const maxDepth = 8

// Read makes a Tokenizer from the bytes of a tokenizer.json. Its errors are *Unsupported for a part not known here,
// and others for a file that is broken.
func Read(data []byte) (*Tokenizer, error) {
	var f file
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("read tokenizer: %w", err)
	}
	t := &Tokenizer{}
	var err error
	if t.normalize, err = normalizers(f.Normalizer, 0); err != nil {
		return nil, err
	}
	if t.split, err = preTokenizers(f.PreTokenizer, 0); err != nil {
		return nil, err
	}
	words, err := t.readModel(f.Model)
	if err != nil {
		return nil, err
	}
	if t.before, t.after, err = template(f.PostProcessor, 0); err != nil {
		return nil, err
	}
	for _, id := range slices.Concat(t.before, t.after) {
		if id < 0 {
			return nil, errors.New("the template names a token below zero")
		}
		t.maxID = max(t.maxID, id)
	}
	if f.Truncation != nil {
		t.limit = max(0, f.Truncation.MaxLength)
	}
	t.pad = padding(&f, words)
	t.maxID = max(t.maxID, t.pad)
	return t, nil
}

// padding returns the id that fills rows: as the file says, or of the token of that name, or 0.
func padding(f *file, words map[string]int32) int32 {
	if f.Padding != nil {
		return max(0, f.Padding.PadID)
	}
	for _, name := range []string{"[PAD]", "<pad>"} {
		for _, a := range f.Added {
			if a.Content == name {
				return max(0, a.ID)
			}
		}
		if id, ok := words[name]; ok {
			return id
		}
	}
	return 0
}

// template returns what a post-processor puts before and after a single text.
func template(p *part, depth int) (before, after []int32, err error) {
	if p == nil {
		return nil, nil, nil
	}
	switch p.Type {
	case "TemplateProcessing":
		return p.template()
	case "BertProcessing", "RobertaProcessing":
		return []int32{p.Cls.ID}, []int32{p.Sep.ID}, nil
	case "ByteLevel":
		return nil, nil, nil
	case "Sequence":
		if depth > maxDepth {
			return nil, nil, errors.New("post-processors are nested too deep")
		}
		for i := range p.Processors {
			b, a, err := template(&p.Processors[i], depth+1)
			if err != nil {
				return nil, nil, err
			}
			before, after = slices.Concat(b, before), slices.Concat(after, a)
		}
		return before, after, nil
	}
	return nil, nil, &Unsupported{Part: "template", Name: p.Type}
}

func (p *part) template() (before, after []int32, err error) {
	seen := false
	for _, piece := range p.Single {
		switch {
		case piece.Sequence != nil:
			seen = true
		case piece.SpecialToken != nil:
			special, ok := p.SpecialTokens[piece.SpecialToken.ID]
			if !ok {
				return nil, nil, fmt.Errorf("the template names a token %q that it does not define", piece.SpecialToken.ID)
			}
			if seen {
				after = append(after, special.IDs...)
			} else {
				before = append(before, special.IDs...)
			}
		}
	}
	if !seen && len(p.Single) > 0 {
		return nil, nil, errors.New("the template has no place for the text")
	}
	return before, after, nil
}
