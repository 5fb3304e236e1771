package word

import (
	"fmt"
	"strings"

	"throughline/assets/fonts"
)

// cut is a cut of the typeface that travels in the file, so that lines and pages break alike where it is not installed. Its key hides the first bytes
// of the font file, as the format wants it (ECMA-376, part 4, 14.2.1); it is no secret.
type cut struct {
	element string
	key     [16]byte
	ttf     []byte
}

var cuts = []cut{
	{"embedRegular", [16]byte{0x6F, 0x1E, 0x0B, 0x52, 0x3C, 0x94, 0x4D, 0x07, 0x8A, 0x65, 0x1B, 0xD2, 0x90, 0x44, 0xC1, 0x01}, fonts.Regular},
	{"embedBold", [16]byte{0x6F, 0x1E, 0x0B, 0x52, 0x3C, 0x94, 0x4D, 0x07, 0x8A, 0x65, 0x1B, 0xD2, 0x90, 0x44, 0xC1, 0x02}, fonts.Bold},
	{"embedItalic", [16]byte{0x6F, 0x1E, 0x0B, 0x52, 0x3C, 0x94, 0x4D, 0x07, 0x8A, 0x65, 0x1B, 0xD2, 0x90, 0x44, 0xC1, 0x03}, fonts.Italic},
}

// guid is the key as it is written: the bytes in their order.
func (c cut) guid() string {
	k := fmt.Sprintf("%X", c.key)
	return "{" + strings.Join([]string{k[:8], k[8:12], k[12:16], k[16:20], k[20:]}, "-") + "}"
}

// hidden is the font file with its first 32 bytes mixed with the key, read from its end.
func (c cut) hidden() string {
	out := append([]byte(nil), c.ttf...)
	for i := range 32 {
		out[i] ^= c.key[15-i%16]
	}
	return string(out)
}

// typeface are the parts that carry the typeface: the table of fonts, what it points to, and the cuts. Where a program takes no cuts from a file, the table
// names a typeface as wide.
func typeface() []part {
	var table, rels strings.Builder
	table.WriteString(declaration + `<w:fonts ` + spaces + `><w:font w:name="Noto Sans"><w:altName w:val="Segoe UI"/><w:panose1 w:val="020B0502040504020204"/><w:charset w:val="00"/>` +
		`<w:family w:val="swiss"/><w:pitch w:val="variable"/>`)
	rels.WriteString(declaration + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	var files []part
	for i, c := range cuts {
		fmt.Fprintf(&table, `<w:%s r:id="cut%d" w:fontKey="%s"/>`, c.element, i+1, c.guid())
		fmt.Fprintf(&rels, `<Relationship Id="cut%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/font" Target="fonts/font%[1]d.odttf"/>`, i+1)
		files = append(files, part{fmt.Sprintf("word/fonts/font%d.odttf", i+1), c.hidden()})
	}
	table.WriteString(`</w:font></w:fonts>`)
	rels.WriteString(`</Relationships>`)
	return append([]part{{"word/fontTable.xml", table.String()}, {"word/_rels/fontTable.xml.rels", rels.String()}}, files...)
}
