package ownmodel_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/ownmodel"
	"throughline/synthesis/embed/embedtest"
)

var ctx = context.Background()

// folder puts a tiny model on disk and returns its folder.
func folder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "tiny-model")
	if err := embedtest.Write(dir, embedtest.Topics([]string{"invoice", "price"}, []string{"password", "login"})); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestEmbed_PutsWordsOfOneTopicTogetherAndKeepsWhatItKnows(t *testing.T) {
	var k ownmodel.Keeper
	if k.On() {
		t.Error("a keeper without a folder is on")
	}
	if _, err := k.Embed(ctx, []string{"invoice"}, nil); app.CodeOf(err) != app.EInvalid {
		t.Errorf("without a model: %v", err)
	}
	dir := folder(t)
	k.Choose(dir, true)
	texts := []string{"invoice", "password", "price", "invoice", ""}
	told := int64(0)
	x, err := k.Embed(ctx, texts, func(_, total int64, _ string) { told = total })
	if err != nil {
		t.Fatal(err)
	}
	if told != 4 {
		t.Errorf("%d texts were read, want 4: equal ones once", told)
	}
	near := func(a, b int) (sum float32) {
		for d, v := range x.Row(a) {
			sum += v * x.Row(b)[d]
		}
		return sum
	}
	if near(0, 2) < .8 || near(0, 1) > .5 || near(0, 3) < .999 {
		t.Errorf("invoice is near price %.2f, password %.2f, itself %.2f", near(0, 2), near(0, 1), near(0, 3))
	}
	told = -1
	again, err := k.Embed(ctx, texts, func(_, total int64, _ string) { told = total })
	if err != nil || !slices.Equal(again.Data, x.Data) || told != -1 {
		t.Errorf("a second time %d texts were read, %v", told, err)
	}
	k.Choose(dir, false)
	if k.On() {
		t.Error("still on")
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	k.Choose(dir, true)
	if _, err := k.Embed(ctx, texts, nil); app.CodeOf(err) != app.ENotFound {
		t.Errorf("folder gone: %v", err)
	}
}

func TestCheck_SaysNameNumbersAndSpeed(t *testing.T) {
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	now := func() time.Time { at = at.Add(5 * time.Second); return at }
	info, err := ownmodel.Check(ctx, folder(t), now, nil)
	if err != nil {
		t.Fatal(err)
	}
	if info.Name != "tiny-model" || info.Dims != 8 || info.PerSecond != 10 {
		t.Errorf("Check() = %+v", info)
	}
	for want, rate := range map[string]float64{
		"About 40 passages a second on this computer: 10,000 findings take about 4 minutes.":       40,
		"About one passage a second or less on this computer: 10,000 findings take about 3 hours.": 1,
		"About 2,000 passages a second on this computer: 10,000 findings take about 5 seconds.":    2000,
		"About 1,000,000 passages a second on this computer: 10,000 findings take about 1 second.": 1e6,
	} {
		if got := (ownmodel.Info{PerSecond: rate}).Speed(); got != want {
			t.Errorf("%v: %q, want %q", rate, got, want)
		}
	}
}

func TestCheck_SaysWhatIsWrongAndWhatToDo(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(t *testing.T, dir string) string
		code   app.Code
		says   string
	}{
		{"no folder", func(_ *testing.T, dir string) string { return dir + "x" }, app.ENotFound, "is gone"},
		{"a file", func(_ *testing.T, dir string) string { return filepath.Join(dir, "config.json") }, app.EInvalid, "is a file"},
		{"no model", remove("model.onnx"), app.ENotFound, "no model.onnx"},
		{"no tokenizer", remove("tokenizer.json"), app.ENotFound, "no tokenizer.json"},
		{"broken model", write("model.onnx", "half a model"), app.EInvalid, "broken"},
		{"writes text", write("config.json", `{"is_decoder": true}`), app.EUnsupported, "does not turn texts into vectors"},
		{"another tokenizer", write("tokenizer.json", string(embedtest.WordPiece(strings.Fields("a b c d e f g h i j k l")))), app.EInvalid, "another model"},
		{"unknown tokenizer", write("tokenizer.json", `{"model": {"type": "Odd", "vocab": {"a": 1}}}`), app.EUnsupported, "Odd"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := c.change(t, folder(t))
			_, err := ownmodel.Check(ctx, dir, time.Now, nil)
			message, hint := app.Explain(err)
			if app.CodeOf(err) != c.code || !strings.Contains(message, c.says) || hint == "" {
				t.Errorf("%v: %q, hint %q", app.CodeOf(err), message, hint)
			}
		})
	}
}

func remove(name string) func(*testing.T, string) string {
	return func(t *testing.T, dir string) string {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		return dir
	}
}

func write(name, data string) func(*testing.T, string) string {
	return func(t *testing.T, dir string) string {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		return dir
	}
}
