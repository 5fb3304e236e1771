package srt_test

import (
	"testing"

	"throughline/app/format/formattest"
	"throughline/app/format/srt"
)

func TestRead(t *testing.T) { formattest.Golden(t, srt.Read) }

func FuzzRead(f *testing.F) { formattest.Fuzz(f, "x.srt", srt.Read) }
