// Package ownmodel keeps the sentence-embedding model that a person chose: a folder on this computer, switched on or off.
// While it is on, themes compare findings by its vectors in place of the bundled ones. Nothing is sent anywhere.
package ownmodel

import (
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"sync"
	"time"

	"throughline/app"
	"throughline/synthesis/embed"
	"throughline/synthesis/vector"
)

// Keeper holds the chosen model. It is opened when it is first needed and stays open, with the vectors of texts it has
// seen, until another is chosen or it is switched off. Safe for concurrent use. The zero value has no model.
type Keeper struct {
	mu    sync.Mutex
	dir   string
	on    bool
	model *embed.Model
	known map[[16]byte][]float32 // vectors by the hash of their text
}

// cacheBytes bounds the vectors kept: 43,000 texts of a model with 384 numbers. They live as long as the program and are written
// nowhere, for what a text says can in part be read out of its vector.
const cacheBytes = 64 << 20

// Choose says which folder holds the model and whether it is used. It does not open it. Another folder, or switching off, gives
// the memory back once no analysis runs with it.
func (k *Keeper) Choose(dir string, on bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.model != nil && (dir != k.dir || !on) {
		go k.model.Close() // waits for the batch that runs
		k.model, k.known = nil, nil
	}
	k.dir, k.on = dir, on
}

// On reports whether a model is chosen and switched on.
func (k *Keeper) On() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.on && k.dir != ""
}

// Embed returns a row of length 1 for each text, in order. It opens the model first if that was not done. p is told texts done of
// all. Returns an app.Error that says what is wrong with the folder and what to do, or ctx's error.
func (k *Keeper) Embed(ctx context.Context, texts []string, p app.Progress) (*vector.Dense, error) {
	m, err := k.opened(ctx)
	if err != nil {
		return nil, err
	}
	out := vector.NewDense(len(texts), m.Dims())
	keys := make([][16]byte, len(texts))
	at := map[[16]byte]int{} // of texts not known, their place among fresh
	var fresh []string
	k.mu.Lock()
	for i, s := range texts {
		sum := sha256.Sum256([]byte(s))
		keys[i] = [16]byte(sum[:16])
		if row, ok := k.known[keys[i]]; ok && len(row) == out.Cols {
			copy(out.Row(i), row)
		} else if _, ok := at[keys[i]]; !ok {
			at[keys[i]] = len(fresh)
			fresh = append(fresh, s)
		}
	}
	k.mu.Unlock()
	total := int64(len(fresh))
	got, err := m.Embed(ctx, fresh, func(done, _ int64) { p.Report(done, total, "Reading with your language model") })
	if err != nil {
		return nil, explain(err, k.folder())
	}
	for i := range texts {
		if n, ok := at[keys[i]]; ok {
			copy(out.Row(i), got.Row(n))
		}
	}
	k.keep(m, keys, at, got)
	return out, nil
}

func (k *Keeper) folder() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.dir
}

// opened returns the model, open.
func (k *Keeper) opened(ctx context.Context) (*embed.Model, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.dir == "" || !k.on {
		return nil, app.Invalid("No language model is switched on.", "Choose a folder in Settings.")
	}
	if k.model != nil {
		return k.model, nil
	}
	m, err := open(ctx, k.dir)
	if err != nil {
		return nil, err
	}
	k.model, k.known = m, map[[16]byte][]float32{}
	return m, nil
}

// keep remembers new vectors while there is room.
func (k *Keeper) keep(m *embed.Model, keys [][16]byte, at map[[16]byte]int, got *vector.Dense) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.model != m {
		return
	}
	room := cacheBytes / (4 * max(1, m.Dims()))
	for _, key := range keys {
		if n, ok := at[key]; ok && len(k.known) < room {
			k.known[key] = got.Row(n)
		}
	}
}

func open(ctx context.Context, dir string) (*embed.Model, error) {
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return nil, &app.Error{Code: app.ENotFound, Op: "open model", Path: dir, Err: err, Message: "The folder of the language model is gone: " + dir,
			Hint: "Choose the folder again in Settings, or switch the model off."}
	case !info.IsDir():
		return nil, &app.Error{Code: app.EInvalid, Op: "open model", Path: dir, Message: "“" + filepath.Base(dir) + "” is a file, not a folder.",
			Hint: "Choose the folder that holds model.onnx and tokenizer.json."}
	}
	m, err := embed.Open(ctx, os.DirFS(dir))
	if err != nil {
		return nil, explain(err, dir)
	}
	return m, nil
}

// Info is what a check of a folder found.
type Info struct {
	Name      string  // the folder's
	Dims      int     // numbers in a vector
	PerSecond float64 // passages of about 15 words on this machine
}

// Check opens the model in dir, runs it over fifty sentences and says how it did. now tells the time. It takes some seconds; p is told
// sentences done. Errors are those of Keeper.Embed.
func Check(ctx context.Context, dir string, now func() time.Time, p app.Progress) (Info, error) {
	p.Report(0, 0, "Opening the model")
	m, err := open(ctx, dir)
	if err != nil {
		return Info{}, err
	}
	defer m.Close()
	if _, err := m.Embed(ctx, sentences()[:10], nil); err != nil { // what is made once for each length of text is not to be measured
		return Info{}, explain(err, dir)
	}
	began := now()
	if _, err := m.Embed(ctx, sentences(), func(done, total int64) { p.Report(done, total, "Measuring the speed") }); err != nil {
		return Info{}, explain(err, dir)
	}
	took := max(now().Sub(began), time.Millisecond)
	return Info{Name: filepath.Base(dir), Dims: m.Dims(), PerSecond: float64(len(sentences())) / took.Seconds()}, nil
}
