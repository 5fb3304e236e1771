package synthesis_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"throughline/synthesis"
	"throughline/synthesis/vector"
)

func TestPlace_LaysTextsByWhatTheyMean(t *testing.T) {
	p := synthesis.Meaning()
	like := func(a, b string) float64 {
		x, y := make([]float32, synthesis.MeaningDims), make([]float32, synthesis.MeaningDims)
		if p.Place(x, a) != p.Place(y, b) {
			return 0
		}
		return float64(vector.Dot(x, y))
	}
	for _, c := range []struct{ name, text, near, far string }{
		{"other words for it", "The price is too high", "It costs too much money", "The nurse was very kind"},
		{"forms", "They abandoned the installation", "abandoning installations", "paying the invoice"},
		{"a name no table knows", "Kestrelify is down", "we use kestrelify", "we use a spreadsheet"},
		{"German", "Die Einrichtung hat bei uns sehr lange gedauert", "Wie lange dauerte die Einrichtung bei euch?", "Der Preis ist für uns nicht zu bezahlen"},
	} {
		if n, f := like(c.text, c.near), like(c.text, c.far); n < f+0.15 {
			t.Errorf("%s: %q is %.2f like %q and %.2f like %q", c.name, c.text, n, c.near, f, c.far)
		}
	}
}

func TestPlace_OfAnyTextHasLengthOneOrNone(t *testing.T) {
	p := synthesis.Meaning()
	row := make([]float32, synthesis.MeaningDims)
	for _, c := range []struct {
		text string
		want synthesis.Script
	}{
		{"", synthesis.Nowhere}, {" \n", synthesis.Nowhere}, {"12 %", synthesis.Nowhere}, {"\xff\xfe", synthesis.Nowhere}, {"setup", synthesis.ByWords}, {"Zzyzzxq", synthesis.ByWords},
		{"数据同步很慢", synthesis.ByLetters}, {"Это очень медленно работает", synthesis.ByLetters}, {"👍🏽", synthesis.Nowhere},
	} {
		got := p.Place(row, c.text)
		length := math.Sqrt(float64(vector.Dot(row, row)))
		if got != c.want || got == synthesis.Nowhere && length != 0 || got != synthesis.Nowhere && math.Abs(length-1) > 1e-5 {
			t.Errorf("Place(%q) = %v of length %g, want %v", c.text, got, length, c.want)
		}
	}
}

func TestNearest_KeepsTheBestOfAllParts(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const rows = 1000
	codes := make([]byte, rows*synthesis.CodeBytes)
	row := make([]float32, synthesis.MeaningDims)
	for i := range rows {
		for d := range row {
			row[d] = float32(rng.NormFloat64())
		}
		how := synthesis.ByWords
		if i%10 == 0 {
			how = []synthesis.Script{synthesis.Nowhere, synthesis.ByLetters}[i/10%2]
		}
		synthesis.WriteCode(codes[i*synthesis.CodeBytes:], row, how)
	}
	probe := synthesis.NewProbe(row, synthesis.ByWords)
	all := synthesis.NewNearest(rows)
	all.Scan(probe, 100, codes)
	whole := all.Rows()
	if len(whole) != rows*9/10 || !slices.IsSortedFunc(whole, func(a, b synthesis.NearRow) int { return int(math.Copysign(1, float64(b.Score-a.Score))) }) && whole[0].Row != 1099 {
		t.Fatalf("%d rows, the first %v", len(whole), whole[0])
	}
	a, b := synthesis.NewNearest(25), synthesis.NewNearest(25)
	half := rows / 2 * synthesis.CodeBytes
	b.Scan(probe, 100+rows/2, codes[half:])
	a.Scan(probe, 100, codes[:half])
	a.Merge(b)
	if got := a.Rows(); fmt.Sprint(got) != fmt.Sprint(whole[:25]) {
		t.Errorf("of two parts %v, want %v", got[:3], whole[:3])
	}
	if none := synthesis.NewNearest(0); none.Rows() != nil && len(none.Rows()) > 0 {
		t.Error("room for none holds some")
	}
}

func FuzzPlace(f *testing.F) {
	for _, s := range []string{"people who gave up", "\xff", "数据", "a\u0301", "naïve"} {
		f.Add(s)
	}
	p := synthesis.Meaning()
	f.Fuzz(func(t *testing.T, s string) {
		x, y := make([]float32, synthesis.MeaningDims), make([]float32, synthesis.MeaningDims)
		if a, b := p.Place(x, s), p.Place(y, s); a != b || !slices.Equal(x, y) {
			t.Fatalf("%q has two places", s)
		}
		if n := float64(vector.Dot(x, x)); math.IsNaN(n) || n > 1.001 {
			t.Fatalf("%q has a place of length %g", s, n)
		}
	})
}
