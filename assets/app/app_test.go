package app_test

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"testing"

	appicon "throughline/assets/app"
)

func TestIcon_IsAPNGOfTheSizeItsNameSays(t *testing.T) {
	for _, size := range []int{48, 128, 256, 512} {
		b, err := os.ReadFile(fmt.Sprintf("icon-%d.png", size))
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatalf("icon-%d.png: %v", size, err)
		}
		if got := img.Bounds().Dx(); got != size || img.Bounds().Dy() != size {
			t.Errorf("icon-%d.png is %v", size, img.Bounds())
		}
		if _, _, _, a := img.At(0, 0).RGBA(); a != 0 {
			t.Errorf("icon-%d.png: the corner is not transparent", size)
		}
		if _, _, _, a := img.At(size/2, size/2).RGBA(); a != 0xffff {
			t.Errorf("icon-%d.png: the middle is not opaque", size)
		}
	}
}

func TestIcon_EmbedsTheFilesBesideIt(t *testing.T) {
	for name, got := range map[string][]byte{"icon-512.png": appicon.Icon512, "icon-128.png": appicon.Icon128} {
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what is embedded", name)
		}
	}
}
