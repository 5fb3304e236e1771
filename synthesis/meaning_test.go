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
	places := make([][]float32, rows)
	for i := range rows {
		row := make([]float32, synthesis.MeaningDims)
		for d := range row {
			row[d] = float32(rng.NormFloat64())
		}
		vector.Normalize(row)
		places[i] = row
		how := synthesis.ByWords
		if i%10 == 0 {
			how = []synthesis.Script{synthesis.Nowhere, synthesis.ByLetters}[i/10%2]
		}
		synthesis.WriteCode(codes[i*synthesis.CodeBytes:], row, how)
	}
	probe := synthesis.NewProbe(places[rows-1], synthesis.ByWords)
	all := probe.Nearest(rows)
	all.Scan(100, nil, synthesis.NewLanes(codes))
	whole := all.Rows()
	if len(whole) != rows*9/10 || whole[0].Row != 1099 {
		t.Fatalf("%d rows, the first %v", len(whole), whole[0])
	}
	for i, r := range whole {
		want := vector.Dot(places[rows-1], places[r.Row-100])
		if math.Abs(float64(r.Score-want)) > 0.17 { // what two bits tell of a hundred numbers: five standard deviations
			t.Fatalf("row %d is %g like the probe, want %g", r.Row, r.Score, want)
		}
		if i > 0 && (r.Score > whole[i-1].Score || r.Score == whole[i-1].Score && r.Row < whole[i-1].Row) {
			t.Fatalf("row %v after %v", r, whole[i-1])
		}
	}
	for _, n := range []int{1, 25, 400} {
		a, b := probe.Nearest(n), probe.Nearest(n)
		half := rows / 2 * synthesis.CodeBytes
		b.Scan(100+rows/2, nil, synthesis.NewLanes(codes[half:]))
		a.Scan(100, nil, synthesis.NewLanes(codes[:half]))
		b.Merge(a)
		if got := b.Rows(); fmt.Sprint(got) != fmt.Sprint(whole[:n]) {
			t.Errorf("of two parts %v, want %v", got, whole[:n])
		}
	}
	none := probe.Nearest(0)
	none.Scan(0, nil, synthesis.NewLanes(codes))
	if none.Merge(all); len(none.Rows()) > 0 {
		t.Error("room for none holds some")
	}
}

func TestNearest_OfEqualRowsKeepsTheFirst(t *testing.T) {
	place := make([]float32, synthesis.MeaningDims)
	place[3] = 1
	codes := make([]byte, 70*synthesis.CodeBytes)
	for i := range 70 {
		synthesis.WriteCode(codes[i*synthesis.CodeBytes:], place, synthesis.ByWords)
	}
	synthesis.WriteCode(codes[synthesis.CodeBytes:], place, synthesis.Nowhere)
	synthesis.WriteCode(codes[2*synthesis.CodeBytes:], place, synthesis.ByLetters)
	lanes := synthesis.NewLanes(codes)
	if placed, letters := lanes.Count(); placed != 69 || letters != 1 {
		t.Errorf("%d rows are placed, %d by letters, want 69 and 1", placed, letters)
	}
	n := synthesis.NewProbe(place, synthesis.ByWords).Nearest(3)
	n.Scan(1000, nil, lanes)
	if got := n.Rows(); got[0].Row != 1000 || got[1].Row != 1003 || got[2].Row != 1004 {
		t.Errorf("rows %v, want 1000, 1003 and 1004", got)
	}
	picked := synthesis.NewProbe(place, synthesis.ByWords).Nearest(2)
	picked.Scan(1000, []uint8{9, 7}, synthesis.NewLanes(append(codes[:synthesis.CodeBytes:synthesis.CodeBytes], codes[:synthesis.CodeBytes]...)))
	if got := picked.Rows(); got[0].Row != 1007 || got[1].Row != 1009 {
		t.Errorf("rows %v, want 1007 and 1009", got)
	}
	nowhere := synthesis.NewProbe(make([]float32, synthesis.MeaningDims), synthesis.ByWords).Nearest(1)
	if nowhere.Scan(0, nil, lanes); nowhere.Rows()[0].Row != 0 {
		t.Errorf("a probe of no length finds %v", nowhere.Rows())
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
