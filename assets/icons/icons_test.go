package icons_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"testing"

	"throughline/assets/icons"
)

func TestAll_AreWellFormedAndTakeTheColourOfTheirPlace(t *testing.T) {
	if len(icons.All()) < 50 {
		t.Fatalf("All() = %d icons, want at least 50", len(icons.All()))
	}
	for _, n := range icons.All() {
		src := icons.SVG(n)
		d := xml.NewDecoder(bytes.NewReader(src))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("%s: %v", n, err)
				break
			}
		}
		if n != icons.Logo && !bytes.Contains(src, []byte("currentColor")) {
			t.Errorf("%s has a fixed colour", n)
		}
		if !bytes.Contains(src, []byte(`viewBox="0 0 20 20"`)) {
			t.Errorf("%s is not drawn on 20 x 20", n)
		}
	}
}

func TestSVG_OfAnUnknownNameIsNil(t *testing.T) {
	if got := icons.SVG("no such icon"); got != nil {
		t.Errorf("SVG() = %q, want nil", got)
	}
}
