package logo_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"throughline/app"
	"throughline/app/report/logo"
)

const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#cc3300"/></svg>`

func picture(w, h int) image.Image {
	img := image.NewNRGBA64(image.Rect(0, 0, w, h))
	for i := range w {
		img.Set(i, i%h, color.NRGBA{R: 200, A: 255})
	}
	return img
}

func TestRead(t *testing.T) {
	var sixteen, photo bytes.Buffer
	if err := png.Encode(&sixteen, picture(40, 20)); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&photo, picture(1800, 900), nil); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		data []byte
		w, h int
		code app.Code
	}{
		{"PNG of sixteen bits", sixteen.Bytes(), 40, 20, ""},
		{"large JPEG", photo.Bytes(), 600, 300, ""},
		{"SVG", []byte(mark), 600, 300, ""},
		{"nothing", nil, 0, 0, app.EUnsupported},
		{"words", []byte("no picture"), 0, 0, app.EUnsupported},
		{"half a PNG", sixteen.Bytes()[:40], 0, 0, app.EUnsupported},
		{"an SVG of no size", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>`), 0, 0, app.EUnsupported},
		{"too large", make([]byte, logo.Most+1), 0, 0, app.ETooLarge},
	} {
		p, err := logo.Read(c.data)
		if app.CodeOf(err) != c.code || p.W != c.w || p.H != c.h {
			t.Errorf("%s: %d x %d, %v", c.name, p.W, p.H, err)
			continue
		}
		if c.code != "" {
			continue
		}
		size, err := png.DecodeConfig(bytes.NewReader(p.PNG))
		if err != nil || size.Width != c.w || size.ColorModel == color.NRGBA64Model {
			t.Errorf("%s: not a plain PNG: %v", c.name, err)
		}
		if again, _ := logo.Read(c.data); !bytes.Equal(again.PNG, p.PNG) {
			t.Errorf("%s: another picture the second time", c.name)
		}
	}
}

func TestReadable(t *testing.T) {
	for _, c := range []struct {
		name string
		in   color.NRGBA
		same bool
	}{{"dark blue stays", color.NRGBA{R: 0x11, G: 0x22, B: 0x88}, true}, {"yellow", color.NRGBA{R: 255, G: 230}, false}, {"white", color.NRGBA{R: 255, G: 255, B: 255}, false}, {"black stays", color.NRGBA{}, true}} {
		got := logo.Readable(c.in)
		c.in.A = 255
		if (got == c.in) != c.same {
			t.Errorf("%s: %v from %v", c.name, got, c.in)
		}
		if again := logo.Readable(got); again != got {
			t.Errorf("%s: still not readable", c.name)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(mark))
	f.Add([]byte(`<svg viewBox="0 0 1 1"><path d="M0 0L1e9 1z"/><use href="#a"/></svg>`))
	f.Add([]byte("\x89PNG\r\n\x1a\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := logo.Read(data)
		if err == nil && (p.W < 1 || p.H < 1 || p.W > 600 || p.H > 600) {
			t.Errorf("%d x %d", p.W, p.H)
		}
	})
}
