package picture_test

import (
	"bytes"
	"encoding/xml"
	"image/color"
	"io"
	"math"
	"strings"
	"testing"

	"throughline/app/chart"
	"throughline/app/chart/picture"
)

var white = color.NRGBA{255, 255, 255, 255}

func band() *chart.Chart {
	return &chart.Chart{Kind: chart.Line, Unit: "%", Categories: []string{"5", "6", "7"}, Guides: []chart.Guide{{Y1: 5, Name: "5 % <new>"}},
		Series: []chart.Series{{Values: []float64{20, 9, 4}, Low: []float64{10, 4, 0}, High: []float64{30, 15, 9}}}}
}

func lay(c *chart.Chart) *chart.Layout {
	return chart.Lay(c, 400, 200, &picture.Type{}, chart.Light(12))
}

func TestPixels(t *testing.T) {
	a, b := picture.Pixels(lay(band()), white, 2), picture.Pixels(lay(band()), white, 2)
	if a.Bounds().Dx() != 864 || a.Bounds().Dy() != 464 {
		t.Errorf("size %v, want 864 x 464", a.Bounds())
	}
	if !bytes.Equal(a.Pix, b.Pix) {
		t.Error("equal charts give different pixels")
	}
	seen := map[color.NRGBA]int{}
	for i := 0; i < len(a.Pix); i += 4 {
		seen[color.NRGBA{a.Pix[i], a.Pix[i+1], a.Pix[i+2], a.Pix[i+3]}]++
	}
	accent := chart.Light(12).Accent
	if seen[accent] < 100 {
		t.Errorf("%d pixels of the line's colour, want a line", seen[accent])
	}
	if seen[white] < len(a.Pix)/4/2 {
		t.Error("the ground is covered")
	}
}

func TestArea_FillsItsShape(t *testing.T) {
	img := picture.Area([]chart.Point{{X: 10, Y: 10}, {X: 20, Y: 10}, {X: 10, Y: 20}}, 100, 100, color.NRGBA{255, 0, 0, 255})
	if _, _, _, a := img.At(20, 20).RGBA(); a == 0 {
		t.Error("the inside is clear")
	}
	if _, _, _, a := img.At(80, 80).RGBA(); a != 0 {
		t.Error("the outside is painted")
	}
}

func TestSVG_IsWellFormedAndKeepsTheWords(t *testing.T) {
	var a, b strings.Builder
	for _, w := range []io.Writer{&a, &b} {
		if err := picture.SVG(w, lay(band()), white, "Saturation & more"); err != nil {
			t.Fatal(err)
		}
	}
	if a.String() != b.String() {
		t.Error("equal charts give different bytes")
	}
	for _, want := range []string{"<title>Saturation &amp; more</title>", ">5 % &lt;new&gt;</text>", "<polygon", `width="432" height="232"`} {
		if !strings.Contains(a.String(), want) {
			t.Errorf("%s\nlacks %q", a.String(), want)
		}
	}
}

func FuzzSVG(f *testing.F) {
	f.Add("Trust & care", 3.5)
	f.Add("]]>\x00<script>", -1e300)
	f.Add("\xff\ufffe", math.Inf(1))
	f.Fuzz(func(t *testing.T, name string, v float64) {
		c := &chart.Chart{Kind: chart.Bar, Categories: []string{name, "b"}, Series: []chart.Series{{Name: name, Values: []float64{v, 1}}}}
		var out strings.Builder
		if err := picture.SVG(&out, chart.Lay(c, 300, 0, &picture.Type{}, chart.Light(12)), white, name); err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(strings.NewReader(out.String()))
		for {
			if _, err := d.Token(); err == io.EOF {
				return
			} else if err != nil {
				t.Fatalf("%v in\n%s", err, out.String())
			}
		}
	})
}
