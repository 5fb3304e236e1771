package embedtest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing/fstest"
)

// The first words of every vocabulary here, by id.
const (
	Pad = iota
	Unknown
	Begin
	End
	first
)

var special = []string{"[PAD]", "[UNK]", "[CLS]", "[SEP]"}

// Tiny returns a folder with an encoder that looks each word up in a table, doubles it and is done: one whose vectors a
// test can work out by hand. Words are known whole or by a beginning and pieces written "##ing". The vector of word i
// has its numbers in table[i], which all have one length.
func Tiny(words []string, table [][]float32) fstest.MapFS {
	dims := len(table[0])
	var values []float32
	for range special {
		values = append(values, make([]float32, dims)...)
	}
	for _, row := range table {
		values = append(values, row...)
	}
	var g Graph
	g.Input("input_ids", Int64, "batch", "sequence")
	g.Input("attention_mask", Int64, "batch", "sequence")
	g.Input("token_type_ids", Int64, "batch", "sequence")
	g.Output("last_hidden_state", Float, "batch", "sequence", dims)
	g.Floats("table", []int{len(words) + first, dims}, values)
	double := make([]float32, dims*dims)
	for i := range dims {
		double[i*dims+i] = 2
	}
	g.Floats("linear", []int{dims, dims}, double)
	g.Node("Gather", []string{"table", "input_ids"}, []string{"rows"})
	g.Node("MatMul", []string{"rows", "linear"}, []string{"last_hidden_state"})
	return Folder(g.Bytes(), WordPiece(words))
}

// Folder puts a model and a tokenizer into a folder as an export does.
func Folder(model, tokenizer []byte) fstest.MapFS {
	return fstest.MapFS{
		"model.onnx":            {Data: model},
		"tokenizer.json":        {Data: tokenizer},
		"config.json":           {Data: []byte(`{"max_position_embeddings": 514}`)},
		"1_Pooling/config.json": {Data: []byte(`{"pooling_mode_mean_tokens": true, "pooling_mode_cls_token": false}`)},
	}
}

// WordPiece returns a tokenizer.json as BERT has it, for words after the special ones.
func WordPiece(words []string) []byte {
	vocab := map[string]int{}
	for i, w := range append(append([]string{}, special...), words...) {
		vocab[w] = i
	}
	return encode(map[string]any{
		"version":       "1.0",
		"truncation":    map[string]any{"max_length": 128, "strategy": "LongestFirst", "stride": 0, "direction": "Right"},
		"padding":       map[string]any{"strategy": "BatchLongest", "direction": "Right", "pad_id": Pad, "pad_type_id": 0, "pad_token": "[PAD]"},
		"added_tokens":  []any{map[string]any{"id": Pad, "content": "[PAD]", "special": true}},
		"normalizer":    map[string]any{"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "lowercase": true},
		"pre_tokenizer": map[string]any{"type": "BertPreTokenizer"},
		"post_processor": map[string]any{"type": "TemplateProcessing",
			"single": []any{place("SpecialToken", "[CLS]", 0), place("Sequence", "A", 0), place("SpecialToken", "[SEP]", 0)},
			"pair": []any{place("SpecialToken", "[CLS]", 0), place("Sequence", "A", 0), place("SpecialToken", "[SEP]", 0),
				place("Sequence", "B", 1), place("SpecialToken", "[SEP]", 1)},
			"special_tokens": map[string]any{
				"[CLS]": map[string]any{"id": "[CLS]", "ids": []int{Begin}, "tokens": []string{"[CLS]"}},
				"[SEP]": map[string]any{"id": "[SEP]", "ids": []int{End}, "tokens": []string{"[SEP]"}}}},
		"model": map[string]any{"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
			"max_input_chars_per_word": 100, "vocab": vocab},
	})
}

// place is one place of a template.
func place(kind, id string, typ int) map[string]any {
	return map[string]any{kind: map[string]any{"id": id, "type_id": typ}}
}

// encode writes JSON; what is written here cannot fail.
func encode(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return data
}

// Topics returns a Tiny model for words grouped by what they mean: the words of a topic lie near each other, those of two
// topics far apart. Each topic has a direction of its own, and each word a small part from a fixed random source.
func Topics(topics ...[]string) fstest.MapFS {
	rng := rand.New(rand.NewPCG(1, 2))
	var words []string
	var table [][]float32
	for t, topic := range topics {
		for _, w := range topic {
			row := make([]float32, max(8, len(topics)))
			for i := range row {
				row[i] = 0.1 * float32(rng.NormFloat64())
			}
			row[t]++
			words, table = append(words, w), append(table, row)
		}
	}
	return Tiny(words, table)
}

// Write puts a folder on disk.
func Write(dir string, folder fstest.MapFS) error {
	for name, f := range folder {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.Data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// Shape is the size of a transformer.
type Shape struct {
	Layers, Hidden, Heads, Inner, Words, Positions int
}

// Transformer returns an encoder of BERT's structure with random weights: embeddings of words, places and types, and
// layers of attention and feed-forward, written with the steps that exports of such models have. It means nothing; it shows
// that the steps run, and how long they take. Words are "w0", "w1", ….
func Transformer(s Shape) fstest.MapFS {
	b := &transformer{s: s, rng: rand.New(rand.NewPCG(7, 9))}
	b.embeddings()
	for i := range s.Layers {
		b.layer(fmt.Sprintf("l%d.", i))
	}
	b.g.Output("last_hidden_state", Float, "batch", "sequence", s.Hidden)
	b.g.Node("Identity", []string{b.x}, []string{"last_hidden_state"})
	words := make([]string, s.Words)
	for i := range words {
		words[i] = fmt.Sprintf("w%d", i)
	}
	return Folder(b.g.Bytes(), WordPiece(words))
}

// transformer writes the steps; x is the output so far.
type transformer struct {
	g   Graph
	s   Shape
	rng *rand.Rand
	x   string
}

func (b *transformer) random(name string, dims ...int) string {
	n := 1
	for _, d := range dims {
		n *= d
	}
	values := make([]float32, n)
	for i := range values {
		values[i] = 0.05 * float32(b.rng.NormFloat64())
	}
	b.g.Floats(name, dims, values)
	return name
}

func (b *transformer) node(op, out string, in []string, attributes ...any) string {
	b.g.Node(op, in, []string{out}, attributes...)
	return out
}

func (b *transformer) embeddings() {
	for _, in := range []string{"input_ids", "attention_mask", "token_type_ids"} {
		b.g.Input(in, Int64, "batch", "sequence")
	}
	b.g.Ints("one", 1)
	b.g.Ints("zero", 0)
	b.g.Ints("axes", 1, 2)
	b.g.Floats("lowest", nil, []float32{-1e9})
	b.g.Floats("unit", nil, []float32{1})
	h := b.s.Hidden
	word := b.node("Gather", "e.word", []string{b.random("words", b.s.Words+first, h), "input_ids"})
	kind := b.node("Gather", "e.type", []string{b.random("types", 2, h), "token_type_ids"})
	shape := b.node("Shape", "e.shape", []string{"input_ids"})
	long := b.node("Slice", "e.length", []string{shape, "one", b.two(), "zero"})
	places := b.node("Slice", "e.places", []string{b.random("places", b.s.Positions, h), "zero", long, "zero"})
	sum := b.node("Add", "e.sum", []string{b.node("Add", "e.both", []string{word, kind}), places})
	b.x = b.norm("e.", sum)
	mask := b.node("Cast", "m.float", []string{"attention_mask"}, "to", Float)
	mask = b.node("Unsqueeze", "m.wide", []string{mask, "axes"})
	b.node("Mul", "mask", []string{b.node("Sub", "m.off", []string{"unit", mask}), "lowest"})
}

func (b *transformer) two() string { b.g.Ints("two", 2); return "two" }

func (b *transformer) norm(name, in string) string {
	ones := make([]float32, b.s.Hidden)
	for i := range ones {
		ones[i] = 1
	}
	b.g.Floats(name+"scale", []int{b.s.Hidden}, ones)
	return b.node("LayerNormalization", name+"norm", []string{in, name + "scale", b.random(name+"shift", b.s.Hidden)},
		"axis", -1, "epsilon", float32(1e-12))
}

func (b *transformer) linear(name, in string, from, to int) string {
	product := b.node("MatMul", name+".product", []string{in, b.random(name+".weight", from, to)})
	return b.node("Add", name, []string{b.random(name+".bias", to), product})
}

// heads parts the last axis into heads and puts them before the tokens.
func (b *transformer) heads(name, in string, order []int) string {
	b.g.Ints(name+".shape", 0, 0, int64(b.s.Heads), int64(b.s.Hidden/b.s.Heads))
	return b.node("Transpose", name, []string{b.node("Reshape", name+".parts", []string{in, name + ".shape"})}, "perm", order)
}

func (b *transformer) layer(p string) {
	h := b.s.Hidden
	query := b.heads(p+"q4", b.linear(p+"q", b.x, h, h), []int{0, 2, 1, 3})
	key := b.heads(p+"k4", b.linear(p+"k", b.x, h, h), []int{0, 2, 3, 1})
	value := b.heads(p+"v4", b.linear(p+"v", b.x, h, h), []int{0, 2, 1, 3})
	b.g.Floats(p+"root", nil, []float32{4})
	scores := b.node("Div", p+"scaled", []string{b.node("MatMul", p+"scores", []string{query, key}), p + "root"})
	weights := b.node("Softmax", p+"weights", []string{b.node("Add", p+"masked", []string{scores, "mask"})}, "axis", -1)
	mixed := b.node("Transpose", p+"mixed", []string{b.node("MatMul", p+"context", []string{weights, value})}, "perm", []int{0, 2, 1, 3})
	b.g.Ints(p+"back", 0, 0, int64(h))
	joined := b.node("Reshape", p+"joined", []string{mixed, p + "back"})
	b.x = b.norm(p+"a.", b.node("Add", p+"a.sum", []string{b.linear(p+"o", joined, h, h), b.x}))
	inner := b.linear(p+"i", b.x, h, b.s.Inner)
	b.g.Floats(p+"half", nil, []float32{0.5})
	b.g.Floats(p+"sqrt2", nil, []float32{1.41421356})
	erf := b.node("Erf", p+"erf", []string{b.node("Div", p+"over", []string{inner, p + "sqrt2"})})
	gelu := b.node("Mul", p+"gelu", []string{b.node("Mul", p+"gate", []string{inner, b.node("Add", p+"up", []string{erf, "unit"})}), p + "half"})
	b.x = b.norm(p+"f.", b.node("Add", p+"f.sum", []string{b.linear(p+"d", gelu, b.s.Inner, h), b.x}))
}
