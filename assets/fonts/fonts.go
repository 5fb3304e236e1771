// Package fonts holds the typeface of reports: Noto Sans 2.000 in four cuts, under the SIL Open Font License 1.1
// (OFL.txt beside them), which allows bundling and embedding in documents. For signs that it lacks there are Noto Emoji 3.006, in one colour, under the
// same licence, and Droid Sans Fallback 6.0.1 for Chinese, Japanese and Korean, under the Apache License 2.0 (DroidSansFallback-NOTICE.txt).
package fonts

import (
	"bytes"
	"compress/gzip"
	_ "embed" // for the go:embed lines below
	"io"
)

// The cuts, as TrueType files. Callers must not change the bytes.
var (
	//go:embed NotoSans-Regular.ttf
	Regular []byte
	//go:embed NotoSans-Bold.ttf
	Bold []byte
	//go:embed NotoSans-Italic.ttf
	Italic []byte
	//go:embed NotoSans-BoldItalic.ttf
	BoldItalic []byte
)

// License is the licence text that travels with the fonts.
//
//go:embed OFL.txt
var License string

var (
	//go:embed NotoEmoji-Regular.ttf.gz
	emoji []byte
	//go:embed DroidSansFallback.ttf.gz
	cjk []byte
)

// Emoji unpacks Noto Emoji, a TrueType file of 0.9 MB. Callers keep what they need of it.
func Emoji() []byte { return unpacked(emoji) }

// CJK unpacks Droid Sans Fallback, a TrueType file of 3.5 MB. Callers keep what they need of it.
func CJK() []byte { return unpacked(cjk) }

// unpacked reads a file that is packed into the program, so that it is whole.
func unpacked(packed []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic("fonts: " + err.Error())
	}
	ttf, err := io.ReadAll(r)
	if err != nil {
		panic("fonts: " + err.Error())
	}
	return ttf
}
