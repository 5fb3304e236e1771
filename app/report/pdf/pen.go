package pdf

import (
	"fmt"
	"image/color"
	"io"
	"strings"
	"time"

	"github.com/jung-kurt/gofpdf"

	"throughline/app/report"
	"throughline/assets/fonts"
)

// pen is the only door to the PDF library: every string passes Clean or basic, so that none can make it panic.
type pen struct {
	f      *gofpdf.Fpdf
	links  map[string]int // ID -> the library's number
	spares map[face]*spareFont
	look   report.HouseStyle
}

// epoch dates the file of a report without a date.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func newPen(d *report.Document, l *layout) *pen {
	f := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: l.w, Ht: l.h}})
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(0, 0, 0)
	for style, ttf := range map[string][]byte{"": fonts.Regular, "B": fonts.Bold, "I": fonts.Italic, "BI": fonts.BoldItalic} {
		f.AddUTF8FontFromBytes("NotoSans", style, ttf)
	}
	spares := spareFonts(l)
	for _, which := range []face{emoji, cjk} {
		if s := spares[which]; s != nil {
			f.AddUTF8FontFromBytes(families[which], "", s.ttf)
		}
	}
	date := d.Date.Time()
	if date.IsZero() {
		date = epoch
	}
	f.SetCreationDate(date)
	f.SetModificationDate(date)
	f.SetCatalogSort(true)
	f.SetTitle(basic(d.Title), true)
	f.SetAuthor(basic(d.Author), true)
	f.SetSubject(basic(d.Subject), true)
	f.SetKeywords(basic(strings.Join(d.Keywords, ", ")), true)
	f.SetCreator("Throughline", true)
	f.SetProducer("Throughline", true)
	return &pen{f: f, links: map[string]int{}, spares: spares, look: d.Look}
}

// families and styles are the library's names of the faces.
var (
	families = [allFaces]string{regular: "NotoSans", bold: "NotoSans", italic: "NotoSans", boldItalic: "NotoSans", emoji: "NotoEmoji", cjk: "DroidSansFallback"}
	styles   = [allFaces]string{bold: "B", italic: "I", boldItalic: "BI"}
)

// text sets text in as many fonts as its letters need.
func (p *pen) text(x, y float64, s string, t typo) {
	s = Clean(s)
	p.f.SetTextColor(rgb(tint(p.look, t.color)))
	for s != "" {
		in, end := t.face, len(s)
		for at, r := range s {
			f := faceOn(r, t.face)
			if at == 0 {
				in = f
			} else if f != in {
				end = at
				break
			}
		}
		p.letters(x, y, s[:end], in, t.size)
		x += width(s[:end], t.face, t.size)
		s = s[end:]
	}
}

// letters sets text that one font has.
func (p *pen) letters(x, y float64, s string, in face, size float64) {
	p.f.SetFont(families[in], styles[in], size)
	if in < emoji {
		p.f.Text(x, y, s)
		return
	}
	signs := p.spares[in].signs
	written := strings.Map(func(r rune) rune {
		if as, ok := signs[r]; ok {
			return as
		}
		return r
	}, s)
	if written == s {
		p.f.Text(x, y, s)
		return
	}
	p.f.RawWriteStr(meant(s))
	p.f.Text(x, y, written)
	p.f.RawWriteStr("EMC")
}

func (p *pen) rect(x, y, w, h, radius float64, c color.NRGBA) {
	p.f.SetFillColor(rgb(tint(p.look, c)))
	if radius > 0.2 {
		p.f.RoundedRect(x, y, w, h, min(radius, w/2, h/2), "1234", "F")
		return
	}
	p.f.Rect(x, y, w, h, "F")
}

func (p *pen) line(x1, y1, x2, y2, w float64, c color.NRGBA) {
	p.f.SetDrawColor(rgb(tint(p.look, c)))
	p.f.SetLineWidth(w)
	p.f.Line(x1, y1, x2, y2)
}

func (p *pen) area(x, y float64, corners [][2]float64, c color.NRGBA) {
	points := make([]gofpdf.PointType, len(corners))
	for i, k := range corners {
		points[i] = gofpdf.PointType{X: x + k[0], Y: y + k[1]}
	}
	p.f.SetFillColor(rgb(tint(p.look, c)))
	p.f.Polygon(points, "F")
}

// target gives an ID its place; air leaves room above when it is jumped to.
func (p *pen) target(id string, at place) {
	const air = 14.0
	n := p.f.AddLink()
	p.f.SetLink(n, max(0, at.y-air), at.page+1)
	p.links[id] = n
}

// link makes an area lead to an ID; unknown IDs lead nowhere.
func (p *pen) link(x, y, w, h float64, id string) {
	if n, ok := p.links[id]; ok {
		p.f.Link(x, y, w, h, n)
	}
}

// bookmark adds the heading to the outline of the page that is open.
func (p *pen) bookmark(text string, level int, y float64) {
	p.f.SetFont("NotoSans", "", 10) // the outline is written as the current font is
	p.f.Bookmark(basic(text), level, y)
}

// attach puts a file into the document.
func (p *pen) attach(name, about string, data []byte) {
	p.f.SetAttachments([]gofpdf.Attachment{{Content: data, Filename: name, Description: about}})
}

func (p *pen) write(w io.Writer) error {
	if err := p.f.Output(w); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	return nil
}

func rgb(c color.NRGBA) (int, int, int) { return int(c.R), int(c.G), int(c.B) }
