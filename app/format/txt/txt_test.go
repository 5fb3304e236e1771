package txt_test

import (
	"testing"

	"throughline/app/format/formattest"
	"throughline/app/format/txt"
)

func TestRead(t *testing.T) { formattest.Golden(t, txt.Read) }

func FuzzRead(f *testing.F) { formattest.Fuzz(f, "x.txt", txt.Read) }
