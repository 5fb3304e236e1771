package token_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"throughline/synthesis/embed/token"
)

// with returns a tokenizer.json of these parts; words get ids in order.
func with(t testing.TB, model, normalizer, pre, post string) string {
	t.Helper()
	or := func(s string) string {
		if s == "" {
			return "null"
		}
		return s
	}
	return `{"normalizer":` + or(normalizer) + `,"pre_tokenizer":` + or(pre) + `,"post_processor":` + or(post) + `,"model":` + model + `}`
}

func vocab(words ...string) string {
	m := map[string]int{}
	for i, w := range words {
		m[w] = i
	}
	data, _ := json.Marshal(m)
	return string(data)
}

const (
	bert = `{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}`
	meta = `{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}`
)

func TestEncode(t *testing.T) {
	wordPiece := `{"type":"WordPiece","unk_token":"?","continuing_subword_prefix":"##","max_input_chars_per_word":12,"vocab":` +
		vocab("?", "un", "##aff", "##able", "hello", "東", "京", ",", "a") + `}`
	bpe := `{"type":"BPE","unk_token":"?","merges":["l o","lo w",["e","r"]],"vocab":` + vocab("?", "l", "o", "w", "e", "r", "lo", "low", "er") + `}`
	gpt := `{"type":"BPE","merges":["Ġ l","Ġl o"],"vocab":` + vocab("l", "o", "Ġ", "Ġl", "Ġlo", "Ã", "©", "!", "'", "s", "'s") + `}`
	unigram := `{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0],["▁",-3],["▁he",-2],["llo",-2],["▁hello",-3.5],["h",-6],["e",-6],["l",-6],["o",-6],["▁h",-5]]}`
	for _, c := range []struct {
		name, file, text string
		want             []int32
	}{
		{"WordPiece takes the longest", with(t, wordPiece, bert, `{"type":"BertPreTokenizer"}`, ""), "Unaffable, HÉLLO", []int32{1, 2, 3, 7, 4}},
		{"WordPiece: a word it cannot finish is one unknown", with(t, wordPiece, bert, `{"type":"BertPreTokenizer"}`, ""), "unaffx hello", []int32{0, 4}},
		{"WordPiece: too long a word is unknown", with(t, wordPiece, bert, `{"type":"BertPreTokenizer"}`, ""), strings.Repeat("a", 13), []int32{0}},
		{"BERT parts Chinese characters", with(t, wordPiece, bert, `{"type":"BertPreTokenizer"}`, ""), "東京", []int32{5, 6}},
		{"WordLevel", with(t, `{"type":"WordLevel","unk_token":"?","vocab":`+vocab("?", "hello", "there", "!")+`}`, `{"type":"Lowercase"}`, `{"type":"Whitespace"}`, ""), "Hello there! you", []int32{1, 2, 3, 0}},
		{"WordLevel without a word for the unknown", with(t, `{"type":"WordLevel","vocab":`+vocab("hello")+`}`, "", `{"type":"WhitespaceSplit"}`, ""), "hello you", []int32{0}},
		{"BPE merges by rank", with(t, bpe, "", `{"type":"Whitespace"}`, ""), "lower low x", []int32{7, 8, 7, 0}},
		{"bytes as GPT-2 cuts them", with(t, gpt, "", `{"type":"ByteLevel","add_prefix_space":true}`, ""), "lo lo é!", []int32{4, 4, 2, 5, 6, 7}},
		{"Unigram takes the most probable cut", with(t, unigram, "", meta, ""), "hello", []int32{4}},
		{"Unigram: two spaces, and an unknown run is one", with(t, unigram, "", meta, ""), "hell  xyz", []int32{2, 7, 7, 1, 1, 0}},
		{"sequences of parts", with(t, unigram, `{"type":"Sequence","normalizers":[{"type":"Precompiled"},{"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}]}`,
			`{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},`+meta+`]}`, ""), "ｈｅｌｌｏ   hello", []int32{4, 4}},
		{"a template", with(t, wordPiece, bert, `{"type":"BertPreTokenizer"}`,
			`{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"a"}},{"Sequence":{"id":"A"}},{"SpecialToken":{"id":","}}],"special_tokens":{"a":{"ids":[8]},",":{"ids":[7]}}}`), "hello", []int32{8, 4, 7}},
		{"RoBERTa's template", with(t, wordPiece, bert, `{"type":"BertPreTokenizer"}`, `{"type":"RobertaProcessing","sep":["s",2],"cls":["c",1]}`), "hello", []int32{1, 4, 2}},
		{"digits one by one", with(t, `{"type":"WordLevel","vocab":`+vocab("1", "2", "a")+`}`, "", `{"type":"Digits","individual_digits":true}`, ""), "12a1", []int32{0, 1, 2, 0}},
		{"cut after", with(t, `{"type":"WordLevel","vocab":`+vocab("a-", "b")+`}`, "", `{"type":"Split","pattern":{"String":"-"},"behavior":"MergedWithPrevious"}`, ""), "a-b", []int32{0, 1}},
		{"cut before", with(t, `{"type":"WordLevel","vocab":`+vocab("a", "-b")+`}`, "", `{"type":"Split","pattern":{"Regex":"-+"},"behavior":"MergedWithNext"}`, ""), "a-b", []int32{0, 1}},
		{"runs of what is cut at", with(t, `{"type":"WordLevel","vocab":`+vocab("a", "--", "b")+`}`, "", `{"type":"Punctuation","behavior":"Contiguous"}`, ""), "a--b", []int32{0, 1, 2}},
		{"an old file without types", with(t, `{"continuing_subword_prefix":"##","unk_token":"?","vocab":`+vocab("?", "hello")+`}`, "", `{"type":"BertPreTokenizer"}`, ""), "hello", []int32{1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			tk, err := token.Read([]byte(c.file))
			if err != nil {
				t.Fatal(err)
			}
			if got := tk.Encode(c.text, 100); !slices.Equal(got, c.want) {
				t.Errorf("Encode(%q) = %v, want %v", c.text, got, c.want)
			}
		})
	}
}

func TestEncode_KeepsTheTemplateWhenATextIsTooLong(t *testing.T) {
	tk, err := token.Read([]byte(with(t, `{"type":"WordLevel","vocab":`+vocab("a", "[", "]")+`}`, "", `{"type":"WhitespaceSplit"}`,
		`{"type":"BertProcessing","sep":["]",2],"cls":["[",1]}`)))
	if err != nil {
		t.Fatal(err)
	}
	for limit, want := range map[int][]int32{4: {1, 0, 0, 2}, 2: {1, 2}, 1: {1}} {
		if got := tk.Encode("a a a a a a", limit); !slices.Equal(got, want) {
			t.Errorf("limit %d: %v, want %v", limit, got, want)
		}
	}
}

func TestRead_NamesWhatItDoesNotKnow(t *testing.T) {
	level := `{"type":"WordLevel","vocab":` + vocab("a") + `}`
	for _, c := range []struct{ name, file, part string }{
		{"model", with(t, `{"type":"Neural","vocab":`+vocab("a")+`}`, "", "", ""), "Neural"},
		{"normalizer", with(t, level, `{"type":"Odd"}`, "", ""), "Odd"},
		{"pre-tokenizer", with(t, level, "", `{"type":"UnicodeScripts"}`, ""), "UnicodeScripts"},
		{"template", with(t, level, "", "", `{"type":"Odd"}`), "Odd"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := token.Read([]byte(c.file))
			var part *token.Unsupported
			if !errors.As(err, &part) || part.Name != c.part || part.Part != c.name {
				t.Errorf("Read() = %v, want %s %q unsupported", err, c.name, c.part)
			}
		})
	}
	for name, file := range map[string]string{
		"no model":            `{}`,
		"an empty vocabulary": with(t, `{"type":"WordLevel","vocab":{}}`, "", "", ""),
		"an id below zero":    with(t, `{"type":"WordLevel","vocab":{"a":-1}}`, "", "", ""),
		"a template without a place for the text": with(t, level, "", "", `{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"a"}}],"special_tokens":{"a":{"ids":[0]}}}`),
		"a template of unknown tokens":            with(t, level, "", "", `{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"b"}},{"Sequence":{"id":"A"}}]}`),
		"parts nested without end":                with(t, level, strings.Repeat(`{"type":"Sequence","normalizers":[`, 20)+`{"type":"NFC"}`+strings.Repeat(`]}`, 20), "", ""),
	} {
		if _, err := token.Read([]byte(file)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzRead(f *testing.F) {
	level := `{"type":"WordLevel","unk_token":"a","vocab":` + vocab("a", "b") + `}`
	f.Add(with(f, level, bert, `{"type":"Whitespace"}`, ""), "a b")
	f.Add(with(f, `{"type":"BPE","byte_fallback":true,"end_of_word_suffix":"</w>","merges":["a b"],"vocab":`+vocab("a", "b", "ab")+`}`, "", `{"type":"ByteLevel"}`, ""), " abéab")
	f.Add(with(f, `{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0],["▁a",-1]]}`, `{"type":"Precompiled"}`, meta, ""), "a  b")
	f.Add(with(f, level, `{"type":"Strip","strip_left":true}`, `{"type":"Split","pattern":{"Regex":"."},"behavior":"Contiguous","invert":true}`, ""), "a\xffb")
	f.Fuzz(func(t *testing.T, file, text string) {
		tk, err := token.Read([]byte(file))
		if err != nil {
			return
		}
		for _, limit := range []int{1, 16} {
			ids := tk.Encode(text, limit)
			if len(ids) > limit {
				t.Errorf("%d tokens, limit %d", len(ids), limit)
			}
			for _, id := range ids {
				if id < 0 || id > tk.MaxID() {
					t.Errorf("id %d, largest %d", id, tk.MaxID())
				}
			}
		}
	})
}
