// Package embedtest makes small sentence-embedding models for tests: ONNX files written byte by byte, with the
// tokenizer.json and config.json that an export has beside them. No model of anybody's is in it.
package embedtest

import (
	"encoding/binary"
	"math"
)

// Graph is an ONNX model under construction. The zero value is empty.
type Graph struct {
	nodes, weights, ins, outs []byte
}

// Types of values in an ONNX file.
const (
	Float = 1
	Int32 = 6
	Int64 = 7
)

// Fields of the messages of onnx.proto that are written here.
func field(dst []byte, num int, data []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(num)<<3|2)
	dst = binary.AppendUvarint(dst, uint64(len(data)))
	return append(dst, data...)
}

func number(dst []byte, num int, v int64) []byte {
	dst = binary.AppendUvarint(dst, uint64(num)<<3)
	return binary.AppendUvarint(dst, uint64(v))
}

// Floats adds weights of the shape given.
func (g *Graph) Floats(name string, dims []int, values []float32) {
	raw := make([]byte, 0, 4*len(values))
	for _, v := range values {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	g.weights = field(g.weights, 5, tensor(name, Float, dims, raw))
}

// Ints adds whole numbers as a list.
func (g *Graph) Ints(name string, values ...int64) {
	var raw []byte
	for _, v := range values {
		raw = binary.LittleEndian.AppendUint64(raw, uint64(v))
	}
	g.weights = field(g.weights, 5, tensor(name, Int64, []int{len(values)}, raw))
}

// External adds weights that lie in another file.
func (g *Graph) External(name, file string) {
	t := number(nil, 1, 1)
	t = number(t, 2, Float)
	t = field(t, 8, []byte(name))
	t = field(t, 13, field(field(nil, 1, []byte("location")), 2, []byte(file)))
	g.weights = field(g.weights, 5, number(t, 14, 1))
}

func tensor(name string, kind int64, dims []int, raw []byte) []byte {
	var t []byte
	for _, d := range dims {
		t = number(t, 1, int64(d))
	}
	t = number(t, 2, kind)
	t = field(t, 8, []byte(name))
	return field(t, 9, raw)
}

// Node adds a step. Attributes are int, float32 or []int by name.
func (g *Graph) Node(op string, in, out []string, attributes ...any) {
	var n []byte
	for _, s := range in {
		n = field(n, 1, []byte(s))
	}
	for _, s := range out {
		n = field(n, 2, []byte(s))
	}
	n = field(n, 4, []byte(op))
	for i := 0; i+1 < len(attributes); i += 2 {
		a := field(nil, 1, []byte(attributes[i].(string)))
		switch v := attributes[i+1].(type) {
		case float32:
			a = binary.AppendUvarint(a, 2<<3|5)
			a = binary.LittleEndian.AppendUint32(a, math.Float32bits(v))
			a = number(a, 20, 1)
		case int:
			a = number(number(a, 3, int64(v)), 20, 2)
		case []int:
			for _, x := range v {
				a = number(a, 8, int64(x))
			}
			a = number(a, 20, 7)
		}
		n = field(n, 5, a)
	}
	g.nodes = field(g.nodes, 1, n)
}

// Input names an input of the model. Dims are ints, or strings for lengths that vary.
func (g *Graph) Input(name string, kind int64, dims ...any) {
	g.ins = field(g.ins, 11, info(name, kind, dims))
}

// Output names an output of the model.
func (g *Graph) Output(name string, kind int64, dims ...any) {
	g.outs = field(g.outs, 12, info(name, kind, dims))
}

func info(name string, kind int64, dims []any) []byte {
	var shape []byte
	for _, d := range dims {
		switch d := d.(type) {
		case int:
			shape = field(shape, 1, number(nil, 1, int64(d)))
		case string:
			shape = field(shape, 1, field(nil, 2, []byte(d)))
		}
	}
	t := field(number(nil, 1, kind), 2, shape)
	return field(field(nil, 1, []byte(name)), 2, field(nil, 1, t))
}

// Bytes returns the file.
func (g *Graph) Bytes() []byte {
	graph := append([]byte{}, g.nodes...)
	graph = field(graph, 2, []byte("test"))
	graph = append(append(append(graph, g.weights...), g.ins...), g.outs...)
	m := number(nil, 1, 8)
	m = field(m, 7, graph)
	return field(m, 8, number(field(nil, 1, nil), 2, 17))
}
