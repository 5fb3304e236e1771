package embed_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"throughline/synthesis/embed"
	"throughline/synthesis/embed/embedtest"
	"throughline/synthesis/vector"
)

var ctx = context.Background()

func open(t testing.TB, folder fstest.MapFS) *embed.Model {
	t.Helper()
	m, err := embed.Open(ctx, folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Close)
	return m
}

func vectors(t testing.TB, m *embed.Model, texts ...string) *vector.Dense {
	t.Helper()
	x, err := m.Embed(ctx, texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// hello knows two words at right angles and an ending that means nothing.
func hello() fstest.MapFS {
	return embedtest.Tiny([]string{"hello", "world", "##ly"}, [][]float32{{3, 0}, {0, 3}, {0, 0}})
}

func TestEmbed_IsTheMeanOfTheWords(t *testing.T) {
	m := open(t, hello())
	half := float32(math.Sqrt(0.5))
	texts := []string{"Hello", "hello world", "", "unheard of", "WORLDLY hello!", "hello hello hello world"}
	got := vectors(t, m, texts...)
	want := [][]float32{{1, 0}, {half, half}, {0, 0}, {0, 0}, {half, half}, {float32(3 / math.Sqrt(10)), float32(1 / math.Sqrt(10))}}
	for i := range want {
		for k := range want[i] {
			if math.Abs(float64(got.Row(i)[k]-want[i][k])) > 1e-6 {
				t.Errorf("%q: %v, want %v", texts[i], got.Row(i), want[i])
			}
		}
	}
	if m.Dims() != 2 {
		t.Errorf("Dims() = %d, want 2", m.Dims())
	}
}

func TestOpen_TakesTheLayoutsOfExports(t *testing.T) {
	var first embedtest.Graph // the first token stands for the text: [CLS] has the row of zeros, so all texts are zero
	for name, change := range map[string]func(fstest.MapFS){
		"model.onnx":           func(fstest.MapFS) {},
		"onnx/model.onnx":      func(f fstest.MapFS) { f["onnx/model.onnx"] = f["model.onnx"]; delete(f, "model.onnx") },
		"without configs":      func(f fstest.MapFS) { delete(f, "config.json"); delete(f, "1_Pooling/config.json") },
		"a vector a text":      func(f fstest.MapFS) { f["model.onnx"].Data = pooled() },
		"ids of 32 bits":       func(f fstest.MapFS) { f["model.onnx"].Data = table(embedtest.Int32) },
		"places as an input":   func(f fstest.MapFS) { f["model.onnx"].Data = table(embedtest.Int64, "position_ids") },
		"other files about it": func(f fstest.MapFS) { f["README.md"] = &fstest.MapFile{Data: first.Bytes()} },
	} {
		t.Run(name, func(t *testing.T) {
			folder := hello()
			change(folder)
			got := vectors(t, open(t, folder), "hello")
			if got.Row(0)[0] < 0.99 {
				t.Errorf("hello = %v, want a row along the first axis", got.Row(0))
			}
		})
	}
}

func TestOpen_HonoursThePoolingOfTheFirstToken(t *testing.T) {
	folder := hello()
	folder["1_Pooling/config.json"].Data = []byte(`{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}`)
	if got := vectors(t, open(t, folder), "hello"); got.Row(0)[0] != 0 {
		t.Errorf("hello = %v, want the row of [CLS], which is zero", got.Row(0))
	}
}

// table is a model that is one look-up, with ids of the kind given and other inputs it does not use.
func table(kind int64, more ...string) []byte {
	var g embedtest.Graph
	for _, in := range append([]string{"input_ids"}, more...) {
		g.Input(in, kind, "batch", "sequence")
	}
	g.Output("last_hidden_state", embedtest.Float, "batch", "sequence", 2)
	g.Floats("table", []int{7, 2}, []float32{0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 3, 0, 0})
	g.Node("Gather", []string{"table", "input_ids"}, []string{"last_hidden_state"})
	return g.Bytes()
}

// pooled is a model that makes one vector of a text itself.
func pooled() []byte {
	var g embedtest.Graph
	g.Input("input_ids", embedtest.Int64, "batch", "sequence")
	g.Output("sentence_embedding", embedtest.Float, "batch", 2)
	g.Floats("table", []int{7, 2}, []float32{0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 3, 0, 0})
	g.Node("Gather", []string{"table", "input_ids"}, []string{"rows"})
	g.Node("ReduceMean", []string{"rows"}, []string{"sentence_embedding"}, "axes", []int{1}, "keepdims", 0)
	return g.Bytes()
}

// graph makes a model with the usual input and output, and what build adds.
func graph(build func(g *embedtest.Graph)) []byte {
	var g embedtest.Graph
	g.Input("input_ids", embedtest.Int64, "batch", "sequence")
	g.Output("last_hidden_state", embedtest.Float, "batch", "sequence", 2)
	build(&g)
	return g.Bytes()
}

func TestOpen_SaysWhatIsWrongWithAFolder(t *testing.T) {
	model := func(data []byte) func(fstest.MapFS) {
		return func(f fstest.MapFS) { f["model.onnx"] = &fstest.MapFile{Data: data} }
	}
	file := func(name, data string) func(fstest.MapFS) {
		return func(f fstest.MapFS) { f[name] = &fstest.MapFile{Data: []byte(data)} }
	}
	whole := hello()["model.onnx"].Data
	tokenizer := string(hello()["tokenizer.json"].Data)
	for _, c := range []struct {
		name   string
		change func(fstest.MapFS)
		want   embed.Kind
	}{
		{"no model", func(f fstest.MapFS) { delete(f, "model.onnx") }, embed.NoModel},
		{"no tokenizer", func(f fstest.MapFS) { delete(f, "tokenizer.json") }, embed.NoTokenizer},
		{"model is text", model([]byte("this is not a model")), embed.Broken},
		{"model is empty", model(nil), embed.Broken},
		{"model is zeros", model(make([]byte, 4096)), embed.Broken},
		{"model is cut", model(whole[:len(whole)/2]), embed.Broken},
		{"model is a folder", func(f fstest.MapFS) { delete(f, "model.onnx"); f["model.onnx/x"] = &fstest.MapFile{} }, embed.Broken},
		{"model for pictures", model(graph(func(g *embedtest.Graph) {
			g.Input("pixel_values", embedtest.Float, "batch", 3, 224, 224)
		})), embed.NotEncoder},
		{"ids are not whole numbers", model(table(embedtest.Float)), embed.NotEncoder},
		{"only logits", model(func() []byte {
			var g embedtest.Graph
			g.Input("input_ids", embedtest.Int64, "batch", "sequence")
			g.Output("logits", embedtest.Float, "batch", "sequence", 2)
			return g.Bytes()
		}()), embed.NotEncoder},
		{"writes text", file("config.json", `{"is_decoder": true}`), embed.NotEncoder},
		{"vectors without numbers", model(graph(func(g *embedtest.Graph) {
			g.Floats("table", []int{7, 1}, slices.Repeat([]float32{float32(math.NaN())}, 7))
			g.Node("Gather", []string{"table", "input_ids"}, []string{"last_hidden_state"})
		})), embed.NotEncoder},
		{"steps in a circle", model(graph(func(g *embedtest.Graph) {
			g.Node("Identity", []string{"a"}, []string{"b"})
			g.Node("Identity", []string{"b"}, []string{"a"})
			g.Node("Identity", []string{"a"}, []string{"last_hidden_state"})
		})), embed.Broken},
		{"a step of itself", model(graph(func(g *embedtest.Graph) {
			g.Node("Identity", []string{"last_hidden_state"}, []string{"last_hidden_state"})
		})), embed.Broken},
		{"output from nowhere", model(graph(func(*embedtest.Graph) {})), embed.Unsupported},
		{"weights in a second file", model(graph(func(g *embedtest.Graph) { g.External("table", "../../../etc/passwd") })), embed.Unsupported},
		{"weights at an address", model(graph(func(g *embedtest.Graph) { g.External("table", "https://example.org/w") })), embed.Unsupported},
		{"weights are missing", model(graph(func(g *embedtest.Graph) {
			g.Floats("table", []int{7, 2}, []float32{1})
			g.Node("Gather", []string{"table", "input_ids"}, []string{"last_hidden_state"})
		})), embed.Broken},
		{"weights of impossible size", model(graph(func(g *embedtest.Graph) { g.Floats("table", []int{1 << 40, 1 << 40}, nil) })), embed.Broken},
		{"an unknown step", model(graph(func(g *embedtest.Graph) {
			g.Node("Frobnicate", []string{"input_ids"}, []string{"last_hidden_state"})
		})), embed.Unsupported},
		{"a step with branches", model(graph(func(g *embedtest.Graph) {
			g.Node("If", []string{"input_ids"}, []string{"last_hidden_state"})
		})), embed.Unsupported},
		{"a result too large", model(graph(func(g *embedtest.Graph) {
			g.Floats("one", []int{1}, []float32{1})
			g.Ints("huge", 1<<20, 1<<20)
			g.Node("Expand", []string{"one", "huge"}, []string{"last_hidden_state"})
		})), embed.Unsupported},
		{"tokenizer is text", file("tokenizer.json", "hello"), embed.Broken},
		{"tokenizer is empty", file("tokenizer.json", "{}"), embed.Broken},
		{"tokenizer is cut", file("tokenizer.json", tokenizer[:len(tokenizer)/2]), embed.Broken},
		{"tokenizer of another kind", file("tokenizer.json", strings.Replace(tokenizer, "BertPreTokenizer", "UnicodeScripts", 1)), embed.Unsupported},
		{"tokenizer of another model", func(f fstest.MapFS) {
			f["tokenizer.json"].Data = embedtest.WordPiece(strings.Fields("a b c d e f g h"))
		}, embed.Mismatched},
		{"pooling by the largest", file("1_Pooling/config.json", `{"pooling_mode_max_tokens": true}`), embed.Unsupported},
		{"config is text", file("config.json", "hello"), embed.Broken},
		{"config is too large", file("config.json", strings.Repeat(" ", 2<<20)), embed.TooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := hello()
			c.change(folder)
			m, err := embed.Open(ctx, folder)
			if err == nil {
				m.Close()
			}
			var fault *embed.Error
			if !errors.As(err, &fault) || fault.Kind != c.want {
				t.Fatalf("Open() = %v, want kind %d", err, c.want)
			}
		})
	}
}

func TestOpen_RefusesAModelOfMoreThanAGigabyte(t *testing.T) {
	dir := t.TempDir()
	if err := embedtest.Write(dir, hello()); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(filepath.Join(dir, "model.onnx"), embed.MaxModelBytes+1); err != nil { // takes no room on disk
		t.Fatal(err)
	}
	_, err := embed.Open(ctx, os.DirFS(dir))
	var fault *embed.Error
	if !errors.As(err, &fault) || fault.Kind != embed.TooLarge {
		t.Fatalf("Open() = %v, want too large", err)
	}
}

// small is a transformer with all the steps of a real one, so small that a test may run it often.
var small = embedtest.Shape{Layers: 2, Hidden: 32, Heads: 4, Inner: 64, Words: 200, Positions: 300}

// chatter returns texts of many lengths.
func chatter(n int) []string {
	texts := make([]string, n)
	for i := range texts {
		for j := range 1 + i*7%90 {
			texts[i] += fmt.Sprintf("w%d ", (i*31+j*17)%200)
		}
	}
	return texts
}

func TestEmbed_IsTheSameOnAnyNumberOfProcessorsAndBesideAnyText(t *testing.T) {
	texts := chatter(60)
	m := open(t, embedtest.Transformer(small))
	all := vectors(t, m, texts...)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if again := vectors(t, open(t, embedtest.Transformer(small)), texts...); !slices.Equal(all.Data, again.Data) {
		t.Error("one processor gives other vectors")
	}
	for i, s := range texts {
		if alone := vectors(t, m, s); !slices.Equal(alone.Data, all.Row(i)) {
			t.Errorf("text %d has another vector when it stands alone", i)
		}
	}
}

func TestEmbed_ReadsTextsOfAnyLengthAndKind(t *testing.T) {
	m := open(t, embedtest.Transformer(small))
	for _, s := range []string{"", " ", "\x00", "caf\xc3", "👩‍👩‍👧‍👦", strings.Repeat("w1 ", 5000), strings.Repeat("w1", 100_000), "[SEP] [CLS] [PAD]", "\u202e\ufeff"} {
		row := vectors(t, m, s).Row(0)
		if n := float64(vector.Dot(row, row)); math.Abs(n-1) > 1e-5 {
			t.Errorf("%.20q: length %v, want 1", s, n)
		}
	}
}

func TestEmbed_StopsAndTells(t *testing.T) {
	m := open(t, embedtest.Transformer(small))
	texts := chatter(200)
	stop, cancel := context.WithCancel(ctx)
	_, err := m.Embed(stop, texts, func(done, total int64) {
		if total != 200 || done < 1 || done > total {
			t.Errorf("progress %d of %d", done, total)
		}
		cancel()
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Embed() = %v, want canceled", err)
	}
	if x := vectors(t, m, texts[:3]...); x.Rows != 3 {
		t.Errorf("after a stop: %d rows", x.Rows)
	}
	m.Close()
	m.Close()
	if _, err := m.Embed(ctx, texts, nil); err == nil {
		t.Error("a closed model answers")
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(hello()["model.onnx"].Data)
	f.Add(table(embedtest.Int64))
	f.Add(pooled())
	f.Add(embedtest.Transformer(embedtest.Shape{Layers: 1, Hidden: 4, Heads: 1, Inner: 4, Words: 4, Positions: 8})["model.onnx"].Data)
	tokenizer := hello()["tokenizer.json"].Data
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := embed.Open(ctx, embedtest.Folder(data, tokenizer)); err == nil {
			_, _ = m.Embed(ctx, []string{"hello", "hello world"}, nil)
			m.Close()
		}
	})
}

func BenchmarkEmbed(b *testing.B) {
	// The shape of the small models people use: 6 layers of 384 numbers.
	m := open(b, embedtest.Transformer(embedtest.Shape{Layers: 6, Hidden: 384, Heads: 12, Inner: 1536, Words: 3000, Positions: 512}))
	texts := make([]string, 50)
	for i := range texts {
		texts[i] = strings.Repeat(fmt.Sprintf("w%d ", i), 18)
	}
	vectors(b, m, texts[0])
	for b.Loop() {
		vectors(b, m, texts...)
	}
	b.ReportMetric(float64(b.N*len(texts))/b.Elapsed().Seconds(), "texts/s")
}
