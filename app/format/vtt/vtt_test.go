package vtt_test

import (
	"testing"

	"throughline/app/format/formattest"
	"throughline/app/format/vtt"
)

func TestRead(t *testing.T) { formattest.Golden(t, vtt.Read) }

func FuzzRead(f *testing.F) { formattest.Fuzz(f, "x.vtt", vtt.Read) }
