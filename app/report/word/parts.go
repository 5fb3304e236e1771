package word

import (
	"fmt"
	"strings"

	"throughline/app/report"
)

const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const spaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
	`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
	`xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`

const contentTypes = declaration + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
	`<Default Extension="png" ContentType="image/png"/><Default Extension="svg" ContentType="image/svg+xml"/><Default Extension="json" ContentType="application/json"/>` +
	`<Default Extension="odttf" ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
	`<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
	`<Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>` +
	`<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
	`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>`

const packageRels = declaration + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`<Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>`

const appProps = declaration + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Throughline</Application></Properties>`

// settings say that the file is made for word processors of today: without, Word opens it in a mode for those of 2007.
const settings = declaration + `<w:settings ` + spaces + `><w:embedTrueTypeFonts/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>` +
	`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

// header shows on every page but the first the section that it belongs to. Programs that do not know such a field, as LibreOffice before 7.6, show the
// title of the report.
func header(d *report.Document) string {
	return declaration + `<w:hdr ` + spaces + `><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:fldSimple w:instr=" STYLEREF &quot;heading 1&quot; ">` + text(d.Title, "") + `</w:fldSimple></w:p></w:hdr>`
}

func (b *body) rels() string {
	const kind = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	var s strings.Builder
	s.WriteString(declaration + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, p := range []string{"styles", "numbering", "settings", "fontTable"} {
		fmt.Fprintf(&s, `<Relationship Id="%s" Type="%s%[1]s" Target="%[1]s.xml"/>`, p, kind)
	}
	fmt.Fprintf(&s, `<Relationship Id="header1" Type="%sheader" Target="header1.xml"/>`, kind)
	fmt.Fprintf(&s, `<Relationship Id="footer1" Type="%sfooter" Target="footer1.xml"/>`, kind)
	for i, img := range b.images {
		fmt.Fprintf(&s, `<Relationship Id="image%d" Type="%simage" Target="media/image%[1]d.png"/>`, i+1, kind)
		if img.hasLines() {
			fmt.Fprintf(&s, `<Relationship Id="lines%d" Type="%simage" Target="media/image%[1]d.svg"/>`, i+1, kind)
		}
	}
	return s.String() + `</Relationships>`
}

func core(d *report.Document) string {
	date := dated(d)
	return declaration + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
		`xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>` + esc(d.Title) + `</dc:title><dc:subject>` + esc(d.Subject) +
		`</dc:subject><dc:creator>` + esc(d.Author) + `</dc:creator><cp:keywords>` + esc(strings.Join(d.Keywords, ", ")) + `</cp:keywords><dc:description>Data: SHA-256 ` + esc(d.Hash) +
		`</dc:description><dcterms:created xsi:type="dcterms:W3CDTF">` + date + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + date + `</dcterms:modified></cp:coreProperties>`
}

func footer(d *report.Document) string {
	field := func(name string) string {
		return `<w:fldSimple w:instr=" ` + name + ` "><w:r><w:t>1</w:t></w:r></w:fldSimple>`
	}
	return declaration + `<w:ftr ` + spaces + `><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>` + text(d.Footer, "") + `<w:r><w:tab/></w:r>` + field("PAGE") + text(" / ", "") + field("NUMPAGES") + `</w:p></w:ftr>`
}

// lineWidth is that of the column, in twentieths of a point: the one of the PDF.
const lineWidth = 9420

// sectionOf is the paper with its margins: the column is as wide on either.
func sectionOf(d *report.Document) string {
	w, h, side := 11906, 16838, (11906-lineWidth)/2
	if d.Paper == report.Letter {
		w, h, side = 12240, 15840, (12240-lineWidth)/2
	}
	return fmt.Sprintf(`<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/><w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="1280" w:right="%d" w:bottom="1280" w:left="%[3]d" w:header="700" w:footer="600" w:gutter="0"/><w:titlePg/></w:sectPr>`, w, h, side)
}

// numbering has one kind of bullets, and of numbers one a list, so that each counts anew.
func numbering(lists int) string {
	var s strings.Builder
	s.WriteString(declaration + `<w:numbering ` + spaces + `>`)
	for i, k := range [][2]string{{"bullet", "•"}, {"decimal", "%1."}} {
		fmt.Fprintf(&s, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>`, i, k[0], k[1])
	}
	s.WriteString(`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
	for i := range lists {
		fmt.Fprintf(&s, `<w:num w:numId="%d"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`, i+2)
	}
	return s.String() + `</w:numbering>`
}

// styles are what a reader can change in one place.
var styles = declaration + `<w:styles ` + spaces + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Noto Sans" w:hAnsi="Noto Sans" w:cs="Noto Sans" w:eastAsia="Noto Sans"/><w:color w:val="1C1B19"/><w:sz w:val="21"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>` +
	`<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="260" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
	style("Normal", "Normal", "", "", true) +
	style("Title", "Title", `<w:keepNext/><w:spacing w:before="0" w:after="60" w:line="240" w:lineRule="auto"/>`, `<w:b/><w:sz w:val="60"/>`, false) +
	style("Subtitle", "Subtitle", `<w:spacing w:after="360"/>`, `<w:color w:val="6B6760"/><w:sz w:val="24"/>`, false) +
	style("Kicker", "Kicker", `<w:spacing w:before="0" w:after="40"/>`, `<w:caps/><w:color w:val="6B6760"/><w:sz w:val="17"/>`, false) +
	style("Fact", "Fact", `<w:tabs><w:tab w:val="left" w:pos="1700"/></w:tabs><w:spacing w:after="40"/><w:ind w:left="1700" w:hanging="1700"/>`, "", false) +
	style("ContentsTitle", "Contents title", `<w:keepNext/><w:spacing w:before="560" w:after="120"/>`, `<w:b/><w:sz w:val="26"/>`, false) +
	style("TOC1", "toc 1", `<w:tabs><w:tab w:val="right" w:pos="9420"/></w:tabs><w:spacing w:after="80"/>`, "", false) +
	style("Heading1", "heading 1", `<w:keepNext/><w:keepLines/><w:spacing w:before="0" w:after="160" w:line="252" w:lineRule="auto"/><w:outlineLvl w:val="0"/>`, `<w:b/><w:sz w:val="44"/>`, false) +
	style("Heading2", "heading 2", `<w:keepNext/><w:keepLines/><w:spacing w:before="260" w:after="60"/><w:outlineLvl w:val="1"/>`, `<w:b/><w:sz w:val="26"/>`, false) +
	style("Heading3", "heading 3", `<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="60"/><w:outlineLvl w:val="2"/>`, `<w:b/>`, false) +
	style("Lead", "Lead", "", `<w:sz w:val="23"/>`, false) +
	style("Small", "Small", `<w:spacing w:before="60"/>`, `<w:color w:val="6B6760"/><w:sz w:val="18"/>`, false) +
	style("Note", "Note", `<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="B7791F"/></w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="F4F1EC"/><w:ind w:left="200"/>`, "", false) +
	style("Quote", "Quote", `<w:keepLines/><w:spacing w:before="60" w:after="0"/><w:ind w:left="280"/>`, "", false) +
	style("QuoteSource", "Quote source", `<w:keepLines/><w:spacing w:after="0"/><w:ind w:left="280"/>`, `<w:color w:val="6B6760"/><w:sz w:val="17"/>`, false) +
	style("ListParagraph", "List Paragraph", `<w:spacing w:after="60"/>`, "", false) +
	style("ListRuled", "List ruled", `<w:tabs><w:tab w:val="right" w:pos="9420"/></w:tabs><w:spacing w:after="60"/>`, "", false) +
	style("Cell", "Cell", `<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>`, `<w:sz w:val="19"/>`, false) +
	style("Header", "header", "", `<w:color w:val="6B6760"/><w:sz w:val="16"/>`, false) +
	style("Footer", "footer", `<w:tabs><w:tab w:val="right" w:pos="9420"/></w:tabs>`, `<w:color w:val="6B6760"/><w:sz w:val="16"/>`, false) +
	`<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="` + rgb(accent) + `"/></w:rPr></w:style>` +
	`<w:style w:type="table" w:styleId="Report"><w:name w:val="Report"/><w:tblPr><w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="E4E0D9"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="E4E0D9"/></w:tblBorders></w:tblPr></w:style></w:styles>`

func style(id, name, para, run string, first bool) string {
	based, preset := `<w:basedOn w:val="Normal"/>`, ""
	if first {
		based, preset = "", ` w:default="1"`
	}
	return `<w:style w:type="paragraph"` + preset + ` w:styleId="` + id + `"><w:name w:val="` + name + `"/>` + based + `<w:qFormat/><w:pPr>` + para + `</w:pPr><w:rPr>` + run + `</w:rPr></w:style>`
}
