// Package fonts holds the typeface of reports: Noto Sans 2.000 in four cuts, under the SIL Open Font License 1.1
// (OFL.txt beside them), which allows bundling and embedding in documents.
package fonts

import _ "embed" // for the go:embed lines below

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
