package txt_test

import (
	"testing"

	"throughline/app/format/formattest"
	"throughline/app/format/txt"
)

func TestRead(t *testing.T) { formattest.Golden(t, txt.Read) }

func FuzzRead(f *testing.F) {
	formattest.Fuzz(f, "x.txt", txt.Read, "Ana\n9999:59:59.999999999\nhi\nBen\n0:00\nho", "[Ana] 23:59:59\nhi\n[Ben] 0:00:00 - 0:00:01\nho", "\xff\xfea\x00\r\x00", "a\xe9\x85b\r\r\n", "sep=;\n")
}
