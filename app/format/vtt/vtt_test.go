package vtt_test

import (
	"testing"

	"throughline/app/format/formattest"
	"throughline/app/format/vtt"
)

func TestRead(t *testing.T) { formattest.Golden(t, vtt.Read) }

func FuzzRead(f *testing.F) {
	formattest.Fuzz(f, "x.vtt", vtt.Read, "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A&#13;na>a&#13;b&#0;c&#xD800;&#x110000;\n", "9999:59:59,999 --> 0:00\n{\\an8}<v &lt;>&amp;#13;\n<v\n")
}
