package word_test

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"throughline/app/report"
)

// sequences are, of the elements that word.Write uses, which children each may have and in which order: ECMA-376 part 1, sections 17 and 20.4 (transitional
// schema wml.xsd, dml-wordprocessingDrawing.xsd). Word refuses a file whose elements stand in another order.
var sequences = map[string]string{
	"document": "body", "hdr": "p", "ftr": "p",
	"p":             "pPr *", // then runs, links, fields and bookmarks in any order
	"pPr":           "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens bidi spacing ind contextualSpacing jc outlineLvl rPr sectPr",
	"rPr":           "rStyle rFonts b bCs i iCs caps smallCaps strike color spacing w kern position sz szCs highlight u shd vertAlign rtl lang",
	"numPr":         "ilvl numId",
	"pBdr":          "top left bottom right between bar",
	"r":             "rPr *",
	"hyperlink":     "*",
	"fldSimple":     "*",
	"tbl":           "tblPr tblGrid tr",
	"tblPr":         "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
	"tblBorders":    "top left start bottom right end insideH insideV",
	"tblGrid":       "gridCol",
	"tr":            "trPr tc",
	"trPr":          "cantSplit tblHeader",
	"tc":            "tcPr p",
	"tcPr":          "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar vAlign",
	"sectPr":        "headerReference footerReference type pgSz pgMar paperSrc pgBorders cols titlePg docGrid",
	"drawing":       "inline anchor",
	"inline":        "extent effectExtent docPr cNvGraphicFramePr graphic",
	"graphic":       "graphicData",
	"pic":           "nvPicPr blipFill spPr",
	"nvPicPr":       "cNvPr cNvPicPr",
	"blipFill":      "blip srcRect stretch",
	"spPr":          "xfrm prstGeom",
	"xfrm":          "off ext",
	"styles":        "docDefaults latentStyles style",
	"docDefaults":   "rPrDefault pPrDefault",
	"style":         "name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat locked pPr rPr tblPr trPr tcPr tblStylePr",
	"numbering":     "abstractNum num",
	"abstractNum":   "nsid multiLevelType tmpl lvl",
	"lvl":           "start numFmt lvlRestart pStyle isLgl suff lvlText lvlJc pPr rPr",
	"num":           "abstractNumId lvlOverride",
	"lvlOverride":   "startOverride lvl",
	"settings":      "view zoom embedTrueTypeFonts mirrorMargins defaultTabStop evenAndOddHeaders characterSpacingControl footnotePr endnotePr compat",
	"compat":        "compatSetting",
	"fonts":         "font",
	"font":          "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic embedBoldItalic",
	"Types":         "Default Override",
	"Relationships": "Relationship",
}

// misplaced reads a part and says which elements stand where the schema does not have them.
func misplaced(part string) (out []string) {
	type open struct {
		name string
		at   int // place in the sequence of the last child
	}
	var stack []open
	for d := xml.NewDecoder(strings.NewReader(part)); ; {
		tok, err := d.Token()
		if err == io.EOF {
			return out
		}
		if err != nil {
			return append(out, err.Error())
		}
		switch x := tok.(type) {
		case xml.StartElement:
			if n := len(stack); n > 0 {
				up := &stack[n-1]
				if seq := strings.Fields(sequences[up.name]); len(seq) > 0 {
					at := slices.Index(seq, x.Name.Local)
					if at < 0 {
						at = slices.Index(seq, "*")
					}
					if at < up.at {
						out = append(out, x.Name.Local+" in "+up.name)
					}
					up.at = max(at, up.at)
				}
			}
			stack = append(stack, open{name: x.Name.Local})
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		}
	}
}

func TestWrite_FollowsTheSchema(t *testing.T) {
	d := onboarding(t, report.A4)
	d.Blocks = append(d.Blocks, report.Table{Columns: []report.Column{{Title: "a"}, {Title: "b", Right: true}}, Note: "n", Rows: []report.Row{
		{ID: "x1", Span: true, Cells: []report.Cell{{{Text: "all", Bold: true}}}}, {ID: "x2", Strong: true, Cells: []report.Cell{{{Text: "it", Italic: true, Link: "x1"}}}}}})
	for name, part := range parts(t, write(t, d)) {
		if strings.HasSuffix(name, ".xml") && !strings.HasPrefix(name, "docProps") || strings.HasSuffix(name, ".rels") {
			for _, m := range misplaced(part) {
				t.Errorf("%s: %s", name, m)
			}
		}
	}
}

func TestMisplaced_FindsFaults(t *testing.T) {
	for name, part := range map[string]string{
		"order":   `<p><pPr><jc/><pStyle/></pPr></p>`,
		"unknown": `<tr><trPr/><p/></tr>`,
		"late":    `<p><r/><pPr/></p>`,
	} {
		if len(misplaced(part)) != 1 {
			t.Errorf("%s: %v", name, misplaced(part))
		}
	}
}
