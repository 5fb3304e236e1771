package word

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"image/color"
	"image/png"
	"io"
	"strings"
	"time"

	"throughline/app/chart"
	"throughline/app/chart/picture"
	"throughline/app/report"
)

// Write writes d as .docx. It returns the error of w, and of drawing a chart.
func Write(w io.Writer, d *report.Document) error {
	b := &body{width: lineWidth, ids: map[string]int{}, charts: d.Chart(11), look: d.Look}
	blocks, pages := paginate(d, b.width)
	b.pages = pages
	b.document(d, blocks)
	if b.err != nil {
		return b.err
	}
	z := zip.NewWriter(w)
	parts := []part{{"[Content_Types].xml", contentTypes}, {"_rels/.rels", packageRels}, {"docProps/core.xml", core(d)}, {"docProps/app.xml", appProps},
		{"word/document.xml", declaration + `<w:document ` + spaces + `><w:body>` + tinted(d, b.b.String()) + sectionOf(d) + `</w:body></w:document>`},
		{"word/styles.xml", stylesOf(d)}, {"word/numbering.xml", numbering(b.lists)}, {"word/settings.xml", settings},
		{"word/header1.xml", header(d)}, {"word/footer1.xml", footer(d)},
		{"word/_rels/document.xml.rels", b.rels()}}
	parts = append(parts, typeface()...)
	if d.Manifest != nil {
		made, err := d.Manifest.Encoded()
		if err != nil {
			return err
		}
		parts = append(parts, part{report.ManifestName, string(made)})
	}
	for i, img := range b.images {
		parts = append(parts, part{fmt.Sprintf("word/media/image%d.png", i+1), string(img.pixels)})
		if img.hasLines() {
			parts = append(parts, part{fmt.Sprintf("word/media/image%d.svg", i+1), string(img.lines)})
		}
	}
	for _, p := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate}) // without a time: equal documents, equal bytes
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, p.data); err != nil {
			return err
		}
	}
	return z.Close()
}

type part struct{ name, data string }

// body gathers the blocks of the document.
type body struct {
	b      bytes.Buffer
	width  int // of a line, in twentieths of a point
	ids    map[string]int
	pages  map[string]int // where headings stand, estimated; see paging
	hold   string         // holds the block that is written to the next; "" for most
	lists  int            // numbered lists begun, each counts anew
	images []image
	charts chart.Theme
	look   report.HouseStyle
	err    error
}

// image is a chart as lines, and as pixels for word processors that do not draw those.
type image struct{ pixels, lines []byte }

// hasLines reports whether a picture is there as lines too, as charts are and logos are not.
func (i image) hasLines() bool { return len(i.lines) > 0 }

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func esc(s string) string { return escapes.Replace(report.Printable(s)) }

// text is a run of one look.
func text(s, props string) string {
	if s == "" {
		return ""
	}
	if report.HasRightToLeft(s) {
		props = bothSizes(props) + `<w:rtl/>`
	}
	if props != "" {
		props = "<w:rPr>" + props + "</w:rPr>"
	}
	return `<w:r>` + props + `<w:t xml:space="preserve">` + esc(s) + `</w:t></w:r>`
}

// mark is the name of a bookmark: letters, digits and underscores, at most forty.
func mark(id string) string {
	return "t_" + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, id)
}

// bookmark puts what is linked to under its name.
func (b *body) bookmark(id, inside string) string {
	if id == "" {
		return inside
	}
	b.ids[id] = len(b.ids) + 1
	return fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="%s"/>%s<w:bookmarkEnd w:id="%[1]d"/>`, b.ids[id], mark(id), inside)
}

func link(id, inside string) string {
	if id == "" || inside == "" {
		return inside
	}
	return `<w:hyperlink w:anchor="` + mark(id) + `" w:history="1">` + inside + `</w:hyperlink>`
}

// pageField shows the page on which a bookmark stands.
func (b *body) pageField(id string) string {
	return fmt.Sprintf(`<w:fldSimple w:instr=" PAGEREF %s \h "><w:r><w:t>%d</w:t></w:r></w:fldSimple>`, mark(id), b.pages[id])
}

// runs sets text in a size, "" for that of the style; strong makes all of it bold.
func runs(all []report.Run, strong bool, size string) string {
	var b strings.Builder
	for _, r := range all {
		if r.PageOf != "" {
			continue // a word processor counts pages only when asked to: the link before leads there
		}
		props := ""
		if r.Link != "" {
			props = `<w:rStyle w:val="Hyperlink"/>`
		}
		if r.Bold || strong {
			props += `<w:b/>`
		}
		if r.Italic {
			props += `<w:i/>`
		}
		if r.Link != "" {
			props += linkColor(accent) // tables hide the colour of the style from some programs
		}
		b.WriteString(link(r.Link, text(r.Text, props+size)))
	}
	return b.String()
}

func (b *body) para(style, extra, inside string) {
	fmt.Fprintf(&b.b, `<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>%s</w:p>`, style, extra, inside)
}

func (b *body) document(d *report.Document, blocks []report.Block) {
	b.logo()
	b.para("Kicker", "", text(d.Kicker(), ""))
	b.para("Title", toward(d.Title, ""), text(d.Title, ""))
	if d.Subtitle != "" {
		b.para("Subtitle", "", text(d.Subtitle, ""))
	}
	for _, f := range d.Facts {
		b.para("Fact", "", text(f.Label, `<w:color w:val="6B6760"/>`)+`<w:r><w:tab/></w:r>`+text(f.Value, ""))
	}
	if d.Contents {
		b.contents(d)
	}
	breakBefore := false
	for i, x := range blocks {
		_, chart := nth(blocks, i+1).(report.Chart)
		b.hold = ""
		if chart || under(x, nth(blocks, i+1)) || i > 0 && heads(blocks[i-1], x) {
			b.hold = `<w:keepNext/>` // what a chart is read by stays with it, and a heading with more than its small print
		}
		if isBreak(x) {
			breakBefore = true
			continue
		}
		b.block(x, breakBefore)
		breakBefore = false
	}
}

// nth is a block, nil beyond the last.
func nth(blocks []report.Block, i int) report.Block {
	if i >= len(blocks) {
		return nil
	}
	return blocks[i]
}

// contents is a table of contents that the word processor can bring up to date, filled with what is there.
func (b *body) contents(d *report.Document) {
	b.para("ContentsTitle", "", text(d.Language.Say("Contents"), ""))
	all := d.Entries()
	for i, h := range all {
		begin, end := "", ""
		if i == 0 {
			begin = `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-1" \h \z \u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`
		}
		if i == len(all)-1 {
			end = `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
		}
		b.para("TOC1", "", begin+link(h.ID, text(strings.TrimSpace(h.Number+"  "+h.Name()), "")+`<w:r><w:tab/></w:r>`+b.pageField(h.ID))+end)
	}
}

func (b *body) block(x report.Block, breakBefore bool) {
	switch x := x.(type) {
	case report.Heading:
		extra := ""
		if breakBefore {
			extra = `<w:pageBreakBefore/>`
		}
		if x.Kicker != "" {
			if !breakBefore {
				extra = `<w:spacing w:before="560" w:after="40"/>` // a section that goes on below another
			}
			b.para("Kicker", `<w:keepNext/>`+extra, text(x.Kicker, ""))
			extra = ""
		}
		b.para(fmt.Sprintf("Heading%d", min(max(x.Level, 1), 3)), toward(x.Text, extra), b.bookmark(x.ID, text(x.Text, "")))
	case report.Paragraph:
		b.para([...]string{"Normal", "Lead", "Small"}[x.Tone], toward(report.Plain(x.Runs), b.hold), runs(x.Runs, false, ""))
	case report.Note:
		b.para("Note", toward(report.Plain(x.Runs), ""), runs(x.Runs, false, ""))
	case report.Facts:
		b.facts(x)
	case report.Quote:
		b.quote(x)
	case report.List:
		b.list(x)
	case report.Table:
		b.table(x)
	case report.Chart:
		b.chart(x)
	}
}

func (b *body) quote(q report.Quote) {
	bar := rgb(b.look.SecondOr(b.look.MainOr(accent)))
	switch {
	case q.Stance == "contradicts":
		bar = "B4413C"
	case q.Stance == "nuances":
		bar = "B7791F"
	case q.Hue > 0:
		palette := chart.Light(10).Palette
		c := palette[(q.Hue-1)%len(palette)]
		bar = fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B)
	}
	edge := `<w:pBdr><w:left w:val="single" w:sz="18" w:space="10" w:color="` + bar + `"/></w:pBdr>`
	b.para("Quote", toward(q.Text, `<w:keepNext/>`+edge), b.bookmark(q.ID, text(q.Quoted(), "")))
	if q.Comment != "" {
		b.para("QuoteSource", toward(q.Comment, `<w:keepNext/>`+edge), text(q.Comment, "<w:i/>"))
	}
	source := text(q.Origin(), "")
	if q.Evidence != "" {
		source += text(" · ", "") + runs([]report.Run{{Text: q.Evidence, Link: q.Link}}, false, "")
	}
	b.para("QuoteSource", edge+`<w:spacing w:after="140"/>`, source)
}

func (b *body) list(l report.List) {
	num := 1
	if l.Kind != report.Bullets {
		b.lists++
		num = b.lists + 1
	}
	look := "ListParagraph"
	if l.Kind == report.Ruled {
		look = "ListRuled"
	}
	for i, it := range l.Items {
		keep := ""
		if n := len(l.Items); n > 1 && (i == 0 || i == n-2) { // no item alone on a page
			keep = `<w:keepNext/>`
		}
		words := runs(it.Runs, false, "")
		if it.Link != "" {
			words = link(it.Link, words)
		}
		if it.Aside != "" {
			words += `<w:r><w:tab/></w:r>` + text(it.Aside, `<w:color w:val="6B6760"/><w:sz w:val="18"/>`)
		}
		b.para(look, toward(report.Plain(it.Runs), fmt.Sprintf(`%s<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>`, keep, num)), words)
	}
}

// chart draws a chart as a picture with words for those who do not see it.
func (b *body) chart(c report.Chart) {
	const sharp = 2.0
	l := chart.Lay(c.Chart, 600, 0, &picture.Type{}, b.charts)
	white := color.NRGBA{R: 255, G: 255, B: 255, A: 255}
	img := picture.Pixels(l, white, sharp)
	var pixels, lines bytes.Buffer
	if err := errors.Join(png.Encode(&pixels, img), picture.SVG(&lines, l, white, report.Printable(c.Alt))); err != nil {
		b.err = fmt.Errorf("word: draw %q: %w", c.Title, err)
		return
	}
	wide := b.width * 635 // in English metric units
	high := int(float64(wide) * float64(img.Bounds().Dy()) / float64(img.Bounds().Dx()))
	b.picture(image{pixels.Bytes(), lines.Bytes()}, wide, high, c.Alt, b.hold)
}

// picture puts a picture into a paragraph of its own; sizes are in English metric units, of which a point has 12,700.
func (b *body) picture(img image, wide, high int, alt, look string) {
	b.images = append(b.images, img)
	n := len(b.images)
	lines := ""
	if img.hasLines() {
		lines = fmt.Sprintf(`<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="lines%d"/></a:ext></a:extLst>`, n)
	}
	b.para("Normal", look, fmt.Sprintf(`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="Chart %[3]d" descr="%s"/>`+
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="%[3]d" name="image%[3]d.png"/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip r:embed="image%[3]d">%[5]s</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[1]d" cy="%[2]d"/></a:xfrm>`+
		`<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`, wide, high, n, esc(alt), lines))
}

// dated is when the file says it was made: the day of the report.
func dated(d *report.Document) string {
	t := d.Date.Time()
	if t.IsZero() {
		t = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}
