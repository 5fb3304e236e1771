package embed

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gomlx/gomlx/pkg/core/dtypes"
	"github.com/gomlx/onnx-gomlx/onnx"
)

// Limits on a model's arithmetic; the largest encoders in use have some 3,000 nodes.
const (
	maxNodes  = 50_000
	maxRank   = 8
	maxNumber = 1 << 29 // values in one tensor
)

// parse reads the bytes of a model and checks what the runner does not: that it is finite, whole and an encoder.
func parse(name string, data []byte) (m *onnx.Model, output string, err error) {
	defer func() {
		var fault *Error
		if err != nil && !errors.As(err, &fault) {
			err = &Error{Kind: Broken, File: name, Err: err}
		}
	}()
	defer contained(&err)
	if m, err = onnx.Parse(data); err != nil {
		return nil, "", err
	}
	if err := checkWeights(name, m); err != nil {
		return nil, "", err
	}
	if err := checkNodes(name, m); err != nil {
		return nil, "", err
	}
	output, err = checkShape(name, m)
	return m, output, err
}

// checkWeights refuses weights in other files, and shapes that do not fit the bytes there are.
func checkWeights(name string, m *onnx.Model) error {
	for _, w := range m.Proto.Graph.Initializer {
		if w.DataLocation != 0 || len(w.ExternalData) > 0 {
			return &Error{Kind: Unsupported, File: name, Part: "weights in a second file"}
		}
		values, err := size(w.Dims)
		if err != nil {
			return fmt.Errorf("weights %q: %w", w.Name, err)
		}
		held := len(w.RawData) + len(w.FloatData) + len(w.DoubleData) + len(w.Int32Data) + len(w.Int64Data) + len(w.Uint64Data)
		if values > held {
			return fmt.Errorf("weights %q: %d values are named and at most %d are there", w.Name, values, held)
		}
	}
	return nil
}

// size returns the product of dims.
func size(dims []int64) (int, error) {
	if len(dims) > maxRank {
		return 0, fmt.Errorf("%d dimensions", len(dims))
	}
	n := int64(1)
	for _, d := range dims {
		if d < 0 || d > maxNumber || n*d > maxNumber {
			return 0, errors.New("impossible dimensions")
		}
		n *= d
	}
	return int(n), nil
}

// checkNodes refuses what the runner would not survive: cycles (it follows inputs by recursion) and branches.
func checkNodes(name string, m *onnx.Model) error {
	nodes := m.Proto.Graph.Node
	if len(nodes) > maxNodes {
		return &Error{Kind: TooLarge, File: name, Part: fmt.Sprintf("%d steps", len(nodes))}
	}
	maker := map[string]int{}
	for i, n := range nodes {
		switch n.OpType {
		case "If", "Loop", "Scan", "SequenceMap":
			return &Error{Kind: Unsupported, File: name, Part: "steps that branch (" + n.OpType + ")"}
		}
		for _, a := range n.Attribute {
			if a.G != nil || len(a.Graphs) > 0 || a.T != nil && (a.T.DataLocation != 0 || len(a.T.ExternalData) > 0) {
				return &Error{Kind: Unsupported, File: name, Part: "steps with a model inside"}
			}
		}
		for _, out := range n.Output {
			if out != "" {
				maker[out] = i
			}
		}
	}
	uses := make([][]int, len(nodes))
	for i, n := range nodes {
		for _, in := range n.Input {
			if from, ok := maker[in]; ok {
				uses[from] = append(uses[from], i)
			}
		}
	}
	if circular(uses) {
		return errors.New("its steps go in a circle")
	}
	return nil
}

// circular reports whether steps, each with those that use its results, cannot be put into an order (Kahn 1962).
func circular(uses [][]int) bool {
	waits := make([]int, len(uses))
	for _, users := range uses {
		for _, u := range users {
			waits[u]++
		}
	}
	var ready []int
	for i, n := range waits {
		if n == 0 {
			ready = append(ready, i)
		}
	}
	done := 0
	for ; done < len(ready); done++ {
		for _, u := range uses[ready[done]] {
			if waits[u]--; waits[u] == 0 {
				ready = append(ready, u)
			}
		}
	}
	return done < len(uses)
}

// input is one input of a model: whole numbers of 64 bits, or of 32 where short.
type input struct {
	name  string
	short bool
}

func inputsOf(m *onnx.Model) []input {
	names, shapes := m.Inputs()
	out := make([]input, len(names))
	for i, name := range names {
		out[i] = input{name: name, short: shapes[i].DType == dtypes.Int32}
	}
	return out
}

// known are what an encoder may ask for, each batch × tokens.
var known = map[string]bool{"input_ids": true, "attention_mask": true, "token_type_ids": true, "position_ids": true}

// checkShape checks that a model takes tokens, and returns the output to read.
func checkShape(name string, m *onnx.Model) (output string, err error) {
	names, shapes := m.Inputs()
	for i, in := range names {
		if !known[in] {
			return "", &Error{Kind: NotEncoder, File: name, Part: fmt.Sprintf("it wants the input %q", in)}
		}
		if shapes[i].Rank() != 2 || shapes[i].DType != dtypes.Int64 && shapes[i].DType != dtypes.Int32 {
			return "", &Error{Kind: NotEncoder, File: name, Part: fmt.Sprintf("its input %q is not tokens of texts", in)}
		}
	}
	if !slices.Contains(names, "input_ids") {
		return "", &Error{Kind: NotEncoder, File: name, Part: "it has no input_ids"}
	}
	if output = outputOf(m); output == "" {
		return "", &Error{Kind: NotEncoder, File: name, Part: "it has no output with a vector for each token or text"}
	}
	return output, nil
}

// outputOf returns the name of the output with a row for each token, or else one for each text, or "".
func outputOf(m *onnx.Model) string {
	names, shapes := m.Outputs()
	pooled := ""
	for i, out := range names {
		if !shapes[i].DType.IsFloat() || strings.Contains(out, "logits") {
			continue
		}
		switch rank := shapes[i].Rank(); {
		case rank == 3:
			return out
		case rank == 2 && pooled == "" && (out == "sentence_embedding" || len(names) == 1):
			pooled = out
		}
	}
	return pooled
}

// checkWords refuses a tokenizer with more words than the model has rows for; the runner would take the last row for them.
func checkWords(m *onnx.Model, maxID int32) error {
	rows := map[string]int64{}
	for _, w := range m.Proto.Graph.Initializer {
		if len(w.Dims) == 2 {
			rows[w.Name] = w.Dims[0]
		}
	}
	for _, n := range m.Proto.Graph.Node {
		if n.OpType != "Gather" || len(n.Input) != 2 || n.Input[1] != "input_ids" {
			continue
		}
		if have, ok := rows[n.Input[0]]; ok && int64(maxID) >= have {
			return &Error{Kind: Mismatched, File: "tokenizer.json", Part: fmt.Sprintf("it has %d words, the model %d", maxID+1, have)}
		}
	}
	return nil
}
