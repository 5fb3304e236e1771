package embed

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"throughline/synthesis/embed/token"
)

// Limits on the files of a folder. The models named in the guide are 90 to 500 MB, their tokenizers at most 20 MB.
const (
	MaxModelBytes     = 1 << 30
	MaxTokenizerBytes = 64 << 20
	maxConfigBytes    = 1 << 20
)

// MaxTokens is how much of a text counts, in tokens: about 180 English words. Models for sentences learned on less.
const MaxTokens = 256

// modelFiles are the places where exports put the model, the first that exists wins.
var modelFiles = []string{"model.onnx", "onnx/model.onnx", "model_quantized.onnx", "onnx/model_quantized.onnx"}

// folder is what a model folder holds, read but not yet believed.
type folder struct {
	modelFile string
	model     []byte
	tokens    *token.Tokenizer
	limit     int // tokens a text
	cls       bool
}

func readFolder(fsys fs.FS) (*folder, error) {
	f := &folder{}
	var err error
	for _, name := range modelFiles {
		f.model, err = readFile(fsys, name, MaxModelBytes)
		if f.modelFile = name; !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Error{Kind: NoModel}
	} else if err != nil {
		return nil, err
	}
	raw, err := readFile(fsys, "tokenizer.json", MaxTokenizerBytes)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Error{Kind: NoTokenizer}
	} else if err != nil {
		return nil, err
	}
	if f.tokens, err = token.Read(raw); err != nil {
		var part *token.Unsupported
		if errors.As(err, &part) {
			return nil, &Error{Kind: Unsupported, File: "tokenizer.json", Part: part.Part + " " + part.Name, Err: err}
		}
		return nil, &Error{Kind: Broken, File: "tokenizer.json", Err: err}
	}
	return f, f.readConfigs(fsys)
}

// readFile returns a file's bytes, or an *Error when it is longer than most.
func readFile(fsys fs.FS, name string, most int64) ([]byte, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &Error{Kind: Broken, File: name, Err: errors.New("it is not a file")}
	}
	if info.Size() > most {
		return nil, &Error{Kind: TooLarge, File: name}
	}
	data := make([]byte, 0, info.Size()+1)
	for { // as io.ReadAll, into room that fits at once: a model is not copied while it grows
		if int64(len(data)) > most {
			return nil, &Error{Kind: TooLarge, File: name}
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
		n, err := file.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF {
			return data, nil
		} else if err != nil {
			return nil, err
		}
	}
}

// readConfigs learns the longest text and the pooling. All these files may be missing.
func (f *folder) readConfigs(fsys fs.FS) error {
	f.limit = MaxTokens
	if n := f.tokens.Limit(); n > 0 {
		f.limit = min(f.limit, n)
	}
	var config struct {
		Positions int  `json:"max_position_embeddings"`
		Decoder   bool `json:"is_decoder"`
	}
	if err := readJSON(fsys, "config.json", &config); err != nil {
		return err
	}
	if config.Decoder {
		return &Error{Kind: NotEncoder, File: "config.json", Part: "it says the model writes text"}
	}
	if n := config.Positions; n > 0 {
		f.limit = min(f.limit, max(1, n-2)) // models of the RoBERTa family keep two places for themselves
	}
	var sentence struct {
		Length int `json:"max_seq_length"`
	}
	if err := readJSON(fsys, "sentence_bert_config.json", &sentence); err != nil {
		return err
	}
	if sentence.Length > 0 {
		f.limit = min(f.limit, sentence.Length)
	}
	return f.readPooling(fsys)
}

func (f *folder) readPooling(fsys fs.FS) error {
	var pooling map[string]any
	const name = "1_Pooling/config.json"
	if err := readJSON(fsys, name, &pooling); err != nil {
		return err
	}
	is := func(mode string) bool { on, _ := pooling["pooling_mode_"+mode].(bool); return on }
	f.cls = is("cls_token") && !is("mean_tokens")
	if is("max_tokens") || is("lasttoken") || is("weightedmean_tokens") {
		return &Error{Kind: Unsupported, File: name, Part: "a pooling other than the mean or the first token"}
	}
	return nil
}

func readJSON(fsys fs.FS, name string, into any) error {
	data, err := readFile(fsys, name, maxConfigBytes)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return &Error{Kind: Broken, File: name, Err: fmt.Errorf("read %s: %w", name, err)}
	}
	return nil
}
