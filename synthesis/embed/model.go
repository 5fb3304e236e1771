package embed

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/gomlx/gomlx/backends"
	"github.com/gomlx/gomlx/backends/simplego"
	"github.com/gomlx/gomlx/pkg/core/graph"
	"github.com/gomlx/gomlx/pkg/core/tensors"
	weights "github.com/gomlx/gomlx/pkg/ml/context"
	"github.com/gomlx/onnx-gomlx/onnx"

	"throughline/synthesis/embed/token"
	"throughline/synthesis/vector"
)

// Model is a sentence-embedding model, ready to run. It is safe for use by many goroutines.
type Model struct {
	tokens  *token.Tokenizer
	limit   int // tokens a text
	cls     bool
	inputs  []input
	dims    int
	backend backends.Backend
	weights *weights.Context
	exec    *weights.Exec
	closed  sync.RWMutex // held for reading while a batch runs
	gone    bool
}

// trial is what Open runs through a model, so that a model which cannot run is found there.
const trial = "The export button was hard to find."

// Open reads the model in fsys: model.onnx (or onnx/model.onnx, as sentence-transformers writes it), tokenizer.json, and
// where they are there config.json, sentence_bert_config.json and 1_Pooling/config.json, which say how long a text may be
// and how the rows of its tokens become one: their mean, or the first. Its expected errors are *Error; those of fsys come as
// they are. It holds the weights in memory, about twice the file's size, until Close; it takes about a second for 100 MB.
func Open(ctx context.Context, fsys fs.FS) (m *Model, err error) {
	f, err := readFolder(fsys)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	parsed, output, err := parse(f.modelFile, f.model)
	if err != nil {
		return nil, err
	}
	f.model = nil
	if err := checkWords(parsed, f.tokens.MaxID()); err != nil {
		return nil, err
	}
	m = &Model{tokens: f.tokens, limit: f.limit, cls: f.cls, inputs: inputsOf(parsed)}
	if err := m.prepare(parsed, output); err != nil {
		return nil, &Error{Kind: Broken, File: f.modelFile, Err: err}
	}
	row, err := m.run([][]int32{m.tokens.Encode(trial, m.limit)})
	if err != nil {
		m.Close()
		return nil, &Error{Kind: Unsupported, File: f.modelFile, Part: "a step the runner does not know or cannot do", Err: err}
	}
	m.dims = len(row[0])
	if m.dims == 0 || m.dims > maxDims || slices.ContainsFunc(row[0], func(v float32) bool { return v != v }) {
		m.Close()
		return nil, &Error{Kind: NotEncoder, File: f.modelFile, Part: fmt.Sprintf("its vectors have %d numbers or are not numbers", m.dims)}
	}
	return m, ctx.Err()
}

// maxDims is the longest vector believed; models for sentences have 128 to 1,024 numbers.
const maxDims = 8192

// prepare hands the weights to the runner. The parsed model must not be used after.
func (m *Model) prepare(parsed *onnx.Model, output string) (err error) {
	defer contained(&err)
	// One operation after another: what a goroutine of the runner's own would panic about could not be caught here.
	if m.backend, err = simplego.New("ops_sequential"); err != nil {
		return err
	}
	m.weights = weights.New().Reuse()
	if err := parsed.VariablesToContext(m.weights); err != nil {
		return err
	}
	m.exec, err = weights.NewExec(m.backend, m.weights, func(ctx *weights.Context, in []*graph.Node) []*graph.Node {
		named := map[string]*graph.Node{}
		for i, input := range m.inputs {
			named[input.name] = in[i]
		}
		out := parsed.CallGraph(ctx, in[0].Graph(), named, output)
		for _, n := range in[0].Graph().Nodes() {
			if n.NumOutputs() == 1 && n.Shape().Size() > maxNumber {
				panic(errors.New("a step makes more numbers than fit"))
			}
		}
		return out
	})
	if err != nil {
		return err
	}
	m.exec.SetMaxCache(-1) // one program for each shape; rows makes few shapes
	return nil
}

// Close gives the memory back. Embed fails after it.
func (m *Model) Close() {
	m.closed.Lock()
	defer m.closed.Unlock()
	if m.gone {
		return
	}
	m.gone = true
	var ignored error
	defer contained(&ignored)
	if m.exec != nil {
		m.exec.Finalize()
	}
	m.weights.Finalize()
	m.backend.Finalize()
}

// Dims returns the length of a vector.
func (m *Model) Dims() int { return m.dims }

// errClosed is Embed's error after Close.
var errClosed = errors.New("embed: the model is closed")

// Embed returns a row of length 1 for each text, or of zeros for a text without a token: rows lie near each other when the texts
// mean alike. Equal texts give equal rows on any number of processors, whatever stands beside them. progress may be nil; it is told
// texts done of all. A batch is one text of more than 64 tokens or a few shorter ones, 128 tokens at most: between batches it looks
// at ctx and returns its error when it ends.
func (m *Model) Embed(ctx context.Context, texts []string, progress func(done, total int64)) (*vector.Dense, error) {
	if progress == nil {
		progress = func(int64, int64) {}
	}
	out := vector.NewDense(len(texts), m.dims)
	batches, err := m.batches(ctx, texts)
	if err != nil {
		return nil, err
	}
	var next, done atomic.Int64
	var wait sync.WaitGroup
	errs := make([]error, min(runtime.GOMAXPROCS(0), len(batches)))
	for w := range errs {
		wait.Go(func() {
			for ctx.Err() == nil && errs[w] == nil {
				i := int(next.Add(1)) - 1
				if i >= len(batches) {
					return
				}
				if errs[w] = m.fill(out, batches[i]); errs[w] == nil {
					progress(done.Add(int64(len(batches[i]))), int64(len(texts)))
				}
			}
		})
	}
	wait.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("run the model: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return out, nil
}

// text is a text cut into tokens.
type text struct {
	row    int
	tokens []int32
}

// lengths are the row lengths that programs are made for: few, since each is made once and kept.
var lengths = []int{8, 16, 24, 32, 48, 64, 96, 128, 192, MaxTokens}

const batchTokens = 128

// length returns the row length for n tokens.
func length(n int) int {
	i, _ := slices.BinarySearch(lengths, n)
	return lengths[min(i, len(lengths)-1)]
}

// batches cuts the texts into tokens and puts texts of like length together. Texts without tokens are in none.
func (m *Model) batches(ctx context.Context, texts []string) ([][]text, error) {
	cut := make([]text, len(texts))
	err := vector.EachChunk(ctx, len(texts), 64, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			cut[i] = text{row: i, tokens: m.tokens.Encode(texts[i], m.limit)}
		}
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(cut, func(a, b text) int { return cmp.Compare(length(len(a.tokens)), length(len(b.tokens))) })
	var out [][]text
	for len(cut) > 0 {
		if len(cut[0].tokens) == 0 {
			cut = cut[1:]
			continue
		}
		l := length(len(cut[0].tokens))
		n := 1
		for n < len(cut) && (n+1)*l <= batchTokens && length(len(cut[n].tokens)) == l {
			n++
		}
		out = append(out, cut[:n])
		cut = cut[n:]
	}
	return out, nil
}

// fill writes the rows of a batch.
func (m *Model) fill(out *vector.Dense, batch []text) error {
	rows := make([][]int32, len(batch))
	for i, t := range batch {
		rows[i] = t.tokens
	}
	got, err := m.run(rows)
	if err != nil {
		return err
	}
	for i, t := range batch {
		if len(got[i]) != m.dims {
			return fmt.Errorf("a vector has %d numbers, not %d", len(got[i]), m.dims)
		}
		row := out.Row(t.row)
		copy(row, got[i])
		for k, v := range row {
			if f := float64(v); math.IsNaN(f) || math.IsInf(f, 0) {
				row[k] = 0
			}
		}
		vector.Normalize(row)
	}
	return nil
}

// run returns the pooled vector of each row of tokens, all of one length class.
func (m *Model) run(rows [][]int32) (out [][]float32, err error) {
	m.closed.RLock()
	defer m.closed.RUnlock()
	if m.gone {
		return nil, errClosed
	}
	defer contained(&err)
	longest := 1
	for _, r := range rows {
		longest = max(longest, len(r))
	}
	l := length(longest)
	count := max(1, batchTokens/l) // always full batches: one program for each length
	in := make([]any, len(m.inputs))
	for i, input := range m.inputs {
		if input.short {
			in[i] = tensors.FromFlatDataAndDimensions(layOut[int32](m, input.name, rows, count, l), count, l)
		} else {
			in[i] = tensors.FromFlatDataAndDimensions(layOut[int64](m, input.name, rows, count, l), count, l)
		}
	}
	got, err := m.exec.Exec(in...)
	if err != nil {
		return nil, err
	}
	flat, shape, err := numbers(got[0])
	for _, t := range append(got, asTensors(in)...) {
		err = errors.Join(err, t.FinalizeAll())
	}
	if err != nil {
		return nil, err
	}
	return m.pool(flat, shape, rows, count, l)
}

// layOut returns one input of the model, count × l.
func layOut[T int32 | int64](m *Model, name string, rows [][]int32, count, l int) []T {
	data := make([]T, count*l)
	for i := range count {
		row := rows[min(i, len(rows)-1)] // a short batch repeats its last text, whose results are dropped
		for j := range l {
			at := &data[i*l+j]
			switch {
			case name == "position_ids":
				*at = T(j)
			case name == "input_ids" && j < len(row):
				*at = T(row[j])
			case name == "input_ids":
				*at = T(m.tokens.Pad())
			case name == "attention_mask" && j < len(row):
				*at = 1
			}
		}
	}
	return data
}

func asTensors(in []any) []*tensors.Tensor {
	var out []*tensors.Tensor
	for _, t := range in {
		out = append(out, t.(*tensors.Tensor))
	}
	return out
}

// numbers copies a result out of the runner's memory.
func numbers(t *tensors.Tensor) (flat []float32, shape []int, err error) {
	err = tensors.ConstFlatData(t, func(data []float32) { flat = slices.Clone(data) })
	return flat, t.Shape().Dimensions, err
}

// pool makes one vector of the rows of a text's tokens.
func (m *Model) pool(flat []float32, shape []int, rows [][]int32, count, l int) ([][]float32, error) {
	dims := shape[len(shape)-1]
	perToken := len(shape) == 3
	if shape[0] != count || perToken && shape[1] != l || len(flat) != count*dims && !(perToken && len(flat) == count*l*dims) {
		return nil, fmt.Errorf("the model returned %v for %d texts of %d tokens", shape, count, l)
	}
	out := make([][]float32, len(rows))
	for i, row := range rows {
		if !perToken {
			out[i] = flat[i*dims : (i+1)*dims]
			continue
		}
		of := flat[i*l*dims : (i+1)*l*dims]
		if m.cls {
			out[i] = of[:dims]
			continue
		}
		sum := make([]float32, dims)
		for j := range len(row) {
			for k, v := range of[j*dims : (j+1)*dims] {
				sum[k] += v
			}
		}
		for k := range sum {
			sum[k] /= float32(max(1, len(row)))
		}
		out[i] = sum
	}
	return out, nil
}
